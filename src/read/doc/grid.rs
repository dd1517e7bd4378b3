//! Tables: from the borders of the cells of each row, in twips, to a grid of columns with merged cells.

use super::properties::{Merge, RowDefinition};
use crate::document::TableBuilder;

/// Borders nearer than this (in twips) are one: Word itself draws them so, and a dragged border is never exact.
const NEAR: i32 = 40;
/// In a table of wide cells borders as far apart as this are still one.
const NEAR_AT_MOST: i32 = 120;
/// A row that begins no further in than this begins where the table begins.
const INDENT: i32 = 240;
/// The width of a cell of which none is known.
const UNKNOWN_WIDTH: i32 = 1_000;
/// `TCGRF.vertMerge`: the cell continues the one above, or begins a merged cell.
const CONTINUES: u8 = 1;

/// A row as it was read: the text of each cell, and what the row's end says of them.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The text of each cell.
    pub cells: Vec<String>,
    /// Their borders and merges.
    pub definition: RowDefinition,
}

/// A cell with its borders in twips and, later, in columns.
struct Placed {
    text: String,
    edges: (i32, i32),
    columns: (usize, usize),
    vertical: u8,
    /// Whether it belongs to a cell above.
    swallowed: bool,
}

/// Makes a table of rows.
pub fn table(rows: Vec<Row>) -> TableBuilder {
    let mut rows: Vec<Vec<Placed>> = rows.into_iter().map(place).filter(|row| !row.is_empty()).collect();
    let left = rows.iter().filter_map(|row| row.first()).map(|cell| cell.edges.0).min().unwrap_or_default();
    for cell in rows.iter_mut().filter_map(|row| row.first_mut()) {
        if cell.edges.0.saturating_sub(left) <= INDENT {
            cell.edges.0 = left;
        }
    }
    let lines = lines(&rows);
    for cell in rows.iter_mut().flatten() {
        let line = |edge| lines.partition_point(|&line| line <= edge).saturating_sub(1);
        let first = line(cell.edges.0);
        cell.columns = (first, line(cell.edges.1).max(first + 1));
    }
    let mut builder = TableBuilder::new(true);
    for index in 0..rows.len() {
        builder.row();
        let Some((row, below)) = rows.get_mut(index..).and_then(<[_]>::split_first_mut) else { break };
        for (number, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.swallowed) {
            if number == 0 && cell.columns.0 > 0 {
                builder.cell("", cell.columns.0 as u32, 1);
            }
            let mut height = 1;
            if cell.vertical > CONTINUES {
                height += below.iter_mut().map_while(|row| swallow(row, cell.columns).then_some(())).count() as u32;
            }
            builder.cell(&cell.text, (cell.columns.1 - cell.columns.0) as u32, height);
        }
    }
    builder
}

/// The cells of a row, horizontally merged ones as one.
fn place(row: Row) -> Vec<Placed> {
    let RowDefinition { mut edges, merges } = row.definition;
    if edges.is_empty() {
        edges.push(0);
    }
    let mut cells: Vec<Placed> = Vec::with_capacity(row.cells.len());
    // `horzMerge` of the first cell of a group. The specification has 2 there and 1 in the others, older ones have
    // it the other way round: whichever comes first begins.
    let mut group = 0;
    let mut right = edges.first().copied().unwrap_or_default();
    for (index, text) in row.cells.into_iter().enumerate() {
        let left = right;
        right = edges.get(index + 1).copied().unwrap_or(left.saturating_add(UNKNOWN_WIDTH)).max(left);
        let Merge { horizontal, vertical } = merges.get(index).copied().unwrap_or_default();
        if horizontal != 0 && group != 0 && horizontal != group {
            // Word does not show the text of the cells that were merged into the first.
            if let Some(first) = cells.last_mut() {
                first.edges.1 = right;
                continue;
            }
        }
        group = horizontal;
        cells.push(Placed { text, edges: (left, right), columns: (0, 0), vertical, swallowed: false });
    }
    cells
}

/// The vertical lines of the grid, each where the first of its borders is.
fn lines(rows: &[Vec<Placed>]) -> Vec<i32> {
    let widths = rows.iter().flatten().map(|cell| cell.edges.1.saturating_sub(cell.edges.0));
    let narrowest = widths.filter(|&width| width > NEAR).min().unwrap_or_default();
    let near = (narrowest / 2).clamp(NEAR, NEAR_AT_MOST);
    let mut borders: Vec<i32> = rows.iter().flatten().flat_map(|cell| [cell.edges.0, cell.edges.1]).collect();
    borders.sort_unstable();
    let mut lines: Vec<i32> = Vec::new();
    for border in borders {
        if lines.last().is_none_or(|&line| border.saturating_sub(line) > near) {
            lines.push(border);
        }
    }
    lines
}

/// Takes the cell of a row that continues the cell above with these columns; false where there is none.
fn swallow(row: &mut [Placed], columns: (usize, usize)) -> bool {
    let shared = |cell: &Placed| cell.columns.1.min(columns.1).saturating_sub(cell.columns.0.max(columns.0));
    let continuing = row.iter_mut().filter(|cell| cell.vertical == CONTINUES && !cell.swallowed);
    match continuing.max_by_key(|cell| shared(cell)).filter(|cell| shared(cell) > 0) {
        Some(cell) => {
            cell.swallowed = true;
            true
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Item};

    fn row(cells: &[(&str, i32, u8, u8)]) -> Row {
        let mut edges = vec![-108];
        edges.extend(cells.iter().map(|cell| cell.1));
        let merges = cells.iter().map(|cell| Merge { horizontal: cell.2, vertical: cell.3 }).collect();
        Row { cells: cells.iter().map(|cell| cell.0.to_owned()).collect(), definition: RowDefinition { edges, merges } }
    }

    fn shape(rows: Vec<Row>) -> Vec<Vec<(String, u32, u32, u32)>> {
        let mut document = Document::default();
        document.add_table(table(rows));
        let Some(Item::Table(table)) = document.items.first() else { panic!("a table") };
        let cell =
            |cell: &crate::document::Cell| (document.text(cell.block).to_owned(), cell.column, cell.columns, cell.rows);
        table.rows.iter().map(|row| row.iter().map(cell).collect()).collect()
    }

    #[test]
    fn borders_make_columns_and_marks_merge() {
        let shape = shape(vec![
            row(&[("甲", 1000, 0, 3), ("乙", 3000, 2, 0), ("", 4000, 1, 0)]),
            row(&[("", 1010, 0, 1), ("丙", 2000, 0, 0), ("丁", 3990, 0, 0)]),
            row(&[("戊", 2010, 0, 0), ("己", 4000, 0, 0)]),
        ]);
        let cell = |text: &str, column, columns, rows| (text.to_owned(), column, columns, rows);
        assert_eq!(shape[0], [cell("甲", 0, 1, 2), cell("乙", 1, 2, 1)]);
        assert_eq!(shape[1], [cell("丙", 1, 1, 1), cell("丁", 2, 1, 1)]);
        assert_eq!(shape[2], [cell("戊", 0, 2, 1), cell("己", 2, 1, 1)]);
    }

    #[test]
    fn old_marks_merge_too_and_missing_borders_are_made_up() {
        let mut rows = vec![row(&[("甲", 1000, 1, 0), ("", 2000, 2, 0)]), row(&[("乙", 1000, 0, 0)])];
        rows[1].cells.push("丙".to_owned());
        let shape = shape(rows);
        assert_eq!(shape[0][0].2, 2);
        assert_eq!(shape[1].len(), 2);
    }
}
