//! Family X: the text against the tables, and the text against itself.

mod claims;
mod compare;
mod disclosure;
mod disputes;
mod fees;
mod mentions;
mod requests;
mod shares;
mod sums;

use super::Rule;

/// The family, in the order of the catalogue.
pub const RULES: &[&Rule] = &[
    &requests::RECEIVED,
    &requests::CARRIED_OVER,
    &requests::HANDLED,
    &claims::ALL_HANDLED,
    &requests::REMAINING,
    &requests::OUTCOMES,
    &requests::NONE_RECEIVED,
    &disputes::REVIEW,
    &disputes::LITIGATION,
    &disputes::NONE,
    &disclosure::DOCUMENTS,
    &disclosure::DECISIONS,
    &fees::AMOUNT,
    &fees::INFORMATION_FEE,
    &fees::STANDARD,
    &sums::PARTS,
    &claims::TOLD_TWICE,
    &shares::SHARES,
    &mentions::ITEMS,
    &mentions::STAFF,
    &mentions::COMPLAINTS,
    &mentions::SERVICES,
    &mentions::EQUIPMENT,
    &requests::APPLICANTS,
    &mentions::BESIDE_THE_SUBJECT,
];
