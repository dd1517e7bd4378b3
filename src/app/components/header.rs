//! The bar at the top: name, what is open, ways to open another report, help.

use crate::app::hooks::{read_clipboard, read_files};
use crate::app::state::{Action, Shared};
use crate::app::wire::{Checked, Input};
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct HeaderProperties {
    pub checked: Option<Shared<Checked>>,
    pub open: Callback<Input>,
    pub dispatch: Callback<Action>,
}

/// The bar at the top.
#[component]
pub fn Header(properties: &HeaderProperties) -> Html {
    let HeaderProperties { checked, open, dispatch } = properties;
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
        let (open, dispatch) = (open.clone(), dispatch.clone());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(files) = input.files() {
                read_files(&files, open.clone(), dispatch.clone());
            }
            // The same file can be chosen again after it was changed.
            input.set_value("");
        })
    };
    let paste = {
        let (open, dispatch) = (open.clone(), dispatch.clone());
        Callback::from(move |_: MouseEvent| read_clipboard(open.clone(), dispatch.clone()))
    };
    let say = |action: fn() -> Action| {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.emit(action()))
    };
    let report = checked.as_ref().map(|checked| &checked.outcome.report);
    let name = report.map(|report| match (report.organ(), report.year()) {
        (Some(organ), Some(year)) => format!("{organ} {year}年"),
        (Some(organ), None) => organ.to_owned(),
        _ => "未命名的报告".to_owned(),
    });
    html! {
        <header class="bar">
            <button type="button" class="brand" onclick={say(|| Action::Restart)} title="回到开始">{ "年报校核" }</button>
            <span class="subject">{ name }</span>
            <input ref={input} class="unseen" type="file" multiple=true tabindex="-1" aria-label="选择年报文件"
                accept=".docx,.doc,.wps,.pdf,.ofd,.xlsx,.xls,.et,.csv,.html,.htm,.mht,.mhtml,.rtf,.txt,.md,.zip" onchange={chosen} />
            <button type="button" onclick={choose} aria-keyshortcuts="Control+O" data-testid="open">{ "打开" }</button>
            <button type="button" onclick={paste}>{ "粘贴" }</button>
            <button type="button" onclick={say(|| Action::Help(true))} aria-keyshortcuts="?" aria-label="帮助">{ "?" }</button>
        </header>
    }
}
