//! Numbers as Word writes them by itself, in the formats that Chinese documents use.

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// 1, 2; also what stands for formats that no Chinese document uses.
    Arabic,
    /// I, II
    Roman,
    /// i, ii
    SmallRoman,
    /// A, B
    Letters,
    /// a, b
    SmallLetters,
    /// 一, 一〇
    Digits,
    /// 一, 十
    Counted,
    /// 壹, 拾
    Legal,
    /// １, １０
    FullWidth,
    /// ①
    Circled,
    /// 01
    Padded,
    /// ⒈
    Stopped,
    /// ⑴
    Bracketed,
    /// ㈠
    BracketedChinese,
    /// ㊀
    CircledChinese,
    /// 甲
    Stems,
    /// 子
    Branches,
    /// Not at all.
    None,
}

impl Format {
    /// The format of a name in .docx (ECMA-376 part 1, 17.18.59 ST_NumberFormat).
    pub fn named(name: &str) -> Self {
        match name {
            "none" | "bullet" => Format::None,
            "upperRoman" => Format::Roman,
            "lowerRoman" => Format::SmallRoman,
            "upperLetter" => Format::Letters,
            "lowerLetter" => Format::SmallLetters,
            "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => Format::Digits,
            "chineseCounting"
            | "chineseCountingThousand"
            | "japaneseCounting"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand"
            | "koreanCounting" => Format::Counted,
            "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => Format::Legal,
            "decimalFullWidth" | "decimalFullWidth2" => Format::FullWidth,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Format::Circled,
            "decimalZero" => Format::Padded,
            "decimalEnclosedFullstop" => Format::Stopped,
            "decimalEnclosedParen" => Format::Bracketed,
            "ideographEnclosedCircle" => Format::CircledChinese,
            "ideographTraditional" => Format::Stems,
            "ideographZodiac" => Format::Branches,
            _ => Format::Arabic,
        }
    }

    /// The format of a number in .doc (MSONFC).
    pub fn of_word(code: u8) -> Self {
        match code {
            1 => Format::Roman,
            2 => Format::SmallRoman,
            3 => Format::Letters,
            4 => Format::SmallLetters,
            10 | 36 | 40 => Format::Digits,
            9 | 11 | 33 | 35 | 37 | 39 => Format::Counted,
            16 | 34 | 38 => Format::Legal,
            14 | 19 => Format::FullWidth,
            18 | 28 => Format::Circled,
            22 => Format::Padded,
            26 => Format::Stopped,
            27 => Format::Bracketed,
            29 => Format::BracketedChinese,
            30 => Format::Stems,
            31 => Format::Branches,
            23 | 255 => Format::None,
            _ => Format::Arabic,
        }
    }
}

/// `value` in `format`; where the format does not reach, in Arabic digits.
pub fn written(value: i32, format: Format) -> String {
    const DIGITS: &str = "〇一二三四五六七八九";
    const LEGAL_DIGITS: &str = "零壹贰叁肆伍陆柒捌玖";
    let arabic = value.to_string();
    let special = match format {
        Format::Arabic => None,
        Format::Roman => roman(value),
        Format::SmallRoman => roman(value).map(|text| text.to_lowercase()),
        Format::Letters => letters(value, b'A'),
        Format::SmallLetters => letters(value, b'a'),
        Format::Digits => Some(arabic.chars().filter_map(|digit| nth(DIGITS, digit.to_digit(10)? as i32)).collect()),
        Format::Counted => counted(value, DIGITS, ["", "十", "百", "千"]),
        Format::Legal => counted(value, LEGAL_DIGITS, ["", "拾", "佰", "仟"]),
        Format::FullWidth => {
            Some(arabic.chars().filter_map(|digit| char::from_u32('０' as u32 + digit.to_digit(10)?)).collect())
        }
        Format::Circled => enclosed(value, '①', 20)
            .or_else(|| enclosed(value.saturating_sub(20), '㉑', 15))
            .or_else(|| enclosed(value.saturating_sub(35), '㊱', 15)),
        Format::Padded => (0..10).contains(&value).then(|| format!("0{value}")),
        Format::Stopped => enclosed(value, '⒈', 20),
        Format::Bracketed => enclosed(value, '⑴', 20),
        Format::BracketedChinese => enclosed(value, '㈠', 10),
        Format::CircledChinese => enclosed(value, '㊀', 10),
        Format::Stems => nth("甲乙丙丁戊己庚辛壬癸", value.saturating_sub(1)).map(String::from),
        Format::Branches => nth("子丑寅卯辰巳午未申酉戌亥", value.saturating_sub(1)).map(String::from),
        Format::None => Some(String::new()),
    };
    special.unwrap_or(arabic)
}

/// The character number `index` of `characters`.
fn nth(characters: &str, index: i32) -> Option<char> {
    characters.chars().nth(usize::try_from(index).ok()?)
}

/// One of `count` characters that follow one another from that of 1.
fn enclosed(value: i32, one: char, count: i32) -> Option<String> {
    let offset = u32::try_from(value.checked_sub(1)?).ok()?;
    (1..=count).contains(&value).then(|| char::from_u32(one as u32 + offset).map(String::from))?
}

/// A, B, … Z, AA, BB, …
fn letters(value: i32, first: u8) -> Option<String> {
    let index = usize::try_from(value.checked_sub(1)?).ok()?;
    // Word itself goes no further than 30 alphabets.
    let times = (index < 26 * 30).then_some(index / 26 + 1)?;
    Some(char::from(first + (index % 26) as u8).to_string().repeat(times))
}

/// Roman numerals.
fn roman(value: i32) -> Option<String> {
    const NUMERALS: [(i32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = (1..4000).contains(&value).then_some(value)?;
    let mut text = String::new();
    for (worth, numeral) in NUMERALS {
        while rest >= worth {
            text.push_str(numeral);
            rest -= worth;
        }
    }
    Some(text)
}

/// 一, … 十, 十一, … 二十, … 一百〇一, … up to 9999.
fn counted(value: i32, digits: &str, units: [&str; 4]) -> Option<String> {
    (1..10_000).contains(&value).then_some(())?;
    let mut text = String::new();
    let mut gap = false;
    for (unit, power) in units.iter().zip([1, 10, 100, 1000]).rev() {
        let digit = value / power % 10;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.extend(nth(digits, 0));
        }
        gap = false;
        // 十一, not 一十一.
        if !(value < 20 && power == 10) {
            text.extend(nth(digits, digit));
        }
        text.push_str(unit);
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        let written = |format, values: &[i32]| {
            values.iter().map(|&value| super::written(value, Format::of_word(format))).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            written(39, &[1, 10, 11, 20, 21, 100, 101, 110, 1001]),
            "一 十 十一 二十 二十一 一百 一百〇一 一百一十 一千〇一"
        );
        assert_eq!(written(10, &[1, 10, 21]), "一 一〇 二一");
        assert_eq!(written(38, &[1, 12]), "壹 拾贰");
        assert_eq!(written(1, &[4, 1994]), "IV MCMXCIV");
        assert_eq!(written(4, &[1, 26, 27]), "a z aa");
        assert_eq!(written(18, &[1, 20, 21, 36, 50, 51]), "① ⑳ ㉑ ㊱ ㊿ 51");
        assert_eq!(written(27, &[1, 20, 21]), "⑴ ⑳ 21".replace('⑳', "⒇"));
        assert_eq!(written(29, &[1, 10]), "㈠ ㈩");
        assert_eq!(written(14, &[10]), "１０");
        assert_eq!(written(22, &[3, 12]), "03 12");
        assert_eq!(written(0, &[i32::MIN, 0]), "-2147483648 0");
        assert_eq!(written(39, &[i32::MIN, 0]), "-2147483648 0");
        assert_eq!(written(30, &[i32::MIN, 1, 11]), "-2147483648 甲 11");
        assert_eq!(written(18, &[i32::MIN]), "-2147483648");
    }
}
