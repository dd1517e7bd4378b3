//! The page's end of its workers: one that checks, and one of each family of files that is heavy to read, which is
//! started for a file and ended after it. A worker that died or hung is started anew.

use super::wire::{Input, Request, Response, Told, pack, unpack};
use crate::read::{Content, Family, File, sniff};
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::{Closure, JsCast};
use web_sys::{Event, MessageEvent, Worker};

/// After this many milliseconds without a sign of life a worker is taken for hung.
const PATIENCE: u32 = 30_000;

/// After this many milliseconds a worker that has not said that it is ready is given up; its wasm has to come over a
/// slow line first.
const LATE: u32 = 20_000;

/// What the workers have to say.
pub enum News {
    /// An answer.
    Answer(Box<Response>),
    /// How far the request is read: its number, pages done, pages in all.
    Progress(u32, u32, u32),
    /// The file of this request is an archive of these.
    Files(u32, Vec<File>),
    /// A worker died or hung over this request.
    Failed(u32),
}

/// The workers.
#[derive(Clone)]
pub struct Client(Rc<RefCell<Inner>>);

struct Inner {
    checker: Slot,
    reader: Slot,
    listen: Rc<dyn Fn(News)>,
    number: u32,
    /// The request whose answer is awaited, and the clock over it.
    current: Option<Current>,
}

struct Current {
    number: u32,
    _clock: Timeout,
    /// Milliseconds that another worker took to read it.
    took: f64,
}

/// Which worker is meant.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    Checker,
    Reader,
}

/// The place of a worker.
#[derive(Default)]
struct Slot {
    running: Option<Running>,
    /// What waits for it to be ready.
    waiting: Option<Request>,
    /// Whether it has a request to answer.
    busy: bool,
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

impl Inner {
    fn slot(&mut self, role: Role) -> &mut Slot {
        match role {
            Role::Checker => &mut self.checker,
            Role::Reader => &mut self.reader,
        }
    }
}

impl Client {
    /// Starts the worker that checks; `listen` hears the news.
    pub fn new(listen: impl Fn(News) + 'static) -> Self {
        let inner = Inner {
            checker: Slot::default(),
            reader: Slot::default(),
            listen: Rc::new(listen),
            number: 0,
            current: None,
        };
        let client = Client(Rc::new(RefCell::new(inner)));
        client.start(Role::Checker, "./worker_loader.js");
        client
    }

    /// Reads and checks `input`; what was under way is given up. The request's number.
    pub fn check(&self, input: Input) -> u32 {
        self.cancel();
        let number = {
            let mut inner = self.0.borrow_mut();
            inner.number += 1;
            inner.number
        };
        self.await_answer(number, 0.0);
        let kind = match &input {
            Input::File { bytes, .. } => sniff(bytes).ok(),
            _ => None,
        };
        match (kind.map(|kind| (kind, kind.family())), input) {
            (Some((kind, family @ (Family::Office | Family::Pdf))), Input::File { bytes, .. }) => {
                let loader = if family == Family::Pdf { "./pdf_loader.js" } else { "./office_loader.js" };
                self.start(Role::Reader, loader);
                self.ask(Role::Reader, Request::Read { number, bytes, kind });
            }
            // What begins like nothing that is read is refused there, too.
            (_, input) => self.ask(Role::Checker, Request::Check { number, input }),
        }
        number
    }

    /// Gives up what is under way.
    pub fn cancel(&self) {
        let busy = {
            let mut inner = self.0.borrow_mut();
            inner.current = None;
            inner.reader = Slot::default();
            inner.checker.waiting = None;
            inner.checker.busy
        };
        // It may be a long one; nobody waits for it any more.
        if busy {
            self.start(Role::Checker, "./worker_loader.js");
        }
    }

    fn await_answer(&self, number: u32, took: f64) {
        let client = self.clone();
        let clock = Timeout::new(PATIENCE, move || client.failed());
        self.0.borrow_mut().current = Some(Current { number, _clock: clock, took });
    }

    /// Ends the worker in a place and starts one there.
    fn start(&self, role: Role, loader: &str) {
        let on_message = {
            let client = self.clone();
            Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| client.heard(role, &event))
        };
        let on_error = {
            let client = self.clone();
            Closure::<dyn Fn(Event)>::new(move |event: Event| {
                event.prevent_default();
                client.lost(role);
            })
        };
        let running = Worker::new(loader).ok().map(|worker| {
            worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
            worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
            // A wasm that cannot be fetched makes no error event: only the clock tells.
            let client = self.clone();
            let late = Timeout::new(LATE, move || client.lost(role));
            Running { worker, late: Some(late), _on_message: on_message, _on_error: on_error }
        });
        *self.0.borrow_mut().slot(role) = Slot { running, ..Slot::default() };
    }

    /// Sends `request` as soon as the worker is ready.
    fn ask(&self, role: Role, request: Request) {
        let gone = self.0.borrow_mut().slot(role).running.is_none();
        if gone && role == Role::Checker {
            self.start(Role::Checker, "./worker_loader.js");
        }
        self.0.borrow_mut().slot(role).waiting = Some(request);
        self.send(role);
    }

    /// Sends what waits, if the worker is ready for it.
    fn send(&self, role: Role) {
        let mut inner = self.0.borrow_mut();
        let slot = inner.slot(role);
        let Some(running) = slot.running.as_ref().filter(|running| running.late.is_none()) else { return };
        let Some(request) = slot.waiting.take() else { return };
        if let Some(bytes) = pack(&request) {
            let _ = running.worker.post_message(&js_sys::Uint8Array::from(bytes.as_slice()));
            slot.busy = true;
        }
    }

    fn heard(&self, role: Role, event: &MessageEvent) {
        if event.data().is_string() {
            if let Some(running) = &mut self.0.borrow_mut().slot(role).running {
                running.late = None;
            }
            return self.send(role);
        }
        let bytes = js_sys::Uint8Array::new(&event.data()).to_vec();
        let Some(told) = unpack::<Told>(&bytes) else { return };
        let listen = self.0.borrow().listen.clone();
        match told {
            Told::Progress { number, done, all } if self.awaits(number) => {
                self.await_answer(number, 0.0);
                listen(News::Progress(number, done, all));
            }
            Told::Read { number, result, took } if self.awaits(number) => {
                // Ended before anything else is done: it gives its memory back.
                self.0.borrow_mut().reader = Slot::default();
                self.go_on(number, result, took);
            }
            Told::Checked(mut response) if self.awaits(response.number) => {
                let current = {
                    let mut inner = self.0.borrow_mut();
                    inner.checker.busy = false;
                    inner.current.take()
                };
                response.read += current.map_or(0.0, |current| current.took);
                listen(News::Answer(response));
            }
            _ => {}
        }
    }

    /// Goes on with what a reader has read.
    fn go_on(&self, number: u32, result: Result<Content, String>, took: f64) {
        let listen = self.0.borrow().listen.clone();
        let input = match result {
            Ok(Content::Document(document)) => Input::Document(document),
            Ok(Content::Page(html)) => Input::Pasted { html: Some(html), text: String::new() },
            Ok(Content::Files(files)) => {
                self.0.borrow_mut().current = None;
                return listen(News::Files(number, files));
            }
            Err(sentence) => {
                self.0.borrow_mut().current = None;
                let response = Response { number, result: Err(sentence), read: took, check: 0.0 };
                return listen(News::Answer(Box::new(response)));
            }
        };
        self.await_answer(number, took);
        self.ask(Role::Checker, Request::Check { number, input });
    }

    fn awaits(&self, number: u32) -> bool {
        self.0.borrow().current.as_ref().is_some_and(|current| current.number == number)
    }

    /// A worker died or never came. If a request hangs on it, that has failed; else the next request starts another.
    fn lost(&self, role: Role) {
        let needed = {
            let mut inner = self.0.borrow_mut();
            let slot = inner.slot(role);
            let needed = slot.busy || slot.waiting.is_some();
            *slot = Slot::default();
            needed
        };
        if needed {
            self.failed();
        }
    }

    /// What is under way has failed: the page is told, and the workers are started anew.
    fn failed(&self) {
        let lost = self.0.borrow_mut().current.take();
        self.cancel();
        if let Some(current) = lost {
            if self.0.borrow().checker.running.is_none() {
                self.start(Role::Checker, "./worker_loader.js");
            }
            let listen = self.0.borrow().listen.clone();
            listen(News::Failed(current.number));
        }
    }
}
