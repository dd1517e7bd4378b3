//! Family D: dates, years and citations.

use super::Rule;

/// The family, in the order of the catalogue.
pub const RULES: &[&Rule] = &[];
