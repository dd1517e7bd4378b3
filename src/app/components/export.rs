//! The menu of what can be taken home.

use crate::app::export::Export;
use crate::app::outgoing;
use crate::app::state::{Action, Shown};
use crate::write::plain_list;
use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct MenuProperties {
    pub shown: Shown,
    pub export: Callback<Export>,
    pub dispatch: Callback<Action>,
}

/// The button and its menu. The arrows go through it, the Escape key closes it.
#[component]
pub fn ExportMenu(properties: &MenuProperties) -> Html {
    let MenuProperties { shown, export, dispatch } = properties;
    let (open, button, menu) = (use_state(|| false), use_node_ref(), use_node_ref());
    {
        let (set, button, menu) = (open.setter(), button.clone(), menu.clone());
        use_effect_with(*open, move |open| {
            if *open && let Some(first) = items(&menu).into_iter().next() {
                let _ = first.focus();
            }
            // Whoever points elsewhere wants it gone.
            let outside = open.then(|| {
                EventListener::new(&gloo::utils::document(), "pointerdown", move |event| {
                    let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
                    let inside = |node: &NodeRef| node.get().is_some_and(|node| node.contains(target.as_ref()));
                    if !inside(&button) && !inside(&menu) {
                        set.set(false);
                    }
                })
            });
            move || drop(outside)
        });
    }
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    // What is chosen closes the menu and gives the focus back.
    let item = |name: &'static str, act: Callback<()>| {
        let (set, button) = (open.setter(), button.clone());
        let chosen = Callback::from(move |_: MouseEvent| {
            set.set(false);
            focus(&button);
            act.emit(());
        });
        html! { <li role="none"><button type="button" role="menuitem" tabindex="-1" onclick={chosen}>{ name }</button></li> }
    };
    let files = Export::of(&shown.checked.outcome).into_iter().map(|kind| {
        let export = export.clone();
        item(kind.name(), Callback::from(move |()| export.emit(kind)))
    });
    let copy = {
        let (shown, dispatch) = (shown.clone(), dispatch.clone());
        Callback::from(move |()| {
            let list = plain_list::list(&shown.checked.outcome, |index| shown.numbers.of(index));
            outgoing::copy(&list, "已复制问题清单", dispatch.clone());
        })
    };
    let by_key = {
        let (set, button, menu) = (open.setter(), button.clone(), menu.clone());
        Callback::from(move |event: KeyboardEvent| {
            let items = items(&menu);
            let active = gloo::utils::document().active_element();
            let at = items.iter().position(|item| Some(item.unchecked_ref::<Element>()) == active.as_ref());
            let next = match (event.key().as_str(), at) {
                ("Escape", _) => {
                    set.set(false);
                    focus(&button);
                    None
                }
                ("Tab", _) => return set.set(false),
                ("ArrowDown", Some(at)) => Some((at + 1) % items.len()),
                ("ArrowUp", Some(at)) => Some((at + items.len() - 1) % items.len()),
                ("Home", _) => Some(0),
                ("End", _) => items.len().checked_sub(1),
                _ => return,
            };
            if let Some(item) = next.and_then(|next| items.get(next)) {
                let _ = item.focus();
            }
            event.prevent_default();
            // The page's own keys would close what is open beneath.
            event.stop_propagation();
        })
    };
    html! {
        <span class="export">
            <button ref={button.clone()} type="button" onclick={toggle} aria-haspopup="menu" aria-expanded={open.to_string()}
                aria-controls="export-menu" data-testid="export">{ "导出" }<span aria-hidden="true">{ "▾" }</span></button>
            if *open {
                <ul ref={menu} id="export-menu" class="menu" role="menu" aria-label="导出" onkeydown={by_key}>
                    { for files }
                    { item("复制清单", copy) }
                    { item("打印", Callback::from(|()| outgoing::print())) }
                </ul>
            }
        </span>
    }
}

/// The items of the menu.
fn items(menu: &NodeRef) -> Vec<HtmlElement> {
    let list = menu.cast::<Element>().and_then(|menu| menu.query_selector_all("[role=menuitem]").ok());
    let Some(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|at| list.item(at)?.dyn_into().ok()).collect()
}

fn focus(node: &NodeRef) {
    if let Some(element) = node.cast::<HtmlElement>() {
        let _ = element.focus();
    }
}
