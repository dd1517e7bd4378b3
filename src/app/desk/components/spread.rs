//! Faults by family and organ as a table whose cells are the darker the more there is; requests by organ; figures far
//! above their like.

use crate::app::desk::hub::Hub;
use crate::app::desk::question::Requests;
use crate::app::desk::state::Desk;
use crate::desk::Entry;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct SpreadProperties {
    pub desk: Desk,
    /// The reports that are listed.
    pub listed: Rc<Vec<u32>>,
    pub hub: Hub,
    pub open: Callback<u32>,
}

/// Reports that the table has at most; the list's filter chooses which.
const MOST: usize = 300;

/// The two tables.
#[component]
pub fn Spread(properties: &SpreadProperties) -> Html {
    let SpreadProperties { desk, hub, listed, open } = properties;
    {
        let hub = hub.clone();
        let is_idle = desk.progress.is_none();
        use_effect_with((listed.clone(), is_idle), move |(listed, is_idle)| {
            if *is_idle {
                hub.requests(listed.to_vec());
            }
        });
    }
    let mut families: Vec<&str> = desk.rules.iter().map(|rule| &*rule.family).collect();
    families.dedup();
    let family_of = |rule: &str| {
        let family = desk.rules.iter().find(|other| other.id == rule).map(|rule| &*rule.family)?;
        families.iter().position(|other| *other == family)
    };
    let counts = |entry: &Entry| {
        let mut counts = vec![0u32; families.len()];
        for found in &entry.found {
            if let Some(at) = family_of(&found.rule) {
                counts[at] += found.count;
            }
        }
        counts
    };
    let mut lines: Vec<(u32, Vec<u32>)> = listed
        .iter()
        .filter_map(|&at| Some((at, counts(desk.row(at)?.entry.as_ref()?))))
        .filter(|(_, counts)| counts.iter().any(|count| *count > 0))
        .collect();
    let with_faults = lines.len();
    if desk.sort.is_none() {
        lines.sort_by_key(|(at, counts)| (std::cmp::Reverse(counts.iter().sum::<u32>()), *at));
    }
    lines.truncate(MOST);
    // A family that found nothing needs no column.
    let columns: Vec<usize> =
        (0..families.len()).filter(|&at| lines.iter().any(|(_, counts)| counts[at] > 0)).collect();
    let level = |count: u32| match count {
        0 => "",
        1 => "level-1",
        2..=3 => "level-2",
        4..=8 => "level-3",
        _ => "level-4",
    };
    let name = |at: u32| {
        let open = open.clone();
        html! { <button type="button" onclick={move |_: MouseEvent| open.emit(at)}>{ desk.name(at) }</button> }
    };
    html! {
        <section class="panel" aria-labelledby="spread-title">
            <h2 id="spread-title">{ "问题的分布" }</h2>
            if lines.is_empty() {
                <p>{ if desk.progress.is_some() { "还在核对。" } else { "列出的报告没有发现问题。" } }</p>
            } else {
                <p class="small">{ format!("有问题的 {with_faults} 份报告{}，按类计数，颜色越深问题越多；哪些报告列在这里，由“清单”上方的条件决定。", if with_faults > MOST { format!("，列出前 {MOST} 份") } else { String::new() }) }</p>
                <div class="frame" tabindex="0" role="region" aria-label="按机关和类别计数">
                    <table class="plain heat" data-testid="heat">
                        <thead><tr><th scope="col">{ "机关" }</th>{ for columns.iter().map(|&at| html! { <th scope="col">{ families[at] }</th> }) }</tr></thead>
                        <tbody>{ for lines.iter().map(|(at, counts)| html! {
                            <tr key={*at}>
                                <th scope="row">{ name(*at) }</th>
                                { for columns.iter().map(|&column| html! { <td class={level(counts[column])}>{ (counts[column] > 0).then_some(counts[column]) }</td> }) }
                            </tr>
                        }) }</tbody>
                    </table>
                </div>
            }
            { requests(desk, &name) }
            <h2>{ "远高于同类机关的数" }</h2>
            if desk.far.is_empty() {
                <p>{ "没有。同年度、同类机关有 8 份以上报告时，把每个数与它们的中位数比较。" }</p>
            } else {
                <p class="small">{ "与同年度同类机关（有数的）相比，不一定错，请核对单位和口径。" }</p>
                <ul class="far" data-testid="far">
                    { for desk.far.iter().take(MOST).map(|far| html! { <li>{ name(far.report) }{ "：" }{ far.words.clone() }</li> }) }
                </ul>
            }
        </section>
    }
}

/// New and answered requests by organ, as bars beside their numbers.
fn requests(desk: &Desk, name: &dyn Fn(u32) -> Html) -> Html {
    /// Bars that are drawn at most.
    const BARS: usize = 60;
    const WIDTH: u32 = 240;
    let all = &desk.requests;
    let most = all.iter().map(|requests| requests.new.max(requests.done)).max().unwrap_or_default().max(1);
    let bar = |class: &'static str, y: u32, count: u32| {
        let width = (u64::from(count) * u64::from(WIDTH)).div_ceil(u64::from(most));
        html! { <rect {class} x="0" y={y.to_string()} width={width.to_string()} height="7" /> }
    };
    let line = |requests: &Requests| {
        html! {
            <tr key={requests.report}>
                <th scope="row">{ name(requests.report) }</th>
                <td class="number">{ requests.new }</td>
                <td class="number">{ requests.done }</td>
                <td><svg class="bars" viewBox={format!("0 0 {WIDTH} 18")} aria-hidden="true">{ bar("new", 1, requests.new) }{ bar("done", 10, requests.done) }</svg></td>
            </tr>
        }
    };
    html! {
        <>
            <h2>{ "新收和办结" }</h2>
            if all.is_empty() {
                <p>{ if desk.progress.is_some() { "核对完以后列出。" } else { "列出的报告都没有收到申请。" } }</p>
            } else {
                <p class="small">{ format!("收到或办理过申请的 {} 份{}，上条是本年新收，下条是本年办理结果总计。", all.len(), if all.len() > BARS { format!("，列出最多的 {BARS} 份") } else { String::new() }) }</p>
                <table class="plain" data-testid="requests">
                    <thead><tr><th scope="col">{ "机关" }</th><th scope="col">{ "新收" }</th><th scope="col">{ "办结" }</th><th scope="col"><span class="unseen">{ "图" }</span></th></tr></thead>
                    <tbody>{ for all.iter().take(BARS).map(line) }</tbody>
                </table>
            }
        </>
    }
}
