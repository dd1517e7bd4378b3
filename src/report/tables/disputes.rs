//! 表四: one row of fifteen figures.

use super::records;
use super::{CellReading, Doubt, Label, RowReading, Table, Units};
use crate::document::Document;
use crate::standard::{CellName, Column, Edition, Row, TableKind};
use crate::text::{Span, Value};

const FIGURES: usize = 15;

/// Reads 表四; `form` is the report's edition (both have the same table).
pub fn read(document: &Document, units: &Units, form: Edition) -> Option<Table> {
    let units = &units.of[TableKind::Disputes as usize];
    if units.is_empty() {
        return None;
    }
    let (records, heads) = records::records(document, units);
    let mut table = Table::new(TableKind::Disputes, form, document, units);
    let data = records.iter().filter(|record| !record.is_blank() || record.in_row && record.values.len() >= FIGURES);
    let data: Vec<_> = data.collect();
    let whole = data.iter().find_map(|record| {
        records::unglue(document, record, FIGURES)
            .or_else(|| (record.values.len() >= FIGURES).then(|| records::fit(record, FIGURES, None, None))?)
    });
    let all: Vec<CellReading> = data.iter().flat_map(|record| record.values.iter().cloned()).collect();
    let values = whole.or_else(|| (all.len() == FIGURES).then(|| all.clone()));
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
        None if !all.is_empty() => {
            table.doubts.push(Doubt::Count(Row::REVIEW, all.len() as u32));
            table.extra.push((Label { spans: Vec::new(), text: String::new(), exact: false }, spans(&all)));
        }
        None => {}
    }
    if heads.is_empty() {
        table.doubts.push(Doubt::Headless);
    }
    table.heads =
        heads.into_iter().map(|piece| Label { spans: vec![piece.span], text: piece.text, exact: true }).collect();
    Some(table)
}
