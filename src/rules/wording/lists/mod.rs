//! The lists of wrong forms, read once: see the README beside them for how a line is written.

use super::pattern::Pattern;
use crate::check::Severity;
use crate::rules::signs::{IN_TEXT, Sought};
use crate::text::Index;
use std::sync::{Arc, OnceLock};

/// The files. A line more in one of them is all that a wrong form needs.
const FILES: [(&str, &str); 6] = [
    ("typos.tsv", include_str!("typos.tsv")),
    ("misread.tsv", include_str!("misread.tsv")),
    ("missing.tsv", include_str!("missing.tsv")),
    ("doubled.tsv", include_str!("doubled.tsv")),
    ("usage.tsv", include_str!("usage.tsv")),
    ("organs.tsv", include_str!("organs.tsv")),
];

/// A line of a list.
pub struct Entry<'t> {
    /// The number of its rule in the catalogue.
    pub code: &'t str,
    /// The characters that are wrong.
    pub wrong: &'t str,
    /// The right form; a suggestion in words where it is not certain.
    pub right: &'t str,
    /// What the user is told besides.
    pub note: &'t str,
    /// The third column, which all wrong forms of a line share.
    context: Arc<LineContext<'t>>,
}

/// The column 语境, read when a wrong form of its line is met: reading them all would cost more than the whole search.
struct LineContext<'t> {
    written: &'t str,
    read: OnceLock<Result<Surroundings<'t>, String>>,
}

/// What a line says besides its forms.
#[derive(Default)]
pub struct Surroundings<'t> {
    /// What must stand around the wrong form, or must not.
    pub conditions: Vec<Condition<'t>>,
    /// Its severity, where that is not the rule's.
    pub severity: Option<Severity>,
    /// Whether the right form is but a suggestion.
    only_advice: bool,
    /// Whether what a condition asks for before or behind belongs to the fault.
    pub wide: [bool; 2],
}

/// What must stand around a wrong form.
pub enum Condition<'t> {
    /// Directly before it.
    Before(Pattern<'t>, bool),
    /// Directly behind it.
    Behind(Pattern<'t>, bool),
    /// Somewhere in its sentence.
    Sentence(Vec<&'t str>, bool),
    /// The report is for a year before this one.
    YearBefore(i32),
}

/// All lines, and where to look for them.
pub struct Lists<'t> {
    /// The lines.
    pub entries: Vec<Entry<'t>>,
    /// The signs that are looked for, too.
    signs: Vec<(Sought, &'static str)>,
    /// The wrong forms of the lines, and behind them the signs.
    index: Index<'t>,
}

/// What stands at a place.
pub enum Standing {
    /// The wrong form of the line of this number.
    Wrong(u16),
    /// A sign.
    Sign(Sought, &'static str),
}

impl Lists<'static> {
    /// The lists, read at first use: in wasm in 1 ms, or 3 where the code runs for the first time.
    pub fn get() -> &'static Lists<'static> {
        static LISTS: OnceLock<Lists<'static>> = OnceLock::new();
        let signs = || IN_TEXT.iter().flat_map(|(sought, words)| words.iter().map(|word| (*sought, *word)));
        LISTS.get_or_init(|| {
            let entries = FILES.iter().flat_map(|(_, text)| read(text)).filter_map(Result::ok);
            Lists::new(entries.collect(), signs().collect())
        })
    }
}

impl<'t> Lists<'t> {
    /// Lines and signs, fewer than 65,536, to be looked for.
    pub fn new(entries: Vec<Entry<'t>>, signs: Vec<(Sought, &'static str)>) -> Self {
        let words = entries.iter().map(|entry| entry.wrong).chain(signs.iter().map(|(_, word)| *word));
        Lists { index: Index::new(words), entries, signs }
    }

    /// What stands at byte `at` of `text`, where `character` does, the longest first.
    #[inline(always)]
    pub fn at<'a>(&'a self, text: &'a str, at: usize, character: char) -> impl Iterator<Item = Standing> + use<'a, 't> {
        self.index.at(text, at, character).map(|number| match usize::from(number).checked_sub(self.entries.len()) {
            None => Standing::Wrong(number),
            Some(sign) => Standing::Sign(self.signs[sign].0, self.signs[sign].1),
        })
    }
}

/// Reads a file, line by line.
fn read(text: &str) -> impl Iterator<Item = Result<Entry<'_>, String>> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with(['#', '规']))
        .flat_map(|(at, line)| entries(line).map(move |entry| entry.map_err(|error| format!("第{}行{error}", at + 1))))
}

/// The entries of a line: one for each of its wrong forms.
fn entries(line: &str) -> impl Iterator<Item = Result<Entry<'_>, String>> {
    let mut columns = line.split('\t').map(str::trim);
    entries_of(std::array::from_fn(|_| columns.next().unwrap_or_default()))
}

/// The entries of a line whose five columns are given.
pub fn entries_of([code, wrong, written, right, note]: [&str; 5]) -> impl Iterator<Item = Result<Entry<'_>, String>> {
    let context = Arc::new(LineContext { written, read: OnceLock::new() });
    let several = right.split('|').count() > 1;
    let matching = !several || right.split('|').count() == wrong.split('|').count();
    let mut rights = right.split('|');
    wrong.split('|').map(move |wrong| {
        let right = if several { rights.next().unwrap_or_default() } else { right };
        if !matching {
            return Err("错误写法与正确写法的个数不同".to_owned());
        }
        if !code.starts_with("W-") || wrong.is_empty() {
            return Err("缺少规则编号或错误写法".to_owned());
        }
        Ok(Entry { code, wrong, right, note, context: context.clone() })
    })
}

impl<'t> Entry<'t> {
    /// What its line says besides its forms; the error is a sentence for who keeps the lists.
    pub fn surroundings(&self) -> Result<&Surroundings<'t>, &str> {
        let read = self.context.read.get_or_init(|| {
            let mut surroundings = Surroundings::default();
            self.context.written.split_whitespace().try_for_each(|word| surroundings.add(word))?;
            Ok(surroundings)
        });
        read.as_ref().map_err(String::as_str)
    }

    /// Its severity, where that is not the rule's.
    pub fn severity(&self) -> Option<Severity> {
        self.surroundings().ok()?.severity
    }

    /// Whether the right form can be put in the place of the wrong one.
    pub fn is_certain(&self) -> bool {
        !self.right.is_empty() && self.surroundings().is_ok_and(|surroundings| !surroundings.only_advice)
    }

    /// Whether what is asked for before, and behind, belongs to the fault.
    pub fn wide(&self) -> [bool; 2] {
        self.surroundings().map_or([false; 2], |surroundings| surroundings.wide)
    }
}

impl<'t> Surroundings<'t> {
    fn add(&mut self, word: &'t str) -> Result<(), String> {
        let (key, value) = word.split_once(['：', ':']).unwrap_or((word, ""));
        let condition = match key {
            "前" | "前非" => Condition::Before(Pattern::parse(value)?, key == "前"),
            "后" | "后非" => Condition::Behind(Pattern::parse(value)?, key == "后"),
            "同句有" | "同句无" => Condition::Sentence(value.split('|').collect(), key == "同句有"),
            "年份早于" => Condition::YearBefore(value.parse().map_err(|_| "年份有误".to_owned())?),
            "仅警告" => {
                self.severity = Some(Severity::Warning);
                return Ok(());
            }
            "仅提示" => {
                self.severity = Some(Severity::Info);
                return Ok(());
            }
            "不代改" => {
                self.only_advice = true;
                return Ok(());
            }
            "连前" | "连后" => {
                self.wide[usize::from(key == "连后")] = true;
                return Ok(());
            }
            _ => return Err(format!("“{key}”不是语境的写法")),
        };
        self.conditions.push(condition);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_line_can_be_read_and_is_of_a_rule() {
        let codes: HashSet<&str> = crate::rules::all().map(|rule| rule.code).collect();
        for (name, text) in FILES {
            assert!(text.starts_with("规则\t错误写法\t语境\t正确写法\t说明\n"), "{name}");
            for entry in read(text) {
                let entry = entry.unwrap_or_else(|error| panic!("{name} {error}"));
                assert!(entry.surroundings().is_ok(), "{name} {} {:?}", entry.wrong, entry.surroundings().err());
                assert!(codes.contains(entry.code), "{name} {}", entry.code);
                assert!(
                    !entry.wrong.chars().any(|character| crate::text::fold::fold_char(character) != Some(character))
                );
                assert!(entry.wrong != entry.right || name == "organs.tsv", "{name} {}", entry.wrong);
            }
        }
        assert!(Lists::get().entries.len() < usize::from(u16::MAX));
    }

    #[test]
    fn no_line_stands_twice() {
        for (_, text) in FILES {
            let mut lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
            let count = lines.len();
            lines.sort();
            lines.dedup();
            assert_eq!(lines.len(), count);
        }
    }
}
