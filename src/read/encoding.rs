//! From bytes to text: Unicode by its mark or by being valid, else what the file names, else the likelier of the
//! Chinese encodings.

pub use crate::document::Encoding;

/// How a platform decodes: bytes that mean nothing become U+FFFD.
pub type Decode = fn(&[u8], Encoding) -> String;

/// `bytes` decoded where all of them mean something.
pub fn strict(bytes: &[u8], encoding: Encoding, decode: Decode) -> Option<String> {
    Some(decode(bytes, encoding)).filter(|text| !text.contains(char::REPLACEMENT_CHARACTER))
}

/// The encoding of a name such as `gb2312`; of Unicode's none, for that shows by itself.
pub fn named(name: &str) -> Option<Encoding> {
    let name = name.trim_matches(|mark: char| mark == '"' || mark == '\'' || mark.is_whitespace()).to_ascii_lowercase();
    match name.as_str() {
        "gb2312" | "gbk" | "gb18030" | "gb_2312-80" | "x-gbk" | "cp936" | "hz-gb-2312" => Some(Encoding::Gb18030),
        "big5" | "big5-hkscs" | "cp950" | "x-x-big5" => Some(Encoding::Big5),
        _ => None,
    }
}

/// The encoding that a page names in its head.
pub fn declared(bytes: &[u8]) -> Option<Encoding> {
    let head: String = bytes.iter().take(2_048).map(|&byte| char::from(byte).to_ascii_lowercase()).collect();
    let after = &head[head.find("charset=")? + "charset=".len()..];
    let value: String = after
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|mark| mark.is_ascii_alphanumeric() || "-_".contains(*mark))
        .collect();
    named(&value)
}

/// The text of a file, and the encoding if it had to be guessed; `None` for what is no text. `known` is what the file
/// names, or the user.
pub fn text(bytes: &[u8], known: Option<Encoding>, decode: Decode) -> Option<(String, Option<Encoding>)> {
    let (text, guessed) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (utf16(rest, u16::from_le_bytes), None),
        [0xFE, 0xFF, rest @ ..] => (utf16(rest, u16::from_be_bytes), None),
        [0xEF, 0xBB, 0xBF, rest @ ..] => (String::from_utf8_lossy(rest).into_owned(), None),
        _ => match (utf16_without_mark(bytes), std::str::from_utf8(bytes), known) {
            (Some(text), ..) => (text, None),
            (None, Ok(text), _) => (text.to_owned(), None),
            (None, Err(_), Some(known)) => (decode(bytes, known), None),
            (None, Err(_), None) => guess(bytes, decode)?,
        },
    };
    // Text has no control characters but line breaks and tabs; a few strays are forgiven.
    let strays = text.chars().filter(|&character| character.is_control() && !character.is_whitespace()).count();
    (strays * 50 <= text.chars().count()).then_some((text, guessed))
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// UTF-16 without its mark: the order in which it is Chinese.
fn utf16_without_mark(bytes: &[u8]) -> Option<String> {
    let is_chinese = |text: &String| {
        let wide = text
            .chars()
            .filter(|character| matches!(character, '\u{4E00}'..='\u{9FFF}' | '\u{3000}'..='\u{303F}'))
            .count();
        wide * 2 > text.chars().count()
    };
    let zeros = bytes.iter().filter(|&&byte| byte == 0).count();
    if zeros == 0 || zeros * 40 <= bytes.len() {
        return None;
    }
    [utf16(bytes, u16::from_le_bytes), utf16(bytes, u16::from_be_bytes)].into_iter().find(is_chinese)
}

/// The likeliest reading of bytes that are no valid Unicode and name no encoding.
fn guess(bytes: &[u8], decode: Decode) -> Option<(String, Option<Encoding>)> {
    let unicode = String::from_utf8_lossy(bytes).into_owned();
    if is_sound(&unicode) {
        return Some((unicode, None));
    }
    // Words that every report has, in the characters of either side; other bytes hardly make them by chance.
    const SIMPLIFIED: &[&str] = &["政府", "信息公开", "行政", "申请", "报告", "单位", "工作"];
    const TRADITIONAL: &[&str] = &["政府", "公開", "行政", "申請", "報告", "單位", "工作", "資訊"];
    let count = |text: &str, words: &[&str]| words.iter().map(|word| text.matches(word).count()).sum::<usize>();
    let (first, second) = (decode(bytes, Encoding::Gb18030), decode(bytes, Encoding::Big5));
    let (simplified, traditional) = (count(&first, SIMPLIFIED), count(&second, TRADITIONAL));
    let first_first = simplified > traditional || simplified == traditional && damage(&first) <= damage(&second);
    let mut ways = [(first, Encoding::Gb18030), (second, Encoding::Big5)];
    if !first_first {
        ways.reverse();
    }
    ways.into_iter().find(|(text, _)| is_sound(text)).map(|(text, encoding)| (text, Some(encoding)))
}

fn damage(text: &str) -> usize {
    text.matches(char::REPLACEMENT_CHARACTER).count()
}

/// Whether no more than a few characters are damaged.
fn is_sound(text: &str) -> bool {
    let wide = text.chars().filter(|&character| character >= '\u{2E80}').count();
    damage(text) * 50 <= wide
}

/// The platform's decoder outside a browser.
#[cfg(not(target_arch = "wasm32"))]
pub fn decode(bytes: &[u8], encoding: Encoding) -> String {
    let encoding = match encoding {
        Encoding::Gb18030 => encoding_rs::GB18030,
        Encoding::Big5 => encoding_rs::BIG5,
    };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unicode_in_its_forms() {
        let utf16: Vec<u8> = "\u{feff}总体".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in ["总体".as_bytes(), "\u{feff}总体".as_bytes(), &utf16] {
            assert_eq!(text(bytes, None, decode), Some(("总体".to_owned(), None)));
        }
    }

    #[test]
    fn chinese_encodings_are_told_apart() {
        let simplified = encoding_rs::GB18030.encode("政府信息公开工作年度报告").0.into_owned();
        assert_eq!(
            text(&simplified, None, decode),
            Some(("政府信息公开工作年度报告".to_owned(), Some(Encoding::Gb18030)))
        );
        let traditional = encoding_rs::BIG5.encode("政府資訊公開工作年度報告").0.into_owned();
        assert_eq!(
            text(&traditional, None, decode),
            Some(("政府資訊公開工作年度報告".to_owned(), Some(Encoding::Big5)))
        );
        // What the file or the user says is not guessed.
        assert_eq!(text(&simplified, Some(Encoding::Gb18030), decode).map(|(_, guessed)| guessed), Some(None));
    }

    #[test]
    fn a_damaged_byte_costs_a_character() {
        let mut bytes = encoding_rs::GB18030.encode(&"政府信息公开工作年度报告".repeat(9)).0.into_owned();
        bytes.push(0xB5);
        let (text, guessed) = text(&bytes, None, decode).expect("text");
        assert_eq!((damage(&text), guessed), (1, Some(Encoding::Gb18030)));
    }

    #[test]
    fn names_in_pages() {
        assert_eq!(declared(b"<meta charset=\"GB2312\">"), Some(Encoding::Gb18030));
        assert_eq!(
            declared(b"<meta http-equiv=Content-Type content=\"text/html; charset=big5\">"),
            Some(Encoding::Big5)
        );
        assert_eq!(declared(b"<meta charset=utf-8>"), None);
    }

    #[test]
    fn noise_is_no_text() {
        for bytes in [&[0x80, 0x81, 0xFF, 0x00][..], &[1, 2, 3, 4, 5, 6]] {
            assert_eq!(text(bytes, None, decode), None);
        }
    }
}
