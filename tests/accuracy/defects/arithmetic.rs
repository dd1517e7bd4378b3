//! Figures that do not add up: one cell, two cells, a row.

use super::{Kind, Where};
use crate::layouts::Layout;
use crate::model::Model;
use crate::random::Random;
use nianbao::check::Severity::{Error, Info, Warning};
use nianbao::standard::{CellName, Column, Row, TableKind};

fn is_total(name: CellName) -> bool {
    matches!(name.column, Column::Applicants | Column::Cases)
}

/// One cell of 表三 that `wanted` picks, changed.
fn one(
    model: &mut Model,
    random: &mut Random,
    wanted: impl Fn(CellName, i64) -> bool,
    change: impl Fn(i64, &mut Random) -> Option<i64>,
) -> Option<Vec<Where>> {
    let cells = model.cells(TableKind::Requests, wanted);
    let cell = *random.pick(&cells)?;
    let value = change(model.count(cell), random).filter(|value| *value >= 0)?;
    model.set(cell, value)?;
    Some(vec![Where::Cell(cell)])
}

/// A little more or less.
fn near(value: i64, random: &mut Random) -> Option<i64> {
    let off = random.between(1, 9);
    Some(if value > off && random.below(2) == 0 { value - off } else { value + off })
}

fn swapped(value: i64, random: &mut Random) -> Option<i64> {
    let mut digits: Vec<char> = value.to_string().chars().collect();
    let places: Vec<usize> = (1..digits.len()).filter(|&at| digits[at] != digits[at - 1]).collect();
    let at = *random.pick(&places)?;
    digits.swap(at, at - 1);
    digits.iter().collect::<String>().parse().ok().filter(|&other| other != value)
}

pub fn kinds() -> Vec<Kind> {
    let is_outcome = |name: CellName| name.row.is_outcome();
    let mut kinds = vec![
        Kind::change("办理结果某格填错", "T3", Error, move |model, random| {
            one(model, random, |name, value| is_outcome(name) && !is_total(name) && value > 0, near)
        }),
        Kind::change("办理结果某格0填成了数", "T3", Error, move |model, random| {
            one(model, random, |name, value| is_outcome(name) && !is_total(name) && value == 0, near)
        }),
        Kind::change("本年新收某格填错", "T3", Error, |model, random| {
            one(model, random, |name, _| name.row == Row::NEW && !is_total(name), near)
        }),
        Kind::change("上年结转某格填错", "T3", Error, |model, random| {
            one(model, random, |name, _| name.row == Row::CARRIED_OVER && !is_total(name), near)
        }),
        Kind::change("办理结果行的总计填错", "T3", Error, move |model, random| {
            one(model, random, |name, _| is_outcome(name) && is_total(name), near)
        }),
        Kind::change("新收、结转行的总计填错", "T3", Error, |model, random| {
            let rows = [Row::NEW, Row::CARRIED_OVER, Row::REMAINING];
            one(model, random, |name, _| rows.contains(&name.row) && is_total(name), near)
        }),
        Kind::change("（七）总计某格填错", "T3", Error, |model, random| {
            one(model, random, |name, _| name.row == Row::OUTCOMES && !is_total(name), near)
        }),
        Kind::change("（七）总计行的总计填错", "T3", Error, |model, random| {
            one(model, random, |name, _| name.row == Row::OUTCOMES && is_total(name), near)
        }),
        Kind::change("结转下年度某格填错", "T3", Error, |model, random| {
            one(model, random, |name, _| name.row == Row::REMAINING && !is_total(name), near)
        }),
        Kind::change("一个数两位颠倒", "T3", Error, |model, random| {
            one(model, random, |_, value| value > 11, swapped)
        }),
        Kind::change("一个数多写一位", "T3", Error, |model, random| {
            one(model, random, |_, value| value > 0, |value, random| Some(value * 10 + random.between(0, 9)))
        }),
        Kind::change("一个数少写一位", "T3", Error, |model, random| {
            one(model, random, |_, value| value > 9, |value, _| Some(value / 10))
        }),
        Kind::change("一个数漏填成0", "T3", Error, |model, random| {
            one(model, random, |_, value| value > 0, |_, _| Some(0))
        }),
    ];
    kinds = kinds.into_iter().map(Kind::arithmetic).collect();
    kinds.extend([
        Kind::change("数填到了隔壁列", "T3", Error, |model, random| {
            let cells =
                model.cells(TableKind::Requests, |name, value| value > 0 && name.row.is_outcome() && !is_total(name));
            let from = *random.pick(&cells)?;
            let at = Column::REQUESTS.iter().position(|&column| column == from.column)?;
            let to = CellName::new(from.row, Column::REQUESTS[if at == 5 { 4 } else { at + 1 }]);
            // Where several rows may be meant, the two columns are told at their totals.
            let total = |cell: CellName| Where::Cell(CellName::new(Row::OUTCOMES, cell.column));
            let (value, other) = (model.count(from), model.count(to));
            model.set(from, other)?;
            model.set(to, value)?;
            (value != other).then_some(vec![Where::Among(from), Where::Row(from.row), total(from), total(to)])
        }),
        Kind::change("数填到了上下行", "T3", Error, |model, random| {
            let cells =
                model.cells(TableKind::Requests, |name, value| value > 0 && name.row.is_outcome() && !is_total(name));
            let from = *random.pick(&cells)?;
            let rows: Vec<Row> = Row::outcomes(model.edition).collect();
            let at = rows.iter().position(|&row| row == from.row)?;
            let to = CellName::new(*rows.get(at + 1).or(rows.get(at.wrapping_sub(1)))?, from.column);
            let (value, other) = (model.count(from), model.count(to));
            model.set(from, other)?;
            model.set(to, value)?;
            (value != other).then_some(vec![
                Where::Among(from),
                Where::Among(to),
                Where::Row(from.row),
                Where::Row(to.row),
            ])
        }),
        Kind::change("整行右移一格", "T3", Warning, |model, random| {
            let cells = model.cells(TableKind::Requests, |name, value| value > 0 && is_total(name));
            let row = random.pick(&cells)?.row;
            let values: Vec<String> = Column::REQUESTS
                .iter()
                .filter_map(|&column| Some(model.text(CellName::new(row, column))?.to_owned()))
                .collect();
            for (at, &column) in Column::REQUESTS.iter().enumerate() {
                let shifted = at.checked_sub(1).and_then(|at| values.get(at).cloned()).unwrap_or_default();
                model.set(CellName::new(row, column), shifted)?;
            }
            Some(vec![Where::Row(row)])
        })
        .only(Layout::GRID),
        Kind::change("一个数拆成两格", "T3", Info, |model, random| {
            let cells = model.cells(TableKind::Requests, |name, value| (10..100).contains(&value) && !is_total(name));
            let cell = *random.pick(&cells)?;
            let text = model.text(cell)?.to_owned();
            let sheet = model.sheet(TableKind::Requests)?;
            let row = sheet.rows.iter_mut().find(|row| row.iter().any(|other| other.figure == Some(cell)))?;
            let at = row.iter().position(|other| other.figure == Some(cell))?;
            let mut second = row[at].clone();
            second.figure = None;
            second.text = text[1..].to_owned();
            row[at].text = text[..1].to_owned();
            row.insert(at + 1, second);
            Some(vec![Where::Row(cell.row), Where::Section(3)])
        })
        .codes(&["T3-13", "T3-14"])
        .only(&[Layout::Html, Layout::Office, Layout::Web, Layout::Tabs, Layout::Bars]),
        Kind::change("部分公开又计入不予公开", "T3", Error, |model, random| {
            let cells = model
                .cells(TableKind::Requests, |name, value| value > 0 && name.row == Row::PARTLY_OPEN && !is_total(name));
            let partly = *random.pick(&cells)?;
            let refused: Vec<Row> = Row::outcomes(model.edition).filter(|row| row.id().starts_with("3.3.")).collect();
            let row = *random.pick(&refused)?;
            let count = model.count(partly);
            model.add(CellName::new(row, partly.column), count)?;
            model.add(CellName::new(row, Column::Applicants), count)?;
            Some(vec![
                Where::Among(CellName::new(row, partly.column)),
                Where::Row(Row::PARTLY_OPEN),
                Where::Row(Row::OUTCOMES),
            ])
        }),
        Kind::change("两行总计互换", "T3", Error, |model, random| {
            let cells =
                model.cells(TableKind::Requests, |name, value| value > 0 && name.row.is_outcome() && is_total(name));
            let (one, two) = (*random.pick(&cells)?, *random.pick(&cells)?);
            let (first, second) = (model.count(one), model.count(two));
            model.set(one, second)?;
            model.set(two, first)?;
            (first != second).then_some(vec![Where::Row(one.row), Where::Row(two.row)])
        }),
        Kind::change("结转数多于应办数", "T3", Error, |model, random| {
            one(
                model,
                random,
                |name, _| name.row == Row::REMAINING && name.column == Column::NaturalPerson,
                |value, random| Some(value + 5000 + random.between(1, 99)),
            )
        }),
        Kind::change("表四某格填错", "T4", Error, |model, random| {
            let cells = model.cells(TableKind::Disputes, |name, _| !is_total(name));
            let cell = *random.pick(&cells)?;
            model.set(cell, near(model.count(cell), random)?)?;
            Some(vec![Where::Row(cell.row)])
        }),
        Kind::change("表四总计填错", "T4", Error, |model, random| {
            let cells = model.cells(TableKind::Disputes, |name, _| is_total(name));
            let cell = *random.pick(&cells)?;
            model.set(cell, near(model.count(cell), random)?)?;
            Some(vec![Where::Row(cell.row)])
        }),
        Kind::change("表四总计漏填成0", "T4", Error, |model, random| {
            let cells = model.cells(TableKind::Disputes, |name, value| is_total(name) && value > 0);
            let cell = *random.pick(&cells)?;
            model.set(cell, 0)?;
            Some(vec![Where::Row(cell.row)])
        }),
        Kind::change("有复议后起诉而没有复议", "T4", Info, |model, random| {
            let cells = model.cells(TableKind::Disputes, |name, _| name.row == Row::REVIEW);
            for cell in cells {
                model.set(cell, 0)?;
            }
            let result = *random.pick(&[Column::Upheld, Column::OtherResult, Column::Pending])?;
            let count = random.between(1, 4);
            for column in Column::DISPUTES {
                let value = if column == result || column == Column::Cases { count } else { 0 };
                model.set(CellName::new(Row::LITIGATION_AFTER_REVIEW, column), value)?;
            }
            Some(vec![Where::Row(Row::LITIGATION_AFTER_REVIEW), Where::Row(Row::REVIEW)])
        })
        .codes(&["T4"]),
    ]);
    kinds
}
