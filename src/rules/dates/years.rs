//! D-01, D-02, D-07: the years of sentences that tell what was done.

use crate::check::{Context, Finding, Severity};
use crate::prose::{Date, Part, Passage};
use crate::rules::signs::Sought;
use crate::rules::{PRACTICE, Rule};
use std::ops::Range;

/// No sentence of last year's report was left in.
pub static LEFT_OVER: Rule = Rule {
    id: "year-left-over",
    code: "D-01",
    title: "上年文字残留",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "写本年工作的句子以往年年份开头（例如2024年报告中的“2023年，我局主动公开……”）；“五”里的打算写成了本年（2024年报告中的“2024年将继续……”）。与上年比较、结转、预决算、文件名称和文号中的年份不算。",
    why: "多为在上年报告上修改时漏改，数字很可能也是上年的。",
    how: "核对这一句的年份和数字，一并改为本年。",
    right: examples![
        "2023年，我镇召开专题会议2次，较2022年增加1次。",
        "公开2022年度部门决算和2023年预算。",
        "2022年结转政府信息公开申请2件。",
        "落实《2022年政务公开工作要点》后续任务。",
        "五：2023年，我镇将政务公开纳入考核，但更新仍不够及时。\n五：2024年，我镇将继续加强培训，及时更新各个栏目。",
        "五：公开形式较为单一。针对2023年不足，我镇将从以下方面改进：拓展渠道，每半年培训一次。",
        "五：公开形式较为单一。2023年年报发布后，将继续加强培训。在2023年基础上，将进一步拓展渠道。",
    ],
    wrong: examples![
        "2022年，我镇主动公开各类信息241条。",
        "六：2022年未收取信息处理费。",
        "五：公开形式较为单一，业务培训不够经常。\n五：2023年，我镇将从以下方面改进：拓展公开渠道，每半年培训一次。"
    ],
    by_default: true,
    check: |context, findings| {
        let Some(this) = context.year() else { return };
        for (passage, date, clause) in leading_dates(context) {
            if !date.year.is_some_and(|year| (this - 2..this).contains(&year)) {
                continue;
            }
            let sentence = &passage.text()[passage.sentence_at(date.range.start)];
            let excused = words![
                "较上",
                "本年",
                "今年",
                "收到的",
                "受理的",
                "建立的",
                "制定的",
                "较去",
                "较20",
                "比上",
                "比去",
                "比20",
                "与20",
                "相比",
                "同比",
                "上年",
                "去年",
                "增长",
                "下降",
                "结转",
                "以来",
                "规划",
                "预算",
                "决算",
                "年底",
                "年末",
                "要点",
                "延续",
                "整改",
                "考核",
                "评估",
                "检查",
                "起施行",
                "施行",
                "年起",
                "印发",
                "修订",
                "同期",
                "通报",
                "转入",
                "增加",
                "减少",
            ]
            .is_in(sentence)
                || passage.dates_in(passage.sentence_at(date.range.start)).iter().any(|other| other.year == Some(this));
            if excused || !tells_of_work(&passage.text()[clause]) {
                continue;
            }
            findings.push(
                Finding::new(
                    &LEFT_OVER,
                    format!(
                        "报告年份为{this}年，这一句却写“{}”，请核对是不是上年文字，数字是否也要改。",
                        shown(passage, &date.range)
                    ),
                )
                .at(context.span(passage.span(date.range.clone()))),
            );
        }
        for (passage, date) in planned_for(context, this) {
            let shown = shown(passage, &date.range);
            let message = format!("报告年份为{this}年，打算写的却是“{shown}”，请核对是不是应为{}年。", this + 1);
            findings.push(
                Finding::new(&LEFT_OVER, message)
                    .at(context.span(passage.span(date.range.clone())))
                    .suggest(format!("{}年", this + 1)),
            );
        }
    },
};

/// The dates of section 五 that begin a clause and tell what is to be done in `year`: 2023年，我局将继续……. (将 before
/// a noun is another word: 将公开工作纳入考核; so is 针对2023年不足.)
fn planned_for<'a>(context: &'a Context, year: i32) -> impl Iterator<Item = (&'a Passage, &'a Date)> {
    context.prose.section(5).flat_map(move |passage| {
        passage
            .dates
            .iter()
            .filter(move |date| {
                let text = passage.text();
                let begins =
                    text[..date.range.start].chars().next_back().is_none_or(|before| "，。；：！？".contains(before));
                let rest = &text[date.range.end..];
                let rest = rest.strip_prefix('，').unwrap_or(rest);
                let owner = [
                    "我局",
                    "我镇",
                    "我乡",
                    "我街道",
                    "我办",
                    "我委",
                    "我单位",
                    "我市",
                    "我县",
                    "我区",
                    "本机关",
                    "本单位",
                ];
                let rest = owner.iter().find_map(|owner| rest.strip_prefix(owner)).unwrap_or(rest);
                let verbs =
                    words!["将从以下", "将从如下", "将继续", "将进一步", "将着力", "将不断", "将持续", "将围绕"];
                date.year == Some(year) && date.month.is_none() && begins && verbs.begin(rest).is_some()
            })
            .map(move |date| (passage, date))
    })
}

/// No sentence tells of what is still to come as done.
pub static FUTURE: Rule = Rule {
    id: "year-future",
    code: "D-02",
    title: "未来年份",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "写本年工作的句子以下一年年份开头。“下一年，我局将……”之类的打算不算。",
    why: "多为年份写错。",
    how: "核对年份。",
    right: examples!["2024年，我镇将继续做好信息公开工作。"],
    wrong: examples!["2024年，我镇主动公开各类信息241条。"],
    by_default: true,
    check: |context, findings| {
        let Some(this) = context.year() else { return };
        for (passage, date, clause) in leading_dates(context) {
            if date.year != Some(this + 1) {
                continue;
            }
            let sentence = &passage.text()[passage.sentence_at(date.range.start)];
            let plans = words![
                "将",
                "下一步",
                "拟",
                "计划",
                "要",
                "力争",
                "努力",
                "进一步",
                "打算",
                "目标",
                "结转",
                "推动",
                "加强",
                "做好",
                "截至",
            ]
            .is_in(sentence);
            if !plans && tells_of_work(&passage.text()[clause]) {
                findings.push(
                    Finding::new(
                        &FUTURE,
                        format!("报告年份为{this}年，这一句却写“{}”，请核对年份。", shown(passage, &date.range)),
                    )
                    .at(context.span(passage.span(date.range.clone()))),
                );
            }
        }
    },
};

/// Figures have a date.
pub static VAGUE: Rule = Rule {
    id: "time-vague",
    code: "D-07",
    title: "时间表述含糊",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "写数字的句子用了“目前”“今年”“去年”“近期”“年初以来”等指代不明的时间。",
    why: "报告公开后长期可查，读者不知道“目前”是哪一天。",
    how: "写明起止日期，例如“截至2024年12月31日”“2024年”。",
    right: examples!["截至2023年12月31日，公开各类事项24项。", "目前，专栏运行平稳。"],
    wrong: examples!["至目前已公开各类事项24项。", "今年以来发布信息124条。"],
    by_default: true,
    check: |context, findings| {
        let (mut places, mut shown) = (Vec::new(), Vec::new());
        for (seen, passage, sentence) in context.first_seen(Sought::VagueTime) {
            if passage.part != Part::Section(1) {
                continue;
            }
            let counts = passage.amounts_in(seen.at..sentence.end).iter().any(|amount| !amount.unit.is_empty());
            let comparing = passage.text()[sentence.start..seen.at].ends_with(['较', '比', '与', '同']);
            if counts && !comparing {
                places.push(context.span(passage.span(seen.at..seen.at + seen.word.len())));
                shown.push(format!("“{}”", seen.word));
            }
        }
        if places.is_empty() {
            return;
        }
        shown.dedup();
        let message = format!("{}指代不明，请写明起止日期（共 {} 处）。", shown.join("、"), places.len());
        findings.push(Finding::new(&VAGUE, message).at_all(places));
    },
};

/// The dates that open a clause of what sections 一 to 四 and 六 tell, and the clauses: from the date to the sentence's
/// end.
fn leading_dates<'a>(context: &'a Context) -> impl Iterator<Item = (&'a Passage, &'a Date, Range<usize>)> {
    let told = |passage: &&Passage| matches!(passage.part, Part::Section(1..=4 | 6));
    context.prose.passages.iter().filter(told).flat_map(|passage| {
        passage.dates.iter().filter_map(move |date| {
            let text = passage.text();
            let before = text[..date.range.start].chars().next_back();
            let sentence = passage.sentence_at(date.range.start).start;
            // 本机关2024年……: whose year it is may come first.
            let own =
                ["本机关", "本单位", "全市", "全县", "全区", "全镇", "全乡", "本镇", "本局", "本区", "本县", "本市"];
            let subject = text.get(sentence..date.range.start).unwrap_or_default();
            let named = own.contains(&subject) || subject.starts_with('我') && subject.chars().count() <= 3;
            let opens = named || before.is_none_or(|before| matches!(before, '。' | '；' | '：' | '）' | '！' | '？'));
            let rest = &text[date.range.end..];
            // 2023年12月，2021—2025年: a date of its own.
            let whole_year =
                date.month.is_none() && !rest.starts_with(['—', '-', '～', '底', '末', '初', '至', '起', '》']);
            (opens && whole_year).then(|| (passage, date, date.range.end..passage.sentence_at(date.range.start).end))
        })
    })
}

/// Whether a clause tells of work: its verb is one of those that reports count with.
fn tells_of_work(clause: &str) -> bool {
    let head: String = clause.chars().take(40).collect();
    words![
        "公开",
        "收到",
        "受理",
        "办理",
        "通过",
        "组织",
        "开展",
        "制发",
        "发布",
        "举办",
        "召开",
        "更新",
        "答复",
        "共",
        "累计",
        "落实",
        "坚持",
        "认真",
        "加强",
        "推进",
        "未收取",
        "未发生",
        "没有",
        "收取",
        "严格",
        "围绕",
        "按照",
        "建立",
        "完善",
        "接受",
        "深入",
        "贯彻",
        "强化",
        "对照",
        "做好",
        "聚焦",
        "立足",
        "积极",
        "全面",
        "扎实",
        "切实",
        "紧扣",
        "结合",
        "依托",
        "持续",
    ]
    .is_in(&head)
}

/// The beginning of the sentence, from its date.
fn shown(passage: &Passage, range: &Range<usize>) -> String {
    let text: String = passage.text()[range.start..].chars().take(16).collect();
    if passage.text()[range.start..].chars().count() > 16 { format!("{text}…") } else { text }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Sample;
    use crate::standard::Edition::E2021;

    #[test]
    fn what_is_no_left_over() {
        for line in [
            "2022年，我镇公开信息241条，2023年公开信息267条。",
            "自2021年起，我镇设立公开专区。",
            "《2022年度工作总结》已公开。",
            "2021—2025年规划已公开。",
            "2022年12月印发的制度继续执行。",
        ] {
            assert_eq!(Sample::filled(E2021).and(line).messages("year-left-over"), Vec::<String>::new(), "{line}");
        }
    }
}
