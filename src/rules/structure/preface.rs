//! S26: a preface that names the parts names all six.

use crate::check::{Finding, Severity};
use crate::report::Role;
use crate::rules::Rule;
use crate::standard::heading;
use crate::text::{Folded, Span};

/// A preface that names the parts names all six.
pub static PARTS: Rule = Rule {
    id: "preface-parts",
    code: "S26",
    title: "前言所列部分不全",
    severity: Severity::Warning,
    basis: "审核惯例",
    what: "前言说报告“由六部分组成”并逐一列出时，是否列全了六个部分，所说的数目是否为六。",
    why: "前言常沿用往年文字，漏列一个部分或沿用旧格式的部分名称，与正文对不上。",
    how: "把漏列的部分补上，或删去列举。",
    right: examples![
        "前言：本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分组成。"
    ],
    wrong: examples![
        "前言：本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、存在的主要问题及改进情况、其他需要报告的事项六个部分组成。"
    ],
    by_default: true,
    check: |context, findings| {
        for (item, role) in context.report.outline.roles.iter().enumerate() {
            if *role != Role::Preface {
                continue;
            }
            let Some((paragraph, text)) = context.report.document.paragraph(item) else { continue };
            let folded = Folded::new(text);
            let flat: String = folded.chars.iter().collect();
            let claimed = claimed(&flat);
            let mut named: Vec<bool> = KEYS.iter().map(|keys| keys.iter().any(|key| flat.contains(key))).collect();
            // ……、其他共六部分.
            named[5] |= claimed.as_ref().is_some_and(|(_, at)| {
                let list: String = flat.chars().take(at.start).collect();
                let list = list.trim_end_matches(['共', '计', '等', '这', '，', '、']);
                list.ends_with("其他") || list.ends_with("其它")
            }) || words!["、其他。", "，其他。", "和其他。", "、其它。"].is_in(&flat);
            let count = named.iter().filter(|named| **named).count();
            // Two or three of the words occur in any preface; a list has more.
            let lists = words!["部分", "组成", "包括", "分为", "内容有"].is_in(&flat);
            if count < 4 || !lists || !flat.contains('、') && !flat.contains('，') {
                continue;
            }
            let missing: Vec<String> =
                (1..=6).filter(|&number| !named[number - 1]).map(|number| format!("“{}”", heading(number))).collect();
            // Without a number of parts the words may tell of the contents rather than name the parts.
            if claimed.is_none() && count < 5 {
                continue;
            }
            let message = match (missing.is_empty(), claimed.clone()) {
                (true, None | Some((6, _))) => continue,
                (true, Some((claimed, _))) if claimed > 6 => {
                    format!("前言称由 {claimed} 部分组成，比统一格式的六个部分多。")
                }
                (true, Some((claimed, _))) => format!("前言称由 {claimed} 部分组成，实际列出 6 个。"),
                // There may be parts of the office's own among them.
                (false, Some((claimed, _))) if claimed > 6 => {
                    format!("前言称由 {claimed} 部分组成，与统一格式的六个部分不同，没有{}。", missing.join("、"))
                }
                (false, Some((claimed, _))) if claimed as usize != count => {
                    format!("前言称由 {claimed} 部分组成，实际列出 {count} 个，缺{}。", missing.join("、"))
                }
                (false, Some(_)) => {
                    format!("前言只列出 {count} 个部分，缺{}（统一格式为六个部分）。", missing.join("、"))
                }
                (false, None) => format!("前言所列的部分中没有{}（统一格式为六个部分）。", missing.join("、")),
            };
            let span = match claimed.clone() {
                Some((_, at)) => Span::new(paragraph.block, folded.original(at)),
                None => context.report.document.whole(paragraph.block),
            };
            // 等内容 leaves the list open.
            let is_open =
                claimed.is_none() && words!["等部分", "等内容", "等方面", "等组成", "情况等", "事项等"].is_in(&flat);
            let severity = if is_open { Severity::Info } else { PARTS.severity };
            findings.push(Finding::new(&PARTS, message).severity(severity).at(context.span(span)));
        }
    },
};

/// Words that name each part in a running list.
const KEYS: [&[&str]; 6] = [
    &["总体情况", "概述", "总体概况"],
    &["主动公开政府信息", "主动公开"],
    &["收到和处理", "申请情况", "依申请公开"],
    &["行政复议", "行政诉讼", "复议、诉讼"],
    &["主要问题", "存在问题", "存在的问题", "存在不足", "存在的不足"],
    &["其他需要报告", "其他事项", "其它需要报告", "需要报告", "其他报告", "其他需报告"],
];

/// How many parts a preface says there are: 六部分, 6个部分; and the characters that say it.
fn claimed(flat: &str) -> Option<(u32, std::ops::Range<usize>)> {
    let chars: Vec<char> = flat.chars().collect();
    for at in 1..chars.len().saturating_sub(1) {
        if chars[at] != '部' || chars[at + 1] != '分' {
            continue;
        }
        let mut digit = at - 1;
        while digit > 0 && matches!(chars[digit], '个' | '大' | '等') {
            digit -= 1;
        }
        let number = "一二三四五六七八九".chars().position(|numeral| numeral == chars[digit]).map(|at| at as u32 + 1);
        let number = number.or_else(|| chars[digit].to_digit(10));
        if let Some(number) = number {
            return Some((number, digit..at + 2));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::PARTS;
    use crate::check::Severity;
    use crate::rules::testing::Sample;
    use crate::standard::Edition::E2021;

    #[test]
    fn parts() {
        let of = |preface: &str| Sample::filled(E2021).preface(preface).messages("preface-parts");
        let all = "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六部分组成。";
        assert!(of(all).is_empty());
        let five = all.replace("政府信息公开行政复议、行政诉讼情况、", "");
        assert_eq!(of(&five), ["前言称由 6 部分组成，实际列出 5 个，缺“四、政府信息公开行政复议、行政诉讼情况”。"]);
        assert_eq!(of(&all.replace('六', "五")), ["前言称由 5 部分组成，实际列出 6 个。"]);
        assert!(of("根据条例编制，主动公开信息，欢迎查阅。").is_empty());
        assert!(of(&all.replace("其他需要报告的事项", "其他报告的事项")).is_empty());
        assert!(of(&all.replace("其他需要报告的事项六部分", "其他共六部分")).is_empty());
        let open = |end: &str| {
            let preface = all.replace("、其他需要报告的事项六部分组成", end);
            let findings = Sample::filled(E2021).preface(&preface).findings();
            findings.into_iter().find(|finding| finding.rule == PARTS.id).map(|finding| finding.severity)
        };
        assert_eq!(open("等内容，包括全部数据"), Some(Severity::Info));
        assert_eq!(open("组成，包括全部数据"), Some(Severity::Warning));
    }
}
