//! The rules, by family. A rule lives in one place: its documentation, its code and its tests.

/// Examples of a rule. They are for tests and the page of all rules; the browser's programs do without their weight.
macro_rules! examples {
    ($($example:literal),* $(,)?) => {
        if cfg!(target_arch = "wasm32") { &[] } else { &[$($example),*] }
    };
}
pub mod agreement;
pub mod dates;
pub mod disclosure;
pub mod disputes;
pub mod faults;
pub mod figures;
pub mod local;
pub mod previous;
pub mod privacy;
pub mod requests;
pub mod signs;
pub mod structure;
#[cfg(test)]
pub mod testing;
pub mod wording;

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
    /// 正确示例: reports, told in the language of `testing::examples`, in which it finds nothing.
    pub right: &'static [&'static str],
    /// 错误示例: reports, told in the same way, in which it finds something.
    pub wrong: &'static [&'static str],
    /// Whether it runs unless the settings say otherwise.
    pub by_default: bool,
    /// Looks at a report and adds what it finds.
    pub check: fn(&Context, &mut Vec<Finding>),
}

/// 统一格式 of either edition.
pub const FORMAT: &str = "《中华人民共和国政府信息公开工作年度报告格式》";
/// The practice of reviewers, where no document says it.
pub const PRACTICE: &str = "审核惯例";
/// What follows from what the figures mean.
pub const LOGIC: &str = "数据逻辑";

/// The families: their names for people, and their rules in the order of the catalogue.
pub const FAMILIES: [(&str, &[&Rule]); 10] = [
    ("结构", structure::RULES),
    ("表二", disclosure::RULES),
    ("表三", requests::RULES),
    ("表四", disputes::RULES),
    ("正文与表格", agreement::RULES),
    ("与上年报告对照", previous::RULES),
    ("用词用字", wording::RULES),
    ("个人信息", privacy::RULES),
    ("日期与引用", dates::RULES),
    ("本地要求", local::RULES),
];

/// All rules, in the order of the catalogue.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.into_iter().flat_map(|(_, rules)| rules).copied()
}

/// Whether a rule looks at the tables alone: such rules run over a workbook without text, too.
pub fn is_on_tables(rule: &Rule) -> bool {
    [disclosure::RULES, requests::RULES, disputes::RULES, structure::ON_TABLES, previous::ON_TABLES]
        .into_iter()
        .flatten()
        .any(|other| other.id == rule.id)
}

/// Whether a rule holds the report against last year's.
pub fn needs_previous(rule: &Rule) -> bool {
    previous::RULES.iter().any(|other| other.id == rule.id)
}

/// The rule called `id`.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}

/// What a rule is called in a text: its name and its number in the catalogue.
pub fn name_of(id: &str) -> String {
    find(id).map_or_else(|| id.to_owned(), |rule| format!("{}（{}）", rule.title, rule.code))
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
