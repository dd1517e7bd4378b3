//! The end of the list: what was dismissed, with the reasons and the way back; how many rules are switched off.

use super::class_of;
use crate::app::decisions::Decision;
use crate::app::state::{Action, Dialog, Shared};
use crate::app::wire::Checked;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct SetAsideProperties {
    pub checked: Shared<Checked>,
    pub switched_off: usize,
    pub dispatch: Callback<Action>,
}

/// What was set aside; nothing where nothing was.
#[component]
pub fn SetAside(properties: &SetAsideProperties) -> Html {
    let SetAsideProperties { checked, switched_off, dispatch } = properties;
    let dismissed = &checked.outcome.dismissed;
    if dismissed.is_empty() && *switched_off == 0 {
        return html! {};
    }
    let settings = {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.emit(Action::Dialog(Some(Dialog::Settings))))
    };
    let items = dismissed.iter().enumerate().map(|(at, (finding, reason))| {
        let restore = {
            let dispatch = dispatch.clone();
            Callback::from(move |_: MouseEvent| dispatch.emit(Action::Decide(Decision::Restore(at))))
        };
        let title = checked.title(finding);
        let reason = if reason.is_empty() { "未写" } else { reason };
        html! {
            <li key={format!("{}-{}-{at}", finding.rule, finding.key)} class={class_of(finding.severity)} data-rule={finding.rule.to_string()}>
                <p class="finding-kind"><b>{ finding.severity.name() }</b>{ " " }{ title.clone() }</p>
                <p>{ finding.message.clone() }</p>
                <p class="reason">
                    <span>{ format!("理由：{reason}") }</span>
                    <button type="button" onclick={restore} aria-label={format!("恢复：{title}")}>{ "恢复" }</button>
                </p>
            </li>
        }
    });
    html! {
        <div class="set-aside" data-testid="set-aside">
            if !dismissed.is_empty() {
                <details>
                    <summary>{ format!("已忽略 {} 项", dismissed.len()) }</summary>
                    <ul>{ for items }</ul>
                </details>
            }
            if *switched_off > 0 {
                <p>{ format!("已停用 {switched_off} 条规则") }<button type="button" onclick={settings}>{ "查看" }</button></p>
            }
        </div>
    }
}
