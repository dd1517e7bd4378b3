//! The long table of figures: a cell of a report a row, as comma-separated values or as flat JSON Lines.

use crate::desk::LongRow;
use csv::{Terminator, WriterBuilder};
use serde_json::json;

/// The heads of the columns.
pub const COLUMNS: [&str; 12] = [
    "file",
    "organ",
    "year",
    "edition",
    "table",
    "row",
    "column",
    "value",
    "text",
    "table_label",
    "row_label",
    "column_label",
];

/// The line of heads, with the mark by which spreadsheets know UTF-8.
pub fn csv_head() -> Vec<u8> {
    ["\u{feff}".as_bytes(), &line(&COLUMNS.map(str::to_owned))].concat()
}

/// A row as comma-separated values. `value` is empty where the cell holds no number; then `text` has what it holds.
pub fn csv_row(row: &LongRow) -> Vec<u8> {
    let words = [row.file, row.organ.unwrap_or_default()].map(super::csv::harmless);
    let [file, organ] = words;
    line(&[
        file,
        organ,
        row.year.map(|year| year.to_string()).unwrap_or_default(),
        row.edition.id().to_owned(),
        row.cell.table().id().to_owned(),
        row.cell.row.id().to_owned(),
        row.cell.column.id().to_owned(),
        row.value.map(|value| value.to_string()).unwrap_or_default(),
        super::csv::harmless(row.text.unwrap_or_default()),
        row.table_label().to_owned(),
        row.row_label().into_owned(),
        row.column_label().to_owned(),
    ])
}

/// A row as one line of JSON: every row has the same keys, each of one type or null.
pub fn json_row(row: &LongRow) -> String {
    json!({
        "file": row.file,
        "organ": row.organ,
        "year": row.year,
        "edition": row.edition.id(),
        "table": row.cell.table().id(),
        "row": row.cell.row.id(),
        "column": row.cell.column.id(),
        // Also whole numbers as decimals: a column of one type.
        "value": row.value.map(|value| value.as_float()),
        "text": row.text,
        "table_label": row.table_label(),
        "row_label": row.row_label(),
        "column_label": row.column_label(),
    })
    .to_string()
}

fn line(cells: &[String]) -> Vec<u8> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    // What writes to memory does not fail.
    let _ = writer.write_record(cells);
    writer.into_inner().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{Figures, figures};
    use crate::rules::testing::Sample;
    use crate::standard::Edition::E2021;

    #[test]
    fn rows_are_read_again() {
        let report = Sample::filled(E2021)
            .cell("fees", "amount", "12.6")
            .cell("licensing", "decisions", "=1+1")
            .cell("3.3.2", "business", "")
            .report();
        let figures = Figures::of(&report);
        let rows: Vec<LongRow> = figures::rows("甲,乙.docx", report.organ(), report.year(), &figures).collect();
        let mut bytes = csv_head();
        rows.iter().for_each(|row| bytes.extend(csv_row(row)));
        let mut reader = csv::Reader::from_reader(&bytes["\u{feff}".len()..]);
        assert_eq!(reader.headers().expect("heads").iter().collect::<Vec<_>>(), COLUMNS);
        let records: Vec<Vec<String>> =
            reader.records().map(|record| record.expect("a record").iter().map(str::to_owned).collect()).collect();
        assert_eq!(records.len(), 200);
        let find = |row: &str, column: &str| {
            records.iter().find(|record| record[5] == row && record[6] == column).expect("the row")
        };
        let fees = find("fees", "amount");
        assert_eq!(fees[..4], ["甲,乙.docx", "白石镇人民政府", "2023", "2021"]);
        assert_eq!(fees[7..], ["12.6", "", "表二", "行政事业性收费", "本年收费金额（单位：万元）"]);
        assert_eq!(find("licensing", "decisions")[7..9], ["", "'=1+1"]);
        assert_eq!(find("3.3.2", "business")[7..9], ["", ""]);
        let lines: Vec<serde_json::Value> =
            rows.iter().map(|row| serde_json::from_str(&json_row(row)).expect("JSON")).collect();
        for line in &lines {
            let line = line.as_object().expect("an object");
            assert_eq!(line.len(), COLUMNS.len());
            assert!(line["value"].is_f64() != line["text"].is_string(), "{line:?}");
        }
    }
}
