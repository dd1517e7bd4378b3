//! T3-18, T3-19: figures of 表三 that ask for a word in the text.

use crate::check::{Finding, Severity};
use crate::rules::{LOGIC, PRACTICE, Rule};
use crate::standard::{CellName, Column, Row, TableKind};
use crate::text::{Number, fold};

const TABLE: TableKind = TableKind::Requests;

/// Who did not pay was asked to.
pub static FEE_UNPAID: Rule = Rule {
    id: "fee-unpaid",
    code: "T3-18",
    title: "逾期未缴费未作说明",
    severity: Severity::Warning,
    basis: LOGIC,
    what: "表三“（六）2.逾期未缴费”不为0时，“六”是否写到收费。",
    why: "有人逾期未缴费，说明发出过收费通知，“六”中应有交代。",
    how: "在“六”中说明发出收费通知的情况。",
    right: examples![
        "自然人·（五）1.信访举报投诉类申请：1\n总计·（五）1.信访举报投诉类申请：1\n自然人·（六）2.逾期未缴费：2\n总计·（六）2.逾期未缴费：2\n六：2023年发出收费通知2件，申请人均逾期未缴费。"
    ],
    wrong: examples![
        "自然人·（五）1.信访举报投诉类申请：1\n总计·（五）1.信访举报投诉类申请：1\n自然人·（六）2.逾期未缴费：2\n总计·（六）2.逾期未缴费：2\n六：无其他需要报告的事项。"
    ],
    by_default: true,
    check: |context, findings| {
        let cell = CellName::new(Row::FEE_UNPAID, Column::Applicants);
        let Some(count) = context.number(cell).filter(|&count| count > Number::ZERO) else { return };
        let text = fold(&context.body_text(6));
        if context.heading(6).is_none() || words!["收费", "缴费", "处理费", "费用"].is_in(&text) {
            return;
        }
        findings.push(
            Finding::new(&FEE_UNPAID, format!("表三有 {count} 件逾期未缴费，请在“六”中说明收费通知的情况。"))
                .at(context.cell(cell)),
        );
    },
};

/// A table of noughts is confirmed by the text.
pub static ALL_ZERO: Rule = Rule {
    id: "requests-all-zero",
    code: "T3-19",
    title: "全表为0",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "表三全部为0时，正文是否写明未收到申请。",
    why: "小单位全年没有申请是正常的，但正文应当写明，以免被当作漏填。",
    how: "确认后在总体情况中写明“未收到政府信息公开申请”。",
    right: examples!["一：2023年未收到政府信息公开申请。\n整表·表三：0"],
    wrong: examples!["一：2023年主动公开信息267条。\n整表·表三：0"],
    by_default: true,
    check: |context, findings| {
        // A table that lost rows is told as such.
        if context.report.table(TABLE).is_none_or(|table| !table.missing().is_empty()) {
            return;
        }
        let mut cells = context.cells(TABLE).peekable();
        let Some(&(first, _)) = cells.peek() else { return };
        if !cells.all(|(_, reading)| reading.value.number() == Some(Number::ZERO)) {
            return;
        }
        let none = |clause: &str| {
            clause.contains("申请") && words!["未", "无", "没有", "0件", "0宗", "为0", "零"].is_in(clause)
        };
        let said = (1..=6).any(|number| {
            let text = fold(&context.body_text(number));
            text.split(['。', '；']).any(none)
        });
        if !said {
            findings.push(
                Finding::new(&ALL_ZERO, "表三全部为0，正文没有写明未收到申请，请确认本年度确未收到。")
                    .at(context.cell(first)),
            );
        }
    },
};

#[cfg(test)]
mod tests {
    use crate::rules::testing::Sample;
    use crate::standard::{CellName, Edition::E2021, TableKind};

    #[test]
    fn fee_unpaid() {
        let sample = Sample::filled(E2021).cell("3.6.2", "total", "2");
        assert_eq!(sample.clone().messages("fee-unpaid").len(), 0);
        let silent = sample.body(6, &["无其他事项。"]);
        assert_eq!(silent.messages("fee-unpaid").len(), 1);
        // One cause: the missing word on the fee is not told a second time.
        assert_eq!(silent.messages("fee-statement").len(), 0);
    }

    #[test]
    fn all_zero() {
        let mut sample = Sample::filled(E2021);
        for cell in CellName::all(TableKind::Requests, E2021) {
            sample = sample.cell(cell.row.id(), cell.column.id(), "0");
        }
        assert_eq!(sample.clone().messages("requests-all-zero").len(), 1);
        assert_eq!(sample.body(1, &["2023年未收到政府信息公开申请。"]).messages("requests-all-zero").len(), 0);
    }
}
