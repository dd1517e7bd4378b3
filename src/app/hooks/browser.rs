//! Keyboard, scrolling, measures, the worker's news.

use crate::app::marks::ids_of;
use crate::app::state::{Action, Shared, State};
use crate::app::wire::Checked;
use crate::app::worker::{Client, News};
use crate::check::Place;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::render::{AnimationFrame, request_animation_frame};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, KeyboardEvent as DomKeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

/// Starts the worker and hands its news to the reducer.
#[hook]
pub fn use_worker(state: UseReducerDispatcher<State>) -> Client {
    let client = use_state(|| {
        Client::new(move |news| match news {
            News::Answer(response) => {
                TIMES.with_borrow_mut(|times| *times = Some((response.read, response.check, now())));
                state.dispatch(Action::Answered(response));
            }
            News::Progress(number, done, all) => state.dispatch(Action::Progress(number, done, all)),
            News::Files(number, files) => state.dispatch(Action::Unpacked(number, files)),
            News::Failed(number) => state.dispatch(Action::Failed(number)),
        })
    });
    (*client).clone()
}

thread_local! {
    /// What the worker's last answer took, and when it came: for the measure of the rendering that follows.
    static TIMES: RefCell<Option<(f64, f64, f64)>> = const { RefCell::new(None) };
}

/// Leaves the User Timing measures of a run after it was drawn.
#[hook]
pub fn use_measures(checked: Shared<Checked>) {
    use_effect_with(checked, |_| {
        let Some((read, check, answered)) = TIMES.with_borrow_mut(Option::take) else { return };
        let start = answered - read - check;
        measure("nianbao.read", start, read);
        measure("nianbao.check", start + read, check);
        measure("nianbao.render", answered, now() - answered);
    });
}

fn now() -> f64 {
    gloo::utils::window().performance().map_or(0.0, |clock| clock.now())
}

/// `performance.measure(name, {start, duration})`, which the bindings do not know in this form.
fn measure(name: &str, start: f64, duration: f64) {
    let Some(clock) = gloo::utils::window().performance() else { return };
    let options = js_sys::Object::new();
    for (key, value) in [("start", start.max(0.0)), ("duration", duration)] {
        let _ = js_sys::Reflect::set(&options, &key.into(), &value.into());
    }
    let function = js_sys::Reflect::get(&clock, &"measure".into())
        .ok()
        .and_then(|function| function.dyn_into::<js_sys::Function>().ok());
    if let Some(function) = function {
        let _ = function.call2(&clock, &JsValue::from_str(name), &options);
    }
}

/// The keys that work everywhere.
#[hook]
pub fn use_keyboard(dispatch: Callback<Action>) {
    use_effect_with((), move |()| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(&gloo::utils::document(), "keydown", options, move |event| {
            let Some(event) = event.dyn_ref::<DomKeyboardEvent>() else { return };
            // Keys of an input method belong to it.
            if event.is_composing() {
                return;
            }
            let in_field = event.target().and_then(|target| target.dyn_into::<Element>().ok()).is_some_and(|target| {
                target.matches("input:not([type=file]), textarea, [contenteditable=true]").unwrap_or(false)
            });
            let control = event.ctrl_key() || event.meta_key();
            match event.key().as_str() {
                "F8" => dispatch.emit(Action::Step(if event.shift_key() { -1 } else { 1 })),
                "Escape" => {
                    // The focus comes back from the report to the item that led there.
                    let covered = element("[role=dialog], [role=alert]").is_some();
                    if let Some(item) = element("[role=treeitem].open").filter(|_| !covered) {
                        let _ = item.focus();
                    }
                    dispatch.emit(Action::Close);
                }
                "?" if !in_field && !control => dispatch.emit(Action::Help(true)),
                "o" | "O" if control && !event.shift_key() => {
                    if let Some(input) = element("input[type=file]") {
                        input.click();
                    }
                }
                _ => return,
            }
            event.prevent_default();
        });
        move || drop(listener)
    });
}

/// The first element that `selector` finds.
pub fn element(selector: &str) -> Option<HtmlElement> {
    gloo::utils::document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}

/// Scrolls to the place that the user wants to see and gives it the focus.
#[hook]
pub fn use_goal(checked: Shared<Checked>, goal: Option<(Place, u32)>) {
    use_effect_with((checked, goal), |(checked, goal)| {
        let Some((place, _)) = goal else { return };
        let Some(element) = find_first(&ids_of(&checked.outcome.report, place)) else { return };
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Center);
        options.set_inline(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
        if let Some(element) = element.dyn_ref::<HtmlElement>() {
            if element.get_attribute("tabindex").is_none() {
                let _ = element.set_attribute("tabindex", "-1");
            }
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = element.focus_with_options(&options);
        }
    });
}

/// The first element that exists.
pub fn find_first(ids: &[String]) -> Option<Element> {
    ids.iter().find_map(|id| gloo::utils::document().get_element_by_id(id))
}

/// A number that changes when the window's size does, once a frame.
#[hook]
pub fn use_resize() -> u32 {
    let size = use_state(|| 0u32);
    {
        let setter = size.setter();
        use_effect_with((), move |()| {
            let frame: std::rc::Rc<RefCell<Option<AnimationFrame>>> = Default::default();
            let listener = EventListener::new(&gloo::utils::window(), "resize", move |_| {
                let setter = setter.clone();
                *frame.borrow_mut() = Some(request_animation_frame(move |time| setter.set(time as u32)));
            });
            move || drop(listener)
        });
    }
    *size
}
