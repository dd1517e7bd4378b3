//! Where in the XML of a Word document a text stands, and how its runs are cut there.

use super::patch::{Boundary, end_of_content, name, prefix, raw_length, start_tag};
use crate::document::{Document, Origin, Part};
use crate::read::xml::{attribute, child, children, is};
use crate::text::Span;
use roxmltree::{Document as Xml, Node};
use std::collections::HashMap;
use std::ops::Range;

/// A part of a Word document with the places of what was read from it.
pub struct Places<'a, 'x> {
    xml: &'x str,
    part: Part,
    tree: &'a Xml<'x>,
    /// What texts and empty paragraphs were read from, by where it begins.
    nodes: HashMap<u32, Node<'a, 'x>>,
}

/// A piece of text in one run, or an empty paragraph.
#[derive(Clone, Debug)]
pub struct Piece<'a, 'x> {
    /// The text node, an element that stands for a character, or the paragraph.
    pub node: Node<'a, 'x>,
    /// The bytes of its text.
    pub text: Range<usize>,
    /// The bytes of the block.
    pub block: Range<u32>,
}

impl<'a, 'x> Places<'a, 'x> {
    /// The places of all that `document` has of this part.
    pub fn new(xml: &'x str, tree: &'a Xml<'x>, part: Part, document: &Document) -> Self {
        let wanted: HashMap<u32, u32> = document
            .origins
            .iter()
            .filter(|origin| origin.part == part)
            .map(|origin| (origin.range.start, origin.range.end))
            .collect();
        let nodes = tree
            .root()
            .descendants()
            .skip(1)
            .filter(|node| wanted.get(&(node.range().start as u32)) == Some(&(node.range().end as u32)))
            .map(|node| (node.range().start as u32, node))
            .collect();
        Places { xml, part, tree, nodes }
    }

    /// The XML.
    pub fn xml(&self) -> &'x str {
        self.xml
    }

    /// The root element.
    pub fn root(&self) -> Node<'a, 'x> {
        self.tree.root_element()
    }

    /// The pieces that `span` lies in, in reading order. An empty span has the piece that it stands in or behind.
    pub fn pieces(&self, document: &Document, span: Span) -> Vec<Piece<'a, 'x>> {
        let mut pieces: Vec<Piece> = Vec::new();
        for origin in origins_of(document, span.block).iter().filter(|origin| origin.part == self.part) {
            let (start, end) = (span.start.max(origin.span.start), span.end.min(origin.span.end));
            let touched = if span.start == span.end { start <= end && pieces.is_empty() } else { start < end };
            if touched && let Some(piece) = self.piece(document, origin, start..end) {
                pieces.push(piece);
            }
        }
        pieces
    }

    fn piece(&self, document: &Document, origin: &Origin, block: Range<u32>) -> Option<Piece<'a, 'x>> {
        let node = *self.nodes.get(&origin.range.start)?;
        // White space at a paragraph's ends stands in the run, but not in the block.
        let trimmed = if node.is_text() { node.text()?.find(document.quote(origin.span))? } else { 0 };
        let shift = |at: u32| trimmed + (at - origin.span.start) as usize;
        Some(Piece { node, text: shift(block.start)..shift(block.end), block })
    }

    /// The place in front of byte `at` of the text of `node`, with the run cut where that is inside it; `None` where a
    /// run cannot be cut so.
    pub fn cut(&self, node: Node<'a, 'x>, at: usize) -> Option<Boundary> {
        if is(node, "p") {
            return Some(end_of_content(self.xml, node));
        }
        let holder = self.holder(node)?;
        let run = holder.parent()?;
        let length = node.text().filter(|_| node.is_text()).map_or(1, str::len);
        let alone = !node.is_text() || holder.children().count() == 1;
        let mut content = children(run).filter(|child| !is(*child, "rPr"));
        let (first, last) = (content.next()?, content.last());
        let within = |at: usize| Boundary {
            close: format!("</{}>", name(self.xml, run)),
            open: format!("{}{}", start_tag(self.xml, run), self.properties(run)),
            ..Boundary::at(at)
        };
        if alone && at == 0 {
            let first = holder == first;
            return Some(if first { Boundary::at(run.range().start) } else { within(holder.range().start) });
        }
        if alone && at >= length {
            let last = holder == last.unwrap_or(first);
            return Some(if last { Boundary::at(run.range().end) } else { within(holder.range().end) });
        }
        let Boundary { cut, close, open, .. } = within(self.raw(node, at)?);
        let text = name(self.xml, holder);
        Some(Boundary {
            cut,
            close: format!("</{text}>{close}"),
            open: format!("{open}<{text} xml:space=\"preserve\">"),
            keep: self.untold(holder),
        })
    }

    /// Where byte `at` of the text of a text node stands in the XML.
    pub fn raw(&self, node: Node, at: usize) -> Option<usize> {
        let (text, range) = (node.text()?, node.range());
        let raw = self.xml.get(range.clone())?;
        // Text with CDATA is not what its bytes say.
        (raw_length(raw, text.len()) == Some(raw.len())).then_some(())?;
        Some(range.start + raw_length(raw, at)?)
    }

    /// The child of a run that holds `node`; `None` where that run is a formula's, or stands in alternatives.
    pub fn holder(&self, node: Node<'a, 'x>) -> Option<Node<'a, 'x>> {
        let holder = if node.is_text() { node.parent()? } else { node };
        let run = holder.parent().filter(|run| is(*run, "r"))?;
        (run.tag_name().namespace() == self.root().tag_name().namespace()).then_some(holder)
    }

    /// The run properties of a run, as they stand there.
    pub fn properties(&self, run: Node) -> &'x str {
        child(run, "rPr").map_or("", |properties| &self.xml[properties.range()])
    }

    /// Where `xml:space` goes into the start tag of a text that has none.
    pub fn untold(&self, text: Node) -> Option<usize> {
        let told = text.attributes().any(|attribute| attribute.name() == "space");
        (!told).then(|| text.range().start + 1 + name(self.xml, text).len())
    }

    /// The outermost element around `node` inside a paragraph in which nothing can be put: the run of a text box, a
    /// formula, alternatives, a control that holds nothing but its text.
    pub fn sealed(&self, node: Node<'a, 'x>) -> Option<Node<'a, 'x>> {
        let run = self.holder(node).and_then(|holder| holder.parent());
        let seals = |up: &Node| {
            Some(*up) != run && matches!(up.tag_name().name(), "r" | "oMath" | "oMathPara" | "AlternateContent")
                || is(*up, "sdt") && is_plain(*up)
        };
        let inline = |up: &Node| up.ancestors().skip(1).any(|up| is(up, "p"));
        node.ancestors().filter(|up| seals(up) && inline(up)).last()
    }

    /// How the names of Word are written in this part.
    pub fn dialect(&self) -> Dialect {
        Dialect::of(self.xml, self.root())
    }
}

/// The origins of one block.
pub fn origins_of(document: &Document, block: u32) -> &[Origin] {
    let origins = &document.origins;
    let first = origins.partition_point(|origin| origin.span.block < block);
    let length = origins[first..].partition_point(|origin| origin.span.block == block);
    &origins[first..first + length]
}

/// Whether a content control holds plain text, a date or a choice.
fn is_plain(control: Node) -> bool {
    const PLAIN: [&str; 5] = ["text", "date", "dropDownList", "comboBox", "checkbox"];
    child(control, "sdtPr").is_some_and(|about| children(about).any(|kind| PLAIN.contains(&kind.tag_name().name())))
}

/// How the names of Word are written in some part.
#[derive(Clone, Debug, PartialEq)]
pub struct Dialect {
    /// The prefix with its colon.
    pub prefix: String,
    /// What declares it, where it has to be.
    pub declaration: String,
}

impl Dialect {
    /// As the root element `node` is named.
    pub fn of(xml: &str, node: Node) -> Self {
        match prefix(xml, node) {
            // Attributes need a prefix.
            "" => Dialect {
                prefix: "w:".to_owned(),
                declaration: format!(" xmlns:w=\"{}\"", node.tag_name().namespace().unwrap_or_default()),
            },
            prefix => Dialect { prefix: prefix.to_owned(), declaration: String::new() },
        }
    }
}

/// A number greater than that of every element for which `counts`.
pub fn next_id(root: Node, counts: impl Fn(&str) -> bool) -> u32 {
    let ids = root.descendants().filter(|node| counts(node.tag_name().name()));
    let ids = ids.filter_map(|node| attribute(node, "id")?.parse::<u32>().ok());
    ids.filter(|id| *id < i32::MAX as u32 / 2).max().map_or(0, |id| id + 1)
}
