//! The arithmetic of the tables (勾稽关系) as data: linear relations over named cells.

use super::{CellName, Column, Edition, Row, TableKind};

/// What a relation says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RelationKind {
    /// 第一项加第二项之和，等于第三项加第四项之和; printed in the head of 表三.
    Balance,
    /// A row's 总计 is the sum of the six kinds of applicants.
    RowTotal,
    /// （七）总计 is the sum of the rows under （一） to （六）.
    OutcomeTotal,
    /// 总计 of each part of 表四 is the sum of the four results.
    CaseTotal,
    /// 本年制发 ≤ 现行有效 + 本年废止.
    InForce,
    /// 本年新公开 ≤ 对外公开总数量.
    Disclosed,
    /// 0 ≤ 上一年项目数量 + 本年增/减.
    Items,
}

/// How the two sides of a relation compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// The sum of the parts is the sum of the wholes.
    Equal,
    /// The sum of the parts is not more than the sum of the wholes.
    AtMost,
}

/// A relation: the sum of `parts` against the sum of `wholes`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// What it says.
    pub kind: RelationKind,
    /// How the sides compare.
    pub sense: Sense,
    /// The terms that are added up.
    pub parts: Vec<CellName>,
    /// What they must come to.
    pub wholes: Vec<CellName>,
}

impl Relation {
    fn equal(kind: RelationKind, parts: Vec<CellName>, wholes: Vec<CellName>) -> Self {
        Relation { kind, sense: Sense::Equal, parts, wholes }
    }

    fn at_most(kind: RelationKind, parts: Vec<CellName>, wholes: Vec<CellName>) -> Self {
        Relation { kind, sense: Sense::AtMost, parts, wholes }
    }

    /// All its cells.
    pub fn cells(&self) -> impl Iterator<Item = CellName> {
        self.parts.iter().chain(&self.wholes).copied()
    }
}

/// All relations of `edition`, with the form of 表三 that the report uses (`requests`; reports do mix them up).
pub fn relations(edition: Edition, requests: Edition) -> Vec<Relation> {
    let mut all = Vec::new();
    let cell = CellName::new;
    for column in Column::REQUESTS {
        let here = |row| cell(row, column);
        all.push(Relation::equal(
            RelationKind::Balance,
            vec![here(Row::NEW), here(Row::CARRIED_OVER)],
            vec![here(Row::OUTCOMES), here(Row::REMAINING)],
        ));
        all.push(Relation::equal(
            RelationKind::OutcomeTotal,
            Row::outcomes(requests).map(here).collect(),
            vec![here(Row::OUTCOMES)],
        ));
    }
    let total = |kind, row, columns: &[Column]| {
        let mut cells: Vec<_> = columns.iter().map(|&column| cell(row, column)).collect();
        let whole = cells.pop().into_iter().collect();
        Relation::equal(kind, cells, whole)
    };
    all.extend(
        Row::all(TableKind::Requests, requests).map(|row| total(RelationKind::RowTotal, row, &Column::REQUESTS)),
    );
    all.extend(
        Row::all(TableKind::Disputes, edition).map(|row| total(RelationKind::CaseTotal, row, &Column::DISPUTES)),
    );
    for row in Row::all(TableKind::Disclosure, edition) {
        let here = |column| cell(row, column);
        match row.columns(edition) {
            [Column::Issued, ..] => all.push(Relation::at_most(
                RelationKind::InForce,
                vec![here(Column::Issued)],
                vec![here(Column::InForce), here(Column::Repealed)],
            )),
            [Column::Made, ..] => all.push(Relation::at_most(
                RelationKind::Disclosed,
                vec![here(Column::NewlyDisclosed)],
                vec![here(Column::TotalDisclosed)],
            )),
            [Column::ItemsLastYear, ..] => all.push(Relation::at_most(
                RelationKind::Items,
                Vec::new(),
                vec![here(Column::ItemsLastYear), here(Column::Change)],
            )),
            _ => {}
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_relations() {
        let count = |edition, kind| relations(edition, edition).iter().filter(|relation| relation.kind == kind).count();
        assert_eq!(count(Edition::E2019, RelationKind::RowTotal), 23);
        assert_eq!(count(Edition::E2021, RelationKind::RowTotal), 25);
        for edition in [Edition::E2019, Edition::E2021] {
            assert_eq!(count(edition, RelationKind::Balance), 7);
            assert_eq!(count(edition, RelationKind::OutcomeTotal), 7);
            assert_eq!(count(edition, RelationKind::CaseTotal), 3);
        }
        assert_eq!(count(Edition::E2019, RelationKind::Items), 5);
        assert_eq!(count(Edition::E2021, RelationKind::InForce), 2);
    }

    #[test]
    fn the_outcomes_are_the_leaf_rows() {
        assert_eq!(Row::outcomes(Edition::E2019).count(), 19);
        assert_eq!(Row::outcomes(Edition::E2021).count(), 21);
    }
}
