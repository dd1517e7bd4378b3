//! What the user takes home: the kinds of files, and what is ordered of the workers that write them.

use crate::check::Outcome;
use serde::{Deserialize, Serialize};

/// A file that is made of a checked report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Export {
    /// The list of findings as a workbook.
    Excel,
    /// The list as comma-separated values.
    Csv,
    /// Report and findings by the contract.
    Json,
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
    /// All of them, as the menu lists them.
    pub const ALL: [Export; 4] = [Export::Excel, Export::Csv, Export::Json, Export::Sarif];

    /// What the menu calls it.
    pub fn name(self) -> &'static str {
        match self {
            Export::Excel => "问题清单 Excel",
            Export::Csv => "问题清单 CSV",
            Export::Json => "问题清单 JSON",
            Export::Sarif => "问题清单 SARIF",
        }
    }

    /// The ending of its file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Export::Excel => "xlsx",
            Export::Csv => "csv",
            Export::Json => "json",
            Export::Sarif => "sarif",
        }
    }

    /// Its kind, for the browser.
    pub fn kind(self) -> &'static str {
        match self {
            Export::Excel => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Export::Csv => "text/csv;charset=utf-8",
            Export::Json => "application/json",
            Export::Sarif => "application/sarif+json",
        }
    }

    /// Whether a worker of its own writes it, which is fetched when it is needed.
    pub fn is_heavy(self) -> bool {
        self == Export::Excel
    }

    /// The name of its file: 青山县财政局2024年问题清单.xlsx.
    pub fn file(self, outcome: &Outcome) -> String {
        let report = &outcome.report;
        let year = report.year().map(|year| format!("{year}年")).unwrap_or_default();
        // No name of a file holds these.
        let organ = report.organ().unwrap_or("年报").replace(['\\', '/', ':', '*', '?', '"', '<', '>', '|'], "_");
        format!("{organ}{year}问题清单.{}", self.ending())
    }
}
