//! S10, S11: the edition of the format.

use crate::check::{Context, Finding, Place, Severity};
use crate::report::Marker;
use crate::rules::Rule;
use crate::standard::Edition;

const NOTICES: &str = "国办公开办函〔2019〕60号、国办公开办函〔2021〕30号";

/// The tables are of the edition that the year asks for.
pub static YEAR: Rule = Rule {
    id: "edition-year",
    code: "S10",
    title: "报告年份与表格格式不一致",
    severity: Severity::Error,
    basis: NOTICES,
    what: "2019、2020年的报告是否用2019年版表格，2021年起的报告是否用2021年版表格。",
    why: "两版表格的栏目和口径不同，用错一版，数据无法汇总。",
    how: "换用与报告年份对应的表格，按新的口径重新填写。",
    right: examples![
        "标题：白石镇人民政府2022年政府信息公开工作年度报告",
        "2019年版\n标题：白石镇人民政府2020年政府信息公开工作年度报告",
    ],
    wrong: examples!["2019年版\n标题：白石镇人民政府2022年政府信息公开工作年度报告"],
    by_default: true,
    check: |context, findings| {
        let (Some(year), Some(used)) = (context.year(), context.report.edition) else { return };
        let Some(expected) = Edition::for_year(year) else { return };
        if used == expected {
            return;
        }
        let markers: Vec<&Marker> = context.report.markers.iter().filter(|marker| marker.edition == used).collect();
        let Some(first) = markers.first() else { return };
        findings.push(
            Finding::new(
                &YEAR,
                format!(
                    "本报告为{year}年，应使用{}格式（{}），但表格中出现了{}格式的“{}”等 {} 处。",
                    expected.name(),
                    expected.notice(),
                    used.name(),
                    context.quote(first.span),
                    markers.len()
                ),
            )
            .at_all(markers.iter().map(|marker| place(context, marker))),
        );
    },
};

/// The tables are not a mixture of both.
pub static MIXED: Rule = Rule {
    id: "edition-mixed",
    code: "S11",
    title: "两版格式混用",
    severity: Severity::Error,
    basis: NOTICES,
    what: "三张表里是否同时有两版格式的栏目。",
    why: "两版栏目口径不同，混在一起无法汇总。",
    how: "统一改用与报告年份对应的一版表格。",
    right: examples!["改名：本年制发件数→本年制发 件数"],
    wrong: examples!["改名：本年制发件数→本年新制作数量"],
    by_default: true,
    check: |context, findings| {
        let of = |edition| context.report.markers.iter().filter(move |marker: &&Marker| marker.edition == edition);
        let (old, new) = (of(Edition::E2019).count(), of(Edition::E2021).count());
        let (Some(first_old), Some(first_new)) = (of(Edition::E2019).next(), of(Edition::E2021).next()) else { return };
        let expected = context.year().and_then(Edition::for_year).or(context.report.edition);
        let wrong = match expected {
            Some(Edition::E2019) => Edition::E2021,
            Some(Edition::E2021) => Edition::E2019,
            None if old < new => Edition::E2019,
            None => Edition::E2021,
        };
        findings.push(
            Finding::new(
                &MIXED,
                format!(
                    "表格中同时出现了2019年版格式的“{}”和2021年版格式的“{}”。",
                    context.quote(first_old.span),
                    context.quote(first_new.span)
                ),
            )
            .at_all(of(wrong).map(|marker| place(context, marker))),
        );
    },
};

fn place(context: &Context, marker: &Marker) -> Place {
    context.span(marker.span)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Sample;
    use crate::standard::{Edition::*, TableKind};

    #[test]
    fn year() {
        let old = Sample::filled(E2019).title("白石镇人民政府2022年政府信息公开工作年度报告");
        let messages = old.messages("edition-year");
        assert_eq!(messages.len(), 1);
        assert!(messages[0].contains("应使用2021年版格式（国办公开办函〔2021〕30号）"), "{messages:?}");
        assert!(messages[0].contains("2019年版格式的“"), "{messages:?}");
        assert_eq!(Sample::filled(E2019).messages("edition-year").len(), 0);
    }

    #[test]
    fn mixed() {
        let sample = Sample::filled(E2021).label("本年制发件数", "本年新制作数量");
        assert_eq!(sample.messages("edition-mixed").len(), 1);
        let sample = Sample::filled(E2021).form(TableKind::Disclosure, E2019);
        assert!(
            sample.findings().iter().any(|finding| finding.rule == "edition-mixed" || finding.rule == "edition-year")
        );
    }
}
