//! Y-09: cases that were pending last year.

use crate::check::{Finding, Severity};
use crate::rules::{LOGIC, Rule};
use crate::standard::{CellName, Column, Row, TableKind};

/// They are this year's cases, too.
pub static PENDING: Rule = Rule {
    id: "previous-pending-cases",
    code: "Y-09",
    title: "未审结案件去向",
    severity: Severity::Info,
    basis: LOGIC,
    what: "上年报告表四的“尚未审结”，是否不多于本年同一类的“总计”。",
    why: "上年没有审结的案件，本年要么审结、要么仍未审结，都应计入本年。",
    how: "核对上年未审结案件的结果是否计入了本年表四。",
    right: examples!["上年｜行政复议·尚未审结：4\n上年｜行政复议·总计：8"],
    wrong: examples!["上年｜复议后起诉·尚未审结：2\n上年｜复议后起诉·总计：2"],
    by_default: true,
    check: |context, findings| {
        let Some(previous) = context.previous_figures() else { return };
        for row in Row::all(TableKind::Disputes, context.edition) {
            let (total, pending) = (CellName::new(row, Column::Cases), CellName::new(row, Column::Pending));
            let (Some(total_now), Some(pending_before)) = (context.sure_number(total), previous.number(pending)) else {
                continue;
            };
            // A total that contradicts its own parts is told by another rule.
            let contradicted = context.arithmetic.faults.iter().any(|fault| {
                fault.relations.iter().any(|&at| {
                    context.arithmetic.relations.get(at).is_some_and(|checked| checked.relation.wholes.contains(&total))
                })
            });
            if total_now < pending_before && !contradicted {
                let name = row.short(context.edition);
                findings.push(
                    Finding::new(
                        &PENDING,
                        format!("上年报告“{name}”尚未审结 {pending_before} 件，本年总计只有 {total_now} 件，请核对上年未审结案件的去向。"),
                    )
                    .at(context.cell(total))
                    .at(previous.cell(pending)),
                );
            }
        }
    },
};
