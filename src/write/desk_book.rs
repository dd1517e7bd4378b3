//! All reports of the desk as one workbook: 概况, a row a report; 问题, a row a finding; 数据, a row a cell; 雷同, a row a
//! pair. Every text is written as text, so that nothing of a report becomes a formula.

use super::xlsx::{cell_format, coloured, cut, head_format, on_paper};
use crate::check::Severity;
use crate::desk::{Entry, LongRow, TableState};
use crate::standard::TableKind;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// What a rule is called, by its identifier.
pub type Title<'a> = &'a dyn Fn(&str) -> String;

/// The workbook of `entries`; `pairs` are near-identical reports: share, whose they are, the two files. The error is a
/// sentence.
pub fn workbook(entries: &[&Entry], pairs: &[[String; 4]], title: Title) -> Result<Vec<u8>, String> {
    write(entries, pairs, title).map_err(|error| format!("没有写成 Excel 文件：{error}。"))
}

fn write(entries: &[&Entry], pairs: &[[String; 4]], title: Title) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The same list gives the same bytes: the moment is that which zip files have when they have none.
    let properties = DocProperties::new()
        .set_title("政府信息公开工作年度报告校核汇总")
        .set_author("年报校核")
        .set_creation_datetime(&ExcelDateTime::from_ymd(1980, 1, 1)?);
    workbook.set_properties(&properties);
    overview(workbook.add_worksheet(), entries)?;
    findings(workbook.add_worksheet(), entries, title)?;
    figures(workbook.add_worksheet(), entries)?;
    copies(workbook.add_worksheet(), pairs)?;
    workbook.save_to_buffer()
}

/// A cell to be written.
enum Cell {
    Text(String),
    Number(f64),
    Severity(Severity),
}

impl Cell {
    fn text(text: impl Into<String>) -> Self {
        Cell::Text(text.into())
    }

    fn year(entry: &Entry) -> Self {
        entry.year.map_or_else(|| Cell::text(""), |year| Cell::Number(f64::from(year)))
    }
}

/// A sheet with heads, widths and rows, to be filtered.
struct Table<'a> {
    sheet: &'a mut Worksheet,
    row: u32,
    columns: u16,
    plain: Format,
}

impl<'a> Table<'a> {
    fn new(sheet: &'a mut Worksheet, name: &str, heads: &[(&str, f64)]) -> Result<Self, XlsxError> {
        sheet.set_name(name)?;
        for (column, (head, width)) in (0..).zip(heads) {
            sheet.set_column_width(column, *width)?;
            sheet.write_string_with_format(0, column, *head, &head_format())?;
        }
        Ok(Table { sheet, row: 0, columns: heads.len() as u16, plain: cell_format() })
    }

    fn push(&mut self, cells: impl IntoIterator<Item = Cell>) -> Result<(), XlsxError> {
        self.row += 1;
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Text(text) => self.sheet.write_string_with_format(self.row, column, cut(&text), &self.plain)?,
                Cell::Number(number) => self.sheet.write_number_with_format(self.row, column, number, &self.plain)?,
                Cell::Severity(severity) => {
                    let format = self.plain.merge(&coloured(severity));
                    self.sheet.write_string_with_format(self.row, column, severity.name(), &format)?
                }
            };
        }
        Ok(())
    }

    fn end(self) -> Result<(), XlsxError> {
        self.sheet.autofilter(0, 0, self.row.max(1), self.columns - 1)?;
        self.sheet.set_freeze_panes(1, 0)?;
        self.sheet.set_repeat_rows(0, 0)?;
        on_paper(self.sheet)
    }
}

/// What a table's state is called.
pub fn state(state: TableState) -> String {
    match state {
        TableState::Fine => "通过".to_owned(),
        TableState::Partly(count) => format!("{count} 项无法核对"),
        TableState::Faults(count) => format!("{count} 处问题"),
        TableState::Unreadable => "读不出".to_owned(),
        TableState::Absent => "没有找到".to_owned(),
    }
}

fn overview(sheet: &mut Worksheet, entries: &[&Entry]) -> Result<(), XlsxError> {
    let heads = [
        ("机关", 30.0),
        ("年度", 7.0),
        ("格式", 9.0),
        ("错误", 6.0),
        ("警告", 6.0),
        ("提示", 6.0),
        ("忽略", 6.0),
        ("表二", 14.0),
        ("表三", 14.0),
        ("表四", 14.0),
        ("与上年相同（%）", 15.0),
        ("文件", 44.0),
        ("说明", 44.0),
    ];
    let mut table = Table::new(sheet, "概况", &heads)?;
    for entry in entries {
        let is_read = entry.unreadable.is_none();
        let count = |count: u32| if is_read { Cell::Number(f64::from(count)) } else { Cell::text("") };
        let states = TableKind::ALL.map(|kind| match is_read {
            true => Cell::text(state(entry.tables[kind as usize])),
            false => Cell::text(""),
        });
        let [second, third, fourth] = states;
        table.push([
            Cell::text(entry.organ.as_deref().unwrap_or_default()),
            Cell::year(entry),
            Cell::text(entry.edition.map(|edition| edition.name()).unwrap_or_default()),
            count(entry.counts[0]),
            count(entry.counts[1]),
            count(entry.counts[2]),
            count(entry.dismissed),
            second,
            third,
            fourth,
            entry.likeness.map_or_else(|| Cell::text(""), |share| Cell::Number(f64::from(share))),
            Cell::text(&*entry.file),
            Cell::text(entry.unreadable.as_deref().unwrap_or_default()),
        ])?;
    }
    table.end()
}

fn findings(sheet: &mut Worksheet, entries: &[&Entry], title: Title) -> Result<(), XlsxError> {
    let heads =
        [("机关", 30.0), ("年度", 7.0), ("级别", 6.0), ("位置", 22.0), ("问题", 70.0), ("规则", 18.0), ("文件", 44.0)];
    let mut table = Table::new(sheet, "问题", &heads)?;
    for entry in entries {
        let organ = || Cell::text(entry.organ.as_deref().unwrap_or_default());
        for brief in &entry.findings {
            table.push([
                organ(),
                Cell::year(entry),
                Cell::Severity(brief.severity),
                Cell::text(&*brief.place),
                Cell::text(&*brief.message),
                Cell::text(title(&brief.rule)),
                Cell::text(&*entry.file),
            ])?;
        }
        if entry.more() > 0 {
            let more = format!("另有 {} 项没有列出，请单独打开这份报告查看。", entry.more());
            table.push([organ(), Cell::year(entry), Cell::text(""), Cell::text(""), Cell::text(more)])?;
        }
    }
    table.end()
}

fn figures(sheet: &mut Worksheet, entries: &[&Entry]) -> Result<(), XlsxError> {
    /// Rows that a sheet can have.
    const MOST: usize = 1_048_575;
    let heads = [
        ("机关", 30.0),
        ("年度", 7.0),
        ("表", 6.0),
        ("行", 40.0),
        ("列", 24.0),
        ("数", 14.0),
        ("原文", 14.0),
        ("文件", 44.0),
    ];
    let mut table = Table::new(sheet, "数据", &heads)?;
    let rows = entries.iter().flat_map(|entry| entry.long().map(move |row| (entry, row)));
    for (entry, row) in rows.take(MOST) {
        let LongRow { value, text, .. } = row;
        table.push([
            Cell::text(entry.organ.as_deref().unwrap_or_default()),
            Cell::year(entry),
            Cell::text(row.table_label()),
            Cell::text(row.row_label()),
            Cell::text(row.column_label()),
            value.map_or_else(|| Cell::text(""), |value| Cell::Number(value.as_float())),
            Cell::text(text.unwrap_or_default()),
            Cell::text(&*entry.file),
        ])?;
    }
    table.end()
}

fn copies(sheet: &mut Worksheet, pairs: &[[String; 4]]) -> Result<(), XlsxError> {
    let mut table = Table::new(sheet, "雷同", &[("相同", 8.0), ("关系", 16.0), ("文件", 50.0), ("文件", 50.0)])?;
    for pair in pairs {
        table.push(pair.iter().map(Cell::text))?;
    }
    table.end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Environment, check};
    use crate::read::{Content, Reading, encoding, read_file};
    use crate::rules::testing::Sample;
    use crate::standard::Edition::E2021;

    #[test]
    fn the_workbook_is_read_again_with_nothing_that_could_be_a_formula() {
        let sample = Sample::filled(E2021).cell("3.1", "natural_person", "=1+1");
        let faulty = Entry::new("=甲.docx", &check(sample.report(), &Environment::default()));
        let broken = Entry::unreadable("乙.pdf", "这是空文件。");
        let pair = ["95%", "不同机关", "=甲.docx", "乙.pdf"].map(str::to_owned);
        let title = |id: &str| crate::rules::name_of(id);
        let bytes = workbook(&[&faulty, &broken], std::slice::from_ref(&pair), &title).expect("a workbook");
        assert_eq!(bytes, workbook(&[&faulty, &broken], &[pair], &title).expect("a workbook"), "the same bytes");
        let reading = Reading::new(encoding::decode);
        let Content::Document(document) = read_file(&bytes, None, reading).expect("a workbook") else { panic!() };
        let text: Vec<&str> = (0..document.blocks.len()).map(|block| document.text(block as u32)).collect();
        for expected in ["白石镇人民政府", "=甲.docx", "这是空文件。", "=1+1", "95%", "自然人"] {
            assert!(text.iter().any(|cell| cell.trim() == expected), "{expected}: {text:?}");
        }
    }
}
