//! The small forms in an open finding: to dismiss it with a reason, and to switch its rule off or give it
//! another severity.

use crate::app::decisions::Decision;
use crate::app::state::{Action, Form, Shared};
use crate::app::wire::Checked;
use crate::check::{Choice, Severity};
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct FormProperties {
    pub checked: Shared<Checked>,
    /// The finding.
    pub index: usize,
    /// Its number.
    pub number: usize,
    pub form: Form,
    pub dispatch: Callback<Action>,
}

const REASONS: [&str; 4] = ["已核实无误", "按本地要求填写", "复制或转换造成", OTHER];
const OTHER: &str = "其他";
/// What can be decided about a rule.
const CHOICES: [(Choice, &str); 4] = [
    (Choice::Off, "停用：不再列出，以后的报告也不再核对"),
    (Choice::As(Severity::Error), "一律列为错误"),
    (Choice::As(Severity::Warning), "一律列为警告"),
    (Choice::As(Severity::Info), "一律列为提示"),
];
/// Characters of a reason in the user's own words.
const MOST: usize = 100;

/// A form in an open finding.
#[component]
pub fn FindingForm(properties: &FormProperties) -> Html {
    let FormProperties { checked, index, number, form, dispatch } = properties;
    let (index, number, form) = (*index, *number, *form);
    let (node, chosen, own) = (use_node_ref(), use_state(|| 0usize), use_node_ref());
    {
        let node = node.clone();
        use_effect_with(form, move |_| {
            let element = node.cast::<HtmlElement>();
            if let Some(first) = element.as_ref().and_then(|form| form.query_selector("input, button").ok().flatten())
                && let Ok(first) = wasm_bindgen::JsCast::dyn_into::<HtmlElement>(first)
            {
                let _ = first.focus();
            }
        });
    }
    {
        // Its end may be below what one sees of the list.
        let node = node.clone();
        use_effect_with((form, *chosen), move |_| {
            if let Some(element) = node.cast::<HtmlElement>() {
                let options = web_sys::ScrollIntoViewOptions::new();
                options.set_block(web_sys::ScrollLogicalPosition::Nearest);
                element.scroll_into_view_with_scroll_into_view_options(&options);
            }
        });
    }
    let Some(finding) = checked.outcome.findings.get(index) else { return html! {} };
    let rule = finding.rule.to_string();
    let submit = {
        let (dispatch, chosen, own, rule) = (dispatch.clone(), *chosen, own.clone(), rule.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let written = own.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
            let written: String = written.trim().chars().take(MOST).collect();
            dispatch.emit(Action::Decide(match form {
                Form::Dismiss if written.is_empty() => Decision::Dismiss(number, REASONS[chosen].to_owned()),
                Form::Dismiss => Decision::Dismiss(number, written),
                Form::Rule => Decision::Rule(rule.clone(), Some(CHOICES[chosen].0)),
            }));
        })
    };
    let cancel = {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| {
            // The focus goes back to the button that led here.
            if let Some(opener) = crate::app::hooks::element(".finding-opener[aria-expanded=true]") {
                let _ = opener.focus();
            }
            dispatch.emit(Action::Form(None));
        })
    };
    let label = match form {
        Form::Dismiss => "忽略这一项",
        Form::Rule => "停用规则或改级别",
    };
    let content = match form {
        Form::Dismiss => reasons(&chosen, &own),
        Form::Rule => {
            let count = checked.outcome.findings.iter().filter(|other| other.rule == rule).count();
            choices(&chosen, &format!("“{}”在这份报告中有 {count} 项", checked.title(finding)))
        }
    };
    html! {
        <form ref={node} class="finding-form" aria-label={label} onsubmit={submit}>
            { content }
            <p class="form-buttons">
                <button type="submit" class="primary">{ "确定" }</button>
                <button type="button" onclick={cancel}>{ "取消" }</button>
            </p>
        </form>
    }
}

/// One thing of several to choose.
fn choice(chosen: &UseStateHandle<usize>, at: usize, words: &'static str) -> Html {
    let choose = {
        let set = chosen.setter();
        Callback::from(move |_: Event| set.set(at))
    };
    html! {
        <label><input type="radio" name="choice" value={at.to_string()} checked={**chosen == at} onchange={choose} />{ words }</label>
    }
}

/// The choice of what becomes of a rule.
fn choices(chosen: &UseStateHandle<usize>, what: &str) -> Html {
    html! {
        <fieldset>
            <legend>{ what }</legend>
            { for CHOICES.iter().enumerate().map(|(at, (_, words))| choice(chosen, at, words)) }
            <p class="small">{ "随时可以在“设置”中恢复。" }</p>
        </fieldset>
    }
}

/// The choice of a reason; the last one is in the user's own words.
fn reasons(chosen: &UseStateHandle<usize>, own: &NodeRef) -> Html {
    html! {
        <fieldset>
            <legend>{ "为什么可以忽略" }</legend>
            { for REASONS.iter().enumerate().map(|(at, words)| choice(chosen, at, words)) }
            if REASONS[**chosen] == OTHER {
                <input ref={own} type="text" class="own-words" maxlength={MOST.to_string()} aria-label="其他理由" placeholder="请写明理由，不超过 100 字" autocomplete="off" />
            }
            <p class="small">{ "本机浏览器只记下理由和这一处的校验码，不记报告的文字。" }</p>
        </fieldset>
    }
}
