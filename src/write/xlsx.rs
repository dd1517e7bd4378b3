//! The list of findings as a workbook: 问题, a row a finding, and 概况, what was checked.
//!
//! Every cell is written as text, so that nothing of a report becomes a formula.

use super::listing::{Line, Listing, lines};
use crate::check::Severity;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// The list of one or several files; the error is a sentence.
pub fn list(listings: &[Listing]) -> Result<Vec<u8>, String> {
    workbook(listings).map_err(|error| format!("没有写成 Excel 文件：{error}。"))
}

fn workbook(listings: &[Listing]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The same list gives the same bytes: the moment is that which zip files have when they have none.
    let properties = DocProperties::new()
        .set_title("政府信息公开工作年度报告校核问题清单")
        .set_author("年报校核")
        .set_creation_datetime(&ExcelDateTime::from_ymd(1980, 1, 1)?);
    workbook.set_properties(&properties);
    findings(workbook.add_worksheet(), listings)?;
    overview(workbook.add_worksheet(), listings)?;
    workbook.save_to_buffer()
}

/// Widths of the columns, in characters.
fn width(head: &str) -> f64 {
    match head {
        "序号" | "级别" => 6.0,
        "规则编号" => 9.0,
        "状态" => 12.0,
        "规则" => 18.0,
        "文件" | "位置" | "原文" => 20.0,
        "依据" => 24.0,
        "建议" => 32.0,
        _ => 42.0,
    }
}

/// The height of a row in points by what its cells hold, for not every program finds it itself: of each cell the width
/// of its column and its text.
fn height<'a>(cells: impl IntoIterator<Item = (f64, &'a str)>) -> f64 {
    const LINE: f64 = 16.0;
    // What a row can have at most.
    const MOST: f64 = 409.0;
    let wide = |character: char| if character.is_ascii() { 1.0 } else { 2.15 };
    let lines = |(width, text): (f64, &str)| {
        let of = |line: &str| (line.chars().map(wide).sum::<f64>() / (width - 1.0)).ceil().max(1.0);
        text.split('\n').map(of).sum::<f64>()
    };
    (cells.into_iter().map(lines).fold(1.0, f64::max) * LINE + 3.0).min(MOST)
}

fn findings(sheet: &mut Worksheet, listings: &[Listing]) -> Result<(), XlsxError> {
    let (heads, lines) = lines(listings);
    sheet.set_name("问题")?;
    for (column, head) in heads.iter().enumerate() {
        sheet.set_column_width(column as u16, width(head))?;
        sheet.write_string_with_format(0, column as u16, *head, &head_format())?;
    }
    let severities = Severity::ALL.map(|severity| (severity, cell_format().merge(&coloured(severity))));
    let plain = cell_format();
    for (row, Line { severity, cells }) in (1..).zip(&lines) {
        let coloured = severities.iter().find(|(other, _)| Some(*other) == *severity).map(|(_, format)| format);
        for (column, (head, cell)) in heads.iter().zip(cells).enumerate() {
            let format = coloured.filter(|_| *head == "级别").unwrap_or(&plain);
            match cell.parse::<u32>() {
                Ok(number) if *head == "序号" => {
                    sheet.write_number_with_format(row, column as u16, number, format)?
                }
                _ => sheet.write_string_with_format(row, column as u16, cut(cell), format)?,
            };
        }
        sheet.set_row_height(row, height(heads.iter().zip(cells).map(|(head, cell)| (width(head), cell.as_str()))))?;
    }
    let last = heads.len().saturating_sub(1) as u16;
    sheet.autofilter(0, 0, lines.len() as u32, last)?;
    sheet.set_freeze_panes(1, 0)?;
    on_paper(sheet)?;
    sheet.set_repeat_rows(0, 0)?;
    Ok(())
}

/// Names on the left, and a column for each file.
fn overview(sheet: &mut Worksheet, listings: &[Listing]) -> Result<(), XlsxError> {
    const WIDTH: f64 = 50.0;
    let mut names: Vec<(&str, f64)> = Vec::new();
    sheet.set_name("概况")?;
    sheet.set_column_width(0, 12.0)?;
    for (column, listing) in (1..).zip(listings) {
        sheet.set_column_width(column, WIDTH)?;
        for (name, words) in listing.facts() {
            let row = names.iter().position(|(other, _)| *other == name).unwrap_or_else(|| {
                names.push((name, 0.0));
                names.len() - 1
            });
            names[row].1 = names[row].1.max(height([(WIDTH, words.as_str())]));
            sheet.write_string_with_format(row as u32, column, cut(&words), &cell_format())?;
        }
    }
    for (row, (name, height)) in (0..).zip(names) {
        sheet.set_row_height(row, height)?;
        sheet.write_string_with_format(row, 0, name, &head_format())?;
    }
    sheet.set_freeze_panes(0, 1)?;
    on_paper(sheet)
}

/// On A4, as wide as the sheet, with the number of the page.
pub(super) fn on_paper(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0).set_footer("&C第 &P 页，共 &N 页");
    Ok(())
}

pub(super) fn cell_format() -> Format {
    let grid = Color::RGB(0x00CF_CABD);
    Format::new()
        .set_font_name("宋体")
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border(FormatBorder::Thin)
        .set_border_color(grid)
}

pub(super) fn head_format() -> Format {
    cell_format().set_bold().set_background_color(Color::RGB(0x00F1_EFE9))
}

/// The colours of the page.
pub(super) fn coloured(severity: Severity) -> Format {
    let (ink, ground) = match severity {
        Severity::Error => (0x00B3_261E, 0x00FC_E8E6),
        Severity::Warning => (0x008A_5A00, 0x00FF_F3D6),
        Severity::Info => (0x001B_5FA8, 0x00E6_F0FA),
    };
    Format::new().set_bold().set_font_color(Color::RGB(ink)).set_background_color(Color::RGB(ground))
}

/// What a cell can hold of `text`: 32,767 units of UTF-16.
pub(super) fn cut(text: &str) -> &str {
    const MOST: usize = 16_000;
    text.char_indices().nth(MOST).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Item};
    use crate::read::{Content, Reading, encoding, read_file};
    use crate::write::listing::tests::listing;

    /// The rows of all sheets, as our own reader reads them.
    fn read(bytes: &[u8]) -> Vec<Vec<String>> {
        let content = read_file(bytes, None, Reading::new(encoding::decode)).expect("a workbook");
        let Content::Document(document) = content else { panic!("one document") };
        let row = |document: &Document, row: &[crate::document::Cell]| {
            row.iter().map(|cell| document.text(cell.block).to_owned()).collect()
        };
        let tables = document.items.iter().filter_map(|item| match item {
            Item::Table(table) => Some(&table.rows),
            Item::Paragraph(_) => None,
        });
        tables.flatten().map(|cells| row(&document, cells)).collect()
    }

    #[test]
    fn the_workbook_is_read_again() {
        let mut listing = listing();
        listing.rows[0].quote = "=HYPERLINK(\"http://a\")".to_owned();
        listing.rows[0].message = "字".repeat(40_000);
        let bytes = list(&[listing.clone()]).expect("a workbook");
        let rows = read(&bytes);
        assert_eq!(rows[0], COLUMNS);
        assert_eq!((rows[1][0].as_str(), rows[1][3].as_str()), ("1", "=HYPERLINK(\"http://a\")"));
        assert_eq!(rows[1][4].chars().count(), 16_000);
        assert!(rows.iter().any(|row| row == &["格式", "2021年版"]), "{rows:?}");
        assert_eq!(bytes, list(&[listing]).expect("a workbook"), "the same list gives the same bytes");
    }

    #[test]
    fn a_row_is_as_high_as_its_longest_cell() {
        assert_eq!(height([(42.0, "短"), (20.0, "a")]), 19.0);
        assert_eq!(height([(42.0, "短"), (20.0, "一二三四五六七八九十")]), 35.0);
        assert_eq!(height([(20.0, "甲\n乙\n丙")]), 51.0);
        assert_eq!(height([(20.0, "字".repeat(9999).as_str())]), 409.0);
    }

    #[test]
    fn nothing_is_a_formula() {
        use std::io::Read;
        let mut listing = listing();
        listing.rows[0].quote = "=1+1".to_owned();
        let bytes = list(&[listing]).expect("a workbook");
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
        let mut sheet = String::new();
        archive.by_name("xl/worksheets/sheet1.xml").expect("a sheet").read_to_string(&mut sheet).expect("its text");
        assert!(sheet.contains("<autoFilter") && !sheet.contains("<f>"), "{sheet}");
    }

    use crate::write::listing::COLUMNS;
}
