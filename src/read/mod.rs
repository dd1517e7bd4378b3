//! Reading: from bytes or clipboard text to a [`Document`]. One module a kind of input; none of them fails on what it
//! was given, only a file that is no document at all is refused, in one sentence for the clerk.
//!
//! The kinds fall into three [`Family`]s, so that the page need not fetch what reads PDF before a PDF comes.

mod compound;
mod doc;
pub(crate) mod docx;
pub mod encoding;
mod html;
pub mod limits;
mod mhtml;
mod numerals;
mod ofd;
pub mod office;
pub(crate) mod package;
mod paper;
pub mod pdf;
mod plain;
mod rtf;
mod sheets;
mod written;
pub(crate) mod xml;

use crate::document::Document;
pub use encoding::{Decode, Encoding};
use serde::{Deserialize, Serialize};
pub use written::{read_text, read_written};

/// A kind of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Plain text, with or without Markdown.
    Text,
    /// HTML.
    Html,
    /// Comma-separated values.
    Csv,
    /// A web page saved in one file (.mht).
    Mhtml,
    /// RTF.
    Rtf,
    /// A zip package: .docx, .xlsx, .ofd, or an archive.
    Package,
    /// A compound file: .doc, .wps, .xls, .et.
    Compound,
    /// PDF.
    Pdf,
}

/// Kinds that are read by the same program part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Family {
    /// Text, HTML, comma-separated values.
    Written,
    /// What office programs write: packages, compound files, RTF, saved pages.
    Office,
    /// PDF.
    Pdf,
}

impl Kind {
    /// The family of this kind.
    pub fn family(self) -> Family {
        match self {
            Kind::Text | Kind::Html | Kind::Csv => Family::Written,
            Kind::Mhtml | Kind::Rtf | Kind::Package | Kind::Compound => Family::Office,
            Kind::Pdf => Family::Pdf,
        }
    }
}

/// The endings of the names of files that can be read: what is looked for in folders and archives. (A file that is named
/// is told by what is in it.) static/many.js has the same.
pub const ENDINGS: [&str; 20] = [
    "docx", "doc", "wps", "pdf", "ofd", "xlsx", "xls", "et", "csv", "html", "htm", "mht", "mhtml", "rtf", "txt", "md",
    "docm", "dotx", "wpt", "zip",
];

/// Whether a file of a folder or archive is one that can be read by its name, and none that systems and office programs
/// leave behind (.DS_Store, ~$年报.docx).
pub fn is_report_name(path: &str) -> bool {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let is_hidden = file.starts_with('.') || file.starts_with("~$") || path.starts_with("__MACOSX");
    let ending = file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    !is_hidden && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// Why an input could not be read: a sentence for the clerk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreadable(pub String);

/// What a file turned out to hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Content {
    /// A document.
    Document(Document),
    /// A web page that was packed: its HTML is still to be read.
    Page(String),
    /// An archive of files.
    Files(Vec<File>),
}

/// A file of an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its path in the archive.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// How a file is to be read, and what a reader may ask of its surroundings.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The encoding that the user chose for text that is no Unicode.
    pub encoding: Option<Encoding>,
    /// How the platform decodes.
    pub decode: Decode,
    /// Told how many pages are read, of how many.
    pub progress: &'a dyn Fn(u32, u32),
}

impl Reading<'_> {
    /// Reads without being asked for anything.
    pub fn new(decode: Decode) -> Self {
        Reading { encoding: None, decode, progress: &|_, _| {} }
    }
}

/// Reads a file, of whatever kind.
///
/// # Errors
/// What is no document, or is beyond a limit of [`limits`].
pub fn read_file(bytes: &[u8], kind: Option<Kind>, reading: Reading) -> Result<Content, Unreadable> {
    let kind = match kind {
        Some(kind) => kind,
        None => sniff(bytes)?,
    };
    let content = match kind.family() {
        Family::Written => Content::Document(read_written(bytes, kind, reading)?),
        Family::Office => office::read(bytes, kind, reading)?,
        Family::Pdf => Content::Document(pdf::read(bytes, reading)?),
    };
    Ok(match content {
        Content::Page(html) => Content::Document(read_text(&html, Kind::Html)),
        other => other,
    })
}

/// The kind of a file, told by how it begins; what begins like nothing known is taken for text.
///
/// # Errors
/// A file too large, or of a kind that is known to hold no text.
pub fn sniff(bytes: &[u8]) -> Result<Kind, Unreadable> {
    if bytes.len() > limits::INPUT {
        let (size, limit) = (bytes.len() >> 20, limits::INPUT >> 20);
        return Err(Unreadable(format!("文件有 {size} MB，超过 {limit} MB 的上限；请只保留年度报告本身再打开。")));
    }
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"\x89PNG")
        || starts(&[0xFF, 0xD8, 0xFF])
        || starts(b"GIF8")
        || starts(b"II*\0")
        || starts(b"BM") && bytes.get(6..10) == Some(&[0; 4])
    {
        return Err(Unreadable(
            "这是图片，里面没有可核对的文字；请打开 Word、WPS 原稿，或先用文字识别（OCR）转成文字。".to_owned(),
        ));
    }
    for (magic, name) in [(&b"Rar!"[..], "RAR"), (b"7z\xBC\xAF\x27\x1C", "7z"), (b"\x1F\x8B", "gzip")] {
        if starts(magic) {
            return Err(Unreadable(format!("这是 {name} 压缩包，不能直接打开；请先解压，再打开里面的文件。")));
        }
    }
    let head = &bytes[..bytes.len().min(1_024)];
    let holds = |part: &[u8]| head.windows(part.len()).any(|window| window == part);
    Ok(if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        Kind::Package
    } else if starts(&[0xD0, 0xCF, 0x11, 0xE0]) {
        Kind::Compound
    } else if starts(b"{\\rtf") {
        Kind::Rtf
    } else if holds(b"%PDF-") {
        Kind::Pdf
    } else if is_mail(head) {
        Kind::Mhtml
    } else {
        written::sniff(bytes)
    })
}

/// Headers of a mail message, as saved pages have them.
fn is_mail(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let first = text.trim_start().split(':').next().unwrap_or_default();
    matches!(
        first,
        "from" | "mime-version" | "content-type" | "subject" | "date" | "message-id" | "snapshot-content-location"
    ) && (text.contains("\nmime-version:") || text.contains("multipart/related") || text.starts_with("mime-version:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Result<Vec<String>, String> {
        match read_file(bytes, None, Reading::new(encoding::decode)) {
            Ok(Content::Document(document)) => Ok(document.blocks),
            Ok(other) => Err(format!("{other:?}")),
            Err(Unreadable(sentence)) => Err(sentence),
        }
    }

    #[test]
    fn text_and_html_are_told_apart() {
        assert_eq!(texts("\u{feff}一、总体情况".as_bytes()), Ok(vec!["一、总体情况".into()]));
        assert_eq!(texts(b"<p>a</p><p>b</p>"), Ok(vec!["a".into(), "b".into()]));
    }

    #[test]
    fn what_is_no_text_gets_a_sentence() {
        for (bytes, part) in [
            (&b"%PDF-1.7"[..], "PDF"),
            (b"PK\x03\x04....word/document.xml", "损坏"),
            (&[0xD0, 0xCF, 0x11, 0xE0, 0xA1][..], "损坏"),
            (b"\x89PNG\r\n", "图片"),
            (b"Rar!....", "解压"),
            (&[0x80, 0x81, 0xFF, 0x00][..], "编码"),
            (&[1, 2, 3, 4, 5, 6][..], "不是文字"),
        ] {
            let sentence = texts(bytes).expect_err("not text");
            assert!(sentence.contains(part), "{sentence}");
            assert!(sentence.contains("请"), "{sentence}");
        }
    }

    #[test]
    fn an_input_beyond_the_limit_is_refused() {
        let sentence = texts(&vec![b'a'; limits::INPUT + 1]).expect_err("too large");
        assert!(sentence.contains("64 MB"), "{sentence}");
    }

    #[test]
    fn what_is_looked_for_in_folders() {
        for (path, wanted) in [
            ("a/甲.DOCX", true),
            ("a/~$甲.docx", false),
            ("a/.甲.docx", false),
            ("a/甲.jpg", false),
            ("a/甲", false),
            ("甲.v2.pdf", true),
        ] {
            assert_eq!(is_report_name(path), wanted, "{path}");
        }
    }
}
