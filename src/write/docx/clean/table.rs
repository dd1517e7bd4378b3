//! Tables: with their own merged cells, or in the official form.

use super::Body;
use super::escape;
use crate::document::{self, Document, Origin, Part};
use crate::report::{Label, Report, Role, Table};
use crate::standard::TableKind;
use crate::standard::form::{self, Content};
use crate::text::{Ordinal, Span, Value, fold};

/// The width of the text on the page, in twentieths of a point.
const WIDTH: usize = 8844;
/// The least height of a row, in the same.
const LOWEST: usize = 340;
/// A table of no more rows stays on one page.
const KEPT: usize = 6;
/// From so many columns on the type is smaller.
const MANY: u32 = 12;

/// A table to be written.
pub struct Grid {
    rows: Vec<Vec<Cell>>,
    columns: u32,
    /// How many rows at its top stand on every page again.
    head: usize,
}

struct Cell {
    /// Where it begins in the grid.
    column: u32,
    columns: u32,
    rows: u32,
    words: Words,
}

enum Words {
    /// What stands at these places, one after the other.
    Read(Vec<Span>),
    /// A label of the form that the report has not.
    Printed(String),
}

impl Grid {
    /// A table of the document as it is there.
    pub fn of(table: &document::Table, document: &Document, role: Role) -> Self {
        let cell = |cell: &document::Cell| Cell {
            column: cell.column,
            columns: cell.columns,
            rows: cell.rows,
            words: Words::Read(vec![document.whole(cell.block)]),
        };
        let rows: Vec<Vec<Cell>> = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        let is_figures = |row: &Vec<Cell>| row.iter().any(|cell| is_figure(&cell.text(document)));
        let head = match role {
            Role::Table(kind) if kind == TableKind::Requests as usize => rows.iter().position(is_figures).unwrap_or(0),
            _ => 0,
        };
        Grid { rows, columns: table.columns.max(1), head }
    }
}

/// The three tables that can stand in the official form: they lost their merged cells, every figure of the form was read
/// and nothing else stands in them.
pub fn in_form(report: &Report) -> [Option<&Table>; 3] {
    let mut forms: [Option<&Table>; 3] = [None; 3];
    for (form, table) in forms.iter_mut().zip(&report.tables) {
        *form = table.as_ref().filter(|table| !table.whole && rebuilt(table).is_some());
    }
    // Tables that share an item are written as they are, unless all of them have the form.
    let items = |kind: usize| report.tables[kind].as_ref().map_or(&[][..], |table| &table.items);
    for _ in 0..forms.len() {
        for kind in 0..forms.len() {
            let common = |other: usize| items(other).iter().any(|item| items(kind).binary_search(item).is_ok());
            let shares = |other: usize| forms[other].is_none() && common(other);
            if (0..forms.len()).any(|other| other != kind && shares(other)) {
                forms[kind] = None;
            }
        }
    }
    forms
}

/// A table in the official form, with the figures and labels that were read; `None` where a figure of the form is missing
/// or something of the author's would be lost.
pub fn rebuilt(table: &Table) -> Option<Grid> {
    if !table.extra.is_empty() || table.is_scrambled() {
        return None;
    }
    let mut heads: Vec<Option<&Label>> = table.heads.iter().map(Some).collect();
    let mut columns = Columns::default();
    let mut printed = String::new();
    let mut rows = Vec::new();
    let mut head = 0;
    for (at, form) in form::rows(table.kind, table.form).into_iter().enumerate() {
        columns.row();
        let own = form.iter().find_map(|cell| match cell.content {
            Content::Figure(name) => Some(name.row),
            Content::Label(_) => None,
        });
        let last_label = form.iter().rposition(|cell| matches!(cell.content, Content::Label(_)));
        // A label in pieces, in a damaged table, may have others between them.
        let own_label = own.filter(|_| table.kind != TableKind::Disputes).and_then(|row| {
            let label = table.row(row)?.label.as_ref()?;
            (!table.is_damaged() || label.exact && label.spans.len() == 1).then_some(label)
        });
        if own.is_none() && at == head {
            head += 1;
        }
        let mut row = Vec::with_capacity(form.len());
        for (index, cell) in form.into_iter().enumerate() {
            let words = match &cell.content {
                Content::Figure(name) => Words::Read(vec![table.cells.get(name)?.span]),
                Content::Label(text) => {
                    let own = own_label.filter(|_| Some(index) == last_label);
                    let folded = fold(text);
                    printed.push_str(&folded);
                    let read = own.or_else(|| {
                        heads.iter_mut().find(|head| head.is_some_and(|label| label.text == folded))?.take()
                    });
                    read.map_or(Words::Printed(text.clone()), |label| Words::Read(label.spans.clone()))
                }
            };
            row.push(Cell {
                column: columns.place(cell.columns, cell.rows),
                columns: cell.columns,
                rows: cell.rows,
                words,
            });
        }
        rows.push(row);
    }
    // Pieces of the form's own labels are no loss, nor is what a conversion left of them.
    let is_of_form = |label: &Label| printed.contains(&label.text);
    if !table.is_damaged() && !heads.into_iter().flatten().all(is_of_form) {
        return None;
    }
    let head = if table.kind == TableKind::Requests { head } else { 0 };
    Some(Grid { rows, columns: columns.covered.len() as u32, head })
}

/// Finds the free columns of a form's rows.
#[derive(Default)]
struct Columns {
    /// For each column how many rows it is covered for, this one included.
    covered: Vec<u32>,
}

impl Columns {
    fn row(&mut self) {
        self.covered.iter_mut().for_each(|covered| *covered = covered.saturating_sub(1));
    }

    fn place(&mut self, columns: u32, rows: u32) -> u32 {
        let free = self.covered.iter().position(|&covered| covered == 0).unwrap_or(self.covered.len());
        let end = free + columns as usize;
        if self.covered.len() < end {
            self.covered.resize(end, 0);
        }
        self.covered[free..end].fill(rows);
        free as u32
    }
}

impl Cell {
    fn text(&self, document: &Document) -> String {
        match &self.words {
            Words::Read(spans) => spans.iter().map(|&span| document.quote(span)).collect(),
            Words::Printed(text) => text.clone(),
        }
    }
}

fn is_figure(text: &str) -> bool {
    !matches!(Value::parse(text), Value::NotNumber)
}

/// A cell of a row as Word has it: also what goes on from above.
struct Slot<'a> {
    column: u32,
    columns: u32,
    cell: &'a Cell,
    continues: bool,
}

impl Body<'_> {
    /// Writes a table.
    pub fn table(&mut self, grid: &Grid) {
        let rows = slots(grid);
        if rows.iter().all(Vec::is_empty) {
            return;
        }
        self.part_tables();
        self.after_table = true;
        let widths = widths(grid, self.document);
        self.xml.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>{}</w:tblBorders>\
             <w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"40\" w:type=\"dxa\"/><w:right w:w=\"40\" w:type=\"dxa\"/>\
             </w:tblCellMar></w:tblPr><w:tblGrid>{}</w:tblGrid>",
            ["top", "left", "bottom", "right", "insideH", "insideV"]
                .map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"))
                .concat(),
            widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect::<String>()
        ));
        let style = if grid.columns >= MANY { "TableSmall" } else { "TableText" };
        for (at, row) in rows.iter().enumerate().filter(|(_, row)| !row.is_empty()) {
            let before = row.first().map_or(0, |slot| slot.column);
            let end = row.last().map_or(0, |slot| slot.column + slot.columns);
            let room = |name: &str, count: u32| {
                if count > 0 { format!("<w:{name} w:val=\"{count}\"/>") } else { String::new() }
            };
            self.xml.push_str(&format!(
                "<w:tr><w:trPr>{}{}<w:cantSplit/><w:trHeight w:val=\"{LOWEST}\" w:hRule=\"atLeast\"/>{}</w:trPr>",
                room("gridBefore", before),
                room("gridAfter", grid.columns.saturating_sub(end)),
                if at < grid.head { "<w:tblHeader/>" } else { "" }
            ));
            let keep = if rows.len() <= KEPT && at + 1 < rows.len() { "<w:keepNext/>" } else { "" };
            let about = format!("<w:pStyle w:val=\"{style}\"/>{keep}");
            for slot in row {
                self.cell(slot, &widths, &about);
            }
            self.xml.push_str("</w:tr>");
        }
        self.xml.push_str("</w:tbl>");
    }

    /// Writes what stands at `span`, put together where a narrow cell parted it.
    fn lines(&mut self, span: Span) {
        let mut start = span.start as usize;
        let mut last = "";
        for line in self.document.quote(span).split('\n') {
            if !last.is_empty() && begins_line(last, line) {
                self.xml.push_str("<w:r><w:br/></w:r>");
            }
            self.run(Span::new(span.block, start..start + line.len()));
            start += line.len() + 1;
            last = line;
        }
    }

    /// Writes a cell; `about`: what is to be said of its paragraph.
    fn cell(&mut self, slot: &Slot, widths: &[usize], about: &str) {
        let Slot { column, columns, cell, continues } = slot;
        let width: usize = widths.iter().skip(*column as usize).take(*columns as usize).sum();
        let span = if *columns > 1 { format!("<w:gridSpan w:val=\"{columns}\"/>") } else { String::new() };
        let merge = match (continues, cell.rows > 1) {
            (true, _) => "<w:vMerge/>",
            (false, true) => "<w:vMerge w:val=\"restart\"/>",
            _ => "",
        };
        self.xml.push_str(&format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}{merge}<w:vAlign w:val=\"center\"/></w:tcPr>"
        ));
        let text = cell.text(self.document);
        let left = cell.rows == 1 && Ordinal::parse(text.trim()).is_some() && !is_figure(&text);
        let paragraph = self.xml.len();
        let align = if left { "<w:jc w:val=\"left\"/>" } else { "" };
        self.xml.push_str(&format!("<w:p><w:pPr>{about}{align}</w:pPr>"));
        match &cell.words {
            _ if *continues => {}
            Words::Read(spans) => spans.iter().for_each(|&span| self.lines(span)),
            Words::Printed(text) => {
                self.xml.push_str(&format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text)));
            }
        }
        self.xml.push_str("</w:p>");
        // An empty cell is told by its paragraph.
        if let (false, Words::Read(spans), true) = (continues, &cell.words, text.trim().is_empty()) {
            let range = paragraph as u32..self.xml.len() as u32;
            let empty = |span: &Span| Origin {
                span: Span { end: span.start, ..*span },
                part: Part::Main,
                range: range.clone(),
            };
            self.origins.extend(spans.first().map(empty));
        }
        self.xml.push_str("</w:tc>");
    }
}

/// Whether a new line in a cell is the author's, not what a narrow cell made of one.
fn begins_line(last: &str, next: &str) -> bool {
    let latin = |character: Option<char>| character.is_some_and(|character| character.is_ascii_alphanumeric());
    Ordinal::parse(next).is_some()
        || latin(last.trim_end().chars().next_back())
        || latin(next.trim_start().chars().next())
}

/// The cells of each row, left to right, with those that go on from above. A hole is covered by the cell before it.
fn slots(grid: &Grid) -> Vec<Vec<Slot<'_>>> {
    let mut open: Vec<(usize, &Cell)> = Vec::new();
    let mut rows = Vec::with_capacity(grid.rows.len());
    for (at, row) in grid.rows.iter().enumerate() {
        open.retain(|(first, cell)| at < first + cell.rows as usize);
        let above = open.iter().map(|(_, cell)| (*cell, true));
        let mut slots: Vec<Slot> = above
            .chain(row.iter().map(|cell| (cell, false)))
            .map(|(cell, continues)| Slot { column: cell.column, columns: cell.columns, cell, continues })
            .collect();
        slots.sort_by_key(|slot| slot.column);
        for index in 1..slots.len() {
            let next = slots[index].column;
            let last = &mut slots[index - 1];
            last.columns = next.saturating_sub(last.column).max(1);
        }
        rows.push(slots);
        open.extend(row.iter().filter(|cell| cell.rows > 1).map(|cell| (at, cell)));
    }
    rows
}

/// The width of each column, by the words of the cells that it has to itself. Columns of figures are alike.
fn widths(grid: &Grid, document: &Document) -> Vec<usize> {
    // Three characters and the cell's margins, and eleven: longer labels take several lines.
    const LEAST: usize = 9;
    const MOST: usize = 22;
    let mut needs = vec![LEAST; grid.columns as usize];
    let mut figures = vec![false; needs.len()];
    for cell in grid.rows.iter().flatten().filter(|cell| cell.columns == 1) {
        let text = cell.text(document);
        let half_widths = |character: char| if character.is_ascii() { 1 } else { 2 };
        let words: usize = text.chars().map(half_widths).sum();
        // A tall cell has room for several lines.
        let need = words.div_ceil(cell.rows.clamp(1, 4) as usize).min(MOST);
        let column = cell.column as usize;
        if let (Some(widest), Some(has_figure)) = (needs.get_mut(column), figures.get_mut(column)) {
            *widest = need.max(*widest);
            *has_figure |= is_figure(&text) && !text.trim().is_empty();
        }
    }
    let of_figures = |column: &usize| figures[*column];
    let alike: Vec<usize> = (0..needs.len()).filter(of_figures).collect();
    let mean = alike.iter().map(|&column| needs[column]).sum::<usize>() / alike.len().max(1);
    alike.into_iter().for_each(|column| needs[column] = mean);
    let all: usize = needs.iter().sum();
    needs.iter().map(|need| WIDTH * need / all.max(1)).collect()
}
