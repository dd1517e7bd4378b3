//! The workers that read and check the reports of the desk, as many as the machine has cores but one.

use super::port::Port;
use super::question::{Answer, Question};
use crate::app::export::{Export, Order};
use crate::app::wire::{Care, Input, Request, Source, Told};
use crate::check::Settings;
use crate::desk::Entry;
use crate::desk::copies::SideBySide;
use crate::document::Revision;
use crate::read::{Content, Family, Kind, Unreadable, limits, sniff};
use gloo::file::futures::read_as_bytes;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

/// A report to check.
pub struct Job {
    /// Its number on the desk.
    pub at: u32,
    /// The name of its file, with its folders.
    pub name: String,
    /// The file.
    pub this: Blob,
    /// Last year's report.
    pub previous: Option<Blob>,
    /// Whether it may be an archive. Archives in archives are not opened, for they may have no end.
    pub may_unpack: bool,
}

/// What the pool has to say.
pub enum News {
    /// This report is being read.
    Begun(u32),
    /// It was checked, or could not be read.
    Done(u32, Box<Entry>),
    /// It is an archive of these.
    Unpacked(u32, Vec<(String, Blob)>),
    /// Nothing is left to do, or all was given up.
    Idle,
}

/// The pool.
#[derive(Clone)]
pub struct Pool(Rc<RefCell<Inner>>);

struct Inner {
    queue: VecDeque<Job>,
    /// How many units may work.
    size: usize,
    /// How many do.
    running: usize,
    is_paused: bool,
    settings: Settings,
    listen: Rc<dyn Fn(News)>,
}

impl Pool {
    /// A pool without work; `listen` hears its news.
    pub fn new(listen: impl Fn(News) + 'static) -> Self {
        let cores = gloo::utils::window().navigator().hardware_concurrency() as usize;
        let size = cores.saturating_sub(1).max(1);
        let inner = Inner {
            queue: VecDeque::new(),
            size,
            running: 0,
            is_paused: false,
            settings: Settings::default(),
            listen: Rc::new(listen),
        };
        Pool(Rc::new(RefCell::new(inner)))
    }

    /// Whether reports are read, or wait for it.
    pub fn is_busy(&self) -> bool {
        let inner = self.0.borrow();
        inner.running > 0 || !inner.queue.is_empty()
    }

    /// Checks by these settings from now on.
    pub fn set(&self, settings: Settings) {
        self.0.borrow_mut().settings = settings;
    }

    /// Has these reports checked after those that wait.
    pub fn add(&self, jobs: impl IntoIterator<Item = Job>) {
        self.0.borrow_mut().queue.extend(jobs);
        self.wake();
    }

    /// Begins nothing new until it goes on.
    pub fn pause(&self, is_paused: bool) {
        self.0.borrow_mut().is_paused = is_paused;
        self.wake();
    }

    /// Gives up what has not begun; the numbers of those reports.
    pub fn cancel(&self) -> Vec<u32> {
        let mut inner = self.0.borrow_mut();
        inner.is_paused = false;
        let given_up = inner.queue.drain(..).map(|job| job.at).collect();
        if inner.running == 0 {
            // Nobody is left who would say so.
            let listen = inner.listen.clone();
            spawn_local(async move { listen(News::Idle) });
        }
        given_up
    }

    /// Puts sentences of two reports side by side.
    pub async fn beside(this: Blob, other: Blob) -> Result<SideBySide, String> {
        let mut unit = Unit::default();
        let this = unit.source(&this).await?;
        let other = unit.source(&other).await?;
        match unit.check(&Request::Beside { this, other }).await {
            Some(Told::Beside(result)) => result,
            _ => Err(FAILED.to_owned()),
        }
    }

    /// Writes a file of each of these reports and puts them together: lines on end, or an archive. `done` hears of each
    /// report, by what name its file goes and whether it failed, and says whether to go on. What there is so far is lost
    /// if not.
    pub async fn write(
        &self,
        export: Export,
        jobs: Vec<(Job, String)>,
        done: impl Fn(&str, bool) -> bool,
    ) -> Option<Result<Vec<u8>, String>> {
        let settings = self.0.borrow().settings.clone();
        let mut unit = Unit::default();
        let mut lines = Vec::new();
        for (job, name) in jobs {
            let result = match unit.write(export, job, settings.clone()).await {
                Ok(bytes) if export == Export::JsonLine => {
                    lines.extend(bytes);
                    lines.push(b'\n');
                    Ok(())
                }
                Ok(bytes) => unit.pack(name.clone(), export.ending().to_owned(), bytes).await,
                Err(sentence) => Err(sentence),
            };
            if !done(&name, result.is_err()) {
                return None;
            }
        }
        Some(if export == Export::JsonLine { Ok(lines) } else { unit.packed().await })
    }

    /// Reads settings: those that the browser keeps.
    pub async fn settings(request: Request) -> Option<Told> {
        Port::start(CHECKER).await?.ask(&request).await
    }

    fn wake(&self) {
        loop {
            let mut inner = self.0.borrow_mut();
            if inner.is_paused || inner.queue.is_empty() || inner.running >= inner.size {
                return;
            }
            inner.running += 1;
            drop(inner);
            spawn_local(self.clone().work());
        }
    }

    /// Works until nothing is left; then the workers go and their memory with them.
    async fn work(self) {
        let mut unit = Unit::default();
        while let Some((job, settings)) = self.next() {
            let listen = self.0.borrow().listen.clone();
            listen(News::Begun(job.at));
            let news = unit.run(job, settings).await;
            listen(news);
        }
        drop(unit);
        let mut inner = self.0.borrow_mut();
        inner.running -= 1;
        let is_idle = inner.running == 0 && inner.queue.is_empty();
        // No pause outlives its run.
        inner.is_paused &= !is_idle;
        let listen = inner.listen.clone();
        drop(inner);
        if is_idle {
            listen(News::Idle);
        }
    }

    fn next(&self) -> Option<(Job, Settings)> {
        let mut inner = self.0.borrow_mut();
        if inner.is_paused {
            return None;
        }
        let job = inner.queue.pop_front()?;
        Some((job, inner.settings.clone()))
    }
}

const CHECKER: &str = "./worker_loader.js";
/// What starts the worker that writes, and that keeps the desk's reports.
pub const WRITER: &str = "./export_loader.js";
const FAILED: &str = "核对时出了意外，已经跳过；请单独打开这一份再试，若仍不行，请把全文粘贴为纯文本再核对。";

/// One worker that checks, and its readers.
#[derive(Default)]
struct Unit {
    checker: Option<Port>,
    office: Option<Port>,
    pdf: Option<Port>,
    writer: Option<Port>,
    archive: Option<Port>,
    /// Bytes that the readers have read since they were started.
    read: usize,
}

/// What was written.
fn written(told: Option<Told>) -> Result<Vec<u8>, String> {
    match told {
        Some(Told::Written { result, .. }) => result,
        _ => Err(FAILED.to_owned()),
    }
}

/// What a file holds.
enum Held {
    Report(Input),
    Files(Vec<(String, Blob)>),
}

impl Unit {
    async fn run(&mut self, job: Job, settings: Settings) -> News {
        let Job { at, name, this, previous, may_unpack } = job;
        let done = |entry| News::Done(at, Box::new(entry));
        let this = match self.read(&this).await {
            Ok(Held::Report(input)) => Source::Read(Rc::new(input)),
            Ok(Held::Files(_)) if !may_unpack => {
                return done(Entry::unreadable(&name, "这是压缩包里的压缩包，请先解压，再打开里面的文件。"));
            }
            Ok(Held::Files(files)) => {
                return News::Unpacked(
                    at,
                    files.into_iter().map(|(inner, blob)| (format!("{name}/{inner}"), blob)).collect(),
                );
            }
            Err(sentence) => return done(Entry::unreadable(&name, &sentence)),
        };
        let previous = match &previous {
            Some(previous) => self.source(previous).await.unwrap_or(Source::None),
            None => Source::None,
        };
        match self.check(&Request::Brief { file: name.clone(), this, previous, settings }).await {
            Some(Told::Brief(entry)) => News::Done(at, entry),
            _ => done(Entry::unreadable(&name, FAILED)),
        }
    }

    async fn write(&mut self, export: Export, job: Job, settings: Settings) -> Result<Vec<u8>, String> {
        let Job { name, this: file, previous, .. } = job;
        let this = match self.source(&file).await {
            Ok(source) => source,
            Err(sentence) if export == Export::JsonLine => {
                let told = self.check(&Request::Unread { file: name, sentence }).await;
                return written(told);
            }
            Err(sentence) => return Err(sentence),
        };
        let previous = match &previous {
            Some(previous) => self.source(previous).await.unwrap_or(Source::None),
            None => Source::None,
        };
        let order = Order { export, report: name.clone(), numbers: Vec::new(), file: String::new() };
        let request = Request::Check {
            care: Care::default(),
            number: 0,
            this,
            previous,
            only_of: None,
            settings,
            revision: Revision::default(),
            order: Some(order),
        };
        let bytes = match written(self.check(&request).await) {
            Err(sentence) if export == Export::JsonLine => {
                return written(self.check(&Request::Unread { file: name, sentence }).await);
            }
            result => result?,
        };
        if !export.is_heavy() {
            return Ok(bytes);
        }
        // Comments go into the organ's own file where it is one of Word.
        let original = read_as_bytes(&gloo::file::Blob::from(file)).await.unwrap_or_default();
        let original = if sniff(&original) == Ok(Kind::Package) { original } else { Vec::new() };
        if self.writer.is_none() {
            self.writer = Port::start(WRITER).await;
        }
        let writer = self.writer.as_ref().ok_or_else(|| FAILED.to_owned())?;
        let told = writer.ask(&Request::Write { number: 0, export, bytes, original }).await;
        if told.is_none() {
            // A late answer would be taken for the next report's.
            self.writer = None;
        }
        written(told)
    }

    /// Puts a file into the archive.
    async fn pack(&mut self, name: String, ending: String, bytes: Vec<u8>) -> Result<(), String> {
        match self.ask_archive(Question::Pack(name, ending, bytes)).await {
            Some(Answer::Kept) => Ok(()),
            Some(Answer::File(Err(sentence))) => Err(sentence),
            _ => Err(FAILED.to_owned()),
        }
    }

    /// The archive.
    async fn packed(&mut self) -> Result<Vec<u8>, String> {
        match self.ask_archive(Question::Packed).await {
            Some(Answer::File(result)) => result,
            _ => Err("没有写成，请少选几份再试。".to_owned()),
        }
    }

    /// The archive has a worker of its own, whose memory comes back when all is written.
    async fn ask_archive(&mut self, question: Question) -> Option<Answer> {
        if self.archive.is_none() {
            self.archive = Port::start(WRITER).await;
        }
        match self.archive.as_ref()?.ask(&Request::Desk(Box::new(question))).await {
            Some(Told::Desk(answer)) => Some(*answer),
            _ => None,
        }
    }

    /// Asks the worker that checks; one that died or hung is ended.
    async fn check(&mut self, request: &Request) -> Option<Told> {
        if self.checker.is_none() {
            self.checker = Port::start(CHECKER).await;
        }
        let told = self.checker.as_ref()?.ask(request).await;
        if told.is_none() {
            self.checker = None;
        }
        told
    }

    async fn source(&mut self, blob: &Blob) -> Result<Source, String> {
        match self.read(blob).await? {
            Held::Report(input) => Ok(Source::Read(Rc::new(input))),
            Held::Files(_) => Err("这是压缩包，不是一份报告。".to_owned()),
        }
    }

    async fn read(&mut self, blob: &Blob) -> Result<Held, String> {
        /// After so many bytes the readers are started anew, so that their memory comes back.
        const MOST: usize = 32 << 20;
        if blob.size() > limits::INPUT as f64 {
            return Err(format!("文件超过 {} MB 的上限；请只保留年度报告本身。", limits::INPUT >> 20));
        }
        let bytes = read_as_bytes(&gloo::file::Blob::from(blob.clone())).await;
        let bytes = bytes.map_err(|_| "读不到这个文件：它可能已被移走、改名，或正被别的程序占用。".to_owned())?;
        if bytes.is_empty() {
            return Err("这是空文件，请确认选对了文件。".to_owned());
        }
        let kind = sniff(&bytes).map_err(|Unreadable(sentence)| sentence)?;
        let (slot, loader) = match kind.family() {
            Family::Written => return Ok(Held::Report(Input::File { name: String::new(), bytes, encoding: None })),
            Family::Office => (&mut self.office, "./office_loader.js"),
            Family::Pdf => (&mut self.pdf, "./pdf_loader.js"),
        };
        self.read += bytes.len();
        if self.read > MOST {
            self.read = bytes.len();
            *slot = None;
        }
        if slot.is_none() {
            *slot = Port::start(loader).await;
        }
        let reader = slot.as_ref().ok_or_else(|| FAILED.to_owned())?;
        let Some(Told::Read { result, .. }) = reader.ask(&Request::Read { number: 0, bytes, kind }).await else {
            *slot = None;
            return Err(FAILED.to_owned());
        };
        Ok(match result? {
            Content::Document(document) => Held::Report(Input::Document(document)),
            Content::Page(html) => Held::Report(Input::Pasted { html: Some(html), text: String::new() }),
            Content::Files(files) => {
                let blob = |bytes: &[u8]| gloo::file::Blob::new(bytes).into();
                Held::Files(files.into_iter().map(|file| (file.name, blob(&file.bytes))).collect())
            }
        })
    }
}
