//! 年报校核: a checker of the yearly 《政府信息公开工作年度报告》.
//!
//! The way of a report through the house, each step a plain function of one immutable thing:
//!
//! ```text
//! bytes, clipboard ─read─▶ Document ─recognise─▶ Report ─check─▶ Outcome ─▶ page, command, exports
//!                  (what was on the paper)   (what it means)   (findings, fixes)
//! ```
//!
//! ```
//! use nianbao::{check::{Environment, check}, read::{Kind, read_text}, report::recognise};
//!
//! let document = read_text("某局2023年政府信息公开工作年度报告\n一、总体情况\n……", Kind::Text);
//! let outcome = check(recognise(document), &Environment::default());
//! assert_eq!(outcome.report.year(), Some(2023));
//! assert!(outcome.findings.iter().any(|finding| finding.rule == "section-missing"));
//! ```

// First, for the macro that all use.
#[macro_use]
pub mod text;

pub mod check;
pub mod desk;
pub mod document;
pub mod prose;
pub mod read;
pub mod report;
pub mod rules;
pub mod standard;
pub mod write;

/// What is said of a text in which nothing of an annual report was found.
pub const NOT_A_REPORT: &str = "这份内容不像政府信息公开工作年度报告：没有找到标题、六个部分的标题或三张统计表；请确认选对了文件，或把年报全文复制后再粘贴。";

#[cfg(target_arch = "wasm32")]
pub mod app;
