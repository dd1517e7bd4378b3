//! Rows that know where their cells end, as a table.

use crate::document::TableBuilder;
use std::collections::BTreeMap;

/// Boundaries of cells this close (twips) are one line of the grid: Word rounds each row by itself.
const SAME_BOUNDARY: i32 = 40;

/// The right end of a cell in the definition of a row.
#[derive(Clone, Copy, Default)]
pub struct Boundary {
    /// Where it is, in twips.
    pub right: i32,
    /// Merged with the cell to its left.
    pub joins_left: bool,
    /// The first of cells merged downwards.
    pub begins_merge: bool,
    /// Merged with the cell above.
    pub joins_above: bool,
}

/// A cell of a row.
pub struct RowCell {
    /// What it says.
    pub text: String,
    /// Where it ends.
    pub boundary: Boundary,
}

/// Lays rows out on one grid of all their boundaries.
pub fn table(rows: &[Vec<RowCell>]) -> TableBuilder {
    let mut boundaries: Vec<i32> = rows.iter().flatten().map(|cell| cell.boundary.right).collect();
    boundaries.sort_unstable();
    let mut grid: Vec<i32> = Vec::new();
    for right in boundaries {
        if grid.last().is_none_or(|&line| right.saturating_sub(line) > SAME_BOUNDARY) {
            grid.push(right);
        }
    }
    let mut heights: Vec<Vec<u32>> = Vec::with_capacity(rows.len());
    let mut widths: Vec<Vec<u32>> = Vec::with_capacity(rows.len());
    let mut open: BTreeMap<(u32, u32), (usize, usize)> = BTreeMap::new();
    for (row_index, row) in rows.iter().enumerate() {
        let (mut row_heights, mut row_widths) = (Vec::with_capacity(row.len()), Vec::with_capacity(row.len()));
        let (mut below, mut start) = (BTreeMap::new(), 0u32);
        for (cell_index, RowCell { boundary, .. }) in row.iter().enumerate() {
            let end = u32::try_from(grid.partition_point(|&line| line <= boundary.right)).unwrap_or(u32::MAX);
            let end = end.max(start.saturating_add(1));
            let above = open.get(&(start, end)).copied().filter(|_| boundary.joins_above);
            if let Some((row, cell)) = above
                && let Some(height) = heights.get_mut(row).and_then(|heights| heights.get_mut(cell))
            {
                *height = height.saturating_add(1);
            }
            if boundary.begins_merge || boundary.joins_above {
                below.insert((start, end), above.unwrap_or((row_index, cell_index)));
            }
            row_heights.push(u32::from(above.is_none()));
            row_widths.push(end.saturating_sub(start));
            start = end;
        }
        open = below;
        heights.push(row_heights);
        widths.push(row_widths);
    }
    let mut builder = TableBuilder::new(true);
    for ((row, heights), widths) in rows.iter().zip(heights).zip(widths) {
        builder.row();
        // A height of none is that of a cell which belongs to the one above.
        for ((cell, height), width) in row.iter().zip(heights).zip(widths).filter(|((_, height), _)| *height > 0) {
            builder.cell(&cell.text, width, height);
        }
    }
    builder
}
