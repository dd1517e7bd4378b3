//! The desk's bar: how many reports, what to look at, what to take home; and how far the reading is.

use crate::app::desk::bridge;
use crate::app::desk::hub::Hub;
use crate::app::desk::question::Question;
use crate::app::desk::state::{Action, Desk, Progress, View, Work};
use crate::app::export::Export;
use crate::read::is_report_name;
use std::rc::Rc;
use web_sys::{Blob, HtmlElement, HtmlInputElement};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct BarProperties {
    pub desk: Desk,
    pub hub: Hub,
    /// The reports that are listed.
    pub listed: Rc<Vec<u32>>,
    pub dispatch: Callback<Action>,
}

/// The views and what they are called.
const VIEWS: [(View, &str); 7] = [
    (View::Reports, "清单"),
    (View::Rules, "按规则"),
    (View::Spread, "分布"),
    (View::Years, "历年"),
    (View::Copies, "雷同"),
    (View::Sums, "汇总核对"),
    (View::Notices, "整改通知"),
];

/// The bar.
#[component]
pub fn Bar(properties: &BarProperties) -> Html {
    let BarProperties { desk, hub, listed, dispatch } = properties;
    let view = |(view, name): (View, &str)| {
        let dispatch = dispatch.clone();
        let choose = Callback::from(move |_: MouseEvent| dispatch.emit(Action::View(view)));
        let count = (view == View::Copies && !desk.copies.is_empty()).then(|| format!(" {}", desk.copies.len()));
        html! { <button type="button" aria-pressed={(desk.view == view).to_string()} onclick={choose}>{ name }{ count }</button> }
    };
    let wanted = |at: &u32| desk.selected.is_empty() || desk.selected.contains(at);
    // Of what was not read nothing can be told.
    let is_read = |at: &u32| desk.row(*at).is_some_and(|row| row.entry.is_some());
    let (of, unread): (Vec<u32>, Vec<u32>) = listed.iter().copied().filter(wanted).partition(is_read);
    let unread = match unread.len() {
        0 => String::new(),
        count => format!("（还有 {count} 份没有核对，不在其中）"),
    };
    let workbook = {
        let (hub, of, rules) = (hub.clone(), of.clone(), desk.rules.clone());
        Callback::from(move |_: MouseEvent| {
            let titles = rules.iter().map(|rule| (rule.id.clone(), rule.title.clone())).collect();
            let question = Question::Workbook { of: of.clone(), titles };
            hub.save(
                question,
                "年报校核汇总.xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            );
        })
    };
    let figures = {
        let (hub, of) = (hub.clone(), of.clone());
        Callback::from(move |_: MouseEvent| {
            hub.save(Question::Figures(of.clone()), "年报数据.csv", "text/csv;charset=utf-8")
        })
    };
    let menu = use_node_ref();
    let close = {
        let menu = menu.clone();
        Callback::from(move |event: MouseEvent| {
            // What was chosen closes the menu; its words do not.
            let is_choice = event.target_dyn_into::<HtmlElement>().is_some_and(|target| target.tag_name() == "BUTTON");
            if let Some(menu) = menu.cast::<HtmlElement>().filter(|_| is_choice) {
                let _ = menu.remove_attribute("open");
            }
        })
    };
    let write = |export: Export| {
        let hub = hub.clone();
        let of: Vec<(u32, String)> = of.iter().map(|&at| (at, desk.name(at))).collect();
        Callback::from(move |_: MouseEvent| hub.write(export, of.clone()))
    };
    let leave = Callback::from(|_: MouseEvent| bridge::show(false));
    let count = desk.reports().count();
    html! {
        <header class="bar">
            <button type="button" class="brand" onclick={leave} title="看单份报告">{ "年报校核" }</button>
            <h1 class="subject" tabindex="-1">{ format!("{count} 份报告") }</h1>
            <Picker label="添加文件" folder=false hub={hub.clone()} />
            <Picker label="添加文件夹" folder=true hub={hub.clone()} />
            <span class="views" role="group" aria-label="看什么">{ for VIEWS.map(view) }</span>
            <details ref={menu} class="take-home" data-testid="export">
                <summary>{ "导出▾" }</summary>
                <div class="items" onclick={close}>
                    <p class="small">{ format!("{}的 {} 份报告{unread}", if desk.selected.is_empty() { "列出" } else { "勾选" }, of.len()) }</p>
                    <button type="button" onclick={workbook} disabled={of.is_empty()} title="概况、问题、数据、雷同四张表">{ "Excel：汇总、问题、数据" }</button>
                    <button type="button" onclick={write(Export::WordComments)} disabled={of.is_empty() || desk.progress.is_some()} title="每份一个 Word，问题写成批注，放在一个压缩包里">{ "Word：每份写成批注" }</button>
                    <button type="button" onclick={figures} disabled={of.is_empty()} title="全部数据的长表，一格一行">{ "数据长表 CSV" }</button>
                    <button type="button" onclick={write(Export::JsonLine)} disabled={of.is_empty() || desk.progress.is_some()} title="一行一份报告，给程序用">{ "JSON Lines" }</button>
                </div>
            </details>
        </header>
    }
}

#[derive(PartialEq, Properties)]
struct PickerProperties {
    label: AttrValue,
    /// Whether a whole folder is chosen.
    folder: bool,
    hub: Hub,
}

/// A button that asks for files or for a folder.
#[component]
fn Picker(properties: &PickerProperties) -> Html {
    let PickerProperties { label, folder, hub } = properties;
    let input = use_node_ref();
    let choose = {
        let input = input.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.click();
            }
        })
    };
    let chosen = {
        let (hub, folder) = (hub.clone(), *folder);
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let files = input.files();
            let all = files.iter().flat_map(|files| (0..files.length()).filter_map(|at| files.get(at)));
            let files: Vec<(String, Blob)> = all
                .map(|file| (path(&file), Blob::from(file)))
                .filter(|(name, _)| !folder || is_report_name(name))
                .collect();
            if files.is_empty() {
                hub.say("文件夹里没有可以读取的文件；请选择放年报的文件夹。");
            }
            hub.add(files);
            input.set_value("");
        })
    };
    html! {
        <>
            <input ref={input} class="unseen" type="file" multiple=true webkitdirectory={*folder} tabindex="-1" aria-label={format!("选择要{label}")} onchange={chosen} />
            <button type="button" onclick={choose}>{ label.clone() }</button>
        </>
    }
}

/// The name of a file with its folders, where the browser tells them.
fn path(file: &web_sys::File) -> String {
    let path = js_sys::Reflect::get(file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
    path.filter(|path| !path.is_empty()).unwrap_or_else(|| file.name())
}

#[derive(PartialEq, Properties)]
pub struct RunningProperties {
    pub progress: Option<Progress>,
    pub hub: Hub,
}

/// How far the reading is, with the ways to pause it and to give it up.
#[component]
pub fn Running(properties: &RunningProperties) -> Html {
    let RunningProperties { progress, hub } = properties;
    let Some(progress) = progress else { return Html::default() };
    let Progress { file, done, all, took, is_paused, work } = progress;
    let what = match work {
        Work::Check => "正在核对",
        Work::Previous => "正与上年报告对照",
        Work::Write => "正在导出",
    };
    // Rates and times are told when they mean something.
    let rate = (*done >= 10 && *took > 1_000.0).then(|| f64::from(*done) * 1_000.0 / took);
    let left = rate.map(|rate| {
        let seconds = (f64::from(all.saturating_sub(*done)) / rate).ceil() as u64;
        let time = if seconds < 90 { format!("{seconds} 秒") } else { format!("{} 分钟", seconds.div_ceil(60)) };
        format!("，每秒 {} 份，约剩 {time}", rate.round().max(1.0) as u64)
    });
    let pause = {
        let (hub, is_paused) = (hub.clone(), *is_paused);
        Callback::from(move |_: MouseEvent| hub.pause(!is_paused))
    };
    let cancel = {
        let hub = hub.clone();
        Callback::from(move |_: MouseEvent| hub.cancel())
    };
    html! {
        <section class="running" aria-label="进度" data-testid="running">
            <progress max={all.to_string()} value={done.to_string()} aria-label={what} />
            <span class="numbers">{ format!("{what}：{done}/{all} 份") }{ left.filter(|_| !is_paused) }{ is_paused.then_some("，已暂停") }</span>
            <span class="file">{ file.clone() }</span>
            if *work != Work::Write {
                <button type="button" onclick={pause}>{ if *is_paused { "继续" } else { "暂停" } }</button>
            }
            <button type="button" onclick={cancel}>{ "取消" }</button>
        </section>
    }
}
