//! A long list of words, found in one pass over a text: by their first characters, and the longest first.
//!
//! Where every word of a text is asked for once, and hundreds may begin at any character, this does what an automaton
//! would: it is built in well under a millisecond and weighs next to nothing in wasm. (daachorse weighs 14 KB of brotli
//! and takes 6 to 17 ms to build there; aho-corasick 37 KB, and 7 to 12 ms.)

use std::cmp::Reverse;
use std::ops::Range;

/// Words by their first characters.
pub struct Index<'t> {
    /// For each character up to U+FFFF the group of words that it begins; 0 for none.
    numbers: Vec<u16>,
    /// The groups.
    groups: Vec<Group>,
    /// The words, those of a group together, the longest first.
    words: Vec<Word<'t>>,
}

/// The words that begin with one character.
#[derive(Clone, Default)]
struct Group {
    /// Where they stand in the list of words.
    range: Range<u16>,
    /// A bit, of 64, for the second character of every word of two; all where one has none.
    seconds: u64,
    /// A bit for the second and third of every longer word.
    thirds: u64,
}

struct Word<'t> {
    text: &'t str,
    /// Its second character, as [`Next`] has it. Most words are told apart by it alone.
    second: u32,
    /// Its number in the list.
    number: u16,
}

impl<'t> Index<'t> {
    /// The index of `words`, fewer than 65,536, each beginning with a character up to U+FFFF.
    pub fn new(words: impl IntoIterator<Item = &'t str>) -> Self {
        let word =
            |(number, text): (u16, &'t str)| Word { text, second: Next::in_bytes(text.as_bytes()).second, number };
        let mut words: Vec<Word<'t>> = (0..).zip(words).map(word).collect();
        words.sort_by_key(|word| (word.text.chars().next(), Reverse(word.text.len()), word.number));
        let mut index = Index { numbers: vec![0; 0x1_0000], groups: vec![Group::default()], words };
        let mut last = None;
        for (at, word) in (0..).zip(&index.words) {
            let first = word.text.chars().next();
            if first != last {
                if let Some(number) = first.and_then(|first| index.numbers.get_mut(first as usize)) {
                    *number = index.groups.len() as u16;
                }
                index.groups.push(Group { range: at..at, ..Group::default() });
                last = first;
            }
            let Some(group) = index.groups.last_mut() else { continue };
            group.range.end = at + 1;
            let next = Next::in_bytes(word.text.as_bytes());
            match word.text.len() {
                0..6 => group.seconds = u64::MAX,
                6..9 => group.seconds |= next.second_bit(),
                _ => group.thirds |= next.third_bit(),
            }
        }
        index
    }

    /// The numbers of the words that stand at byte `at` of `text`, where `character` does; the longest first.
    // Most of what is asked here is answered no by one bit: that much goes into the loops.
    #[inline(always)]
    pub fn at<'a>(&'a self, text: &'a str, at: usize, character: char) -> Found<'a, 't> {
        let number = usize::from(self.numbers.get(character as usize).copied().unwrap_or_default());
        if number == 0 {
            return Found { words: &[], rest: &[], second: 0 };
        }
        let (group, rest) = (&self.groups[number], &text.as_bytes()[at..]);
        let next = Next::in_bytes(rest);
        // Most characters that begin a word do not begin one here: the next two tell.
        let may = group.seconds & next.second_bit() | group.thirds & next.third_bit() != 0;
        let range = usize::from(group.range.start)..usize::from(group.range.end);
        Found { words: if may { &self.words[range] } else { &[] }, rest, second: next.second }
    }
}

/// The two characters behind the first, where all three are of three bytes, as Chinese ones are; else what stands there.
#[derive(Clone, Copy)]
struct Next {
    second: u32,
    third: u32,
}

impl Next {
    #[inline(always)]
    fn in_bytes(bytes: &[u8]) -> Self {
        let three = |at: usize| match bytes.get(at..at + 3) {
            Some([first, second, third]) => u32::from_be_bytes([0, *first, *second, *third]),
            _ => 0,
        };
        Next { second: three(3), third: three(6) }
    }

    /// The bit for the second, which others may share.
    #[inline(always)]
    fn second_bit(self) -> u64 {
        1 << (((self.second >> 8).wrapping_mul(5) ^ self.second) & 63)
    }

    /// The bit for both.
    #[inline(always)]
    fn third_bit(self) -> u64 {
        let mixed = self.second.wrapping_mul(7) ^ (self.third >> 8).wrapping_mul(5) ^ self.third;
        1 << (mixed & 63)
    }
}

/// The numbers of the words that stand at one place.
pub struct Found<'a, 't> {
    /// Those that may still be found.
    words: &'a [Word<'t>],
    rest: &'a [u8],
    second: u32,
}

impl Iterator for Found<'_, '_> {
    type Item = u16;

    #[inline(always)]
    fn next(&mut self) -> Option<u16> {
        if self.words.is_empty() { None } else { self.search() }
    }
}

impl Found<'_, '_> {
    #[inline(never)]
    fn search(&mut self) -> Option<u16> {
        while let Some((word, others)) = self.words.split_first() {
            self.words = others;
            if (word.second == self.second || word.text.len() < 6) && begins_with(self.rest, word.text.as_bytes()) {
                return Some(word.number);
            }
        }
        None
    }
}

/// Whether `bytes` begin with `word`; words are short, so that a call to compare them costs more than comparing.
#[inline(always)]
fn begins_with(bytes: &[u8], word: &[u8]) -> bool {
    bytes.len() >= word.len() && std::iter::zip(bytes, word).all(|(byte, other)| byte == other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_first() {
        let index = Index::new(["上年", "上年度", "件", "EMS", "上级", "上年结转"]);
        let found = |text: &'static str| index.at(text, 0, text.chars().next().unwrap_or(' ')).collect::<Vec<_>>();
        assert_eq!(found("上年度的"), [1, 0]);
        assert_eq!(found("上年结转2件"), [5, 0]);
        assert_eq!(found("件"), [2]);
        assert_eq!(found("EMS"), [3]);
        assert!(found("上").is_empty());
        assert!(found("𠮷").is_empty());
    }
}
