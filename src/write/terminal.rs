//! What the command prints for people: each finding with its line or table row, and a caret under the characters.

use crate::check::{Finding, Outcome, Place, Severity, Veil};
use crate::document::{Cell, Document, Item, Note};
use crate::report::Report;
use crate::standard::heading;
use crate::text::Span;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// The columns of a line that are shown around the fault.
const WINDOW: usize = 72;

/// The text of a document: a line a paragraph, a line a table row with bars between its cells.
pub fn text(document: &Document) -> String {
    let mut text = String::new();
    let one_line = |block: u32| document.text(block).split_whitespace().collect::<Vec<_>>().join(" ");
    for item in &document.items {
        match item {
            Item::Paragraph(paragraph) => text.push_str(document.text(paragraph.block)),
            Item::Table(table) => {
                let rows = table.rows.iter();
                let line =
                    |row: &Vec<Cell>| row.iter().map(|cell| one_line(cell.block)).collect::<Vec<_>>().join(" | ");
                text.push_str(&rows.map(line).collect::<Vec<_>>().join("\n"));
            }
        }
        text.push('\n');
    }
    text
}

/// All findings of one report and a closing line.
pub fn report(file: &str, outcome: &Outcome, colours: bool) -> String {
    let report = &outcome.report;
    let mut text = String::new();
    let paint =
        |code: &str, words: &str| if colours { format!("\x1b[{code}m{words}\x1b[0m") } else { words.to_owned() };
    let edition = report.edition.map_or("格式未能判断", |edition| edition.name());
    let year = report.year().map_or("年份未能判断".to_owned(), |year| format!("{year}年"));
    let _ = writeln!(
        text,
        "{}",
        paint("1", &format!("{file}  {}  {year}  {edition}", report.organ().unwrap_or("机关名称未能判断")))
    );
    let veil = outcome.veil();
    for finding in &outcome.findings {
        let code = match finding.severity {
            Severity::Error => "31",
            Severity::Warning => "33",
            Severity::Info => "34",
        };
        let _ = writeln!(
            text,
            "\n{} {}",
            paint(code, &format!("{}[{}]", finding.severity.name(), finding.rule)),
            finding.message
        );
        for line in excerpt(report, &veil, finding) {
            let _ = writeln!(text, "  {line}");
        }
        let _ = writeln!(text, "  依据：{}", finding.basis);
    }
    let outside = report.outline.roles.iter().filter(|role| **role == crate::report::Role::Outside).count();
    if outside > 0 {
        let _ = writeln!(text, "\n报告以外的 {outside} 段文字（网页导航、页脚等）没有核对。");
    }
    for sentence in report.document.notes.iter().filter_map(Note::sentence) {
        let _ = writeln!(text, "\n{sentence}。");
    }
    if report.is_tables_only() {
        text.push_str("\n只有统计表，没有正文：只核对了表格。\n");
    }
    let count = |severity| outcome.findings.iter().filter(|finding| finding.severity == severity).count();
    let counts: Vec<String> = Severity::ALL.map(|severity| format!("{} {}", severity.name(), count(severity))).to_vec();
    let coverage = &outcome.coverage;
    let _ = writeln!(
        text,
        "\n{}；核对了 {} 条规则、{} 条勾稽关系，{} 条无法核对。\n",
        counts.join("，"),
        coverage.rules,
        coverage.relations,
        coverage.unchecked
    );
    text
}

/// The line of the first place and a line with carets, or the name of what is missing.
fn excerpt(report: &Report, veil: &Veil, finding: &Finding) -> Vec<String> {
    let Some(place) = finding.places.first() else { return Vec::new() };
    let Some(span) = place.span else {
        let name = missing(place);
        return if name.is_empty() { Vec::new() } else { vec![format!("位置：{name}")] };
    };
    let (line, start, end) = line_of(report, veil, span);
    let (before, marked, after) = (&line[..start], &line[start..end], &line[end..]);
    let before = cut_left(before, WINDOW / 2);
    let marked: String = take_columns(marked, WINDOW);
    let after = take_columns(after, WINDOW.saturating_sub(before.width() + marked.width()));
    let carets = "^".repeat(marked.width().max(1));
    vec![format!("| {before}{marked}{after}"), format!("| {}{carets}", " ".repeat(before.width()))]
}

fn missing(place: &Place) -> String {
    let section = place.section.map(heading).unwrap_or_default();
    match (place.table, place.row) {
        (Some(table), Some(row)) => format!("{}“{}”", table.name(), row.short(crate::standard::Edition::E2021)),
        (Some(table), None) => format!("{section} {}", table.name()),
        _ => section,
    }
}

/// The paragraph, or the table row with its cells parted by bars, that holds `span`; and where in it.
fn line_of(report: &Report, veil: &Veil, span: Span) -> (String, usize, usize) {
    let item = report.item_of(span.block).and_then(|item| report.document.items.get(item));
    let plain = |text: &str| text.replace(['\n', '\t'], " ");
    let mut line = String::new();
    if let Some(Item::Table(table)) = item
        && let Some(row) = table.rows.iter().find(|row| row.iter().any(|cell| cell.block == span.block))
    {
        let mut start = 0;
        for cell in row {
            if !line.is_empty() {
                line.push_str(" | ");
            }
            if cell.block == span.block {
                start = line.len();
            }
            line.push_str(&plain(&veil.text(&report.document, cell.block)));
        }
        return (line, start + span.start as usize, start + span.end as usize);
    }
    (plain(&veil.text(&report.document, span.block)), span.start as usize, span.end as usize)
}

/// The end of `text` that fits into `columns`, with … where something was cut.
fn cut_left(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut kept: Vec<char> = Vec::new();
    let mut width = 2;
    for character in text.chars().rev() {
        width += character.to_string().width();
        if width > columns {
            break;
        }
        kept.push(character);
    }
    "…".to_owned() + &kept.into_iter().rev().collect::<String>()
}

/// The beginning of `text` that fits into `columns`.
fn take_columns(text: &str, columns: usize) -> String {
    let mut width = 0;
    text.chars()
        .take_while(|character| {
            width += character.to_string().width();
            width <= columns
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::check::{Environment, check};
    use crate::read::{Kind, read_text};
    use crate::report::recognise;

    #[test]
    fn the_caret_stands_under_wide_characters() {
        let text = "一、总体情况\n甲。\n三、收到的处理政府信息公开申请情况\n乙。";
        let shown =
            super::report("a.txt", &check(recognise(read_text(text, Kind::Text)), &Environment::default()), false);
        let lines: Vec<&str> = shown.lines().collect();
        let at = lines
            .iter()
            .position(|line| line.contains("收到的处理政府信息公开申请情况") && line.starts_with("  | "))
            .expect("the line");
        assert_eq!(lines[at + 1], format!("  |     {}", "^".repeat(30)), "{shown}");
    }
}
