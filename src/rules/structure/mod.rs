//! Family S: title, sections, and what the sections must hold.

mod blank;
mod content;
mod conversion;
mod edition;
mod matters;
mod numbering;
mod overview;
mod preface;
mod problems;
mod revisions;
mod sections;
mod signature;
mod title;

pub use numbering::{Numbered, numbered};
pub(super) use problems::is_wanting;

use super::Rule;

/// The family, in the order of the catalogue.
pub const RULES: &[&Rule] = &[
    &title::FORM,
    &title::YEAR,
    &sections::MISSING,
    &sections::ORDER,
    &sections::REPEATED,
    &sections::WORDING,
    &sections::ORDINAL,
    &sections::EXTRA,
    &content::EMPTY,
    &edition::YEAR,
    &edition::MIXED,
    &content::TABLE_MISSING,
    &content::TABLE_MISPLACED,
    &content::TABLE_EXTRA,
    &overview::ASPECTS,
    &overview::OVERSIGHT,
    &problems::MEASURES,
    &problems::PROBLEMS,
    &problems::TOO_SHORT,
    &problems::UNEQUAL,
    &matters::FEE,
    &matters::EMPTY,
    &numbering::STYLE,
    &numbering::SEQUENCE,
    &numbering::MARK,
    &preface::PARTS,
    &conversion::BROKEN,
    &conversion::RESIDUE,
    &conversion::LEVEL,
    &conversion::UNSURE,
    &signature::ORGAN,
    &signature::MISSING,
    &content::TABLE_AS_IMAGE,
    &blank::FORM,
    &revisions::TRACKED,
];

/// Those of the family that look at the tables alone.
pub const ON_TABLES: &[&Rule] = &[&content::TABLE_MISSING, &conversion::UNSURE, &blank::FORM];
