//! A whole against the sum of its parts.

use crate::app::desk::hub::Hub;
use crate::app::desk::state::{Action, Desk};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct SumsProperties {
    pub desk: Desk,
    pub hub: Hub,
    pub dispatch: Callback<Action>,
}

/// The choice of the whole and its parts, and what they come to.
#[component]
pub fn Sums(properties: &SumsProperties) -> Html {
    let SumsProperties { desk, hub, dispatch } = properties;
    let readable = || desk.reports().filter(|row| row.entry.as_ref().is_some_and(|entry| entry.unreadable.is_none()));
    let year = desk.whole.and_then(|whole| desk.row(whole)?.entry.as_ref()?.year);
    let is_part = |at: u32| {
        Some(at) != desk.whole
            && match desk.selected.is_empty() {
                true => desk.row(at).and_then(|row| row.entry.as_ref()).is_some_and(|entry| entry.year == year),
                false => desk.selected.contains(&at),
            }
    };
    let parts: Vec<u32> = desk.reports().map(|row| row.at).filter(|&at| is_part(at)).collect();
    let choose = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            dispatch.emit(Action::Whole(event.target_unchecked_into::<HtmlSelectElement>().value().parse().ok()));
        })
    };
    let add_up = {
        let (hub, whole, parts) = (hub.clone(), desk.whole, parts.clone());
        Callback::from(move |_: MouseEvent| whole.into_iter().for_each(|whole| hub.add_up(whole, parts.clone())))
    };
    let mut choices: Vec<u32> = readable().map(|row| row.at).collect();
    choices.sort_by_key(|&at| desk.name(at));
    html! {
        <section class="panel" aria-labelledby="sums-title">
            <h2 id="sums-title">{ "汇总核对" }</h2>
            <p class="small">{ "选汇总的那一份（全县、全市、全部门），逐格核对它与各份之和。各份是“清单”里勾选的报告；没有勾选时，是同年度的其余各份。" }</p>
            <p class="row">
                <label>{ "汇总报告 " }<select onchange={choose} data-testid="whole">
                    <option value="" selected={desk.whole.is_none()}>{ "请选择" }</option>
                    { for choices.into_iter().map(|at| html! { <option value={at.to_string()} selected={desk.whole == Some(at)}>{ desk.name(at) }</option> }) }
                </select></label>
                if desk.whole.is_some() {
                    <button type="button" class="primary" onclick={add_up} disabled={parts.is_empty()}>{ format!("与 {} 份之和核对", parts.len()) }</button>
                }
            </p>
            if let Some(sums) = &desk.sums {
                <div data-testid="sums">
                    <p>{ format!("{} 份相加，比较了 {} 个数，{}", sums.added, sums.compared, if sums.compared == 0 { "没有可以比较的数。".to_owned() } else if sums.rows.is_empty() { "全部相符。".to_owned() } else { format!("{} 个不符。", sums.rows.len()) }) }</p>
                    <ul class="remarks">{ for sums.remarks.iter().map(|(severity, words)| html! { <li class={severity.id()}><strong>{ severity.name() }</strong>{ " " }{ words.clone() }</li> }) }</ul>
                    if !sums.rows.is_empty() {
                        <table class="plain">
                            <thead><tr><th scope="col">{ "单元格" }</th><th scope="col">{ "汇总" }</th><th scope="col">{ "各份之和" }</th><th scope="col">{ "相差" }</th><th scope="col">{ "有数的份数" }</th></tr></thead>
                            <tbody>{ for sums.rows.iter().map(|[cell, numbers @ ..]| html! { <tr><th scope="row">{ cell.clone() }</th>{ for numbers.iter().map(|number| html! { <td class="number">{ number.clone() }</td> }) }</tr> }) }</tbody>
                        </table>
                    }
                </div>
            }
        </section>
    }
}
