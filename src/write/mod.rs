//! Writing: an outcome as other programs and people want it, and the page of all rules.

pub mod docx;
pub mod json;
#[cfg(not(target_arch = "wasm32"))]
pub mod rules_page;
pub mod sarif;
#[cfg(not(target_arch = "wasm32"))]
pub mod terminal;
