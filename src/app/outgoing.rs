//! What goes out to the user: files, the clipboard, paper.

use super::state::Action;
use gloo::file::{Blob, ObjectUrl};
use gloo::timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlElement;
use yew::Callback;

/// Gives the user a file of this name and kind.
pub fn save(name: &str, kind: &str, bytes: &[u8]) {
    /// Milliseconds after which the browser has surely taken it.
    const TAKEN: u32 = 10_000;
    let url = ObjectUrl::from(Blob::new_with_options(bytes, Some(kind)));
    let link = gloo::utils::document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlElement>().ok());
    let Some(link) = link else { return };
    let _ = link.set_attribute("href", &url);
    let _ = link.set_attribute("download", name);
    link.click();
    Timeout::new(TAKEN, move || drop(url)).forget();
}

/// Puts `text` on the clipboard, and then says `done`.
pub fn copy(text: &str, done: &'static str, dispatch: Callback<Action>) {
    const REFUSED: &str = "浏览器没有允许写入剪贴板；请改用“导出”里的问题清单文件。";
    let navigator = JsValue::from(gloo::utils::window().navigator());
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into()).unwrap_or_default();
    let write = js_sys::Reflect::get(&clipboard, &"writeText".into()).ok();
    let promise = write
        .and_then(|write| write.dyn_into::<js_sys::Function>().ok())
        .and_then(|write| write.call1(&clipboard, &text.into()).ok())
        .and_then(|promise| promise.dyn_into::<js_sys::Promise>().ok());
    spawn_local(async move {
        let is_done = match promise {
            Some(promise) => JsFuture::from(promise).await.is_ok(),
            None => false,
        };
        dispatch.emit(if is_done { Action::Said(done) } else { Action::Notice(REFUSED.to_owned()) });
    });
}

/// Opens the browser's dialog for printing, as soon as what was open is closed.
pub fn print() {
    Timeout::new(0, || {
        let _ = gloo::utils::window().print();
    })
    .forget();
}
