//! A finding: what is wrong, where, by what figures, and what would be right.

use crate::report::Report;
use crate::rules::Rule;
use crate::standard::{Column, Row, TableKind};
use crate::text::{Number, Span};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// 错误: breaks the official format or its arithmetic.
    Error,
    /// 警告: very probably wrong.
    Warning,
    /// 提示: worth a look.
    Info,
}

impl Severity {
    /// All three, worst first.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

    /// Its name in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "错误",
            Severity::Warning => "警告",
            Severity::Info => "提示",
        }
    }
}

/// What a rule found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's identifier.
    pub rule: Cow<'static, str>,
    /// How bad it is.
    pub severity: Severity,
    /// In Chinese, for the clerk: what is wrong, with the figures, and what would be right.
    pub message: String,
    /// What it rests on.
    pub basis: Cow<'static, str>,
    /// Where to look; the first is the place, the others take part in it.
    pub places: Vec<Place>,
    /// What to write instead, where that follows from the report or the format.
    pub fix: Option<Fix>,
    /// The calculations behind it.
    pub calculations: Vec<Calculation>,
    /// Passages of two reports that are alike, side by side.
    pub comparisons: Vec<Comparison>,
    /// Whether what stands at its places is personal data, which no output shows unmasked. See [`super::private`].
    pub private: bool,
    /// What a dismissal remembers it by: its rule and what stands around it, not where. See [`super::settings`].
    pub key: String,
}

/// Which report a place is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Whose {
    /// The report that is checked.
    #[default]
    This,
    /// Last year's report of the same organ (上年报告).
    Previous,
}

/// A place in a report, or the name of what is missing there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Which report it is in.
    pub report: Whose,
    /// The section, 1 to 6.
    pub section: Option<usize>,
    /// The table.
    pub table: Option<TableKind>,
    /// The row of that table.
    pub row: Option<Row>,
    /// The column of that table.
    pub column: Option<Column>,
    /// The characters; `None` where something is missing altogether.
    pub span: Option<Span>,
}

/// A correction: the text of one place is replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// Index of the place.
    pub place: usize,
    /// What to write there.
    pub replace: String,
    /// Whether it can be made unseen: it follows from the report itself or from the official format. Otherwise it
    /// needs a look.
    pub sure: bool,
}

/// A calculation, to be shown as a small table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calculation {
    /// What is added up.
    pub parts: Vec<Term>,
    /// What it should come to.
    pub wholes: Vec<Term>,
}

/// A term of a calculation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Number,
    /// Its place.
    pub place: Place,
}

/// A sentence of this report and the one of last year's that it is like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// The sentence in this report.
    pub this: String,
    /// The sentence in last year's report.
    pub previous: String,
}

impl Calculation {
    /// The sum of the parts.
    pub fn calculated(&self) -> Number {
        self.parts.iter().map(|term| term.value).sum()
    }

    /// The sum of the wholes.
    pub fn reported(&self) -> Number {
        self.wholes.iter().map(|term| term.value).sum()
    }
}

impl Finding {
    /// A finding of `rule` with its own severity and basis.
    pub fn new(rule: &'static Rule, message: impl Into<String>) -> Self {
        Finding {
            rule: Cow::Borrowed(rule.id),
            severity: rule.severity,
            message: message.into(),
            basis: Cow::Borrowed(rule.basis),
            places: Vec::new(),
            fix: None,
            calculations: Vec::new(),
            comparisons: Vec::new(),
            private: false,
            key: String::new(),
        }
    }

    /// Adds a place.
    pub fn at(mut self, place: Place) -> Self {
        self.places.push(place);
        self
    }

    /// Adds places.
    pub fn at_all(mut self, places: impl IntoIterator<Item = Place>) -> Self {
        self.places.extend(places);
        self
    }

    /// Offers `replace` for the first place, if that is there: it is certain to be right.
    pub fn fix(self, replace: impl Into<String>) -> Self {
        self.with_fix(replace.into(), true)
    }

    /// Offers `replace` for the first place, if that is there: it is probably right, and needs a look.
    pub fn suggest(self, replace: impl Into<String>) -> Self {
        self.with_fix(replace.into(), false)
    }

    fn with_fix(mut self, replace: String, sure: bool) -> Self {
        if self.places.first().is_some_and(|place| place.span.is_some()) {
            self.fix = Some(Fix { place: 0, replace, sure });
        }
        self
    }

    /// Sets another severity than the rule's.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Sets another basis than the rule's.
    pub fn basis(mut self, basis: impl Into<Cow<'static, str>>) -> Self {
        self.basis = basis.into();
        self
    }

    /// Marks what stands at its places as personal data.
    pub fn private(mut self) -> Self {
        self.private = true;
        self
    }

    /// Adds a calculation.
    pub fn calculation(mut self, calculation: Calculation) -> Self {
        self.calculations.push(calculation);
        self
    }

    /// What findings are sorted by: where the first place stands, or would stand. What is missing at the end of one
    /// section comes before the sections that are missing after it.
    pub(super) fn reading_order(&self, report: &Report) -> (u32, u32, usize, Severity, usize) {
        let Some(place) = self.places.first() else { return (0, 0, 0, self.severity, 0) };
        let (block, start) = match (place.span, place.table, place.section) {
            (Some(span), ..) => (span.block, span.start),
            (None, Some(table), section) => report
                .table(table)
                .and_then(|table| last_block_before(report, table, place.row))
                .map(|block| (block, u32::MAX))
                .unwrap_or_else(|| (end_of_section(report, section.unwrap_or(table.section())), u32::MAX)),
            (None, None, Some(section)) => (end_of_section(report, section.saturating_sub(1)), u32::MAX),
            (None, None, None) => (0, 0),
        };
        let section = place.section.filter(|_| place.span.is_none()).unwrap_or_default();
        (block, start, section, self.severity, place.row.map_or(0, |row| usize::from(row.table() as u8)))
    }
}

/// The block after which a missing row would stand: the last value of the row before it.
fn last_block_before(report: &Report, table: &crate::report::Table, row: Option<Row>) -> Option<u32> {
    let before = table.cells.iter().filter(|(cell, _)| row.is_none_or(|row| cell.row < row));
    before
        .map(|(_, reading)| reading.span.block)
        .max()
        .or_else(|| table.items.first().map(|&item| report.document.blocks_of(item as usize).start))
}

/// The last block of the last section up to `number` that was found.
fn end_of_section(report: &Report, number: usize) -> u32 {
    let last = report.outline.sections.iter().take(number).rev().flatten().next();
    let item = match last {
        Some(section) => section.body.end.saturating_sub(1),
        None => report.outline.title.as_ref().map_or(0, |title| title.items.end.saturating_sub(1)),
    };
    report.document.blocks_of(item as usize).end.saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use crate::check::{Environment, check};
    use crate::read::{Kind, read_text};
    use crate::report::recognise;

    /// All of them would stand after the last line.
    #[test]
    fn what_is_missing_at_one_place_comes_in_the_order_of_the_sections() {
        let text = "白石镇人民政府2023年政府信息公开工作年度报告\n一、总体情况\n主动公开信息。\n\
            二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n";
        let outcome = check(recognise(read_text(text, Kind::Text)), &Environment::default());
        let missing = outcome.findings.iter().filter(|finding| finding.rule.ends_with("-missing"));
        let sections: Vec<Option<usize>> = missing.map(|finding| finding.places[0].section).collect();
        assert_eq!(sections, [Some(2), Some(3), Some(4), Some(5), Some(6)]);
    }
}
