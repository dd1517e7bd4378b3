//! The title: year and organ, on one line or several.

use super::Title;
use crate::document::Document;
use crate::report::Lines;

const TITLE_ENDING: &str = "政府信息公开工作年度报告";

/// The title, above item number `before` (the first section's heading).
pub fn find(document: &Document, lines: &Lines, before: Option<usize>) -> Option<Title> {
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
    // 某县人民政府2021年信息公开工作年度报告 lacks 政府 before 信息公开; the organ's own must not stand in for it.
    let lacks_government = year.is_some_and(|year| {
        text.contains(&format!("政府{year}年信息公开")) || text.contains(&format!("政府{year}年度信息公开"))
    });
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
    .find(|ending| around.ends_with(**ending) && !(lacks_government && ending.starts_with("政府")));
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
pub fn year_of(chars: &[char]) -> Option<i32> {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = |&character: &char| match character {
        '0'..='9' => character.to_digit(10),
        '○' | '零' | 'О' | 'O' => Some(0),
        _ => DIGITS.iter().position(|&digit| digit == character).map(|at| at as u32),
    };
    let year = chars.iter().map(digit).try_fold(0, |year, digit| Some(year * 10 + digit? as i32))?;
    (1990..2100).contains(&year).then_some(year)
}
