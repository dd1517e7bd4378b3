//! Y-10, Y-11: figures that are last year's, and figures that leap.

use super::{explained, of_last, of_this, side_by_side};
use crate::check::{Context, Finding, Previous, Severity};
use crate::rules::{PRACTICE, Rule};
use crate::standard::{CellName, Column, Edition, Row, TableKind};
use crate::text::Number;

/// So many figures other than nought in 表三 do not come again by chance.
const MANY: usize = 6;

/// The tables are not last year's.
pub static IDENTICAL: Rule = Rule {
    id: "previous-tables-identical",
    code: "Y-10",
    title: "数据与上年完全相同",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "三张表（或有多个非零数的表三）是否与上年报告完全相同。",
    why: "申请、决定、案件的数量逐年相同的可能很小，多半是沿用了上年的表。",
    how: "核对是否贴错了上年的表；确实相同的不必改。",
    right: examples!["上年｜总计·一、本年新收：33"],
    wrong: examples![
        "上年｜自然人·一、本年新收：30\n上年｜总计·一、本年新收：35\n上年｜自然人·二、上年结转：2\n上年｜总计·二、上年结转：2\n上年｜行政规范性文件·现行有效件数：6"
    ],
    by_default: true,
    check: |context, findings| {
        let Some(previous) = context.previous_figures() else { return };
        let same = TableKind::ALL.map(|table| flows_if_same(context, previous, table));
        let place = |table: TableKind| {
            let cells = context.cells(table).map(|(cell, _)| cell);
            let first = cells.into_iter().find(|&cell| is_flow(cell) && context.number(cell) != Some(Number::ZERO));
            first.map(|cell| [context.cell(cell), previous.cell(cell)])
        };
        let (message, places) = match same {
            [Some(first), Some(second), Some(third)] if first + second + third > 0 => (
                "三张表的数据与上年报告完全相同，请核对是否沿用了上年的表。",
                TableKind::ALL.into_iter().find_map(place),
            ),
            [_, Some(flows), _] if flows >= MANY => {
                ("表三的数据与上年报告完全相同，请核对是否沿用了上年的表。", place(TableKind::Requests))
            }
            _ => return,
        };
        findings.push(Finding::new(&IDENTICAL, message).at_all(places.into_iter().flatten()));
    },
};

/// Whether a figure counts what happened within the year, not what there is.
fn is_flow(cell: CellName) -> bool {
    !matches!(cell.column, Column::InForce | Column::TotalDisclosed | Column::ItemsLastYear)
}

/// How many figures other than nought count what happened in the year, where the table is last year's.
fn flows_if_same(context: &Context, previous: &Previous, table: TableKind) -> Option<usize> {
    let form = context.report.table(table)?.form;
    if previous.form(table) != Some(form) {
        return None;
    }
    let mut flows = 0;
    for cell in CellName::all(table, form) {
        let (now, before) = context.both_numbers(cell)?;
        if now != before {
            return None;
        }
        flows += usize::from(is_flow(cell) && now != Number::ZERO);
    }
    Some(flows)
}

/// Below this many a change of any size is nothing.
const FEW: i64 = 10;
/// Ten times as many is a leap.
const TIMES: usize = 10;

/// (2021) Decisions and fees do not leap.
pub static LEAP: Rule = Rule {
    id: "previous-leap",
    code: "Y-11",
    title: "数据大幅波动",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "2021年版：行政许可、行政处罚、行政强制、行政事业性收费与上年报告相比，是否相差十倍以上或变为0。",
    why: "大起大落多半是漏填、口径不同或单位（元、万元）不同。",
    how: "核对两年的口径和单位；确实如此的，宜在正文说明。",
    right: examples!["上年｜行政许可·本年处理决定数量：3"],
    wrong: examples!["上年｜行政许可·本年处理决定数量：213"],
    by_default: true,
    check: |context, findings| {
        let Some(previous) = context.previous_figures() else { return };
        for row in Row::all(TableKind::Disclosure, Edition::E2021) {
            let column = match row.columns(Edition::E2021) {
                [only] => *only,
                _ => continue,
            };
            let cell = CellName::new(row, column);
            let forms = [Some(context.form(TableKind::Disclosure)), previous.form(TableKind::Disclosure)];
            if forms != [Some(Edition::E2021); 2] {
                continue;
            }
            let Some((now, before)) = context.both_numbers(cell).filter(|&(now, before)| leaps(now, before)) else {
                continue;
            };
            let advice = match column {
                Column::Amount if is_of_units(now, before) => "，正好相差一万倍，请核对单位是否为万元",
                Column::Amount => "，请核对口径和单位（万元）",
                _ => "，请核对口径",
            };
            if explained(context, &[row.short(Edition::E2021)], words!["口径", "划转", "下放", "取消", "移交", "停征"])
                .is_some()
            {
                continue;
            }
            let message = format!("“{}”由上年报告的 {before} 变为 {now}{advice}。", context.name(cell));
            let mut finding = Finding::new(&LEAP, message).at(context.cell(cell)).at(previous.cell(cell));
            finding.calculations.extend(side_by_side([of_last(context, previous, cell)], [of_this(context, cell)]));
            findings.push(finding);
        }
    },
};

/// From something to nothing, or more than ten times, where it is not a matter of a few.
fn leaps(now: Number, before: Number) -> bool {
    if now.is_negative() || before.is_negative() {
        return false;
    }
    let (less, more) = if now < before { (now, before) } else { (before, now) };
    let ten_times: Number = std::iter::repeat_n(less, TIMES).sum();
    let risen_from_nothing = before == Number::ZERO;
    more >= Number::whole(FEW) && more > ten_times && !risen_from_nothing
}

fn is_of_units(now: Number, before: Number) -> bool {
    now.per_ten_thousand() == Some(before) || before.per_ten_thousand() == Some(now)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Sample;
    use crate::standard::Edition::E2021;

    #[test]
    fn tables_of_last_year() {
        let this = Sample::filled(E2021);
        let last = this.clone().title("白石镇人民政府2022年政府信息公开工作年度报告");
        assert_eq!(this.against(&last, "previous-tables-identical").len(), 1);
        let other = last.cell("licensing", "decisions", "3");
        let found = this.against(&other, "previous-tables-identical");
        assert!(found[0].message.starts_with("表三"));
        assert!(this.against(&Sample::last_year(E2021), "previous-tables-identical").is_empty());
    }

    #[test]
    fn a_small_organ_may_have_the_same_noughts_every_year() {
        let nothing = |sample: Sample| {
            let rows = ["1", "2", "3.1", "3.2", "3.3.7", "3.4.1", "3.5.1", "3.7", "4", "licensing", "penalties"];
            let sample = rows.into_iter().fold(sample, |sample, row| sample.row(row, "0"));
            let sample =
                ["review", "compulsory_measures", "fees"].into_iter().fold(sample, |sample, row| sample.row(row, "0"));
            sample.row("normative_documents", "0").cell("normative_documents", "in_force", "3")
        };
        let this = nothing(Sample::filled(E2021));
        let last = nothing(Sample::last_year(E2021));
        assert!(this.against(&last, "previous-tables-identical").is_empty());
    }

    #[test]
    fn leaps() {
        let of = |row: &str, column: &str, now: &str, before: &str| {
            let this = Sample::filled(E2021).cell(row, column, now);
            this.against(&Sample::last_year(E2021).cell(row, column, before), "previous-leap").len()
        };
        assert_eq!(of("licensing", "decisions", "0", "35"), 1);
        assert_eq!(of("licensing", "decisions", "0", "3"), 0);
        assert_eq!(of("licensing", "decisions", "35", "0"), 0);
        assert_eq!(of("licensing", "decisions", "1200", "11"), 1);
        assert_eq!(of("licensing", "decisions", "100", "11"), 0);
        assert_eq!(of("fees", "amount", "15300", "1.53"), 1);
        let this = Sample::filled(E2021).cell("fees", "amount", "15300");
        let found = this.against(&Sample::last_year(E2021).cell("fees", "amount", "1.53"), "previous-leap");
        assert!(found[0].message.contains("一万倍"));
    }
}
