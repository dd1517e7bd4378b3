//! Workbooks (.xlsx, .xls, .et) and comma-separated values: the tables of the form in sheets, formulas by their cached
//! values.

mod xls;
mod xlsx;

use super::limits;
use crate::document::{Document, MAX_COLUMNS, MAX_ROWS, Note, TableBuilder};
use crate::text::Ordinal;
use crate::text::ordinal::Level;
use std::collections::BTreeMap;
pub use xls::{read_xls, workbook_stream};
pub use xlsx::read_xlsx;

const KIND: &str = "表格文件";

/// The cells of a sheet that hold something, by row and column.
#[derive(Default)]
struct Cells {
    rows: BTreeMap<u32, BTreeMap<u32, String>>,
    /// Bytes of their text: a sheet may name one long text many times.
    length: usize,
}

/// Cells that are one: first and last row, first and last column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Region {
    rows: (u32, u32),
    columns: (u32, u32),
}

/// A workbook of these sheets, each with its cells and merged regions.
fn workbook(sheets: impl IntoIterator<Item = (Cells, Vec<Region>)>) -> Document {
    let mut document = Document::default();
    document.add_note(Note::Sheets);
    for (cells, merged) in sheets {
        add_sheet(&mut document, cells, &merged);
        if document.is_full() {
            break;
        }
    }
    document
}

/// Reads comma-separated values: one table, or several with blank lines between them.
pub fn read_csv(text: &str) -> Document {
    let mut document = Document::default();
    document.add_note(Note::Sheets);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut cells = Cells::default();
    for (row, record) in reader.records().map_while(Result::ok).enumerate().take(limits::MAX_ITEMS) {
        // The reader passes over blank lines; they part tables.
        let start = record.position().map_or(0, |position| position.byte() as usize);
        let (before, rest) = text.split_at_checked(start).unwrap_or_default();
        let rest = if before.ends_with('\r') { rest.strip_prefix('\n').unwrap_or(rest) } else { rest };
        let blank = record.iter().all(|field| field.trim().is_empty());
        if blank || rest.starts_with(['\r', '\n']) {
            add_sheet(&mut document, std::mem::take(&mut cells), &[]);
        }
        if !blank {
            for (column, field) in record.iter().enumerate().take(MAX_COLUMNS as usize) {
                put(&mut cells, (row as u32, column as u32), field);
            }
        }
    }
    add_sheet(&mut document, cells, &[]);
    document
}

fn put(cells: &mut Cells, (row, column): (u32, u32), text: &str) {
    let text = text.trim();
    let fits = cells.rows.len() < limits::MAX_ITEMS || cells.rows.contains_key(&row);
    if column < MAX_COLUMNS && !text.is_empty() && fits && cells.length < limits::MAX_TEXT {
        cells.length += text.len();
        cells.rows.entry(row).or_default().insert(column, text.to_owned());
    }
}

/// A number as a sheet shows it: `12`, `0.5`, never `12.0`; sums of decimals without their last binary digits.
fn plain_number(number: f64) -> String {
    let rounded = (number * 1e6).round() / 1e6;
    if rounded.is_finite() { format!("{rounded}") } else { format!("{number}") }
}

/// Puts a sheet's cells into the document: rows with a single filled cell are lines of text, unless they stand in a
/// table; blank rows end a table.
fn add_sheet(document: &mut Document, cells: Cells, merged: &[Region]) {
    let mut cells = cells.rows;
    // The cells that go on below or to the right, by row and column; hostile regions are clipped to what is there.
    let last_row = cells.keys().next_back().copied().unwrap_or(0);
    let last_column = cells.values().filter_map(|row| row.keys().next_back()).max().copied().unwrap_or(0);
    let mut spans: BTreeMap<(u32, u32), (u32, u32)> = BTreeMap::new();
    let mut covered: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
    let mut covered_cells = 0;
    for region in merged.iter().take(limits::MAX_ITEMS) {
        let (top, left) = (region.rows.0, region.columns.0);
        let (bottom, right) = (region.rows.1.min(last_row), region.columns.1.min(last_column));
        if bottom < top || right < left || covered_cells > limits::MAX_ITEMS {
            continue;
        }
        spans.insert((top, left), (bottom - top + 1, right - left + 1));
        for row in top..=bottom {
            covered.entry(row).or_default().push((left, right));
            covered_cells += 1;
        }
        cells.entry(top).or_default().entry(left).or_default();
    }
    // Blocks of rows that follow one another.
    let mut rows: Vec<u32> = cells.keys().copied().chain(covered.keys().copied()).collect();
    rows.sort_unstable();
    rows.dedup();
    let is_title = |row: &u32| {
        let mut texts = cells.get(row).into_iter().flat_map(|row| row.values()).filter(|text| !text.is_empty());
        matches!((texts.next(), texts.next()), (Some(text), None) if begins_section(text))
    };
    // A section's title begins anew even where no blank row parts it from the table above.
    for block in rows.chunk_by(|above, below| above + 1 == *below && !is_title(below)) {
        add_block(document, block, &cells, &spans, &covered);
    }
}

/// Whether a line is the title of a section rather than a row of 表三, which have ordinals, too.
fn begins_section(text: &str) -> bool {
    let first = Ordinal::parse(text).is_some_and(|ordinal| ordinal.level == Level::First);
    first && text.trim_end().ends_with(['况', '项'])
}

type Regions = BTreeMap<u32, Vec<(u32, u32)>>;

fn add_block(
    document: &mut Document,
    rows: &[u32],
    cells: &BTreeMap<u32, BTreeMap<u32, String>>,
    spans: &BTreeMap<(u32, u32), (u32, u32)>,
    covered: &Regions,
) {
    let nothing = BTreeMap::new();
    let row_cells = |row: &u32| cells.get(row).unwrap_or(&nothing);
    let lone = |row: &u32| row_cells(row).values().filter(|text| !text.is_empty()).count() <= 1;
    // Titles and sentences above and below the table.
    let first = rows.iter().position(|row| !lone(row)).unwrap_or(rows.len());
    // A short label directly below belongs to the table: its figures are blank.
    const LABEL: usize = 20;
    let left_of = |row: &u32| row_cells(row).iter().find(|(_, text)| !text.is_empty()).map(|(column, _)| *column);
    let edge = rows[first..].iter().filter(|row| !lone(row)).filter_map(left_of).min();
    let belongs = |row: &u32| {
        let mut texts = row_cells(row).values().filter(|text| !text.is_empty());
        !lone(row) || left_of(row) == edge && texts.all(|text| text.chars().count() <= LABEL && !text.ends_with('。'))
    };
    let last = rows.iter().rposition(|row| !lone(row)).map_or(first, |at| at + 1);
    let last = last + rows[last..].iter().take_while(|row| belongs(row)).count();
    let line = |document: &mut Document, row: &u32| {
        for text in row_cells(row).values().filter(|text| !text.is_empty()) {
            document.add_paragraph(text, None, false, true);
        }
    };
    rows[..first].iter().for_each(|row| line(document, row));
    let table_rows = &rows[first..last];
    let filled =
        |row: &u32| row_cells(row).keys().copied().chain(covered.get(row).into_iter().flatten().map(|(left, _)| *left));
    let left = table_rows.iter().flat_map(filled).min().unwrap_or(0);
    let right = table_rows
        .iter()
        .flat_map(|row| {
            let ends = covered.get(row).into_iter().flatten().map(|(_, right)| *right);
            row_cells(row).keys().copied().chain(ends)
        })
        .max()
        .unwrap_or(0)
        .min(left + MAX_COLUMNS - 1);
    let mut table = TableBuilder::new(true);
    // One more than fits, so that the table knows that it was cut.
    for row in table_rows.iter().take(MAX_ROWS + 1) {
        table.row();
        let mut column = left;
        while column <= right {
            let (height, width) = spans.get(&(*row, column)).copied().unwrap_or((1, 1));
            let inside = covered.get(row).and_then(|regions| {
                regions
                    .iter()
                    .find(|(from, to)| (*from..=*to).contains(&column))
                    .filter(|_| !spans.contains_key(&(*row, column)))
            });
            if let Some((_, to)) = inside {
                column = to + 1;
                continue;
            }
            table.cell(row_cells(row).get(&column).map_or("", String::as_str), width, height);
            column += width;
        }
    }
    if !table.is_empty() {
        document.add_table(table);
    }
    rows[last..].iter().for_each(|row| line(document, row));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Item;

    fn shape(csv: &str) -> Vec<usize> {
        let rows = |item: &Item| match item {
            Item::Paragraph(_) => 0,
            Item::Table(table) => table.rows.len(),
        };
        read_csv(csv).items.iter().map(rows).collect()
    }

    #[test]
    fn tables_end_at_blank_rows_and_at_titles() {
        assert_eq!(shape("标题,,\n信息,本年,现行\n规章,0,1\n\n信息,本年,现行\n许可,2,3"), [0, 2, 2]);
        assert_eq!(
            shape(
                "信息,本年,现行\n规章,0,1\n三、收到和处理政府信息公开申请情况,,\n申请,自然人,总计\n一、本年新收,,\n二、上年结转,1,1"
            ),
            [2, 0, 3]
        );
    }

    #[test]
    fn a_label_without_figures_is_the_tables_last_row_and_a_note_is_none() {
        assert_eq!(shape("信息,本年,现行\n规章,0,1\n行政事业性收费,,"), [3]);
        assert_eq!(shape("信息,本年,现行\n规章,0,1\n注：本表由各科室填报并经审核。,,"), [2, 0]);
    }
}
