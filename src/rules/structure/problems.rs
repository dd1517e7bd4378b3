//! S17–S20: section 五 tells problems and what is done about them.

use crate::check::{Context, Finding, Severity};
use crate::rules::{PRACTICE, Rule};
use crate::text::ordinal::Level;
use crate::text::{Ordinal, Words, fold};

const BASIS: &str =
    "《中华人民共和国政府信息公开条例》第五十条第一款第（四）项；统一格式标题“存在的主要问题及改进情况”";
/// Words that tell what is wanting.
static WANTING: Words = Words::new(&[
    "问题",
    "不足",
    "不够",
    "有待",
    "薄弱",
    "短板",
    "差距",
    "欠缺",
    "欠",
    "单一",
    "滞后",
    "不及时",
    "不高",
    "不强",
    "仍需",
    "尚需",
    "还需",
    "还须",
    "还要",
    "还应",
    "无法",
    "困难",
    "难度",
    "缺少",
    "缺乏",
    "不细",
    "不全",
    "不到位",
    "不严",
    "不规范",
    "不完善",
    "不健全",
    "时有发生",
    "偏",
    "较少",
    "较慢",
    "距离",
    "有限",
    "不熟",
    "较弱",
    "不深",
    "不平衡",
    "慢",
    "少",
]);
/// Words of measures, planned or taken.
static MEASURES_WORDS: Words = Words::new(&[
    "下一步",
    "下步",
    "今后",
    "接下来",
    "整改",
    "改进",
    "拟",
    "计划",
    "我们将",
    "将进一步",
    "将继续",
    "将加",
    "将不断",
    "将通过",
    "将从",
    "将强化",
    "将围绕",
    "为此",
    "对此",
    "针对",
    "修订",
    "增设",
    "推出",
    "建立了",
    "制定了",
    "已建立",
    "已制定",
    "已开展",
    "已完成",
    "已安排",
    "已组织",
    "已解决",
    "得到解决",
    "采取",
    "努力",
    "确保",
    "力争",
    "着力",
    "对策",
    "措施",
    "举措",
    "解决办法",
    "打算",
    "努力方向",
    "一要",
    "定期开展",
    "纳入",
    "增加",
    "实行",
    "推行",
    "缩短",
]);
const VERBS: [&str; 28] = [
    "加强", "强化", "提高", "提升", "完善", "健全", "优化", "规范", "加大", "丰富", "拓展", "拓宽", "深化", "推进",
    "严格", "开展", "组织", "明确", "落实", "建立", "制定", "充实", "增加", "及时", "配备", "推动", "压实", "畅通",
];
/// Less than this is a word in place of a section.
const TOO_SHORT_BELOW: usize = 10;
/// Less than this is too little for problems and measures both.
const SHORT_BELOW: usize = 30;

/// It tells measures.
pub static MEASURES: Rule = Rule {
    id: "improvement-missing",
    code: "S17",
    title: "“五”缺改进情况",
    severity: Severity::Error,
    basis: BASIS,
    what: "“五”写了问题，有没有写改进情况（下一步打算、已采取的措施）。",
    why: "这一部分的标题就是“问题及改进情况”，只写问题等于缺了一半。“有待进一步加强”说的是问题，不是措施。",
    how: "针对每个问题写一条改进措施，例如“下一步，将……”“已……”。",
    right: examples![
        "五：公开内容不够丰富，部分栏目更新不够及时。\n五：下一步，将丰富公开内容，每季度检查一次更新情况。"
    ],
    wrong: examples!["五：公开内容不够丰富，公开形式较为单一，部分栏目更新不够及时，信息审核有待进一步加强。"],
    by_default: true,
    check: |context, findings| {
        let Some((text, length)) = section_text(context) else { return };
        if length >= SHORT_BELOW && mentions_problem(&text) && !mentions_measure(&text) {
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
    title: "“五”缺主要问题",
    severity: Severity::Error,
    basis: BASIS,
    what: "“五”写了改进措施，有没有写存在的主要问题。",
    why: "没有问题，改进就没有对象；问题写得实在，才看得出工作的进展。",
    how: "先写本年度存在的主要问题，再写改进情况。",
    right: examples!["五：公开形式较为单一，业务培训不够经常。\n五：下一步，将拓展公开渠道，每半年培训一次。"],
    wrong: examples!["五：下一步，我镇将加强培训，完善制度，拓展公开渠道，做好各项公开工作。"],
    by_default: true,
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
    why: "以“无”代替问题和改进情况，容易被认为敷衍。",
    how: "写明本年度的主要问题和改进情况。",
    right: examples!["五：公开内容不够丰富，公开形式较为单一。\n五：下一步，将增加政策解读，开设公开专栏。"],
    wrong: examples!["五：无。", "五：公开内容不够丰富，下一步将改进。"],
    by_default: true,
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
    why: "审核时一般要求针对问题逐条提出改进措施；数目不同，可能漏了一条。",
    how: "核对每个问题是否都有对应的措施；有意合并的不必改。",
    right: examples![
        "五：存在的主要问题：一是内容不全面；二是更新不及时。\n五：改进措施：一是补充公开事项；二是每月检查一次。"
    ],
    wrong: examples![
        "五：存在的主要问题：一是内容不全面；二是形式不丰富；三是更新不及时。\n五：改进措施：一是补充公开事项；二是增加政策解读。"
    ],
    by_default: true,
    check: |context, findings| {
        let text = context.body_text(5);
        let Some(turn) = turn(&text) else { return };
        let (problems, measures) = (enumeration(&text[..turn]), enumeration(&text[turn..]));
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

/// The clauses of a text, without words that only look as if something were wanting.
fn clauses(text: &str) -> Vec<String> {
    let plain = fold(text)
        .replace("不断", "")
        .replace("问题导向", "")
        .replace("不仅", "")
        .replace("不定期", "")
        .replace("减少", "")
        .replace("不少于", "");
    plain.split(['。', '；', '，', '：', '、']).map(str::to_owned).filter(|clause| !clause.is_empty()).collect()
}

/// Whether a clause tells that something is wanting.
pub fn is_wanting(clause: &str) -> bool {
    WANTING.is_in(clause)
}

fn mentions_problem(text: &str) -> bool {
    clauses(text).iter().any(|clause| is_wanting(clause))
}

/// Whether a clause plans something or tells of something done. 有待进一步加强 does neither, nor does 整改不够到位; but
/// 解决公开不及时的问题 does, so a word that makes a plan of any sentence counts wherever it stands.
fn mentions_measure(text: &str) -> bool {
    static ALWAYS: Words = Words::new(&[
        "下一步",
        "下步",
        "今后",
        "接下来",
        "我们将",
        "针对",
        "为此",
        "对此",
        "拟采取",
        "为解决",
        "已得到",
    ]);
    let lines = text.split(['\n', '。', '；']).any(|sentence| {
        let sentence = without_ordinal(sentence.trim());
        VERBS.iter().any(|verb| sentence.starts_with(verb)) && !is_wanting(sentence)
    });
    let sure = ALWAYS.is_in(text);
    sure || lines
        || clauses(text).iter().any(|clause| {
            let clause = without_ordinal(clause);
            let plans = clause.starts_with('将') || clause.contains("年将") || MEASURES_WORDS.is_in(clause);
            // The title's own words are no measure.
            let title = clause.contains("问题及改进") || clause.contains("问题和改进");
            (plans && !title || VERBS.iter().any(|verb| clause.starts_with(verb))) && !is_wanting(clause)
        })
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

/// Where the problems end and the measures begin.
fn turn(text: &str) -> Option<usize> {
    static TURNS: Words = Words::new(&[
        "改进情况",
        "改进措施",
        "整改措施",
        "下一步",
        "下步工作",
        "针对上述",
        "针对以上",
        "针对这",
        "针对存在",
        "改进办法",
        "工作措施",
    ]);
    TURNS.matches(text).map(|(at, _)| at).find(|&at| at > 0)
}

/// How many items a text lists: 一是、二是……, else 1. 2. ……, else （一）（二）…….
fn enumeration(text: &str) -> usize {
    let inline = inline_ordinals(text).into_iter().max().unwrap_or(0);
    let counted =
        |level: Level| text.lines().filter_map(Ordinal::parse).filter(|ordinal| ordinal.level == level).count();
    match (inline, counted(Level::Third)) {
        (0, 0) => counted(Level::Second),
        (0, third) => third,
        (inline, _) => inline,
    }
}

/// The numbers of 一是、二是…… that begin a clause, in order.
fn inline_ordinals(text: &str) -> Vec<usize> {
    let characters: Vec<char> = text.chars().collect();
    let number = |character: char| "一二三四五六七八九".chars().position(|digit| digit == character).map(|at| at + 1);
    (0..characters.len().saturating_sub(1))
        .filter(|&at| characters[at + 1] == '是')
        .filter(|&at| at == 0 || "。；，：、\n　 ".contains(characters[at - 1]))
        .filter_map(|at| number(characters[at]))
        .collect()
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
            "改进办法：明确专人，及时更新内容。",
            "为解决这一问题，我局修订了公开制度。",
            "为此我们增设村级公开栏8处。",
            "改进方向：丰富解读形式。",
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
