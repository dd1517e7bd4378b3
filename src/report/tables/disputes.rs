//! 表四: one row of fifteen figures.

use super::records;
use super::{CellReading, Doubt, Label, RowReading, Table, Units, Vocabulary};
use crate::document::Document;
use crate::standard::{CellName, Column, Edition, Row, TableKind};
use crate::text::{Span, Value};

const FIGURES: usize = 15;

/// Reads 表四; `form` is the report's edition (both have the same table).
pub fn read(document: &Document, units: &Units, vocabularies: &[Vocabulary; 3], form: Edition) -> Option<Table> {
    let all = units;
    let units = &all.of[TableKind::Disputes as usize];
    if units.is_empty() {
        return None;
    }
    let (records, heads) = all.records(document, vocabularies, TableKind::Disputes);
    let mut table = Table::new(TableKind::Disputes, form, document, units);
    let data = records.iter().filter(|record| !record.is_blank() || record.in_row && record.values.len() >= FIGURES);
    let data: Vec<_> = data.collect();
    let balanced = |values: &[CellReading]| values.chunks(Column::DISPUTES.len()).all(super::requests::sums_up);
    let whole = data.iter().find_map(|record| {
        if let Some(values) = records::without_page_number(record, FIGURES, balanced) {
            return Some(values);
        }
        records::unglue(document, record, FIGURES)
            .or_else(|| (record.values.len() >= FIGURES).then(|| records::fit(record, FIGURES, None, None))?)
    });
    let figures: Vec<CellReading> = data.iter().flat_map(|record| record.values.iter().cloned()).collect();
    let values = whole.or_else(|| (figures.len() == FIGURES).then(|| figures.clone()));
    // Lines of figures beside the fifteen, and those not balanced: a copy that goes down the columns.
    let in_lines = data.iter().all(|record| !record.in_row);
    let values = match values {
        Some(values) if in_lines && data.len() > 1 && !balanced(&values) => {
            table.doubts.push(Doubt::Scrambled);
            None
        }
        values => values,
    };
    let spans = |readings: &[CellReading]| -> Vec<Span> {
        readings.iter().filter(|reading| reading.value != Value::Blank).map(|reading| reading.span).collect()
    };
    match values {
        Some(values) => {
            for (row, part) in Row::all(TableKind::Disputes, form).zip(values.chunks(Column::DISPUTES.len())) {
                table.rows.push(RowReading { row, label: None, values: spans(part) });
            }
            for (cell, reading) in CellName::all(TableKind::Disputes, form).zip(values) {
                table.cells.insert(cell, reading);
            }
        }
        None if !figures.is_empty() && !table.is_scrambled() => {
            table.doubts.push(Doubt::Count(Row::REVIEW, figures.len() as u32));
            table.extra.push((Label { spans: Vec::new(), text: String::new(), exact: false }, spans(&figures)));
        }
        None => {}
    }
    if heads.is_empty() {
        table.doubts.push(Doubt::Headless);
    }
    table.take_heads(heads);
    Some(table)
}
