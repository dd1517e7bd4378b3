//! The settings: rules switched off and on, dismissals, settings as a file.

use super::dialog::Dialog;
use crate::app::decisions::{Decision, Remark};
use crate::app::hooks::{element, read_settings};
use crate::app::state::{Action, Shared};
use crate::app::storage;
use crate::app::wire::RuleName;
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
    /// Has the text of a settings file read.
    pub take: Callback<String>,
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
    let runs = |rule: &RuleName| settings.rules.get(&rule.id).copied().unwrap_or(rule.by_default);
    let off = rules.iter().filter(|rule| rule.by_default && !runs(rule));
    let off: Html = off.map(|rule| line(rule, "恢复", true, dispatch)).collect();
    let on_demand = rules.iter().filter(|rule| !rule.by_default).map(|rule| {
        let on = runs(rule);
        line(rule, if on { "停用" } else { "启用" }, !on, dispatch)
    });
    let is_off = settings.rules.values().any(|on| !on);
    let dismissed = settings.dismissed.len();
    let is_default = **settings == Settings::default();
    let download = {
        let settings = settings.clone();
        Callback::from(move |_: MouseEvent| storage::download(&settings))
    };
    html! {
        <Dialog label="settings-title" close={close.clone()}>
            <div class="settings">
                <h2 id="settings-title">{ "设置" }</h2>
                <div class="remark" role="status">{ said(remark.as_ref(), decide(|| Decision::Undo)) }</div>
                <h3>{ "停用的规则" }</h3>
                if is_off {
                    <ul class="rules" data-testid="rules-off">{ off }</ul>
                } else {
                    <p class="small">{ "没有停用的规则。打开一项问题，可以停用它的规则。" }</p>
                }
                <h3>{ "默认不核对的规则" }</h3>
                <ul class="rules" data-testid="rules-on-demand">{ for on_demand }</ul>
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
                    <Import take={take.clone()} dispatch={dispatch.clone()} />
                    <button type="button" disabled={is_default} onclick={decide(|| Decision::Reset)}>{ "恢复默认" }</button>
                </p>
                <p class="small">{ "导出的文件可以给同事导入，也可以用于命令行核对；导入后替换现有设置。" }</p>
                <p class="closing"><button type="button" class="primary" onclick={move |_: MouseEvent| close.emit(())}>{ "关闭" }</button></p>
            </div>
        </Dialog>
    }
}

/// A rule and what can be done with it.
fn line(rule: &RuleName, does: &'static str, on: bool, dispatch: &Callback<Action>) -> Html {
    let switch = {
        let (dispatch, id) = (dispatch.clone(), rule.id.clone());
        Callback::from(move |_: MouseEvent| dispatch.emit(Action::Decide(Decision::Rule(id.clone(), on))))
    };
    html! {
        <li key={rule.id.clone()} class="row" data-rule={rule.id.clone()}>
            <span title={rule.what.clone()}>{ rule.title.clone() }</span>
            <button type="button" onclick={switch} aria-label={format!("{does}：{}", rule.title)}>{ does }</button>
        </li>
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
struct ImportProperties {
    take: Callback<String>,
    dispatch: Callback<Action>,
}

/// The way to take settings from a file.
#[component]
fn Import(properties: &ImportProperties) -> Html {
    let ImportProperties { take, dispatch } = properties;
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
        let (take, dispatch) = (take.clone(), dispatch.clone());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let file = input.files().and_then(|files| files.get(0));
            input.set_value("");
            let (take, dispatch) = (take.clone(), dispatch.clone());
            let read = Callback::from(move |text: Option<String>| match text {
                Some(text) => take.emit(text),
                None => dispatch.emit(Action::Decide(Decision::NoSettings)),
            });
            file.into_iter().for_each(|file| read_settings(file, read.clone()));
        })
    };
    html! {
        <>
            <input ref={input} class="unseen" type="file" accept=".json" tabindex="-1" aria-label="选择设置文件" onchange={chosen} data-testid="settings-input" />
            <button type="button" onclick={choose}>{ "导入设置" }</button>
        </>
    }
}
