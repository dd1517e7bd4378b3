//! W-12: words, characters and marks that stand twice.

use super::lists::Lists;
use super::pattern::Pattern;
use super::show::{around, covers, hits, report_of};
use crate::check::{Context, Finding, Severity};
use crate::prose::{Part, Passage, is_han};
use crate::rules::{PRACTICE, Rule};
use crate::text::fold;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

/// Nothing stands twice that should stand once.
pub static DOUBLED: Rule = Rule {
    id: "word-doubled",
    code: "W-12",
    title: "叠字叠词",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "相邻的字、词、标点有没有重复，如“资金资金”“的的”“，，”；汉语本来的叠用（研究研究、一个一个、实实在在）除外。",
    why: "多为输入、粘贴时多出来的字，影响阅读。",
    how: "删去多出来的一份；确实要叠用的可忽略。",
    right: examples![
        "一个一个研究研究，扎扎实实抓落实，方方面面都满意。",
        "淮安区人民政府政府信息公开专栏。",
        "各项项目进展顺利，年年有进步。",
        "落实信息公开工作工作人员。",
        "标题：平安县白石街街道办事处2023年政府信息公开工作年度报告\n白石街街道办事处主动公开信息。",
        "盐城市城市管理局主动公开信息。"
    ],
    wrong: examples![
        "公布年度科技计划资金资金分配结果。",
        "清河区商务局河区商务局主动公开信息，，及时更新。",
        "我镇的的公开工作。",
        "如对本报告有疑问，如对本报告有疑问，请与办公室联系。",
        "标题：平安县白石街街道办事处2023年政府信息公开工作年度报告\n平安县白石街道办事处主动公开信息。"
    ],
    by_default: true,
    check: |context, findings| {
        let lists = Lists::get();
        let mut name = OwnName::new(context);
        let mut listed = hits(DOUBLED.code, context);
        listed.retain(|hit| {
            let entry = &lists.entries[usize::from(hit.entry)];
            !name.has(entry.wrong, entry.right)
        });
        report_of(&DOUBLED, lists, &listed, context, findings, |told| {
            if told.entry.is_certain() {
                format!("“{}”中的“{}”疑有重复，应为“{}”", told.around, told.entry.wrong, told.entry.right)
            } else {
                format!("“{}”中的“{}”疑有重复，请核对", told.around, told.entry.wrong)
            }
        });
        words(context, &mut name, findings);
    },
};

/// Words of this length are looked for; single characters and marks stand in the lists.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=8;
/// More than this is one finding.
const MOST_SINGLE: usize = 3;
const MOST_PLACES: usize = 40;

/// The organ's own name, and what stands twice in it.
struct OwnName<'a> {
    context: &'a Context<'a>,
    organ: String,
    /// What was asked for before.
    known: HashMap<String, bool>,
}

impl<'a> OwnName<'a> {
    fn new(context: &'a Context) -> Self {
        let organ = context.report.organ().map(fold).unwrap_or_default();
        OwnName { context, organ, known: HashMap::new() }
    }

    /// Whether what stands twice does so in the name: there is a 白石街街道办事处. Where the text knows the name with it
    /// standing `once`, too, one of both is a slip.
    fn has(&mut self, twice: &str, once: &str) -> bool {
        if !self.organ.contains(twice) {
            return false;
        }
        if let Some(known) = self.known.get(twice) {
            return *known;
        }
        let other = self.organ.replacen(twice, once, 1);
        let has = !self.context.prose.passages.iter().any(|passage| passage.text().contains(&other));
        self.known.insert(twice.to_owned(), has);
        has
    }
}

fn words(context: &Context, name: &mut OwnName, findings: &mut Vec<Finding>) {
    let listed = hits(DOUBLED.code, context);
    let mut found: Vec<(&Passage, Range<usize>)> = Vec::new();
    let mut characters: Vec<char> = Vec::new();
    for (index, passage) in context.prose.passages.iter().enumerate().filter(|(_, passage)| is_sentence(passage)) {
        characters.clear();
        characters.extend(passage.text().chars());
        doubled(&characters, passage.text(), |range| {
            let twice = &passage.text()[range.clone()];
            if !covers(&listed, index, &range) && !name.has(twice, &twice[..twice.len() / 2]) {
                found.push((passage, range));
            }
        });
        clauses(passage.text(), |range| found.push((passage, range)));
    }
    let single = found.len() <= MOST_SINGLE;
    let groups: Vec<&[(&Passage, Range<usize>)]> = if single { found.chunks(1).collect() } else { vec![&found[..]] };
    for group in groups {
        let Some((passage, range)) = group.first() else { continue };
        let text = &passage.text()[range.clone()];
        let word = &text[..text.len() / 2];
        let more = if group.len() > 1 { format!("，共 {} 处", group.len()) } else { String::new() };
        let message = format!("“{}”中的“{word}”重复，疑多字{more}。", around(passage, range.clone()));
        let places = group.iter().take(MOST_PLACES);
        let finding = Finding::new(&DOUBLED, message)
            .at_all(places.map(|(passage, range)| context.span(passage.span(range.clone()))));
        let whole = passage.spans(range.clone()).len() == 1;
        findings.push(if single && whole { finding.suggest(word) } else { finding });
    }
}

/// Whether a passage is a sentence; cells of a torn table are none.
fn is_sentence(passage: &Passage) -> bool {
    !matches!(passage.part, Part::Section(_) | Part::Preface) || passage.text().contains(['，', '。', '；'])
}

/// Calls `found` with the bytes of each doubled word. `characters` are those of `text`.
fn doubled(characters: &[char], text: &str, mut found: impl FnMut(Range<usize>)) {
    let bytes = |range: Range<usize>| characters[range].iter().map(|character| character.len_utf8()).sum::<usize>();
    let soon = come_again(characters);
    let mut offset = 0;
    let mut at = 0;
    while at + 3 < characters.len() {
        if !soon[at] {
            offset += characters[at].len_utf8();
            at += 1;
            continue;
        }
        let twice = |&length: &usize| {
            let next = at + length;
            characters.get(next) == Some(&characters[at])
                && characters.get(next..next + length) == Some(&characters[at..next])
        };
        let Some(length) = LENGTHS.filter(twice).find(|&length| {
            // 政务服务服务指南: the words may begin further on.
            let more = (at..).take_while(|&next| {
                next < at + length
                    && characters.get(next + length).is_some_and(|same| characters.get(next + 2 * length) == Some(same))
            });
            (at..=at + more.count()).all(|start| {
                let from = offset + bytes(at..start);
                let middle = from + bytes(start..start + length);
                let word = &text[from..middle];
                is_word(word) && !is_right(word, &text[middle + word.len()..])
            })
        }) else {
            offset += characters[at].len_utf8();
            at += 1;
            continue;
        };
        let end = offset + bytes(at..at + 2 * length);
        found(offset..end);
        (at, offset) = (at + 2 * length, end);
    }
}

/// Calls `found` with each clause that stands twice, one right behind the other, with the commas behind both. (Whole
/// sentences are for another rule.)
fn clauses(text: &str, mut found: impl FnMut(Range<usize>)) {
    /// Shorter clauses may well come again: 是，是.
    const SHORTEST: usize = 5 * "字".len();
    let mut start = 0;
    let mut before = 0..0;
    for (at, mark) in text.match_indices(['，', '。', '；']) {
        let clause = start..at;
        start = at + mark.len();
        let is_same = mark == "，" && clause.len() >= SHORTEST && text[clause.clone()] == text[before.clone()];
        if is_same && text[before.end..].starts_with(mark) && text[clause.clone()].chars().all(is_han) {
            found(before.start..start);
            before = 0..0;
        } else {
            before = clause;
        }
    }
}

/// For each character whether it, or one that shares its place in a table, comes again before a doubled word would be
/// over; most do not.
fn come_again(characters: &[char]) -> Vec<bool> {
    let mut soon = vec![false; characters.len()];
    let mut last = [None; 256];
    for (at, &character) in characters.iter().enumerate() {
        let before = last[character as usize % last.len()].replace(at);
        if let Some(before) = before.filter(|before| at - before <= *LENGTHS.end()) {
            soon[before] = true;
        }
    }
    soon
}

/// Whether the doubling of `word` means something: it is Chinese, no numeral, not one character over and over, and not
/// of the form 一个一个, 很远很远, 想着想着.
fn is_word(word: &str) -> bool {
    const NUMERALS: &str = "零〇一二三四五六七八九十百千万两";
    let first = word.chars().next().unwrap_or(' ');
    word.chars().all(is_han)
        && !word.chars().all(|character| NUMERALS.contains(character))
        && word.chars().any(|character| character != first)
        && !word.contains('一')
        && !matches!(first, '逐' | '半' | '每' | '第' | '很' | '好' | '越' | '极' | '大')
        && !word.ends_with(['着', '久', '儿'])
}

/// Whether `word` may stand twice where `behind` follows.
fn is_right(word: &str, behind: &str) -> bool {
    static RIGHT: OnceLock<HashMap<&'static str, Pattern>> = OnceLock::new();
    let right = RIGHT.get_or_init(|| {
        let lines = include_str!("lists/doubled-right.tsv").lines().skip(1).filter(|line| !line.starts_with('#'));
        lines
            .filter_map(|line| {
                let (word, context) = line.split_once('\t')?;
                Some((word, Pattern::parse(context.trim()).ok()?))
            })
            .collect()
    });
    right.get(word).is_some_and(|pattern| pattern.ahead(behind).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let characters: Vec<char> = text.chars().collect();
        let mut all = Vec::new();
        doubled(&characters, text, |range| all.push(&text[range]));
        all
    }

    #[test]
    fn words_that_stand_twice() {
        assert_eq!(found("科技计划资金资金分配"), ["资金资金"]);
        assert_eq!(found("清河区商务局河区商务局"), ["河区商务局河区商务局"]);
        assert_eq!(found("人民政府人民政府"), ["人民政府人民政府"]);
        assert_eq!(found("人民人政府部门人民人政府部门"), ["人民人政府部门人民人政府部门"]);
        let mut all = Vec::new();
        let text = "如对本报告有疑问，如对本报告有疑问，请联系。收到申请0件，收到申请0件。";
        clauses(text, |range| all.push(&text[range]));
        assert_eq!(all, ["如对本报告有疑问，如对本报告有疑问，"]);
        for right in
            ["一件一件办", "研究研究再说", "人民政府政府信息公开", "二零二零年", "哈哈哈哈", "方方面面", "12341234"]
        {
            assert_eq!(found(right), [] as [&str; 0], "{right}");
        }
    }

    #[test]
    fn every_line_of_right_doublings_can_be_read() {
        for line in include_str!("lists/doubled-right.tsv").lines().skip(1).filter(|line| !line.starts_with('#')) {
            let (word, context) = line.split_once('\t').expect("a tab");
            assert!((2..=8).contains(&word.chars().count()), "{word}");
            assert!(Pattern::parse(context).is_ok(), "{word}");
        }
    }
}
