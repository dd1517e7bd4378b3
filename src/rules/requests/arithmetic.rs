//! T3-04–T3-08, T3-12, T3-20: the arithmetic of 表三, and the findings that the diagnosis gives.

use crate::check::arithmetic::{Repair, slip};
use crate::check::{Context, Fault, Finding, Severity, State, Verdict};
use crate::rules::{Rule, figures, list};
use crate::standard::{CellName, Column, Relation, RelationKind, Row, TableKind};
use crate::text::{Number, Value};

const TABLE: TableKind = TableKind::Requests;

/// 第一项加第二项之和，等于第三项加第四项之和.
pub static BALANCE: Rule = Rule {
    id: "requests-balance",
    code: "T3-04",
    title: "第一项＋第二项≠第三项＋第四项",
    severity: Severity::Error,
    basis: "表三表头所列勾稽关系（统一格式）",
    what: "每一列的本年新收＋上年结转，是否等于（七）总计＋结转下年度。",
    why: "这是印在表三表头的勾稽关系，不平的报告会被退回。",
    how: "按所列算式核对四个数；指明了单元格的，先看那一格。",
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
    check: |context, findings| report_faults(&OUTCOME_TOTAL, RelationKind::OutcomeTotal, context, findings),
};

/// Adds the findings for the faults that `rule` answers for.
pub fn report_faults(rule: &'static Rule, kind: RelationKind, context: &Context, findings: &mut Vec<Finding>) {
    for fault in &context.arithmetic.faults {
        if answers_for(context, fault) == Some(kind) {
            findings.push(describe(rule, context, fault));
        }
    }
}

/// Which kind of relation a fault is reported under: that of the wrong cell's own row, else the first that fails.
fn answers_for(context: &Context, fault: &Fault) -> Option<RelationKind> {
    let kinds: Vec<RelationKind> =
        fault.relations.iter().map(|&index| context.arithmetic.relations[index].relation.kind).collect();
    let preferred = match fault.verdict {
        Verdict::One(Repair { cell, .. }) if matches!(cell.row, Row::NEW | Row::CARRIED_OVER | Row::REMAINING) => {
            RelationKind::Balance
        }
        Verdict::One(Repair { cell, .. }) if cell.row == Row::OUTCOMES => RelationKind::OutcomeTotal,
        Verdict::One(_) => RelationKind::RowTotal,
        _ => RelationKind::Balance,
    };
    kinds.iter().copied().find(|&kind| kind == preferred).or_else(|| kinds.into_iter().min())
}

fn describe(rule: &'static Rule, context: &Context, fault: &Fault) -> Finding {
    let relations: Vec<_> = fault.relations.iter().map(|&index| &context.arithmetic.relations[index]).collect();
    let repairs = |repair: &Repair| format!("{} 应为 {}，现填 {}", context.name(repair.cell), repair.to, repair.from);
    let mut places: Vec<CellName> = Vec::new();
    let mut fix = None;
    let message = match &fault.verdict {
        Verdict::One(repair) => {
            places.push(repair.cell);
            fix = Some(repair.to.to_string());
            let reasons: Vec<String> =
                relations.iter().map(|checked| reason(&checked.relation, &checked.state)).collect();
            let slip =
                slip(*repair, &neighbours(context, repair.cell)).map_or(String::new(), |slip| format!("（{slip}）"));
            format!("{}：{}{slip}。", repairs(repair), joined(&reasons))
        }
        Verdict::Two(first, second) => {
            places.extend([first.cell, second.cell]);
            let moved = (first.from - first.to).abs();
            let why = if first.to - first.from != second.from - second.to {
                String::new()
            } else if first.cell.row == second.cell.row {
                format!("，像是有 {moved} 件填错了列")
            } else if first.cell.column == second.cell.column {
                format!("，像是有 {moved} 件填错了行")
            } else {
                String::new()
            };
            format!("有 {} 项合计不符，最可能是两处：{}；{}{why}。", relations.len(), repairs(first), repairs(second))
        }
        Verdict::Several(cells) => {
            let names: Vec<String> = cells.iter().map(|&cell| context.name(cell)).collect();
            let only = relations.iter().map(|checked| failure(context, &checked.relation)).collect::<Vec<_>>();
            places.extend(relations.iter().flat_map(|checked| checked.relation.wholes.first().copied()).take(1));
            places.extend(cells.iter().copied());
            format!("{}。出错的可能是其中一处，无法确定，请核对：{}。", only.join("；"), names.join("、"))
        }
        Verdict::Unknown => {
            let first = relations.first().map_or(String::new(), |checked| failure(context, &checked.relation));
            let more = if relations.len() > 1 {
                format!("；与它相关的还有 {} 项合计不符", relations.len() - 1)
            } else {
                String::new()
            };
            places.extend(relations.iter().flat_map(|checked| checked.relation.wholes.first().copied()));
            format!("{first}{more}，请逐项核对。")
        }
    };
    // The sums that the wrong cell takes part in.
    places.extend(relations.iter().flat_map(|checked| checked.relation.wholes.iter().copied()));
    let mut seen = Vec::new();
    places.retain(|cell| {
        !seen.contains(cell) && {
            seen.push(*cell);
            true
        }
    });
    let mut finding = Finding::new(rule, message).at_all(places.iter().map(|&cell| context.cell(cell)));
    if let Some(replace) = fix {
        finding = finding.fix(replace);
    }
    for checked in relations.iter().take(6) {
        finding.calculations.extend(context.calculation(checked));
    }
    finding
}

/// 本行相差 9，本列也相差 9.
fn joined(reasons: &[String]) -> String {
    match reasons {
        [first, rest @ ..] => rest.iter().fold(first.clone(), |text, reason| format!("{text}，{reason}")),
        [] => String::new(),
    }
}

fn reason(relation: &Relation, state: &State) -> String {
    let difference = match state {
        State::Fails { parts, wholes } => (*parts - *wholes).abs(),
        _ => Number::ZERO,
    };
    match relation.kind {
        RelationKind::RowTotal => format!("本行各项之和与总计相差 {difference}"),
        RelationKind::OutcomeTotal => format!("本列（一）至（六）之和与（七）总计相差 {difference}"),
        RelationKind::Balance => format!("本列第一、二项之和与第三、四项之和相差 {difference}"),
        _ => format!("各项之和与总计相差 {difference}"),
    }
}

/// What fails, with all figures.
fn failure(context: &Context, relation: &Relation) -> String {
    let value = |cell: &CellName| context.number(*cell).unwrap_or_default();
    let sum = |cells: &[CellName]| cells.iter().map(value).sum::<Number>();
    let (parts, wholes) = (sum(&relation.parts), sum(&relation.wholes));
    let difference = (parts - wholes).abs();
    let form = context.form(relation.wholes[0].table());
    let column = relation.wholes[0].column.label_in(relation.wholes[0].row, form);
    let row = relation.wholes[0].row.short(form);
    match (relation.kind, &relation.parts[..], &relation.wholes[..]) {
        (RelationKind::Balance, [new, carried], [done, left]) => format!(
            "{column}：本年新收 {}＋上年结转 {}＝{parts}，办理结果总计 {}＋结转下年度 {}＝{wholes}，相差 {difference}",
            value(new),
            value(carried),
            value(done),
            value(left)
        ),
        (RelationKind::OutcomeTotal, ..) => {
            let partly = context.number(CellName::new(Row::PARTLY_OPEN, relation.wholes[0].column)).unwrap_or_default();
            let hint = if parts > wholes && difference == partly {
                "（正好等于部分公开件数，是否把区分处理的申请重复计入了不予公开）"
            } else {
                ""
            };
            format!("{column}：（一）至（六）合计 {parts}，（七）总计填 {wholes}，相差 {difference}{hint}")
        }
        (RelationKind::CaseTotal, [upheld, corrected, other, pending], _) => format!(
            "{row}：结果维持 {}＋结果纠正 {}＋其他结果 {}＋尚未审结 {}＝{parts}，总计填 {wholes}，相差 {difference}",
            value(upheld),
            value(corrected),
            value(other),
            value(pending)
        ),
        _ => format!("“{row}”各类申请人合计 {parts}，总计填 {wholes}，相差 {difference}"),
    }
}

/// The figures left, right, above and below `cell`.
fn neighbours(context: &Context, cell: CellName) -> Vec<Number> {
    let form = context.form(cell.table());
    let rows: Vec<Row> = Row::all(cell.table(), form).collect();
    let columns = cell.row.columns(form);
    let (Some(row), Some(column)) =
        (rows.iter().position(|&row| row == cell.row), columns.iter().position(|&column| column == cell.column))
    else {
        return Vec::new();
    };
    let beside = [column.wrapping_sub(1), column + 1]
        .into_iter()
        .filter_map(|at| Some(CellName::new(cell.row, *columns.get(at)?)));
    let above =
        [row.wrapping_sub(1), row + 1].into_iter().filter_map(|at| Some(CellName::new(*rows.get(at)?, cell.column)));
    beside.chain(above).filter_map(|cell| context.number(cell)).collect()
}

/// What cannot be checked is said.
pub static UNCHECKED: Rule = Rule {
    id: "requests-uncheckable",
    code: "T3-05",
    title: "勾稽关系无法核对",
    severity: Severity::Warning,
    basis: "表三表头所列勾稽关系（统一格式）",
    what: "表三的勾稽关系有没有因缺数、空白而无法核对的。",
    why: "无法核对不等于没有错。",
    how: "补齐所缺的数再核对；没有的填0。",
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
        if unchecked.is_empty() {
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
    check: |context, findings| {
        let blank: Vec<(CellName, Number)> = context
            .cells(TABLE)
            .filter(|(_, reading)| reading.value == Value::Blank)
            .map(|(cell, _)| (cell, figures::blank_total_of(context, cell)))
            .filter(|(_, others)| !others.is_empty())
            .map(|(cell, others)| (cell, others.into_iter().sum()))
            .collect();
        let form = context.form(TABLE);
        match &blank[..] {
            [] => {}
            [(cell, sum)] => findings.push(
                Finding::new(
                    &TOTAL_BLANK,
                    format!("“{}”总计为空，应为 {sum}{}。", cell.row.short(form), context.damage_note()),
                )
                .at(context.cell(*cell))
                .fix(sum.to_string()),
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
            "自然人·（一）予以公开 应为 12，现填 21：本列（一）至（六）之和与（七）总计相差 9，本行各项之和与总计相差 9（“21”两位数字写反）。"
        );
        assert_eq!(findings[0].places[0].row.map(|row| row.id()), Some("3.1"));
        assert_eq!(findings[0].fix.as_ref().map(|fix| fix.replace.as_str()), Some("12"));
    }

    #[test]
    fn balance() {
        let findings = found(&[("4", "natural_person", "3")]);
        assert_eq!(rules(&findings), ["requests-balance"]);
        let whole = found(&[("4", "natural_person", "3"), ("4", "total", "3")]);
        assert_eq!(rules(&whole), ["requests-balance"], "{whole:#?}");
    }

    #[test]
    fn outcome_total() {
        assert_eq!(rules(&found(&[("3.7", "total", "53")])), ["requests-outcome-total"]);
    }

    #[test]
    fn uncheckable_and_blank() {
        let blank = found(&[("3.7", "natural_person", "")]);
        assert_eq!(rules(&blank), ["requests-blank"]);
        assert_eq!(blank[0].message, "表三“自然人·（七）总计”为空，没有的请填0；相关的勾稽关系因此无法核对。");
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
