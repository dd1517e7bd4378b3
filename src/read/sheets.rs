//! Workbooks (.xlsx, .xls, .et): the tables of the form in sheets, formulas by their cached values.

use super::{Unreadable, limits};
use crate::document::{Document, MAX_COLUMNS, MAX_ROWS, Note, TableBuilder};
use calamine::{Data, DataRef, Dimensions, Reader, SheetType, SheetVisible, Xls, Xlsx};
use std::collections::BTreeMap;
use std::io::Cursor;

const KIND: &str = "表格文件";

/// Rows and columns of the largest sheet of an old workbook; what lies between its cells takes memory too.
const XLS_CELLS: u64 = 4_000_000;

/// The cells of a sheet that hold something, by row and column.
type Cells = BTreeMap<u32, BTreeMap<u32, String>>;

/// Reads a workbook of Office Open XML, whose parts were found to be within the limits.
///
/// # Errors
/// A damaged workbook.
pub fn read_xlsx(bytes: &[u8]) -> Result<Document, Unreadable> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| limits::damaged(KIND))?;
    let mut document = begin();
    for name in visible(book.sheets_metadata()) {
        let mut cells = Cells::new();
        if let Ok(mut reader) = book.worksheet_cells_reader(&name) {
            // Damage ends a sheet, not the reading.
            while let Ok(Some(cell)) = reader.next_cell() {
                let text = match cell.get_value() {
                    DataRef::SharedString(text) => (*text).to_owned(),
                    DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
                    DataRef::Int(number) => number.to_string(),
                    DataRef::Float(number) => plain_number(*number),
                    DataRef::DateTime(date) => plain_number(date.as_f64()),
                    DataRef::Bool(truth) => truth.to_string(),
                    DataRef::Error(error) => error.to_string(),
                    DataRef::Empty => continue,
                };
                put(&mut cells, cell.get_position(), text);
            }
        }
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        add_sheet(&mut document, cells, &merged);
    }
    Ok(document)
}

/// Reads an old workbook (BIFF).
///
/// # Errors
/// A damaged workbook, or one whose sheets are too large.
pub fn read_xls(bytes: &[u8]) -> Result<Document, Unreadable> {
    let workbook = workbook_stream(bytes).ok_or_else(|| limits::damaged(KIND))?;
    if is_locked(&workbook) {
        return Err(Unreadable("这个表格文件设有打开密码，无法读取；请取消密码，另存后再打开。".to_owned()));
    }
    if largest_sheet(&workbook) > XLS_CELLS {
        return Err(limits::beyond("工作表的单元格数", "四百万个"));
    }
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|_| limits::damaged(KIND))?;
    let mut document = begin();
    for name in visible(book.sheets_metadata()) {
        let mut cells = Cells::new();
        if let Ok(range) = book.worksheet_range(&name) {
            let (top, left) = range.start().unwrap_or_default();
            for (row, column, value) in range.used_cells() {
                let text = match value {
                    Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
                    Data::Int(number) => number.to_string(),
                    Data::Float(number) => plain_number(*number),
                    Data::DateTime(date) => plain_number(date.as_f64()),
                    Data::Bool(truth) => truth.to_string(),
                    Data::Error(error) => error.to_string(),
                    _ => continue,
                };
                put(&mut cells, (top + row as u32, left + column as u32), text);
            }
        }
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        add_sheet(&mut document, cells, &merged);
    }
    Ok(document)
}

/// Reads comma-separated values: one table, or several with blank lines between them.
pub fn read_csv(text: &str) -> Document {
    let mut document = Document::default();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut cells = Cells::new();
    let mut previous_line = 0;
    for (row, record) in reader.records().map_while(Result::ok).enumerate().take(limits::MAX_ITEMS) {
        // The reader passes over blank lines; they part tables.
        let line = record.position().map_or(0, csv::Position::line);
        let blank = record.iter().all(|field| field.trim().is_empty());
        if blank || line > previous_line + 1 {
            add_sheet(&mut document, std::mem::take(&mut cells), &[]);
        }
        let lines_in_it = record.iter().map(|field| field.matches('\n').count() as u64).sum::<u64>();
        previous_line = line + lines_in_it;
        if !blank {
            for (column, field) in record.iter().enumerate().take(MAX_COLUMNS as usize) {
                put(&mut cells, (row as u32, column as u32), field.to_owned());
            }
        }
    }
    add_sheet(&mut document, cells, &[]);
    document
}

fn begin() -> Document {
    Document { notes: vec![Note::Sheets], ..Document::default() }
}

fn visible(sheets: &[calamine::Sheet]) -> Vec<String> {
    let shown = |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet;
    sheets.iter().filter(shown).map(|sheet| sheet.name.clone()).collect()
}

fn put(cells: &mut Cells, (row, column): (u32, u32), text: String) {
    if column < MAX_COLUMNS && !text.trim().is_empty() && (cells.len() < limits::MAX_ITEMS || cells.contains_key(&row))
    {
        cells.entry(row).or_default().insert(column, text.trim().to_owned());
    }
}

/// A number as a sheet shows it: `12`, `0.5`, never `12.0`; sums of decimals without their last binary digits.
fn plain_number(number: f64) -> String {
    let rounded = (number * 1e6).round() / 1e6;
    if rounded.is_finite() { format!("{rounded}") } else { format!("{number}") }
}

/// Puts a sheet's cells into the document: rows with a single filled cell are lines of text, unless they stand in a
/// table; blank rows end a table.
fn add_sheet(document: &mut Document, mut cells: Cells, merged: &[Dimensions]) {
    // The cells that go on below or to the right, by row and column; hostile regions are clipped to what is there.
    let last_row = cells.keys().next_back().copied().unwrap_or(0);
    let last_column = cells.values().filter_map(|row| row.keys().next_back()).max().copied().unwrap_or(0);
    let mut spans: BTreeMap<(u32, u32), (u32, u32)> = BTreeMap::new();
    let mut covered: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
    let mut covered_cells = 0;
    for region in merged.iter().take(limits::MAX_ITEMS) {
        let (top, left) = region.start;
        let (bottom, right) = (region.end.0.min(last_row), region.end.1.min(last_column));
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
    for block in rows.chunk_by(|above, below| above + 1 == *below) {
        add_block(document, block, &cells, &spans, &covered);
    }
}

type Regions = BTreeMap<u32, Vec<(u32, u32)>>;

fn add_block(
    document: &mut Document,
    rows: &[u32],
    cells: &Cells,
    spans: &BTreeMap<(u32, u32), (u32, u32)>,
    covered: &Regions,
) {
    let nothing = BTreeMap::new();
    let row_cells = |row: &u32| cells.get(row).unwrap_or(&nothing);
    let lone = |row: &u32| row_cells(row).values().filter(|text| !text.is_empty()).count() <= 1;
    // Titles and sentences above and below the table.
    let first = rows.iter().position(|row| !lone(row)).unwrap_or(rows.len());
    let last = rows.iter().rposition(|row| !lone(row)).map_or(first, |at| at + 1);
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

/// The stream of an old workbook.
fn workbook_stream(bytes: &[u8]) -> Option<Vec<u8>> {
    use std::io::Read;
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let name = ["/Workbook", "/Book", "/WORKBOOK", "/BOOK"].into_iter().find(|name| file.is_stream(name))?;
    let mut stream = Vec::new();
    file.open_stream(name).ok()?.take(limits::PART).read_to_end(&mut stream).ok()?;
    Some(stream)
}

/// The records of a BIFF stream: kind and data.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let head = rest.get(..4)?;
        let (kind, length) = (u16::from_le_bytes([head[0], head[1]]), u16::from_le_bytes([head[2], head[3]]) as usize);
        let data = rest.get(4..4 + length)?;
        rest = &rest[4 + length..];
        Some((kind, data))
    })
}

/// Whether the workbook is encrypted (FILEPASS).
fn is_locked(stream: &[u8]) -> bool {
    records(stream).take(64).any(|(kind, _)| kind == 0x002F)
}

/// The most cells between the first and the last of any sheet, or all sheets' sum of them.
fn largest_sheet(stream: &[u8]) -> u64 {
    const BEGINNING: [u16; 4] = [0x0809, 0x0409, 0x0209, 0x0009];
    // NUMBER, LABELSST, LABEL, RK, MULRK, FORMULA, BOOLERR, RSTRING: row and column come first.
    const CELLS: [u16; 9] = [0x0203, 0x00FD, 0x0204, 0x027E, 0x00BD, 0x0006, 0x0205, 0x00D6, 0x00BE];
    let mut sum = 0u64;
    let mut bounds: Option<[u64; 4]> = None;
    let area = |bounds: Option<[u64; 4]>| {
        bounds.map_or(0, |[top, left, bottom, right]| (bottom - top + 1) * (right - left + 1))
    };
    for (kind, data) in records(stream) {
        if BEGINNING.contains(&kind) {
            sum += area(bounds.take());
        } else if CELLS.contains(&kind)
            && let Some(&[r0, r1, c0, c1]) = data.get(..4)
        {
            let (row, column) = (u64::from(u16::from_le_bytes([r0, r1])), u64::from(u16::from_le_bytes([c0, c1])));
            // MULRK ends with its last column.
            let last = match data {
                [.., l0, l1] if kind == 0x00BD => u64::from(u16::from_le_bytes([*l0, *l1])).max(column),
                _ => column,
            };
            let [top, left, bottom, right] = bounds.unwrap_or([row, column, row, last]);
            bounds = Some([top.min(row), left.min(column), bottom.max(row), right.max(last)]);
        }
    }
    sum + area(bounds)
}
