//! Glyphs that stand side by side, as lines of text.

use super::Glyph;

/// A line of text.
#[derive(Clone, Debug)]
pub struct Line {
    /// What it says.
    pub text: String,
    /// Where it begins.
    pub left: f32,
    /// Where it ends.
    pub right: f32,
    /// What it stands on.
    pub baseline: f32,
    /// The height of most of its characters.
    pub size: f32,
}

impl Line {
    /// The height of its upper edge.
    pub fn top(&self) -> f32 {
        self.baseline - self.size * 0.85
    }
}

/// The lines that `glyphs` make up, from top to bottom.
pub fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by(|first, second| first.baseline.total_cmp(&second.baseline));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        // A glyph stands on the line of those before it if it does not hang by half its height.
        match rows.last_mut() {
            Some(row) if stands_on(row, &glyph) => row.push(glyph),
            _ => rows.push(vec![glyph]),
        }
    }
    rows.into_iter().map(line).collect()
}

fn stands_on(row: &[Glyph], glyph: &Glyph) -> bool {
    let Some(first) = row.first() else { return false };
    (glyph.baseline - first.baseline).abs() < 0.45 * glyph.size.min(first.size)
}

/// Sorts a row's glyphs and writes them, with a space where there is a gap.
fn line(mut row: Vec<Glyph>) -> Line {
    row.sort_by(|first, second| first.left.total_cmp(&second.left));
    let mut sizes: Vec<f32> = row.iter().map(|glyph| glyph.size).collect();
    sizes.sort_by(f32::total_cmp);
    let size = sizes.get(sizes.len() / 2).copied().unwrap_or(0.0);
    let mut text = String::new();
    let mut end: Option<f32> = None;
    for glyph in &row {
        // Chinese characters touch; a gap of half a character between them is meant, and between digits, which are
        // often set apart. Between letters a quarter is a space.
        let last = text.chars().next_back().unwrap_or('一');
        let is_letter = |character: char| character < '\u{2E80}' && !character.is_ascii_digit();
        let gap =
            if glyph.character < '\u{2E80}' && last < '\u{2E80}' && (is_letter(last) || is_letter(glyph.character)) {
                0.22
            } else {
                0.5
            };
        if end.is_some_and(|end| glyph.left - end > gap * size) {
            text.push(' ');
        }
        text.push(glyph.character);
        end = Some(end.map_or(glyph.right, |end| end.max(glyph.right)));
    }
    Line {
        text,
        left: row.first().map_or(0.0, |glyph| glyph.left),
        right: end.unwrap_or(0.0),
        baseline: row.first().map_or(0.0, |glyph| glyph.baseline),
        size,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawing_order_is_not_reading_order() {
        let glyph = |character, left, baseline| Glyph { character, left, right: left + 10.0, baseline, size: 10.0 };
        let glyphs =
            vec![glyph('乙', 30.0, 20.0), glyph('丙', 0.0, 40.0), glyph('甲', 0.0, 21.0), glyph('1', 50.0, 41.0)];
        let lines = lines(glyphs);
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["甲 乙", "丙 1"]);
        assert_eq!((lines[0].left, lines[0].right), (0.0, 40.0));
    }
}
