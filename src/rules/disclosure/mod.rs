//! Family T2: 表二, the disclosure made by the organ itself.

mod cells;
mod meaning;
mod rows;

use super::Rule;

/// The family, in the order of the catalogue.
pub const RULES: &[&Rule] = &[
    &rows::MISSING,
    &rows::LABELS,
    &rows::EXTRA,
    &cells::BLANK,
    &cells::PLACEHOLDER,
    &cells::NOT_NUMBER,
    &cells::NEGATIVE,
    &cells::FRACTION,
    &cells::UNIT,
    &meaning::FEE_LARGE,
    &meaning::AUTHORITY,
    &meaning::IN_FORCE,
    &meaning::MANY_DOCUMENTS,
    &meaning::DISCLOSED,
    &meaning::NEWLY,
    &meaning::ITEMS,
    &cells::DECIMALS,
    &meaning::PROCUREMENT,
    &meaning::DECISIONS,
    &cells::FORM,
    &rows::CLAUSES,
];
