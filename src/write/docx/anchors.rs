//! Where in a Word document a comment stands: around the runs that hold its words, which are cut where it begins and ends.

use super::patch::{Boundary, Patches};
use super::places::{Dialect, Places, origins_of};
use crate::document::Document;
use crate::read::xml::{attribute, is};
use crate::text::Span;
use roxmltree::Node;
use std::collections::BTreeMap;

/// Where a comment begins and ends.
pub struct Anchor {
    start: Boundary,
    end: Boundary,
}

/// The parts in which text stands.
pub struct Desk<'a, 'x> {
    /// What was read from them.
    pub document: &'a Document,
    /// The main part.
    pub body: Places<'a, 'x>,
    /// The footnotes.
    pub notes: Option<Places<'a, 'x>>,
}

impl<'a, 'x> Desk<'a, 'x> {
    /// Where a comment on `span` stands; `None` where the file has nothing of it.
    pub fn anchor(&self, span: Span) -> Option<Anchor> {
        let pieces = self.body.pieces(self.document, span);
        if pieces.is_empty() {
            return self.anchor_of_note(span).or_else(|| self.anchor_beside(span));
        }
        let mut ends = Vec::with_capacity(2);
        for piece in &pieces {
            match self.body.sealed(piece.node) {
                Some(sealed) => ends.extend(around(sealed)),
                None => {
                    let cut = |at| self.body.cut(piece.node, at);
                    match cut(piece.text.start).zip(cut(piece.text.end)) {
                        Some((start, end)) => ends.extend([start, end]),
                        None => ends.extend(around(self.body.holder(piece.node)?.parent()?)),
                    }
                }
            }
        }
        let start = ends.iter().min_by_key(|end| end.cut.start)?.clone();
        let end = ends.iter().max_by_key(|end| end.cut.start)?.clone();
        Some(Anchor { start, end })
    }

    /// Text without a place of its own, as an automatic number or a picture: what stands beside it.
    fn anchor_beside(&self, span: Span) -> Option<Anchor> {
        let origins = origins_of(self.document, span.block);
        let next = origins.iter().find(|origin| origin.span.start >= span.end).or(origins.last())?;
        let known = !self.body.pieces(self.document, next.span).is_empty();
        if known { self.anchor(next.span) } else { None }
    }

    /// Word has no comments in footnotes: they are put at the note's mark.
    fn anchor_of_note(&self, span: Span) -> Option<Anchor> {
        let notes = self.notes.as_ref()?;
        let piece = notes.pieces(self.document, span).into_iter().next()?;
        let note = piece.node.ancestors().find(|up| is(*up, "footnote"))?;
        let id = attribute(note, "id")?;
        let mut marks = self.body.root().descendants().filter(|node| is(*node, "footnoteReference"));
        let mark = marks.find(|mark| attribute(*mark, "id") == Some(id))?;
        let run = self.body.sealed(mark).or(mark.parent())?;
        let [start, end] = around(run);
        Some(Anchor { start, end })
    }
}

/// The places before and behind an element.
fn around(node: Node) -> [Boundary; 2] {
    [Boundary::at(node.range().start), Boundary::at(node.range().end)]
}

/// The marks of all comments, by place.
pub struct Marks {
    dialect: Dialect,
    places: BTreeMap<usize, (Boundary, [String; 3])>,
}

impl Marks {
    /// No marks yet; they will be named as `dialect` says.
    pub fn new(dialect: Dialect) -> Self {
        Marks { dialect, places: BTreeMap::new() }
    }

    /// Adds the marks of comment number `id`.
    pub fn add(&mut self, id: u32, Anchor { start, end }: Anchor) {
        let Dialect { prefix: w, declaration: d } = &self.dialect;
        let begin = format!("<{w}commentRangeStart{d} {w}id=\"{id}\"/>");
        let finish =
            format!("<{w}commentRangeEnd{d} {w}id=\"{id}\"/><{w}r{d}><{w}commentReference {w}id=\"{id}\"/></{w}r>");
        if start == end {
            self.put(start, 1, &(begin + &finish));
        } else {
            self.put(start, 2, &begin);
            self.put(end, 0, &finish);
        }
    }

    /// At one place stand first the ends of comments, then those that are a point, then the beginnings.
    fn put(&mut self, place: Boundary, order: usize, mark: &str) {
        let (_, marks) = self.places.entry(place.cut.start).or_insert_with(|| (place, Default::default()));
        marks[order].push_str(mark);
    }

    /// `xml` with all marks.
    pub fn apply(self, xml: &str) -> String {
        let mut patches = Patches::default();
        for (place, marks) in self.places.into_values() {
            patches.put_at(place, &marks.concat());
        }
        patches.apply(xml)
    }
}
