//! The ordinals of official documents (结构层次序数): 一、 → （一） → 1. → （1）.

use super::fold::{Folded, fold_char};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Which of the four levels an ordinal belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// `一、`
    First,
    /// `（一）`
    Second,
    /// `1.` or `1、`
    Third,
    /// `（1）`
    Fourth,
}

/// An ordinal at the start of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ordinal {
    /// Its level.
    pub level: Level,
    /// Its number, from 1.
    pub number: u32,
    /// The bytes of the line that it takes, with its mark, without white space after it.
    pub range: Range<usize>,
    /// The bytes of the numeral alone.
    pub numeral: Range<usize>,
}

const DIGITS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/// The Chinese numeral of `number`, for 1 to 99.
pub fn numeral(number: u32) -> String {
    let (tens, units) = (number / 10, number % 10);
    let mut text = String::new();
    if tens > 1 {
        text.push(DIGITS[(tens - 1) as usize % 10]);
    }
    if tens > 0 {
        text.push('十');
    }
    if units > 0 {
        text.push(DIGITS[(units - 1) as usize]);
    }
    text
}

impl Ordinal {
    /// The ordinal at the start of `line`, if it begins with one.
    pub fn parse(line: &str) -> Option<Self> {
        // Most lines begin with none, and that is told by one character.
        let begins = |first: char| first == '（' || first.is_ascii_digit() || DIGITS.contains(&first);
        if !line.chars().find_map(fold_char).is_some_and(begins) {
            return None;
        }
        // An ordinal is short: folding the first characters is enough.
        const LONGEST: usize = 8;
        let seen = line.char_indices().filter(|&(_, character)| fold_char(character).is_some());
        let cut = seen.map(|(at, _)| at).nth(LONGEST).unwrap_or(line.len());
        let folded = Folded::new(&line[..cut]);
        let chars = folded.chars.as_slice();
        let open = chars.first() == Some(&'（');
        let first = usize::from(open);
        let (number, length) = read_numeral(&chars[first..])?;
        let next = chars.get(first + length).copied();
        let chinese = DIGITS.contains(&chars[first]);
        let level = match (open, chinese, next) {
            (true, true, Some('）')) => Level::Second,
            (true, false, Some('）')) => Level::Fourth,
            (false, true, Some('、' | '.' | '，' | '：')) => Level::First,
            (false, false, Some('、' | '.')) => {
                // 3.5 or 2.1.3 is a number, 1.属于 an ordinal.
                if chars.get(first + length + 1).is_some_and(char::is_ascii_digit) {
                    return None;
                }
                Level::Third
            }
            _ => return None,
        };
        Some(Ordinal {
            level,
            number,
            range: folded.original(0..first + length + 1),
            numeral: folded.original(first..first + length),
        })
    }
}

/// A Chinese numeral up to 99 or one to two digits, and how many characters it takes.
fn read_numeral(chars: &[char]) -> Option<(u32, usize)> {
    let digit = |character: char| DIGITS.iter().position(|&digit| digit == character).map(|at| at as u32 + 1);
    let length = chars.iter().take_while(|&&character| digit(character).is_some()).count();
    if length > 0 {
        let value = match chars[..length].iter().filter_map(|&character| digit(character)).collect::<Vec<_>>()[..] {
            [units] => units,
            [10, units] if units < 10 => 10 + units,
            [tens, 10] if tens < 10 => tens * 10,
            [tens, 10, units] if tens < 10 && units < 10 => tens * 10 + units,
            _ => return None,
        };
        return Some((value, length));
    }
    let length = chars.iter().take_while(|character| character.is_ascii_digit()).count();
    if !(1..=2).contains(&length) {
        return None;
    }
    let value = chars[..length].iter().collect::<String>().parse().ok()?;
    (value > 0).then_some((value, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Option<(Level, u32, &str)> {
        Ordinal::parse(line).map(|ordinal| (ordinal.level, ordinal.number, &line[ordinal.range.clone()]))
    }

    #[test]
    fn the_four_levels() {
        assert_eq!(parse("一、总体情况"), Some((Level::First, 1, "一、")));
        assert_eq!(parse("十二、附则"), Some((Level::First, 12, "十二、")));
        assert_eq!(parse("(四) 进一步"), Some((Level::Second, 4, "(四)")));
        assert_eq!(parse("1.属于国家秘密"), Some((Level::Third, 1, "1.")));
        assert_eq!(parse("３、其他"), Some((Level::Third, 3, "３、")));
        assert_eq!(parse("（2）第二"), Some((Level::Fourth, 2, "（2）")));
        let apart = format!("{0}（{0}三{0}）公开", " ".repeat(30));
        assert_eq!(parse(&apart).map(|(level, number, _)| (level, number)), Some((Level::Second, 3)));
    }

    #[test]
    fn what_only_looks_like_one() {
        for line in [
            "一是公开内容",
            "3.5万元",
            "2024年1月",
            "一件",
            "",
            "（见附件）",
            "10 0 0",
            "三安全一稳定",
            "2.1.3 节",
            "0.属于",
        ] {
            assert_eq!(parse(line), None, "{line}");
        }
    }

    #[test]
    fn numerals_and_back() {
        for number in 1..100 {
            let line = format!("{}、", numeral(number));
            assert_eq!(Ordinal::parse(&line).map(|ordinal| ordinal.number), Some(number), "{line}");
        }
    }
}
