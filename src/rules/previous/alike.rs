//! Y-06–Y-08: the text is not last year's, and last year's problems are answered.

use crate::check::{Comparison, Context, Finding, Previous, Severity};
use crate::prose::likeness::{Pair, Share};
use crate::prose::{Passage, Prose};
use crate::rules::structure::is_wanting;
use crate::rules::{PRACTICE, Rule};
use crate::standard::{Edition, heading};
use crate::text::Span;
use std::ops::Range;

/// With at least this share alike a report is last year's.
const SHARE_OF_REPORT: f32 = 0.8;
const SHARE_OF_PROBLEMS: f32 = 0.7;
/// With less than this many characters alike there is too little to say so.
const LEAST_OF_REPORT: usize = 60;
const LEAST_OF_PROBLEMS: usize = 20;
/// So many statements are shown side by side.
const MOST: usize = 12;

/// 一 and 五 together.
pub static REPORT: Rule = Rule {
    id: "previous-alike",
    code: "Y-06",
    title: "与上年报告雷同",
    severity: Severity::Warning,
    basis: "国办公开办函〔2021〕30号“内容雷同”；审核惯例",
    what: "“一”“五”的文字与上年报告有多少相同；数字、年份、法规名称和固定用语不计，前言和表格不比。",
    why: "只改年份和数字、照搬上年的报告，会被退回或扣分。",
    how: "按本年实际重写；对照列出的句子逐句修改。",
    right: examples!["上年｜一：2022年，我镇新设政策兑现窗口，上门为企业讲解补贴政策。"],
    wrong: examples![
        "一：我镇在便民服务中心设立政策咨询岗，群众可以当场查询补贴名册。\n一：各村每月更新公开栏，监督委员会逐项核对后签字。\n五：部分村公开栏更新偏慢。我镇已把更新情况列入村级考核。\n上年｜一：我镇在便民服务中心设立政策咨询岗，群众可以当场查询补贴名册。\n上年｜一：各村每月更新公开栏，监督委员会逐项核对后签字。\n上年｜五：部分村公开栏更新偏慢。我镇已把更新情况列入村级考核。"
    ],
    by_default: true,
    check: |context, findings| {
        let Some(previous) = &context.previous else { return };
        let [first, fifth] = previous.likeness.sections;
        let both = first + fifth;
        if both.part() < SHARE_OF_REPORT || both.length < LEAST_OF_REPORT {
            return;
        }
        let of_each = match (first.all > 0.0, fifth.all > 0.0) {
            (true, true) => format!("（“一”{}，“五”{}）", percent(first), percent(fifth)),
            _ => String::new(),
        };
        let message = format!(
            "“一”“五”约有 {} 的文字与{}相同或只改了个别字{of_each}，数字、年份、法规名称和固定用语不计，请按本年情况重写。",
            percent(both),
            name(previous),
        );
        let finding = Finding::new(&REPORT, message);
        // The notice of 2021 speaks of it first.
        let finding = match context.year().and_then(Edition::for_year) {
            Some(Edition::E2019) => finding.basis(PRACTICE),
            _ => finding,
        };
        findings.push(with_pairs(context, previous, previous.likeness.pairs.iter().collect(), finding));
    },
};

/// 五 alone.
pub static PROBLEMS: Rule = Rule {
    id: "previous-problems-alike",
    code: "Y-07",
    title: "“五”与上年雷同",
    severity: Severity::Warning,
    basis: "国办公开办函〔2021〕30号“内容雷同”；审核惯例",
    what: "“五、存在的主要问题及改进情况”与上年报告有多少相同；数字、年份和固定用语不计。",
    why: "问题年年相同、措施年年照抄，等于没有改进。",
    how: "写本年度的问题，写明上年问题的整改结果和本年的改进措施。",
    right: examples!["上年｜五：政策解读的形式单一。今后将增加图解和视频，已请专人制作。"],
    wrong: examples![
        "五：部分村公开栏更新偏慢，个别站所报送不及时。我镇将把更新情况列入考核，每季度通报。\n上年｜五：部分村公开栏更新偏慢，个别站所报送不及时。我镇将把更新情况列入考核，每季度通报。"
    ],
    by_default: true,
    check: |context, findings| {
        let Some(previous) = &context.previous else { return };
        let share = previous.likeness.sections[1];
        if share.part() < SHARE_OF_PROBLEMS || share.length < LEAST_OF_PROBLEMS {
            return;
        }
        let message = format!(
            "“{}”约有 {} 的文字与{}相同或只改了个别字，请写本年度的问题和改进情况。",
            heading(5),
            percent(share),
            name(previous),
        );
        let finding = Finding::new(&PROBLEMS, message);
        let finding = match context.year().and_then(Edition::for_year) {
            Some(Edition::E2019) => finding.basis(PRACTICE),
            _ => finding,
        };
        let pairs = previous.likeness.pairs.iter().filter(|pair| pair.section == 5).collect();
        findings.push(with_pairs(context, previous, pairs, finding));
    },
};

/// How the other report is called in messages.
fn name(previous: &Previous) -> String {
    match previous.report.year().filter(|_| !previous.is_comparable()) {
        Some(year) => format!("给出的{year}年报告"),
        None => "上年报告".to_owned(),
    }
}

fn percent(share: Share) -> String {
    format!("{}%", (share.part() * 100.0).floor() as u32)
}

/// Shows the pairs most alike, of equals the longest, and marks them in both reports.
fn with_pairs(context: &Context, previous: &Previous, mut pairs: Vec<&Pair>, mut finding: Finding) -> Finding {
    pairs.sort_by(|left, right| {
        right.likeness.total_cmp(&left.likeness).then(right.length.cmp(&left.length)).then(left.this.cmp(&right.this))
    });
    pairs.truncate(MOST);
    finding.comparisons = pairs.iter().map(|pair| compare(context, previous, &pair.this, &pair.other)).collect();
    pairs.sort_by(|left, right| left.this.cmp(&right.this));
    let here = pairs.iter().filter_map(|pair| pair.this.first());
    let there = pairs.iter().filter_map(|pair| pair.other.first());
    finding.at_all(here.map(|&span| context.span(span))).at_all(there.map(|&span| previous.span(span)))
}

fn compare(context: &Context, previous: &Previous, this: &[Span], other: &[Span]) -> Comparison {
    Comparison { this: context.quotes(this), previous: previous.quote(other) }
}

/// Last year's problems do not stand again without a word on what was done.
pub static AGAIN: Rule = Rule {
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
        let mut finding = Finding::new(&AGAIN, message).at(context.span(first.passage.span(first.range.clone())));
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
    const DONE: [&str; 24] = [
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
    ];
    const LAST: [&str; 5] = ["上年", "上一年", "去年", "往年", "此前"];
    let year = context.year().map(|year| format!("{}年", year - 1));
    let tells_of_last = |text: &str| {
        LAST.iter().any(|word| text.contains(word)) || year.as_ref().is_some_and(|year| text.contains(year.as_str()))
    };
    let in_problems = context
        .prose
        .section(5)
        .any(|passage| tells_of_last(passage.text()) || DONE.iter().any(|word| passage.text().contains(word)));
    in_problems
        || context.prose.section(1).any(|passage| {
            passage.sentences().any(|range| {
                let sentence = &passage.text()[range];
                ["问题", "整改", "不足"].iter().any(|word| sentence.contains(word)) && tells_of_last(sentence)
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
    const PLANS: [&str; 16] = [
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
    ];
    const WANTED: [&str; 5] = ["有待", "仍需", "尚需", "还需", "需要"];
    const ANY_PROBLEM: [&str; 6] = ["存在", "主要问题", "一些问题", "不足之处", "差距", "虽然"];
    let mut problems = Vec::new();
    for passage in prose.section(5) {
        let mut start = 0;
        for clause in passage.text().split_inclusive(['。', '；', '，', '：', '、', '？', '！']) {
            let words = clause.trim_end_matches(['。', '；', '，', '：', '、', '？', '！']);
            let from = start + words.len() - without_number(words).len();
            let range = from..start + words.len();
            start += clause.len();
            let text = &passage.text()[range.clone()];
            let planned = PLANS.iter().any(|word| text.contains(word));
            let wanted = WANTED.iter().any(|word| text.contains(word));
            let general = ANY_PROBLEM.iter().any(|word| text.contains(word));
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
    if let Some(ordinal) = crate::text::Ordinal::parse(clause) {
        return &clause[ordinal.range.end..];
    }
    let mut chars = clause.chars();
    match (chars.next(), chars.next()) {
        (Some('一' | '二' | '三' | '四' | '五' | '六'), Some('是')) => chars.as_str(),
        _ => clause,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::Sample;
    use crate::standard::Edition::E2021;

    const FIRST: [&str; 3] = [
        "我镇在便民服务中心设立政策咨询岗，群众可以当场查询补贴发放名册。",
        "各村每月更新公开栏，村务监督委员会逐项核对后签字归档。",
        "通过微信公众号发布惠农政策图解12篇，接受电话咨询86次。",
    ];
    const FIFTH: [&str; 2] =
        ["部分村公开栏更新偏慢，个别站所报送信息不及时。", "我镇将把更新情况列入村级考核，每季度通报一次。"];

    #[test]
    fn a_report_with_other_years_and_figures_only() {
        let last = Sample::last_year(E2021).body(1, &FIRST).body(5, &FIFTH);
        let changed: Vec<String> = FIRST.iter().map(|line| line.replace("12", "15").replace("86", "91")).collect();
        let changed: Vec<&str> = changed.iter().map(String::as_str).collect();
        let this = Sample::filled(E2021).body(1, &changed).body(5, &FIFTH);
        let found = this.against(&last, "previous-alike");
        assert_eq!(
            found[0].message,
            "“一”“五”约有 100% 的文字与上年报告相同或只改了个别字（“一”100%，“五”100%），数字、年份、法规名称和固定用语不计，请按本年情况重写。"
        );
        assert_eq!(found[0].comparisons.len(), 5);
        assert!(
            found[0]
                .comparisons
                .iter()
                .any(|pair| pair.this.contains("图解15篇") && pair.previous.contains("图解12篇"))
        );
        assert_eq!(found[0].places.len(), 10);
        assert!(this.against(&last, "previous-problems-alike").is_empty(), "one cause, one finding");
        let other = Sample::last_year(E2021).body(5, &FIFTH);
        let found = this.against(&other, "previous-problems-alike");
        assert_eq!((found.len(), found[0].comparisons.len()), (1, 2));
        assert!(this.against(&other, "previous-alike").is_empty());
    }

    #[test]
    fn fixed_phrases_do_not_make_it_so() {
        let stock = [
            "认真贯彻落实《中华人民共和国政府信息公开条例》，严格按照有关要求做好政府信息公开工作。",
            "未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。",
        ];
        let this = Sample::filled(E2021).body(1, &[stock[0], stock[1], FIRST[0]]);
        let last = Sample::last_year(E2021).body(1, &[stock[0], stock[1], FIRST[1]]);
        assert!(this.against(&last, "previous-alike").is_empty());
    }

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
