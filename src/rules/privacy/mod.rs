//! Family P: personal data and marks of secrecy. What these rules find is masked wherever findings are shown: see
//! [`crate::check::private`].

mod numbers;
mod people;
mod secrecy;
#[cfg(test)]
mod tests;

pub use numbers::LongNumber;

use super::Rule;
use crate::check::private::mask;
use crate::check::{Context, Finding};
use crate::report::Report;
use crate::text::Span;

/// The family, in the order of the catalogue.
pub const RULES: &[&Rule] = &[
    &people::IDENTITY,
    &people::MOBILE,
    &people::MAILBOX,
    &people::CARD,
    &people::APPLICANT,
    &people::ADDRESS,
    &secrecy::MARK,
];

/// All long numbers of `report`, read once.
pub fn long_numbers(report: &Report) -> Vec<LongNumber> {
    numbers::find(report)
}

/// More than this is one finding.
const MOST_SINGLE: usize = 4;

/// Adds a private finding for each of `spans`, or one for all where they are many; `tell` words it with what is masked.
fn tell(
    rule: &'static Rule,
    context: &Context,
    spans: &[Span],
    findings: &mut Vec<Finding>,
    tell: impl Fn(&str) -> String,
) {
    let groups: Vec<&[Span]> = if spans.len() > MOST_SINGLE { vec![spans] } else { spans.chunks(1).collect() };
    for group in groups {
        let Some(&first) = group.first() else { continue };
        let more = if group.len() > 1 { format!("，这样的地方共 {} 处", group.len()) } else { String::new() };
        let message = format!("{}{more}。", tell(&mask(context.quote(first))));
        findings.push(Finding::new(rule, message).private().at_all(group.iter().map(|&span| context.span(span))));
    }
}
