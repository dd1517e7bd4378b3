//! Y-03–Y-05: documents and items of 表二 go on from last year's.

use super::{explained, note, of_last, of_this, side_by_side};
use crate::check::{Context, Finding, Severity};
use crate::rules::{LOGIC, PRACTICE, Rule};
use crate::standard::{CellName, Column, Edition, Row, TableKind};
use crate::text::{Number, Words};

const TABLE: TableKind = TableKind::Disclosure;
/// Words that explain another number of documents.
static CLEARED: Words =
    Words::new(&["失效", "清理", "修订", "有效期", "宣布废止", "集中废止", "废止失效", "合并", "口径"]);

/// Whether both reports' 表二 is of `edition`.
fn both_of(context: &Context, edition: Edition) -> bool {
    let previous = context.previous_figures().and_then(|previous| previous.form(TABLE));
    context.report.table(TABLE).is_some_and(|table| table.form == edition) && previous == Some(edition)
}

/// (2021) What is in force is what was, with what was issued and without what was repealed.
pub static IN_FORCE: Rule = Rule {
    id: "previous-in-force",
    code: "Y-03",
    title: "现行有效件数不连续",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "2021年版：规章、行政规范性文件的“现行有效件数”，是否等于上年报告的现行有效件数加本年制发、减本年废止。",
    why: "现行有效件数逐年滚动；对不上，多半是忘了更新或改了口径。",
    how: "核对四个数；有效期届满失效、集中清理、机构调整造成的，在正文中说明。",
    right: examples!["上年｜行政规范性文件·现行有效件数：4"],
    wrong: examples!["上年｜行政规范性文件·现行有效件数：6"],
    by_default: true,
    check: |context, findings| {
        let Some(previous) = context.previous_figures().filter(|_| both_of(context, Edition::E2021)) else { return };
        for row in [Row::RULES, Row::NORMATIVE_DOCUMENTS] {
            let cell = |column| CellName::new(row, column);
            let in_force = cell(Column::InForce);
            let numbers = [Column::Issued, Column::Repealed].map(|column| context.sure_number(cell(column)));
            let (Some((now, before)), [Some(issued), Some(repealed)]) = (context.both_numbers(in_force), numbers)
            else {
                continue;
            };
            let due = before + issued - repealed;
            if now == due {
                continue;
            }
            let more = match now < due {
                true => format!("少 {}", due - now),
                false => format!("多 {}", now - due),
            };
            let unchanged = if now == before { "，与上年报告相同，可能没有更新" } else { "" };
            let explanation = explained(context, &["规范性文件", "规章", "文件"], &CLEARED);
            let advice = match explanation {
                Some(_) => note(explanation),
                None => "；如有失效、清理或机构调整，请在正文说明".to_owned(),
            };
            let message = format!(
                "“{}”上年报告现行有效 {before}＋本年制发 {issued}－本年废止 {repealed}＝{due}，本年现行有效填 {now}，{more}{unchanged}{advice}。",
                row.short(Edition::E2021)
            );
            let finding = Finding::new(&IN_FORCE, message)
                .severity(if explanation.is_some() { Severity::Info } else { IN_FORCE.severity })
                .at_all([Column::InForce, Column::Issued, Column::Repealed].map(|column| context.cell(cell(column))))
                .at(previous.cell(in_force));
            let calculation = side_by_side(
                [of_last(context, previous, in_force), of_this(context, cell(Column::Issued))],
                [of_this(context, in_force), of_this(context, cell(Column::Repealed))],
            );
            findings.push(match calculation {
                Some(calculation) => finding.calculation(calculation),
                None => finding,
            });
        }
    },
};

/// (2019) Last year's items are those that last year's report came to.
pub static ITEMS: Rule = Rule {
    id: "previous-items",
    code: "Y-04",
    title: "上一年项目数量不连续",
    severity: Severity::Warning,
    basis: LOGIC,
    what: "2019年版：“上一年项目数量”是否等于上年报告的“上一年项目数量”加“本年增/减”。",
    why: "上年年末的项目数，就是本年报告的上一年项目数量。",
    how: "对照上年报告改正；统计口径有变化的，在正文中说明。",
    right: examples!["2019年版\n上年｜行政许可·本年增/减：0"],
    wrong: examples!["2019年版\n上年｜行政许可·本年增/减：3"],
    by_default: true,
    check: |context, findings| {
        let Some(previous) = context.previous_figures().filter(|_| both_of(context, Edition::E2019)) else { return };
        let mut wrong: Vec<(Row, String)> = Vec::new();
        for row in Row::all(TABLE, Edition::E2019) {
            let [items, change] = [Column::ItemsLastYear, Column::Change].map(|column| CellName::new(row, column));
            let (Some((now, before)), Some(change)) = (context.both_numbers(items), previous.number(change)) else {
                continue;
            };
            if now != before + change {
                let sum = signed(before, change);
                wrong.push((
                    row,
                    format!(
                        "“{}”上年报告 {sum}＝{}，本年“上一年项目数量”填 {now}",
                        row.short(Edition::E2019),
                        before + change
                    ),
                ));
            }
        }
        if wrong.is_empty() {
            return;
        }
        let explanation = explained(
            context,
            &["项目", "事项", "清单"],
            words!["口径", "清理", "合并", "下放", "取消", "调整", "修订", "承接"],
        );
        let messages: Vec<&str> = wrong.iter().map(|(_, message)| message.as_str()).collect();
        let message = format!("{}，两者应相同{}。", messages.join("；"), note(explanation));
        let cell = |row, column| CellName::new(row, column);
        let mut finding = Finding::new(&ITEMS, message)
            .severity(if explanation.is_some() { Severity::Info } else { ITEMS.severity })
            .at_all(wrong.iter().map(|(row, _)| context.cell(cell(*row, Column::ItemsLastYear))))
            .at_all(wrong.iter().flat_map(|(row, _)| {
                [Column::ItemsLastYear, Column::Change].map(|column| previous.cell(cell(*row, column)))
            }));
        for (row, _) in &wrong {
            let parts =
                [Column::ItemsLastYear, Column::Change].map(|column| of_last(context, previous, cell(*row, column)));
            finding.calculations.extend(side_by_side(parts, [of_this(context, cell(*row, Column::ItemsLastYear))]));
        }
        findings.push(finding);
    },
};

/// `before` and a change, which may be below nought, as a sum.
fn signed(before: Number, change: Number) -> String {
    if change.is_negative() { format!("{before}－{}", change.abs()) } else { format!("{before}＋{change}") }
}

/// (2019) What is public stays so.
pub static DISCLOSED: Rule = Rule {
    id: "previous-disclosed-fewer",
    code: "Y-05",
    title: "对外公开总数量减少",
    severity: Severity::Info,
    basis: LOGIC,
    what: "2019年版：规章、规范性文件的“对外公开总数量”是否比上年报告少。",
    why: "公开过的一般仍然公开；减少的多为清理、废止，宜在正文说明。",
    how: "核对两个数；因清理、废止减少的，在正文中说明。",
    right: examples![
        "2019年版\n上年｜规范性文件·对外公开总数量：4",
        "2019年版\n全年清理规范性文件3件。\n上年｜规范性文件·对外公开总数量：9"
    ],
    wrong: examples!["2019年版\n上年｜规范性文件·对外公开总数量：9"],
    by_default: true,
    check: |context, findings| {
        let Some(previous) = context.previous_figures().filter(|_| both_of(context, Edition::E2019)) else { return };
        for row in [Row::RULES, Row::NORMATIVE_DOCUMENTS] {
            let cell = CellName::new(row, Column::TotalDisclosed);
            let Some((now, before)) = context.both_numbers(cell).filter(|(now, before)| now < before) else { continue };
            // A hint has nothing softer: where the report explains it, nothing is left to say.
            if explained(context, &["规范性文件", "规章", "文件"], &CLEARED).is_some() {
                continue;
            }
            findings.push(
                Finding::new(
                    &DISCLOSED,
                    format!(
                        "“{}”对外公开总数量由上年报告的 {before} 减为 {now}，如有清理、废止，请在正文说明。",
                        row.short(Edition::E2019)
                    ),
                )
                .at(context.cell(cell))
                .at(previous.cell(cell)),
            );
        }
    },
};

#[cfg(test)]
mod tests {
    use crate::check::Severity;
    use crate::rules::testing::Sample;
    use crate::standard::Edition::{E2019, E2021};

    /// The true case of a district: 5 in force, 3 issued, none repealed, 8 in force.
    fn pair(in_force: &str) -> (Sample, Sample) {
        let row = "normative_documents";
        let this = Sample::filled(E2021).cell(row, "issued", "3").cell(row, "in_force", in_force);
        (this, Sample::last_year(E2021).cell(row, "in_force", "5"))
    }

    #[test]
    fn in_force_rolls_forward() {
        let (this, last) = pair("8");
        assert!(this.against(&last, "previous-in-force").is_empty());
        let (this, last) = pair("5");
        let found = this.against(&last, "previous-in-force");
        assert_eq!(
            found[0].message,
            "“行政规范性文件”上年报告现行有效 5＋本年制发 3－本年废止 0＝8，本年现行有效填 5，少 3，与上年报告相同，可能没有更新；如有失效、清理或机构调整，请在正文说明。"
        );
        assert_eq!((found.len(), found[0].severity), (1, Severity::Warning));
        let calculation = &found[0].calculations[0];
        assert_eq!(
            (calculation.calculated().to_string(), calculation.reported().to_string()),
            ("8".into(), "5".into())
        );
        let explained = this.and("本年有3件行政规范性文件有效期届满失效。");
        assert_eq!(explained.against(&last, "previous-in-force")[0].severity, Severity::Info);
    }

    #[test]
    fn a_formula_explains_nothing() {
        let (this, last) = pair("5");
        let this = this.and("制发行政规范性文件3件，废止0件，现行有效5件。");
        assert_eq!(this.against(&last, "previous-in-force")[0].severity, Severity::Warning);
    }

    #[test]
    fn items_go_on() {
        let last = Sample::last_year(E2019);
        assert!(Sample::filled(E2019).against(&last, "previous-items").is_empty());
        let last = last
            .cell("penalties", "items_last_year", "12")
            .cell("penalties", "change", "-4")
            .cell("fees", "change", "1");
        let found = Sample::filled(E2019).against(&last, "previous-items");
        assert_eq!(
            found[0].message,
            "“行政处罚”上年报告 12－4＝8，本年“上一年项目数量”填 2；“行政事业性收费”上年报告 2＋1＝3，本年“上一年项目数量”填 2，两者应相同。"
        );
        assert_eq!((found.len(), found[0].calculations.len()), (1, 2));
    }

    #[test]
    fn what_is_public_stays_so() {
        let last = Sample::last_year(E2019).cell("normative_documents", "total_disclosed", "9");
        assert_eq!(Sample::filled(E2019).against(&last, "previous-disclosed-fewer").len(), 1);
    }
}
