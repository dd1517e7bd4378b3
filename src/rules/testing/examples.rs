//! The language in which the rules' documentation tells its examples: a sound report, and what is changed in it.
//!
//! Each line changes one thing; the user reads the same lines on the page of all rules.
//!
//! | line | what it changes |
//! |---|---|
//! | `2019年版` | the report is one of 2020 in the 2019 edition, instead of one of 2023 in the 2021 edition |
//! | `标题：…` `前言：…` | the title, the preface |
//! | `一：…` to `六：…` | the paragraphs of a section; several such lines, several paragraphs; with nothing behind the colon none |
//! | `标题三：…` | the heading of a section; with nothing behind the colon it is left out |
//! | `末尾：…` | a paragraph after the last section |
//! | `自然人·（一）予以公开：21` | a cell, by the name that messages give it |
//! | `自然人·（一）予以公开：1｜2` | a cell that is two |
//! | `整行·（一）予以公开：/` `整表·表三：0` | all cells of a row, of a table |
//! | `缺格：自然人·（一）予以公开` | a cell left out of its row |
//! | `缺行：（六）3.其他` `多行：表二｜公告｜1` | a row left out, a row added |
//! | `改名：规章→规定` | a label of a table |
//! | `缺表：表三` `表三：2019年版` | a table left out, a table of the other edition |
//! | `移表：表四→二` | a table in another section |
//! | `附表：栏目｜条数；通知公告｜120` | a table at the end of section 一, besides the three |
//! | `修订：3` | tracked changes in the file |
//! | `用词：…` `要求：…` | a line of the user's own words, of the local requirements, in the settings |
//! | `上年｜…` | the same of last year's report (2022, or 2019), which is compared only where such a line stands |
//! | `原文：` | the lines that follow are the whole report, as text |
//! | anything else | a paragraph added to section 一 |

use super::Sample;
use crate::check::{Choice, Environment, Finding, check};
use crate::read::{Kind, read_text};
use crate::report::{Report, recognise};
use crate::rules::Rule;
use crate::standard::{CellName, Edition, Row, TableKind};

/// What `rule` finds in the report that `example` tells; rules that are off by default are switched on.
pub fn findings(rule: &Rule, example: &str) -> Vec<Finding> {
    let mut environment = Environment { this_year: Some(2026), ..Environment::default() };
    environment.settings.rules.insert(rule.id.to_owned(), Choice::On);
    environment.settings.words = settings(example, "用词：");
    environment.settings.local = settings(example, "要求：");
    let (report, previous) = reports(example);
    environment.previous = previous.map(std::sync::Arc::new);
    let findings = check(report, &environment).findings;
    findings.into_iter().filter(|finding| finding.rule == rule.id).collect()
}

/// The lines of `example` that stand in the settings behind `key`.
fn settings(example: &str, key: &str) -> Vec<String> {
    example.lines().filter_map(|line| line.strip_prefix(key)).map(str::to_owned).collect()
}

/// The report that `example` tells, and last year's where it tells of one.
pub fn reports(example: &str) -> (Report, Option<Report>) {
    if let Some((_, text)) = example.split_once("原文：\n") {
        return (recognise(read_text(text, Kind::Text)), None);
    }
    let edition = if example.lines().any(|line| line == "2019年版") { Edition::E2019 } else { Edition::E2021 };
    let (previous, this): (Vec<&str>, Vec<&str>) = example.lines().partition(|line| line.starts_with("上年｜"));
    let sample = this.iter().fold(Told::new(Sample::filled(edition), edition), |told, line| told.line(line));
    let last_year = Sample::last_year(edition);
    let told = |told: Told, line: &&str| told.line(line.trim_start_matches("上年｜"));
    let before = (!previous.is_empty()).then(|| previous.iter().fold(Told::new(last_year, edition), told));
    (sample.finish().report(), before.map(|told| told.finish().report()))
}

/// A sample under change.
struct Told {
    sample: Sample,
    edition: Edition,
    /// Paragraphs of the six sections, where lines set them.
    bodies: [Option<Vec<String>>; 6],
    after: Vec<String>,
}

impl Told {
    fn new(sample: Sample, edition: Edition) -> Self {
        Told { sample, edition, bodies: Default::default(), after: Vec::new() }
    }

    fn line(mut self, line: &str) -> Self {
        if line.is_empty() || line == "2019年版" || line.starts_with("用词：") || line.starts_with("要求：") {
            return self;
        }
        let (key, value) = line.split_once('：').unwrap_or(("", line));
        let section = |numeral: &str| ["一", "二", "三", "四", "五", "六"].iter().position(|other| *other == numeral);
        let table = |name: &str| TableKind::ALL.into_iter().find(|table| table.name() == name);
        let of_edition = if value == "2019年版" { Edition::E2019 } else { Edition::E2021 };
        let sample = self.sample.clone();
        self.sample = match key {
            "标题" => sample.title(value),
            "前言" => sample.preface(value),
            "末尾" => {
                self.after.push(value.to_owned());
                sample
            }
            "缺行" => sample.without_row(self.row(value).unwrap_or_else(|| panic!("no row {value}")).id()),
            "多行" => {
                let cells: Vec<&str> = value.split('｜').collect();
                sample.extra_row(table(cells[0]).expect("a table"), &cells[1..])
            }
            "改名" => {
                let (old, new) = value.split_once('→').expect("an arrow");
                sample.label(old, new)
            }
            "缺表" => sample.without_table(table(value).expect("a table")),
            "缺格" => {
                let cell = self.cell(value).unwrap_or_else(|| panic!("no cell {value}"));
                sample.without_cell(cell.row.id(), cell.column.id())
            }
            "移表" => {
                let (moved, to) = value.split_once('→').expect("an arrow");
                sample.table_in(table(moved).expect("a table"), section(to).expect("a section") + 1)
            }
            "附表" => {
                let rows = value.split('；').map(|row| row.split('｜').map(str::to_owned).collect());
                sample.other_table(rows.collect())
            }
            "修订" => sample.revisions(value.parse().expect("a count")),
            _ if table(key).is_some() => sample.form(table(key).expect("a table"), of_edition),
            _ if section(key).is_some() => {
                let number = section(key).expect("a section");
                let body = self.bodies[number].get_or_insert_default();
                body.extend((!value.is_empty()).then(|| value.to_owned()));
                sample
            }
            _ if key.strip_prefix("标题").and_then(section).is_some() => {
                let number = key.strip_prefix("标题").and_then(section).expect("a section") + 1;
                if value.is_empty() { sample.without_heading(number) } else { sample.heading(number, value) }
            }
            _ if key.strip_prefix("整表·").is_some() => {
                sample.fill(key.strip_prefix("整表·").and_then(table).expect("a table"), value)
            }
            _ if key.strip_prefix("整行·").and_then(|name| self.row(name)).is_some() => {
                let row = key.strip_prefix("整行·").and_then(|name| self.row(name)).expect("a row");
                sample.row(row.id(), value)
            }
            _ => match self.cell(key) {
                Some(cell) => sample.cell(cell.row.id(), cell.column.id(), value),
                None => sample.and(line),
            },
        };
        self
    }

    fn finish(self) -> Sample {
        let mut sample = self.sample;
        for (number, body) in (1..).zip(self.bodies) {
            if let Some(body) = body {
                sample = sample.body(number, &body.iter().map(String::as_str).collect::<Vec<_>>());
            }
        }
        let after: Vec<&str> = self.after.iter().map(String::as_str).collect();
        if after.is_empty() { sample } else { sample.after(&after) }
    }

    fn row(&self, name: &str) -> Option<Row> {
        TableKind::ALL
            .into_iter()
            .flat_map(|table| Row::all(table, self.edition))
            .find(|row| row.short(self.edition) == name)
    }

    fn cell(&self, name: &str) -> Option<CellName> {
        let editions = [self.edition, Edition::E2019, Edition::E2021];
        let all = editions.into_iter().flat_map(|edition| {
            TableKind::ALL
                .into_iter()
                .flat_map(move |table| CellName::all(table, edition))
                .map(move |cell| (cell, edition))
        });
        all.into_iter().find(|(cell, edition)| cell.name(*edition) == name).map(|(cell, _)| cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    #[test]
    fn the_examples_of_every_rule_are_true() {
        let mut faults = Vec::new();
        for rule in rules::all() {
            if rule.right.is_empty() || rule.wrong.is_empty() {
                faults.push(format!("{}: needs at least one right and one wrong example", rule.id));
            }
            for example in rule.right {
                for finding in findings(rule, example) {
                    let severity = finding.severity.name();
                    faults.push(format!("{}: right, yet found ({severity}) {}: {example}", rule.id, finding.message));
                }
            }
            for example in rule.wrong {
                if findings(rule, example).is_empty() {
                    faults.push(format!("{}: wrong, yet nothing found: {example}", rule.id));
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}
