//! shares, growth and differences against their numbers.

use super::compare::total;
use crate::check::{Context, Finding, Severity};
use crate::prose::{Amount, Counted, Passage};
use crate::rules::{PRACTICE, Rule};
use crate::standard::Row;
use crate::text::{Number, Words};

/// A share, a growth or a difference is what its numbers give.
pub static SHARES: Rule = Rule {
    id: "text-percentage",
    code: "X-19",
    title: "占比、增减与所列数字不符",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "“n 件，占 x%”“同比增长 x%”“较上年增加 x 件”，与句中（或表中、上年报告中）相应的数计算的结果是否相符，按所写的小数位数四舍五入。",
    why: "百分比是算出来的，数改了百分比也要改。",
    how: "按所列数字重新计算。",
    right: examples![
        "全年公开信息200条，其中政务动态71条，占35.5%。",
        "全年受理咨询3646件，较2022年的3607件增长1.08%。",
        "全年公开信息200条，其中政务动态71条，占36%，按期答复率100%。",
        "通过网站发布492条，占58.5%；通过新媒体发布217条，占25.8%。",
        "许可事项13项，比2019年减少3项；服务事项40项，比2019年增加8项。",
        "公开事项40项，较2022年的32项增加8项；服务事项13项，比2022年减少3项。",
        "收到政策咨询20件，办结18件，结转下年度继续办理2件，占10%。",
        "办理申请4件（其中当年收到3件，上年结转1件），较2020年增加1件。",
    ],
    wrong: examples![
        "全年公开信息200条，其中政务动态71条，占33.5%。",
        "全年受理咨询3646件，较2022年的3607件增长1.05%。"
    ],
    by_default: true,
    check: |context, findings| {
        for (index, passage) in context.prose.passages.iter().enumerate().filter(|(_, passage)| passage.is_written()) {
            for (at, percentage) in passage.amounts.iter().enumerate() {
                let measured = !percentage.unit.is_empty() && !matches!(percentage.unit, "个百分点" | "倍");
                if at > 0 && measured && !percentage.approximate {
                    findings.extend(judge(context, index, at));
                }
            }
        }
    },
};

/// What a number says of another.
#[derive(Clone, Copy, PartialEq)]
enum Said {
    Share,
    More,
    Less,
}

fn judge(context: &Context, index: usize, at: usize) -> Option<Finding> {
    let passage = &context.prose.passages[index];
    let text = passage.text();
    let percentage = &passage.amounts[at];
    let sentence = passage.sentence_at(percentage.range.start);
    let clause_start = passage.clause_start(sentence.start, percentage.numeral.start, &['，', '；', '（', '。']);
    let clause = &text[clause_start..percentage.numeral.start];
    let is_percentage = matches!(percentage.unit, "%" | "％");
    let (said, word) = said(clause, is_percentage)?;
    let is_count = |amount: &&Amount| {
        !amount.unit.is_empty() && !matches!(amount.unit, "%" | "％" | "倍" | "个百分点") && !amount.approximate
    };
    let near = passage.near(sentence.clone(), percentage.numeral.start);
    let amounts: Vec<&Amount> = passage.amounts_in(near).iter().filter(is_count).collect();
    let number = amounts.iter().rev().find(|amount| {
        amount.range.end <= percentage.numeral.start
            && !is_of_before(context, passage, amount)
            && (is_percentage || amount.unit == percentage.unit)
            && !is_difference(&text[sentence.start..amount.numeral.start])
    })?;
    // What was carried over is not what grew.
    if said != Said::Share && is_carried_over(passage, number) {
        return None;
    }
    // A second percentage behind the same number is of something else.
    let between = passage.amounts_in(number.range.end..percentage.range.start);
    if between.iter().any(|other| matches!(other.unit, "%" | "％")) {
        return None;
    }
    let others = amounts
        .iter()
        .filter(|other| other.range != number.range && other.range != percentage.range && other.unit == number.unit);
    let mut wholes: Vec<Number> = match said {
        // 网站71条，占71%；公众号29条，占29%: what has a share of its own is no whole.
        Said::Share => others
            .filter(|other| other.value >= number.value && !has_share(passage, other))
            .map(|other| other.value)
            .collect(),
        // 比上年增加3项: a difference is no number of last year's; and what stands before a ； is another item's.
        _ => others
            .filter(|other| !text[other.range.start.min(number.range.start)..number.range.start].contains('；'))
            .filter(|other| is_of_before(context, passage, other) && !is_difference(&text[..other.numeral.start]))
            .map(|other| other.value)
            .collect(),
    };
    let sure = !wholes.is_empty();
    if said == Said::Share {
        wholes.extend(table_wholes(context, index, number));
    } else {
        wholes.extend(last_year(context, index, number));
    }
    let results: Vec<f64> =
        wholes.iter().filter_map(|whole| calculated(said, is_percentage, number.value, *whole)).collect();
    let shown = percentage.value.as_float();
    let tolerance = 0.5 * 10f64.powi(-(percentage.decimals.min(6) as i32)) + 1e-9;
    if results.is_empty()
        || results.iter().any(|result| (result - shown).abs() <= tolerance)
        || !sure && said == Said::Share
    {
        return None;
    }
    let nearest =
        results.iter().zip(&wholes).min_by(|left, right| (left.0 - shown).abs().total_cmp(&(right.0 - shown).abs()))?;
    let decimals = percentage.decimals.max(u32::from(is_percentage)).min(6) as usize;
    let how = if said == Said::Share {
        format!("{}÷{}", number.value, nearest.1)
    } else {
        format!("{} 与 {}", number.value, nearest.1)
    };
    let (unit, written) = (percentage.unit, percentage.value);
    let direction = clause_start + word..clause_start + word + "增长".len();
    // Right but for its direction.
    if (nearest.0 + shown).abs() <= tolerance && said != Said::Share && shown > 0.0 {
        let right = if said == Said::More { "下降" } else { "增长" };
        let message =
            format!("按 {how} 计算应为{right} {written}{unit}，正文写“{}”，请核对。", &text[direction.clone()]);
        return Some(
            Finding::new(&SHARES, message)
                .at(context.span(passage.span(direction)))
                .at(context.span(passage.span(number.range.clone()))),
        );
    }
    let message = format!("按 {how} 计算为 {:.*}{unit}，正文写 {written}{unit}，请核对。", decimals, nearest.0);
    Some(
        Finding::new(&SHARES, message)
            .at(context.span(passage.span(percentage.range.clone())))
            .at(context.span(passage.span(number.range.clone()))),
    )
}

/// What the clause before a number says of it, and at which byte of the clause; `None` where that is nothing that could
/// be calculated.
fn said(clause: &str, is_percentage: bool) -> Option<(Said, usize)> {
    if is_percentage && clause.contains('率') {
        return None;
    }
    if is_percentage && let Some(at) = clause.find('占') {
        return Some((Said::Share, at));
    }
    let last = |words: &Words| words.rfind(clause).map(|(at, _)| at);
    let (more, less) = (last(words!["增长", "上升", "提高", "增加"]), last(words!["下降", "减少", "降低"]));
    // A difference follows its verb at once; before a percentage 了 or 幅度 may stand.
    let close = |at: usize| is_percentage || matches!(&clause[at + "增长".len()..], "" | "了");
    match (more, less) {
        (Some(at), None) => close(at).then_some((Said::More, at)),
        (None, Some(at)) => close(at).then_some((Said::Less, at)),
        _ => None,
    }
}

/// Whether a share of its own is told behind an amount: 71条，占35.5%.
fn has_share(passage: &Passage, amount: &Amount) -> bool {
    let next = passage.amounts.partition_point(|other| other.range.start < amount.range.end);
    passage.amounts.get(next).is_some_and(|next| {
        matches!(next.unit, "%" | "％") && passage.text()[amount.range.end..next.range.start].contains('占')
    })
}

/// Whether the number behind `before` is a difference: 增加5件.
fn is_difference(before: &str) -> bool {
    let before = before.trim_end_matches('了');
    ["增长", "上升", "提高", "增加", "下降", "减少", "降低"].iter().any(|verb| before.ends_with(verb))
}

/// What the number and the whole, or that of the year before, come to.
fn calculated(said: Said, is_percentage: bool, number: Number, whole: Number) -> Option<f64> {
    let difference = match said {
        Said::Share => return number.percent_of(whole),
        Said::More => number - whole,
        Said::Less => whole - number,
    };
    if is_percentage { difference.percent_of(whole) } else { Some(difference.as_float()) }
}

/// Whether an amount was carried over from last year: it is counted in this one.
fn is_carried_over(passage: &Passage, amount: &Amount) -> bool {
    let start = passage.clause_start(0, amount.numeral.start, &['，', '；', '。', '（', '：']);
    words!["结转", "转结", "顺延", "遗留"].is_in(&passage.text()[start..amount.numeral.start])
}

/// Whether an amount is said to be of an earlier year: 2022年的3607件, 上年3607件, 由3607件增至.
fn is_of_before(context: &Context, passage: &Passage, amount: &Amount) -> bool {
    let text = passage.text();
    let start = passage.clause_start(0, amount.numeral.start, &['，', '；', '。', '（', '：']);
    let clause = &text[start..amount.numeral.start];
    let behind = &text[amount.range.end..];
    // Between this number and the mark before it stands another amount: the words before belong to that.
    if !passage.amounts_in(start..amount.numeral.start).is_empty() {
        return false;
    }
    if is_carried_over(passage, amount) {
        return false;
    }
    words!["上年", "去年", "上一年"].is_in(clause)
        || clause.ends_with('由') && ["增", "上升", "提高", "减", "下降"].iter().any(|word| behind.starts_with(word))
        || passage
            .dates_in(start..amount.numeral.start)
            .iter()
            .any(|date| date.year.is_some_and(|year| context.year().is_some_and(|this| year < this)))
}

/// The totals of 表三 that a number of requests may be a share of.
fn table_wholes(context: &Context, passage: usize, number: &Amount) -> Vec<Number> {
    if context.prose.fact_at(passage, number.range.start).is_none() {
        return Vec::new();
    }
    let of = |row| context.number(total(row));
    let both = of(Row::NEW).zip(of(Row::CARRIED_OVER)).map(|(new, carried)| new + carried);
    [of(Row::NEW), of(Row::OUTCOMES), both].into_iter().flatten().collect()
}

/// What last year's report gives for the number, where it is that of requests received.
fn last_year(context: &Context, passage: usize, number: &Amount) -> Option<Number> {
    let fact = context.prose.fact_at(passage, number.range.start)?;
    let previous = context.environment.previous.as_ref()?;
    matches!(fact.counted, Counted::New | Counted::Received).then(|| previous.number(total(Row::NEW))).flatten()
}
