//! What the tables' families share: cells that are blank, hold a placeholder or no number, and labels that are not the
//! official ones.

use crate::check::{Checked, Context, Finding, Place, State};
use crate::report::{Label, RowReading};
use crate::rules::{Rule, list};
use crate::standard::{CellName, TableKind};
use crate::text::similar::likeness;
use crate::text::{Span, Value, fold};

/// The most cells that a message names.
const MOST_NAMED: usize = 3;
/// With more blanks than this one finding for all is enough.
const MOST_SINGLE: usize = 3;

/// Blank cells of `table`: single findings for a few, one for many.
pub fn blanks(rule: &'static Rule, table: TableKind, context: &Context, findings: &mut Vec<Finding>) {
    let is_derived = |cell: &CellName| !blank_total_of(context, *cell).is_empty();
    let cells: Vec<CellName> = context
        .cells(table)
        .filter(|(_, reading)| reading.value == Value::Blank)
        .map(|(cell, _)| cell)
        // A total that can be worked out is told with its figure.
        .filter(|cell| !is_derived(cell))
        .collect();
    if cells.len() <= MOST_SINGLE {
        for cell in cells {
            let note = uncheckable_note(context, &[cell]);
            let (name, damage) = (context.name(cell), context.damage_note());
            let message = format!("{}“{name}”为空，没有的请填0{note}{damage}。", table.name());
            findings.push(Finding::new(rule, message).at(context.cell(cell)));
        }
        return;
    }
    let (note, names) = (uncheckable_note(context, &cells), first_names(context, &cells));
    let (count, damage) = (cells.len(), context.damage_note());
    let message = format!("{}有 {count} 个单元格为空（如{names}），没有的请填0{note}{damage}。", table.name());
    findings.push(Finding::new(rule, message).at_all(cells.into_iter().map(|cell| context.cell(cell))));
}

/// The names of the first few cells.
fn first_names(context: &Context, cells: &[CellName]) -> String {
    cells.iter().take(MOST_NAMED).map(|&cell| format!("“{}”", context.name(cell))).collect::<Vec<_>>().join("、")
}

/// What is said behind a message when relations cannot be checked because of `cells`.
fn uncheckable_note(context: &Context, cells: &[CellName]) -> &'static str {
    let because = |checked: &Checked| match &checked.state {
        State::Unchecked(unknown) => unknown.iter().any(|cell| cells.contains(cell)),
        _ => false,
    };
    if context.arithmetic.relations.iter().any(because) { "；相关的勾稽关系因此无法核对" } else { "" }
}

/// The values of the other six cells of the row, where `cell` is a blank total of 表三 and all of them are numbers.
pub fn blank_total_of(context: &Context, cell: CellName) -> Vec<crate::text::Number> {
    use crate::standard::Column;
    let is_blank = context.report.cell(cell).is_some_and(|reading| reading.value == Value::Blank);
    if cell.column != Column::Applicants || !is_blank {
        return Vec::new();
    }
    let others = Column::REQUESTS[..6].iter().map(|&column| context.number(CellName::new(cell.row, column)));
    others.collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// Placeholders in `table`, all in one finding.
pub fn placeholders(rule: &'static Rule, table: TableKind, context: &Context, findings: &mut Vec<Finding>) {
    let marked = context.cells(table).filter(|(_, reading)| reading.value == Value::Placeholder);
    let (cells, spans): (Vec<CellName>, Vec<Span>) = marked.map(|(cell, reading)| (cell, reading.span)).unzip();
    let Some(written) = spans.first().map(|&span| context.quote(span).trim()) else { return };
    let (note, names) = (uncheckable_note(context, &cells), first_names(context, &cells));
    let message = match cells.len() {
        1 => format!("{}{names}填了“{written}”，没有的请填0{note}。", table.name()),
        count => {
            format!("{}有 {count} 个单元格填了“{written}”之类的符号（如{names}），没有的请填0{note}。", table.name())
        }
    };
    let finding = Finding::new(rule, message).at_all(cells.iter().map(|&cell| context.cell(cell)));
    findings.push(if cells.len() == 1 { finding.fix("0") } else { finding });
}

/// Cells of `table` that are no number, negative or a fraction where neither can be.
pub fn not_counts(rule: &'static Rule, table: TableKind, context: &Context, findings: &mut Vec<Finding>) {
    for (cell, reading) in context.cells(table) {
        let written = context.quote(reading.span).trim();
        let fault = match &reading.value {
            Value::NotNumber => "不是数字",
            Value::WithUnit(number, unit) => {
                let message = format!(
                    "{}“{}”的“{written}”带了单位“{unit}”，只填数字 {number}。",
                    table.name(),
                    context.name(cell)
                );
                findings.push(Finding::new(rule, message).at(context.cell(cell)).fix(number.to_string()));
                continue;
            }
            Value::Number(number) if number.is_negative() => "是负数",
            Value::Number(number) if !number.is_whole() => "是小数",
            _ => continue,
        };
        let message = format!("{}“{}”的“{written}”{fault}，应为非负整数。", table.name(), context.name(cell));
        findings.push(Finding::new(rule, message).at(context.cell(cell)));
    }
}

/// Labels of rows that are like the official ones but not the same.
pub fn row_labels(rule: &'static Rule, table: TableKind, context: &Context, findings: &mut Vec<Finding>) {
    let Some(reading) = context.report.table(table) else { return };
    for RowReading { row, label, .. } in &reading.rows {
        let Some(label) = label else { continue };
        let official = row.label(reading.form);
        if !label.exact || is_printed_as(&label.text, official) {
            continue;
        }
        // Pieces of a torn table come in any order: what does not fit there is no fault of the author's.
        if reading.is_torn() && label.spans.len() > 1 {
            continue;
        }
        let (Some(first), Some(last)) = (label.spans.first(), label.spans.last()) else { continue };
        let written: String = own_piece(context, label, official);
        let place = Place { row: Some(*row), ..context.in_table(table, Some(*last)) };
        let mut finding = Finding::new(rule, format!("{}行名“{written}”应为“{official}”。", table.name())).at(place);
        if first == last && label.spans.len() == 1 {
            finding = finding.fix(official);
        }
        findings.push(finding);
    }
}

/// The last piece of a label where that is the row's own (the others are its groups), else all of it.
fn own_piece(context: &Context, label: &Label, official: &str) -> String {
    let last = label.spans.last().map(|&span| context.quote(span).trim().to_owned()).unwrap_or_default();
    let wanted: Vec<char> = fold(official).chars().collect();
    let piece: Vec<char> = fold(&last).chars().collect();
    let whole: Vec<char> = label.text.chars().collect();
    if likeness(&piece, &wanted) >= likeness(&whole, &wanted) { last } else { label.text.clone() }
}

/// Whether `found` (folded) is `official`, apart from what prints and converters change: brackets, quotes, marks, the
/// ordinal's own mark.
pub fn is_printed_as(found: &str, official: &str) -> bool {
    let plain = |text: &str| {
        text.chars()
            .filter(|&character| {
                !matches!(character, '"' | '.' | '、' | '，' | '：' | '（' | '）' | '〔' | '〕' | '。' | '*')
            })
            .collect::<String>()
    };
    plain(found) == plain(&fold(official))
}

/// Column heads that are missing or misspelt. `official` are the labels that must occur.
pub fn column_heads(
    rule: &'static Rule,
    table: TableKind,
    official: &[&str],
    context: &Context,
    findings: &mut Vec<Finding>,
) {
    let Some(reading) = context.report.table(table) else { return };
    let all = reading.heads_text();
    let known: Vec<String> = official.iter().map(|label| fold(label)).collect();
    let present = known.iter().filter(|label| all.contains(label.as_str())).count();
    // Where most heads are gone a converter took them; that is told elsewhere.
    if reading.is_torn() || present * 2 < known.len() {
        return;
    }
    for (label, wanted) in official.iter().zip(&known) {
        if all.contains(wanted.as_str()) || reading.heads.iter().any(|head| is_printed_as(&head.text, label)) {
            continue;
        }
        let chars: Vec<char> = wanted.chars().collect();
        let like = |head: &&Label| likeness(&head.text.chars().collect::<Vec<_>>(), &chars);
        let candidates = reading
            .heads
            .iter()
            .filter(|head| !known.contains(&head.text) && head.text.chars().count() <= chars.len() + 6);
        let nearest =
            candidates.max_by(|left, right| like(left).total_cmp(&like(right))).filter(|head| like(head) >= 0.5);
        match nearest {
            Some(head) => {
                let span = head.spans.first().copied();
                let written = span.map_or(head.text.as_str(), |span| context.quote(span).trim());
                findings.push(
                    Finding::new(rule, format!("{}“{written}”应为“{label}”。", table.name()))
                        .at(context.in_table(table, span))
                        .fix(*label),
                );
            }
            None => findings.push(
                Finding::new(rule, format!("{}缺少“{label}”一栏的名称{}。", table.name(), context.damage_note()))
                    .at(context.in_table(table, None)),
            ),
        }
    }
}

/// The names of rows for a message, in quotes.
pub fn row_names(rows: &[crate::standard::Row], form: crate::standard::Edition) -> String {
    list(&rows.iter().map(|row| format!("“{}”", row.short(form))).collect::<Vec<_>>(), 24)
}
