//! Numbers as they stand in cells: exact, in every width, never guessed.

use super::fold::{fold, fold_char};
use serde::{Deserialize, Serialize};
use std::fmt;

/// An exact decimal with up to six places, counted in millionths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Number(i64);

const UNIT: i64 = 1_000_000;
/// Beyond this no office counts anything, and sums of a table's cells cannot overflow below it.
const LARGEST: i64 = 10_000_000_000;

impl Number {
    /// Nought.
    pub const ZERO: Number = Number(0);

    /// The whole number `value`.
    pub fn whole(value: i64) -> Self {
        Number(value.clamp(-LARGEST, LARGEST) * UNIT)
    }

    /// Reads a number in any width, with or without thousands separators and sign; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut characters = text.chars().filter_map(fold_char).peekable();
        let sign = characters.next_if(|sign| matches!(sign, '-' | '+'));
        let (mut whole, mut group, mut groups) = (0i64, 0, 0);
        let mut fraction = None::<(i64, u32)>;
        for character in characters {
            let digit = character.to_digit(10).map(i64::from);
            match (character, digit, &mut fraction) {
                (_, Some(digit), None) => {
                    whole = whole.checked_mul(10)?.checked_add(digit)?;
                    group += 1;
                }
                (_, Some(digit), Some((value, places))) if *places < 6 => {
                    *value = *value * 10 + digit;
                    *places += 1;
                }
                // A separator stands behind one to three digits, then behind three each.
                ('，', _, None) if (1..=3).contains(&group) && (groups == 0 || group == 3) => {
                    groups += 1;
                    group = 0;
                }
                ('.', _, None) => fraction = Some((0, 0)),
                _ => return None,
            }
        }
        let complete = group > 0 && (groups == 0 || group == 3) && !matches!(fraction, Some((_, 0)));
        if !complete || whole >= LARGEST {
            return None;
        }
        let millionths = fraction.map_or(0, |(value, places)| value * 10i64.pow(6 - places));
        let value = whole.checked_mul(UNIT)?.checked_add(millionths)?;
        Some(Number(if sign == Some('-') { -value } else { value }))
    }

    /// Whether it has no fraction.
    pub fn is_whole(self) -> bool {
        self.0 % UNIT == 0
    }

    /// Whether it is below nought.
    pub fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// A ten-thousandth of it, as yuan are turned into 万元; `None` where six places do not suffice.
    pub fn per_ten_thousand(self) -> Option<Self> {
        (self.0 % 10_000 == 0).then_some(Number(self.0 / 10_000))
    }

    /// It `factor` times; `None` beyond what an office counts.
    pub fn times(self, factor: i64) -> Option<Self> {
        self.0.checked_mul(factor).map(Number).filter(|product| product.0.abs() < LARGEST * UNIT)
    }

    /// Its value where it has no fraction.
    pub fn as_whole(self) -> Option<i64> {
        self.is_whole().then_some(self.0 / UNIT)
    }

    /// What part of `whole` it is, in per cent; `None` of nought.
    pub fn percent_of(self, whole: Number) -> Option<f64> {
        (whole != Number::ZERO).then(|| self.0 as f64 / whole.0 as f64 * 100.0)
    }

    /// As a floating-point number, for percentages.
    pub fn as_float(self) -> f64 {
        self.0 as f64 / UNIT as f64
    }

    /// Its size without the sign.
    pub fn abs(self) -> Self {
        Number(self.0.abs())
    }

    /// As JSON's number: whole where it is whole.
    pub fn to_json(self) -> serde_json::Value {
        if self.is_whole() { (self.0 / UNIT).into() } else { (self.0 as f64 / UNIT as f64).into() }
    }
}

impl std::ops::Add for Number {
    type Output = Number;
    fn add(self, other: Number) -> Number {
        Number(self.0.saturating_add(other.0))
    }
}

impl std::ops::Sub for Number {
    type Output = Number;
    fn sub(self, other: Number) -> Number {
        Number(self.0.saturating_sub(other.0))
    }
}

impl std::ops::Neg for Number {
    type Output = Number;
    fn neg(self) -> Number {
        Number(-self.0)
    }
}

impl std::iter::Sum for Number {
    fn sum<I: Iterator<Item = Number>>(numbers: I) -> Number {
        numbers.fold(Number::ZERO, |total, number| total + number)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, fraction) = (self.0.abs() / UNIT, self.0.abs() % UNIT);
        if fraction == 0 {
            write!(formatter, "{sign}{whole}")
        } else {
            write!(formatter, "{sign}{whole}.{}", format!("{fraction:06}").trim_end_matches('0'))
        }
    }
}

/// What stands in a cell. (A cell that is not in the report at all has no `Value`.)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// A number.
    Number(Number),
    /// Nothing.
    Blank,
    /// A mark that stands for nothing: `/`, `—`, `无`.
    Placeholder,
    /// A number with a unit behind it, as `124件`.
    WithUnit(Number, String),
    /// Anything else.
    NotNumber,
}

/// What offices write behind a figure, longest first.
const UNITS: [&str; 14] = ["万元", "件次", "人次", "元", "件", "辆", "项", "个", "条", "宗", "份", "起", "次", "台"];

impl Value {
    /// Reads a cell's text.
    pub fn parse(text: &str) -> Self {
        if let Some(number) = Number::parse(text) {
            return Value::Number(number);
        }
        let folded = fold(text);
        if folded.is_empty() {
            return Value::Blank;
        }
        let upper = folded.to_ascii_uppercase();
        if folded
            .chars()
            .all(|character| matches!(character, '/' | '-' | '—' | '―' | '一' | '_' | '~' | '*' | '＼' | '\\' | '─'))
            || ["无", "无。", "N/A", "NA", "不适用", "没有", "空"].contains(&upper.as_str())
        {
            return Value::Placeholder;
        }
        for unit in UNITS {
            if let Some(number) = folded.strip_suffix(unit).and_then(Number::parse) {
                return Value::WithUnit(number, unit.to_owned());
            }
        }
        Value::NotNumber
    }

    /// The number, where the cell is one.
    pub fn number(&self) -> Option<Number> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<String> {
        Number::parse(text).map(|number| number.to_string())
    }

    #[test]
    fn numbers_in_every_dress() {
        for (text, value) in [
            ("12", "12"),
            ("３１１９", "3119"),
            ("3,119", "3119"),
            ("1，234，567", "1234567"),
            ("\u{a0}0", "0"),
            ("+19", "19"),
            ("-2", "-2"),
            ("−2", "-2"),
            ("3.0625", "3.0625"),
            ("0.10", "0.1"),
            ("18.6198 ", "18.6198"),
            ("007", "7"),
            ("1 2", "12"),
        ] {
            assert_eq!(number(text).as_deref(), Some(value), "{text}");
        }
        for text in [
            "",
            "-",
            "1,23",
            "1234,567",
            "3.",
            ".5",
            "1.2.3",
            "12件",
            "约5",
            "一",
            "99999999999999999999",
            "0.1234567",
            "--1",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn what_stands_in_a_cell() {
        assert_eq!(Value::parse(" \u{3000}"), Value::Blank);
        for text in ["/", "-", "—", "--", "无", "N/A", "不适用", "n/a", "——"] {
            assert_eq!(Value::parse(text), Value::Placeholder, "{text}");
        }
        assert_eq!(Value::parse("124件"), Value::WithUnit(Number::whole(124), "件".into()));
        assert_eq!(Value::parse("592万元"), Value::WithUnit(Number::whole(592), "万元".into()));
        assert_eq!(Value::parse("22（其中修订16件）"), Value::NotNumber);
    }
}
