//! The strip over a report of the desk: the way back to the list, and to the reports before and after.

use crate::app::desk::bridge::{self, Way};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct DeskStripProperties {
    /// The report's place among those that the desk lists, from 1, and how many those are; 0 for one that came alone.
    pub place: (u32, u32),
}

/// The strip.
#[component]
pub fn DeskStrip(properties: &DeskStripProperties) -> Html {
    let (at, of) = properties.place;
    let go = |way: Way| Callback::from(move |_: MouseEvent| bridge::go(way));
    html! {
        <nav class="pile" aria-label="多份报告" data-testid="desk-strip">
            <button type="button" onclick={go(Way::Back)}>{ "返回清单" }</button>
            if at > 0 {
                <span>{ format!("第 {at} 份，共 {of} 份") }</span>
                <button type="button" disabled={at == 1} onclick={go(Way::Before)}>{ "上一份" }</button>
                <button type="button" disabled={at == of} onclick={go(Way::Next)}>{ "下一份" }</button>
            }
        </nav>
    }
}
