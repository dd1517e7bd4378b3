//! The list of findings as every export needs it: masked, in words, a row a finding. It is all that is left of a report
//! there, so that a program which only writes lists knows neither reports nor rules.

use crate::check::place;
use crate::check::{Coverage, Finding, Outcome, Severity, Shown};
use crate::document::Note;
use crate::rules;
use serde::{Deserialize, Serialize};

/// A checked file and what was found in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// The file's name.
    pub file: String,
    /// The organ (机关).
    pub organ: Option<String>,
    /// The year that it reports on.
    pub year: Option<i32>,
    /// The name of its edition (2021年版).
    pub edition: Option<String>,
    /// The sentence that says why it could not be read; then there is nothing else.
    pub unreadable: Option<String>,
    /// How much was checked.
    pub coverage: Coverage,
    /// How many of the six sections and of the three tables there are.
    pub parts: (usize, usize),
    /// The year of last year's report that it was held against, in words.
    pub held: Option<String>,
    /// What is to be known of the file as a whole, each without a full stop.
    pub notes: Vec<String>,
    /// The findings, those that stand first.
    pub rows: Vec<Row>,
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its number ①②③; none where it was dismissed.
    pub number: Option<usize>,
    /// How bad it is.
    pub severity: Severity,
    /// The number of its rule in the catalogue.
    pub code: String,
    /// The name of its rule.
    pub title: String,
    /// Where it is.
    pub place: String,
    /// What stands there.
    pub quote: String,
    /// What is wrong.
    pub message: String,
    /// What it rests on.
    pub basis: String,
    /// What to write instead, else what to do (怎么改).
    pub suggestion: String,
    /// The user's reason, where she dismissed it; it may be empty.
    pub dismissed: Option<String>,
}

/// The heads of the list's columns.
pub const COLUMNS: [&str; 10] = ["序号", "级别", "位置", "原文", "问题", "建议", "依据", "规则编号", "规则", "状态"];

/// The longest quote, in characters; a place can be found by less.
const LONGEST_QUOTE: usize = 120;

impl Listing {
    /// The list of `outcome`, which came from `file`. `number` tells the number of each finding by its index.
    pub fn new(file: &str, outcome: &Outcome, number: impl Fn(usize) -> usize) -> Self {
        let report = &outcome.report;
        let shown = outcome.shown();
        let standing =
            outcome.findings.iter().enumerate().map(|(at, found)| row(&shown, found, Some(number(at)), None));
        let dismissed = outcome.dismissed.iter().map(|(found, reason)| row(&shown, found, None, Some(reason)));
        Listing {
            file: file.to_owned(),
            organ: report.organ().map(str::to_owned),
            year: report.year(),
            edition: report.edition.map(|edition| edition.name().to_owned()),
            unreadable: None,
            coverage: outcome.coverage.clone(),
            parts: (report.outline.sections.iter().flatten().count(), report.tables.iter().flatten().count()),
            held: outcome.previous.as_ref().map(|report| years_of(report.year())),
            notes: report.document.notes.iter().filter_map(Note::sentence).collect(),
            rows: standing.chain(dismissed).collect(),
        }
    }

    /// A file that could not be read, with the sentence that says why.
    pub fn unreadable(file: &str, sentence: &str) -> Self {
        Listing { file: file.to_owned(), unreadable: Some(sentence.to_owned()), ..Listing::default() }
    }

    /// How many findings of `severity` stand.
    pub fn count(&self, severity: Severity) -> usize {
        self.rows.iter().filter(|row| row.dismissed.is_none() && row.severity == severity).count()
    }

    /// What there is to say of the whole, as names and words.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = vec![("文件", self.file.clone())];
        if let Some(sentence) = &self.unreadable {
            facts.push(("无法读取", sentence.clone()));
            return facts;
        }
        let unknown = || "未能判断".to_owned();
        let dismissed = self.rows.iter().filter(|row| row.dismissed.is_some()).count();
        let (sections, tables) = self.parts;
        let Coverage { rules, relations, unchecked, .. } = self.coverage;
        facts.extend([
            ("机关", self.organ.clone().unwrap_or_else(unknown)),
            ("年份", self.year.map_or_else(unknown, |year| format!("{year}年"))),
            ("格式", self.edition.clone().unwrap_or_else(unknown)),
        ]);
        facts.extend(Severity::ALL.map(|severity| (severity.name(), format!("{} 项", self.count(severity)))));
        facts.extend([
            ("已忽略", format!("{dismissed} 项")),
            ("核对范围", format!("{sections} 个部分、{tables} 张表、{relations} 条勾稽关系、{rules} 条规则")),
            ("无法核对", format!("{unchecked} 条勾稽关系")),
            ("上年报告", self.held.as_ref().map_or_else(|| "没有对照".to_owned(), |held| format!("已与{held}对照"))),
        ]);
        if !self.notes.is_empty() {
            facts.push(("说明", format!("{}。", self.notes.join("；"))));
        }
        facts
    }
}

impl Row {
    /// 待处理, or 已忽略 with the reason.
    pub fn state(&self) -> String {
        match self.dismissed.as_deref() {
            None => "待处理".to_owned(),
            Some("") => "已忽略".to_owned(),
            Some(reason) => format!("已忽略：{reason}"),
        }
    }

    /// The cells under [`COLUMNS`].
    fn cells(&self) -> [String; COLUMNS.len()] {
        [
            self.number.map(|number| number.to_string()).unwrap_or_default(),
            self.severity.name().to_owned(),
            self.place.clone(),
            self.quote.clone(),
            self.message.clone(),
            self.suggestion.clone(),
            self.basis.clone(),
            self.code.clone(),
            self.title.clone(),
            self.state(),
        ]
    }
}

/// A line of the list of one or several files.
pub struct Line {
    /// How bad the finding is; nothing for a file that could not be read.
    pub severity: Option<Severity>,
    /// The cells, as many as there are heads.
    pub cells: Vec<String>,
}

/// The list of one or several files: heads and lines. Of several the first column names the file.
pub fn lines(listings: &[Listing]) -> (Vec<&'static str>, Vec<Line>) {
    let named = listings.len() > 1;
    let heads = named.then_some("文件").into_iter().chain(COLUMNS).collect();
    let file = |listing: &Listing| named.then(|| listing.file.clone()).into_iter();
    let of = |listing: &Listing| {
        let unreadable = listing.unreadable.iter().map(|sentence| {
            let cells = COLUMNS.map(|column| match column {
                "级别" => "无法读取".to_owned(),
                "问题" => sentence.clone(),
                _ => String::new(),
            });
            Line { severity: None, cells: file(listing).chain(cells).collect() }
        });
        let rows = listing
            .rows
            .iter()
            .map(|row| Line { severity: Some(row.severity), cells: file(listing).chain(row.cells()).collect() });
        unreadable.chain(rows).collect::<Vec<_>>()
    };
    (heads, listings.iter().flat_map(of).collect())
}

fn row(shown: &Shown, finding: &Finding, number: Option<usize>, dismissed: Option<&String>) -> Row {
    let rule = rules::find(&finding.rule);
    let first = finding.places.first();
    Row {
        number,
        severity: finding.severity,
        code: rule.map_or("", |rule| rule.code).to_owned(),
        title: rule.map_or("", |rule| rule.title).to_owned(),
        place: first.map(|first| place::name(shown.outcome(), first)).unwrap_or_default(),
        quote: first.and_then(|first| shown.quote(first)).map(|quote| brief(&quote)).unwrap_or_default(),
        message: finding.message.clone(),
        basis: finding.basis.to_string(),
        suggestion: suggestion(shown, finding).or_else(|| Some(rule?.how.to_owned())).unwrap_or_default(),
        dismissed: dismissed.cloned(),
    }
}

/// The correction of a finding in words.
pub fn suggestion(shown: &Shown, finding: &Finding) -> Option<String> {
    let fix = finding.fix.as_ref()?;
    let written = shown.quote(finding.places.get(fix.place)?)?;
    Some(match (written.trim(), fix.replace.as_str(), fix.sure) {
        ("", right, true) => format!("填写“{right}”"),
        ("", right, false) => format!("可能应填“{right}”，请核对"),
        (wrong, "", true) => format!("删去“{wrong}”"),
        (wrong, "", false) => format!("“{wrong}”可能多余，请核对"),
        (wrong, right, true) => format!("“{wrong}”改为“{right}”"),
        (wrong, right, false) => format!("“{wrong}”可能应为“{right}”，请核对"),
    })
}

/// What stands somewhere, in one line.
fn brief(quote: &str) -> String {
    let line = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return "（空白）".to_owned();
    }
    match line.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{}……", &line[..end]),
        None => line,
    }
}

fn years_of(year: Option<i32>) -> String {
    year.map_or_else(|| "上年报告".to_owned(), |year| format!("{year}年报告"))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::check::{Dismissal, Environment, Settings, check};
    use crate::report::Report;
    use crate::rules::testing::Sample;
    use crate::standard::Edition::E2021;

    /// A report with a wrong figure, a wrong word, and a blank cell that is dismissed.
    pub(crate) fn outcome() -> Outcome {
        let sample = Sample::filled(E2021)
            .cell("3.1", "natural_person", "21")
            .cell("3.2", "business", "")
            .and("我局认真布署工作。");
        let report: Report = sample.report();
        let first = check(report.clone(), &Environment::default());
        let blank = first.findings.iter().find(|finding| finding.rule == "requests-blank").expect("the blank cell");
        let dismissal =
            Dismissal {
                rule: blank.rule.to_string(), key: blank.key.clone(), reason: "按本地要求填写".to_owned()
            };
        let settings = Settings { dismissed: vec![dismissal], ..Settings::default() };
        check(report, &Environment { settings, ..Environment::default() })
    }

    pub(crate) fn listing() -> Listing {
        Listing::new("甲.docx", &outcome(), |index| index + 1)
    }

    #[test]
    fn a_row_tells_all_of_a_finding() {
        let listing = listing();
        let row = listing.rows.iter().find(|row| row.code.starts_with("T3")).expect("the wrong figure");
        assert_eq!(row.place, "表三·（一）予以公开·自然人");
        assert_eq!((row.quote.as_str(), row.severity), ("21", Severity::Error));
        assert!(row.suggestion.starts_with("“21”改为“"), "{}", row.suggestion);
        let word = listing.rows.iter().find(|row| row.quote == "布署").expect("the wrong word");
        assert_eq!((word.place.as_str(), word.suggestion.as_str()), ("第一部分第7段", "“布署”改为“部署”"));
        let last = listing.rows.last().expect("the dismissed one");
        assert_eq!(
            (last.number, last.quote.as_str(), last.suggestion.as_str()),
            (None, "（空白）", "可能应填“0”，请核对")
        );
        assert_eq!(last.state(), "已忽略：按本地要求填写");
    }

    #[test]
    fn the_facts_count_what_stands() {
        let listing = listing();
        let facts = listing.facts();
        let fact = |name| facts.iter().find(|(other, _)| *other == name).map(|(_, words)| words.as_str());
        assert_eq!((fact("文件"), fact("年份"), fact("格式")), (Some("甲.docx"), Some("2023年"), Some("2021年版")));
        assert_eq!((fact("已忽略"), fact("上年报告")), (Some("1 项"), Some("没有对照")));
        assert_eq!(fact("错误"), Some(format!("{} 项", listing.count(Severity::Error)).as_str()));
    }

    #[test]
    fn long_quotes_are_cut() {
        assert_eq!(brief(&"字".repeat(121)), format!("{}……", "字".repeat(120)));
        assert_eq!(brief(" 甲\n乙 "), "甲 乙");
    }
}
