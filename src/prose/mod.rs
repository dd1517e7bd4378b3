//! The running text of a report, read once for all rules: folded, put together where lines were broken, cut into
//! sentences, with the way back to the characters on the paper.

mod amounts;
mod cues;
mod facts;
pub mod likeness;
mod passage;
mod stock;

pub use amounts::{Amount, Date};
pub use facts::{Applicant, Counted, Court, Decision, Fact, Outcome};
pub use passage::{Mark, Part, Passage};

use crate::document::Paragraph;
use crate::report::{Report, Role};
use crate::standard::form::BALANCE_NOTE;
use crate::text::fold::fold_char;
use crate::text::{Ordinal, Span, Words, fold};

/// The running text of a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prose {
    /// The paragraphs in reading order, those that were cut by mere line ends put together again.
    pub passages: Vec<Passage>,
    /// Where a paragraph was cut in two though a paragraph's end stands there: its end, and the beginning of the rest.
    pub cuts: Vec<(Span, Span)>,
    /// What the sentences say in numbers, in reading order.
    pub facts: Vec<Fact>,
    /// For each passage how many facts are told in it and before it.
    fact_ends: Vec<usize>,
}

impl Prose {
    /// Reads the text of `report`: title, preface, headings, sections and signature; not the tables, and nothing of the
    /// web page around it.
    pub fn of(report: &Report) -> Self {
        let mut prose = Prose::default();
        let mut before: Option<(usize, Part)> = None;
        for (item, role) in report.outline.roles.iter().enumerate() {
            let (Some((paragraph, text)), Some(part)) = (report.document.paragraph(item), part(report, item, *role))
            else {
                before = None;
                continue;
            };
            for (at, line) in lines(text) {
                let joint = before.filter(|&(_, other)| other == part).map_or(Joint::None, |(_, _)| {
                    let last = prose.passages.last().map_or("", Passage::text);
                    joint(last, line, paragraph, at > 0)
                });
                match (joint, prose.passages.last_mut()) {
                    (Joint::Line, Some(passage)) => passage.push(paragraph.block, at, line),
                    (Joint::Cut, Some(passage)) => {
                        prose.cuts.push((passage.tail(8), head(paragraph.block, at, line, 8)));
                        passage.push(paragraph.block, at, line);
                    }
                    _ => {
                        let mut passage = Passage::new(part, item as u32);
                        passage.push(paragraph.block, at, line);
                        prose.passages.push(passage);
                    }
                }
                before = Some((item, part));
            }
        }
        prose.passages.retain(|passage| !passage.text().is_empty());
        prose.passages.iter_mut().for_each(Passage::analyse);
        prose.facts = facts::find(&prose.passages, report.year());
        prose.facts.sort_by_key(|fact| (fact.passage, fact.range.start));
        let mut told = prose.facts.iter().peekable();
        let mut end = 0;
        for passage in 0..prose.passages.len() {
            end += std::iter::from_fn(|| told.next_if(|fact| fact.passage == passage)).count();
            prose.fact_ends.push(end);
        }
        prose
    }

    /// The fact that is told by the number at byte `start` of passage number `passage`.
    pub fn fact_at(&self, passage: usize, start: usize) -> Option<&Fact> {
        let first = passage.checked_sub(1).map_or(0, |before| self.fact_ends[before]);
        let told = &self.facts[first..self.fact_ends[passage]];
        told.get(told.partition_point(|fact| fact.range.start < start)).filter(|fact| fact.range.start == start)
    }

    /// The passages of section `number` (1 to 6), without headings.
    pub fn section(&self, number: usize) -> impl Iterator<Item = &Passage> {
        self.passages.iter().filter(move |passage| passage.part == Part::Section(number))
    }

    /// The passages of sections and preface: what the author wrote as sentences.
    pub fn written(&self) -> impl Iterator<Item = &Passage> {
        self.passages.iter().filter(|passage| passage.is_written())
    }
}

/// The part of the report that an item belongs to; `None` for tables and what is no part of it.
fn part(report: &Report, item: usize, role: Role) -> Option<Part> {
    Some(match role {
        Role::Title => Part::Title,
        Role::Preface => Part::Preface,
        Role::Heading => Part::Heading(report.outline.section_of_item(item)),
        // The head of 表三, which a copy leaves in lines of its own.
        Role::Body(2..=4) if is_of_balance_note(report.document.paragraph(item)?.1) => return None,
        Role::Body(number) => Part::Section(number),
        Role::Signature => Part::Signature,
        Role::Outside | Role::Table(_) => return None,
    })
}

/// Whether a line is a piece of 本列数据的勾稽关系为……, which stands in the head of 表三.
pub fn is_of_balance_note(text: &str) -> bool {
    let text = fold(text);
    text.contains("勾稽关系") || text.chars().count() >= 2 && fold(BALANCE_NOTE).contains(&text)
}

/// The lines of a block, each with the byte at which it begins.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        (start, line)
    })
}

/// How a line hangs together with the one before it.
#[derive(PartialEq)]
enum Joint {
    /// It begins a paragraph.
    None,
    /// It goes on after a mere line end.
    Line,
    /// It goes on although a paragraph ended.
    Cut,
}

/// Shorter lines than this are not cut by the width of a page.
const SHORTEST_LINE: usize = 16;
/// Shorter paragraphs than this may stand alone without a mark at their end.
const SHORTEST_PARAGRAPH: usize = 30;
/// Longer lines with a comma are no headings.
const LONGEST_HEADING: usize = 28;

/// Words that begin a paragraph: before them a mark is missing rather than a paragraph cut.
static BEGINNINGS: Words = Words::new(&[
    "下一步",
    "下步",
    "改进",
    "针对",
    "为此",
    "全年",
    "今年",
    "本年",
    "同时",
    "此外",
    "另外",
    "一是",
    "主要",
    "我",
    "本",
    "存在",
    "当前",
    "截至",
    "今后",
    "20",
    "联系",
    "地址",
    "电话",
    "特此",
    "附",
]);

fn joint(last: &str, line: &str, paragraph: &Paragraph, within: bool) -> Joint {
    let (Some(end), Some(first)) = (last.chars().next_back(), line.trim_start().chars().next()) else {
        return Joint::None;
    };
    let begins = Ordinal::parse(line).is_some() || begins_list(line) || paragraph.heading.is_some() || paragraph.listed;
    let ended = "。；：！？…".contains(end) || end == '"' && last.ends_with("。\"");
    if begins || ended {
        return Joint::None;
    }
    let length = last.chars().rev().take(SHORTEST_PARAGRAPH).count();
    if within || !paragraph.parted {
        return if length >= SHORTEST_LINE { Joint::Line } else { Joint::None };
    }
    // No paragraph begins with a mark, or with the rest of a number.
    if is_han(end) && "，。；、：".contains(fold_char(first).unwrap_or(' ')) {
        return Joint::Cut;
    }
    // A heading, however long, stands alone by right; a sentence that was going on does not.
    // 强化组织领导，完善工作机制 is one, too, where it is short and has no figures.
    let is_short =
        last.chars().count() <= LONGEST_HEADING && !last.contains(|character: char| character.is_ascii_digit());
    let is_heading =
        Ordinal::parse(last).is_some() && !last.contains(['。', '：', '；']) && (is_short || !last.contains('，'));
    let begun =
        last.contains(['，', '。', '；', '、', '：']) && !is_heading && BEGINNINGS.begin(line.trim_start()).is_none();
    let alike = is_han(end) && is_han(first) || end.is_ascii_digit() && first.is_ascii_digit();
    // What goes on to a full stop was no line of a list.
    let long = length >= SHORTEST_PARAGRAPH || line.trim_end().ends_with('。');
    if begun && alike && long { Joint::Cut } else { Joint::None }
}

fn head(block: u32, at: usize, line: &str, most: usize) -> Span {
    let start = line.len() - line.trim_start().len();
    let end = line[start..].char_indices().nth(most).map_or(line.len(), |(end, _)| start + end);
    Span::new(block, at + start..at + end)
}

/// Whether a character is one of the common Chinese ones.
pub fn is_han(character: char) -> bool {
    matches!(character, '\u{4E00}'..='\u{9FFF}')
}

/// 一是……, which begins an item.
fn begins_list(text: &str) -> bool {
    let mut chars = text.trim_start().chars();
    let (first, second) = (chars.next().unwrap_or(' '), chars.next().unwrap_or(' '));
    "一二三四五六七八九十首其第再".contains(first) && "是先次一二三四五".contains(second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Kind, read_text};
    use crate::report::recognise;

    fn texts(text: &str) -> Vec<String> {
        Prose::of(&recognise(read_text(text, Kind::Text))).section(1).map(|passage| passage.text().to_owned()).collect()
    }

    #[test]
    fn lines_of_a_page_are_put_together() {
        let text = "一、总体情况\n全年收到政府信息公开申请 34 件，上年结转政府信息公开\n申请 2 件，均已办结。\n二是公开目录调整。\n（一）机构\n甲乙丙。";
        assert_eq!(
            texts(text),
            [
                "全年收到政府信息公开申请34件，上年结转政府信息公开申请2件，均已办结。",
                "二是公开目录调整。",
                "（一）机构",
                "甲乙丙。"
            ]
        );
    }

    #[test]
    fn a_heading_with_a_comma_is_not_cut() {
        let text =
            "一、总体情况\n\n（一）强化组织领导，完善工作机制\n\n完善充实了工作力量，明确由办公室负责日常工作。\n";
        assert_eq!(texts(text).len(), 2);
    }

    #[test]
    fn a_paragraph_that_was_cut_is_one_passage() {
        let text = "一、总体情况\n\n办事处进一步加强专区建设，方便群众，做好热线工作，公开政策咨询、监督投诉电\n\n话，并设专人接听。\n";
        let report = recognise(read_text(text, Kind::Text));
        let prose = Prose::of(&report);
        assert_eq!(prose.cuts.len(), 1);
        assert_eq!(report.document.quote(prose.cuts[0].1), "话，并设专人接听");
        assert!(prose.section(1).next().is_some_and(|passage| passage.text().contains("投诉电话，并")));
    }
}
