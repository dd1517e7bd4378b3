//! The page's end of the worker: sends requests, and starts a new worker when the old one died or hung.

use super::wire::{Input, Request, Response, pack, unpack};
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::{Closure, JsCast};
use web_sys::{Event, MessageEvent, Worker};

/// After this many milliseconds without an answer the worker is taken for hung.
const PATIENCE: u32 = 30_000;

/// After this many milliseconds a worker that has not said that it is ready is given up; its wasm has to come over a
/// slow line first.
const LATE: u32 = 20_000;

/// What the worker has to say.
pub enum News {
    /// An answer.
    Answer(Box<Response>),
    /// The worker died or hung over this request; a new one was started.
    Failed(u32),
}

/// A worker that can be started anew.
#[derive(Clone)]
pub struct Client(Rc<RefCell<Inner>>);

struct Inner {
    running: Option<Running>,
    listen: Rc<dyn Fn(News)>,
    number: u32,
    /// What waits for the worker to be ready.
    waiting: Option<Request>,
    /// The request whose answer is awaited, and the clock over it.
    current: Option<(u32, Timeout)>,
}

struct Running {
    worker: Worker,
    /// The clock over its start; gone when it said that it is ready.
    late: Option<Timeout>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(Event)>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl Client {
    /// Starts a worker; `listen` hears its news.
    pub fn new(listen: impl Fn(News) + 'static) -> Self {
        let inner = Inner { running: None, listen: Rc::new(listen), number: 0, waiting: None, current: None };
        let client = Client(Rc::new(RefCell::new(inner)));
        client.start();
        client
    }

    /// Reads and checks `input`; what was under way is given up. The request's number.
    pub fn check(&self, input: Input) -> u32 {
        let (busy, gone) = {
            let inner = self.0.borrow();
            (inner.current.is_some() && inner.waiting.is_none(), inner.running.is_none())
        };
        // An old request is nobody's any more, and may be a long one; a worker that died at its start is missing.
        if busy || gone {
            self.start();
        }
        let client = self.clone();
        let clock = Timeout::new(PATIENCE, move || client.failed());
        let mut inner = self.0.borrow_mut();
        inner.number += 1;
        let number = inner.number;
        inner.waiting = Some(Request { number, input });
        inner.current = Some((number, clock));
        drop(inner);
        self.send();
        number
    }

    /// Ends what runs and starts a worker.
    fn start(&self) {
        let on_message = {
            let client = self.clone();
            Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| client.heard(&event))
        };
        let on_error = {
            let client = self.clone();
            Closure::<dyn Fn(Event)>::new(move |event: Event| {
                event.prevent_default();
                client.failed();
            })
        };
        let mut inner = self.0.borrow_mut();
        inner.current = None;
        inner.running = Worker::new("./worker_loader.js").ok().map(|worker| {
            worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
            worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
            // A wasm that cannot be fetched makes no error event: only the clock tells.
            let client = self.clone();
            let late = Timeout::new(LATE, move || client.late());
            Running { worker, late: Some(late), _on_message: on_message, _on_error: on_error }
        });
    }

    /// The worker did not come. If something waits for it the page is told, else the next request starts another.
    fn late(&self) {
        self.0.borrow_mut().running = None;
        self.failed();
    }

    /// Sends what waits, if the worker is ready for it.
    fn send(&self) {
        let mut inner = self.0.borrow_mut();
        if inner.running.as_ref().is_none_or(|running| running.late.is_some()) {
            return;
        }
        let Some(request) = inner.waiting.take() else { return };
        if let (Some(running), Some(bytes)) = (&inner.running, pack(&request)) {
            let _ = running.worker.post_message(&js_sys::Uint8Array::from(bytes.as_slice()));
        }
    }

    fn heard(&self, event: &MessageEvent) {
        if event.data().is_string() {
            if let Some(running) = &mut self.0.borrow_mut().running {
                running.late = None;
            }
            return self.send();
        }
        let bytes = js_sys::Uint8Array::new(&event.data()).to_vec();
        let Some(response) = unpack::<Response>(&bytes) else { return };
        let mut inner = self.0.borrow_mut();
        if inner.current.as_ref().is_none_or(|(number, _)| *number != response.number) {
            return;
        }
        inner.current = None;
        let listen = inner.listen.clone();
        drop(inner);
        listen(News::Answer(Box::new(response)));
    }

    /// The worker died, hung or never came: a new one is started, and the page is told which request was lost.
    fn failed(&self) {
        let (lost, listen) = {
            let mut inner = self.0.borrow_mut();
            inner.waiting = None;
            (inner.current.take(), inner.listen.clone())
        };
        match lost {
            Some((number, _clock)) => {
                self.start();
                listen(News::Failed(number));
            }
            // It would fail again at once: the next request starts another.
            None => self.0.borrow_mut().running = None,
        }
    }
}
