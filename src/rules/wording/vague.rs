//! W-27, W-30: what a report is about, and whether it says something.

use super::lists::Lists;
use super::sentences::REPEATED_WORD;
use super::show::hits;
use crate::check::{Finding, Severity};
use crate::prose::{Part, Passage};
use crate::rules::{PRACTICE, Rule};
use crate::text::Span;

/// Places of a word that stands all over the text: one is enough to go to, all of them would hide the rest.
const SHOWN: usize = 3;
const MOST_PLACES: usize = 20;

/// The report is about 政府信息公开.
pub static SUBJECT: Rule = Rule {
    id: "subject-mixed",
    code: "W-27",
    title: "政务公开与政府信息公开混用",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "“一”和“五”里“政务公开”的次数是否达到“政府信息公开”的三倍（机构、文件名称不计）。",
    why: "年度报告报的是政府信息公开工作，政务公开的范围更宽，混用会偏离主题。",
    how: "说政府信息公开的地方改用“政府信息公开”。",
    right: examples!["政务公开专栏及时更新，政务公开领导小组定期研究。"],
    wrong: examples![
        "一：加强政务公开，推进政务公开，完善政务公开。\n一：拓宽政务公开，创新政务公开，规范政务公开，强化政务公开，深化政务公开，落实政务公开。"
    ],
    by_default: true,
    check: |context, findings| {
        const LEAST: usize = 6;
        let lists = Lists::get();
        let mut places: Vec<Span> = Vec::new();
        let mut other = 0;
        for hit in hits(SUBJECT.code, context) {
            let passage = &context.prose.passages[hit.passage];
            if !matches!(passage.part, Part::Section(1 | 5)) || in_title(passage.text(), hit.range.start) {
                continue;
            }
            match lists.entries[usize::from(hit.entry)].wrong {
                "政务公开" => places.push(passage.span(hit.range.clone())),
                _ => other += 1,
            }
        }
        if places.len() < LEAST || places.len() < 3 * other {
            return;
        }
        let message = format!(
            "报告主题为政府信息公开，“一”“五”中“政务公开”出现 {} 次，“政府信息公开”出现 {other} 次（机构、文件名称不计）。",
            places.len()
        );
        findings.push(
            Finding::new(&SUBJECT, message).at_all(places.into_iter().take(SHOWN).map(|span| context.span(span))),
        );
    },
};

/// The report says something.
pub static VAGUE: Rule = Rule {
    id: "vague-wording",
    code: "W-30",
    title: "空泛",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "没有数字的句子里“进一步”是否出现六次以上，“五”里是否两次以上“有待”而没有一个数字。",
    why: "只有套话没有事实，看不出做了什么、差在哪里。",
    how: "写出具体的事项、数量和时间。",
    right: examples!["进一步完善制度，进一步加强培训。"],
    wrong: examples![
        "五：公开范围有待进一步扩大，公开及时性有待进一步加强，群众参与度还不高，宣传力度还不够大。\n五：下一步，将扩大公开范围，及时公开信息。"
    ],
    by_default: true,
    check: |context, findings| {
        const MOST: usize = 6;
        let lists = Lists::get();
        let mut further: Vec<Span> = Vec::new();
        let mut wanting: Vec<Span> = Vec::new();
        // The sentence that was looked at last, and whether a figure stands in it.
        let mut last = (usize::MAX, 0..0, false);
        for hit in hits(REPEATED_WORD.code, context) {
            let passage = &context.prose.passages[hit.passage];
            match (lists.entries[usize::from(hit.entry)].wrong, passage.part) {
                ("进一步", Part::Section(_) | Part::Preface) => {
                    let sentence = passage.sentence_at(hit.range.start);
                    if (last.0, &last.1) != (hit.passage, &sentence) {
                        let has_figure = has_figure(passage.text().get(sentence.clone()).unwrap_or_default());
                        last = (hit.passage, sentence, has_figure);
                    }
                    if !last.2 {
                        further.push(passage.span(hit.range.clone()));
                    }
                }
                ("有待", Part::Section(5)) => wanting.push(passage.span(hit.range.clone())),
                _ => {}
            }
        }
        let bare = !context.prose.section(5).any(|passage| has_figure(without_ordinal(passage)));
        let is_wanting = wanting.len() >= 2 && bare;
        // A long report may say it more often.
        let length: usize = context.prose.written().map(|passage| passage.text().len() / 3).sum();
        let is_further = further.len() >= MOST.max(length / 250);
        if !is_wanting && !is_further {
            return;
        }
        let message = match (is_further, is_wanting) {
            (true, false) => format!("没有数字的句子里“进一步”出现 {} 次，建议写具体事实和数据。", further.len()),
            (false, _) => format!("“五”里“有待”出现 {} 次而没有一个数字，建议写具体事实和数据。", wanting.len()),
            _ => format!(
                "“进一步”出现 {} 次、“有待”出现 {} 次，相关的句子没有数字，建议写具体事实和数据。",
                further.len(),
                wanting.len()
            ),
        };
        let mut spans = if is_further { further } else { Vec::new() };
        spans.extend(if is_wanting { wanting } else { Vec::new() });
        spans.sort();
        findings.push(
            Finding::new(&VAGUE, message).at_all(spans.into_iter().take(MOST_PLACES).map(|span| context.span(span))),
        );
    },
};

fn has_figure(text: &str) -> bool {
    text.contains(|character: char| character.is_ascii_digit())
}

fn without_ordinal(passage: &Passage) -> &str {
    passage.text().trim_start_matches(|character: char| character.is_ascii_digit())
}

/// Whether the byte `at` lies between 《 and 》.
fn in_title(text: &str, at: usize) -> bool {
    const LONGEST_TITLE: usize = 240;
    let before = &text[text.floor_char_boundary(at.saturating_sub(LONGEST_TITLE))..at];
    before.rfind('《').is_some_and(|open| before.rfind('》').is_none_or(|close| close < open))
}
