//! What the desk shows: the reports, what is known of each, and which of them the user looks at.

use super::question::{Alike, Far, Requests, Sums, YearLine};
use crate::app::state::Shared;
use crate::app::wire::RuleName;
use crate::check::Severity;
use crate::desk::copies::SideBySide;
use crate::desk::{Entry, TableState};
use std::cmp::Ordering;
use std::collections::HashSet;
use std::rc::Rc;
use yew::prelude::*;

/// A report of the desk.
#[derive(Clone, PartialEq)]
pub struct Row {
    /// Its number.
    pub at: u32,
    /// The name of its file, with its folders.
    pub name: Shared<String>,
    /// What was found; `None` while it waits. Figures and print are kept elsewhere.
    pub entry: Option<Shared<Entry>>,
    /// Whether it was given up before it was read.
    pub is_given_up: bool,
}

/// What the reviewer looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// The table of reports.
    Reports,
    /// Which rule found something in how many reports.
    Rules,
    /// Faults by family and organ, figures far above their like.
    Spread,
    /// One organ over the years.
    Years,
    /// Reports that are nearly the same.
    Copies,
    /// A whole and its parts.
    Sums,
    /// What is written to the organs.
    Notices,
}

/// Which reports are listed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Words that organ or file have.
    pub words: String,
    /// Only reports like this.
    pub state: Only,
    /// Only of this year.
    pub year: Option<i32>,
    /// Only those in which this rule found something.
    pub rule: Option<String>,
}

/// Which reports, by what was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Only {
    /// All.
    #[default]
    All,
    /// With errors.
    Errors,
    /// With warnings, but no errors.
    Warnings,
    /// Without errors and warnings.
    Fine,
    /// Not readable.
    Unreadable,
}

impl Only {
    /// All of them, as the menu lists them.
    pub const ALL: [Only; 5] = [Only::All, Only::Errors, Only::Warnings, Only::Fine, Only::Unreadable];

    /// What the menu calls it.
    pub fn name(self) -> &'static str {
        match self {
            Only::All => "全部",
            Only::Errors => "有错误",
            Only::Warnings => "有警告，没有错误",
            Only::Fine => "没有错误和警告",
            Only::Unreadable => "读不出的",
        }
    }

    fn is(self, entry: Option<&Entry>) -> bool {
        let Some(entry) = entry else { return self == Only::All };
        match self {
            Only::All => true,
            Only::Unreadable => entry.unreadable.is_some(),
            _ if entry.unreadable.is_some() => false,
            Only::Errors => entry.count(Severity::Error) > 0,
            Only::Warnings => entry.count(Severity::Error) == 0 && entry.count(Severity::Warning) > 0,
            Only::Fine => entry.count(Severity::Error) == 0 && entry.count(Severity::Warning) == 0,
        }
    }
}

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Organ,
    Year,
    Edition,
    Count(Severity),
    Table(usize),
    Likeness,
    File,
}

impl Column {
    /// All, from left to right.
    pub const ALL: [Column; 11] = [
        Column::Organ,
        Column::Year,
        Column::Edition,
        Column::Count(Severity::Error),
        Column::Count(Severity::Warning),
        Column::Count(Severity::Info),
        Column::Table(0),
        Column::Table(1),
        Column::Table(2),
        Column::Likeness,
        Column::File,
    ];

    /// Its head.
    pub fn name(self) -> &'static str {
        match self {
            Column::Organ => "机关",
            Column::Year => "年度",
            Column::Edition => "格式",
            Column::Count(severity) => severity.name(),
            Column::Table(0) => "表二",
            Column::Table(1) => "表三",
            Column::Table(_) => "表四",
            Column::Likeness => "与上年相同",
            Column::File => "文件",
        }
    }

    /// Whether the largest comes first when one sorts by it for the first time.
    fn is_descending(self) -> bool {
        matches!(self, Column::Year | Column::Count(_) | Column::Table(_) | Column::Likeness)
    }

    fn compare(self, left: &Row, right: &Row) -> Ordering {
        let of = |row: &Row| -> (bool, i64) {
            let Some(entry) = row.entry.as_ref().filter(|entry| entry.unreadable.is_none()) else { return (false, 0) };
            let number = match self {
                Column::Year => entry.year.map_or(0, i64::from),
                Column::Edition => entry.edition.map_or(0, |edition| edition as i64 + 1),
                Column::Count(severity) => i64::from(entry.count(severity)),
                Column::Table(table) => match entry.tables[table] {
                    TableState::Fine => 0,
                    TableState::Partly(count) => 1 + i64::from(count.min(999)),
                    TableState::Faults(count) => 1_000 + i64::from(count),
                    TableState::Unreadable => i64::MAX - 1,
                    TableState::Absent => i64::MAX,
                },
                Column::Likeness => entry.likeness.map_or(-1, i64::from),
                Column::Organ | Column::File => 0,
            };
            (true, number)
        };
        match self {
            Column::Organ => organ(left).cmp(organ(right)),
            Column::File => left.name.as_str().cmp(right.name.as_str()),
            _ => of(left).cmp(&of(right)),
        }
    }
}

/// The organ of a row; the name of its file where that is not known.
pub fn organ(row: &Row) -> &str {
    row.entry.as_ref().and_then(|entry| entry.organ.as_deref()).unwrap_or(row.name.as_str())
}

/// A pair whose sentences are shown side by side.
#[derive(Clone, PartialEq)]
pub struct Beside {
    /// The two reports.
    pub pair: (u32, u32),
    /// The sentences, or the sentence that says why there are none; `None` while they are read.
    pub sentences: Option<Result<Shared<SideBySide>, String>>,
}

/// What is under way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// The file that was begun last.
    pub file: String,
    /// Files read in this run, and how many that run has.
    pub done: u32,
    /// How many files this run has.
    pub all: u32,
    /// Milliseconds since it began, without pauses.
    pub took: f64,
    /// Whether it pauses.
    pub is_paused: bool,
    /// What is done.
    pub work: Work,
}

/// What is done with reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Work {
    /// They are checked.
    #[default]
    Check,
    /// They are held against last year's.
    Previous,
    /// Files are made of them.
    Write,
}

/// The desk's state.
#[derive(Clone, PartialEq)]
pub struct Desk {
    /// All reports by number.
    pub rows: Shared<Vec<Row>>,
    /// Which are archives that were unpacked: they are no reports themselves.
    pub archives: Shared<HashSet<u32>>,
    /// What is under way.
    pub progress: Option<Progress>,
    /// What one looks at.
    pub view: View,
    /// Which reports are listed.
    pub filter: Filter,
    /// By which column, and whether the largest comes first.
    pub sort: Option<(Column, bool)>,
    /// Which are selected.
    pub selected: Shared<HashSet<u32>>,
    /// Pairs that are nearly the same.
    pub copies: Shared<Vec<Alike>>,
    /// The pair whose sentences are shown.
    pub beside: Option<Beside>,
    /// Figures far above their like.
    pub far: Shared<Vec<Far>>,
    /// Requests of the reports that are listed, the most first.
    pub requests: Shared<Vec<Requests>>,
    /// The whole that is added up, and what that came to.
    pub whole: Option<u32>,
    /// What it came to.
    pub sums: Option<Shared<Sums>>,
    /// The reports of each organ by year.
    pub groups: Shared<Vec<Vec<u32>>>,
    /// The first report of the organ whose years are shown.
    pub organ: Option<u32>,
    /// Its figures over the years.
    pub years: Shared<Vec<YearLine>>,
    /// The template of notices, where the reviewer wrote one.
    pub template: Option<String>,
    /// What it comes to for the first report.
    pub preview: String,
    /// All rules.
    pub rules: Shared<Vec<RuleName>>,
    /// The report that is open in the page.
    pub open: Option<u32>,
    /// Whether the worker that keeps all that was found has lost it.
    pub is_lost: bool,
    /// What is said.
    pub said: String,
    /// Whether that is to stand when the run is over.
    pub stands: bool,
}

impl Default for Desk {
    fn default() -> Self {
        Desk {
            rows: Shared::new(Vec::new()),
            archives: Shared::new(HashSet::new()),
            progress: None,
            view: View::Reports,
            filter: Filter::default(),
            sort: None,
            selected: Shared::new(HashSet::new()),
            copies: Shared::new(Vec::new()),
            beside: None,
            far: Shared::new(Vec::new()),
            requests: Shared::new(Vec::new()),
            whole: None,
            sums: None,
            groups: Shared::new(Vec::new()),
            organ: None,
            years: Shared::new(Vec::new()),
            template: None,
            preview: String::new(),
            rules: Shared::new(Vec::new()),
            open: None,
            is_lost: false,
            said: String::new(),
            stands: false,
        }
    }
}

/// What can happen.
pub enum Action {
    /// These files came.
    Added(Vec<(u32, String)>),
    /// Reports were read: numbers and what was found; the file that was begun last; milliseconds since the run began.
    Read(Vec<(u32, Entry)>, Option<String>, f64),
    /// This file is an archive of others, which follow.
    Archive(u32),
    /// So many files are to be worked on.
    Run(u32, Work),
    /// One more is done.
    Step(String),
    /// Pause, or go on.
    Pause(bool),
    /// These were given up.
    GivenUp(Vec<u32>),
    /// These, which were given up, are to be worked on after all.
    Again(Vec<u32>),
    /// The run is over.
    Idle,
    /// Look at this.
    View(View),
    /// List only these.
    Filter(Filter),
    /// Sort by this column; once more, the other way round.
    Sort(Column),
    /// Select these reports, or no longer.
    Select(Vec<u32>, bool),
    /// What the rules are called.
    Rules(Vec<RuleName>),
    /// Pairs that are nearly the same.
    Copies(Vec<Alike>),
    /// Show this pair side by side.
    Beside((u32, u32)),
    /// Its sentences.
    BesideRead((u32, u32), Result<SideBySide, String>),
    /// Figures far above their like.
    Far(Vec<Far>),
    /// Requests of the reports that are listed.
    Requests(Vec<Requests>),
    /// Add up to this whole.
    Whole(Option<u32>),
    /// What it came to.
    Sums(Sums),
    /// The reports of each organ by year.
    Groups(Vec<Vec<u32>>),
    /// Show the years of the organ whose first report this is.
    Organ(Option<u32>),
    /// Its figures over the years.
    Years(Vec<YearLine>),
    /// The template of notices; `None` for the first one.
    Template(Option<String>),
    /// What it comes to for the first report.
    Preview(String),
    /// This report is open in the page.
    Open(Option<u32>),
    /// The worker that keeps all that was found has lost it, or it is found anew.
    Lost(bool),
    /// Something to say.
    Say(String),
}

impl Reducible for Desk {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut desk = (*self).clone();
        match action {
            Action::Added(files) => {
                let mut rows = desk.rows.to_vec();
                rows.extend(files.into_iter().map(|(at, name)| Row {
                    at,
                    name: Shared::new(name),
                    entry: None,
                    is_given_up: false,
                }));
                desk.rows = Shared::new(rows);
            }
            Action::Read(read, begun, took) => desk.read(read, begun, took),
            Action::Archive(at) => {
                let mut archives = (*desk.archives).clone();
                archives.insert(at);
                desk.archives = Shared::new(archives);
                if let Some(progress) = &mut desk.progress {
                    progress.done += 1;
                }
            }
            Action::Run(count, work) => {
                if desk.progress.is_none() {
                    desk.said.clear();
                    desk.stands = false;
                }
                // What comes while others are held against last year's is read with them.
                let before = desk.progress.take();
                let mut progress =
                    before.filter(|before| before.work == work || work == Work::Check).unwrap_or_default();
                progress.all += count;
                progress.work = work;
                desk.progress = Some(progress);
            }
            Action::Step(file) => {
                if let Some(progress) = &mut desk.progress {
                    progress.done += 1;
                    progress.file = file;
                }
            }
            Action::Pause(is_paused) => {
                if let Some(progress) = &mut desk.progress {
                    progress.is_paused = is_paused;
                    desk.said = if is_paused { "已暂停。".to_owned() } else { "继续核对。".to_owned() };
                    desk.stands = false;
                }
            }
            Action::GivenUp(numbers) => {
                let mut rows = desk.rows.to_vec();
                for at in &numbers {
                    if let Some(row) = rows.get_mut(*at as usize) {
                        row.is_given_up = row.entry.is_none();
                    }
                }
                let unread = rows.iter().filter(|row| row.is_given_up).count();
                desk.rows = Shared::new(rows);
                let (count, what) = match desk.progress.as_ref().map(|progress| progress.work) {
                    _ if unread > 0 => (unread, "没有核对"),
                    Some(Work::Previous) => (numbers.len(), "没有与上年报告对照"),
                    _ => (numbers.len(), "没有重新核对"),
                };
                desk.said = format!("已取消，{count} 份{what}。");
                desk.stands = true;
            }
            Action::Again(numbers) => {
                let mut rows = desk.rows.to_vec();
                rows.iter_mut().filter(|row| numbers.contains(&row.at)).for_each(|row| row.is_given_up = false);
                desk.rows = Shared::new(rows);
            }
            Action::Idle => {
                let work = desk.progress.take().map(|progress| progress.work);
                if work.is_some_and(|work| work != Work::Write) && !desk.stands {
                    desk.said = desk.summary();
                }
            }
            Action::View(view) => desk.view = view,
            Action::Filter(filter) => {
                desk.filter = filter;
                desk.view = View::Reports;
            }
            Action::Sort(column) => {
                let largest_first = match desk.sort {
                    Some((other, largest_first)) if other == column => !largest_first,
                    _ => column.is_descending(),
                };
                desk.sort = Some((column, largest_first));
            }
            Action::Select(numbers, is_on) => {
                let mut selected = (*desk.selected).clone();
                for at in numbers {
                    if is_on {
                        selected.insert(at);
                    } else {
                        selected.remove(&at);
                    }
                }
                desk.selected = Shared::new(selected);
                desk.sums = None;
            }
            Action::Rules(rules) => desk.rules = Shared::new(rules),
            Action::Copies(copies) => {
                desk.copies = Shared::new(copies);
                desk.beside = None;
            }
            Action::Beside(pair) => desk.beside = Some(Beside { pair, sentences: None }),
            Action::BesideRead(pair, result) => {
                if let Some(beside) = desk.beside.as_mut().filter(|beside| beside.pair == pair) {
                    beside.sentences = Some(result.map(Shared::new));
                }
            }
            Action::Far(far) => desk.far = Shared::new(far),
            Action::Requests(requests) => desk.requests = Shared::new(requests),
            Action::Whole(whole) => {
                desk.whole = whole;
                desk.sums = None;
            }
            Action::Sums(sums) => desk.sums = Some(Shared::new(sums)),
            Action::Groups(groups) => desk.groups = Shared::new(groups),
            Action::Organ(organ) => {
                desk.organ = organ;
                desk.years = Shared::new(Vec::new());
                desk.beside = None;
            }
            Action::Years(years) => desk.years = Shared::new(years),
            Action::Template(template) => desk.template = template,
            Action::Preview(preview) => desk.preview = preview,
            Action::Open(open) => desk.open = open,
            Action::Lost(is_lost) => desk.is_lost = is_lost,
            Action::Say(said) => {
                desk.said = said;
                desk.stands = true;
            }
        }
        Rc::new(desk)
    }
}

impl Desk {
    fn read(&mut self, read: Vec<(u32, Entry)>, begun: Option<String>, took: f64) {
        if let Some(progress) = &mut self.progress {
            progress.done += read.len() as u32;
            progress.took = took;
            progress.file = begun.unwrap_or_else(|| std::mem::take(&mut progress.file));
        }
        if read.is_empty() {
            return;
        }
        let mut rows = self.rows.to_vec();
        for (at, entry) in read {
            if let Some(row) = rows.get_mut(at as usize) {
                row.entry = Some(Shared::new(entry));
                row.is_given_up = false;
            }
        }
        self.rows = Shared::new(rows);
    }

    /// The reports: what came, without archives.
    pub fn reports(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| !self.archives.contains(&row.at))
    }

    /// The numbers of the reports that were given up.
    pub fn given_up(&self) -> Vec<u32> {
        self.reports().filter(|row| row.is_given_up).map(|row| row.at).collect()
    }

    /// The numbers of the reports that are listed, in their order.
    pub fn listed(&self) -> Vec<u32> {
        let words: Vec<&str> = self.filter.words.split_whitespace().collect();
        let is_listed =
            |row: &&Row| {
                let entry = row.entry.as_deref();
                self.filter.state.is(entry)
                    && self.filter.year.is_none_or(|year| entry.is_some_and(|entry| entry.year == Some(year)))
                    && words.iter().all(|word| organ(row).contains(word) || row.name.contains(word))
                    && self.filter.rule.as_ref().is_none_or(|rule| {
                        entry.is_some_and(|entry| entry.found.iter().any(|found| found.rule == *rule))
                    })
            };
        let mut rows: Vec<&Row> = self.reports().filter(is_listed).collect();
        if let Some((column, largest_first)) = self.sort {
            rows.sort_by(|left, right| {
                let order = column.compare(left, right);
                if largest_first { order.reverse() } else { order }
            });
        }
        rows.into_iter().map(|row| row.at).collect()
    }

    /// The row of a report.
    pub fn row(&self, at: u32) -> Option<&Row> {
        self.rows.get(at as usize)
    }

    /// What a report is called: organ and year.
    pub fn name(&self, at: u32) -> String {
        let Some(row) = self.row(at) else { return String::new() };
        let year = row.entry.as_ref().and_then(|entry| entry.year);
        year.map_or_else(|| organ(row).to_owned(), |year| format!("{} {year}年", organ(row)))
    }

    /// The organ of a report.
    pub fn organ_of(&self, at: u32) -> &str {
        self.row(at).map_or("", organ)
    }

    /// The year of a report.
    pub fn year_of(&self, at: u32) -> Option<i32> {
        self.row(at)?.entry.as_ref()?.year
    }

    /// The name of a rule.
    pub fn title(&self, id: &str) -> String {
        self.rules.iter().find(|rule| rule.id == id).map_or_else(|| id.to_owned(), |rule| rule.title.clone())
    }

    /// How many reports there are of each kind, in a sentence.
    pub fn summary(&self) -> String {
        let count =
            |only: Only| self.reports().filter(|row| row.entry.is_some() && only.is(row.entry.as_deref())).count();
        let [all, errors, warnings, fine, unreadable] = Only::ALL.map(count);
        let mut parts = vec![
            format!("有错误的 {errors} 份"),
            format!("只有警告的 {warnings} 份"),
            format!("没有错误和警告的 {fine} 份"),
        ];
        parts.extend((unreadable > 0).then(|| format!("读不出的 {unreadable} 份")));
        format!("已核对 {all} 份：{}。", parts.join("，"))
    }
}
