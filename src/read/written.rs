//! Files that are text: plain, Markdown, HTML, comma-separated.

use super::{Kind, Reading, Unreadable, encoding, html, plain, sheets};
use crate::document::{Document, Note};

/// Reads a file of text.
///
/// # Errors
/// What is no text.
pub fn read_written(bytes: &[u8], kind: Kind, reading: Reading) -> Result<Document, Unreadable> {
    let known = reading.encoding.or_else(|| encoding::declared(bytes));
    let (text, guessed) = encoding::text(bytes, known, reading.decode).ok_or_else(|| {
        Unreadable(
            "这个文件不是文字内容，或用了无法识别的编码；请用原来的程序打开它，复制全文后粘贴到这里。".to_owned(),
        )
    })?;
    let mut document = read_text(&text, kind);
    document.notes.extend(guessed.or(reading.encoding).map(Note::Guessed));
    Ok(document)
}

/// Reads text that is already decoded, as from the clipboard.
pub fn read_text(text: &str, kind: Kind) -> Document {
    match kind {
        Kind::Html => html::read(text),
        Kind::Csv => sheets::read_csv(text),
        _ => read_mixed(text),
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

/// HTML, comma-separated values or plain text. What tells them apart is ASCII in all encodings but UTF-16.
pub fn sniff(bytes: &[u8]) -> Kind {
    let head: String = bytes
        .iter()
        .take(8_192)
        .filter(|byte| **byte != 0)
        .map(|&byte| if byte < 0x80 { char::from(byte).to_ascii_lowercase() } else { '\u{FFFD}' })
        .collect();
    let head = head.trim_start_matches('\u{FFFD}');
    // What Windows puts before HTML on its clipboard.
    let page = if head.starts_with("version:") { head.find('<').map_or("", |at| &head[at..]) } else { head };
    let tags = ["<!doctype html", "<html", "<head", "<body", "<table", "<p>", "<p ", "<div", "<span", "<h1", "<meta"];
    if page.trim_start().starts_with('<') && tags.iter().any(|tag| page.contains(tag)) {
        return Kind::Html;
    }
    let lines: Vec<&str> = head.lines().filter(|line| !line.trim().is_empty()).collect();
    let commas = |line: &&str| line.matches(',').count() >= 3;
    let rows = lines.iter().filter(|line| commas(line)).count();
    let is_csv = rows >= 4 && rows * 2 > lines.len() && !head.contains(['\t', '|']);
    if is_csv { Kind::Csv } else { Kind::Text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_text() {
        assert_eq!(sniff("<!DOCTYPE html><title>甲</title>".as_bytes()), Kind::Html);
        assert_eq!(sniff("标题\n一、总体情况".as_bytes()), Kind::Text);
        assert_eq!(sniff("规章,0,0,0\n规范,1,0,3\n信息,本年,废止,现行\n甲,,,\n".as_bytes()), Kind::Csv);
        assert_eq!(sniff("本年新收 3,119 件，办结 3,050 件，结转 103 件".as_bytes()), Kind::Text);
    }
}
