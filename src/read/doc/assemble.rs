//! From characters and their formatting to paragraphs and tables.

use super::Source;
use super::grid::{self, Row};
use super::lists::Lists;
use super::pieces::{Character, Pieces};
use super::properties::{Formatting, ParagraphProperties};
use crate::document::Document;
use crate::read::encoding::Decode;
use std::mem::take;

/// Marks in the text.
const CELL_END: char = '\u{07}';
const LINE_BREAK: char = '\u{0B}';
const PAGE_BREAK: char = '\u{0C}';
const PARAGRAPH_END: char = '\r';
const COLUMN_BREAK: char = '\u{0E}';
const FIELD_BEGIN: char = '\u{13}';
const FIELD_RESULT: char = '\u{14}';
const FIELD_END: char = '\u{15}';
const HARD_HYPHEN: char = '\u{1E}';

/// Fields within fields are told apart to this depth.
const MAX_FIELDS: usize = 64;
/// No more paragraph ends are looked at, whatever is in them.
const MAX_ENDS: usize = 400_000;

/// Makes a document of the main text and the text boxes; with it the number of tracked changes.
pub fn assemble(source: &Source, decode: Decode) -> (Document, u32) {
    let pieces = Pieces::read(source);
    let mut assembler = Assembler {
        formatting: Formatting::read(source, &pieces),
        lists: Lists::read(source),
        document: Document::default(),
        text: String::new(),
        fields: Vec::new(),
        table: Unfinished::default(),
        ends: 0,
        tracked: (false, false),
        revisions: 0,
    };
    let mut budget = pieces.budget();
    for positions in [source.main_text(), source.boxes_text()] {
        pieces.characters(positions, &mut budget, decode, &mut |character| assembler.character(character));
        assembler.end_story();
    }
    (assembler.document, assembler.revisions)
}

/// A table of which not all is read.
#[derive(Default)]
struct Unfinished {
    rows: Vec<Row>,
    cells: Vec<String>,
    /// The lines of the cell.
    lines: Vec<String>,
    /// Of a table within the cell: the row's cells, and the texts in the cell.
    inner_cells: Vec<String>,
    /// Whether one of the row's cells has an end that is neither deleted nor hidden.
    kept: bool,
    inner_texts: Vec<String>,
}

struct Assembler<'a> {
    formatting: Formatting<'a>,
    lists: Lists,
    document: Document,
    /// The paragraph so far.
    text: String,
    /// For each field that is open, whether its result has begun.
    fields: Vec<bool>,
    table: Unfinished,
    ends: usize,
    /// Whether the last character was tracked as inserted, and as deleted.
    tracked: (bool, bool),
    revisions: u32,
}

impl Assembler<'_> {
    fn character(&mut self, character: Character) {
        if self.ends >= MAX_ENDS || self.document.is_full() {
            return;
        }
        let paragraph = self.formatting.paragraph(character.place, character.modifier);
        let properties = self.formatting.character(character.place, character.modifier, paragraph.hidden);
        let tracked = (properties.inserted, properties.deleted);
        if tracked != self.tracked && tracked != (false, false) {
            self.revisions = self.revisions.saturating_add(1);
        }
        self.tracked = tracked;
        let left_out = properties.hidden || properties.deleted;
        match character.value {
            PARAGRAPH_END | PAGE_BREAK | CELL_END => self.end_paragraph(character.value, &paragraph, left_out),
            FIELD_BEGIN if self.fields.len() < MAX_FIELDS => self.fields.push(false),
            FIELD_RESULT => self.fields.last_mut().into_iter().for_each(|result| *result = true),
            FIELD_END => drop(self.fields.pop()),
            _ if left_out || self.fields.contains(&false) => (),
            LINE_BREAK | COLUMN_BREAK => self.text.push('\n'),
            HARD_HYPHEN => self.text.push('-'),
            '\t' => self.text.push(' '),
            // Pictures, references to notes, optional hyphens.
            '\0'..' ' => (),
            value => self.text.push(value),
        }
    }

    /// A paragraph, cell or row ends with `mark`. `left_out`: the mark itself is deleted or hidden.
    fn end_paragraph(&mut self, mark: char, properties: &ParagraphProperties, left_out: bool) {
        self.ends += 1;
        // No field's code goes on behind a paragraph; one that seems to is damaged.
        self.fields.iter_mut().for_each(|result| *result = true);
        if properties.depth > 0 && mark == CELL_END {
            return self.end_cell(properties, left_out);
        }
        let inner_end = properties.depth > 1 && (properties.inner_cell || properties.inner_row_end);
        if left_out && !inner_end {
            // Without its end a paragraph goes on in the next.
            return;
        }
        let (text, bullet) = self.finish_text(mark, properties);
        if properties.depth == 0 {
            self.end_table();
            if !text.is_empty() {
                let level = properties.outline.map(|level| level + 1);
                self.document.add_paragraph(&text, level, bullet, true);
            }
        } else if properties.depth == 1 {
            self.table.end_inner_row();
            self.table.add_line(text);
        } else {
            self.table.inner_texts.extend(Some(text).filter(|text| !text.is_empty()));
            if properties.inner_row_end {
                self.table.end_inner_row();
            } else if properties.inner_cell {
                self.table.end_inner_cell();
            }
        }
    }

    /// A cell ends, or a row.
    fn end_cell(&mut self, properties: &ParagraphProperties, left_out: bool) {
        let (text, _) = self.finish_text(CELL_END, properties);
        self.table.end_inner_row();
        self.table.add_line(text);
        if !properties.row_end {
            self.table.cells.push(take(&mut self.table.lines).join("\n"));
            self.table.kept |= !left_out;
            return;
        }
        let kept = take(&mut self.table.kept);
        let mut cells = take(&mut self.table.cells);
        let rest = take(&mut self.table.lines).join("\n");
        cells.extend(Some(rest).filter(|rest| !rest.is_empty()));
        // A row is deleted with all of its marks; the last alone may have taken on what follows it.
        if (kept || !left_out) && !cells.is_empty() {
            self.table.rows.push(Row { cells, definition: properties.row.clone() });
        }
    }

    /// The text of the paragraph that ends, with its number; and whether it has a bullet.
    fn finish_text(&mut self, mark: char, properties: &ParagraphProperties) -> (String, bool) {
        let text = take(&mut self.text);
        let text = text.trim();
        let row_end = properties.row_end || properties.inner_row_end;
        // What stands before a page break is no paragraph of its own where it is empty.
        if row_end || text.is_empty() && mark == PAGE_BREAK {
            return (text.to_owned(), false);
        }
        let Some(label) = self.lists.label(properties) else { return (text.to_owned(), false) };
        // An empty paragraph is counted but not kept; an empty cell shows its number.
        if text.is_empty() && properties.depth == 0 {
            return (String::new(), false);
        }
        (format!("{}{text}", label.text).trim().to_owned(), label.bullet)
    }

    /// The table that was being read, if any, is complete.
    fn end_table(&mut self) {
        let mut table = take(&mut self.table);
        table.end_inner_row();
        table.cells.extend(Some(table.lines.join("\n")).filter(|text| !text.is_empty()));
        if !table.cells.is_empty() {
            table.rows.push(Row { cells: table.cells, ..Row::default() });
        }
        let builder = grid::table(table.rows);
        if !builder.is_empty() {
            self.document.add_table(builder);
        }
    }

    /// The text is at an end, even if its last paragraph has none.
    fn end_story(&mut self) {
        if !self.text.trim().is_empty() {
            self.end_paragraph(PARAGRAPH_END, &ParagraphProperties::default(), false);
        }
        self.end_table();
        self.text.clear();
        self.fields.clear();
        self.tracked = (false, false);
    }
}

impl Unfinished {
    fn add_line(&mut self, text: String) {
        self.lines.extend(Some(text).filter(|text| !text.is_empty()));
    }

    fn end_inner_cell(&mut self) {
        let text = take(&mut self.inner_texts).join(" ");
        self.inner_cells.extend(Some(text).filter(|text| !text.is_empty()));
    }

    fn end_inner_row(&mut self) {
        self.end_inner_cell();
        let text = take(&mut self.inner_cells).join(" ");
        self.add_line(text);
    }
}
