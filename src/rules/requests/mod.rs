//! Family T3: 表三, the requests received and how they were answered.

mod alignment;
mod arithmetic;
mod cells;
mod meaning;
mod rows;

use super::Rule;

/// The family, in the order of the catalogue.
pub const RULES: &[&Rule] = &[
    &rows::MISSING,
    &rows::LABELS,
    &rows::COLUMNS,
    &arithmetic::BALANCE,
    &arithmetic::UNCHECKED,
    &arithmetic::ROW_TOTAL,
    &arithmetic::TOTAL_BLANK,
    &arithmetic::OUTCOME_TOTAL,
    &cells::BLANK,
    &cells::PLACEHOLDER,
    &cells::NOT_COUNT,
    &arithmetic::CARRIED,
    &alignment::SHIFTED,
    &alignment::SPLIT,
    &rows::GROUP_FIGURES,
    &rows::NOTE,
    &rows::OTHER_ROWS,
    &meaning::FEE_UNPAID,
    &meaning::ALL_ZERO,
];
