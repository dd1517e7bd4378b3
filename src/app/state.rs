//! The page's one state and what changes it.

use super::wire::{Checked, Input, Response};
use crate::check::{Place, Severity};
use crate::read::File;
use std::ops::Deref;
use std::rc::Rc;
use yew::Reducible;

/// Something shared, equal only to itself: comparing it costs nothing.
#[derive(Debug)]
pub struct Shared<T>(Rc<T>);

impl<T> Shared<T> {
    /// Shares `value`.
    pub fn new(value: T) -> Self {
        Shared(Rc::new(value))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Shared(self.0.clone())
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

/// What the page shows.
#[derive(Clone, PartialEq)]
pub enum Phase {
    /// Nothing yet.
    Start,
    /// A report is being read: its name, and how many pages are done of how many.
    Reading(String, Option<(u32, u32)>),
    /// A checked report.
    Report(Shared<Checked>),
}

/// The page's state.
#[derive(Clone, PartialEq)]
pub struct State {
    /// What is shown.
    pub phase: Phase,
    /// The report before, which comes back if the next one cannot be read.
    pub before: Option<Shared<Checked>>,
    /// The files that came together, and which of them is shown.
    pub pile: Option<(Shared<Vec<File>>, usize)>,
    /// A sentence for the user, until she goes on.
    pub notice: Option<String>,
    /// The number of the request whose answer is awaited.
    pub awaited: u32,
    /// Which severities the list shows: errors, warnings, hints.
    pub shown: [bool; 3],
    /// The finding that is open.
    pub open: Option<usize>,
    /// The place to go to, and how often one was asked for: a second wish for the same place counts.
    pub goal: Option<(Place, u32)>,
    /// The place that a term of a calculation points at.
    pub lit: Option<Place>,
    /// How much of a narrow screen the list takes.
    pub sheet: Sheet,
    /// Whether the help is shown.
    pub help: bool,
}

/// The list on a narrow screen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// Only its head.
    Closed,
    /// Half the screen.
    Half,
    /// All of it.
    Full,
}

impl Default for State {
    fn default() -> Self {
        State {
            phase: Phase::Start,
            before: None,
            pile: None,
            notice: None,
            awaited: 0,
            shown: [true; 3],
            open: None,
            goal: None,
            lit: None,
            sheet: Sheet::Half,
            help: false,
        }
    }
}

/// What can happen.
pub enum Action {
    /// A request was sent: its number and what it reads.
    Asked(u32, Name),
    /// How far the request is read: its number, pages done, pages in all.
    Progress(u32, u32, u32),
    /// The user gave up waiting.
    Cancel,
    /// Something came that belongs to no pile.
    Alone,
    /// Several files came.
    Pile(Vec<File>),
    /// The file of this request is an archive of these.
    Unpacked(u32, Vec<File>),
    /// Another file of the pile was chosen.
    Choose(usize),
    /// The worker answered.
    Answered(Box<Response>),
    /// The worker died or hung over this request.
    Failed(u32),
    /// Something to tell the user.
    Notice(String),
    /// The user has read it.
    Read,
    /// Back to the start.
    Restart,
    /// Show or hide a severity.
    Toggle(Severity),
    /// Open this finding and go to its first place.
    Open(usize),
    /// Open the next (+1) or previous (−1) finding that is shown.
    Step(isize),
    /// Close what is open.
    Close,
    /// Go to this place.
    Go(Place),
    /// Light this place, or none.
    Light(Option<Place>),
    /// Set the list's size on a narrow screen.
    Sheet(Sheet),
    /// Show or hide the help.
    Help(bool),
}

/// What is being read, for the user.
pub struct Name(pub String);

impl From<&Input> for Name {
    fn from(input: &Input) -> Self {
        Name(match input {
            Input::File { name, .. } => name.clone(),
            Input::Document(_) => "文档".to_owned(),
            Input::Pasted { .. } => "粘贴的内容".to_owned(),
            Input::Sample(_) => "示例".to_owned(),
        })
    }
}

impl State {
    /// The checked report, if one is shown.
    pub fn checked(&self) -> Option<&Shared<Checked>> {
        match &self.phase {
            Phase::Report(checked) => Some(checked),
            _ => None,
        }
    }

    /// Whether findings of `severity` are shown.
    pub fn shows(&self, severity: Severity) -> bool {
        self.shown[severity as usize]
    }

    fn open(&mut self, index: usize) {
        let Some(checked) = self.checked().cloned() else { return };
        let Some(finding) = checked.outcome.findings.get(index) else { return };
        self.open = Some(index);
        self.lit = None;
        if self.sheet == Sheet::Closed {
            self.sheet = Sheet::Half;
        }
        let place = finding.places.first().copied().unwrap_or_default();
        self.go(place);
    }

    fn go(&mut self, place: Place) {
        let wishes = self.goal.map_or(0, |(_, wishes)| wishes);
        self.goal = Some((place, wishes + 1));
    }

    fn step(&mut self, by: isize) {
        let Some(checked) = self.checked().cloned() else { return };
        let shown: Vec<usize> = (0..checked.outcome.findings.len())
            .filter(|&index| self.shows(checked.outcome.findings[index].severity))
            .collect();
        let next = match self.open.and_then(|open| shown.iter().position(|&index| index == open)) {
            Some(at) => (at as isize + by).rem_euclid(shown.len() as isize) as usize,
            None if by > 0 => 0,
            None => shown.len().saturating_sub(1),
        };
        if let Some(&index) = shown.get(next) {
            self.open(index);
        }
    }

    /// Puts the files of an archive in its place among those that came.
    fn unpack(&mut self, inner: Vec<File>) {
        let (mut files, current) = match &self.pile {
            Some((files, current)) => (files.to_vec(), *current),
            None => (Vec::new(), 0),
        };
        let archive = if current < files.len() { files.remove(current).name + "/" } else { String::new() };
        let named = inner.into_iter().map(|file| File { name: format!("{archive}{}", file.name), ..file });
        let rest = files.split_off(current.min(files.len()));
        files.extend(named);
        files.extend(rest);
        self.pile = Some((Shared::new(files), current));
        self.go_back();
    }

    fn answered(&mut self, response: Response) {
        if response.number != self.awaited {
            return;
        }
        match response.result {
            Ok(checked) => {
                *self = State {
                    phase: Phase::Report(Shared::new(checked)),
                    awaited: self.awaited,
                    pile: self.pile.take(),
                    notice: self.notice.take(),
                    help: self.help,
                    ..State::default()
                };
            }
            Err(sentence) => self.refuse(sentence),
        }
    }

    fn refuse(&mut self, sentence: String) {
        self.notice = Some(sentence);
        self.go_back();
    }

    /// Back to what was shown before the request.
    fn go_back(&mut self) {
        self.awaited = 0;
        self.phase = match self.before.take() {
            Some(checked) => Phase::Report(checked),
            None => Phase::Start,
        };
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = (*self).clone();
        match action {
            Action::Asked(number, Name(name)) => {
                state.before = state.checked().cloned().or(state.before.take());
                state.phase = Phase::Reading(name, None);
                state.awaited = number;
                state.notice = None;
            }
            Action::Progress(number, done, all) => {
                if let Phase::Reading(_, progress) = &mut state.phase
                    && number == state.awaited
                {
                    *progress = Some((done, all));
                }
            }
            Action::Cancel => state.go_back(),
            Action::Alone => state.pile = None,
            Action::Pile(files) => state.pile = Some((Shared::new(files), 0)),
            Action::Unpacked(number, files) if number == state.awaited => state.unpack(files),
            Action::Unpacked(..) => {}
            Action::Choose(at) => {
                if let Some((_, current)) = &mut state.pile {
                    *current = at;
                }
            }
            Action::Answered(response) => state.answered(*response),
            Action::Failed(number) if number == state.awaited => {
                state.refuse(
                    "核对时出了意外，已重新启动；请再试一次，若仍不行，请把全文粘贴为纯文本再核对。".to_owned(),
                );
            }
            Action::Failed(_) => {}
            Action::Notice(sentence) => state.notice = Some(sentence),
            Action::Read => state.notice = None,
            // Numbers of requests begin at 1: an answer that comes late is nobody's.
            Action::Restart => state = State::default(),
            Action::Toggle(severity) => {
                let shown = &mut state.shown[severity as usize];
                *shown = !*shown;
                // What is open stays so only while it is shown.
                let severity_of =
                    |index: usize| state.checked()?.outcome.findings.get(index).map(|finding| finding.severity);
                if state.open.and_then(severity_of).is_some_and(|severity| !state.shows(severity)) {
                    state.open = None;
                    state.lit = None;
                }
            }
            Action::Open(index) => state.open(index),
            Action::Step(by) => state.step(by),
            Action::Close if state.help => state.help = false,
            Action::Close if state.notice.is_some() => state.notice = None,
            Action::Close => {
                state.open = None;
                state.lit = None;
            }
            Action::Go(place) => state.go(place),
            Action::Light(place) => state.lit = place,
            Action::Sheet(sheet) => state.sheet = sheet,
            Action::Help(help) => state.help = help,
        }
        state.into()
    }
}
