//! Which rule found something in how many reports.

use crate::app::desk::state::{Action, Desk, Filter};
use crate::check::Severity;
use std::collections::HashMap;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct RulesProperties {
    pub desk: Desk,
    pub dispatch: Callback<Action>,
}

/// The table of rules, what most reports have first.
#[component]
pub fn Rules(properties: &RulesProperties) -> Html {
    let RulesProperties { desk, dispatch } = properties;
    let mut counts: HashMap<&str, (Severity, u32, u32)> = HashMap::new();
    for found in desk.reports().filter_map(|row| row.entry.as_deref()).flat_map(|entry| &entry.found) {
        let count = counts.entry(&found.rule).or_insert((found.severity, 0, 0));
        count.0 = count.0.min(found.severity);
        count.1 += 1;
        count.2 += found.count;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(id, (severity, reports, _))| (std::cmp::Reverse(*reports), *severity, *id));
    let line = |(id, (severity, reports, findings)): &(&str, (Severity, u32, u32))| {
        let show = {
            let (dispatch, id) = (dispatch.clone(), (*id).to_owned());
            Callback::from(move |_: MouseEvent| {
                dispatch.emit(Action::Filter(Filter { rule: Some(id.clone()), ..Filter::default() }));
            })
        };
        let title = desk.title(id);
        html! {
            <tr key={(*id).to_owned()}>
                <th scope="row">{ title.clone() }</th>
                <td class={severity.id()}>{ severity.name() }</td>
                <td class="number">{ *reports }</td>
                <td class="number">{ *findings }</td>
                <td><button type="button" onclick={show} aria-label={format!("列出报告：{title}")}>{ "列出报告" }</button></td>
            </tr>
        }
    };
    html! {
        <section class="panel" aria-labelledby="rules-title">
            <h2 id="rules-title">{ "按规则" }</h2>
            if counts.is_empty() {
                <p>{ "还没有发现问题。" }</p>
            } else {
                <table class="plain">
                    <thead><tr><th scope="col">{ "规则" }</th><th scope="col">{ "级别" }</th><th scope="col">{ "报告" }</th><th scope="col">{ "问题" }</th><th scope="col"><span class="unseen">{ "操作" }</span></th></tr></thead>
                    <tbody>{ for counts.iter().map(line) }</tbody>
                </table>
            }
        </section>
    }
}
