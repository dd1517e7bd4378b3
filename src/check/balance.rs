//! What the totals of the tables come to, for the user who fills them in: the sums beside what was typed, and whether
//! each row and column is balanced.

use super::{Arithmetic, Fault, State, Verdict};
use crate::report::Report;
use crate::standard::{CellName, Column, RelationKind, Row, TableKind};
use crate::text::Number;
use serde::{Deserialize, Serialize};

/// The totals of 表三 and 表四, and their balance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    /// What the parts of a total add up to, where all of them are numbers. A total that adds up in two ways has one
    /// only where both are the same, and none where another cell was found to be wrong.
    pub sums: Vec<(CellName, Number)>,
    /// Rows of 表三, and the parts of 表四: whether the total is the sum of its parts.
    pub rows: Vec<(Row, Line)>,
    /// Columns of 表三: whether （七）总计 is the sum of its parts and the balance in the head of the table holds.
    pub columns: Vec<(Column, Line)>,
}

/// Whether a row or column is balanced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Line {
    /// It is.
    Even,
    /// It is out by this much.
    Off(Number),
    /// It cannot be told: figures are missing, or are no numbers.
    Open,
}

impl Balance {
    /// That of `report`, whose relations are `arithmetic`.
    pub fn of(report: &Report, arithmetic: &Arithmetic) -> Self {
        let mut balance = Balance::default();
        let mut disagree = Vec::new();
        for (index, checked) in arithmetic.relations.iter().enumerate() {
            let relation = &checked.relation;
            let Some(&whole) = relation.wholes.first() else { continue };
            let line = match checked.state {
                State::Holds => Line::Even,
                State::Fails { parts, wholes } => Line::Off((wholes - parts).abs()),
                State::Unchecked(_) => Line::Open,
            };
            match relation.kind {
                RelationKind::RowTotal | RelationKind::CaseTotal => balance.rows.push((whole.row, line)),
                RelationKind::OutcomeTotal | RelationKind::Balance => put(&mut balance.columns, whole.column, line),
                _ => continue,
            }
            let is_total = relation.kind != RelationKind::Balance;
            let is_right =
                arithmetic.faults.iter().any(|fault| fault.relations.contains(&index) && clears(fault, whole));
            let of_whole = |cells: &[CellName]| cells.iter().all(|&cell| cell == whole);
            let sum = match &checked.state {
                State::Unchecked(unknown) if !of_whole(unknown) => None,
                _ => Some(relation.parts.iter().filter_map(|&cell| report.number(cell)).sum::<Number>()),
            };
            let Some(sum) = sum.filter(|_| is_total && !is_right) else { continue };
            match find(&balance.sums, whole) {
                None => balance.sums.push((whole, sum)),
                Some(other) if other == sum => {}
                Some(_) => disagree.push(whole),
            }
        }
        balance.sums.retain(|(cell, _)| !disagree.contains(cell));
        balance
    }

    /// What a total should be by the sum of its parts, where something else stands there.
    pub fn wanted(&self, report: &Report, cell: CellName) -> Option<Number> {
        let sum = find(&self.sums, cell)?;
        (report.number(cell) != Some(sum)).then_some(sum)
    }

    /// The state of the row that ends with a cell.
    pub fn row(&self, cell: CellName) -> Option<Line> {
        (matches!(cell.column, Column::Applicants | Column::Cases)).then(|| find(&self.rows, cell.row))?
    }

    /// The state of the column that ends with a cell.
    pub fn column(&self, cell: CellName) -> Option<Line> {
        let is_last = cell.table() == TableKind::Requests && cell.row == Row::REMAINING;
        is_last.then(|| find(&self.columns, cell.column))?
    }
}

/// Whether a fault was found to lie in other cells.
fn clears(fault: &Fault, cell: CellName) -> bool {
    match &fault.verdict {
        Verdict::One(repair) => repair.cell != cell,
        Verdict::Two(one, other) => one.cell != cell && other.cell != cell,
        Verdict::Line(repairs) => repairs.iter().all(|repair| repair.cell != cell),
        Verdict::Several(_) | Verdict::SomeTwo(_) | Verdict::Unknown => false,
    }
}

/// What stands for `key` in a short list. (Three more kinds of maps would weigh 3 KB in the page.)
fn find<K: PartialEq, V: Copy>(list: &[(K, V)], key: K) -> Option<V> {
    list.iter().find(|(other, _)| *other == key).map(|&(_, value)| value)
}

/// Puts a line into a list, or joins it to what is known of it.
fn put(list: &mut Vec<(Column, Line)>, column: Column, line: Line) {
    match list.iter_mut().find(|(other, _)| *other == column) {
        Some((_, known)) => *known = known.and(line),
        None => list.push((column, line)),
    }
}

impl Line {
    /// That of a line which two relations tell of: the worse.
    fn and(self, other: Line) -> Line {
        match (self, other) {
            (Line::Off(one), Line::Off(two)) => Line::Off(if one < two { two } else { one }),
            (off @ Line::Off(_), _) | (_, off @ Line::Off(_)) => off,
            (Line::Even, Line::Even) => Line::Even,
            _ => Line::Open,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Sample;
    use crate::standard::Edition::E2021;

    fn cell(row: &str, column: &str) -> CellName {
        let is_it = |cell: &CellName| cell.row.id() == row && cell.column.id() == column;
        TableKind::ALL.into_iter().flat_map(|table| CellName::all(table, E2021)).find(is_it).expect("a cell")
    }

    #[test]
    fn a_sound_report_is_even_everywhere() {
        let outcome = Sample::filled(E2021).outcome();
        assert_eq!((outcome.balance.rows.len(), outcome.balance.columns.len()), (25 + 3, 7));
        assert!(outcome.balance.rows.iter().all(|(_, line)| *line == Line::Even));
        assert!(outcome.balance.columns.iter().all(|(_, line)| *line == Line::Even));
        assert!(outcome.balance.sums.iter().all(|&(cell, _)| outcome.balance.wanted(&outcome.report, cell).is_none()));
    }

    #[test]
    fn a_blank_total_is_known_by_its_parts_and_a_wrong_part_puts_its_lines_out() {
        let sound = Sample::filled(E2021).report();
        let total = cell("3.1", "total");
        let outcome = Sample::filled(E2021).cell("3.1", "total", "").outcome();
        assert_eq!(outcome.balance.wanted(&outcome.report, total), sound.number(total));
        assert_eq!(outcome.balance.row(total), Some(Line::Open));

        let natural = sound.number(cell("3.1", "natural_person")).expect("a number");
        let wrong = (natural + Number::whole(9)).to_string();
        let outcome = Sample::filled(E2021).cell("3.1", "natural_person", &wrong).outcome();
        assert_eq!(outcome.balance.row(total), Some(Line::Off(Number::whole(9))));
        assert_eq!(outcome.balance.column(cell("4", "natural_person")), Some(Line::Off(Number::whole(9))));
        assert_eq!(outcome.balance.column(cell("4", "business")), Some(Line::Even));
        // The part is known to be wrong: the total is not to follow it.
        assert_eq!(outcome.balance.wanted(&outcome.report, total), None);
        // Which figure of 表四 is wrong cannot be told.
        let outcome = Sample::filled(E2021).cell("review", "total", "9").outcome();
        assert_eq!(
            outcome.balance.wanted(&outcome.report, cell("review", "total")),
            sound.number(cell("review", "total"))
        );
    }
}
