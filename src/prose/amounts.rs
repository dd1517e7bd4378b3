//! The numbers of running text: amounts with their units, and dates. Numerals in every form that offices write: 3119,
//! 3,119, ３１１９, 三千一百一十九, 1.2万, 二〇二四年.

use crate::text::{Number, Words};
use std::ops::Range;

/// A number that counts or measures something. Ranges are bytes of the passage's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Its value; 万 and 亿 are multiplied in, but for 万元 and 亿元, which are units.
    pub value: Number,
    /// The unit that stands behind it; empty where none does that is known.
    pub unit: &'static str,
    /// The numeral.
    pub numeral: Range<usize>,
    /// The numeral with its unit.
    pub range: Range<usize>,
    /// Whether the text itself says that it is not exact: 约, 近, 余, 多.
    pub approximate: bool,
    /// Digits behind the point.
    pub decimals: u32,
}

/// A date or a part of one: 2024年, 2024年1月1日, 12月31日.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// The year, in full.
    pub year: Option<i32>,
    /// The month as written: 13 is possible.
    pub month: Option<u32>,
    /// The day as written.
    pub day: Option<u32>,
    /// Where it stands, with 年, 月 or 日 at its end.
    pub range: Range<usize>,
}

/// What amounts are counted in: the usual ones first, and longer ones before those that begin them.
pub static UNITS: Words = Words::new(&[
    "件次",
    "件",
    "条",
    "人次",
    "次",
    "万元",
    "亿元",
    "元",
    "个百分点",
    "个工作日",
    "个",
    "%",
    "％",
    "项",
    "篇",
    "期",
    "场",
    "份",
    "名",
    "人",
    "家",
    "宗",
    "起",
    "例",
    "工作日",
    "批",
    "页",
    "户",
    "辆",
    "台",
    "套",
    "处",
    "部",
    "本",
    "册",
    "块",
    "幅",
    "张",
    "则",
    "类",
    "天",
    "倍",
    "字",
    "封",
    "通",
    "档",
    "位",
]);

/// The numerals of a text, found while it is gone through.
#[derive(Default)]
pub(super) struct Numerals {
    pub(super) amounts: Vec<Amount>,
    pub(super) dates: Vec<Date>,
    /// Where the last one ends.
    end: usize,
}

impl Numerals {
    /// Takes the numeral that begins at byte `at` of `text` with `character`, if one does and `at` is behind the last.
    #[inline(always)]
    pub(super) fn look(&mut self, text: &str, at: usize, character: char) {
        if begins(character) && at >= self.end {
            self.take(text, at);
        }
    }

    fn take(&mut self, text: &str, at: usize) {
        let Some(numeral) = Numeral::at(text, at) else {
            let bytes = text.as_bytes()[at..].iter();
            self.end = at + bytes.take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
            return;
        };
        self.end = numeral.end;
        if let Some(date) = date(text, &numeral) {
            self.end = date.range.end;
            self.dates.push(date);
        } else if let Some(amount) = amount(text, &numeral) {
            self.end = amount.range.end;
            self.amounts.push(amount);
        }
    }
}

/// Whether a numeral may begin with `character`.
#[inline(always)]
fn begins(character: char) -> bool {
    character.is_ascii_digit() || digit(character).is_some() || matches!(character, '十' | '百')
}

/// The value of a Chinese digit.
fn digit(character: char) -> Option<i64> {
    Some(match character {
        '〇' | '零' | '○' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// A numeral as it stands.
struct Numeral {
    start: usize,
    end: usize,
    value: Number,
    decimals: u32,
    /// Whether it is written in Chinese characters.
    chinese: bool,
    /// How many digits it has, where it is a row of digits: a year has four.
    digits: usize,
}

impl Numeral {
    fn at(text: &str, start: usize) -> Option<Self> {
        if text.as_bytes()[start].is_ascii_digit() { Self::arabic(text, start) } else { Self::chinese(text, start) }
    }

    fn arabic(text: &str, start: usize) -> Option<Self> {
        let bytes = text.as_bytes();
        let run = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let mut end = start + run(start);
        let digits = end - start;
        // Thousands: a comma and exactly three digits.
        const COMMA: &str = "，";
        // Beyond thousands of millions no office counts.
        const MOST_GROUPS: usize = 4;
        let mut groups = 0;
        if digits <= 3 {
            while groups < MOST_GROUPS && text[end..].starts_with(COMMA) && run(end + COMMA.len()) == 3 {
                end += COMMA.len() + 3;
                groups += 1;
            }
        }
        let mut decimals = 0;
        if text[end..].starts_with('.') && run(end + 1) > 0 {
            decimals = run(end + 1);
            end += 1 + decimals;
        }
        // 2.1.3 and A12 are no numbers.
        let after = &bytes[end..];
        if after.first() == Some(&b'.') && after.get(1).is_some_and(u8::is_ascii_digit) {
            return None;
        }
        let value = Number::parse(&text[start..end])?;
        Some(Numeral { start, end, value, decimals: decimals as u32, chinese: false, digits })
    }

    /// 三千一百一十九, 二〇二四, 两.
    fn chinese(text: &str, start: usize) -> Option<Self> {
        let (mut total, mut section, mut units) = (0i64, 0i64, None::<i64>);
        let (mut end, mut digits, mut plain) = (start, 0usize, 0i64);
        let mut positional = false;
        for character in text[start..].chars().take(20) {
            let place = match character {
                '十' => 10,
                '百' => 100,
                '千' => 1000,
                _ => 0,
            };
            if let Some(value) = digit(character) {
                plain = plain.checked_mul(10)?.checked_add(value)?;
                digits += 1;
                units = Some(value);
            } else if place > 0 {
                positional = true;
                section += units.unwrap_or(1) * place;
                units = None;
            } else if character == '万' && total == 0 && end > start {
                positional = true;
                total = (section + units.unwrap_or(0)) * 10_000;
                (section, units) = (0, None);
            } else {
                break;
            }
            end += character.len_utf8();
        }
        let value = if positional { total + section + units.unwrap_or(0) } else { plain };
        if end == start || !positional && digits > 1 && digits != 4 {
            return None;
        }
        Some(Numeral {
            start,
            end,
            value: Number::whole(value),
            decimals: 0,
            chinese: true,
            digits: if positional { 0 } else { digits },
        })
    }

    fn whole(&self) -> Option<i64> {
        self.value.as_whole()
    }
}

fn amount(text: &str, numeral: &Numeral) -> Option<Amount> {
    let before = text[..numeral.start].chars().next_back();
    // 第三, （一）, 一是: ordinals. A code such as A12 or 3-5 is no amount either.
    if matches!(before, Some('第' | '－')) || before.is_some_and(|before| before.is_ascii_alphabetic()) {
        return None;
    }
    let mut end = numeral.end;
    let mut value = numeral.value;
    let mut approximate = text[..numeral.start].ends_with(['约', '近', '逾'])
        || words!["超过", "大约", "不少于", "将近", "至少", "突破"].end(&text[..numeral.start]).is_some();
    let mut rest = &text[end..];
    for (word, times) in [("万", 10_000), ("亿", 100_000_000)] {
        if rest.starts_with(word) && !rest[word.len()..].starts_with('元') {
            value = value.times(times)?;
            end += word.len();
        }
    }
    rest = &text[end..];
    if let Some(more) = ["余", "多", "来"].iter().find(|more| rest.starts_with(**more)) {
        // 三多 and 一来 are no amounts; with a unit behind they are.
        let behind = &rest[more.len()..];
        if unit(behind).is_some() || behind.starts_with('万') {
            approximate = true;
            end += more.len();
            if behind.starts_with('万') && !behind.starts_with("万元") {
                value = value.times(10_000)?;
                end += "万".len();
            }
        }
    }
    let found = unit(&text[end..]);
    if numeral.chinese && (found.is_none() || numeral.digits > 1) {
        return None;
    }
    // 一项制度, 一批: too vague to count.
    let unit = found.unwrap_or("");
    if numeral.chinese
        && numeral.digits == 1
        && !matches!(unit, "件" | "条" | "起" | "宗" | "份" | "人次" | "篇" | "件次")
    {
        return None;
    }
    let after = &text[end..];
    // 12月, 3时, 5楼, 8:30 are no amounts; neither is the first number of 30—50.
    if unit.is_empty()
        && (after.starts_with(['月', '日', '时', '分', '楼', '号', '室', '：', '年'])
            || after.starts_with(|next: char| next.is_ascii_alphabetic()))
    {
        return None;
    }
    let of_clock =
        text[..numeral.start].strip_suffix('：').is_some_and(|rest| rest.ends_with(|last: char| last.is_ascii_digit()));
    if unit.is_empty() && of_clock {
        return None;
    }
    let range = numeral.start..end + unit.len();
    Some(Amount { value, unit, numeral: numeral.start..end, range, approximate, decimals: numeral.decimals })
}

/// The unit that `text` begins with; 个 before a noun counts, too.
fn unit(text: &str) -> Option<&'static str> {
    let found = UNITS.begin(text)?;
    let behind = &text[found.len()..];
    // 3次会议 counts meetings, 3次方 and 5本级 do not; 2024个 is odd but fine.
    let other = match found {
        "人" => behind.starts_with(['民', '大', '事', '员', '士']),
        "本" => behind.starts_with(['级', '局', '镇', '市', '区', '县', '乡', '年', '机', '单']),
        "部" => behind.starts_with(['门', '分', '委']),
        "家" => behind.starts_with('庭'),
        "通" => behind.starts_with(['过', '知', '报']),
        "位" => behind.starts_with('于'),
        "处" => behind.starts_with(['理', '罚', '置', '于']),
        "起" => behind.starts_with(['诉', '草']),
        "份" => false,
        "次" => behind.starts_with(['年', '日', '月']),
        _ => false,
    };
    (!other).then_some(found)
}

fn date(text: &str, numeral: &Numeral) -> Option<Date> {
    let number = numeral.whole()?;
    let rest = &text[numeral.end..];
    let year = numeral.digits == 4 && (1900..2100).contains(&number) && rest.starts_with('年');
    let mut date = Date { year: None, month: None, day: None, range: numeral.start..numeral.end };
    let mut end = numeral.end;
    if year {
        date.year = i32::try_from(number).ok();
        end += "年".len();
    } else if rest.starts_with('月') && number < 100 && !rest.starts_with("月份数") {
        date.month = u32::try_from(number).ok();
        end += "月".len();
    } else if rest.starts_with('日') && number < 100 {
        date.day = u32::try_from(number).ok();
        end += "日".len();
        date.range.end = end;
        return Some(date);
    } else {
        return None;
    }
    for (mark, month) in [('月', true), ('日', false)] {
        if month && date.month.is_some() {
            continue;
        }
        let next = text.get(end..).filter(|rest| rest.chars().next().is_some_and(begins));
        let Some(numeral) = next.and_then(|_| Numeral::at(text, end)) else { break };
        if !text[numeral.end..].starts_with(mark) {
            break;
        }
        let number = numeral.whole().and_then(|number| u32::try_from(number).ok());
        if month {
            date.month = number
        } else {
            date.day = number
        }
        end = numeral.end + mark.len_utf8();
    }
    date.range.end = end;
    Some(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::{Part, Passage};

    fn find(text: &str) -> (Vec<Amount>, Vec<Date>) {
        let mut passage = Passage::new(Part::Section(1), 0);
        passage.push(0, 0, text);
        passage.analyse();
        (passage.amounts, passage.dates)
    }

    fn amounts(text: &str) -> Vec<(String, &'static str)> {
        find(text).0.into_iter().map(|amount| (amount.value.to_string(), amount.unit)).collect()
    }

    fn one(text: &str) -> (String, &'static str) {
        amounts(text).into_iter().next().unwrap_or_default()
    }

    #[test]
    fn amounts_in_every_form() {
        for (text, value, unit) in [
            ("收到3119件", "3119", "件"),
            ("收到3，119件", "3119", "件"),
            ("收到三千一百一十九件", "3119", "件"),
            ("收到一百零三件", "103", "件"),
            ("收到十二件", "12", "件"),
            ("收到两件", "2", "件"),
            ("公开1.2万条", "12000", "条"),
            ("公开5500余条", "5500", "条"),
            ("约490人次", "490", "人次"),
            ("收费3.06万元", "3.06", "万元"),
            ("0件次", "0", "件次"),
            ("增长3.6%", "3.6", "%"),
            ("二十个", "20", "个"),
            ("三万二千件", "32000", "件"),
            ("为15", "15", ""),
        ] {
            assert_eq!(one(text), (value.to_owned(), unit), "{text}");
        }
        assert!(find("约490人次").0[0].approximate && find("5500余条").0[0].approximate);
        assert_eq!(amounts("受理35件，办结33件"), [("35".to_owned(), "件"), ("33".to_owned(), "件")]);
    }

    #[test]
    fn what_is_no_amount() {
        for text in [
            "第三方",
            "一是公开",
            "三审三校",
            "一批制度",
            "2.1.3节",
            "A12",
            "8：30",
            "一部分",
            "第二十条",
            "12月31日",
            "2024年",
        ] {
            assert_eq!(amounts(text), [], "{text}");
        }
    }

    #[test]
    fn dates() {
        let of = |text: &str| {
            find(text)
                .1
                .into_iter()
                .map(|date| (date.year, date.month, date.day, text[date.range].to_owned()))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            of("2024年1月1日至12月31日"),
            [(Some(2024), Some(1), Some(1), "2024年1月1日".into()), (None, Some(12), Some(31), "12月31日".into())]
        );
        assert_eq!(
            of("二〇二四年十二月三十一日"),
            [(Some(2024), Some(12), Some(31), "二〇二四年十二月三十一日".into())]
        );
        assert_eq!(of("2024年度工作"), [(Some(2024), None, None, "2024年".into())]);
        assert_eq!(of("13月32日"), [(None, Some(13), Some(32), "13月32日".into())]);
    }
}
