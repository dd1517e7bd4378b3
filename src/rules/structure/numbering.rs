//! S23–S25: ordinals inside the sections.

use crate::check::{Context, Finding, Severity};
use crate::prose::{Mark, Part, Passage, is_han};
use crate::report::Report;
use crate::rules::{PRACTICE, Rule};
use crate::text::ordinal::{Level, numeral};
use crate::text::{Ordinal, Span};
use std::ops::Range;

/// A paragraph of a section with an ordinal at its head.
pub struct Numbered<'a> {
    section: usize,
    block: u32,
    text: &'a str,
    ordinal: Ordinal,
    /// The level that the source gives it as a heading.
    heading: Option<u8>,
}

impl Numbered<'_> {
    fn written(&self) -> &str {
        &self.text[self.ordinal.range.clone()]
    }

    fn span(&self) -> Span {
        Span::new(self.block, self.ordinal.range.clone())
    }

    fn is_half_width(&self) -> bool {
        self.written().contains(['(', ')'])
    }
}

/// The paragraphs of `report` with ordinals, in reading order.
pub fn numbered(report: &Report) -> Vec<Numbered<'_>> {
    (1..=6)
        .flat_map(|section| {
            report.body(section).filter_map(move |(item, block, text)| {
                let heading = report.document.paragraph(item).and_then(|(paragraph, _)| paragraph.heading);
                Some(Numbered { section, block, text, ordinal: Ordinal::parse(text)?, heading })
            })
        })
        .collect()
}

/// They are written one way.
pub static STYLE: Rule = Rule {
    id: "ordinal-style",
    code: "S23",
    title: "层次序号写法不一致",
    severity: Severity::Info,
    basis: "公文结构层次序数“一、”“（一）”“1.”“（1）”；审核惯例",
    what: "“（一）（二）（三）”这一层序号的括号，是否有的用全角、有的用半角。",
    why: "全角、半角混用，版面不齐，也容易让人以为是拼凑的。",
    how: "统一改为全角括号“（一）”。",
    right: examples!["一：（一）主动公开情况\n一：全年公开信息267条。\n一：（二）依申请公开情况\n一：未收到申请。"],
    wrong: examples!["一：（一）主动公开情况\n一：全年公开信息267条。\n一：(二)依申请公开情况\n一：未收到申请。"],
    by_default: true,
    check: |context, findings| {
        let lines = context.ordinals();
        let second: Vec<&Numbered> = lines.iter().filter(|line| line.ordinal.level == Level::Second).collect();
        let full = second.iter().find(|line| !line.is_half_width());
        let half: Vec<&&Numbered> = second.iter().filter(|line| line.is_half_width()).collect();
        let (Some(full), Some(first)) = (full, half.first()) else { return };
        let correct = format!("（{}）", numeral(first.ordinal.number));
        let more = if half.len() > 1 { format!("（共 {} 处）", half.len()) } else { String::new() };
        let (written, other) = (first.written(), full.written());
        let message = format!("序号“{written}”用了半角括号，与“{other}”写法不一致{more}，应为“{correct}”。");
        let mut finding = Finding::new(&STYLE, message).at_all(half.iter().map(|line| context.span(line.span())));
        if half.len() == 1 {
            finding = finding.fix(correct);
        }
        findings.push(finding);
    },
};

/// They follow each other.
pub static SEQUENCE: Rule = Rule {
    id: "ordinal-sequence",
    code: "S24",
    title: "同级序号跳号或重号",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "部分内部的（一）（二）（三）、1.2.3.是否连续。",
    why: "跳号、重号往往意味着漏了一段、多贴了一段或忘了改序号。",
    how: "补上缺的一段，或把后面的序号顺次改正。",
    right: examples![
        "一：（一）主动公开情况。\n一：（二）依申请公开情况。\n一：（三）监督保障情况。",
        "五：问题：一是内容不全面；二是更新不及时。下一步：一是补充内容；二是按月检查。",
    ],
    wrong: examples![
        "一：（一）主动公开情况。\n一：（二）依申请公开情况。\n一：（四）监督保障情况。",
        "一：一是加强审核；二是按时更新；二是开展培训。",
        "一：第一，修订指南；第二，清理栏目；第四，编印手册。",
        "一：另外，1.修订指南2处；2.清理栏目3个；2.编印手册60册。",
    ],
    by_default: true,
    check: |context, findings| {
        let lines = context.ordinals();
        // The number last seen at each level; a level begins anew under a new parent.
        let mut last: [Option<(u32, usize)>; 4] = [None; 4];
        let mut section = 0;
        for (at, line) in lines.iter().enumerate() {
            if line.section != section {
                last = [None; 4];
                section = line.section;
            }
            let level = line.ordinal.level as usize;
            let number = line.ordinal.number;
            for deeper in &mut last[level + 1..] {
                *deeper = None;
            }
            if let Some((before, other)) = last[level]
                && number != 1
                && number != before + 1
                && level >= Level::Second as usize
            {
                let earlier = &lines[other];
                let message = if number == before {
                    format!(
                        "序号“{}”重复：前面“{}”已经用过。",
                        line.written(),
                        earlier.text.chars().take(12).collect::<String>()
                    )
                } else {
                    format!("序号从“{}”跳到“{}”{}。", earlier.written(), line.written(), context.damage_note())
                };
                findings.push(
                    Finding::new(&SEQUENCE, message).at(context.span(line.span())).at(context.span(earlier.span())),
                );
            }
            last[level] = Some((number, at));
        }
        for passage in context.prose.passages.iter().filter(|passage| matches!(passage.part, Part::Section(_))) {
            let inline = inline(passage);
            for style in [Style::Is, Style::Number, Style::Digit] {
                let of_style: Vec<&Inline> = inline.iter().filter(|ordinal| ordinal.style == style).collect();
                let breaks = |pair: &&[&Inline]| pair[1].number != 1 && pair[1].number != pair[0].number + 1;
                // What begins in the middle goes on from elsewhere.
                let whole = of_style.first().is_some_and(|first| first.number == 1);
                let Some([before, after]) = of_style.windows(2).find(breaks).filter(|_| whole) else { continue };
                let (written, earlier) = (after.written(passage.text()), before.written(passage.text()));
                let what = if before.number == after.number {
                    format!("序号“{written}”重复")
                } else {
                    format!("序号从“{earlier}”跳到“{written}”")
                };
                findings.push(
                    Finding::new(&SEQUENCE, format!("{what}。"))
                        .at(context.span(passage.span(after.range.clone())))
                        .at(context.span(passage.span(before.range.clone()))),
                );
            }
        }
    },
};

/// How an ordinal inside a paragraph is written.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Style {
    /// 一是.
    Is,
    /// 第一，.
    Number,
    /// 1.
    Digit,
}

/// An ordinal at the head of a clause inside a paragraph.
struct Inline {
    style: Style,
    number: u32,
    /// Bytes of the text.
    range: Range<usize>,
}

impl Inline {
    fn written<'a>(&self, text: &'a str) -> &'a str {
        &text[self.range.clone()]
    }
}

/// The ordinals at the heads of the clauses of `passage`.
fn inline(passage: &Passage) -> Vec<Inline> {
    let mut all = Vec::new();
    let begin = |mark: &&Mark| matches!(mark.character, '。' | '；' | '，' | '：' | '、' | '（');
    let heads = passage.marks().iter().filter(begin).map(|mark| mark.range().end);
    for at in [0].into_iter().chain(heads) {
        let rest = &passage.text()[at..];
        let Some(character) = rest.chars().next().filter(|first| {
            matches!(first, '第' | '1'..='9' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
        }) else {
            continue;
        };
        let han = |rest: &str| -> Option<(u32, usize)> {
            let first = rest.chars().next()?;
            let number = "一二三四五六七八九十".chars().position(|digit| digit == first)? as u32 + 1;
            Some((number, first.len_utf8()))
        };
        let found = if let Some(rest) = rest.strip_prefix('第') {
            // 第一、第二产业 are none.
            han(rest)
                .filter(|(_, length)| rest[*length..].starts_with('，'))
                .map(|(number, length)| (Style::Number, number, "第".len() + length))
        } else if character.is_ascii_digit() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let behind = rest[digits..].strip_prefix('.').and_then(|behind| behind.chars().next());
            let number = rest[..digits].parse().ok().filter(|_| digits <= 2 && behind.is_some_and(is_han));
            number.map(|number| (Style::Digit, number, digits + 1))
        } else {
            han(rest)
                .filter(|(_, length)| rest[*length..].starts_with('是'))
                .map(|(number, length)| (Style::Is, number, length + "是".len()))
        };
        all.extend(found.map(|(style, number, length)| Inline { style, number, range: at..at + length }));
    }
    all
}

/// The mark behind them is the right one.
pub static MARK: Rule = Rule {
    id: "ordinal-mark",
    code: "S25",
    title: "序号后标点不当",
    severity: Severity::Info,
    basis: "GB/T 15834—2011（序次语后的标点）；审核惯例",
    what: "小标题的阿拉伯数字序号后是否误用顿号，带括号的序号后是否又加顿号，“第一”“第二”后是否误用顿号。",
    why: "阿拉伯数字后用下脚点（1.），带括号的序号后不加标点，“第一”“第二”后用逗号。",
    how: "“1、”改为“1.”，“（一）、”改为“（一）”，“第一、”改为“第一，”。",
    right: examples!["第一，公开补贴名册。第二，公开办事指南。", "第一、第二产业的补贴名册均已公开。"],
    wrong: examples!["1、公开补贴名册。", "第一、公开补贴名册。第二、公开办事指南。"],
    by_default: true,
    check: |context, findings| {
        let mut wrong: Vec<(Span, String, String)> = context
            .ordinals()
            .iter()
            .filter_map(|line| {
                let after = line.text[line.ordinal.range.end..].chars().next();
                match line.ordinal.level {
                    Level::Second | Level::Fourth if after == Some('、') => {
                        let span =
                            Span::new(line.block, line.ordinal.range.start..line.ordinal.range.end + '、'.len_utf8());
                        Some((span, format!("{}、", line.written()), line.written().to_owned()))
                    }
                    Level::Third if line.written().ends_with('、') && line.heading.is_none() => {
                        Some((line.span(), line.written().to_owned(), format!("{}.", line.ordinal.number)))
                    }
                    _ => None,
                }
            })
            .collect();
        wrong.extend(in_words(context));
        wrong.sort_by_key(|(span, ..)| *span);
        let Some((_, written, right)) = wrong.first() else { return };
        let more = if wrong.len() > 1 { format!("（共 {} 处）", wrong.len()) } else { String::new() };
        let mut finding = Finding::new(&MARK, format!("序号“{written}”建议写作“{right}”{more}。"))
            .at_all(wrong.iter().map(|(span, ..)| context.span(*span)));
        if wrong.len() == 1 {
            finding = finding.fix(right.clone());
        }
        findings.push(finding);
    },
};

/// 第一、 and its like at the head of a sentence, with what is right; 第一、第二产业 are no ordinals.
fn in_words(context: &Context) -> Vec<(Span, String, String)> {
    const NUMERALS: &str = "一二三四五六七八九十";
    let mut found = Vec::new();
    for (_, block, text) in (1..=6).flat_map(|section| context.report.body(section)) {
        for (at, _) in text.match_indices('第') {
            let behind = &text[at + '第'.len_utf8()..];
            let numeral = behind.find(|character| !NUMERALS.contains(character)).unwrap_or(behind.len());
            let (numeral, rest) = behind.split_at(numeral);
            let Some(rest) = rest.strip_prefix('、').filter(|_| !numeral.is_empty()) else { continue };
            let before = text[..at].trim_end().chars().next_back();
            let heads = before.is_none_or(|character| "。；：！？\n".contains(character));
            if heads && !rest.starts_with(|next| next == '第' || NUMERALS.contains(next)) {
                let written = format!("第{numeral}、");
                let span = Span::new(block, at..at + written.len());
                found.push((span, written, format!("第{numeral}，")));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Sample;
    use crate::standard::Edition::E2021;

    fn of(rule: &str, lines: &[&str]) -> Vec<String> {
        Sample::filled(E2021).body(1, lines).messages(rule)
    }

    #[test]
    fn style() {
        assert_eq!(
            of("ordinal-style", &["（一）甲", "正文。", "(二) 乙", "正文。"]),
            ["序号“(二)”用了半角括号，与“（一）”写法不一致，应为“（二）”。"]
        );
        assert!(of("ordinal-style", &["(一)甲", "(二)乙"]).is_empty());
    }

    #[test]
    fn sequence() {
        assert_eq!(
            of("ordinal-sequence", &["（一）甲。", "（二）乙。", "（四）丁。"]),
            ["序号从“（二）”跳到“（四）”。"]
        );
        assert_eq!(of("ordinal-sequence", &["（一）甲。", "（一）乙。", "（二）丙。"]).len(), 0);
        assert_eq!(of("ordinal-sequence", &["（一）甲。", "（二）乙。", "（二）丙。"]).len(), 1);
        assert_eq!(of("ordinal-sequence", &["一是甲；二是乙；四是丁。"]), ["序号从“二是”跳到“四是”。"]);
        assert!(of("ordinal-sequence", &["一是甲；二是乙。下一步：一是丙；二是丁。"]).is_empty());
        assert!(
            of("ordinal-sequence", &["（一）甲。", "1.子。", "2.丑。", "（二）乙。", "1.寅。", "2.卯。"]).is_empty()
        );
    }

    #[test]
    fn mark() {
        assert_eq!(
            of("ordinal-mark", &["1、主动公开情况。", "2、依申请公开情况。"]),
            ["序号“1、”建议写作“1.”（共 2 处）。"]
        );
        assert!(of("ordinal-mark", &["1.主动公开情况。"]).is_empty());
        assert_eq!(
            of("ordinal-mark", &["1、主动公开情况。", "一抓制度。第一、明确专人；第二、定期检查。"]),
            ["序号“1、”建议写作“1.”（共 3 处）。"]
        );
        assert_eq!(of("ordinal-mark", &["第一、明确专人。"]), ["序号“第一、”建议写作“第一，”。"]);
        assert!(of("ordinal-mark", &["第一、二、三产业，第一、第二季度。荣获第一、", "得第一、第二名。"]).is_empty());
    }
}
