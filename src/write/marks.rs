//! Where findings show in a report that is drawn: which characters and cells are marked, by which numbers.

use crate::check::{Finding, Outcome, Place, Whose};
use crate::report::Report;
use crate::standard::CellName;
use std::collections::BTreeMap;
use std::ops::Range;

/// A finding's mark on some characters of a block.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The bytes.
    pub range: Range<usize>,
    /// The finding.
    pub finding: usize,
    /// Its number.
    pub number: usize,
    /// Whether it is the finding's first place.
    pub first: bool,
}

/// All marks of a report.
#[derive(Default)]
pub struct Marks {
    blocks: BTreeMap<u32, Vec<Mark>>,
    /// Marks on cells that are not there, by their names.
    absent: BTreeMap<CellName, Vec<Mark>>,
}

/// Whether all places of a finding are faults; otherwise only the first is, and the others take part in it.
fn marks_all(finding: &Finding) -> bool {
    finding.calculations.is_empty()
}

impl Marks {
    /// The marks of the findings that are shown; `number` tells the number of each by its index.
    pub fn new(outcome: &Outcome, number: impl Fn(usize) -> usize, shows: impl Fn(usize) -> bool) -> Self {
        let mut marks = Marks::default();
        for (index, finding) in outcome.findings.iter().enumerate() {
            if !shows(index) {
                continue;
            }
            let count = if marks_all(finding) { finding.places.len() } else { 1 };
            // What stands in last year's report has no place in this one.
            let here = finding.places.iter().filter(|place| place.report == Whose::This);
            for (at, place) in here.take(count).enumerate() {
                let mark = |range| Mark { range, finding: index, number: number(index), first: at == 0 };
                match (place.span, cell_of(place)) {
                    (Some(span), _) => marks.blocks.entry(span.block).or_default().push(mark(span.range())),
                    (None, Some(cell)) => marks.absent.entry(cell).or_default().push(mark(0..0)),
                    (None, None) => {
                        // A missing row shows at its first cell.
                        if let Some(cell) = first_cell(&outcome.report, place) {
                            marks.absent.entry(cell).or_default().push(mark(0..0));
                        }
                    }
                }
            }
        }
        marks
    }

    /// The marks in a block, in the order of the findings.
    pub fn of_block(&self, block: u32) -> &[Mark] {
        self.blocks.get(&block).map_or(&[], Vec::as_slice)
    }

    /// The marks on a cell that is not there.
    pub fn of_absent(&self, cell: CellName) -> &[Mark] {
        self.absent.get(&cell).map_or(&[], Vec::as_slice)
    }
}

/// The cell that a place names.
pub fn cell_of(place: &Place) -> Option<CellName> {
    Some(CellName::new(place.row?, place.column?))
}

/// The first cell of the row that a place names as a whole.
pub fn first_cell(report: &Report, place: &Place) -> Option<CellName> {
    let row = place.row.filter(|_| place.column.is_none())?;
    let form = report.table(row.table())?.form;
    Some(CellName::new(row, *row.columns(form).first()?))
}

/// The sign ① of a finding's number, from 1.
pub fn badge(number: usize) -> String {
    let sign = match number {
        1..=20 => char::from_u32(0x2460 + number as u32 - 1),
        21..=35 => char::from_u32(0x3251 + number as u32 - 21),
        36..=50 => char::from_u32(0x32B1 + number as u32 - 36),
        _ => None,
    };
    sign.map_or_else(|| format!("({number})"), String::from)
}
