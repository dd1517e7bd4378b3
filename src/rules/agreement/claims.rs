//! X-18 and the claim that all was answered: the text against itself.

use super::compare::total;
use crate::check::{Context, Finding, Severity};
use crate::prose::{Amount, Counted, Fact, Part, Passage};
use crate::rules::signs::Sought;
use crate::rules::{PRACTICE, Rule};
use crate::standard::Row;
use crate::text::{Number, Words};
use std::collections::HashMap;

/// Who says that all was answered carries nothing over.
pub static ALL_HANDLED: Rule = Rule {
    id: "text-all-handled",
    code: "X-03a",
    title: "称全部办结而有结转",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "正文写申请“全部办结”“均已办理完成”的，表三“四、结转下年度继续办理”是否为0。写“均按期答复”“均在法定期限内答复”的不矛盾，不在此列。",
    why: "既然还有结转下年度的，就不是全部办结。",
    how: "改为“均已按期答复（另有 n 件结转下年度继续办理）”之类的说法。",
    right: examples!["一：收到政府信息公开申请35件，均在法定期限内答复，结转下年度2件。"],
    wrong: examples!["一：收到政府信息公开申请35件，上年结转2件，所有申请均已办理完成。"],
    by_default: true,
    check: |context, findings| {
        let remaining = total(Row::REMAINING);
        let told = |fact: &&Fact| fact.counted == Counted::Remaining && fact.is_whole();
        let told = || context.prose.facts.iter().find(told).map(|fact| fact.value);
        let count = context.number(remaining).or_else(|| context.derived(remaining)).or_else(told);
        let Some(count) = count.filter(|count| *count > Number::ZERO) else { return };
        for (seen, passage, sentence) in context.first_seen(Sought::AllDone) {
            let (text, words) = (&passage.text()[sentence], seen.word);
            if passage.is_written() && text.contains("申请") && !RELATIVE.is_in(text) {
                // Who says in the same breath that some go over means those that were due.
                let says_so = words!["结转", "顺延", "转至", "转入", "转下", "余"].is_in(text);
                findings.push(
                    Finding::new(
                        &ALL_HANDLED,
                        format!("正文称“{words}”，又有 {count} 件结转下年度继续办理，请核对表述。"),
                    )
                    .severity(if says_so { Severity::Info } else { ALL_HANDLED.severity })
                    .at(context.span(passage.span(seen.at..seen.at + words.len())))
                    .at(context.cell(remaining)),
                );
            }
        }
    },
};

/// What is due may all be answered although more is to come.
static RELATIVE: Words =
    Words::new(&["期限", "按期", "按时", "到期", "应办", "除", "外", "建议", "提案", "工单", "及时"]);

/// One thing has one number.
pub static TOLD_TWICE: Rule = Rule {
    id: "text-told-twice",
    code: "X-18",
    title: "同一指标前后不一",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "正文两处用同样的话说同一件事（例如“主动公开政府信息 n 条”），数是否相同。",
    why: "前后不一，至少有一处是错的。",
    how: "核对来源，改正写错的一处；口径不同的，把话说清楚。",
    right: examples![
        "一：全年主动公开政府信息267条。\n五：2022年主动公开政府信息241条。",
        "一：市教育局：主动公开政府信息50条；市财政局：主动公开政府信息60条。",
        "一：全年主动公开政府信息304条，其中网站165条，报刊139条。\n一：（一）网站。2023年共主动公开政府信息165条。",
    ],
    wrong: examples!["一：全年主动公开政府信息267条。\n一：2023年共主动公开政府信息276条，内容涉及民生各方面。"],
    by_default: true,
    check: |context, findings| {
        let mut seen: HashMap<(&str, &str), (usize, &Amount)> = HashMap::new();
        let passages = context.prose.passages.iter().enumerate();
        for (index, passage) in passages.filter(|(_, passage)| matches!(passage.part, Part::Section(_))) {
            for amount in passage.amounts.iter().filter(|amount| {
                !amount.unit.is_empty() && !amount.unit.starts_with(['%', '％']) && !amount.approximate
            }) {
                // What a table tells, too, is held against that.
                if context.prose.fact_at(index, amount.range.start).is_some() {
                    continue;
                }
                let Some(phrase) = phrase(context, passage, amount) else { continue };
                match seen.get(&(phrase, amount.unit)) {
                    None => {
                        seen.insert((phrase, amount.unit), (index, amount));
                    }
                    Some((other, first)) if first.value != amount.value => {
                        let other = &context.prose.passages[*other];
                        // 共304条，其中网站165条; later the website's own paragraph: 主动公开165条.
                        let is_part = |passage: &Passage, beside: &Amount, value: Number| {
                            let end = passage.sentence_at(beside.range.start).end;
                            let rest = passage.amounts_in(beside.range.end..end).iter().take(LONGEST_LIST);
                            rest.filter(|told| !std::ptr::eq(*told, amount))
                                .any(|told| told.value == value && told.unit == amount.unit)
                        };
                        if is_part(other, first, amount.value) || is_part(passage, amount, first.value) {
                            continue;
                        }
                        findings.push(
                            Finding::new(
                                &TOLD_TWICE,
                                format!(
                                    "“{phrase}”前面写 {} {unit}，这里写 {} {unit}，前后不一致，请核对。",
                                    first.value,
                                    amount.value,
                                    unit = amount.unit
                                ),
                            )
                            .at(context.span(passage.span(amount.range.clone())))
                            .at(context.span(other.span(first.range.clone()))),
                        );
                    }
                    Some(_) => {}
                }
            }
        }
    },
};

/// No list of parts has more.
const LONGEST_LIST: usize = 60;

/// What the names of offices end with.
static OFFICES: Words = Words::new(&[
    "局", "委", "办", "镇", "乡", "街道", "中心", "处", "院", "校", "政府", "公司", "部门", "所", "站", "厅",
]);

/// What is counted.
static THINGS: Words = Words::new(&["信息", "申请", "文件", "培训", "解读", "公报", "发布会", "建议", "提案", "公文"]);

/// The words that say what an amount counts, from the last mark on, without year and filling words; `None` where they
/// are too few or too general to be the same thing twice.
fn phrase<'a>(context: &Context, passage: &'a Passage, amount: &Amount) -> Option<&'a str> {
    let text = passage.text();
    const MARKS: [char; 10] = ['，', '。', '；', '：', '（', '）', '、', '？', '！', '"'];
    let start = passage.clause_start(0, amount.numeral.start, &MARKS);
    let start = start + text[start..].chars().next().filter(|mark| MARKS.contains(mark)).map_or(0, char::len_utf8);
    // 市教育局：主动公开……: it is another's.
    if text[..start].strip_suffix('：').is_some_and(|owner| OFFICES.end(owner).is_some()) {
        return None;
    }
    // Of another year, or of a part of this one.
    let dates = passage.dates_in(start..amount.numeral.start);
    let foreign = dates.iter().any(|date| date.year != context.year() || date.month.is_some());
    let mut words = &text[start..amount.numeral.start];
    if foreign
        || words!["上年", "去年", "同比", "较", "季度", "半年", "其中", "其他", "各", "比", "增", "减", "每", "月"]
            .is_in(words)
        || !THINGS.is_in(words)
    {
        return None;
    }
    if let Some(date) = dates.last().filter(|date| date.range.end <= amount.numeral.start) {
        words = &text[date.range.end..amount.numeral.start];
    }
    loop {
        let before = words;
        for filling in [
            "度",
            "我局",
            "我镇",
            "我单位",
            "我市",
            "我县",
            "我区",
            "我委",
            "我办",
            "我街道",
            "我乡",
            "全年",
            "共",
            "累计",
            "本年",
            "已",
            "总",
            "今年",
            "共计",
        ] {
            words = words.strip_prefix(filling).unwrap_or(words);
            words = words.strip_suffix(filling).unwrap_or(words);
        }
        if words == before {
            break;
        }
    }
    // A noun must be among them: 主动公开政府信息, not 组织召开.
    let long = words.chars().count() >= 6;
    (long && THINGS.end(words).is_some()).then_some(words)
}
