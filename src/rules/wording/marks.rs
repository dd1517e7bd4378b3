//! W-16, W-17: half-width marks and brackets in Chinese text.

use super::show::around;
use super::survey::Mark;
use crate::check::{Context, Finding, Place};
use crate::prose::is_han;
use crate::rules::{PRACTICE, Rule};

/// More than this is one finding.
const MOST_SINGLE: usize = 3;
const MOST_PLACES: usize = 40;

/// Marks between Chinese characters are full-width.
pub static HALF_WIDTH: Rule = Rule {
    id: "half-width-mark",
    code: "W-16",
    title: "半角标点",
    severity: crate::check::Severity::Info,
    basis: "GB/T 15834—2011《标点符号用法》；审核惯例",
    what: "汉字之间有没有半角的逗号、冒号、分号、问号、叹号；全文都是半角时只提示一次。",
    why: "中文标点应当占一个字的位置，半角标点多为输入法切换或网站存储时造成。",
    how: "改为全角标点；全文半角的，请从原件重新复制。",
    right: examples!["主动公开信息267条，其中政务动态120条。", "网址：https://www.example.gov.cn，时间8:30。"],
    wrong: examples!["认真做好公开工作,及时更新。"],
    by_default: true,
    check: |context, findings| {
        let is_mark =
            |mark: &&Mark| matches!(mark.folded, '，' | '：' | '；' | '？' | '！') && between_han(context, mark);
        let (half, full): (Vec<&Mark>, Vec<&Mark>) =
            context.wording().marks.iter().filter(is_mark).partition(|mark| mark.original.is_ascii());
        let Some(first) = half.first() else { return };
        if half.len() <= MOST_SINGLE {
            findings.extend(half.iter().map(|mark| {
                let message =
                    format!("“{}”中的“{}”是半角标点，应为“{}”。", shown(context, mark), mark.original, mark.folded);
                Finding::new(&HALF_WIDTH, message).at(context.span(mark.span)).fix(mark.folded)
            }));
            return;
        }
        let places = half.iter().take(MOST_PLACES).map(|mark| context.span(mark.span));
        let message = if half.len() >= full.len() {
            format!("全文标点多为半角（汉字之间 {} 处），多为网站存储或转换所致，请对照原件统一为全角。", half.len())
        } else {
            format!("有 {} 处半角标点，如“{}”，请改为全角。", half.len(), shown(context, first))
        };
        findings.push(Finding::new(&HALF_WIDTH, message).at_all(places));
    },
};

/// Brackets are all of one width.
pub static BRACKETS: Rule = Rule {
    id: "bracket-width",
    code: "W-17",
    title: "括号全半角混用",
    severity: crate::check::Severity::Info,
    basis: PRACTICE,
    what: "正文里内容为汉字的括号，是否有的全角、有的半角（层次序号另有规则）。",
    why: "同一篇文字里括号宽窄不一，版面不整齐。",
    how: "统一为全角“（）”。",
    right: examples!["区政府（含办公室）公开信息，电话(0517)83900000。"],
    wrong: examples!["区政府（含办公室）公开信息，各镇(含街道)同步公开。"],
    by_default: true,
    check: |context, findings| {
        let open = context.wording().marks.iter().filter(|mark| mark.folded == '（');
        let (half, full): (Vec<&Mark>, Vec<&Mark>) = open.partition(|mark| mark.original == '(');
        // What holds no words is half-width by right, and ordinals have a rule of their own.
        let half: Vec<&Mark> = half.into_iter().filter(|mark| holds_words(context, mark)).collect();
        if half.is_empty() || full.is_empty() {
            return;
        }
        let message =
            format!("正文中全角括号“（）”{} 处、半角括号“()”{} 处混用，建议统一为全角。", full.len(), half.len());
        let places: Vec<Place> = half.iter().take(MOST_PLACES).map(|mark| context.span(mark.span)).collect();
        findings.push(Finding::new(&BRACKETS, message).at_all(places));
    },
};

fn shown(context: &Context, mark: &Mark) -> String {
    let passage = &context.prose.passages[mark.passage];
    around(passage, mark.at..mark.at + mark.folded.len_utf8())
}

/// Whether Chinese characters stand on both sides of a mark.
fn between_han(context: &Context, mark: &Mark) -> bool {
    let text = context.prose.passages[mark.passage].text();
    let before = text[..mark.at].chars().next_back();
    let behind = text[mark.at + mark.folded.len_utf8()..].chars().next();
    before.is_some_and(is_han) && behind.is_some_and(is_han)
}

/// Whether a bracket holds Chinese words and is no ordinal.
fn holds_words(context: &Context, mark: &Mark) -> bool {
    let text = &context.prose.passages[mark.passage].text()[mark.at + mark.folded.len_utf8()..];
    let inner = text.split(['）', '（']).next().unwrap_or_default();
    inner.chars().any(is_han) && !inner.chars().all(|character| "一二三四五六七八九十0123456789".contains(character))
}
