//! The page's one state and what changes it.

use super::decisions::{Decision, Remark, Wish};
use super::drafts;
use super::edits::{Edit, Editing, History, Postponed, Version};
use super::numbers::Numbers;
use super::wire::{Checked, Input, Response, RuleName, Taken};
use crate::check::{Place, Settings, Severity, Whose};
use crate::document::Revision;
use crate::read::File;
use std::ops::Deref;
use std::rc::Rc;
use yew::Reducible;

/// More findings than these are neither listed nor marked; the list says so.
pub const MOST: usize = 500;

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
    /// A checked report.
    Report(Shown),
}

/// A checked report that is shown.
#[derive(Clone, PartialEq)]
pub struct Shown {
    /// What was found.
    pub checked: Shared<Checked>,
    /// The numbers of its findings.
    pub numbers: Shared<Numbers>,
    /// The settings that it was checked by.
    pub by: Shared<Settings>,
    /// The report as it was checked.
    pub version: Version,
    /// What it came as: the file's name.
    pub name: String,
}

/// What is asked of the worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// To open a report.
    Open,
    /// To hold the report against last year's.
    Previous,
    /// To check the report again.
    Again,
    /// To write a file of it.
    Export,
}

/// A request whose answer is awaited.
#[derive(Clone, PartialEq)]
pub struct Awaited {
    /// Its number.
    pub number: u32,
    /// What was asked.
    pub task: Task,
    /// What is read, for the user.
    pub name: String,
    /// How many pages are done of how many.
    pub progress: Option<(u32, u32)>,
    /// The settings that are checked by.
    pub by: Shared<Settings>,
    /// The report that is checked.
    pub version: Version,
    /// What the report is kept under, where one that was kept is opened.
    pub draft: Option<String>,
}

/// Where the report that is shown stands at the desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seat {
    /// Its place among those that the desk lists, from 1, and how many those are; 0 for one that came alone.
    pub place: (u32, u32),
    /// Its number there; none for one that came alone, or that could not be opened.
    pub report: Option<u32>,
}

/// What lies over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// How the page is used.
    Help,
    /// The settings.
    Settings,
    /// The fixes that can be made together.
    Fixes,
}

/// The form that is open in the open finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// To dismiss the finding.
    Dismiss,
    /// To switch its rule off, or to give it another severity.
    Rule,
}

/// The page's state.
#[derive(Clone, PartialEq)]
pub struct State {
    /// What is shown.
    pub phase: Phase,
    /// What is under way.
    pub awaited: Option<Awaited>,
    /// The files that came together, and which of them is shown.
    pub pile: Option<(Shared<Vec<File>>, usize)>,
    /// Where the report stands at the desk, where there is one.
    pub desk: Option<Seat>,
    /// A sentence for the user, until she goes on.
    pub notice: Option<String>,
    /// What is to be told of the files that came with the one that is opened next.
    pub left_out: Option<String>,
    /// Which severities the list shows: errors, warnings, hints.
    pub shown: [bool; 3],
    /// Words that the findings which the list shows have.
    pub search: String,
    /// The finding that is open.
    pub open: Option<usize>,
    /// The form in it.
    pub form: Option<Form>,
    /// The place to go to, and how often one was asked for: a second wish for the same place counts.
    pub goal: Option<(Place, u32)>,
    /// The place that a term of a calculation points at.
    pub lit: Option<Place>,
    /// How much of a narrow screen the list takes.
    pub sheet: Sheet,
    /// What lies over the page.
    pub dialog: Option<Dialog>,
    /// The report as the user has it now.
    pub version: Version,
    /// The way back.
    pub history: History,
    /// The field that is open in the report.
    pub editing: Option<Editing>,
    /// What waits until the report was checked again.
    pub postponed: Vec<Postponed>,
    /// What the report is kept under, if it is kept.
    pub draft: String,
    /// Whether reports that are being changed are kept; `None` until the user was asked.
    pub keeps: Option<bool>,
    /// Whether the browser had no room for the last change.
    pub unkept: bool,
    /// What was last written into a file with all its changes.
    pub exported: Option<Version>,
    /// What could not be checked: it is not tried again until something changes.
    pub refused: Option<(Shared<Settings>, Version)>,
    /// What the user switched off or dismissed.
    pub settings: Shared<Settings>,
    /// The settings that the browser keeps.
    pub stored: Shared<Settings>,
    /// Whether the browser refuses to keep them.
    pub unsaved: bool,
    /// All rules, as the settings name them.
    pub rules: Shared<Vec<RuleName>>,
    /// What the settings have to say of their last change.
    pub remark: Option<Remark>,
    /// What is to be said and to have the focus when the report was checked again.
    pub wish: Option<Wish>,
    /// What was said last.
    pub said: String,
    /// What was done, for those who see, and how often something was.
    pub toast: Option<(&'static str, u32)>,
    /// The element that is to have the focus (the first of these selectors that finds one), and how often that was asked.
    pub focus: Option<(Vec<String>, u32)>,
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
        let settings = Shared::new(Settings::default());
        State {
            phase: Phase::Start,
            awaited: None,
            pile: None,
            desk: None,
            notice: None,
            left_out: None,
            shown: [true; 3],
            search: String::new(),
            open: None,
            form: None,
            goal: None,
            lit: None,
            sheet: Sheet::Half,
            dialog: None,
            version: Version::unread(Revision::default()),
            history: History::default(),
            editing: None,
            postponed: Vec::new(),
            draft: String::new(),
            keeps: drafts::consent(),
            unkept: false,
            exported: None,
            refused: None,
            stored: settings.clone(),
            settings,
            unsaved: false,
            rules: Shared::new(Vec::new()),
            remark: None,
            wish: None,
            said: String::new(),
            toast: None,
            focus: None,
        }
    }
}

/// What can happen.
pub enum Action {
    /// A request was sent.
    Asked(Awaited),
    /// How far the request is read: its number, pages done, pages in all.
    Progress(u32, u32, u32),
    /// The user gave up waiting.
    Cancel,
    /// Something came that belongs to no pile.
    Alone,
    /// There is a desk.
    Desk,
    /// What is opened has this place at the desk.
    AtDesk(Seat),
    /// The file of the report that the desk wanted opened is gone: its place there, and what is said.
    Gone(Seat, String),
    /// Of the files that came some could not be read: what is told of them beside those that are opened; none when
    /// these are not opened either.
    LeftOut(Option<String>),
    /// Several files came.
    Pile(Vec<File>),
    /// The file of this request is an archive of these.
    Unpacked(u32, Vec<File>),
    /// Another file of the pile was chosen.
    Choose(usize),
    /// The worker answered.
    Answered(Box<Response>),
    /// The file that this request asked for was written (its name, and whether it is the report with all its changes), or
    /// the sentence that says why not.
    Written(u32, Result<(String, bool), String>),
    /// This was done, which is only said.
    Said(&'static str),
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
    /// List only the findings that have these words.
    Search(String),
    /// Open this finding and go to its first place.
    Open(usize),
    /// Open this finding, one of whose places the user is at.
    Pick(usize),
    /// Open the next (+1) or previous (−1) finding that is shown.
    Step(isize),
    /// Close what is open.
    Close,
    /// Open or close a form in the open finding.
    Form(Option<Form>),
    /// Go to this place.
    Go(Place),
    /// Light this place, or none.
    Light(Option<Place>),
    /// Set the list's size on a narrow screen.
    Sheet(Sheet),
    /// Lay something over the page, or take it away.
    Dialog(Option<Dialog>),
    /// The user changed the report.
    Edit(Edit),
    /// Reports that are being changed are to be kept, or not.
    Keep(bool),
    /// The browser keeps the last change, or has no room for it.
    Kept(bool),
    /// The user decided something about rules and findings.
    Decide(Decision),
    /// Settings were read.
    Taken(Box<Taken>),
    /// The browser keeps these settings, or refuses to.
    Stored(Shared<Settings>, bool),
}

/// What `input` is called for the user.
pub fn name_of(input: &Input) -> String {
    match input {
        Input::File { name, .. } => name.clone(),
        Input::Document(_) => "文档".to_owned(),
        Input::Pasted { .. } => "粘贴的内容".to_owned(),
        Input::Sample(_) => "示例".to_owned(),
        Input::Form(_) => "空白格式".to_owned(),
    }
}

impl State {
    /// The report that is shown; none while another is opened.
    pub fn report(&self) -> Option<&Shown> {
        match &self.phase {
            Phase::Report(shown) if self.opening().is_none() => Some(shown),
            _ => None,
        }
    }

    /// The request that opens a report.
    pub fn opening(&self) -> Option<&Awaited> {
        self.awaited.as_ref().filter(|awaited| awaited.task == Task::Open)
    }

    /// The checked report, if there is one.
    pub fn checked(&self) -> Option<&Shared<Checked>> {
        match &self.phase {
            Phase::Report(shown) => Some(&shown.checked),
            Phase::Start => None,
        }
    }

    /// The findings that the list shows.
    pub fn visible(&self) -> Vec<usize> {
        let listed = |checked: &Shared<Checked>| checked.listed(self.shown, &self.search).take(MOST).collect();
        self.checked().map_or_else(Vec::new, listed)
    }

    /// Whether there are changes that exist nowhere else.
    pub fn may_lose(&self) -> bool {
        let is_kept = self.keeps == Some(true) && !self.unkept;
        self.version.changes() > 0 && !is_kept && self.exported.as_ref() != Some(&self.version)
    }

    /// Whether the report as it is now could not be checked.
    pub fn is_refused(&self) -> bool {
        self.refused.as_ref().is_some_and(|(by, version)| *by == self.settings && *version == self.version)
    }

    /// Asks that the element which the first of `selectors` finds have the focus.
    pub(super) fn ask_focus(&mut self, selectors: Vec<String>) {
        let wishes = self.focus.as_ref().map_or(0, |(_, wishes)| *wishes);
        self.focus = Some((selectors, wishes + 1));
    }

    fn open(&mut self, index: usize) {
        let Some(checked) = self.checked().cloned() else { return };
        let Some(finding) = checked.outcome.findings.get(index) else { return };
        if self.open != Some(index) {
            self.form = None;
        }
        self.open = Some(index);
        self.lit = None;
        if self.sheet == Sheet::Closed {
            self.sheet = Sheet::Half;
        }
        let here = finding.places.iter().find(|place| place.report == Whose::This);
        self.go(here.copied().unwrap_or_default());
    }

    /// Opens a finding from its mark. The report stays as it stands: a second click, for the field, is to meet the same
    /// place. Only a list that comes up over it has the place shown again.
    fn pick(&mut self, index: usize) {
        let (goal, covers) = (self.goal, self.sheet == Sheet::Closed);
        self.open(index);
        if !covers {
            self.goal = goal;
        }
    }

    /// What is open stays so only while it is listed.
    fn close_unlisted(&mut self) {
        if self.open.is_some_and(|open| !self.visible().contains(&open)) {
            self.close();
        }
    }

    fn close(&mut self) {
        self.open = None;
        self.form = None;
        self.lit = None;
    }

    pub(super) fn go(&mut self, place: Place) {
        let wishes = self.goal.map_or(0, |(_, wishes)| wishes);
        self.goal = Some((place, wishes + 1));
    }

    fn step(&mut self, by: isize) {
        let shown = self.visible();
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
        self.awaited = None;
    }

    fn answered(&mut self, response: Response) {
        let Some(awaited) = self.awaited.take_if(|awaited| awaited.number == response.number) else { return };
        match response.result {
            Ok(checked) if awaited.task == Task::Open => self.show(checked, awaited),
            Ok(checked) => self.show_again(checked, awaited),
            Err(sentence) => self.refuse(awaited.task, sentence),
        }
    }

    /// Shows another report.
    fn show(&mut self, checked: Checked, awaited: Awaited) {
        let numbers = Shared::new(Numbers::new(&checked.outcome.findings, None));
        self.close();
        let Awaited { by, version, name, draft, .. } = awaited;
        self.draft = draft.unwrap_or_else(drafts::next_id);
        self.version = version.read(&checked.outcome.report.document, &checked.originals);
        let version = self.version.clone();
        self.history = History::default();
        self.editing = None;
        self.postponed.clear();
        (self.unkept, self.exported, self.refused) = (false, None, None);
        self.phase = Phase::Report(Shown { checked: Shared::new(checked), numbers, by, version, name });
        self.goal = None;
        self.shown = [true; 3];
        self.search.clear();
        self.sheet = Sheet::Half;
        self.wish = None;
        self.said.clear();
    }

    /// Shows the same report, checked anew: what is open stays so if it is still there.
    fn show_again(&mut self, checked: Checked, awaited: Awaited) {
        let (before, name) = match &self.phase {
            Phase::Report(shown) => (Some(shown.numbers.clone()), shown.name.clone()),
            Phase::Start => (None, String::new()),
        };
        let numbers = Shared::new(Numbers::new(&checked.outcome.findings, before.as_deref()));
        let open = self.open.zip(before).and_then(|(open, before)| numbers.finding(before.of(open)));
        let held = checked.held.as_ref().map(|held| held.name());
        let Awaited { by, version, .. } = awaited.clone();
        self.refused = None;
        self.phase = Phase::Report(Shown { checked: Shared::new(checked), numbers, by, version, name });
        match open {
            Some(_) => self.open = open,
            None => self.close(),
        }
        if awaited.task == Task::Previous {
            self.said = format!("已与{}对照。", held.unwrap_or_default());
        }
        self.fulfil();
        self.catch_up();
    }

    /// Leaves the report that is shown when another of the desk's does not come: under the place of the one the other
    /// would be taken for it.
    fn leave(&mut self) {
        let Some(seat) = self.desk.as_mut().filter(|seat| seat.report.is_some()) else { return };
        seat.report = None;
        self.phase = Phase::Start;
        self.close();
        self.version = Version::unread(Revision::default());
        self.history = History::default();
        self.editing = None;
        self.postponed.clear();
    }

    fn refuse(&mut self, task: Task, sentence: String) {
        self.notice = Some(match task {
            Task::Previous => format!("上年报告没有打开：{sentence}"),
            Task::Export => format!("没有导出：{sentence}"),
            Task::Open | Task::Again => sentence,
        });
        if task == Task::Open {
            self.leave();
        }
        // What could not be checked by the new settings stays as it was, and so do they.
        if let (Task::Again, Phase::Report(shown)) = (task, &self.phase) {
            self.settings = shown.by.clone();
            self.wish = None;
            self.postponed.clear();
            // What was written is kept, and checked with the next change; what was put in cannot even be drawn.
            if !self.is_drawn() {
                self.edit(Edit::Undo);
            }
            self.refused = Some((self.settings.clone(), self.version.clone()));
        }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = (*self).clone();
        match action {
            Action::Asked(awaited) => {
                const GIVEN_UP: &str = "正在导出的文件还没有写完就停下了，请再导出一次。";
                let given_up = state.awaited.as_ref().filter(|before| before.task == Task::Export).map(|_| GIVEN_UP);
                if awaited.task != Task::Again || given_up.is_some() {
                    let told: Vec<String> =
                        state.left_out.take().into_iter().chain(given_up.map(str::to_owned)).collect();
                    state.notice = (!told.is_empty()).then(|| told.concat());
                }
                state.awaited = Some(awaited);
            }
            Action::Progress(number, done, all) => {
                if let Some(awaited) = state.awaited.as_mut().filter(|awaited| awaited.number == number) {
                    awaited.progress = Some((done, all));
                }
            }
            Action::Cancel => {
                if state.opening().is_some() {
                    state.leave();
                }
                state.awaited = None;
            }
            Action::Alone => {
                state.pile = None;
                state.desk = state.desk.map(|_| Seat::default());
            }
            Action::Desk => {
                state.pile = None;
                state.desk.get_or_insert_default();
            }
            Action::AtDesk(seat) => {
                state.pile = None;
                state.desk = Some(seat);
            }
            Action::Gone(seat, sentence) => {
                state.pile = None;
                state.desk = Some(seat);
                state.leave();
                state.notice = Some(sentence);
            }
            Action::LeftOut(sentence) => state.left_out = sentence,
            Action::Pile(files) => state.pile = Some((Shared::new(files), 0)),
            Action::Unpacked(number, files) => {
                if state.awaited.as_ref().is_some_and(|awaited| awaited.number == number) {
                    state.unpack(files);
                }
            }
            Action::Choose(at) => {
                if let Some((_, current)) = &mut state.pile {
                    *current = at;
                }
            }
            Action::Answered(response) => state.answered(*response),
            Action::Failed(number) => {
                const FAILED: &str = "核对时出了意外，已重新启动；请再试一次，若仍不行，请把全文粘贴为纯文本再核对。";
                const NOT_WRITTEN: &str = "写文件时出了意外，请再试一次。";
                if let Some(awaited) = state.awaited.take_if(|awaited| awaited.number == number) {
                    let sentence = if awaited.task == Task::Export { NOT_WRITTEN } else { FAILED };
                    state.refuse(awaited.task, sentence.to_owned());
                }
            }
            Action::Written(number, result) => {
                if let Some(awaited) = state.awaited.take_if(|awaited| awaited.number == number) {
                    match result {
                        Ok((name, is_whole)) => {
                            state.said = format!("已导出“{name}”，");
                            state.exported = is_whole.then_some(awaited.version).or(state.exported);
                        }
                        Err(sentence) => state.refuse(Task::Export, sentence),
                    }
                }
            }
            Action::Said(words) => {
                state.said = format!("{words}，");
                state.toast = Some((words, state.toast.map_or(0, |(_, times)| times) + 1));
            }
            Action::Notice(sentence) => state.notice = Some(sentence),
            Action::Read => state.notice = None,
            // Numbers of requests begin at 1: an answer that comes late is nobody's.
            Action::Restart => {
                state = State {
                    settings: state.settings,
                    stored: state.stored,
                    unsaved: state.unsaved,
                    rules: state.rules,
                    desk: state.desk.map(|_| Seat::default()),
                    ..State::default()
                };
            }
            Action::Toggle(severity) => {
                let shown = &mut state.shown[severity as usize];
                *shown = !*shown;
                state.close_unlisted();
            }
            Action::Search(words) => {
                state.search = words;
                state.close_unlisted();
            }
            Action::Open(index) => state.open(index),
            Action::Pick(index) => state.pick(index),
            Action::Step(by) => state.step(by),
            Action::Close if state.dialog.is_some() => state.dialog = None,
            Action::Close if state.notice.is_some() => state.notice = None,
            Action::Close if state.form.is_some() => state.form = None,
            Action::Close => state.close(),
            Action::Form(form) => state.form = form.filter(|_| state.open.is_some()),
            Action::Go(place) => state.go(place),
            Action::Light(place) => state.lit = place,
            Action::Sheet(sheet) => state.sheet = sheet,
            Action::Dialog(dialog) => {
                state.dialog = dialog;
                state.remark = None;
            }
            Action::Edit(edit) => state.edit(edit),
            Action::Keep(wanted) => {
                drafts::allow(wanted);
                state.keeps = Some(wanted);
                state.unkept = false;
            }
            Action::Kept(kept) => {
                const FULL: &str = "浏览器里放不下这份报告了，修改没有保存；请先导出，或在“设置”里清除以前保存的报告。";
                if !kept {
                    state.notice = Some(FULL.to_owned());
                }
                state.unkept = !kept;
            }
            Action::Decide(decision) => state.decide(decision),
            Action::Taken(taken) => state.take(*taken),
            Action::Stored(settings, kept) => {
                state.stored = settings;
                state.unsaved = !kept;
            }
        }
        state.into()
    }
}
