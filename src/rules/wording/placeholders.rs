//! W-22: blanks of a model text that nobody filled.

use super::pattern::is_edge;
use super::show::around;
use crate::check::{Finding, Severity};
use crate::prose::{Part, Passage, is_han};
use crate::report::Report;
use crate::rules::signs::{BLANKS_BEGIN, Sought};
use crate::rules::{PRACTICE, Rule};
use crate::text::{Span, Words};
use std::ops::Range;

/// No blank of a model is left.
pub static PLACEHOLDER: Rule = Rule {
    id: "placeholder-text",
    code: "W-22",
    title: "占位文字",
    severity: Severity::Error,
    basis: PRACTICE,
    what: "标题和正文里有没有“XX件”“××局”“某某镇”“____”“待补充”“（此处填写……）”“（单位名称）”一类没有填写的占位文字，前言里的联系方式后面是否空着。",
    why: "占位文字说明套用了模板而没有填完，不能公开。",
    how: "填上实际内容，不需要的整句删去。",
    right: examples![
        "申请人张某某要求公开信息。",
        "申请人李××提出申请。",
        "网址：http://www.example.gov.cn/xxgk/2023。"
    ],
    wrong: examples![
        "全年收到申请XX件。",
        "××局主动公开信息。",
        "主动公开信息____条。",
        "工作亮点待补充。",
        "标题：（单位名称）2024年政府信息公开工作年度报告"
    ],
    by_default: true,
    check: |context, findings| {
        const MOST: usize = 20;
        let mut found: Vec<(Span, String)> = Vec::new();
        for (span, text) in title(context.report) {
            static WORDS: Words = Words::new(BLANKS_BEGIN);
            let blanks = blanks(text, WORDS.matches(text).map(|(at, _)| at));
            found.extend(blanks.map(|range| (Span::new(span.block, range.clone()), text[range].to_owned())));
        }
        let mut first_around = found.first().map(|(_, blank)| blank.clone());
        let mut seen = context.seen(Sought::Blank).peekable();
        for (index, passage) in context.prose.passages.iter().enumerate() {
            let here = std::iter::from_fn(|| seen.next_if(|seen| seen.passage == index)).map(|seen| seen.at);
            for range in empty_contact(passage).into_iter().chain(blanks(passage.text(), here)) {
                first_around.get_or_insert_with(|| around(passage, range.clone()));
                found.push((passage.span(range.clone()), passage.text()[range].to_owned()));
            }
        }
        let (Some((_, blank)), Some(around)) = (found.first(), first_around) else { return };
        let more = if found.len() > 1 { format!("，共 {} 处", found.len()) } else { String::new() };
        let message = format!("“{around}”有未填写的占位文字“{blank}”{more}，请填写或删去。");
        findings.push(
            Finding::new(&PLACEHOLDER, message).at_all(found.iter().take(MOST).map(|(span, _)| context.span(*span))),
        );
    },
};

/// The lines of the title.
fn title(report: &Report) -> impl Iterator<Item = (Span, &str)> {
    let items = report.outline.title.as_ref().map(|title| title.items.clone());
    items.into_iter().flatten().filter_map(|item| {
        let (paragraph, text) = report.document.paragraph(item as usize)?;
        Some((report.document.whole(paragraph.block), text))
    })
}

/// The blanks in `text`, in which such words stand at the bytes `begin`.
fn blanks(text: &str, begin: impl Iterator<Item = usize>) -> impl Iterator<Item = Range<usize>> {
    let mut end = 0;
    begin.filter_map(move |start| {
        if start < end {
            return None;
        }
        let (range, is_blank) = blank(text, start);
        end = range.end;
        is_blank.then_some(range)
    })
}

/// Blanks told in words.
const PHRASES: [&str; 9] =
    ["待补充", "待填写", "待完善数据", "待核实", "待填报", "此处填写", "此处填报", "此处插入", "此处补充"];
/// Offices and places of no name.
const NAMES: [&str; 12] = [
    "某某局",
    "某某镇",
    "某某乡",
    "某某街道",
    "某某县",
    "某某区",
    "某某市",
    "某某单位",
    "某某部门",
    "某某委",
    "某某厅",
    "某某年",
];
/// Blanks told in brackets.
const IN_BRACKETS: [&str; 6] =
    ["（单位名称）", "(单位名称)", "（机关名称）", "(机关名称)", "（行政机关名称）", "(行政机关名称)"];

/// What begins at byte `start` of `text`, and whether it is a blank to be filled.
fn blank(text: &str, start: usize) -> (Range<usize>, bool) {
    let rest = &text[start..];
    let first = rest.chars().next().unwrap_or(' ');
    let phrase = |phrases: &[&str]| phrases.iter().find(|phrase| rest.starts_with(**phrase)).map(|phrase| phrase.len());
    match first {
        '（' | '(' => match phrase(&IN_BRACKETS) {
            Some(length) => (start..start + length, true),
            None => (start..start + first.len_utf8(), false),
        },
        '待' | '此' => match phrase(&PHRASES) {
            // 有待核实 and 待核实后 are told of work.
            Some(length) => {
                let range = start..start + length;
                let (before, behind) = (&text[..start], &text[range.end..]);
                let alone =
                    behind.chars().next().is_none_or(is_edge) && !before.ends_with(['有', '尚', '亟', '仍', '还']);
                (range, alone || first == '此')
            }
            None => (start..start + first.len_utf8(), false),
        },
        '某' => match phrase(&NAMES) {
            // 张某某区 cannot be told; a name before it makes it a person.
            Some(length) => {
                // 接受某某局检查: between a verb and an office's kind stands no person.
                let before = &text[..start];
                let verb = words![
                    "接受", "由", "向", "经", "赴", "对", "与", "和", "在", "到", "为", "被", "报", "从", "是", "将",
                    "把", "请", "及"
                ];
                (start..start + length, before.chars().next_back().is_none_or(is_edge) || verb.end(before).is_some())
            }
            None => (start..start + rest.len() - rest.trim_start_matches('某').len(), false),
        },
        _ => {
            let end = start + rest.len() - rest.trim_start_matches(|other| same(first, other)).len();
            let count = text[start..end].chars().count();
            let before = text[..start].chars().next_back();
            let behind = text[end..].chars().next();
            let among_words = !before.is_some_and(|before| before.is_ascii_alphanumeric() || "/.@-_".contains(before))
                && !behind.is_some_and(|behind| behind.is_ascii_alphanumeric() || "/.@-_".contains(behind));
            let counts =
                behind.is_some_and(|behind| "年月日件条项个次人份万元局镇乡街区县市省号篇期场家%".contains(behind));
            let rule = count >= 3 && (before.is_some_and(is_han) || behind.is_some_and(is_han));
            let lines = first == '_';
            // 电话：XXXX
            let alone = count >= 3 && before == Some('：') && behind.is_none_or(is_edge) && !lines;
            (
                start..end,
                among_words
                    && (alone || count >= 2 && counts && !lines || rule && (lines || is_han_both(before, behind))),
            )
        }
    }
}

fn same(first: char, other: char) -> bool {
    match first {
        'X' | 'x' | '×' => matches!(other, 'X' | 'x' | '×'),
        '*' | '＊' => matches!(other, '*' | '＊'),
        _ => first == other,
    }
}

fn is_han_both(before: Option<char>, behind: Option<char>) -> bool {
    before.is_some_and(is_han) && behind.is_some_and(is_han)
}

/// A name of a contact in the preface with nothing behind it.
fn empty_contact(passage: &Passage) -> Option<Range<usize>> {
    const CONTACTS: [&str; 8] = ["联系电话", "电话", "联系地址", "地址", "邮编", "邮政编码", "电子邮箱", "传真"];
    if passage.part != Part::Preface {
        return None;
    }
    let text = passage.text();
    text.match_indices('：').find_map(|(at, mark)| {
        let contact = CONTACTS.iter().find(|contact| text[..at].ends_with(**contact))?;
        let next = text[at + mark.len()..].chars().next()?;
        matches!(next, '，' | '；' | '。' | '）' | '、').then(|| at - contact.len()..at + mark.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_blank_begins_with_a_sign() {
        for blank in PHRASES.iter().chain(&NAMES).chain(&IN_BRACKETS) {
            assert!(BLANKS_BEGIN.iter().any(|sign| blank.starts_with(sign)), "{blank}");
        }
    }
}
