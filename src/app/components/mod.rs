//! The page's components: leaves that are given what they show and say what was done.

mod app;
pub mod comparison;
mod desk_strip;
mod dialog;
mod export;
mod field;
mod finding;
mod fixes;
mod form;
mod header;
mod help;
mod keeping;
mod list;
mod own_lines;
mod paper;
mod pile;
mod rule_choices;
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

/// The class of elements that show `severity`.
pub fn class_of(severity: Severity) -> &'static str {
    severity.id()
}
