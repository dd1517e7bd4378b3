//! A form that nobody has filled in yet.

use crate::check::{Finding, Severity};
use crate::rules::{PRACTICE, Rule};

/// The three tables are not all blank.
pub static FORM: Rule = Rule {
    id: "blank-form",
    code: "S12a",
    title: "统计表尚未填写",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "三张统计表是否全部空着。",
    why: "这是一份空白格式，不能上报；逐格提示没有意义，只合并提示一次。",
    how: "填写各表，没有发生的填0。",
    right: examples!["整表·表二：0\n整表·表三：0\n整表·表四：0"],
    wrong: examples!["整表·表二：\n整表·表三：\n整表·表四："],
    by_default: true,
    check: |context, findings| {
        let tables: Vec<_> = context.report.tables.iter().flatten().collect();
        if tables.is_empty() || !tables.iter().all(|table| table.is_blank()) {
            return;
        }
        let cells: usize = tables.iter().map(|table| table.cells.len()).sum();
        findings.push(
            Finding::new(
                &FORM,
                format!("统计表尚未填写：{} 张表的 {cells} 个单元格都是空的，没有的请填0。", tables.len()),
            )
            .at_all(
                tables
                    .iter()
                    .map(|table| context.in_table(table.kind, table.cells.values().next().map(|reading| reading.span))),
            ),
        );
    },
};

#[cfg(test)]
mod tests {
    use crate::rules::testing::Sample;
    use crate::standard::{CellName, Edition::E2021, TableKind};

    #[test]
    fn one_finding_for_a_blank_form() {
        let mut sample = Sample::filled(E2021);
        for cell in TableKind::ALL.into_iter().flat_map(|table| CellName::all(table, E2021)) {
            sample = sample.cell(cell.row.id(), cell.column.id(), "");
        }
        let findings = sample.findings();
        assert_eq!(
            findings.iter().map(|finding| finding.message.as_str()).collect::<Vec<_>>(),
            ["统计表尚未填写：3 张表的 200 个单元格都是空的，没有的请填0。"]
        );
    }
}
