//! Single cells that are filled in a way the form does not allow, or that no office could mean.

use super::{Kind, Where};
use crate::layouts::Layout;
use crate::model::{Model, Tag};
use crate::random::Random;
use nianbao::check::Severity::{self, Error, Info, Warning};
use nianbao::standard::{CellName, Edition, Row, TableKind};

const FAMILIES: [(TableKind, &str); 3] =
    [(TableKind::Disclosure, "T2"), (TableKind::Requests, "T3"), (TableKind::Disputes, "T4")];

/// In each table: a cell that `wanted` picks gets the text that `write` makes of it.
fn each(
    names: [&'static str; 3],
    severity: Severity,
    wanted: fn(CellName, i64) -> bool,
    write: fn(&str, &mut Random) -> String,
) -> Vec<Kind> {
    let kind = |((table, family), name): ((TableKind, &'static str), &'static str)| {
        Kind::change(name, family, severity, move |model: &mut Model, random: &mut Random| {
            let cells = model.cells(table, wanted);
            let cell = *random.pick(&cells)?;
            let text = write(model.text(cell)?, random);
            model.set(cell, text)?;
            let mut places = vec![Where::Cell(cell)];
            // A word among numbers in running text takes its cell with it: the row is told.
            places.extend(name.ends_with("不是数字").then_some(Where::Row(cell.row)));
            Some(places)
        })
    };
    FAMILIES.into_iter().zip(names).map(kind).collect()
}

fn one_of(texts: &[&str], random: &mut Random) -> String {
    random.pick(texts).map(|text| (*text).to_owned()).unwrap_or_default()
}

/// Sets cells of 表二 and points at the row.
fn disclosure(
    name: &'static str,
    severity: Severity,
    edition: Edition,
    row: &'static str,
    set: fn(&mut Random) -> Vec<(&'static str, String)>,
) -> Kind {
    Kind::change(name, "T2", severity, move |model, random| {
        if model.edition != edition {
            return None;
        }
        let mut place = None;
        for (column, text) in set(random) {
            let cell = model.cell(row, column)?;
            place = Some(Where::Row(cell.row));
            model.set(cell, text)?;
        }
        place.map(|place| vec![place])
    })
}

pub fn kinds() -> Vec<Kind> {
    let is_zero = |_: CellName, value: i64| value == 0;
    let mut kinds =
        each(["表二单元格空白", "表三单元格空白", "表四单元格空白"], Warning, is_zero, |_, _| {
            String::new()
        });
    kinds = kinds.into_iter().map(|kind| kind.only(Layout::GRID)).collect();
    kinds.extend(each(
        ["表二填了占位符", "表三填了占位符", "表四填了占位符"],
        Warning,
        is_zero,
        |_, random| one_of(&["/", "-", "—", "——", "无", "N/A", "不适用", "／"], random),
    ));
    kinds.extend(each(
        ["表二填的不是数字", "表三填的不是数字", "表四填的不是数字"],
        Error,
        |_, value| value > 0,
        |text, random| {
            let about = format!("约{text}");
            let over = format!("{text}余");
            one_of(&[&about, &over, "若干", "详见附件", "见正文", "较多", "*", "待统计"], random)
        },
    ));
    kinds.extend(each(
        ["表二出现负数", "表三出现负数", "表四出现负数"],
        Error,
        |name, value| value > 0 && name.column.id() != "change",
        |text, _| format!("-{text}"),
    ));
    kinds.extend(each(
        ["表二件数为小数", "表三件数为小数", "表四件数为小数"],
        Error,
        |name, _| !name.column.is_money(),
        |text, random| format!("{}.{}", text.trim_start_matches('+'), random.between(1, 9)),
    ));
    kinds.extend(each(
        ["表二数字带单位", "表三数字带单位", "表四数字带单位"],
        Warning,
        |name, value| value > 0 && !name.column.is_money(),
        |text, random| format!("{text}{}", one_of(&["件", "项", "份", "条"], random)),
    ));
    kinds.extend(each(
        ["表二数字写法（全角、字母O等）", "表三数字写法（全角、字母O等）", "表四数字写法（全角、字母O等）"],
        Info,
        |_, value| value > 0,
        |text, random| {
            let wide: String =
                text.chars().map(|digit| char::from_u32(digit as u32 + 0xFEE0).unwrap_or(digit)).collect();
            let letter = text.replace('0', "O");
            match random.below(2) {
                0 if letter != *text => letter,
                _ => wide,
            }
        },
    ));
    kinds.push(Kind::change("表二金额带单位", "T2", Warning, |model, random| {
        let cells = model.cells(TableKind::Disclosure, |name, _| name.column.is_money());
        let cell = *random.pick(&cells)?;
        let text = model.text(cell)?.to_owned();
        model.set(cell, format!("{text}{}", one_of(&["万元", "元"], random)))?;
        (text != "0").then_some(vec![Where::Cell(cell)])
    }));
    kinds.push(
        Kind::change("表三总计列空白", "T3", Warning, |model, random| {
            let cells = model.cells(TableKind::Requests, |name, value| value > 0 && name.column.id() == "total");
            let cell = *random.pick(&cells)?;
            model.set(cell, "")?;
            Some(vec![Where::Cell(cell)])
        })
        .only(Layout::GRID),
    );
    kinds.push(Kind::change("表四少一个数", "T4", Error, |model, random| {
        let sheet = model.sheet(TableKind::Disputes)?;
        let row = sheet.rows.last_mut()?;
        row.remove(random.below(row.len()));
        Some(vec![Where::Table(TableKind::Disputes), Where::Section(4)])
    }));
    kinds.push(Kind::change("没有规章制定权而填了规章", "T2", Warning, |model, random| {
        let may = model.organ.contains("市人民政府");
        let column = if model.edition == Edition::E2021 { "in_force" } else { "total_disclosed" };
        let cell = model.cell("rules", column)?;
        model.set(cell, random.between(1, 5))?;
        (!may).then_some(vec![Where::Row(Row::RULES)])
    }));
    kinds.extend([
        disclosure("现行有效少于本年净增", Warning, Edition::E2021, "normative_documents", |random| {
            let issued = random.between(4, 30);
            let (repealed, short) = (random.between(0, 2), random.between(1, 2));
            let texts = [issued, repealed, (issued - repealed - short).max(0)].map(|value| value.to_string());
            ["issued", "repealed", "in_force"].into_iter().zip(texts).collect()
        }),
        disclosure("收费金额以元为单位", Info, Edition::E2021, "fees", |random| {
            vec![("amount", (random.between(1200, 98_000) * 10).to_string())]
        })
        .when(|model| model.name.starts_with("县财政局") || model.name.starts_with(['镇', '街', '乡'])),
        disclosure("规范性文件件数过多", Info, Edition::E2021, "normative_documents", |random| {
            let issued = random.between(30, 90);
            vec![("issued", issued.to_string()), ("repealed", "0".into()), ("in_force", (issued + 60).to_string())]
        })
        .when(|model| model.name.starts_with(['镇', '街', '乡'])),
        disclosure("对外公开总数少于新公开数", Warning, Edition::E2019, "normative_documents", |random| {
            let made = random.between(6, 40);
            let total = made - random.between(1, 5);
            let texts = [made, made, total].map(|value| value.to_string());
            ["made", "newly_disclosed", "total_disclosed"].into_iter().zip(texts).collect()
        }),
        disclosure("新公开多于新制作", Info, Edition::E2019, "normative_documents", |random| {
            let made = random.between(1, 9);
            let texts = [made, made + random.between(1, 9), 120].map(|value| value.to_string());
            ["made", "newly_disclosed", "total_disclosed"].into_iter().zip(texts).collect()
        }),
        disclosure("上一年项目数加增减为负", Error, Edition::E2019, "licensing", |random| {
            let before = random.between(0, 9);
            vec![("items_last_year", before.to_string()), ("change", format!("-{}", before + random.between(1, 9)))]
        }),
        disclosure("采购项目与金额不匹配", Warning, Edition::E2019, "procurement", |random| {
            match random.below(2) {
                0 => vec![("purchases", random.between(1, 40).to_string()), ("amount", "0".into())],
                _ => vec![("purchases", "0".into()), ("amount", format!("{}.35", random.between(1, 900)))],
            }
        }),
        disclosure("没有项目却有处理决定", Info, Edition::E2019, "licensing", |random| {
            vec![
                ("items_last_year", "0".into()),
                ("change", "0".into()),
                ("decisions", random.between(3, 400).to_string()),
            ]
        }),
        Kind::change("逾期未缴费而“六”没有说明", "T3", Info, |model, _| {
            if model.edition != Edition::E2021 || model.name.starts_with("开发区") || model.name.starts_with("区政府")
            {
                return None;
            }
            // One of those closed otherwise is counted here, so that all sums stay.
            let (from, to) = (model.cell("3.6.3", "natural_person")?, model.cell("3.6.2", "natural_person")?);
            let (from_total, to_total) = (model.cell("3.6.3", "total")?, model.cell("3.6.2", "total")?);
            if model.count(from) == 0 {
                return None;
            }
            model.add(from, -1)?;
            model.add(from_total, -1)?;
            model.add(to, 1)?;
            model.add(to_total, 1)?;
            model.paragraph(Tag::Others)?.text = "无其他需要报告的事项。".into();
            Some(vec![Where::Row(to.row), Where::Section(6)])
        })
        .codes(&["T3-18", "S21", "X"]),
    ]);
    kinds
}
