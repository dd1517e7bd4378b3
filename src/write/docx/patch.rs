//! Changes to XML as text: what is not changed stays as it is, to the byte.

use roxmltree::Node;
use std::collections::BTreeMap;
use std::ops::Range;

/// Changes to a text, by where they begin.
#[derive(Debug, Default)]
pub struct Patches(BTreeMap<usize, (usize, String)>);

impl Patches {
    /// Replaces the bytes at `range`, which may be none, by `text`. One that is put at the same place takes its place.
    pub fn put(&mut self, range: Range<usize>, text: String) {
        self.0.insert(range.start, (range.end, text));
    }

    /// Puts `text` at a place between elements.
    pub fn put_at(&mut self, place: Boundary, text: &str) {
        let Boundary { cut, close, open, keep } = place;
        self.put(cut, close + text + &open);
        self.keep(keep);
    }

    /// Lets a text keep its white space; `at`: see [`Boundary::keep`].
    pub fn keep(&mut self, at: Option<usize>) {
        if let Some(at) = at {
            self.put(at..at, KEEP.to_owned());
        }
    }

    /// The text with all changes. One that begins inside another is left out.
    pub fn apply(&self, text: &str) -> String {
        let more: usize = self.0.values().map(|(_, text)| text.len()).sum();
        let mut changed = String::with_capacity(text.len() + more);
        let mut at = 0;
        for (&start, (end, with)) in &self.0 {
            let Some(kept) = text.get(at..start) else { continue };
            changed.push_str(kept);
            changed.push_str(with);
            at = (*end).max(start);
        }
        changed.push_str(text.get(at..).unwrap_or_default());
        changed
    }
}

/// A place between two elements, made where there is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Boundary {
    /// The bytes to be replaced; mostly none.
    pub cut: Range<usize>,
    /// What ends the elements that are open there.
    pub close: String,
    /// What begins them again.
    pub open: String,
    /// Where in its start tag a text that is cut has to be told to keep its white space.
    pub keep: Option<usize>,
}

/// What tells it.
const KEEP: &str = " xml:space=\"preserve\"";

impl Boundary {
    /// The place at byte `at`, where no element has to be cut.
    pub fn at(at: usize) -> Self {
        Boundary { cut: at..at, close: String::new(), open: String::new(), keep: None }
    }
}

/// The place behind the last child of `node`.
pub fn end_of_content(xml: &str, node: Node) -> Boundary {
    let range = node.range();
    let whole = &xml[range.clone()];
    if whole.ends_with("/>") {
        return Boundary {
            cut: range.end - 2..range.end,
            close: ">".to_owned(),
            open: format!("</{}>", name(xml, node)),
            keep: None,
        };
    }
    Boundary::at(range.start + whole.rfind("</").unwrap_or(whole.len()))
}

/// The name of an element as it stands in the text, with its prefix.
pub fn name<'x>(xml: &'x str, node: Node) -> &'x str {
    let tag = xml.get(node.range().start + 1..).unwrap_or_default();
    let end = tag.find(|character: char| character.is_ascii_whitespace() || matches!(character, '/' | '>'));
    &tag[..end.unwrap_or(tag.len())]
}

/// The prefix of that name with its colon; empty where it has none.
pub fn prefix<'x>(xml: &'x str, node: Node) -> &'x str {
    let name = name(xml, node);
    &name[..name.find(':').map_or(0, |colon| colon + 1)]
}

/// The start tag of an element. (One that is empty ends in `/>`.)
pub fn start_tag<'x>(xml: &'x str, node: Node) -> &'x str {
    let whole = &xml[node.range()];
    let mut quote = None;
    for (at, byte) in whole.bytes().enumerate() {
        match (byte, quote) {
            (b'"' | b'\'', None) => quote = Some(byte),
            (b'>', None) => return &whole[..=at],
            (byte, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    whole
}

/// Text as it stands in XML, also in attributes. What XML cannot hold is left out.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' => escaped.push(character),
            '\r' => escaped.push_str("&#13;"),
            _ if is_unheld(character) => {}
            _ => escaped.push(character),
        }
    }
    escaped
}

/// Whether XML cannot hold a character.
pub fn is_unheld(character: char) -> bool {
    matches!(character, '\0'..' ' | '\u{fffe}' | '\u{ffff}') && !matches!(character, '\t' | '\n' | '\r')
}

/// How many bytes of `raw`, text as it stands in XML, stand for the first `wanted` bytes of what it says; `None` where
/// that cannot be told.
pub fn raw_length(raw: &str, wanted: usize) -> Option<usize> {
    let (mut at, mut said) = (0, 0);
    while said < wanted {
        let rest = &raw[at..];
        let (length, character) = match rest.as_bytes() {
            [b'&', ..] => {
                let end = rest.find(';')?;
                (end + 1, entity(&rest[1..end])?)
            }
            [b'\r', b'\n', ..] => (2, '\n'),
            [b'<', ..] => return None,
            _ => rest.chars().next().map(|character| (character.len_utf8(), character))?,
        };
        at += length;
        said += character.len_utf8();
    }
    (said == wanted).then_some(at)
}

fn entity(name: &str) -> Option<char> {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => match name.strip_prefix("#x") {
            Some(digits) => number(digits, 16),
            None => number(name.strip_prefix('#')?, 10),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_leave_the_rest_alone() {
        let mut patches = Patches::default();
        patches.put(1..1, "甲".into());
        patches.put(2..4, String::new());
        patches.put(3..3, "inside the one before".into());
        patches.put(6..6, "乙".into());
        assert_eq!(patches.apply("abcdef"), "a甲bef乙");
    }

    #[test]
    fn escaped_text_is_measured() {
        let raw = "a&lt;公&#20844;&#x516C;\r\nb";
        let said = "a<公公公\nb";
        for (at, _) in said.char_indices() {
            let length = raw_length(raw, at).expect("on a character");
            let tree = format!("<a>{}</a>", &raw[..length]);
            assert_eq!(
                roxmltree::Document::parse(&tree).expect("XML").root_element().text().unwrap_or(""),
                &said[..at]
            );
        }
        assert_eq!(raw_length(raw, said.len()), Some(raw.len()));
        assert_eq!(raw_length(raw, 3), None, "inside a character");
        assert_eq!(raw_length("a<![CDATA[b]]>", 2), None);
        assert_eq!(raw_length("a", 2), None);
    }

    #[test]
    fn tags_with_signs_in_their_attributes() {
        let xml = "<w:r x='>' xmlns:w=\"u\"><w:t/></w:r>";
        let tree = roxmltree::Document::parse(xml).expect("XML");
        assert_eq!(start_tag(xml, tree.root_element()), "<w:r x='>' xmlns:w=\"u\">");
        assert_eq!(name(xml, tree.root_element()), "w:r");
        assert_eq!(prefix(xml, tree.root_element()), "w:");
    }
}
