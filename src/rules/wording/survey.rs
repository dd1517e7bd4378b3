//! The one pass over the running text for all lists and signs, and the marks as they stand on the paper.

use super::lists::{Condition, Entry, Lists, Standing};
use crate::prose::{Passage, Prose};
use crate::rules::signs::{Ends, Seen};
use crate::text::Span;
use std::ops::Range;

/// What the pass found.
#[derive(Default)]
pub struct Survey {
    /// Wrong forms of the lists, in reading order.
    pub hits: Vec<Hit>,
    /// Signs, in reading order.
    pub seen: Vec<Seen>,
    /// Marks but for 。, 、 and —, in reading order.
    pub marks: Vec<Mark>,
    /// For each passage how many marks stand in it and before it.
    ends: Vec<usize>,
}

/// A wrong form in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Index of the line of the lists.
    pub entry: u16,
    /// Index of the passage.
    pub passage: usize,
    /// What is wrong: bytes of the passage's text.
    pub range: Range<usize>,
    /// The same with what the conditions asked for around it.
    pub extent: Range<usize>,
}

/// A mark in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// Index of the passage.
    pub passage: usize,
    /// Where it stands in the passage's text.
    pub at: usize,
    /// Its folded form.
    pub folded: char,
    /// What stands on the paper.
    pub original: char,
    /// Where it stands on the paper.
    pub span: Span,
}

impl Survey {
    /// Looks through `prose`, of a report for `year`, for what is in `lists`; `original` gives the characters at a
    /// place on the paper.
    pub fn of<'a>(lists: &Lists, prose: &Prose, year: Option<i32>, original: impl Fn(Span) -> &'a str) -> Self {
        let (mut marks, mut ends) = (Vec::new(), Vec::new());
        for (index, passage) in prose.passages.iter().enumerate() {
            let kept = passage.marks_on_paper().filter(|(mark, _)| !matches!(mark.character, '。' | '、' | '—'));
            marks.extend(kept.map(|(mark, span)| Mark {
                passage: index,
                at: mark.at as usize,
                folded: mark.character,
                original: original(span).chars().next().unwrap_or(mark.character),
                span,
            }));
            ends.push(marks.len());
        }
        let (hits, seen) = look(lists, prose, year);
        Survey { hits, seen, marks, ends }
    }

    /// The marks of passage number `passage`.
    pub fn marks_of(&self, passage: usize) -> &[Mark] {
        let start = passage.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.marks[start..self.ends[passage]]
    }
}

/// The wrong forms and the signs of `lists` in `prose`, of a report for `year`, in reading order.
pub fn look(lists: &Lists, prose: &Prose, year: Option<i32>) -> (Vec<Hit>, Vec<Seen>) {
    let (mut hits, mut seen) = (Vec::new(), Vec::new());
    for (index, passage) in prose.passages.iter().enumerate() {
        let text = passage.text();
        let mut ends = Ends::default();
        for (at, character) in text.char_indices() {
            for found in lists.at(text, at, character) {
                match found {
                    Standing::Wrong(number) => {
                        let entry = &lists.entries[usize::from(number)];
                        let range = at..at + entry.wrong.len();
                        if let Some(extent) = holds(entry, passage, range.clone(), year) {
                            hits.push(Hit { entry: number, passage: index, range, extent });
                        }
                    }
                    Standing::Sign(sought, word) => {
                        if ends.goes_on(sought, text, at, word) {
                            seen.push(Seen { sought, word, passage: index, at });
                        }
                    }
                }
            }
        }
    }
    (hits, seen)
}

/// How far the fault reaches, if all conditions of `entry` hold for the wrong form at `range`.
fn holds(entry: &Entry, passage: &Passage, range: Range<usize>, year: Option<i32>) -> Option<Range<usize>> {
    let text = passage.text();
    let (before, behind) = (&text[..range.start], &text[range.end..]);
    let mut extent = range.clone();
    for condition in &entry.surroundings().ok()?.conditions {
        let held = match condition {
            Condition::Before(pattern, wanted) => {
                let start = pattern.behind(before);
                extent.start = extent.start.min(start.filter(|_| *wanted).unwrap_or(extent.start));
                start.is_some() == *wanted
            }
            Condition::Behind(pattern, wanted) => {
                let length = pattern.ahead(behind);
                extent.end = extent.end.max(range.end + length.filter(|_| *wanted).unwrap_or(0));
                length.is_some() == *wanted
            }
            Condition::Sentence(words, wanted) => {
                let sentence = passage.sentence_at(range.start);
                let near = near(text, sentence, &range);
                words.iter().any(|word| near.contains(word)) == *wanted
            }
            Condition::YearBefore(limit) => year.is_some_and(|year| year < *limit),
        };
        if !held {
            return None;
        }
    }
    Some(extent)
}

/// Bytes of a sentence that are looked at on each side of a wrong form; a sentence without an end may be the whole text.
const NEAR: usize = 600;

/// The part of `sentence` around `range`.
fn near<'a>(text: &'a str, sentence: Range<usize>, range: &Range<usize>) -> &'a str {
    let start = text.floor_char_boundary(sentence.start.max(range.start.saturating_sub(NEAR)));
    let end = text.floor_char_boundary(sentence.end.min(range.end + NEAR));
    text.get(start..end).unwrap_or_default()
}
