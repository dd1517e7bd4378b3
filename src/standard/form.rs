//! The blank tables as the official forms print them, with their merged cells: what the page draws where a report's
//! own table was lost, and what tests fill in.

use super::{CellName, Column, Edition, Row, TableKind};

/// A cell of a blank table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormCell {
    /// What stands in it.
    pub content: Content,
    /// How many columns it covers.
    pub columns: u32,
    /// How many rows it covers.
    pub rows: u32,
}

/// What stands in a cell of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A printed label.
    Label(String),
    /// Room for a figure.
    Figure(CellName),
}

/// The note that stands in the head of 表三.
pub const BALANCE_NOTE: &str = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";

fn label(text: &str, columns: u32, rows: u32) -> FormCell {
    FormCell { content: Content::Label(text.to_owned()), columns, rows }
}

/// The rows of `table` in `edition`.
pub fn rows(table: TableKind, edition: Edition) -> Vec<Vec<FormCell>> {
    match table {
        TableKind::Disclosure => disclosure(edition),
        TableKind::Requests => requests(edition),
        TableKind::Disputes => disputes(edition),
    }
}

fn disclosure(edition: Edition) -> Vec<Vec<FormCell>> {
    const WIDTH: u32 = 3;
    let mut rows = Vec::new();
    let mut clause = "";
    for row in Row::all(TableKind::Disclosure, edition) {
        let columns = row.columns(edition);
        // The last column takes what the wider blocks have more.
        let width = |at: usize| if at + 1 == columns.len() { WIDTH + 1 - columns.len() as u32 } else { 1 };
        if row.group() != clause {
            clause = row.group();
            rows.push(vec![label(&format!("第二十条第（{clause}）项"), WIDTH + 1, 1)]);
            let mut head = vec![label("信息内容", 1, 1)];
            head.extend(
                columns.iter().enumerate().map(|(at, column)| label(column.label_in(row, edition), width(at), 1)),
            );
            rows.push(head);
        }
        let mut cells = vec![label(row.label(edition), 1, 1)];
        cells.extend(columns.iter().enumerate().map(|(at, &column)| FormCell {
            content: Content::Figure(CellName::new(row, column)),
            columns: width(at),
            rows: 1,
        }));
        rows.push(cells);
    }
    rows
}

fn requests(edition: Edition) -> Vec<Vec<FormCell>> {
    let all: Vec<Row> = Row::all(TableKind::Requests, edition).collect();
    let mut rows = vec![
        vec![label(BALANCE_NOTE, 3, 3), label("申请人情况", 7, 1)],
        vec![label("自然人", 1, 2), label("法人或其他组织", 5, 1), label("总计", 1, 2)],
        ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"].map(|text| label(text, 1, 1)).to_vec(),
    ];
    let mut group = "";
    for &row in &all {
        let mut cells = Vec::new();
        if matches!(row, Row::NEW | Row::CARRIED_OVER | Row::REMAINING) {
            cells.push(label(row.label(edition), 3, 1));
        } else {
            if row.id() == "3.1" {
                cells.push(label("三、本年度办理结果", 1, all.len() as u32 - 3));
            }
            if row.group().is_empty() {
                cells.push(label(row.label(edition), 2, 1));
            } else {
                if row.group() != group {
                    group = row.group();
                    let height = all.iter().filter(|other| other.group() == group).count() as u32;
                    cells.push(label(group, 1, height));
                }
                cells.push(label(row.label(edition), 1, 1));
            }
        }
        cells.extend(Column::REQUESTS.map(|column| FormCell {
            content: Content::Figure(CellName::new(row, column)),
            columns: 1,
            rows: 1,
        }));
        rows.push(cells);
    }
    rows
}

fn disputes(edition: Edition) -> Vec<Vec<FormCell>> {
    let results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
    let mut second: Vec<_> = results.map(|text| label(text, 1, 2)).to_vec();
    second.extend([label("未经复议直接起诉", 5, 1), label("复议后起诉", 5, 1)]);
    vec![
        vec![label("行政复议", 5, 1), label("行政诉讼", 10, 1)],
        second,
        results.iter().chain(&results).map(|text| label(text, 1, 1)).collect(),
        CellName::all(TableKind::Disputes, edition)
            .map(|cell| FormCell { content: Content::Figure(cell), columns: 1, rows: 1 })
            .collect(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_have_no_hole_and_every_figure() {
        for edition in [Edition::E2019, Edition::E2021] {
            for (table, width) in [(TableKind::Disclosure, 4), (TableKind::Requests, 10), (TableKind::Disputes, 15)] {
                let rows = rows(table, edition);
                let area: u32 = rows.iter().flatten().map(|cell| cell.columns * cell.rows).sum();
                assert_eq!(area, width * rows.len() as u32, "{table:?} {edition:?}");
                let figures = rows.iter().flatten().filter(|cell| matches!(cell.content, Content::Figure(_))).count();
                assert_eq!(figures, CellName::all(table, edition).count());
            }
        }
    }

    #[test]
    fn the_outcome_label_covers_20_or_22_rows() {
        for (edition, height) in [(Edition::E2019, 20), (Edition::E2021, 22)] {
            let rows = rows(TableKind::Requests, edition);
            let cell = rows.iter().flatten().find(|cell| cell.content == Content::Label("三、本年度办理结果".into()));
            assert_eq!(cell.map(|cell| cell.rows), Some(height));
        }
    }
}
