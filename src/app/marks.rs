//! The identifiers of the elements that the report is drawn with, by which findings lead to them.

use crate::check::{Place, Whose};
use crate::report::Report;
use crate::standard::{CellName, TableKind};
use crate::write::marks::{cell_of, first_cell};

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
