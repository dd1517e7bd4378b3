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
    let find = |tag: &str, from: usize| {
        let begins = |at: &usize| {
            text.as_bytes()[*at..].get(..tag.len()).is_some_and(|bytes| bytes.eq_ignore_ascii_case(tag.as_bytes()))
        };
        memchr::memchr_iter(b'<', &text.as_bytes()[from..]).map(|at| from + at).find(begins)
    };
    let mut document = Document::default();
    let mut from = 0;
    while let Some(start) = find("<table", from) {
        let end = find("</table>", start).map_or(text.len(), |at| at + "</table>".len());
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
    if is_comma_separated(head) { Kind::Csv } else { Kind::Text }
}

/// Whether most lines are rows of cells. Sentences have commas, too, where they are of half width; but of the cells of
/// a report's tables many are figures or blank.
fn is_comma_separated(head: &str) -> bool {
    let lines: Vec<&str> = head.lines().filter(|line| !line.trim().is_empty()).collect();
    let rows: Vec<&str> = lines.iter().copied().filter(|line| line.matches(',').count() >= 3).collect();
    let cells = || rows.iter().flat_map(|row| row.split(','));
    let is_figure = |cell: &&str| cell.trim_matches(['"', ' ']).bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.'));
    rows.len() >= 4
        && rows.len() * 2 > lines.len()
        && cells().filter(is_figure).count() * 4 >= cells().count()
        && !head.contains(['\t', '|'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_text() {
        assert_eq!(sniff("<!DOCTYPE html><title>甲</title>".as_bytes()), Kind::Html);
        assert_eq!(sniff("标题\n一、总体情况".as_bytes()), Kind::Text);
        assert_eq!(sniff("规章,0,0,0\n规范,1,0,3\n信息,本年,废止,现行\n甲,,,\n".as_bytes()), Kind::Csv);
        let sentence = "办结申请12件,其中同意公开3件,部分公开2件,其他处理7件。\n";
        assert_eq!(sniff(sentence.repeat(5).as_bytes()), Kind::Text);
        assert_eq!(sniff("本年新收 3,119 件，办结 3,050 件，结转 103 件".as_bytes()), Kind::Text);
    }
}
