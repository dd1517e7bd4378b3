//! Y-00, Y-12: whether last year's report is what it should be, and what is not compared.

use crate::check::{Context, Finding, Place, Severity, Whose};
use crate::report::Report;
use crate::rules::{PRACTICE, Rule};
use crate::standard::{Edition, TableKind};
use crate::text::Span;

/// It is last year's report of the same organ.
pub static MISMATCH: Rule = Rule {
    id: "previous-mismatch",
    code: "Y-00",
    title: "上年报告不对",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "给出的上年报告是不是同一机关上一年的年度报告。",
    why: "年份、机关不对，数据就不能对照；机关更名的，仍按上年报告对照。",
    how: "换成同一机关上一年的报告。",
    right: examples!["上年｜标题：白石镇2022年政府信息公开工作年度报告"],
    wrong: examples![
        "上年｜标题：白石镇人民政府2021年政府信息公开工作年度报告",
        "上年｜标题：青山镇人民政府2022年政府信息公开工作年度报告",
    ],
    by_default: true,
    check: |context, findings| {
        let Some(previous) = &context.previous else { return };
        let year = |report: &Report| report.year().map_or("年份不明".to_owned(), |year| format!("{year}年"));
        let due = context.year().map_or("上一年".to_owned(), |year| format!("{}年", year - 1));
        let organ = |report: &Report| report.organ().unwrap_or("机关不明").to_owned();
        let (this_year, other_year) = (year(context.report), year(previous.report));
        let mut severity = Severity::Warning;
        let message = if previous.is_same {
            format!("给出的上年报告与本报告内容完全相同，没有对照，请换成{due}的报告。")
        } else if previous.years.is_some_and(|years| years < 0) {
            format!("给出的上年报告是{other_year}的，本报告是{this_year}的，两份可能放反了，没有对照。")
        } else if previous.years == Some(0) {
            format!("给出的上年报告也是{other_year}的，没有对照，请换成{due}的报告。")
        } else if previous.is_other_organ {
            let (this, other) = (organ(context.report), organ(previous.report));
            let whose = format!("给出的上年报告是“{other}”{other_year}的，本报告是“{this}”{this_year}的");
            match (previous.is_comparable(), previous.reorganised) {
                (true, Some(word)) => {
                    severity = Severity::Info;
                    format!("{whose}；正文提到“{word}”，仍按上年报告对照，请核对是否同一机关。")
                }
                _ => format!("{whose}，请核对是否选错了文件；只对照了文字，没有对照数据。"),
            }
        } else if previous.years.is_some_and(|years| years > 1) {
            format!(
                "给出的上年报告是{other_year}的，本报告是{this_year}的，上年应为{due}；只对照了文字，没有对照数据。"
            )
        } else if previous.years.is_none() && context.year().is_some() && !context.report.is_tables_only() {
            severity = Severity::Info;
            format!("给出的上年报告中没有找到年份，仍按{due}的报告对照，请核对是否选错了文件。")
        } else {
            return;
        };
        let there = Place { report: Whose::Previous, span: title(previous.report), ..Place::default() };
        findings.push(
            Finding::new(&MISMATCH, message)
                .severity(severity)
                .at(Place { span: title(context.report), ..Place::default() })
                .at(there),
        );
    },
};

/// The first line of a report's title.
fn title(report: &Report) -> Option<Span> {
    let item = report.outline.title.as_ref()?.items.start;
    Some(report.document.whole(report.document.blocks_of(item as usize).start))
}

/// The two editions are not compared where they count different things.
pub static EDITION: Rule = Rule {
    id: "previous-other-edition",
    code: "Y-12",
    title: "跨格式不比较",
    severity: Severity::Info,
    basis: "国办公开办函〔2019〕60号、国办公开办函〔2021〕30号",
    what: "两年的表二格式不同时，说明哪些数据没有对照。",
    why: "2021年版的“现行有效件数”与2019年版的“对外公开总数量”不是一回事，项目数量、采购等栏也取消了，不能比较。",
    how: "不必改；需要说明变化的，写在正文中。",
    right: examples!["上年｜结转下年度2件。"],
    wrong: examples!["上年｜表二：2019年版"],
    by_default: true,
    check: |context, findings| {
        let Some(previous) = context.previous_figures() else { return };
        let (Some(table), Some(other)) =
            (context.report.table(TableKind::Disclosure), previous.form(TableKind::Disclosure))
        else {
            return;
        };
        if table.form == other {
            return;
        }
        let year = |year: Option<i32>, else_: &str| year.map_or(else_.to_owned(), |year| format!("{year}年"));
        let (before, now) = (year(previous.report.year(), "上年"), year(context.year(), "本年"));
        let counted = |edition| match edition {
            Edition::E2019 => "对外公开总数量、项目数量、采购",
            Edition::E2021 => "制发、废止、现行有效件数和处理决定数量、收费金额",
        };
        findings.push(
            Finding::new(
                &EDITION,
                format!(
                    "{before}与{now}的表二口径不同（{before}填{}，{now}填{}），表二未作比较；表三、表四和正文已经对照。",
                    counted(other),
                    counted(table.form),
                ),
            )
            .at(first_cell(context).unwrap_or_else(|| context.in_table(TableKind::Disclosure, None))),
        );
    },
};

fn first_cell(context: &Context) -> Option<Place> {
    context.cells(TableKind::Disclosure).next().map(|(cell, _)| context.cell(cell))
}

#[cfg(test)]
mod tests {

    use crate::rules::testing::Sample;
    use crate::standard::Edition::{E2019, E2021};

    fn message(this: &Sample, previous: &Sample) -> String {
        this.against(previous, "previous-mismatch").first().map(|found| found.message.clone()).unwrap_or_default()
    }

    #[test]
    fn the_wrong_file() {
        let (this, last) = (Sample::filled(E2021), Sample::last_year(E2021));
        assert_eq!(message(&this, &last), "");
        assert!(message(&this, &this).contains("完全相同"));
        assert!(message(&last, &this).contains("放反了"));
        assert!(message(&this, &this.clone().and("又公开了三条。")).contains("也是2023年的"));
        let of = |title: &str| last.clone().title(title);
        let older = of("白石镇人民政府2020年政府信息公开工作年度报告");
        assert!(message(&this, &older).contains("上年应为2022年"));
        assert!(message(&this, &of("白石镇人民政府政府信息公开工作年度报告")).contains("没有找到年份"));
        let other = of("青山镇人民政府2022年政府信息公开工作年度报告");
        assert!(message(&this, &other).contains("没有对照数据"));
        assert!(message(&this.clone().and("因机构改革，青山镇并入我镇。"), &other).contains("仍按上年报告对照"));
    }

    #[test]
    fn figures_of_a_wrong_file_are_not_compared() {
        let this = Sample::filled(E2021).cell("2", "natural_person", "9").cell("2", "total", "9");
        let last = Sample::last_year(E2021);
        let count = |last: &Sample| this.against(last, "previous-carried-over").len();
        assert_eq!(count(&last), 1);
        assert_eq!(count(&last.clone().title("白石镇人民政府2020年政府信息公开工作年度报告")), 0);
        assert_eq!(count(&last.title("青山镇人民政府2022年政府信息公开工作年度报告")), 0);
    }

    #[test]
    fn the_change_of_edition() {
        let title = |year: i32| format!("白石镇人民政府{year}年政府信息公开工作年度报告");
        let this = Sample::filled(E2021).title(&title(2021)).cell("normative_documents", "in_force", "60");
        let last = Sample::last_year(E2019).title(&title(2020));
        assert_eq!(this.against(&last, "previous-other-edition").len(), 1);
        assert_eq!(this.against(&last, "previous-in-force").len(), 0);
        assert_eq!(this.against(&last, "previous-leap").len(), 0);
        let wrong = this.cell("2", "natural_person", "9").cell("2", "total", "9");
        assert_eq!(wrong.against(&last, "previous-carried-over").len(), 1);
    }
}
