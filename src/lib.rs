//! 年报校核
pub mod document;
pub mod standard;
pub mod text;
