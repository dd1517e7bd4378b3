//! What the user decided: rules switched on or off or given another severity, words of her own, what her province
//! asks for besides, and findings dismissed with a reason.
//!
//! A dismissal remembers a finding by its rule and by what stands around its place, never by where that is, so it
//! survives edits elsewhere; and only by a hash of that, so nothing of a report can be read from the settings.

use super::{Context, Finding, Place, Severity, Whose};
use crate::rules::{self, Rule, local::Local, wording};
use crate::text::fold::{fold, fold_char};
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;

/// What the user decided.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Rules by their identifiers. Those not named run by default or not, with their own severity.
    pub rules: BTreeMap<String, Choice>,
    /// 自己的用词清单: lines of the user's own list of wrong forms. See [`wording::own`].
    pub words: Vec<String>,
    /// 本地要求: lines that say what a province or city asks for. See [`Local`].
    pub local: Vec<String>,
    /// Findings dismissed.
    pub dismissed: Vec<Dismissal>,
}

/// What is decided about a rule. In JSON `false`, `true`, `"error"`, `"warning"` or `"info"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// It does not run.
    Off,
    /// It runs.
    On,
    /// It runs, and its findings have this severity.
    As(Severity),
}

impl Choice {
    /// All of them, as they are numbered in compact bytes.
    const ALL: [Choice; 5] = [
        Choice::Off,
        Choice::On,
        Choice::As(Severity::Error),
        Choice::As(Severity::Warning),
        Choice::As(Severity::Info),
    ];
}

impl Serialize for Choice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            _ if !serializer.is_human_readable() => {
                serializer.serialize_u8(Choice::ALL.iter().position(|other| other == self).unwrap_or_default() as u8)
            }
            Choice::As(severity) => serializer.serialize_str(severity.id()),
            other => serializer.serialize_bool(*other == Choice::On),
        }
    }
}

impl<'de> Deserialize<'de> for Choice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return deserializer.deserialize_any(Word);
        }
        let number = u8::deserialize(deserializer)?;
        Choice::ALL.get(usize::from(number)).copied().ok_or_else(|| de::Error::custom("no choice"))
    }
}

/// Reads a [`Choice`] in JSON.
struct Word;

impl Visitor<'_> for Word {
    type Value = Choice;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("true、false、\"error\"、\"warning\" 或 \"info\"")
    }

    fn visit_bool<E: de::Error>(self, on: bool) -> Result<Choice, E> {
        Ok(if on { Choice::On } else { Choice::Off })
    }

    fn visit_str<E: de::Error>(self, word: &str) -> Result<Choice, E> {
        let severity = Severity::ALL.into_iter().find(|severity| severity.id() == word);
        severity.map(Choice::As).ok_or_else(|| E::invalid_value(de::Unexpected::Str(word), &self))
    }
}

/// A finding dismissed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dismissal {
    /// Its rule.
    pub rule: String,
    /// Its [`Finding::key`].
    pub key: String,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

impl Dismissal {
    /// Whether both dismiss the same finding, for whatever reason.
    pub fn is_of_same_finding(&self, other: &Dismissal) -> bool {
        self.rule == other.rule && self.key == other.key
    }
}

impl Settings {
    /// Reads a settings file; the error is a sentence for the user.
    pub fn parse(text: &str) -> Result<Self, String> {
        let settings: Settings = serde_json::from_str(text)
            .map_err(|error| format!("设置文件第 {} 行有误（{error}），请改正后再用。", error.line()))?;
        if let Some(id) = settings.rules.keys().find(|id| rules::find(id).is_none()) {
            return Err(format!("设置文件中的规则“{id}”不存在，请核对规则名称。"));
        }
        wording::own::lines(&settings.words)?;
        Local::of(&settings.local)?;
        Ok(settings)
    }

    /// Whether `rule` runs.
    pub fn runs(&self, rule: &Rule) -> bool {
        self.rules.get(rule.id).map_or(rule.by_default, |choice| *choice != Choice::Off)
    }

    /// The severity that was chosen for the findings of the rule called `id`.
    pub(super) fn severity(&self, id: &str) -> Option<Severity> {
        match self.rules.get(id) {
            Some(Choice::As(severity)) => Some(*severity),
            _ => None,
        }
    }

    /// Parts the findings into those that stand and those dismissed, with the reasons.
    pub(super) fn part(&self, findings: Vec<Finding>) -> (Vec<Finding>, Vec<(Finding, String)>) {
        let mut standing = Vec::new();
        let mut dismissed = Vec::new();
        for finding in findings {
            let by = self.dismissed.iter().find(|other| other.rule == finding.rule && other.key == finding.key);
            match by {
                Some(dismissal) => dismissed.push((finding, dismissal.reason.clone())),
                None => standing.push(finding),
            }
        }
        (standing, dismissed)
    }
}

/// Characters on each side of a place that a dismissal remembers.
const AROUND: usize = 12;
/// Places of a finding that a dismissal remembers.
const MOST_PLACES: usize = 4;

/// What a dismissal remembers `finding` by: 16 hexadecimal digits.
pub(super) fn key(context: &Context, finding: &Finding) -> String {
    let mut text = finding.rule.to_string();
    for (at, place) in finding.places.iter().take(MOST_PLACES).enumerate() {
        text.push('\n');
        text.push_str(&names(place));
        let Some(span) = place.span else { continue };
        let report = match place.report {
            Whose::This => Some(context.report),
            Whose::Previous => context.environment.previous.as_deref(),
        };
        let Some(report) = report else { continue };
        text.push_str(&fold(report.document.quote(span)));
        if at == 0 && place.table.is_none() {
            let block = report.document.text(span.block);
            let (before, after) = (block.get(..span.start as usize), block.get(span.end as usize..));
            text.push('<');
            text.extend(before.unwrap_or_default().chars().rev().filter_map(fold_char).take(AROUND));
            text.push('>');
            text.extend(after.unwrap_or_default().chars().filter_map(fold_char).take(AROUND));
        }
    }
    format!("{:016x}", hash(text.as_bytes()))
}

fn names(place: &Place) -> String {
    let table = place.table.map_or("", |table| table.id());
    let row = place.row.map_or("", |row| row.id());
    let column = place.column.map_or("", |column| column.id());
    // The section tells where something missing should be; text may move.
    let section = place.section.filter(|_| place.span.is_none()).unwrap_or_default();
    format!("{table}.{row}.{column}.{section}:")
}

/// FNV-1a of 64 bits: the same on every machine and in every version.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Environment, check};
    use crate::rules::testing::Sample;
    use crate::standard::Edition::E2021;

    fn checked(sample: &Sample, settings: &Settings) -> crate::check::Outcome {
        check(sample.report(), &Environment { settings: settings.clone(), ..Environment::default() })
    }

    #[test]
    fn a_rule_is_switched_off_and_on() {
        let sample = Sample::filled(E2021).cell("3.1", "natural_person", "21");
        let settings = Settings::parse(r#"{"rules": {"requests-row-total": false}}"#).expect("settings");
        assert_eq!(checked(&sample, &Settings::default()).findings.len(), 1);
        assert!(checked(&sample, &settings).findings.is_empty());
    }

    #[test]
    fn a_severity_is_chosen() {
        let sample = Sample::filled(E2021).cell("3.1", "natural_person", "21");
        let settings = Settings::parse(r#"{"rules": {"requests-row-total": "info"}}"#).expect("settings");
        assert_eq!(checked(&sample, &settings).findings[0].severity, Severity::Info);
    }

    #[test]
    fn choices_are_the_same_as_json_and_as_bytes() {
        let rules = ["number-duplicate"; 5].into_iter().zip(Choice::ALL);
        let rules: Vec<(String, Choice)> = rules.map(|(id, choice)| (id.to_owned(), choice)).collect();
        let json = serde_json::to_string(&rules).expect("JSON");
        assert_eq!(serde_json::from_str::<Vec<(String, Choice)>>(&json).expect("choices"), rules);
        let bytes = postcard::to_stdvec(&rules).expect("bytes");
        assert_eq!(postcard::from_bytes::<Vec<(String, Choice)>>(&bytes).expect("choices"), rules);
        assert!(postcard::from_bytes::<Choice>(&[9]).is_err());
    }

    #[test]
    fn a_dismissal_survives_edits_elsewhere_and_ends_with_the_fault() {
        let sample = Sample::filled(E2021).cell("3.1", "natural_person", "21");
        let finding = checked(&sample, &Settings::default()).findings.remove(0);
        let dismissal = Dismissal { rule: finding.rule.to_string(), key: finding.key, reason: "已核实".into() };
        let settings = Settings { dismissed: vec![dismissal], ..Settings::default() };
        let edited = sample.clone().preface("本报告按照《中华人民共和国政府信息公开条例》编制。");
        let outcome = checked(&edited, &settings);
        assert_eq!((outcome.findings.len(), outcome.dismissed.len()), (0, 1));
        assert_eq!(outcome.dismissed[0].1, "已核实");
        let other = checked(&sample.cell("3.1", "natural_person", "22"), &settings);
        assert_eq!((other.findings.len(), other.dismissed.len()), (1, 0));
    }

    #[test]
    fn a_bad_file_is_told_in_a_sentence() {
        assert!(Settings::parse("{").expect_err("a sentence").contains("第 1 行"));
        assert!(Settings::parse(r#"{"rules": {"no-such": true}}"#).expect_err("a sentence").contains("no-such"));
        for (json, said) in [
            (r#"{"rules": {"requests-row-total": "bad"}}"#, "warning"),
            (r#"{"words": ["按排 安排 前：[甲"]}"#, "用词清单第 1 行"),
            (r#"{"local": ["必写 七 收费"]}"#, "本地要求第 1 行"),
        ] {
            let sentence = Settings::parse(json).expect_err("a sentence");
            assert!(sentence.contains(said), "{sentence}");
        }
    }
}
