//! Cells, labels and headings in forms that are as good as the official ones.

use super::Variation;
use crate::layouts::Layout;
use crate::model::{Model, Tag};
use nianbao::standard::{CellName, Column, Edition, Row, TableKind};

fn relabel(model: &mut Model, table: TableKind, right: &str, other: &str) -> Option<()> {
    model.sheet(table)?.label_mut(right)?.text = other.to_owned();
    Some(())
}

/// Changes the text of every cell of the report's tables that holds more than one digit.
fn reprint(model: &mut Model, print: fn(&str) -> String) -> Option<()> {
    let mut changed = false;
    for table in TableKind::ALL {
        for cell in model.cells(table, |name, value| value > 9 && name.column.id() != "change") {
            let text = print(model.text(cell)?);
            changed |= Some(text.as_str()) != model.text(cell);
            model.set(cell, text)?;
        }
    }
    changed.then_some(())
}

pub fn variations() -> Vec<Variation> {
    vec![
        Variation::change("增减带正号", |model, _| model.set(model.cell("licensing", "change")?, "+3"))
            .when(|model| model.edition == Edition::E2019 && model.previous.is_none()),
        Variation::change("增减为负", |model, _| {
            model.set(model.cell("licensing", "items_last_year")?, "12")?;
            model.set(model.cell("licensing", "change")?, "-4")
        })
        .when(|model| model.edition == Edition::E2019 && model.previous.is_none()),
        Variation::change("采购金额保留四位小数", |model, _| {
            model.set(model.cell("procurement", "purchases")?, "3")?;
            model.set(model.cell("procurement", "amount")?, "18.6000")
        })
        .when(|model| model.edition == Edition::E2019),
        Variation::change("收费金额为小数", |model, _| model.set(model.cell("fees", "amount")?, "0.0235")).when(
            |model| {
                model.edition == Edition::E2021
                    && !model.prose().contains("费3200")
                    && !model.prose().contains("费1800")
            },
        ),
        Variation::change("收费金额写0.00", |model, _| model.set(model.cell("fees", "amount")?, "0.00")).when(
            |model| {
                model.edition == Edition::E2021
                    && !model.prose().contains("费3200")
                    && !model.prose().contains("费1800")
            },
        ),
        Variation::change("千位分隔的格", |model, _| {
            reprint(model, |text| match text.len() {
                4..=6 if !text.contains('.') => format!("{},{}", &text[..text.len() - 3], &text[text.len() - 3..]),
                _ => text.to_owned(),
            })
        }),
        Variation::change("数字前后有空格", |model, _| reprint(model, |text| format!(" {text} "))),
        Variation::change("采购金额的列名带单位", |model, random| {
            let other = random.pick(&["采购总金额（万元）", "采购总金额(万元)", "采购总金额（单位：万元）"])?;
            relabel(model, TableKind::Disclosure, "采购总金额", other)
        }),
        Variation::change("行名用半角括号和空格", |model, random| {
            let (right, other) = *random.pick(&[
                ("（一）予以公开", "(一) 予以公开"),
                ("（七）总计", "(七) 总计"),
                ("（四）无法提供", "（四） 无法提供"),
            ])?;
            relabel(model, TableKind::Requests, right, other)
        }),
        Variation::change("行名的引号写法", |model, random| {
            let other = random.pick(&["3.危及\"三安全一稳定\"", "3.危及”三安全一稳定“", "3．危及“三安全一稳定”"])?;
            relabel(model, TableKind::Requests, "3.危及“三安全一稳定”", other)
        }),
        Variation::change("列名分成两行", |model, _| {
            relabel(model, TableKind::Requests, "商业企业", "商业 企业")
        })
        .only(&[Layout::Html, Layout::Web, Layout::Markdown, Layout::Tabs]),
        Variation::change("一级标题后有冒号或空格", |model, random| {
            let number = random.between(1, 6) as usize;
            let heading = model.section(number)?.heading.as_mut()?;
            let (ordinal, rest) = heading.split_once('、')?;
            *heading = match random.below(3) {
                0 => format!("{ordinal}、{rest}："),
                1 => format!("{ordinal}、 {rest}"),
                _ => format!("{ordinal}、{rest} "),
            };
            Some(())
        }),
        Variation::change("年份写在机关前面的标题", |model, _| {
            model.title = format!("{}年{}政府信息公开工作年度报告", model.year, model.organ);
            Some(())
        }),
        Variation::change("标题中的“年度”", |model, _| {
            model.title = format!("{}{}年度政府信息公开工作年度报告", model.organ, model.year);
            Some(())
        }),
        Variation::change("标题分两行", |model, _| {
            let organ = model.organ.clone();
            let rest = model.title.split_off(organ.len());
            model.title = format!("{organ}\n{rest}");
            Some(())
        })
        .only(&[Layout::Tabs, Layout::Flat, Layout::BlankLine]),
        Variation::change("表前有一句说明", |model, random| {
            let tag = *random.pick(&[Tag::Note2, Tag::Note3, Tag::Note4])?;
            model.insert(tag, "具体情况见下表：".into())
        }),
        Variation::change("现行有效多于制发减废止", |model, random| {
            let cell = model.cell("normative_documents", "in_force")?;
            let name = model.name.clone();
            let told = model.prose().contains("现行有效");
            model.add(cell, random.between(1, 9))?;
            (!told && !name.starts_with('乡')).then_some(())
        })
        .when(|model| model.edition == Edition::E2021 && model.previous.is_none()),
        Variation::change("制发与废止相等", |model, _| {
            for (column, value) in [("issued", "3"), ("repealed", "3"), ("in_force", "0")] {
                model.set(model.cell("normative_documents", column)?, value)?;
            }
            (!model.prose().contains("规范性文件")).then_some(())
        })
        .when(|model| model.edition == Edition::E2021 && model.previous.is_none()),
        Variation::change("复议后起诉的复议在上年", |model, _| {
            // Where section 五 tells of a review, there was one.
            if model.paragraph(Tag::Problems).is_some_and(|entry| entry.text.contains("复议")) {
                return None;
            }
            for column in Column::DISPUTES {
                let value = i64::from(matches!(column, Column::Upheld | Column::Cases));
                model.set(CellName::new(Row::LITIGATION_AFTER_REVIEW, column), value)?;
                model.set(CellName::new(Row::REVIEW, column), 0)?;
            }
            model.paragraph(Tag::Disputes)?.text = "未发生行政复议；行政诉讼1件，为上年复议后起诉。".into();
            let direct = CellName::new(Row::all(TableKind::Disputes, model.edition).nth(1)?, Column::Cases);
            (model.count(direct) == 0).then_some(())
        }),
        Variation::change("全部由法人申请", |model, _| {
            let persons =
                model.cells(TableKind::Requests, |name, value| name.column == Column::NaturalPerson && value > 0);
            for cell in persons {
                let other = CellName::new(cell.row, Column::Business);
                let value = model.count(cell);
                model.add(other, value)?;
                model.set(cell, 0)?;
            }
            (!model.prose().contains("自然人")).then_some(())
        })
        .when(|model| model.previous.is_none()),
        Variation::change("附件放在最后", |model, _| {
            model.insert(Tag::Signature, "附件：1.公开指南；2.公开目录".into())
        }),
        Variation::change("没有前言和落款", |model, _| {
            model.preface.clear();
            model.signature.clear();
            Some(())
        }),
    ]
}
