//! T2-04–T2-09, T2-17, T2-20: what may stand in a cell of 表二.

use crate::check::{Finding, Severity};
use crate::rules::{FORMAT, LOGIC, PRACTICE, Rule, figures};
use crate::standard::{CellName, Column, Row, TableKind};
use crate::text::{Number, Value};

const TABLE: TableKind = TableKind::Disclosure;

/// No cell is blank.
pub static BLANK: Rule = Rule {
    id: "disclosure-blank",
    code: "T2-04",
    title: "表二单元格空白",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "表二有没有空着的格。",
    why: "格里空着，看的人分不清是0还是漏填。",
    how: "没有的填0。",
    right: examples!["行政许可·本年处理决定数量：0"],
    wrong: examples!["行政许可·本年处理决定数量："],
    by_default: true,
    check: |context, findings| figures::blanks(&BLANK, TABLE, context, findings),
};

/// No cell holds a placeholder.
pub static PLACEHOLDER: Rule = Rule {
    id: "disclosure-placeholder",
    code: "T2-05",
    title: "表二填了占位符",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "表二有没有填“/”“-”“无”等符号。",
    why: "符号不是数字，汇总时无法计算。",
    how: "没有的填0。",
    right: examples!["规章·本年制发件数：0"],
    wrong: examples!["规章·本年制发件数：/", "行政强制·本年处理决定数量：无"],
    by_default: true,
    check: |context, findings| figures::placeholders(&PLACEHOLDER, TABLE, context, findings),
};

/// Every cell is a number.
pub static NOT_NUMBER: Rule = Rule {
    id: "disclosure-not-number",
    code: "T2-06",
    title: "表二填的不是数字",
    severity: Severity::Error,
    basis: FORMAT,
    what: "表二的格里是否只有数字。",
    why: "“约5”“22（其中修订16件）”这样的内容无法汇总。",
    how: "只填数字，说明写到正文里。",
    right: examples!["行政规范性文件·现行有效件数：22"],
    wrong: examples!["行政规范性文件·现行有效件数：22（其中修订16件）", "行政许可·本年处理决定数量：约5"],
    by_default: true,
    check: |context, findings| {
        for (cell, reading) in context.cells(TABLE).filter(|(_, reading)| reading.value == Value::NotNumber) {
            let written = context.quote(reading.span).trim();
            let name = context.name(cell);
            let difference = (cell.column == Column::Change).then(|| difference(written)).flatten();
            findings.push(
                match difference {
                    Some(number) => {
                        let message = format!("表二“{name}”的“{written}”应只填数字，写作“{number}”。");
                        Finding::new(&NOT_NUMBER, message).severity(Severity::Warning).fix(number.to_string())
                    }
                    None => Finding::new(
                        &NOT_NUMBER,
                        format!("表二“{name}”的“{written}”不是数字，只填数字，说明可写到正文里。"),
                    ),
                }
                .at(context.cell(cell)),
            );
        }
    },
};

/// What 增3, 减4, 减少2 say.
fn difference(written: &str) -> Option<Number> {
    let number = |words: [&str; 2]| Number::parse(words.iter().find_map(|word| written.strip_prefix(word))?.trim());
    number(["增加", "增"]).or_else(|| number(["减少", "减"]).map(|number| Number::ZERO - number))
}

/// Only 本年增/减 may be negative.
pub static NEGATIVE: Rule = Rule {
    id: "disclosure-negative",
    code: "T2-07",
    title: "表二出现负数",
    severity: Severity::Error,
    basis: LOGIC,
    what: "除2019年版的“本年增/减”外，表二有没有负数。",
    why: "件数、金额不可能为负。",
    how: "对照台账核对后改正。",
    right: examples!["行政处罚·本年处理决定数量：3", "2019年版\n行政许可·本年增/减：-2"],
    wrong: examples!["行政处罚·本年处理决定数量：-3"],
    by_default: true,
    check: |context, findings| {
        for (cell, reading) in context.cells(TABLE) {
            if let Some(number) = reading.value.number()
                && number.is_negative()
                && cell.column != Column::Change
            {
                findings.push(
                    Finding::new(&NEGATIVE, format!("表二“{}”为负数 {number}，请核对。", context.name(cell)))
                        .at(context.cell(cell)),
                );
            }
        }
    },
};

/// Counts are whole.
pub static FRACTION: Rule = Rule {
    id: "disclosure-fraction",
    code: "T2-08",
    title: "表二件数为小数",
    severity: Severity::Error,
    basis: LOGIC,
    what: "除金额外，表二有没有小数。",
    why: "件数、项数只能是整数。",
    how: "对照台账核对后改正。",
    right: examples!["行政处罚·本年处理决定数量：1", "行政事业性收费·本年收费金额：1.5"],
    wrong: examples!["行政处罚·本年处理决定数量：1.5"],
    by_default: true,
    check: |context, findings| {
        for (cell, reading) in context.cells(TABLE) {
            if let Some(number) = reading.value.number()
                && !number.is_whole()
                && !cell.column.is_money()
            {
                findings.push(
                    Finding::new(&FRACTION, format!("表二“{}”应为整数，现为 {number}。", context.name(cell)))
                        .at(context.cell(cell)),
                );
            }
        }
    },
};

/// No unit stands in a cell.
pub static UNIT: Rule = Rule {
    id: "disclosure-unit",
    code: "T2-09",
    title: "表二数字带单位",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "表二的数字后面有没有带“件”“元”“万元”等单位。",
    why: "格里只填数字；金额带“元”的，还可能与栏目要求的“万元”差一万倍。",
    how: "删去单位；以元为单位的换算成万元。",
    right: examples!["行政许可·本年处理决定数量：124", "行政事业性收费·本年收费金额：1.25"],
    wrong: examples!["行政许可·本年处理决定数量：124件", "行政事业性收费·本年收费金额：12500元"],
    by_default: true,
    check: |context, findings| {
        for (cell, reading) in context.cells(TABLE) {
            let Value::WithUnit(number, unit) = &reading.value else { continue };
            let written = context.quote(reading.span).trim();
            // The column counts in ten thousands of yuan.
            let right = if cell.column.is_money() && unit == "元" { number.per_ten_thousand() } else { Some(*number) };
            let advice = match right {
                Some(right) if right == *number => format!("只填数字 {number}"),
                Some(right) => format!("换算成万元应为 {right}"),
                None => "应换算成万元，只填数字".to_owned(),
            };
            let message = format!("表二“{}”的“{written}”带了单位“{unit}”，{advice}。", context.name(cell));
            let finding = Finding::new(&UNIT, message).at(context.cell(cell));
            findings.push(match right {
                Some(right) if right == *number => finding.fix(right.to_string()),
                Some(right) => finding.suggest(right.to_string()),
                None => finding,
            });
        }
    },
};

/// Where the head asks for four decimals the amount has them.
pub static DECIMALS: Rule = Rule {
    id: "procurement-decimals",
    code: "T2-17",
    title: "采购金额小数位数",
    severity: Severity::Info,
    basis: "表头自带的要求（地方加注）",
    what: "“采购总金额”栏名中注明“保留4位小数”时，所填金额是否为四位小数；填0的不提示。",
    why: "栏名写明了位数，应当照填。",
    how: "按四位小数填写，例如 18.6000。",
    right: examples![
        "2019年版\n改名：采购总金额→采购总金额（单位：万元，保留4位小数）\n政府集中采购·采购总金额：18.6000",
        "2019年版\n政府集中采购·采购总金额：18.6",
    ],
    wrong: examples!["2019年版\n改名：采购总金额→采购总金额（单位：万元，保留4位小数）\n政府集中采购·采购总金额：18.6"],
    by_default: true,
    check: |context, findings| {
        let Some(table) = context.report.table(TABLE) else { return };
        let asks = table.heads.iter().any(|head| head.text.contains("采购") && head.text.contains("4位小数"));
        let cell = CellName::new(Row::PROCUREMENT, Column::Amount);
        let Some(reading) = context.report.cell(cell).filter(|_| asks) else { return };
        let written = context.quote(reading.span).trim();
        let Some(number) = reading.value.number().filter(|&number| number != Number::ZERO) else { return };
        let places = written.split_once('.').map_or(0, |(_, decimals)| decimals.chars().count());
        if places != 4 {
            findings
                .push(Finding::new(&DECIMALS, format!("表头要求保留4位小数，现填“{number}”。")).at(context.cell(cell)));
        }
    },
};

/// Figures are written plainly.
pub static FORM: Rule = Rule {
    id: "figure-form",
    code: "T2-20",
    title: "数字写法",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "三张表里的数字有没有用全角数字、千位分隔号或中间有空格。",
    why: "这样的写法在汇总时可能读不成数。",
    how: "改为半角阿拉伯数字，不加分隔号。",
    right: examples!["行政许可·本年处理决定数量：1234"],
    wrong: examples!["行政许可·本年处理决定数量：１２３４", "行政许可·本年处理决定数量：1,234"],
    by_default: true,
    check: |context, findings| {
        let odd: Vec<(CellName, &str, Number)> = TableKind::ALL
            .into_iter()
            .flat_map(|table| context.cells(table))
            .filter_map(|(cell, reading)| {
                let written = context.quote(reading.span).trim_matches(|character: char| character.is_whitespace());
                let number = reading.value.number()?;
                let plain = written
                    .chars()
                    .all(|character| character.is_ascii_digit() || matches!(character, '.' | '-' | '+' | '−' | '－'));
                (!plain).then_some((cell, written, number))
            })
            .collect();
        let Some((first, written, number)) = odd.first() else { return };
        let more = if odd.len() > 1 { format!("（共 {} 处）", odd.len()) } else { String::new() };
        let finding = Finding::new(&FORM, format!("{}的“{written}”建议写作“{number}”{more}。", context.name(*first)))
            .at_all(odd.iter().map(|(cell, ..)| context.cell(*cell)));
        findings.push(if odd.len() == 1 { finding.fix(number.to_string()) } else { finding });
    },
};

#[cfg(test)]
mod tests {
    use crate::rules::testing::Sample;
    use crate::standard::Edition::*;

    fn of(rule: &str, row: &str, column: &str, value: &str) -> Vec<String> {
        Sample::filled(E2021).cell(row, column, value).messages(rule)
    }

    #[test]
    fn cells() {
        assert_eq!(
            of("disclosure-blank", "licensing", "decisions", ""),
            ["表二“行政许可·本年处理决定数量”为空，没有的请填0。"]
        );
        assert_eq!(
            of("disclosure-placeholder", "rules", "issued", "/"),
            ["表二“规章·本年制发件数”填了“/”，没有的请填0；相关的勾稽关系因此无法核对。"]
        );
        assert_eq!(of("disclosure-not-number", "normative_documents", "in_force", "22（其中修订16件）").len(), 1);
        assert_eq!(
            of("disclosure-negative", "penalties", "decisions", "-3"),
            ["表二“行政处罚·本年处理决定数量”为负数 -3，请核对。"]
        );
        assert_eq!(of("disclosure-fraction", "penalties", "decisions", "1.5").len(), 1);
        assert_eq!(of("disclosure-fraction", "fees", "amount", "1.5").len(), 0);
        assert_eq!(
            of("disclosure-unit", "licensing", "decisions", "124件"),
            ["表二“行政许可·本年处理决定数量”的“124件”带了单位“件”，只填数字 124。"]
        );
        assert_eq!(
            of("disclosure-unit", "fees", "amount", "12500元"),
            ["表二“行政事业性收费·本年收费金额”的“12500元”带了单位“元”，换算成万元应为 1.25。"]
        );
        assert_eq!(
            of("figure-form", "licensing", "decisions", "１２"),
            ["行政许可·本年处理决定数量的“１２”建议写作“12”。"]
        );
    }

    #[test]
    fn a_decrease_may_be_negative() {
        assert!(Sample::filled(E2019).cell("licensing", "change", "-2").messages("disclosure-negative").is_empty());
    }

    #[test]
    fn decimals() {
        let sample = Sample::filled(E2019).label("采购总金额", "采购总金额（单位：万元，保留4位小数）");
        assert_eq!(sample.clone().cell("procurement", "amount", "18.6").messages("procurement-decimals").len(), 1);
        assert_eq!(sample.clone().cell("procurement", "amount", "18.6000").messages("procurement-decimals").len(), 0);
        assert_eq!(sample.cell("procurement", "amount", "0").messages("procurement-decimals").len(), 0);
    }
}
