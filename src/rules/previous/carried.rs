//! Y-01, Y-02: what last year carried over is what this year begins with.

use super::{explained, note, of_last, of_this, side_by_side};
use crate::check::{Context, Finding, Severity};
use crate::rules::{PRACTICE, Rule};
use crate::standard::{CellName, Column, Row, TableKind};
use crate::text::Number;

/// The total.
pub static TOTAL: Rule = Rule {
    id: "previous-carried-over",
    code: "Y-01",
    title: "上年结转与上年报告不符",
    severity: Severity::Error,
    basis: PRACTICE,
    what: "本年表三“二、上年结转”的总计，是否等于上年报告表三“四、结转下年度继续办理”的总计。",
    why: "上年没有办完的申请都转到本年，两个数是同一批申请。",
    how: "对照上年报告改正；机构合并、划转等造成不同的，在正文中说明。",
    right: examples![
        "上年｜总计·四、结转下年度继续办理：2",
        "因职责划转，上年结转申请由2件变为5件。\n上年｜总计·四、结转下年度继续办理：2"
    ],
    wrong: examples!["上年｜总计·四、结转下年度继续办理：5"],
    by_default: true,
    check: |context, findings| {
        let differing = differing(context);
        if let Some(total) = differing.iter().find(|pair| pair.column == Column::Applicants) {
            report(&TOTAL, context, total, &differing, findings);
        }
    },
};

/// The kinds of applicants, where the totals agree.
pub static BY_APPLICANT: Rule = Rule {
    id: "previous-carried-over-applicants",
    code: "Y-02",
    title: "分申请人的上年结转与上年报告不符",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "总计相同时，各类申请人的“二、上年结转”是否等于上年报告的“四、结转下年度继续办理”。",
    why: "申请人的类别不会因为跨年而改变；总计相同而分项不同，多半是填错了列。",
    how: "对照上年报告，核对是哪一年填错了列。",
    right: examples!["上年｜自然人·四、结转下年度继续办理：2"],
    wrong: examples!["上年｜自然人·四、结转下年度继续办理：1\n上年｜商业企业·四、结转下年度继续办理：1"],
    by_default: true,
    check: |context, findings| {
        let differing = differing(context);
        if differing.iter().all(|pair| pair.column != Column::Applicants)
            && let Some(first) = differing.first()
        {
            report(&BY_APPLICANT, context, first, &differing, findings);
        }
    },
};

/// A column whose figures differ.
struct Pair {
    column: Column,
    now: Number,
    before: Number,
}

impl Pair {
    fn now(&self) -> CellName {
        CellName::new(Row::CARRIED_OVER, self.column)
    }

    fn before(&self) -> CellName {
        CellName::new(Row::REMAINING, self.column)
    }
}

/// The columns that differ. Where the report's own arithmetic already says that a cell should be what last year's
/// report has, there is nothing to add.
fn differing(context: &Context) -> Vec<Pair> {
    let Some(previous) = context.previous_figures() else { return Vec::new() };
    let pair = |column| {
        let (now, before) = (CellName::new(Row::CARRIED_OVER, column), CellName::new(Row::REMAINING, column));
        let pair = Pair { column, now: context.sure_number(now)?, before: previous.number(before)? };
        (pair.now != pair.before && context.repaired(now) != Some(pair.before)).then_some(pair)
    };
    Column::REQUESTS.into_iter().filter_map(pair).collect()
}

fn report(rule: &'static Rule, context: &Context, first: &Pair, all: &[Pair], findings: &mut Vec<Finding>) {
    let Some(previous) = context.previous_figures() else { return };
    let columns: Vec<String> = all
        .iter()
        .filter(|pair| pair.column != Column::Applicants)
        .map(|pair| {
            format!(
                "{}本年 {}、上年报告 {}",
                pair.column.label_in(Row::CARRIED_OVER, context.edition),
                pair.now,
                pair.before
            )
        })
        .collect();
    let explanation = explained(
        context,
        &["结转", "申请"],
        words!["合并办理", "移交", "口径", "更正", "重新统计", "核减", "核增", "漏统计", "统计有误"],
    );
    let repaired = previous.repaired(first.before()) == Some(first.now);
    let what = if first.column == Column::Applicants {
        let parts = if columns.is_empty() { String::new() } else { format!("（{}）", columns.join("；")) };
        format!("本年“上年结转”{} 件，上年报告“结转下年度继续办理”{} 件{parts}，两者应相同", first.now, first.before)
    } else {
        let [total, total_before] =
            [Row::CARRIED_OVER, Row::REMAINING].map(|row| CellName::new(row, Column::Applicants));
        let known = context.sure_number(total).is_some() && previous.number(total_before).is_some();
        let though = if known { "总计相同，而" } else { "" };
        format!("“上年结转”与上年报告“结转下年度继续办理”{though}分申请人不同：{}", columns.join("；"))
    };
    let what = if repaired {
        format!("{what}；按上年报告自身的勾稽关系，上年应为 {}，与本年相同，可能是上年报告填错", first.now)
    } else {
        format!("{what}{}", note(explanation))
    };
    let is_damaged = |table: Option<&crate::report::Table>| table.is_some_and(|table| table.is_damaged());
    let unsure =
        is_damaged(context.report.table(TableKind::Requests)) || is_damaged(previous.report.table(TableKind::Requests));
    let severity = match (explanation.is_some() || repaired, unsure) {
        (true, _) => Severity::Info,
        (false, true) => Severity::Warning,
        _ => rule.severity,
    };
    let mut finding = Finding::new(rule, format!("{what}。")).severity(severity);
    let ordered = || std::iter::once(first).chain(all.iter().filter(|pair| pair.column != first.column));
    finding = finding.at_all(ordered().map(|pair| context.cell(pair.now())));
    finding = finding.at_all(ordered().map(|pair| previous.cell(pair.before())));
    for pair in ordered() {
        let calculation = side_by_side([of_last(context, previous, pair.before())], [of_this(context, pair.now())]);
        finding.calculations.extend(calculation);
    }
    findings.push(finding);
}

#[cfg(test)]
mod tests {
    use crate::check::{Severity, Whose};
    use crate::rules::testing::Sample;
    use crate::standard::Edition::{E2019, E2021};

    #[test]
    fn the_total_and_its_columns_are_one_finding() {
        for edition in [E2019, E2021] {
            let (this, last) = (Sample::filled(edition), Sample::last_year(edition));
            assert!(this.against(&last, "previous-carried-over").is_empty());
            let last = last
                .cell("4", "natural_person", "5")
                .cell("4", "total", "5")
                .cell("1", "natural_person", "31")
                .cell("1", "total", "36");
            let found = this.against(&last, "previous-carried-over");
            assert_eq!(
                found[0].message,
                "本年“上年结转”2 件，上年报告“结转下年度继续办理”5 件（自然人本年 2、上年报告 5），两者应相同。"
            );
            assert_eq!((found.len(), found[0].severity, found[0].calculations.len()), (1, Severity::Error, 2));
            let whose: Vec<Whose> = found[0].places.iter().map(|place| place.report).collect();
            assert_eq!(whose, [Whose::This, Whose::This, Whose::Previous, Whose::Previous]);
            assert!(this.against(&last, "previous-carried-over-applicants").is_empty());
        }
    }

    #[test]
    fn columns_alone() {
        let last = Sample::last_year(E2021).cell("4", "natural_person", "1").cell("4", "business", "1");
        let found = Sample::filled(E2021).against(&last, "previous-carried-over-applicants");
        assert_eq!(
            found[0].message,
            "“上年结转”与上年报告“结转下年度继续办理”总计相同，而分申请人不同：自然人本年 2、上年报告 1；商业企业本年 0、上年报告 1。"
        );
        assert_eq!(found[0].severity, Severity::Warning);
    }

    #[test]
    fn columns_without_a_total() {
        let last = Sample::last_year(E2021).cell("4", "natural_person", "1").cell("4", "total", "");
        let last = last.cell("1", "natural_person", "27").cell("1", "total", "32");
        let found = Sample::filled(E2021).against(&last, "previous-carried-over-applicants");
        assert_eq!(
            found[0].message,
            "“上年结转”与上年报告“结转下年度继续办理”分申请人不同：自然人本年 2、上年报告 1。"
        );
    }

    #[test]
    fn what_was_not_read_is_not_compared() {
        let this = Sample::filled(E2021);
        for blank in ["", "/", "2件"] {
            let last = Sample::last_year(E2021).row("4", blank);
            assert!(this.against(&last, "previous-carried-over").is_empty(), "{blank}");
        }
    }

    #[test]
    fn one_cause_one_finding() {
        // The report's own arithmetic already names the cell and what it should be.
        let this = Sample::filled(E2021).cell("2", "total", "7");
        let last = Sample::last_year(E2021);
        assert!(this.against(&last, "previous-carried-over").is_empty());
        assert_eq!(this.against(&last, "requests-row-total").len() + this.against(&last, "requests-balance").len(), 1);
        // Last year's report is the one that contradicts itself.
        let last = Sample::last_year(E2021).cell("4", "total", "7");
        let found = Sample::filled(E2021).against(&last, "previous-carried-over");
        assert_eq!(found[0].severity, Severity::Info);
        assert!(found[0].message.contains("可能是上年报告填错"));
    }

    #[test]
    fn a_reorganisation_softens() {
        let last = Sample::last_year(E2021).cell("4", "natural_person", "5").cell("4", "total", "5");
        let this = Sample::filled(E2021).and("因机构改革，原由我镇承担的部分职责移交综合执法队。");
        assert_eq!(this.against(&last, "previous-carried-over")[0].severity, Severity::Info);
    }
}
