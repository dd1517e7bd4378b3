//! Keyboard, scrolling, measures, the worker's news.

use super::desk::give_to_desk;
use crate::app::desk::bridge;
use crate::app::drafts;
use crate::app::edits::Edit;
use crate::app::marks::ids_of;
use crate::app::outgoing;
use crate::app::state::{Action, Dialog, Shared, State};
use crate::app::storage;
use crate::app::wire::{Checked, Input, Origin};
use crate::app::worker::{Client, News};
use crate::check::{Place, Settings};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::render::{AnimationFrame, request_animation_frame};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, HtmlElement, KeyboardEvent as DomKeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition, StorageEvent,
};
use yew::prelude::*;

/// More files than these are the desk's; static/many.js says the same.
const FEW: usize = 5;

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
            News::Files(_, files) if files.len() > FEW => {
                state.dispatch(Action::Cancel);
                let state = state.clone();
                give_to_desk(files, move |sentence| state.dispatch(Action::Notice(sentence)));
            }
            News::Files(number, files) => state.dispatch(Action::Unpacked(number, files)),
            News::Failed(number) => state.dispatch(Action::Failed(number)),
            News::Written(number, order, result, note) => {
                if let Ok(bytes) = &result {
                    outgoing::save(&order.file, order.export.kind(), bytes);
                }
                let is_whole = order.export.is_word() && note.is_none();
                state.dispatch(Action::Written(number, result.map(|_| (order.file, is_whole))));
                if let Some(note) = note {
                    state.dispatch(Action::Notice(note));
                }
            }
            News::Settings(taken) => state.dispatch(Action::Taken(taken)),
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
            let in_field = is_field(event);
            if bridge::is_seen() {
                return;
            }
            // Under a dialog nothing happens; it knows the way out itself.
            let covered = element("dialog[open]").is_some();
            let control = event.ctrl_key() || event.meta_key();
            match event.key().as_str() {
                _ if covered && event.key() != "Escape" => return,
                "F8" if !in_field || element(".finding-form").is_none() => {
                    dispatch.emit(Action::Step(if event.shift_key() { -1 } else { 1 }))
                }
                "Escape" => {
                    // The focus comes back from the report to the item that led there.
                    let covered = covered || element("[role=alert]").is_some();
                    let opener = element(".finding-opener[aria-expanded=true]");
                    let back = opener.or_else(|| element("[role=treeitem].open"));
                    if let Some(item) = back.filter(|_| !covered) {
                        let _ = item.focus();
                    }
                    dispatch.emit(Action::Close);
                }
                "z" | "Z" if control && !in_field => {
                    dispatch.emit(Action::Edit(if event.shift_key() { Edit::Redo } else { Edit::Undo }));
                }
                "y" | "Y" if control && !in_field => dispatch.emit(Action::Edit(Edit::Redo)),
                "/" if !in_field && !control => match element(".find input") {
                    Some(search) => drop(search.focus()),
                    None => return,
                },
                "?" if !in_field && !control => dispatch.emit(Action::Dialog(Some(Dialog::Help))),
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

/// Whether an event comes from something that is filled in: its keys are its own.
pub fn is_field(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| {
        target.matches("input:not([type=file]), select, textarea, [contenteditable=true]").unwrap_or(false)
    })
}

/// The first element that `selector` finds.
pub fn element(selector: &str) -> Option<HtmlElement> {
    gloo::utils::document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}

/// Scrolls to the place that the user wants to see and gives it the focus.
#[hook]
pub fn use_goal(checked: Shared<Checked>, goal: Option<(Place, u32)>) {
    // A report that was only checked again has no new goal: the page does not jump.
    use_effect_with(goal, move |goal| {
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

/// Gives the focus to what is to have it: the first of the selectors that finds an element.
#[hook]
pub fn use_focus(wish: Option<(Vec<String>, u32)>) {
    use_effect_with(wish, |wish| {
        let Some((selectors, _)) = wish else { return };
        if let Some(element) = selectors.iter().find_map(|selector| element(selector)) {
            let _ = element.focus();
        }
    });
}

/// Keeps the settings in the browser when the user changes them, and takes what another window of the page changed.
#[hook]
pub fn use_storage(settings: Shared<Settings>, stored: Shared<Settings>, client: Client, dispatch: Callback<Action>) {
    {
        let dispatch = dispatch.clone();
        use_effect_with((settings, stored.clone()), move |(settings, stored)| {
            if settings != stored {
                dispatch.emit(Action::Stored(settings.clone(), storage::keep(settings)));
            }
        });
    }
    use_effect_with((), move |()| {
        client.take(storage::kept(), Origin::Stored);
        if !storage::is_allowed() {
            dispatch.emit(Action::Stored(stored, false));
        }
        let listener = EventListener::new(&gloo::utils::window(), "storage", move |event| {
            let key = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key);
            if key.is_none_or(|key| key == storage::KEY) {
                client.take(storage::kept(), Origin::Stored);
            }
        });
        move || drop(listener)
    });
}

/// Keeps the report in the browser as it is changed, where the user wants it; one without changes is kept no longer.
#[hook]
pub fn use_drafts(state: &State, client: Client, dispatch: Callback<Action>) {
    // Which was kept last, and the report of last year that was kept with it.
    let last = use_mut_ref(|| None::<(String, Option<Rc<Input>>)>);
    let title = state.checked().map(|checked| checked.name());
    let wanted = state.keeps == Some(true) && state.report().is_some();
    let (draft, changed, unkept) = (state.draft.clone(), state.version.changes() > 0, state.unkept);
    let held = state.checked().and_then(|checked| checked.held.clone());
    let again = dispatch.clone();
    use_effect_with((state.version.clone(), wanted, draft, held), move |(version, wanted, draft, _)| {
        match (wanted, changed) {
            (true, true) => {
                let (previous, mut last) = (client.previous(), last.borrow_mut());
                let is_same = last.as_ref().is_none_or(|(of, held)| {
                    of != draft || held.as_ref().map(Rc::as_ptr) == previous.as_ref().map(Rc::as_ptr)
                });
                let title = title.unwrap_or_default();
                let kept = drafts::keep(draft, &title, &version.revision, !is_same, || client.parcel());
                if kept || is_same {
                    *last = Some((draft.clone(), previous));
                }
                if kept == unkept {
                    again.emit(Action::Kept(kept));
                }
            }
            (true, false) => drafts::forget(draft),
            (false, _) => {}
        }
    });
    // Another window of the page may be told not to keep reports any longer, or to keep them.
    use_effect_with((), move |()| {
        let listener = EventListener::new(&gloo::utils::window(), "storage", move |event| {
            let key = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key);
            if let (true, Some(wanted)) = (key.is_none_or(|key| key == drafts::CONSENT), drafts::consent()) {
                dispatch.emit(Action::Keep(wanted));
            }
        });
        move || drop(listener)
    });
}

/// Has the browser ask before the page is left while there are changes that exist nowhere else.
#[hook]
pub fn use_unload(has_changes: bool) {
    use_effect_with(has_changes, |has_changes| {
        let listener = has_changes.then(|| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&gloo::utils::window(), "beforeunload", options, |event| {
                event.prevent_default();
            })
        });
        move || drop(listener)
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
