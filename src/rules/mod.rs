//! The rules, by family. A rule lives in one place: its documentation, its code and its tests.

pub mod disclosure;
pub mod disputes;
pub mod faults;
pub mod figures;
pub mod requests;
pub mod structure;
#[cfg(test)]
pub mod testing;

use crate::check::{Context, Finding, Severity};

/// A rule.
pub struct Rule {
    /// Its identifier in JSON, stable.
    pub id: &'static str,
    /// Its number in the catalogue.
    pub code: &'static str,
    /// Its name (中文).
    pub title: &'static str,
    /// How bad its findings are, unless a finding says otherwise.
    pub severity: Severity,
    /// What it rests on: the document, and the article only where it was verified; else 审核惯例.
    pub basis: &'static str,
    /// 查什么: what it looks at.
    pub what: &'static str,
    /// 为什么: why that matters.
    pub why: &'static str,
    /// 怎么改: what to do about it.
    pub how: &'static str,
    /// Looks at a report and adds what it finds.
    pub check: fn(&Context, &mut Vec<Finding>),
}

/// 统一格式 of either edition.
pub const FORMAT: &str = "《中华人民共和国政府信息公开工作年度报告格式》";
/// The practice of reviewers, where no document says it.
pub const PRACTICE: &str = "审核惯例";
/// What follows from what the figures mean.
pub const LOGIC: &str = "数据逻辑";

/// All rules, in the order of the catalogue.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [structure::RULES, disclosure::RULES, requests::RULES, disputes::RULES].into_iter().flatten().copied()
}

/// Whether a rule looks at the tables alone: such rules run over a workbook without text, too.
pub fn is_on_tables(rule: &Rule) -> bool {
    let on_text =
        |listed: &&Rule| listed.id == rule.id && !structure::ON_TABLES.iter().any(|other| other.id == rule.id);
    !structure::RULES.iter().any(on_text)
}

/// The rule called `id`.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}

/// The first `most` of `names` joined by 、, and how many there are where that is more.
pub(crate) fn list(names: &[String], most: usize) -> String {
    let shown = names[..names.len().min(most)].join("、");
    if names.len() > most { format!("{shown}等{}处", names.len()) } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_named_once_and_documented() {
        let mut ids: Vec<&str> = all().map(|rule| rule.id).collect();
        let mut codes: Vec<&str> = all().map(|rule| rule.code).collect();
        let count = ids.len();
        ids.sort();
        ids.dedup();
        codes.sort();
        codes.dedup();
        assert_eq!((ids.len(), codes.len()), (count, count));
        for rule in all() {
            assert!(rule.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", rule.id);
            for text in [rule.title, rule.basis, rule.what, rule.why, rule.how] {
                assert!(!text.is_empty() && !text.contains('!') && !text.contains('！'), "{}", rule.id);
            }
            assert!(std::ptr::eq(find(rule.id).expect("the rule"), rule));
        }
    }

    #[test]
    fn the_sound_samples_are_silent() {
        use crate::standard::Edition;
        for edition in [Edition::E2019, Edition::E2021] {
            let findings = testing::Sample::filled(edition).findings();
            assert_eq!(findings, [], "{edition:?}");
        }
    }
}
