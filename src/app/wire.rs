//! What the page and its worker say to each other, as compact bytes.

use crate::check::{Finding, Outcome, Severity};
use crate::document::Document;
use crate::read::{Content, Encoding, Kind};
use crate::rules;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// What the page asks of a worker. The answer carries the same number; only the latest is wanted.
#[derive(Debug, Serialize, Deserialize)]
pub enum Request {
    /// To read and check.
    Check {
        /// The request's number.
        number: u32,
        /// What to read.
        input: Input,
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
    /// What was read.
    Read {
        /// The request's number.
        number: u32,
        /// What the file holds, or the sentence that says why it could not be read.
        result: Result<Content, String>,
        /// Milliseconds that it took.
        took: f64,
    },
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
    /// What was found.
    pub outcome: Outcome,
    /// For each finding the card of its rule.
    pub cards: Vec<Card>,
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

impl Checked {
    /// Puts the cards beside the findings.
    pub fn new(outcome: Outcome) -> Self {
        let mut cards: Vec<Card> = Vec::new();
        for finding in &outcome.findings {
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
        Checked { outcome, cards }
    }

    /// The card of a finding's rule.
    pub fn card(&self, finding: &Finding) -> Option<&Card> {
        self.cards.iter().find(|card| card.id == finding.rule)
    }

    /// How many findings of `severity` there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.outcome.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// `message` as bytes; `None` only if memory runs out.
pub fn pack(message: &impl Serialize) -> Option<Vec<u8>> {
    postcard::to_stdvec(message).ok()
}

/// The message in `bytes`; `None` if they are none.
pub fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}
