//! fees in the text, in section 六 and in 表二. (X-15, fees in 表二 and 无 in section 六, is told by
//! the rule on that section, `fee-statement`.)

use super::compare::{facts, place};
use crate::check::{Context, Finding, Severity};
use crate::prose::{Counted, Fact};
use crate::rules::{PRACTICE, Rule};
use crate::standard::{CellName, Column, Edition, Row, TableKind};
use crate::text::Number;

const FEES: CellName = CellName { row: Row::FEES, column: Column::Amount };

/// The amount of fees is 表二's.
pub static AMOUNT: Rule = Rule {
    id: "text-fees",
    code: "X-13",
    title: "收费金额与表二不一致",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "正文所写行政事业性收费金额，换算成万元后是否等于表二“本年收费金额（单位：万元）”。",
    why: "元、万元最容易弄错，差一万倍。",
    how: "核对收费金额和单位，改正写错的一处。",
    right: examples!["一：全年行政事业性收费15000元。", "一：全年行政事业性收费1.5万元。"],
    wrong: examples!["一：全年行政事业性收费15万元。"],
    by_default: true,
    check: |context, findings| {
        let Some(written) = table_fee(context) else { return };
        for fact in facts(context).filter(|fact| fact.counted == Counted::Fees && !fact.unsure) {
            let Some(said) = fact.value.per_ten_thousand() else { continue };
            if said != written {
                findings.push(
                    Finding::new(&AMOUNT, format!("正文称行政事业性收费 {said} 万元，表二“行政事业性收费·本年收费金额”为 {written} 万元，两处不一致，请核对。"))
                        .at(place(context, fact))
                        .at(context.cell(FEES)),
                );
            }
        }
    },
};

/// The fee for processing information is part of 表二's fees.
pub static INFORMATION_FEE: Rule = Rule {
    id: "information-fee-above-fees",
    code: "X-14",
    title: "信息处理费大于表二收费金额",
    severity: Severity::Info,
    basis: "皖财综〔2021〕28号等（信息处理费属行政事业性收费）",
    what: "“六”写明收取信息处理费的，表二行政事业性收费是否不小于这个数。",
    why: "信息处理费属于行政事业性收费，应当包括在表二的收费金额里。",
    how: "核对表二是否漏计；由财政部门统一核算、没有计入本机关的，不必改。",
    right: examples!["六：2023年收取信息处理费400元。"],
    wrong: examples!["六：2023年收取信息处理费400元。\n行政事业性收费·本年收费金额：0"],
    by_default: true,
    check: |context, findings| {
        let Some(written) = table_fee(context) else { return };
        for fact in information_fees(context) {
            let Some(said) = fact.value.per_ten_thousand().filter(|said| *said > written) else { continue };
            findings.push(
                Finding::new(
                    &INFORMATION_FEE,
                    format!("正文称收取信息处理费 {} 元（{said} 万元），表二行政事业性收费只有 {written} 万元，请核对是否漏计。", fact.value),
                )
                .at(place(context, fact))
                .at(context.cell(FEES)),
            );
        }
    },
};

/// The fee is by tens of yuan.
pub static STANDARD: Rule = Rule {
    id: "information-fee-standard",
    code: "X-16",
    title: "信息处理费金额不合收费标准",
    severity: Severity::Info,
    basis: "国办函〔2020〕109号收费标准",
    what: "信息处理费的金额是否为10元的整数倍。",
    why: "按件计收的标准为每件100元起，按量计收的为每页10元起，合计总是10元的整数倍。",
    how: "核对金额和单位。",
    right: examples!["六：2023年收取信息处理费3940元。"],
    wrong: examples!["六：2023年收取信息处理费3945元。"],
    by_default: true,
    check: |context, findings| {
        for fact in information_fees(context).filter(|fact| !fact.unsure) {
            if fact.value.as_whole().is_none_or(|yuan| yuan % 10 != 0) {
                let message = format!("信息处理费 {} 元不是10元的整数倍，请核对金额。", fact.value);
                findings.push(Finding::new(&STANDARD, message).at(place(context, fact)));
            }
        }
    },
};

/// The fees in 表二, in 万元; only the 2021 edition asks for money.
fn table_fee(context: &Context) -> Option<Number> {
    context.number(FEES).filter(|_| context.form(TableKind::Disclosure) == Edition::E2021)
}

fn information_fees<'a>(context: &'a Context) -> impl Iterator<Item = &'a Fact> {
    facts(context).filter(|fact| fact.counted == Counted::InformationFee)
}
