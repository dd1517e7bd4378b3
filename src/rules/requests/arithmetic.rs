//! T3-04–T3-08, T3-12, T3-20: the arithmetic of 表三, and the findings that the diagnosis gives.

use crate::check::{Finding, Severity, State};
use crate::rules::faults::report_faults;
use crate::rules::{Rule, figures, list};
use crate::standard::{CellName, Column, RelationKind, Row, TableKind};
use crate::text::Number;

const TABLE: TableKind = TableKind::Requests;

/// 第一项加第二项之和，等于第三项加第四项之和.
pub static BALANCE: Rule = Rule {
    id: "requests-balance",
    code: "T3-04",
    title: "第一项＋第二项≠第三项＋第四项",
    severity: Severity::Error,
    basis: "表三表头所列勾稽关系（统一格式）",
    what: "每一列的本年新收＋上年结转，是否等于（七）总计＋结转下年度。",
    why: "这是印在表三表头的勾稽关系，不平的报告可能被退回修改。",
    how: "按所列算式核对四个数；指明了单元格的，先看那一格。",
    right: examples![
        "自然人·一、本年新收：30\n自然人·二、上年结转：2\n自然人·（七）总计：30\n自然人·四、结转下年度继续办理：2"
    ],
    wrong: examples![
        "自然人·一、本年新收：30\n自然人·二、上年结转：2\n自然人·（七）总计：30\n自然人·四、结转下年度继续办理：3"
    ],
    by_default: true,
    check: |context, findings| report_faults(&BALANCE, RelationKind::Balance, context, findings),
};

/// A row's 总计 is the sum of its six cells.
pub static ROW_TOTAL: Rule = Rule {
    id: "requests-row-total",
    code: "T3-06",
    title: "行合计不符",
    severity: Severity::Error,
    basis: "总计列的含义；审核惯例",
    what: "每一行六类申请人之和是否等于总计。",
    why: "总计就是各类申请人的合计。",
    how: "按所列算式核对这一行；指明了单元格的，先看那一格。",
    right: examples!["自然人·（一）予以公开：12\n商业企业·（一）予以公开：3\n总计·（一）予以公开：15"],
    wrong: examples!["自然人·（一）予以公开：21\n商业企业·（一）予以公开：3\n总计·（一）予以公开：15"],
    by_default: true,
    check: |context, findings| report_faults(&ROW_TOTAL, RelationKind::RowTotal, context, findings),
};

/// （七）总计 is the sum of the rows above it.
pub static OUTCOME_TOTAL: Rule = Rule {
    id: "requests-outcome-total",
    code: "T3-08",
    title: "办理结果总计不符",
    severity: Severity::Error,
    basis: "总计行的含义；审核惯例",
    what: "每一列（一）至（六）各明细行之和是否等于（七）总计。",
    why: "每件申请只按最终结果计一次，（七）总计就是各种结果的合计。",
    how: "按所列算式核对这一列；相差正好等于部分公开件数的，看是否把区分处理的申请重复计入了不予公开。",
    right: examples![
        "自然人·（一）予以公开：12\n自然人·（二）部分公开：2\n自然人·（三）7.属于行政执法案卷：5\n自然人·（四）1.本机关不掌握相关政府信息：8\n自然人·（五）1.信访举报投诉类申请：3\n自然人·（七）总计：30",
    ],
    wrong: examples![
        "自然人·（一）予以公开：12\n自然人·（二）部分公开：2\n自然人·（三）7.属于行政执法案卷：5\n自然人·（四）1.本机关不掌握相关政府信息：8\n自然人·（五）1.信访举报投诉类申请：3\n自然人·（七）总计：32",
    ],
    by_default: true,
    check: |context, findings| report_faults(&OUTCOME_TOTAL, RelationKind::OutcomeTotal, context, findings),
};

/// What cannot be checked is said.
pub static UNCHECKED: Rule = Rule {
    id: "requests-uncheckable",
    code: "T3-05",
    title: "勾稽关系无法核对",
    severity: Severity::Warning,
    basis: "表三表头所列勾稽关系（统一格式）",
    what: "表三有没有因为缺行、缺格而无法核对的勾稽关系。",
    why: "无法核对不等于没有错。",
    how: "补齐所缺的数再核对；没有的填0。",
    right: examples!["整行·（六）3.其他：0"],
    wrong: examples!["缺行：（七）总计"],
    by_default: true,
    check: |context, findings| {
        let unchecked: Vec<(Column, Vec<CellName>)> = context
            .arithmetic
            .of_kind(RelationKind::Balance)
            .filter_map(|checked| match &checked.state {
                State::Unchecked(cells) => Some((checked.relation.wholes[0].column, cells)),
                _ => None,
            })
            // Cells that are there but blank or no numbers are told one by one.
            .map(|(column, cells)| {
                (column, cells.iter().copied().filter(|&cell| context.report.cell(cell).is_none()).collect::<Vec<_>>())
            })
            .filter(|(_, cells)| !cells.is_empty())
            .collect();
        if unchecked.is_empty() || context.report.is_scrambled() {
            return;
        }
        let form = context.form(TABLE);
        let cells: Vec<CellName> = unchecked.iter().flat_map(|(_, cells)| cells.iter().copied()).collect();
        let mut rows: Vec<Row> = cells.iter().map(|cell| cell.row).collect();
        rows.sort();
        rows.dedup();
        let columns: Vec<String> =
            unchecked.iter().map(|(column, _)| column.label_in(Row::NEW, form).to_owned()).collect();
        let which = if columns.len() == Column::REQUESTS.len() {
            "全部 7 列".to_owned()
        } else {
            format!("{} 列", columns.join("、"))
        };
        findings.push(
            Finding::new(
                &UNCHECKED,
                format!(
                    "{which}缺少{}的数，无法核对勾稽关系{}。",
                    figures::row_names(&rows, form),
                    context.damage_note()
                ),
            )
            .at_all(cells.into_iter().map(|cell| context.cell(cell))),
        );
    },
};

/// A blank total that can be worked out is told with its figure.
pub static TOTAL_BLANK: Rule = Rule {
    id: "requests-total-blank",
    code: "T3-07",
    title: "总计空白",
    severity: Severity::Warning,
    basis: crate::rules::PRACTICE,
    what: "一行各类申请人都填了数，总计是否空着。",
    why: "总计空着，这一行和相关的勾稽关系都无法核对。",
    how: "按各类申请人之和填上总计。",
    right: examples!["自然人·（一）予以公开：12\n商业企业·（一）予以公开：3\n总计·（一）予以公开：15"],
    wrong: examples!["自然人·（一）予以公开：12\n商业企业·（一）予以公开：3\n总计·（一）予以公开："],
    by_default: true,
    check: |context, findings| {
        let blank: Vec<(CellName, Number)> =
            context.cells(TABLE).filter_map(|(cell, _)| Some((cell, figures::total_of_row(context, cell)?))).collect();
        let form = context.form(TABLE);
        match &blank[..] {
            [] => {}
            [(cell, sum)] => findings.push(
                Finding::new(
                    &TOTAL_BLANK,
                    format!("“{}”总计为空，应为 {sum}{}。", cell.row.short(form), context.damage_note()),
                )
                .at(context.cell(*cell))
                .suggest(sum.to_string()),
            ),
            several => {
                let names: Vec<String> =
                    several.iter().map(|(cell, sum)| format!("“{}”应为 {sum}", cell.row.short(form))).collect();
                findings.push(
                    Finding::new(&TOTAL_BLANK, format!("有 {} 行的总计为空：{}。", several.len(), list(&names, 6)))
                        .at_all(several.iter().map(|(cell, _)| context.cell(*cell))),
                );
            }
        }
    },
};

/// No more is carried over than there was.
pub static CARRIED: Rule = Rule {
    id: "requests-carry-over",
    code: "T3-12",
    title: "结转数大于应办数",
    severity: Severity::Error,
    basis: crate::rules::LOGIC,
    what: "（七）总计缺失、勾稽关系无法核对时，结转下年度是否多于本年新收＋上年结转。",
    why: "结转的只能是本年应办而未办的。",
    how: "核对三个数。",
    right: examples!["商业企业·一、本年新收：4\n商业企业·二、上年结转：0\n商业企业·四、结转下年度继续办理：0"],
    wrong: examples![
        "缺行：（七）总计\n商业企业·一、本年新收：4\n商业企业·二、上年结转：0\n商业企业·四、结转下年度继续办理：9"
    ],
    by_default: true,
    check: |context, findings| {
        for column in Column::REQUESTS {
            let cell = |row| CellName::new(row, column);
            if context.number(cell(Row::OUTCOMES)).is_some() {
                continue;
            }
            let value = |row| context.number(cell(row));
            let (Some(new), Some(carried), Some(left)) =
                (value(Row::NEW), value(Row::CARRIED_OVER), value(Row::REMAINING))
            else {
                continue;
            };
            if left > new + carried {
                findings.push(
                    Finding::new(
                        &CARRIED,
                        format!(
                            "{}：结转下年度 {left} 件，多于本年应办 {} 件（新收 {new}＋结转 {carried}）。",
                            column.label_in(Row::NEW, context.edition),
                            new + carried
                        ),
                    )
                    .at_all([Row::REMAINING, Row::NEW, Row::CARRIED_OVER].map(|row| context.cell(cell(row)))),
                );
            }
        }
    },
};

#[cfg(test)]
mod tests {
    use crate::check::Finding;
    use crate::rules::testing::Sample;
    use crate::standard::Edition::*;

    fn found(cells: &[(&str, &str, &str)]) -> Vec<Finding> {
        cells
            .iter()
            .fold(Sample::filled(E2021), |sample, (row, column, value)| sample.cell(row, column, value))
            .findings()
    }

    fn rules(findings: &[Finding]) -> Vec<&str> {
        findings.iter().map(|finding| &*finding.rule).collect()
    }

    #[test]
    fn a_wrong_cell_is_named_with_what_it_should_be() {
        let findings = found(&[("3.1", "natural_person", "21")]);
        assert_eq!(rules(&findings), ["requests-row-total"]);
        assert_eq!(
            findings[0].message,
            "自然人·（一）予以公开 应为 12，现填 21：本行各项之和与总计相差 9，本列（一）至（六）之和与（七）总计相差 9（“21”两位数字写反）。"
        );
        assert_eq!(findings[0].places[0].row.map(|row| row.id()), Some("3.1"));
        assert_eq!(findings[0].fix.as_ref().map(|fix| fix.replace.as_str()), Some("12"));
    }

    #[test]
    fn balance() {
        let findings = found(&[("4", "natural_person", "3")]);
        assert_eq!(rules(&findings), ["requests-balance"]);
        let whole = found(&[("4", "natural_person", "3"), ("4", "total", "3")]);
        // Which of the two pairs is wrong the table cannot tell; the text can.
        assert_eq!(rules(&whole), ["text-remaining", "requests-balance"], "{whole:#?}");
    }

    #[test]
    fn outcome_total() {
        assert_eq!(rules(&found(&[("3.7", "total", "53")])), ["requests-outcome-total"]);
    }

    #[test]
    fn uncheckable_and_blank() {
        let blank = found(&[("3.7", "natural_person", "")]);
        assert_eq!(rules(&blank), ["requests-blank"]);
        assert_eq!(blank[0].fix.as_ref().map(|fix| fix.replace.as_str()), Some("30"));
        assert_eq!(blank[0].message, "表三“自然人·（七）总计”为空，按勾稽关系应为 30。");
        let findings = found(&[("3.7", "total", "")]);
        assert_eq!(rules(&findings), ["requests-total-blank"]);
        assert_eq!(findings[0].message, "“（七）总计”总计为空，应为 35。");
    }

    #[test]
    fn carry_over() {
        let findings = found(&[("3.7", "business", "/"), ("4", "business", "9")]);
        assert!(rules(&findings).contains(&"requests-carry-over"), "{findings:#?}");
    }
}
