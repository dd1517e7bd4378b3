//! Sentences with figures in them: the language in which the prose of models, defects and variations is told.
//!
//! - `{1.total}` the figure of a cell; `{3.3.*.total}` the sum of the rows 3.3.1, 3.3.2 …; `{litigation}` both kinds of
//!   行政诉讼; `{Y}` `{Y-1}` `{Y+1}` years; `{organ}`; `{a}` … `{h}` a number made up for the sentence; `+` and `-` between
//!   them; `{p.1.total}` a figure of last year's report. A figure that is 0 makes the sentence unfit, unless it is written `{~2.total}`.
//! - `{%a/b}` the share of a in b in per cent, `{^a/b}` the growth from b to a; both with two decimals, or `{%a/b:1}`.
//! - `{…:comma}` 3,119; `{…:wide}` ３１１９; `{…:han}` 三千一百一十九; `{…:wan}` 1.2万.
//! - `{!…}` is written wrongly, and marked; `⟦按排→安排⟧` is written 按排, and marked. In a sound model both are right.

use crate::model::{Model, cell_name, marked};
use crate::random::Random;
use nianbao::standard::{Row, TableKind};
use std::collections::BTreeMap;

/// The sentence in `template`, for `model`; `None` where it does not fit.
pub fn write(template: &str, model: &Model, random: &mut Random) -> Option<String> {
    let mut text = String::new();
    let mut made_up = BTreeMap::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '⟦']) {
        text.push_str(&rest[..at]);
        let figure = rest[at..].starts_with('{');
        let (open, close) = if figure { ('{', '}') } else { ('⟦', '⟧') };
        let inner = &rest[at + open.len_utf8()..];
        let end = inner.find(close)?;
        text.push_str(&match figure {
            true => placeholder(&inner[..end], model, &mut made_up, random)?,
            false => alternative(&inner[..end], model, &mut made_up, random)?,
        });
        rest = &inner[end + close.len_utf8()..];
    }
    text.push_str(rest);
    Some(text)
}

/// `按排→安排`; either side may hold `<Y>` for a placeholder.
fn alternative(inner: &str, model: &Model, made_up: &mut BTreeMap<char, i64>, random: &mut Random) -> Option<String> {
    let (wrong, right) = inner.split_once('→')?;
    let chosen = if model.sound { right } else { wrong };
    let mut text = String::new();
    let mut rest = chosen;
    while let Some((before, behind)) = rest.split_once('<') {
        let (key, after) = behind.split_once('>')?;
        text.push_str(before);
        text.push_str(&placeholder(key, model, made_up, random)?);
        rest = after;
    }
    text.push_str(rest);
    Some(if model.sound { text } else { marked(&text) })
}

fn placeholder(key: &str, model: &Model, made_up: &mut BTreeMap<char, i64>, random: &mut Random) -> Option<String> {
    if key == "organ" {
        return Some(model.organ.clone());
    }
    let (key, print) = key.split_once(':').unwrap_or((key, ""));
    let (below, key) = key.strip_prefix('<').map_or((false, key), |key| (true, key));
    let (damaged, key) = key.strip_prefix('!').map_or((below, key), |key| (true, key));
    let (zero, key) = key.strip_prefix('~').map_or((damaged, key), |key| (true, key));
    let wrong = damaged && !model.sound;
    if let Some(pair) = key.strip_prefix(['%', '^']) {
        let (part, whole) = pair.split_once('/')?;
        let (part, whole) = (sum(part, model, made_up, random)?, sum(whole, model, made_up, random)?);
        if part <= 0.0 || whole <= 0.0 || part == whole {
            return None;
        }
        let share = if key.starts_with('%') { part / whole } else { (part / whole - 1.0).abs() } * 100.0;
        return Some(percent(share, if print == "1" { 1 } else { 2 }, wrong, random));
    }
    let right = sum(key, model, made_up, random)?;
    if right == 0.0 && !zero {
        return None;
    }
    if !wrong {
        return printed(right, print);
    }
    let wrong = match right.fract() == 0.0 {
        true if below => right - random.between(1, (right as i64 / 4).max(1)) as f64,
        true => another(right as i64, model, random) as f64,
        false => right + random.between(1, 9) as f64,
    };
    Some(marked(&printed(wrong, print)?))
}

/// A share as a clerk would write it, or one that is off by more than rounding.
fn percent(share: f64, decimals: usize, wrong: bool, random: &mut Random) -> String {
    let unit = 0.1_f64.powi(decimals as i32);
    if !wrong {
        return format!("{share:.decimals$}");
    }
    let off = random.between(3, 60) as f64 * unit;
    let value = if share > off + 1.0 && random.below(2) == 0 { share - off } else { share + off };
    marked(&format!("{value:.decimals$}"))
}

/// A number that is not `right` and none of the figures that it might be taken for.
pub fn another(right: i64, model: &Model, random: &mut Random) -> i64 {
    let total = |row: &str| cell_name(model.edition, row, "total").map_or(0, |cell| model.count(cell));
    let (new, carried, done, left) = (total("1"), total("2"), total("3.7"), total("4"));
    let taken = [right, new, carried, done, left, new + carried, total("review"), total("direct_litigation")];
    loop {
        let digits: Vec<char> = right.to_string().chars().collect();
        let value = match random.below(7) {
            0 => right - random.between(1, 9),
            1 if digits.len() > 1 => {
                let mut swapped = digits.clone();
                let at = random.below(digits.len() - 1);
                swapped.swap(at, at + 1);
                swapped.iter().collect::<String>().parse().unwrap_or(right)
            }
            2 => right + 10 * random.between(1, 9),
            3 if right > 0 => right * 10,
            4 if right > 20 => right / 10,
            _ => right + random.between(1, 9),
        };
        if value > 0 && !taken.contains(&value) {
            return value;
        }
    }
}

fn sum(key: &str, model: &Model, made_up: &mut BTreeMap<char, i64>, random: &mut Random) -> Option<f64> {
    if let Some(offset) = key.strip_prefix('Y') {
        let offset: i32 = if offset.is_empty() { 0 } else { offset.parse().ok()? };
        return Some(f64::from(model.year + offset));
    }
    let mut total = 0.0;
    for (at, part) in key.split('+').enumerate() {
        for (negative, part) in part.split('-').enumerate() {
            let value = term(part, model, made_up, random)?;
            total += if negative > 0 { -value } else { value };
        }
        debug_assert!(at < 9);
    }
    Some(total)
}

fn term(key: &str, model: &Model, made_up: &mut BTreeMap<char, i64>, random: &mut Random) -> Option<f64> {
    let mut characters = key.chars();
    if let (Some(letter @ 'a'..='h'), None) = (characters.next(), characters.next()) {
        let value = *made_up.entry(letter).or_insert_with(|| random.between(12, 240));
        return Some(value as f64);
    }
    if key == "litigation" {
        let of = |row| model.value(cell_name(model.edition, row, "total")?);
        return Some(of("direct_litigation")? + of("litigation_after_review")?);
    }
    if let Ok(number) = key.parse() {
        return Some(number);
    }
    if let Some(key) = key.strip_prefix("p.") {
        return term(key, model.previous.as_ref()?, made_up, random);
    }
    let (row, column) = key.rsplit_once('.')?;
    if let Some(prefix) = row.strip_suffix('*') {
        let fits = |row: &Row| row.id().starts_with(prefix) || row.id() == prefix.trim_end_matches('.');
        let rows = Row::all(TableKind::Requests, model.edition).filter(fits);
        return Some(rows.filter_map(|row| model.value(cell_name(model.edition, row.id(), column)?)).sum());
    }
    if column == "bodies" {
        let of = |column| model.value(cell_name(model.edition, row, column)?);
        return Some(of("total")? - of("natural_person")?);
    }
    model.value(cell_name(model.edition, row, column)?)
}

fn printed(value: f64, print: &str) -> Option<String> {
    let plain = format!("{value:.4}");
    let plain = plain.trim_end_matches('0').trim_end_matches('.').to_owned();
    let whole = value as i64;
    Some(match print {
        "comma" if whole >= 1000 => format!("{},{:03}", whole / 1000, whole % 1000),
        "wide" => plain.chars().map(|digit| char::from_u32(digit as u32 + 0xFEE0).unwrap_or(digit)).collect(),
        "han" => han(whole),
        "wan" if whole >= 10_000 && whole % 100 == 0 => format!("{}万", value / 10_000.0),
        "" => plain,
        _ => return None,
    })
}

/// Chinese numerals up to 99,999.
pub fn han(value: i64) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    if value == 0 {
        return DIGITS[0].to_owned();
    }
    let mut text = String::new();
    let mut gap = false;
    for (unit, name) in [(10_000, "万"), (1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = (value / unit % 10) as usize;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push('零');
            gap = false;
        }
        if !(digit == 1 && unit == 10 && text.is_empty()) {
            text.push_str(DIGITS[digit]);
        }
        text.push_str(name);
    }
    text
}
