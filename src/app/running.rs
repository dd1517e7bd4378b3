//! A worker with those who hear it, ended together.

use super::wire::{Request, pack};
use js_sys::Uint8Array;
use wasm_bindgen::prelude::{Closure, JsCast};
use web_sys::{Event, MessageEvent, Worker};

/// A worker, ended when it is dropped.
pub struct Running {
    worker: Worker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(Event)>,
}

impl Running {
    /// Starts a worker by its loader; `None` where the browser starts none. `heard` hears what it says, `failed` that it
    /// died. (A wasm that cannot be fetched makes neither.)
    pub fn start(loader: &str, heard: impl Fn(MessageEvent) + 'static, failed: impl Fn() + 'static) -> Option<Self> {
        let worker = Worker::new(loader).ok()?;
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(heard);
        let on_error = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            // It is dealt with; the page need not hear of it, too.
            event.prevent_default();
            failed();
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Some(Running { worker, _on_message: on_message, _on_error: on_error })
    }

    /// Sends a request; whether it could be sent.
    pub fn post(&self, request: &Request) -> bool {
        pack(request).is_some_and(|bytes| self.worker.post_message(&Uint8Array::from(bytes.as_slice())).is_ok())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // What is under way when it ends comes all the same, and nobody is there to hear it.
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
