//! A worker that is asked one thing at a time.

use crate::app::running::Running;
use crate::app::wire::{Request, Told, unpack};
use gloo::timers::callback::Timeout;
use js_sys::{Function, Promise, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageEvent;

/// After so many milliseconds without a sign of life a worker is taken for hung.
const PATIENCE: u32 = 30_000;

/// A worker, ended when it is dropped.
pub struct Port {
    running: Running,
    /// What is told when the worker says something.
    waiting: Rc<RefCell<Option<Waiting>>>,
}

/// Somebody who waits for an answer.
struct Waiting {
    resolve: Function,
    clock: Timeout,
}

impl Port {
    /// Starts a worker by its loader; `None` where it cannot be started or does not come.
    pub async fn start(loader: &str) -> Option<Self> {
        let waiting: Rc<RefCell<Option<Waiting>>> = Rc::default();
        let (listener, mourner) = (waiting.clone(), waiting.clone());
        let failed = move || {
            if let Some(asked) = mourner.borrow_mut().take() {
                let _ = asked.resolve.call0(&JsValue::NULL);
            }
        };
        let running = Running::start(loader, move |event| heard(&listener, &event), failed)?;
        let port = Port { running, waiting };
        // It says that it is ready.
        let ready = JsFuture::from(port.wait()).await.ok()?;
        ready.is_string().then_some(port)
    }

    /// Asks, and waits for the answer; `None` where the worker died or hung.
    pub async fn ask(&self, request: &Request) -> Option<Told> {
        let promise = self.wait();
        if !self.running.post(request) {
            return None;
        }
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

/// Tells who waits what the worker says; a sign of life only winds up the clock.
fn heard(waiting: &RefCell<Option<Waiting>>, event: &MessageEvent) {
    let data = event.data();
    // Progress is short; an answer is not unpacked twice.
    let is_short = data.dyn_ref::<Uint8Array>().is_some_and(|bytes| bytes.length() < 32);
    let is_sign = is_short
        && unpack::<Told>(&Uint8Array::new(&data).to_vec()).is_some_and(|told| matches!(told, Told::Progress { .. }));
    let mut waiting = waiting.borrow_mut();
    match waiting.as_mut() {
        Some(asked) if is_sign => asked.clock = clock(&asked.resolve),
        _ if is_sign => {}
        _ => {
            if let Some(asked) = waiting.take() {
                let _ = asked.resolve.call1(&JsValue::NULL, &data);
            }
        }
    }
}

/// Gives up waiting after a while.
fn clock(resolve: &Function) -> Timeout {
    let resolve = resolve.clone();
    Timeout::new(PATIENCE, move || {
        let _ = resolve.call0(&JsValue::NULL);
    })
}
