//! A worker that is asked one thing at a time.

use crate::app::wire::{Request, Told, pack, unpack};
use gloo::timers::callback::Timeout;
use js_sys::{Function, Promise, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::{Closure, JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, MessageEvent, Worker};

/// After so many milliseconds without a sign of life a worker is taken for hung.
const PATIENCE: u32 = 30_000;

/// A worker, ended when it is dropped.
pub struct Port {
    worker: Worker,
    /// What is told when the worker says something.
    waiting: Rc<RefCell<Option<Waiting>>>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(Event)>,
}

/// Somebody who waits for an answer.
struct Waiting {
    resolve: Function,
    clock: Timeout,
}

impl Port {
    /// Starts a worker by its loader; `None` where it cannot be started or does not come.
    pub async fn start(loader: &str) -> Option<Self> {
        let worker = Worker::new(loader).ok()?;
        let waiting: Rc<RefCell<Option<Waiting>>> = Rc::default();
        let on_message = {
            let waiting = waiting.clone();
            Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                let data = event.data();
                let is_sign = || {
                    unpack::<Told>(&Uint8Array::new(&data).to_vec())
                        .is_some_and(|told| matches!(told, Told::Progress { .. }))
                };
                // Progress is short; an answer is not unpacked twice.
                let is_short = data.dyn_ref::<Uint8Array>().is_some_and(|bytes| bytes.length() < 32);
                if is_short && is_sign() {
                    let mut waiting = waiting.borrow_mut();
                    if let Some(asked) = waiting.as_mut() {
                        asked.clock = clock(&asked.resolve);
                    }
                    return;
                }
                if let Some(asked) = waiting.borrow_mut().take() {
                    let _ = asked.resolve.call1(&JsValue::NULL, &data);
                }
            })
        };
        let on_error = {
            let waiting = waiting.clone();
            Closure::<dyn Fn(Event)>::new(move |event: Event| {
                // It is dealt with; the page need not hear of it, too.
                event.prevent_default();
                if let Some(asked) = waiting.borrow_mut().take() {
                    let _ = asked.resolve.call0(&JsValue::NULL);
                }
            })
        };
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let port = Port { worker, waiting, _on_message: on_message, _on_error: on_error };
        // It says that it is ready.
        let ready = JsFuture::from(port.wait()).await.ok()?;
        ready.is_string().then_some(port)
    }

    /// Asks, and waits for the answer; `None` where the worker died or hung.
    pub async fn ask(&self, request: &Request) -> Option<Told> {
        let bytes = pack(request)?;
        let promise = self.wait();
        self.worker.post_message(&Uint8Array::from(bytes.as_slice())).ok()?;
        drop(bytes);
        let answer = JsFuture::from(promise).await.ok()?;
        unpack(&answer.dyn_into::<Uint8Array>().ok()?.to_vec())
    }

    /// The next message; undefined where none comes.
    fn wait(&self) -> Promise {
        let waiting = self.waiting.clone();
        Promise::new(&mut move |resolve, _| {
            *waiting.borrow_mut() = Some(Waiting { clock: clock(&resolve), resolve });
        })
    }
}

/// Gives up waiting after a while.
fn clock(resolve: &Function) -> Timeout {
    let resolve = resolve.clone();
    Timeout::new(PATIENCE, move || {
        let _ = resolve.call0(&JsValue::NULL);
    })
}

impl Drop for Port {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
