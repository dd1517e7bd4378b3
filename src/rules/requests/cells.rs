//! T3-09–T3-11: what may stand in a cell of 表三.

use crate::check::Severity;
use crate::rules::{LOGIC, PRACTICE, Rule, figures};
use crate::standard::TableKind;

const TABLE: TableKind = TableKind::Requests;

/// No cell is blank.
pub static BLANK: Rule = Rule {
    id: "requests-blank",
    code: "T3-09",
    title: "表三单元格空白",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "表三有没有空着的格。",
    why: "格里空着，看的人分不清是0还是漏填。",
    how: "没有的填0。",
    right: examples!["整行·（三）2.其他法律行政法规禁止公开：0"],
    wrong: examples!["整行·（三）2.其他法律行政法规禁止公开："],
    by_default: true,
    check: |context, findings| figures::blanks(&BLANK, TABLE, context, findings),
};

/// No cell holds a placeholder.
pub static PLACEHOLDER: Rule = Rule {
    id: "requests-placeholder",
    code: "T3-10",
    title: "表三填了占位符",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "表三有没有填“/”“-”“—”等符号。",
    why: "符号不是数字，汇总和核对时无法计算。",
    how: "没有的填0。",
    right: examples!["整行·（三）2.其他法律行政法规禁止公开：0"],
    wrong: examples!["整行·（三）2.其他法律行政法规禁止公开：/"],
    by_default: true,
    check: |context, findings| figures::placeholders(&PLACEHOLDER, TABLE, context, findings),
};

/// Every cell is a whole number, not below nought.
pub static NOT_COUNT: Rule = Rule {
    id: "requests-not-count",
    code: "T3-11",
    title: "表三填的不是非负整数",
    severity: Severity::Error,
    basis: LOGIC,
    what: "表三的每一格是否都是非负整数。",
    why: "申请件数只能是0、1、2……",
    how: "核对后只填数字。",
    right: examples!["自然人·（一）予以公开：12"],
    wrong: examples![
        "自然人·（一）予以公开：12件",
        "自然人·（三）1.属于国家秘密：-2",
        "自然人·（三）1.属于国家秘密：约3",
    ],
    by_default: true,
    check: |context, findings| figures::not_counts(&NOT_COUNT, TABLE, context, findings),
};

#[cfg(test)]
mod tests {
    use crate::rules::testing::Sample;
    use crate::standard::Edition::E2021;

    #[test]
    fn cells() {
        let sample = Sample::filled(E2021);
        let one = sample.clone().cell("3.3.2", "research", "");
        assert_eq!(
            one.messages("requests-blank"),
            ["表三“科研机构·（三）2.其他法律行政法规禁止公开”为空，按勾稽关系应为 0。"]
        );
        assert_eq!(sample.clone().row("3.3.2", "").messages("requests-blank").len(), 1);
        assert_eq!(sample.clone().row("3.3.2", "/").messages("requests-placeholder").len(), 1);
        for value in ["1.5", "-2", "3件", "约3"] {
            assert_eq!(
                sample.clone().cell("3.3.2", "research", value).messages("requests-not-count").len(),
                1,
                "{value}"
            );
        }
    }
}
