//! Reports that arrive by paste, drop or file choice.

use super::browser::element;
use super::desk::is_for_desk;
use crate::app::state::Action;
use crate::app::wire::Input;
use crate::read::{File, limits};
use crate::text::fold::seen;
use gloo::events::{EventListener, EventListenerOptions};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Element, FileList, TextDecoder, TextDecoderOptions};
use yew::prelude::*;

const EMPTY_CLIPBOARD: &str =
    "剪贴板里没有文字；请先在 Word、WPS 或网页里全选（Ctrl+A）、复制（Ctrl+C），再到这里粘贴。";

/// Where a file is dropped that is last year's report.
pub const DROP_PREVIOUS: &str = "drop-previous";

/// Listens for paste and drop anywhere on the page; tells whether something is being dragged over it.
#[hook]
pub fn use_arrivals(
    open: Callback<Input>,
    open_previous: Callback<Input>,
    dispatch: Callback<Action>,
) -> UseStateHandle<bool> {
    let dragging = use_state(|| false);
    let set = dragging.setter();
    use_effect_with((), move |()| {
        let document = gloo::utils::document();
        let active = EventListenerOptions::enable_prevent_default();
        let paste = {
            let (open, dispatch) = (open.clone(), dispatch.clone());
            EventListener::new_with_options(&document, "paste", active, move |event| {
                if is_text_field(event) || is_covered() {
                    return;
                }
                let Some(event) = event.dyn_ref::<ClipboardEvent>() else { return };
                let Some(data) = event.clipboard_data() else { return };
                event.prevent_default();
                take(&data, &open, &dispatch);
            })
        };
        // What is dragged from within the page is no report that arrives.
        let own = Rc::new(Cell::new(false));
        let own_drag = |kind, begins| {
            let own = own.clone();
            EventListener::new(&document, kind, move |_| own.set(begins))
        };
        let (begin, end) = (own_drag("dragstart", true), own_drag("dragend", false));
        let over = {
            let (set, own) = (set.clone(), own.clone());
            EventListener::new_with_options(&document, "dragover", active, move |event| {
                if own.get() {
                    return;
                }
                event.prevent_default();
                set.set(!is_covered());
            })
        };
        let leave = {
            let set = set.clone();
            EventListener::new(&document, "dragleave", move |event| {
                let leaves = event.dyn_ref::<DragEvent>().is_some_and(|event| event.related_target().is_none());
                if leaves {
                    set.set(false);
                }
            })
        };
        let drop_listener = EventListener::new_with_options(&document, "drop", active, move |event| {
            event.prevent_default();
            set.set(false);
            if own.get() || is_covered() {
                return;
            }
            let Some(data) = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer) else { return };
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let zone = target.and_then(|target| target.closest(&format!("#{DROP_PREVIOUS}")).ok().flatten());
            match data.files().filter(|files| zone.is_some() && files.length() > 0) {
                Some(files) => read_previous(&files, open_previous.clone(), dispatch.clone()),
                None => take(&data, &open, &dispatch),
            }
        });
        move || drop((paste, begin, end, over, leave, drop_listener))
    });
    dragging
}

/// Whether a dialog lies over the page.
fn is_covered() -> bool {
    element("dialog[open]").is_some()
}

fn is_text_field(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| {
        target.matches("input:not([type=file]), textarea, [contenteditable=true]").unwrap_or(false)
    })
}

/// How long the text of a kind is, without a copy of it: the page's memory does not shrink again.
fn length(data: &DataTransfer, kind: &str) -> usize {
    let get = js_sys::Reflect::get(data, &"getData".into()).unwrap_or_default().dyn_into::<js_sys::Function>().ok();
    let text = get.and_then(|get| get.call1(data, &kind.into()).ok());
    text.and_then(|text| text.dyn_into::<js_sys::JsString>().ok()).map_or(0, |text| text.length() as usize)
}

/// Says that the clipboard holds more than is read.
fn too_much() -> Action {
    Action::Notice(format!("剪贴板里的内容超过 {} MB 的上限；请只复制年度报告本身再粘贴。", limits::INPUT >> 20))
}

/// Files first, then HTML, then plain text.
fn take(data: &DataTransfer, open: &Callback<Input>, dispatch: &Callback<Action>) {
    if data.files().is_some_and(|files| files.length() > 0) && is_for_desk(data, dispatch) {
        return;
    }
    if let Some(files) = data.files().filter(|files| files.length() > 0) {
        return read_files(&files, open.clone(), dispatch.clone());
    }
    if ["text/html", "text/plain"].iter().any(|kind| length(data, kind) > limits::INPUT) {
        return dispatch.emit(too_much());
    }
    let get = |kind: &str| data.get_data(kind).unwrap_or_default();
    let (html, text) = (get("text/html"), get("text/plain"));
    if html.trim().is_empty() && text.trim().is_empty() {
        return dispatch.emit(Action::Notice(EMPTY_CLIPBOARD.to_owned()));
    }
    open.emit(Input::Pasted { html: (!html.trim().is_empty()).then_some(html), text });
}

/// Reads `files`: one is opened, several become a pile of which the first is opened, many are the desk's.
pub fn read_files(files: &FileList, open: Callback<Input>, dispatch: Callback<Action>) {
    if is_for_desk(files, &dispatch) {
        return;
    }
    let files: Vec<web_sys::File> = (0..files.length()).filter_map(|at| files.get(at)).collect();
    spawn_local(async move {
        let (mut read, mut left_out) = (Vec::new(), Vec::new());
        let count = files.len();
        for file in files.into_iter().take(limits::FILES) {
            match read_one(&file).await {
                Ok(file) => read.push(file),
                Err(sentence) => left_out.push(sentence),
            }
        }
        if count > limits::FILES {
            let limit = limits::FILES;
            left_out.push(format!("一次最多打开 {limit} 个文件，后面的没有打开；请分几次打开。"));
        }
        if !left_out.is_empty() {
            let told = left_out.concat();
            dispatch.emit(if read.is_empty() { Action::Notice(told) } else { Action::LeftOut(Some(told)) });
        }
        match read.len() {
            0 => {}
            1 => {
                read.into_iter().for_each(|File { name, bytes }| open.emit(Input::File { name, bytes, encoding: None }))
            }
            _ => dispatch.emit(Action::Pile(read)),
        }
    });
}

/// Reads last year's report, which is one file.
pub fn read_previous(files: &FileList, open: Callback<Input>, dispatch: Callback<Action>) {
    let (Some(file), 1) = (files.get(0), files.length()) else {
        return dispatch.emit(Action::Notice("上年报告只能选一份文件，请重新选择。".to_owned()));
    };
    spawn_local(async move {
        match read_one(&file).await {
            Ok(File { name, bytes }) => open.emit(Input::File { name, bytes, encoding: None }),
            Err(sentence) => dispatch.emit(Action::Notice(format!("上年报告没有打开：{sentence}"))),
        }
    });
}

/// Reads a file of settings or of lines, in UTF-8 or as Windows' editor writes it; what holds no text is `None`.
pub fn read_settings(file: web_sys::File, take: Callback<Option<String>>) {
    /// No settings are larger.
    const MOST: f64 = 4e6;
    spawn_local(async move {
        let bytes = match file.size() <= MOST {
            true => gloo::file::futures::read_as_bytes(&gloo::file::File::from(file).into()).await.ok(),
            false => None,
        };
        let text = bytes.and_then(|bytes| String::from_utf8(bytes).or_else(|error| decode(error.as_bytes())).ok());
        take.emit(
            text.map(|text| text.trim_start_matches('\u{feff}').to_owned()).filter(|text| !text.trim().is_empty()),
        );
    });
}

/// Decodes GB 18030.
fn decode(bytes: &[u8]) -> Result<String, JsValue> {
    let options = TextDecoderOptions::new();
    options.set_fatal(true);
    TextDecoder::new_with_label_and_options("gb18030", &options)?.decode_with_u8_array(bytes)
}

/// A file by the name that is shown, or why it cannot be read.
async fn read_one(file: &web_sys::File) -> Result<File, String> {
    let name = seen(&file.name());
    if file.size() > limits::INPUT as f64 {
        return Err(format!("“{name}”超过 {} MB 的上限；请只保留年度报告本身再打开。", limits::INPUT >> 20));
    }
    match gloo::file::futures::read_as_bytes(&gloo::file::File::from(file.clone()).into()).await {
        Ok(bytes) if bytes.is_empty() => Err(empty(&name)),
        Ok(bytes) => Ok(File { name, bytes }),
        Err(_) => Err(format!("无法读取“{name}”；如果它是文件夹或正被别的程序占用，请换一个文件再试。")),
    }
}

/// What is said of a file of that name without content.
pub fn empty(name: &str) -> String {
    format!("“{name}”是空文件，请确认选对了文件。")
}

/// Reads the clipboard where the browser lets pages do so, else tells how to paste.
pub fn read_clipboard(open: Callback<Input>, dispatch: Callback<Action>) {
    const ASK: &str = "浏览器没有允许读取剪贴板；请直接按 Ctrl+V 粘贴。";
    let navigator = JsValue::from(gloo::utils::window().navigator());
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into()).unwrap_or_default();
    let read =
        js_sys::Reflect::get(&clipboard, &"read".into()).ok().and_then(|read| read.dyn_into::<js_sys::Function>().ok());
    let Some(promise) = read
        .and_then(|read| read.call0(&clipboard).ok())
        .and_then(|promise| promise.dyn_into::<js_sys::Promise>().ok())
    else {
        return dispatch.emit(Action::Notice(ASK.to_owned()));
    };
    spawn_local(async move {
        let Ok(items) = JsFuture::from(promise).await else { return dispatch.emit(Action::Notice(ASK.to_owned())) };
        let item = js_sys::Array::from(&items).get(0);
        let (html, text) = (clipboard_part(&item, "text/html").await, clipboard_part(&item, "text/plain").await);
        if [&html, &text].into_iter().flatten().any(|blob| blob.size() > limits::INPUT as f64) {
            return dispatch.emit(too_much());
        }
        let (html, text) = (written(html).await, written(text).await.unwrap_or_default());
        if html.is_none() && text.trim().is_empty() {
            return dispatch.emit(Action::Notice(EMPTY_CLIPBOARD.to_owned()));
        }
        open.emit(Input::Pasted { html, text });
    });
}

/// What the clipboard holds of one kind.
async fn clipboard_part(item: &JsValue, kind: &str) -> Option<web_sys::Blob> {
    let get = js_sys::Reflect::get(item, &"getType".into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
    let blob = JsFuture::from(get.call1(item, &kind.into()).ok()?.dyn_into::<js_sys::Promise>().ok()?).await.ok()?;
    blob.dyn_into().ok()
}

/// Its text, if there is any.
async fn written(blob: Option<web_sys::Blob>) -> Option<String> {
    let text = JsFuture::from(blob?.text()).await.ok()?;
    text.as_string().filter(|text| !text.trim().is_empty())
}
