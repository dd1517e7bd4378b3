//! Where something stands: a block of the document and a range of bytes in that block's text.
//!
//! Everything inside counts bytes. The two ways out, characters for JSON and UTF-16 units for the browser, are here
//! and nowhere else.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A range of bytes, on character boundaries, in the text of one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// Index of the block in reading order.
    pub block: u32,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of `range` in block number `block`.
    pub fn new(block: u32, range: Range<usize>) -> Self {
        Span { block, start: range.start as u32, end: range.end as u32 }
    }

    /// The bytes of the block's text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The quoted text, given the text of the block; empty if the span does not fit it.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }
}

/// The byte range `bytes` of `text` counted in characters (Unicode scalar values), as JSON gives it.
pub fn in_characters(text: &str, bytes: Range<usize>) -> Range<usize> {
    convert(text, bytes, |_| 1)
}

/// The byte range `bytes` of `text` counted in UTF-16 units, as browsers count.
pub fn in_utf16(text: &str, bytes: Range<usize>) -> Range<usize> {
    convert(text, bytes, char::len_utf16)
}

fn convert(text: &str, bytes: Range<usize>, width: impl Fn(char) -> usize) -> Range<usize> {
    let count = |part: Option<&str>| part.unwrap_or_default().chars().map(&width).sum::<usize>();
    let start = count(text.get(..bytes.start));
    start..start + count(text.get(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emoji_counts_four_bytes_two_units_one_character() {
        let text = "公😀开12";
        let bytes = text.find("12").map(|at| at..at + 2).unwrap_or_default();
        assert_eq!(bytes, 10..12);
        assert_eq!(in_characters(text, bytes.clone()), 3..5);
        assert_eq!(in_utf16(text, bytes), 4..6);
    }
}
