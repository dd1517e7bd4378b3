//! A dialog over the page: it has the focus, and gives it back.

use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct DialogProperties {
    /// The identifier of its heading.
    pub label: AttrValue,
    /// The user wants it gone. (The Escape key comes by the page's keyboard.)
    pub close: Callback<()>,
    pub children: Html,
}

/// A dialog. What is beneath it can be neither reached nor read while it is there.
#[component]
pub fn Dialog(properties: &DialogProperties) -> Html {
    let DialogProperties { label, close, children } = properties;
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            let before = gloo::utils::document().active_element();
            let dialog = node.cast::<HtmlDialogElement>();
            if let Some(dialog) = &dialog {
                let _ = dialog.show_modal();
                // Not its first button, which may be far below.
                let _ = dialog.focus();
            }
            move || {
                if let Some(dialog) = dialog {
                    dialog.close();
                }
                if let Some(before) = before.and_then(|before| before.dyn_into::<HtmlElement>().ok()) {
                    let _ = before.focus();
                }
            }
        });
    }
    // Some browsers have ways of their own to close it, such as a gesture.
    let oncancel = {
        let close = close.clone();
        Callback::from(move |event: Event| {
            event.prevent_default();
            close.emit(());
        })
    };
    html! {
        <dialog ref={node} class="dialog" aria-labelledby={label.clone()} tabindex="-1" {oncancel}>{ children.clone() }</dialog>
    }
}
