//! Checking: the rules run over one report, and what they find.

pub mod arithmetic;
pub mod balance;
pub mod context;
pub mod correct;
pub mod finding;
pub mod place;
pub mod previous;
pub mod private;
pub mod settings;
mod settle;

pub use arithmetic::{Arithmetic, Checked, Fault, State, Verdict};
pub use balance::{Balance, Line};
pub use context::Context;
pub use finding::{Calculation, Comparison, Finding, Fix, Place, Severity, Term, Whose};
pub use previous::Previous;
pub use private::{Shown, Veil};
pub use settings::{Choice, Dismissal, Settings};

use crate::report::Report;
use crate::rules::{self, Rule};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What checking a report comes to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The report.
    pub report: Report,
    /// Last year's report that it was held against: places in it can be quoted.
    pub previous: Option<Arc<Report>>,
    /// What was found, in reading order.
    pub findings: Vec<Finding>,
    /// What was found and dismissed, with the user's reason, in reading order.
    pub dismissed: Vec<(Finding, String)>,
    /// How much was checked.
    pub coverage: Coverage,
    /// What the totals of the tables come to.
    pub balance: Balance,
}

/// How much was checked, and what could not be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// How many rules were run.
    pub rules: u32,
    /// How many relations between cells were checked.
    pub relations: u32,
    /// Relations that could not be checked, because cells are missing, blank or no numbers.
    pub unchecked: u32,
    /// For each of the three tables the relations of its cells: that hold, that fail, that could not be checked.
    pub tables: [[u32; 3]; 3],
}

/// What a check depends on besides the report; the core itself has no clock.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Environment {
    /// The year of today, where it is known.
    pub this_year: Option<i32>,
    /// Last year's report of the same organ (上年报告), where there is one.
    pub previous: Option<Arc<Report>>,
    /// What the user switched off or dismissed.
    pub settings: Settings,
}

/// Runs over `report` all rules that are not switched off.
pub fn check(report: Report, environment: &Environment) -> Outcome {
    check_watched(report, environment, &mut |_| {})
}

/// The same; `watch` is told of each rule before it runs.
pub fn check_watched(report: Report, environment: &Environment, watch: &mut dyn FnMut(&Rule)) -> Outcome {
    let tables_only = report.is_tables_only();
    let alone = environment.previous.is_none();
    let wanted = |rule: &&'static Rule| {
        environment.settings.runs(rule)
            && (!tables_only || rules::is_on_tables(rule))
            && !(alone && rules::needs_previous(rule))
    };
    let context = Context::new(&report, environment);
    let mut findings = Vec::new();
    let mut coverage = Coverage::default();
    for rule in rules::all().filter(wanted) {
        watch(rule);
        (rule.check)(&context, &mut findings);
        coverage.rules += 1;
    }
    settle::settle(&mut findings);
    for finding in &mut findings {
        finding.severity = environment.settings.severity(&finding.rule).unwrap_or(finding.severity);
    }
    findings.sort_by_key(|finding: &Finding| finding.reading_order(&report));
    coverage.count(&context.arithmetic);
    let balance = Balance::of(&report, &context.arithmetic);
    for finding in &mut findings {
        finding.key = settings::key(&context, finding);
    }
    drop(context);
    private::mask_words(&mut findings, &report.document);
    let (findings, dismissed) = environment.settings.part(findings);
    Outcome { report, previous: environment.previous.clone(), findings, dismissed, coverage, balance }
}

impl Outcome {
    /// What masks personal data when text of the report is shown beside a finding.
    pub fn veil(&self) -> Veil {
        Veil::of(self.findings.iter().chain(self.dismissed.iter().map(|(finding, _)| finding)))
    }

    /// The text of the reports as it may be shown beside findings.
    pub fn shown(&self) -> Shown<'_> {
        Shown::of(self)
    }

    /// The report that a place is in.
    pub fn report_of(&self, place: &Place) -> Option<&Report> {
        match place.report {
            Whose::This => Some(&self.report),
            Whose::Previous => self.previous.as_deref(),
        }
    }
}

impl Coverage {
    fn count(&mut self, arithmetic: &Arithmetic) {
        for checked in &arithmetic.relations {
            let Some(cell) = checked.relation.cells().next() else { continue };
            let state = match checked.state {
                State::Holds => 0,
                State::Fails { .. } => 1,
                State::Unchecked { .. } => 2,
            };
            self.tables[cell.table() as usize][state] += 1;
            if state == 2 {
                self.unchecked += 1;
            } else {
                self.relations += 1;
            }
        }
    }
}
