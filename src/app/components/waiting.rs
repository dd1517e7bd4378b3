//! What is shown while a report is read: its name, how far it is, and the way out.

use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct WaitingProperties {
    pub name: String,
    pub progress: Option<(u32, u32)>,
    pub cancel: Callback<MouseEvent>,
}

/// The view while a report is opened.
#[component]
pub fn Waiting(properties: &WaitingProperties) -> Html {
    let WaitingProperties { name, progress, cancel } = properties;
    html! {
        <main class="reading" aria-busy="true">
            <p>{ format!("正在读取和核对：{name}……") }</p>
            { bar(*progress) }
            <p><button type="button" class="primary" onclick={cancel.clone()}>{ "取消" }</button></p>
        </main>
    }
}

#[derive(PartialEq, Properties)]
pub struct AsideProperties {
    /// What is under way (正在读取上年报告).
    pub what: AttrValue,
    pub name: String,
    pub progress: Option<(u32, u32)>,
    pub cancel: Callback<MouseEvent>,
}

/// The strip while something goes on beside the report that is shown.
#[component]
pub fn Aside(properties: &AsideProperties) -> Html {
    let AsideProperties { what, name, progress, cancel } = properties;
    html! {
        <section class="aside" aria-label={what.clone()} data-testid="aside">
            <p role="status">{ format!("{what}：{name}……") }</p>
            { bar(*progress) }
            <button type="button" onclick={cancel.clone()}>{ "取消" }</button>
        </section>
    }
}

fn bar(progress: Option<(u32, u32)>) -> Html {
    let Some((done, all)) = progress else { return html! {} };
    html! {
        <p class="progress">
            <progress value={done.to_string()} max={all.to_string()} aria-label="读取进度" />
            { format!("已读 {done} 页，共 {all} 页") }
        </p>
    }
}
