//! 表二: its rows have names of their own, so they are found by label, in whatever order they stand.

use super::records::{self, Record};
use super::{Doubt, Label, RowReading, Table, Units, Vocabulary};
use crate::document::Document;
use crate::standard::{Column, Edition, Row, TableKind};
use crate::text::similar::likeness;
use crate::text::{Value, fold};

/// Reads 表二; `fallback` is the edition where its own words do not tell.
pub fn read(document: &Document, units: &Units, vocabularies: &[Vocabulary; 3], fallback: Edition) -> Option<Table> {
    let all = units;
    let units = &all.of[TableKind::Disclosure as usize];
    if units.is_empty() {
        return None;
    }
    let (records, heads) = all.records(document, vocabularies, TableKind::Disclosure);
    let text: String = heads.iter().map(|piece| piece.text.as_str()).collect();
    let count = |edition: Edition| edition.markers().iter().filter(|marker| text.contains(*marker)).count();
    let (old, new) = (count(Edition::E2019), count(Edition::E2021));
    let form = if old > new {
        Edition::E2019
    } else if new > old {
        Edition::E2021
    } else {
        fallback
    };

    let mut table = Table::new(TableKind::Disclosure, form, document, units);
    let mut glued = Vec::new();
    for record in &records {
        let Some((row, likeness)) = row_of(record, form) else {
            if !record.is_blank() {
                push_extra(&mut table, record);
            }
            continue;
        };
        // A head that is merged over several columns leaves blanks behind it, and so does a clause.
        if record.is_blank() && likeness < 1.0 {
            continue;
        }
        if table.row(row).is_some() {
            if !record.is_blank() {
                push_extra(&mut table, record);
            }
            continue;
        }
        let columns = columns_of(row, form, record, old > 0 && new > 0);
        let fitted = fit(document, record, columns);
        if fitted.is_some() && record.glued && columns.len() > 1 {
            glued.push(row);
        }
        table.rows.push(RowReading {
            row,
            label: record.label_like(&fold(row.label(form))),
            values: record
                .values
                .iter()
                .filter(|reading| reading.value != Value::Blank)
                .map(|reading| reading.span)
                .collect(),
        });
        match fitted {
            Some(values) => table.fill(row, columns, values),
            None => table.doubts.push(Doubt::Count(row, record.values.len() as u32)),
        }
    }
    if !glued.is_empty() {
        table.doubts.push(Doubt::Glued(glued));
    }
    table.take_heads(heads);
    (!table.rows.is_empty() || !table.heads.is_empty()).then_some(table)
}

fn push_extra(table: &mut Table, record: &Record) {
    let text = record.text();
    // A number without a label is no row.
    if text.is_empty() || !record.in_row && record.values.len() == 1 && text.chars().count() > 20 {
        return;
    }
    let spans = if record.in_row {
        record.label.iter().map(|piece| piece.span).collect()
    } else {
        record.label.last().map(|piece| piece.span).into_iter().collect()
    };
    table.extra.push((
        Label { spans, text, exact: record.in_row },
        record.values.iter().map(|reading| reading.span).collect(),
    ));
}

/// The row that a record's label names: the longest official label that it ends with, else the most similar one.
fn row_of(record: &Record, form: Edition) -> Option<(Row, f32)> {
    let text = record.text();
    let rows = || {
        [Edition::E2021, Edition::E2019].into_iter().flat_map(|edition| {
            Row::all(TableKind::Disclosure, edition).map(move |row| (row, fold(row.label(edition))))
        })
    };
    let own = record.label.last()?.text.as_str();
    let known = |row: &Row| Row::all(TableKind::Disclosure, form).any(|other| other == *row);
    let ending =
        rows().filter(|(row, label)| text.ends_with(label.as_str()) && known(row)).max_by_key(|(_, label)| label.len());
    if let Some((row, _)) = ending {
        return Some((row, 1.0));
    }
    let own: Vec<char> = own.chars().collect();
    let alike = rows()
        .filter(|(row, _)| known(row))
        .map(|(row, label)| (row, likeness(&own, &label.chars().collect::<Vec<_>>())))
        .max_by(|left, right| left.1.total_cmp(&right.1))?;
    (alike.1 >= 0.7).then_some(alike)
}

/// The columns of a row: those of the form, unless the values behind it are as many as in the other edition only; fewer
/// of them are taken for that only where the heads are of both editions (`is_mixed`).
fn columns_of(row: Row, form: Edition, record: &Record, is_mixed: bool) -> &'static [Column] {
    let own = row.columns(form);
    // A merged cell that a converter wrote into each of its columns.
    if own.len() == 1 && repeated(record).is_some() {
        return own;
    }
    let other = if form == Edition::E2019 { Edition::E2021 } else { Edition::E2019 };
    let others = row.columns(other);
    let filled = record.values.iter().filter(|reading| reading.value != Value::Blank).count();
    let exists = Row::all(TableKind::Disclosure, other).any(|candidate| candidate == row);
    let more = others.len() > own.len() || is_mixed;
    if exists && filled != own.len() && filled == others.len() && more { others } else { own }
}

/// The one value that fills all cells of a row.
fn repeated(record: &Record) -> Option<super::CellReading> {
    let first = record.values.first()?;
    let same = |reading: &super::CellReading| reading.value == first.value && reading.value != Value::Blank;
    (record.values.len() > 1 && record.values.iter().all(same)).then(|| first.clone())
}

fn fit(document: &Document, record: &Record, columns: &[Column]) -> Option<Vec<super::CellReading>> {
    if let Some(values) = records::unglue(document, record, columns.len()) {
        return Some(values);
    }
    let filled: Vec<_> = record.values.iter().filter(|reading| reading.value != Value::Blank).collect();
    if let ([only], [_]) = (&filled[..], columns) {
        return Some(vec![(*only).clone()]);
    }
    if columns.len() == 1
        && let Some(value) = repeated(record)
    {
        return Some(vec![value]);
    }
    // Blanks at the end are what is left of merged cells.
    let mut trimmed = record.clone();
    while trimmed.values.len() > columns.len()
        && trimmed.values.last().is_some_and(|reading| {
            // Blank, or the last column's value again: what is left of merged cells.
            reading.value == Value::Blank
                || trimmed.values.get(columns.len() - 1).is_some_and(|last| last.value == reading.value)
        })
    {
        trimmed.values.pop();
    }
    (trimmed.values.len() == columns.len()).then_some(trimmed.values)
}
