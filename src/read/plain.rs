//! Plain text and Markdown, in the shapes in which pages, PDF files and converters hand reports over.
//!
//! Lines with tabs or bars become table rows, runs of them tables; everything else is a paragraph. What a lone number
//! or a split label means is left to the recogniser.

use crate::document::{Document, Residue, TableBuilder};
use crate::text::Ordinal;
use crate::text::ordinal::Level;

/// Reads text.
pub fn read(text: &str) -> Document {
    let lines = lines(text);
    let barred = cells_between_bars(&lines);
    let wrap = wrap_width(&lines);
    let mut reader = Reader { wrap, parted: true, ..Reader::default() };
    for (line, barred) in lines.into_iter().zip(barred) {
        if reader.document.is_full() {
            break;
        }
        reader.line(line, barred);
    }
    reader.end_table();
    reader.document
}

/// A line of the text.
#[derive(Clone, Copy)]
struct Line<'a> {
    /// What stands in it, without white space at its end, but for tabs: those are blank cells.
    text: &'a str,
    /// Whether it has cells: bars or tabs.
    is_row: bool,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    // A line end of two characters makes no blank line.
    let signs = words!["\n", "\r\n", "\r", "|", "\t", "｜", "\u{85}", "\u{2028}", "\u{2029}", "\u{c}"];
    let (mut start, mut is_row) = (0, false);
    let mut lines = Vec::new();
    for (at, sign) in signs.matches(text).chain([(text.len(), "")]) {
        if matches!(sign, "|" | "\t" | "｜") {
            is_row = true;
            continue;
        }
        let line = &text[start..at];
        let text = line.trim_end_matches(|character: char| character.is_whitespace() && character != '\t');
        lines.push(Line { text, is_row: std::mem::take(&mut is_row) });
        start = at + sign.len();
    }
    lines
}

/// How a line takes part in a column of cells with bars on lines of their own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Barred {
    No,
    /// The line is a cell; the bar follows on the next line.
    Cell,
    /// The line is a bar after a cell.
    Bar,
    /// The line is a bar after a bar: a blank cell.
    Blank,
}

/// Marks the lines that are cells because a lone bar follows.
fn cells_between_bars(lines: &[Line]) -> Vec<Barred> {
    let mut marks = vec![Barred::No; lines.len()];
    let mut previous: Option<usize> = None;
    for (at, line) in lines.iter().enumerate() {
        let line = line.text.trim();
        if line.is_empty() {
            continue;
        }
        if matches!(line, "|" | "｜") {
            marks[at] = match previous {
                // Behind a heading it opens the first row of a table.
                Some(before) if is_heading(lines[before].text) => Barred::Bar,
                Some(before) if marks[before] == Barred::No && !lines[before].is_row => {
                    marks[before] = Barred::Cell;
                    Barred::Bar
                }
                _ => Barred::Blank,
            };
        }
        previous = Some(at);
    }
    marks
}

/// Whether a line is a heading of the first level rather than a label of 表三, which has such ordinals, too.
fn is_heading(line: &str) -> bool {
    let line = line.trim().trim_start_matches(['#', ' ']);
    Ordinal::parse(line).is_some_and(|ordinal| ordinal.level == Level::First) && line.ends_with(['况', '项'])
}

/// Width of a line in columns: a Chinese character takes two.
fn width(line: &str) -> usize {
    line.chars().map(|character| if character < '\u{1100}' { 1 } else { 2 }).sum()
}

/// The width at which the text was wrapped, if it was: several lines end there and none goes beyond.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    /// No text is wrapped at more.
    const WIDEST: usize = 120;
    let paragraphs = lines.iter().filter(|line| !line.is_row && !line.text.starts_with('#'));
    let paragraphs: Vec<&str> = paragraphs.map(|line| line.text.trim()).collect();
    // A column has three bytes at most.
    if paragraphs.iter().any(|line| line.len() > 3 * WIDEST) {
        return None;
    }
    let widths: Vec<usize> = paragraphs.into_iter().map(width).collect();
    let widest = widths.iter().copied().max()?;
    let full = widths.iter().filter(|&&width| width + 4 >= widest).count();
    ((40..=WIDEST).contains(&widest) && full >= 4).then_some(widest)
}

/// No row of the form has more cells.
const WIDEST: usize = 24;

#[derive(Default)]
struct Reader {
    document: Document,
    table: Option<TableBuilder>,
    /// Whether the table's rows are single cells (a cell a line).
    narrow: bool,
    wrap: Option<usize>,
    /// Whether a blank line stood before this one.
    parted: bool,
    /// Whether the line before is as wide as the text was wrapped.
    full: bool,
}

impl Reader {
    fn line(&mut self, Line { text: line, is_row }: Line, barred: Barred) {
        let trimmed = line.trim();
        match barred {
            Barred::Cell => return self.row(&[trimmed]),
            Barred::Blank => return self.row(&[""]),
            Barred::Bar => return,
            Barred::No => {}
        }
        if trimmed.is_empty() && !line.contains('\t') {
            // Cells a line may stand apart; wide tables end at a blank line.
            if !self.narrow {
                self.end_table();
            }
            self.parted = true;
            self.full = false;
            return;
        }
        if is_row {
            return self.table_line(line);
        }
        self.end_table();
        self.paragraph(trimmed);
    }

    fn table_line(&mut self, line: &str) {
        let bar = if line.contains('|') { '|' } else { '｜' };
        let cells: Vec<&str> = if line.contains(bar) {
            let inner = line.trim();
            let mut cells: Vec<&str> = inner.split(bar).map(str::trim).collect();
            // A bar at the edge closes the row and opens no cell.
            if inner.starts_with(bar) {
                cells.remove(0);
            }
            if inner.ends_with(bar) && cells.len() > 1 {
                cells.pop();
            }
            cells
        } else {
            line.split('\t').map(str::trim).collect()
        };
        if is_rule(&cells) {
            // `|---|---|` under the first row is Markdown; anywhere else it was put there by a converter.
            let first = self.table.as_ref().is_some_and(|table| table.len() == 1);
            if !line.contains(bar) || !first {
                let before_item = self.document.items.len() as u32 + u32::from(self.table.is_some());
                self.document.residue.push(Residue { before_item, text: line.trim().to_owned() });
            }
            return;
        }
        // A row of blanks inside a table is one that nobody filled in.
        if cells.iter().all(|cell| cell.is_empty()) && (self.table.is_none() || cells.len() < 5) {
            return;
        }
        // Among cells that stand a line each, a figure with bars behind it closes its row: 0 | |||.
        let is_figure = cells[0].starts_with(|first: char| first.is_ascii_digit());
        if self.narrow && cells.len() > 1 && is_figure && cells[1..].iter().all(|cell| cell.is_empty()) {
            return self.row(&cells[..1]);
        }
        if cells.len() > WIDEST {
            // A whole table in one line: its cells one by one.
            self.end_table();
            for cell in cells {
                self.row(&[cell]);
            }
            return;
        }
        self.row(&cells);
    }

    fn row(&mut self, cells: &[&str]) {
        let narrow = cells.len() == 1;
        if self.narrow != narrow {
            self.end_table();
        }
        self.narrow = narrow;
        let table = self.table.get_or_insert_with(|| TableBuilder::new(false));
        table.row();
        for cell in cells {
            table.cell(&clean_cell(cell), 1, 1);
        }
        self.full = false;
    }

    fn end_table(&mut self) {
        if let Some(table) = self.table.take()
            && !table.is_empty()
        {
            self.document.add_table(table);
            self.parted = true;
        }
        self.narrow = false;
    }

    fn paragraph(&mut self, line: &str) {
        let (heading, listed, text) = strip_markdown(line);
        let wide = self.wrap.is_some_and(|wrap| width(line) + 6 >= wrap);
        let continues = self.full && !self.parted && heading.is_none() && !listed && !begins_anew(text);
        if continues && let Some(last) = self.document.blocks.last_mut() {
            last.push_str(text);
        } else {
            self.document.add_paragraph(text, heading, listed, self.parted);
        }
        self.full = wide && heading.is_none() && !line.ends_with(['。', '！', '？']);
        self.parted = false;
    }
}

/// Whether a line of a wrapped text is the beginning of something rather than the rest of the line before; a figure
/// alone is a cell.
fn begins_anew(text: &str) -> bool {
    Ordinal::parse(text).is_some()
        || text.starts_with("第二十条第")
        || text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-'))
}

/// `---`, `:---:` and the like in every cell.
fn is_rule(cells: &[&str]) -> bool {
    let is_dashes = |cell: &&str| {
        let inner = cell.trim_matches(':');
        inner.len() >= 2 && inner.bytes().all(|byte| byte == b'-')
    };
    cells.iter().any(|cell| cell.contains("---")) && cells.iter().all(|cell| cell.is_empty() || is_dashes(cell))
}

/// Takes off Markdown's marks: heading level, list item, the text without its emphasis.
fn strip_markdown(line: &str) -> (Option<u8>, bool, &str) {
    let level = line.bytes().take_while(|&byte| byte == b'#').count();
    let rest = &line[level..];
    if (1..=6).contains(&level)
        && rest.starts_with(|first: char| matches!(first, ' ' | '\u{3000}' | '\u{4E00}'..='\u{9FFF}'))
    {
        // `## 标题 ##` and `## 标题 {#anchor}`.
        let rest = rest.split(" {#").next().unwrap_or(rest);
        return (Some(level as u8), false, strip_emphasis(rest.trim().trim_end_matches('#').trim()));
    }
    for mark in ["- ", "* ", "+ ", "• ", "● "] {
        // `- 3 -` is a page number.
        if let Some(rest) = line.strip_prefix(mark).filter(|rest| !rest.ends_with('-')) {
            return (None, true, strip_emphasis(rest.trim()));
        }
    }
    (None, false, strip_emphasis(line))
}

/// Takes off emphasis that covers the whole text: `**…**`, `***…***`, `__…__`.
fn strip_emphasis(text: &str) -> &str {
    for mark in ["***", "**", "__"] {
        let inner = text.strip_prefix(mark).and_then(|text| text.strip_suffix(mark));
        if let Some(inner) = inner.filter(|inner| !inner.trim().is_empty() && !inner.contains(mark)) {
            return inner.trim();
        }
    }
    text
}

/// A cell without Markdown's and HTML's marks: emphasis, escapes, `<br>`, `<span>`.
fn clean_cell(cell: &str) -> String {
    let mut text = strip_emphasis(cell).replace("&nbsp;", " ");
    if text.contains('<') {
        for tag in ["<br>", "<br/>", "<br />"] {
            text = text.replace(tag, "\n");
        }
        for tag in ["<span>", "</span>", "<b>", "</b>", "<strong>", "</strong>", "<p>", "</p>"] {
            text = text.replace(tag, "");
        }
    }
    unescape(&text)
}

/// Markdown's `\.` and the like.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let escapes = character == '\\' && characters.peek().is_some_and(char::is_ascii_punctuation);
        if !escapes {
            plain.push(character);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Item;

    /// Paragraphs as text, tables as rows of cells joined by `/`.
    fn shape(text: &str) -> Vec<String> {
        let document = read(text);
        let show = |item: &Item| match item {
            Item::Paragraph(paragraph) => document.text(paragraph.block).to_owned(),
            Item::Table(table) => {
                let row = |cells: &Vec<crate::document::Cell>| {
                    cells.iter().map(|cell| document.text(cell.block)).collect::<Vec<_>>().join("/")
                };
                table.rows.iter().map(row).collect::<Vec<_>>().join(" ; ")
            }
        };
        document.items.iter().map(show).collect()
    }

    #[test]
    fn rows_of_tabs_and_bars() {
        assert_eq!(shape("规章\t0\t\t0\n行政\t1"), ["规章/0//0 ; 行政/1"]);
        assert_eq!(shape("规章 | 0 | 0 | \n行政许可 | 869 | ||"), ["规章/0/0 ; 行政许可/869//"]);
        assert_eq!(shape("| a | b |\n|---|---|\n| 1 |  |\n\n后文"), ["a/b ; 1/", "后文"]);
    }

    #[test]
    fn a_cell_a_line() {
        assert_eq!(
            shape("规章 |\n0 |\n行政规范性文件 |\n3 |\n三、收到"),
            ["规章 ; 0 ; 行政规范性文件 ; 3", "三、收到"]
        );
        assert_eq!(shape("标题\n规章\n|\n0\n|\n|\n行政\n|\n后文"), ["标题", "规章 ; 0 ;  ; 行政", "后文"]);
    }

    #[test]
    fn a_cell_a_line_with_bars_that_fill_the_row() {
        assert_eq!(
            shape("二、主动公开政府信息情况\n|\n规章 |\n0 |\n3 | |||||\n许可 |\n8 | ||"),
            ["二、主动公开政府信息情况", "规章 ; 0 ; 3 ; 许可 ; 8"]
        );
        assert_eq!(shape("一、本年新收政府信息公开申请数量\n|\n5\n|"), ["一、本年新收政府信息公开申请数量 ; 5"]);
    }

    #[test]
    fn rules_of_dashes_that_a_converter_left() {
        let document = read("0\t0\n---\t---\n\n后文");
        assert_eq!(document.residue, [Residue { before_item: 1, text: "---\t---".into() }]);
        assert!(read("| a | b |\n|---|---|\n| 1 | 2 |").residue.is_empty());
    }

    #[test]
    fn markdown_marks_are_no_text() {
        let document = read("## 一、总体情况\n\n- (一) 力量不够\n**（二）加强**");
        assert_eq!(document.blocks, ["一、总体情况", "(一) 力量不够", "（二）加强"]);
        let first = document.paragraph(0).map(|(paragraph, _)| (paragraph.heading, paragraph.parted));
        assert_eq!(first, Some((Some(2), true)));
        assert_eq!(document.paragraph(1).map(|(paragraph, _)| paragraph.listed), Some(true));
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let long = "本报告由江湾街道办事处按照中华人民共和国政府信息公开条";
        let text = format!("标题\n{long}\n例编制。\n{long}\n{long}\n{long}\n（一）予以公开\n规章 0");
        let shape = shape(&text);
        assert_eq!(shape[1], format!("{long}例编制。"));
        assert_eq!(shape[2], format!("{long}{long}{long}"));
        assert_eq!(shape[3..], ["（一）予以公开", "规章 0"]);
        let label = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请";
        let labels = format!("{label}\n0\n12\n{label}\n3\n{label}\n0\n{label}\n0");
        assert_eq!(self::shape(&labels).iter().filter(|line| line.len() < 3).count(), 5);
    }
}
