//! What the browser gives workers for nothing: a decoder, a clock, messages.

use super::wire::{Request, Told, pack, unpack};
use crate::read::{Content, Encoding, Kind, Reading, Unreadable};
use wasm_bindgen::prelude::{Closure, JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, TextDecoder};

/// Decodes with the browser's own decoder.
pub fn decode(bytes: &[u8], encoding: Encoding) -> String {
    let label = match encoding {
        Encoding::Gb18030 => "gb18030",
        Encoding::Big5 => "big5",
    };
    let decoder = TextDecoder::new_with_label(label);
    decoder.and_then(|decoder| decoder.decode_with_u8_array(bytes)).unwrap_or_default()
}

fn clock() -> Option<web_sys::Performance> {
    js_sys::Reflect::get(&js_sys::global(), &"performance".into()).ok()?.dyn_into().ok()
}

/// Milliseconds on the worker's clock.
pub fn now() -> f64 {
    clock().map_or(0.0, |clock| clock.now())
}

/// Leaves a mark of this name in the worker's User Timing.
pub fn mark(name: &str) {
    if let Some(clock) = clock() {
        let _ = clock.mark(name);
    }
}

/// The worker's end of its line to the page.
pub struct Line(DedicatedWorkerGlobalScope);

impl Line {
    /// Says `told` to the page.
    pub fn tell(&self, told: &Told) {
        if let Some(bytes) = pack(told) {
            let _ = self.0.post_message(&js_sys::Uint8Array::from(bytes.as_slice()));
        }
    }
}

/// Answers the page's requests with `answer`, from now on.
pub fn serve(answer: impl Fn(Request, &Line) + 'static) {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let line = Line(scope.clone());
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let bytes = js_sys::Uint8Array::new(&event.data()).to_vec();
        if let Some(request) = unpack::<Request>(&bytes) {
            answer(request, &line);
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    // The page sends nothing before it knows that somebody listens.
    let _ = scope.post_message(&JsValue::from_str("ready"));
}

/// How one family of files is read.
pub type Read = fn(&[u8], Kind, Reading) -> Result<Content, Unreadable>;

/// Serves as a worker that reads one family of files and tells how far it is.
pub fn serve_reader(read: Read) {
    serve(move |request, line| {
        let Request::Read { number, bytes, kind } = request else { return };
        let started = now();
        let told = std::cell::Cell::new(f64::MIN);
        let progress = |done, all| {
            // At once for a long file, and then often enough to be seen to move.
            const PAUSE: f64 = 100.0;
            const LONG: u32 = 20;
            if all >= LONG && now() - told.get() >= PAUSE {
                told.set(now());
                line.tell(&Told::Progress { number, done, all });
            }
        };
        let result = read(&bytes, kind, Reading { encoding: None, decode, progress: &progress });
        let result = result.map_err(|Unreadable(sentence)| sentence);
        line.tell(&Told::Read { number, result, took: now() - started });
    });
}
