//! The figures of a report in compact form, and the figures of all reports as one long table.

use super::Entry;
use crate::check::private::mask_numbers;
use crate::check::{Arithmetic, Shown, Verdict};
use crate::report::Report;
use crate::standard::{CellName, Edition, TableKind};
use crate::text::Number;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What stands in the cells of the three tables.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// The edition that each table follows; `None` where there is no such table, or its figures cannot be told apart.
    pub forms: [Option<Edition>; 3],
    /// The cells that are numbers, in their official order.
    numbers: Vec<(CellName, Number)>,
    /// The other cells with their text, "" where they are blank.
    texts: Vec<(CellName, String)>,
    /// What cells should hold by the report's own arithmetic, where that is certain to be something else.
    repairs: Vec<(CellName, Number)>,
}

impl Figures {
    /// The figures of a report that was not checked, long numbers in other cells masked.
    pub fn of(report: &Report) -> Self {
        let quote = |cell| report.cell(cell).map_or("", |reading| report.document.quote(reading.span));
        Figures::with(report, |cell| mask_numbers(quote(cell)))
    }

    /// The figures of a checked report, its personal data masked.
    pub(super) fn shown(shown: &Shown) -> Self {
        let report = &shown.outcome().report;
        let quote = |cell| {
            report.cell(cell).map_or(Cow::Borrowed(""), |reading| shown.veil().quote(&report.document, reading.span))
        };
        Figures::with(report, quote)
    }

    fn with<'a>(report: &'a Report, quote: impl Fn(CellName) -> Cow<'a, str>) -> Self {
        let mut figures = Figures::default();
        for table in report.tables.iter().flatten().filter(|table| !table.is_scrambled()) {
            figures.forms[table.kind as usize] = Some(table.form);
            for (&cell, reading) in &table.cells {
                let text = quote(cell);
                match reading.value.number().filter(|_| text == report.document.quote(reading.span)) {
                    Some(number) => figures.numbers.push((cell, number)),
                    None => figures.texts.push((cell, text.trim().to_owned())),
                }
            }
        }
        for fault in Arithmetic::of(report).faults {
            match fault.verdict {
                Verdict::One(repair) => figures.repairs.push((repair.cell, repair.to)),
                Verdict::Two(first, second) => {
                    figures.repairs.extend([first, second].map(|repair| (repair.cell, repair.to)));
                }
                Verdict::Line(repairs) => {
                    figures.repairs.extend(repairs.iter().map(|repair| (repair.cell, repair.to)));
                }
                _ => {}
            }
        }
        figures.repairs.sort_unstable();
        figures
    }

    /// The cells that are numbers, in their official order.
    pub fn numbers(&self) -> &[(CellName, Number)] {
        &self.numbers
    }

    /// All cells that are there.
    pub fn cells(&self) -> impl Iterator<Item = CellName> {
        self.numbers.iter().map(|(cell, _)| *cell).chain(self.texts.iter().map(|(cell, _)| *cell))
    }

    /// The number in `cell`.
    pub fn number(&self, cell: CellName) -> Option<Number> {
        found(&self.numbers, cell).copied()
    }

    /// The text of `cell`, where it is there and no number.
    pub fn text(&self, cell: CellName) -> Option<&str> {
        found(&self.texts, cell).map(String::as_str)
    }

    /// What `cell` should hold by the report's own arithmetic, where that is certain to be something else.
    pub fn repaired(&self, cell: CellName) -> Option<Number> {
        found(&self.repairs, cell).copied()
    }

    /// A hash of all numbers.
    pub fn hash(&self) -> u64 {
        use std::hash::{Hash, Hasher};
        // Without keys of chance: the same figures have the same hash in every worker.
        let mut hasher = std::hash::DefaultHasher::new();
        self.numbers.hash(&mut hasher);
        hasher.finish()
    }

    /// The edition whose rows `table` has.
    pub fn form(&self, table: TableKind) -> Option<Edition> {
        self.forms[table as usize]
    }
}

fn found<T>(sorted: &[(CellName, T)], cell: CellName) -> Option<&T> {
    sorted.binary_search_by_key(&cell, |(other, _)| *other).ok().map(|at| &sorted[at].1)
}

/// A row of the long table: one cell of one report.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LongRow<'a> {
    /// The file of the report.
    pub file: &'a str,
    /// The organ.
    pub organ: Option<&'a str>,
    /// The year.
    pub year: Option<i32>,
    /// The edition that the table follows.
    pub edition: Edition,
    /// The cell.
    pub cell: CellName,
    /// Its number, where it is one.
    pub value: Option<Number>,
    /// Else its text.
    pub text: Option<&'a str>,
}

impl LongRow<'_> {
    /// 表二.
    pub fn table_label(&self) -> &'static str {
        self.cell.table().name()
    }

    /// The official label of the row, behind that of its group: （三）不予公开1.属于国家秘密.
    pub fn row_label(&self) -> Cow<'static, str> {
        let label = self.cell.row.label(self.edition);
        match (self.cell.table(), self.cell.row.group()) {
            (TableKind::Requests, group) if !group.is_empty() => Cow::Owned(format!("{group}{label}")),
            _ => Cow::Borrowed(label),
        }
    }

    /// The official label of the column.
    pub fn column_label(&self) -> &'static str {
        self.cell.column.label_in(self.cell.row, self.edition)
    }
}

/// The long table of `entries`: report by report, cell by cell in their official order.
pub fn long<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> impl Iterator<Item = LongRow<'a>> {
    entries.into_iter().flat_map(Entry::long)
}

impl Entry {
    /// Its rows of the long table.
    pub fn long(&self) -> impl Iterator<Item = LongRow<'_>> {
        rows(&self.file, self.organ.as_deref(), self.year, &self.figures)
    }
}

/// The rows of the long table of one report.
pub fn rows<'a>(
    file: &'a str,
    organ: Option<&'a str>,
    year: Option<i32>,
    figures: &'a Figures,
) -> impl Iterator<Item = LongRow<'a>> {
    let numbers = figures.numbers.iter().map(|(cell, number)| (*cell, Some(*number), None));
    let texts = figures.texts.iter().map(|(cell, text)| (*cell, None, Some(text.as_str())));
    let mut all: Vec<_> = numbers.chain(texts).collect();
    all.sort_by_key(|(cell, ..)| *cell);
    all.into_iter().filter_map(move |(cell, value, text)| {
        let edition = figures.form(cell.table())?;
        Some(LongRow { file, organ, year, edition, cell, value, text })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Sample;
    use crate::standard::Edition::{E2019, E2021};

    #[test]
    fn all_cells_in_their_order() {
        for (edition, cells) in [(E2019, 22 + 161 + 15), (E2021, 10 + 175 + 15)] {
            let figures = Figures::of(&Sample::filled(edition).report());
            let all: Vec<LongRow> = rows("甲.docx", None, None, &figures).collect();
            assert_eq!(all.len(), cells);
            assert!(all.is_sorted_by_key(|row| row.cell));
            assert!(all.iter().all(|row| row.value.is_some() && row.edition == edition));
        }
    }

    #[test]
    fn what_is_no_number_keeps_its_text() {
        let report = Sample::filled(E2021)
            .cell("licensing", "decisions", "26件")
            .cell("3.3.2", "business", "")
            .cell("3.1", "natural_person", "21")
            .report();
        let figures = Figures::of(&report);
        let row = |row: &str, column: &str| {
            let cell = CellName::all(TableKind::Disclosure, E2021)
                .chain(CellName::all(TableKind::Requests, E2021))
                .find(|cell| cell.row.id() == row && cell.column.id() == column);
            cell.expect("the cell")
        };
        assert_eq!(figures.text(row("licensing", "decisions")), Some("26件"));
        assert_eq!(figures.text(row("3.3.2", "business")), Some(""));
        assert_eq!(figures.number(row("3.3.2", "business")), None);
        let wrong = row("3.1", "natural_person");
        assert_eq!(figures.number(wrong), Some(Number::whole(21)));
        assert_eq!(figures.repaired(wrong), Some(Number::whole(12)), "the sample has 12 there");
    }

    #[test]
    fn labels_are_official() {
        let figures = Figures::of(&Sample::filled(E2021).report());
        let all: Vec<LongRow> = rows("甲", Some("某局"), Some(2024), &figures).collect();
        let find = |row: &str, column: &str| {
            let found = all.iter().find(|found| found.cell.row.id() == row && found.cell.column.id() == column);
            found.map(|found| (found.table_label(), found.row_label().into_owned(), found.column_label()))
        };
        assert_eq!(find("3.6.3", "other"), Some(("表三", "（六）其他处理3.其他".to_owned(), "其他")),);
        assert_eq!(find("fees", "amount"), Some(("表二", "行政事业性收费".to_owned(), "本年收费金额（单位：万元）")));
    }
}
