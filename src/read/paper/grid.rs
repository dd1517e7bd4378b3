//! Ruling lines as tables: which lines cross, where the cells are, which of them are merged.

use super::{Glyph, Rule, lines};
use crate::document::{MAX_COLUMNS, MAX_ROWS};

/// Lines nearer to each other than this are one: the two sides of a border, the borders of cells that touch.
const SAME: f32 = 3.5;

/// A table on a page.
#[derive(Clone, Debug)]
pub struct Table {
    /// The x of its column borders.
    pub columns: Vec<f32>,
    /// The y of its upper edge.
    pub top: f32,
    /// The y of its lower edge.
    pub bottom: f32,
    /// The y of its row borders.
    rows: Vec<f32>,
    /// How many rows it has.
    pub height: usize,
    /// Its cells, by row and column of their upper left corners.
    pub cells: Vec<Cell>,
    /// Whether it begins without a line above its first row: the page before cut it.
    pub open_above: bool,
    /// Whether it ends without a line below its last row: the page cut it.
    pub open_below: bool,
}

/// A cell: the rows and columns it covers, from the first to one past the last, and its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Rows.
    pub rows: std::ops::Range<usize>,
    /// Columns.
    pub columns: std::ops::Range<usize>,
    /// What stands in it; lines end with `\n`.
    pub text: String,
}

#[cfg(test)]
impl Table {
    /// A table for tests of what comes after.
    pub fn for_test(columns: Vec<f32>, height: usize, cells: Vec<Cell>) -> Self {
        Table {
            columns,
            top: 0.0,
            bottom: 100.0,
            rows: Vec::new(),
            height,
            cells,
            open_above: false,
            open_below: false,
        }
    }
}

/// The tables that `rules` draw.
pub fn tables(rules: &[Rule]) -> Vec<Table> {
    let level = merged(rules.iter().filter(|rule| rule.level).copied().collect());
    let upright = merged(rules.iter().filter(|rule| !rule.level).copied().collect());
    let mut tables: Vec<Table> =
        groups(&level, &upright).into_iter().filter_map(|(level, upright)| table(&level, &upright)).collect();
    tables.sort_by(|first, second| first.top.total_cmp(&second.top));
    // A frame around tables is none itself.
    let inner = tables.clone();
    tables.retain(|table| {
        let around = |other: &Table| {
            other.top > table.top + SAME
                && other.bottom < table.bottom - SAME
                && edge(&other.columns) > edge(&table.columns)
                && far_edge(&other.columns) < far_edge(&table.columns)
        };
        table.cells.len() > 3 || !inner.iter().any(around)
    });
    tables
}

fn edge(borders: &[f32]) -> f32 {
    borders.first().copied().unwrap_or(0.0)
}

fn far_edge(borders: &[f32]) -> f32 {
    borders.last().copied().unwrap_or(0.0)
}

/// Lines on one height that touch, as one.
fn merged(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by(|first, second| first.at.total_cmp(&second.at));
    let mut all: Vec<Rule> = Vec::new();
    let mut rest = rules.as_slice();
    while let Some(first) = rest.first() {
        // All that lie within reach of the first, whose height they take.
        let count = rest.iter().take_while(|rule| rule.at - first.at < SAME).count();
        let (here, after) = rest.split_at(count);
        rest = after;
        let mut here = here.to_vec();
        here.sort_by(|first, second| first.from.total_cmp(&second.from));
        let height = here.iter().map(|rule| rule.at).sum::<f32>() / here.len() as f32;
        let begun = all.len();
        for rule in here {
            match all[begun..].last_mut() {
                Some(last) if rule.from - last.to < SAME => last.to = last.to.max(rule.to),
                _ => all.push(Rule { at: height, ..rule }),
            }
        }
    }
    all
}

/// Lines that cross each other, directly or through others: level and upright ones.
fn groups(level: &[Rule], upright: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let mut parents: Vec<usize> = (0..level.len() + upright.len()).collect();
    // Upright lines are looked up among the level ones by height.
    for (number, line) in upright.iter().enumerate() {
        let from = level.partition_point(|rule| rule.at < line.from - SAME);
        for (at, rule) in level.iter().enumerate().skip(from).take_while(|(_, rule)| rule.at <= line.to + SAME) {
            if (rule.from - SAME..=rule.to + SAME).contains(&line.at) {
                unite(&mut parents, at, level.len() + number);
            }
        }
    }
    let mut groups: std::collections::BTreeMap<usize, (Vec<Rule>, Vec<Rule>)> = std::collections::BTreeMap::new();
    for (at, rule) in level.iter().enumerate() {
        groups.entry(root(&mut parents, at)).or_default().0.push(*rule);
    }
    for (at, rule) in upright.iter().enumerate() {
        groups.entry(root(&mut parents, level.len() + at)).or_default().1.push(*rule);
    }
    groups.into_values().filter(|(level, upright)| level.len() >= 2 && !upright.is_empty()).collect()
}

fn root(parents: &mut [usize], mut at: usize) -> usize {
    while parents[at] != at {
        parents[at] = parents[parents[at]];
        at = parents[at];
    }
    at
}

fn unite(parents: &mut [usize], first: usize, second: usize) {
    let (first, second) = (root(parents, first), root(parents, second));
    parents[first.max(second)] = first.min(second);
}

/// Positions without those that are the same within reach.
fn borders(mut values: Vec<f32>) -> Vec<f32> {
    values.sort_by(f32::total_cmp);
    values.dedup_by(|next, kept| *next - *kept < SAME);
    values
}

/// The table that lines which cross make up, if they bound more than one cell.
fn table(level: &[Rule], upright: &[Rule]) -> Option<Table> {
    let low = |rules: &[Rule], value: fn(&Rule) -> f32| rules.iter().map(value).fold(f32::MAX, f32::min);
    let high = |rules: &[Rule], value: fn(&Rule) -> f32| rules.iter().map(value).fold(f32::MIN, f32::max);
    // The edges need not be drawn: some tables are open at their sides, and a page may cut one.
    let (left, right) = (low(level, |rule| rule.from), high(level, |rule| rule.to));
    let columns = borders(upright.iter().map(|rule| rule.at).chain([left, right]).collect());
    let (top, bottom) = (low(upright, |rule| rule.from), high(upright, |rule| rule.to));
    let (first_line, last_line) = (low(level, |rule| rule.at), high(level, |rule| rule.at));
    let rows = borders(level.iter().map(|rule| rule.at).chain([top, bottom]).collect());
    let (width, height) = (columns.len().checked_sub(1)?, rows.len().checked_sub(1)?);
    if width * height < 2 || width > MAX_COLUMNS as usize || height > MAX_ROWS {
        return None;
    }
    let covers = |rules: &[Rule], at: f32, middle: f32| {
        rules.iter().any(|rule| (rule.at - at).abs() < SAME && (rule.from..=rule.to).contains(&middle))
    };
    let middle = |borders: &[f32], at: usize| (borders[at] + borders[at + 1]) / 2.0;
    let mut parents: Vec<usize> = (0..width * height).collect();
    for row in 0..height {
        for column in 0..width {
            let here = row * width + column;
            if column + 1 < width && !covers(upright, columns[column + 1], middle(&rows, row)) {
                unite(&mut parents, here, here + 1);
            }
            if row + 1 < height && !covers(level, rows[row + 1], middle(&columns, column)) {
                unite(&mut parents, here, here + width);
            }
        }
    }
    let cells = rectangles(&mut parents, width, height);
    (cells.len() >= 2).then(|| Table {
        top: edge(&rows),
        bottom: far_edge(&rows),
        open_above: first_line - top > SAME,
        open_below: bottom - last_line > SAME,
        height,
        columns,
        rows,
        cells,
    })
}

/// The cells that squares of the grid make up. What is no rectangle, because a line is missing, is taken row by row.
fn rectangles(parents: &mut [usize], width: usize, height: usize) -> Vec<Cell> {
    let mut squares: std::collections::BTreeMap<usize, Vec<(usize, usize)>> = std::collections::BTreeMap::new();
    for row in 0..height {
        for column in 0..width {
            squares.entry(root(parents, row * width + column)).or_default().push((row, column));
        }
    }
    let mut cells = Vec::new();
    for squares in squares.into_values() {
        let bounds = |value: fn(&(usize, usize)) -> usize| {
            let values = || squares.iter().map(value);
            values().min().unwrap_or(0)..values().max().unwrap_or(0) + 1
        };
        let (rows, columns) = (bounds(|square| square.0), bounds(|square| square.1));
        if rows.len() * columns.len() == squares.len() {
            cells.push(Cell { rows, columns, text: String::new() });
            continue;
        }
        for run in squares.chunk_by(|left, right| left.0 == right.0 && left.1 + 1 == right.1) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            cells.push(Cell { rows: first.0..first.0 + 1, columns: first.1..last.1 + 1, text: String::new() });
        }
    }
    cells.sort_by_key(|cell| (cell.rows.start, cell.columns.start));
    cells
}

/// Puts glyphs into the cells of `tables`; gives back those that stand in none.
pub fn fill(tables: &mut [Table], glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let mut inside: Vec<Vec<Vec<Glyph>>> = tables.iter().map(|table| vec![Vec::new(); table.cells.len()]).collect();
    let owners: Vec<Vec<usize>> = tables.iter().map(owners).collect();
    let mut free = Vec::new();
    for glyph in glyphs {
        let (x, y) = glyph.middle();
        let found = tables.iter().enumerate().find_map(|(number, table)| {
            let column = place(&table.columns, x)?;
            let row = place(&table.rows, y).or_else(|| overflow(table, &glyph))?;
            Some((number, owners[number][row * (table.columns.len() - 1) + column]))
        });
        match found {
            Some((table, cell)) => inside[table][cell].push(glyph),
            None => free.push(glyph),
        }
    }
    for (table, cells) in tables.iter_mut().zip(inside) {
        for (cell, glyphs) in table.cells.iter_mut().zip(cells) {
            let lines: Vec<String> = lines::lines(glyphs).into_iter().map(|line| line.text).collect();
            cell.text = lines.join("\n");
        }
    }
    free
}

/// The last row, for a line that hangs over the table's lower edge: where a page cuts a cell, browsers print its last
/// line so.
fn overflow(table: &Table, glyph: &Glyph) -> Option<usize> {
    let hangs = glyph.baseline > table.bottom && glyph.baseline - 0.85 * glyph.size < table.bottom;
    hangs.then(|| table.height - 1)
}

/// For each square of the grid its cell.
fn owners(table: &Table) -> Vec<usize> {
    let width = table.columns.len() - 1;
    let mut owners = vec![0; width * table.height];
    for (number, cell) in table.cells.iter().enumerate() {
        for row in cell.rows.clone() {
            owners[row * width + cell.columns.start..row * width + cell.columns.end].fill(number);
        }
    }
    owners
}

/// Between which borders a value lies.
fn place(borders: &[f32], value: f32) -> Option<usize> {
    let after = borders.partition_point(|border| *border <= value);
    (after > 0 && after < borders.len()).then(|| after - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(at: f32, from: f32, to: f32) -> Rule {
        Rule { level: true, at, from, to }
    }

    fn upright(at: f32, from: f32, to: f32) -> Rule {
        Rule { level: false, at, from, to }
    }

    #[test]
    fn lines_make_cells_and_missing_lines_merge_them() {
        // A head over two columns, a cell over two rows at the left; lines in pieces and drawn double.
        let rules = [
            level(0.0, 0.0, 50.0),
            level(0.5, 51.0, 100.0),
            level(20.0, 0.0, 100.0),
            level(40.0, 50.0, 100.0),
            level(60.0, 0.0, 100.0),
            upright(0.0, 0.0, 60.0),
            upright(50.0, 20.0, 60.0),
            upright(100.0, 0.0, 60.0),
        ];
        let mut tables = tables(&rules);
        let glyph = |character, left, baseline| Glyph { character, left, right: left + 5.0, baseline, size: 5.0 };
        let free = fill(&mut tables, vec![glyph('头', 48.0, 12.0), glyph('左', 10.0, 42.0), glyph('外', 10.0, 80.0)]);
        assert_eq!(free.len(), 1);
        let [table] = &tables[..] else { panic!("one table") };
        let cells: Vec<_> =
            table.cells.iter().map(|cell| (cell.rows.clone(), cell.columns.clone(), &*cell.text)).collect();
        assert_eq!(cells, [(0..1, 0..2, "头"), (1..3, 0..1, "左"), (1..2, 1..2, ""), (2..3, 1..2, "")]);
        assert!(!table.open_below);
    }

    #[test]
    fn a_page_may_cut_a_table_and_sides_may_be_open() {
        let cut =
            tables(&[level(0.0, 0.0, 99.0), level(20.0, 0.0, 99.0), upright(0.0, 0.0, 35.0), upright(50.0, 0.0, 35.0)]);
        assert_eq!((cut[0].height, cut[0].columns.len(), cut[0].open_below), (2, 3, true));
    }

    #[test]
    fn a_frame_or_an_underline_is_no_table() {
        let frame = [level(0.0, 0.0, 99.0), level(50.0, 0.0, 99.0), upright(0.0, 0.0, 50.0), upright(99.0, 0.0, 50.0)];
        assert!(tables(&frame).is_empty());
        assert!(tables(&[level(10.0, 0.0, 40.0), level(30.0, 0.0, 40.0)]).is_empty());
    }
}
