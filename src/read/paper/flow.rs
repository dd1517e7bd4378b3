//! Lines of text as paragraphs, by what setters do: the first line is indented, the last one is short.

use super::grid::Table;
use super::{Thing, lines::Line};
use crate::document::{Document, TableBuilder};
use crate::text::Ordinal;

/// Writes things in their order, each with the number of its page.
pub fn write(things: Vec<(usize, Thing)>) -> Document {
    let measure = Measure::new(&things);
    let mut document = Document::default();
    let mut open: Option<(String, Line, usize)> = None;
    for (page, thing) in things {
        if document.is_full() {
            break;
        }
        match thing {
            Thing::Line(line) => match &mut open {
                Some((text, last, last_page)) if measure.goes_on(last, &line, *last_page == page) => {
                    join(text, &line.text);
                    (*last, *last_page) = (line, page);
                }
                _ => {
                    end(&mut document, &mut open);
                    open = Some((line.text.clone(), line, page));
                }
            },
            Thing::Table(table) => {
                end(&mut document, &mut open);
                write_table(&mut document, table);
            }
        }
    }
    end(&mut document, &mut open);
    document
}

fn end(document: &mut Document, open: &mut Option<(String, Line, usize)>) {
    if let Some((text, ..)) = open.take() {
        let text = text.trim();
        if !text.is_empty() {
            document.add_paragraph(text, None, false, true);
        }
    }
}

/// Adds a line's text; words of letters are kept apart.
fn join(text: &mut String, line: &str) {
    let latin = |character: Option<char>| character.is_some_and(|character| character.is_ascii_alphabetic());
    if latin(text.chars().next_back()) && latin(line.chars().next()) {
        text.push(' ');
    }
    text.push_str(line);
}

/// How the text is set.
struct Measure {
    /// Where most lines begin.
    left: f32,
    /// Where full lines end.
    right: f32,
    /// From line to line, for lines of the usual size.
    pitch: f32,
}

impl Measure {
    fn new(things: &[(usize, Thing)]) -> Self {
        let lines: Vec<(usize, &Line)> = things
            .iter()
            .filter_map(|(page, thing)| match thing {
                Thing::Line(line) if !is_row(&line.text) => Some((*page, line)),
                _ => None,
            })
            .collect();
        let left = commonest(lines.iter().map(|(_, line)| line.left), true);
        let right = commonest(
            lines.iter().filter(|(_, line)| line.left < left + line.size * 3.0).map(|(_, line)| line.right),
            false,
        );
        // From a full line to one that begins at the margin: within a paragraph.
        let within = |before: &Line, line: &Line| {
            before.right > right - 1.6 * line.size && line.left < left + 1.2 * line.size && line.left > left - line.size
        };
        let mut gaps: Vec<f32> = lines
            .windows(2)
            .filter(|pair| pair[0].0 == pair[1].0 && within(pair[0].1, pair[1].1))
            .map(|pair| (pair[1].1.baseline - pair[0].1.baseline) / pair[1].1.size.max(1.0))
            .filter(|gap| (1.0..3.5).contains(gap))
            .collect();
        gaps.sort_by(f32::total_cmp);
        // Between lines of one paragraph it is as narrow as it gets.
        let pitch = gaps.get(gaps.len() / 3).copied().unwrap_or(1.8);
        Measure { left, right, pitch }
    }

    /// Whether `line` goes on in the paragraph whose last line is `before`.
    fn goes_on(&self, before: &Line, line: &Line, same_page: bool) -> bool {
        let size = line.size.max(1.0);
        let same_size = (before.size - line.size).abs() < 0.12 * size;
        let indented = line.left > self.left + 1.2 * size;
        // A number, a word or 〔2020〕 is not broken: it takes its room with it.
        let full = before.right > self.right - size * unbroken(&line.text).max(1.6);
        let apart = same_page && line.baseline - before.baseline > 1.35 * self.pitch * size;
        let ends = before.text.ends_with(['。', '！', '？', '：', '；']) && Ordinal::parse(&line.text).is_some();
        same_size && !indented && full && !apart && !ends && !is_row(&before.text) && !is_row(&line.text)
    }
}

/// The width of what a line begins with that is never broken, in heights of its characters.
fn unbroken(text: &str) -> f32 {
    let belongs = |character: &char| character.is_ascii_alphanumeric() || "〔〕（.,%-—".contains(*character);
    let width: f32 =
        text.chars().take_while(belongs).map(|character| if character.is_ascii() { 0.5 } else { 1.0 }).sum();
    // And a sign that may not begin a line keeps the character before it.
    width.min(12.0) + 1.1
}

/// Whether a line is a row of a table without ruling lines: several figures with gaps between them.
fn is_row(text: &str) -> bool {
    text.split_whitespace().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit())).count() >= 3
}

/// The value around which most lie, the least or the greatest of those that are common.
fn commonest(values: impl Iterator<Item = f32>, least: bool) -> f32 {
    const STEP: f32 = 4.0;
    let mut counts: std::collections::BTreeMap<i32, (usize, f32)> = std::collections::BTreeMap::new();
    for value in values {
        let entry = counts.entry((value / STEP).floor() as i32).or_insert((0, value));
        entry.0 += 1;
        entry.1 = if least { entry.1.min(value) } else { entry.1.max(value) };
    }
    let most = counts.values().map(|(count, _)| *count).max().unwrap_or(0);
    let mut common = counts.values().filter(|(count, _)| *count * 5 >= most.max(5)).map(|(_, value)| *value);
    let found = if least { common.next() } else { common.next_back() };
    found.unwrap_or(if least { 0.0 } else { f32::MAX / 4.0 })
}

/// A table of one column is text in frames.
fn write_table(document: &mut Document, mut table: Table) {
    table.cells.sort_by_key(|cell| (cell.rows.start, cell.columns.start));
    if table.columns.len() > 2 {
        return document.add_table(build(table));
    }
    for cell in table.cells {
        let mut text = String::new();
        cell.text.lines().for_each(|line| join(&mut text, line));
        if !text.trim().is_empty() {
            document.add_paragraph(text.trim(), None, false, true);
        }
    }
}

fn build(table: Table) -> TableBuilder {
    let mut builder = TableBuilder::new(true);
    let mut cells = table.cells.into_iter().peekable();
    for row in 0..table.height {
        builder.row();
        while let Some(cell) = cells.next_if(|cell| cell.rows.start == row) {
            builder.cell(&cell.text, cell.columns.len() as u32, cell.rows.len() as u32);
        }
    }
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, left: f32, right: f32, baseline: f32) -> (usize, Thing) {
        (0, Thing::Line(Line { text: text.to_owned(), left, right, baseline, size: 16.0 }))
    }

    #[test]
    fn an_indented_line_begins_and_a_short_one_ends_a_paragraph() {
        let document = write(vec![
            line("标题", 200.0, 300.0, 50.0),
            line("一、总体情况", 122.0, 220.0, 80.0),
            line("本年度共收到", 122.0, 500.0, 108.0),
            line("申请三件，均", 90.0, 500.0, 136.0),
            line("已办结。", 90.0, 154.0, 164.0),
            line("下一段", 122.0, 170.0, 192.0),
        ]);
        assert_eq!(document.blocks, ["标题", "一、总体情况", "本年度共收到申请三件，均已办结。", "下一段"]);
    }

    #[test]
    fn a_gap_parts_lines_that_are_not_indented() {
        let document = write(vec![
            line("甲甲", 90.0, 500.0, 100.0),
            line("乙乙", 90.0, 500.0, 128.0),
            line("丙丙", 90.0, 500.0, 156.0),
            line("丁丁", 90.0, 500.0, 210.0),
            line("戊戊", 90.0, 300.0, 238.0),
        ]);
        assert_eq!(document.blocks, ["甲甲乙乙丙丙", "丁丁戊戊"]);
    }
}
