//! Family T4: 表四, administrative review and litigation.

use crate::check::{Context, Finding, Severity};
use crate::report::Doubt;
use crate::rules::{FORMAT, LOGIC, PRACTICE, Rule, faults, figures};
use crate::standard::{CellName, Column, RelationKind, Row, TableKind, heading};
use crate::text::{Number, Words};

const TABLE: TableKind = TableKind::Disputes;

/// The family, in the order of the catalogue.
pub const RULES: &[&Rule] =
    &[&HEADS, &COUNT, &TOTAL, &BLANK, &PLACEHOLDER, &NOT_COUNT, &AFTER_REVIEW, &ORPHAN, &CORRECTED];

/// The heads have their official names.
pub static HEADS: Rule = Rule {
    id: "disputes-heads",
    code: "T4-01",
    title: "表四表头有误",
    severity: Severity::Warning,
    basis: FORMAT,
    what: "表四表头的文字是否与统一格式一致。",
    why: "表头错了，复议、诉讼的结果就归错了类别。",
    how: "改为统一格式的表头。",
    right: examples!["改名：未经复议直接起诉→未经复议 直接起诉"],
    wrong: examples!["改名：未经复议直接起诉→未复议直接起诉"],
    by_default: true,
    check: |context, findings| {
        let results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
        let heads: Vec<&str> =
            ["行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉"].into_iter().chain(results.repeat(3)).collect();
        figures::column_heads(&HEADS, TABLE, &heads, context, findings);
    },
};

/// It has fifteen figures.
pub static COUNT: Rule = Rule {
    id: "disputes-cells",
    code: "T4-02",
    title: "表四单元格数不是15",
    severity: Severity::Error,
    basis: FORMAT,
    what: "表四是否正好有15个数（复议5个，两类诉讼各5个）。",
    why: "多一个、少一个，就分不清哪个数属于哪一类。",
    how: "对照统一格式补齐，没有的填0。",
    right: examples!["整表·表四：0"],
    wrong: examples!["缺格：行政复议·总计"],
    by_default: true,
    check: |context, findings| {
        let Some(table) = context.report.table(TABLE).filter(|_| !context.report.is_scrambled()) else { return };
        let values = table.extra.iter().flat_map(|(_, values)| values.iter().copied()).next();
        for doubt in &table.doubts {
            if let Doubt::Count(_, count) = doubt {
                findings.push(
                    Finding::new(
                        &COUNT,
                        format!(
                            "表四应有15个数（复议5、诉讼10），现有 {count} 个，没有核对合计{}。",
                            context.damage_note()
                        ),
                    )
                    .at(context.in_table(TABLE, values)),
                );
            }
        }
        if table.cells.is_empty() && table.extra.is_empty() {
            findings.push(
                Finding::new(
                    &COUNT,
                    format!("表四应有15个数（复议5、诉讼10），没有找到数据{}。", context.damage_note()),
                )
                .at(context.in_table(TABLE, None)),
            );
        }
    },
};

/// Each total is the sum of the four results.
pub static TOTAL: Rule = Rule {
    id: "disputes-total",
    code: "T4-03",
    title: "表四合计不符",
    severity: Severity::Error,
    basis: "总计的含义；审核惯例",
    what: "行政复议、未经复议直接起诉、复议后起诉各自的结果维持＋结果纠正＋其他结果＋尚未审结，是否等于总计。",
    why: "总计就是四种结果的合计。",
    how: "按所列算式核对五个数。",
    right: examples!["行政复议·结果维持：4\n行政复议·结果纠正：1\n行政复议·总计：5"],
    wrong: examples!["行政复议·结果维持：4\n行政复议·结果纠正：1\n行政复议·总计：4"],
    by_default: true,
    check: |context, findings| faults::report_faults(&TOTAL, RelationKind::CaseTotal, context, findings),
};

/// No cell is blank.
pub static BLANK: Rule = Rule {
    id: "disputes-blank",
    code: "T4-04",
    title: "表四单元格空白",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "表四有没有空着的格。",
    why: "格里空着，看的人分不清是0还是漏填。",
    how: "没有的填0。",
    right: examples!["复议后起诉·尚未审结：0"],
    wrong: examples!["复议后起诉·尚未审结："],
    by_default: true,
    check: |context, findings| figures::blanks(&BLANK, TABLE, context, findings),
};

/// No cell holds a placeholder.
pub static PLACEHOLDER: Rule = Rule {
    id: "disputes-placeholder",
    code: "T4-04a",
    title: "表四填了占位符",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "表四有没有填“/”“-”“无”等符号。",
    why: "符号不是数字，汇总时无法计算。",
    how: "没有的填0。",
    right: examples!["复议后起诉·尚未审结：0"],
    wrong: examples!["复议后起诉·尚未审结：/"],
    by_default: true,
    check: |context, findings| figures::placeholders(&PLACEHOLDER, TABLE, context, findings),
};

/// Every cell is a whole number, not below nought.
pub static NOT_COUNT: Rule = Rule {
    id: "disputes-not-count",
    code: "T4-05",
    title: "表四填的不是非负整数",
    severity: Severity::Error,
    basis: LOGIC,
    what: "表四的每一格是否都是非负整数。",
    why: "案件数只能是0、1、2……",
    how: "核对后只填数字。",
    right: examples!["行政复议·结果维持：4"],
    wrong: examples!["行政复议·结果维持：4件", "复议后起诉·其他结果：-1"],
    by_default: true,
    check: |context, findings| figures::not_counts(&NOT_COUNT, TABLE, context, findings),
};

/// Litigation after review follows a review.
pub static AFTER_REVIEW: Rule = Rule {
    id: "disputes-after-review",
    code: "T4-06",
    title: "复议后起诉而没有复议",
    severity: Severity::Info,
    basis: LOGIC,
    what: "“复议后起诉”的总计不为0，而“行政复议”的总计为0。",
    why: "复议后起诉以先有复议为前提；复议在上一年度的，属正常。",
    how: "核对案件；复议在上一年度的不必改。",
    right: examples!["行政复议·结果维持：1\n行政复议·总计：1\n复议后起诉·结果维持：1\n复议后起诉·总计：1"],
    wrong: examples!["行政复议·结果维持：0\n行政复议·总计：0\n复议后起诉·结果维持：1\n复议后起诉·总计：1"],
    by_default: true,
    check: |context, findings| {
        let total = |row| CellName::new(row, Column::Cases);
        let (Some(review), Some(litigation)) =
            (context.number(total(Row::REVIEW)), context.number(total(Row::LITIGATION_AFTER_REVIEW)))
        else {
            return;
        };
        // Where a total contradicts its own results, that is what is wrong.
        let sound = context
            .arithmetic
            .of_kind(RelationKind::CaseTotal)
            .all(|checked| !matches!(checked.state, crate::check::State::Fails { .. }));
        if sound && review == Number::ZERO && litigation > Number::ZERO {
            findings.push(
                Finding::new(
                    &AFTER_REVIEW,
                    format!("有“复议后起诉”{litigation} 件而行政复议为 0，复议在上一年度办理的，不必改。"),
                )
                .at(context.cell(total(Row::LITIGATION_AFTER_REVIEW)))
                .at(context.cell(total(Row::REVIEW))),
            );
        }
    },
};

/// Its figures stand under their heads.
pub static ORPHAN: Rule = Rule {
    id: "disputes-orphan",
    code: "T4-07",
    title: "孤立的15个数",
    severity: Severity::Error,
    basis: FORMAT,
    what: "是否有一行15个数，上面却没有表四的表头。",
    why: "没有表头，读者不知道这些数是什么；多为转换时丢失。",
    how: "补上“四”的标题和表四的表头。",
    right: examples!["整表·表四：0"],
    wrong: examples!["原文：\n四、政府信息公开行政复议、行政诉讼情况\n0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0"],
    by_default: true,
    check: |context: &Context, findings| {
        let Some(table) = context.report.table(TABLE).filter(|table| table.doubts.contains(&Doubt::Headless)) else {
            return;
        };
        if table.cells.is_empty() {
            return;
        }
        let lost = match context.heading(4) {
            Some(_) => "表头缺失",
            None => "标题和表头缺失",
        };
        let cells = table.cells.keys().map(|&cell| context.cell(cell));
        findings.push(
            Finding::new(
                &ORPHAN,
                format!("这一行的15个数像是“{}”的数据，但{lost}{}。", heading(4), context.damage_note()),
            )
            .at_all(cells),
        );
    },
};

/// What was corrected is looked into.
pub static CORRECTED: Rule = Rule {
    id: "disputes-corrected-unexplained",
    code: "T4-08",
    title: "被纠正的案件没有分析",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "表四“结果纠正”不为0，而“五”没有写到复议、诉讼或依申请公开的答复。默认不查。",
    why: "被纠正说明答复有不当之处，是最实在的问题，宜分析原因、写明改进。",
    how: "在“五”中写明被纠正的原因和改进措施。",
    right: examples![
        "行政复议·结果纠正：1\n行政复议·总计：5\n五：个别答复引用条款不准确，1件被行政复议纠正。我镇已请法律顾问逐件审核答复。"
    ],
    wrong: examples!["行政复议·结果纠正：1\n行政复议·总计：5"],
    by_default: false,
    check: |context, findings| {
        static WORDS: Words = Words::new(&["复议", "诉讼", "答复", "依申请", "申请办理", "申请公开", "纠正", "败诉"]);
        let corrected: Vec<(CellName, Number)> = context
            .cells(TABLE)
            .filter(|(cell, _)| cell.column == Column::Corrected)
            .filter_map(|(cell, _)| Some((cell, context.sure_number(cell)?)))
            .filter(|(_, number)| *number > Number::ZERO)
            .collect();
        // Where section 五 is lost or empty, that is what is wrong.
        let mut text = context.prose.section(5).map(|passage| passage.text()).peekable();
        if corrected.is_empty() || text.peek().is_none() || text.any(|text| WORDS.is_in(text)) {
            return;
        }
        let count: Number = corrected.iter().map(|(_, number)| *number).sum();
        findings.push(
            Finding::new(&CORRECTED, format!("表四有 {count} 件被纠正，“五”没有写到，建议在“五”中分析原因。"))
                .at_all(corrected.iter().map(|(cell, _)| context.cell(*cell)))
                .at(context.section(5)),
        );
    },
};

#[cfg(test)]
mod tests {
    use crate::rules::testing::Sample;
    use crate::standard::Edition::E2021;

    fn of(rule: &str, cells: &[(&str, &str, &str)]) -> Vec<String> {
        cells
            .iter()
            .fold(Sample::filled(E2021), |sample, (row, column, value)| sample.cell(row, column, value))
            .messages(rule)
    }

    #[test]
    fn heads() {
        assert_eq!(
            Sample::filled(E2021).label("未经复议直接起诉", "未复议直接起诉").messages("disputes-heads"),
            ["表四“未复议直接起诉”应为“未经复议直接起诉”。"]
        );
    }

    #[test]
    fn total() {
        let messages = of("disputes-total", &[("review", "total", "0")]);
        assert_eq!(
            messages,
            [
                "行政复议：结果维持 4＋结果纠正 0＋其他结果 0＋尚未审结 0＝4，总计填 0，相差 4。出错的可能是其中一处，无法确定，请核对：行政复议·结果维持、行政复议·总计。"
            ]
        );
    }

    #[test]
    fn cells() {
        assert_eq!(of("disputes-blank", &[("review", "upheld", "")]).len(), 1);
        // The last of the line may be blank because one before it was left out: what it must be is not sure.
        let sure = |row: &str, column: &str| {
            let cells = [(row, "upheld", "2"), (row, "total", "2"), (row, column, "")];
            let sample = cells
                .iter()
                .fold(Sample::filled(E2021), |sample, (row, column, value)| sample.cell(row, column, value));
            let found = sample.findings().into_iter().find(|finding| finding.rule == super::BLANK.id);
            found.map(|finding| finding.fix.is_some_and(|fix| fix.sure))
        };
        assert_eq!(sure("litigation_after_review", "total"), Some(false));
        assert_eq!(sure("review", "total"), Some(true));
        assert_eq!(of("disputes-placeholder", &[("review", "upheld", "/")]).len(), 1);
        assert_eq!(of("disputes-not-count", &[("review", "upheld", "4件")]).len(), 1);
    }

    #[test]
    fn after_review() {
        assert_eq!(
            of(
                "disputes-after-review",
                &[
                    ("review", "upheld", "0"),
                    ("review", "total", "0"),
                    ("litigation_after_review", "upheld", "1"),
                    ("litigation_after_review", "total", "1")
                ]
            )
            .len(),
            1
        );
        assert_eq!(
            of(
                "disputes-after-review",
                &[("litigation_after_review", "upheld", "1"), ("litigation_after_review", "total", "1")]
            )
            .len(),
            0
        );
    }

    #[test]
    fn sentences_on_reviews_are_no_table() {
        let text = "一、总体情况\n全年结果纠正2件，未经复议直接起诉\n37件，复议后起诉20件。\n";
        let report = crate::report::recognise(crate::read::read_text(text, crate::read::Kind::Text));
        assert!(report.table(super::TABLE).is_none(), "{:#?}", report.table(super::TABLE));
    }

    #[test]
    fn a_head_without_figures_is_no_orphan() {
        let report = crate::report::recognise(crate::read::read_text(
            "0未经复议直接起诉\n\n一、总体情况\n甲。",
            crate::read::Kind::Text,
        ));
        let findings = crate::check::check(report, &crate::check::Environment::default()).findings;
        assert!(
            findings.iter().all(|finding| finding.rule != "disputes-orphan" && !finding.places.is_empty()),
            "{findings:#?}"
        );
    }
}
