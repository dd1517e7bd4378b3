//! SARIF 2.1.0, which code-review tools read.

use crate::check::place;
use crate::check::{Finding, Outcome, Place, Severity, Shown, Whose};
use crate::rules;
use crate::text::span::in_characters;
use serde_json::{Value, json};

/// A log of checked files: name, and the outcome or the sentence that says why it could not be read. `previous` is the
/// name of the file with last year's report. What the user dismissed is there, too, as suppressed.
pub fn log(files: &[(String, Result<Outcome, String>)], previous: Option<&str>) -> Value {
    let rules: Vec<Value> = rules::all()
        .map(|rule| {
            json!({
                "id": rule.id,
                "name": rule.title,
                "shortDescription": {"text": rule.title},
                "fullDescription": {"text": rule.what},
                "help": {"text": format!("查什么：{}\n为什么：{}\n怎么改：{}\n依据：{}", rule.what, rule.why, rule.how, rule.basis)},
                "defaultConfiguration": {"level": level(rule.severity)},
            })
        })
        .collect();
    let results: Vec<Value> = files
        .iter()
        .filter_map(|(file, outcome)| Some((file, outcome.as_ref().ok()?)))
        .flat_map(|(file, outcome)| {
            let shown = outcome.shown();
            let of = |finding| result(file, previous, &shown, finding);
            let dismissed = outcome.dismissed.iter().map(|(finding, reason)| suppressed(of(finding), reason));
            outcome.findings.iter().map(of).chain(dismissed).collect::<Vec<_>>()
        })
        .collect();
    let failures: Vec<Value> = files
        .iter()
        .filter_map(|(file, outcome)| Some((file, outcome.as_ref().err()?)))
        .map(|(file, sentence)| {
            json!({"level": "error", "message": {"text": sentence}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(file)}}}]})
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "nianbao", "version": env!("CARGO_PKG_VERSION"), "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "invocations": [{"executionSuccessful": failures.is_empty(), "toolExecutionNotifications": failures}],
            "results": results,
        }],
    })
}

fn result(file: &str, previous: Option<&str>, shown: &Shown, finding: &Finding) -> Value {
    let location = |place: &Place| {
        let name = place::name(shown.outcome(), place);
        let logical = json!([{"fullyQualifiedName": name}]);
        let file = match place.report {
            Whose::This => Some(file),
            Whose::Previous => previous,
        };
        // Of several last year's reports it is not known here which file it is.
        let Some(file) = file else { return json!({"logicalLocations": logical}) };
        let mut physical = json!({"artifactLocation": {"uri": uri(file)}});
        if let Some((report, span)) = shown.outcome().report_of(place).zip(place.span) {
            let text = report.document.text(span.block);
            let characters = in_characters(text, span.range());
            // Blocks stand for lines: a report that came as HTML or Word has no others.
            physical["region"] = json!({
                "startLine": span.block + 1,
                "startColumn": characters.start + 1,
                "endColumn": characters.end + 1,
                "snippet": {"text": shown.quote(place)},
            });
        }
        json!({"physicalLocation": physical, "logicalLocations": logical})
    };
    // The schema wants each of them once.
    let mut related: Vec<Value> = Vec::new();
    for location in finding.places.iter().skip(1).map(location) {
        if !related.contains(&location) {
            related.push(location);
        }
    }
    json!({
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "message": {"text": finding.message},
        "locations": finding.places.iter().take(1).map(location).collect::<Vec<_>>(),
        "relatedLocations": related,
    })
}

/// A result that the user dismissed, with her reason.
fn suppressed(mut result: Value, reason: &str) -> Value {
    result["suppressions"] = json!([{"kind": "external", "justification": reason}]);
    result
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A file name as a URI reference: what is no unreserved ASCII is escaped.
fn uri(file: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    file.bytes().map(|byte| if keep(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_place_is_named_twice() {
        use crate::check::{Environment, check};
        use crate::rules::testing::Sample;
        let sample = Sample::filled(crate::standard::Edition::E2021).without_row("3.7").without_row("4");
        let outcome = check(sample.report(), &Environment::default());
        let shown = outcome.shown();
        let mut seen = 0;
        for finding in outcome.findings.iter().filter(|finding| finding.places.len() > 1) {
            let result = result("a", None, &shown, finding);
            let mut related: Vec<String> =
                result["relatedLocations"].as_array().into_iter().flatten().map(Value::to_string).collect();
            let count = related.len();
            related.sort();
            related.dedup();
            assert_eq!(related.len(), count, "{}", finding.rule);
            seen += count;
        }
        assert!(seen > 2, "{seen}");
    }

    #[test]
    fn names_become_references() {
        assert_eq!(uri("a b/年.md"), "a%20b/%E5%B9%B4.md");
    }
}
