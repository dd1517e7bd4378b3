//! The official form, blank: a whole report to begin with, or the part that a report lacks.

use super::{Report, Role, Table};
use crate::document::{Document, Insertion, NewCell, NewPart};
use crate::standard::form::{self, Content};
use crate::standard::{CellName, Edition, SECTIONS, TableKind, heading};
use serde::{Deserialize, Serialize};

/// A part of the official form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FormPart {
    /// A section (1 to 6): its heading, and its table where it has one.
    Section(usize),
    /// A table.
    Table(TableKind),
}

/// The blank form of a report for `year`: title, six headings, the three tables, and room for the text of the sections
/// that have none.
pub fn form(edition: Edition, year: i32) -> Document {
    let mut document = Document::default();
    document.add_paragraph(&format!("（单位名称）{year}年政府信息公开工作年度报告"), Some(1), false, true);
    for number in 1..=SECTIONS.len() {
        let table = TableKind::ALL.into_iter().find(|table| table.section() == number);
        section(number, table, edition).iter().for_each(|part| document.add_part(part));
    }
    document
}

impl Report {
    /// What puts a part that is not there into the report, blank, at its place. A table that is there only in part, or
    /// damaged, is set anew in the official form with the figures that were read. `None` for a section that is there,
    /// and for a table of which something would be lost.
    pub fn blank(&self, part: FormPart) -> Option<Insertion> {
        match part {
            FormPart::Section(number) => self.blank_section(number),
            FormPart::Table(kind) => match self.table(kind) {
                Some(table) => self.set_anew(table),
                None => self.blank_table(kind),
            },
        }
    }

    /// Whether the report has this part.
    pub fn has(&self, part: FormPart) -> bool {
        match part {
            FormPart::Section(number) => {
                number.checked_sub(1).is_some_and(|at| self.outline.sections.get(at).is_some_and(Option::is_some))
            }
            FormPart::Table(kind) => self.table(kind).is_some(),
        }
    }

    fn blank_section(&self, number: usize) -> Option<Insertion> {
        if number == 0 || self.has(FormPart::Section(number)) {
            return None;
        }
        let own = TableKind::ALL.into_iter().find(|table| table.section() == number);
        let before = self.place_of_section(number, own.and_then(|kind| self.table(kind)));
        let missing = own.filter(|&kind| self.table(kind).is_none());
        let mut parts = section(number, missing, self.edition_or_latest());
        // What follows is its text, or its table, whose heading alone was lost.
        if matches!(self.outline.roles.get(before as usize), Some(Role::Preface | Role::Body(_) | Role::Table(_))) {
            parts.truncate(1 + usize::from(missing.is_some()));
        }
        Some(Insertion { before, replaces: Vec::new(), parts })
    }

    /// The item before which the heading of a section belongs that was not found.
    fn place_of_section(&self, number: usize, table: Option<&Table>) -> u32 {
        if let Some(&first) = table.and_then(|table| table.items.first()) {
            return first;
        }
        // Behind the table of the section before it: text that follows that one is this section's.
        let is_before = |kind: &TableKind| kind.section() + 1 == number;
        let table_before = TableKind::ALL.into_iter().find(is_before).and_then(|kind| self.table(kind));
        if let Some(&last) = table_before.and_then(|table| table.items.last()) {
            return last + 1;
        }
        if number == 1 {
            return self.end_of_preface();
        }
        let later = self.outline.sections.iter().skip(number).flatten().next();
        let heading = later.and_then(|section| self.outline.headings.get(section.heading as usize));
        heading.map_or_else(|| self.end(), |heading| heading.item)
    }

    /// The item behind the preface, of which nothing tells where it ends but that it names the regulations.
    fn end_of_preface(&self) -> u32 {
        let behind_title = self.outline.title.as_ref().map_or(0, |title| title.items.end);
        let is_preface = |item: &u32| {
            let paragraph = self.document.paragraph(*item as usize);
            self.outline.roles.get(*item as usize) == Some(&Role::Preface)
                && paragraph.is_some_and(|(_, text)| text.contains("条例"))
        };
        behind_title + u32::from(is_preface(&behind_title))
    }

    fn blank_table(&self, kind: TableKind) -> Option<Insertion> {
        let Some(section) = self.outline.sections.get(kind.section() - 1)?.as_ref() else {
            return self.blank_section(kind.section());
        };
        let is_its_own =
            |item: &u32| matches!(self.outline.roles.get(*item as usize), Some(Role::Body(_) | Role::Table(_)));
        let last = section.body.clone().rev().find(is_its_own);
        let before = last.map_or(section.body.start, |last| last + 1);
        Some(Insertion { before, replaces: Vec::new(), parts: vec![table(kind, self.edition_or_latest(), |_| "")] })
    }

    /// A table in the official form with what was read of it.
    fn set_anew(&self, own: &Table) -> Option<Insertion> {
        let is_shared = |item: &u32| {
            let others = self.tables.iter().flatten().filter(|other| other.kind != own.kind);
            others.flat_map(|other| &other.items).any(|other| other == item)
        };
        if own.has_leftovers() || own.is_scrambled() || own.items.iter().any(is_shared) {
            return None;
        }
        let read = |cell| own.cells.get(&cell).map_or("", |reading| self.document.quote(reading.span).trim());
        let parts = vec![table(own.kind, own.form, read)];
        Some(Insertion { before: *own.items.first()?, replaces: own.items.clone(), parts })
    }

    /// One past the last item of the report's own text.
    fn end(&self) -> u32 {
        let is_text = |role: &Role| !matches!(role, Role::Outside | Role::Signature);
        self.outline.roles.iter().rposition(is_text).map_or(0, |last| last as u32 + 1)
    }
}

impl Table {
    /// Whether it holds what the official form has no room for: other rows, and values that could not be told apart.
    pub fn has_leftovers(&self) -> bool {
        !self.extra.is_empty() || self.rows.iter().any(|reading| self.is_lost(reading))
    }

    /// Whether none of a row's values is in a cell.
    pub fn is_lost(&self, reading: &super::RowReading) -> bool {
        !reading.values.is_empty() && !self.cells.keys().any(|cell| cell.row == reading.row)
    }
}

fn section(number: usize, own: Option<TableKind>, edition: Edition) -> Vec<NewPart> {
    let text = NewPart::Paragraph { text: heading(number), heading: Some(2) };
    let rest = match own {
        Some(kind) => table(kind, edition, |_| ""),
        None => NewPart::Paragraph { text: String::new(), heading: None },
    };
    vec![text, rest]
}

fn table<'a>(kind: TableKind, edition: Edition, figure: impl Fn(CellName) -> &'a str) -> NewPart {
    let rows = form::rows(kind, edition).into_iter();
    let cell = |cell: form::FormCell| {
        let text = match cell.content {
            Content::Label(text) => text,
            Content::Figure(name) => figure(name).to_owned(),
        };
        NewCell { text, columns: cell.columns, rows: cell.rows }
    };
    NewPart::Table(rows.map(|row| row.into_iter().map(cell).collect()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::recognise;
    use crate::rules::testing::Sample;

    #[test]
    fn the_blank_form_is_a_report_with_every_cell_blank() {
        for (edition, year) in [(Edition::E2019, 2020), (Edition::E2021, 2026)] {
            let report = recognise(form(edition, year));
            assert_eq!((report.edition, report.year()), (Some(edition), Some(year)));
            assert!(report.outline.sections.iter().all(Option::is_some));
            for kind in TableKind::ALL {
                let table = report.table(kind).expect("a table");
                assert_eq!(table.cells.len(), CellName::all(kind, edition).count());
                assert!(table.whole && table.is_blank() && !table.is_damaged(), "{kind:?}");
            }
        }
    }

    #[test]
    fn a_missing_section_goes_to_its_place() {
        for number in 1..=SECTIONS.len() {
            let without = Sample::filled(Edition::E2021).without_heading(number).report();
            let insertion = without.blank(FormPart::Section(number)).expect("a part");
            // All but the last one's text or table is still there.
            assert_eq!(insertion.parts.len(), if number == 6 { 2 } else { 1 }, "{number}");
            let report = recognise(without.document.inserted(&insertion).0);
            let order: Vec<u32> =
                report.outline.sections.iter().map(|section| section.as_ref().expect("found").heading).collect();
            assert!(order.is_sorted(), "{number}: {order:?}");
            for kind in TableKind::ALL {
                let table = report.table(kind).expect("a table");
                assert_eq!(report.outline.section_of_item(table.items[0] as usize), Some(kind.section()), "{number}");
            }
        }
    }

    #[test]
    fn a_missing_table_is_put_in_blank_and_a_torn_one_keeps_its_figures() {
        let sound = Sample::filled(Edition::E2021).report();
        for kind in TableKind::ALL {
            let table = sound.table(kind).expect("a table");
            let cut = Insertion { before: 0, replaces: table.items.clone(), parts: Vec::new() };
            let without = recognise(sound.document.inserted(&cut).0);
            assert!(without.table(kind).is_none());
            let with = recognise(without.document.inserted(&without.blank(FormPart::Table(kind)).expect("a part")).0);
            let put_in = with.table(kind).expect("a table");
            assert!(put_in.is_blank());
            assert_eq!(with.outline.section_of_item(put_in.items[0] as usize), Some(kind.section()));

            let anew = recognise(sound.document.inserted(&sound.blank(FormPart::Table(kind)).expect("a part")).0);
            let values = |report: &Report| {
                let cells = &report.table(kind).expect("a table").cells;
                cells.iter().map(|(&cell, reading)| (cell, reading.value.clone())).collect::<Vec<_>>()
            };
            assert_eq!(values(&anew), values(&sound));
        }
    }
}
