//! What a list found, told to the user.

use super::lists::{Entry, Lists};
use super::survey::Hit;
use crate::check::{Context, Finding, Severity};
use crate::prose::Passage;
use crate::rules::Rule;
use std::ops::Range;

/// Characters shown on each side of a fault.
const AROUND: usize = 8;
/// More hits of one line than this are one finding.
const MOST_SINGLE: usize = 3;
/// More places than this are not listed.
const MOST_PLACES: usize = 40;
/// A fragment longer than this is shown without its middle.
const LONGEST: usize = 22;

/// One wrong form that was found, once or several times.
pub struct Told<'a, 't> {
    /// The line of the list.
    pub entry: &'a Entry<'t>,
    /// The characters at fault, as they are quoted.
    pub fragment: String,
    /// The same with some characters on each side.
    pub around: String,
    /// How bad it is.
    pub severity: Severity,
}

impl Told<'_, '_> {
    /// 应为 where it is certain, else 疑为.
    pub fn verb(&self) -> &'static str {
        if self.severity == Severity::Error { "应为" } else { "疑为" }
    }

    /// “…”中的“…”疑为“…”, with the note of the list.
    pub fn replaced(&self) -> String {
        let note = if self.entry.note.is_empty() { String::new() } else { format!("（{}）", self.entry.note) };
        let Told { entry, around, .. } = self;
        if entry.is_certain() {
            format!("“{around}”中的“{}”{}“{}”{note}", entry.wrong, self.verb(), entry.right)
        } else {
            self.usage("用词有误")
        }
    }

    /// “…” and what is wrong with it: the note of the list, else `fault`; and the suggestion.
    pub fn usage(&self, fault: &str) -> String {
        let Told { entry, fragment, .. } = self;
        let fault = if entry.note.is_empty() { fault.to_owned() } else { format!("：{}", entry.note) };
        let advice = if entry.right.is_empty() { String::new() } else { format!("，可改为“{}”", entry.right) };
        format!("“{fragment}”{fault}{advice}")
    }
}

/// Adds what the lines of `rule` found; `tell` words it, without the full stop.
pub fn report(rule: &'static Rule, context: &Context, findings: &mut Vec<Finding>, tell: fn(&Told) -> String) {
    report_of(rule, Lists::get(), &hits(rule.code, context), context, findings, tell);
}

/// Adds `hits` of `lists` as what `rule` found.
pub fn report_of(
    rule: &'static Rule,
    lists: &Lists,
    hits: &[&Hit],
    context: &Context,
    findings: &mut Vec<Finding>,
    tell: fn(&Told) -> String,
) {
    let mut lines: Vec<u16> = hits.iter().map(|hit| hit.entry).collect();
    lines.sort_unstable();
    lines.dedup();
    for line in lines {
        let Some(entry) = lists.entries.get(usize::from(line)) else { continue };
        let of_line: Vec<&&Hit> = hits.iter().filter(|hit| hit.entry == line).collect();
        let single = of_line.len() <= MOST_SINGLE;
        let groups: Vec<&[&&Hit]> = if single { of_line.chunks(1).collect() } else { vec![&of_line[..]] };
        for group in groups {
            let Some(first) = group.first() else { continue };
            let passage = &context.prose.passages[first.passage];
            let told = Told {
                entry,
                fragment: shorten(&passage.text()[fault(first, entry)]),
                around: around(passage, fault(first, entry)),
                severity: entry.severity().unwrap_or(rule.severity),
            };
            let more = if group.len() > 1 { format!("，共 {} 处", group.len()) } else { String::new() };
            let mut finding = Finding::new(rule, format!("{}{more}。", tell(&told))).severity(told.severity);
            let spans = passage.spans(fault(first, entry));
            let whole = spans.len() == 1;
            finding = finding.at_all(spans.into_iter().map(|span| context.span(span)));
            let others = group.iter().skip(1).take(MOST_PLACES);
            let others = others.map(|hit| context.prose.passages[hit.passage].span(fault(hit, entry)));
            finding = finding.at_all(others.map(|span| context.span(span)));
            if single && whole && entry.is_certain() {
                let certain = told.severity == Severity::Error;
                finding = if certain { finding.fix(entry.right) } else { finding.suggest(entry.right) };
            }
            findings.push(finding);
        }
    }
}

/// The hits of the lines of one rule; of those that lie in each other the longest, of those at one place the first.
pub fn hits<'a>(code: &str, context: &'a Context) -> Vec<&'a Hit> {
    let lists = Lists::get();
    let of_rule = |hit: &&Hit| lists.entries.get(usize::from(hit.entry)).is_some_and(|entry| entry.code == code);
    outermost(context.wording().hits.iter().filter(of_rule))
}

/// Of hits in reading order that lie in each other the longest, of those at one place the first.
pub fn outermost<'a>(all: impl Iterator<Item = &'a Hit>) -> Vec<&'a Hit> {
    let mut hits: Vec<&Hit> = Vec::new();
    for hit in all {
        // In reading order a hit lies in the one before it or in none.
        let inside = hits.last().is_some_and(|last: &&Hit| {
            last.passage == hit.passage && last.range.start <= hit.range.start && hit.range.end <= last.range.end
        });
        if !inside {
            hits.push(hit);
        }
    }
    hits
}

/// The characters of a hit that are at fault.
pub fn fault(hit: &Hit, entry: &Entry) -> Range<usize> {
    let start = if entry.wide()[0] { hit.extent.start } else { hit.range.start };
    let end = if entry.wide()[1] { hit.extent.end } else { hit.range.end };
    start..end
}

/// `range` with some characters on each side, numbers not cut, quotes left out.
pub fn around(passage: &Passage, range: Range<usize>) -> String {
    let text = passage.text();
    let (before, behind) = (&text[..range.start], &text[range.end..]);
    let start = before.char_indices().rev().take(AROUND).last().map_or(before.len(), |(at, _)| at);
    let end = behind.char_indices().nth(AROUND).map_or(behind.len(), |(at, _)| at);
    let (left, right) = (&before[start..], &behind[..end]);
    let cut = before[..start].ends_with(|character: char| character.is_ascii_alphanumeric());
    let left = if cut { left.trim_start_matches(|character: char| character.is_ascii_alphanumeric()) } else { left };
    let cut = behind[end..].starts_with(|character: char| character.is_ascii_alphanumeric());
    let right = if cut { right.trim_end_matches(|character: char| character.is_ascii_alphanumeric()) } else { right };
    let dots = |cut: bool| if cut { "…" } else { "" };
    let shown = format!("{}{left}{}{right}{}", dots(start > 0), &text[range], dots(end < behind.len()));
    shown.replace('"', "")
}

/// `fragment`, without its middle if it is long, without quotes.
pub fn shorten(fragment: &str) -> String {
    let characters: Vec<char> = fragment.chars().filter(|&character| character != '"').collect();
    if characters.len() <= LONGEST {
        return characters.into_iter().collect();
    }
    let side = LONGEST / 2 - 1;
    let (head, tail) = (&characters[..side], &characters[characters.len() - side..]);
    head.iter().chain(&['…', '…']).chain(tail).collect()
}

/// Whether one of `hits`, in reading order, lies over `range` of passage number `passage`.
pub fn covers(hits: &[&Hit], passage: usize, range: &Range<usize>) -> bool {
    let before = |hit: &&Hit| (hit.passage, hit.range.end) <= (passage, range.start);
    hits.get(hits.partition_point(before)).is_some_and(|hit| hit.passage == passage && hit.range.start < range.end)
}
