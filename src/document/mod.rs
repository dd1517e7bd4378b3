//! What was on the paper: paragraphs and tables with merged cells, in reading order, before any of it means anything.

mod revision;

pub use revision::{Insertion, NewCell, NewPart, Revision};

use crate::text::ordinal::Level;
use crate::text::{Ordinal, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::ops::Range;

/// A document. Each paragraph and each table cell has one block of text; blocks are numbered in reading order, and
/// every place in a report is a [`Span`] of a block.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The text of each block. A paragraph or cell of several lines holds `\n`.
    pub blocks: Vec<String>,
    /// Paragraphs and tables in reading order.
    pub items: Vec<Item>,
    /// Marks of a conversion that the reader met: where they stood before which item, and what they looked like.
    pub residue: Vec<Residue>,
    /// Where the text came from in the file, by block; only of kinds that can be written back.
    pub origins: Vec<Origin>,
    /// What is to be known of the file as a whole.
    pub notes: Vec<Note>,
    /// Bytes of all blocks.
    length: usize,
}

/// Where a run of text stands in the file it was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The text in its block. Empty for a paragraph without text of its own.
    pub span: Span,
    /// The part of the package.
    pub part: Part,
    /// The bytes of that part, as UTF-8, that hold the text as it is escaped there; for an empty span those of the
    /// whole paragraph element.
    pub range: Range<u32>,
}

/// A part of a Word package that holds text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// The main document.
    Main,
    /// The footnotes.
    Footnotes,
}

/// Something to be known of a file as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Note {
    /// It holds this many tracked changes (修订); it was read as if all were accepted.
    Revisions(u32),
    /// It is a workbook: tables without the text around them.
    Sheets,
    /// Its bytes are no Unicode and name no encoding; this one was guessed.
    Guessed(Encoding),
    /// It goes on beyond [`MAX_ITEMS`], or a table beyond [`MAX_ROWS`] or [`MAX_COLUMNS`]; the rest was not read.
    Cut,
    /// A part of it is damaged or beyond a limit and was left out.
    Damaged,
    /// This many characters have no meaning in it (a PDF font without codes) and were left out.
    Unmapped(u32),
}

impl Note {
    /// What the user is told of it in any case; a rule may say more.
    pub fn sentence(&self) -> Option<String> {
        match self {
            Note::Cut => {
                Some(format!("内容超过上限（{MAX_ITEMS} 段，表格 {MAX_ROWS} 行 {MAX_COLUMNS} 列），超过的部分没有读取"))
            }
            Note::Damaged => Some("文件有一部分已经损坏或过大，没有读取，请对照原件".to_owned()),
            Note::Unmapped(count) => Some(format!("有 {count} 个字没有文字编码，没有读出，请对照原件")),
            Note::Guessed(encoding) => Some(format!("没有注明编码，按 {} 读取", encoding.name())),
            Note::Revisions(_) | Note::Sheets => None,
        }
    }
}

/// An encoding of Chinese text that is no Unicode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// GB18030, of which GBK (CP936) and GB2312 are parts.
    Gb18030,
    /// Big5.
    Big5,
}

impl Encoding {
    /// Its name for the user.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Gb18030 => "GBK",
            Encoding::Big5 => "Big5",
        }
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Encoding::Gb18030 => Encoding::Big5,
            Encoding::Big5 => Encoding::Gb18030,
        }
    }
}

/// Text under construction that knows where its runs came from.
#[derive(Clone, Debug, Default)]
pub struct Traced {
    /// The text so far.
    pub text: String,
    /// The runs: bytes of the text, part, bytes of the part.
    runs: Vec<(Range<u32>, Part, Range<u32>)>,
    /// The element that holds it.
    element: Option<(Part, Range<u32>)>,
}

impl Traced {
    /// Text without an origin.
    pub fn plain(text: &str) -> Self {
        Traced { text: text.to_owned(), ..Traced::default() }
    }

    /// Empty text of the element at `range` of `part`.
    pub fn of_element(part: Part, range: Range<u32>) -> Self {
        Traced { element: Some((part, range)), ..Traced::default() }
    }

    /// Adds text that stands at `range` of `part`.
    pub fn push(&mut self, text: &str, part: Part, range: Range<u32>) {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        self.runs.push((start..self.text.len() as u32, part, range));
    }

    /// Adds what `other` holds.
    pub fn append(&mut self, other: Traced) {
        let shift = self.text.len() as u32;
        self.text.push_str(&other.text);
        self.runs.extend(
            other.runs.into_iter().map(|(span, part, range)| (span.start + shift..span.end + shift, part, range)),
        );
        if self.element.is_none() {
            self.element = other.element;
        }
    }

    /// Without white space at its ends. A run keeps its whole range in the part.
    pub fn trimmed(mut self) -> Self {
        let kept = self.text.trim_end().len();
        self.text.truncate(kept);
        let cut = (self.text.len() - self.text.trim_start().len()) as u32;
        self.text.drain(..cut as usize);
        let end = self.text.len() as u32;
        for (span, ..) in &mut self.runs {
            *span = span.start.saturating_sub(cut).min(end)..span.end.saturating_sub(cut).min(end);
        }
        self.runs.retain(|(span, ..)| !span.is_empty());
        self
    }

    fn into_origins(self, block: u32) -> Vec<Origin> {
        let origin = |span: Range<u32>, part, range| Origin {
            span: Span::new(block, span.start as usize..span.end as usize),
            part,
            range,
        };
        match self.element {
            Some((part, range)) if self.runs.is_empty() => vec![origin(0..0, part, range)],
            _ => self.runs.into_iter().map(|(span, part, range)| origin(span, part, range)).collect(),
        }
    }
}

/// A paragraph or a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Item {
    /// A paragraph (or a line, where the source knows only lines).
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Its block.
    pub block: u32,
    /// The heading level that the source marks it with (`##`, `<h2>`), if any.
    pub heading: Option<u8>,
    /// Whether the source marks it as an item of a list.
    pub listed: bool,
    /// Whether a blank line or a paragraph's end stands before it, rather than a mere line break.
    pub parted: bool,
}

impl Paragraph {
    /// Whether it, of this `text`, is a heading within a section: a short line with an ordinal of the second level, or one
    /// that the source marks as a heading.
    pub fn is_subheading(&self, text: &str) -> bool {
        let second = Ordinal::parse(text).is_some_and(|ordinal| ordinal.level == Level::Second);
        let short = text.chars().count() <= 30 && !text.trim_end().ends_with(['。', '；', '，']);
        short && (second || self.heading.is_some())
    }
}

/// A table: rows of cells with their places in the grid.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// The cells that begin in each row, left to right.
    pub rows: Vec<Vec<Cell>>,
    /// Width of the grid.
    pub columns: u32,
    /// Whether the source says which cells are merged; text formats cannot.
    pub merged_known: bool,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Its block.
    pub block: u32,
    /// First column of the grid that it covers, from 0.
    pub column: u32,
    /// How many columns it covers.
    pub columns: u32,
    /// How many rows it covers.
    pub rows: u32,
}

/// A mark that a conversion left behind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Residue {
    /// The item that follows it.
    pub before_item: u32,
    /// What stood there.
    pub text: String,
}

impl Document {
    /// The text of block number `block`.
    pub fn text(&self, block: u32) -> &str {
        self.blocks.get(block as usize).map_or("", String::as_str)
    }

    /// The text that `span` covers.
    pub fn quote(&self, span: Span) -> &str {
        span.of(self.text(span.block))
    }

    /// The whole of block number `block`.
    pub fn whole(&self, block: u32) -> Span {
        Span::new(block, 0..self.text(block).len())
    }

    /// The paragraph at item number `item`, if it is one.
    pub fn paragraph(&self, item: usize) -> Option<(&Paragraph, &str)> {
        match self.items.get(item) {
            Some(Item::Paragraph(paragraph)) => Some((paragraph, self.text(paragraph.block))),
            _ => None,
        }
    }

    /// Adds a block and gives its number.
    fn add_block(&mut self, text: &str) -> u32 {
        self.length += text.len();
        self.blocks.push(text.to_owned());
        self.blocks.len() as u32 - 1
    }

    /// Whether no more is read: [`MAX_ITEMS`] or [`MAX_TEXT`] are reached.
    pub fn is_full(&self) -> bool {
        self.items.len() >= MAX_ITEMS || self.length >= MAX_TEXT
    }

    fn add_item(&mut self, item: Item) {
        self.items.push(item);
        if self.is_full() {
            self.add_note(Note::Cut);
        }
    }

    /// Adds a note, if it is not there yet.
    pub fn add_note(&mut self, note: Note) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    fn add_traced(&mut self, traced: Traced) -> u32 {
        let block = self.add_block(&traced.text);
        self.origins.extend(traced.into_origins(block));
        block
    }

    /// Adds a plain paragraph or heading that knows where it came from.
    pub fn add_traced_paragraph(&mut self, text: Traced, heading: Option<u8>, listed: bool, parted: bool) {
        let block = self.add_traced(text);
        self.add_item(Item::Paragraph(Paragraph { block, heading, listed, parted }));
    }

    /// Adds a plain paragraph or heading.
    pub fn add_paragraph(&mut self, text: &str, heading: Option<u8>, listed: bool, parted: bool) {
        let block = self.add_block(text);
        self.add_item(Item::Paragraph(Paragraph { block, heading, listed, parted }));
    }

    /// Adds a table.
    pub fn add_table(&mut self, builder: TableBuilder) {
        let mut table = Table { merged_known: builder.merged_known, ..Table::default() };
        for row in builder.rows {
            let mut cells = Vec::with_capacity(row.len());
            for pending in row {
                table.columns = table.columns.max(pending.column + pending.columns);
                let block = self.add_traced(pending.text);
                cells.push(Cell { block, column: pending.column, columns: pending.columns, rows: pending.rows });
            }
            table.rows.push(cells);
        }
        if builder.cut {
            self.add_note(Note::Cut);
        }
        self.add_item(Item::Table(table));
    }

    /// The same document with other texts in some of its blocks, by block. Where such a text came from is no longer
    /// known: a file is corrected from the document as it was read.
    pub fn with_texts<'a>(&self, texts: impl IntoIterator<Item = (u32, &'a str)>) -> Document {
        let mut document = self.clone();
        let mut changed = BTreeSet::new();
        for (block, text) in texts {
            let Some(own) = document.blocks.get_mut(block as usize).filter(|own| *own != text) else { continue };
            document.length = document.length + text.len() - own.len();
            *own = text.to_owned();
            changed.insert(block);
        }
        document.origins.retain(|origin| !changed.contains(&origin.span.block));
        document
    }

    /// Adds all that `other` holds at the end.
    pub fn append(&mut self, other: Document) {
        let (blocks, items) = (self.blocks.len() as u32, self.items.len() as u32);
        self.length += other.length;
        self.blocks.extend(other.blocks);
        self.items.extend(other.items.into_iter().map(|item| match item {
            Item::Paragraph(paragraph) => Item::Paragraph(Paragraph { block: paragraph.block + blocks, ..paragraph }),
            Item::Table(mut table) => {
                for cell in table.rows.iter_mut().flatten() {
                    cell.block += blocks;
                }
                Item::Table(table)
            }
        }));
        self.residue.extend(
            other.residue.into_iter().map(|residue| Residue { before_item: residue.before_item + items, ..residue }),
        );
        self.origins.extend(
            other
                .origins
                .into_iter()
                .map(|origin| Origin { span: Span { block: origin.span.block + blocks, ..origin.span }, ..origin }),
        );
        other.notes.into_iter().for_each(|note| self.add_note(note));
    }

    /// The text of all blocks, each with where it came from.
    pub fn into_traced(self) -> Vec<Traced> {
        let mut all: Vec<Traced> = self.blocks.into_iter().map(|text| Traced { text, ..Traced::default() }).collect();
        for origin in self.origins {
            let Some(traced) = all.get_mut(origin.span.block as usize) else { continue };
            if origin.span.range().is_empty() {
                traced.element = Some((origin.part, origin.range));
            } else {
                traced.runs.push((origin.span.start..origin.span.end, origin.part, origin.range));
            }
        }
        all
    }

    /// The item that holds `block`.
    pub fn item_of(&self, block: u32) -> Option<usize> {
        let first_block = |item: &Item| match item {
            Item::Paragraph(paragraph) => paragraph.block,
            Item::Table(table) => table.rows.iter().flatten().next().map_or(0, |cell| cell.block),
        };
        self.items.partition_point(|item| first_block(item) <= block).checked_sub(1)
    }

    /// The blocks of item number `item`, first and one past the last.
    pub fn blocks_of(&self, item: usize) -> std::ops::Range<u32> {
        match self.items.get(item) {
            Some(Item::Paragraph(paragraph)) => paragraph.block..paragraph.block + 1,
            Some(Item::Table(table)) => {
                let mut blocks = table.rows.iter().flatten().map(|cell| cell.block);
                let Some(first) = blocks.next() else { return 0..0 };
                first..blocks.next_back().unwrap_or(first) + 1
            }
            None => 0..0,
        }
    }
}

/// Puts cells into a grid: each goes into the first free column, as browsers do it.
#[derive(Debug, Default)]
pub struct TableBuilder {
    rows: Vec<Vec<PendingCell>>,
    /// For each column how many further rows a cell above still covers.
    covered: Vec<u32>,
    column: u32,
    merged_known: bool,
    /// Whether rows or columns beyond the limits were left out.
    cut: bool,
}

#[derive(Debug)]
struct PendingCell {
    text: Traced,
    column: u32,
    columns: u32,
    rows: u32,
}

/// The most paragraphs and tables that are read.
pub const MAX_ITEMS: usize = 100_000;
/// The most bytes of text that are read.
pub const MAX_TEXT: usize = 64 << 20;
/// No table of the form is wider; beyond it columns are cut, so that a hostile `colspan` costs nothing.
pub const MAX_COLUMNS: u32 = 100;
/// No table of the form is longer.
pub const MAX_ROWS: usize = 2_000;

impl TableBuilder {
    /// An empty table. `merged_known`: see [`Table::merged_known`].
    pub fn new(merged_known: bool) -> Self {
        TableBuilder { merged_known, ..TableBuilder::default() }
    }

    /// Begins a row.
    pub fn row(&mut self) {
        for covered in &mut self.covered {
            *covered = covered.saturating_sub(1);
        }
        if self.rows.len() < MAX_ROWS {
            self.rows.push(Vec::new());
            self.column = 0;
        } else {
            self.column = MAX_COLUMNS;
            self.cut = true;
        }
    }

    /// Leaves `columns` columns of the row without a cell.
    pub fn skip(&mut self, columns: u32) {
        self.column = self.column.saturating_add(columns).min(MAX_COLUMNS);
    }

    /// Adds a cell to the row, `columns` wide and `rows` high.
    pub fn cell(&mut self, text: &str, columns: u32, rows: u32) {
        self.traced_cell(Traced::plain(text), columns, rows);
    }

    /// Adds a cell that knows where it came from.
    pub fn traced_cell(&mut self, text: Traced, columns: u32, rows: u32) {
        while self.covered.get(self.column as usize).is_some_and(|&covered| covered > 0) {
            self.column += 1;
        }
        if self.column >= MAX_COLUMNS || self.rows.is_empty() {
            self.cut |= self.column >= MAX_COLUMNS;
            return;
        }
        let columns = columns.clamp(1, MAX_COLUMNS - self.column);
        let rows = rows.clamp(1, MAX_ROWS as u32);
        let end = (self.column + columns) as usize;
        if self.covered.len() < end {
            self.covered.resize(end, 0);
        }
        for covered in &mut self.covered[self.column as usize..end] {
            // Counted down at the next row's beginning.
            *covered = rows;
        }
        if let Some(row) = self.rows.last_mut() {
            row.push(PendingCell { text, column: self.column, columns, rows });
        }
        self.column += columns;
    }

    /// Whether it has no cell.
    pub fn is_empty(&self) -> bool {
        self.rows.iter().all(Vec::is_empty)
    }

    /// Whether a row was begun.
    pub fn has_row(&self) -> bool {
        !self.rows.is_empty()
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.rows.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_go_where_browsers_put_them() {
        let mut builder = TableBuilder::new(true);
        builder.row();
        builder.cell("note", 3, 3);
        builder.cell("applicants", 7, 1);
        builder.row();
        builder.cell("person", 1, 2);
        builder.cell("bodies", 5, 1);
        builder.cell("total", 1, 2);
        builder.row();
        builder.cell("business", 1, 1);
        builder.row();
        builder.cell("new", 3, 1);
        let mut document = Document::default();
        document.add_table(builder);
        let Some(Item::Table(table)) = document.items.first() else { panic!("a table") };
        assert_eq!(table.columns, 10);
        let columns: Vec<Vec<u32>> =
            table.rows.iter().map(|row| row.iter().map(|cell| cell.column).collect()).collect();
        assert_eq!(columns, [vec![0, 3], vec![3, 4, 9], vec![4], vec![0]]);
        assert_eq!(document.blocks_of(0), 0..7);
    }

    #[test]
    fn gigantic_spans_are_clipped() {
        let mut builder = TableBuilder::new(true);
        builder.row();
        builder.cell("wide", u32::MAX, u32::MAX);
        builder.cell("beyond", 1, 1);
        let mut document = Document::default();
        document.add_table(builder);
        assert_eq!(document.blocks.len(), 1);
    }
}
