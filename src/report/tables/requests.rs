//! 表三: its labels repeat and get lost, so its records are laid against the official rows in order, as a whole.

use super::records::{self, Record};
use super::{CellReading, Doubt, Label, RowReading, Table, Unit, Units, Vocabulary};
use crate::document::Document;
use crate::standard::{Column, Edition, Row, TableKind};
use crate::text::similar::likeness;
use crate::text::{Number, Value, fold};

const COLUMNS: usize = Column::REQUESTS.len();
/// More records than this are not laid against the form: no report has them.
const MAX_RECORDS: usize = 400;

/// Reads 表三; `fallback` is the edition where its own rows do not tell.
pub fn read(document: &Document, units: &Units, vocabularies: &[Vocabulary; 3], fallback: Edition) -> Option<Table> {
    let all = units;
    let units = &all.of[TableKind::Requests as usize];
    if units.is_empty() {
        return None;
    }
    let (mut records, heads) = all.records(document, vocabularies, TableKind::Requests);
    let first_column = first_column(document, units);
    records.truncate(MAX_RECORDS);
    join_wrapped(&mut records);
    let usual_end = usual_end(&records);
    let mut fitted: Vec<Option<Vec<CellReading>>> = records
        .iter()
        .map(|record| {
            records::unglue(document, record, COLUMNS)
                .or_else(|| records::fit(record, COLUMNS, first_column, usual_end))
                .or_else(|| records::without_page_number(record, COLUMNS, sums_up))
        })
        .collect();
    // Blank rows without a label are what merged heads leave behind.
    let keep: Vec<bool> = records.iter().map(|record| !(record.is_blank() && label_is_head(record))).collect();
    let mut flags = keep.iter();
    records.retain(|_| *flags.next().unwrap_or(&true));
    let mut flags = keep.iter();
    fitted.retain(|_| *flags.next().unwrap_or(&true));

    let other = if fallback == Edition::E2019 { Edition::E2021 } else { Edition::E2019 };
    let first = align(&records, &fitted, fallback);
    let found = first.1.iter().flatten().count();
    let whole = found == records.len() && found == Row::all(TableKind::Requests, fallback).count();
    let second = if whole { None } else { Some(align(&records, &fitted, other)) };
    let (form, alignment) = match second {
        Some(second) if second.0 > first.0 + 0.5 => (other, second.1),
        _ => (fallback, first.1),
    };

    let mut table = Table::new(TableKind::Requests, form, document, units);
    let (mut by_order, mut glued) = (Vec::new(), Vec::new());
    for (at, record) in records.iter().enumerate() {
        let values =
            record.values.iter().filter(|reading| reading.value != Value::Blank).map(|reading| reading.span).collect();
        let Some(row) = alignment[at] else {
            let label = own_label(record);
            if !label.text.is_empty() && fitted[at].is_some() && !record.is_blank() {
                table.extra.push((label, values));
            }
            continue;
        };
        let label = record.label_like(&fold(row.label(form)));
        if label.is_none() && !record.is_blank() {
            by_order.push(row);
        }
        table.rows.push(RowReading { row, label, values });
        match fitted[at].take() {
            Some(values) => {
                if record.glued {
                    glued.push(row);
                }
                table.fill(row, &Column::REQUESTS, values);
            }
            None => table.doubts.push(Doubt::Count(row, record.values.len() as u32)),
        }
    }
    // Lines with the figures of several rows: a copy that goes down the columns.
    if records.iter().any(|record| !record.in_row && record.values.len() >= COLUMNS * 2) {
        table.doubts.push(Doubt::Scrambled);
    }
    if !by_order.is_empty() {
        table.doubts.push(Doubt::ByOrder(by_order));
    }
    if !glued.is_empty() {
        table.doubts.push(Doubt::Glued(glued));
    }
    table.take_heads(heads);
    Some(table)
}

/// Joins a line of values to the line before where together they are a row.
fn join_wrapped(records: &mut Vec<Record>) {
    let mut at = 1;
    while at < records.len() {
        let (before, after) = (&records[at - 1], &records[at]);
        let fits = before.values.len() < COLUMNS && before.values.len() + after.values.len() == COLUMNS;
        if fits && before.values.len() > 1 && after.label.is_empty() && !before.in_row && !after.in_row {
            let rest = records.remove(at).values;
            records[at - 1].values.extend(rest);
        } else {
            at += 1;
        }
    }
}

/// Whether the last of the values is the sum of the others.
pub(super) fn sums_up(values: &[CellReading]) -> bool {
    let numbers: Option<Vec<_>> = values.iter().map(|reading| reading.value.number()).collect();
    numbers.is_some_and(|numbers| {
        numbers.split_last().is_some_and(|(total, rest)| rest.iter().copied().sum::<Number>() == *total)
    })
}

/// The label in the row itself; for lines the last piece.
fn own_label(record: &Record) -> Label {
    let pieces = if record.in_row { &record.label[..] } else { &record.label[record.label.len().saturating_sub(1)..] };
    Label {
        spans: pieces.iter().map(|piece| piece.span).collect(),
        text: pieces.iter().map(|piece| piece.text.as_str()).collect(),
        exact: record.in_row,
    }
}

fn label_is_head(record: &Record) -> bool {
    let text = record.text();
    text.is_empty() || words!["申请人情况", "法人或其他组织", "勾稽关系", "自然人", "商业企业"].is_in(&text)
}

/// The grid column under 自然人, where merged cells are known.
fn first_column(document: &Document, units: &[Unit]) -> Option<u32> {
    units.iter().find_map(|unit| {
        let columns = unit.columns.as_ref()?;
        let at = unit.cells.iter().position(|&span| fold(document.quote(span)) == "自然人")?;
        columns.get(at).copied()
    })
}

/// How far from the end of a row its values usually begin, by the rows that leave no choice.
fn usual_end(records: &[Record]) -> Option<usize> {
    let mut counts = std::collections::BTreeMap::new();
    for record in records.iter().filter(|record| record.in_row) {
        let filled: Vec<usize> =
            (0..record.values.len()).filter(|&at| record.values[at].value != Value::Blank).collect();
        if let (COLUMNS, Some(&first)) = (filled.len(), filled.first()) {
            *counts.entry(record.values.len() - first).or_insert(0) += 1;
        }
    }
    counts.into_iter().max_by_key(|&(_, count)| count).map(|(end, _)| end)
}

/// What it costs to leave out a record with seven values, one with another number, an official row.
const SKIP_RECORD: f32 = 6.0;
const SKIP_NOISE: f32 = 0.5;
const SKIP_ROW: f32 = 2.0;
/// What it costs to take a record for a row whose label it does not have.
const OTHER_ROW: f32 = -8.0;

/// Lays the records against the rows of `edition` in order: the sum of how well they fit, and for each record its row.
fn align(records: &[Record], fitted: &[Option<Vec<CellReading>>], edition: Edition) -> (f32, Vec<Option<Row>>) {
    let rows: Vec<(Row, Vec<char>)> =
        Row::all(TableKind::Requests, edition).map(|row| (row, fold(row.label(edition)).chars().collect())).collect();
    let groups: Vec<String> = rows.iter().map(|(row, _)| fold(row.group())).filter(|group| !group.is_empty()).collect();
    let texts: Vec<Vec<char>> = records.iter().map(|record| record.text().chars().collect()).collect();
    // A label that stands in its own row and is an official one to the letter leaves no question.
    let sure = |at: usize| {
        let record = &records[at];
        let last: Vec<char> = record.label.last().filter(|_| record.own_label)?.text.chars().collect();
        rows.iter().position(|(_, official)| *official == last)
    };
    let sure: Vec<Option<usize>> = (0..records.len()).map(sure).collect();
    let skip = |at: usize| {
        // Figures beside a group's name belong to no row.
        let noise = fitted[at].is_none() || records[at].is_blank() || groups.contains(&own_label(&records[at]).text);
        if noise { SKIP_NOISE } else { SKIP_RECORD }
    };
    let skip: Vec<f32> = (0..records.len()).map(skip).collect();
    let width = rows.len() + 1;
    let mut best = vec![f32::NEG_INFINITY; (records.len() + 1) * width];
    let mut step = vec![0u8; best.len()];
    best[0] = 0.0;
    for at in 0..=records.len() {
        for row in 0..=rows.len() {
            let here = at * width + row;
            if at > 0 && best[here - width] - skip[at - 1] > best[here] {
                best[here] = best[here - width] - skip[at - 1];
                step[here] = 1;
            }
            if row > 0 && best[here - 1] - SKIP_ROW > best[here] {
                best[here] = best[here - 1] - SKIP_ROW;
                step[here] = 2;
            }
            if at > 0 && row > 0 {
                let complete = fitted[at - 1].is_some();
                let gain = match sure[at - 1] {
                    Some(own) if own != row - 1 => OTHER_ROW,
                    _ => fits(&texts[at - 1], &rows[row - 1].1, complete),
                };
                if best[here - width - 1] + gain > best[here] {
                    best[here] = best[here - width - 1] + gain;
                    step[here] = 3;
                }
            }
        }
    }
    let mut alignment = vec![None; records.len()];
    let (mut at, mut row) = (records.len(), rows.len());
    while at > 0 || row > 0 {
        match step[at * width + row] {
            1 => at -= 1,
            2 => row -= 1,
            _ => {
                at -= 1;
                row -= 1;
                alignment[at] = Some(rows[row].0);
            }
        }
    }
    (best[records.len() * width + rows.len()], alignment)
}

/// How well a record's label fits an official one, from −8 (another row's) to 10 (the same).
fn fits(text: &[char], official: &[char], complete: bool) -> f32 {
    let gain = if text.is_empty() {
        0.5
    } else if text.ends_with(official) {
        10.0
    } else if text.len() >= 2 && official.ends_with(text) {
        8.0
    } else {
        let tail = &text[text.len().saturating_sub(official.len() + 1)..];
        let alike = likeness(tail, official);
        let contained = text.windows(official.len()).any(|window| window == official) || {
            let common = crate::text::similar::common_subsequence(text, official);
            text.len() > official.len() && common == official.len() && official.len() > 4
        };
        match (alike, contained) {
            (0.6.., _) => alike * 9.0,
            (_, true) => 5.0,
            (0.4.., _) => 0.0,
            _ => OTHER_ROW,
        }
    };
    if complete { gain } else { gain.min(7.0) - 3.0 }
}
