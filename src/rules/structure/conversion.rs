//! S27–S29 and how sure the reading is: damage that copying and converting leave behind.

use crate::check::{Finding, Place, Severity};
use crate::report::{Doubt, Table};
use crate::rules::signs::Sought;
use crate::rules::{Rule, list};

const BASIS: &str = "复制、转换的常见损坏";

/// No paragraph is cut in two.
pub static BROKEN: Rule = Rule {
    id: "paragraph-broken",
    code: "S27",
    title: "段落断开",
    severity: Severity::Info,
    basis: BASIS,
    what: "一段话中间是否被空行断开（前一段没有句末标点，后一段接着说）。",
    why: "多为复制或转换时产生，发布后影响阅读；也可能漏了文字。",
    how: "对照原件，把两段接起来。",
    right: examples![
        "一：办事处加强政务公开专区建设，方便群众查阅，公开政策咨询、监督投诉电话。\n一：另设专人接听，当日答复。"
    ],
    wrong: examples!["一：办事处加强政务公开专区建设，方便群众查阅，公开政策咨询、监督投诉电\n一：话，并设专人接听。"],
    by_default: true,
    check: |context, findings| {
        for &(end, rest) in &context.prose.cuts {
            let (tail, head) = (context.quote(end), context.quote(rest));
            findings.push(
                Finding::new(&BROKEN, format!("这两段疑为同一段被断开：“…{tail}”“{head}…”，请对照原件。"))
                    .at(context.span(end))
                    .at(context.span(rest)),
            );
        }
    },
};

/// Nothing is left of a converter's marks.
pub static RESIDUE: Rule = Rule {
    id: "conversion-residue",
    code: "S28",
    title: "转换残留",
    severity: Severity::Info,
    basis: BASIS,
    what: "有没有表格转换留下的横线行、替换字符（□、�）、网页代码（&nbsp;）。",
    why: "这些是复制、转换时的残留，不是作者写的；旁边的内容可能也受了损。",
    how: "对照原件核对附近的内容，删去残留。",
    right: examples!["一：全年公开信息 267 条。"],
    wrong: examples!["一：全年公开信息&nbsp;267&nbsp;条。", "一：全年公开信息□□条。"],
    by_default: true,
    check: |context, findings| {
        let document = &context.report.document;
        let mut places: Vec<Place> = Vec::new();
        let mut shown: Vec<String> = Vec::new();
        // Where a table was torn its rules of dashes are part of that.
        let torn = context.report.tables.iter().flatten().any(Table::is_torn);
        for residue in document.residue.iter().filter(|_| !torn) {
            let cells = residue.text.split(['\t', '|']).filter(|cell| cell.contains("--")).count();
            shown.push(format!("{cells} 格的横线行"));
            let block = document.blocks_of((residue.before_item as usize).saturating_sub(1)).end.saturating_sub(1);
            places.push(context.span(document.whole(block)));
        }
        for sign in context.signs(Sought::Residue) {
            shown.push(format!("“{}”", sign.word));
            places.push(context.span(sign.span()));
        }
        shown.dedup();
        if places.is_empty() {
            return;
        }
        findings.push(
            Finding::new(
                &RESIDUE,
                format!(
                    "发现转换残留 {} 处：{}；请对照原件核对附近的内容。",
                    places.len(),
                    shown[..shown.len().min(4)].join("、")
                ),
            )
            .at_all(places),
        );
    },
};

/// The six headings have the same level in a source that marks levels.
pub static LEVEL: Rule = Rule {
    id: "heading-level",
    code: "S29",
    title: "标题层级标记不一致",
    severity: Severity::Info,
    basis: BASIS,
    what: "来源带有标题层级（网页、Markdown）时，六个标题的层级是否相同。",
    why: "层级不同会使目录和导航出错，多为转换造成。",
    how: "把六个标题设为同一级。",
    right: examples![
        "原文：\n## 一、总体情况\n全年公开信息267条。\n## 五、存在的主要问题及改进情况\n内容不够丰富。\n## 六、其他需要报告的事项\n无。"
    ],
    wrong: examples![
        "原文：\n## 一、总体情况\n全年公开信息267条。\n五、存在的主要问题及改进情况\n内容不够丰富。\n## 六、其他需要报告的事项\n无。"
    ],
    by_default: true,
    check: |context, findings| {
        let headings: Vec<_> = (1..=6).filter_map(|number| context.heading(number)).collect();
        let mut levels: Vec<Option<u8>> = headings.iter().map(|heading| heading.level).collect();
        levels.sort();
        let Some(&usual) = levels.iter().max_by_key(|level| levels.iter().filter(|other| other == level).count())
        else {
            return;
        };
        let odd: Vec<_> = headings.iter().filter(|heading| heading.level != usual).collect();
        if usual.is_none() || odd.is_empty() {
            return;
        }
        let names: Vec<String> = odd.iter().map(|heading| format!("“{}”", context.quote(heading.span))).collect();
        findings.push(
            Finding::new(&LEVEL, format!("{}的标题级别与其他部分不同（多为转换造成）。", list(&names, 4)))
                .at_all(odd.iter().map(|heading| context.span(heading.span))),
        );
    },
};

/// Readings of tables that are not sure are told as such.
pub static UNSURE: Rule = Rule {
    id: "table-unsure",
    code: "S28a",
    title: "表格识别没有把握",
    severity: Severity::Info,
    basis: BASIS,
    what: "统计表是否被拆散、行名是否丢失、数字是否连在一起，以致要靠顺序或合计关系来识别。",
    why: "这样识别出来的数可能与原件不同，下面的核对结果要先与原件对照再采信。",
    how: "尽量从原始的 Word、WPS 文件或网页中复制整张表，再核对一次。",
    right: examples![
        "原文：\n三、收到和处理政府信息公开申请情况\n申请人情况\n一、本年新收政府信息公开申请数量 12 0 0 0 0 0 12\n二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0"
    ],
    wrong: examples![
        "原文：\n三、收到和处理政府信息公开申请情况\n申请人情况\n一、本年新收政府信息公开申请数量120000012\n二、上年结转政府信息公开申请数量0000000"
    ],
    by_default: true,
    check: |context, findings| {
        for table in context.report.tables.iter().flatten() {
            let reasons: Vec<String> = table.doubts.iter().filter_map(|doubt| reason(table, doubt)).collect();
            if reasons.is_empty() {
                continue;
            }
            let first = table.cells.values().next().map(|reading| reading.span);
            let message =
                format!("{}在复制或转换中受损，识别结果请对照原件：{}。", table.kind.name(), reasons.join("；"));
            let severity = if table.is_scrambled() { Severity::Warning } else { Severity::Info };
            findings.push(Finding::new(&UNSURE, message).severity(severity).at(context.in_table(table.kind, first)));
        }
    },
};

fn reason(table: &Table, doubt: &Doubt) -> Option<String> {
    let names = |rows: &[crate::standard::Row]| {
        let shown: Vec<String> = rows.iter().take(4).map(|row| format!("“{}”", row.short(table.form))).collect();
        shown.join("、") + if rows.len() > shown.len() { "等" } else { "" }
    };
    match doubt {
        Doubt::Torn(pieces) => Some(format!("表格被拆成 {pieces} 段，已按统一格式拼合")),
        Doubt::ByOrder(rows) => {
            Some(format!("{} 行的行名丢失或打乱，是按先后顺序对上的（{}）", rows.len(), names(rows)))
        }
        Doubt::Glued(rows) => Some(format!("{}的数字连在一起，是按位数或合计关系拆开的", names(rows))),
        Doubt::Scrambled => {
            Some("数字没有按行排列，有的行无法对上，没有核对；请从 Word、WPS 或网页中重新复制整张表".to_owned())
        }
        // Told by rules of their own.
        Doubt::Count(..) | Doubt::Headless => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::{Environment, check};
    use crate::read::{Kind, read_text};
    use crate::report::recognise;

    fn found(text: &str, rule: &str) -> Vec<String> {
        let findings = check(recognise(read_text(text, Kind::Text)), &Environment::default()).findings;
        findings.into_iter().filter(|finding| finding.rule == rule).map(|finding| finding.message).collect()
    }

    #[test]
    fn broken() {
        let cut = "一、总体情况\n\n办事处进一步加强专区建设，方便群众，做好热线工作，公开政策咨询、监督投诉电\n\n话，并设专人接听。\n";
        assert_eq!(found(cut, "paragraph-broken").len(), 1);
        let whole = "一、总体情况\n\n办事处进一步加强专区建设，方便群众，做好热线工作，公开政策咨询、监督投诉电话。\n\n设专人接听。\n";
        assert_eq!(found(whole, "paragraph-broken").len(), 0);
    }

    #[test]
    fn residue() {
        assert_eq!(
            found("一、总体情况\n0\t0\n---\t---\n", "conversion-residue"),
            ["发现转换残留 1 处：2 格的横线行；请对照原件核对附近的内容。"]
        );
        assert!(found("| a | b |\n|---|---|\n| c | d |\n", "conversion-residue").is_empty());
        // Each is counted, also where several stand in one paragraph.
        let twice = found("一、总体情况\n公开信息&amp;nbsp;267&amp;nbsp;条。\n", "conversion-residue");
        assert_eq!(twice, ["发现转换残留 2 处：“&amp;”；请对照原件核对附近的内容。"]);
    }

    #[test]
    fn level() {
        let text = "## 一、总体情况\n甲。\n二、主动公开政府信息情况\n## 五、存在的主要问题及改进情况\n乙。\n## 六、其他需要报告的事项\n无。";
        assert_eq!(
            found(text, "heading-level"),
            ["“二、主动公开政府信息情况”的标题级别与其他部分不同（多为转换造成）。"]
        );
    }

    #[test]
    fn a_copy_that_goes_down_the_columns_is_told_once() {
        let column = "\n3\n0\n1\n0\n0\n0\n2";
        let text = format!(
            "三、收到和处理政府信息公开申请情况\n申请人情况\n一、本年新收政府信息公开申请数量\n二、上年结转政府信息公开申请数量{column}{column}{column}\n（七）总计\n1\n"
        );
        let report = recognise(read_text(&text, Kind::Text));
        assert!(report.is_scrambled());
        let findings = check(report, &Environment::default()).findings;
        let about_table: Vec<&str> = findings
            .iter()
            .map(|finding| &*finding.rule)
            .filter(|rule| rule.contains("requests") || rule.contains("table-unsure"))
            .collect();
        assert_eq!(about_table, ["table-unsure"], "{findings:#?}");
    }

    #[test]
    fn unsure() {
        let glued = "三、收到和处理政府信息公开申请情况\n申请人情况\n一、本年新收政府信息公开申请数量120000012\n二、上年结转政府信息公开申请数量0000000\n";
        assert_eq!(found(glued, "table-unsure").len(), 1);
    }
}
