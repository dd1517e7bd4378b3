//! Long numbers in the report, read once for the rules that look for identity numbers, mobile numbers and bank cards.

use crate::report::{Report, Role};
use crate::text::Span;
use std::ops::Range;

/// A number of eleven digits or more that stands by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct LongNumber {
    /// Its digits, and the X that an identity number may end with.
    pub digits: String,
    /// Lengths of its groups, where blanks or hyphens part them.
    pub groups: Vec<usize>,
    /// Where it stands.
    pub span: Span,
}

/// Fewer digits are no number of a person.
const SHORTEST: usize = 11;

/// The blocks of a report that are its own: all but what belongs to the web page around it.
pub fn blocks(report: &Report) -> impl Iterator<Item = (u32, &str)> {
    let roles = report.outline.roles.iter().enumerate().filter(|(_, role)| **role != Role::Outside);
    roles.flat_map(|(item, _)| report.document.blocks_of(item)).map(|block| (block, report.document.text(block)))
}

/// All long numbers of `report`, in reading order.
pub fn find(report: &Report) -> Vec<LongNumber> {
    let mut numbers = Vec::new();
    for (block, text) in blocks(report) {
        if text.len() >= SHORTEST {
            in_text(text, |range, digits, groups| {
                numbers.push(LongNumber { digits, groups, span: Span::new(block, range) });
            });
        }
    }
    numbers
}

fn digit(character: char) -> Option<char> {
    match character {
        '0'..='9' => Some(character),
        '\u{FF10}'..='\u{FF19}' => char::from_u32(character as u32 - 0xFEE0),
        _ => None,
    }
}

/// Calls `found` with every long number of `text`: bytes, digits, lengths of groups.
fn in_text(text: &str, mut found: impl FnMut(Range<usize>, String, Vec<usize>)) {
    // A glance at the bytes: of all digits, those of full width begin with this one.
    const WIDE: u8 = 0xEF;
    let (mut digits, mut groups) = (String::new(), Vec::new());
    let mut from = 0;
    let begins = |byte: u8| byte.is_ascii_digit() || byte == WIDE;
    while let Some(skipped) = text.as_bytes()[from..].iter().position(|&byte| begins(byte)) {
        let start = from + skipped;
        let mut characters = text[start..].char_indices().map(|(at, next)| (start + at, next)).peekable();
        let Some((_, character)) = characters.next() else { break };
        from = start + character.len_utf8();
        let Some(first) = digit(character) else { continue };
        digits.clear();
        digits.push(first);
        groups.clear();
        groups.push(1);
        let mut end = start + character.len_utf8();
        while let Some(&(at, next)) = characters.peek() {
            if let Some(value) = digit(next) {
                digits.push(value);
                if let Some(group) = groups.last_mut() {
                    *group += 1;
                }
            } else if is_joint(next, &text[at..], groups.last().copied().unwrap_or(0)) {
                if next != '\n' {
                    groups.push(0);
                }
            } else if matches!(next, 'X' | 'x' | 'Ｘ' | 'ｘ') && digits.len() == 17 {
                digits.push('X');
                if let Some(group) = groups.last_mut() {
                    *group += 1;
                }
                end = at + next.len_utf8();
                break;
            } else {
                break;
            }
            end = at + next.len_utf8();
            characters.next();
        }
        let (before, next) = (text[..start].chars().next_back(), text[end..].chars().next());
        if digits.len() >= SHORTEST && stands_alone(before, next) {
            found(start..end, digits.clone(), groups.clone());
        }
        from = end;
    }
}

/// Whether one blank or hyphen, or a line's end in a long number, parts two groups of digits; `rest` begins with it.
fn is_joint(character: char, rest: &str, group: usize) -> bool {
    let goes_on = rest.chars().nth(1).is_some_and(|next| digit(next).is_some());
    goes_on
        && match character {
            ' ' | '\u{A0}' | '-' | '－' => (3..=8).contains(&group),
            '\n' => group >= 6,
            _ => false,
        }
}

/// Whether neither side goes on as an index number, an address or a word.
fn stands_alone(before: Option<char>, next: Option<char>) -> bool {
    let is_part = |character: char| character.is_ascii_alphanumeric() || "/_.-".contains(character);
    !before.is_some_and(is_part) && !next.is_some_and(|next| next.is_ascii_alphanumeric() || "/_@".contains(next))
}

/// Whether eighteen characters are a citizen's identity number: region, date of birth, and the check digit of GB 11643.
pub fn is_identity_number(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    if bytes.len() != 18 || !bytes[..17].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let sum: u32 = bytes[..17].iter().enumerate().map(|(at, &byte)| u32::from(byte - b'0') * weight(at)).sum();
    let check = b"10X98765432"[(sum % 11) as usize];
    check == bytes[17] && is_region(digits) && is_date(&digits[6..14], 1900)
}

/// 2 to the power of 17 − `at`, modulo 11.
fn weight(at: usize) -> u32 {
    (0..17 - at).fold(1, |weight, _| weight * 2 % 11)
}

/// Whether fifteen digits may be an identity number of the old kind.
pub fn is_old_identity_number(digits: &str) -> bool {
    digits.len() == 15
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && is_region(digits)
        && is_date(&format!("19{}", &digits[6..12]), 1900)
}

/// Whether a number begins with the code of a province.
fn is_region(digits: &str) -> bool {
    let code: u32 = digits.get(..2).and_then(|code| code.parse().ok()).unwrap_or(0);
    matches!(code, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81 | 82)
}

fn is_date(digits: &str, first_year: u32) -> bool {
    let part = |range: Range<usize>| digits.get(range).and_then(|part| part.parse::<u32>().ok()).unwrap_or(0);
    let (year, month, day) = (part(0..4), part(4..6), part(6..8));
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    };
    (first_year..=2035).contains(&year) && (1..=days).contains(&day)
}

/// Whether the last digit checks the others as on bank cards (Luhn).
pub fn passes_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, byte)| {
            let value = u32::from(byte.wrapping_sub(b'0'));
            match at % 2 {
                0 => value,
                _ if value > 4 => value * 2 - 9,
                _ => value * 2,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<(String, Vec<usize>)> {
        let mut all = Vec::new();
        in_text(text, |_, digits, groups| all.push((digits, groups)));
        all
    }

    #[test]
    fn long_numbers() {
        assert_eq!(numbers("电话13812345678。"), [("13812345678".into(), vec![11])]);
        assert_eq!(numbers("138-1234-5678"), [("13812345678".into(), vec![3, 4, 4])]);
        assert_eq!(numbers("１３８１２３４５６７８"), [("13812345678".into(), vec![11])]);
        assert_eq!(numbers("11010519491231002X"), [("11010519491231002X".into(), vec![18])]);
        assert_eq!(numbers("1101051949\n1231002X"), [("11010519491231002X".into(), vec![18])]);
        for text in ["014239876/2023-00012345678", "a13812345678", "0\n0\n0\n0\n0\n0\n0\n0\n0\n0\n0\n0", "1,234"] {
            assert!(numbers(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn checks() {
        assert!(is_identity_number("11010519491231002X"));
        assert!(!is_identity_number("110105194912310021"));
        assert!(!is_identity_number("11010519490231002X"));
        assert!(is_old_identity_number("110105491231002") && !is_old_identity_number("110105491331002"));
        assert!(passes_luhn("6222021234567890128") && !passes_luhn("6222021234567890127"));
        assert!(passes_luhn("4111111111111111"));
    }
}
