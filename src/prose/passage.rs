//! A passage: one paragraph of running text in folded form, which knows where each of its characters stands.

use super::amounts::{Amount, Date, Numerals};
use crate::text::fold::fold_char;
use crate::text::{Span, Tracer, Traces, Words};
use std::ops::Range;

/// The part of the report that a passage belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The title.
    Title,
    /// Before the first section.
    Preface,
    /// A heading of the first level, and the section (1 to 6) that it stands in.
    Heading(Option<usize>),
    /// Text of a section (1 to 6).
    Section(usize),
    /// Organ and date at the end.
    Signature,
}

/// One paragraph of running text. All ranges are bytes of its folded [`text`](Passage::text).
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// The part of the report that it belongs to.
    pub part: Part,
    /// The item of the document in which it begins.
    pub item: u32,
    text: String,
    traces: Traces,
    runs: Vec<Run>,
    sentences: Vec<Range<u32>>,
    marks: Vec<Mark>,
    /// The numbers in it, in order.
    pub amounts: Vec<Amount>,
    /// The dates in it, in order.
    pub dates: Vec<Date>,
}

/// A mark in a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it stands in the passage's text.
    pub at: u32,
    /// Its folded form.
    pub character: char,
}

impl Mark {
    /// The bytes of the passage's text that it takes.
    pub fn range(self) -> Range<usize> {
        self.at as usize..self.at as usize + self.character.len_utf8()
    }
}

/// A stretch of folded text that stands in the original just so.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Run {
    /// Where it begins in the folded text.
    at: u32,
    /// The block, and where it begins there.
    block: u32,
    start: u32,
    /// The bytes of the original where this is one character that folding changed in length, else 0.
    odd: u8,
}

impl Passage {
    pub(super) fn new(part: Part, item: u32) -> Self {
        Passage {
            part,
            item,
            text: String::new(),
            traces: Traces::default(),
            runs: Vec::new(),
            sentences: Vec::new(),
            marks: Vec::new(),
            amounts: Vec::new(),
            dates: Vec::new(),
        }
    }

    /// Adds `line`, which begins at byte `from` of `block`.
    pub(super) fn push(&mut self, block: u32, from: usize, line: &str) {
        self.text.reserve(line.len());
        // Most of a line is folded already, and is taken over in stretches. A run goes on up to this byte of the line.
        let (mut taken, mut run_end) = (0, None);
        let mut begin = |text: &str, start: usize, odd: u8| {
            self.runs.push(Run { at: text.len() as u32, block, start: (from + start) as u32, odd });
        };
        let changed = line.char_indices().map(|(at, original)| (at, original, fold_char(original)));
        let end = (line.len(), '\0', None);
        for (at, original, folded) in changed.filter(|(_, original, folded)| *folded != Some(*original)).chain([end]) {
            if taken < at {
                if run_end != Some(taken) {
                    begin(&self.text, taken, 0);
                }
                self.text.push_str(&line[taken..at]);
                run_end = Some(at);
            }
            taken = at + original.len_utf8();
            let Some(character) = folded else { continue };
            let odd = character.len_utf8() != original.len_utf8();
            if odd || run_end != Some(at) {
                begin(&self.text, at, if odd { original.len_utf8() as u8 } else { 0 });
            }
            self.text.push(character);
            run_end = (!odd).then_some(taken);
        }
    }

    /// Finds its sentences, marks, numbers and dates.
    pub(super) fn analyse(&mut self) {
        let mut traces = Tracer::for_bytes(self.text.len());
        let mut numerals = Numerals::default();
        let mut start = 0;
        for (at, character) in self.text.char_indices() {
            traces.add(character);
            match character {
                '\u{4E00}'..='\u{9FFF}' | '0'..='9' | '〇' => numerals.look(&self.text, at, character),
                'a'..='z' | 'A'..='Z' => {}
                '。' | '！' | '？' | '，' | '、' | '；' | '：' | '（' | '）' | '《' | '》' | '〈' | '〉' | '〔'
                | '〕' | '"' | '—' => {
                    self.marks.push(Mark { at: at as u32, character });
                    if matches!(character, '。' | '！' | '？') {
                        let end = (at + character.len_utf8()) as u32;
                        self.sentences.push(start..end);
                        start = end;
                    }
                }
                _ => {}
            }
        }
        if (start as usize) < self.text.len() {
            self.sentences.push(start..self.text.len() as u32);
        }
        self.traces = traces.traces();
        (self.amounts, self.dates) = (numerals.amounts, numerals.dates);
    }

    /// Its folded text: see [`mod@crate::text::fold`].
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether one of `words` may stand in it: `false` is certain, and told without going through the text.
    pub fn may_have(&self, words: &Words) -> bool {
        words.may_be_in(&self.traces)
    }

    /// Whether `word` may stand in it: `false` is certain, and told without going through the text.
    pub fn may_hold(&self, word: &str) -> bool {
        self.traces.may_hold(word)
    }

    /// The byte at which `word` first stands in it.
    pub fn position(&self, word: &str) -> Option<usize> {
        if self.may_hold(word) { self.text.find(word) } else { None }
    }

    /// Whether one of `words` stands in it.
    pub fn has(&self, words: &Words) -> bool {
        self.find(words).is_some()
    }

    /// The first of `words` in it, and at which byte it begins.
    pub fn find(&self, words: &Words) -> Option<(usize, &'static str)> {
        if self.may_have(words) { words.find(&self.text) } else { None }
    }

    /// Whether the author wrote it as sentences: text of a section or the preface.
    pub fn is_written(&self) -> bool {
        matches!(self.part, Part::Section(_) | Part::Preface)
    }

    /// Its sentences, each with the mark at its end.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> {
        self.sentences.iter().map(|range| range.start as usize..range.end as usize)
    }

    /// The sentence that holds the byte `at`.
    pub fn sentence_at(&self, at: usize) -> Range<usize> {
        let index = self.sentences.partition_point(|range| range.end as usize <= at);
        self.sentences.get(index).map_or(0..0, |range| range.start as usize..range.end as usize)
    }

    /// The part of `range` that is no further than a long clause from byte `at`: what stands far off in a text without
    /// marks belongs to something else.
    pub fn near(&self, range: Range<usize>, at: usize) -> Range<usize> {
        /// Bytes on each side.
        const FURTHEST: usize = 900;
        let start = self.text.floor_char_boundary(at.saturating_sub(FURTHEST).max(range.start));
        start..self.text.floor_char_boundary((at + FURTHEST).min(range.end)).max(start)
    }

    /// Where the clause that goes on at byte `at` begins, from byte `from` on: at the last of `marks`, all of them kept
    /// by [`marks`](Passage::marks), before it.
    pub fn clause_start(&self, from: usize, at: usize, marks: &[char]) -> usize {
        let start = self.near(from..at, at).start;
        let before = &self.marks[..self.marks.partition_point(|mark| (mark.at as usize) < at)];
        let mut near = before.iter().rev().take_while(|mark| mark.at as usize >= start);
        near.find(|mark| marks.contains(&mark.character)).map_or(start, |mark| mark.at as usize)
    }

    /// Its marks: commas, colons, stops, dashes, brackets, quotes and title marks.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The marks that stand in `range`.
    pub fn marks_in(&self, range: Range<usize>) -> &[Mark] {
        beginning_in(&self.marks, range, |mark| mark.at as usize)
    }

    /// Its marks with the places where they stand on the paper.
    pub fn marks_on_paper(&self) -> impl Iterator<Item = (Mark, Span)> {
        let mut runs = self.runs.iter().peekable();
        let mut run = runs.next();
        self.marks.iter().filter_map(move |&mark| {
            while let Some(next) = runs.next_if(|next| next.at <= mark.at) {
                run = Some(next);
            }
            let run = run?;
            let start = run.start + (mark.at - run.at);
            let length = if run.odd == 0 { mark.character.len_utf8() as u32 } else { u32::from(run.odd) };
            Some((mark, Span { block: run.block, start, end: start + length }))
        })
    }

    /// The numbers that begin in `range`.
    pub fn amounts_in(&self, range: Range<usize>) -> &[Amount] {
        beginning_in(&self.amounts, range, |amount| amount.range.start)
    }

    /// The dates that begin in `range`.
    pub fn dates_in(&self, range: Range<usize>) -> &[Date] {
        beginning_in(&self.dates, range, |date| date.range.start)
    }

    /// Where `range` stands on the paper. Of what a page's end cuts in two, the first part.
    pub fn span(&self, range: Range<usize>) -> Span {
        let mut pieces = self.pieces(range);
        let first = pieces.next().unwrap_or(Span { block: 0, start: 0, end: 0 });
        let same = pieces.take_while(|piece| piece.block == first.block).last();
        Span { end: same.map_or(first.end, |last| last.end), ..first }
    }

    /// Where `range` stands on the paper, a span a block.
    pub fn spans(&self, range: Range<usize>) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for piece in self.pieces(range) {
            match spans.last_mut() {
                Some(last) if last.block == piece.block => last.end = piece.end,
                _ => spans.push(piece),
            }
        }
        spans
    }

    /// Where `range` stands on the paper, a span a run.
    fn pieces(&self, range: Range<usize>) -> impl Iterator<Item = Span> {
        let first = self.runs.partition_point(|run| run.at as usize <= range.start).saturating_sub(1);
        self.runs.iter().enumerate().skip(first).map_while(move |(index, run)| {
            let next = self.runs.get(index + 1).map_or(self.text.len(), |next| next.at as usize);
            let (from, to) = (range.start.max(run.at as usize), range.end.min(next));
            if from >= to {
                return None;
            }
            let start = run.start + (from as u32 - run.at);
            let end = match run.odd {
                0 => run.start + (to as u32 - run.at),
                odd => run.start + u32::from(odd),
            };
            Some(Span { block: run.block, start, end })
        })
    }

    /// Where its last `most` characters stand.
    pub(super) fn tail(&self, most: usize) -> Span {
        let from = self.text.char_indices().rev().take(most).last().map_or(0, |(at, _)| at);
        let block = self.runs.last().map_or(0, |run| run.block);
        self.spans(from..self.text.len()).into_iter().find(|span| span.block == block).unwrap_or_default()
    }
}

/// Those of `sorted` that begin in `range`.
fn beginning_in<T>(sorted: &[T], range: Range<usize>, start: impl Fn(&T) -> usize) -> &[T] {
    let rest = &sorted[sorted.partition_point(|one| start(one) < range.start)..];
    // There are few in a clause and many in a passage: the end is near.
    const NEAR: usize = 8;
    let near = &rest[..rest.len().min(NEAR)];
    match near.partition_point(|one| start(one) < range.end) {
        NEAR => &rest[..rest.partition_point(|one| start(one) < range.end)],
        end => &near[..end],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_to_the_paper() {
        let mut passage = Passage::new(Part::Section(1), 0);
        let (first, second) = ("  共收到 １,200 件(含", "上年)。");
        passage.push(3, 0, first);
        passage.push(4, 0, second);
        assert_eq!(passage.text(), "共收到1，200件（含上年）。");
        let quote = |words: &str| {
            let at = passage.text().find(words).expect("the words");
            passage
                .spans(at..at + words.len())
                .into_iter()
                .map(|span| span.of(if span.block == 3 { first } else { second }))
                .collect::<Vec<_>>()
        };
        assert_eq!(quote("1，200"), ["１,200"]);
        assert_eq!(quote("200件（含"), ["200 件(含"]);
        assert_eq!(quote("（含上年）"), ["(含", "上年)"]);
        assert_eq!(quote("。"), ["。"]);
    }

    #[test]
    fn sentences() {
        let mut passage = Passage::new(Part::Section(1), 0);
        passage.push(0, 0, "甲。乙？丙");
        passage.analyse();
        let texts: Vec<&str> = passage.sentences().map(|range| &passage.text()[range]).collect();
        assert_eq!(texts, ["甲。", "乙？", "丙"]);
        assert_eq!(passage.sentence_at(6), 6..12);
    }
}
