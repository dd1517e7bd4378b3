//! what the text says of review and litigation against 表四.

use super::compare::{Figures, compare, facts};
use crate::check::{Context, Finding, Severity};
use crate::prose::{Counted, Court, Fact};
use crate::rules::{PRACTICE, Rule};
use crate::standard::{CellName, Column, Edition, Row, TableKind};

/// The number of reviews is 表四's.
pub static REVIEW: Rule = Rule {
    id: "text-review",
    code: "X-08",
    title: "行政复议数与表四不一致",
    severity: Severity::Error,
    basis: PRACTICE,
    what: "正文所写政府信息公开行政复议的件数及维持、纠正、其他结果、尚未审结各数，是否等于表四行政复议各列。",
    why: "同一个数在正文和表格中不同，读者无法知道哪个对。",
    how: "核对案件台账，改正写错的一处；写的是全部行政复议而不只是政府信息公开的，在正文中写明。",
    right: examples!["一：2023年发生政府信息公开行政复议4件，均为结果维持。"],
    wrong: examples![
        "一：2023年发生政府信息公开行政复议5件。",
        "一：2023年发生政府信息公开行政复议4件，其中结果维持3件、结果纠正1件。"
    ],
    by_default: true,
    check: |context, findings| {
        for fact in facts(context).filter(|fact| !fact.denied) {
            let Counted::Cases(Court::Review, column) = fact.counted else { continue };
            against(&REVIEW, context, fact, &[Row::REVIEW], column, "行政复议", findings);
        }
    },
};

/// The number of lawsuits is 表四's.
pub static LITIGATION: Rule = Rule {
    id: "text-litigation",
    code: "X-09",
    title: "行政诉讼数与表四不一致",
    severity: Severity::Error,
    basis: PRACTICE,
    what: "正文所写政府信息公开行政诉讼的件数及各种结果，是否等于表四两类诉讼之和（写明未经复议直接起诉、复议后起诉的，与各自的列核对）。",
    why: "同一个数在正文和表格中不同，读者无法知道哪个对。",
    how: "核对案件台账，改正写错的一处。",
    right: examples!["一：2023年发生政府信息公开行政诉讼0件。"],
    wrong: examples!["一：2023年发生政府信息公开行政诉讼1件。", "一：2023年政府信息公开行政复议、行政诉讼共6件。"],
    by_default: true,
    check: |context, findings| {
        let rows = litigation();
        for fact in facts(context).filter(|fact| !fact.denied) {
            let Counted::Cases(court, column) = fact.counted else { continue };
            match court {
                Court::Litigation => against(&LITIGATION, context, fact, &rows, column, "行政诉讼", findings),
                Court::Direct => against(&LITIGATION, context, fact, &rows[..1], column, "未经复议直接起诉", findings),
                Court::AfterReview => against(&LITIGATION, context, fact, &rows[1..], column, "复议后起诉", findings),
                Court::All => {
                    let all: Vec<Row> = Row::all(TableKind::Disputes, Edition::E2021).collect();
                    against(&LITIGATION, context, fact, &all, column, "行政复议、行政诉讼共", findings);
                }
                Court::Review => {}
            }
        }
    },
};

/// Where there were none, 表四 says so too.
pub static NONE: Rule = Rule {
    id: "text-no-disputes",
    code: "X-10",
    title: "正文称没有复议、诉讼，表四不为0",
    severity: Severity::Error,
    basis: PRACTICE,
    what: "正文写没有发生行政复议、行政诉讼的，表四相应的总计是否为0。",
    why: "这类句子常见于沿用上年文字。",
    how: "有案件的，写明件数和结果；确实没有的，改正表四。",
    right: examples!["一：2023年发生政府信息公开行政复议4件，未发生行政诉讼。"],
    wrong: examples!["一：2023年，我镇未发生因政府信息公开引起的行政复议、行政诉讼。"],
    by_default: true,
    check: |context, findings| {
        let rows = litigation();
        for fact in facts(context).filter(|fact| fact.denied) {
            match fact.counted {
                Counted::Cases(Court::Review, None) => {
                    against(&NONE, context, fact, &[Row::REVIEW], None, "没有行政复议", findings)
                }
                Counted::Cases(Court::Litigation, None) => {
                    against(&NONE, context, fact, &rows, None, "没有行政诉讼", findings)
                }
                _ => {}
            }
        }
    },
};

/// The two rows of litigation: direct, after review.
fn litigation() -> Vec<Row> {
    Row::all(TableKind::Disputes, Edition::E2021).filter(|&row| row != Row::REVIEW).collect()
}

fn against(
    rule: &'static Rule,
    context: &Context,
    fact: &Fact,
    rows: &[Row],
    column: Option<Column>,
    said: &str,
    findings: &mut Vec<Finding>,
) {
    let cell = |&row: &Row| CellName::new(row, column.unwrap_or(Column::Cases));
    let cells: Vec<CellName> = rows.iter().map(cell).collect();
    let result = column.map_or("", |column| column.label_in(Row::REVIEW, Edition::E2021));
    let together = [if rows.len() == 2 { "表四两类行政诉讼" } else { "表四行政复议、行政诉讼" }, result, "合计"];
    compare(rule, context, fact, &format!("{said}{result}"), &Figures { cells, together, also: Vec::new() }, findings);
}
