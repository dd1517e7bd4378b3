//! The page's end of its workers: one that checks, and helpers for what is heavy to read or to write, each of which is
//! started for a file and ended after it. A worker that died or hung is started anew.

use super::drafts::Parcel;
use super::export::Order;
use super::running::Running;
use super::wire::{Care, Input, Origin, Request, Response, Source, Taken, Told, unpack};
use crate::check::Settings;
use crate::document::Revision;
use crate::read::{Content, Family, File, sniff};
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::MessageEvent;

/// After this many milliseconds without a sign of life a worker is taken for hung.
const PATIENCE: u32 = 30_000;

/// The same where each rule gives a sign of life.
const SHORT_PATIENCE: u32 = 10_000;

/// No more rules than this are left out of a check because a worker failed over them.
const MOST_FAILED: usize = 3;

/// More bytes than this leave a worker so large that it is given up when the report is: its memory never shrinks.
const LARGE: usize = 8 << 20;

/// After this many milliseconds a worker that has not said that it is ready is given up; its wasm has to come over a
/// slow line first.
const LATE: u32 = 20_000;

/// What starts the worker that checks.
const CHECKER: &str = "./worker_loader.js";

/// What starts the worker that writes.
const WRITER: &str = "./export_loader.js";

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
    /// A file was written for this request, or the sentence that says why not.
    Written(u32, Order, Result<Vec<u8>, String>, Option<String>),
    /// Settings that were read.
    Settings(Box<Taken>),
}

/// Which report is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// The one that is checked.
    This,
    /// Last year's.
    Previous,
}

/// The workers.
#[derive(Clone)]
pub struct Client(Rc<RefCell<Inner>>);

struct Inner {
    checker: Slot,
    helper: Slot,
    listen: Rc<dyn Fn(News)>,
    number: u32,
    /// The request whose answer is awaited, and the clock over it.
    current: Option<Current>,
    /// The reports that are checked, as they came: for a worker that knows nothing of them.
    inputs: Pair,
    /// Whether the worker that checks has read them.
    is_kept: bool,
    /// Settings that the worker is to read as soon as it can.
    letters: Vec<Request>,
    /// The rules that failed over the report that is checked.
    failed: Vec<String>,
}

/// A report and last year's, as they came.
#[derive(Clone, Default)]
struct Pair {
    this: Option<Rc<Input>>,
    /// Its bytes, where it came as a file of an office program: what was written in it can go back there.
    original: Option<Rc<Vec<u8>>>,
    previous: Option<Rc<Input>>,
}

struct Current {
    number: u32,
    clock: Timeout,
    /// Milliseconds that another worker took to read it.
    took: f64,
    /// What is checked when it is answered.
    pair: Pair,
    /// Which of the two a reader is reading.
    aim: Aim,
    only_of: Option<String>,
    settings: Settings,
    revision: Revision,
    /// What is written of it.
    order: Option<Order>,
    /// How carefully it is checked, and the rule that was last told to run.
    care: Care,
    running: Option<String>,
}

impl Current {
    /// Makes the check a more careful one after it has failed; whether there is still a way: first each rule is told
    /// before it runs, then the one that it fails over is left out.
    fn take_more_care(&mut self) -> bool {
        match self.running.take() {
            _ if !self.care.tells => self.care.tells = true,
            Some(rule) if self.care.without.len() < MOST_FAILED => self.care.without.push(rule),
            _ => return false,
        }
        true
    }
}

/// Which worker is meant.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    Checker,
    /// One that is started for a single file, to read it or to write it.
    Helper,
}

/// The place of a worker.
#[derive(Default)]
struct Slot {
    running: Option<Running>,
    /// The clock over its start; gone when it said that it is ready.
    late: Option<Timeout>,
    /// What waits for it to be ready.
    waiting: Option<Request>,
    /// Whether it has a request to answer.
    busy: bool,
}

impl Inner {
    fn slot(&mut self, role: Role) -> &mut Slot {
        match role {
            Role::Checker => &mut self.checker,
            Role::Helper => &mut self.helper,
        }
    }
}

impl Client {
    /// Starts the worker that checks; `listen` hears the news.
    pub fn new(listen: impl Fn(News) + 'static) -> Self {
        let inner = Inner {
            checker: Slot::default(),
            helper: Slot::default(),
            listen: Rc::new(listen),
            number: 0,
            current: None,
            inputs: Pair::default(),
            is_kept: false,
            letters: Vec::new(),
            failed: Vec::new(),
        };
        let client = Client(Rc::new(RefCell::new(inner)));
        client.start(Role::Checker, CHECKER);
        client
    }

    /// Reads `input` and checks; what was under way is given up. Last year's report is left out if the new one is not
    /// of the organ `only_of`. The request's number.
    pub fn open(&self, aim: Aim, input: Input, only_of: Option<String>, settings: Settings, revision: Revision) -> u32 {
        let number = self.begin(aim, only_of, settings, revision);
        if aim == Aim::This {
            self.begin_anew();
        }
        self.read(number, aim, input);
        number
    }

    /// Another report is checked: what was of the one before goes for it no more.
    fn begin_anew(&self) {
        let is_large = {
            let mut inner = self.0.borrow_mut();
            inner.failed.clear();
            if let Some(current) = &mut inner.current {
                current.care = Care::default();
            }
            inner.inputs.this.as_ref().is_some_and(|input| input.size() > LARGE)
        };
        if is_large {
            self.start(Role::Checker, CHECKER);
        }
    }

    /// Checks again what is open, with last year's report or without it. The request's number.
    pub fn again(&self, with_previous: bool, settings: Settings, revision: Revision) -> u32 {
        let number = self.begin(Aim::This, None, settings, revision);
        if let Some(current) = self.0.borrow_mut().current.as_mut().filter(|_| !with_previous) {
            current.pair.previous = None;
        }
        self.check(number);
        number
    }

    /// Has a file written of what is open, by the settings that it was checked by. The request's number.
    pub fn export(&self, order: Order, settings: Settings, revision: Revision) -> u32 {
        let number = self.begin(Aim::This, None, settings, revision);
        if let Some(current) = &mut self.0.borrow_mut().current {
            current.order = Some(order);
        }
        self.check(number);
        number
    }

    /// Opens a report that was kept, with what was made of it. The request's number.
    pub fn resume(&self, parcel: Parcel, settings: Settings, revision: Revision) -> u32 {
        let Parcel { input, original, previous } = parcel;
        let number = self.begin(Aim::This, None, settings, revision);
        self.begin_anew();
        if let Some(current) = &mut self.0.borrow_mut().current {
            current.pair.original = original.map(Rc::new);
            current.pair.previous = previous.map(Rc::new);
        }
        self.read(number, Aim::This, input);
        number
    }

    /// What is to be kept of the report that is open.
    pub fn parcel(&self) -> Option<Parcel> {
        let inner = self.0.borrow();
        let input = (**inner.inputs.this.as_ref()?).clone();
        let original = inner.inputs.original.as_ref().map(|original| (**original).clone());
        let previous = inner.inputs.previous.as_ref().map(|previous| (**previous).clone());
        Some(Parcel { input, original, previous })
    }

    /// Last year's report that is open, as it came.
    pub fn previous(&self) -> Option<Rc<Input>> {
        self.0.borrow().inputs.previous.clone()
    }

    /// Forgets the reports that are open.
    pub fn forget(&self) {
        self.cancel();
        self.begin_anew();
        let mut inner = self.0.borrow_mut();
        inner.inputs = Pair::default();
        inner.is_kept = false;
    }

    /// Has settings read.
    pub fn take(&self, text: String, origin: Origin) {
        self.0.borrow_mut().letters.push(Request::Settings { text, origin });
        if self.0.borrow().checker.running.is_none() {
            self.start(Role::Checker, CHECKER);
        }
        self.send(Role::Checker);
    }

    /// Begins a request: what was under way is given up.
    fn begin(&self, aim: Aim, only_of: Option<String>, settings: Settings, revision: Revision) -> u32 {
        self.cancel();
        let clock = self.clock(PATIENCE);
        let mut inner = self.0.borrow_mut();
        inner.number += 1;
        let (number, pair) = (inner.number, inner.inputs.clone());
        let care = Care { tells: false, without: inner.failed.clone() };
        let (took, order, running) = (0.0, None, None);
        inner.current =
            Some(Current { number, clock, took, pair, aim, only_of, settings, revision, order, care, running });
        number
    }

    /// Sends what came to those who read it.
    fn read(&self, number: u32, aim: Aim, input: Input) {
        let kind = match &input {
            Input::File { bytes, .. } => sniff(bytes).ok(),
            _ => None,
        };
        match (kind.map(|kind| (kind, kind.family())), input) {
            (Some((kind, family @ (Family::Office | Family::Pdf))), Input::File { bytes, .. }) => {
                if let (Aim::This, Some(current)) = (aim, &mut self.0.borrow_mut().current) {
                    current.pair.original = Some(Rc::new(bytes.clone()));
                }
                let loader = if family == Family::Pdf { "./pdf_loader.js" } else { "./office_loader.js" };
                self.start(Role::Helper, loader);
                self.ask(Role::Helper, Request::Read { number, bytes, kind });
            }
            // What begins like nothing that is read is refused there, too.
            (_, input) => {
                if let Some(current) = &mut self.0.borrow_mut().current {
                    match aim {
                        Aim::This => {
                            // What comes from a reader is the file's that it has read.
                            if !matches!(input, Input::Document(_)) {
                                current.pair.original = None;
                            }
                            current.pair.this = Some(Rc::new(input));
                        }
                        Aim::Previous => current.pair.previous = Some(Rc::new(input)),
                    }
                }
                self.check(number);
            }
        }
    }

    /// Has the pair of the current request checked. What the worker has read before it need not read again.
    fn check(&self, number: u32) {
        if self.0.borrow().checker.running.is_none() {
            self.start(Role::Checker, CHECKER);
        }
        let request = {
            let inner = self.0.borrow();
            let Some(current) = &inner.current else { return };
            let source = |input: &Option<Rc<Input>>, known: &Option<Rc<Input>>| match (input, known) {
                (None, _) => Source::None,
                (Some(input), Some(known)) if inner.is_kept && Rc::ptr_eq(input, known) => Source::Kept,
                (Some(input), _) => Source::Read(input.clone()),
            };
            Request::Check {
                number,
                this: source(&current.pair.this, &inner.inputs.this),
                previous: source(&current.pair.previous, &inner.inputs.previous),
                only_of: current.only_of.clone(),
                settings: current.settings.clone(),
                revision: current.revision.clone(),
                order: current.order.clone(),
                care: current.care.clone(),
            }
        };
        self.ask(Role::Checker, request);
    }

    /// Gives up what is under way.
    pub fn cancel(&self) {
        let busy = {
            let mut inner = self.0.borrow_mut();
            inner.current = None;
            inner.helper = Slot::default();
            inner.checker.waiting = None;
            inner.checker.busy
        };
        // It may be a long one; nobody waits for it any more.
        if busy {
            self.start(Role::Checker, CHECKER);
        }
    }

    /// The clock over a worker's silence.
    fn clock(&self, patience: u32) -> Timeout {
        let client = self.clone();
        Timeout::new(patience, move || {
            let is_sent = client.0.borrow().checker.busy;
            client.failed(is_sent);
        })
    }

    /// There was a sign of life.
    fn wait_on(&self) {
        let tells = self.0.borrow().current.as_ref().is_some_and(|current| current.care.tells);
        let clock = self.clock(if tells { SHORT_PATIENCE } else { PATIENCE });
        if let Some(current) = &mut self.0.borrow_mut().current {
            current.clock = clock;
        }
    }

    /// Ends the worker in a place and starts one there.
    fn start(&self, role: Role, loader: &str) {
        let (listener, mourner, client) = (self.clone(), self.clone(), self.clone());
        let running = Running::start(loader, move |event| listener.heard(role, &event), move || mourner.lost(role));
        // A wasm that cannot be fetched makes no error event: only the clock tells.
        let late = running.is_some().then(|| Timeout::new(LATE, move || client.lost(role)));
        let mut inner = self.0.borrow_mut();
        *inner.slot(role) = Slot { running, late, ..Slot::default() };
        if role == Role::Checker {
            inner.is_kept = false;
        }
    }

    /// Sends `request` as soon as the worker is ready.
    fn ask(&self, role: Role, request: Request) {
        self.0.borrow_mut().slot(role).waiting = Some(request);
        self.send(role);
    }

    /// Sends what waits, if the worker is ready for it.
    fn send(&self, role: Role) {
        let mut inner = self.0.borrow_mut();
        let letters = if role == Role::Checker { std::mem::take(&mut inner.letters) } else { Vec::new() };
        let slot = inner.slot(role);
        let Some(running) = slot.running.as_ref().filter(|_| slot.late.is_none()) else {
            inner.letters.extend(letters);
            return;
        };
        for letter in &letters {
            running.post(letter);
        }
        if let Some(request) = slot.waiting.take() {
            running.post(&request);
            slot.busy = true;
        }
    }

    fn heard(&self, role: Role, event: &MessageEvent) {
        if event.data().is_string() {
            self.0.borrow_mut().slot(role).late = None;
            return self.send(role);
        }
        let bytes = js_sys::Uint8Array::new(&event.data()).to_vec();
        let Some(told) = unpack::<Told>(&bytes) else { return };
        let listen = self.0.borrow().listen.clone();
        match told {
            Told::Progress { number, done, all } if self.awaits(number) => {
                self.wait_on();
                listen(News::Progress(number, done, all));
            }
            Told::Running { number, rule } if self.awaits(number) => {
                self.wait_on();
                if let Some(current) = &mut self.0.borrow_mut().current {
                    current.running = Some(rule);
                }
            }
            Told::Read { number, result, took } if self.awaits(number) => {
                // Ended before anything else is done: it gives its memory back.
                self.0.borrow_mut().helper = Slot::default();
                self.go_on(number, result, took);
            }
            Told::Checked(mut response) if self.awaits(response.number) => {
                let mut inner = self.0.borrow_mut();
                inner.checker.busy = false;
                if let Some(mut current) = inner.current.take() {
                    response.read += current.took;
                    inner.failed = std::mem::take(&mut current.care.without);
                    if let Ok(checked) = &response.result {
                        // It may have been left out.
                        current.pair.previous = current.pair.previous.filter(|_| checked.held.is_some());
                        inner.inputs = current.pair;
                        inner.is_kept = true;
                    }
                }
                drop(inner);
                listen(News::Answer(response));
            }
            Told::Written { number, result, note } if self.awaits(number) => self.written(role, number, result, note),
            Told::Settings(taken) => listen(News::Settings(taken)),
            _ => {}
        }
    }

    /// Goes on with what was written: done, or only prepared for the worker that writes such files.
    fn written(&self, role: Role, number: u32, result: Result<Vec<u8>, String>, note: Option<String>) {
        let order = {
            let mut inner = self.0.borrow_mut();
            inner.slot(role).busy = false;
            // It has read again what it had forgotten.
            inner.is_kept |= result.is_ok();
            inner.current.as_ref().and_then(|current| current.order.clone())
        };
        let Some(order) = order else { return };
        match result {
            Ok(bytes) if role == Role::Checker && order.export.is_heavy() => {
                self.wait_on();
                self.start(Role::Helper, WRITER);
                let original = self.0.borrow().inputs.original.as_ref().filter(|_| order.export.is_word()).cloned();
                let original = original.map_or_else(Vec::new, |original| (*original).clone());
                self.ask(Role::Helper, Request::Write { number, export: order.export, bytes, original });
            }
            result => {
                let mut inner = self.0.borrow_mut();
                inner.helper = Slot::default();
                inner.current = None;
                let listen = inner.listen.clone();
                drop(inner);
                listen(News::Written(number, order, result, note));
            }
        }
    }

    /// Goes on with what a reader has read.
    fn go_on(&self, number: u32, result: Result<Content, String>, took: f64) {
        self.wait_on();
        let aim = {
            let mut inner = self.0.borrow_mut();
            let Some(current) = &mut inner.current else { return };
            current.took += took;
            current.aim
        };
        let listen = self.0.borrow().listen.clone();
        match (result, aim) {
            (Ok(Content::Document(document)), _) => self.read(number, aim, Input::Document(document)),
            (Ok(Content::Page(html)), _) => {
                self.read(number, aim, Input::Pasted { html: Some(html), text: String::new() });
            }
            (Ok(Content::Files(files)), Aim::This) => {
                self.0.borrow_mut().current = None;
                listen(News::Files(number, files));
            }
            (Ok(Content::Files(files)), Aim::Previous) => match <[File; 1]>::try_from(files) {
                Ok([File { name, bytes }]) => self.read(number, aim, Input::File { name, bytes, encoding: None }),
                Err(files) => {
                    let count = files.len();
                    self.refuse(number, format!("压缩包里有 {count} 个文件，请先解压，只选上年报告那一份。"));
                }
            },
            (Err(sentence), _) => self.refuse(number, sentence),
        }
    }

    /// Tells that what was asked for cannot be read.
    fn refuse(&self, number: u32, sentence: String) {
        let current = self.0.borrow_mut().current.take();
        let read = current.map_or(0.0, |current| current.took);
        let listen = self.0.borrow().listen.clone();
        listen(News::Answer(Box::new(Response { number, result: Err(sentence), read, check: 0.0 })));
    }

    fn awaits(&self, number: u32) -> bool {
        self.0.borrow().current.as_ref().is_some_and(|current| current.number == number)
    }

    /// A worker died or never came. If a request hangs on it, that has failed; else the next request starts another.
    fn lost(&self, role: Role) {
        let (needed, is_sent) = {
            let mut inner = self.0.borrow_mut();
            let slot = inner.slot(role);
            let (needed, is_sent) = (slot.busy || slot.waiting.is_some(), slot.busy && role == Role::Checker);
            *slot = Slot::default();
            if role == Role::Checker {
                inner.is_kept = false;
            }
            (needed, is_sent)
        };
        if needed {
            self.failed(is_sent);
        }
    }

    /// What is under way has failed: the workers are started anew. A check that a worker `is_sent` is tried again with
    /// more care as long as there is a way; of anything else the page is told.
    fn failed(&self, is_sent: bool) {
        let lost = self.0.borrow_mut().current.take();
        self.cancel();
        let Some(mut current) = lost else { return };
        if self.0.borrow().checker.running.is_none() {
            self.start(Role::Checker, CHECKER);
        }
        let number = current.number;
        if is_sent && current.take_more_care() {
            self.0.borrow_mut().current = Some(current);
            self.wait_on();
            self.check(number);
        } else {
            let listen = self.0.borrow().listen.clone();
            listen(News::Failed(number));
        }
    }
}
