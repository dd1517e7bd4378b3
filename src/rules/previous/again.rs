//! Y-08: last year's problems are answered.

use super::alike::{MOST, compare};
use crate::check::{Context, Finding, Severity};
use crate::prose::{Passage, Prose};
use crate::rules::Rule;
use crate::rules::structure::is_wanting;
use crate::text::{Ordinal, Span, Words};
use std::ops::Range;

/// Last year's problems do not stand again without a word on what was done.
pub static PROBLEMS: Rule = Rule {
    id: "previous-problems-again",
    code: "Y-08",
    title: "未回应上年问题",
    severity: Severity::Info,
    basis: "统一格式标题“存在的主要问题及改进情况”；审核惯例",
    what: "上年报告“五”提出的问题，今年是否又作为问题提出，而没有写上年的问题整改得怎样。",
    why: "“改进情况”首先是上年问题的改进情况；同一问题年年提、不说做了什么，看不出改进。",
    how: "写明针对上年的问题做了什么、有什么效果；仍未解决的，说明原因。",
    right: examples![
        "五：政策解读质量不高。针对上年提出的解读质量问题，我镇已增设图解，仍需继续提升。\n上年｜五：政策解读质量不高。下一步，将增加图解。"
    ],
    wrong: examples![
        "五：政策解读质量还不高，村级公开栏破损较多。下一步，将多做视频，更换公开栏。\n上年｜五：政策解读质量不高，站所报送信息偏慢。下一步，将增加图解。"
    ],
    by_default: true,
    check: |context, findings| {
        let Some(previous) = context.previous_figures() else { return };
        if answers_last_year(context) {
            return;
        }
        let (now, before) = (problems(&context.prose), problems(&previous.prose));
        let again: Vec<(&Problem, &Problem)> = now
            .iter()
            .filter_map(|problem| before.iter().find(|other| problem.is_like(other)).map(|other| (problem, other)))
            .take(MOST)
            .collect();
        let Some((first, other)) = again.first() else { return };
        let more = if again.len() > 1 { format!("等 {} 个问题", again.len()) } else { String::new() };
        let message = format!(
            "上年报告提出的“{}”{more}，今年又作为问题提出，没有写整改情况，请写明做了哪些改进。",
            previous.quote(&other.spans()),
        );
        let mut finding = Finding::new(&PROBLEMS, message).at(context.span(first.passage.span(first.range.clone())));
        finding = finding
            .at_all(again[1..].iter().map(|(problem, _)| context.span(problem.passage.span(problem.range.clone()))));
        finding = finding.at_all(again.iter().map(|(_, other)| previous.span(other.passage.span(other.range.clone()))));
        finding.comparisons =
            again.iter().map(|(problem, other)| compare(context, previous, &problem.spans(), &other.spans())).collect();
        findings.push(finding);
    },
};

/// Whether the report tells what became of last year's problems, or what was done about its own.
fn answers_last_year(context: &Context) -> bool {
    static DONE: Words = Words::new(&[
        "已整改",
        "已解决",
        "已建立",
        "已制定",
        "已开展",
        "已完成",
        "已安排",
        "已组织",
        "已明确",
        "已修订",
        "已配备",
        "已优化",
        "已增设",
        "已经",
        "整改到位",
        "完成整改",
        "得到解决",
        "有效解决",
        "有所改善",
        "得到改善",
        "明显改善",
        "有所提升",
        "明显提升",
        "有所改进",
    ]);
    static LAST: Words = Words::new(&["上年", "上一年", "去年", "往年", "此前"]);
    let year = context.year().map(|year| format!("{}年", year - 1));
    let tells_of_last = |text: &str| LAST.is_in(text) || year.as_ref().is_some_and(|year| text.contains(year.as_str()));
    let in_problems =
        context.prose.section(5).any(|passage| tells_of_last(passage.text()) || DONE.is_in(passage.text()));
    in_problems
        || context.prose.section(1).any(|passage| {
            passage.sentences().any(|range| {
                let sentence = &passage.text()[range];
                words!["问题", "整改", "不足"].is_in(sentence) && tells_of_last(sentence)
            })
        })
}

/// A clause of section 五 that tells what is wanting.
struct Problem<'a> {
    passage: &'a Passage,
    range: Range<usize>,
    /// Its pairs of neighbouring characters, sorted.
    pairs: Vec<(char, char)>,
}

/// Two problems with this share of their pairs of characters in common are one.
const ONE_PROBLEM: f32 = 0.6;
const MOST_PROBLEMS: usize = 60;
/// What is left of a clause must be so many characters long to name a problem.
const SHORTEST_PROBLEM: usize = 6;
/// What runs on longer without a mark is no clause.
const LONGEST_PROBLEM: usize = 60;

impl Problem<'_> {
    fn spans(&self) -> Vec<Span> {
        self.passage.spans(self.range.clone())
    }

    fn is_like(&self, other: &Problem) -> bool {
        let common = self.pairs.iter().filter(|pair| other.pairs.binary_search(pair).is_ok()).count();
        2.0 * common as f32 >= ONE_PROBLEM * (self.pairs.len() + other.pairs.len()) as f32
    }
}

/// The problems that section 五 tells; clauses that plan something against them are none.
fn problems(prose: &Prose) -> Vec<Problem<'_>> {
    static PLANS: Words = Words::new(&[
        "将",
        "加强",
        "完善",
        "健全",
        "解决",
        "针对",
        "避免",
        "杜绝",
        "改进",
        "整改",
        "下一步",
        "今后",
        "确保",
        "力争",
        "强化",
        "优化",
    ]);
    static WANTED: Words = Words::new(&["有待", "仍需", "尚需", "还需", "需要"]);
    static ANY_PROBLEM: Words = Words::new(&["存在", "主要问题", "一些问题", "不足之处", "差距", "虽然"]);
    let mut problems = Vec::new();
    for passage in prose.section(5) {
        let mut start = 0;
        for clause in passage.text().split_inclusive(['。', '；', '，', '：', '、', '？', '！']) {
            let words = clause.trim_end_matches(['。', '；', '，', '：', '、', '？', '！']);
            let from = start + words.len() - without_head(without_number(words)).len();
            let range = from..start + words.len();
            start += clause.len();
            let text = &passage.text()[range.clone()];
            let planned = PLANS.is_in(text);
            let wanted = WANTED.is_in(text);
            let general = ANY_PROBLEM.is_in(text);
            let length = text.chars().take(LONGEST_PROBLEM + 1).count();
            let of_length = (SHORTEST_PROBLEM..=LONGEST_PROBLEM).contains(&length);
            if !of_length || !is_wanting(text) || planned && !wanted || general {
                continue;
            }
            let characters: Vec<char> = text.chars().filter(|character| !"还较仍不够很".contains(*character)).collect();
            let mut pairs: Vec<(char, char)> = characters.windows(2).map(|two| (two[0], two[1])).collect();
            pairs.sort_unstable();
            pairs.dedup();
            problems.push(Problem { passage, range, pairs });
            if problems.len() == MOST_PROBLEMS {
                return problems;
            }
        }
    }
    problems
}

/// A clause without its ordinal.
fn without_number(clause: &str) -> &str {
    if let Some(ordinal) = Ordinal::parse(clause) {
        return &clause[ordinal.range.end..];
    }
    let mut chars = clause.chars();
    match (chars.next(), chars.next()) {
        (Some('一' | '二' | '三' | '四' | '五' | '六'), Some('是')) => chars.as_str(),
        _ => clause,
    }
}

/// A clause without 存在的主要问题是 and its like at its head.
fn without_head(clause: &str) -> &str {
    const HEADS: [&str; 8] = ["问题是", "问题有", "问题为", "之处是", "之处有", "不足是", "表现为", "表现在"];
    HEADS.iter().find_map(|head| clause.split_once(head)).map_or(clause, |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use crate::check::Comparison;
    use crate::rules::testing::Sample;
    use crate::standard::Edition::E2021;

    #[test]
    fn problems_again() {
        let last = Sample::last_year(E2021).body(5, &["政策解读质量不高，站所报送信息偏慢。", "下一步，将增加图解。"]);
        let this = |line: &str| Sample::filled(E2021).body(5, &["政策解读质量还不高，村级公开栏破损较多。", line]);
        let found = this("下一步，将多做视频，更换公开栏。").against(&last, "previous-problems-again");
        assert_eq!(
            found[0].message,
            "上年报告提出的“政策解读质量不高”，今年又作为问题提出，没有写整改情况，请写明做了哪些改进。"
        );
        assert_eq!(
            found[0].comparisons,
            [Comparison { this: "政策解读质量还不高".into(), previous: "政策解读质量不高".into() }]
        );
        assert!(this("对上年提出的问题，本年制作视频5条。").against(&last, "previous-problems-again").is_empty());
        assert!(Sample::filled(E2021).against(&last, "previous-problems-again").is_empty());
    }
}
