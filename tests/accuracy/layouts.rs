//! The shapes in which pages, converters and offices hand a report over; see `tests/samples/layouts` for real-looking ones.

use crate::model::{Model, Sheet, SheetCell};
use nianbao::read::Kind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// HTML with merged cells.
    Html,
    /// HTML as a word processor writes it: paragraphs and spans in cells, labels broken, `&nbsp;`.
    Office,
    /// The same within a web page: menus, breadcrumbs, footers.
    Web,
    /// Markdown with pipes.
    Markdown,
    /// Tabs between cells, merged cells as empty ones.
    Tabs,
    /// The same, with all marks half-width.
    HalfWidth,
    /// Bars between cells, merged cells leaving bars at the row's end.
    Bars,
    /// A cell a line, with a bar behind it.
    CellBar,
    /// A cell a paragraph, blank lines between.
    BlankLine,
    /// Cells and bars on lines of their own.
    Alternate,
    /// A cell a line.
    Flat,
    /// What a converter makes of a PDF: short lines, labels torn, numbers behind them.
    Pdf,
}

impl Layout {
    pub const ALL: [Layout; 12] = [
        Layout::Html,
        Layout::Office,
        Layout::Web,
        Layout::Markdown,
        Layout::Tabs,
        Layout::HalfWidth,
        Layout::Bars,
        Layout::CellBar,
        Layout::BlankLine,
        Layout::Alternate,
        Layout::Flat,
        Layout::Pdf,
    ];
    /// Those that keep a table's grid, so that an empty or missing cell can be told.
    pub const GRID: &'static [Layout] = &[Layout::Html, Layout::Office, Layout::Web, Layout::Markdown, Layout::Tabs];
    /// Those that keep paragraphs and the marks of the original.
    pub const PARAGRAPHS: &'static [Layout] = &[
        Layout::Html,
        Layout::Office,
        Layout::Web,
        Layout::Markdown,
        Layout::Tabs,
        Layout::Bars,
        Layout::CellBar,
        Layout::BlankLine,
        Layout::Alternate,
        Layout::Flat,
    ];
    /// HTML alone.
    pub const HTML: &'static [Layout] = &[Layout::Html, Layout::Office, Layout::Web];

    pub fn name(self) -> String {
        format!("{self:?}")
    }

    pub fn kind(self) -> Kind {
        if Layout::HTML.contains(&self) { Kind::Html } else { Kind::Text }
    }

    /// `model` in this shape.
    pub fn write(self, model: &Model) -> String {
        match self {
            Layout::Html | Layout::Office | Layout::Web => html(self, model),
            _ => text(self, model),
        }
    }
}

fn html(layout: Layout, model: &Model) -> String {
    let mut page = String::from("<!doctype html><html><head><meta charset=\"utf-8\"></head><body>\n");
    if layout == Layout::Web {
        page.push_str(
            "<div class=\"nav\"><ul><li><a href=\"/\">首页</a></li><li><a href=\"/zw\">政务公开</a></li><li><a \
             href=\"/fw\">办事服务</a></li></ul></div>\n<div>当前位置：首页 &gt; 政务公开 &gt; 政府信息公开年报</div>\n",
        );
    }
    let paragraph = |text: &str| match layout {
        Layout::Office => format!("<p class=\"MsoNormal\"><span>{}</span></p>\n", escaped(text)),
        _ => format!("<p>{}</p>\n", escaped(text)),
    };
    page.push_str(&format!("<h1>{}</h1>\n", escaped(&model.title)));
    model.preface.iter().for_each(|entry| page.push_str(&paragraph(&entry.text)));
    for section in &model.sections {
        if let Some(heading) = &section.heading {
            page.push_str(&match layout {
                Layout::Html => format!("<h{0}>{1}</h{0}>\n", section.level, escaped(heading)),
                _ => paragraph(heading),
            });
        }
        section.paragraphs.iter().for_each(|entry| page.push_str(&paragraph(&entry.text)));
        section.sheets.iter().for_each(|sheet| page.push_str(&html_table(layout, sheet)));
    }
    model.signature.iter().for_each(|entry| page.push_str(&paragraph(&entry.text)));
    if layout == Layout::Web {
        page.push_str("<div class=\"foot\">版权所有　主办单位　网站地图　联系我们</div>\n");
    }
    page.push_str("</body></html>\n");
    page
}

fn html_table(layout: Layout, sheet: &Sheet) -> String {
    let mut table = String::from("<table border=\"1\">\n");
    for row in &sheet.rows {
        table.push_str("<tr>");
        for cell in row {
            let span = |name: &str, of: u32| if of > 1 { format!(" {name}=\"{of}\"") } else { String::new() };
            let text = escaped(&cell.text);
            let text = match (layout, cell.figure.is_some(), cell.text.is_empty()) {
                (Layout::Office, _, true) => "<p>&nbsp;</p>".to_owned(),
                (Layout::Office, true, _) => format!("<p><span>{text}&nbsp;</span></p>"),
                (Layout::Office, false, _) => format!("<p>{}</p>", torn(&cell.text)),
                _ => text,
            };
            table.push_str(&format!("<td{}{}>{text}</td>", span("colspan", cell.columns), span("rowspan", cell.rows)));
        }
        table.push_str("</tr>\n");
    }
    table.push_str("</table>\n");
    table
}

/// A label in two spans with a break between them.
fn torn(text: &str) -> String {
    let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
    let (first, second) = text.split_at(middle);
    match text.chars().count() {
        ..5 => format!("<span>{}</span>", escaped(text)),
        _ => format!("<span>{}</span><br><span>{}</span>", escaped(first), escaped(second)),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn text(layout: Layout, model: &Model) -> String {
    let mut lines = Lines { layout, text: String::new() };
    lines.heading(1, &model.title);
    model.preface.iter().for_each(|entry| lines.paragraph(&entry.text));
    for section in &model.sections {
        if let Some(heading) = &section.heading {
            lines.heading(section.level, heading);
        }
        section.paragraphs.iter().for_each(|entry| lines.paragraph(&entry.text));
        section.sheets.iter().for_each(|sheet| lines.table(sheet));
    }
    model.signature.iter().for_each(|entry| lines.paragraph(&entry.text));
    lines.text
}

struct Lines {
    layout: Layout,
    text: String,
}

impl Lines {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn heading(&mut self, level: usize, text: &str) {
        match self.layout {
            Layout::Markdown => self.line(&format!("{} {text}\n", "#".repeat(level))),
            _ => self.paragraph(text),
        }
    }

    fn paragraph(&mut self, text: &str) {
        match self.layout {
            Layout::Markdown => self.line(&format!("{text}\n")),
            Layout::HalfWidth => self.line(&half_width(text)),
            Layout::Pdf => wrapped(text, 28).iter().for_each(|line| self.line(line)),
            _ => self.line(text),
        }
    }

    fn table(&mut self, sheet: &Sheet) {
        match self.layout {
            Layout::Markdown => self.markdown(sheet),
            Layout::Tabs | Layout::HalfWidth => self.tabs(sheet),
            Layout::Bars => self.bars(sheet),
            Layout::Pdf => self.pdf(sheet),
            _ => self.cells(sheet),
        }
    }

    fn markdown(&mut self, sheet: &Sheet) {
        for (at, row) in grid(sheet).iter().enumerate() {
            let cells: Vec<&str> = row.iter().map(|cell| cell.map_or("", |cell| cell.text.as_str())).collect();
            self.line(&format!("| {} |", cells.join(" | ")));
            if at == 0 {
                self.line(&format!("|{}", "---|".repeat(cells.len())));
            }
        }
        self.line("");
    }

    fn tabs(&mut self, sheet: &Sheet) {
        let half = self.layout == Layout::HalfWidth;
        for row in grid(sheet) {
            let print = |cell: &SheetCell| if half { half_width(&cell.text) } else { cell.text.clone() };
            let cells: Vec<String> = row.into_iter().map(|cell| cell.map(print).unwrap_or_default()).collect();
            self.line(&cells.join("\t"));
        }
    }

    fn bars(&mut self, sheet: &Sheet) {
        for row in &sheet.rows {
            let mut line = String::new();
            let mut merged = 0;
            for cell in row {
                line.push_str(&format!("{} | ", cell.text));
                merged += cell.columns - 1;
            }
            self.line(&format!("{line}{}", "|".repeat(merged as usize)));
        }
    }

    /// One cell after the other.
    fn cells(&mut self, sheet: &Sheet) {
        let layout = self.layout;
        let mut first = true;
        for cell in sheet.rows.iter().flatten() {
            match layout {
                Layout::CellBar => self.line(&format!("{} |", cell.text)),
                Layout::BlankLine => self.line(&format!("{}{}", if first { "" } else { "\n" }, cell.text)),
                Layout::Alternate => self.line(&format!("{}{}", if first { "" } else { "|\n" }, cell.text)),
                _ => self.line(&cell.text),
            }
            first = false;
        }
    }

    fn pdf(&mut self, sheet: &Sheet) {
        for row in &sheet.rows {
            let (tall, flat): (Vec<&SheetCell>, Vec<&SheetCell>) = row.iter().partition(|cell| cell.rows > 2);
            for cell in tall {
                wrapped(&cell.text, 4).iter().for_each(|line| self.line(line));
            }
            let labels = flat.iter().filter(|cell| cell.figure.is_none()).count();
            let texts: Vec<&str> = flat.iter().map(|cell| cell.text.as_str()).collect();
            match (labels, flat.split_first()) {
                (1, Some((label, values))) => {
                    let mut lines = wrapped(&label.text, 17);
                    if let Some(last) = lines.last_mut() {
                        values.iter().for_each(|value| last.push_str(&format!(" {}", value.text)));
                    }
                    lines.iter().for_each(|line| self.line(line));
                }
                _ => self.line(&texts.join(" ")),
            }
        }
    }
}

/// The rows of a table at full width; `None` where a merged cell covers.
fn grid(sheet: &Sheet) -> Vec<Vec<Option<&SheetCell>>> {
    let width = sheet.width() as usize;
    let mut covered = vec![0_u32; width];
    let mut all = Vec::new();
    for row in &sheet.rows {
        let mut line = vec![None; width];
        let mut column = 0;
        for cell in row {
            while covered.get(column).is_some_and(|&left| left > 0) {
                column += 1;
            }
            if column >= line.len() {
                // A row with a cell too many.
                line.push(None);
                covered.push(0);
            }
            line[column] = Some(cell);
            let end = (column + cell.columns as usize).min(covered.len());
            covered[column..end].iter_mut().for_each(|left| *left = cell.rows);
            column = end;
        }
        covered.iter_mut().for_each(|left| *left = left.saturating_sub(1));
        all.push(line);
    }
    all
}

/// Lines of `length` characters.
fn wrapped(text: &str, length: usize) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    characters.chunks(length).map(|line| line.iter().collect()).collect()
}

fn half_width(text: &str) -> String {
    let print = |character| match character {
        '，' => ',',
        '；' => ';',
        '：' => ':',
        '（' => '(',
        '）' => ')',
        other => other,
    };
    text.chars().map(print).collect()
}
