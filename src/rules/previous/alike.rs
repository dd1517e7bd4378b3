//! Y-06, Y-07: the text is not last year's.

use crate::check::{Comparison, Context, Finding, Previous, Severity};
use crate::prose::likeness::{Pair, Share};
use crate::rules::{PRACTICE, Rule};
use crate::standard::{Edition, heading};
use crate::text::Span;

/// With at least this share alike a report is last year's.
const SHARE_OF_REPORT: f32 = 0.8;
const SHARE_OF_PROBLEMS: f32 = 0.7;
/// With less than this many characters alike there is too little to say so.
const LEAST_OF_REPORT: usize = 60;
const LEAST_OF_PROBLEMS: usize = 20;
/// So many statements are shown side by side.
pub(super) const MOST: usize = 12;

/// 一 and 五 together.
pub static REPORT: Rule = Rule {
    id: "previous-alike",
    code: "Y-06",
    title: "与上年报告雷同",
    severity: Severity::Warning,
    basis: "国办公开办函〔2021〕30号“内容雷同”；审核惯例",
    what: "“一”“五”的文字与上年报告有多少相同；数字、年份、法规名称和固定用语不计，前言和表格不比。",
    why: "只改年份和数字、照搬上年的报告，可能被退回或扣分。",
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

/// What is longer is shown in part.
const MOST_SHOWN: usize = 400;

/// Statements of both reports side by side, as they stand there.
pub(super) fn compare(context: &Context, previous: &Previous, this: &[Span], other: &[Span]) -> Comparison {
    let shown = |text: String| match text.char_indices().nth(MOST_SHOWN) {
        Some((at, _)) => format!("{}……", &text[..at]),
        None => text,
    };
    Comparison { this: shown(context.quotes(this)), previous: shown(previous.quote(other)) }
}

#[cfg(test)]
mod tests {
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
}
