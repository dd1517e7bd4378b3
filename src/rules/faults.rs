//! The findings that the arithmetic diagnosis gives: one for each fault, in words that name the cell, the figures and
//! how the slip probably came about.

use crate::check::arithmetic::{Repair, slip};
use crate::check::{Checked, Context, Fault, Finding, State, Verdict};
use crate::rules::{Rule, list};
use crate::standard::{CellName, Relation, RelationKind, Row, TableKind};
use crate::text::Number;
use std::collections::BTreeSet;

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
        Verdict::Line(_) => RelationKind::OutcomeTotal,
        _ => RelationKind::Balance,
    };
    kinds.iter().copied().find(|&kind| kind == preferred).or_else(|| kinds.into_iter().min())
}

fn describe(rule: &'static Rule, context: &Context, fault: &Fault) -> Finding {
    let mut relations: Vec<&Checked> =
        fault.relations.iter().map(|&index| &context.arithmetic.relations[index]).collect();
    // The row's own sum comes first, then the column's.
    relations.sort_by_key(|checked| checked.relation.kind != RelationKind::RowTotal);
    let (message, mut places) = explanation(context, fault, &relations);
    // The sums that the wrong cells take part in.
    places.extend(relations.iter().flat_map(|checked| checked.relation.wholes.iter().copied()));
    let mut seen = BTreeSet::new();
    places.retain(|&cell| seen.insert(cell));
    let mut finding = Finding::new(rule, message).at_all(places.iter().map(|&cell| context.cell(cell)));
    if let Verdict::One(repair) = &fault.verdict {
        finding = finding.fix(repair.to.to_string());
    }
    finding.calculations.extend(relations.iter().take(6).filter_map(|checked| context.calculation(checked)));
    finding
}

/// What a fault is, in words, and the cells in question, the first to look at first.
fn explanation(context: &Context, fault: &Fault, relations: &[&Checked]) -> (String, Vec<CellName>) {
    let name = |cell: &CellName| context.name(*cell);
    let repaired = |repair: &Repair| format!("{} 应为 {}，现填 {}", name(&repair.cell), repair.to, repair.from);
    let failures = || relations.iter().map(|checked| failure(context, &checked.relation)).collect::<Vec<_>>();
    match &fault.verdict {
        Verdict::One(repair) => {
            let reasons: Vec<String> = relations.iter().map(|checked| reason(checked)).collect();
            let slip =
                slip(*repair, &neighbours(context, repair.cell)).map_or(String::new(), |slip| format!("（{slip}）"));
            (format!("{}：{}{slip}。", repaired(repair), reasons.join("，")), vec![repair.cell])
        }
        Verdict::Two(first, second) => {
            let count = relations.len();
            let message = format!(
                "有 {count} 项合计不符，最可能是两处：{}；{}{}。",
                repaired(first),
                repaired(second),
                moved(first, second)
            );
            (message, vec![first.cell, second.cell])
        }
        Verdict::Line(repairs) => {
            (line(context, repairs, relations.len()), repairs.iter().map(|repair| repair.cell).collect())
        }
        Verdict::Several(cells) => {
            let names: Vec<String> = cells.iter().map(name).collect();
            let total =
                relations.iter().flat_map(|checked| &checked.relation.wholes).find(|whole| cells.contains(whole));
            let message =
                format!("{}。出错的可能是其中一处，无法确定，请核对：{}。", failures().join("；"), names.join("、"));
            (message, total.into_iter().chain(cells).copied().collect())
        }
        Verdict::SomeTwo(cells) => {
            let names: Vec<String> = cells.iter().map(name).collect();
            let message = format!(
                "{}。要改两处才能相符，无法确定是哪两处，请核对：{}。",
                failures().join("；"),
                names.join("、")
            );
            (message, cells.clone())
        }
        Verdict::Unknown => {
            const SHOWN: usize = 3;
            let all = failures();
            let more = if all.len() > SHOWN { format!("；共 {} 项合计不符", all.len()) } else { String::new() };
            let by_rows = relations.len() > 1
                && relations.iter().all(|checked| checked.relation.kind == RelationKind::OutcomeTotal);
            let hint = opposite(context, relations).unwrap_or_else(|| match by_rows {
                true => "各行合计都相符，多半是漏填或多填了一整行明细".to_owned(),
                false => "请逐项核对".to_owned(),
            });
            let message = format!("{}{more}。{hint}。", all[..all.len().min(SHOWN)].join("；"));
            (message, relations.iter().filter_map(|checked| checked.relation.wholes.first().copied()).collect())
        }
    }
}

/// Two opposite changes in one row or column: a figure in the wrong place.
fn moved(first: &Repair, second: &Repair) -> String {
    let count = (first.from - first.to).abs();
    let is_opposite = first.to - first.from == second.from - second.to;
    match (is_opposite, first.cell.row == second.cell.row, first.cell.column == second.cell.column) {
        (true, true, _) => format!("，像是有 {count} 件填错了列"),
        (true, _, true) => format!("，像是有 {count} 件填错了行"),
        _ => String::new(),
    }
}

/// A whole row or column that is off.
fn line(context: &Context, repairs: &[Repair], count: usize) -> String {
    let form = context.form(TableKind::Requests);
    let row = repairs[0].cell.row;
    if repairs.iter().any(|repair| repair.cell.row != row) {
        let changes: Vec<String> =
            repairs.iter().map(|repair| format!("{}应为 {}", repair.cell.row.short(form), repair.to)).collect();
        return format!("有 {count} 项合计不符，最可能是“总计”整列算错：{}。", list(&changes, 6));
    }
    let columns: Vec<String> = repairs
        .iter()
        .map(|repair| format!("{} {}→{}", repair.cell.column.label_in(row, form), repair.from, repair.to))
        .collect();
    // What the row has too much may be just what another row holds.
    let excess = |repair: &Repair, other: Row| {
        let value = context.number(CellName::new(other, repair.cell.column));
        value.is_some_and(|value| value == (repair.from - repair.to).abs() && value != Number::ZERO)
    };
    let same = Row::all(TableKind::Requests, form)
        .find(|&other| other != row && repairs.iter().all(|repair| excess(repair, other)));
    let why = match same {
        Some(other) if repairs[0].from > repairs[0].to => {
            format!("；多出的数正好等于“{}”行，是否重复计入", other.short(form))
        }
        _ if repairs.iter().all(|repair| repair.from == Number::ZERO) => "；这一行可能漏填".to_owned(),
        _ => String::new(),
    };
    format!("有 {count} 项合计不符，最可能是“{}”整行有误：{}{why}。", row.short(form), columns.join("，"))
}

/// Two sums of one kind that fail by the same amount in opposite directions: something stands in the wrong line.
fn opposite(context: &Context, relations: &[&Checked]) -> Option<String> {
    let [first, second] = relations else { return None };
    let difference = |checked: &Checked| match checked.state {
        State::Fails { parts, wholes } => parts - wholes,
        _ => Number::ZERO,
    };
    let (left, right) = (difference(first), difference(second));
    if first.relation.kind != second.relation.kind || left != -right {
        return None;
    }
    let form = context.form(TableKind::Requests);
    let by_column = match first.relation.kind {
        RelationKind::OutcomeTotal => true,
        RelationKind::RowTotal => false,
        _ => return None,
    };
    let name = |checked: &Checked| {
        let cell = checked.relation.wholes.first().copied()?;
        Some(if by_column { cell.column.label_in(cell.row, form) } else { cell.row.short(form) })
    };
    let (more, less) = if left.is_negative() { (second, first) } else { (first, second) };
    let count = left.abs();
    let (within, wrong) = if by_column { ("某一行", "列") } else { ("某一列", "行") };
    Some(format!("“{}”多 {count}，“{}”少 {count}，像是{within}有 {count} 件填错了{wrong}", name(more)?, name(less)?))
}

/// By how much a relation fails.
fn reason(checked: &Checked) -> String {
    let difference = match checked.state {
        State::Fails { parts, wholes } => (parts - wholes).abs(),
        _ => Number::ZERO,
    };
    match checked.relation.kind {
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
