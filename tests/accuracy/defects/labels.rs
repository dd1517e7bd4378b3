//! Rows and labels of the three tables: missing, misspelt, too many, of the other edition.

use super::{Kind, Where};
use crate::layouts::Layout;
use crate::model::{Model, SheetCell, marked};
use crate::random::Random;
use nianbao::check::Severity::{self, Error, Info, Warning};
use nianbao::standard::{Edition, Row, TableKind};

/// A label of a table written otherwise.
fn label(
    name: &'static str,
    family: &'static str,
    severity: Severity,
    table: TableKind,
    labels: &'static [(&'static str, &'static str)],
) -> Kind {
    Kind::change(name, family, severity, move |model: &mut Model, random: &mut Random| {
        let sheet = model.sheet(table)?;
        let fits: Vec<_> = labels.iter().filter(|(right, _)| sheet.index_of_label(right).is_some()).collect();
        let (right, wrong) = random.pick(&fits)?;
        sheet.label_mut(right)?.text = marked(wrong);
        Some(vec![Where::Marked])
    })
}

fn without_row(name: &'static str, family: &'static str, table: TableKind) -> Kind {
    Kind::change(name, family, Error, move |model, random| {
        let rows: Vec<Row> = Row::all(table, model.edition).collect();
        let row = *random.pick(&rows)?;
        let sheet = model.sheet(table)?;
        sheet.remove(sheet.index(row)?);
        Some(vec![Where::Row(row), Where::Table(table)])
    })
}

pub fn kinds() -> Vec<Kind> {
    vec![
        without_row("表二缺一行", "T2", TableKind::Disclosure).codes(&["T2-01"]),
        without_row("表三缺一行", "T3", TableKind::Requests).codes(&["T3-01"]),
        label(
            "表二行名有误",
            "T2",
            Warning,
            TableKind::Disclosure,
            &[
                ("行政许可", "行政可许"),
                ("行政处罚", "行政惩罚"),
                ("行政强制", "行政强制措施"),
                ("行政事业性收费", "行政事业收费"),
                ("政府集中采购", "政府采购"),
                ("其他对外管理服务事项", "其它对外管理服务事项"),
            ],
        ),
        label(
            "表二列名有误",
            "T2",
            Warning,
            TableKind::Disclosure,
            &[
                ("现行有效件数", "现行有效件"),
                ("本年制发件数", "本年度制发数"),
                ("本年废止件数", "本年废除件数"),
                ("本年收费金额（单位：万元）", "本年收费总额（单位：元）"),
                ("本年新公开数量", "本年公开数量"),
                ("对外公开总数量", "对外公开总量"),
                ("采购项目数量", "采购项目"),
                ("上一年项目数量", "上年项目数"),
            ],
        ),
        Kind::change("表二多出一行", "T2", Warning, |model, random| {
            let names = ["其他主动公开文件", "行政检查", "行政奖励", "行政裁决", "行政给付"];
            let name = *random.pick(&names)?;
            let row = *random.pick(&[Row::NORMATIVE_DOCUMENTS, Row::FEES])?;
            let sheet = model.sheet(TableKind::Disclosure)?;
            let index = sheet.index(row)?;
            let mut copy = sheet.rows[index].clone();
            for cell in &mut copy {
                match cell.figure.take() {
                    Some(_) => cell.text = random.between(1, 40).to_string(),
                    None => cell.text = marked(name),
                }
            }
            sheet.rows.insert(index + 1, copy);
            Some(vec![Where::Marked])
        })
        .only(Layout::GRID),
        Kind::change("表二缺条款标题", "T2", Info, |model, random| {
            let edition = model.edition;
            let sheet = model.sheet(TableKind::Disclosure)?;
            let (clause, first) = *random.pick(&[("五", "licensing"), ("六", "penalties"), ("八", "fees")])?;
            let index = sheet.index_of_label(&format!("第二十条第（{clause}）项"))?;
            sheet.remove(index);
            let row = Row::all(TableKind::Disclosure, edition).find(|row| row.id() == first)?;
            Some(vec![Where::Row(row), Where::Table(TableKind::Disclosure), Where::Section(2)])
        })
        .codes(&["T2"]),
        label(
            "表三行名有误",
            "T3",
            Warning,
            TableKind::Requests,
            &[
                ("2.其他法律行政法规禁止公开", "2.其他法律行政止公开"),
                ("6.属于四类过程性信息", "6.属于四类过程性性信息"),
                ("8.属于行政查询事项", "8.属于行政查阅事项"),
                ("1.本机关不掌握相关政府信息", "1.本机关未掌握相关政府信息"),
                ("2.没有现成信息需要另行制作", "2.没有现成信息需另行制做"),
                ("1.信访举报投诉类申请", "1.信访举报投述类申请"),
                ("4.无正当理由大量反复申请", "4.无正当理由大量反复申报"),
                ("4.保护第三方合法权益", "4.保护第三方合法权利"),
                ("（七）总计", "（七）合计"),
                ("一、本年新收政府信息公开申请数量", "一、本年新增政府信息公开申请数量"),
                ("四、结转下年度继续办理", "四、结转下年度办理"),
            ],
        ),
        label(
            "表三列名有误",
            "T3",
            Warning,
            TableKind::Requests,
            &[
                ("科研机构", "科研企业"),
                ("社会公益组织", "社会公益机构"),
                ("法律服务机构", "法律援助机构"),
                ("商业企业", "商业机构"),
                ("自然人", "个人"),
            ],
        )
        .or_table(TableKind::Requests, &["T3-03"]),
        Kind::change("表三勾稽说明缺失或有误", "T3", Info, |model, random| {
            let sheet = model.sheet(TableKind::Requests)?;
            let note = sheet.label_mut(nianbao::standard::form::BALANCE_NOTE)?;
            note.text = random
                .pick(&["项目", "（本列数据的勾稽关系为：第一项减第二项之差，等于第三项加第四项之和）", "申请情况"])?
                .to_string();
            Some(vec![Where::Table(TableKind::Requests), Where::Section(3)])
        })
        .codes(&["T3-16", "T3-02"]),
        Kind::change("2021年版的（六）只有一行", "T3", Error, |model, _| {
            if model.edition != Edition::E2021 {
                return None;
            }
            let rows: Vec<Row> = Row::outcomes(model.edition).filter(|row| row.id().starts_with("3.6")).collect();
            let columns = nianbao::standard::Column::REQUESTS;
            let sums: Vec<i64> = columns
                .iter()
                .map(|&column| rows.iter().map(|&row| model.count(nianbao::standard::CellName::new(row, column))).sum())
                .collect();
            let sheet = model.sheet(TableKind::Requests)?;
            sheet.remove(sheet.index(rows[2])?);
            sheet.remove(sheet.index(rows[1])?);
            let index = sheet.index(rows[0])?;
            let row = &mut sheet.rows[index];
            row.retain(|cell| cell.figure.is_some());
            for (cell, sum) in row.iter_mut().zip(sums) {
                cell.text = sum.to_string();
            }
            row.insert(0, SheetCell::label("（六）其他处理", 2, 1));
            Some(vec![Where::Table(TableKind::Requests), Where::Section(3)])
        })
        .codes(&["T3-17", "T3-01", "S10"]),
        label(
            "表四表头有误",
            "T4",
            Warning,
            TableKind::Disputes,
            &[
                ("未经复议直接起诉", "未经复议起诉"),
                ("复议后起诉", "经复议后起诉"),
                ("结果维持", "结果维特"),
                ("结果纠正", "结果纠错"),
                ("尚未审结", "尚未审理"),
                ("其他结果", "其他结果数"),
            ],
        ),
        Kind::change("表二有另一版的列名", "S", Error, |model, random| {
            let pairs = match model.edition {
                Edition::E2021 => [("本年制发件数", "本年新制作数量"), ("现行有效件数", "对外公开总数量")],
                Edition::E2019 => [("对外公开总数量", "现行有效件数"), ("本年新制作数量", "本年制发件数")],
            };
            let (right, wrong) = *random.pick(&pairs)?;
            let sheet = model.sheet(TableKind::Disclosure)?;
            sheet.label_mut(right)?.text = marked(wrong);
            Some(vec![Where::Marked])
        }),
        Kind::change("规范性文件的行名是另一版的", "S", Warning, |model, _| {
            let (right, wrong) = match model.edition {
                Edition::E2021 => ("行政规范性文件", "规范性文件"),
                Edition::E2019 => ("规范性文件", "行政规范性文件"),
            };
            let sheet = model.sheet(TableKind::Disclosure)?;
            sheet.label_mut(right)?.text = marked(wrong);
            Some(vec![Where::Marked])
        }),
    ]
}
