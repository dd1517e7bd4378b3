//! Keeping reports that are being changed: the question, asked once, and the list of what is kept.

use crate::app::drafts::{self, Draft};
use crate::app::hooks::element;
use crate::app::state::Action;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct QuestionProperties {
    pub dispatch: Callback<Action>,
}

/// Whether changes are to be kept in the browser.
#[component]
pub fn Question(properties: &QuestionProperties) -> Html {
    let answer = |wanted: bool| {
        let dispatch = properties.dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.emit(Action::Keep(wanted)))
    };
    html! {
        <section class="notice" aria-label="保存修改" data-testid="keep-question">
            <p>{ "要不要把修改保存在这台电脑的浏览器里？关掉页面也不会丢，在“设置”里可以随时清除；公用电脑请选“不保存”。" }</p>
            <button type="button" onclick={answer(true)}>{ "保存" }</button>
            <button type="button" onclick={answer(false)}>{ "不保存" }</button>
        </section>
    }
}

#[derive(PartialEq, Properties)]
pub struct DraftsProperties {
    pub resume: Callback<Draft>,
    /// Whether reports are kept: when they no longer are the list is empty.
    pub keeps: Option<bool>,
}

/// What is kept: each to go on with or to throw away.
#[component]
pub fn Drafts(properties: &DraftsProperties) -> Html {
    let all = use_state(drafts::all);
    {
        let all = all.setter();
        use_effect_with(properties.keeps, move |_| all.set(drafts::all()));
    }
    if all.is_empty() {
        return html! {};
    }
    let rows = all.iter().map(|draft| {
        let resume = {
            let (resume, draft) = (properties.resume.clone(), draft.clone());
            Callback::from(move |_: MouseEvent| resume.emit(draft.clone()))
        };
        let forget = {
            let (all, id) = (all.clone(), draft.id.clone());
            Callback::from(move |_: MouseEvent| {
                drafts::forget(&id);
                all.set(drafts::all());
                // The button that was pressed is gone.
                if let Some(open) = element("[data-testid=open]") {
                    let _ = open.focus();
                }
            })
        };
        html! {
            <li key={draft.id.clone()}>
                <button type="button" class="term" onclick={resume}>{ draft.title.clone() }</button>
                <span class="time">{ time(draft.time) }</span>
                <button type="button" onclick={forget} aria-label={format!("删除：{}", draft.title)}>{ "删除" }</button>
            </li>
        }
    });
    html! {
        <section class="drafts" aria-labelledby="drafts-title" data-testid="drafts">
            <h2 id="drafts-title">{ "接着修改" }</h2>
            <ul>{ for rows }</ul>
        </section>
    }
}

/// 11月24日 19:40, by the clock of this place.
fn time(milliseconds: u64) -> String {
    let date = js_sys::Date::new(&(milliseconds as f64).into());
    format!("{}月{}日 {}:{:02}", date.get_month() + 1, date.get_date(), date.get_hours(), date.get_minutes())
}
