//! W-21: the numbers and the title by which official documents are cited.

use super::show::around;
use crate::check::{Context, Finding, Severity};
use crate::prose::Passage;
use crate::rules::Rule;
use crate::text::Span;
use crate::text::similar::difference;
use std::ops::Range;

/// Documents are cited right.
pub static NUMBER: Rule = Rule {
    id: "document-number",
    code: "W-21",
    title: "发文字号写法",
    severity: Severity::Warning,
    basis: "GB/T 9704—2012《党政机关公文格式》；审核惯例",
    what: "发文字号的年份是否用六角括号“〔〕”、序号前有没有多余的“第”“0”，统一格式通知的标题有没有引错。",
    why: "发文字号是文件的身份证，写错就查不到；六角括号在转换中也常常丢失。",
    how: "写作“国办公开办函〔2021〕30号”的样子；标题照原件抄录。",
    right: examples![
        "依据国办公开办函〔2021〕30号编制，国务院令第711号施行。",
        "依据《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》编制。",
        "（2023）苏08行终30号行政判决。",
        "依据市政府办《关于做好政府信息公开工作年度报告有关事项的通知》编制。"
    ],
    wrong: examples![
        "依据国办公开办函[2021]30号编制。",
        "依据国办公开办函（2021）30号编制。",
        "依据国办公开办函202130号编制。",
        "依据国办公开办函〔2021〕030号编制。",
        "依据《关于印发〈中华人民共和国政府信息公开年度报告格式〉的通知》编制。",
        "学习《中华人民共和国政府信息条例》。"
    ],
    by_default: true,
    check: |context, findings| {
        for (index, passage) in context.prose.passages.iter().enumerate() {
            let text = passage.text();
            for (at, _) in text.match_indices('号') {
                number(context, passage, at, findings);
            }
            titles(context, index, passage, findings);
        }
    },
};

/// The characters that a document's mark ends with, before the year.
const ENDINGS: &str = "发函规字通电办政";

fn number(context: &Context, passage: &Passage, sign: usize, findings: &mut Vec<Finding>) {
    let text = &passage.text()[..sign];
    let before = text.trim_end_matches(|character: char| character.is_ascii_digit());
    let digits = &text[before.len()..];
    if digits.is_empty() || digits.len() > 8 {
        return;
    }
    let end = sign + "号".len();
    let plain = digits.trim_start_matches('0');
    let (stem, ordinal) = before.strip_suffix('第').map_or((before, false), |stem| (stem, true));
    let mut tell = |range: Range<usize>, right: String, severity: Severity, fault: &str| {
        let shown = around(passage, range.clone());
        let message = format!("“{shown}”：{fault}，应写作“{right}”。");
        let finding = Finding::new(&NUMBER, message).severity(severity);
        let finding = finding.at_all(passage.spans(range).into_iter().map(|span| context.span(span)));
        findings.push(if finding.places.len() == 1 { finding.fix(right) } else { finding });
    };
    // The year in brackets at the end of `inner`, and what stands before the bracket.
    let year = |inner: &'_ str, open: char| -> Option<(usize, String)> {
        let found = inner.get(inner.len().checked_sub(4)?..)?;
        let start = inner[..inner.len() - 4].strip_suffix(open)?.len();
        found.bytes().all(|byte| byte.is_ascii_digit()).then(|| (start, found.to_owned()))
    };
    if let Some(inner) = stem.strip_suffix('〕')
        && let Some((start, found)) = year(inner, '〔')
    {
        let right = format!("〔{found}〕{plain}号");
        let printed = context.quote(first(passage, start, '〔'));
        if printed != "〔" {
            tell(start..end, right, NUMBER.severity, &format!("年份应放在六角括号里，现为“{printed}”"));
        } else if plain != digits {
            tell(start..end, right, NUMBER.severity, "序号前不编虚位“0”");
        } else if ordinal {
            tell(start..end, right, Severity::Info, "序号前不加“第”字");
        }
    } else if let Some(inner) = stem.strip_suffix('）')
        && let Some((start, found)) = year(inner, '（')
        && inner[..start].ends_with(|character: char| ENDINGS.contains(character))
    {
        let right = format!("〔{found}〕{plain}号");
        tell(start..end, right, NUMBER.severity, "年份应放在六角括号“〔〕”里");
    } else if (5..=7).contains(&digits.len())
        && digits.starts_with("20")
        && !ordinal
        && before.ends_with(|character: char| ENDINGS.contains(character))
        && (2000..2100).contains(&digits[..4].parse().unwrap_or(0))
        && before.chars().rev().nth(1).is_some_and(crate::prose::is_han)
    {
        let right = format!("〔{}〕{}号", &digits[..4], &digits[4..]);
        tell(before.len()..end, right, Severity::Info, "年份的六角括号丢失（也可能是转换所致）");
    }
}

/// Where the character at byte `at` stands on the paper.
fn first(passage: &Passage, at: usize, character: char) -> Span {
    passage.span(at..at + character.len_utf8())
}

/// The titles of both notices on the format and of the regulations, without brackets and quotes.
const TITLES: [&str; 4] = [
    "关于印发中华人民共和国政府信息公开工作年度报告格式的通知",
    "关于政府信息公开工作年度报告有关事项的通知",
    "中华人民共和国政府信息公开工作年度报告格式",
    "中华人民共和国政府信息公开条例",
];
/// More characters than this in difference are another document.
const MOST_DIFFERENT: usize = 3;

/// Titles that are nearly those.
fn titles(context: &Context, index: usize, passage: &Passage, findings: &mut Vec<Finding>) {
    let text = passage.text();
    for mark in passage.marks().iter().filter(|mark| mark.character == '《') {
        let Range { start: at, end: start } = mark.range();
        let Some(length) = closing(&text[start..]) else { continue };
        let written = &text[start..start + length];
        // A slip that stands in the lists is told by them.
        let is_listed = || {
            let range = start..start + length;
            context.wording().hits.iter().any(|hit| hit.passage == index && range.contains(&hit.range.start))
        };
        let is_regulations = written.starts_with("中华人民共和国") && written.ends_with("条例") && !is_listed();
        // 做好年度报告有关事项的通知 may be a notice of the place itself; that of the State Council's office is named so.
        let sentence = &text[passage.sentence_at(at)];
        let is_notice = written.contains("年度报告格式")
            || written.contains("年度报告有关事项") && words!["国务院办公厅", "国办"].is_in(sentence);
        if !is_regulations && !is_notice {
            continue;
        }
        let plain: String = written
            .chars()
            .filter(|character| !"《》〈〉<>\"".contains(*character))
            .collect::<String>()
            .replace("（试行）", "");
        let named = plain.find("关于").map_or(plain.as_str(), |at| &plain[at..]);
        let named: Vec<char> = named.chars().collect();
        let near = TITLES.iter().find_map(|title| {
            let title: Vec<char> = title.chars().collect();
            let (from, to) = difference(&named, &title)?;
            let text = |part: &[char]| part.iter().collect::<String>();
            (from.len().max(to.len()) <= MOST_DIFFERENT).then(|| (text(&title), text(from), text(to)))
        });
        let right = TITLES.iter().any(|title| title.chars().eq(named.iter().copied()));
        let Some((title, from, to)) = near.filter(|_| !right) else { continue };
        let fault = match (from.is_empty(), to.is_empty()) {
            (true, _) => format!("少了“{to}”"),
            (_, true) => format!("多了“{from}”"),
            _ => format!("“{from}”应为“{to}”"),
        };
        let message = format!("引用的文件标题{fault}，原题为“{title}”，请对照原件核对。");
        let places = passage.spans(start..start + length).into_iter().map(|span| context.span(span));
        findings.push(Finding::new(&NUMBER, message).at_all(places));
    }
}

/// Where the title ends that begins at the beginning of `text`.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 1;
    for (at, character) in text.char_indices().take(120) {
        match character {
            '《' => depth += 1,
            '》' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}
