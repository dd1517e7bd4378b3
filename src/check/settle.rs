//! Overlaps between findings settled: one cause gives one finding.

use super::finding::Finding;

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
];

/// Drops what other findings explain.
pub fn settle(findings: &mut Vec<Finding>) {
    let explained: Vec<bool> =
        findings.iter().map(|finding| findings.iter().any(|cause| explains(cause, finding))).collect();
    let mut flags = explained.into_iter();
    findings.retain(|_| !flags.next().unwrap_or_default());
}

fn explains(cause: &Finding, effect: &Finding) -> bool {
    let Some((_, _, near)) = EXPLAINS.iter().find(|(rule, other, _)| *rule == cause.rule && *other == effect.rule)
    else {
        return false;
    };
    let place = |finding: &Finding| finding.places.first().and_then(|place| place.span);
    *near == Near::Anywhere || cause.places.iter().any(|other| other.span.is_some() && other.span == place(effect))
}
