//! T2-10–T2-16, T2-18, T2-19: figures of 表二 that cannot be, or hardly can.

use crate::check::{Context, Finding, Severity, State};
use crate::report::OrganClass;
use crate::rules::{LOGIC, PRACTICE, Rule};
use crate::standard::{CellName, Column, Edition, RelationKind, Row, TableKind};
use crate::text::Number;

const TABLE: TableKind = TableKind::Disclosure;

fn class(context: &Context) -> OrganClass {
    context.report.organ().map_or(OrganClass::Unknown, OrganClass::of)
}

/// Whether the organ is a street office, a township or a department: small enough for the rules on large figures.
fn is_small(context: &Context) -> bool {
    matches!(class(context), OrganClass::Street | OrganClass::Township | OrganClass::Department)
}

/// The fee is in ten thousands of yuan.
pub static FEE_LARGE: Rule = Rule {
    id: "fee-amount-large",
    code: "T2-10",
    title: "收费金额疑似以元为单位",
    severity: Severity::Info,
    basis: "表头“单位：万元”",
    what: "乡镇、街道和部门的“本年收费金额”是否达到一万（万元）以上。",
    why: "该栏单位是万元，填成元会大一万倍。",
    how: "核对单位；以元计的换算成万元。",
    right: examples!["行政事业性收费·本年收费金额：1.53"],
    wrong: examples!["行政事业性收费·本年收费金额：15300"],
    by_default: true,
    check: |context, findings| {
        let cell = CellName::new(Row::FEES, Column::Amount);
        let Some(amount) = context.number(cell).filter(|_| is_small(context)) else { return };
        if amount >= Number::whole(10_000) && amount.is_whole() {
            findings.push(
                Finding::new(&FEE_LARGE, format!("收费金额 {amount} 万元偏大，请核对单位是否为万元。"))
                    .at(context.cell(cell)),
            );
        }
    },
};

/// Only those who may make 规章 have some.
pub static AUTHORITY: Rule = Rule {
    id: "rules-authority",
    code: "T2-11",
    title: "规章件数异常",
    severity: Severity::Warning,
    basis: "《中华人民共和国立法法》第九十一条、第九十三条",
    what: "县级政府、乡镇、街道和地方各部门的“规章”是否为0。",
    why: "规章由国务院部门和省、自治区、直辖市、设区的市、自治州的人民政府制定，其他机关没有制定权。",
    how: "一般应填0；把规范性文件填成规章的，移到下一行。全市（州）汇总的报告除外。",
    right: examples![
        "规章·现行有效件数：0",
        "标题：白石自治州人民政府2023年政府信息公开工作年度报告\n规章·现行有效件数：3",
    ],
    wrong: examples!["规章·现行有效件数：3"],
    by_default: true,
    check: |context, findings| {
        let Some(organ) = context.report.organ() else { return };
        if OrganClass::of(organ).makes_rules(organ) != Some(false) {
            return;
        }
        let cells: Vec<(CellName, Number)> = context
            .cells(TABLE)
            .filter(|(cell, _)| cell.row == Row::RULES)
            .filter_map(|(cell, reading)| Some((cell, reading.value.number()?)))
            .filter(|(_, number)| *number > Number::ZERO)
            .collect();
        if cells.is_empty() {
            return;
        }
        let figures: Vec<String> =
            cells.iter().map(|(cell, number)| format!("“{}”为 {number}", context.name(*cell))).collect();
        findings.push(
            Finding::new(
                &AUTHORITY,
                format!(
                    "本机关为{organ}，一般没有规章制定权，而{}，请核对（全市、全州汇总的除外）。",
                    figures.join("、")
                ),
            )
            .at_all(cells.iter().map(|(cell, _)| context.cell(*cell))),
        );
    },
};

/// 现行有效 is not less than what was issued and not repealed.
pub static IN_FORCE: Rule = Rule {
    id: "in-force-too-few",
    code: "T2-12",
    title: "有效件数小于本年净增",
    severity: Severity::Warning,
    basis: LOGIC,
    what: "“现行有效件数”是否不小于“本年制发件数”减“本年废止件数”。",
    why: "本年新制发而没有废止的文件，年末一般都还有效。",
    how: "核对三个数；当年制发当年失效的，在正文中说明。",
    right: examples!["行政规范性文件·本年制发件数：9\n行政规范性文件·本年废止件数：2\n行政规范性文件·现行有效件数：15"],
    wrong: examples!["行政规范性文件·本年制发件数：9\n行政规范性文件·本年废止件数：2\n行政规范性文件·现行有效件数：6"],
    by_default: true,
    check: |context, findings| {
        for (row, checked) in failing(context, RelationKind::InForce) {
            let value = |column| context.number(CellName::new(row, column)).unwrap_or_default();
            let message = format!(
                "“{}”本年制发 {}、废止 {}，现行有效只有 {}，请核对。",
                row.short(context.form(TABLE)),
                value(Column::Issued),
                value(Column::Repealed),
                value(Column::InForce)
            );
            findings.push(
                Finding::new(&IN_FORCE, message)
                    .at_all(
                        [Column::InForce, Column::Issued, Column::Repealed]
                            .map(|column| context.cell(CellName::new(row, column))),
                    )
                    .calculation_of(context, checked),
            );
        }
    },
};

/// A small organ has few 规范性文件.
pub static MANY_DOCUMENTS: Rule = Rule {
    id: "normative-documents-many",
    code: "T2-13",
    title: "规范性文件件数偏大",
    severity: Severity::Info,
    basis: "行政规范性文件的定义；审核惯例",
    what: "乡镇、街道和部门本年制发的行政规范性文件是否多于20件；乡镇、街道和县级部门现行有效的是否多于10件而本年一件没有废止。",
    why: "行政规范性文件是在权限内按程序制定、普遍适用的文件，一般公文不计；件数偏大，多半是把普通公文算了进去。",
    how: "核对口径；确实无误的不必改。",
    right: examples![
        "行政规范性文件·现行有效件数：10",
        "行政规范性文件·现行有效件数：14\n行政规范性文件·本年废止件数：2",
    ],
    wrong: examples![
        "行政规范性文件·本年制发件数：23\n行政规范性文件·现行有效件数：40",
        "行政规范性文件·现行有效件数：21"
    ],
    by_default: true,
    check: |context, findings| {
        let cell = |column| CellName::new(Row::NORMATIVE_DOCUMENTS, column);
        let number = |column| context.number(cell(column)).filter(|_| is_small(context));
        if let Some(issued) = number(Column::Issued).filter(|&issued| issued > Number::whole(20)) {
            findings.push(
                Finding::new(
                    &MANY_DOCUMENTS,
                    format!("本年制发行政规范性文件 {issued} 件，请确认没有把普通公文计入。"),
                )
                .at(context.cell(cell(Column::Issued))),
            );
            return;
        }
        let (Some(in_force), Some(Number::ZERO)) = (number(Column::InForce), number(Column::Repealed)) else { return };
        if in_force > Number::whole(10) && is_of_county(context) {
            findings.push(
                Finding::new(
                    &MANY_DOCUMENTS,
                    format!(
                        "行政规范性文件现行有效 {in_force} 件，本年没有废止，请确认没有把普通公文或上级的文件计入。"
                    ),
                )
                .at(context.cell(cell(Column::InForce)))
                .at(context.cell(cell(Column::Repealed))),
            );
        }
    },
};

/// Whether the organ is a street office, a township, or a department of a county or district.
fn is_of_county(context: &Context) -> bool {
    let organ = context.report.organ().unwrap_or_default();
    match class(context) {
        OrganClass::Street | OrganClass::Township => true,
        OrganClass::Department => organ.replace("自治区", "").contains(['县', '区', '旗']),
        _ => false,
    }
}

/// (2019) 对外公开总数量 is not less than 本年新公开.
pub static DISCLOSED: Rule = Rule {
    id: "disclosed-too-few",
    code: "T2-14",
    title: "公开总数小于新公开数",
    severity: Severity::Warning,
    basis: LOGIC,
    what: "2019年版：“对外公开总数量”是否不小于“本年新公开数量”。",
    why: "总数量包含本年新公开的，不应更小。",
    how: "核对两个数：看是否两栏填反，或总数漏加了本年新公开的。",
    right: examples!["2019年版\n规范性文件·本年新公开数量：2\n规范性文件·对外公开总数量：6"],
    wrong: examples!["2019年版\n规范性文件·本年新公开数量：2\n规范性文件·对外公开总数量：1"],
    by_default: true,
    check: |context, findings| {
        for (row, checked) in failing(context, RelationKind::Disclosed) {
            let value = |column| context.number(CellName::new(row, column)).unwrap_or_default();
            let message = format!(
                "“{}”对外公开总数量 {} 小于本年新公开数量 {}，请核对。",
                row.short(context.form(TABLE)),
                value(Column::TotalDisclosed),
                value(Column::NewlyDisclosed)
            );
            findings.push(
                Finding::new(&DISCLOSED, message)
                    .at_all(
                        [Column::TotalDisclosed, Column::NewlyDisclosed]
                            .map(|column| context.cell(CellName::new(row, column))),
                    )
                    .calculation_of(context, checked),
            );
        }
    },
};

/// (2019) No more is newly disclosed than made.
pub static NEWLY: Rule = Rule {
    id: "disclosed-more-than-made",
    code: "T2-15",
    title: "新公开多于新制作",
    severity: Severity::Info,
    basis: LOGIC,
    what: "2019年版：“本年新公开数量”是否多于“本年新制作数量”。",
    why: "新公开的一般是本年新制作的；公开了往年文件的，应在正文中说明。",
    how: "核对两个数，或在正文中说明。",
    right: examples!["2019年版\n规范性文件·本年新制作数量：2\n规范性文件·本年新公开数量：2"],
    wrong: examples!["2019年版\n规范性文件·本年新制作数量：1\n规范性文件·本年新公开数量：2"],
    by_default: true,
    check: |context, findings| {
        for row in [Row::RULES, Row::NORMATIVE_DOCUMENTS] {
            let cell = |column| CellName::new(row, column);
            let (Some(made), Some(newly)) =
                (context.number(cell(Column::Made)), context.number(cell(Column::NewlyDisclosed)))
            else {
                continue;
            };
            if newly > made {
                findings.push(
                    Finding::new(
                        &NEWLY,
                        format!(
                            "“{}”新公开 {newly} 多于新制作 {made}，如含往年文件请在正文中说明。",
                            row.short(context.form(TABLE))
                        ),
                    )
                    .at(context.cell(cell(Column::NewlyDisclosed)))
                    .at(context.cell(cell(Column::Made))),
                );
            }
        }
    },
};

/// (2019) The number of items is not below nought.
pub static ITEMS: Rule = Rule {
    id: "items-negative",
    code: "T2-16",
    title: "项目数为负",
    severity: Severity::Error,
    basis: LOGIC,
    what: "2019年版：“上一年项目数量”加“本年增/减”是否为负。",
    why: "减少的项目不可能多于原有的项目。",
    how: "核对两个数；“本年增/减”填的是比上一年多几项、少几项，不是现有项数。",
    right: examples!["2019年版\n行政许可·上一年项目数量：5\n行政许可·本年增/减：-3"],
    wrong: examples!["2019年版\n行政许可·上一年项目数量：2\n行政许可·本年增/减：-3"],
    by_default: true,
    check: |context, findings| {
        for (row, checked) in failing(context, RelationKind::Items) {
            let value = |column| context.number(CellName::new(row, column)).unwrap_or_default();
            let (before, change) = (value(Column::ItemsLastYear), value(Column::Change));
            findings.push(
                Finding::new(
                    &ITEMS,
                    format!(
                        "“{}”上一年项目数量 {before}，本年增/减 {change}，相加为 {}，项目数不可能为负。",
                        row.short(context.form(TABLE)),
                        before + change
                    ),
                )
                .at_all([Column::Change, Column::ItemsLastYear].map(|column| context.cell(CellName::new(row, column))))
                .calculation_of(context, checked),
            );
        }
    },
};

/// (2019) Purchases and their amount are nought together.
pub static PROCUREMENT: Rule = Rule {
    id: "procurement-amount",
    code: "T2-18",
    title: "采购项目与金额不匹配",
    severity: Severity::Warning,
    basis: LOGIC,
    what: "2019年版：“采购项目数量”与“采购总金额”是否同时为0或同时不为0。",
    why: "有采购就有金额，没有采购就没有金额。",
    how: "核对两个数。",
    right: examples!["2019年版\n政府集中采购·采购项目数量：0\n政府集中采购·采购总金额：0"],
    wrong: examples!["2019年版\n政府集中采购·采购项目数量：0\n政府集中采购·采购总金额：1.5"],
    by_default: true,
    check: |context, findings| {
        let [purchases, amount] =
            [Column::Purchases, Column::Amount].map(|column| CellName::new(Row::PROCUREMENT, column));
        let (Some(count), Some(money)) = (context.number(purchases), context.number(amount)) else { return };
        if (count == Number::ZERO) != (money == Number::ZERO) {
            findings.push(
                Finding::new(
                    &PROCUREMENT,
                    format!("采购项目数量 {count}，采购总金额 {money}，两者应同时为0或同时不为0。"),
                )
                .at(context.cell(amount))
                .at(context.cell(purchases)),
            );
        }
    },
};

/// (2019) Where there are decisions there are items.
pub static DECISIONS: Rule = Rule {
    id: "decisions-without-items",
    code: "T2-19",
    title: "有决定无事项",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "2019年版：“上一年项目数量”加“本年增/减”为0，而“处理决定数量”不为0。",
    why: "没有这一类事项，就不应有处理决定。",
    how: "核对项目数量和处理决定数量。",
    right: examples!["2019年版\n行政处罚·上一年项目数量：2\n行政处罚·本年增/减：0\n行政处罚·处理决定数量：5"],
    wrong: examples!["2019年版\n行政处罚·上一年项目数量：0\n行政处罚·本年增/减：0\n行政处罚·处理决定数量：5"],
    by_default: true,
    check: |context, findings| {
        if context.form(TABLE) != Edition::E2019 {
            return;
        }
        for row in Row::all(TABLE, Edition::E2019) {
            let cell = |column| CellName::new(row, column);
            let value = |column| context.number(cell(column));
            let (Some(before), Some(change), Some(decisions)) =
                (value(Column::ItemsLastYear), value(Column::Change), value(Column::Decisions))
            else {
                continue;
            };
            if before + change == Number::ZERO && decisions > Number::ZERO {
                findings.push(
                    Finding::new(
                        &DECISIONS,
                        format!("“{}”没有项目却有 {decisions} 件处理决定，请核对。", row.short(Edition::E2019)),
                    )
                    .at(context.cell(cell(Column::Decisions)))
                    .at(context.cell(cell(Column::ItemsLastYear))),
                );
            }
        }
    },
};

fn failing<'a>(context: &'a Context, kind: RelationKind) -> impl Iterator<Item = (Row, &'a crate::check::Checked)> {
    let failing = context.arithmetic.of_kind(kind).filter(|checked| matches!(checked.state, State::Fails { .. }));
    failing.filter_map(|checked| Some((checked.relation.cells().next()?.row, checked)))
}

impl Finding {
    fn calculation_of(self, context: &Context, checked: &crate::check::Checked) -> Self {
        match context.calculation(checked) {
            Some(calculation) => self.calculation(calculation),
            None => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Sample;
    use crate::standard::Edition::*;

    #[test]
    fn edition_2021() {
        let sample = Sample::filled(E2021);
        assert_eq!(sample.clone().cell("fees", "amount", "15300").messages("fee-amount-large").len(), 1);
        assert_eq!(sample.clone().cell("rules", "in_force", "3").messages("rules-authority").len(), 1);
        assert_eq!(
            sample.clone().cell("normative_documents", "issued", "9").messages("in-force-too-few"),
            ["“行政规范性文件”本年制发 9、废止 0，现行有效只有 6，请核对。"]
        );
        assert_eq!(
            sample.clone().cell("normative_documents", "issued", "30").messages("normative-documents-many").len(),
            1
        );
        let bureau = |name: &str| sample.clone().title(&format!("{name}2023年政府信息公开工作年度报告"));
        let many = |sample: Sample| {
            sample.cell("normative_documents", "in_force", "21").messages("normative-documents-many").len()
        };
        assert_eq!(many(bureau("平安县司法局")), 1);
        assert_eq!(many(bureau("平安市司法局")), 0);
        let city = sample.title("孝感市人民政府办公室2023年政府信息公开工作年度报告").cell("rules", "in_force", "3");
        assert_eq!(city.messages("rules-authority").len(), 0);
    }

    #[test]
    fn edition_2019() {
        let of = |rule: &str, cells: &[(&str, &str, &str)]| {
            let sample = cells
                .iter()
                .fold(Sample::filled(E2019), |sample, (row, column, value)| sample.cell(row, column, value));
            sample.messages(rule).len()
        };
        assert_eq!(of("disclosed-too-few", &[("normative_documents", "total_disclosed", "1")]), 1);
        assert_eq!(of("disclosed-more-than-made", &[("normative_documents", "made", "1")]), 1);
        assert_eq!(of("items-negative", &[("licensing", "change", "-3")]), 1);
        assert_eq!(of("items-negative", &[("licensing", "change", "-2")]), 0);
        assert_eq!(of("procurement-amount", &[("procurement", "purchases", "0")]), 1);
        assert_eq!(of("decisions-without-items", &[("penalties", "items_last_year", "0")]), 1);
    }
}
