//! From glyphs and lines on pages to paragraphs and tables, for all kinds of file that know only where things stand.
//!
//! Step by step: glyphs drawn twice and watermarks are dropped; ruling lines make up grids ([`grid`]); glyphs go into the cells or
//! into lines of text ([`lines`]); what recurs on pages is dropped and tables cut by a page's end are joined
//! ([`pages`]); lines become paragraphs ([`flow`]).

mod flow;
mod grid;
mod lines;
mod pages;

use crate::document::Document;
use std::collections::HashMap;

/// A page: what stands where. Units are points (1/72 inch), y grows downwards.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// Its characters, in the order of drawing.
    pub glyphs: Vec<Glyph>,
    /// Its ruling lines.
    pub rules: Vec<Rule>,
}

/// How text runs on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// From left to right.
    #[default]
    Level,
    /// Downwards: the page's top is at its right side.
    Down,
    /// Upside down.
    Reversed,
    /// Upwards: the page's top is at its left side.
    Up,
}

impl Direction {
    /// Of the direction (x, y) of text, y downwards; `None` for what runs aslant, as watermarks do.
    pub fn of(x: f64, y: f64) -> Option<Direction> {
        const STRAIGHT: f64 = 0.05;
        if x.abs().min(y.abs()) > STRAIGHT * x.hypot(y) {
            return None;
        }
        Some(match (x.abs() > y.abs(), x > 0.0, y > 0.0) {
            (true, true, _) => Direction::Level,
            (true, false, _) => Direction::Reversed,
            (false, _, true) => Direction::Down,
            (false, _, false) => Direction::Up,
        })
    }
}

/// A character on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// What it is.
    pub character: char,
    /// Where it begins.
    pub left: f32,
    /// Where the next would begin.
    pub right: f32,
    /// The line it stands on.
    pub baseline: f32,
    /// The height of its font.
    pub size: f32,
}

/// Nothing on a page is as far away (points).
const FAR: f32 = 100_000.0;

impl Glyph {
    /// Whether it stands on any page there is.
    fn is_near(&self) -> bool {
        [self.left, self.right, self.baseline, self.size].iter().all(|value| value.abs() < FAR)
    }

    /// The middle of the character.
    fn middle(&self) -> (f32, f32) {
        ((self.left + self.right) / 2.0, self.baseline - self.size * 0.35)
    }
}

/// A straight line across or down the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// Whether it is level.
    pub level: bool,
    /// Its y if it is level, else its x.
    pub at: f32,
    /// Where it begins: the lesser x, or y.
    pub from: f32,
    /// Where it ends.
    pub to: f32,
}

impl Rule {
    /// The line between two points, if it is level or upright.
    pub fn between((x0, y0): (f64, f64), (x1, y1): (f64, f64)) -> Option<Rule> {
        /// A point, and a little more for a page that was put in askew.
        const STRAIGHT: f64 = 1.0;
        const ASKEW: f64 = 0.015;
        let (width, height) = ((x0 - x1).abs(), (y0 - y1).abs());
        let rule = if height <= STRAIGHT + ASKEW * width && width > STRAIGHT && width > height {
            Rule { level: true, at: ((y0 + y1) / 2.0) as f32, from: x0.min(x1) as f32, to: x0.max(x1) as f32 }
        } else if width <= STRAIGHT + ASKEW * height && height > STRAIGHT {
            Rule { level: false, at: ((x0 + x1) / 2.0) as f32, from: y0.min(y1) as f32, to: y0.max(y1) as f32 }
        } else {
            return None;
        };
        [rule.at, rule.from, rule.to].iter().all(|value| value.abs() < FAR).then_some(rule)
    }

    /// The line that a filled shape within these bounds is, if it is thin enough.
    pub fn thin((left, top): (f64, f64), (right, bottom): (f64, f64)) -> Option<Rule> {
        const THIN: f64 = 3.0;
        let (width, height) = (right - left, bottom - top);
        let (across, down) = ((left + right) / 2.0, (top + bottom) / 2.0);
        if height <= THIN && width > height {
            Rule::between((left, down), (right, down))
        } else if width <= THIN && height > width {
            Rule::between((across, top), (across, bottom))
        } else {
            None
        }
    }
}

/// The corners of the box around `points`: upper left, lower right.
pub fn bounds(points: &[(f64, f64)]) -> ((f64, f64), (f64, f64)) {
    points.iter().fold(((f64::MAX, f64::MAX), (f64::MIN, f64::MIN)), |(low, high), (x, y)| {
        ((low.0.min(*x), low.1.min(*y)), (high.0.max(*x), high.1.max(*y)))
    })
}

/// Something on a page, from top to bottom.
#[derive(Clone, Debug)]
enum Thing {
    Line(lines::Line),
    Table(grid::Table),
}

impl Thing {
    fn top(&self) -> f32 {
        match self {
            Thing::Line(line) => line.top(),
            Thing::Table(table) => table.top,
        }
    }
}

/// Makes a document of pages.
pub fn compose(sheets: Vec<Sheet>) -> Document {
    let mut laid: Vec<pages::Page> = Vec::with_capacity(sheets.len());
    for sheet in sheets.into_iter().flat_map(pages_of) {
        let glyphs = without_watermark(once(sheet.glyphs));
        let mut tables = grid::tables(&sheet.rules);
        let free = grid::fill(&mut tables, glyphs);
        let mut things: Vec<Thing> = lines::lines(free).into_iter().map(Thing::Line).collect();
        things.extend(tables.into_iter().map(Thing::Table));
        things.sort_by(|first, second| first.top().total_cmp(&second.top()));
        laid.push(pages::Page { height: sheet.height, things });
    }
    pages::drop_running(&mut laid);
    flow::write(pages::join(laid))
}

/// The two pages that a broad sheet may hold side by side.
fn pages_of(sheet: Sheet) -> Vec<Sheet> {
    /// Fewer characters are no page.
    const FEWEST: usize = 40;
    let middle = sheet.width / 2.0;
    let gutter = middle - sheet.width * 0.015..middle + sheet.width * 0.015;
    let crosses = |left: f32, right: f32| left < gutter.end && right > gutter.start;
    let is_left = |glyph: &Glyph| glyph.left < middle;
    let left = sheet.glyphs.iter().filter(|glyph| is_left(glyph)).count();
    let free = !sheet.glyphs.iter().any(|glyph| crosses(glyph.left, glyph.right))
        && !sheet.rules.iter().any(|rule| rule.level && crosses(rule.from, rule.to));
    if sheet.width < sheet.height * 1.2 || !free || left < FEWEST || sheet.glyphs.len() - left < FEWEST {
        return vec![sheet];
    }
    let (mut first, mut second) = (
        Sheet { width: middle, height: sheet.height, ..Sheet::default() },
        Sheet { width: middle, height: sheet.height, ..Sheet::default() },
    );
    for glyph in sheet.glyphs {
        if is_left(&glyph) {
            first.glyphs.push(glyph);
        } else {
            second.glyphs.push(Glyph { left: glyph.left - middle, right: glyph.right - middle, ..glyph });
        }
    }
    for rule in sheet.rules {
        match (rule.level, if rule.level { rule.from } else { rule.at } < middle) {
            (_, true) => first.rules.push(rule),
            (true, false) => second.rules.push(Rule { from: rule.from - middle, to: rule.to - middle, ..rule }),
            (false, false) => second.rules.push(Rule { at: rule.at - middle, ..rule }),
        }
    }
    vec![first, second]
}

/// The glyphs without those that are drawn twice in one place, which makes them look bold.
fn once(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    const NEAR: f32 = 0.25;
    let mut seen: HashMap<(char, i32, i32), Vec<(f32, f32)>> = HashMap::new();
    let mut kept = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        if !glyph.is_near() {
            continue;
        }
        if glyph.character.is_whitespace() || glyph.character.is_control() || is_private(glyph.character) {
            continue;
        }
        let near = (glyph.size * NEAR).max(0.2);
        let (x, y) = (glyph.left, glyph.baseline);
        // Cells of the hash are two points wide: neighbours within reach are looked at.
        let cell = |value: f32| (value / 2.0).floor() as i32;
        let reach = (near / 2.0).ceil().min(8.0) as i32;
        let drawn = (-reach..=reach).any(|dx| {
            (-reach..=reach).any(|dy| {
                seen.get(&(glyph.character, cell(x) + dx, cell(y) + dy))
                    .is_some_and(|places| places.iter().any(|(px, py)| (px - x).abs() < near && (py - y).abs() < near))
            })
        });
        if !drawn {
            seen.entry((glyph.character, cell(x), cell(y))).or_default().push((x, y));
            kept.push(Glyph { character: crate::text::fold::unradical(glyph.character), ..glyph });
        }
    }
    kept
}

/// The glyphs without those of a watermark: much larger than the text, and standing over it.
fn without_watermark(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    const LARGER: f32 = 2.2;
    /// No watermark has more characters on a page.
    const MOST: usize = 1_000;
    let mut sizes: Vec<f32> = glyphs.iter().map(|glyph| glyph.size).collect();
    sizes.sort_by(f32::total_cmp);
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or(0.0);
    let is_large = |glyph: &&Glyph| glyph.size > LARGER * usual;
    let covers = |large: &Glyph, small: &Glyph| {
        let (x, y) = small.middle();
        (large.left..large.right).contains(&x) && (large.baseline - large.size..large.baseline).contains(&y)
    };
    let over_text = |large: &Glyph| glyphs.iter().filter(|glyph| !is_large(glyph)).any(|small| covers(large, small));
    let marks: Vec<f32> =
        glyphs.iter().filter(is_large).take(MOST).filter(|glyph| over_text(glyph)).map(|glyph| glyph.size).collect();
    if marks.is_empty() {
        return glyphs;
    }
    // All of its characters, also those that happen to stand between lines.
    let is_mark = |glyph: &Glyph| marks.iter().any(|size| (size - glyph.size).abs() < 0.05 * size);
    glyphs.into_iter().filter(|glyph| !is_mark(glyph)).collect()
}

/// Characters without a meaning outside their font.
fn is_private(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(character: char, left: f32, baseline: f32) -> Glyph {
        Glyph { character, left, right: left + 10.0, baseline, size: 10.0 }
    }

    #[test]
    fn what_is_drawn_twice_is_read_once() {
        let glyphs =
            vec![glyph('三', 10.0, 50.0), glyph('三', 10.3, 50.0), glyph('1', 20.0, 50.0), glyph('1', 25.0, 50.0)];
        let text: String = once(glyphs).into_iter().map(|glyph| glyph.character).collect();
        assert_eq!(text, "三11");
    }

    #[test]
    fn a_watermark_over_the_text_is_left_out_and_a_large_title_is_not() {
        let large = |character, baseline| Glyph { character, left: 0.0, right: 40.0, baseline, size: 40.0 };
        let text: Vec<Glyph> = (0..4).map(|at| glyph('文', at as f32 * 10.0, 100.0)).collect();
        let read = |extra: Glyph| -> String {
            let glyphs = text.iter().copied().chain([extra]).collect();
            without_watermark(glyphs).into_iter().map(|glyph| glyph.character).collect()
        };
        assert_eq!(read(large('密', 110.0)), "文文文文");
        assert_eq!(read(large('题', 60.0)), "文文文文题");
    }

    #[test]
    fn two_pages_side_by_side_are_two() {
        let lines = |left: f32| {
            (0..50).map(move |at| glyph('文', left + (at % 10) as f32 * 10.0, 50.0 + (at / 10) as f32 * 20.0))
        };
        let sheet = |glyphs: Vec<Glyph>| Sheet { width: 400.0, height: 280.0, glyphs, rules: Vec::new() };
        let pages = pages_of(sheet(lines(40.0).chain(lines(240.0)).collect()));
        assert_eq!(
            pages.iter().map(|page| (page.width, page.glyphs.len())).collect::<Vec<_>>(),
            [(200.0, 50), (200.0, 50)]
        );
        assert_eq!(pages[1].glyphs[0].left, 40.0);
        // One broad page.
        assert_eq!(pages_of(sheet(lines(40.0).chain(lines(150.0)).chain(lines(260.0)).collect())).len(), 1);
    }

    #[test]
    fn radicals_are_read_as_the_characters_that_they_look_like() {
        assert_eq!(once(vec![glyph('\u{2F00}', 0.0, 9.0)])[0].character, '一');
    }
}
