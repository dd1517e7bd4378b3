//! The reviewer's desk: many checked reports at once.
//!
//! Each report is kept as an [`Entry`] of a few kilobytes, made where it was checked; all that is asked of many reports
//! is answered from their entries: which are one organ's over the years ([`pairing`]), which are copied ([`copies`]),
//! whether parts add up to their whole ([`rollup`]), which figures stand far above those of like organs ([`outliers`]),
//! and all figures as one long table ([`figures`]).

pub mod copies;
pub mod entry;
pub mod figures;
mod names;
pub mod outliers;
pub mod pairing;
pub mod remarks;
pub mod rollup;

pub use copies::{Pair, Print};
pub use entry::{Brief, Entry, Found, TableState};
pub use figures::{Figures, LongRow};
pub use outliers::Outlier;
pub use pairing::{Known, Pairing};
pub use remarks::{Remark, RollupPlace};
pub use rollup::{Rollup, Source};
