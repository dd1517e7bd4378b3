//! Where something stands: a block of the document and a range of bytes in that block's text.
//!
//! Everything inside counts bytes. The way out, characters for JSON, is here and nowhere else. (The page draws text in
//! pieces that are cut by bytes, so it needs no count of UTF-16 units.)

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A range of bytes, on character boundaries, in the text of one block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
    let count = |part: Option<&str>| part.unwrap_or_default().chars().count();
    let start = count(text.get(..bytes.start));
    start..start + count(text.get(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emoji_counts_four_bytes_and_one_character() {
        let text = "公😀开12";
        let bytes = text.find("12").map(|at| at..at + 2).unwrap_or_default();
        assert_eq!(bytes, 10..12);
        assert_eq!(in_characters(text, bytes), 3..5);
    }
}
