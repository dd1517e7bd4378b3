//! what the text mentions in one place against what it, or a table, says in another.

use crate::check::{Context, Finding, Place, Severity};
use crate::prose::{Part, Passage};
use crate::rules::signs::Sought;
use crate::rules::{PRACTICE, Rule};
use crate::standard::{CellName, Column, Edition, Row, TableKind};
use crate::text::{Number, Words};
use std::ops::Range;

/// Fewer items are said to be public than were said to be determined.
pub static ITEMS: Rule = Rule {
    id: "text-items",
    code: "X-20",
    title: "事项数前后不一",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "前面写确定了 n 个公开事项并已公开，后面写公开各类事项 m 项，m 小于 n。",
    why: "读者会问其余的事项公开了没有。",
    how: "说明两个数各指什么，例如“64个事项全部编入目录，本年新增公开24项”。",
    right: examples!["确定12个领域共64个公开事项，已全部公开64项。"],
    wrong: examples!["确定12个领域共64个基层政务公开事项并进行公开，全年公开各类事项24项。"],
    by_default: true,
    check: |context, findings| {
        let mut determined = None;
        for passage in context.prose.section(1) {
            let text = passage.text();
            for amount in passage.amounts.iter().filter(|amount| matches!(amount.unit, "个" | "项" | "条")) {
                let near = passage.near(amount.range.end..text.len(), amount.range.end);
                let (before, behind) = (before(passage, amount.range.start, 14), &text[near]);
                let noun = behind.find(['，', '。', '；', '、']).map_or(behind, |end| &behind[..end]);
                let names_items = noun.find("公开事项").is_some_and(|at| noun[..at].chars().count() <= 8);
                let names_items = names_items || before.ends_with("公开事项") && !before.contains("公开各类");
                if names_items && words!["确定", "梳理", "共", "编制"].is_in(before) {
                    determined = Some((passage, amount));
                } else if let Some((first, whole)) = determined
                    && before.ends_with("事项")
                    && before.contains("公开")
                    && amount.value < whole.value
                {
                    findings.push(
                        Finding::new(
                            &ITEMS,
                            format!("前面称 {} 个事项，后面称公开 {} 项，请说明口径。", whole.value, amount.value),
                        )
                        .at(context.span(passage.span(amount.range.clone())))
                        .at(context.span(first.span(whole.range.clone()))),
                    );
                    determined = None;
                }
            }
        }
    },
};

/// The last `most` characters before byte `at`.
fn before(passage: &Passage, at: usize, most: usize) -> &str {
    let text = &passage.text()[..at];
    text.char_indices().rev().take(most).last().map_or("", |(start, _)| &text[start..])
}

/// Staff are said to be there for it alone, and not.
pub static STAFF: Rule = Rule {
    id: "text-staff",
    code: "X-21",
    title: "人员表述矛盾",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "“一”写有专人（专门人员、专职）负责，“五”又写身兼多职、没有专职人员。",
    why: "两处说法矛盾，像是套用的文字。",
    how: "按实际情况统一两处的说法。",
    right: examples![
        "一：确定1名工作人员负责公开工作，依申请公开情况良好。\n五：工作人员身兼多职，更新不够及时。下一步，将充实力量。"
    ],
    wrong: examples!["明确专人负责信息公开。\n五：工作人员身兼多职，更新不够及时。下一步，将充实力量。"],
    by_default: true,
    check: |context, findings| {
        static STAFF_WORDS: Words = Words::new(&["专门人员", "专人负责", "专职人员", "专人具体", "专职负责"]);
        static NOT: Words =
            Words::new(&["身兼多职", "身兼数职", "兼职", "没有专职", "无专职", "缺少专职", "缺乏专职", "缺乏专门人员"]);
        // Plans in section 五 are no contradiction; what it calls a problem is.
        let Some((first, at)) = find(context, 1, &STAFF_WORDS) else { return };
        let Some((second, other)) = find(context, 5, &NOT) else { return };
        let (one, two) = (&first.text()[at.clone()], &second.text()[other.clone()]);
        findings.push(
            Finding::new(&STAFF, format!("“一”写有“{one}”，“五”写“{two}”，两处说法不一，请核对。"))
                .at(context.span(second.span(other)))
                .at(context.span(first.span(at))),
        );
    },
};

/// There were complaints, and none.
pub static COMPLAINTS: Rule = Rule {
    id: "text-complaints",
    code: "X-22",
    title: "有投诉与无投诉",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "同一段里既写收到投诉 n 件，又写没有投诉。",
    why: "两处说法矛盾，除非说的不是同一类投诉。",
    how: "写明两处各指什么投诉。",
    right: examples!["收到投诉2件，均已办结。"],
    wrong: examples!["共收到市长信箱投诉情况2件，已按时回复；无政务公开举报及投诉情况。"],
    by_default: true,
    check: |context, findings| {
        for passage in context.prose.section(1) {
            let text = passage.text();
            let Some(some) = passage.amounts.iter().find(|amount| {
                amount.value > Number::ZERO
                    && amount.unit == "件"
                    && before(passage, amount.range.start, 10).contains("投诉")
            }) else {
                continue;
            };
            let none = words!["无", "没有", "未收到", "未发生", "未接到"].matches(text).find_map(|(at, _)| {
                let clause = text[at..].find(['，', '。', '；']).map_or(&text[at..], |end| &text[at..at + end]);
                let said = clause.find("投诉").filter(|end| clause[..*end].chars().count() <= 14)?;
                (!words!["逾期", "未答复"].is_in(clause)).then_some(at..at + said + "投诉".len())
            });
            let Some(none) = none else { continue };
            findings.push(
                Finding::new(
                    &COMPLAINTS,
                    format!("同一段既写投诉 {} 件，又写“{}”，请说明区别。", some.value, &text[none.clone()]),
                )
                .at(context.span(passage.span(none)))
                .at(context.span(passage.span(some.range.clone()))),
            );
        }
    },
};

/// Who lists services has some in 表二.
pub static SERVICES: Rule = Rule {
    id: "text-services",
    code: "X-23",
    title: "有服务事项而表二为0",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "2019年版：正文写有权责清单、公共服务事项清单、办事流程，表二“其他对外管理服务事项”全为0。",
    why: "有清单就有事项，表二应填事项数和办件量。",
    how: "对照清单核对表二。",
    right: examples!["2019年版\n公布了公共服务事项清单。"],
    wrong: examples!["2019年版\n公布了公共服务事项清单。\n整行·其他对外管理服务事项：0"],
    by_default: true,
    check: |context, findings| {
        let Some(row) = Row::all(TableKind::Disclosure, Edition::E2019).find(|row| row.id() == "other_services") else {
            return;
        };
        let cells: Vec<CellName> =
            row.columns(Edition::E2019).iter().map(|&column| CellName::new(row, column)).collect();
        if !cells.iter().all(|&cell| context.number(cell) == Some(Number::ZERO)) {
            return;
        }
        let Some((passage, at)) = find(context, 1, words!["公共服务事项清单", "权责清单", "办事流程", "服务事项清单"])
        else {
            return;
        };
        let words = &passage.text()[at.clone()];
        findings.push(
            Finding::new(&SERVICES, format!("正文写有“{words}”，表二“其他对外管理服务事项”全为0，请核对。"))
                .at(context.span(passage.span(at)))
                .at(context.row(row)),
        );
    },
};

/// Who bought equipment this year may have purchases in 表二.
pub static EQUIPMENT: Rule = Rule {
    id: "text-equipment",
    code: "X-24",
    title: "有购置设备而采购为0",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "2019年版：正文写本年购置、新增设备，表二“政府集中采购”为0。",
    why: "集中采购目录内的设备应计入政府集中采购。",
    how: "核对采购方式和金额；不属集中采购的不必改。",
    right: examples!["2019年版\n公开专区配备了电脑、打印机。\n整行·政府集中采购：0"],
    wrong: examples!["2019年版\n今年购置了触摸查询一体机、电脑等设备。\n整行·政府集中采购：0"],
    by_default: true,
    check: |context, findings| {
        let purchases = CellName::new(Row::PROCUREMENT, Column::Purchases);
        if context.number(purchases) != Some(Number::ZERO) {
            return;
        }
        static PURCHASES: Words = Words::new(&["购置", "购买", "采购", "新增", "新配备"]);
        for passage in context.prose.section(1).filter(|passage| passage.may_have(&PURCHASES)) {
            let text = passage.text();
            let bought = PURCHASES.matches(text).find_map(|(at, _)| {
                let clause = text[at..].find(['。', '；']).map_or(&text[at..], |end| &text[at..at + end]);
                let thing = words!["一体机", "电脑", "打印机", "复印机", "查询机", "显示屏", "设备"]
                    .find(clause)
                    .map(|(at, thing)| at + thing.len())?;
                (clause[..thing].chars().count() <= 24).then_some(at..at + thing)
            });
            if let Some(at) = bought {
                findings.push(
                    Finding::new(&EQUIPMENT, format!("正文写“{}”，表二政府集中采购为0，请核对。", &text[at.clone()]))
                        .at(context.span(passage.span(at)))
                        .at(context.cell(purchases)),
                );
                return;
            }
        }
    },
};

/// 总体情况 is about disclosure.
pub static BESIDE_THE_SUBJECT: Rule = Rule {
    id: "text-beside-the-subject",
    code: "X-26",
    title: "泛化内容",
    severity: Severity::Info,
    basis: "国办公开办函〔2021〕30号一（不宜泛化）；审核惯例",
    what: "总体情况里是否有较多信访、市长热线、12345、党建等与政府信息公开关系不大的句子。",
    why: "年度报告的内容不能遗漏，也不宜泛化。",
    how: "删去这些内容，或只保留与政府信息公开有关的部分。",
    right: examples!["通过12345热线解答政策咨询。"],
    wrong: examples![
        "一：全年办理市长信箱来信2件，接待来访群众490人次。做好市长热线工作，接听群众来电。依申请公开情况正常。"
    ],
    by_default: true,
    check: |context, findings| {
        let sentences = context.prose.section(1).map(|passage| passage.sentences().count()).sum::<usize>();
        let is_overview = |passage: &Passage| passage.part == Part::Section(1);
        let words = context.seen(Sought::Elsewhat).filter(|seen| is_overview(&context.prose.passages[seen.passage]));
        let mut words: Vec<&str> = words.map(|seen| seen.word).collect();
        let places = context.first_seen(Sought::Elsewhat).filter(|(_, passage, _)| is_overview(passage));
        let places = places.map(|(seen, passage, _)| context.span(passage.span(seen.at..seen.at + seen.word.len())));
        let places: Vec<Place> = places.collect();
        let about = places.len();
        words.sort_unstable();
        words.dedup();
        // Three different words, and a fifth of the sentences of a short text: one word may be a channel like any other.
        if words.len() >= 3 && about * 10 >= sentences {
            let shown = words[..words.len().min(4)].join("、");
            findings.push(
                Finding::new(
                    &BESIDE_THE_SUBJECT,
                    format!("有 {about} 句写的是{shown}，与政府信息公开关系不大，年度报告不宜泛化。"),
                )
                .at_all(places),
            );
        }
    },
};

/// The first of `words` in section `number`.
fn find<'a>(context: &'a Context, number: usize, words: &Words) -> Option<(&'a Passage, Range<usize>)> {
    context
        .prose
        .section(number)
        .find_map(|passage| passage.find(words).map(|(at, word)| (passage, at..at + word.len())))
}
