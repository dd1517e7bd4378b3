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
mod years;

pub use desk::Desk;
