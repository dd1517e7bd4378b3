//! Which reports the table lists.

use crate::app::desk::state::{Action, Desk, Filter, Only};
use std::collections::BTreeSet;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct FiltersProperties {
    pub desk: Desk,
    /// How many reports are listed.
    pub listed: usize,
    pub dispatch: Callback<Action>,
}

/// The line above the table.
#[component]
pub fn Filters(properties: &FiltersProperties) -> Html {
    let FiltersProperties { desk, listed, dispatch } = properties;
    let years: BTreeSet<i32> = desk.reports().filter_map(|row| row.entry.as_ref()?.year).collect();
    let state_at = Only::ALL.iter().position(|only| *only == desk.filter.state).unwrap_or_default();
    let year_at = years.iter().rev().position(|year| Some(*year) == desk.filter.year).map_or(0, |at| at + 1);
    let states = use_menu(state_at, Only::ALL.len());
    let all_years = use_menu(year_at, years.len());
    let change = |change: fn(&mut Filter, String)| {
        let (dispatch, filter) = (dispatch.clone(), desk.filter.clone());
        move |value: String| {
            let mut filter = filter.clone();
            change(&mut filter, value);
            dispatch.emit(Action::Filter(filter));
        }
    };
    let words = {
        let change = change(|filter, value| filter.words = value);
        Callback::from(move |event: InputEvent| change(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let on_select = |change: Box<dyn Fn(String)>| {
        Callback::from(move |event: Event| change(event.target_unchecked_into::<HtmlSelectElement>().value()))
    };
    let state = on_select(Box::new(change(|filter, value| {
        filter.state = Only::ALL.into_iter().find(|only| only.name() == value).unwrap_or_default();
    })));
    let year = on_select(Box::new(change(|filter, value| filter.year = value.parse().ok())));
    let clear = {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.emit(Action::Filter(Filter::default())))
    };
    html! {
        <div class="filters">
            <label>{ "查找 " }<input type="search" value={desk.filter.words.clone()} oninput={words} placeholder="机关或文件名" autocomplete="off" /></label>
            <label>{ "列出 " }<select ref={states} onchange={state}>
                { for Only::ALL.into_iter().map(|only| html! { <option value={only.name()}>{ only.name() }</option> }) }
            </select></label>
            if years.len() > 1 {
                <label>{ "年度 " }<select ref={all_years} onchange={year}>
                    <option value="">{ "全部" }</option>
                    { for years.into_iter().rev().map(|year| html! { <option value={year.to_string()}>{ year }</option> }) }
                </select></label>
            }
            if let Some(rule) = &desk.filter.rule {
                <span class="rule">{ format!("有“{}”的报告", desk.title(rule)) }</span>
            }
            if desk.filter != Filter::default() {
                <button type="button" onclick={clear}>{ "全部列出" }</button>
            }
            <span class="count" data-testid="listed">{ if *listed == desk.reports().count() { desk.summary() } else { format!("列出 {listed} 份。") } }</span>
        </div>
    }
}

/// A menu of so many choices, of which the one `at` that index is chosen: what the user chose before would stay chosen
/// until the menu is told otherwise.
#[hook]
fn use_menu(at: usize, choices: usize) -> NodeRef {
    let menu = use_node_ref();
    use_effect_with((menu.clone(), at, choices), |(menu, at, _)| {
        if let Some(menu) = menu.cast::<HtmlSelectElement>() {
            menu.set_selected_index(*at as i32);
        }
    });
    menu
}
