//! D-08 to D-11: what the report cites.

use crate::check::{Context, Finding, Severity};
use crate::prose::{Part, Passage};
use crate::rules::{FORMAT, PRACTICE, Rule};
use crate::text::Words;
use std::ops::Range;

/// The regulations in force are cited.
pub static OLD_REGULATIONS: Rule = Rule {
    id: "regulations-old",
    code: "D-08",
    title: "引用旧条例、条例文号有误",
    severity: Severity::Warning,
    basis: "《中华人民共和国政府信息公开条例》（国务院令第711号，2019年5月15日起施行）",
    what: "2019年起的报告，是否引用修订前的条例（国务院令第492号）或旧条例中年度报告的条文，条例的文号有没有写错。",
    why: "条例2019年修订，年度报告现规定在第四十九条、第五十条。",
    how: "改为引用修订后的条例。",
    right: examples![
        "前言：根据《中华人民共和国政府信息公开条例》（国务院令第711号）第四十九条、第五十条编制年度报告。"
    ],
    wrong: examples![
        "前言：根据《中华人民共和国政府信息公开条例》（国务院令第492号）编制年度报告。",
        "前言：根据《中华人民共和国政府信息公开条例》（国务院令第771号）编制年度报告。"
    ],
    by_default: true,
    check: |context, findings| {
        if context.year().is_none_or(|year| year < 2019) {
            return;
        }
        for passage in context.prose.written() {
            let text = passage.text();
            if !passage.may_have(words!["492号", "条例》"]) {
                continue;
            }
            for at in text.match_indices("492号").map(|(at, _)| at) {
                let sentence = &text[passage.sentence_at(at)];
                if sentence.contains("711号") || sentence.contains("修订") || !text[..at].ends_with(['第', '令']) {
                    continue;
                }
                let message = "“第492号”是修订前的条例，现行条例为国务院令第711号（2019年5月15日起施行），年度报告规定在第四十九条、第五十条。";
                findings.push(
                    Finding::new(&OLD_REGULATIONS, message)
                        .at(context.span(passage.span(at..at + "492号".len())))
                        .fix("711号"),
                );
            }
            findings.extend(misnumbered(passage).map(|range| {
                let shown = &text[range.clone()];
                Finding::new(
                    &OLD_REGULATIONS,
                    format!("现行《中华人民共和国政府信息公开条例》为国务院令第711号，正文写“第{shown}”，请核对。"),
                )
                .at(context.span(passage.span(range)))
                .suggest("711号")
            }));
            let Some((at, _)) = words!["条例》第三十一条", "条例》第三十二条"].find(text) else {
                continue;
            };
            let sentence = &text[passage.sentence_at(at)];
            let range = at + "条例》".len()..at + "条例》第三十一条".len();
            if passage.part == Part::Preface && sentence.contains("年度报告") {
                let message =
                    format!("“{}”是修订前条例中年度报告的条文，现规定在第四十九条、第五十条。", &text[range.clone()]);
                findings.push(Finding::new(&OLD_REGULATIONS, message).at(context.span(passage.span(range))));
            }
        }
    },
};

/// The numbers that stand right behind the name of the regulations and are of no edition of them: 国务院令第771号.
fn misnumbered(passage: &Passage) -> impl Iterator<Item = Range<usize>> {
    let text = passage.text();
    text.match_indices("政府信息公开条例》（").filter_map(|(at, name)| {
        let inner = text[at + name.len()..].strip_prefix("中华人民共和国").unwrap_or(&text[at + name.len()..]);
        let rest = inner.strip_prefix("国务院令")?;
        let rest = rest.strip_prefix('第').unwrap_or(rest);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let is_number = rest[digits..].starts_with('号') && digits > 0 && !matches!(&rest[..digits], "711" | "492");
        let start = text.len() - rest.len();
        is_number.then(|| start..start + digits + "号".len())
    })
}

/// The notice on the format is the one for the year, with its own number.
pub static NOTICE: Rule = Rule {
    id: "notice-cited",
    code: "D-09",
    title: "引用的格式文号与年份或文件名不符",
    severity: Severity::Warning,
    basis: FORMAT,
    what: "引用统一格式的文件，文号是否与报告年份相符（2021年起为国办公开办函〔2021〕30号，2019、2020年为国办公开办函〔2019〕60号），文号与文件名是否是同一个文件的。",
    why: "引用旧格式的文号，多为沿用往年文字。",
    how: "改为与报告年份相应的文号和文件名。",
    right: examples![
        "前言：按照《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）编制。",
        "2019年版\n前言：按照《关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）编制。",
        "2019年版\n前言：按照《中华人民共和国政府信息公开工作年度报告格式（试行）》编制。",
        "前言：按照国办公开办函〔2019〕60号、国办公开办函〔2021〕30号文件编制。",
    ],
    wrong: examples![
        "前言：按照《关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）编制。",
        "前言：按照《关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2021〕30号）编制。",
        "前言：按照《关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕31号）编制。",
        "前言：按照《中华人民共和国政府信息公开工作年度报告格式（试行）》编制。",
    ],
    by_default: true,
    check: |context, findings| {
        let Some(year) = context.year().filter(|year| *year >= 2019) else { return };
        let expected = if year >= 2021 { (2021, 30) } else { (2019, 60) };
        for passage in context.prose.written() {
            let trial = if passage.may_have(words![TRIAL]) { passage.text() } else { "" };
            let trial = trial.match_indices(TRIAL).filter(|(at, _)| {
                let sentence = &passage.text()[passage.sentence_at(*at)];
                year >= 2021 && !words!["废止", "不再", "原", "〔2021〕30号"].is_in(sentence)
            });
            findings.extend(trial.map(|(at, _)| {
                let message = format!("“{TRIAL}”是2019年、2020年报告的格式，{year}年报告应依据2021年的《中华人民共和国政府信息公开工作年度报告格式》（不带“试行”）。");
                Finding::new(&NOTICE, message).at(context.span(passage.span(at..at + TRIAL.len())))
            }));
            let all = citations(passage);
            for citation in &all {
                let sentence_at = passage.sentence_at(citation.range.start);
                let sentence = &passage.text()[sentence_at.clone()];
                let on_format = sentence.contains("年度报告格式") || sentence.contains("年度报告有关事项");
                let number = (citation.year, citation.number);
                // Other papers of that office have numbers of their own.
                if !on_format && !matches!(number, (2021, 30) | (2019, 60)) || sentence.contains("废止") {
                    continue;
                }
                // Beside the right one the other is cited for what still holds of it.
                let beside = &all[all.partition_point(|other| other.range.start < sentence_at.start)..];
                let beside = beside.iter().take_while(|other| other.range.start < sentence_at.end).take(MOST_BESIDE);
                if beside.into_iter().any(|other| (other.year, other.number) == expected) && number != expected {
                    continue;
                }
                let right = format!("国办公开办函〔{}〕{}号", expected.0, expected.1);
                let shown = &passage.text()[citation.range.clone()];
                let title = match (sentence.contains("有关事项"), sentence.contains("印发")) {
                    (true, false) => Some((2019, 60)),
                    (false, true) => Some((2021, 30)),
                    _ => None,
                };
                let message = if number != expected {
                    format!("{year}年报告应依据{right}，文中引用的是“{shown}”。")
                } else if title.is_some_and(|title| title != expected) {
                    format!(
                        "“{shown}”的文件名与文号不符：〔2021〕30号是《……关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》，〔2019〕60号是《……关于政府信息公开工作年度报告有关事项的通知》。"
                    )
                } else {
                    continue;
                };
                let finding = Finding::new(&NOTICE, message);
                // With the right number it is the name that is wrong.
                let name = (number == expected).then(|| title_before(passage, citation.range.start)).flatten();
                let finding = finding.at_all(name.map(|name| context.span(passage.span(name))));
                findings.push(finding.at(context.span(passage.span(citation.range.clone()))));
            }
        }
    },
};

/// No sentence cites more.
const MOST_BESIDE: usize = 20;

/// What the format of 2019 is called, and that of 2021 is not.
const TRIAL: &str = "年度报告格式（试行）";

/// What stands in 《》 before byte `at` of the same sentence.
fn title_before(passage: &Passage, at: usize) -> Option<Range<usize>> {
    let start = passage.sentence_at(at).start;
    let text = passage.text().get(start..at)?;
    let open = text.find('《')? + '《'.len_utf8();
    let close = open + text[open..].rfind('》')?;
    Some(start + open..start + close)
}

/// A number of a paper of the office that made the format.
struct Citation {
    year: i32,
    number: i32,
    range: Range<usize>,
}

/// 国办公开办函〔2021〕30号 with whatever brackets, or none.
fn citations(passage: &Passage) -> Vec<Citation> {
    static OFFICE: Words = Words::new(&["国办公开办"]);
    let text = passage.text();
    let mut found = Vec::new();
    if !passage.may_have(&OFFICE) {
        return found;
    }
    for (start, office) in OFFICE.matches(text).map(|(at, office)| (at, office.len())) {
        let mut rest = &text[start + office..];
        rest = rest.strip_prefix(['函', '涵']).unwrap_or(rest);
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        rest = rest.strip_prefix(['〔', '（']).unwrap_or(rest);
        let Some(year) = rest.get(..4).and_then(|year| year.parse().ok()) else { continue };
        rest = &rest[4..];
        rest = rest.strip_prefix(['〕', '）']).unwrap_or(rest);
        rest = rest.strip_prefix('第').unwrap_or(rest);
        let length = digits(rest);
        let (Ok(number), Some(behind)) = (rest[..length].parse(), rest[length..].strip_prefix('号')) else { continue };
        found.push(Citation { year, number, range: start..text.len() - behind.len() });
    }
    found
}

/// The yearly points cited are this year's.
pub static POINTS: Rule = Rule {
    id: "points-year",
    code: "D-10",
    title: "年度要点年份不符",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "引用的《……年政务公开工作要点》是否是报告年份的。",
    why: "引用往年要点，多为沿用往年文字。",
    how: "核对文件年份；确是讲往年要点的不必改。",
    right: examples!["落实《白石县2023年政务公开工作要点》。"],
    wrong: examples!["落实《白石县2022年政务公开工作要点》。"],
    by_default: true,
    check: |context, findings| {
        let Some(year) = context.year() else { return };
        for_titles(context, |passage, range| {
            let title = &passage.text()[range.clone()];
            if !title.ends_with("工作要点") || !title.contains("公开") {
                return;
            }
            let cited =
                passage.dates_in(range.clone()).iter().find(|date| date.year.is_some_and(|cited| cited != year));
            let text = passage.text();
            let sentence = &text[passage.sentence_at(range.start)];
            if let Some(date) = cited.filter(|_| !words!["上年", "去年", "较", "相比", "持续"].is_in(sentence))
            {
                let cited = date.year.unwrap_or_default();
                findings.push(
                    Finding::new(&POINTS, format!("引用的是{cited}年工作要点，报告年份为{year}年，请核对。"))
                        .at(context.span(passage.span(date.range.clone()))),
                );
            }
        });
    },
};

/// A year in a title has its 年.
pub static YEAR_WORD: Rule = Rule {
    id: "year-word-missing",
    code: "D-11",
    title: "文件名缺“年”",
    severity: Severity::Info,
    basis: PRACTICE,
    what: "书名号内的年份后面是否漏了“年”字。",
    why: "“2020试点领域……”应为“2020年试点领域……”。",
    how: "核对文件原名，补上“年”。",
    right: examples!["编制《白石镇2023年公开目录》。", "落实《法治建设实施纲要（2021—2025年）》。"],
    wrong: examples!["编制《白石镇2023试点领域目录汇编》。"],
    by_default: true,
    check: |context, findings| {
        for_titles(context, |passage, range| {
            let text = passage.text();
            let title = &text[range.clone()];
            for (at, _) in title.match_indices("20") {
                let from = range.start + at;
                let Some(year) = text.get(from..from + 4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))
                else {
                    continue;
                };
                let (before, after) = (text[..from].chars().next_back(), text[from + 4..].chars().next());
                let alone =
                    !before.is_some_and(|before| before.is_ascii_alphanumeric() || matches!(before, '第' | '-' | '—'));
                let bare = after.is_some_and(|after| {
                    matches!(after, '\u{4E00}'..='\u{9FFF}') && !matches!(after, '年' | '号' | '版' | '至' | '届')
                });
                if alone && bare {
                    findings.push(
                        Finding::new(&YEAR_WORD, format!("“{title}”中“{year}”后疑缺“年”字，请核对文件原名。"))
                            .at(context.span(passage.span(from..from + 4))),
                    );
                }
            }
        });
    },
};

/// Calls `look` with what stands in 《》, wherever that is.
fn for_titles(context: &Context, mut look: impl FnMut(&Passage, Range<usize>)) {
    for passage in context.prose.written() {
        let text = passage.text();
        for mark in passage.marks().iter().filter(|mark| mark.character == '《') {
            let start = mark.range().end;
            // No title is longer.
            let length = text[start..].char_indices().take(61).find(|(_, end)| *end == '》');
            if let Some((length, _)) = length {
                look(passage, start..start + length);
            }
        }
    }
}
