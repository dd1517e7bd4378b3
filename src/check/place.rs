//! Places as people call them: 表三·（七）总计·自然人, 第一部分第2段, 落款.

use super::{Outcome, Place, Whose};
use crate::document::Item;
use crate::report::{Report, Role};
use crate::standard::{CellName, Edition, TableKind};
use crate::text::ordinal::numeral;

/// What `place` is called. The report of last year, where it is at hand, tells which paragraph is meant.
pub fn name(outcome: &Outcome, place: &Place) -> String {
    match place.report {
        Whose::This => in_report(outcome, place),
        Whose::Previous => format!("上年报告{}", in_report(outcome, place)),
    }
}

/// The edition whose rows a table of the report has, which its cells are named by.
pub fn form(outcome: &Outcome, table: TableKind) -> Edition {
    let report = &outcome.report;
    report.table(table).map_or(report.edition_or_latest(), |table| table.form)
}

fn in_report(outcome: &Outcome, place: &Place) -> String {
    if let Some(row) = place.row {
        let (table, form) = (row.table(), form(outcome, row.table()));
        let (name, short) = (table.name(), row.short(form));
        return match place.column {
            None => format!("{name}·{short}"),
            // The column comes first in the names of these cells.
            Some(column) if table == TableKind::Requests => {
                format!("{name}·{short}·{}", column.label_in(row, form))
            }
            Some(column) => format!("{name}·{}", CellName::new(row, column).name(form)),
        };
    }
    if let Some(table) = place.table {
        return table.name().to_owned();
    }
    let in_text = outcome.report_of(place).zip(place.span).and_then(|(report, span)| in_text(report, span.block));
    in_text.or_else(|| place.section.map(part)).unwrap_or_else(|| "全文".to_owned())
}

/// The paragraph or table that holds a block.
fn in_text(report: &Report, block: u32) -> Option<String> {
    let item = report.document.item_of(block)?;
    Some(match *report.outline.roles.get(item)? {
        Role::Outside => "报告以外的文字".to_owned(),
        Role::Title => "标题".to_owned(),
        Role::Signature => "落款".to_owned(),
        Role::Table(at) => TableKind::ALL.get(at)?.name().to_owned(),
        Role::Heading => {
            let is_here =
                |number: &usize| report.outline.heading(*number).is_some_and(|heading| heading.item as usize == item);
            let section = (1..=6).find(is_here).or_else(|| report.outline.section_of_item(item));
            section.map_or_else(|| "一级标题".to_owned(), |number| format!("{}标题", part(number)))
        }
        role @ (Role::Preface | Role::Body(_)) => {
            let part = if let Role::Body(number) = role { part(number) } else { "前言".to_owned() };
            match report.document.items.get(item)? {
                Item::Table(_) => format!("{part}的表格"),
                Item::Paragraph(_) => format!("{part}第{}段", paragraph(report, item, role)),
            }
        }
    })
}

/// 第一部分.
fn part(section: usize) -> String {
    format!("第{}部分", numeral(section as u32))
}

/// Which paragraph of its part `item` is, from 1; blank lines do not count.
fn paragraph(report: &Report, item: usize, role: Role) -> usize {
    let is_one = |other: &usize| {
        report.outline.roles.get(*other) == Some(&role)
            && report.document.paragraph(*other).is_some_and(|(_, text)| !text.trim().is_empty())
    };
    (0..item).filter(is_one).count() + 1
}

#[cfg(test)]
mod tests {
    use crate::check::{Environment, check};
    use crate::read::{Kind, read_text};
    use crate::report::recognise;

    #[test]
    fn places_are_called_as_people_call_them() {
        let text = "某县财政局2024年政府信息公开工作年度报告\n\n按照要求编制报告。\n\n一、总体情况\n\n甲。\n\n布署工作。\n\n\
                    二、主动公开政府信息情况\n\n三、收到的处理政府信息公开申请情况\n\n\
                    一、本年新收政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t2\n二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0\n";
        let outcome = check(recognise(read_text(text, Kind::Text)), &Environment::default());
        let name = |rule: &str| {
            let found = outcome.findings.iter().find(|finding| finding.rule == rule);
            found.map_or_else(|| format!("no {rule}"), |found| super::name(&outcome, &found.places[0]))
        };
        assert_eq!(name("wrong-word"), "第一部分第2段");
        assert_eq!(name("section-wording"), "第三部分标题");
        assert_eq!(name("requests-row-total"), "表三·一、本年新收·总计");
        assert_eq!(name("section-missing"), "第四部分");
    }
}
