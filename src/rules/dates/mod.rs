//! Family D: dates, years and citations.

mod calendar;
mod citations;
mod periods;
mod years;

use super::Rule;

/// The family, in the order of the catalogue.
pub const RULES: &[&Rule] = &[
    &years::LEFT_OVER,
    &years::FUTURE,
    &periods::PERIOD,
    &periods::TOO_EARLY,
    &periods::TOO_LATE,
    &calendar::IMPOSSIBLE,
    &years::VAGUE,
    &citations::OLD_REGULATIONS,
    &citations::NOTICE,
    &citations::POINTS,
    &citations::YEAR_WORD,
    &calendar::MIXED,
];
