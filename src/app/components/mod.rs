//! The page's components: leaves that are given what they show and say what was done.

mod app;
mod comparison;
mod dialog;
mod field;
mod finding;
mod fixes;
mod form;
mod header;
mod help;
mod list;
mod paper;
mod pile;
mod ruler;
mod set_aside;
mod settings;
mod start;
mod summary;
mod tables;
mod text;
mod waiting;

pub use app::App;

use crate::check::Severity;

/// The sign ① of a finding's number, from 1.
pub fn badge(number: usize) -> String {
    let sign = match number {
        1..=20 => char::from_u32(0x2460 + number as u32 - 1),
        21..=35 => char::from_u32(0x3251 + number as u32 - 21),
        36..=50 => char::from_u32(0x32B1 + number as u32 - 36),
        _ => None,
    };
    sign.map_or_else(|| format!("({number})"), String::from)
}

/// The class of elements that show `severity`.
pub fn class_of(severity: Severity) -> &'static str {
    severity.id()
}
