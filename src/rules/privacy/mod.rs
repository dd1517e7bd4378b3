//! Family P: personal data and marks of secrecy.

use super::Rule;

/// The family, in the order of the catalogue.
pub const RULES: &[&Rule] = &[];
