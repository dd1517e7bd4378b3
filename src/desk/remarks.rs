//! What there is to say of a whole and its parts, in sentences.

use super::rollup::{Cause, CellSum, Explanation, Rollup, Source};
use crate::check::Severity;
use crate::standard::{CellName, Edition};
use crate::text::Number;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Something to say of a whole and its parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// What it is about: one of [`KINDS`].
    pub kind: Cow<'static, str>,
    /// How bad it is.
    pub severity: Severity,
    /// In Chinese: what does not agree, with the figures, and what probably explains it.
    pub message: String,
    /// Where to look, the first first.
    pub places: Vec<RollupPlace>,
}

/// A place in one of the reports that are added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollupPlace {
    /// The part; `None` for the whole.
    pub part: Option<u32>,
    /// The cell; `None` for the report as a whole.
    pub cell: Option<CellName>,
}

/// What remarks are about: their names in JSON and for people.
pub const KINDS: [(&str, &str); 9] = [
    ("rollup-sum", "汇总数与各份之和不符"),
    ("rollup-left-out", "汇总漏计一份"),
    ("rollup-twice", "汇总重复计入一份"),
    ("rollup-not-given", "汇总多出一份没有给出的报告"),
    ("rollup-unreadable", "有的报告没有读出，未计入"),
    ("rollup-doubled", "同一份报告给了两次"),
    ("rollup-year", "年度不同"),
    ("rollup-edition", "格式版本不同"),
    ("rollup-no-figure", "单元格没有填数，未计入"),
];

/// What a remark of this kind rests on.
pub const BASIS: &str = crate::rules::LOGIC;

/// The most places that a remark names.
const MOST_PLACES: usize = 200;
/// So many reports or cells are named in a sentence.
const MOST_NAMED: usize = 6;

impl Rollup {
    /// What there is to say, the weightiest first; nothing where all adds up.
    pub fn remarks(&self, whole: &Source, parts: &[Source]) -> Vec<Remark> {
        let words = Words { rollup: self, whole, parts };
        let mut remarks = Vec::new();
        remarks.extend(words.explanation());
        remarks.extend(self.unexplained(parts).map(|cell| words.sum(cell)));
        remarks.extend(words.reports());
        remarks.extend(words.no_figures());
        remarks
    }
}

struct Words<'a> {
    rollup: &'a Rollup,
    whole: &'a Source<'a>,
    parts: &'a [Source<'a>],
}

impl Words<'_> {
    /// A difference is certain only where all parts were read.
    fn severity(&self) -> Severity {
        if self.rollup.unreadable.is_empty() { Severity::Error } else { Severity::Warning }
    }

    fn part(&self, part: u32) -> String {
        format!("《{}》", self.parts[part as usize].name())
    }

    /// 《甲》、《乙》等5份.
    fn list(&self, parts: &[u32]) -> String {
        let named: Vec<String> = parts.iter().take(MOST_NAMED).map(|&part| self.part(part)).collect();
        let more = if parts.len() > MOST_NAMED { format!("等{}份", parts.len()) } else { String::new() };
        named.join("、") + &more
    }

    fn cell(&self, cell: CellName) -> String {
        let form = self.whole.figures.form(cell.table()).or(self.whole.edition).unwrap_or(Edition::E2021);
        format!("{}·{}", cell.table().name(), cell.name(form))
    }

    /// What explains all differences at once.
    fn explanation(&self) -> Option<Remark> {
        let explained: Vec<CellName> = {
            let left: Vec<CellName> = self.rollup.unexplained(self.parts).map(|sum| sum.cell).collect();
            self.rollup.differing().map(|sum| sum.cell).filter(|cell| !left.contains(cell)).collect()
        };
        let count = explained.len();
        let (kind, part, message) = match self.rollup.explanation? {
            Explanation::LeftOut(part) => {
                let name = self.part(part);
                let message = format!(
                    "汇总有 {count} 个数比各份之和少，少的正好是{name}的数，很可能漏计了{name}，请补上后重新汇总。"
                );
                ("rollup-left-out", Some(part), message)
            }
            Explanation::Twice(part) => {
                let name = self.part(part);
                let message = format!(
                    "汇总有 {count} 个数比各份之和多，多的正好是{name}的数，很可能把{name}计了两次，请核对后重新汇总。"
                );
                ("rollup-twice", Some(part), message)
            }
            Explanation::NotGiven => {
                let unread = match self.rollup.unreadable[..] {
                    [] => "可能还有报告没有放进来".to_owned(),
                    [part] => format!("可能就是没有读出的{}", self.part(part)),
                    ref parts => format!("可能来自没有读出的{}", self.list(parts)),
                };
                let message = format!(
                    "汇总有 {count} 个数比 {} 份之和多，多出的数自身勾稽相符，{unread}，请核对报告是否齐全。",
                    self.rollup.added
                );
                ("rollup-not-given", None, message)
            }
        };
        let places = explained.iter().map(|&cell| RollupPlace { part: None, cell: Some(cell) });
        let of_part = part.map(|part| RollupPlace { part: Some(part), cell: None });
        Some(self.remark(kind, self.severity(), message, places.take(MOST_PLACES).chain(of_part)))
    }

    /// A cell that differs.
    fn sum(&self, sum: &CellSum) -> Remark {
        let whole = sum.whole.unwrap_or_default();
        // What the explanation of the whole already explains is no part of the difference.
        let difference = self.rollup.left_over(sum, self.parts).unwrap_or_default();
        let right = whole - difference;
        let note = match self.rollup.explanation {
            Some(Explanation::LeftOut(part)) => format!("不计{}，", self.part(part)),
            Some(Explanation::Twice(part)) => format!("{}计两次，", self.part(part)),
            _ => String::new(),
        };
        let way = if difference.is_negative() { "少" } else { "多" };
        let mut message = format!(
            "{}：汇总填 {whole}，{note}各份之和为 {right}（{} 份有数），汇总{way} {}。",
            self.cell(sum.cell),
            sum.counted,
            difference.abs()
        );
        let at = |part: Option<u32>| RollupPlace { part, cell: Some(sum.cell) };
        let mut places = vec![at(None)];
        match sum.cause {
            Some(Cause::Whole) => {
                message.push_str(&format!("按汇总表自身的勾稽关系也应为 {right}，请改正汇总数。"));
            }
            Some(Cause::Part(part, right)) => {
                message.push_str(&format!(
                    "{}该格填 {}，按它自身的勾稽关系应为 {right}，改后两边相等。",
                    self.part(part),
                    self.number(part, sum.cell)
                ));
                places.push(at(Some(part)));
            }
            Some(Cause::NoFigure(part)) => {
                let name = self.part(part);
                message.push_str(&format!("只有{name}该格没有填数，差额可能就是它的，请核对。"));
                places.push(at(Some(part)));
            }
            None => {
                message.push_str("请核对。");
                let having = (0..self.parts.len() as u32).filter(|&part| {
                    !self.parts[part as usize].unreadable && self.number(part, sum.cell) != Number::ZERO
                });
                places.extend(having.map(|part| at(Some(part))));
            }
        }
        self.remark("rollup-sum", self.severity(), message, places.into_iter().take(MOST_PLACES))
    }

    fn number(&self, part: u32, cell: CellName) -> Number {
        self.parts[part as usize].figures.number(cell).unwrap_or_default()
    }

    /// Parts that could not be read, are not what they should be, or are there twice.
    fn reports(&self) -> Vec<Remark> {
        let of =
            |parts: &[u32]| parts.iter().map(|&part| RollupPlace { part: Some(part), cell: None }).collect::<Vec<_>>();
        let mut remarks = Vec::new();
        let Rollup { unreadable, of_other_years, of_other_editions, doubled, .. } = self.rollup;
        if !unreadable.is_empty() {
            let message =
                format!("有 {} 份报告没有读出，未计入各份之和：{}。", unreadable.len(), self.list(unreadable));
            remarks.push(self.remark("rollup-unreadable", Severity::Warning, message, of(unreadable)));
        }
        for &(first, second) in doubled {
            let (first, second) = (self.parts[first as usize].file, second);
            let message = format!(
                "“{}”与“{first}”是同一份报告，各份之和里计了两次，请去掉一份后重新核对。",
                self.parts[second as usize].file
            );
            remarks.push(self.remark("rollup-doubled", Severity::Warning, message, of(&[second])));
        }
        if let (Some(year), false) = (self.whole.year, of_other_years.is_empty()) {
            let message = format!("汇总是{year}年的，{}是其他年度的报告，请核对。", self.list(of_other_years));
            remarks.push(self.remark("rollup-year", Severity::Warning, message, of(of_other_years)));
        }
        if let (Some(edition), false) = (self.whole.edition, of_other_editions.is_empty()) {
            let message = format!(
                "汇总按{}填写，{}用的是另一版格式，只有两版都有的单元格计入各份之和。",
                edition.name(),
                self.list(of_other_editions)
            );
            remarks.push(self.remark("rollup-edition", Severity::Warning, message, of(of_other_editions)));
        }
        remarks
    }

    /// Cells of parts that hold no number: one remark a part.
    fn no_figures(&self) -> Vec<Remark> {
        let mut gaps: Vec<(u32, CellName)> =
            self.rollup.cells.iter().flat_map(|sum| sum.missing.iter().map(move |&part| (part, sum.cell))).collect();
        gaps.sort_unstable();
        let remark = |gaps: &[(u32, CellName)]| {
            let part = gaps[0].0;
            let named: Vec<String> = gaps.iter().take(MOST_NAMED).map(|&(_, cell)| self.cell(cell)).collect();
            let more = if gaps.len() > MOST_NAMED { "等" } else { "" };
            let message = format!(
                "{}有 {} 格没有填数，未计入各份之和：{}{more}。",
                self.part(part),
                gaps.len(),
                named.join("、")
            );
            let places = gaps.iter().map(|&(part, cell)| RollupPlace { part: Some(part), cell: Some(cell) });
            self.remark("rollup-no-figure", Severity::Info, message, places.take(MOST_PLACES))
        };
        gaps.chunk_by(|left, right| left.0 == right.0).map(remark).collect()
    }

    fn remark(
        &self,
        kind: &'static str,
        severity: Severity,
        message: String,
        places: impl IntoIterator<Item = RollupPlace>,
    ) -> Remark {
        Remark { kind: Cow::Borrowed(kind), severity, message, places: places.into_iter().collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Figures;
    use super::*;
    use crate::rules::testing::Sample;
    use crate::standard::Edition::{E2019, E2021};
    use crate::standard::TableKind;

    /// Figures of a report by what differs from the sound sample.
    fn figures(edition: Edition, cells: &[(&str, &str, &str)]) -> Figures {
        let sample =
            cells.iter().fold(Sample::filled(edition), |sample, (row, column, text)| sample.cell(row, column, text));
        Figures::of(&sample.report())
    }

    fn source<'a>(name: &'a str, figures: &'a Figures) -> Source<'a> {
        Source {
            file: name,
            organ: Some(name),
            year: Some(2023),
            edition: figures.forms[0],
            figures,
            unreadable: false,
        }
    }

    /// Three parts with figures of their own.
    fn parts() -> [Figures; 3] {
        let more: [&[(&str, &str, &str)]; 3] = [
            &[],
            &[
                ("1", "natural_person", "31"),
                ("1", "total", "36"),
                ("3.1", "natural_person", "13"),
                ("3.1", "total", "16"),
                ("3.7", "natural_person", "31"),
                ("3.7", "total", "36"),
            ],
            &[
                ("1", "business", "14"),
                ("1", "total", "45"),
                ("3.1", "business", "13"),
                ("3.1", "total", "25"),
                ("3.7", "business", "14"),
                ("3.7", "total", "45"),
            ],
        ];
        more.map(|cells| figures(E2021, cells))
    }

    /// The whole of some parts, with changes: row, column, what is added.
    fn whole(parts: &[&Figures], changes: &[(&str, &str, i64)]) -> Figures {
        let cells = TableKind::ALL.into_iter().flat_map(|table| CellName::all(table, E2021));
        let sample = cells.fold(Sample::filled(E2021), |sample, cell| {
            let change = changes.iter().find(|(row, column, _)| (*row, *column) == (cell.row.id(), cell.column.id()));
            let sum: Number = parts.iter().filter_map(|part| part.number(cell)).sum();
            let value = sum + Number::whole(change.map_or(0, |(.., change)| *change));
            sample.cell(cell.row.id(), cell.column.id(), &value.to_string())
        });
        Figures::of(&sample.report())
    }

    fn told(whole: &Figures, parts: &[Source]) -> (Rollup, Vec<String>) {
        let whole = source("平安县", whole);
        let rollup = super::super::rollup::add_up(whole, parts);
        let remarks = rollup.remarks(&whole, parts);
        assert!(remarks.iter().all(|remark| KINDS.iter().any(|(kind, _)| *kind == remark.kind)));
        let lines = remarks.iter().map(|remark| format!("{}｜{}", remark.kind, remark.message)).collect();
        (rollup, lines)
    }

    #[test]
    fn what_adds_up_is_silent() {
        let [a, b, c] = parts();
        let (rollup, lines) = told(&whole(&[&a, &b, &c], &[]), &[source("甲", &a), source("乙", &b), source("丙", &c)]);
        assert_eq!(lines, [""; 0]);
        assert_eq!((rollup.added, rollup.cells.len()), (3, 200));
    }

    #[test]
    fn a_part_that_was_left_out() {
        let [a, b, c] = parts();
        let sources = [source("甲", &a), source("乙", &b), source("丙", &c)];
        let (rollup, lines) = told(&whole(&[&a, &c], &[]), &sources);
        assert_eq!(rollup.explanation, Some(Explanation::LeftOut(1)));
        let count = rollup.differing().count();
        assert_eq!(
            lines,
            [format!(
                "rollup-left-out｜汇总有 {count} 个数比各份之和少，少的正好是《乙》的数，很可能漏计了《乙》，请补上后重新汇总。"
            )]
        );
        // One more fault beside it is told by itself.
        let (_, lines) = told(&whole(&[&a, &c], &[("3.2", "research", 4)]), &sources);
        assert_eq!(
            lines[1..],
            [
                "rollup-sum｜表三·科研机构·（二）部分公开：汇总填 4，不计《乙》，各份之和为 0（3 份有数），汇总多 4。按汇总表自身的勾稽关系也应为 0，请改正汇总数。"
            ]
        );
    }

    #[test]
    fn a_part_that_was_counted_twice() {
        let [a, b, c] = parts();
        let (rollup, lines) =
            told(&whole(&[&a, &b, &b, &c], &[]), &[source("甲", &a), source("乙", &b), source("丙", &c)]);
        assert_eq!(rollup.explanation, Some(Explanation::Twice(1)));
        assert!(lines.len() == 1 && lines[0].contains("很可能把《乙》计了两次"), "{lines:?}");
    }

    #[test]
    fn which_of_two_equal_parts_is_not_told() {
        let [a, _, c] = parts();
        let (rollup, _) = told(&whole(&[&a, &c], &[]), &[source("甲", &a), source("乙", &a), source("丙", &c)]);
        assert_eq!(rollup.explanation, None);
    }

    #[test]
    fn a_report_that_was_not_given() {
        let [a, b, c] = parts();
        let (rollup, lines) = told(&whole(&[&a, &b, &c], &[]), &[source("甲", &a), source("乙", &b)]);
        assert_eq!(rollup.explanation, Some(Explanation::NotGiven));
        assert!(lines.len() == 1 && lines[0].contains("可能还有报告没有放进来"), "{lines:?}");
        let unread = Source { unreadable: true, ..source("丙", &c) };
        let (_, lines) = told(&whole(&[&a, &b, &c], &[]), &[source("甲", &a), source("乙", &b), unread]);
        assert!(lines[0].contains("可能就是没有读出的《丙》"), "{lines:?}");
        assert_eq!(lines[1], "rollup-unreadable｜有 1 份报告没有读出，未计入各份之和：《丙》。");
    }

    #[test]
    fn a_cell_that_is_wrong_in_the_whole_or_in_a_part() {
        let [a, b, c] = parts();
        let sources = [source("甲", &a), source("乙", &b), source("丙", &c)];
        let (_, lines) = told(&whole(&[&a, &b, &c], &[("3.1", "natural_person", 9)]), &sources);
        assert_eq!(
            lines,
            [
                "rollup-sum｜表三·自然人·（一）予以公开：汇总填 46，各份之和为 37（3 份有数），汇总多 9。按汇总表自身的勾稽关系也应为 37，请改正汇总数。"
            ]
        );
        let wrong = figures(E2021, &[("3.1", "natural_person", "21")]);
        let (_, lines) = told(&whole(&[&a, &b, &c], &[]), &[source("甲", &wrong), source("乙", &b), source("丙", &c)]);
        assert_eq!(
            lines,
            [
                "rollup-sum｜表三·自然人·（一）予以公开：汇总填 37，各份之和为 46（3 份有数），汇总少 9。《甲》该格填 21，按它自身的勾稽关系应为 12，改后两边相等。"
            ]
        );
        let blank = figures(E2021, &[("licensing", "decisions", "")]);
        let (_, lines) = told(&whole(&[&a, &b, &c], &[]), &[source("甲", &blank), source("乙", &b), source("丙", &c)]);
        let zero = a.numbers().iter().any(|(cell, number)| cell.row.id() == "licensing" && *number == Number::ZERO);
        assert_eq!(lines.len(), if zero { 1 } else { 2 }, "{lines:?}");
        assert!(lines.last().is_some_and(|line| line.contains("《甲》有 1 格没有填数")), "{lines:?}");
    }

    #[test]
    fn other_editions_and_years_are_told_and_added_by_name() {
        let [a, b, _] = parts();
        let old = figures(E2019, &[]);
        let other = Source { year: Some(2020), ..source("丙", &old) };
        let (rollup, lines) = told(&whole(&[&a, &b, &old], &[]), &[source("甲", &a), source("乙", &b), other]);
        assert_eq!((rollup.of_other_years, rollup.of_other_editions), (vec![2], vec![2]));
        assert_eq!(
            lines,
            [
                "rollup-year｜汇总是2023年的，《丙》是其他年度的报告，请核对。",
                "rollup-edition｜汇总按2021年版填写，《丙》用的是另一版格式，只有两版都有的单元格计入各份之和。",
            ]
        );
    }

    #[test]
    fn the_same_report_twice() {
        let [a, b, _] = parts();
        let again = Source { file: "甲（1）.docx", ..source("甲", &a) };
        let (rollup, lines) = told(&whole(&[&a, &b], &[]), &[source("甲", &a), source("乙", &b), again]);
        assert_eq!(rollup.doubled, [(0, 2)]);
        assert!(lines.iter().any(|line| line.contains("“甲（1）.docx”与“甲”是同一份报告")), "{lines:?}");
    }
}
