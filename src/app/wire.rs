//! What the page and its worker say to each other, as compact bytes.

use super::desk::question::{Answer, Question};
use super::export::{Export, Order};
use crate::check::{Finding, Outcome, Place, Settings, Severity, Whose};
use crate::desk::Entry;
use crate::desk::copies::SideBySide;
use crate::document::{Document, Revision};
use crate::read::{Content, Encoding, Kind};
use crate::report::Report;
use crate::rules;
use crate::standard::{CellName, Edition};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What the page asks of a worker. The answer carries the same number; only the latest is wanted.
#[derive(Debug, Serialize, Deserialize)]
pub enum Request {
    /// To check a report, held against last year's where there is one.
    Check {
        /// The request's number.
        number: u32,
        /// The report.
        this: Source,
        /// Last year's report.
        previous: Source,
        /// The organ whose last year's report that is: it is left out where the report turns out to be another
        /// organ's.
        only_of: Option<String>,
        /// What the user switched off or dismissed.
        settings: Settings,
        /// What the user made of the report.
        revision: Revision,
        /// What is to be written of it, instead of telling what was found.
        order: Option<Order>,
        /// How carefully.
        care: Care,
    },
    /// To write a file that has a worker of its own.
    Write {
        /// The request's number.
        number: u32,
        /// What it is.
        export: Export,
        /// What it is made of, as the worker that checks has prepared it.
        bytes: Vec<u8>,
        /// The user's own file, for Word; empty where she brought none of an office program.
        original: Vec<u8>,
    },
    /// To read a file of a family that has a worker of its own.
    Read {
        /// The request's number.
        number: u32,
        /// The file.
        bytes: Vec<u8>,
        /// What it is.
        kind: Kind,
    },
    /// To check a report of the desk, which keeps it in brief.
    Brief {
        /// The name of its file, with its folders.
        file: String,
        /// The report.
        this: Source,
        /// Last year's report.
        previous: Source,
        /// What the user switched off or dismissed.
        settings: Settings,
    },
    /// To write for JSON Lines that a file could not be read.
    Unread {
        /// The name of the file.
        file: String,
        /// The sentence that says why.
        sentence: String,
    },
    /// To put the sentences of two reports side by side.
    Beside {
        /// The one.
        this: Source,
        /// The other.
        other: Source,
    },
    /// To keep a report of the desk, or to answer a question about all that are kept.
    Desk(Box<Question>),
    /// To read settings.
    Settings {
        /// The text of a settings file; without any it is the settings' default.
        text: String,
        /// Where it comes from.
        origin: Origin,
    },
}

/// How carefully a report is checked over which a worker has died or hung.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Care {
    /// Whether each rule is told before it runs.
    pub tells: bool,
    /// The rules over which a worker failed: they are left out.
    pub without: Vec<String>,
}

/// Where a report comes from.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Source {
    /// Nowhere: there is none.
    None,
    /// The worker has read it before.
    Kept,
    /// It is to be read.
    Read(Rc<Input>),
}

/// What a worker says to the page.
#[derive(Debug, Serialize, Deserialize)]
pub enum Told {
    /// What was checked.
    Checked(Box<Response>),
    /// How far reading is.
    Progress {
        /// The request's number.
        number: u32,
        /// Pages read.
        done: u32,
        /// Pages in all.
        all: u32,
    },
    /// Which rule runs now.
    Running {
        /// The request's number.
        number: u32,
        /// The rule's identifier.
        rule: String,
    },
    /// What was read.
    Read {
        /// The request's number.
        number: u32,
        /// What the file holds, or the sentence that says why it could not be read.
        result: Result<Content, String>,
        /// Milliseconds that it took.
        took: f64,
    },
    /// What was written, or prepared for the worker that writes it.
    Written {
        /// The request's number.
        number: u32,
        /// The bytes, or the sentence that says why there are none.
        result: Result<Vec<u8>, String>,
        /// What is to be known of it besides.
        note: Option<String>,
    },
    /// A report in brief.
    Brief(Box<Entry>),
    /// Sentences side by side, or the sentence that says why there are none.
    Beside(Result<SideBySide, String>),
    /// What is to be said of the reports that are kept.
    Desk(Box<Answer>),
    /// What settings were read.
    Settings(Box<Taken>),
}

/// Where settings come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// The page has kept them; an earlier version may have done so: what is no longer known is passed over.
    Stored,
    /// A file.
    File,
    /// The user has just written their lists.
    Written,
}

/// Settings that were read, and the rules that they are about.
#[derive(Debug, Serialize, Deserialize)]
pub struct Taken {
    /// The settings, or the sentence that says what is wrong with them.
    pub result: Result<Settings, String>,
    /// Where they come from.
    pub origin: Origin,
    /// All rules, in the order of the catalogue.
    pub rules: Vec<RuleName>,
}

/// A rule as the settings name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleName {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What it looks at.
    pub what: String,
    /// The name of its family.
    pub family: String,
    /// How bad its findings are, unless a finding says otherwise.
    pub severity: Severity,
    /// Whether it runs unless the settings say otherwise.
    pub by_default: bool,
}

/// What to read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Input {
    /// A file's bytes.
    File {
        /// The file's name, for the page only.
        name: String,
        /// Its content.
        bytes: Vec<u8>,
        /// The encoding that the user chose.
        encoding: Option<Encoding>,
    },
    /// A document that another worker has read.
    Document(Document),
    /// What was on the clipboard: HTML where there was some, and the plain text.
    Pasted {
        /// `text/html`.
        html: Option<String>,
        /// `text/plain`.
        text: String,
    },
    /// One of the samples that come with the page.
    Sample(Sample),
    /// The blank form.
    Form(Edition),
}

impl Input {
    /// Its bytes, as good as counted.
    pub fn size(&self) -> usize {
        match self {
            Input::File { bytes, .. } => bytes.len(),
            Input::Document(document) => document.blocks.iter().map(String::len).sum(),
            Input::Pasted { html, text } => html.as_ref().map_or(0, String::len) + text.len(),
            Input::Sample(_) | Input::Form(_) => 0,
        }
    }
}

/// A sample report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sample {
    /// Without fault.
    Clean,
    /// With faults in its figures and sections.
    Faulty,
    /// A copy that was damaged in conversion.
    Damaged,
}

/// The worker's answer.
#[derive(Debug, Serialize, Deserialize)]
pub struct Response {
    /// The request's number.
    pub number: u32,
    /// What was found, or the sentence that says why nothing could be read.
    pub result: Result<Checked, String>,
    /// Milliseconds that reading and recognising took.
    pub read: f64,
    /// Milliseconds that the rules took.
    pub check: f64,
}

/// A checked report with the help that its findings need.
#[derive(Debug, Serialize, Deserialize)]
pub struct Checked {
    /// What was found. Last year's report stays with the worker.
    pub outcome: Outcome,
    /// For each finding the card of its rule.
    pub cards: Vec<Card>,
    /// The report of last year that it was held against.
    pub held: Option<Held>,
    /// What stands at places in that report.
    pub there: Vec<There>,
    /// The texts that the user wrote over, by block.
    pub originals: BTreeMap<u32, String>,
    /// The names of the rules that failed and were left out.
    pub failed: Vec<String>,
}

/// The help of a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub title: String,
    /// 查什么.
    pub what: String,
    /// 为什么.
    pub why: String,
    /// 怎么改.
    pub how: String,
}

/// Last year's report, as the page names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Its organ.
    pub organ: Option<String>,
    /// Its year.
    pub year: Option<i32>,
}

/// What stands at a place in last year's report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct There {
    /// Index of the finding.
    pub finding: usize,
    /// The cell's name; none for running text.
    pub name: Option<String>,
    /// The characters; empty where something is missing or blank.
    pub quote: String,
}

impl Checked {
    /// Puts the cards beside the findings, and what they say of last year's report in place of the report itself.
    pub fn new(mut outcome: Outcome, originals: BTreeMap<u32, String>, failed: &[String]) -> Self {
        let mut cards: Vec<Card> = Vec::new();
        for finding in outcome.findings.iter().chain(outcome.dismissed.iter().map(|(finding, _)| finding)) {
            let Some(rule) = rules::find(&finding.rule) else { continue };
            if !cards.iter().any(|card| card.id == rule.id) {
                cards.push(Card {
                    id: rule.id.into(),
                    title: rule.title.into(),
                    what: rule.what.into(),
                    why: rule.why.into(),
                    how: rule.how.into(),
                });
            }
        }
        let there = there(&outcome);
        let previous = outcome.previous.take();
        let held = previous.map(|report| Held { organ: report.organ().map(str::to_owned), year: report.year() });
        let failed = failed.iter().map(|id| rules::name_of(id)).collect();
        Checked { outcome, cards, held, there, originals, failed }
    }

    /// What the report is called: its organ and year.
    pub fn name(&self) -> String {
        let report = &self.outcome.report;
        match (report.organ(), report.year()) {
            (Some(organ), Some(year)) => format!("{organ} {year}年"),
            (Some(organ), None) => organ.to_owned(),
            _ => "未命名的报告".to_owned(),
        }
    }

    /// The card of a finding's rule.
    pub fn card(&self, finding: &Finding) -> Option<&Card> {
        self.cards.iter().find(|card| card.id == finding.rule)
    }

    /// The name of a finding's rule.
    pub fn title(&self, finding: &Finding) -> String {
        self.card(finding).map_or_else(|| finding.rule.to_string(), |card| card.title.clone())
    }

    /// The findings of the severities that are `shown` (errors, warnings, hints) which have all of these words in their
    /// rule's name or in what they say.
    pub fn listed(&self, shown: [bool; 3], words: &str) -> impl Iterator<Item = usize> {
        let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
        let has = move |finding: &Finding| {
            let name = if words.is_empty() { String::new() } else { self.title(finding) };
            words.iter().all(|word| finding.message.contains(word.as_str()) || name.contains(word.as_str()))
        };
        let listed = move |(index, finding): (usize, &Finding)| {
            (shown[finding.severity as usize] && has(finding)).then_some(index)
        };
        self.outcome.findings.iter().enumerate().filter_map(listed)
    }

    /// How many findings of `severity` there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.outcome.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

impl Held {
    /// How the page calls it: by its year.
    pub fn name(&self) -> String {
        self.year.map_or_else(|| "上年报告".to_owned(), |year| format!("{year}年"))
    }
}

/// What the findings say of last year's report; where statements stand side by side, these tell it.
fn there(outcome: &Outcome) -> Vec<There> {
    /// Characters of a quote; more is more than the list has room for.
    const MOST: usize = 80;
    let Some(previous) = outcome.previous.as_deref() else { return Vec::new() };
    let shown = outcome.shown();
    let mut there = Vec::new();
    for (index, finding) in outcome.findings.iter().enumerate().filter(|(_, finding)| finding.comparisons.is_empty()) {
        for place in finding.places.iter().filter(|place| place.report == Whose::Previous) {
            let quote = shown.quote(place).unwrap_or_default();
            let quote = quote.trim().chars().take(MOST).collect();
            there.push(There { finding: index, name: name_there(previous, place), quote });
        }
    }
    there
}

/// What a place in last year's report is called; running text speaks for itself.
fn name_there(previous: &Report, place: &Place) -> Option<String> {
    let cell = place.row.zip(place.column).map(|(row, column)| CellName::new(row, column));
    let form = |cell: CellName| previous.table(cell.table()).map_or(previous.edition_or_latest(), |table| table.form);
    cell.map(|cell| cell.name(form(cell))).or_else(|| Some(place.table?.name().to_owned()))
}

/// `message` as bytes; `None` only if memory runs out.
pub fn pack(message: &impl Serialize) -> Option<Vec<u8>> {
    postcard::to_stdvec(message).ok()
}

/// The message in `bytes`; `None` if they are none.
pub fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}
