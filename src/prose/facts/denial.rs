//! What a sentence denies: 未收到政府信息公开申请, 未发生行政复议、行政诉讼.

use super::{Counted, Court, Fact, Reader};
use crate::prose::Passage;
use crate::prose::cues::{Cue, Hit};
use crate::text::Number;
use std::ops::Range;

/// Bytes behind a denial in which its object must stand.
const FURTHEST: usize = 300;

impl Reader {
    /// Adds what the sentence denies, of which `hits` are the words.
    pub(super) fn denials(&mut self, index: usize, passage: &Passage, sentence: Range<usize>, hits: &[Hit]) {
        let text = passage.text();
        for (at, not) in hits.iter().enumerate().filter(|(_, hit)| hit.cue == Cue::Not) {
            // What is denied stands near; a sentence without marks may be endless.
            let furthest = text.floor_char_boundary((not.range.end + FURTHEST).min(sentence.end));
            let scope_end = text[not.range.end..furthest]
                .find(['，', '；', '。', '（', '）', '：'])
                .map_or(furthest, |end| not.range.end + end);
            let scope: Vec<&Hit> = hits[at + 1..].iter().take_while(|hit| hit.range.start < scope_end).collect();
            let is_number = !passage.amounts_in(not.range.end..scope_end).is_empty();
            let clause_start = passage.clause_start(sentence.start, not.range.start, &['，', '；', '：']);
            let of_clause = hits.partition_point(|hit| hit.range.start < clause_start).min(at)..at;
            let clause = |cue| hits[of_clause.clone()].iter().any(|hit| hit.cue == cue);
            // 第四季度未收到, 信函渠道未收到, 下属单位未收到: not of the whole.
            let part = clause(Cue::Period)
                || clause(Cue::Channel)
                || clause(Cue::Business)
                || clause(Cue::Scope)
                || passage
                    .dates_in(clause_start..not.range.start)
                    .iter()
                    .any(|date| date.month.is_some_and(|month| month != 12 || date.day.is_none()));
            let other_year = passage
                .dates_in(clause_start..not.range.start)
                .iter()
                .any(|date| date.year.is_some() && date.year != self.year)
                || clause(Cue::Last);
            if is_number
                || scope.iter().any(|hit| {
                    matches!(hit.cue, Cue::Upheld | Cue::Corrected | Cue::Pending | Cue::OtherResult | Cue::Not)
                })
                || words!["败诉", "应诉"].is_in(&text[not.range.end..scope_end])
            {
                continue;
            }
            let mut deny = |counted, end: usize| {
                self.facts.push(Fact {
                    counted,
                    value: Number::ZERO,
                    passage: index,
                    range: not.range.start..end,
                    denied: true,
                    other_year,
                    part,
                    applicant: None,
                    scope: None,
                    unsure: false,
                });
            };
            if let Some((counted, end)) = denied_transfer(not, &scope) {
                deny(counted, end);
            }
            if let Some(request) = denied_request(text, not, &scope) {
                deny(Counted::Received, request);
            }
            let near = |hit: &Hit| text[not.range.end..hit.range.start].chars().count() <= 30;
            let named =
                |cue| scope.iter().find(|hit| hit.cue == cue && near(hit) && ends_noun(text, hit.range.end, scope_end));
            let may_deny_cases = text[not.range.clone()] != *"无"
                || text[not.range.end..].starts_with(['因', '行', '政', '被', '申', '复', '涉', '依', '信', '诉']);
            let named = |cue| named(cue).filter(|hit| !of_other_cause(&text[not.range.end..hit.range.start]));
            for (cue, court) in [(Cue::Review, Court::Review), (Cue::Litigation, Court::Litigation)] {
                if let Some(hit) = named(cue).filter(|_| may_deny_cases) {
                    deny(Counted::Cases(court, None), hit.range.end);
                }
            }
        }
    }
}

/// 无结转下年度的申请: what did not go over, and where the denial ends.
fn denied_transfer(not: &Hit, scope: &[&Hit]) -> Option<(Counted, usize)> {
    let transfer = scope.iter().position(|hit| hit.cue == Cue::Transfer)?;
    let has = |cue| scope.iter().find(|hit| hit.cue == cue);
    // Right behind 无, or behind 上年 or 下年: 没有需要结转下年度的.
    let near = scope[transfer].range.start <= not.range.end + "需要上一年度".len();
    let (counted, word) = match (has(Cue::Last), has(Cue::Next)) {
        (Some(last), None) => (Counted::CarriedOver, last),
        (None, Some(next)) => (Counted::Remaining, next),
        _ => return None,
    };
    near.then(|| (counted, word.range.end.max(scope[transfer].range.end)))
}

/// Whether a cause is named that is not disclosure: 因执法引起的.
fn of_other_cause(between: &str) -> bool {
    between.contains('因') && !words!["公开", "申请", "信息", "答复"].is_in(between)
}

/// Where a denial of any request ends; `None` where only requests of some kind, or something else, are denied.
fn denied_request(text: &str, not: &Hit, scope: &[&Hit]) -> Option<usize> {
    let words = &text[not.range.clone()];
    let receives = words!["收到", "接到", "受理", "接收", "新收"].is_in(words);
    let (at, request) = scope.iter().enumerate().find(|(_, hit)| hit.cue == Cue::Request)?;
    let between = &text[not.range.end..request.range.start];
    let of_public = between.contains("公民")
        || between.contains("自然人") && scope[..at].iter().any(|hit| hit.cue == Cue::Organisation);
    let narrowed = scope[..at].iter().any(|hit| match hit.cue {
        Cue::Organisation
        | Cue::NaturalPerson
        | Cue::Business
        | Cue::Research
        | Cue::Welfare
        | Cue::Legal
        | Cue::Channel => !of_public,
        Cue::Elsewhat | Cue::Transfer | Cue::Last | Cue::Review | Cue::Litigation | Cue::Unfinished | Cue::Scope => {
            true
        }
        _ => false,
    });
    if narrowed || between.chars().count() > 30 || !receives && !between.is_empty() {
        return None;
    }
    // 未收到政府信息公开申请的投诉: the noun goes on.
    let next = scope[at + 1..].iter().find(|hit| hit.cue != Cue::Publish);
    let listed =
        next.is_none_or(|next| text[request.range.end..next.range.start].contains(['、', '和', '或', '及', '与']));
    let behind = &text[request.range.end..];
    let ends = behind.is_empty()
        || [
            "，",
            "。",
            "；",
            "、",
            "（",
            "）",
            "和",
            "或",
            "及",
            "与",
            "事项",
            "件",
            "案件",
            "的情况",
            "情况",
            "。",
            "信息",
            "政府信息",
            "的申请",
            "业务",
            "申请",
            "工作",
        ]
        .iter()
        .any(|end| behind.starts_with(end));
    (ends && (listed || next.is_some_and(|next| next.cue == Cue::Request))).then_some(request.range.end)
}

/// Whether the noun that ends at `at` goes no further: 行政复议, not 行政复议决定.
fn ends_noun(text: &str, at: usize, scope_end: usize) -> bool {
    let behind = &text[at..];
    at >= scope_end
        || [
            "、",
            "和",
            "或",
            "及",
            "与",
            "案件",
            "情况",
            "事项",
            "的情况",
            "等",
            "申请",
            "件",
            "的",
            "以及",
            "发生",
            "案",
            "/",
        ]
        .iter()
        .any(|end| behind.starts_with(end))
}
