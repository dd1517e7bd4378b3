//! The notation of the lists for what stands before or behind a wrong form.
//!
//! | written | means |
//! |---|---|
//! | `办公` | these characters |
//! | `甲\|乙` | one or the other |
//! | `[甲\|乙]丙` | 甲丙 or 乙丙; `[甲\|]丙` also 丙 alone |
//! | `~8` | up to 8 characters, no mark among them |
//! | `…20` | up to 20 characters, no 。 among them |
//! | `#` | a number in digits |
//! | `^` | a mark, or the beginning or end of the paragraph |

use crate::prose::is_han;

/// A piece of a pattern.
#[derive(Clone, Debug, PartialEq)]
enum Element<'t> {
    Text(&'t str),
    Gap { most: usize, clause: bool },
    Number,
    Edge,
}

/// Alternatives, each a sequence of pieces.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pattern<'t>(Vec<Vec<Element<'t>>>);

impl<'t> Pattern<'t> {
    /// Reads a pattern; the error is a sentence for who keeps the lists.
    pub fn parse(text: &'t str) -> Result<Self, String> {
        let (pattern, rest) = alternatives(text)?;
        match rest {
            "" => Ok(pattern),
            _ => Err(format!("“{text}”中的括号不成对")),
        }
    }

    /// Where a match ends that begins at the beginning of `text`.
    pub fn ahead(&self, text: &str) -> Option<usize> {
        self.0.iter().find_map(|sequence| forward(sequence, text))
    }

    /// Where a match begins that ends at the end of `text`.
    pub fn behind(&self, text: &str) -> Option<usize> {
        self.0.iter().find_map(|sequence| backward(sequence, text))
    }
}

/// Whether `character` is a mark: neither Chinese nor a letter or digit.
pub fn is_edge(character: char) -> bool {
    !is_han(character) && !character.is_ascii_alphanumeric()
}

/// Reads up to a closing bracket or the end; gives what is left.
fn alternatives(mut text: &str) -> Result<(Pattern<'_>, &str), String> {
    let mut all = Vec::new();
    let mut sequences = vec![Vec::new()];
    while let Some(first) = text.chars().next() {
        let rest = &text[first.len_utf8()..];
        match first {
            ']' => break,
            '|' => {
                all.append(&mut sequences);
                sequences.push(Vec::new());
                text = rest;
            }
            '[' => {
                let (group, after) = alternatives(rest)?;
                text = after.strip_prefix(']').ok_or("缺少“]”")?;
                let joined = sequences.iter().flat_map(|left| group.0.iter().map(|right| [&left[..], right].concat()));
                sequences = joined.collect();
            }
            _ => {
                let (element, after) = element(text, first, rest)?;
                sequences.iter_mut().for_each(|sequence| sequence.push(element.clone()));
                text = after;
            }
        }
    }
    all.append(&mut sequences);
    Ok((Pattern(all), text))
}

fn element<'t>(text: &'t str, first: char, rest: &'t str) -> Result<(Element<'t>, &'t str), String> {
    match first {
        '#' => Ok((Element::Number, rest)),
        '^' => Ok((Element::Edge, rest)),
        '~' | '…' => {
            let length = rest.bytes().take_while(u8::is_ascii_digit).count();
            let most = rest[..length].parse().map_err(|_| format!("“{first}”后面要写字数"))?;
            Ok((Element::Gap { most, clause: first == '~' }, &rest[length..]))
        }
        _ => {
            let length = text.find(['[', ']', '|', '#', '^', '~', '…']).unwrap_or(text.len());
            Ok((Element::Text(&text[..length]), &text[length..]))
        }
    }
}

fn forward(sequence: &[Element], text: &str) -> Option<usize> {
    let Some((element, rest)) = sequence.split_first() else { return Some(0) };
    let next = |length: usize| forward(rest, text.get(length..)?).map(|end| length + end);
    match element {
        Element::Text(words) => text.starts_with(words).then(|| next(words.len()))?,
        Element::Edge => text.chars().next().is_none_or(is_edge).then(|| next(0))?,
        Element::Number => {
            let length = text.bytes().take_while(u8::is_ascii_digit).count();
            let decimals = text
                .get(length..)
                .and_then(|rest| rest.strip_prefix('.'))
                .map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
            let whole = if decimals > 0 { length + 1 + decimals } else { length };
            (length > 0).then(|| next(whole))?
        }
        Element::Gap { most, clause } => {
            let mut at = 0;
            for character in text.chars().take(*most) {
                if let Some(end) = next(at) {
                    return Some(end);
                }
                if stops(character, *clause) {
                    return None;
                }
                at += character.len_utf8();
            }
            next(at)
        }
    }
}

fn backward(sequence: &[Element], text: &str) -> Option<usize> {
    let Some((element, rest)) = sequence.split_last() else { return Some(text.len()) };
    let next = |end: usize| backward(rest, text.get(..end)?);
    match element {
        Element::Text(words) => text.ends_with(words).then(|| next(text.len() - words.len()))?,
        Element::Edge => text.chars().next_back().is_none_or(is_edge).then(|| next(text.len()))?,
        Element::Number => {
            let length = text.bytes().rev().take_while(u8::is_ascii_digit).count();
            (length > 0).then(|| next(text.len() - length))?
        }
        Element::Gap { most, clause } => {
            let mut end = text.len();
            for character in text.chars().rev().take(*most) {
                if let Some(start) = next(end) {
                    return Some(start);
                }
                if stops(character, *clause) {
                    return None;
                }
                end -= character.len_utf8();
            }
            next(end)
        }
    }
}

fn stops(character: char, clause: bool) -> bool {
    if clause { is_edge(character) } else { character == '。' }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ahead_and_behind() {
        for (pattern, text, ends) in [
            ("甲|乙丙", "乙丙丁", Some(6)),
            ("[甲|]丙", "丙丁", Some(3)),
            ("~2桥", "一座桥", Some(9)),
            ("~2桥", "一，座桥", None),
            ("…4桥", "一，座桥", Some(12)),
            ("…4桥", "一。座桥", None),
            ("#件", "12.5件", Some(7)),
            ("^", "", Some(0)),
            ("^", "，", Some(0)),
            ("^", "字", None),
        ] {
            assert_eq!(Pattern::parse(pattern).expect("a pattern").ahead(text), ends, "{pattern} {text}");
        }
        for (pattern, text, starts) in [
            ("由~4", "现由主任", Some(3)),
            ("由~4", "由甲，乙", None),
            ("#", "共12", Some(3)),
            ("[一|二]是", "二是", Some(0)),
            ("^", "", Some(0)),
        ] {
            assert_eq!(Pattern::parse(pattern).expect("a pattern").behind(text), starts, "{pattern} {text}");
        }
    }

    #[test]
    fn faults_of_the_notation_are_told() {
        for pattern in ["[甲", "甲]", "~乙"] {
            assert!(Pattern::parse(pattern).is_err(), "{pattern}");
        }
    }
}
