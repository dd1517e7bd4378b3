//! The desk's components.

mod bar;
mod copies;
mod desk;
mod filters;
mod notices;
mod rules;
mod spread;
mod sums;
mod table;

pub use desk::Desk;
