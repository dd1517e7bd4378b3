//! a whole and the parts listed behind it.

use crate::check::{Context, Finding, Severity};
use crate::prose::{Amount, Passage};
use crate::rules::{PRACTICE, Rule};
use crate::text::{Number, Words};

/// The parts of a closed list come to the whole.
pub static PARTS: Rule = Rule {
    id: "text-parts",
    code: "X-17",
    title: "分项之和不等于总数",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "“共 n 条，分别为（包括）……”“n 条：……”所列同一单位的各分项之和是否等于总数；“其中”所列带“其他”的，也应等于总数。写有“等”或只举例的“其中”，各分项之和可以小于总数，但不能大于。",
    why: "分项与总数对不上，多为漏列、重复列或总数没有随分项修改。",
    how: "逐项核对；不打算列全的，写“其中……等”。",
    right: examples![
        "全年公开信息218条，其中政务动态71条，其他信息147条。",
        "全年公开信息218条，其中财政信息71条、民政信息20条。",
        "全年公开信息218条，包括政务动态71条、通知公告20条等。",
        "全年发布信息312条，其中政务动态200条（领导活动50条、工作动态150条），公示公告112条。",
        "全年收到申请37件，其中已办结33件，答复27件，主动撤回6件。",
    ],
    wrong: examples![
        "全年公开信息219条，其中政务动态71条，其他信息147条。",
        "全年公开信息219条，分别为政务动态71条、通知公告147条。",
        "全年公开信息100条，其中政务动态71条、通知公告47条。",
    ],
    by_default: true,
    check: |context, findings| {
        for passage in context.prose.written().filter(|passage| passage.amounts.len() > 2) {
            for (at, whole) in passage.amounts.iter().enumerate() {
                let list = list_behind(passage, at, context.year());
                findings.extend(list.and_then(|list| judge(context, passage, at, whole, &list)));
            }
        }
    },
};

/// Parts listed behind a whole.
struct List<'a> {
    parts: Vec<&'a Amount>,
    /// What they may be.
    kind: Kind,
    /// What the items come to that have no unit or that of another thing: 规范性文件5件 among 条.
    loose: Number,
    /// Whether the list names a rest: 其他, 其余.
    has_rest: bool,
    /// Whether it says that it is not complete: 等.
    is_open: bool,
    /// Whether its parts are ways of publishing, of which one thing may go several.
    by_channel: bool,
    /// Whether its parts are times that make up the year: 上半年……，下半年…….
    is_year: bool,
}

/// How a list is introduced.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// 其中: some or all.
    Some,
    /// 分别为, 包括, a colon or a bracket: all.
    All,
}

const OPENERS: [(&str, Kind); 11] = [
    ("其中包括", Kind::Some),
    ("其中", Kind::Some),
    ("分别为", Kind::All),
    ("分别是", Kind::All),
    ("包括", Kind::All),
    ("包含", Kind::All),
    ("具体为", Kind::All),
    ("由", Kind::All),
    ("按类别分", Kind::All),
    ("分为", Kind::All),
    ("含", Kind::Some),
];
static CHANNELS: Words = Words::new(&[
    "网站",
    "公众号",
    "微信",
    "微博",
    "平台",
    "报纸",
    "报刊",
    "电视",
    "广播",
    "新媒体",
    "公报",
    "公开栏",
    "抖音",
    "客户端",
    "媒体",
    "线上",
    "线下",
]);

/// The list that the words right behind amount number `at` open.
fn list_behind(passage: &Passage, at: usize, year: Option<i32>) -> Option<List<'_>> {
    let text = passage.text();
    let whole = &passage.amounts[at];
    if whole.unit.is_empty() || matches!(whole.unit, "%" | "％" | "倍" | "个百分点" | "天" | "类") || whole.approximate
    {
        return None;
    }
    let behind = &text[whole.range.end..];
    let is_mark = |mark: char| matches!(mark, '，' | '；' | '（' | '：' | '。' | '、');
    let (noun, mark) = behind.char_indices().take(13).find(|(_, mark)| is_mark(*mark))?;
    // 办结177件（含上年结转的3件），其中: it is the number before the bracket whose parts follow.
    if behind[..noun].contains('）') {
        return None;
    }
    let mut start = whole.range.end + noun + mark.len_utf8();
    let opener = OPENERS.iter().find(|(words, _)| text[start..].starts_with(words));
    let kind = match (mark, opener) {
        ('。' | '、', _) => return None,
        (_, Some((words, kind))) => {
            start += words.len();
            *kind
        }
        ('：', None) => Kind::All,
        ('（', None) => Kind::Some,
        _ => return None,
    };
    // A list ends with its sentence, and none is longer than this.
    const LONGEST: usize = 60;
    if start >= passage.sentence_at(whole.range.start).end {
        return None;
    }
    const FURTHEST: usize = 3000;
    let furthest = text.floor_char_boundary((start + FURTHEST).min(text.len()));
    let end = end_of_list(passage, start, furthest, mark == '（');
    let mut parts: Vec<&Amount> = Vec::new();
    let (mut depth, mut scanned) = (0usize, start);
    let (mut is_open, mut has_rest, mut by_channel, mut months) = (false, false, false, 0);
    let mut loose = Number::ZERO;
    for amount in passage.amounts_in(start..end).iter().take(LONGEST).take_while(|amount| amount.range.end <= end) {
        let between = &text[scanned..amount.range.start];
        for character in between.chars() {
            match character {
                '（' => depth += 1,
                '）' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        scanned = amount.range.end;
        let clause = between.rfind(['，', '；', '、', '：', '（', '）']).map_or(between, |at| &between[at..]);
        // A second level, a comparison, a share or a sum is no part.
        if !parts.is_empty() && between.contains("其中") {
            depth = depth.max(1);
        }
        if depth > 0 || is_about_else(passage, amount, clause, year) {
            continue;
        }
        if amount.unit != whole.unit {
            if matches!(amount.unit, "" | "件" | "条" | "篇" | "期" | "份" | "项") {
                loose = loose + amount.value;
            }
            continue;
        }
        has_rest |= words!["其他", "其余", "其它", "另"].is_in(clause)
            && !clause.contains("其他处理")
            && !clause.contains("其他结果");
        by_channel |= CHANNELS.is_in(clause);
        months += if words!["上半年", "下半年"].is_in(clause) {
            6
        } else if clause.contains("季度") {
            3
        } else {
            0
        };
        is_open |= amount.approximate;
        parts.push(amount);
    }
    let [first, .., last] = &parts[..] else { return None };
    let (first, last) = (first.range.start, last.range.end);
    // An item without a number, or words that go on behind the last part, leave the list open.
    let holds = |range: std::ops::Range<usize>| !passage.amounts_in(range).is_empty();
    let mut from = start;
    for (at, mark) in text[start..last].char_indices().filter(|(_, mark)| matches!(mark, '，' | '；' | '、')) {
        let piece = from..start + at;
        is_open |= piece.start >= first && !piece.is_empty() && !holds(piece.clone());
        from = start + at + mark.len_utf8();
    }
    let rest = text[last..end].trim_start_matches(['，', '、', '；']);
    let region = &text[start..end];
    is_open |= words!["以及", "和", "及", "还有"].begin(rest).is_some()
        || region.contains('等') && !region.contains("等级")
        || words!["主要", "重点", "如", "……", "…"].is_in(region);
    Some(List { parts, kind, loose, has_rest, is_open, by_channel, is_year: months == 12 })
}

/// What the parts come to without those that a part before them is the sum of: 33件已办结，答复27件，主动撤回6件.
fn of_first_level(parts: &[&Amount]) -> Number {
    /// Smaller numbers are sums by chance: 2条, 1条, 1条.
    const LEAST: f64 = 5.0;
    let (mut whole, mut at) = (Number::ZERO, 0);
    while let Some(&part) = parts.get(at) {
        whole = whole + part.value;
        at += 1;
        let mut sum = Number::ZERO;
        let inner = parts[at..].iter().position(|next| {
            sum = sum + next.value;
            sum >= part.value
        });
        let is_sum = sum == part.value && part.value.as_float() >= LEAST;
        at += inner.filter(|&inner| inner > 0 && is_sum).map_or(0, |inner| inner + 1);
    }
    whole
}

/// Whether the clause before an amount makes it something else than a part: 同比, 占, 上年, 合计, or a year of its own.
fn is_about_else(passage: &Passage, amount: &Amount, clause: &str, year: Option<i32>) -> bool {
    let start = amount.range.start.saturating_sub(clause.len());
    let of_another_year = passage.dates_in(start..amount.range.start).iter().any(|date| {
        // 2021年信息公开年报1条: the year belongs to the name.
        let named = words!["年报", "报告", "预算", "决算", "计划", "总结", "要点", "目录"];
        (date.year != year || date.month.is_some()) && !named.is_in(&passage.text()[date.range.end..amount.range.start])
    });
    of_another_year
        || words![
            "结转", "顺延", "同比", "较", "占", "增", "减", "比", "上年", "去年", "历年", "合计", "共计", "总计",
            "平均", "约"
        ]
        .is_in(clause)
}

/// Where a list ends: at its bracket, at the sentence's end, or at ； where another whole with its own 其中 follows.
fn end_of_list(passage: &Passage, start: usize, furthest: usize, bracketed: bool) -> usize {
    let text = passage.text();
    let sentence = passage.sentence_at(start).end.min(furthest);
    if bracketed {
        let mut depth = 1;
        for (at, character) in text[start..sentence].char_indices() {
            match character {
                '（' => depth += 1,
                '）' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return start + at;
            }
        }
        return sentence;
    }
    let region = &text[start..sentence];
    match region.find("其中").or_else(|| region.find("分别")) {
        Some(next) => region[..next].rfind('；').map_or(sentence, |at| start + at),
        // 共218条，其中甲71条，乙147条；举办培训2次: what follows the ； is of another kind and drops out by its unit.
        None => sentence,
    }
}

fn judge(context: &Context, passage: &Passage, at: usize, whole: &Amount, list: &List) -> Option<Finding> {
    let sum: Number = list.parts.iter().map(|part| part.value).sum();
    // A list may be followed by what is no longer part of it.
    let mut so_far = Number::ZERO;
    let comes_out = list.parts.iter().enumerate().any(|(at, part)| {
        so_far = so_far + part.value;
        at > 0 && so_far == whole.value
    });
    // 复议6件和诉讼3件，其中……: the parts of both.
    let before = at.checked_sub(1).map(|at| &passage.amounts[at]).filter(|before| before.unit == whole.unit);
    let comes_out = comes_out
        || list.loose > Number::ZERO && sum + list.loose == whole.value
        || before.is_some_and(|before| before.value + whole.value == sum);
    // Parts follow what was counted, not by how much that is more than before.
    let text = passage.text();
    let clause = passage.clause_start(0, whole.numeral.start, &['，', '；', '。', '：', '（']);
    let is_difference =
        words!["较", "同比", "增加", "减少", "增长", "上升", "下降"].is_in(&text[clause..whole.numeral.start]);
    let first_level = of_first_level(&list.parts);
    // Of those that 其中 names as examples the first level may be less.
    let examples = list.kind == Kind::Some && !list.has_rest;
    let is_told_by_first_level =
        sum > whole.value && (first_level == whole.value || examples && first_level < whole.value);
    if comes_out || is_difference || is_told_by_first_level {
        return None;
    }
    let difference = (sum - whole.value).abs();
    // What lists less than half is no slip in a list of all.
    let most = sum.as_float() * 2.0 >= whole.value.as_float();
    let closed = !list.is_open && most && (list.kind == Kind::All || list.has_rest || list.is_year);
    // 465 of which 464 are listed: a slip rather than examples.
    let share = if list.parts.len() >= 3 { 0.03 } else { 0.015 };
    let near = !list.is_open && difference.as_float() <= (whole.value.as_float() * share).max(1.0);
    // 4050 of which 405 are listed: a digit too many.
    let slipped = !list.is_open && slips(whole.value, sum);
    let fits = |part: &&Amount| part.value <= whole.value;
    let severity = match (sum > whole.value, closed) {
        // One thing may go several ways. Behind 其中 ways of other things may follow; where 包括 names them, none takes
        // more than there are.
        (true, _) if list.by_channel && (list.kind == Kind::Some || list.parts.iter().all(fits)) => return None,
        (_, true) => Severity::Warning,
        // An item that is not exact, of another unit or larger than all is perhaps none of the list.
        (true, false) if list.is_open || list.loose > Number::ZERO || !list.parts.iter().all(fits) => Severity::Info,
        (true, false) => Severity::Warning,
        (false, false) if slipped && !near => Severity::Warning,
        (false, false) if near && whole.value.as_float() >= 20.0 => Severity::Info,
        (false, false) => return None,
    };
    let unit = whole.unit;
    let terms: Vec<String> = list.parts.iter().map(|part| part.value.to_string()).collect();
    let message = format!(
        "总数 {} {unit}，所列分项 {}＝{sum} {unit}，相差 {difference}，请核对总数和各分项。",
        whole.value,
        terms.join("＋")
    );
    let span = |amount: &Amount| context.span(passage.span(amount.range.clone()));
    Some(
        Finding::new(&PARTS, message)
            .severity(severity)
            .at(span(whole))
            .at_all(list.parts.iter().map(|part| span(part))),
    )
}

/// Whether one number is the other with a digit more, and too far from it for a list of examples.
fn slips(written: Number, sum: Number) -> bool {
    let (written, sum) = (written.to_string(), sum.to_string());
    let without = |at: usize| {
        written.char_indices().filter(|(other, _)| *other != at).map(|(_, digit)| digit).collect::<String>()
    };
    written.len() == sum.len() + 1 && sum.len() >= 2 && (0..written.len()).any(|at| without(at) == sum)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Sample;
    use crate::standard::Edition::E2021;

    fn of(line: &str) -> Vec<String> {
        Sample::filled(E2021).and(line).messages("text-parts")
    }

    #[test]
    fn the_sum_is_shown() {
        assert_eq!(
            of("全年公开信息465条，分别为甲类200条、乙类164条、丙类100条。"),
            ["总数 465 条，所列分项 200＋164＋100＝464 条，相差 1，请核对总数和各分项。"]
        );
    }

    #[test]
    fn no_way_of_publishing_takes_more_than_there_are() {
        assert_eq!(of("全年公开信息382条，包括网站35条，微博80条，微信公众号2443条。").len(), 1);
    }

    #[test]
    fn what_need_not_sum() {
        for line in [
            "全年公开信息643条，其中部门文件200条、工作动态100条。",
            "全年公开信息312条，其中网站300条、微信公众号280条。",
            "全年公开信息312条，较上年增加20条，其中政务动态200条，公示公告112条，占36%。",
            "全年收到申请35件，其中自然人30件，法人5件；上年结转2件。",
            "全年公开信息46条，其中甲类40条，乙类6条；发布解读20条，其中文字8条，图解12条。",
            "全年公开信息20条：甲4条，乙1条，丙5条，丁10条（其中戊3条、己3条、庚4条）。",
            "全年公开信息100余条，其中政务动态71条、其他40条。",
            "组织培训4次，其中集中培训2次，参训120人次。",
            "办结申请177件（含上年结转的3件），其中，予以公开60件，部分公开51件，其他处理66件。",
            "全年公开信息1500条，其中部门频道1233条，含甲类2条，乙类1231条。",
            "全年公开信息32条，包括甲类22条、处罚类9条、2021年信息公开年报1条。",
            "全年公开信息374条，其中规范性文件5件、政策解读16件、动态353条。",
            "全年公开信息458条，其中网站238条，信息数170，其他49条，文件1条。",
            "收到复议案件6件和诉讼案件3件，其中复议维持5件，尚未审结1件，诉讼维持3件。",
            "全年公开信息119条，其中：2023年主动公开18条，历年66条；不予公开101条。",
            "全年公开信息86条，其中：组织机构2条；文件5条；政务动态73条；财政2条；办事指南1条；报告1条；年报1条；其他1条。",
            "全年公开信息218条，其中治理109条，重点领域82条，招投标6条，通过微信公众号发布信息995条。",
        ] {
            assert_eq!(of(line), Vec::<String>::new(), "{line}");
        }
    }
}
