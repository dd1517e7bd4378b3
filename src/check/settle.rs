//! Overlaps between findings settled: one cause gives one finding.

use super::finding::{Finding, Whose};
use crate::text::Span;
use std::collections::HashSet;

/// How near two findings must be for one to explain the other.
#[derive(Clone, Copy, PartialEq)]
enum Near {
    /// Anywhere in the report.
    Anywhere,
    /// At the same characters.
    SamePlace,
}

/// A finding of the first rule explains those of the second.
const EXPLAINS: &[(&str, &str, Near)] = &[
    ("blank-form", "disclosure-blank", Near::Anywhere),
    ("blank-form", "requests-blank", Near::Anywhere),
    ("blank-form", "disputes-blank", Near::Anywhere),
    ("blank-form", "requests-uncheckable", Near::Anywhere),
    ("edition-year", "edition-mixed", Near::Anywhere),
    ("edition-year", "requests-other-rows", Near::Anywhere),
    ("edition-mixed", "requests-other-rows", Near::Anywhere),
    ("edition-mixed", "disclosure-labels", Near::SamePlace),
    ("edition-year", "disclosure-labels", Near::SamePlace),
    ("section-order", "section-ordinal", Near::Anywhere),
    ("section-order", "table-misplaced", Near::Anywhere),
    ("fee-unpaid", "fee-statement", Near::Anywhere),
    ("vague-wording", "word-repeated", Near::SamePlace),
    ("previous-alike", "previous-problems-alike", Near::Anywhere),
    ("previous-alike", "previous-problems-again", Near::Anywhere),
    ("previous-problems-alike", "previous-problems-again", Near::Anywhere),
];

/// Drops what other findings explain.
pub fn settle(findings: &mut Vec<Finding>) {
    let rules: HashSet<&str> = findings.iter().map(|finding| finding.rule.as_ref()).collect();
    let spans = |finding: &Finding| {
        let here = finding.places.iter().filter(|place| place.report == Whose::This);
        here.filter_map(|place| place.span).collect::<Vec<_>>()
    };
    let places: HashSet<(&str, Span)> =
        findings.iter().flat_map(|cause| spans(cause).into_iter().map(|span| (cause.rule.as_ref(), span))).collect();
    let explained = |effect: &Finding| {
        let place = effect.places.first().and_then(|place| place.span);
        EXPLAINS.iter().filter(|(_, other, _)| *other == effect.rule).any(|(cause, _, near)| match near {
            Near::Anywhere => rules.contains(cause),
            Near::SamePlace => place.is_some_and(|span| places.contains(&(*cause, span))),
        })
    };
    let explained: Vec<bool> = findings.iter().map(explained).collect();
    let mut flags = explained.into_iter();
    findings.retain(|_| !flags.next().unwrap_or_default());
}
