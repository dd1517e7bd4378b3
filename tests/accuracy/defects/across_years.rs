//! Against last year's report.

use super::{Kind, Where};
use crate::model::{Model, Tag};
use crate::random::Random;
use nianbao::check::Severity::{self, Error, Info, Warning};
use nianbao::standard::{CellName, Column, Edition, Row, TableKind};

/// A change of last year's report only, so that this year's agrees in itself.
fn before(
    name: &'static str,
    severity: Severity,
    apply: impl Fn(&Model, &mut Model, &mut Random) -> Option<Vec<Where>> + 'static,
) -> Kind {
    Kind::change(name, "Y", severity, move |model: &mut Model, random: &mut Random| {
        let mut previous = model.previous.take()?;
        let places = apply(model, &mut previous, random);
        model.previous = Some(previous);
        places
    })
    .codes(&["Y"])
}

/// Adds `change` to a kind of applicant in last year's 新收 and 结转下年度, so that all its sums stay.
fn more_left(previous: &mut Model, column: Column, change: i64) -> Option<()> {
    for row in [Row::NEW, Row::REMAINING] {
        for column in [column, Column::Applicants] {
            let cell = CellName::new(row, column);
            if previous.count(cell) + change < 0 {
                return None;
            }
            previous.add(cell, change)?;
        }
    }
    Some(())
}

/// The other prose of `previous`, with its year, as this year's.
fn copy_prose(model: &mut Model, previous: &Model, tags: &[Tag]) -> Option<()> {
    for &tag in tags {
        let texts: Vec<String> =
            previous.paragraphs().filter(|entry| entry.tag == tag).map(|entry| entry.text.clone()).collect();
        model.remove(tag);
        for text in texts {
            let text = text
                .replace(&(previous.year + 1).to_string(), &format!("{}\u{1}", model.year + 1))
                .replace(&previous.year.to_string(), &model.year.to_string())
                .replace('\u{1}', "");
            model.insert(tag, text)?;
        }
    }
    Some(())
}

pub fn kinds() -> Vec<Kind> {
    vec![
        before("上年结转与上年报告不符", Error, |model, previous, random| {
            let change = random.between(1, 6);
            more_left(previous, Column::NaturalPerson, if random.below(2) == 0 { change } else { -1 })?;
            // Whether the total or the kind of applicant is named: both are carried over wrongly.
            let row = Row::CARRIED_OVER;
            model.text(CellName::new(row, Column::Applicants))?;
            Some(vec![Where::Row(row)])
        }),
        before("分申请人的结转与上年报告不符", Warning, |_, previous, random| {
            let change = random.between(1, 3);
            more_left(previous, Column::Business, change)?;
            if previous.count(CellName::new(Row::REMAINING, Column::NaturalPerson)) < change {
                return None;
            }
            more_left(previous, Column::NaturalPerson, -change)?;
            Some(vec![Where::Row(Row::CARRIED_OVER)])
        }),
        before("现行有效件数不连续", Warning, |model, previous, random| {
            if model.edition != Edition::E2021 || previous.edition != Edition::E2021 {
                return None;
            }
            let cell = previous.cell("normative_documents", "in_force")?;
            previous.add(cell, random.between(1, 9))?;
            Some(vec![Where::Cell(cell), Where::Row(Row::NORMATIVE_DOCUMENTS)])
        }),
        before("上一年项目数量不连续", Warning, |model, previous, random| {
            if model.edition != Edition::E2019 {
                return None;
            }
            let row = *random.pick(&["licensing", "other_services", "penalties", "fees"])?;
            let cell = previous.cell(row, "items_last_year")?;
            previous.add(cell, random.between(1, 9))?;
            Some(vec![Where::Row(cell.row)])
        }),
        before("对外公开总数量减少", Info, |model, previous, random| {
            if model.edition != Edition::E2019 {
                return None;
            }
            let cell = previous.cell("normative_documents", "total_disclosed")?;
            previous.add(cell, 20 + random.between(1, 9))?;
            Some(vec![Where::Row(cell.row)])
        }),
        Kind::change("一、五与上年雷同", "Y", Warning, |model, _| {
            let previous = model.previous.clone()?;
            let tags = [
                Tag::Opening,
                Tag::Active,
                Tag::Management,
                Tag::Platform,
                Tag::Supervision,
                Tag::Problems,
                Tag::Measures,
            ];
            copy_prose(model, &previous, &tags)?;
            Some(vec![Where::Section(1), Where::Section(5)])
        })
        .codes(&["Y-06", "Y-07"]),
        Kind::change("“五”与上年雷同", "Y", Warning, |model, _| {
            let previous = model.previous.clone()?;
            copy_prose(model, &previous, &[Tag::Problems, Tag::Measures])?;
            Some(vec![Where::Section(5)])
        })
        .codes(&["Y-07", "Y-06"]),
        Kind::change("上年的问题又列出而没有回应", "Y", Info, |model, random| {
            let pairs = [
                (
                    "一是解读形式单一，图解、视频偏少；二是基层公开力量薄弱。",
                    "主要问题是解读形式单一，图解、视频仍然偏少。",
                ),
                ("存在的主要问题是村级公开栏更新不及时。", "存在以下问题：村级公开栏更新不及时，群众反映较多。"),
                ("信息发布审核把关不严，错别字时有发生。", "不足之处是信息发布审核把关不严，错别字时有发生。"),
            ];
            let (last, now) = *random.pick(&pairs)?;
            model.previous.as_mut()?.paragraph(Tag::Problems)?.text = last.into();
            model.paragraph(Tag::Problems)?.text = now.into();
            model.paragraph(Tag::Measures)?.text =
                "下一步将加强业务学习，明确工作责任，每季度开展一次检查，检查情况报告主管部门。".into();
            Some(vec![Where::Section(5)])
        })
        .codes(&["Y-08"]),
        before("上年未审结的案件没有下落", Info, |model, previous, random| {
            let rows: Vec<Row> = Row::all(TableKind::Disputes, model.edition).collect();
            let row = *random.pick(&rows)?;
            let change = model.count(CellName::new(row, Column::Cases)) + random.between(1, 4);
            previous.add(CellName::new(row, Column::Pending), change)?;
            previous.add(CellName::new(row, Column::Cases), change)?;
            Some(vec![Where::Row(row)])
        })
        .codes(&["Y-09"]),
        before("三张表与上年完全相同", Info, |model, previous, _| {
            if model.edition != previous.edition || model.count(CellName::new(Row::NEW, Column::Applicants)) == 0 {
                return None;
            }
            for table in TableKind::ALL {
                for cell in model.cells(table, |_, _| true) {
                    previous.set(cell, model.text(cell)?)?;
                }
            }
            Some(vec![Where::Anywhere])
        })
        .codes(&["Y-10"]),
        before("比上年大幅波动", Info, |model, previous, random| {
            if model.edition != Edition::E2021 || previous.edition != Edition::E2021 {
                return None;
            }
            let row = *random.pick(&["licensing", "penalties"])?;
            let cell = model.cell(row, "decisions")?;
            previous.set(cell, model.count(cell) * random.between(15, 40))?;
            Some(vec![Where::Row(cell.row)])
        })
        .codes(&["Y-11"]),
    ]
}
