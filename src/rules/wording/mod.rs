//! Family W: wording and typography. Most of it is lists, which stand in `lists` as files that anyone can extend.

mod documents;
mod doubled;
mod lists;
mod marks;
mod missing;
mod organ;
pub mod own;
mod pairs;
mod pattern;
mod placeholders;
mod sentences;
mod show;
mod survey;
#[cfg(test)]
mod tests;
mod usage;
mod vague;
mod words;

pub use lists::Lists;
pub use survey::Survey;

use super::Rule;

/// The family, in the order of the catalogue.
pub const RULES: &[&Rule] = &[
    &words::PHRASE,
    &words::WORD,
    &words::GRAVE,
    &words::UNTIL,
    &words::SECRET,
    &words::LOGIN,
    &words::RIGHT,
    &words::ENACT,
    &words::APPLICATION,
    &usage::REDUNDANT,
    &usage::UNIT,
    &doubled::DOUBLED,
    &missing::MISSING,
    &usage::FIRST,
    &usage::COLLOCATION,
    &marks::HALF_WIDTH,
    &marks::BRACKETS,
    &pairs::UNPAIRED,
    &pairs::NESTED,
    &pairs::COMMA,
    &documents::NUMBER,
    &placeholders::PLACEHOLDER,
    &organ::KIND,
    &organ::OTHER,
    &organ::SHORT,
    &organ::MIXED,
    &vague::SUBJECT,
    &sentences::LONG,
    &sentences::FINAL,
    &vague::VAGUE,
    &organ::GENERIC,
    &usage::SLOGAN,
    &usage::VAGUE_FIGURE,
    &usage::MISREAD,
    &sentences::REPEATED_WORD,
    &sentences::REPEATED_SENTENCE,
    &own::OWN,
];
