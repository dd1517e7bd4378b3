//! Personal data in findings: masked wherever a finding is shown, in its own words and in those of every other finding.

use super::{Finding, Outcome, Place, Whose};
use crate::document::Document;
use crate::text::Span;
use std::borrow::Cow;
use std::collections::HashSet;

/// What personal data a report holds, by the findings that name it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Veil {
    /// The places, in reading order.
    spans: Vec<Span>,
}

impl Veil {
    /// The veil over what `findings` know to be private.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        let private = findings.into_iter().filter(|finding| finding.private);
        let places = private.flat_map(|finding| &finding.places).filter(|place| place.report == Whose::This);
        let mut spans: Vec<Span> = places.filter_map(|place| place.span).collect();
        spans.sort();
        spans.dedup();
        Veil { spans }
    }

    /// The text of a block, masked. It has the same length in bytes and in characters.
    pub fn text<'a>(&self, document: &'a Document, block: u32) -> Cow<'a, str> {
        let text = document.text(block);
        let first = self.spans.partition_point(|span| span.block < block);
        let here = self.spans[first..].iter().take_while(|span| span.block == block);
        let mut masked = Cow::Borrowed(text);
        for span in here {
            if let Some(part) = text.get(span.range()) {
                masked.to_mut().replace_range(span.range(), &mask(part));
            }
        }
        masked
    }

    /// The characters at `span`, masked.
    pub fn quote<'a>(&self, document: &'a Document, span: Span) -> Cow<'a, str> {
        let quote = document.quote(span);
        let first = self.spans.partition_point(|private| (private.block, private.end) <= (span.block, span.start));
        let over =
            self.spans[first..].iter().take_while(|private| private.block == span.block && private.start < span.end);
        let mut masked = Cow::Borrowed(quote);
        for private in over {
            // Of what is hidden there, the part that lies in the quote; a mask is as long as what it hides.
            let mask = mask(document.quote(*private));
            let (start, end) = (private.start.max(span.start), private.end.min(span.end));
            let part = mask.get((start - private.start) as usize..(end - private.start) as usize);
            let place = (start - span.start) as usize..(end - span.start) as usize;
            if let Some(part) = part.filter(|_| quote.get(place.clone()).is_some()) {
                masked.to_mut().replace_range(place, part);
            }
        }
        masked
    }
}

/// The text of a checked report, and of last year's, as it may be shown: masked.
pub struct Shown<'a> {
    outcome: &'a Outcome,
    veil: Veil,
}

impl<'a> Shown<'a> {
    pub(super) fn of(outcome: &'a Outcome) -> Self {
        Shown { outcome, veil: outcome.veil() }
    }

    /// What is shown.
    pub fn outcome(&self) -> &'a Outcome {
        self.outcome
    }

    /// The veil over this report.
    pub fn veil(&self) -> &Veil {
        &self.veil
    }

    /// The characters of `place`; `None` where something is missing.
    pub fn quote(&self, place: &Place) -> Option<Cow<'a, str>> {
        let (report, span) = self.outcome.report_of(place).zip(place.span)?;
        Some(match place.report {
            Whose::This => self.veil.quote(&report.document, span),
            Whose::Previous => mask_numbers(report.document.quote(span)),
        })
    }

    /// The text of a block of one of the two reports. It has the same length as there.
    pub fn text(&self, whose: Whose, block: u32) -> Cow<'a, str> {
        match (whose, self.outcome.previous.as_deref()) {
            (Whose::This, _) => self.veil.text(&self.outcome.report.document, block),
            (Whose::Previous, Some(report)) => mask_numbers(report.document.text(block)),
            (Whose::Previous, None) => Cow::Borrowed(""),
        }
    }
}

/// Numbers as long as those of telephones, cards and persons, masked: what is done where a report is quoted that was not checked.
pub fn mask_numbers(text: &str) -> Cow<'_, str> {
    const SHORTEST: usize = 11;
    let mut masked = Cow::Borrowed(text);
    let mut at = 0;
    while let Some(start) = text[at..].find(|first: char| first.is_ascii_digit()).map(|start| at + start) {
        let length =
            text[start..].bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'X' | b'x')).count();
        if length >= SHORTEST {
            masked.to_mut().replace_range(start..start + length, &mask(&text[start..start + length]));
        }
        at = start + length;
    }
    masked
}

/// `text` with its inner characters hidden: the first three and the last two are left, of a short text the first. It has
/// the same length in bytes and in characters.
pub fn mask(text: &str) -> String {
    let count = text.chars().count();
    let (head, tail) = if count >= 8 { (3, 2) } else { (1, 0) };
    let hide = |(at, character): (usize, char)| {
        if at < head || at + tail >= count { character } else { hidden(character) }
    };
    text.chars().enumerate().map(hide).collect()
}

/// A sign of as many bytes as `character` that hides it.
fn hidden(character: char) -> char {
    match character.len_utf8() {
        1 => '*',
        2 => '×',
        3 => '＊',
        _ => '🞶',
    }
}

/// Longer texts than this are looked for as a whole only.
const LONGEST_IN_PARTS: usize = 64;
/// Parts of a number that are this long are hidden, too.
const SHORTEST_PART: usize = 6;
/// More private texts than this are not looked for in messages; their own places are masked all the same.
const MOST_TEXTS: usize = 2000;

/// Masks the messages, corrections and comparisons of all `findings` of a report with this `document`.
pub(super) fn mask_words(findings: &mut [Finding], document: &Document) {
    for comparison in findings.iter_mut().flat_map(|finding| &mut finding.comparisons) {
        comparison.previous = mask_numbers(&comparison.previous).into_owned();
    }
    let veil = Veil::of(&*findings);
    if veil.spans.is_empty() {
        return;
    }
    let mut texts: HashSet<&str> = HashSet::new();
    for &span in veil.spans.iter().take(MOST_TEXTS) {
        let text = document.quote(span);
        texts.insert(text);
        if text.is_ascii() && text.len() <= LONGEST_IN_PARTS {
            texts
                .extend((SHORTEST_PART..text.len()).flat_map(|length| [&text[..length], &text[text.len() - length..]]));
        }
    }
    let mut lengths: Vec<usize> = texts.iter().map(|text| text.len()).collect();
    lengths.sort_unstable_by(|left, right| right.cmp(left));
    lengths.dedup();
    for finding in findings {
        // What would write masked characters into the report is no correction.
        finding.fix.take_if(|fix| {
            let mut shown = fix.replace.clone();
            mask_all(&mut shown, &texts, &lengths);
            shown != fix.replace
        });
        let comparisons =
            finding.comparisons.iter_mut().flat_map(|comparison| [&mut comparison.this, &mut comparison.previous]);
        for words in [&mut finding.message].into_iter().chain(comparisons) {
            mask_all(words, &texts, &lengths);
        }
    }
}

/// Masks every one of `texts` in `words`, the longest first.
fn mask_all(words: &mut String, texts: &HashSet<&str>, lengths: &[usize]) {
    let mut at = 0;
    while at < words.len() {
        let found = lengths.iter().find(|&&length| words.get(at..at + length).is_some_and(|part| texts.contains(part)));
        let length = match found {
            Some(&length) => {
                let masked = mask(&words[at..at + length]);
                words.replace_range(at..at + length, &masked);
                length
            }
            None => words[at..].chars().next().map_or(1, char::len_utf8),
        };
        at += length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_keep_lengths() {
        for (text, masked) in [
            ("13812345678", "138******78"),
            ("张建国", "张＊＊"),
            ("3号楼2单元501室", "3号楼*＊＊**1室"),
            ("a@qq.com", "a@q***om"),
            ("", ""),
        ] {
            assert_eq!(mask(text), masked);
            assert_eq!(mask(text).len(), text.len());
        }
    }

    #[test]
    fn numbers_of_persons_are_masked_in_what_was_not_checked() {
        assert_eq!(mask_numbers("共2024件，电话13812345678。"), "共2024件，电话138******78。");
    }

    #[test]
    fn words_of_other_findings_are_masked_too() {
        let mut document = Document::default();
        document.add_paragraph("电话13812345678，张建国", None, false, true);
        let span = |range| super::super::Place { span: Some(Span::new(0, range)), ..Default::default() };
        let rule = crate::rules::find("mobile-number").expect("the rule");
        let mut findings = vec![
            Finding::new(rule, "甲").private().at(span(6..17)),
            Finding::new(rule, "“电话13812345678”和“…345678”").at(span(0..6)),
        ];
        mask_words(&mut findings, &document);
        assert_eq!(findings[1].message, "“电话138******78”和“…3*****”");
        let veil = Veil::of(&findings);
        assert_eq!(veil.text(&document, 0), "电话138******78，张建国");
        assert_eq!(veil.quote(&document, Span::new(0, 3..20)), "话138******78，");
    }
}
