//! The report itself, as the office would print it, with its marks: tables as they were drawn where their merged cells
//! are known, else in the official form. Personal data is masked.

use super::{class, escape};
use crate::check::{Outcome, Severity, Shown, Whose};
use crate::document::{self, Item};
use crate::report::{Role, Table};
use crate::standard::form::{self, Content};
use crate::standard::{CellName, Row};
use crate::text::{Span, Value};
use crate::write::marks::{Mark, Marks, badge};
use std::borrow::Cow;
use std::fmt::Write;

/// What drawing needs to know.
struct Pencil<'a> {
    shown: Shown<'a>,
    marks: Marks,
}

/// The report as HTML.
pub fn draw(outcome: &Outcome) -> String {
    let pencil = Pencil { shown: outcome.shown(), marks: Marks::new(outcome, |index| index + 1, |_| true) };
    let mut done = [false; 3];
    (0..outcome.report.document.items.len()).filter_map(|item| pencil.item(item, &mut done)).collect()
}

impl Pencil<'_> {
    fn outcome(&self) -> &Outcome {
        self.shown.outcome()
    }

    fn text(&self, block: u32) -> Cow<'_, str> {
        self.shown.text(Whose::This, block)
    }

    /// An item of the document; `done` tells which of the three tables were drawn.
    fn item(&self, item: usize, done: &mut [bool; 3]) -> Option<String> {
        let report = &self.outcome().report;
        let role = *report.outline.roles.get(item)?;
        let drawn = report.document.items.get(item)?;
        if let Role::Table(at) = role
            && let Some(table) = report.tables.get(at).and_then(Option::as_ref)
            && !table.rows.is_empty()
            && !table.whole
        {
            let first = !std::mem::replace(&mut done[at], true);
            return first.then(|| self.rebuilt(table) + &self.leftovers(table));
        }
        Some(match (drawn, role) {
            (_, Role::Outside) => return None,
            (Item::Table(table), _) => self.table(table),
            (Item::Paragraph(paragraph), role) => {
                let content = self.marked(paragraph.block);
                match role {
                    Role::Title => format!("<h1>{content}</h1>\n"),
                    Role::Heading => format!("<h2>{content}</h2>\n"),
                    Role::Signature => format!("<p class=\"signature\">{content}</p>\n"),
                    _ if paragraph.is_subheading(report.document.text(paragraph.block)) => {
                        format!("<h3>{content}</h3>\n")
                    }
                    _ => format!("<p>{content}</p>\n"),
                }
            }
        })
    }

    /// A table of the document with its own cells.
    fn table(&self, table: &document::Table) -> String {
        let mut html = "<table class=\"official\">\n".to_owned();
        for row in &table.rows {
            html.push_str("<tr>");
            for cell in row {
                html.push_str(&self.block_cell(cell.block, cell.columns, cell.rows));
            }
            html.push_str("</tr>\n");
        }
        html + "</table>\n"
    }

    /// One of the three tables in the official form, filled with what was read.
    fn rebuilt(&self, table: &Table) -> String {
        let mut html = "<table class=\"official\">\n".to_owned();
        for cells in form::rows(table.kind, table.form) {
            let row = cells.iter().find_map(|cell| match cell.content {
                Content::Figure(name) => Some(name.row),
                Content::Label(_) => None,
            });
            let last = cells.iter().rposition(|cell| matches!(cell.content, Content::Label(_)));
            html.push_str("<tr>");
            for (at, cell) in cells.iter().enumerate() {
                html.push_str(&match &cell.content {
                    Content::Label(text) => {
                        let row = row.filter(|_| Some(at) == last);
                        self.label(table, row, text, cell.columns, cell.rows)
                    }
                    Content::Figure(name) => self.figure(table, *name, cell.columns),
                });
            }
            html.push_str("</tr>\n");
        }
        html + "</table>\n"
    }

    /// The row's own label where it stands in one piece, else the official one.
    fn label(&self, table: &Table, row: Option<Row>, official: &str, columns: u32, rows: u32) -> String {
        let own = row.and_then(|row| table.row(row)?.label.as_ref()).map_or(&[][..], |label| &label.spans);
        let marks: Vec<&Mark> = own.iter().flat_map(|&span| self.marks_at(span)).collect();
        let text = match own {
            &[span] => self.quote(span),
            _ => Cow::Borrowed(official),
        };
        element("th", columns, rows, self.worst(&marks), &format!("{}{}", escape(text.trim()), numbers(&marks)))
    }

    fn figure(&self, table: &Table, name: CellName, columns: u32) -> String {
        let Some(reading) = table.cells.get(&name) else {
            let marks: Vec<&Mark> = self.marks.of_absent(name).iter().collect();
            return element("td", columns, 1, self.worst(&marks), &format!("缺{}", numbers(&marks)));
        };
        let marks: Vec<&Mark> = self.marks_at(reading.span).collect();
        let text = self.quote(reading.span);
        element("td", columns, 1, self.worst(&marks), &format!("{}{}", escape(text.trim()), numbers(&marks)))
    }

    /// The marks on what stands at `span`, which may be a part of a line.
    fn marks_at(&self, span: Span) -> impl Iterator<Item = &Mark> {
        let (start, end) = (span.start as usize, span.end as usize);
        let is_here =
            move |mark: &&Mark| mark.range.start < end && start < mark.range.end || mark.range == span.range();
        self.marks.of_block(span.block).iter().filter(is_here)
    }

    fn quote(&self, span: Span) -> Cow<'_, str> {
        self.shown.veil().quote(&self.outcome().report.document, span)
    }

    /// What the official form has no room for: rows that are not in it, and heads that are marked.
    fn leftovers(&self, table: &Table) -> String {
        let heads = table.heads.iter().flat_map(|label| &label.spans);
        let heads = heads.filter(|span| self.marks_at(**span).next().is_some());
        let extra = table.extra.iter().flat_map(|(label, values)| label.spans.iter().chain(values));
        let mut blocks: Vec<u32> = heads.chain(extra).map(|span| span.block).collect();
        blocks.sort_unstable();
        blocks.dedup();
        if blocks.is_empty() {
            return String::new();
        }
        let items: String = blocks.into_iter().map(|block| format!("<li>{}</li>", self.marked(block))).collect();
        format!("<div class=\"rest\"><p>原文中还有以下内容没有列入上表：</p><ul>{items}</ul></div>\n")
    }

    /// A cell that is a block of its own. A mark on all of it is the cell's; marks on parts stand inside.
    fn block_cell(&self, block: u32, columns: u32, rows: u32) -> String {
        let text = self.text(block);
        let is_whole = |mark: &&Mark| mark.range.len() >= text.trim().len();
        let (whole, parts): (Vec<&Mark>, Vec<&Mark>) = self.marks.of_block(block).iter().partition(is_whole);
        let name = if matches!(Value::parse(&text), Value::NotNumber) { "th" } else { "td" };
        let content = self.marked_with(&text, &parts);
        element(name, columns, rows, self.worst(&whole), &format!("{content}{}", numbers(&whole)))
    }

    /// The text of a block with all of its marks.
    fn marked(&self, block: u32) -> String {
        self.marked_with(&self.text(block), &self.marks.of_block(block).iter().collect::<Vec<_>>())
    }

    /// `text`, cut where marks begin and end; the number of a finding stands behind the first piece of its first mark.
    fn marked_with(&self, text: &str, marks: &[&Mark]) -> String {
        let mut cuts = vec![0, text.len()];
        cuts.extend(marks.iter().flat_map(|mark| [mark.range.start, mark.range.end]));
        cuts.retain(|&cut| text.is_char_boundary(cut));
        cuts.sort_unstable();
        cuts.dedup();
        let mut html = String::new();
        for cut in cuts.windows(2) {
            let (start, end) = (cut[0], cut[1]);
            let covers = |mark: &&&Mark| mark.range.start <= start && end <= mark.range.end;
            let here: Vec<&Mark> = marks.iter().filter(covers).copied().collect();
            let begin: Vec<&Mark> = here.iter().filter(|mark| mark.range.start == start).copied().collect();
            let piece = escape(&text[start..end]);
            let _ = match self.worst(&here) {
                Some(severity) => {
                    write!(html, "<mark class=\"{}\">{piece}</mark>{}", class(severity), numbers(&begin))
                }
                None => write!(html, "{piece}"),
            };
        }
        let empty: Vec<&Mark> = marks.iter().filter(|mark| mark.range.is_empty()).copied().collect();
        html + &numbers(&empty)
    }

    /// The severity that a place with several marks is shown by.
    fn worst(&self, marks: &[&Mark]) -> Option<Severity> {
        marks.iter().filter_map(|mark| Some(self.outcome().findings.get(mark.finding)?.severity)).min()
    }
}

/// The numbers of the findings whose first place is here.
fn numbers(marks: &[&Mark]) -> String {
    let numbers: String = marks.iter().filter(|mark| mark.first).map(|mark| badge(mark.number)).collect();
    if numbers.is_empty() { numbers } else { format!("<sup>{numbers}</sup>") }
}

/// A cell of a table; `content` is HTML.
fn element(name: &str, columns: u32, rows: u32, severity: Option<Severity>, content: &str) -> String {
    let mut attributes = String::new();
    for (attribute, count) in [("colspan", columns), ("rowspan", rows)] {
        if count > 1 {
            let _ = write!(attributes, " {attribute}=\"{count}\"");
        }
    }
    if let Some(severity) = severity {
        let _ = write!(attributes, " class=\"marked {}\"", class(severity));
    }
    format!("<{name}{attributes}>{content}</{name}>")
}
