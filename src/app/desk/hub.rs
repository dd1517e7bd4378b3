//! What the desk does: takes files, has them read and checked, then against last year's, asks about all of them, opens one.

use super::bridge::{self, One};
use super::pool::{Job, News, Pool, WRITER};
use super::port::Port;
use super::question::{Answer, Question};
use super::state::{Action, Desk, Work};
use crate::app::export::Export;
use crate::app::outgoing;
use crate::app::storage;
use crate::app::wire::{Origin, Request, Told};
use crate::desk::Entry;
use crate::text::fold::seen;
use gloo::timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashSet, VecDeque};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::UseReducerDispatcher;

/// Milliseconds in which news is gathered before it is drawn.
const GATHER: u32 = 120;

/// The desk's hands.
#[derive(Clone)]
pub struct Hub(Rc<Inner>);

impl PartialEq for Hub {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

struct Inner {
    dispatch: UseReducerDispatcher<Desk>,
    pool: Pool,
    files: RefCell<Vec<Came>>,
    /// The numbers of the reports that were begun.
    begun: RefCell<BTreeSet<u32>>,
    /// The settings that reports are checked by, as the browser keeps them; none before the first.
    settings: RefCell<Option<String>>,
    /// What is to be drawn.
    fresh: RefCell<Fresh>,
    /// When the run began, in milliseconds.
    began: RefCell<f64>,
    /// What is to be asked of the worker that keeps all reports.
    questions: RefCell<VecDeque<(Question, Then)>>,
    /// That worker, while it is not asked.
    survey: RefCell<Option<Port>>,
    is_asking: RefCell<bool>,
    /// Reports that wait for the settings.
    waiting: RefCell<Vec<Job>>,
    /// Whether the settings are being read.
    is_setting: RefCell<bool>,
    /// Whether files are being made.
    is_writing: RefCell<bool>,
    /// Whether the user gave up what is under way.
    is_stopped: RefCell<bool>,
    /// When the pause began, in milliseconds.
    paused: RefCell<Option<f64>>,
    /// Whether the worker that keeps all reports has lost them.
    is_lost: RefCell<bool>,
    /// Which reports were held against which.
    held: RefCell<HashSet<(u32, u32)>>,
    /// For each report last year's.
    previous: RefCell<Vec<Option<u32>>>,
}

/// A file that came.
#[derive(Clone)]
struct Came {
    name: String,
    file: Blob,
    /// Whether it may be an archive: it came out of none.
    may_unpack: bool,
}

/// What happened since the last drawing.
#[derive(Default)]
struct Fresh {
    read: Vec<(u32, Entry)>,
    /// The file begun last.
    begun: Option<String>,
    /// Until the next drawing.
    clock: Option<Timeout>,
}

/// What is done with an answer; `None` where there is none.
type Then = Box<dyn FnOnce(Option<Answer>)>;

impl Hub {
    /// A desk without reports.
    pub fn new(dispatch: UseReducerDispatcher<Desk>) -> Self {
        let hub: Rc<Inner> = Rc::new_cyclic(|weak: &std::rc::Weak<Inner>| {
            let weak = weak.clone();
            let pool = Pool::new(move |news| {
                if let Some(inner) = weak.upgrade() {
                    Hub(inner).hear(news);
                }
            });
            Inner {
                dispatch,
                pool,
                files: RefCell::default(),
                begun: RefCell::default(),
                settings: RefCell::default(),
                fresh: RefCell::default(),
                began: RefCell::default(),
                questions: RefCell::default(),
                survey: RefCell::default(),
                is_asking: RefCell::default(),
                waiting: RefCell::default(),
                is_setting: RefCell::default(),
                is_writing: RefCell::default(),
                is_stopped: RefCell::default(),
                paused: RefCell::default(),
                is_lost: RefCell::default(),
                held: RefCell::default(),
                previous: RefCell::default(),
            }
        });
        Hub(hub)
    }

    /// Takes files: they are read after those that wait.
    pub fn add(&self, files: Vec<(String, Blob)>) {
        self.take(files, true);
    }

    fn take(&self, files: Vec<(String, Blob)>, may_unpack: bool) {
        if files.is_empty() {
            return;
        }
        if *self.0.is_writing.borrow() {
            return self.say("正在导出，请等导出完再添加文件。");
        }
        if may_unpack {
            self.0.is_stopped.replace(false);
        }
        let came: Vec<Came> =
            files.into_iter().map(|(name, file)| Came { name: seen(&name), file, may_unpack }).collect();
        let first = self.0.files.borrow().len() as u32;
        let numbers: Vec<u32> = (first..first + came.len() as u32).collect();
        let named = numbers.iter().copied().zip(came.iter().map(|came| came.name.clone())).collect();
        self.0.files.borrow_mut().extend(came);
        self.0.dispatch.dispatch(Action::Added(named));
        if *self.0.is_stopped.borrow() {
            // What they came out of was being read when all was given up.
            self.0.dispatch.dispatch(Action::GivenUp(numbers));
        } else {
            self.queue(&numbers);
        }
    }

    /// Has these reports checked, by the settings as they are now.
    fn queue(&self, numbers: &[u32]) {
        self.wait(numbers);
        // More may come while the settings are read.
        if !self.0.is_setting.replace(true) {
            let hub = self.clone();
            spawn_local(async move {
                if hub.take_settings().await {
                    hub.wait(&hub.begun());
                }
                hub.0.is_setting.replace(false);
                let jobs = std::mem::take(&mut *hub.0.waiting.borrow_mut());
                hub.0.pool.add(jobs);
            });
        }
    }

    /// Puts these reports among those that wait. One that was held against last year's is so again.
    fn wait(&self, numbers: &[u32]) {
        if numbers.is_empty() {
            return;
        }
        if !self.0.pool.is_busy() && self.0.waiting.borrow().is_empty() {
            *self.0.began.borrow_mut() = now();
        }
        self.0.dispatch.dispatch(Action::Run(numbers.len() as u32, Work::Check));
        let jobs = numbers.iter().filter_map(|&at| self.job(at));
        self.0.waiting.borrow_mut().extend(jobs);
    }

    fn job(&self, at: u32) -> Option<Job> {
        let files = self.0.files.borrow();
        let Came { name, file, may_unpack } = files.get(at as usize)?.clone();
        let previous = self.0.previous.borrow().get(at as usize).copied().flatten();
        let previous = previous.filter(|other| self.0.held.borrow().contains(&(at, *other)));
        let previous = previous.and_then(|other| files.get(other as usize)).map(|came| came.file.clone());
        Some(Job { at, name, this: file, previous, may_unpack })
    }

    fn begun(&self) -> Vec<u32> {
        self.0.begun.borrow().iter().copied().collect()
    }

    /// Takes the settings that the page keeps, as they are now; whether reports were checked by others before.
    async fn take_settings(&self) -> bool {
        let text = storage::kept();
        if self.0.settings.borrow().as_ref() == Some(&text) {
            return false;
        }
        let request = Request::Settings { text: text.clone(), origin: Origin::Stored };
        let Some(Told::Settings(taken)) = Pool::settings(request).await else { return false };
        self.0.dispatch.dispatch(Action::Rules(taken.rules));
        let Ok(settings) = taken.result else { return false };
        self.0.pool.set(settings);
        self.0.settings.replace(Some(text)).is_some()
    }

    /// Has all reports checked again if the settings have changed: in the page a finding may have been dismissed.
    pub fn catch_up(&self) {
        if !*self.0.is_writing.borrow() {
            self.queue(&[]);
        }
    }

    /// Has these reports checked that were given up.
    pub fn go_on(&self, numbers: Vec<u32>) {
        self.0.is_stopped.replace(false);
        self.queue(&numbers);
        self.0.dispatch.dispatch(Action::Again(numbers));
    }

    /// Has all reports checked again after the worker that keeps them has lost them.
    pub fn restore(&self) {
        self.0.is_lost.replace(false);
        self.0.is_stopped.replace(false);
        self.0.dispatch.dispatch(Action::Lost(false));
        self.queue(&self.begun());
    }

    /// Pauses, or goes on.
    pub fn pause(&self, is_paused: bool) {
        // A pause is no time in which anything was done.
        let paused = std::mem::replace(&mut *self.0.paused.borrow_mut(), is_paused.then(now));
        *self.0.began.borrow_mut() += paused.map_or(0.0, |since| now() - since);
        self.0.pool.pause(is_paused);
        self.0.dispatch.dispatch(Action::Pause(is_paused));
    }

    /// Gives up what has not begun.
    pub fn cancel(&self) {
        if *self.0.is_writing.borrow() {
            self.0.is_stopped.replace(true);
            return;
        }
        self.0.is_stopped.replace(true);
        let waiting = std::mem::take(&mut *self.0.waiting.borrow_mut());
        let mut given_up = self.0.pool.cancel();
        given_up.extend(waiting.into_iter().map(|job| job.at));
        // What was not held against last year's may be, another time.
        self.0.held.borrow_mut().retain(|(at, _)| !given_up.contains(at));
        self.0.dispatch.dispatch(Action::GivenUp(given_up));
        self.draw();
    }

    fn hear(&self, news: News) {
        match news {
            News::Begun(at) => {
                let name = self.0.files.borrow().get(at as usize).map(|came| came.name.clone());
                self.0.fresh.borrow_mut().begun = name;
                self.0.begun.borrow_mut().insert(at);
            }
            // It was read once; that it failed beside last year's takes nothing back.
            News::Done(at, entry) if entry.unreadable.is_some() && self.was_held(at) => {
                self.0.dispatch.dispatch(Action::Step(entry.file));
            }
            News::Done(at, entry) => {
                let mut brief = (*entry).clone();
                brief.figures = Default::default();
                brief.print = Default::default();
                brief.findings = Vec::new();
                self.ask(Question::Keep(at, entry), |_| {});
                self.0.fresh.borrow_mut().read.push((at, brief));
            }
            News::Unpacked(at, files) => {
                self.0.begun.borrow_mut().remove(&at);
                self.0.dispatch.dispatch(Action::Archive(at));
                self.take(files, false);
            }
            News::Idle => {
                self.draw();
                // What came meanwhile goes on by itself.
                if self.0.waiting.borrow().is_empty() {
                    self.rest();
                }
                return;
            }
        }
        let mut fresh = self.0.fresh.borrow_mut();
        if fresh.clock.is_none() {
            let hub = self.clone();
            fresh.clock = Some(Timeout::new(GATHER, move || hub.draw()));
        }
    }

    /// Whether this report was held against last year's, or is.
    fn was_held(&self, at: u32) -> bool {
        self.0.held.borrow().iter().any(|(this, _)| *this == at)
    }

    /// Draws what was read since the last time.
    fn draw(&self) {
        let Fresh { read, begun, clock } = std::mem::take(&mut *self.0.fresh.borrow_mut());
        drop(clock);
        let took = now() - *self.0.began.borrow();
        self.0.dispatch.dispatch(Action::Read(read, begun, took));
    }

    /// When all is read: what was not yet held against last year's report is, then all are compared.
    fn rest(&self) {
        let hub = self.clone();
        self.ask(Question::Pairing, move |answer| {
            let Some(Answer::Pairing(pairing)) = answer else { return hub.0.dispatch.dispatch(Action::Idle) };
            let previous = pairing.previous;
            hub.0.dispatch.dispatch(Action::Groups(pairing.groups));
            // What came meanwhile is read first; then it is asked again.
            if hub.0.pool.is_busy() || !hub.0.waiting.borrow().is_empty() {
                return;
            }
            hub.0.pool.pause(false);
            let is_stopped = *hub.0.is_stopped.borrow();
            let is_new = |(at, other): (usize, &Option<u32>)| {
                hub.0.held.borrow_mut().insert((at as u32, (*other)?)).then_some(at as u32)
            };
            let new: Vec<u32> = match is_stopped {
                true => Vec::new(),
                false => previous.iter().enumerate().filter_map(is_new).collect(),
            };
            *hub.0.previous.borrow_mut() = previous;
            let jobs: Vec<Job> = new.into_iter().filter_map(|at| hub.job(at)).collect();
            if jobs.is_empty() {
                hub.0.dispatch.dispatch(Action::Idle);
                hub.compare();
            } else {
                *hub.0.began.borrow_mut() = now();
                hub.0.dispatch.dispatch(Action::Run(jobs.len() as u32, Work::Previous));
                hub.0.pool.add(jobs);
            }
        });
    }

    fn compare(&self) {
        let dispatch = self.0.dispatch.clone();
        self.ask(Question::Copies, move |answer| {
            if let Some(Answer::Copies(copies)) = answer {
                dispatch.dispatch(Action::Copies(copies));
            }
        });
        let dispatch = self.0.dispatch.clone();
        self.ask(Question::Outliers, move |answer| {
            if let Some(Answer::Outliers(far)) = answer {
                dispatch.dispatch(Action::Far(far));
            }
        });
    }

    /// Adds `parts` up to `whole`.
    pub fn add_up(&self, whole: u32, parts: Vec<u32>) {
        let dispatch = self.0.dispatch.clone();
        self.ask(Question::AddUp { whole, parts }, move |answer| {
            if let Some(Answer::Sums(sums)) = answer {
                dispatch.dispatch(Action::Sums(*sums));
            }
        });
    }

    /// Puts the sentences of two reports side by side.
    pub fn beside(&self, this: u32, other: u32) {
        let pair = (this, other);
        let file = |at: u32| self.0.files.borrow().get(at as usize).map(|came| came.file.clone());
        let (Some(this), Some(other)) = (file(this), file(other)) else { return };
        let dispatch = self.0.dispatch.clone();
        dispatch.dispatch(Action::Beside(pair));
        spawn_local(async move {
            dispatch.dispatch(Action::BesideRead(pair, Pool::beside(this, other).await));
        });
    }

    /// Shows how many requests these reports tell of.
    pub fn requests(&self, of: Vec<u32>) {
        let dispatch = self.0.dispatch.clone();
        self.ask(Question::Requests(of), move |answer| {
            if let Some(Answer::Requests(requests)) = answer {
                dispatch.dispatch(Action::Requests(requests));
            }
        });
    }

    /// Shows the figures of one organ's reports, which are given by year.
    pub fn years(&self, of: Vec<u32>) {
        let dispatch = self.0.dispatch.clone();
        self.ask(Question::Years(of), move |answer| {
            if let Some(Answer::Years(years)) = answer {
                dispatch.dispatch(Action::Years(years));
            }
        });
    }

    /// Shows what the template comes to for a report.
    pub fn preview(&self, of: u32, template: String) {
        let dispatch = self.0.dispatch.clone();
        self.ask(Question::Notice { of, template }, move |answer| {
            if let Some(Answer::Text(preview)) = answer {
                dispatch.dispatch(Action::Preview(preview));
            }
        });
    }

    /// Makes a file of each of these reports (number and name) and gives them to the user together.
    pub fn write(&self, export: Export, of: Vec<(u32, String)>) {
        if self.0.pool.is_busy() || self.0.is_writing.replace(true) {
            return self.say("请等前一项做完再导出。");
        }
        self.0.is_stopped.replace(false);
        let jobs: Vec<(Job, String)> =
            of.into_iter().filter_map(|(at, called)| Some((self.job(at)?, called))).collect();
        self.0.dispatch.dispatch(Action::Run(jobs.len() as u32, Work::Write));
        let hub = self.clone();
        spawn_local(async move {
            let failed = Cell::new(0);
            let done = |name: &str, has_failed: bool| {
                failed.set(failed.get() + u32::from(has_failed));
                hub.0.dispatch.dispatch(Action::Step(name.to_owned()));
                !*hub.0.is_stopped.borrow()
            };
            let written = hub.0.pool.write(export, jobs, done).await;
            hub.0.is_writing.replace(false);
            hub.0.dispatch.dispatch(Action::Idle);
            let file = if export == Export::JsonLine { "年报校核.jsonl" } else { "年报批注.zip" };
            let kind = if export == Export::JsonLine { export.kind() } else { "application/zip" };
            match written {
                None => hub.say("已取消，没有导出。"),
                Some(Err(sentence)) => hub.say(&sentence),
                Some(Ok(bytes)) => {
                    outgoing::save(file, kind, &bytes);
                    let left_out = match failed.get() {
                        0 => String::new(),
                        failed => format!("，{failed} 份读不出，没有写进去"),
                    };
                    hub.say(&format!("已导出“{file}”{left_out}。"));
                }
            }
        });
    }

    /// Tells the user.
    pub fn say(&self, sentence: &str) {
        self.0.dispatch.dispatch(Action::Say(sentence.to_owned()));
    }

    /// Gives the user a file that is made of all that is kept.
    pub fn save(&self, question: Question, name: &'static str, kind: &'static str) {
        let hub = self.clone();
        self.ask(question, move |answer| match answer {
            Some(Answer::File(Ok(bytes))) => {
                outgoing::save(name, kind, &bytes);
                hub.say(&format!("已导出“{name}”。"));
            }
            Some(Answer::File(Err(sentence))) => hub.say(&sentence),
            // That all is lost was said.
            _ => {}
        });
    }

    /// Opens a report in the page, as number `place.0` of `place.1`; where the user does not want to give up what is open
    /// there, nothing changes.
    pub fn open(&self, at: u32, place: (u32, u32)) {
        let files = self.0.files.borrow();
        let Some(Came { name, file, .. }) = files.get(at as usize).cloned() else { return };
        let previous = self.0.previous.borrow().get(at as usize).copied().flatten();
        let previous =
            previous.and_then(|other| files.get(other as usize)).map(|came| (came.name.clone(), came.file.clone()));
        drop(files);
        if bridge::open(&One { number: at, name, file, previous, place }) {
            self.0.dispatch.dispatch(Action::Open(Some(at)));
            bridge::show(false);
        }
    }

    /// Asks the worker that keeps all reports, after what was asked before.
    fn ask(&self, question: Question, then: impl FnOnce(Option<Answer>) + 'static) {
        self.0.questions.borrow_mut().push_back((question, Box::new(then)));
        if !self.0.is_asking.replace(true) {
            let hub = self.clone();
            spawn_local(async move {
                hub.answer().await;
                hub.0.is_asking.replace(false);
            });
        }
    }

    async fn answer(&self) {
        loop {
            let Some((question, then)) = self.0.questions.borrow_mut().pop_front() else { return };
            if *self.0.is_lost.borrow() {
                then(None);
                continue;
            }
            let port = self.0.survey.borrow_mut().take();
            let port = match port {
                Some(port) => Some(port),
                None => Port::start(WRITER).await,
            };
            let told = match &port {
                Some(port) => port.ask(&Request::Desk(Box::new(question))).await,
                None => None,
            };
            let answer = match told {
                Some(Told::Desk(answer)) => Some(*answer),
                _ => None,
            };
            match &answer {
                Some(_) => *self.0.survey.borrow_mut() = port,
                None => {
                    self.0.is_lost.replace(true);
                    self.0.dispatch.dispatch(Action::Lost(true));
                }
            }
            then(answer);
        }
    }
}

fn now() -> f64 {
    gloo::utils::window().performance().map_or(0.0, |clock| clock.now())
}
