//! The relations of a report evaluated, and where they fail the diagnosis: which cell is wrong, and what it should be.
//!
//! The diagnosis looks for the smallest set of cells whose change makes every relation hold. One and two cells are
//! searched exactly; beyond that, cells are taken one by one as long as all relations of a cell fail by the same
//! amount and no other cell explains them.

use crate::report::Report;
use crate::standard::{CellName, Column, Relation, RelationKind, Row, Sense, relations};
use crate::text::Number;
use std::collections::{BTreeMap, BTreeSet};

/// All relations with their state, and the faults behind those that fail.
#[derive(Clone, Debug, Default)]
pub struct Arithmetic {
    /// The relations of the tables that the report has.
    pub relations: Vec<Checked>,
    /// What explains the equalities that fail.
    pub faults: Vec<Fault>,
}

/// A relation and its state.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The relation.
    pub relation: Relation,
    /// Its state.
    pub state: State,
}

/// Whether a relation holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It holds.
    Holds,
    /// It fails.
    Fails {
        /// The sum of its parts.
        parts: Number,
        /// The sum of its wholes.
        wholes: Number,
    },
    /// It cannot be checked: these cells are missing, blank or no numbers.
    Unchecked(Vec<CellName>),
}

/// Relations that fail together, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Indices of the relations.
    pub relations: Vec<usize>,
    /// What explains them.
    pub verdict: Verdict,
}

/// What explains a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// One cell, and this change only.
    One(Repair),
    /// Two cells together, and these changes only.
    Two(Repair, Repair),
    /// One whole row or column of cells, and these changes only.
    Line(Vec<Repair>),
    /// One of these cells; which one cannot be told.
    Several(Vec<CellName>),
    /// Two of these cells together; which two cannot be told.
    SomeTwo(Vec<CellName>),
    /// More than two cells, or too many ways.
    Unknown,
}

/// A change of one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Repair {
    /// The cell.
    pub cell: CellName,
    /// What it holds.
    pub from: Number,
    /// What it should hold.
    pub to: Number,
}

impl Arithmetic {
    /// Evaluates and diagnoses the relations of `report`.
    pub fn of(report: &Report) -> Self {
        let mut arithmetic = Arithmetic::default();
        for relation in relations::relations(report.edition_or_latest(), report.requests_form()) {
            let Some(table) = relation.cells().next().and_then(|cell| report.table(cell.table())) else { continue };
            // Rows of the other edition in 表二 have no such relation.
            if !table.cells.is_empty() || !table.rows.is_empty() {
                let state = state(report, &relation);
                arithmetic.relations.push(Checked { relation, state });
            }
        }
        arithmetic.faults = System::new(report, &arithmetic.relations).diagnose();
        arithmetic
    }

    /// What a cell that holds no number must be, where a relation in which it is the only such cell tells; `None` where
    /// none does or two of them disagree.
    pub fn derived(&self, report: &Report, wanted: CellName) -> Option<Number> {
        let mut found = None;
        for Checked { relation, state } in &self.relations {
            if relation.sense != Sense::Equal || !matches!(state, State::Unchecked(cells) if cells[..] == [wanted]) {
                continue;
            }
            let sum = |cells: &[CellName]| {
                cells.iter().filter(|&&cell| cell != wanted).filter_map(|&cell| report.number(cell)).sum::<Number>()
            };
            let (parts, wholes) = (sum(&relation.parts), sum(&relation.wholes));
            let value = if relation.wholes.contains(&wanted) { parts - wholes } else { wholes - parts };
            if value.is_negative() || found.is_some_and(|other| other != value) {
                return None;
            }
            found = Some(value);
        }
        found
    }

    /// The relations of one kind.
    pub fn of_kind(&self, kind: RelationKind) -> impl Iterator<Item = &Checked> {
        self.relations.iter().filter(move |checked| checked.relation.kind == kind)
    }
}

fn state(report: &Report, relation: &Relation) -> State {
    let unknown: Vec<CellName> = relation.cells().filter(|&cell| sound(report, relation, cell).is_none()).collect();
    if !unknown.is_empty() {
        return State::Unchecked(unknown);
    }
    let sum = |cells: &[CellName]| cells.iter().filter_map(|&cell| report.number(cell)).sum::<Number>();
    let (parts, wholes) = (sum(&relation.parts), sum(&relation.wholes));
    let holds = match relation.sense {
        Sense::Equal => parts == wholes,
        Sense::AtMost => parts <= wholes,
    };
    if holds { State::Holds } else { State::Fails { parts, wholes } }
}

/// The number in `cell`; counts that are negative or fractions are told as such and enter no sum.
fn sound(report: &Report, relation: &Relation, cell: CellName) -> Option<Number> {
    let number = report.number(cell)?;
    (relation.sense != Sense::Equal || number.is_whole() && !number.is_negative()).then_some(number)
}

/// The equalities as a system: what is missing in each (wholes less parts), and which cells it holds.
struct System {
    kinds: Vec<RelationKind>,
    residuals: Vec<Option<Number>>,
    /// For each cell its value and its relations: index, and whether it stands among the wholes.
    cells: BTreeMap<CellName, (Number, Vec<(usize, bool)>)>,
}

/// With more failing relations two cells cannot explain them: a cell is in three relations at most.
const MOST_FOR_TWO: usize = 6;
/// More cells than this are not worth naming.
const MOST_NAMED: usize = 8;

impl System {
    fn new(report: &Report, relations: &[Checked]) -> Self {
        let kinds = relations.iter().map(|checked| checked.relation.kind).collect();
        let mut system = System { kinds, residuals: vec![None; relations.len()], cells: BTreeMap::new() };
        for (index, checked) in relations.iter().enumerate() {
            if checked.relation.sense != Sense::Equal {
                continue;
            }
            system.residuals[index] = match checked.state {
                State::Holds => Some(Number::ZERO),
                State::Fails { parts, wholes } => Some(wholes - parts),
                State::Unchecked(_) => continue,
            };
            for (cells, whole) in [(&checked.relation.parts, false), (&checked.relation.wholes, true)] {
                for &cell in cells {
                    let Some(value) = report.number(cell) else { continue };
                    system.cells.entry(cell).or_insert((value, Vec::new())).1.push((index, whole));
                }
            }
        }
        system
    }

    fn diagnose(&self) -> Vec<Fault> {
        let failing = (0..self.residuals.len())
            .filter(|&index| self.residuals[index].is_some_and(|residual| residual != Number::ZERO));
        // A figure moved within 表三 touches relations that share no cell, so that table is one group; the parts of
        // 表四 have nothing to do with each other.
        let (mut requests, mut rest) = (BTreeSet::new(), BTreeSet::new());
        for index in failing {
            if self.kinds[index] == RelationKind::CaseTotal {
                rest.insert(index)
            } else {
                requests.insert(index)
            };
        }
        let mut faults = if requests.is_empty() { Vec::new() } else { self.explain(requests) };
        faults.extend(self.components(rest).into_iter().flat_map(|component| self.explain(component)));
        faults.sort_by_key(|fault| fault.relations.first().copied());
        faults
    }

    /// Splits relations into groups that share no cell with each other.
    fn components(&self, relations: BTreeSet<usize>) -> Vec<BTreeSet<usize>> {
        let mut components: Vec<BTreeSet<usize>> = Vec::new();
        for (_, indices) in self.cells.values() {
            let linked: Vec<usize> =
                indices.iter().map(|&(index, _)| index).filter(|index| relations.contains(index)).collect();
            if linked.is_empty() {
                continue;
            }
            let (touched, mut rest): (Vec<_>, Vec<_>) =
                components.into_iter().partition(|component| linked.iter().any(|index| component.contains(index)));
            let mut merged: BTreeSet<usize> = touched.into_iter().flatten().collect();
            merged.extend(linked);
            rest.push(merged);
            components = rest;
        }
        components
    }

    /// Explains a group of failing relations.
    fn explain(&self, failing: BTreeSet<usize>) -> Vec<Fault> {
        let fault = |verdict| vec![Fault { relations: failing.iter().copied().collect(), verdict }];
        let singles: Vec<Repair> = self
            .cells
            .keys()
            .filter_map(|&cell| self.single(cell, &failing))
            .filter(|(_, relations)| relations.len() == failing.len())
            .map(|(repair, _)| repair)
            .collect();
        match singles[..] {
            [] => {}
            [repair] => return fault(Verdict::One(repair)),
            _ => return fault(named(singles.iter().map(|repair| repair.cell))),
        }
        let pairs = if failing.len() <= MOST_FOR_TWO { self.pairs(&failing) } else { Vec::new() };
        if let [(first, second)] = pairs[..] {
            return self.apart(&failing, first, second);
        }
        if failing.len() > 2
            && let Some(repairs) = self.line(&failing)
        {
            return fault(Verdict::Line(repairs));
        }
        if let Some((certain, relations)) = self.certain(&failing) {
            let rest: BTreeSet<usize> = failing.iter().copied().filter(|index| !relations.contains(index)).collect();
            let mut faults = vec![Fault { relations, verdict: Verdict::One(certain) }];
            if !rest.is_empty() {
                faults.extend(self.explain(rest));
            }
            return faults;
        }
        let cells: BTreeSet<CellName> = pairs.iter().flat_map(|(first, second)| [first.cell, second.cell]).collect();
        if (1..=MOST_NAMED).contains(&cells.len()) {
            return fault(Verdict::SomeTwo(cells.into_iter().collect()));
        }
        fault(Verdict::Unknown)
    }

    /// A whole row, or the column of totals, whose change mends everything; of several such rows the one that was left
    /// at nought.
    fn line(&self, failing: &BTreeSet<usize>) -> Option<Vec<Repair>> {
        let mut rows: Vec<Row> = self.cells.keys().map(|cell| cell.row).collect();
        rows.dedup();
        let of_row = |row: Row| self.cells.keys().copied().filter(|cell| cell.row == row).collect::<Vec<_>>();
        let found: Vec<Vec<Repair>> = rows
            .into_iter()
            .filter_map(|row| self.mend_line(&of_row(row), failing, |kind| kind != RelationKind::RowTotal))
            .collect();
        let forgotten = |repairs: &&Vec<Repair>| repairs.iter().all(|repair| repair.from == Number::ZERO);
        match &found[..] {
            [only] => return Some(only.clone()),
            [] => {}
            several => {
                let mut zeros = several.iter().filter(forgotten);
                return zeros.next().filter(|_| zeros.next().is_none()).cloned();
            }
        }
        let totals: Vec<CellName> =
            self.cells.keys().copied().filter(|cell| cell.column == Column::Applicants).collect();
        self.mend_line(&totals, failing, |kind| kind == RelationKind::RowTotal)
    }

    /// The changes of the cells of a line, each by what the relations `across` it ask for, if they mend all that fails.
    fn mend_line(
        &self,
        line: &[CellName],
        failing: &BTreeSet<usize>,
        across: impl Fn(RelationKind) -> bool,
    ) -> Option<Vec<Repair>> {
        let mut repairs = Vec::new();
        let mut residuals = self.residuals.clone();
        for &cell in line {
            let (from, indices) = self.cells.get(&cell)?;
            let needed = |&(index, whole): &(usize, bool)| {
                let residual = self.residuals[index]?;
                Some(if whole { -residual } else { residual })
            };
            let changes: Vec<Number> =
                indices.iter().filter(|(index, _)| across(self.kinds[*index])).map(needed).collect::<Option<_>>()?;
            let change = *changes.first()?;
            if changes.iter().any(|other| *other != change) {
                return None;
            }
            for &(index, whole) in indices {
                residuals[index] = Some(residuals[index]? + if whole { change } else { -change });
            }
            if change != Number::ZERO {
                let repair = Repair { cell, from: *from, to: *from + change };
                if !is_possible(repair) {
                    return None;
                }
                repairs.push(repair);
            }
        }
        let mended = failing.iter().all(|&index| residuals[index] == Some(Number::ZERO));
        let unharmed = residuals
            .iter()
            .zip(&self.residuals)
            .all(|(after, before)| *before != Some(Number::ZERO) || *after == Some(Number::ZERO));
        (mended && unharmed && repairs.len() >= 2).then_some(repairs)
    }

    /// A cell that explains several relations, where no other cell explains any of them.
    fn certain(&self, failing: &BTreeSet<usize>) -> Option<(Repair, Vec<usize>)> {
        let candidates: Vec<(Repair, Vec<usize>)> = self
            .cells
            .keys()
            .filter_map(|&cell| self.single(cell, failing))
            .filter(|(_, relations)| relations.len() >= 2)
            .collect();
        let is_alone = |(repair, relations): &&(Repair, Vec<usize>)| {
            candidates.iter().all(|(other, others)| {
                other.cell == repair.cell || !others.iter().any(|index| relations.contains(index))
            })
        };
        candidates.iter().find(is_alone).cloned()
    }

    /// The change of `cell` that mends all its relations at once, if they all fail by the same amount.
    fn single(&self, cell: CellName, failing: &BTreeSet<usize>) -> Option<(Repair, Vec<usize>)> {
        let (from, indices) = self.cells.get(&cell)?;
        let mut change = None;
        for &(index, whole) in indices {
            let residual = self.residuals[index].filter(|_| failing.contains(&index))?;
            let needed = if whole { -residual } else { residual };
            if *change.get_or_insert(needed) != needed {
                return None;
            }
        }
        let repair = Repair { cell, from: *from, to: *from + change? };
        is_possible(repair).then(|| (repair, indices.iter().map(|&(index, _)| index).collect()))
    }

    /// All pairs of cells whose change makes everything hold.
    fn pairs(&self, failing: &BTreeSet<usize>) -> Vec<(Repair, Repair)> {
        let touching: Vec<CellName> = self
            .cells
            .iter()
            .filter(|(_, (_, indices))| indices.iter().any(|(index, _)| failing.contains(index)))
            .map(|(&cell, _)| cell)
            .collect();
        let mut found = Vec::new();
        for (at, &first) in touching.iter().enumerate() {
            for &second in &touching[at + 1..] {
                if found.len() > MOST_NAMED * MOST_NAMED {
                    return found;
                }
                found.extend(self.pair(first, second, failing));
            }
        }
        found
    }

    fn pair(&self, first: CellName, second: CellName, failing: &BTreeSet<usize>) -> Option<(Repair, Repair)> {
        let (first_value, first_in) = self.cells.get(&first)?;
        let (second_value, second_in) = self.cells.get(&second)?;
        let find = |list: &[(usize, bool)], wanted: usize| {
            list.iter().find(|&&(index, _)| index == wanted).map(|&(_, whole)| whole)
        };
        let covered = |&index: &usize| find(first_in, index).is_some() || find(second_in, index).is_some();
        if !failing.iter().all(covered) {
            return None;
        }
        // Relations that hold only one of the two fix its change.
        let alone = |own: &[(usize, bool)], other: &[(usize, bool)]| {
            let mut change = None;
            for &(index, whole) in own.iter().filter(|&&(index, _)| find(other, index).is_none()) {
                let residual = self.residuals[index]?;
                let needed = if whole { -residual } else { residual };
                if *change.get_or_insert(needed) != needed {
                    return None;
                }
            }
            change.filter(|&change| change != Number::ZERO)
        };
        let (first_change, second_change) = (alone(first_in, second_in)?, alone(second_in, first_in)?);
        for &(index, whole) in first_in {
            let Some(second_whole) = find(second_in, index) else { continue };
            let signed = |change: Number, whole: bool| if whole { change } else { -change };
            if self.residuals[index]? + signed(first_change, whole) + signed(second_change, second_whole)
                != Number::ZERO
            {
                return None;
            }
        }
        let first = Repair { cell: first, from: *first_value, to: *first_value + first_change };
        let second = Repair { cell: second, from: *second_value, to: *second_value + second_change };
        (is_possible(first) && is_possible(second)).then_some((first, second))
    }

    /// A pair is two faults where each mends relations of its own and the other has no part in them.
    fn apart(&self, failing: &BTreeSet<usize>, first: Repair, second: Repair) -> Vec<Fault> {
        let of = |repair: Repair| {
            let indices = self.cells.get(&repair.cell).map(|(_, indices)| indices.as_slice()).unwrap_or_default();
            indices.iter().map(|&(index, _)| index).collect::<BTreeSet<usize>>()
        };
        let (left, right) = (of(first), of(second));
        if left.is_disjoint(&right) {
            [(left, first), (right, second)]
                .into_iter()
                .map(|(relations, repair)| Fault {
                    relations: relations.into_iter().collect(),
                    verdict: Verdict::One(repair),
                })
                .collect()
        } else {
            vec![Fault { relations: failing.iter().copied().collect(), verdict: Verdict::Two(first, second) }]
        }
    }
}

fn is_possible(repair: Repair) -> bool {
    !repair.to.is_negative() && repair.to.is_whole()
}

fn named(cells: impl Iterator<Item = CellName>) -> Verdict {
    let cells: BTreeSet<CellName> = cells.collect();
    if cells.len() <= MOST_NAMED { Verdict::Several(cells.into_iter().collect()) } else { Verdict::Unknown }
}

/// How `repair` most probably came about, where it is a usual slip; `neighbours` are the figures beside and above it.
pub fn slip(repair: Repair, neighbours: &[Number]) -> Option<String> {
    let (from, to) = (repair.from.to_string(), repair.to.to_string());
    let (written, right): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let without = |digits: &[char], at: usize| {
        digits.iter().enumerate().filter(|&(other, _)| other != at).map(|(_, &digit)| digit).collect::<Vec<_>>()
    };
    if written.len() == right.len() {
        let differ: Vec<usize> = (0..written.len()).filter(|&at| written[at] != right[at]).collect();
        if let [left, next] = differ[..]
            && next == left + 1
            && written[left] == right[next]
            && written[next] == right[left]
        {
            return Some(format!("“{}{}”两位数字写反", written[left], written[next]));
        }
    }
    if let Some(at) = (0..written.len()).find(|&at| written.len() > 1 && without(&written, at) == right) {
        let doubled = at > 0 && written[at] == written[at - 1] || written.get(at + 1) == Some(&written[at]);
        return Some(if doubled {
            format!("“{}”多写了一个", written[at])
        } else {
            format!("多了一位“{}”", written[at])
        });
    }
    if let Some(at) = (0..right.len()).find(|&at| right.len() > 1 && without(&right, at) == written) {
        return Some(format!("漏了一位“{}”", right[at]));
    }
    let copied = repair.from != Number::ZERO && neighbours.contains(&repair.from);
    copied.then(|| "与相邻的数相同，可能抄串了行或列".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Sample;
    use crate::standard::{Edition, TableKind};

    /// A sound report with the cells in `changes` (row, column, value) written over.
    fn faults(changes: &[(&str, &str, &str)]) -> Vec<Fault> {
        let mut sample = Sample::filled(Edition::E2021);
        for (row, column, value) in changes {
            sample = sample.cell(row, column, value);
        }
        Arithmetic::of(&sample.report()).faults
    }

    fn cell(row: &str, column: &str) -> CellName {
        let is_it = |cell: &CellName| cell.row.id() == row && cell.column.id() == column;
        TableKind::ALL.into_iter().flat_map(|table| CellName::all(table, Edition::E2021)).find(is_it).expect("a cell")
    }

    fn repaired(faults: &[Fault]) -> Vec<(CellName, String)> {
        let repairs = faults.iter().flat_map(|fault| match fault.verdict {
            Verdict::One(repair) => vec![repair],
            Verdict::Two(first, second) => vec![first, second],
            _ => vec![],
        });
        repairs.map(|repair| (repair.cell, repair.to.to_string())).collect()
    }

    #[test]
    fn a_sound_report_has_no_fault() {
        assert_eq!(faults(&[]), []);
    }

    #[test]
    fn any_one_wrong_cell_of_table_three_is_named() {
        let sound = Sample::filled(Edition::E2021).report();
        for wrong in CellName::all(TableKind::Requests, Edition::E2021) {
            let right = sound.number(wrong).expect("a number");
            let found = faults(&[(wrong.row.id(), wrong.column.id(), &(right + Number::whole(9)).to_string())]);
            assert_eq!(repaired(&found), [(wrong, right.to_string())], "{}", wrong.name(Edition::E2021));
        }
    }

    #[test]
    fn two_wrong_cells_are_named_or_said_to_be_doubtful() {
        let found = faults(&[("3.1", "natural_person", "21"), ("3.5.2", "business", "7")]);
        assert_eq!(
            repaired(&found),
            [(cell("3.1", "natural_person"), "12".into()), (cell("3.5.2", "business"), "0".into())]
        );
        // Both wrong by the same amount: two ways to mend them, so neither is claimed.
        let found = faults(&[("3.1", "natural_person", "13"), ("3.4.1", "business", "2")]);
        let [Fault { verdict: Verdict::SomeTwo(cells), .. }] = &found[..] else { panic!("{found:?}") };
        assert_eq!(cells.len(), 4);
    }

    #[test]
    fn three_wrong_cells_are_found_one_by_one() {
        let found = faults(&[("3.1", "natural_person", "21"), ("3.5.2", "business", "7"), ("3.3.7", "research", "4")]);
        assert_eq!(repaired(&found).len(), 3, "{found:?}");
    }

    #[test]
    fn a_row_left_at_nought_and_a_total_that_counts_too_much() {
        let forgotten = faults(&[("3.1", "natural_person", "0"), ("3.1", "business", "0"), ("3.1", "total", "0")]);
        // Any row of noughts may be the one that was left out: one fault, and no row is named.
        assert!(matches!(&forgotten[..], [Fault { verdict: Verdict::Unknown, relations }] if relations.len() == 3));
        let double = faults(&[("3.7", "natural_person", "32"), ("3.7", "total", "37")]);
        let right = [(cell("3.7", "natural_person"), "30".to_owned()), (cell("3.7", "total"), "35".to_owned())];
        assert_eq!(repaired(&double), right, "{double:?}");
    }

    #[test]
    fn a_total_of_table_four_is_one_of_five() {
        let found = faults(&[("review", "total", "9")]);
        assert!(
            matches!(&found[..], [Fault { verdict: Verdict::Several(cells), .. }] if cells.len() == 5),
            "{found:?}"
        );
    }

    #[test]
    fn a_blank_is_never_a_fault() {
        assert_eq!(faults(&[("3.7", "natural_person", ""), ("4", "total", "/")]), []);
    }

    #[test]
    fn a_figure_in_the_wrong_column() {
        let found = faults(&[("3.1", "natural_person", "0"), ("3.1", "business", "15")]);
        let right = Sample::filled(Edition::E2021).report();
        let person = right.number(cell("3.1", "natural_person")).expect("a number");
        assert!(repaired(&found).contains(&(cell("3.1", "natural_person"), person.to_string())), "{found:?}");
    }

    #[test]
    fn usual_slips() {
        let slip = |from: i64, to: i64, beside: &[i64]| {
            let cell = cell("3.1", "natural_person");
            let beside: Vec<Number> = beside.iter().copied().map(Number::whole).collect();
            super::slip(Repair { cell, from: Number::whole(from), to: Number::whole(to) }, &beside)
        };
        assert_eq!(slip(21, 12, &[]).as_deref(), Some("“21”两位数字写反"));
        assert_eq!(slip(1193, 1139, &[]).as_deref(), Some("“93”两位数字写反"));
        assert_eq!(slip(122, 12, &[]).as_deref(), Some("“2”多写了一个"));
        assert_eq!(slip(12, 102, &[]).as_deref(), Some("漏了一位“0”"));
        assert_eq!(slip(7, 3, &[7, 0]).as_deref(), Some("与相邻的数相同，可能抄串了行或列"));
        assert_eq!(slip(7, 3, &[]), None);
    }
}
