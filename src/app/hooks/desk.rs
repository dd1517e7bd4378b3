//! The page's end of the desk: it opens the reports that the desk wants opened.

use super::arrivals::empty;
use crate::app::desk::bridge::{self, One};
use crate::app::state::{Action, Seat, State};
use crate::app::wire::Input;
use gloo::file::futures::read_as_bytes;
use std::rc::Rc;
use wasm_bindgen::prelude::{Closure, JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::prelude::*;

/// Last year's report of the one of that file: its file's name and the file.
type Waiting = (String, (String, Blob));

/// Opens a report of the desk when it wants that (`may_open` asks whether what is open may be given up), and last year's
/// as soon as it is there. One that is open already is shown as it was left.
#[hook]
pub fn use_desk(
    state: &State,
    may_open: Rc<dyn Fn() -> bool>,
    open: Callback<Input>,
    open_previous: Callback<Input>,
    dispatch: Callback<Action>,
) {
    // Whose last year's report waits, and that.
    let waiting = use_mut_ref(|| None::<Waiting>);
    // The report that was asked for last: a large file may be read after a small one.
    let latest = use_mut_ref(|| 0u32);
    let shown = use_mut_ref(|| None::<u32>);
    *shown.borrow_mut() = state.desk.and_then(|seat| seat.report);
    {
        let (waiting, latest, dispatch) = (waiting.clone(), latest.clone(), dispatch.clone());
        use_effect_with((), move |()| {
            let came = {
                let dispatch = dispatch.clone();
                bridge::on_coming(move || dispatch.emit(Action::Desk))
            };
            let one = bridge::on_one(move |One { number, name, file, previous, place }| {
                let seat = Seat { place, report: Some(number) };
                if *shown.borrow() == Some(number) {
                    dispatch.emit(Action::AtDesk(seat));
                    return true;
                }
                if !may_open() {
                    return false;
                }
                *latest.borrow_mut() += 1;
                let (ticket, latest) = (*latest.borrow(), latest.clone());
                let (open, dispatch, waiting) = (open.clone(), dispatch.clone(), waiting.clone());
                spawn_local(async move {
                    let bytes = bytes(&file).await;
                    if *latest.borrow() != ticket {
                        return;
                    }
                    let bytes = match bytes {
                        Some(bytes) if !bytes.is_empty() => bytes,
                        Some(_) => return dispatch.emit(Action::Gone(seat, empty(&name))),
                        None => {
                            let sentence = format!("“{name}”读不到了：它可能已被移走、改名，请重新选择文件。");
                            return dispatch.emit(Action::Gone(seat, sentence));
                        }
                    };
                    *waiting.borrow_mut() = previous.map(|previous| (name.clone(), previous));
                    open.emit(Input::File { name, bytes, encoding: None });
                    dispatch.emit(Action::AtDesk(seat));
                });
                true
            });
            move || drop((came, one))
        });
    }
    let shown = state.report().map(|shown| (shown.name.clone(), shown.checked.clone()));
    use_effect_with(shown, move |shown| {
        let Some((shown, _)) = shown else { return };
        let previous = waiting.borrow_mut().take().filter(|(of, _)| of == shown);
        let ticket = *latest.borrow();
        if let Some((_, (name, file))) = previous {
            spawn_local(async move {
                let bytes = bytes(&file).await.filter(|_| *latest.borrow() == ticket);
                if let Some(bytes) = bytes {
                    open_previous.emit(Input::File { name, bytes, encoding: None });
                }
            });
        }
    });
}

async fn bytes(file: &Blob) -> Option<Vec<u8>> {
    read_as_bytes(&gloo::file::Blob::from(file.clone())).await.ok()
}

/// Has the desk take what was dropped or chosen, if it is the desk's: see static/many.js.
pub fn is_for_desk(data: &JsValue, dispatch: &Callback<Action>) -> bool {
    let dispatch = dispatch.clone();
    let tell = Closure::once_into_js(move |sentence: String| dispatch.emit(Action::Notice(sentence)));
    let function = js_sys::Reflect::get(&gloo::utils::window(), &"nianbaoMany".into()).unwrap_or_default();
    let function = function.dyn_into::<js_sys::Function>().ok();
    let taken = function.and_then(|function| function.call2(&JsValue::NULL, data, &tell).ok());
    taken.is_some_and(|taken| taken.is_truthy())
}

/// Has the desk take the files of an archive; what goes wrong is told.
pub fn give_to_desk(files: Vec<crate::read::File>, tell: impl Fn(String) + 'static) {
    let pair = |file: crate::read::File| {
        let blob: Blob = gloo::file::Blob::new(file.bytes.as_slice()).into();
        js_sys::Array::of2(&file.name.into(), &blob)
    };
    let pairs: js_sys::Array = files.into_iter().map(pair).collect();
    let function = js_sys::Reflect::get(&gloo::utils::window(), &"nianbaoGive".into()).unwrap_or_default();
    if let Ok(function) = function.dyn_into::<js_sys::Function>() {
        let tell = Closure::once_into_js(tell);
        let _ = function.call2(&JsValue::NULL, &pairs, &tell);
    }
}
