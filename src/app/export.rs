//! What the user takes home: the kinds of files, and what is ordered of the workers that write them.

use crate::check::Outcome;
use serde::{Deserialize, Serialize};

/// A file that is made of a checked report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Export {
    /// The clerk's own Word file with the findings as comments; else the report as Word with them.
    WordComments,
    /// Her own Word file with what she changed.
    WordRevised,
    /// The same as tracked changes.
    WordTracked,
    /// The report as Word in the official form.
    WordClean,
    /// The list of findings as a workbook.
    Excel,
    /// The list as comma-separated values.
    Csv,
    /// Report and findings by the contract.
    Json,
    /// The same on one line, for many reports on end.
    JsonLine,
    /// The findings for code-review tools.
    Sarif,
}

/// An export and what it needs to know of the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// What to write.
    pub export: Export,
    /// The name of the report's file.
    pub report: String,
    /// The numbers ①②③ of the findings that stand.
    pub numbers: Vec<usize>,
    /// The name of the file that is made.
    pub file: String,
}

impl Export {
    /// What can be made of a report, as the menu lists it: what was changed goes back only into a Word file.
    pub fn of(outcome: &Outcome) -> Vec<Export> {
        use Export::*;
        let came_as_word = !outcome.report.document.origins.is_empty();
        let word: &[Export] = if came_as_word {
            &[WordComments, WordRevised, WordTracked, WordClean]
        } else {
            &[WordComments, WordClean]
        };
        word.iter().copied().chain([Excel, Csv, Json, Sarif]).collect()
    }

    /// What the menu calls it.
    pub fn name(self) -> &'static str {
        match self {
            Export::WordComments => "Word：问题写成批注",
            Export::WordRevised => "Word：改正后的原文件",
            Export::WordTracked => "Word：改正处留修订标记",
            Export::WordClean => "Word：按统一格式排版",
            Export::Excel => "问题清单 Excel",
            Export::Csv => "问题清单 CSV",
            Export::Json | Export::JsonLine => "问题清单 JSON",
            Export::Sarif => "问题清单 SARIF",
        }
    }

    /// The ending of its file's name.
    pub fn ending(self) -> &'static str {
        match self {
            word if word.is_word() => "docx",
            Export::Excel => "xlsx",
            Export::Csv => "csv",
            Export::Json => "json",
            Export::JsonLine => "jsonl",
            _ => "sarif",
        }
    }

    /// Its kind, for the browser.
    pub fn kind(self) -> &'static str {
        match self {
            word if word.is_word() => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Export::Excel => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Export::Csv => "text/csv;charset=utf-8",
            Export::Json => "application/json",
            Export::JsonLine => "application/x-ndjson",
            _ => "application/sarif+json",
        }
    }

    /// Whether a worker of its own writes it, which is fetched when it is needed.
    pub fn is_heavy(self) -> bool {
        self == Export::Excel || self.is_word()
    }

    /// Whether it is a Word file.
    pub fn is_word(self) -> bool {
        matches!(self, Export::WordComments | Export::WordRevised | Export::WordTracked | Export::WordClean)
    }

    /// What its file holds, in the file's name.
    fn content(self) -> &'static str {
        match self {
            Export::WordComments => "年报（批注）",
            Export::WordRevised => "年报（改正）",
            Export::WordTracked => "年报（修订）",
            Export::WordClean => "年报（排版）",
            _ => "问题清单",
        }
    }

    /// The name of its file: 青山县财政局2024年问题清单.xlsx.
    pub fn file(self, outcome: &Outcome) -> String {
        let report = &outcome.report;
        let year = report.year().map(|year| format!("{year}年")).unwrap_or_default();
        // No name of a file holds these.
        let organ = report.organ().unwrap_or("年报").replace(['\\', '/', ':', '*', '?', '"', '<', '>', '|'], "_");
        format!("{organ}{year}{}.{}", self.content(), self.ending())
    }
}
