//! The headings of the first level, and which of the six sections each of them opens.

use super::{Heading, HeadingKind};
use crate::document::Document;
use crate::report::Lines;
use crate::standard::SECTIONS;
use crate::text::ordinal::Level;
use crate::text::similar::likeness;
use crate::text::{Ordinal, Span, fold};
use std::ops::Range;

/// Longer lines are no headings.
const LONGEST_HEADING: usize = 45;
/// No report has more lines that look like headings.
const MOST_HEADINGS: usize = 1_000;
/// Below this likeness a line is none of the six headings.
const ALIKE: f32 = 0.6;

/// The headings of the first level in reading order.
pub fn find(document: &Document, lines: &Lines) -> Vec<Heading> {
    let mut candidates: Vec<(Heading, [f32; 6])> =
        (0..document.items.len()).filter_map(|item| candidate(document, lines.get(item), item)).collect();
    candidates.truncate(MOST_HEADINGS);
    drop_table_of_contents(&mut candidates);
    drop_other_levels(&mut candidates);
    for (at, number) in best_order(&candidates) {
        candidates[at].0.kind = HeadingKind::Section(number);
    }
    settle_the_rest(&mut candidates);
    candidates.into_iter().map(|(heading, _)| heading).collect()
}

/// Whether item number `item`, whose folded text is `folded`, may be a heading of the first level.
pub fn may_be_heading(document: &Document, folded: &str, item: usize) -> bool {
    candidate(document, folded, item).is_some()
}

/// A line that may be a heading of the first level, with its likeness to each of the six.
fn candidate(document: &Document, folded: &str, item: usize) -> Option<(Heading, [f32; 6])> {
    let (paragraph, text) = document.paragraph(item)?;
    let length = folded.chars().count();
    if length > LONGEST_HEADING || folded.ends_with(['。', '；', '，']) && length > 20 || is_label_of_requests(folded)
    {
        return None;
    }
    let ordinal = Ordinal::parse(text);
    // 1、总体情况 is a heading with the wrong kind of ordinal; （一） and 1. before anything else are of other levels.
    let other_level = ordinal.as_ref().is_some_and(|ordinal| ordinal.level != Level::First);
    if other_level && ordinal.as_ref().is_some_and(|ordinal| ordinal.level != Level::Third) {
        return None;
    }
    let start = ordinal.as_ref().map_or(0, |ordinal| ordinal.range.end);
    let words = trim_words(text, start);
    let chars: Vec<char> = fold(&text[words.clone()]).chars().collect();
    let mut scores = [0.0; 6];
    for (score, section) in scores.iter_mut().zip(1..) {
        *score = section_likeness(&chars, section);
        if ordinal.as_ref().is_some_and(|ordinal| ordinal.number as usize == section) && *score >= ALIKE {
            *score += 0.1;
        }
    }
    let best = scores.iter().copied().fold(0.0, f32::max);
    let caption = folded.starts_with('表') || folded.starts_with('附');
    let enough = match (&ordinal, paragraph.heading) {
        (Some(_), _) if other_level => best >= 0.95,
        (Some(_), _) => true,
        (None, Some(_)) => best >= 0.75 && !caption,
        // 没有其他需要报告的事项。 wrapped by a page's width: a sentence's end is no heading.
        (None, None) => best >= 0.95 && !caption && !folded.ends_with('。'),
    };
    enough.then(|| {
        let heading = Heading {
            item: item as u32,
            span: document.whole(paragraph.block),
            ordinal: ordinal.map(|ordinal| match other_level {
                false => (Span::new(paragraph.block, ordinal.numeral), ordinal.number),
                true => (Span::new(paragraph.block, ordinal.range), 0),
            }),
            words: Span::new(paragraph.block, words),
            level: paragraph.heading,
            kind: HeadingKind::Other,
        };
        (heading, scores)
    })
}

/// 表三 has ordinals of the first level of its own.
fn is_label_of_requests(folded: &str) -> bool {
    ["一、本年新收", "二、上年结转", "三、本年", "四、结转下"].iter().any(|label| folded.starts_with(label))
}

/// The words of a heading: from `start`, without white space and marks at the end.
fn trim_words(text: &str, start: usize) -> Range<usize> {
    let rest = &text[start..];
    let from = start + rest.len() - rest.trim_start().len();
    // In a table of contents dots and a page number follow.
    let leaders = |mark: char| mark.is_whitespace() || mark.is_ascii_digit() || "。：:；.…·-—（）()".contains(mark);
    let words = text[from..].trim_end_matches(leaders);
    from..from + words.len()
}

/// How alike the words of a heading are to those of section `number`: by characters, or by the words that tell it.
fn section_likeness(words: &[char], number: usize) -> f32 {
    let official: Vec<char> = SECTIONS[number - 1].chars().collect();
    let by_characters = likeness(words, &official);
    let text: String = words.iter().collect();
    let has = |part: &str| text.contains(part);
    let told = match number {
        1 => has("总体情况") || has("概述") || has("总体概况"),
        2 => (text.starts_with("主动公开") || text.starts_with("行政机关主动公开")) && has("情况"),
        3 => has("收到") && has("处理") || (has("依申请公开") || has("申请")) && has("情况") && !has("复议"),
        4 => has("复议") && has("诉讼"),
        5 => has("问题") && (has("改进") || has("措施") || has("整改") || has("打算")),
        _ => has("其他") && (has("报告") || has("事项")) || has("需要报告的事项"),
    };
    if told { by_characters.max(0.7) } else { by_characters }
}

/// Drops lines such as 2.主动公开信息情况 where 二、主动公开政府信息情况 stands, too: they are of another level.
fn drop_other_levels(candidates: &mut Vec<(Heading, [f32; 6])>) {
    let own = |heading: &Heading| heading.ordinal.is_some_and(|(_, number)| number > 0);
    let section = |scores: &[f32; 6]| (0..6).find(|&section| scores[section] >= 0.9);
    let found: Vec<usize> =
        candidates.iter().filter(|(heading, _)| own(heading)).filter_map(|(_, scores)| section(scores)).collect();
    candidates.retain(|(heading, scores)| {
        heading.ordinal.is_none() || own(heading) || section(scores).is_none_or(|section| !found.contains(&section))
    });
}

/// Drops a table of contents: four or more headings with nothing between them, whose words come again later.
fn drop_table_of_contents(candidates: &mut Vec<(Heading, [f32; 6])>) {
    let section = |at: usize| (0..6).find(|&section| candidates[at].1[section] >= 0.9);
    let mut start = 0;
    while start < candidates.len() {
        let mut seen = Vec::new();
        let mut end = start;
        while end < candidates.len()
            && (end == start || candidates[end].0.item == candidates[end - 1].0.item + 1)
            && !section(end).is_some_and(|section| seen.contains(&section))
        {
            seen.extend(section(end));
            end += 1;
        }
        let again = (end..candidates.len()).filter_map(section).filter(|section| seen.contains(section)).count();
        if end - start >= 4 && again >= 3 {
            candidates.drain(start..end);
            return;
        }
        start = end;
    }
}

/// The choice of headings, in the order of the sections, whose likeness is greatest in sum: (candidate, section).
fn best_order(candidates: &[(Heading, [f32; 6])]) -> Vec<(usize, usize)> {
    // best[s] = the best sum with sections up to s among the candidates so far, and the choice that gives it.
    let mut best: [(f32, Vec<(usize, usize)>); 7] = Default::default();
    for (at, (_, scores)) in candidates.iter().enumerate() {
        for section in (1..=6).rev() {
            let score = scores[section - 1];
            if score < ALIKE {
                continue;
            }
            let with = best[section - 1].0 + score;
            if with > best[section].0 {
                let mut choice = best[section - 1].1.clone();
                choice.push((at, section));
                best[section] = (with, choice);
            }
        }
        for section in 1..=6 {
            if best[section - 1].0 > best[section].0 {
                best[section] = best[section - 1].clone();
            }
        }
    }
    best[6].1.clone()
}

/// What the headings are that no section took.
fn settle_the_rest(candidates: &mut [(Heading, [f32; 6])]) {
    let mut taken: Vec<usize> = candidates
        .iter()
        .filter_map(|(heading, _)| match heading.kind {
            HeadingKind::Section(number) => Some(number),
            _ => None,
        })
        .collect();
    for (heading, scores) in candidates {
        if heading.kind != HeadingKind::Other {
            continue;
        }
        let Some(number) = (1..=6).find(|&number| scores[number - 1] >= 0.9) else { continue };
        heading.kind = if taken.contains(&number) {
            HeadingKind::Repeated(number)
        } else {
            taken.push(number);
            HeadingKind::Misplaced(number)
        };
    }
}
