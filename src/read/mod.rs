//! Reading: from bytes or clipboard text to a [`Document`]. One module a kind of input; none of them fails on what it
//! was given, only a file that is no document at all is refused, in one sentence for the clerk.

mod html;
mod plain;

use crate::document::Document;
use serde::{Deserialize, Serialize};

/// The largest input that is read, in bytes.
pub const MAX_INPUT: usize = 64 << 20;
/// The most paragraphs and tables that are read.
pub const MAX_ITEMS: usize = 100_000;

/// A kind of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Plain text, with or without Markdown.
    Text,
    /// HTML.
    Html,
}

/// Why an input could not be read: a sentence for the clerk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreadable(pub String);

/// How a platform decodes GB18030; `None` where the bytes are not GB18030.
pub type DecodeGb18030 = fn(&[u8]) -> Option<String>;

/// Reads a file. The kind is told by its content unless it is given; `decode` is asked where it is not Unicode.
pub fn read_bytes(bytes: &[u8], kind: Option<Kind>, decode: DecodeGb18030) -> Result<Document, Unreadable> {
    if bytes.len() > MAX_INPUT {
        let size = bytes.len() >> 20;
        return Err(Unreadable(format!(
            "文件有 {size} MB，超过 {} MB 的上限；请只保留年度报告本身再打开。",
            MAX_INPUT >> 20
        )));
    }
    if kind.is_none()
        && let Some(name) = binary_kind(bytes)
    {
        return Err(Unreadable(format!(
            "这是{name}，现在还不能直接打开；请用原来的程序打开它，全选、复制，再粘贴到这里，或另存为网页（.html）后打开。"
        )));
    }
    let text = decode_text(bytes, decode).ok_or_else(|| {
        Unreadable(
            "这个文件不是文字内容，或用了无法识别的编码；请用原来的程序打开它，复制全文后粘贴到这里。".to_owned(),
        )
    })?;
    Ok(read_text(&text, kind.unwrap_or_else(|| sniff(&text))))
}

/// Reads text that is already decoded, as from the clipboard.
pub fn read_text(text: &str, kind: Kind) -> Document {
    match kind {
        Kind::Text => read_mixed(text),
        Kind::Html => html::read(text),
    }
}

/// Plain text, with the HTML tables that converters to Markdown leave in it.
fn read_mixed(text: &str) -> Document {
    let lower = text.to_ascii_lowercase();
    let mut document = Document::default();
    let mut from = 0;
    while let Some(start) = lower[from..].find("<table").map(|at| from + at) {
        let end = lower[start..].find("</table>").map_or(text.len(), |at| start + at + "</table>".len());
        document.append(plain::read(&text[from..start]));
        document.append(html::read(&text[start..end]));
        from = end;
    }
    if from == 0 {
        return plain::read(text);
    }
    document.append(plain::read(&text[from..]));
    document
}

/// Kinds that are no text, told by how they begin.
fn binary_kind(bytes: &[u8]) -> Option<&'static str> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    let holds = |name: &[u8]| bytes.windows(name.len()).take(1 << 16).any(|window| window == name);
    if starts(b"%PDF") {
        Some("PDF 文件")
    } else if starts(b"PK\x03\x04") {
        Some(if holds(b"word/") {
            "Word 文档（.docx）"
        } else if holds(b"xl/") {
            "Excel 表格（.xlsx）"
        } else if holds(b"OFD.xml") {
            "OFD 版式文件"
        } else {
            "压缩包"
        })
    } else if starts(&[0xD0, 0xCF, 0x11, 0xE0]) {
        Some("旧版 Word、Excel 或 WPS 文件")
    } else if starts(b"{\\rtf") {
        Some("RTF 文件")
    } else if starts(b"\x89PNG")
        || starts(&[0xFF, 0xD8, 0xFF])
        || starts(b"GIF8")
        || starts(b"BM") && bytes.get(6..10) == Some(&[0; 4])
    {
        Some("图片")
    } else {
        None
    }
}

/// Unicode by its mark or by being valid UTF-8, else GB18030.
fn decode_text(bytes: &[u8], decode: DecodeGb18030) -> Option<String> {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        char::decode_utf16(units).map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>()
    };
    // UTF-16 without its mark: the order in which it is Chinese.
    let is_chinese = |text: &String| {
        let wide = text
            .chars()
            .filter(|character| matches!(character, '\u{4E00}'..='\u{9FFF}' | '\u{3000}'..='\u{303F}'))
            .count();
        wide * 2 > text.chars().count()
    };
    if bytes.iter().filter(|&&byte| byte == 0).count() * 40 > bytes.len() {
        let either = [utf16(bytes, u16::from_le_bytes), utf16(bytes, u16::from_be_bytes)];
        if let Some(text) = either.into_iter().find(is_chinese) {
            return Some(text);
        }
    }
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => decode(bytes).or_else(|| mostly_utf8(bytes))?,
        },
    };
    // Text has no control characters but line breaks and tabs; a few strays are forgiven.
    let strays = text.chars().filter(|&character| character.is_control() && !character.is_whitespace()).count();
    (strays * 50 <= text.chars().count()).then_some(text)
}

/// UTF-8 in which a few bytes were damaged.
fn mostly_utf8(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let damaged = text.chars().filter(|&character| character == char::REPLACEMENT_CHARACTER).count();
    let wide =
        text.chars().filter(|&character| character >= '\u{2E80}' && character != char::REPLACEMENT_CHARACTER).count();
    (damaged * 100 <= wide).then(|| text.into_owned())
}

/// HTML or plain text.
fn sniff(text: &str) -> Kind {
    let cut = text.char_indices().nth(2_000).map_or(text.len(), |(at, _)| at);
    let head = text[..cut].to_ascii_lowercase();
    // What Windows puts before HTML on its clipboard.
    let head = if head.starts_with("version:") { head.find('<').map_or("", |at| &head[at..]) } else { &head };
    let tags = ["<!doctype html", "<html", "<head", "<body", "<table", "<p>", "<p ", "<div", "<span", "<h1", "<meta"];
    if head.trim_start().starts_with('<') && tags.iter().any(|tag| head.contains(tag)) {
        Kind::Html
    } else {
        Kind::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn no_decoder(_: &[u8]) -> Option<String> {
        None
    }

    fn texts(bytes: &[u8]) -> Result<Vec<String>, String> {
        read_bytes(bytes, None, no_decoder).map(|document| document.blocks).map_err(|Unreadable(sentence)| sentence)
    }

    #[test]
    fn unicode_in_its_forms() {
        assert_eq!(texts("\u{feff}一、总体情况".as_bytes()), Ok(vec!["一、总体情况".into()]));
        let utf16: Vec<u8> = "\u{feff}总体".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(texts(&utf16), Ok(vec!["总体".into()]));
        assert_eq!(texts(b"<p>a</p><p>b</p>"), Ok(vec!["a".into(), "b".into()]));
    }

    #[test]
    fn what_is_no_text_gets_a_sentence() {
        for (bytes, part) in [
            (&b"%PDF-1.7"[..], "PDF"),
            (b"PK\x03\x04....word/document.xml", ".docx"),
            (&[0xD0, 0xCF, 0x11, 0xE0, 0xA1][..], "WPS"),
            (b"\x89PNG\r\n", "图片"),
            (&[0x80, 0x81, 0xFF, 0x00][..], "编码"),
            (&[1, 2, 3, 4, 5, 6][..], "不是文字"),
        ] {
            let sentence = texts(bytes).expect_err("not text");
            assert!(sentence.contains(part), "{sentence}");
            assert!(sentence.contains("请"), "{sentence}");
        }
    }
}
