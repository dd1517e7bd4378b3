//! What the tables' families share: cells that are blank, hold a placeholder or no number, and labels that are not the
//! official ones.

use crate::check::{Checked, Context, Finding, Place, Severity, State};
use crate::document::Item;
use crate::prose::is_han;
use crate::report::{Label, RowReading};
use crate::rules::{Rule, list};
use crate::standard::{CellName, Column, Row, TableKind};
use crate::text::fold::fold_char;
use crate::text::similar::likeness;
use crate::text::{Number, Span, Value, fold};

/// The most cells that a message names.
const MOST_NAMED: usize = 3;
/// With more blanks than this one finding for all is enough.
const MOST_SINGLE: usize = 3;

/// Blank cells of `table`: single findings for a few and for those whose figure follows from the others, one for many.
pub fn blanks(rule: &'static Rule, table: TableKind, context: &Context, findings: &mut Vec<Finding>) {
    let blank = context.cells(table).filter(|(_, reading)| reading.value == Value::Blank).map(|(cell, _)| cell);
    // A blank total of 表三 that can be worked out is told by a rule of its own.
    let blank = blank.filter(|&cell| total_of_row(context, cell).is_none());
    let (derived, cells): (Vec<CellName>, Vec<CellName>) = blank.partition(|&cell| must_be(context, cell).is_some());
    let damage = context.damage_note();
    for cell in derived {
        let Some(number) = must_be(context, cell) else { continue };
        // 表四 is one line of fifteen figures: where the last is blank, any may be the one that was left out.
        let is_last = cell == CellName::new(Row::LITIGATION_AFTER_REVIEW, Column::Cases);
        let note = if is_last { "；如果是前面漏填了一个数，后面的要依次后移" } else { "" };
        let message = format!("{}“{}”为空，按勾稽关系应为 {number}{note}{damage}。", table.name(), context.name(cell));
        let finding = Finding::new(rule, message).at(context.cell(cell));
        findings.push(if is_last { finding } else { finding.fix(number.to_string()) });
    }
    if cells.len() <= MOST_SINGLE {
        for cell in cells {
            let name = context.name(cell);
            // Here only nought is left of what the relations can tell.
            findings.push(if context.derived(cell).is_some() {
                let message = format!("{}“{name}”为空，按勾稽关系应为 0{damage}。", table.name());
                Finding::new(rule, message).at(context.cell(cell)).suggest("0")
            } else {
                let note = uncheckable_note(context, &[cell]);
                let message = format!("{}“{name}”为空，没有的请填0{note}{damage}。", table.name());
                Finding::new(rule, message).at(context.cell(cell))
            });
        }
        return;
    }
    let (note, names, count) = (uncheckable_note(context, &cells), first_names(context, &cells), cells.len());
    let message = format!("{}有 {count} 个单元格为空（如{names}），没有的请填0{note}{damage}。", table.name());
    findings.push(Finding::new(rule, message).at_all(cells.into_iter().map(|cell| context.cell(cell))));
}

/// What a cell without a number must be, where that is not nought.
fn must_be(context: &Context, cell: CellName) -> Option<Number> {
    context.derived(cell).filter(|&number| number != Number::ZERO)
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

/// The sum of the other six cells of the row, where `cell` is a blank total of 表三 and all of them are numbers.
pub fn total_of_row(context: &Context, cell: CellName) -> Option<Number> {
    let is_blank = context.report.cell(cell).is_some_and(|reading| reading.value == Value::Blank);
    if cell.column != Column::Applicants || !is_blank {
        return None;
    }
    Column::REQUESTS[..6].iter().map(|&column| context.number(CellName::new(cell.row, column))).sum()
}

/// Placeholders in `table`, all in one finding.
pub fn placeholders(rule: &'static Rule, table: TableKind, context: &Context, findings: &mut Vec<Finding>) {
    let marked = context.cells(table).filter(|(_, reading)| reading.value == Value::Placeholder);
    let (cells, spans): (Vec<CellName>, Vec<Span>) = marked.map(|(cell, reading)| (cell, reading.span)).unzip();
    let Some(written) = spans.first().map(|&span| context.quote(span).trim()) else { return };
    let (note, names) = (uncheckable_note(context, &cells), first_names(context, &cells));
    if let [cell] = cells[..]
        && let Some(number) = must_be(context, cell)
    {
        let message = format!("{}{names}填了“{written}”，按勾稽关系应为 {number}。", table.name());
        findings.push(Finding::new(rule, message).at(context.cell(cell)).fix(number.to_string()));
        return;
    }
    let message = match cells.len() {
        1 => format!("{}{names}填了“{written}”，没有的请填0{note}。", table.name()),
        count => {
            format!("{}有 {count} 个单元格填了“{written}”之类的符号（如{names}），没有的请填0{note}。", table.name())
        }
    };
    let finding = Finding::new(rule, message).at_all(cells.iter().map(|&cell| context.cell(cell)));
    findings.push(if cells.len() == 1 { finding.suggest("0") } else { finding });
}

/// Cells of `table` that are no number, negative or a fraction where neither can be.
pub fn not_counts(rule: &'static Rule, table: TableKind, context: &Context, findings: &mut Vec<Finding>) {
    let mut with_unit: Vec<(CellName, Number, &str, &str)> = Vec::new();
    for (cell, reading) in context.cells(table) {
        let written = context.quote(reading.span).trim();
        let fault = match &reading.value {
            Value::NotNumber => "不是数字",
            Value::WithUnit(number, unit) => {
                with_unit.push((cell, *number, written, unit));
                continue;
            }
            Value::Number(number) if number.is_negative() => "是负数",
            Value::Number(number) if !number.is_whole() => "是小数",
            _ => continue,
        };
        let expected = must_be(context, cell)
            .map_or_else(|| "应为非负整数".to_owned(), |number| format!("按勾稽关系应为 {number}"));
        let note = if context.derived(cell).is_some() { "" } else { uncheckable_note(context, &[cell]) };
        let message = format!("{}“{}”的“{written}”{fault}，{expected}{note}。", table.name(), context.name(cell));
        findings.push(Finding::new(rule, message).at(context.cell(cell)));
    }
    let Some((cell, number, written, unit)) = with_unit.first() else { return };
    let places = with_unit.iter().map(|(cell, ..)| context.cell(*cell));
    let finding = match with_unit.len() {
        1 => {
            let (name, due) = (context.name(*cell), context.derived(*cell).filter(|due| due != number));
            let advice =
                due.map_or_else(|| format!("只填数字 {number}"), |due| format!("只填数字，按勾稽关系应为 {due}"));
            let message = format!("{}“{name}”的“{written}”带了单位“{unit}”，{advice}。", table.name());
            Finding::new(rule, message).at_all(places).fix(due.unwrap_or(*number).to_string())
        }
        count => {
            let message = format!(
                "{}有 {count} 个单元格的数字带了单位（如“{written}”），只填数字，带单位的数没有核对。",
                table.name()
            );
            Finding::new(rule, message).at_all(places)
        }
    };
    findings.push(finding.severity(Severity::Warning));
}

/// Labels of rows that are like the official ones but not the same.
pub fn row_labels(rule: &'static Rule, table: TableKind, context: &Context, findings: &mut Vec<Finding>) {
    let Some(reading) = context.report.table(table) else { return };
    for RowReading { row, label, .. } in &reading.rows {
        let Some(label) = label else { continue };
        let official = row.label(reading.form);
        let wanted = fold(official);
        // A group's name may be glued on in front.
        if !label.exact || is_printed_as(&label.text, official) || label.text.ends_with(&wanted) {
            continue;
        }
        // In lines the rest of a long label may stand behind the values.
        if !is_in_grid(context, label) && wanted.starts_with(&label.text) {
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
    let counts = |character: &char| {
        !matches!(character, '"' | '.' | '、' | '，' | '：' | '（' | '）' | '〔' | '〕' | '。' | '*')
    };
    found.chars().filter(counts).eq(official.chars().filter_map(fold_char).filter(counts))
}

/// Whether a label is a cell of a table with several columns.
pub fn is_in_grid(context: &Context, label: &Label) -> bool {
    label.spans.iter().all(|span| {
        let item = context.report.document.item_of(span.block).and_then(|item| context.report.document.items.get(item));
        matches!(item, Some(Item::Table(table)) if table.columns > 1)
    })
}

/// Column heads that are missing or misspelt. `official` are the labels, each as often as it must occur.
pub fn column_heads(
    rule: &'static Rule,
    table: TableKind,
    official: &[&str],
    context: &Context,
    findings: &mut Vec<Finding>,
) {
    let Some(reading) = context.report.table(table) else { return };
    let heads: Vec<&Label> = reading.heads.iter().collect();
    let all = reading.heads_text();
    let known: Vec<String> = official.iter().map(|label| fold(label)).collect();
    let present = known.iter().filter(|label| all.contains(label.as_str())).count();
    // Where most heads are gone a converter took them; that is told elsewhere.
    if reading.is_torn() || present * 2 < known.len() {
        return;
    }
    let in_grid = heads.iter().filter(|head| is_in_grid(context, head)).count() * 2 > heads.len();
    // What is no official head may be a misspelt one.
    let mut strangers: Vec<&Label> =
        heads.iter().copied().filter(|head| !official.iter().any(|label| is_printed_as(&head.text, label))).collect();
    let mut done: Vec<&str> = Vec::new();
    for label in official.iter().copied() {
        if done.contains(&label) {
            continue;
        }
        done.push(label);
        let wanted = fold(label);
        let expected = official.iter().filter(|other| **other == label).count();
        let found = heads
            .iter()
            .filter(|head| {
                is_printed_as(&head.text, label) || head.text.starts_with(&wanted) && wanted.chars().count() >= 4
            })
            .count();
        // In lines heads run into each other: there it is enough that the words occur.
        let found = if in_grid {
            found
        } else {
            found.max(all.matches(&wanted).count().saturating_sub(longer(&heads, &wanted)))
        };
        if found >= expected {
            continue;
        }
        for _ in found..expected {
            let chars: Vec<char> = wanted.chars().collect();
            let like = |head: &Label| likeness(&head.text.chars().collect::<Vec<_>>(), &chars);
            let least = 0.5;
            // In lines a part of a head is one that was wrapped, not one that was misspelt, and several may be one line.
            let wrapped = |head: &Label| {
                !in_grid
                    && (wanted.contains(&head.text)
                        || head.text.chars().count().abs_diff(chars.len()) > 2
                        || known.iter().any(|other| *other != wanted && head.text.contains(other.as_str()))
                        || !shares_an_end(&head.text, &wanted))
            };
            let short = |head: &Label| head.text.chars().count() <= chars.len() + 6;
            let candidates = strangers.iter().enumerate().filter(|(_, head)| short(head) && !wrapped(head));
            let nearest = candidates
                .max_by(|left, right| like(left.1).total_cmp(&like(right.1)))
                .filter(|(_, head)| like(head) >= least);
            match nearest.map(|(at, _)| at) {
                Some(at) => {
                    let head = strangers.remove(at);
                    let span = head.spans.first().copied();
                    let written = span.map_or(head.text.as_str(), |span| context.quote(span).trim());
                    let message = format!("{}“{written}”应为“{label}”。", table.name());
                    findings.push(Finding::new(rule, message).at(context.in_table(table, span)).fix(label));
                }
                // A head that occurs elsewhere may have been merged away.
                None if found == 0 && in_grid => {
                    let message = format!("{}缺少“{label}”一栏的名称{}。", table.name(), context.damage_note());
                    findings.push(Finding::new(rule, message).at(context.in_table(table, None)));
                }
                None => {}
            }
        }
    }
}

/// How many of `heads` are `wanted` with a character or two more that belong to no head: 经复议后起诉.
fn longer(heads: &[&Label], wanted: &str) -> usize {
    let is_longer = |head: &&&Label| {
        let rest = head.text.strip_prefix(wanted).or_else(|| head.text.strip_suffix(wanted));
        rest.is_some_and(|rest| {
            (1..=2).contains(&rest.chars().count())
                && rest.chars().all(is_han)
                && !heads.iter().any(|other| other.text != head.text && other.text.contains(rest))
        })
    };
    heads.iter().filter(is_longer).count()
}

/// Whether both begin or end with the same two characters.
fn shares_an_end(found: &str, wanted: &str) -> bool {
    let head = |text: &str| text.chars().take(2).collect::<Vec<_>>();
    let tail = |text: &str| text.chars().rev().take(2).collect::<Vec<_>>();
    head(found) == head(wanted) || tail(found) == tail(wanted)
}

/// The names of rows for a message, in quotes.
pub fn row_names(rows: &[crate::standard::Row], form: crate::standard::Edition) -> String {
    list(&rows.iter().map(|row| format!("“{}”", row.short(form))).collect::<Vec<_>>(), 24)
}
