//! Writing: an outcome as other programs and people want it, and the page of all rules.

pub mod archive;
pub mod csv;
pub mod desk;
pub mod desk_book;
pub mod docx;
pub mod figures;
pub mod json;
pub mod listing;
pub mod marks;
pub mod notice;
pub mod plain_list;
pub mod print;
#[cfg(not(target_arch = "wasm32"))]
pub mod rules_page;
pub mod sarif;
#[cfg(not(target_arch = "wasm32"))]
pub mod terminal;
pub mod xlsx;
