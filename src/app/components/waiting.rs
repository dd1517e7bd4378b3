//! What is shown while a report is read: its name, how far it is, and the way out.

use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct WaitingProperties {
    pub name: String,
    pub progress: Option<(u32, u32)>,
    pub cancel: Callback<MouseEvent>,
}

/// The waiting view.
#[component]
pub fn Waiting(properties: &WaitingProperties) -> Html {
    let WaitingProperties { name, progress, cancel } = properties;
    html! {
        <main class="reading" aria-busy="true">
            <p>{ format!("正在读取和核对：{name}……") }</p>
            if let Some((done, all)) = progress {
                <p class="progress">
                    <progress value={done.to_string()} max={all.to_string()} aria-label="读取进度" />
                    { format!("已读 {done} 页，共 {all} 页") }
                </p>
            }
            <p><button type="button" class="primary" onclick={cancel.clone()}>{ "取消" }</button></p>
        </main>
    }
}
