//! W-12: words, characters and marks that stand twice.

use super::lists::Lists;
use super::pattern::Pattern;
use super::show::{around, covers, hits, report_of};
use crate::check::{Context, Finding, Severity};
use crate::prose::{Part, Passage, Prose, is_han};
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
const LENGTHS: std::ops::RangeInclusive<u32> = 2..=8;
/// More than this is one finding.
const MOST_SINGLE: usize = 3;
const MOST_PLACES: usize = 40;

/// The organ's own name, and what stands twice in it.
struct OwnName<'a> {
    prose: &'a Prose,
    organ: String,
    /// What was asked for before.
    known: HashMap<String, bool>,
}

impl<'a> OwnName<'a> {
    fn new(context: &'a Context<'_>) -> Self {
        let organ = context.report.organ().map(fold).unwrap_or_default();
        OwnName { prose: &context.prose, organ, known: HashMap::new() }
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
        let has = !self.prose.passages.iter().any(|passage| passage.position(&other).is_some());
        self.known.insert(twice.to_owned(), has);
        has
    }
}

fn words(context: &Context, name: &mut OwnName, findings: &mut Vec<Finding>) {
    let listed = hits(DOUBLED.code, context);
    let mut found: Vec<(&Passage, Range<usize>)> = Vec::new();
    for (index, passage) in context.prose.passages.iter().enumerate().filter(|(_, passage)| is_sentence(passage)) {
        doubled(passage.text(), |range| {
            let twice = &passage.text()[range.clone()];
            if !covers(&listed, index, &range) && !name.has(twice, &twice[..twice.len() / 2]) {
                found.push((passage, range));
            }
        });
        clauses(passage, |range| found.push((passage, range)));
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
    !matches!(passage.part, Part::Section(_) | Part::Preface)
        || passage.marks().iter().any(|mark| matches!(mark.character, '，' | '。' | '；'))
}

/// Calls `found` with the bytes of each doubled word.
fn doubled(text: &str, mut found: impl FnMut(Range<usize>)) {
    let mut end = 0;
    twice(text, |start, length| {
        let is_free = start >= end;
        let word = |start: usize| &text[start..start + length];
        // 政务服务服务指南: the words may begin further on.
        let shifts = || {
            let goes_on = |at: &usize| {
                let (one, other) = (at + length, at + 2 * length);
                text.as_bytes().get(one..one + HAN) == text.as_bytes().get(other..other + HAN)
            };
            (start..start + length).step_by(HAN).take_while(goes_on).map(|at| at + HAN)
        };
        let is_wrong = |at: usize| is_word(word(at)) && !is_right(word(at), &text[at + 2 * length..]);
        if is_free && is_wrong(start) && shifts().all(is_wrong) {
            end = start + 2 * length;
            found(start..end);
        }
    });
}

/// Bytes of a Chinese character; all words that are looked for are of them.
const HAN: usize = "字".len();

/// Calls `found` with each place where a stretch of Chinese characters stands twice, one right behind the other, and the
/// bytes of one of both; in reading order, the short ones first.
fn twice(text: &str, mut found: impl FnMut(usize, usize)) {
    /// More than the longest word has, and a power of two.
    const RING: u32 = 16;
    /// So many wait to be put in order; where one character stands over and over, all are such places.
    const MOST_WAITING: usize = 256;
    let bytes = text.as_bytes();
    let mut waiting: Vec<(usize, usize)> = Vec::new();
    let mut tell = |waiting: &mut Vec<(usize, usize)>, before: usize| {
        waiting.sort_unstable();
        let ready = waiting.partition_point(|&(start, _)| start < before);
        waiting.drain(..ready).for_each(|(start, length)| found(start, length));
    };
    // By a character's place in a table the number of the last one there, and by that number the one before it.
    let (mut last, mut before) = ([0u32; 256], [0u32; RING as usize]);
    for (number, (at, character)) in (RING..).zip(text.char_indices()) {
        let mut same = std::mem::replace(&mut last[character as usize % last.len()], number);
        before[(number % RING) as usize] = same;
        while number - same <= *LENGTHS.end() {
            let length = (number - same) as usize * HAN;
            let is_long = number - same >= *LENGTHS.start();
            if is_long && at >= length && bytes.get(at..at + length) == Some(&bytes[at - length..at]) {
                let word = text.get(at - length..at);
                if word.is_some_and(|word| word.chars().all(is_han)) {
                    waiting.push((at - length, length));
                }
            }
            same = before[(same % RING) as usize];
        }
        if waiting.len() >= MOST_WAITING {
            // What begins further back than the longest word is behind us.
            tell(&mut waiting, at.saturating_sub(*LENGTHS.end() as usize * HAN));
        }
    }
    tell(&mut waiting, text.len());
}

/// Calls `found` with each clause that stands twice, one right behind the other, with the commas behind both. (Whole
/// sentences are for another rule.)
fn clauses(passage: &Passage, mut found: impl FnMut(Range<usize>)) {
    /// Shorter clauses may well come again: 是，是.
    const SHORTEST: usize = 5 * HAN;
    let text = passage.text();
    let mut start = 0;
    let mut before = 0..0;
    for mark in passage.marks().iter().filter(|mark| matches!(mark.character, '，' | '。' | '；')) {
        let clause = start..mark.range().start;
        start = mark.range().end;
        let is_same =
            mark.character == '，' && clause.len() >= SHORTEST && text[clause.clone()] == text[before.clone()];
        if is_same && text[before.end..].starts_with(mark.character) && text[clause.clone()].chars().all(is_han) {
            found(before.start..start);
            before = 0..0;
        } else {
            before = clause;
        }
    }
}

/// Whether the doubling of `word` means something: it is no numeral, not one character over and over, and not of the
/// form 一个一个, 很远很远, 想着想着.
fn is_word(word: &str) -> bool {
    const NUMERALS: &str = "零〇一二三四五六七八九十百千万两";
    let first = word.chars().next().unwrap_or(' ');
    !word.chars().all(|character| NUMERALS.contains(character))
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
    use crate::rules::testing::examples::findings;

    fn found(text: &str) -> Vec<&str> {
        let mut all = Vec::new();
        doubled(text, |range| all.push(&text[range]));
        all
    }

    #[test]
    fn words_that_stand_twice() {
        assert_eq!(found("科技计划资金资金分配"), ["资金资金"]);
        assert_eq!(found("清河区商务局河区商务局"), ["河区商务局河区商务局"]);
        assert_eq!(found("人民政府人民政府"), ["人民政府人民政府"]);
        assert_eq!(found("人民人政府部门人民人政府部门"), ["人民人政府部门人民人政府部门"]);
        let told = findings(&DOUBLED, "如对本报告有疑问，如对本报告有疑问，请联系。收到申请0件，收到申请0件。");
        assert_eq!(told.len(), 1);
        assert!(told[0].message.contains("“如对本报告有疑问，”重复"), "{}", told[0].message);
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
