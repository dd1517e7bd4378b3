//! S21, S22: section 六.

use crate::check::{Finding, Severity};
use crate::rules::{PRACTICE, Rule};
use crate::standard::{CellName, Column, Row, heading};
use crate::text::{Number, fold};

/// From 2021 on it tells of the fee for processing information.
pub static FEE: Rule = Rule {
    id: "fee-statement",
    code: "S21",
    title: "其他事项未说明信息处理费",
    severity: Severity::Warning,
    basis: "国办函〔2020〕109号；审核惯例",
    what: "2021年起的报告，“六”中有没有说明收取信息处理费的情况。",
    why: "信息处理费管理办法2021年1月1日起施行，此后的年度报告应说明收取情况，没有收取也要写明。",
    how: "在“六”中写明，例如“2024年未收取信息处理费”。",
    right: examples!["六：2023年未收取信息处理费。", "2019年版\n六：无其他需要报告的事项。"],
    wrong: examples!["六：无其他需要报告的事项。"],
    by_default: true,
    check: |context, findings| {
        if context.year().is_none_or(|year| year < 2021) {
            return;
        }
        let Some(found) = context.heading(6) else { return };
        // In this section any word on fees is about that one.
        let text = fold(&context.body_text(6));
        if mentions_fee(&text) || words!["收费", "费用", "收取", "109号"].is_in(&text) {
            return;
        }
        let elsewhere = (1..=5).find(|&number| mentions_fee(&context.body_text(number)));
        findings.push(match elsewhere {
            Some(number) => {
                Finding::new(&FEE, format!("信息处理费写在“{}”中，一般写在“六、其他需要报告的事项”。", heading(number)))
                    .severity(Severity::Info)
                    .at(context.span(found.span))
            }
            None => {
                // where fees were taken the more so.
                let fees = CellName::new(Row::FEES, Column::Amount);
                let taken = context.number(fees).filter(|amount| *amount != Number::ZERO);
                let taken = taken.map_or(String::new(), |amount| format!("（表二有行政事业性收费 {amount} 万元）"));
                Finding::new(
                    &FEE,
                    format!(
                        "没有说明收取信息处理费的情况{taken}：2021年起请在“六、其他需要报告的事项”中写明，没有收取也应写明。"
                    ),
                )
                .at(context.span(found.span))
            }
        });
    },
};

/// 信息处理费, also 信息公开处理费 and 政府信息公开收费.
fn mentions_fee(text: &str) -> bool {
    let folded = fold(text);
    folded.contains("处理费") || folded.contains("信息公开") && words!["收费", "收取费用", "费用"].is_in(&folded)
}

/// It is not empty.
pub static EMPTY: Rule = Rule {
    id: "other-matters-empty",
    code: "S22",
    title: "“六”为空",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "2019、2020年的报告，“六、其他需要报告的事项”下有没有文字；2021年起的报告空着的，按没有说明信息处理费提示。",
    why: "空着会让人以为没有写完。",
    how: "没有其他事项的，写明“无其他需要报告的事项”。",
    right: examples!["2019年版\n六：无其他需要报告的事项。"],
    wrong: examples!["2019年版\n六："],
    by_default: true,
    check: |context, findings| {
        let Some(found) = context.heading(6) else { return };
        // From 2021 on the missing word on the fee says the same.
        if context.body_text(6).trim().is_empty() && context.year().is_none_or(|year| year < 2021) {
            findings.push(
                Finding::new(&EMPTY, "“六、其他需要报告的事项”为空，没有其他事项请写明。").at(context.span(found.span)),
            );
        }
    },
};

#[cfg(test)]
mod tests {
    use crate::rules::testing::Sample;
    use crate::standard::Edition::{E2019, E2021};

    #[test]
    fn fee() {
        let of = |line: &str| Sample::filled(E2021).body(6, &[line]).messages("fee-statement").len();
        assert_eq!(of("无。"), 1);
        assert_eq!(of("2023年未收取信息处理费。"), 0);
        assert_eq!(of("2024 年，市科委未发生政府信息公开收费事项。"), 0);
        assert_eq!(of("（一）收费情况。2022年无收费。"), 0);
        assert_eq!(Sample::filled(E2019).body(6, &["无"]).messages("fee-statement").len(), 0);
    }

    #[test]
    fn empty() {
        assert_eq!(Sample::filled(E2019).body(6, &[]).messages("other-matters-empty").len(), 1);
        assert_eq!(Sample::filled(E2019).body(6, &["无"]).messages("other-matters-empty").len(), 0);
    }
}
