//! What the desk keeps of a report: a few kilobytes, masked, made where the report was checked.

use super::copies::Print;
use super::figures::Figures;
use crate::check::{Finding, Outcome, Severity, Shown, place};
use crate::prose::Prose;
use crate::prose::likeness::Likeness;
use crate::standard::{Edition, TableKind};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A report as the desk knows it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The file's name, with the folders that it was found in.
    pub file: String,
    /// The organ (机关).
    pub organ: Option<String>,
    /// The year that it reports on.
    pub year: Option<i32>,
    /// The edition.
    pub edition: Option<Edition>,
    /// The sentence that says why it could not be read; then there is nothing else.
    pub unreadable: Option<String>,
    /// How many findings stand, by [`Severity::ALL`].
    pub counts: [u32; 3],
    /// How many were dismissed.
    pub dismissed: u32,
    /// The three tables.
    pub tables: [TableState; 3],
    /// Which rules found how much, in reading order of their first findings: all that stand.
    pub found: Vec<Found>,
    /// The findings in brief, in reading order: of more than [`MOST`] the worst.
    pub findings: Vec<Brief>,
    /// What stands in the tables.
    pub figures: Figures,
    /// How much of sections 一 and 五 is like last year's, in per cent, where it was held against that.
    pub likeness: Option<u8>,
    /// What copies of sections 一 and 五 are known by.
    pub print: Print,
}

/// How a table stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TableState {
    /// All that can be checked of it holds.
    Fine,
    /// So many of its relations (勾稽关系) could not be checked; nothing wrong was found.
    Partly(u32),
    /// So many errors and warnings are in it.
    Faults(u32),
    /// Its figures came in an order in which they cannot be told apart.
    Unreadable,
    /// The report does not have it.
    #[default]
    Absent,
}

/// How much a rule found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The rule.
    pub rule: Cow<'static, str>,
    /// The worst of its findings.
    pub severity: Severity,
    /// How many.
    pub count: u32,
}

/// A finding in brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    /// The rule.
    pub rule: Cow<'static, str>,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, cut at [`LONGEST`] characters.
    pub message: String,
    /// Where it is, as people say: 表三·（七）总计·自然人.
    pub place: String,
    /// What a dismissal knows it by.
    pub key: String,
}

/// The most findings that are kept in brief; all are counted.
pub const MOST: usize = 16;
/// The longest message in brief, in characters.
pub const LONGEST: usize = 160;

impl Entry {
    /// What the desk keeps of `outcome`, which came from `file`.
    pub fn new(file: &str, outcome: &Outcome) -> Self {
        let report = &outcome.report;
        let shown = outcome.shown();
        let prose = Prose::of(report);
        let of = |severity| outcome.findings.iter().filter(|finding| finding.severity == severity).count() as u32;
        Entry {
            file: file.to_owned(),
            organ: report.organ().map(str::to_owned),
            year: report.year(),
            edition: report.edition,
            unreadable: None,
            counts: Severity::ALL.map(of),
            dismissed: outcome.dismissed.len() as u32,
            tables: TableKind::ALL.map(|table| state(outcome, table)),
            found: found(&outcome.findings),
            findings: brief(&shown),
            figures: Figures::shown(&shown),
            likeness: outcome.previous.as_ref().map(|previous| {
                let [first, fifth] = Likeness::of(&prose, &Prose::of(previous)).sections;
                ((first + fifth).part() * 100.0) as u8
            }),
            print: Print::of(report, &prose),
        }
    }

    /// A file that could not be read, with the sentence that says why.
    pub fn unreadable(file: &str, sentence: &str) -> Self {
        Entry { file: file.to_owned(), unreadable: Some(sentence.to_owned()), ..Entry::default() }
    }

    /// How many findings of `severity` stand.
    pub fn count(&self, severity: Severity) -> u32 {
        self.counts[severity as usize]
    }

    /// How many findings stand that are not kept in brief.
    pub fn more(&self) -> u32 {
        self.counts.iter().sum::<u32>().saturating_sub(self.findings.len() as u32)
    }
}

/// How `table` stands.
fn state(outcome: &Outcome, table: TableKind) -> TableState {
    match outcome.report.table(table) {
        None => return TableState::Absent,
        Some(table) if table.is_scrambled() => return TableState::Unreadable,
        Some(_) => {}
    }
    let is_fault = |finding: &&Finding| {
        finding.severity != Severity::Info && finding.places.first().is_some_and(|place| place.table == Some(table))
    };
    let [_, _, unchecked] = outcome.coverage.tables[table as usize];
    match (outcome.findings.iter().filter(is_fault).count() as u32, unchecked) {
        (0, 0) => TableState::Fine,
        (0, unchecked) => TableState::Partly(unchecked),
        (faults, _) => TableState::Faults(faults),
    }
}

fn found(findings: &[Finding]) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    for finding in findings {
        match all.iter_mut().find(|found| found.rule == finding.rule) {
            Some(found) => {
                found.count += 1;
                found.severity = found.severity.min(finding.severity);
            }
            None => all.push(Found { rule: finding.rule.clone(), severity: finding.severity, count: 1 }),
        }
    }
    all
}

fn brief(shown: &Shown) -> Vec<Brief> {
    let findings = &shown.outcome().findings;
    let mut worst: Vec<usize> = (0..findings.len()).collect();
    worst.sort_by_key(|&at| findings[at].severity);
    worst.truncate(MOST);
    worst.sort_unstable();
    let brief = |at: usize| {
        let finding = &findings[at];
        Brief {
            rule: finding.rule.clone(),
            severity: finding.severity,
            message: cut(&finding.message),
            place: finding.places.first().map(|first| place::name(shown.outcome(), first)).unwrap_or_default(),
            key: finding.key.clone(),
        }
    };
    worst.into_iter().map(brief).collect()
}

fn cut(message: &str) -> String {
    match message.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}……", &message[..end]),
        None => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Environment, check};
    use crate::rules::testing::Sample;
    use crate::standard::Edition::E2021;
    use std::sync::Arc;

    fn entry(sample: Sample) -> Entry {
        Entry::new("甲.docx", &check(sample.report(), &Environment::default()))
    }

    #[test]
    fn a_sound_report() {
        let entry = entry(Sample::filled(E2021));
        assert_eq!(
            (entry.organ.as_deref(), entry.year, entry.edition),
            (Some("白石镇人民政府"), Some(2023), Some(E2021))
        );
        assert_eq!((entry.counts, entry.more()), ([0; 3], 0));
        assert_eq!(entry.tables, [TableState::Fine; 3]);
        assert_eq!(entry.likeness, None);
    }

    #[test]
    fn faults_are_counted_and_kept_in_brief() {
        let sample = Sample::filled(E2021)
            .cell("3.1", "natural_person", "21")
            .cell("3.2", "business", "")
            .without_table(TableKind::Disputes)
            .and("咨询电话13812345620。");
        let mut outcome = check(sample.report(), &Environment::default());
        let once = outcome.findings.clone();
        (1..10).for_each(|_| outcome.findings.extend(once.clone()));
        let entry = Entry::new("甲.docx", &outcome);
        assert_eq!(entry.tables[0], TableState::Fine);
        assert!(matches!(entry.tables[1], TableState::Faults(1..)), "{:?}", entry.tables);
        assert_eq!(entry.tables[2], TableState::Absent);
        assert_eq!(entry.findings.len(), MOST);
        assert_eq!(entry.more() as usize + MOST, entry.counts.iter().sum::<u32>() as usize);
        let phones = entry.found.iter().find(|found| found.rule == "mobile-number").expect("the numbers");
        assert_eq!(phones.count, 10);
        let worst = |severity| entry.findings.iter().filter(|brief| brief.severity == severity).count() as u32;
        assert!(worst(Severity::Error) == entry.count(Severity::Error).min(MOST as u32), "the worst are kept");
    }

    #[test]
    fn personal_data_is_masked() {
        let sample =
            Sample::filled(E2021).and("咨询电话13812345620。").cell("licensing", "decisions", "电话13812345620");
        let entry = entry(sample);
        let number = entry.findings.iter().find(|brief| brief.rule == "mobile-number").expect("the number");
        assert_eq!(number.place, "第一部分第7段");
        let told = format!("{entry:?}");
        assert!(told.contains("138******20") && !told.contains("13812345620"), "{told}");
    }

    #[test]
    fn an_entry_is_small() {
        let sample = Sample::filled(E2021).and(&"我镇认真布署工作。".repeat(9));
        let report = check(sample.report(), &Environment::default());
        let bytes = serde_json::to_vec(&Entry::new("甲.docx", &report)).expect("JSON").len();
        assert!(bytes < 24 << 10, "{bytes} as JSON");
    }

    #[test]
    fn likeness_to_last_year() {
        let previous =
            Some(Arc::new(Sample::filled(E2021).title("白石镇人民政府2022年政府信息公开工作年度报告").report()));
        let environment = Environment { previous, ..Environment::default() };
        let entry = Entry::new("甲", &check(Sample::filled(E2021).report(), &environment));
        assert!(entry.likeness.is_some_and(|share| share > 90), "{:?}", entry.likeness);
    }
}
