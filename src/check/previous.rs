//! Last year's report (上年报告) beside the one that is checked: whether it is what it should be, and the way to its
//! figures.

use super::arithmetic::{Arithmetic, Verdict};
use super::context::Context;
use super::finding::{Place, Whose};
use crate::prose::likeness::Likeness;
use crate::prose::{Part, Prose};
use crate::report::Report;
use crate::standard::{CellName, Edition, TableKind};
use crate::text::similar::common_subsequence;
use crate::text::{Number, Span, Words, fold};

/// Last year's report, read once for all rules.
pub struct Previous<'a> {
    /// The report.
    pub report: &'a Report,
    /// Its running text.
    pub prose: Prose,
    /// Its own arithmetic: where that names a cell, it may be last year's that is wrong.
    pub arithmetic: Arithmetic,
    /// How the texts are alike; nothing where they are not compared.
    pub likeness: Likeness,
    /// Whether it is the very report that is checked.
    pub is_same: bool,
    /// How many years it lies before the report that is checked, where both tell their years.
    pub years: Option<i32>,
    /// Whether it is another organ's.
    pub is_other_organ: bool,
    /// What the report that is checked says of a reorganisation, which changes organs and figures.
    pub reorganised: Option<&'static str>,
}

/// Words for a change of organs: what was one organ's is another's, or counted in another way.
static REORGANISED: Words = Words::new(&[
    "机构改革",
    "划转",
    "撤并",
    "并入",
    "更名",
    "区划调整",
    "职能调整",
    "职责调整",
    "职责划入",
    "挂牌成立",
]);

impl<'a> Previous<'a> {
    pub(super) fn new(report: &'a Report, this: &Report, prose: &Prose) -> Self {
        let years = this.year().zip(report.year()).map(|(this, previous)| this - previous);
        let is_same = this.document.blocks == report.document.blocks;
        let own = Prose::of(report);
        let is_older = !is_same && years.is_none_or(|years| years > 0);
        Previous {
            report,
            likeness: if is_older { Likeness::of(prose, &own) } else { Likeness::default() },
            prose: own,
            arithmetic: Arithmetic::of(report),
            is_same,
            years,
            is_other_organ: this.organ().zip(report.organ()).is_some_and(|(this, other)| !is_same_organ(this, other)),
            reorganised: prose
                .passages
                .iter()
                .filter(|passage| passage.part != Part::Title)
                .find_map(|passage| REORGANISED.find(passage.text()).map(|(_, word)| word)),
        }
    }

    /// Whether its figures may be held against this year's: the report of the year before, of the same organ or of the
    /// one that a reorganisation made this one of.
    pub fn is_comparable(&self) -> bool {
        let of_year_before = !self.is_same && self.years.is_none_or(|years| years == 1);
        of_year_before && (!self.is_other_organ || self.reorganised.is_some())
    }

    /// The form of its table.
    pub fn form(&self, table: TableKind) -> Option<Edition> {
        self.report.table(table).map(|table| table.form)
    }

    /// The number in its `cell`; `None` also where the order of the table's figures was not certain.
    pub fn number(&self, cell: CellName) -> Option<Number> {
        self.report.table(cell.table()).filter(|table| !table.is_scrambled())?;
        self.report.number(cell)
    }

    /// What its `cell` should hold by its own arithmetic, where that is certain to be something else.
    pub fn repaired(&self, cell: CellName) -> Option<Number> {
        repair(&self.arithmetic, cell)
    }

    /// The place of its `cell`.
    pub fn cell(&self, cell: CellName) -> Place {
        Place {
            report: Whose::Previous,
            section: Some(cell.table().section()),
            table: Some(cell.table()),
            row: Some(cell.row),
            column: Some(cell.column),
            span: self.report.cell(cell).map(|reading| reading.span),
        }
    }

    /// The place of some of its characters.
    pub fn span(&self, span: Span) -> Place {
        let section = self.report.section_of(span.block);
        Place { report: Whose::Previous, section, span: Some(span), ..Place::default() }
    }

    /// The text of some of its spans, as it stands there.
    pub fn quote(&self, spans: &[Span]) -> String {
        quote(self.report, spans)
    }
}

impl<'a> Context<'a> {
    /// Last year's report, where its figures may be held against this year's.
    pub fn previous_figures(&self) -> Option<&Previous<'a>> {
        self.previous.as_ref().filter(|previous| previous.is_comparable())
    }

    /// The number in `cell` of this report and of last year's, where both were read for certain.
    pub fn both_numbers(&self, cell: CellName) -> Option<(Number, Number)> {
        Some((self.sure_number(cell)?, self.previous_figures()?.number(cell)?))
    }

    /// The number in `cell`; `None` also where the order of the table's figures was not certain.
    pub fn sure_number(&self, cell: CellName) -> Option<Number> {
        self.report.table(cell.table()).filter(|table| !table.is_scrambled())?;
        self.number(cell)
    }

    /// What `cell` should hold by the report's own arithmetic, where that is certain to be something else.
    pub fn repaired(&self, cell: CellName) -> Option<Number> {
        repair(&self.arithmetic, cell)
    }

    /// The text of some spans, as it stands on the paper.
    pub fn quotes(&self, spans: &[Span]) -> String {
        quote(self.report, spans)
    }
}

fn repair(arithmetic: &Arithmetic, cell: CellName) -> Option<Number> {
    arithmetic.faults.iter().find_map(|fault| match &fault.verdict {
        Verdict::One(repair) => (repair.cell == cell).then_some(repair.to),
        Verdict::Two(first, second) => {
            [first, second].into_iter().find(|repair| repair.cell == cell).map(|repair| repair.to)
        }
        Verdict::Line(repairs) => repairs.iter().find(|repair| repair.cell == cell).map(|repair| repair.to),
        _ => None,
    })
}

fn quote(report: &Report, spans: &[Span]) -> String {
    spans.iter().map(|&span| report.document.quote(span).trim()).collect()
}

/// Whether two names, as titles give them, are of one organ: with or without 人民政府 or 办公室, with or without the
/// place above it.
fn is_same_organ(left: &str, right: &str) -> bool {
    let (left, right) = (bare(&fold(left)), bare(&fold(right)));
    if left == right {
        return true;
    }
    let (short, long) = if left.len() < right.len() { (&left, &right) } else { (&right, &left) };
    let (short, long): (Vec<char>, Vec<char>) = (short.chars().collect(), long.chars().collect());
    let same_ending = short.iter().rev().zip(long.iter().rev()).take(2).all(|(left, right)| left == right);
    same_ending && common_subsequence(&short, &long) == short.len()
}

/// A name without the words for the organ's kind that titles write or leave out.
fn bare(name: &str) -> String {
    let name = ["政府办公厅", "政府办公室", "政府办"]
        .into_iter()
        .find_map(|ending| name.strip_suffix(ending))
        .unwrap_or_else(|| name.trim_end_matches("政府"));
    let name = name.strip_suffix("人民").unwrap_or(name);
    let name = name.trim_end_matches("办事处").trim_end_matches("街道办").trim_end_matches("街道");
    name.trim_end_matches("委员会").replace("人民政府", "")
}

#[cfg(test)]
mod tests {
    use super::is_same_organ;

    #[test]
    fn one_organ_under_several_names() {
        for (left, right) in [
            ("白石镇人民政府", "白石镇"),
            ("孝感市人民政府办公室", "孝感市人民政府"),
            ("淮安市", "淮安市人民政府办公室"),
            ("平安县白石镇人民政府", "白石镇人民政府"),
            ("华龙区人民政府长庆路街道办事处", "华龙区长庆路街道"),
            ("长庆路街道办事处", "长庆路街道办"),
            ("平安县发展和改革委员会", "平安县发展改革委员会"),
            ("平安县教育局", "平安县教育体育局"),
        ] {
            assert!(is_same_organ(left, right) && is_same_organ(right, left), "{left} {right}");
        }
        for (left, right) in [
            ("白石镇人民政府", "青山镇人民政府"),
            ("平安县财政局", "平安县民政局"),
            ("孝感市财政局", "孝感市孝南区民政局"),
            ("孝南区财政局", "孝感市财政局"),
            ("孝感市人民政府", "孝感市孝南区人民政府"),
            ("平安县财政局", "平安县人民政府"),
        ] {
            assert!(!is_same_organ(left, right), "{left} {right}");
        }
    }
}
