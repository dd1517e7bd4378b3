//! HTML: saved pages and what Word, WPS and browsers put on the clipboard, parsed as browsers parse it.
//!
//! The tree is walked without recursion, so that no nesting however deep can exhaust the stack.

use super::limits;
use crate::document::{Document, Note, TableBuilder};
use html5ever::tendril::TendrilSink;
use html5ever::{Attribute, ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use std::borrow::Cow;
use std::collections::HashSet;
use std::rc::Rc;

/// Reads HTML.
pub fn read(text: &str) -> Document {
    let end = memchr::memchr_iter(b'<', text.as_bytes()).nth(limits::TAGS);
    let text = &text[..end.unwrap_or(text.len())];
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(&*shallow(text));
    let layout = layout_tables(&dom.document);
    let mut reader = Reader { layout, ..Reader::default() };
    walk(&dom.document, |node, entering| reader.node(node, entering));
    reader.end_paragraph();
    if end.is_some() {
        reader.document.add_note(Note::Damaged);
    }
    reader.document
}

/// No page that people write nests deeper. The parser looks through all open elements at every tag, so that its cost
/// grows with their number.
const DEEPEST: usize = 1_000;

/// No tag that people write has more attributes. The parser compares each with all before it.
const MOST_ATTRIBUTES: usize = 500;

/// `text` without the tags that would open elements deeper than [`DEEPEST`] or have more attributes than
/// [`MOST_ATTRIBUTES`]; their text stays.
fn shallow(text: &str) -> Cow<'_, str> {
    // Elements that must be closed; the others are closed by what follows them.
    const NESTING: &[&str] = &[
        "a",
        "address",
        "aside",
        "article",
        "b",
        "big",
        "blockquote",
        "button",
        "center",
        "details",
        "dir",
        "div",
        "dl",
        "em",
        "fieldset",
        "figcaption",
        "figure",
        "font",
        "footer",
        "form",
        "header",
        "i",
        "label",
        "main",
        "menu",
        "nav",
        "object",
        "ol",
        "pre",
        "ruby",
        "section",
        "span",
        "strong",
        "summary",
        "table",
        "u",
        "ul",
    ];
    let mut depth = 0usize;
    let mut kept = String::new();
    let mut from = 0;
    let mut looked_at = 0;
    for (at, _) in text.match_indices('<') {
        let tag = &text[at + 1..];
        let closing = tag.starts_with('/');
        let name_length = tag[usize::from(closing)..].bytes().take_while(u8::is_ascii_alphanumeric).count().min(12);
        let name = &tag[usize::from(closing)..][..name_length];
        // Only long tags are looked at, and nothing in them twice.
        if at >= looked_at && tag.starts_with(|first: char| first.is_ascii_alphabetic()) {
            let long = tag.bytes().take(MOST_ATTRIBUTES * 2).all(|byte| byte != b'>');
            let end = if long { tag.find('>').map_or(text.len(), |end| at + 1 + end) } else { at };
            looked_at = end;
            if long && at >= from && text[at..end].split_ascii_whitespace().nth(MOST_ATTRIBUTES).is_some() {
                kept.push_str(&text[from..at]);
                from = (end + 1).min(text.len());
                continue;
            }
        }
        if !NESTING.iter().any(|nesting| nesting.eq_ignore_ascii_case(name)) {
            continue;
        }
        if closing {
            depth = depth.saturating_sub(1);
        } else if depth < DEEPEST {
            depth += 1;
        } else if at >= from {
            kept.push_str(&text[from..at]);
            from = tag.find('>').map_or(text.len(), |end| at + 1 + end + 1);
        }
    }
    if from == 0 { Cow::Borrowed(text) } else { Cow::Owned(kept + &text[from..]) }
}

/// Visits the nodes in document order: `visit(node, true)` before its children, `visit(node, false)` after. When the
/// first answers false, the children are left out.
fn walk(root: &Handle, mut visit: impl FnMut(&Handle, bool) -> bool) {
    let mut stack = vec![(root.clone(), true)];
    while let Some((node, entering)) = stack.pop() {
        if !entering {
            visit(&node, false);
        } else if visit(&node, true) {
            stack.push((node.clone(), false));
            stack.extend(node.children.borrow().iter().rev().map(|child| (child.clone(), true)));
        }
    }
}

/// Tables that hold tables or are one cell only arrange the page; their cells are read as running text.
fn layout_tables(root: &Handle) -> HashSet<*const markup5ever_rcdom::Node> {
    let mut layout = HashSet::new();
    // The open tables with their numbers of cells.
    let mut open: Vec<(Handle, usize)> = Vec::new();
    walk(root, |node, entering| {
        match element(node) {
            Some("table") if entering => {
                if let Some((outer, _)) = open.last() {
                    layout.insert(Rc::as_ptr(outer));
                }
                open.push((node.clone(), 0));
            }
            Some("table") => {
                if let Some((table, cells)) = open.pop()
                    && cells <= 1
                {
                    layout.insert(Rc::as_ptr(&table));
                }
            }
            Some("td" | "th") if entering => {
                if let Some((_, cells)) = open.last_mut() {
                    *cells += 1;
                }
            }
            _ => {}
        }
        true
    });
    layout
}

fn element(node: &Handle) -> Option<&str> {
    match &node.data {
        NodeData::Element { name, .. } => Some(&name.local),
        _ => None,
    }
}

fn attribute(node: &Handle, wanted: &str) -> Option<String> {
    let NodeData::Element { attrs, .. } = &node.data else { return None };
    let is_wanted = |attribute: &&Attribute| &*attribute.name.local == wanted;
    attrs.borrow().iter().find(is_wanted).map(|attribute| attribute.value.to_string())
}

/// What a reader of the page does not see, or what is no text.
fn is_hidden(node: &Handle, name: &str) -> bool {
    if matches!(
        name,
        "head"
            | "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "math"
            | "iframe"
            | "object"
            | "select"
            | "textarea"
            | "button"
            | "title"
            | "del"
            | "audio"
            | "video"
            | "canvas"
    ) || name.starts_with("w:")
        || attribute(node, "hidden").is_some()
    {
        return true;
    }
    attribute(node, "style").is_some_and(|style| {
        let style: String = style.to_ascii_lowercase().chars().filter(|character| !character.is_whitespace()).collect();
        style.contains("display:none") || style.contains("mso-hide:all")
    })
}

/// `<pre>` and what is styled like it, as far as it holds no elements but inline ones.
fn keeps_lines(node: &Handle, name: &str) -> bool {
    let styled = || {
        attribute(node, "style").is_some_and(|style| {
            let style: String =
                style.to_ascii_lowercase().chars().filter(|character| !character.is_whitespace()).collect();
            style.contains("white-space:pre")
        })
    };
    let only_text = || {
        let children = node.children.borrow();
        children.iter().all(|child| element(child).is_none_or(|name| !is_block(name)))
            && children
                .iter()
                .any(|child| matches!(&child.data, NodeData::Text { contents } if contents.borrow().contains('\n')))
    };
    (name == "pre" || matches!(name, "div" | "p" | "section") && styled()) && only_text()
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "caption"
            | "tr"
            | "td"
            | "th"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "nav"
            | "aside"
            | "main"
            | "form"
            | "pre"
            | "blockquote"
            | "center"
            | "hr"
            | "address"
            | "figure"
            | "figcaption"
            | "body"
            | "fieldset"
    )
}

#[derive(Default)]
struct Reader {
    document: Document,
    layout: HashSet<*const markup5ever_rcdom::Node>,
    table: Option<TableBuilder>,
    /// The text of the paragraph or cell so far.
    text: String,
    /// Whether we are inside a cell of a data table.
    in_cell: bool,
    heading: Option<u8>,
    listed: bool,
    /// Whether the paragraph so far ended with `<br>`.
    broken: bool,
    /// How many elements are open that keep their line ends, and the text in them so far.
    kept: u32,
    lines: String,
}

impl Reader {
    fn node(&mut self, node: &Handle, entering: bool) -> bool {
        match &node.data {
            NodeData::Text { contents } if entering && self.kept > 0 => self.lines.push_str(&contents.borrow()),
            NodeData::Text { contents } if entering => self.append(&contents.borrow()),
            NodeData::Element { name, .. } => return self.element(node, &name.local, entering),
            _ => {}
        }
        true
    }

    fn element(&mut self, node: &Handle, name: &str, entering: bool) -> bool {
        if entering && (is_hidden(node, name) || self.document.is_full()) {
            return false;
        }
        if !self.in_cell && keeps_lines(node, name) {
            if entering {
                self.end_paragraph();
                self.kept += 1;
            } else {
                self.end_lines();
            }
            return true;
        }
        let is_layout = || self.layout.contains(&Rc::as_ptr(node));
        match name {
            "br" if entering && self.kept > 0 => self.lines.push('\n'),
            "table" if entering && self.table.is_none() && !is_layout() => {
                self.end_paragraph();
                self.table = Some(TableBuilder::new(true));
            }
            "table" if !entering && self.table.is_some() && !is_layout() => {
                if let Some(table) = self.table.take().filter(|table| !table.is_empty()) {
                    self.document.add_table(table);
                }
                self.text.clear();
            }
            "tr" if entering => {
                if let Some(table) = &mut self.table {
                    table.row();
                }
            }
            // A caption stands before its table.
            "caption" if self.table.is_some() => {
                let text = std::mem::take(&mut self.text);
                if !entering && !text.trim().is_empty() {
                    self.document.add_paragraph(text.trim(), None, false, true);
                }
            }
            "td" | "th" if self.table.is_some() => {
                if entering {
                    self.text.clear();
                    self.in_cell = true;
                } else {
                    self.end_cell(node);
                }
            }
            "br" if entering => self.line_break(),
            "img" if entering => self.append("［图片］"),
            _ if is_block(name) && self.in_cell => self.line_break(),
            _ if is_block(name) => {
                self.end_paragraph();
                let level = name.strip_prefix('h').and_then(|level| level.parse().ok());
                self.heading = if entering { level } else { None };
                self.listed = entering && name == "li";
            }
            _ => {}
        }
        true
    }

    /// Adds text; white space is one space, and none where a source line ends between Chinese characters.
    fn append(&mut self, text: &str) {
        let mut space: Option<bool> = None;
        for character in text.chars() {
            if matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                space = Some(space.unwrap_or(false) || character == '\n');
                continue;
            }
            if let Some(line_ended) = space.take() {
                self.append_space(line_ended && is_wide(character));
            }
            self.text.push(character);
        }
        if let Some(line_ended) = space {
            self.append_space(line_ended);
        }
    }

    fn append_space(&mut self, between_lines: bool) {
        let last = self.text.chars().next_back();
        let unneeded = last.is_none_or(|last| last == ' ' || last == '\n' || between_lines && is_wide(last));
        if !unneeded {
            self.text.push(' ');
        }
    }

    /// Text whose line ends count is read as plain text is.
    fn end_lines(&mut self) {
        self.kept = self.kept.saturating_sub(1);
        if self.kept == 0 {
            let lines = std::mem::take(&mut self.lines);
            self.document.append(super::plain::read(&lines));
        }
    }

    fn line_break(&mut self) {
        if self.in_cell {
            if !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push('\n');
            }
        } else {
            self.end_paragraph();
            self.broken = true;
        }
    }

    fn end_cell(&mut self, node: &Handle) {
        let span = |name| attribute(node, name).and_then(|value| value.trim().parse::<u32>().ok()).unwrap_or(1);
        let text = std::mem::take(&mut self.text);
        if let Some(table) = &mut self.table {
            if !table.has_row() {
                table.row();
            }
            table.cell(text.trim(), span("colspan"), span("rowspan"));
        }
        self.in_cell = false;
    }

    fn end_paragraph(&mut self) {
        if self.in_cell || self.table.is_some() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        let trimmed = text.trim_matches(|character: char| character.is_whitespace() || character == '\u{200b}');
        if !trimmed.is_empty() {
            self.document.add_paragraph(trimmed, self.heading, self.listed, !self.broken);
        }
        self.broken = false;
    }
}

/// Chinese characters and marks, between which a line's end is no space.
fn is_wide(character: char) -> bool {
    character >= '\u{2E80}'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Item;

    #[test]
    fn merged_cells_and_nested_spans() {
        let document = read(
            "<table><tr><td rowspan=2><p>本年新<span>制作</span><br>数量</p></td><td colspan=2>a&nbsp;</td></tr>\
             <tr><td>1<td> 2 </table>",
        );
        let Some(Item::Table(table)) = document.items.first() else { panic!("a table") };
        assert!(table.merged_known);
        assert_eq!(document.blocks, ["本年新制作\n数量", "a", "1", "2"]);
        assert_eq!((table.rows[0][0].rows, table.rows[0][1].columns, table.rows[1][0].column), (2, 2, 1));
    }

    #[test]
    fn word_clipboard() {
        let document = read(
            "<html xmlns:o=x><head><style>p{}</style><xml><w:WordDocument>Normal 0</w:WordDocument></xml></head><body>\
             <!--StartFragment--><p class=MsoNormal><span style='mso-list:Ignore'>一、<span>&nbsp; </span></span>总体\r\n情况<o:p></o:p></p>\
             <p style='display: none'>隐藏</p><script>alert(1)</script></body></html>",
        );
        assert_eq!(document.blocks.len(), 1, "{:?}", document.blocks);
        assert_eq!(crate::text::fold(&document.blocks[0]), "一、总体情况");
    }

    #[test]
    fn tables_that_arrange_the_page_are_running_text() {
        let document =
            read("<table><tr><td><p>正文</p><table><tr><td>规章</td><td>0</td></tr></table></td></tr></table>");
        assert_eq!(document.items.len(), 2);
        assert!(matches!(document.items[1], Item::Table(_)));
    }

    #[test]
    fn a_tag_with_more_attributes_than_people_write_is_passed_over() {
        let attributes = |count: usize| (0..count).map(|at| format!(" a{at}=1")).collect::<String>();
        let read_with = |count: usize| read(&format!("<p>前<b{}>中</b>后</p>", attributes(count))).blocks;
        assert_eq!(read_with(3), ["前中后"]);
        assert_eq!(read_with(100_000), ["前中后"]);
    }

    #[test]
    fn deep_nesting_is_walked() {
        let deep = "<div>".repeat(100_000) + "底" + &"</div>".repeat(100_000);
        assert_eq!(read(&deep).blocks, ["底"]);
    }

    #[test]
    fn preformatted_text_is_read_line_by_line() {
        let document = read("<pre>一、总体情况\n规章\t0\t0</pre><p>后文</p>");
        assert_eq!(document.blocks, ["一、总体情况", "规章", "0", "0", "后文"]);
    }

    #[test]
    fn a_caption_stands_before_its_table() {
        let document =
            read("<table><caption>二、主动公开政府信息情况</caption><tr><td>规章</td><td>0</td></tr></table>");
        assert_eq!(document.blocks, ["二、主动公开政府信息情况", "规章", "0"]);
    }

    #[test]
    fn headings_lists_and_line_breaks() {
        let document = read("<h2>一、总体情况</h2><ul><li>甲</li></ul>乙<br>丙");
        assert_eq!(document.blocks, ["一、总体情况", "甲", "乙", "丙"]);
        assert_eq!(document.paragraph(0).map(|(paragraph, _)| paragraph.heading), Some(Some(2)));
        assert_eq!(document.paragraph(1).map(|(paragraph, _)| paragraph.listed), Some(true));
        assert_eq!(document.paragraph(3).map(|(paragraph, _)| paragraph.parted), Some(false));
    }
}
