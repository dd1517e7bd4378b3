//! Tables: as the office drew them where their merged cells are known, else in the official form.

use super::class_of;
use super::text::{Pencil, marked_text};
use crate::app::edits::{Edit, Target};
use crate::app::marks::{absent_id, block_id, table_id};
use crate::app::state::Action;
use crate::check::Line;
use crate::document::{self, Document};
use crate::report::Table;
use crate::standard::form::{self, Content, FormCell};
use crate::standard::{CellName, Row, TableKind};
use crate::text::{Span, Value};
use crate::write::marks::{Mark, Marks, badge};
use std::collections::BTreeMap;
use yew::prelude::*;

/// A table of the document, with its own merged cells; `reading`: what was read of it.
pub fn drawn(
    pencil: &Pencil,
    marks: &Marks,
    document: &Document,
    table: &document::Table,
    reading: Option<&Table>,
) -> Html {
    let names: BTreeMap<u32, CellName> =
        reading.iter().flat_map(|reading| &reading.cells).map(|(&name, cell)| (cell.span.block, name)).collect();
    let name_of = |cell: &document::Cell| names.get(&cell.block).copied();
    let rows = table.rows.iter().map(|row| {
        let is_figure = |cell: &&document::Cell| !matches!(Value::parse(document.text(cell.block)), Value::NotNumber);
        let labels = row.iter().take_while(|cell| !is_figure(cell)).count();
        let own = row.get(labels.wrapping_sub(1)).filter(|_| labels < row.len()).map(|cell| cell.block);
        let cells = row.iter().map(|cell| {
            let text = document.text(cell.block);
            let figure = !matches!(Value::parse(text), Value::NotNumber);
            let own = Some(cell.block) == own;
            let head = (!figure).then(|| scope(labels < row.len()));
            let shape = Shape { columns: cell.columns, rows: cell.rows, head, own, name: name_of(cell) };
            block_cell(pencil, marks, document, cell.block, shape)
        });
        html! { <tr>{ for cells }{ row_tick(pencil, row.iter().filter_map(name_of).next_back()) }</tr> }
    });
    let last = table.rows.last().into_iter().flatten().map(|cell| (cell.columns, name_of(cell)));
    let ticks = column_ticks(pencil, last.collect());
    frame(reading.map(|reading| reading.kind), html! { <>{ for rows }{ ticks }</> })
}

/// One of the three tables in the official form, filled with what was read.
pub fn rebuilt(pencil: &Pencil, marks: &Marks, document: &Document, table: &Table) -> Html {
    let name_of = |cell: &FormCell| match cell.content {
        Content::Figure(name) => Some(name),
        Content::Label(_) => None,
    };
    let rows = form::rows(table.kind, table.form);
    let last = rows.last().into_iter().flatten().map(|cell| (cell.columns, name_of(cell)));
    let ticks = column_ticks(pencil, last.collect());
    let rows = rows.into_iter().map(|cells| {
        let row = cells.iter().find_map(name_of).map(|name| name.row);
        let last_label = cells.iter().rposition(|cell| matches!(cell.content, Content::Label(_)));
        let drawn: Vec<Html> = cells
            .iter()
            .enumerate()
            .map(|(at, cell)| match &cell.content {
                Content::Figure(name) => figure(pencil, marks, document, table, *name, cell.columns),
                Content::Label(text) => {
                    let own = (Some(at) == last_label).then_some(row).flatten();
                    let head = Some(scope(row.is_some()));
                    let shape = Shape { columns: cell.columns, rows: cell.rows, head, own: own.is_some(), name: None };
                    label(pencil, marks, document, table, own, text, shape)
                }
            })
            .collect();
        html! { <tr>{ for drawn }{ row_tick(pencil, cells.iter().filter_map(name_of).next_back()) }</tr> }
    });
    frame(Some(table.kind), html! { <>{ for rows }{ ticks }</> })
}

/// Behind a row that ends with the cell `name`: whether it is balanced.
fn row_tick(pencil: &Pencil, name: Option<CellName>) -> Html {
    let balance = &pencil.checked.outcome.balance;
    // The parts of 表四 stand side by side, so that their ticks stand under them.
    let line = name.filter(|name| name.table() == TableKind::Requests).and_then(|name| balance.row(name));
    line.map_or_else(Html::default, |line| tick(line, 1))
}

/// Under a table whose last row has these cells, each so wide: whether its columns are balanced.
fn column_ticks(pencil: &Pencil, last: Vec<(u32, Option<CellName>)>) -> Html {
    let balance = &pencil.checked.outcome.balance;
    let line_of = |name: CellName| match name.table() {
        TableKind::Requests => balance.column(name),
        _ => balance.row(name),
    };
    let lines: Vec<(u32, Option<Line>)> =
        last.into_iter().map(|(columns, name)| (columns, name.and_then(line_of))).collect();
    if lines.iter().all(|(_, line)| line.is_none_or(|line| line == Line::Open)) {
        return html! {};
    }
    let cells = lines.into_iter().map(|(columns, line)| match line {
        Some(line) => tick(line, columns),
        None => html! { <td class="tick" colspan={columns.to_string()} aria-hidden="true" /> },
    });
    html! { <tr class="ticks">{ for cells }</tr> }
}

/// A tick in pencil. Who does not see it has the findings.
fn tick(line: Line, columns: u32) -> Html {
    let (class, text) = match line {
        Line::Even => ("tick fine", "✓".to_owned()),
        Line::Off(by) => ("tick error", format!("差{by}")),
        Line::Open => ("tick", String::new()),
    };
    html! { <td {class} colspan={columns.to_string()} aria-hidden="true">{ text }</td> }
}

/// In a cell that is a total: what its parts add up to, where something else stands there, and the way to take that.
fn sum(pencil: &Pencil, name: Option<CellName>, target: &Target) -> Html {
    let outcome = &pencil.checked.outcome;
    let Some(sum) = name.and_then(|name| outcome.balance.wanted(&outcome.report, name)) else { return html! {} };
    let take = {
        let (dispatch, target) = (pencil.dispatch.clone(), target.clone());
        Callback::from(move |event: MouseEvent| {
            event.stop_propagation();
            dispatch.emit(Action::Edit(Edit::Write(target.clone(), sum.to_string())));
        })
    };
    html! {
        <button type="button" class="take" onclick={take} title="各项之和，点一下填入" aria-label={format!("填入各项之和 {sum}")} data-testid="take-sum">
            { format!("和{sum}") }
        </button>
    }
}

/// What a rebuilt table has no room for: rows that are not in the form, and values that could not be told apart.
pub fn leftovers(pencil: &Pencil, marks: &Marks, document: &Document, table: &Table) -> Html {
    let piece = |span: &Span| {
        let text = document.text(span.block);
        if span.range() == (0..text.len()) {
            html! { <span id={block_id(span.block)}>{ marked_text(pencil, span.block, text, marks.of_block(span.block)) }{ "　" }</span> }
        } else {
            html! { { format!("{}　", document.quote(*span)) } }
        }
    };
    let extra = table.extra.iter().map(|(label, values)| label.spans.iter().chain(values).map(piece).collect::<Html>());
    let is_lost = |row: Row| !table.cells.keys().any(|cell| cell.row == row);
    let lost = table.rows.iter().filter(|reading| is_lost(reading.row) && !reading.values.is_empty()).map(|reading| {
        let values = reading.values.iter().map(piece).collect::<Html>();
        html! { <>{ format!("{}：", reading.row.short(table.form)) }{ values }</> }
    });
    let lines: Vec<Html> = extra.chain(lost).collect();
    if lines.is_empty() {
        return html! {};
    }
    html! {
        <div class="rebuilt">
            { "原文中还有以下内容没有对上表格：" }
            <ul>{ for lines.into_iter().map(|line| html! { <li>{ line }</li> }) }</ul>
        </div>
    }
}

fn frame(kind: Option<TableKind>, rows: Html) -> Html {
    let class = classes!("official", kind.map(TableKind::id));
    html! {
        <div class="table-frame" id={kind.map(table_id)} tabindex="0" role="region" aria-label={kind.map_or("表格", TableKind::name)}>
            <table {class}><tbody>{ rows }</tbody></table>
        </div>
    }
}

/// A cell's extent, and whether it is a label.
struct Shape {
    columns: u32,
    rows: u32,
    /// What it is the head of, if it is a label: a row or a column.
    head: Option<&'static str>,
    /// Whether it is the label next to the row's figures, which stays in sight when a narrow screen scrolls.
    own: bool,
    /// Which cell of the form it is.
    name: Option<CellName>,
}

/// What a label is the head of: the labels of a row with figures are that row's, all others those of columns.
fn scope(has_figures: bool) -> &'static str {
    if has_figures { "row" } else { "col" }
}

impl Shape {
    fn spans(&self) -> (Option<String>, Option<String>) {
        let span = |count: u32| (count > 1).then(|| count.to_string());
        (span(self.columns), span(self.rows))
    }
}

/// The row's own label where it stands in one piece, else the official one.
fn label(
    pencil: &Pencil,
    marks: &Marks,
    document: &Document,
    table: &Table,
    row: Option<Row>,
    official: &str,
    shape: Shape,
) -> Html {
    let own = row.and_then(|row| table.row(row)).and_then(|reading| reading.label.as_ref());
    if let Some(label) = own
        && let [span] = label.spans[..]
        && span.range() == (0..document.text(span.block).len())
    {
        return block_cell(pencil, marks, document, span.block, shape);
    }
    let (colspan, rowspan) = shape.spans();
    html! { <th scope={shape.head} class={shape.own.then_some("own")} {colspan} {rowspan}>{ official }</th> }
}

fn figure(pencil: &Pencil, marks: &Marks, document: &Document, table: &Table, name: CellName, columns: u32) -> Html {
    let Some(reading) = table.cells.get(&name) else {
        let colspan = (columns > 1).then(|| columns.to_string());
        let found = marks.of_absent(name);
        let mark = pencil.shown(found.iter());
        let (class, rule, severity, title) = cell_attributes(pencil, mark);
        return html! {
            <td {colspan} id={absent_id(name)} class={classes!("absent", class)} data-rule={rule} data-severity={severity} {title}
                onclick={mark.map(|mark| pencil.on_select(mark))}>{ "缺" }</td>
        };
    };
    let span = reading.span;
    let whole = document.text(span.block);
    let is_whole = span.range() == (0..whole.len());
    let target = Target { block: span.block, range: (!is_whole).then(|| span.range()) };
    let newer = pencil.newer(span.block).filter(|_| is_whole);
    let content = match pencil.field(&target, true) {
        Some(field) => field,
        None => html! { { newer.unwrap_or_else(|| document.quote(span).trim()) } },
    };
    // A cell that is part of a line shares its block with the others: only marks on its own characters are its own.
    let own: Vec<Mark> = marks
        .of_block(span.block)
        .iter()
        .filter(|mark| {
            mark.range.start < span.end as usize && (span.start as usize) < mark.range.end || mark.range == span.range()
        })
        .cloned()
        .collect();
    let id = if is_whole { block_id(span.block) } else { format!("{}-{}", block_id(span.block), span.start) };
    cell(
        pencil,
        &own,
        span.block,
        span.start as usize,
        id,
        content,
        Shape { columns, rows: 1, head: None, own: false, name: Some(name) },
        &target,
    )
}

/// A cell that is a block of its own. A mark on all of it is the cell's; marks on parts stand inside.
fn block_cell(pencil: &Pencil, marks: &Marks, document: &Document, block: u32, shape: Shape) -> Html {
    let text = document.text(block);
    let is_whole = |mark: &&Mark| mark.range.len() >= text.trim().len();
    let (whole, part): (Vec<Mark>, Vec<Mark>) = marks.of_block(block).iter().cloned().partition(|mark| is_whole(&mark));
    let target = Target { block, range: None };
    let content = match (pencil.field(&target, true), pencil.newer(block)) {
        (Some(field), _) => field,
        (None, Some(text)) => html! { { text } },
        (None, None) if part.is_empty() => html! { { text } },
        (None, None) => marked_text(pencil, block, text, &part),
    };
    cell(pencil, &whole, block, 0, block_id(block), content, shape, &target)
}

#[allow(clippy::too_many_arguments, reason = "each is another thing that a cell shows")]
fn cell(
    pencil: &Pencil,
    marks: &[Mark],
    block: u32,
    start: usize,
    id: String,
    content: Html,
    shape: Shape,
    target: &Target,
) -> Html {
    let edit = target.name();
    let mark = pencil.shown(marks.iter());
    let (class, rule, severity, title) = cell_attributes(pencil, mark);
    let class =
        classes!(class, pencil.ring(block, start), pencil.is_lit(block).then_some("lit"), shape.own.then_some("own"));
    let (colspan, rowspan) = shape.spans();
    let number = mark
        .filter(|mark| mark.first)
        // Nothing is still a child: else the field beside it would be made anew when a number comes or goes.
        .map_or_else(
            Html::default,
            |mark| html! { <sup class="badge" aria-hidden="true">{ badge(mark.number) }</sup> },
        );
    let onclick = mark.map(|mark| pencil.on_select(mark));
    let is_open = pencil.editing.as_ref().is_some_and(|editing| editing.starts_at(target));
    let sum = if is_open {
        html! {}
    } else {
        sum(pencil, shape.name, target)
    };
    let tabindex = if mark.is_some() { "0" } else { "-1" };
    let onkeydown = mark.map(|mark| pencil.on_key(mark));
    if let Some(scope) = shape.head {
        html! {
            <th {id} {scope} {class} {colspan} {rowspan} data-edit={edit} data-rule={rule} data-severity={severity} {title} {tabindex} {onclick} {onkeydown}>{ content }{ number }</th>
        }
    } else {
        html! {
            <td {id} {class} {colspan} {rowspan} data-edit={edit} data-rule={rule} data-severity={severity} {title} {tabindex} {onclick} {onkeydown}>{ content }{ sum }{ number }</td>
        }
    }
}

type Attributes = (Option<String>, Option<String>, Option<String>, Option<String>);

/// Class, rule, severity and description of a marked cell.
fn cell_attributes(pencil: &Pencil, mark: Option<&Mark>) -> Attributes {
    let Some(mark) = mark else { return Default::default() };
    let severity = pencil.severity(mark);
    (
        Some(format!("marked {}", class_of(severity))),
        Some(pencil.rule(mark)),
        Some(severity.id().to_owned()),
        Some(pencil.message(mark)),
    )
}
