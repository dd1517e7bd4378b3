//! What goes over the ends of pages: running headers and footers, page numbers, tables that go on.

use super::grid::{Cell, Table};
use super::{Thing, lines::Line};
use crate::text::{Ordinal, fold};
use std::collections::HashMap;

/// A page with what stands on it, from top to bottom.
pub struct Page {
    /// Its height.
    pub height: f32,
    /// What stands on it.
    pub things: Vec<Thing>,
}

/// How many lines at a page's edge can be running ones.
const EDGE: usize = 2;
/// The part of a page's height that is its margin.
const MARGIN: f32 = 0.12;

/// Drops page numbers, and lines that recur at one height of the pages' margins.
pub fn drop_running(pages: &mut [Page]) {
    let mut recurring: HashMap<(String, i32), usize> = HashMap::new();
    let key = |line: &Line| (masked(&line.text), (line.baseline / 4.0).round() as i32);
    for page in pages.iter() {
        for (_, line) in marginal(page) {
            *recurring.entry(key(line)).or_default() += 1;
        }
    }
    let needed = (pages.len() / 2).max(2);
    for page in pages.iter_mut() {
        let dropped: Vec<usize> = marginal(page)
            .into_iter()
            .filter(|(_, line)| {
                let (text, height) = key(line);
                // The same line may be set a little higher on some pages.
                let count: usize = (-1..=1).filter_map(|by| recurring.get(&(text.clone(), height + by))).sum();
                is_page_number(&line.text) || count >= needed
            })
            .map(|(at, _)| at)
            .collect();
        let mut at = 0;
        page.things.retain(|_| {
            at += 1;
            !dropped.contains(&(at - 1))
        });
    }
}

/// The lines at a page's upper and lower edge that stand in its margin.
fn marginal(page: &Page) -> Vec<(usize, &Line)> {
    let line = |at: usize| match &page.things[at] {
        Thing::Line(line) => Some((at, line)),
        Thing::Table(_) => None,
    };
    let count = page.things.len();
    let upper = (0..count.min(EDGE)).map_while(line).filter(|(_, line)| line.baseline < page.height * MARGIN);
    let lower = (count.saturating_sub(EDGE)..count).rev().map_while(line);
    let lower = lower.filter(|(_, line)| line.baseline > page.height * (1.0 - MARGIN));
    upper.chain(lower).collect()
}

/// The text with its digits alike, so that numbered lines recur.
fn masked(text: &str) -> String {
    let mut masked = String::new();
    for character in fold(text).chars() {
        let character = if character.is_ascii_digit() { '0' } else { character };
        if !(character == '0' && masked.ends_with('0')) {
            masked.push(character);
        }
    }
    masked
}

/// `3`, `— 3 —`, `第3页`, `第 3 页 共 12 页`, `3/12`.
fn is_page_number(text: &str) -> bool {
    let masked = masked(text);
    let bare: String = masked.chars().filter(|mark| !"-—–－─_·.".contains(*mark)).collect();
    matches!(
        bare.as_str(),
        "0" | "第0页" | "第0页共0页" | "第0页,共0页" | "第0页，共0页" | "第0页/共0页" | "0/0" | "0页" | "共0页第0页"
    )
}

/// One thing after another, tables that a page's end cut in two put together, with the pages they begin on.
pub fn join(pages: Vec<Page>) -> Vec<(usize, Thing)> {
    let mut all: Vec<(usize, Thing)> = Vec::new();
    for (number, page) in pages.into_iter().enumerate() {
        let mut first = true;
        for thing in page.things {
            match (thing, all.last_mut()) {
                // The first on its page, after a table that was the last on the one before.
                (Thing::Table(table), Some((_, Thing::Table(before))))
                    if first && number > 0 && goes_on(before, &table) =>
                {
                    append(before, table);
                }
                (thing, _) => all.push((number, thing)),
            }
            first = false;
        }
    }
    all
}

/// How far borders of the same table may differ between pages.
const ALIKE: f32 = 5.0;

fn goes_on(before: &Table, after: &Table) -> bool {
    let near = |first: Option<&f32>, second: Option<&f32>| match (first, second) {
        (Some(first), Some(second)) => (first - second).abs() < ALIKE,
        _ => false,
    };
    near(before.columns.first(), after.columns.first())
        && near(before.columns.last(), after.columns.last())
        && shared_borders(before, after) * 2 > before.columns.len().min(after.columns.len())
}

fn shared_borders(before: &Table, after: &Table) -> usize {
    let has = |border: &&f32| before.columns.iter().any(|other| (other - **border).abs() < ALIKE);
    after.columns.iter().filter(has).count()
}

/// Puts `after` below `before`, on the borders of both.
fn append(before: &mut Table, after: Table) {
    let mut columns: Vec<f32> = before.columns.iter().chain(&after.columns).copied().collect();
    columns.sort_by(f32::total_cmp);
    columns.dedup_by(|next, kept| *next - *kept < ALIKE);
    let nearest = |border: f32| {
        let distance = |at: &usize| (columns[*at] - border).abs();
        (0..columns.len()).min_by(|first, second| distance(first).total_cmp(&distance(second))).unwrap_or(0)
    };
    let moved = |cell: Cell, old: &[f32], down: usize| Cell {
        rows: cell.rows.start + down..cell.rows.end + down,
        columns: nearest(old[cell.columns.start])..nearest(old[cell.columns.end]),
        text: cell.text,
    };
    let torn = before.open_below || after.open_above;
    let repeated = repeated_rows(before, &after);
    let old = std::mem::take(&mut before.columns);
    before.cells = std::mem::take(&mut before.cells).into_iter().map(|cell| moved(cell, &old, 0)).collect();
    let seam = before.height;
    let below = after.cells.into_iter().filter(|cell| cell.rows.start >= repeated);
    before.cells.extend(below.map(|cell| {
        let cell = Cell { rows: cell.rows.start - repeated..cell.rows.end - repeated, ..cell };
        moved(cell, &after.columns, seam)
    }));
    before.height += after.height - repeated;
    before.bottom += after.bottom - after.top;
    before.open_below = after.open_below;
    before.columns = columns;
    mend_row(before, seam);
    extend_groups(before, seam, torn);
}

/// How many rows at the head of `after` repeat the head of `before`.
fn repeated_rows(before: &Table, after: &Table) -> usize {
    let row = |table: &Table, row: usize| -> Vec<String> {
        table.cells.iter().filter(|cell| cell.rows.start == row).map(|cell| fold(&cell.text)).collect()
    };
    let alike = |at: &usize| {
        let texts = row(before, *at);
        texts == row(after, *at)
            && texts.iter().any(|text| !text.is_empty())
            && !texts.iter().any(|text| is_figure(text))
    };
    let count = (0..before.height.min(after.height)).take_while(alike).count();
    // No cell may reach out of what is left away.
    let whole = |count: &usize| !after.cells.iter().any(|cell| cell.rows.start < *count && cell.rows.end > *count);
    (0..=count).rev().find(whole).filter(|count| *count < after.height).unwrap_or(0)
}

fn is_figure(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|mark| mark.is_ascii_digit() || ".,-+%/—".contains(mark))
}

/// The row above `seam` and the one below it may be one row that the page's end cut: then the figures stand in one of
/// them only, and what goes on begins with no ordinal.
fn mend_row(table: &mut Table, seam: usize) {
    if seam == 0 || seam >= table.height {
        return;
    }
    let lone = |cell: &&Cell, row: usize| cell.rows == (row..row + 1);
    let figures =
        |row: usize| table.cells.iter().filter(|cell| lone(cell, row) && is_figure(&fold(&cell.text))).count();
    let (above, below) = (figures(seam - 1), figures(seam));
    let text_below: Vec<&Cell> = table.cells.iter().filter(|cell| lone(cell, seam) && !cell.text.is_empty()).collect();
    let begins = text_below.iter().any(|cell| Ordinal::parse(&cell.text).is_some());
    let text_above =
        table.cells.iter().any(|cell| lone(&cell, seam - 1) && !cell.text.is_empty() && !is_figure(&fold(&cell.text)));
    // Where neither holds figures, several labels must go on below while others are done.
    let text_above_of = |below: &Cell| {
        table.cells.iter().any(|cell| cell.rows.end == seam && cell.columns == below.columns && !cell.text.is_empty())
    };
    let done = table.cells.iter().any(|cell| lone(&cell, seam) && cell.text.is_empty() && text_above_of(cell));
    let labels = text_below.len() > 1 && done && text_below.iter().all(|cell| text_above_of(cell));
    let cut = if above == 0 && below == 0 { labels } else { above == 0 || below == 0 };
    if !cut || begins || !text_above || text_below.is_empty() {
        return;
    }
    // Every cell below has one above it to go into.
    let above_of =
        |cell: &Cell| table.cells.iter().position(|other| other.rows.end == seam && other.columns == cell.columns);
    let pairs: Vec<(usize, usize)> = table
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| lone(cell, seam))
        .filter_map(|(at, cell)| Some((above_of(cell)?, at)))
        .collect();
    let count = table.cells.iter().filter(|cell| lone(cell, seam)).count();
    // A figure goes on from nothing and in nothing: a head above a row of figures is no part of it.
    let fits = |(above, below): &(usize, usize)| {
        let (above, below) = (&table.cells[*above].text, &table.cells[*below].text);
        above.is_empty() || below.is_empty() || !(is_figure(&fold(above)) || is_figure(&fold(below)))
    };
    if pairs.len() != count || !pairs.iter().all(fits) {
        return;
    }
    for (above, below) in &pairs {
        let text = std::mem::take(&mut table.cells[*below].text);
        let cell = &mut table.cells[*above].text;
        if !cell.is_empty() && !text.is_empty() {
            cell.push('\n');
        }
        cell.push_str(&text);
    }
    let gone: Vec<usize> = pairs.iter().map(|(_, below)| *below).collect();
    let mut at = 0;
    table.cells.retain(|_| {
        at += 1;
        !gone.contains(&(at - 1))
    });
    for cell in &mut table.cells {
        if cell.rows.start > seam {
            cell.rows.start -= 1;
        }
        if cell.rows.end > seam {
            cell.rows.end -= 1;
        }
    }
    table.height -= 1;
}

/// A group's label cell goes on below the seam where a cell stands in the same columns that is blank or holds the rest
/// of its text, or where the upper one is blank and waits for its text. Where no line parts the two pieces any cell may.
fn extend_groups(table: &mut Table, seam: usize, torn: bool) {
    let pairs: Vec<(usize, usize)> = (0..table.cells.len())
        .filter(|at| table.cells[*at].rows.end == seam)
        .filter_map(|above| {
            let columns = &table.cells[above].columns;
            let below = table.cells.iter().position(|cell| cell.rows.start == seam && cell.columns == *columns)?;
            Some((above, below))
        })
        .collect();
    // A label may be cut in its middle: what goes on begins with no ordinal.
    let is_cut = |upper: &Cell, lower: &Cell| {
        let open = upper.text.matches('（').count() > upper.text.matches('）').count();
        let begun = Ordinal::parse(&upper.text).is_some() || open;
        begun && !lower.text.is_empty() && Ordinal::parse(&lower.text).is_none()
    };
    // A head whose lower part stands below the seam: no row begins there.
    let fresh = |(above, below): &(usize, usize)| {
        let (upper, lower) = (&table.cells[*above], &table.cells[*below]);
        !upper.text.is_empty() && !lower.text.is_empty() && !is_cut(upper, lower)
    };
    let figures = |cell: &Cell| cell.rows.start == seam && is_figure(&fold(&cell.text));
    let head = !pairs.iter().any(fresh) && !table.cells.iter().any(figures);
    let mut gone = Vec::new();
    for (above, below) in pairs {
        let (upper, lower) = (&table.cells[above], &table.cells[below]);
        let (rows, columns) = (upper.rows.clone(), upper.columns.clone());
        let waits = head && !upper.text.is_empty() && lower.text.is_empty();
        let group = torn || waits || upper.rows.len() > 1 || lower.rows.len() > 1;
        let blank = upper.text.is_empty() || lower.text.is_empty();
        let figure = is_figure(&fold(&upper.text)) || is_figure(&fold(&lower.text));
        if figure || !(group && blank || is_cut(upper, lower) && (group || head)) {
            continue;
        }
        let text = match (upper.text.as_str(), lower.text.as_str()) {
            ("", text) | (text, "") => text.to_owned(),
            (first, second) => format!("{first}\n{second}"),
        };
        let end = lower.rows.end;
        table.cells[above] = Cell { rows: rows.start..end, columns, text };
        gone.push(below);
    }
    let mut at = 0;
    table.cells.retain(|_| {
        at += 1;
        !gone.contains(&(at - 1))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers() {
        for text in ["3", "— 3 —", "- 12 -", "第 3 页 共 12 页", "3/12", "第３页"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["2023年", "共收到3件", "", "—"] {
            assert!(!is_page_number(text), "{text}");
        }
    }

    fn cell(rows: std::ops::Range<usize>, column: usize, text: &str) -> Cell {
        Cell { rows, columns: column..column + 1, text: text.to_owned() }
    }

    fn table(height: usize, cells: Vec<Cell>) -> Table {
        Table::for_test(vec![0.0, 50.0, 100.0, 150.0], height, cells)
    }

    fn shape(table: &Table) -> Vec<(std::ops::Range<usize>, &str)> {
        table.cells.iter().map(|cell| (cell.rows.clone(), cell.text.as_str())).collect()
    }

    #[test]
    fn a_row_cut_by_the_page_is_one_row_and_a_group_goes_on() {
        let mut before = table(
            2,
            vec![
                cell(0..2, 0, "三、本年度办理结果"),
                cell(0..1, 1, "（一）予以公开"),
                cell(0..1, 2, "3"),
                cell(1..2, 1, "8.属于行政查询"),
                cell(1..2, 2, "0"),
            ],
        );
        let after = table(
            2,
            vec![
                cell(0..2, 0, ""),
                cell(0..1, 1, "事项"),
                cell(0..1, 2, ""),
                cell(1..2, 1, "（四）无法提供"),
                cell(1..2, 2, "1"),
            ],
        );
        assert!(goes_on(&before, &after));
        append(&mut before, after);
        let expected = [
            (0..3, "三、本年度办理结果"),
            (0..1, "（一）予以公开"),
            (0..1, "3"),
            (1..2, "8.属于行政查询\n事项"),
            (1..2, "0"),
            (2..3, "（四）无法提供"),
            (2..3, "1"),
        ];
        assert_eq!(shape(&before), expected);
    }

    #[test]
    fn a_head_cut_by_the_page_is_one_row() {
        let mut before = table(1, vec![cell(0..1, 0, "商业企业"), cell(0..1, 1, "科研"), cell(0..1, 2, "法律服务")]);
        let after = table(
            2,
            vec![
                cell(0..1, 0, ""),
                cell(0..1, 1, "机构"),
                cell(0..1, 2, "机构"),
                cell(1..2, 0, "1"),
                cell(1..2, 1, "2"),
                cell(1..2, 2, "3"),
            ],
        );
        append(&mut before, after);
        let expected =
            [(0..1, "商业企业"), (0..1, "科研\n机构"), (0..1, "法律服务\n机构"), (1..2, "1"), (1..2, "2"), (1..2, "3")];
        assert_eq!(shape(&before), expected);
        // Rows of a blank form are rows of their own.
        let mut before = table(1, vec![cell(0..1, 0, "规章"), cell(0..1, 1, ""), cell(0..1, 2, "")]);
        append(&mut before, table(1, vec![cell(0..1, 0, "行政规范性文件"), cell(0..1, 1, ""), cell(0..1, 2, "")]));
        assert_eq!(before.height, 2);
    }

    #[test]
    fn a_head_above_its_row_is_not_cut() {
        let row = |texts: [&str; 3]| table(1, (0..3).map(|at| cell(0..1, at, texts[at])).collect());
        for (above, below) in [
            (["信息内容", "", "本年处理决定数量"], ["行政许可", "", "648"]),
            (["结果维持", "结果纠正", "总计"], ["1", "0", "1"]),
        ] {
            let mut table = row(above);
            append(&mut table, row(below));
            assert_eq!(table.height, 2);
        }
    }

    #[test]
    fn a_page_number_goes_even_where_it_stands_alone_with_a_table() {
        let line = |text: &str, baseline| {
            Thing::Line(Line { text: text.to_owned(), left: 0.0, right: 9.0, baseline, size: 9.0 })
        };
        let mut pages = vec![
            Page { height: 800.0, things: vec![Thing::Table(table(1, vec![])), line("— 4 —", 780.0)] },
            Page { height: 800.0, things: vec![line("第 5 页", 790.0)] },
        ];
        drop_running(&mut pages);
        assert_eq!(pages.iter().map(|page| page.things.len()).collect::<Vec<_>>(), [1, 0]);
    }

    #[test]
    fn a_repeated_head_is_left_out_and_rows_are_kept_apart() {
        let mut before = table(
            2,
            vec![
                cell(0..1, 0, "类别"),
                cell(0..1, 1, "项"),
                cell(0..1, 2, "数"),
                cell(1..2, 0, "甲"),
                cell(1..2, 1, "1.国家"),
                cell(1..2, 2, "0"),
            ],
        );
        let after = table(
            2,
            vec![
                cell(0..1, 0, "类别"),
                cell(0..1, 1, "项"),
                cell(0..1, 2, "数"),
                cell(1..2, 0, "乙"),
                cell(1..2, 1, "2.其他"),
                cell(1..2, 2, "5"),
            ],
        );
        append(&mut before, after);
        assert_eq!(before.height, 3);
        assert_eq!(shape(&before)[6..], [(2..3, "乙"), (2..3, "2.其他"), (2..3, "5")]);
    }
}
