//! Title, sections and signature of a report, and what part each item of the document plays.

use super::Lines;
use crate::document::Document;
use crate::standard::SECTIONS;
use crate::text::ordinal::Level;
use crate::text::similar::likeness;
use crate::text::{Ordinal, Span, fold};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// How a report is laid out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    /// The title.
    pub title: Option<Title>,
    /// The six sections; `None` where a section was not found.
    pub sections: [Option<Section>; 6],
    /// All headings of the first level in reading order, those of the sections among them.
    pub headings: Vec<Heading>,
    /// The signature (落款) at the end.
    pub signature: Option<Signature>,
    /// For each item of the document the part that it plays.
    pub roles: Vec<Role>,
}

/// The title of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Title {
    /// The items that it takes, one after the other.
    pub items: Range<u32>,
    /// Its text in one piece, without white space.
    pub text: String,
    /// The year, where one stands in it.
    pub year: Option<i32>,
    /// The organ, where one stands in it.
    pub organ: Option<String>,
    /// Whether it has the usual form 机关名称＋年份＋政府信息公开工作年度报告.
    pub regular: bool,
}

/// One of the six sections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Index of its heading in [`Outline::headings`].
    pub heading: u32,
    /// The items between its heading and the next section's.
    pub body: Range<u32>,
}

/// A heading of the first level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// Its item.
    pub item: u32,
    /// The whole line.
    pub span: Span,
    /// The numeral of its ordinal, and the number; 0 and the ordinal with its mark where it is of another level (`1、`).
    pub ordinal: Option<(Span, u32)>,
    /// Its words, without the ordinal and a mark at the end.
    pub words: Span,
    /// The heading level that the source marks it with, if any.
    pub level: Option<u8>,
    /// What it is.
    pub kind: HeadingKind,
}

/// What a heading of the first level is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HeadingKind {
    /// The heading of this section (1 to 6).
    Section(usize),
    /// The heading of this section, but before a section that should come first.
    Misplaced(usize),
    /// A second heading of this section.
    Repeated(usize),
    /// None of the six.
    Other,
}

/// The part that an item plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// Not of the report: navigation, footers, dates of publication.
    Outside,
    /// The title.
    Title,
    /// Before the first section.
    Preface,
    /// A heading of the first level.
    Heading,
    /// Text of a section (1 to 6).
    Body(usize),
    /// Part of one of the three tables (0 to 2), or of several.
    Table(usize),
    /// The signature.
    Signature,
}

/// Organ and date at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The organ.
    pub organ: Option<Span>,
    /// The date.
    pub date: Option<Span>,
}

impl Outline {
    /// The year of the title.
    pub fn year(&self) -> Option<i32> {
        self.title.as_ref()?.year
    }

    /// The heading of section `number` (1 to 6).
    pub fn heading(&self, number: usize) -> Option<&Heading> {
        let section = self.sections.get(number.wrapping_sub(1))?.as_ref()?;
        self.headings.get(section.heading as usize)
    }

    /// The section (1 to 6) that item number `item` stands in, its heading included.
    pub fn section_of_item(&self, item: usize) -> Option<usize> {
        (1..=6).find(|&number| {
            let Some(Some(section)) = self.sections.get(number - 1) else { return false };
            let first = self.headings.get(section.heading as usize).map_or(section.body.start, |heading| heading.item);
            (first..section.body.end).contains(&(item as u32))
                && !matches!(self.roles.get(item), Some(Role::Outside | Role::Signature))
        })
    }

    /// Notes which items belong to tables.
    pub(super) fn mark_tables(&mut self, owners: &[Option<usize>]) {
        for (role, owner) in self.roles.iter_mut().zip(owners) {
            if let Some(table) = owner
                && *role != Role::Heading
            {
                *role = Role::Table(*table);
            }
        }
        self.headings.retain(|heading| {
            owners.get(heading.item as usize).is_none_or(Option::is_none)
                || matches!(heading.kind, HeadingKind::Section(_))
        });
        for (at, heading) in self.headings.iter().enumerate() {
            if let HeadingKind::Section(number) | HeadingKind::Misplaced(number) = heading.kind
                && let Some(section) = &mut self.sections[number - 1]
            {
                section.heading = at as u32;
            }
        }
    }
}

/// Finds title, sections and signature.
pub(super) fn find(document: &Document, lines: &Lines) -> Outline {
    let headings = find_headings(document, lines);
    let first = headings.iter().find(|heading| matches!(heading.kind, HeadingKind::Section(_)));
    let title = find_title(document, lines, first.map(|heading| heading.item as usize));
    let mut outline = Outline { headings, title, ..Outline::default() };
    let end = find_end(lines, &outline);
    place_sections(&mut outline, end);
    outline.roles = roles(document, lines, &outline, end);
    find_signature(document, lines, &mut outline, end);
    outline
}

// ---- headings -------------------------------------------------------------------------------------------------

/// Longer lines are no headings.
const LONGEST_HEADING: usize = 45;
/// No report has more lines that look like headings.
const MOST_HEADINGS: usize = 1_000;
/// Below this likeness a line is none of the six headings.
const ALIKE: f32 = 0.6;

fn find_headings(document: &Document, lines: &Lines) -> Vec<Heading> {
    let mut candidates: Vec<(Heading, [f32; 6])> =
        (0..document.items.len()).filter_map(|item| candidate(document, lines, item)).collect();
    candidates.truncate(MOST_HEADINGS);
    drop_table_of_contents(&mut candidates);
    for (at, number) in best_order(&candidates) {
        candidates[at].0.kind = HeadingKind::Section(number);
    }
    settle_the_rest(&mut candidates);
    candidates.into_iter().map(|(heading, _)| heading).collect()
}

/// A line that may be a heading of the first level, with its likeness to each of the six.
fn candidate(document: &Document, lines: &Lines, item: usize) -> Option<(Heading, [f32; 6])> {
    let (paragraph, text) = document.paragraph(item)?;
    let folded = lines.get(item);
    let length = folded.chars().count();
    if length > LONGEST_HEADING || folded.ends_with(['。', '；', '，']) && length > 20 || is_label_of_requests(folded)
    {
        return None;
    }
    let ordinal = Ordinal::parse(text);
    // 1、总体情况 is a heading with the wrong kind of ordinal; （一） and 1. before anything else are of other levels.
    let other_level = ordinal.as_ref().is_some_and(|ordinal| ordinal.level != Level::First);
    if other_level && ordinal.as_ref().is_some_and(|ordinal| ordinal.level != Level::Third) {
        return None;
    }
    let start = ordinal.as_ref().map_or(0, |ordinal| ordinal.range.end);
    let words = trim_words(text, start);
    let chars: Vec<char> = fold(&text[words.clone()]).chars().collect();
    let mut scores = [0.0; 6];
    for (score, section) in scores.iter_mut().zip(1..) {
        *score = section_likeness(&chars, section);
        if ordinal.as_ref().is_some_and(|ordinal| ordinal.number as usize == section) && *score >= ALIKE {
            *score += 0.1;
        }
    }
    let best = scores.iter().copied().fold(0.0, f32::max);
    let caption = folded.starts_with('表') || folded.starts_with('附');
    let enough = match (&ordinal, paragraph.heading) {
        (Some(_), _) if other_level => best >= 0.95,
        (Some(_), _) => true,
        (None, Some(_)) => best >= 0.75 && !caption,
        (None, None) => best >= 0.95 && !caption,
    };
    enough.then(|| {
        let heading = Heading {
            item: item as u32,
            span: document.whole(paragraph.block),
            ordinal: ordinal.map(|ordinal| match other_level {
                false => (Span::new(paragraph.block, ordinal.numeral), ordinal.number),
                true => (Span::new(paragraph.block, ordinal.range), 0),
            }),
            words: Span::new(paragraph.block, words),
            level: paragraph.heading,
            kind: HeadingKind::Other,
        };
        (heading, scores)
    })
}

/// 表三 has ordinals of the first level of its own.
fn is_label_of_requests(folded: &str) -> bool {
    ["一、本年新收", "二、上年结转", "三、本年", "四、结转下"].iter().any(|label| folded.starts_with(label))
}

/// The words of a heading: from `start`, without white space and marks at the end.
fn trim_words(text: &str, start: usize) -> Range<usize> {
    let rest = &text[start..];
    let from = start + rest.len() - rest.trim_start().len();
    // In a table of contents dots and a page number follow.
    let leaders = |mark: char| mark.is_whitespace() || mark.is_ascii_digit() || "。：:；.…·-—（）()".contains(mark);
    let words = text[from..].trim_end_matches(leaders);
    from..from + words.len()
}

/// How alike the words of a heading are to those of section `number`: by characters, or by the words that tell it.
fn section_likeness(words: &[char], number: usize) -> f32 {
    let official: Vec<char> = SECTIONS[number - 1].chars().collect();
    let by_characters = likeness(words, &official);
    let text: String = words.iter().collect();
    let has = |part: &str| text.contains(part);
    let told = match number {
        1 => has("总体情况") || has("概述") || has("总体概况"),
        2 => (text.starts_with("主动公开") || text.starts_with("行政机关主动公开")) && has("情况"),
        3 => has("收到") && has("处理") || (has("依申请公开") || has("申请")) && has("情况") && !has("复议"),
        4 => has("复议") && has("诉讼"),
        5 => has("问题") && (has("改进") || has("措施") || has("整改") || has("打算")),
        _ => has("其他") && (has("报告") || has("事项")) || has("需要报告的事项"),
    };
    if told { by_characters.max(0.7) } else { by_characters }
}

/// Drops a table of contents: four or more headings with nothing between them, whose words come again later.
fn drop_table_of_contents(candidates: &mut Vec<(Heading, [f32; 6])>) {
    let section = |at: usize| (0..6).find(|&section| candidates[at].1[section] >= 0.9);
    let mut start = 0;
    while start < candidates.len() {
        let mut seen = Vec::new();
        let mut end = start;
        while end < candidates.len()
            && (end == start || candidates[end].0.item == candidates[end - 1].0.item + 1)
            && !section(end).is_some_and(|section| seen.contains(&section))
        {
            seen.extend(section(end));
            end += 1;
        }
        let again = (end..candidates.len()).filter_map(section).filter(|section| seen.contains(section)).count();
        if end - start >= 4 && again >= 3 {
            candidates.drain(start..end);
            return;
        }
        start = end;
    }
}

/// The choice of headings, in the order of the sections, whose likeness is greatest in sum: (candidate, section).
fn best_order(candidates: &[(Heading, [f32; 6])]) -> Vec<(usize, usize)> {
    // best[s] = the best sum with sections up to s among the candidates so far, and the choice that gives it.
    let mut best: [(f32, Vec<(usize, usize)>); 7] = Default::default();
    for (at, (_, scores)) in candidates.iter().enumerate() {
        for section in (1..=6).rev() {
            let score = scores[section - 1];
            if score < ALIKE {
                continue;
            }
            let with = best[section - 1].0 + score;
            if with > best[section].0 {
                let mut choice = best[section - 1].1.clone();
                choice.push((at, section));
                best[section] = (with, choice);
            }
        }
        for section in 1..=6 {
            if best[section - 1].0 > best[section].0 {
                best[section] = best[section - 1].clone();
            }
        }
    }
    best[6].1.clone()
}

/// What the headings are that no section took.
fn settle_the_rest(candidates: &mut [(Heading, [f32; 6])]) {
    let mut taken: Vec<usize> = candidates
        .iter()
        .filter_map(|(heading, _)| match heading.kind {
            HeadingKind::Section(number) => Some(number),
            _ => None,
        })
        .collect();
    for (heading, scores) in candidates {
        if heading.kind != HeadingKind::Other {
            continue;
        }
        let Some(number) = (1..=6).find(|&number| scores[number - 1] >= 0.9) else { continue };
        heading.kind = if taken.contains(&number) {
            HeadingKind::Repeated(number)
        } else {
            taken.push(number);
            HeadingKind::Misplaced(number)
        };
    }
}

// ---- title ----------------------------------------------------------------------------------------------------

const TITLE_ENDING: &str = "政府信息公开工作年度报告";

fn find_title(document: &Document, lines: &Lines, before: Option<usize>) -> Option<Title> {
    let end = before.unwrap_or(document.items.len().min(40));
    let mut best: Option<(u32, Title)> = None;
    for first in 0..end {
        for count in 1..=3.min(end - first) {
            if (first..first + count).any(|item| document.paragraph(item).is_none()) {
                break;
            }
            let text: String = (first..first + count).map(|item| lines.get(item)).collect();
            let Some((score, mut title)) = parse_title(&text) else { continue };
            title.items = first as u32..(first + count) as u32;
            let marked = document.paragraph(first).is_some_and(|(paragraph, _)| paragraph.heading.is_some());
            // Of equal ones the last is the title: what stands above it is a path to the page or a browser's title.
            let score = score * 6 + u32::from(marked) * 2 + u32::from(count == 1) * 3;
            if best.as_ref().is_none_or(|(other, _)| score >= *other) {
                best = Some((score, title));
            }
        }
    }
    best.map(|(_, title)| title)
}

/// Reads a title, with how well it fits: 3 in the usual form, 2 with a year, 1 otherwise.
fn parse_title(text: &str) -> Option<(u32, Title)> {
    let length = text.chars().count();
    let about = text.contains("政府信息公开") || text.contains("政务公开") || text.contains("信息公开");
    let text = text.trim_start_matches('《').trim_end_matches('》');
    let a_report =
        text.contains("年度报告") || text.contains("年报") || text.ends_with("报告") || text.ends_with("总结");
    if length > 60 || !about || !a_report || text.contains(['>', '。', '；', '：', '，', '《', '＞', '|', '»']) {
        return None;
    }
    let text = text.trim_start_matches('-').to_owned();
    let (year, around) = cut_year(&text);
    let around = around.replace("工作的年度报告", "工作年度报告").replace("（）", "");
    let ending = [
        "政府信息公开工作年度报告",
        "政府信息公开年度报告",
        "政府信息公开工作年报",
        "政府信息公开年报",
        "政府信息公开工作报告",
        "政务公开工作年度报告",
        "信息公开工作年度报告",
        "信息公开年度报告",
    ]
    .iter()
    .find(|ending| around.ends_with(**ending));
    let organ = ending
        .map(|ending| around[..around.len() - ending.len()].to_owned())
        .map(|organ| organ.trim_start_matches("关于").to_owned());
    let organ = organ.filter(|organ| organ.chars().count() >= 2);
    let regular = year.is_some() && organ.is_some() && ending == Some(&TITLE_ENDING);
    let score = if regular { 3 } else { u32::from(year.is_some() && ending.is_some()) + 1 };
    Some((score, Title { items: 0..0, text, year, organ, regular }))
}

/// The year in a title and the title without it (and without 年 or 年度 after it).
fn cut_year(title: &str) -> (Option<i32>, String) {
    let chars: Vec<char> = title.chars().collect();
    for at in 0..chars.len().saturating_sub(4) {
        let Some(year) = year_of(&chars[at..at + 4]) else { continue };
        let follows = chars[at + 4];
        let bracketed = follows == '）' && at > 0 && chars[at - 1] == '（';
        if follows != '年' && !bracketed || at > 0 && chars[at - 1].is_ascii_digit() {
            continue;
        }
        let rest: String = chars[at + if bracketed { 4 } else { 5 }..].iter().collect();
        let rest =
            if rest.starts_with("度报告") { rest.as_str() } else { rest.strip_prefix('度').unwrap_or(&rest) };
        return (Some(year), chars[..at].iter().collect::<String>() + rest);
    }
    (None, title.to_owned())
}

/// A year in four digits, also in Chinese ones: 2020, 二〇二〇.
fn year_of(chars: &[char]) -> Option<i32> {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = |&character: &char| match character {
        '0'..='9' => character.to_digit(10),
        '○' | '零' | 'О' | 'O' => Some(0),
        _ => DIGITS.iter().position(|&digit| digit == character).map(|at| at as u32),
    };
    let year = chars.iter().map(digit).try_fold(0, |year, digit| Some(year * 10 + digit? as i32))?;
    (1990..2100).contains(&year).then_some(year)
}

// ---- what is around the report --------------------------------------------------------------------------------

/// The item after the report's last: where the page's own text begins again.
fn find_end(lines: &Lines, outline: &Outline) -> u32 {
    const FOOTERS: [&str; 22] = [
        "上一篇",
        "下一篇",
        "上一条",
        "下一条",
        "打印本页",
        "关闭窗口",
        "关闭本页",
        "【打印】",
        "版权所有",
        "主办单位",
        "主办：",
        "ICP备",
        "网站标识码",
        "公网安备",
        "分享到",
        "扫一扫",
        "附件下载",
        "网站地图",
        "联系我们",
        "相关链接",
        "友情链接",
        "责任编辑",
    ];
    let last = outline.headings.iter().rev().find(|heading| matches!(heading.kind, HeadingKind::Section(_)));
    let from = last.map_or(lines.0.len() as u32, |heading| heading.item + 1);
    let is_footer = |item: &u32| {
        let line = lines.get(*item as usize);
        line.chars().count() <= 60 && FOOTERS.iter().any(|footer| line.contains(&fold(footer)))
    };
    (from..lines.0.len() as u32).find(is_footer).unwrap_or(lines.0.len() as u32)
}

/// Lines that a site puts between title and text.
fn is_page_line(line: &str) -> bool {
    const MARKS: [&str; 13] = [
        "来源：",
        "发布时间",
        "发布日期",
        "发文日期",
        "浏览次数",
        "浏览量",
        "字号：",
        "字体：",
        "〔字体",
        "索引号",
        "阅读次数",
        "点击数",
        "信息来源",
    ];
    line.chars().count() <= 80 && MARKS.iter().any(|mark| line.contains(mark)) && !line.ends_with('。')
}

fn place_sections(outline: &mut Outline, end: u32) {
    let starts: Vec<(usize, u32, usize)> = outline
        .headings
        .iter()
        .enumerate()
        .filter_map(|(at, heading)| match heading.kind {
            HeadingKind::Section(number) | HeadingKind::Misplaced(number) => Some((at, heading.item, number)),
            _ => None,
        })
        .collect();
    for (position, &(at, item, number)) in starts.iter().enumerate() {
        let next = starts.get(position + 1).map_or(end, |&(_, item, _)| item);
        outline.sections[number - 1] = Some(Section { heading: at as u32, body: item + 1..next.max(item + 1) });
    }
}

fn roles(document: &Document, lines: &Lines, outline: &Outline, end: u32) -> Vec<Role> {
    let start = match (&outline.title, outline.headings.first()) {
        (Some(title), _) => title.items.start,
        (None, Some(_)) => 0,
        (None, None) => 0,
    };
    (0..document.items.len() as u32)
        .map(|item| {
            let heading = outline.headings.iter().any(|heading| heading.item == item);
            if item < start || item >= end {
                Role::Outside
            } else if outline.title.as_ref().is_some_and(|title| title.items.contains(&item)) {
                Role::Title
            } else if heading {
                Role::Heading
            } else {
                match (0..6)
                    .find(|&at| outline.sections[at].as_ref().is_some_and(|section| section.body.contains(&item)))
                {
                    Some(at) => Role::Body(at + 1),
                    None if is_page_line(lines.get(item as usize)) => Role::Outside,
                    None => Role::Preface,
                }
            }
        })
        .collect()
}

// ---- signature ------------------------------------------------------------------------------------------------

fn find_signature(document: &Document, lines: &Lines, outline: &mut Outline, end: u32) {
    let Some(body) = outline.sections.iter().flatten().map(|section| section.body.clone()).max_by_key(|body| body.end)
    else {
        return;
    };
    if body.end != end {
        return;
    }
    let span = |item: u32| document.paragraph(item as usize).map(|(paragraph, _)| document.whole(paragraph.block));
    // The last lines: a date, and above it (or in its place) the organ's name.
    let mut signature = Signature { organ: None, date: None };
    for item in body.rev().take(3) {
        let line = lines.get(item as usize);
        if signature.date.is_none() && signature.organ.is_none() && is_date(line) {
            signature.date = span(item);
        } else if signature.organ.is_none() && is_organ_name(line, outline) {
            signature.organ = span(item);
        } else {
            break;
        }
        outline.roles[item as usize] = Role::Signature;
    }
    if signature.date.is_some() || signature.organ.is_some() {
        outline.signature = Some(signature);
    }
}

/// A line that is a date and nothing else: 2021年1月20日, 二〇二一年一月二十日.
fn is_date(line: &str) -> bool {
    let chars: Vec<char> = line.chars().collect();
    chars.len() <= 14
        && chars.len() >= 6
        && year_of(&chars[..4]).is_some()
        && chars[4] == '年'
        && line.ends_with('日')
        && line.contains('月')
}

fn is_organ_name(line: &str, outline: &Outline) -> bool {
    let length = line.chars().count();
    let named = outline.title.as_ref().and_then(|title| title.organ.as_deref()).is_some_and(|organ| organ == line);
    named
        || (4..=30).contains(&length)
            && !line.contains(['。', '，', '：', '；', '、'])
            && super::OrganClass::of(line) != super::OrganClass::Unknown
            && !line.ends_with("情况")
            && (line.ends_with("人民政府")
                || line.ends_with("办事处")
                || line.ends_with('局')
                || line.ends_with("委员会")
                || line.ends_with("办公室")
                || line.ends_with('厅'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Kind, read_text};

    fn outline(text: &str) -> Outline {
        let document = read_text(text, Kind::Text);
        let lines = Lines::new(&document);
        find(&document, &lines)
    }

    fn kinds(text: &str) -> Vec<HeadingKind> {
        outline(text).headings.iter().map(|heading| heading.kind).collect()
    }

    #[test]
    fn titles() {
        for (text, year, organ, regular) in [
            ("白石镇人民政府2023年政府信息公开工作年度报告", Some(2023), Some("白石镇人民政府"), true),
            ("2024 年上海市科委政府信息公开工作\n年度报告", Some(2024), Some("上海市科委"), true),
            ("青川县木鱼镇人民政府\n2023年度政府信息公开工作年度报告", Some(2023), Some("青川县木鱼镇人民政府"), true),
            ("某区二〇二〇年政府信息公开工作年度报告", Some(2020), Some("某区"), true),
            (
                "首页 > 某县财政局2024年政府信息公开工作年度报告\n某县财政局2024年政府信息公开工作年度报告",
                Some(2024),
                Some("某县财政局"),
                true,
            ),
            ("某县财政局政府信息公开工作年度报告", None, Some("某县财政局"), false),
            ("某县财政局2022年政府信息公开年报", Some(2022), Some("某县财政局"), false),
        ] {
            let title = outline(&format!("{text}\n\n一、总体情况\n正文。")).title;
            let found = title.as_ref().map(|title| (title.year, title.organ.as_deref(), title.regular));
            assert_eq!(found, Some((year, organ, regular)), "{text}");
        }
    }

    #[test]
    fn sections_with_variants_gaps_and_strangers() {
        use HeadingKind::*;
        assert_eq!(
            kinds(
                "一、总体概述\n。\n二、行政机关主动公开政府信息情况\n。\n三、收到的处理政府信息公开申请情况\n。\n五、存在的主要问题及改进情况\n。\n七、附件\n。"
            ),
            [Section(1), Section(2), Section(3), Section(5), Other]
        );
        assert_eq!(
            kinds("一、总体情况\n。\n三、收到和处理政府信息公开申请情况\n。\n二、主动公开政府信息情况\n。\n二、主动公开政府信息情况\n。").len(),
            4
        );
        assert_eq!(kinds("一、总体情况\n（一）主动公开政府信息情况\n正文。"), [Section(1)]);
    }

    #[test]
    fn a_table_of_contents_is_no_text() {
        let headings: Vec<String> = (1..=6).map(crate::standard::heading).collect();
        let text = format!(
            "{}\n{}",
            headings.join("\n"),
            headings.iter().map(|heading| format!("{heading}\n正文。")).collect::<Vec<_>>().join("\n")
        );
        assert_eq!(kinds(&text).len(), 6);
    }

    #[test]
    fn a_web_page_around_the_report_is_left_out() {
        let text = "首页\n政务公开\n某县财政局2024年政府信息公开工作年度报告\n来源：某县 发布时间：2025-01-20 字号：大\n\n一、总体情况\n正文。\n六、其他需要报告的事项\n无。\n某县财政局\n2025年1月20日\n上一篇：没有了\n版权所有";
        let outline = outline(text);
        use Role::*;
        assert_eq!(
            outline.roles,
            [
                Outside,
                Outside,
                Title,
                Outside,
                Heading,
                Body(1),
                Heading,
                Body(6),
                Signature,
                Signature,
                Outside,
                Outside
            ]
        );
        assert!(outline.signature.is_some_and(|signature| signature.organ.is_some() && signature.date.is_some()));
    }
}
