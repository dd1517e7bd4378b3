//! W-10, W-11, W-14, W-15, W-32–W-34: usage and misreadings, told by the lists alone (figures with letters besides).

use super::show::{around, report};
use crate::check::{Context, Finding, Severity};
use crate::rules::{PRACTICE, Rule};
use std::ops::Range;

/// Nothing is said twice.
pub static REDUNDANT: Rule = Rule {
    id: "redundant-word",
    code: "W-10",
    title: "重复累赘",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "“共收到……共9件”“约30余件”“超过100条以上”一类意思重复的写法。",
    why: "两个词说同一个意思，读来累赘，数字也显得不准。",
    how: "删去其中一个。",
    right: examples!["全年共收到申请9件。", "公共服务事项共12项。", "公开率达到90%以上。"],
    wrong: examples!["全年共收到申请共9件。", "接待群众约30余人次。"],
    by_default: true,
    check: |context, findings| {
        report(&REDUNDANT, context, findings, |told| {
            if told.entry.is_certain() { told.replaced() } else { told.usage("用词重复") }
        })
    },
};

/// Units are single.
pub static UNIT: Rule = Rule {
    id: "unit-form",
    code: "W-11",
    title: "单位写法",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "数字后面的单位有没有写成“件次”“人/次”等不规范的形式。",
    why: "单位不规范，数字的含义就不清楚。",
    how: "按事项改用“件”“条”“人次”等单位。",
    right: examples!["收到申请0件，接待来访12人次。"],
    wrong: examples!["收到申请0件次。", "接待来访12人/次。"],
    by_default: true,
    check: |context, findings| {
        report(&UNIT, context, findings, |told| {
            if told.entry.is_certain() { told.replaced() } else { told.usage("单位写法不规范") }
        })
    },
};

/// No sentence has lost its first character.
pub static FIRST: Rule = Rule {
    id: "first-character-missing",
    code: "W-14",
    title: "句首掉字",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "句首的“积极”“不断”“认真”等词有没有掉了第一个字。",
    why: "复制、转换和删改时容易掉字，掉字后句子读不通。",
    how: "对照原稿补上。",
    right: examples!["强化监督，积极营造良好环境。", "公开内容不断完善。", "真抓实干，极大方便了群众。"],
    wrong: examples!["强化监督，极营造良好环境。", "创新形式，断完善制度。"],
    by_default: true,
    check: |context, findings| {
        report(&FIRST, context, findings, |told| {
            if told.entry.is_certain() {
                told.replaced()
            } else {
                format!("“{}”疑掉了第一个字，请核对", told.around)
            }
        })
    },
};

/// Verbs and nouns go together.
pub static COLLOCATION: Rule = Rule {
    id: "collocation",
    code: "W-15",
    title: "搭配不当",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "少数常见的动宾搭配错误，如“由主任为组长”“投诉情况2件”“做到……的工作格局”。",
    why: "搭配不当的句子读不通，审核时可能要求修改。",
    how: "按提示改写。",
    right: examples![
        "成立由镇长任组长的领导小组。",
        "形成分工负责的工作格局。",
        "收到投诉2件，并通报投诉情况。",
        "提高公开质量，加大监督力度。"
    ],
    wrong: examples![
        "成立由镇长为组长的领导小组。",
        "做到主要领导负总责、分管领导具体抓的工作格局。",
        "收到投诉情况2件。",
        "提高监督力度。"
    ],
    by_default: true,
    check: |context, findings| {
        report(&COLLOCATION, context, findings, |told| {
            if told.entry.is_certain() { told.replaced() } else { told.usage("搭配不当") }
        })
    },
};

/// Slogans fit the year.
pub static SLOGAN: Rule = Rule {
    id: "slogan-out-of-time",
    code: "W-32",
    title: "过时或超前的提法",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "有没有早已不用的提法，或者报告年份以后才召开的会议。",
    why: "提法与年份对不上，多半是套用了其他年份的稿子。",
    how: "核对后改用当年的提法；确系引用的可忽略。",
    right: examples!["认真学习贯彻党的二十大精神。"],
    wrong: examples!["促进经济又好又快发展。", "2019年版\n认真学习贯彻党的二十大精神。"],
    by_default: true,
    check: |context, findings| report(&SLOGAN, context, findings, |told| told.usage("与报告年份不符")),
};

/// Figures are exact.
pub static VAGUE_FIGURE: Rule = Rule {
    id: "figure-vague",
    code: "W-33",
    title: "数字含糊",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "统计数是否写成“约490人次”“30余件”。",
    why: "年度报告要求数据精确，全年的数在年终已经是定数。",
    how: "改写为准确的数。",
    right: examples!["接待来访490人次，节约200万元，签约3家。"],
    wrong: examples!["接待来访约490人次。", "发布信息30余条。"],
    by_default: true,
    check: |context, findings| {
        report(&VAGUE_FIGURE, context, findings, |told| format!("统计数建议写准确数：“{}”", told.fragment))
    },
};

/// No character was taken for another.
pub static MISREAD: Rule = Rule {
    id: "misread-character",
    code: "W-34",
    title: "形近识别错误",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "扫描识别或输入造成的形近字，如“己经”“末收到”，以及数字中的字母O。",
    why: "形近字不易看出，却会改变意思；数字里的字母会使统计出错。",
    how: "对照原件改正。",
    right: examples!["已经完成，未收到申请，年末公开目录，自己办理。", "采用O2O模式。"],
    wrong: examples!["己经完成整改。", "全年末收到申请。", "公开信息2O6条。"],
    by_default: true,
    check: |context, findings| {
        report(&MISREAD, context, findings, |told| told.replaced());
        figures(context, findings);
    },
};

/// Letters and circles among the digits of a number.
fn figures(context: &Context, findings: &mut Vec<Finding>) {
    const MOST: usize = 20;
    let mut all = Vec::new();
    for passage in &context.prose.passages {
        if passage.may_have(words!["O", "o", "○", "〇", "l"]) {
            all.extend(odd_numbers(passage.text()).map(|range| (passage, range)));
        }
    }
    let Some((passage, range)) = all.first() else { return };
    let written = &passage.text()[range.clone()];
    let right: String = written
        .chars()
        .map(|character| match character {
            'O' | 'o' | '○' | '〇' => '0',
            'l' => '1',
            other => other,
        })
        .collect();
    let more = if all.len() > 1 { format!("，共 {} 处", all.len()) } else { String::new() };
    let message =
        format!("“{}”中的“{written}”疑为“{right}”（数字中混入了字母或圆圈）{more}。", around(passage, range.clone()));
    let places = all.iter().take(MOST).map(|(passage, range)| context.span(passage.span(range.clone())));
    let finding = Finding::new(&MISREAD, message).at_all(places);
    findings.push(if all.len() == 1 { finding.suggest(right) } else { finding });
}

/// Runs of digits with O, ○ or l among them.
fn odd_numbers(text: &str) -> impl Iterator<Item = Range<usize>> {
    let belongs = |character: char| character.is_ascii_alphanumeric() || matches!(character, '○' | '〇');
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text[at..].find(belongs)?;
            let end = text[start..].find(|character| !belongs(character)).map_or(text.len(), |length| start + length);
            at = end;
            let run = &text[start..end];
            let digits = run.bytes().filter(u8::is_ascii_digit).count();
            let odd = run.chars().filter(|character| matches!(character, 'O' | 'o' | '○' | '〇' | 'l')).count();
            let begins = run.starts_with(|character: char| character.is_ascii_digit());
            if odd > 0 && digits > 0 && begins && digits + odd == run.chars().count() {
                return Some(start..end);
            }
        }
    })
}
