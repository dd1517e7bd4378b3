//! Checking: the rules run over one report, and what they find.

pub mod arithmetic;
pub mod context;
pub mod finding;
mod settle;

pub use arithmetic::{Arithmetic, Checked, Fault, State, Verdict};
pub use context::Context;
pub use finding::{Calculation, Finding, Fix, Place, Severity, Term};

use crate::report::Report;
use crate::rules::{self, Rule};
use serde::{Deserialize, Serialize};

/// What checking a report comes to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The report.
    pub report: Report,
    /// What was found, in reading order.
    pub findings: Vec<Finding>,
    /// How much was checked.
    pub coverage: Coverage,
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// The year of today, where it is known.
    pub this_year: Option<i32>,
}

/// Runs all rules over `report`.
pub fn check(report: Report, environment: Environment) -> Outcome {
    check_with(report, environment, rules::all())
}

/// Runs `rules` over `report`.
pub fn check_with<'a>(report: Report, environment: Environment, rules: impl IntoIterator<Item = &'a Rule>) -> Outcome {
    let context = Context::new(&report, environment);
    let mut findings = Vec::new();
    let mut coverage = Coverage::default();
    let tables_only = report.is_tables_only();
    for rule in rules.into_iter().filter(|rule| !tables_only || rules::is_on_tables(rule)) {
        (rule.check)(&context, &mut findings);
        coverage.rules += 1;
    }
    settle::settle(&mut findings);
    findings.sort_by_key(|finding: &Finding| finding.reading_order(&report));
    for checked in &context.arithmetic.relations {
        let Some(cell) = checked.relation.cells().next() else { continue };
        let state = match checked.state {
            State::Holds => 0,
            State::Fails { .. } => 1,
            State::Unchecked { .. } => 2,
        };
        coverage.tables[cell.table() as usize][state] += 1;
        if state == 2 {
            coverage.unchecked += 1;
        } else {
            coverage.relations += 1;
        }
    }
    drop(context);
    Outcome { report, findings, coverage }
}
