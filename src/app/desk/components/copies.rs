//! Reports that are nearly the same, and their sentences side by side.

use crate::app::components::comparison::marked;
use crate::app::desk::hub::Hub;
use crate::app::desk::question::Alike;
use crate::app::desk::state::Desk;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct CopiesProperties {
    pub desk: Desk,
    pub hub: Hub,
    pub open: Callback<u32>,
}

/// Pairs that are listed at most.
const MOST: usize = 500;

/// The pairs.
#[component]
pub fn Copies(properties: &CopiesProperties) -> Html {
    let CopiesProperties { desk, hub, open } = properties;
    let name = |at: u32| {
        let open = open.clone();
        html! { <button type="button" onclick={move |_: MouseEvent| open.emit(at)}>{ desk.name(at) }</button> }
    };
    let line = |(number, pair): (usize, &Alike)| {
        let is_shown = desk.beside.as_ref().is_some_and(|beside| beside.pair == (pair.this, pair.other));
        let show = {
            let (hub, this, other) = (hub.clone(), pair.this, pair.other);
            Callback::from(move |_: MouseEvent| hub.beside(this, other))
        };
        html! {
            <>
                <tr key={number}>
                    <td class="number">{ format!("{}%", pair.share) }</td>
                    <td>{ pair.kin.clone() }</td>
                    <td>{ name(pair.this) }</td>
                    <td>{ name(pair.other) }</td>
                    <td><button type="button" onclick={show} aria-expanded={is_shown.to_string()}>{ "并排看" }</button></td>
                </tr>
                if is_shown {
                    <tr><td colspan="5">{ beside(desk) }</td></tr>
                }
            </>
        }
    };
    let count = desk.copies.len();
    html! {
        <section class="panel" aria-labelledby="copies-title">
            <h2 id="copies-title">{ "雷同的报告" }</h2>
            <p class="small">{ "比较“一、总体情况”和“五、存在的主要问题及改进情况”：数字、名称、年份和统一格式的套话不计，大部分相同的列在这里。" }</p>
            if count == 0 {
                <p>{ if desk.progress.is_some() { "全部核对完以后再比较。" } else { "没有雷同的报告。" } }</p>
            } else {
                <p class="small">{ if count > MOST { format!("共 {count} 对，列出最像的 {MOST} 对。") } else { format!("共 {count} 对。") } }</p>
                <table class="plain" data-testid="copies">
                    <thead><tr><th scope="col">{ "相同" }</th><th scope="col">{ "关系" }</th><th scope="col">{ "报告" }</th><th scope="col">{ "报告" }</th><th scope="col"><span class="unseen">{ "操作" }</span></th></tr></thead>
                    <tbody>{ for desk.copies.iter().take(MOST).enumerate().map(line) }</tbody>
                </table>
            }
        </section>
    }
}

/// The sentences of the pair that is shown.
pub fn beside(desk: &Desk) -> Html {
    match desk.beside.as_ref().and_then(|beside| beside.sentences.as_ref()) {
        None => html! { <p>{ "正在读取……" }</p> },
        Some(Err(sentence)) => html! { <p class="warning">{ sentence.clone() }</p> },
        Some(Ok(both)) => html! {
            <table class="plain beside" data-testid="beside">
                <thead><tr><th scope="col">{ "部分" }</th><th scope="col">{ "前一份" }</th><th scope="col">{ "后一份" }</th><th scope="col">{ "相同" }</th></tr></thead>
                <tbody>{ for both.sentences.iter().map(|alike| html! {
                    <tr>
                        <td>{ if alike.section == 1 { "一" } else { "五" } }</td>
                        { for marked(&alike.this, &alike.other).map(|side| html! { <td>{ side }</td> }) }
                        <td class="number">{ format!("{}%", alike.share) }</td>
                    </tr>
                }) }</tbody>
            </table>
        },
    }
}
