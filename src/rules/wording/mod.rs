//! Family W: wording and typography.

use super::Rule;

/// The family, in the order of the catalogue.
pub const RULES: &[&Rule] = &[];
