//! The lists of wrong forms, read once: see the README beside them for how a line is written.

use super::pattern::Pattern;
use crate::check::Severity;
use std::sync::OnceLock;

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
pub struct Entry {
    /// The number of its rule in the catalogue.
    pub code: &'static str,
    /// The characters that are wrong.
    pub wrong: &'static str,
    /// What must stand around them, or must not.
    pub conditions: Vec<Condition>,
    /// The right form; a suggestion in words where `certain` is not set.
    pub right: &'static str,
    /// Its severity, where that is not the rule's.
    pub severity: Option<Severity>,
    /// Whether the right form can be put in the place of the wrong one.
    pub certain: bool,
    /// Whether what a condition asks for before or behind belongs to the fault.
    pub wide: [bool; 2],
    /// What the user is told besides.
    pub note: &'static str,
}

/// What must stand around a wrong form.
pub enum Condition {
    /// Directly before it.
    Before(Pattern, bool),
    /// Directly behind it.
    Behind(Pattern, bool),
    /// Somewhere in its sentence.
    Sentence(Vec<&'static str>, bool),
    /// The report is for a year before this one.
    YearBefore(i32),
}

/// All lines, and where to look for them.
pub struct Lists {
    /// The lines.
    pub entries: Vec<Entry>,
    /// For each character up to U+FFFF the group of lines that begin with it; 0 for none.
    first: Vec<u16>,
    /// The groups: numbers of lines, the longest wrong form first.
    groups: Vec<Vec<u16>>,
}

impl Lists {
    /// The lists, built at first use. (Measured in wasm with 500 wrong forms: built within 0.5 ms, or 3 ms when the code
    /// runs for the first time; a search takes 6 ms a megabyte. daachorse weighs 14 KB of brotli more, builds in 3 to
    /// 17 ms and searches in 4; aho-corasick 37 KB, 3 to 12 ms, 17 ms.)
    pub fn get() -> &'static Lists {
        static LISTS: OnceLock<Lists> = OnceLock::new();
        LISTS.get_or_init(|| Lists::new(FILES.iter().flat_map(|(_, text)| read(text)).filter_map(Result::ok).collect()))
    }

    fn new(entries: Vec<Entry>) -> Self {
        let mut lists = Lists { entries, first: vec![0; 0x1_0000], groups: vec![Vec::new()] };
        for (number, entry) in (0..).zip(&lists.entries) {
            let Some(slot) = entry.wrong.chars().next().and_then(|first| lists.first.get_mut(first as usize)) else {
                continue;
            };
            if *slot == 0 {
                *slot = lists.groups.len() as u16;
                lists.groups.push(Vec::new());
            }
            lists.groups[usize::from(*slot)].push(number);
        }
        for group in &mut lists.groups {
            group.sort_by_key(|&number| std::cmp::Reverse(lists.entries[usize::from(number)].wrong.len()));
        }
        lists
    }

    /// The lines whose wrong form may begin with `first`.
    pub fn beginning_with(&self, first: char) -> &[u16] {
        let group = self.first.get(first as usize).copied().unwrap_or(0);
        self.groups.get(usize::from(group)).map_or(&[], Vec::as_slice)
    }
}

/// Reads a file, line by line.
fn read(text: &'static str) -> impl Iterator<Item = Result<Entry, String>> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with(['#', '规']))
        .flat_map(|(at, line)| entries(line).map(move |entry| entry.map_err(|error| format!("第{}行{error}", at + 1))))
}

/// The entries of a line: one for each of its wrong forms.
fn entries(line: &'static str) -> impl Iterator<Item = Result<Entry, String>> {
    let mut columns = line.split('\t').map(str::trim);
    let mut column = move || columns.next().unwrap_or_default();
    let (code, wrong, context, right, note) = (column(), column(), column(), column(), column());
    let rights: Vec<&'static str> = right.split('|').collect();
    let count = wrong.split('|').count();
    wrong.split('|').enumerate().map(move |(at, wrong)| {
        let right = match rights[..] {
            [only] => only,
            _ if rights.len() == count => rights[at],
            _ => return Err("错误写法与正确写法的个数不同".to_owned()),
        };
        let mut entry = Entry {
            code,
            wrong,
            conditions: Vec::new(),
            right,
            severity: None,
            certain: !right.is_empty(),
            wide: [false; 2],
            note,
        };
        if !code.starts_with("W-") || wrong.is_empty() {
            return Err("缺少规则编号或错误写法".to_owned());
        }
        context.split_whitespace().try_for_each(|word| entry.condition(word))?;
        Ok(entry)
    })
}

impl Entry {
    fn condition(&mut self, word: &'static str) -> Result<(), String> {
        let (key, value) = word.split_once(['：', ':']).unwrap_or((word, ""));
        match key {
            "前" | "前非" => self.conditions.push(Condition::Before(Pattern::parse(value)?, key == "前")),
            "后" | "后非" => self.conditions.push(Condition::Behind(Pattern::parse(value)?, key == "后")),
            "同句有" | "同句无" => {
                self.conditions.push(Condition::Sentence(value.split('|').collect(), key == "同句有"));
            }
            "年份早于" => {
                self.conditions.push(Condition::YearBefore(value.parse().map_err(|_| "年份有误".to_owned())?));
            }
            "仅警告" => self.severity = Some(Severity::Warning),
            "仅提示" => self.severity = Some(Severity::Info),
            "不代改" => self.certain = false,
            "连前" => self.wide[0] = true,
            "连后" => self.wide[1] = true,
            _ => return Err(format!("“{key}”不是语境的写法")),
        }
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
