//! D-06, D-12: dates that do not exist or are not written in one way.

use crate::check::{Finding, Severity};
use crate::prose::Date;
use crate::rules::{LOGIC, Rule};

/// Every date is in the calendar, and whole.
pub static IMPOSSIBLE: Rule = Rule {
    id: "date-impossible",
    code: "D-06",
    title: "不存在的日期",
    severity: Severity::Error,
    basis: LOGIC,
    what: "日期是否存在（没有2月30日、13月），月后的数字是否漏了“日”。",
    why: "日期写错，多半是打字差错，也可能影响期限的计算。",
    how: "改为正确的日期。",
    right: examples!["2023年2月28日召开培训会。", "2023年12月31日止。"],
    wrong: examples!["2023年2月30日召开培训会。", "前言：数据统计期限自2023年1月1日起至2023年12月31止。"],
    by_default: true,
    check: |context, findings| {
        for passage in &context.prose.passages {
            for date in &passage.dates {
                let text = passage.text();
                if !exists(date) {
                    let shown = &text[date.range.clone()];
                    findings.push(
                        Finding::new(&IMPOSSIBLE, format!("“{shown}”不是有效日期。"))
                            .at(context.span(passage.span(date.range.clone()))),
                    );
                    continue;
                }
                // 12月31止: the day lacks its 日.
                let digits = text[date.range.end..].bytes().take_while(u8::is_ascii_digit).count();
                let behind = &text[date.range.end + digits..];
                if date.month.is_some()
                    && date.day.is_none()
                    && (1..=2).contains(&digits)
                    && (behind.is_empty() || behind.starts_with(['止', '，', '。', '至', '前', '）']))
                {
                    let range = date.range.start..date.range.end + digits;
                    let shown = &text[range.clone()];
                    findings.push(
                        Finding::new(&IMPOSSIBLE, format!("“{shown}”后缺“日”，应为“{shown}日”。"))
                            .severity(Severity::Warning)
                            .at(context.span(passage.span(range)))
                            .suggest(format!("{shown}日")),
                    );
                }
            }
        }
    },
};

fn exists(date: &Date) -> bool {
    // 60日内 is a length of time.
    if date.month.is_none() {
        return true;
    }
    let leap = date.year.is_none_or(|year| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    let days = match date.month {
        Some(2) if leap => 29,
        Some(2) => 28,
        Some(4 | 6 | 9 | 11) => 30,
        Some(1..=12) | None => 31,
        Some(_) => return false,
    };
    date.day.is_none_or(|day| (1..=days).contains(&day))
}

/// Years are written in one way.
pub static MIXED: Rule = Rule {
    id: "year-style",
    code: "D-12",
    title: "年份写法混用",
    severity: Severity::Info,
    basis: "GB/T 15835—2011",
    what: "正文中的年份是否有的用阿拉伯数字（2020年）、有的用汉字（二〇二〇年）。落款的日期可用汉字，不在此列。",
    why: "同一篇文章里数字用法应当一致。",
    how: "正文统一用阿拉伯数字。",
    right: examples!["末尾：白石镇人民政府\n末尾：二〇二四年一月二十日"],
    wrong: examples!["二〇二三年，我镇召开会议2次，印发2023年要点。"],
    by_default: true,
    check: |context, findings| {
        let (mut arabic, mut chinese) = (None, Vec::new());
        for passage in context.prose.written() {
            for date in passage.dates.iter().filter(|date| date.year.is_some()) {
                if passage.text()[date.range.start..].starts_with(|first: char| first.is_ascii_digit()) {
                    arabic.get_or_insert((passage, date));
                } else {
                    chinese.push((passage, date));
                }
            }
        }
        let (Some((passage, date)), Some((first, other))) = (arabic, chinese.first()) else { return };
        let (a, b) = (&first.text()[other.range.clone()], &passage.text()[date.range.clone()]);
        findings.push(
            Finding::new(&MIXED, format!("年份写法不统一：“{a}”与“{b}”，正文宜统一用阿拉伯数字。"))
                .at_all(chinese.iter().map(|(passage, date)| context.span(passage.span(date.range.clone()))))
                .at(context.span(passage.span(date.range.clone()))),
        );
    },
};
