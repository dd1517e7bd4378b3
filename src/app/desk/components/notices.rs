//! 整改通知: the template, what it comes to for one organ, and the letters for all.

use crate::app::desk::hub::Hub;
use crate::app::desk::question::Question;
use crate::app::desk::state::{Action, Desk};
use crate::check::Severity;
use crate::write::notice::TEMPLATE;
use std::rc::Rc;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct NoticesProperties {
    pub desk: Desk,
    pub hub: Hub,
    /// The reports that are listed.
    pub listed: Rc<Vec<u32>>,
    pub dispatch: Callback<Action>,
}

/// The template beside its preview.
#[component]
pub fn Notices(properties: &NoticesProperties) -> Html {
    let NoticesProperties { desk, hub, listed, dispatch } = properties;
    let template = desk.template.clone().unwrap_or_else(|| TEMPLATE.to_owned());
    let has_faults = |at: &&u32| {
        let entry = desk.row(**at).and_then(|row| row.entry.as_ref());
        entry.is_some_and(|entry| entry.count(Severity::Error) + entry.count(Severity::Warning) > 0)
    };
    let is_wanted = |at: &&u32| desk.selected.is_empty() || desk.selected.contains(at);
    let of: Vec<u32> = listed.iter().filter(has_faults).filter(is_wanted).copied().collect();
    let first = of.first().copied();
    {
        let hub = hub.clone();
        use_effect_with((first, template.clone()), move |(first, template)| {
            if let Some(of) = *first {
                hub.preview(of, template.clone());
            }
        });
    }
    let write = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: InputEvent| {
            let written = event.target_unchecked_into::<HtmlTextAreaElement>().value();
            dispatch.emit(Action::Template(Some(written)));
        })
    };
    let reset = {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.emit(Action::Template(None)))
    };
    let save = {
        let (hub, of, template) = (hub.clone(), of.clone(), template.clone());
        Callback::from(move |_: MouseEvent| {
            let question = Question::Notices { of: of.clone(), template: template.clone() };
            hub.save(question, "整改通知.zip", "application/zip");
        })
    };
    html! {
        <section class="panel" aria-labelledby="notices-title">
            <h2 id="notices-title">{ "整改通知" }</h2>
            <p class="small">{ "给列出的（或勾选的）有错误、警告的报告各写一份通知，存成一个压缩包，里面每份是一个 Word 文件。模板一行一段，第一行是标题；可以用 {机关}、{年度}、{文件}、{错误数}、{警告数}，有 {问题} 的那一行按问题逐条重复。" }</p>
            <div class="letter">
                <label>{ "模板" }<textarea rows="8" value={template} oninput={write} spellcheck="false" data-testid="template" /></label>
                <div>
                    <p>{ "第一份的样子" }</p>
                    <div class="preview" data-testid="preview" tabindex="0" role="region" aria-label="第一份的样子">
                        { for desk.preview.lines().filter(|_| first.is_some()).map(|line| html! { <p>{ line.to_owned() }</p> }) }
                    </div>
                </div>
            </div>
            <p class="row">
                <button type="button" class="primary" onclick={save} disabled={of.is_empty()}>{ format!("生成 {} 份通知", of.len()) }</button>
                <button type="button" onclick={reset} disabled={desk.template.is_none()}>{ "恢复默认模板" }</button>
            </p>
        </section>
    }
}
