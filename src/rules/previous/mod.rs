//! Family Y: the report against last year's (上年报告).

mod again;
mod alike;
mod carried;
mod cases;
mod counts;
mod same;
mod which;

use super::Rule;
use crate::check::{Calculation, Context, Previous, Term};
use crate::standard::CellName;
use crate::text::Words;

/// The family, in the order of the catalogue.
pub const RULES: &[&Rule] = &[
    &which::MISMATCH,
    &carried::TOTAL,
    &carried::BY_APPLICANT,
    &counts::IN_FORCE,
    &counts::ITEMS,
    &counts::DISCLOSED,
    &alike::REPORT,
    &alike::PROBLEMS,
    &again::PROBLEMS,
    &cases::PENDING,
    &same::IDENTICAL,
    &same::LEAP,
    &which::EDITION,
];

/// Those of the family that look at the tables alone.
pub const ON_TABLES: &[&Rule] = &[
    &which::MISMATCH,
    &carried::TOTAL,
    &carried::BY_APPLICANT,
    &counts::IN_FORCE,
    &counts::ITEMS,
    &counts::DISCLOSED,
    &cases::PENDING,
    &same::IDENTICAL,
    &same::LEAP,
    &which::EDITION,
];

/// A cell of this year's report in a calculation.
fn of_this(context: &Context, cell: CellName) -> Option<Term> {
    let name = format!("本年“{}”", context.name(cell));
    Some(Term { name, value: context.sure_number(cell)?, place: context.cell(cell) })
}

/// A cell of last year's report in a calculation.
fn of_last(context: &Context, previous: &Previous, cell: CellName) -> Option<Term> {
    let form = previous.form(cell.table()).unwrap_or(context.edition);
    let name = format!("上年报告“{}”", cell.name(form));
    Some(Term { name, value: previous.number(cell)?, place: previous.cell(cell) })
}

/// Cells side by side: what they come to on either side should be the same.
fn side_by_side<const P: usize, const W: usize>(
    parts: [Option<Term>; P],
    wholes: [Option<Term>; W],
) -> Option<Calculation> {
    let all = |terms: Vec<Option<Term>>| terms.into_iter().collect::<Option<Vec<Term>>>();
    Some(Calculation { parts: all(parts.into())?, wholes: all(wholes.into())? })
}

/// The word by which the report explains a difference from last year's: one of `words` in a sentence on one of
/// `subjects`, or a reorganisation anywhere.
fn explained(context: &Context, subjects: &[&str], words: &Words) -> Option<&'static str> {
    let reorganised = context.previous.as_ref().and_then(|previous| previous.reorganised);
    reorganised.or_else(|| {
        context.prose.written().find_map(|passage| {
            passage.sentences().find_map(|range| {
                let sentence = &passage.text()[range];
                let (_, word) = words.find(sentence)?;
                subjects.iter().any(|subject| sentence.contains(subject)).then_some(word)
            })
        })
    })
}

/// What is said behind a message where the report explains the difference.
fn note(explanation: Option<&str>) -> String {
    explanation.map_or_else(String::new, |word| format!("；正文提到“{word}”，如由此造成，不必改"))
}

#[cfg(test)]
mod tests {
    use crate::check::{Environment, check};
    use crate::rules::testing::Sample;
    use crate::standard::Edition::{E2019, E2021};

    #[test]
    fn two_sound_reports_agree() {
        for edition in [E2019, E2021] {
            let previous = Some(std::sync::Arc::new(Sample::last_year(edition).report()));
            let environment = Environment { this_year: Some(2026), previous, ..Environment::default() };
            let outcome = check(Sample::filled(edition).report(), &environment);
            assert_eq!(outcome.findings, [], "{edition:?}");
            let alone = check(Sample::filled(edition).report(), &Environment::default());
            assert_eq!(outcome.coverage.rules, alone.coverage.rules + super::RULES.len() as u32);
        }
    }
}
