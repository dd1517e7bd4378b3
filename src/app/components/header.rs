//! The bar at the top: name, what is open, ways to open another report, last year's beside it, settings, help.

use super::export::ExportMenu;
use crate::app::edits::{Edit, History};
use crate::app::export::Export;
use crate::app::hooks::{read_clipboard, read_files, read_previous};
use crate::app::state::{Action, Dialog, Shared, Shown};
use crate::app::wire::{Checked, Input};
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct HeaderProperties {
    pub shown: Option<Shown>,
    pub history: History,
    pub export: Callback<Export>,
    pub open: Callback<Input>,
    pub open_previous: Callback<Input>,
    pub drop_previous: Callback<MouseEvent>,
    pub dispatch: Callback<Action>,
}

/// What files can be chosen.
const KINDS: &str = ".docx,.doc,.wps,.pdf,.ofd,.xlsx,.xls,.et,.csv,.html,.htm,.mht,.mhtml,.rtf,.txt,.md,.zip";

/// The bar at the top.
#[component]
pub fn Header(properties: &HeaderProperties) -> Html {
    let HeaderProperties { shown, history, export, open, open_previous, drop_previous, dispatch } = properties;
    let input = use_node_ref();
    let paste = {
        let (open, dispatch) = (open.clone(), dispatch.clone());
        Callback::from(move |_: MouseEvent| read_clipboard(open.clone(), dispatch.clone()))
    };
    let chosen = {
        let (open, dispatch) = (open.clone(), dispatch.clone());
        on_files(move |files| read_files(files, open.clone(), dispatch.clone()))
    };
    let say = |action: fn() -> Action| {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.emit(action()))
    };
    let name = shown.as_ref().map(|shown| shown.checked.name());
    html! {
        <header class="bar">
            <button type="button" class="brand" onclick={say(|| Action::Restart)} title="回到开始">{ "年报校核" }</button>
            <span class="subject">{ name }</span>
            <input ref={input.clone()} class="unseen" type="file" multiple=true tabindex="-1" aria-label="选择年报文件"
                accept={KINDS} onchange={chosen} />
            <button type="button" onclick={on_click(&input)} aria-keyshortcuts="Control+O" data-testid="open">{ "打开" }</button>
            <button type="button" onclick={paste}>{ "粘贴" }</button>
            if history.can_undo() || history.can_redo() {
                <button type="button" class="sign" onclick={say(|| Action::Edit(Edit::Undo))} disabled={!history.can_undo()} aria-label="撤销" title="撤销（Ctrl+Z）" aria-keyshortcuts="Control+Z" data-testid="undo">{ "↶" }</button>
                <button type="button" class="sign" onclick={say(|| Action::Edit(Edit::Redo))} disabled={!history.can_redo()} aria-label="重做" title="重做（Ctrl+Shift+Z）" aria-keyshortcuts="Control+Shift+Z" data-testid="redo">{ "↷" }</button>
            }
            if let Some(shown) = shown {
                <Compare checked={shown.checked.clone()} open={open_previous.clone()} drop={drop_previous.clone()} dispatch={dispatch.clone()} />
                <ExportMenu shown={shown.clone()} export={export.clone()} dispatch={dispatch.clone()} />
            }
            <button type="button" class="sign" onclick={say(|| Action::Dialog(Some(Dialog::Settings)))} aria-label="设置" title="设置" data-testid="settings">{ "⚙" }</button>
            <button type="button" class="sign" onclick={say(|| Action::Dialog(Some(Dialog::Help)))} aria-keyshortcuts="?" aria-label="帮助" title="帮助">{ "?" }</button>
        </header>
    }
}

#[derive(PartialEq, Properties)]
struct CompareProperties {
    checked: Shared<Checked>,
    open: Callback<Input>,
    drop: Callback<MouseEvent>,
    dispatch: Callback<Action>,
}

/// Last year's report: the way to open it, which one it is, and the way to take it away.
#[component]
fn Compare(properties: &CompareProperties) -> Html {
    let CompareProperties { checked, open, drop, dispatch } = properties;
    let (input, button) = (use_node_ref(), use_node_ref());
    let chosen = {
        let (open, dispatch) = (open.clone(), dispatch.clone());
        on_files(move |files| read_previous(files, open.clone(), dispatch.clone()))
    };
    let take_away = {
        let (drop, button) = (drop.clone(), button.clone());
        Callback::from(move |event: MouseEvent| {
            // The button that was pressed goes away.
            if let Some(button) = button.cast::<HtmlElement>() {
                let _ = button.focus();
            }
            drop.emit(event);
        })
    };
    let held = checked.held.as_ref();
    let label = held.map_or_else(|| "对照上年".to_owned(), |held| format!("对照：{}", held.name()));
    let title = held.map_or_else(
        || "打开同一机关的上年报告，核对衔接的数据和雷同的文字；也可以把文件拖到页面上".to_owned(),
        |held| {
            let organ = held.organ.as_deref().unwrap_or("机关不明");
            format!(
                "正与{organ}{}的报告对照；点击换一份",
                held.year.map_or("年份不明".to_owned(), |year| format!("{year}年"))
            )
        },
    );
    html! {
        <span class={classes!("compare", held.is_some().then_some("held"))}>
            <input ref={input.clone()} class="unseen" type="file" tabindex="-1" aria-label="选择上年报告文件"
                accept={KINDS} onchange={chosen} data-testid="previous-input" />
            <button ref={button} type="button" onclick={on_click(&input)} {title} data-testid="compare">{ label }</button>
            if held.is_some() {
                <button type="button" class="sign" onclick={take_away} aria-label="不再与上年报告对照" title="不再与上年报告对照" data-testid="drop-previous">{ "×" }</button>
            }
        </span>
    }
}

/// Opens the browser's choice of files.
fn on_click(input: &NodeRef) -> Callback<MouseEvent> {
    let input = input.clone();
    Callback::from(move |_| {
        if let Some(input) = input.cast::<HtmlInputElement>() {
            input.click();
        }
    })
}

/// Hears of the files that were chosen.
fn on_files(take: impl Fn(&web_sys::FileList) + 'static) -> Callback<Event> {
    Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        if let Some(files) = input.files() {
            take(&files);
        }
        // The same file can be chosen again after it was changed.
        input.set_value("");
    })
}
