//! D-03 to D-05: the period that the figures cover, and the date of the report.

use crate::check::{Context, Finding, Severity};
use crate::prose::{Date, Part, Passage};
use crate::report::OrganClass;
use crate::rules::{LOGIC, PRACTICE, Rule};

/// The figures cover the calendar year.
pub static PERIOD: Rule = Rule {
    id: "period",
    code: "D-03",
    title: "统计期限不对",
    severity: Severity::Error,
    basis: "DB51/T 2660—2019；统一惯例",
    what: "写统计期限（统计周期）的句子，起止日期是否为报告年份的1月1日至12月31日。",
    why: "年度报告按自然年统计；期限写成上年，多为漏改。",
    how: "改为“自n年1月1日起至n年12月31日止”，n为报告年份。",
    right: examples![
        "前言：本报告中所列数据的统计期限为2023年1月1日至12月31日。",
        "前言：本报告数据统计期限自2023年1月1日起至2023年12月31日止。",
    ],
    wrong: examples![
        "前言：本报告中所列数据的统计期限为2022年1月1日至12月31日。",
        "前言：本报告中所列数据的统计期限为2023年1月1日至11月30日。",
        "前言：本报告中所列数据的统计期限为2023年1月1日至2022年12月31日。",
    ],
    by_default: true,
    check: |context, findings| {
        let Some(year) = context.year() else { return };
        for passage in context.prose.written() {
            for sentence in passage.sentences() {
                let text = &passage.text()[sentence.clone()];
                let dates: Vec<&Date> = passage
                    .dates_in(sentence.clone())
                    .iter()
                    .filter(|date| date.month.is_some() && date.day.is_some())
                    .collect();
                let [first, last] = dates[..] else { continue };
                let names = words![
                    "统计期限",
                    "统计周期",
                    "统计时间",
                    "统计时限",
                    "数据期限",
                    "统计区间",
                    "统计日期",
                    "统计期"
                ]
                .is_in(text);
                // Two dates and nothing but 起至 between them.
                let joined = passage.text()[first.range.end..last.range.start].chars().count() <= 4;
                let whole_year =
                    (first.month, first.day, last.month, last.day) == (Some(1), Some(1), Some(12), Some(31));
                // In a section other things have periods, too.
                let of_report = matches!(passage.part, Part::Preface)
                    || first.month == Some(1) && first.day == Some(1)
                    || words!["本报告", "年报", "年度报告"].is_in(text);
                if !joined || !of_report || !(names || whole_year && matches!(passage.part, Part::Preface)) {
                    continue;
                }
                let last_year = last.year.or(first.year);
                let right = whole_year
                    && first.year.is_none_or(|first| first == year)
                    && last_year.is_none_or(|last| last == year);
                if !right {
                    let range = first.range.start..last.range.end;
                    findings.push(
                        Finding::new(
                            &PERIOD,
                            format!("统计期限应为{year}年1月1日至12月31日，现为“{}”。", &passage.text()[range.clone()]),
                        )
                        .at(context.span(passage.span(range)))
                        .suggest(format!("{year}年1月1日至{year}年12月31日")),
                    );
                }
            }
        }
    },
};

/// The report was dated after the year's end.
pub static TOO_EARLY: Rule = Rule {
    id: "dated-too-early",
    code: "D-04",
    title: "报告日期早于年度终了",
    severity: Severity::Warning,
    basis: LOGIC,
    what: "落款日期是否在报告年份12月31日以后。",
    why: "全年数据要到年末才齐，落款早于年末多为日期写错或沿用上年。",
    how: "核对落款日期。",
    right: examples!["末尾：白石镇人民政府\n末尾：2024年1月20日"],
    wrong: examples!["末尾：白石镇人民政府\n末尾：2023年1月20日"],
    by_default: true,
    check: |context, findings| {
        let (Some(year), Some((passage, date))) = (context.year(), signed(context)) else { return };
        if date.year.is_some_and(|signed| signed <= year) {
            let message =
                format!("落款日期“{}”早于统计期末{year}年12月31日，请核对。", &passage.text()[date.range.clone()]);
            findings.push(Finding::new(&TOO_EARLY, message).at(context.span(passage.span(date.range.clone()))));
        }
    },
};

/// It was published in time.
pub static TOO_LATE: Rule = Rule {
    id: "dated-too-late",
    code: "D-05",
    title: "迟于法定期限",
    severity: Severity::Warning,
    basis: "《中华人民共和国政府信息公开条例》第四十九条",
    what: "落款日期是否在法定期限内：县级以上人民政府部门为次年1月31日前，县级以上地方人民政府为次年3月31日前。乡镇、街道的期限由当地规定，只作提示。",
    why: "条例规定了公布年度报告的期限。",
    how: "核对落款日期；确已迟延的，尽快公布。",
    right: examples!["标题：白石县财政局2023年政府信息公开工作年度报告\n末尾：白石县财政局\n末尾：2024年1月20日"],
    wrong: examples!["标题：白石县财政局2023年政府信息公开工作年度报告\n末尾：白石县财政局\n末尾：2024年2月20日"],
    by_default: true,
    check: |context, findings| {
        let (Some(year), Some((passage, date)), Some(organ)) =
            (context.year(), signed(context), context.report.organ())
        else {
            return;
        };
        let (Some(signed), Some(month), Some(_)) = (date.year, date.month, date.day) else { return };
        let class = OrganClass::of(organ);
        let (last, local) = match class {
            OrganClass::Government | OrganClass::GovernmentOffice => (3, false),
            OrganClass::Department => (1, false),
            OrganClass::Township | OrganClass::Street => (1, true),
            OrganClass::Unknown => return,
        };
        // A report that is years late was put up again.
        if signed != year + 1 || month <= last {
            return;
        }
        let shown = &passage.text()[date.range.clone()];
        let finding = if local {
            Finding::new(
                &TOO_LATE,
                format!("落款日期为{shown}；乡镇、街道的公布期限由当地规定，一般为次年1月31日前，请核对。"),
            )
            .severity(Severity::Info)
            .basis(PRACTICE)
        } else {
            Finding::new(&TOO_LATE, format!("{organ}的年度报告应于次年{last}月31日前公布，落款日期为{shown}，请核对。"))
        };
        findings.push(finding.at(context.span(passage.span(date.range.clone()))));
    },
};

/// The date of the signature.
fn signed<'a>(context: &'a Context) -> Option<(&'a Passage, &'a Date)> {
    let passage = context
        .prose
        .passages
        .iter()
        .rev()
        .find(|passage| passage.part == Part::Signature && !passage.dates.is_empty())?;
    passage.dates.first().map(|date| (passage, date))
}
