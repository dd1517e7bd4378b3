//! W-18–W-20: brackets, quotes and title marks that come in pairs.

use super::show::around;
use super::survey::Mark;
use crate::check::{Context, Finding, Severity};
use crate::prose::Part;
use crate::rules::Rule;
use std::ops::Range;

const PUNCTUATION: &str = "GB/T 15834—2011《标点符号用法》";
/// More than this is one finding.
const MOST_SINGLE: usize = 3;
const MOST_PLACES: usize = 20;

/// More halves than this do not wait for their others.
const MOST_CARRIED: usize = 40;

/// What opens is closed.
pub static UNPAIRED: Rule = Rule {
    id: "bracket-unpaired",
    code: "W-18",
    title: "括号、书名号、引号不成对",
    severity: Severity::Warning,
    basis: PUNCTUATION,
    what: "括号、书名号、引号是否成对，引号的方向是否正确；被换行、换页断开的段落先接起来再看。",
    why: "少了一半，引用和说明的范围就不清楚。",
    how: "补上缺的一半，或删去多余的一半。",
    right: examples![
        "落实“三审三校”制度（含保密审查），依据《条例》公开。",
        "包括：1）公开目录；2）公开指南。",
        "落实\"三审三校\"制度。"
    ],
    wrong: examples!["依据《政府信息公开条例公开信息。", "落实“三审三校制度。", "公开信息267条（含解读12条。"],
    by_default: true,
    check: unpaired,
};

/// Titles within titles have single marks.
pub static NESTED: Rule = Rule {
    id: "title-mark-nested",
    code: "W-19",
    title: "书名号嵌套",
    severity: Severity::Info,
    basis: PUNCTUATION,
    what: "书名号里面再用书名号时，里面一层是否用了单书名号“〈〉”。",
    why: "标点符号用法规定，书名号里还要用书名号时，里面用单书名号。",
    how: "把里面一层的《》改为〈〉。",
    right: examples!["依据《关于印发〈公开办法〉的通知》办理。"],
    wrong: examples!["依据《关于印发《公开办法》的通知》办理。"],
    by_default: true,
    check: |context, findings| {
        let mut nested: Vec<&Mark> = Vec::new();
        for index in 0..context.prose.passages.len() {
            let marks = context.wording().marks_of(index);
            let is_title = |mark: &&Mark| matches!(mark.folded, '《' | '》');
            let mut depth = 0i32;
            let mut inner = Vec::new();
            for mark in marks.iter().filter(is_title) {
                depth += if mark.folded == '《' { 1 } else { -1 };
                if mark.folded == '《' && depth > 1 {
                    inner.push(mark);
                }
                if depth < 0 {
                    break;
                }
            }
            // Where they do not pair, that is what is told.
            if depth == 0 {
                nested.append(&mut inner);
            }
        }
        let Some(first) = nested.first() else { return };
        let passage = &context.prose.passages[first.passage];
        let shown = around(passage, first.at..first.at + first.folded.len_utf8());
        let more = if nested.len() > 1 { format!("，共 {} 处", nested.len()) } else { String::new() };
        findings.push(
            Finding::new(&NESTED, format!("书名号里面再用书名号应为“〈〉”：“{shown}”{more}。"))
                .at_all(nested.iter().take(MOST_PLACES).map(|mark| context.span(mark.span))),
        );
    },
};

/// No comma stands between titles or quotes.
pub static COMMA: Rule = Rule {
    id: "title-marks-comma",
    code: "W-20",
    title: "书名号之间用顿号",
    severity: Severity::Info,
    basis: PUNCTUATION,
    what: "相邻的书名号、引号之间是否用了顿号。",
    why: "标点符号用法规定，并列的书名号、引号之间通常不用顿号。",
    how: "删去顿号；中间有括注等其他成分的可以保留。",
    right: examples!["依据《甲办法》《乙办法》办理。"],
    wrong: examples!["依据《甲办法》、《乙办法》办理。"],
    by_default: false,
    check: |context, findings| {
        let mut places = Vec::new();
        for passage in context.prose.written() {
            for (at, joint) in passage.text().match_indices('、') {
                let text = passage.text();
                let (before, behind) = (&text[..at], &text[at + joint.len()..]);
                let quoted = before.ends_with('"') && behind.starts_with('"');
                if before.ends_with('》') && behind.starts_with('《') || quoted {
                    places.push(context.span(passage.span(at..at + joint.len())));
                }
            }
        }
        if !places.is_empty() {
            let message = format!("相邻的书名号或引号之间一般不用顿号，共 {} 处。", places.len());
            findings.push(Finding::new(&COMMA, message).at_all(places.into_iter().take(MOST_PLACES)));
        }
    },
};

/// A mark without its other half.
struct Lone<'a> {
    mark: &'a Mark,
    /// Whether it opens.
    opens: bool,
}

/// Marks that open and close, in their original form; straight quotes do both.
const PAIRS: [(char, char); 6] = [('（', '）'), ('《', '》'), ('〈', '〉'), ('〔', '〕'), ('「', '」'), ('『', '』')];

fn unpaired(context: &Context, findings: &mut Vec<Finding>) {
    let mut lone: Vec<Lone> = Vec::new();
    let mut turned: Vec<&Mark> = Vec::new();
    // What the passage before left open, where it did not end with a sentence.
    let mut carried: Range<usize> = 0..0;
    let mut part = None;
    for (index, passage) in context.prose.passages.iter().enumerate() {
        let marks = context.wording().marks_of(index);
        if part != Some(passage.part) {
            carried = lone.len()..lone.len();
        }
        part = Some(passage.part);
        let mut here = brackets(marks, passage.text());
        quotes(marks, &mut here, &mut turned);
        here.sort_by_key(|lone| lone.mark.at);
        // A paragraph that was cut goes on: its halves find each other.
        let closes = here.iter().any(|lone| !lone.opens);
        for at in carried.clone().rev().take(MOST_CARRIED).filter(|_| closes) {
            let close = here.iter().position(|other| {
                !other.opens && lone[at].opens && other_half(lone[at].mark) == Some(half(other.mark))
            });
            if let Some(close) = close {
                here.remove(close);
                lone.remove(at);
            }
        }
        let start = lone.len();
        // Beside the tables stand pieces of them, in any order: there any half may go with any other.
        let is_beside_table = matches!(passage.part, Part::Section(2..=4));
        let goes_on = is_beside_table || !passage.text().ends_with(['。', '！', '？', '；']);
        let start = if is_beside_table { carried.start.min(start) } else { start };
        lone.append(&mut here);
        carried = if goes_on { start..lone.len() } else { lone.len()..lone.len() };
    }
    let severity = if context.report.is_damaged() { Severity::Info } else { Severity::Warning };
    let groups: Vec<&[Lone]> = if lone.len() > MOST_SINGLE { vec![&lone[..]] } else { lone.chunks(1).collect() };
    for group in groups {
        let Some(first) = group.first() else { continue };
        let (side, missing) = if first.opens { ("左", "右") } else { ("右", "左") };
        let name = name(first.mark);
        let more = if group.len() > 1 {
            format!("（括号、引号等不成对共 {} 处）", group.len())
        } else {
            String::new()
        };
        let message = format!(
            "“{}”处的{side}{name}没有配对的{missing}{name}{more}，请核对{}。",
            shown(context, first.mark),
            context.damage_note()
        );
        let places = group.iter().take(MOST_PLACES).map(|lone| context.span(lone.mark.span));
        findings.push(Finding::new(&UNPAIRED, message).severity(severity).at_all(places));
    }
    if let Some(first) = turned.first() {
        let more = if turned.len() > 1 { format!("，共 {} 处", turned.len()) } else { String::new() };
        let message = format!("“{}”处的引号方向有误{more}，左引号用“ ，右引号用 ”。", shown(context, first));
        let right = if first.original == '“' { "”" } else { "“" };
        let finding = Finding::new(&UNPAIRED, message)
            .severity(Severity::Info)
            .at_all(turned.iter().take(MOST_PLACES).map(|mark| context.span(mark.span)));
        findings.push(if turned.len() == 1 { finding.fix(right) } else { finding });
    }
}

/// Brackets and title marks of one passage without their other halves.
fn brackets<'a>(marks: &'a [Mark], text: &str) -> Vec<Lone<'a>> {
    let mut lone = Vec::new();
    for (open, close) in PAIRS {
        let mut opened: Vec<&Mark> = Vec::new();
        for mark in marks.iter().filter(|mark| half(mark) == open || half(mark) == close) {
            if half(mark) == open {
                opened.push(mark);
            } else if opened.pop().is_none() && !(close == '）' && is_enumerator(&text[..mark.at])) {
                lone.push(Lone { mark, opens: false });
            }
        }
        lone.extend(opened.into_iter().map(|mark| Lone { mark, opens: true }));
    }
    lone
}

/// Quotes of one passage without their other halves, and those that look the wrong way.
fn quotes<'a>(marks: &'a [Mark], lone: &mut Vec<Lone<'a>>, turned: &mut Vec<&'a Mark>) {
    let quotes: Vec<&Mark> = marks.iter().filter(|mark| matches!(mark.original, '“' | '”' | '"' | '＂')).collect();
    let mut open: Option<&Mark> = None;
    let mut odd: Vec<Lone> = Vec::new();
    let mut wrong: Vec<&Mark> = Vec::new();
    for (at, &mark) in quotes.iter().enumerate() {
        let should_open = at % 2 == 0;
        if (mark.original == '“' && !should_open) || (mark.original == '”' && should_open) {
            wrong.push(mark);
        }
        match (mark.original, open) {
            ('“', Some(before)) => {
                odd.push(Lone { mark: before, opens: true });
                open = Some(mark);
            }
            ('”', None) => odd.push(Lone { mark, opens: false }),
            ('“', None) => open = Some(mark),
            ('”', Some(_)) => open = None,
            // A straight quote does what is wanted.
            (_, Some(_)) => open = None,
            (_, None) => open = Some(mark),
        }
    }
    odd.extend(open.map(|mark| Lone { mark, opens: true }));
    if quotes.len() % 2 == 1 {
        lone.append(&mut odd);
    } else if !odd.is_empty() {
        turned.append(&mut wrong);
    }
}

/// The form by which a mark finds its other half: folded for brackets, as printed for quotes.
fn half(mark: &Mark) -> char {
    if mark.folded == '"' { mark.original } else { mark.folded }
}

/// The other half of a mark that opens.
fn other_half(mark: &Mark) -> Option<char> {
    match half(mark) {
        '“' => Some('”'),
        open => PAIRS.iter().find(|(other, _)| *other == open).map(|&(_, close)| close),
    }
}

fn name(mark: &Mark) -> &'static str {
    match half(mark) {
        '（' | '）' => "括号",
        '《' | '》' => "书名号",
        '〈' | '〉' => "单书名号",
        '〔' | '〕' => "六角括号",
        _ => "引号",
    }
}

/// Whether `before` ends with what 1） a） 一） enumerate with.
fn is_enumerator(before: &str) -> bool {
    let stem = before.trim_end_matches(|character: char| {
        character.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(character)
    });
    let length = before[stem.len()..].chars().count();
    (1..=3).contains(&length) && stem.chars().next_back().is_none_or(super::pattern::is_edge)
}

fn shown(context: &Context, mark: &Mark) -> String {
    let passage = &context.prose.passages[mark.passage];
    around(passage, mark.at..mark.at + mark.folded.len_utf8())
}
