//! The settings: rules, lists of one's own, dismissals, settings as a file.

use super::{dialog::Dialog, own_lines::OwnLines, rule_choices::RuleChoices};
use crate::app::decisions::{Decision, Remark};
use crate::app::hooks::{element, read_settings};
use crate::app::state::{Action, Shared};
use crate::app::storage;
use crate::app::wire::{Origin, RuleName};
use crate::check::Settings;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct SettingsProperties {
    pub settings: Shared<Settings>,
    pub rules: Shared<Vec<RuleName>>,
    pub remark: Option<Remark>,
    /// Whether the browser refuses to keep them.
    pub unsaved: bool,
    /// Whether reports that are being changed are kept.
    pub keeps: bool,
    /// Has the text of settings read.
    pub take: Callback<(String, Origin)>,
    pub dispatch: Callback<Action>,
}

/// The dialog.
#[component]
pub fn SettingsDialog(properties: &SettingsProperties) -> Html {
    let SettingsProperties { settings, rules, remark, unsaved, keeps, take, dispatch } = properties;
    let keep = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            dispatch.emit(Action::Keep(event.target_unchecked_into::<HtmlInputElement>().checked()));
        })
    };
    use_effect_with((settings.clone(), remark.clone()), |_| keep_focus());
    let close = {
        let dispatch = dispatch.clone();
        Callback::from(move |()| dispatch.emit(Action::Dialog(None)))
    };
    let decide = |decision: fn() -> Decision| {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.emit(Action::Decide(decision())))
    };
    let dismissed = settings.dismissed.len();
    let is_default = **settings == Settings::default();
    let write = |change: fn(&mut Settings, Vec<String>)| {
        let (settings, take) = (settings.clone(), take.clone());
        Callback::from(move |lines: Vec<String>| {
            let mut settings = (*settings).clone();
            change(&mut settings, lines);
            take.emit((storage::to_json(&settings), Origin::Written));
        })
    };
    let refuse = {
        let dispatch = dispatch.clone();
        Callback::from(move |()| dispatch.emit(Action::Decide(Decision::NoText)))
    };
    let import = {
        let (take, dispatch) = (take.clone(), dispatch.clone());
        Callback::from(move |text: Option<String>| match text {
            Some(text) => take.emit((text, Origin::File)),
            None => dispatch.emit(Action::Decide(Decision::NoSettings)),
        })
    };
    let download = {
        let settings = settings.clone();
        Callback::from(move |_: MouseEvent| storage::download(&settings))
    };
    html! {
        <Dialog label="settings-title" close={close.clone()}>
            <div class="settings">
                <h2 id="settings-title">{ "设置" }</h2>
                <div class="remark" role="status">{ said(remark.as_ref(), decide(|| Decision::Undo)) }</div>
                <RuleChoices settings={settings.clone()} rules={rules.clone()} dispatch={dispatch.clone()} />
                <OwnLines
                    title="自己的用词清单"
                    hint="一行一条：错误写法、正确写法、说明，中间用空格隔开；也可以从表格中复制几列粘贴。正文里有列出的写法，就提示改正。"
                    example={"政务公开科 政务公开处 机构已更名"}
                    file="用词清单.txt"
                    lines={settings.words.clone()}
                    save={write(|settings, lines| settings.words = lines)}
                    refuse={refuse.clone()}
                />
                <OwnLines
                    title="本地要求"
                    hint="一行一条，按本省、本市的通知填写：必写（部分、词句、说明）、可加行（表、行名）、可加表。第一行可以写名称。"
                    example={"名称 某省2024年度编制要求\n必写 六 收费 写明是否收取信息处理费\n可加行 表二 其他主动公开文件\n可加表"}
                    file="本地要求.txt"
                    lines={settings.local.clone()}
                    save={write(|settings, lines| settings.local = lines)}
                    refuse={refuse.clone()}
                />
                <h3>{ "忽略的问题" }</h3>
                <p class="row">
                    <span>{ if dismissed == 0 { "没有记住的忽略。".to_owned() } else { format!("记住了 {dismissed} 项忽略。") } }</span>
                    if dismissed > 0 {
                        <button type="button" onclick={decide(|| Decision::ForgetDismissals)}>{ "清除" }</button>
                    }
                </p>
                <h3>{ "保存修改" }</h3>
                <p>
                    <label>
                        <input type="checkbox" checked={*keeps} onchange={keep} data-testid="keep" />
                        { " 把正在修改的报告保存在这台电脑的浏览器里，关掉页面也不会丢" }
                    </label>
                </p>
                <p class="small">{ "默认不保存。去掉勾选，已经保存的报告随即清除；公用电脑请不要勾选。" }</p>
                <h3>{ "保存和交换" }</h3>
                if *unsaved {
                    <p class="warning" data-testid="unsaved">{ "浏览器不允许本页保存设置：设置在关闭本页前有效，需要留存请导出。" }</p>
                } else {
                    <p class="small">{ "设置保存在本机浏览器，不含报告的文字。" }</p>
                }
                <p class="buttons">
                    <button type="button" onclick={download}>{ "导出设置" }</button>
                    <FilePicker label="选择设置文件" accept=".json" take={import}>{ "导入设置" }</FilePicker>
                    <button type="button" disabled={is_default} onclick={decide(|| Decision::Reset)}>{ "恢复默认" }</button>
                </p>
                <p class="small">{ "导出的文件可以给同事导入，也可以用于命令行核对；导入后替换现有设置。" }</p>
                <p class="closing"><button type="button" class="primary" onclick={move |_: MouseEvent| close.emit(())}>{ "关闭" }</button></p>
            </div>
        </Dialog>
    }
}

/// What is said of the last change, with the way to take it back.
fn said(remark: Option<&Remark>, undo: Callback<MouseEvent>) -> Html {
    let Some(remark) = remark else { return html! {} };
    html! {
        <p class={if remark.is_fault { "row warning" } else { "row fine" }}>
            <span>{ remark.sentence.clone() }</span>
            if remark.before.is_some() {
                <button type="button" onclick={undo}>{ "撤销" }</button>
            }
        </p>
    }
}

/// A button that was pressed may be gone: then the dialog itself has the focus.
fn keep_focus() {
    let active = gloo::utils::document().active_element();
    if active.is_none_or(|active| active.tag_name() == "BODY")
        && let Some(dialog) = element("dialog[open]")
    {
        let _ = dialog.focus();
    }
}

#[derive(PartialEq, Properties)]
pub struct FilePickerProperties {
    /// What the field is called.
    pub label: AttrValue,
    /// The kinds of file.
    pub accept: AttrValue,
    /// Takes the file's text; `None` where it holds none.
    pub take: Callback<Option<String>>,
    /// What stands on the button.
    pub children: Html,
}

/// A button that asks for a file of text.
#[component]
pub fn FilePicker(properties: &FilePickerProperties) -> Html {
    let FilePickerProperties { label, accept, take, children } = properties;
    let input = use_node_ref();
    let choose = {
        let input = input.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = input.cast::<HtmlElement>() {
                input.click();
            }
        })
    };
    let chosen = {
        let take = take.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let file = input.files().and_then(|files| files.get(0));
            input.set_value("");
            file.into_iter().for_each(|file| read_settings(file, take.clone()));
        })
    };
    html! {
        <>
            <input ref={input} class="unseen" type="file" accept={accept.clone()} tabindex="-1" aria-label={label.clone()} onchange={chosen} />
            <button type="button" onclick={choose}>{ children.clone() }</button>
        </>
    }
}
