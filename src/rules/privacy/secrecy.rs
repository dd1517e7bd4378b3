//! P-07: marks of secrecy.

use crate::check::{Finding, Severity};
use crate::report::Role;
use crate::rules::Rule;
use crate::rules::signs::{Sign, Sought};
use crate::text::Span;

/// No mark of secrecy.
pub static MARK: Rule = Rule {
    id: "secrecy-mark",
    code: "P-07",
    title: "密级标志",
    severity: Severity::Error,
    basis: "《中华人民共和国政府信息公开条例》第十四条、第十七条",
    what: "文中有没有“秘密★”“机密★5年”一类密级标志，或“内部资料，不得外传”的字样。",
    why: "带密级标志的内容不得公开，出现标志说明可能夹带了涉密文件。",
    how: "立即停止发布，送保密审查；误留的标志请删除。",
    right: examples!["属于国家秘密、商业秘密的不予公开，保守秘密20年来。"],
    wrong: examples!["机密★5年", "内部资料，不得外传。"],
    by_default: true,
    check: |context, findings| {
        const MOST: usize = 5;
        let signs = context.signs(Sought::Secret).filter(|sign| sign.role != Role::Outside);
        let found = signs.filter_map(|sign| {
            let end = mark_end(context.report.document.text(sign.block), sign)?;
            Some(Span::new(sign.block, sign.at..end))
        });
        findings.extend(found.take(MOST).map(|span| {
            let message = format!("文中有密级或内部标志“{}”，不得公开，请送保密审查。", context.quote(span));
            Finding::new(&MARK, message).at(context.span(span))
        }));
    },
};

/// Where the mark ends that begins with `sign` in `text`; `None` where the word is none.
fn mark_end(text: &str, sign: Sign) -> Option<usize> {
    let (before, rest) = (&text[..sign.at], &text[sign.at + sign.word.len()..]);
    let end = |rest: &str| text.len() - rest.len();
    if sign.word.starts_with("内部") {
        let behind = rest.strip_prefix(['，', '。', ',', '；', '、', ' ']).unwrap_or(rest);
        let forbids = words!["不得外传", "严禁外传", "请勿外传", "注意保密", "妥善保管，不得外传"];
        return forbids.begin(behind).map(|words| end(behind) + words.len());
    }
    match rest.trim_start().strip_prefix(['★', '☆']) {
        Some(behind) => Some(end(behind) + period(behind).unwrap_or(0)),
        None => period(rest).filter(|_| stands_alone(before)).map(|length| end(rest) + length),
    }
}

/// The bytes of a period such as 5年 or 长期 that ends a line or clause.
fn period(text: &str) -> Option<usize> {
    let start = text.len() - text.trim_start().len();
    let digits = text[start..].bytes().take_while(u8::is_ascii_digit).count();
    let unit = ["年", "个月"].iter().find(|unit| text[start + digits..].starts_with(**unit))?;
    let end = start + digits + unit.len();
    let ends = text[end..].chars().next().is_none_or(|next| !crate::prose::is_han(next));
    (digits > 0 && digits < 3 && ends).then_some(end)
}

/// Whether the word does not go on a sentence: 国家秘密, 保守秘密 do.
fn stands_alone(before: &str) -> bool {
    before.chars().next_back().is_none_or(|last| !crate::prose::is_han(last))
}
