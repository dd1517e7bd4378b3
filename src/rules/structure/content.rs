//! S09, S12–S14, S31: what the sections hold, and their tables.

use crate::check::{Context, Finding, Place, Severity};
use crate::document::Item;
use crate::report::Role;
use crate::report::outline::HeadingKind;
use crate::rules::{FORMAT, PRACTICE, Rule};
use crate::standard::{Edition, SECTIONS, TableKind, heading};
use crate::text::fold;

/// No section is empty.
pub static EMPTY: Rule = Rule {
    id: "section-empty",
    code: "S09",
    title: "部分内容为空",
    severity: Severity::Error,
    basis: "《中华人民共和国政府信息公开条例》第五十条",
    what: "“一、总体情况”“五、存在的主要问题及改进情况”标题下是否有文字。",
    why: "条例第五十条规定了年度报告应当包括的内容，只有标题等于没有报告。",
    how: "补写这一部分的内容。",
    right: examples![
        "五：公开内容不够丰富，部分栏目更新不够及时。\n五：下一步，将丰富公开内容，每季度检查一次更新情况。"
    ],
    wrong: examples!["五：", "一："],
    by_default: true,
    check: |context, findings| {
        for number in [1, 5] {
            let Some(found) = context.heading(number) else { continue };
            let in_section = |heading: &crate::report::Heading| {
                heading.kind == HeadingKind::Other
                    && context.report.outline.section_of_item(heading.item as usize) == Some(number)
            };
            let has_text = context.report.body(number).any(|(_, _, text)| !fold(text).is_empty())
                || context.report.outline.headings.iter().any(in_section);
            if !has_text {
                findings.push(
                    Finding::new(&EMPTY, format!("“{}”下没有内容{}。", heading(number), context.damage_note()))
                        .at(context.span(found.span)),
                );
            }
        }
    },
};

/// Each of sections 二, 三 and 四 has its table.
pub static TABLE_MISSING: Rule = Rule {
    id: "table-missing",
    code: "S12",
    title: "缺少统计表",
    severity: Severity::Error,
    basis: FORMAT,
    what: "“二”“三”“四”部分是否各有一张统计表。",
    why: "三张统计表是年度报告的主体，缺表无法汇总。",
    how: "补上统一格式的统计表，没有发生的填0。",
    right: examples!["四：2023年没有发生行政复议、行政诉讼。\n整表·表四：0"],
    wrong: examples!["四：2023年没有发生行政复议、行政诉讼。\n缺表：表四"],
    by_default: true,
    check: |context, findings| {
        for kind in TableKind::ALL {
            let number = kind.section();
            let (Some(found), None) = (context.heading(number), context.report.table(kind)) else { continue };
            if has_image(context, number).is_some() {
                continue;
            }
            findings.push(
                Finding::new(
                    &TABLE_MISSING,
                    format!(
                        "“{}”部分没有找到统计表（{}）；如果原件有表，可能是复制、转换或识别时丢失，请对照原件。",
                        heading(number),
                        kind.name()
                    ),
                )
                .at(Place { section: Some(number), table: Some(kind), ..Place::default() })
                .at(context.span(found.span)),
            );
        }
    },
};

/// No picture stands for a table.
pub static TABLE_AS_IMAGE: Rule = Rule {
    id: "table-as-image",
    code: "S31",
    title: "图片代替统计表",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "“二”“三”“四”部分是否没有统计表，只有图片。",
    why: "图片里的数字不能检索、核对和汇总。",
    how: "把图片换成统一格式的表格。",
    right: examples!["三：近三年申请数量如下图。\n三：［图片］"],
    wrong: examples!["四：［图片］\n缺表：表四"],
    by_default: true,
    check: |context, findings| {
        for kind in TableKind::ALL {
            let number = kind.section();
            if context.report.table(kind).is_some() {
                continue;
            }
            let Some(place) = has_image(context, number) else { continue };
            findings.push(
                Finding::new(
                    &TABLE_AS_IMAGE,
                    format!("“{}”部分没有统计表，只有图片；统计表不宜使用图片。", heading(number)),
                )
                .at(place),
            );
        }
    },
};

fn has_image(context: &Context, number: usize) -> Option<Place> {
    let is_image = |text: &str| text.contains("［图片］") || text.contains("![") || text.contains("<img");
    context
        .report
        .body(number)
        .find(|(_, _, text)| is_image(text))
        .map(|(_, block, _)| context.span(context.report.document.whole(block)))
}

/// Each table stands in its section.
pub static TABLE_MISPLACED: Rule = Rule {
    id: "table-misplaced",
    code: "S13",
    title: "表格放错位置",
    severity: Severity::Warning,
    basis: FORMAT,
    what: "三张统计表是否各在自己的部分。",
    why: "表格与标题对不上，读者会看错表。",
    how: "把表格移到对应的标题下。",
    right: examples!["移表：表四→四"],
    wrong: examples!["移表：表四→二"],
    by_default: true,
    check: |context, findings| {
        for kind in TableKind::ALL {
            // Without its heading the table stands under the one before: that heading is what is missing.
            let (Some(table), Some(_)) = (context.report.table(kind), context.heading(kind.section())) else {
                continue;
            };
            // Its figures tell where it stands.
            let first = table.cells.values().next().map(|reading| reading.span.block);
            let Some(item) = first.and_then(|block| context.report.document.item_of(block)) else { continue };
            let Some(section) = context.report.outline.section_of_item(item) else { continue };
            if section != kind.section() {
                let span = context.report.document.whole(context.report.document.blocks_of(item).start);
                let place = Place { table: Some(kind), ..context.span(span) };
                findings.push(
                    Finding::new(
                        &TABLE_MISPLACED,
                        format!(
                            "{}应放在“{}”部分，现放在“{}”部分。",
                            kind.name(),
                            heading(kind.section()),
                            heading(section)
                        ),
                    )
                    .at(place),
                );
            }
        }
    },
};

/// There is no other table.
pub static TABLE_EXTRA: Rule = Rule {
    id: "table-extra",
    code: "S14",
    title: "统一格式以外的表格",
    severity: Severity::Info,
    basis: "国办公开办函〔2021〕30号“不宜泛化”；审核惯例",
    what: "三张统计表以外，是否还有别的表格（两行两列以上）。",
    why: "年度报告的内容按条例第五十条确定，附加的表格应确有必要；有的省市另有要求，不在此限。",
    how: "确认是否需要；不需要的删去。",
    right: examples!["一：全年在网站公布通知公告120条、政策解读15条。"],
    wrong: examples!["附表：栏目｜条数；通知公告｜120；政策解读｜15"],
    by_default: true,
    check: |context, findings| {
        let others = if context.local.allows_tables() { &[] } else { &context.report.other_tables[..] };
        for &item in others {
            let Some(Item::Table(table)) = context.report.document.items.get(item as usize) else { continue };
            let wide = table.rows.iter().filter(|row| row.len() >= 2).count() >= 2;
            // A table of contents with dots is none.
            let contents = table.rows.iter().flatten().filter(|cell| {
                let text = fold(context.report.document.text(cell.block));
                SECTIONS.iter().any(|name| text.contains(name))
            });
            // Index number, office and date of what is published stand in a table of the web page.
            let first = table.rows.iter().flatten().take(12);
            let mut first = first.map(|cell| fold(context.report.document.text(cell.block)));
            let of_page = first.any(|cell| cell.starts_with("索引号"));
            if !wide
                || of_page
                || contents.count() >= 3
                || matches!(context.report.outline.roles.get(item as usize), Some(Role::Outside))
            {
                continue;
            }
            let span = context.report.document.whole(context.report.document.blocks_of(item as usize).start);
            let rows = table.rows.len();
            // Hubei asked for a table of other files in the reports of 2020.
            let hubei = fold(context.quote(span)).contains("其他主动公开文件");
            let note = if hubei { "湖北省曾通知2020年的报告增加此项。" } else { "" };
            let finding = Finding::new(
                &TABLE_EXTRA,
                format!(
                    "这里有统一格式以外的表格（{rows} 行，开头是“{}”），请确认是否需要。{note}",
                    context.quote(span)
                ),
            )
            .at(context.span(span));
            // The notice of 2021 came after the reports of 2019 and 2020.
            findings.push(match context.year().and_then(Edition::for_year) {
                Some(Edition::E2019) => finding.basis(PRACTICE),
                _ => finding,
            });
        }
    },
};

#[cfg(test)]
mod tests {
    use crate::rules::testing::Sample;
    use crate::standard::{Edition::E2021, TableKind};

    #[test]
    fn empty() {
        assert_eq!(Sample::filled(E2021).body(1, &[]).messages("section-empty"), ["“一、总体情况”下没有内容。"]);
    }

    #[test]
    fn table_missing() {
        let findings = Sample::filled(E2021).without_table(TableKind::Disputes).findings();
        assert_eq!(findings.iter().map(|finding| &*finding.rule).collect::<Vec<_>>(), ["table-missing"]);
    }

    #[test]
    fn table_as_image() {
        let sample = Sample::filled(E2021).without_table(TableKind::Disputes).body(4, &["［图片］"]);
        assert_eq!(sample.findings().iter().map(|finding| &*finding.rule).collect::<Vec<_>>(), ["table-as-image"]);
    }

    #[test]
    fn table_misplaced() {
        let text = "二、主动公开政府信息情况\n行政复议\t行政诉讼\n结果维持\t结果纠正\n0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\n\
            四、政府信息公开行政复议、行政诉讼情况\n无。\n";
        let report = crate::report::recognise(crate::read::read_text(text, crate::read::Kind::Text));
        let findings = crate::check::check(report, &crate::check::Environment::default()).findings;
        assert!(findings.iter().any(|finding| finding.rule == "table-misplaced"), "{findings:#?}");
        assert_eq!(Sample::filled(E2021).messages("table-misplaced").len(), 0);
    }
}
