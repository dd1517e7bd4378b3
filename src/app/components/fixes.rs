//! The fixes that can be made together: each is shown before it is made.

use super::dialog::Dialog;
use crate::app::edits::Edit;
use crate::app::state::{Action, Shown};
use crate::check::Finding;
use crate::write::marks::badge;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct FixesProperties {
    pub shown: Shown,
    pub dispatch: Callback<Action>,
}

/// The list of sure fixes, each with a box that leaves it out.
#[component]
pub fn FixesDialog(properties: &FixesProperties) -> Html {
    let FixesProperties { shown, dispatch } = properties;
    let all = shown.checked.outcome.sure_fixes();
    // By their numbers: the report may be checked again meanwhile.
    let left_out = use_state(Vec::<usize>::new);
    let is_left_out = |index: usize| left_out.contains(&shown.numbers.of(index));
    let chosen = all.iter().copied().filter(|&index| !is_left_out(index)).map(|index| shown.numbers.of(index));
    let chosen: Vec<usize> = chosen.collect();
    let rows = all.iter().map(|&index| {
        let finding = &shown.checked.outcome.findings[index];
        let number = shown.numbers.of(index);
        let toggle = {
            let left_out = left_out.clone();
            Callback::from(move |event: Event| {
                let is_wanted = event.target_unchecked_into::<HtmlInputElement>().checked();
                let mut others: Vec<usize> = left_out.iter().copied().filter(|other| *other != number).collect();
                others.extend((!is_wanted).then_some(number));
                left_out.set(others);
            })
        };
        html! {
            <li key={number}>
                <label>
                    <input type="checkbox" checked={!is_left_out(index)} onchange={toggle} />
                    <span class="badge" aria-hidden="true">{ badge(number) }</span>
                    <span>
                        { change(shown, finding) }
                        <span class="why">{ finding.message.clone() }</span>
                    </span>
                </label>
            </li>
        }
    });
    let make = {
        let (dispatch, chosen) = (dispatch.clone(), chosen.clone());
        Callback::from(move |_: MouseEvent| {
            dispatch.emit(Action::Dialog(None));
            dispatch.emit(Action::Edit(Edit::Fix(chosen.clone())));
        })
    };
    let close = {
        let dispatch = dispatch.clone();
        move || dispatch.emit(Action::Dialog(None))
    };
    let by_button = close.clone();
    html! {
        <Dialog label="fixes-title" close={Callback::from(move |()| close())}>
            <div class="help fixes">
                <h2 id="fixes-title">{ "一并改正" }</h2>
                <p>{ "下面这些改法由表内数据或统一格式确定。去掉勾选的不改；改后可以撤销（Ctrl+Z）。" }</p>
                <ul>{ for rows }</ul>
                <p class="closing">
                    <button type="button" class="primary" disabled={chosen.is_empty()} onclick={make} data-testid="make-fixes">
                        { format!("改正这 {} 处", chosen.len()) }
                    </button>
                    <button type="button" onclick={move |_: MouseEvent| by_button()}>{ "取消" }</button>
                </p>
            </div>
        </Dialog>
    }
}

/// What is written and what would be right.
pub fn change(shown: &Shown, finding: &Finding) -> Html {
    let Some(fix) = &finding.fix else { return html! {} };
    let span = finding.places.get(fix.place).and_then(|place| place.span);
    let outcome = &shown.checked.outcome;
    let written = span.map(|span| outcome.veil().quote(&outcome.report.document, span).trim().to_owned());
    let written = written.filter(|written| !written.is_empty()).unwrap_or_else(|| "（空白）".to_owned());
    html! { <><del>{ written }</del>{ " → " }<ins>{ fix.replace.clone() }</ins></> }
}
