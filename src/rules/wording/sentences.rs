//! W-28, W-29, W-35, W-36: sentences that are long, unfinished or said again.

use super::lists::Lists;
use super::show::{hits, shorten};
use crate::check::{Context, Finding, Severity};
use crate::prose::{Part, Passage, is_han};
use crate::rules::{PRACTICE, Rule};
use crate::text::Ordinal;
use crate::text::ordinal::Level;
use std::collections::HashMap;
use std::ops::Range;

const MOST_SINGLE: usize = 3;
const MOST_PLACES: usize = 20;
/// Characters that a sentence may have without a pause longer than a comma.
const LONGEST: usize = 120;
/// A shorter paragraph may stand without a mark.
const SHORTEST: usize = 20;
/// How many words are counted.
const WORDS: usize = 5;
/// A shorter sentence may stand twice.
const SHORTEST_SENTENCE: usize = 12;

/// Sentences can be read.
pub static LONG: Rule = Rule {
    id: "sentence-long",
    code: "W-28",
    title: "句子过长",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "一句话超过120个汉字而没有句号、分号（列举的名称、书名号和括号里的字不计）。",
    why: "一逗到底，读者分不清层次。",
    how: "在意思完整的地方改用句号或分号。",
    right: examples!["编制目录，明确公开事项、公开内容、公开依据、公开时限、公开主体、公开渠道、公开对象、公开方式。"],
    wrong: examples![
        "全年我镇围绕中心工作和群众关切推进政府信息公开，健全工作机制，明确专人负责，完善审核流程，拓展公开渠道，丰富公开内容，创新解读形式，回应社会关注，加强平台建设，规范栏目设置，开展业务培训，强化监督检查，落实问题整改，提升服务水平，方便群众办事，接受社会评议，推动各项公开任务落到实处，取得了较好的成效并得到群众认可"
    ],
    by_default: true,
    check: |context, findings| {
        let mut long: Vec<(&Passage, Range<usize>, usize)> = Vec::new();
        for passage in context.prose.written() {
            let mut start = 0;
            let stops = passage.marks().iter().filter(|mark| matches!(mark.character, '。' | '；' | '！' | '？'));
            for end in stops.map(|mark| mark.range().end).chain([passage.text().len()]) {
                let range = start..end;
                start = end;
                // A third of the bytes are characters.
                if range.len() > LONGEST * 3 {
                    let stretch = &passage.text()[range.clone()];
                    if length(stretch) > LONGEST {
                        long.push((passage, range, stretch.chars().count()));
                    }
                }
            }
        }
        if long.len() <= MOST_SINGLE {
            findings.extend(long.into_iter().map(|(passage, range, length)| {
                let message = format!(
                    "“{}”是 {length} 字的长句，中间没有句号、分号，建议断句。",
                    shorten(&passage.text()[range.clone()])
                );
                Finding::new(&LONG, message).at_all(passage.spans(range).into_iter().map(|span| context.span(span)))
            }));
        } else {
            let most = long.iter().map(|(.., length)| *length).max().unwrap_or_default();
            let message = format!("有 {} 处长句中间没有句号、分号，最长 {most} 字，建议断句。", long.len());
            let places = long.iter().take(MOST_PLACES).map(|(passage, range, _)| passage.span(range.clone()));
            findings.push(Finding::new(&LONG, message).at_all(places.map(|span| context.span(span))));
        }
    },
};

/// Paragraphs end with a mark.
pub static FINAL: Rule = Rule {
    id: "final-mark-missing",
    code: "W-29",
    title: "段末缺标点",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "正文段落的末尾有没有句号等标点（标题、列表除外）。",
    why: "段末没有标点，可能只是漏了，也可能后面掉了文字。",
    how: "补上句号；后面掉了文字的，对照原件补全。",
    right: examples!["我镇主动公开信息267条，及时回应群众关切。", "（一）主动公开，依申请公开和政府信息管理"],
    wrong: examples![
        "我镇主动公开信息267条，及时回应群众关切，办理答复申请",
        "6.其他情况。通过宣传栏公开信息35条，其中政务动态12条，其他信息若干条"
    ],
    by_default: true,
    check: |context, findings| {
        let items = Items::of(context);
        let open: Vec<&Passage> =
            context.prose.written().filter(|passage| is_unfinished(context, &items, passage)).collect();
        let Some(first) = open.first() else { return };
        let end = |passage: &Passage| {
            let text = passage.text();
            let from = text.char_indices().rev().take(8).last().map_or(0, |(at, _)| at);
            from..text.len()
        };
        let tail = &first.text()[end(first)];
        let message = if open.len() == 1 {
            format!("段末“…{tail}”后面缺少标点，请核对后面有没有掉字。")
        } else {
            format!("有 {} 段段末缺少标点，如“…{tail}”。", open.len())
        };
        let places = open.iter().take(MOST_PLACES).filter_map(|passage| passage.spans(end(passage)).last().copied());
        findings.push(Finding::new(&FINAL, message).at_all(places.map(|span| context.span(span))));
    },
};

/// No word is said over and over.
pub static REPEATED_WORD: Rule = Rule {
    id: "word-repeated",
    code: "W-35",
    title: "同句重复用词",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "一句话里“不够”“进一步”“有待”“不断”是否出现三次以上，“加强”四次以上。",
    why: "同一个词反复出现，多是套话，读来空泛。",
    how: "换用具体的说法，写明事实和数字。",
    right: examples!["进一步完善制度，进一步加强培训。"],
    wrong: examples!["人员力量不够，业务水平不够，对要求理解不够。"],
    by_default: true,
    check: |context, findings| {
        let lists = Lists::get();
        // How often each word stands in each sentence, in reading order.
        let mut counts: Vec<(usize, Range<usize>, &str, usize)> = Vec::new();
        for hit in hits(REPEATED_WORD.code, context) {
            let passage = &context.prose.passages[hit.passage];
            if !matches!(passage.part, Part::Section(_) | Part::Preface) {
                continue;
            }
            let word = lists.entries[usize::from(hit.entry)].wrong;
            let sentence = passage.sentence_at(hit.range.start);
            let here = counts.iter_mut().rev().take(WORDS);
            let here = here.take_while(|(at, range, ..)| *at == hit.passage && *range == sentence);
            match here.into_iter().find(|(_, _, other, _)| *other == word) {
                Some((.., count)) => *count += 1,
                None => counts.push((hit.passage, sentence, word, 1)),
            }
        }
        let least = |word: &str| if word == "加强" { 4 } else { 3 };
        let found: Vec<(&str, usize, &Passage, Range<usize>)> = counts
            .into_iter()
            .filter(|(_, _, word, count)| *count >= least(word))
            .map(|(passage, sentence, word, count)| (word, count, &context.prose.passages[passage], sentence))
            .collect();
        let Some((word, count, passage, sentence)) = found.first() else { return };
        let more = if found.len() > 1 { format!("，这样的句子共 {} 处", found.len()) } else { String::new() };
        let message = format!("“{word}”在一句中出现 {count} 次{more}，建议换用具体的说法。");
        let text = passage.text();
        let own = text[sentence.clone()].match_indices(word).map(|(at, _)| sentence.start + at);
        let own = own.take(MOST_PLACES).map(|at| passage.span(at..at + word.len()));
        let others = found.iter().skip(1).take(MOST_PLACES).map(|(.., passage, range)| passage.span(range.clone()));
        let places: Vec<_> = own.chain(others).map(|span| context.span(span)).collect();
        findings.push(Finding::new(&REPEATED_WORD, message).at_all(places));
    },
};

/// No sentence stands twice.
pub static REPEATED_SENTENCE: Rule = Rule {
    id: "sentence-repeated",
    code: "W-36",
    title: "整句重复",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "统计表以外有没有整句（12个汉字以上）出现两次。",
    why: "整句重复多半是重复粘贴，或者一段话放了两处。",
    how: "删去一处，或改写其中一处。",
    right: examples!["公开栏目及时更新。公开栏目及时更新。"],
    wrong: examples!["我镇认真落实政府信息公开各项要求。我镇认真落实政府信息公开各项要求。"],
    by_default: true,
    check: |context, findings| {
        let mut seen: HashMap<&str, (&Passage, Range<usize>)> = HashMap::new();
        let mut found: Vec<[(&Passage, Range<usize>); 2]> = Vec::new();
        for passage in context.prose.written() {
            for sentence in passage.sentences() {
                let text = passage.text()[sentence.clone()].trim_end_matches('。');
                if text.len() < SHORTEST_SENTENCE * 3
                    || text.chars().filter(|&character| is_han(character)).nth(SHORTEST_SENTENCE - 1).is_none()
                {
                    continue;
                }
                let range = sentence.start..sentence.start + text.len();
                match seen.get(text) {
                    Some((other, first)) => found.push([(passage, range), (other, first.clone())]),
                    None => drop(seen.insert(text, (passage, range))),
                }
            }
        }
        let groups: Vec<&[_]> = if found.len() > MOST_SINGLE { vec![&found[..]] } else { found.chunks(1).collect() };
        for group in groups {
            let Some([(passage, range), _]) = group.first() else { continue };
            let more =
                if group.len() > 1 { format!("，这样的句子共 {} 处", group.len()) } else { String::new() };
            let message =
                format!("“{}”整句出现两次{more}，请核对是否重复粘贴。", shorten(&passage.text()[range.clone()]));
            let places = group.iter().take(MOST_PLACES).flatten();
            findings.push(
                Finding::new(&REPEATED_SENTENCE, message)
                    .at_all(places.map(|(passage, range)| context.span(passage.span(range.clone())))),
            );
        }
    },
};

/// The Chinese characters of a stretch, without those in brackets and title marks and without the items of a list but
/// its first and last.
fn length(stretch: &str) -> usize {
    let mut total = 0;
    let mut depth = 0u32;
    // Of the clause: characters before the first 、, since the last 、, and how many 、 there were.
    let (mut first, mut last, mut commas) = (0, 0, 0);
    for character in stretch.chars() {
        match character {
            '（' | '《' | '〈' => depth += 1,
            '）' | '》' | '〉' => depth = depth.saturating_sub(1),
            '、' if depth == 0 => {
                if commas == 0 {
                    first = last;
                }
                (last, commas) = (0, commas + 1);
            }
            '，' | '：' if depth == 0 => {
                total += first + last;
                (first, last, commas) = (0, 0, 0);
            }
            _ if depth == 0 && is_han(character) => last += 1,
            _ => {}
        }
    }
    total + first + last
}

/// Whether a paragraph of sentences ends without a mark.
fn is_unfinished(context: &Context, items: &Items, passage: &Passage) -> bool {
    let text = passage.text();
    let Some((paragraph, _)) = context.report.document.paragraph(passage.item as usize) else { return false };
    // An item that holds a whole sentence is a paragraph like any other.
    let may_be_item = paragraph.listed || Ordinal::parse(text).is_some();
    let is_item = paragraph.heading.is_some() || may_be_item && !text.contains('。') && !items.is_exception(passage);
    let end = text.chars().next_back().unwrap_or('。');
    // The preface ends with a telephone number in one of two reports.
    let in_section = matches!(passage.part, Part::Section(_));
    !is_item
        && (is_han(end) || in_section && end.is_ascii_alphanumeric())
        && text.contains(['，', '。', '；'])
        && text.chars().filter(|&character| is_han(character)).count() >= SHORTEST
}

/// How many items of a section and level end with a mark, and how many do not.
#[derive(Default)]
struct Items(HashMap<(usize, Level), [usize; 2]>);

impl Items {
    fn of(context: &Context) -> Self {
        let mut items = Items::default();
        for passage in context.prose.written() {
            if let Some(key) = Self::key(passage) {
                let ends = passage.text().ends_with(['。', '；', '！', '？']);
                items.0.entry(key).or_default()[usize::from(!ends)] += 1;
            }
        }
        items
    }

    fn key(passage: &Passage) -> Option<(usize, Level)> {
        let Part::Section(number) = passage.part else { return None };
        Some((number, Ordinal::parse(passage.text())?.level))
    }

    /// Whether an item without a mark at its end is the only one, of three at least.
    fn is_exception(&self, passage: &Passage) -> bool {
        Self::key(passage).and_then(|key| self.0.get(&key)).is_some_and(|[ended, open]| *ended >= 2 && *open == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_titles_do_not_count() {
        assert_eq!(length("公布甲，再公布乙丙。"), 8);
        assert_eq!(length("公布甲乙、丙丁、戊己、庚辛，"), 6);
        assert_eq!(length("依据《甲乙丙丁》（戊己）公布"), 4);
    }
}
