//! The list of findings as plain text, for a chat message.

use crate::check::place;
use crate::check::{Finding, Outcome, Severity};
use crate::standard::CellName;
use std::fmt::Write;

/// The findings that stand, a line each; `number` tells the number of each by its index. Then what was dismissed, with
/// the reasons.
pub fn list(outcome: &Outcome, number: impl Fn(usize) -> usize) -> String {
    let report = &outcome.report;
    let count = |severity| outcome.findings.iter().filter(|finding| finding.severity == severity).count();
    let counts = Severity::ALL.map(|severity| format!("{} {}", severity.name(), count(severity))).join("，");
    let year = report.year().map(|year| format!("{year}年度")).unwrap_or_default();
    let mut text = format!("{}{year}报告校核：{counts}\n", report.organ().unwrap_or_default());
    for (index, finding) in outcome.findings.iter().enumerate() {
        let _ = writeln!(text, "{}. {}", number(index), of(outcome, finding));
    }
    if !outcome.dismissed.is_empty() {
        let _ = writeln!(text, "另有 {} 项已忽略：", outcome.dismissed.len());
    }
    for (finding, reason) in &outcome.dismissed {
        let _ = writeln!(text, "· {}（{reason}）", of(outcome, finding));
    }
    text
}

/// One finding: severity, place, and what is wrong. Where the message begins with the cell's name, that is said once.
pub fn of(outcome: &Outcome, finding: &Finding) -> String {
    let severity = finding.severity.name();
    let message = finding.message.as_str();
    let Some(first) = finding.places.first() else { return format!("【{severity}】{message}") };
    let cell = first.row.zip(first.column).map(|(row, column)| CellName::new(row, column));
    let form = |cell: CellName| place::form(outcome, cell.table());
    let rest = cell.and_then(|cell| message.strip_prefix(&cell.name(form(cell)))).map_or(message, str::trim_start);
    format!("【{severity}】{}：{rest}", place::name(outcome, first))
}

#[cfg(test)]
mod tests {
    use crate::write::listing::tests::outcome;

    #[test]
    fn the_list_for_a_message() {
        insta::assert_snapshot!(super::list(&outcome(), |index| index + 1));
    }
}
