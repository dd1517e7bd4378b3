//! The contract's JSON of one checked report, and of the rules.

use crate::check::{Comparison, Finding, Outcome, Place, Shown, Veil, Whose};
use crate::report::Report;
use crate::rules::{self, Rule};
use crate::standard::TableKind;
use crate::text::span::in_characters;
use serde_json::{Map, Value, json};

/// One checked report; `file` is the name it goes by.
pub fn report(file: &str, outcome: &Outcome) -> Value {
    let report = &outcome.report;
    let shown = outcome.shown();
    json!({
        "file": file,
        "edition": report.edition.map(|edition| edition.id()),
        "year": report.year(),
        "organ": report.organ(),
        "unreadable": null,
        "figures": masked_figures(report, shown.veil()),
        "findings": outcome.findings.iter().map(|found| finding(&shown, found)).collect::<Vec<_>>(),
        "dismissed": outcome.dismissed.iter().map(|(found, reason)| dismissed(&shown, found, reason)).collect::<Vec<_>>(),
    })
}

/// A file that could not be read, with the sentence that says why.
pub fn unreadable(file: &str, sentence: &str) -> Value {
    json!({
        "file": file, "edition": null, "year": null, "organ": null, "unreadable": sentence,
        "figures": {"disclosure": {}, "requests": {}, "disputes": {}}, "findings": [], "dismissed": [],
    })
}

/// What was read: numbers where cells parse as such, else their raw text; cells that are not there are left out.
pub fn figures(report: &Report) -> Value {
    masked_figures(report, &Veil::default())
}

/// The same, without personal data that stands in a cell.
fn masked_figures(report: &Report, veil: &Veil) -> Value {
    let mut tables = Map::new();
    for kind in TableKind::ALL {
        let mut rows = Map::new();
        for (cell, reading) in report.table(kind).into_iter().flat_map(|table| &table.cells) {
            let shown = veil.quote(&report.document, reading.span);
            let value = match reading.value.number() {
                Some(number) if shown == report.document.quote(reading.span) => number.to_json(),
                _ => shown.trim().into(),
            };
            let row = rows.entry(cell.row.id()).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(columns) = row {
                columns.insert(cell.column.id().to_owned(), value);
            }
        }
        tables.insert(kind.id().to_owned(), Value::Object(rows));
    }
    Value::Object(tables)
}

fn finding(shown: &Shown, finding: &Finding) -> Value {
    json!({
        "rule": finding.rule,
        "severity": finding.severity.id(),
        "message": finding.message,
        "basis": finding.basis,
        "places": finding.places.iter().map(|place| self::place(shown, place)).collect::<Vec<_>>(),
        "key": finding.key,
        "comparisons": finding.comparisons.iter().map(comparison).collect::<Vec<_>>(),
        "fix": finding.fix.as_ref().map(|fix| json!({"place": fix.place, "replace": fix.replace, "sure": fix.sure})),
    })
}

/// A finding that the user dismissed, with her reason.
fn dismissed(shown: &Shown, found: &Finding, reason: &str) -> Value {
    let mut value = finding(shown, found);
    value["reason"] = reason.into();
    value
}

/// A statement and the one of last year's report that it is like.
fn comparison(comparison: &Comparison) -> Value {
    json!({"this": comparison.this, "previous": comparison.previous})
}

fn place(shown: &Shown, place: &Place) -> Value {
    let found = shown.outcome().report_of(place).zip(place.span);
    let range = found.map(|(report, span)| in_characters(report.document.text(span.block), span.range()));
    json!({
        "report": match place.report {
            Whose::This => "this",
            Whose::Previous => "previous",
        },
        "section": place.section,
        "table": place.table.map(TableKind::id),
        "row": place.row.map(|row| row.id()),
        "column": place.column.map(|column| column.id()),
        "block": found.map(|(_, span)| span.block),
        "start": range.as_ref().map(|range| range.start),
        "end": range.as_ref().map(|range| range.end),
        "quote": shown.quote(place),
    })
}

/// All rules, in the order of the catalogue.
pub fn rules() -> Value {
    let rule = |family: &str, rule: &Rule| {
        json!({
            "code": rule.code,
            "id": rule.id,
            "family": family,
            "severity": rule.severity.id(),
            "by_default": rule.by_default,
            "title": rule.title,
        })
    };
    rules::FAMILIES.iter().flat_map(|(family, rules)| rules.iter().map(move |found| rule(family, found))).collect()
}
