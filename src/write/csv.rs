//! The list of findings as comma-separated values that Excel and WPS open rightly by a double click.

use super::listing::{Listing, lines};
use csv::{Terminator, WriterBuilder};

/// With it at the start those programs take the bytes for UTF-8.
const MARK: &str = "\u{feff}";

/// The list of one or several files: UTF-8 with a byte order mark, lines ended as in Windows.
pub fn list(listings: &[Listing]) -> Vec<u8> {
    let (heads, lines) = lines(listings);
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(MARK.as_bytes().to_vec());
    // What writes to memory does not fail.
    let _ = writer.write_record(heads);
    for line in lines {
        let _ = writer.write_record(line.cells.into_iter().map(harmless));
    }
    writer.into_inner().unwrap_or_default()
}

/// A cell that a spreadsheet would take for a formula, made text by an apostrophe. In East Asian versions the wide
/// signs begin formulas, too.
pub(super) fn harmless(cell: impl Into<String>) -> String {
    let cell = cell.into();
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if is_formula { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::listing::tests::listing;

    fn read(bytes: &[u8]) -> Vec<Vec<String>> {
        let text = bytes.strip_prefix(MARK.as_bytes()).expect("the mark");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
        reader.records().map(|record| record.expect("a record").iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn the_list_is_read_again() {
        let mut listing = listing();
        listing.rows[0].quote = "一,二“\"\n三".to_owned();
        let records = read(&list(&[listing.clone()]));
        assert_eq!(records.len(), 1 + listing.rows.len());
        assert_eq!(records[0].first().map(String::as_str), Some("序号"));
        assert_eq!(records[1][3], "一,二“\"\n三");
        assert_eq!(records[1][9], "待处理");
        assert_eq!(records.last().map(|last| last[9].as_str()), Some("已忽略：按本地要求填写"));
        let bytes = list(&[listing]);
        assert!(bytes.ends_with(b"\r\n"));
    }

    #[test]
    fn several_files_are_told_apart() {
        let records = read(&list(&[listing(), Listing::unreadable("乙.pdf", "没有读出文字。")]));
        assert_eq!(records[0][0], "文件");
        assert_eq!(records[1][0], "甲.docx");
        let last = records.last().expect("a record");
        assert_eq!((last[0].as_str(), last[2].as_str(), last[5].as_str()), ("乙.pdf", "无法读取", "没有读出文字。"));
    }

    #[test]
    fn nothing_is_a_formula() {
        for cell in ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝HYPERLINK(1)"] {
            assert_eq!(harmless(cell.to_owned()), format!("'{cell}"));
        }
        assert_eq!(harmless("（一）=1".to_owned()), "（一）=1");
    }
}
