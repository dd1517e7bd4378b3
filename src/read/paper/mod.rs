//! From glyphs and lines on pages to paragraphs and tables, for all kinds of file that know only where things stand.
//!
//! Step by step: glyphs drawn twice are dropped; ruling lines make up grids ([`grid`]); glyphs go into the cells or
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

impl Glyph {
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
        const STRAIGHT: f64 = 1.0;
        let rule = if (y0 - y1).abs() <= STRAIGHT && (x0 - x1).abs() > STRAIGHT {
            Rule { level: true, at: ((y0 + y1) / 2.0) as f32, from: x0.min(x1) as f32, to: x0.max(x1) as f32 }
        } else if (x0 - x1).abs() <= STRAIGHT && (y0 - y1).abs() > STRAIGHT {
            Rule { level: false, at: ((x0 + x1) / 2.0) as f32, from: y0.min(y1) as f32, to: y0.max(y1) as f32 }
        } else {
            return None;
        };
        (rule.at.is_finite() && rule.from.is_finite() && rule.to.is_finite()).then_some(rule)
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
    for sheet in sheets {
        let glyphs = once(sheet.glyphs);
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

/// The glyphs without those that are drawn twice in one place, which makes them look bold.
fn once(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    const NEAR: f32 = 0.25;
    let mut seen: HashMap<(char, i32, i32), Vec<(f32, f32)>> = HashMap::new();
    let mut kept = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
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
    fn radicals_are_read_as_the_characters_that_they_look_like() {
        assert_eq!(once(vec![glyph('\u{2F00}', 0.0, 9.0)])[0].character, '一');
    }
}
