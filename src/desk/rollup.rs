//! Adding up: the figures of a whole (县、市、部门汇总) against the sums of its parts, cell by cell, and what explains a
//! difference where only one thing does.
//!
//! Cells are added by their names, so that parts of either edition add up as far as their tables have the same cells.

use super::Entry;
use super::figures::Figures;
use crate::standard::relations::{Sense, relations};
use crate::standard::{CellName, Edition};
use crate::text::Number;
use serde::{Deserialize, Serialize};

/// A report as it is added up.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its file.
    pub file: &'a str,
    /// The organ.
    pub organ: Option<&'a str>,
    /// The year.
    pub year: Option<i32>,
    /// The edition.
    pub edition: Option<Edition>,
    /// Its figures.
    pub figures: &'a Figures,
    /// Whether it could not be read.
    pub unreadable: bool,
}

impl<'a> From<&'a Entry> for Source<'a> {
    fn from(entry: &'a Entry) -> Self {
        Source {
            file: &entry.file,
            organ: entry.organ.as_deref(),
            year: entry.year,
            edition: entry.edition,
            figures: &entry.figures,
            unreadable: entry.unreadable.is_some(),
        }
    }
}

impl<'a> Source<'a> {
    /// What it is called: the organ, else the file.
    pub fn name(&self) -> &'a str {
        self.organ.unwrap_or(self.file)
    }

    fn number(&self, cell: CellName) -> Number {
        self.figures.number(cell).unwrap_or(Number::ZERO)
    }
}

/// A whole against its parts. Parts are named by their indices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rollup {
    /// All cells that the whole or a part has, in their official order.
    pub cells: Vec<CellSum>,
    /// How many parts were added up.
    pub added: u32,
    /// The parts that could not be read.
    pub unreadable: Vec<u32>,
    /// The parts that report on another year than the whole; they are added all the same.
    pub of_other_years: Vec<u32>,
    /// The parts of another edition than the whole; of them the cells are added that both editions have.
    pub of_other_editions: Vec<u32>,
    /// Parts that are another part once more: the same organ, year and figures. They are added all the same.
    pub doubled: Vec<(u32, u32)>,
    /// What explains the differences as a whole, where one thing alone does.
    pub explanation: Option<Explanation>,
}

/// A cell of the whole and the sum of the parts'.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellSum {
    /// The cell.
    pub cell: CellName,
    /// The whole's number; `None` where it has none there.
    pub whole: Option<Number>,
    /// The sum of the parts' numbers.
    pub sum: Number,
    /// How many parts have a number there.
    pub counted: u32,
    /// The parts that have the cell, but no number in it.
    pub missing: Vec<u32>,
    /// What explains its difference, where one thing alone does.
    pub cause: Option<Cause>,
}

/// What explains the differences as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Explanation {
    /// The whole was made without this part.
    LeftOut(u32),
    /// The whole counts this part twice.
    Twice(u32),
    /// The whole counts a report that is not among the parts: what it has more agrees with itself.
    NotGiven,
}

/// What explains the difference in one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause {
    /// By its own arithmetic the whole should have the sum there.
    Whole,
    /// By its own arithmetic this part should have another number there, with which the sum is right.
    Part(u32, Number),
    /// This part alone has no number there.
    NoFigure(u32),
}

impl CellSum {
    /// How much more the whole has than its parts; `None` where it has no number or no part has the cell.
    pub fn difference(&self) -> Option<Number> {
        if self.counted == 0 && self.missing.is_empty() { None } else { Some(self.whole? - self.sum) }
    }

    /// Whether whole and sum are known to differ.
    pub fn differs(&self) -> bool {
        self.difference().is_some_and(|difference| difference != Number::ZERO)
    }
}

/// Fewer cells than these that fit are chance.
const LEAST: usize = 3;
/// Of the cells that speak for or against an explanation at least so many in a hundred speak for it.
const MOST_FIT: usize = 90;

/// Adds up `parts` and holds the sums against `whole`.
pub fn add_up(whole: Source, parts: &[Source]) -> Rollup {
    let readable = || parts.iter().enumerate().filter(|(_, part)| !part.unreadable);
    let of = |is: &dyn Fn(&Source) -> bool| -> Vec<u32> {
        readable().filter(|(_, part)| is(part)).map(|(at, _)| at as u32).collect()
    };
    let mut rollup = Rollup {
        cells: sums(&whole, parts),
        added: readable().count() as u32,
        unreadable: (0..parts.len()).filter(|&at| parts[at].unreadable).map(|at| at as u32).collect(),
        of_other_years: of(&|part| whole.year.zip(part.year).is_some_and(|(whole, part)| whole != part)),
        of_other_editions: of(&|part| whole.edition.zip(part.edition).is_some_and(|(whole, part)| whole != part)),
        doubled: doubled(parts),
        explanation: None,
    };
    rollup.explanation = rollup.part_that_explains(parts).or_else(|| rollup.not_given(&whole));
    for at in 0..rollup.cells.len() {
        let sum = &rollup.cells[at];
        let left = rollup.left_over(sum, parts).filter(|&left| left != Number::ZERO);
        rollup.cells[at].cause = left.and_then(|left| cause(sum, left, &whole, parts));
    }
    rollup
}

fn sums(whole: &Source, parts: &[Source]) -> Vec<CellSum> {
    let readable: Vec<(u32, &Source)> =
        parts.iter().enumerate().filter(|(_, part)| !part.unreadable).map(|(at, part)| (at as u32, part)).collect();
    let all = readable.iter().map(|(_, part)| *part).chain([whole]);
    let mut cells: Vec<CellName> = all.flat_map(|source| source.figures.cells()).collect();
    cells.sort_unstable();
    cells.dedup();
    let sum = |cell: CellName| {
        let numbers = readable.iter().filter_map(|(_, part)| part.figures.number(cell));
        let missing = readable.iter().filter(|(_, part)| part.figures.text(cell).is_some());
        CellSum {
            cell,
            whole: whole.figures.number(cell),
            sum: numbers.clone().sum(),
            counted: numbers.count() as u32,
            missing: missing.map(|&(at, _)| at).collect(),
            cause: None,
        }
    };
    cells.into_iter().map(sum).collect()
}

/// Parts that are an earlier part once more.
fn doubled(parts: &[Source]) -> Vec<(u32, u32)> {
    let mut known: Vec<(u64, usize)> =
        (0..parts.len()).filter(|&at| !parts[at].unreadable).map(|at| (parts[at].figures.hash(), at)).collect();
    known.sort_unstable();
    let same = |left: &Source, right: &Source| {
        left.organ.is_some() && (left.organ, left.year) == (right.organ, right.year) && left.figures == right.figures
    };
    let mut doubled: Vec<(u32, u32)> = known
        .windows(2)
        .filter(|two| two[0].0 == two[1].0 && same(&parts[two[0].1], &parts[two[1].1]))
        .map(|two| (two[0].1 as u32, two[1].1 as u32))
        .collect();
    doubled.sort_unstable();
    doubled
}

impl Rollup {
    /// The cells in which whole and sum differ.
    pub fn differing(&self) -> impl Iterator<Item = &CellSum> {
        self.cells.iter().filter(|cell| cell.differs())
    }

    /// The cells whose difference the explanation of the whole does not explain.
    pub fn unexplained<'a>(&'a self, parts: &'a [Source<'a>]) -> impl Iterator<Item = &'a CellSum> {
        self.cells.iter().filter(|sum| self.left_over(sum, parts).is_some_and(|left| left != Number::ZERO))
    }

    /// What is left of the difference in a cell when what explains the whole is taken out of it.
    pub(super) fn left_over(&self, sum: &CellSum, parts: &[Source]) -> Option<Number> {
        let difference = sum.difference()?;
        Some(match self.explanation {
            None => difference,
            Some(Explanation::NotGiven) => Number::ZERO,
            Some(Explanation::LeftOut(part)) => difference + parts[part as usize].number(sum.cell),
            Some(Explanation::Twice(part)) => difference - parts[part as usize].number(sum.cell),
        })
    }

    /// The only part whose figures are the differences in (nearly) all cells.
    fn part_that_explains(&self, parts: &[Source]) -> Option<Explanation> {
        let fits = |part: &Source, sign: fn(Number) -> Number| {
            let (mut with, mut against) = (0, 0);
            for cell in &self.cells {
                let Some(difference) = cell.difference() else { continue };
                let expected = sign(part.number(cell.cell));
                match (difference == expected, difference == Number::ZERO) {
                    (true, false) => with += 1,
                    (false, _) => against += 1,
                    (true, true) => {}
                }
            }
            with >= LEAST && with * 100 >= (with + against) * MOST_FIT
        };
        let mut found = parts.iter().enumerate().filter(|(_, part)| !part.unreadable).flat_map(|(at, part)| {
            let left_out = fits(part, |number| -number).then_some(Explanation::LeftOut(at as u32));
            let twice = fits(part, |number| number).then_some(Explanation::Twice(at as u32));
            left_out.into_iter().chain(twice)
        });
        found.next().filter(|_| found.next().is_none())
    }

    /// Whether the whole has more than its parts, and what it has more agrees with itself as a report does.
    fn not_given(&self, whole: &Source) -> Option<Explanation> {
        let more: Vec<(CellName, Number)> =
            self.cells.iter().filter_map(|cell| Some((cell.cell, cell.difference()?))).collect();
        let of = |cell| more.iter().find(|(other, _)| *other == cell).map(|(_, number)| *number);
        let edition = whole.edition.unwrap_or(Edition::E2021);
        let requests = whole.figures.form(crate::standard::TableKind::Requests).unwrap_or(edition);
        let (mut held, mut failed) = (0, false);
        for relation in relations(edition, requests).iter().filter(|relation| relation.sense == Sense::Equal) {
            let side = |cells: &[CellName]| cells.iter().map(|&cell| of(cell)).sum::<Option<Number>>();
            let Some((parts, wholes)) = side(&relation.parts).zip(side(&relation.wholes)) else { continue };
            failed |= parts != wholes;
            held += usize::from(wholes != Number::ZERO);
        }
        let less = more.iter().any(|(_, number)| number.is_negative());
        (!less && !failed && held >= LEAST).then_some(Explanation::NotGiven)
    }
}

/// The one thing that explains the `difference` in a cell.
fn cause(sum: &CellSum, difference: Number, whole: &Source, parts: &[Source]) -> Option<Cause> {
    let right = sum.whole? - difference;
    let by_whole = (whole.figures.repaired(sum.cell) == Some(right)).then_some(Cause::Whole);
    let by_part = parts.iter().enumerate().filter(|(_, part)| !part.unreadable).filter_map(|(at, part)| {
        let (from, to) = (part.figures.number(sum.cell)?, part.figures.repaired(sum.cell)?);
        (to - from == difference).then_some(Cause::Part(at as u32, to))
    });
    let blank = match sum.missing[..] {
        [part] if !difference.is_negative() => Some(Cause::NoFigure(part)),
        _ => None,
    };
    let mut all = by_whole.into_iter().chain(by_part).chain(blank);
    all.next().filter(|_| all.next().is_none())
}
