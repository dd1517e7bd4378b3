//! Family X: the text against the tables, and the text against itself.

use super::Rule;

/// The family, in the order of the catalogue.
pub const RULES: &[&Rule] = &[];
