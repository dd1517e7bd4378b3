//! Family Y: the report against last year's (上年报告).

use super::Rule;

/// The family, in the order of the catalogue.
pub const RULES: &[&Rule] = &[];
