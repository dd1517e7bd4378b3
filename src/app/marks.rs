//! Where findings show in the drawn report: which characters and cells are marked, and the identifiers of their
//! elements.

use super::numbers::Numbers;
use super::wire::Checked;
use crate::check::{Finding, Place, Severity, Whose};
use crate::report::Report;
use crate::standard::{CellName, TableKind};
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
    /// The marks of all findings that are shown.
    pub fn new(checked: &Checked, numbers: &Numbers, shows: impl Fn(Severity) -> bool) -> Self {
        let mut marks = Marks::default();
        for (index, finding) in checked.outcome.findings.iter().enumerate() {
            if !shows(finding.severity) {
                continue;
            }
            let count = if marks_all(finding) { finding.places.len() } else { 1 };
            // What stands in last year's report has no place in this one.
            let here = finding.places.iter().filter(|place| place.report == Whose::This);
            for (at, place) in here.take(count).enumerate() {
                let mark = |range| Mark { range, finding: index, number: numbers.of(index), first: at == 0 };
                match (place.span, cell_of(place)) {
                    (Some(span), _) => marks.blocks.entry(span.block).or_default().push(mark(span.range())),
                    (None, Some(cell)) => marks.absent.entry(cell).or_default().push(mark(0..0)),
                    (None, None) => {
                        // A missing row shows at its first cell.
                        if let Some(cell) = first_cell(&checked.outcome.report, place) {
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
fn first_cell(report: &Report, place: &Place) -> Option<CellName> {
    let row = place.row.filter(|_| place.column.is_none())?;
    let form = report.table(row.table())?.form;
    Some(CellName::new(row, *row.columns(form).first()?))
}

/// The identifier of the element of a block.
pub fn block_id(block: u32) -> String {
    format!("b{block}")
}

/// The identifier of a cell of the form that is not in the report.
pub fn absent_id(cell: CellName) -> String {
    format!("c-{}-{}-{}", cell.table().id(), cell.row.id(), cell.column.id())
}

/// The identifier of a table.
pub fn table_id(table: TableKind) -> String {
    format!("t-{}", table.id())
}

/// The identifiers of elements that show `place`, the best first.
pub fn ids_of(report: &Report, place: &Place) -> Vec<String> {
    let mut ids = Vec::new();
    if place.report == Whose::Previous {
        return ids;
    }
    if let Some(span) = place.span {
        ids.push(format!("{}-{}", block_id(span.block), span.start));
        ids.push(block_id(span.block));
    }
    ids.extend(cell_of(place).or_else(|| first_cell(report, place)).map(absent_id));
    ids.extend(place.table.map(table_id));
    if let Some(section) = place.section {
        let before = (1..=section).rev().find_map(|number| report.outline.heading(number));
        ids.extend(before.map(|heading| block_id(heading.span.block)));
    }
    ids.push("paper".to_owned());
    ids
}
