//! Tracked changes that nobody has accepted or rejected yet.

use crate::check::{Finding, Place, Severity};
use crate::document::Note;
use crate::rules::{PRACTICE, Rule};

/// The file holds no tracked changes.
pub static TRACKED: Rule = Rule {
    id: "tracked-changes",
    code: "S29a",
    title: "留有修订痕迹",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "Word、WPS 文件里是否还有未接受或拒绝的修订。",
    why: "这样的文件转成网页或 PDF 发布，删去的文字可能一并露出。",
    how: "定稿后在“审阅”里接受或拒绝全部修订，再发布。",
    right: examples!["修订：0"],
    wrong: examples!["修订：3"],
    by_default: true,
    check: |context, findings| {
        let count = context.report.document.notes.iter().find_map(|note| match note {
            Note::Revisions(count) => Some(*count),
            _ => None,
        });
        if let Some(count) = count {
            findings.push(
                Finding::new(
                    &TRACKED,
                    format!("文中有 {count} 处修订痕迹，已按全部接受后的内容核对；发布前请接受或拒绝全部修订。"),
                )
                .at(Place::default()),
            );
        }
    },
};

#[cfg(test)]
mod tests {
    use crate::check::{Environment, check};
    use crate::document::Note;
    use crate::rules::testing::Sample;
    use crate::standard::Edition::E2021;

    #[test]
    fn tracked_changes_are_told_once() {
        let mut report = Sample::filled(E2021).report();
        let rules = |report| -> Vec<String> {
            let outcome = check(report, &Environment::default());
            outcome.findings.into_iter().map(|finding| finding.rule.into_owned()).collect()
        };
        assert_eq!(rules(report.clone()), [""; 0]);
        report.document.notes.push(Note::Revisions(3));
        assert_eq!(rules(report), ["tracked-changes"]);
    }
}
