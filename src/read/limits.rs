//! How much is read. Beyond a limit a file is refused, or read up to it, in a sentence that names the limit.

use super::Unreadable;

/// The largest input, in bytes.
pub const INPUT: usize = 64 << 20;
/// The most entries of a package or an archive.
pub const ENTRIES: usize = 2_000;
/// The largest part of a package after inflating, in bytes.
pub const PART: u64 = 64 << 20;
/// The most bytes of all parts that are read of one package, after inflating.
pub const PARTS: u64 = 192 << 20;
/// The deepest nesting of XML elements.
pub const XML_DEPTH: u32 = 256;
/// The most attributes of one XML element.
pub const XML_ATTRIBUTES: usize = 300;
/// The most tags of a web page.
pub const TAGS: usize = 1_000_000;
/// The most nodes of one XML part.
pub const XML_NODES: u32 = 4_000_000;
/// The most pages of a PDF or OFD file.
pub const PAGES: usize = 500;
/// The most paragraphs and tables, bytes of text, rows and columns of a table; what a document holds is limited by itself.
pub use crate::document::{MAX_COLUMNS, MAX_ITEMS, MAX_ROWS, MAX_TEXT};
/// The most glyphs of all pages of a PDF or OFD file.
pub const GLYPHS: usize = 2_000_000;
/// The most files of one archive that are opened.
pub const FILES: usize = 200;

/// The sentence for a file with more than a limit allows.
pub fn beyond(what: &str, limit: &str) -> Unreadable {
    Unreadable(format!("{what}超过 {limit} 的上限，没有读取；请只保留年度报告本身，另存后再打开。"))
}

/// The sentence for a file that begins like its kind and cannot be read on.
pub fn damaged(kind: &str) -> Unreadable {
    Unreadable(format!("{}已经损坏，读不出内容；请用原来的程序打开它，另存一份后再打开。", this(kind)))
}

/// 这个 PDF 文件, 这个文件: with a blank between Chinese and Latin letters.
pub fn this(kind: &str) -> String {
    let blank = if kind.starts_with(|first: char| first.is_ascii_alphanumeric()) { " " } else { "" };
    format!("这个{blank}{kind}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_set_as_print_is() {
        assert!(damaged("PDF 文件").0.starts_with("这个 PDF 文件已经损坏"));
        assert!(damaged("文件").0.starts_with("这个文件已经损坏"));
    }
}
