//! S17–S20: section 五 tells problems and what is done about them.

use crate::check::{Context, Finding, Severity};
use crate::rules::{PRACTICE, Rule};
use crate::text::ordinal::Level;
use crate::text::{Ordinal, fold};

const BASIS: &str =
    "《中华人民共和国政府信息公开条例》第五十条第一款第（四）项；统一格式标题“存在的主要问题及改进情况”";
const PROBLEM_WORDS: [&str; 15] = [
    "问题",
    "不足",
    "不够",
    "有待",
    "薄弱",
    "短板",
    "差距",
    "欠缺",
    "单一",
    "滞后",
    "不及时",
    "不高",
    "不强",
    "仍需",
    "无法满足",
];
/// Less than this is a word in place of a section.
const TOO_SHORT_BELOW: usize = 10;
/// Less than this is too little for problems and measures both.
const SHORT_BELOW: usize = 30;

/// It tells measures.
pub static MEASURES: Rule = Rule {
    id: "improvement-missing",
    code: "S17",
    title: "存在问题部分缺改进情况",
    severity: Severity::Error,
    basis: BASIS,
    what: "“五”写了问题，有没有写改进情况（下一步打算、已采取的措施）。",
    why: "这一部分的标题就是“问题及改进情况”，只写问题等于缺了一半。“有待进一步加强”说的是问题，不是措施。",
    how: "针对每个问题写一条改进措施，例如“下一步，将……”“已……”。",
    check: |context, findings| {
        let Some((text, _)) = section_text(context) else { return };
        if mentions_problem(&text) && !mentions_measure(&text) {
            findings.push(
                Finding::new(&MEASURES, "“五、存在的主要问题及改进情况”只写了问题，没有写改进情况。")
                    .at_all(context.heading(5).map(|heading| context.span(heading.span))),
            );
        }
    },
};

/// It tells problems.
pub static PROBLEMS: Rule = Rule {
    id: "problems-missing",
    code: "S18",
    title: "缺存在的主要问题",
    severity: Severity::Error,
    basis: BASIS,
    what: "“五”写了改进措施，有没有写存在的主要问题。",
    why: "没有问题，改进就没有对象；审核时最看重问题是否写实。",
    how: "先写本年度存在的主要问题，再写改进情况。",
    check: |context, findings| {
        let Some((text, length)) = section_text(context) else { return };
        if length >= SHORT_BELOW && mentions_measure(&text) && !mentions_problem(&text) {
            findings.push(
                Finding::new(&PROBLEMS, "“五、存在的主要问题及改进情况”没有写存在的主要问题。")
                    .at_all(context.heading(5).map(|heading| context.span(heading.span))),
            );
        }
    },
};

/// It is more than a word.
pub static TOO_SHORT: Rule = Rule {
    id: "problems-too-short",
    code: "S19",
    title: "“五”为“无”或过短",
    severity: Severity::Error,
    basis: PRACTICE,
    what: "“五”是否只写了“无”，或不足三十个字。",
    why: "以“无”代替问题和改进情况，会被认定为敷衍。",
    how: "写明本年度的主要问题和改进情况。",
    check: |context, findings| {
        let Some((text, length)) = section_text(context) else { return };
        if length >= SHORT_BELOW {
            return;
        }
        let shown = text.trim();
        let (message, severity) = if length < TOO_SHORT_BELOW {
            (format!("“五、存在的主要问题及改进情况”内容为“{shown}”，不能以“无”或一句话代替。"), Severity::Error)
        } else {
            (format!("“五、存在的主要问题及改进情况”只有 {length} 个字，请写明主要问题和改进情况。"), Severity::Warning)
        };
        findings.push(
            Finding::new(&TOO_SHORT, message)
                .severity(severity)
                .at_all(context.report.body(5).map(|(_, block, _)| context.span(context.report.document.whole(block)))),
        );
    },
};

/// Its measures answer its problems.
pub static UNEQUAL: Rule = Rule {
    id: "problems-measures-count",
    code: "S20",
    title: "问题与措施不对应",
    severity: Severity::Info,
    basis: "审核惯例（逐条提出改进措施）",
    what: "“五”中列举的问题数与措施数是否相同。",
    why: "要求针对问题逐条提出改进措施；数目不同，多半漏了一条。",
    how: "核对每个问题是否都有对应的措施；有意合并的不必改。",
    check: |context, findings| {
        let lists = enumerations(&context.body_text(5));
        let [problems, measures] = lists[..] else { return };
        if problems >= 2 && measures >= 2 && problems != measures {
            findings.push(
                Finding::new(&UNEQUAL, format!("“五”列出 {problems} 个问题，{measures} 项措施，请核对是否逐条对应。"))
                    .at_all(context.heading(5).map(|heading| context.span(heading.span))),
            );
        }
    },
};

/// The text of section 五 and its length in characters; `None` where there is no such section or nothing in it.
fn section_text(context: &Context) -> Option<(String, usize)> {
    context.heading(5)?;
    let text = context.body_text(5);
    let length = fold(&text).chars().count();
    (length > 0).then_some((text, length))
}

fn mentions_problem(text: &str) -> bool {
    PROBLEM_WORDS.iter().any(|word| text.contains(word))
}

/// Whether a sentence plans something or tells of something done. 有待进一步加强 does neither.
fn mentions_measure(text: &str) -> bool {
    const PLANS: [&str; 18] = [
        "下一步",
        "下步",
        "今后",
        "整改",
        "改进措施",
        "改进情况",
        "拟采取",
        "采取",
        "我们将",
        "将进一步",
        "将继续",
        "将加强",
        "将不断",
        "已建立",
        "已开展",
        "将从",
        "年将",
        "接下来",
    ];
    text.split(['。', '；', '\n']).any(|sentence| {
        // A sentence that says what is wanting is none, whatever verbs it has.
        let wanting = ["有待", "不够", "仍需", "尚需", "不足"].iter().any(|word| sentence.contains(word));
        let plans = PLANS.iter().any(|word| sentence.contains(word)) || has_plan(sentence);
        let imperative = [
            "加强", "强化", "提高", "提升", "完善", "健全", "优化", "规范", "加大", "丰富", "拓展", "深化", "推进",
            "严格", "开展", "组织",
        ]
        .iter()
        .any(|verb| without_ordinal(sentence).starts_with(verb));
        plans || imperative && !wanting
    })
}

/// 将 as the word of a plan rather than part of another word (将军) or the preposition before a noun.
fn has_plan(sentence: &str) -> bool {
    let before = [
        "我局将",
        "我镇将",
        "我乡将",
        "我街道将",
        "街道将",
        "办事处将",
        "单位将",
        "机关将",
        "政府将",
        "我委将",
        "我办将",
        "，将",
        "年，我",
    ];
    before.iter().any(|word| sentence.contains(word)) || sentence.starts_with("将")
}

/// A sentence without 一是, （一） or 1. at its head.
fn without_ordinal(sentence: &str) -> &str {
    let sentence = sentence.trim();
    let sentence = Ordinal::parse(sentence).map_or(sentence, |ordinal| &sentence[ordinal.range.end..]);
    let mut chars = sentence.char_indices();
    match (chars.next(), chars.next(), chars.next()) {
        (Some((_, '一' | '二' | '三' | '四' | '五' | '六')), Some((_, '是')), Some((at, _))) => &sentence[at..],
        _ => sentence,
    }
}

/// The lengths of the enumerations 一是、二是…… or （一）（二）……, in order.
fn enumerations(text: &str) -> Vec<usize> {
    let mut lists = Vec::new();
    let mut count = 0;
    let mut inline = false;
    for line in text.lines() {
        let ordinal = Ordinal::parse(line).filter(|ordinal| matches!(ordinal.level, Level::Second | Level::Third));
        let mut rest = line;
        while let Some(at) = rest.find('是') {
            let before = rest[..at].chars().next_back();
            let clause_start =
                rest[..at].chars().rev().nth(1).is_none_or(|mark| "。；，：、".contains(mark) || mark.is_whitespace());
            let number = before
                .and_then(|character| "一二三四五六七八九".chars().position(|digit| digit == character))
                .map(|at| at + 1);
            if let (Some(number), true) = (number, clause_start) {
                inline = true;
                if number == 1 && count > 0 {
                    lists.push(count);
                }
                count = number;
            }
            rest = &rest[at + '是'.len_utf8()..];
        }
        // Headings （一）（二） count only where nothing is counted inside the lines.
        if let (Some(ordinal), false) = (ordinal, inline) {
            if ordinal.number == 1 && count > 0 {
                lists.push(count);
            }
            count = ordinal.number as usize;
        }
    }
    if count > 0 {
        lists.push(count);
    }
    lists
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Sample;
    use crate::standard::Edition::E2021;

    fn of(rule: &str, lines: &[&str]) -> usize {
        Sample::filled(E2021).body(5, lines).messages(rule).len()
    }

    #[test]
    fn measures() {
        let only_problems = [
            "（一）工作人员力量不够，身兼多职，且业务水平不够，影响了工作的推进。",
            "（二）公开范围有待进一步调整，及时性有待进一步加强。",
        ];
        assert_eq!(of("improvement-missing", &only_problems), 1);
        for measure in [
            "下一步，我局将加强培训。",
            "一是加强队伍建设。二是完善制度。",
            "针对上述问题，已开展业务培训两次。",
            "2024年，将丰富公开内容。",
        ] {
            assert_eq!(
                of("improvement-missing", &["公开内容不够丰富，形式较为单一，范围有待扩大。", measure]),
                0,
                "{measure}"
            );
        }
    }

    #[test]
    fn problems() {
        assert_eq!(of("problems-missing", &["下一步，我镇将加强培训，完善制度，拓展公开渠道，做好各项公开工作。"]), 1);
        assert_eq!(of("problems-missing", &["公开内容不够全面。下一步，我镇将加强培训，完善制度，拓展公开渠道。"]), 0);
    }

    #[test]
    fn too_short() {
        assert_eq!(of("problems-too-short", &["无。"]), 1);
        assert_eq!(of("problems-too-short", &["公开内容不够丰富，下一步将加强。"]), 1);
        assert_eq!(
            of("problems-too-short", &["公开内容不够丰富，公开形式较为单一。下一步，将丰富公开内容，拓展公开形式。"]),
            0
        );
    }

    #[test]
    fn unequal() {
        let problems = "存在的主要问题：一是内容不全面；二是形式不丰富；三是更新不及时。";
        assert_eq!(of("problems-measures-count", &[problems, "改进措施：一是充实内容；二是丰富形式。"]), 1);
        assert_eq!(
            of("problems-measures-count", &[problems, "改进措施：一是充实内容；二是丰富形式；三是及时更新。"]),
            0
        );
        assert_eq!(
            of("problems-measures-count", &["一是公开内容不够丰富，二是公开形式较为单一。", "下一步，将加强培训。"]),
            0
        );
    }
}
