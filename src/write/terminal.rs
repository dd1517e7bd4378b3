//! What the command prints for people: each finding with its line or table row, and a caret under the characters.

use crate::check::{Comparison, Finding, Outcome, Place, Severity, Shown, Whose};
use crate::document::{Cell, Document, Item, Note};
use crate::report::Report;
use crate::rules;
use crate::standard::heading;
use crate::text::Span;
use std::borrow::Cow;
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
    let shown = outcome.shown();
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
        for line in excerpts(&shown, finding) {
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
    if !outcome.dismissed.is_empty() {
        let _ = writeln!(text, "按设置，另有 {} 条已核实、不必改的问题没有列出。\n", outcome.dismissed.len());
    }
    text
}

/// All rules by family: number, identifier, severity, whether they run by default, name.
pub fn rules() -> String {
    let mut text = String::new();
    for (family, rules) in rules::FAMILIES.iter().filter(|(_, rules)| !rules.is_empty()) {
        let _ = writeln!(text, "{family}");
        for rule in *rules {
            let by_default = if rule.by_default { "默认核对" } else { "默认不查" };
            let _ = writeln!(
                text,
                "  {:<7} {:<36} {}  {by_default}  {}",
                rule.code,
                rule.id,
                rule.severity.name(),
                rule.title
            );
        }
    }
    text
}

/// The line of the first place; that of last year's report that it was held against, or statements side by side.
fn excerpts(shown: &Shown, finding: &Finding) -> Vec<String> {
    let first = finding.places.first();
    let mut lines = first.map_or_else(Vec::new, |place| excerpt(shown, place));
    for Comparison { this, previous } in &finding.comparisons {
        if this == previous {
            lines.push(format!("两年都写：{this}"));
        } else {
            lines.extend([format!("本年：{this}"), format!("上年：{previous}")]);
        }
    }
    let there = finding.places.iter().find(|place| place.report == Whose::Previous);
    if let (true, Some(place)) = (finding.comparisons.is_empty(), there) {
        lines.push("上年报告：".to_owned());
        lines.extend(excerpt(shown, place));
    }
    lines
}

/// The line of a place and a line with carets, or the name of what is missing.
fn excerpt(shown: &Shown, place: &Place) -> Vec<String> {
    let Some((report, span)) = shown.outcome().report_of(place).zip(place.span) else {
        let name = missing(place);
        return if name.is_empty() { Vec::new() } else { vec![format!("位置：{name}")] };
    };
    let (line, start, end) = line_of(report, span, |block| shown.text(place.report, block));
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
fn line_of<'a>(report: &Report, span: Span, text: impl Fn(u32) -> Cow<'a, str>) -> (String, usize, usize) {
    let item = report.document.item_of(span.block).and_then(|item| report.document.items.get(item));
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
            line.push_str(&plain(&text(cell.block)));
        }
        return (line, start + span.start as usize, start + span.end as usize);
    }
    (plain(&text(span.block)), span.start as usize, span.end as usize)
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
