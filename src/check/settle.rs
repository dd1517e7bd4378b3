//! Overlaps between findings settled: one cause gives one finding.

use super::finding::Finding;

/// A finding of the first rule explains those of the second about the same section or table.
const EXPLAINS: &[(&str, &str)] = &[
    ("blank-form", "disclosure-blank"),
    ("blank-form", "requests-blank"),
    ("blank-form", "disputes-blank"),
    ("blank-form", "requests-uncheckable"),
    ("blank-form", "requests-all-zero"),
    ("edition-year", "edition-mixed"),
    ("edition-year", "requests-other-rows"),
    ("edition-mixed", "requests-other-rows"),
    ("table-as-image", "table-missing"),
];

/// Drops what other findings explain.
pub fn settle(findings: &mut Vec<Finding>) {
    let present: Vec<String> = findings.iter().map(|finding| finding.rule.to_string()).collect();
    let explained = |finding: &Finding| {
        EXPLAINS.iter().any(|(cause, effect)| *effect == finding.rule && present.iter().any(|rule| rule == cause))
    };
    findings.retain(|finding| !explained(finding));
    findings.dedup();
}
