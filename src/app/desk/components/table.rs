//! The table of reports. Only the rows in sight are drawn, so that thousands cost no more than thirty.

use crate::app::desk::state::{Action, Column, Desk, Row, organ};
use crate::app::hooks::{element, use_resize};
use crate::check::Severity;
use crate::desk::{Entry, TableState};
use std::rc::Rc;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct TableProperties {
    pub desk: Desk,
    /// The reports that are listed, in their order.
    pub listed: Rc<Vec<u32>>,
    /// Opens a report.
    pub open: Callback<u32>,
    pub dispatch: Callback<Action>,
}

/// Pixels of a row; the style says the same.
const HEIGHT: usize = 34;
/// Rows that are drawn beyond what is in sight, on each side.
const BEYOND: usize = 12;

/// The table.
#[component]
pub fn Table(properties: &TableProperties) -> Html {
    let TableProperties { desk, listed, open, dispatch } = properties;
    let (frame, size) = (use_node_ref(), use_resize());
    // The first row in sight and how many are.
    let sight = use_state(|| (0usize, 40usize));
    let look = {
        let (frame, sight) = (frame.clone(), sight.clone());
        use_callback(listed.len(), move |(), _| {
            // While a report is open the table has no size.
            let Some(frame) = frame.cast::<HtmlElement>().filter(|frame| frame.client_height() > 0) else { return };
            let first = frame.scroll_top().max(0) as usize / HEIGHT;
            let count = frame.client_height().max(0) as usize / HEIGHT + 2;
            // In steps, so that not every pixel draws anew.
            let now = (first - first % 6, count.max(10));
            if *sight != now {
                sight.set(now);
            }
        })
    };
    {
        let look = look.clone();
        use_effect_with((listed.clone(), desk.open, size), move |_| look.emit(()));
    }
    // The report that one comes back from; its row is to be seen and to have the focus.
    let (before, wanted) = (use_mut_ref(|| None::<u32>), use_mut_ref(|| None::<u32>));
    {
        let (frame, wanted, listed) = (frame.clone(), wanted.clone(), listed.clone());
        let look = look.clone();
        use_effect_with(desk.open, move |open| {
            let left = std::mem::replace(&mut *before.borrow_mut(), *open).filter(|_| open.is_none());
            let position = left.and_then(|left| listed.iter().position(|&at| at == left));
            let Some((position, frame)) = position.zip(frame.cast::<HtmlElement>()) else { return };
            let (first, height) = (position * HEIGHT, frame.client_height().max(0) as usize);
            let top = frame.scroll_top().max(0) as usize;
            // (The head covers a row.)
            if first < top || first + 2 * HEIGHT > top + height {
                frame.set_scroll_top(first.saturating_sub(height / 2) as i32);
            }
            *wanted.borrow_mut() = left;
            look.emit(());
        });
    }
    use_effect(move || {
        let row = wanted.borrow().and_then(|at| element(&format!("#report-{at}")));
        if let Some(row) = row {
            let _ = row.focus();
            *wanted.borrow_mut() = None;
        }
    });
    let scroll = {
        let look = look.clone();
        Callback::from(move |_: Event| look.emit(()))
    };
    let (first, count) = *sight;
    let start = first.saturating_sub(BEYOND).min(listed.len());
    let end = (first + count + BEYOND).min(listed.len());
    let drawn = (start..end).filter_map(|at| Some((at, desk.row(listed[at])?)));
    let all_selected = !listed.is_empty() && listed.iter().all(|at| desk.selected.contains(at));
    let select_all = {
        let (dispatch, listed) = (dispatch.clone(), listed.clone());
        Callback::from(move |event: Event| {
            let is_on = event.target_unchecked_into::<HtmlInputElement>().checked();
            dispatch.emit(Action::Select(listed.to_vec(), is_on));
        })
    };
    let spacer = |rows: usize| html! { <tr class="spacer" aria-hidden="true"><td colspan="12" height={(rows * HEIGHT).to_string()}></td></tr> };
    html! {
        <div ref={frame} class="reports" onscroll={scroll} tabindex="0" role="region" aria-label="报告清单" data-testid="reports">
            <table aria-rowcount={(listed.len() + 1).to_string()}>
                <thead><tr aria-rowindex="1">
                    <th class="select"><input type="checkbox" checked={all_selected} onchange={select_all} aria-label="全选列出的报告" /></th>
                    { for Column::ALL.map(|column| head(column, desk, dispatch)) }
                </tr></thead>
                <tbody>
                    { spacer(start) }
                    { for drawn.map(|(at, row)| line(at, row, desk, open, dispatch)) }
                    { spacer(listed.len() - end) }
                </tbody>
            </table>
            if listed.is_empty() {
                <p class="none">{ "没有符合条件的报告。" }</p>
            }
        </div>
    }
}

fn head(column: Column, desk: &Desk, dispatch: &Callback<Action>) -> Html {
    let sorted = desk.sort.filter(|(other, _)| *other == column).map(|(_, largest_first)| largest_first);
    let (order, mark) = match sorted {
        Some(true) => ("descending", "▾"),
        Some(false) => ("ascending", "▴"),
        None => ("none", ""),
    };
    let sort = {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.emit(Action::Sort(column)))
    };
    html! {
        <th scope="col" aria-sort={order} class={class(column)}>
            <button type="button" onclick={sort}>{ column.name() }<span aria-hidden="true">{ mark }</span></button>
        </th>
    }
}

fn class(column: Column) -> &'static str {
    match column {
        Column::Organ => "organ",
        Column::File => "file",
        Column::Table(_) => "table",
        _ => "number",
    }
}

fn line(at: usize, row: &Row, desk: &Desk, open: &Callback<u32>, dispatch: &Callback<Action>) -> Html {
    let number = row.at;
    let select = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            let is_on = event.target_unchecked_into::<HtmlInputElement>().checked();
            dispatch.emit(Action::Select(vec![number], is_on));
        })
    };
    let open = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.emit(number))
    };
    let name = organ(row);
    let entry = row.entry.as_deref();
    let cells = match entry {
        Some(Entry { unreadable: Some(sentence), .. }) => {
            html! { <td class="unreadable" colspan="9" title={sentence.clone()}>{ sentence.clone() }</td> }
        }
        Some(entry) => cells(entry),
        None => {
            html! { <td class="waiting" colspan="9">{ if row.is_given_up { "没有核对" } else { "等待核对" } }</td> }
        }
    };
    html! {
        <tr key={number} aria-rowindex={(at + 2).to_string()}>
            <td class="select"><input type="checkbox" checked={desk.selected.contains(&number)} onchange={select} aria-label={format!("选择{name}")} /></td>
            <th scope="row" class="organ"><button type="button" id={format!("report-{number}")} onclick={open} title={name.to_owned()} disabled={entry.is_none()}>{ name.to_owned() }</button></th>
            { cells }
            <td class="file" title={row.name.to_string()}>{ row.name.to_string() }</td>
        </tr>
    }
}

fn cells(entry: &Entry) -> Html {
    let count = |severity: Severity| {
        let count = entry.count(severity);
        html! { <td class={classes!("number", (count > 0).then(|| severity.id()))}>{ count }</td> }
    };
    let table = |state: TableState| {
        let (class, words) = match state {
            TableState::Fine => ("fine", "✓".to_owned()),
            TableState::Partly(count) => ("", format!("{count} 项未核")),
            TableState::Faults(count) => ("error", format!("✗ {count} 处")),
            TableState::Unreadable => ("warning", "读不出".to_owned()),
            TableState::Absent => ("warning", "没有".to_owned()),
        };
        html! { <td class={classes!("table", class)} title={(state == TableState::Fine).then_some("通过")}>{ words }</td> }
    };
    html! {
        <>
            <td class="number">{ entry.year }</td>
            <td class="number">{ entry.edition.map(|edition| edition.id()) }</td>
            { for Severity::ALL.map(count) }
            { for entry.tables.map(table) }
            <td class="number">{ entry.likeness.map(|share| format!("{share}%")) }</td>
        </>
    }
}
