//! Writing: an outcome as other programs and people want it.

pub mod json;
pub mod sarif;
#[cfg(not(target_arch = "wasm32"))]
pub mod terminal;
