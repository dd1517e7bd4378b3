//! Corrections written into the clerk's own Word file, with the formats of what they replace.

use super::additions::Additions;
use super::clean::traced;
use super::package::Word;
use super::patch::{Patches, escape, is_unheld, name, prefix, start_tag};
use super::places::{Dialect, Piece, Places, next_id};
use crate::check::Outcome;
use crate::check::correct::place_of;
use crate::document::{Document, Part};
use crate::read::docx::KIND;
use crate::read::package::parse_xml;
use crate::read::xml::{child, children, is};
use crate::report::Report;
use crate::text::Span;
use roxmltree::Node;

/// Text that is replaced by other text. An empty span is a place where text is put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// What stands there then.
    pub replace: String,
}

/// Whose tracked changes (修订) edits become.
#[derive(Clone, Copy, Debug)]
pub struct Tracked<'a> {
    /// The author's name.
    pub author: &'a str,
    /// When it was done, in ISO 8601; without it the changes have no date.
    pub date: Option<&'a str>,
}

impl Tracked<'_> {
    /// The attributes of the tracked change with the number `next`, which counts on.
    pub(super) fn attributes(&self, dialect: &Dialect, next: &mut u32) -> String {
        let Dialect { prefix: w, declaration } = dialect;
        let id = *next;
        *next += 1;
        let date = self.date.map_or(String::new(), |date| format!(" {w}date=\"{}\"", escape(date)));
        format!("{declaration} {w}id=\"{id}\" {w}author=\"{}\"{date}", escape(self.author))
    }
}

/// A corrected file.
#[derive(Clone, Debug, PartialEq)]
pub struct Corrected {
    /// The file.
    pub bytes: Vec<u8>,
    /// Edits that could not be made, because what they change is no text of a run (an automatic number, the break
    /// between two paragraphs of a cell), or because they overlap another one; and what could not be put in or taken out,
    /// because it shares a paragraph of the file with what stays.
    pub left: Vec<Edit>,
}

/// The sure fixes of all findings as edits, in reading order, none over another.
pub fn fixes(outcome: &Outcome) -> Vec<Edit> {
    let of = |index: usize| {
        let finding = &outcome.findings[index];
        Some(Edit { span: place_of(finding)?, replace: finding.fix.as_ref()?.replace.clone() })
    };
    let mut edits: Vec<Edit> = outcome.sure_fixes().into_iter().filter_map(of).collect();
    edits.sort_by_key(|edit| edit.span);
    edits
}

/// Whether two spans, the first of which does not begin later, have something in common.
fn overlap(first: Span, second: Span) -> bool {
    let empty = first.start == first.end && first.start == second.start;
    first.block == second.block && (second.start < first.end || empty)
}

/// The Word file `original`, from which `report` was read, with `edits` made in its runs; as tracked changes where
/// `tracked` says whose. A report that came in another way than as .docx is written as [`clean`](fn@super::clean) first; then
/// `original` is not looked at.
///
/// # Errors
/// A file that is no Word package or is damaged: a sentence for the clerk.
pub fn corrected(
    original: &[u8],
    report: &Report,
    edits: &[Edit],
    tracked: Option<Tracked>,
) -> Result<Corrected, String> {
    if report.document.origins.is_empty() {
        let (bytes, document) = traced(report)?;
        return edited(&bytes, &document, edits, None, tracked);
    }
    edited(original, &report.document, edits, None, tracked)
}

/// The Word file in which the text stands where `document` says, with `edits` and what was put in.
pub(super) fn edited(
    original: &[u8],
    document: &Document,
    edits: &[Edit],
    additions: Option<&Additions>,
    tracked: Option<Tracked>,
) -> Result<Corrected, String> {
    let mut word = Word::open(original)?;
    let mut sorted: Vec<Edit> = edits.iter().filter_map(|edit| narrowed(document, edit)).collect();
    sorted.sort_by_key(|edit| edit.span);
    let mut left = Vec::new();
    let mut last: Option<Span> = None;
    sorted.retain(|edit| {
        let fits = last.is_none_or(|last| !overlap(last, edit.span));
        if fits {
            last = Some(edit.span);
        } else {
            left.push(edit.clone());
        }
        fits
    });
    for (part, name) in [(Part::Main, word.main.clone()), (Part::Footnotes, word.beside("footnotes.xml"))] {
        let Some(xml) = word.text(&name)? else { continue };
        let tree = parse_xml(&xml, KIND).map_err(|error| error.0)?;
        let places = Places::new(&xml, &tree, part, document);
        let mut pen =
            Pen { next: next_id(tree.root_element(), |_| true), places, tracked, patches: Patches::default() };
        let before = sorted.len();
        sorted.retain(|edit| pen.write(document, edit).is_none());
        let additions = additions.filter(|additions| part == Part::Main && !additions.is_empty());
        if let Some(additions) = additions {
            left.extend(additions.write(&xml, tree.root_element(), tracked, &mut pen.next, &mut pen.patches));
        }
        if sorted.len() < before || additions.is_some() {
            word.put(name, pen.patches.apply(&xml));
        }
    }
    left.extend(sorted);
    Ok(Corrected { bytes: word.finish()?, left })
}

/// An edit without what stays the same at both ends; `None` where nothing changes.
fn narrowed(document: &Document, edit: &Edit) -> Option<Edit> {
    let old = document.quote(edit.span);
    let length = |pairs: &mut dyn Iterator<Item = (char, char)>| {
        pairs.take_while(|(old, new)| old == new).map(|(character, _)| character.len_utf8()).sum::<usize>()
    };
    let mut head = length(&mut old.chars().zip(edit.replace.chars()));
    let ends_in_figure = |text: &str| text.ends_with(|last: char| last.is_ascii_digit());
    let begins_with_figure = |text: &str| text.starts_with(|first: char| first.is_ascii_digit());
    // A figure is changed as a whole.
    while ends_in_figure(&old[..head])
        && (begins_with_figure(&old[head..]) || begins_with_figure(&edit.replace[head..]))
    {
        head -= 1;
    }
    let (old, new) = (&old[head..], &edit.replace[head..]);
    let mut tail = length(&mut old.chars().rev().zip(new.chars().rev()));
    while begins_with_figure(&old[old.len() - tail..])
        && (ends_in_figure(&old[..old.len() - tail]) || ends_in_figure(&new[..new.len() - tail]))
    {
        tail -= 1;
    }
    let (start, end) = (edit.span.start + head as u32, edit.span.end - tail as u32);
    let new = &new[..new.len() - tail];
    (start < end || !new.is_empty()).then(|| Edit { span: Span { start, end, ..edit.span }, replace: new.to_owned() })
}

/// What writes edits into one part.
struct Pen<'a, 'x, 't> {
    places: Places<'a, 'x>,
    tracked: Option<Tracked<'t>>,
    /// The next number of a tracked change.
    next: u32,
    patches: Patches,
}

impl Pen<'_, '_, '_> {
    /// Makes an edit; `None` where it cannot be made.
    fn write(&mut self, document: &Document, edit: &Edit) -> Option<()> {
        let pieces = self.places.pieces(document, edit.span);
        let (first, last) = (pieces.first()?, pieces.last()?);
        // What XML cannot hold stands nowhere, and nothing has to be done about it.
        let starts = pieces.iter().map(|piece| piece.block.start).chain([edit.span.end]);
        let ends = [edit.span.start].into_iter().chain(pieces.iter().map(|piece| piece.block.end));
        let mut gaps = ends.zip(starts).map(|(start, end)| document.quote(Span { start, end, ..edit.span }));
        if gaps.any(|gap| !gap.chars().all(is_unheld)) {
            return None;
        }
        // All or nothing: first what goes where is found out, then it is put there.
        let mut changes = Vec::with_capacity(pieces.len());
        for piece in &pieces {
            let new = match self.tracked {
                Some(_) if std::ptr::eq(piece, last) => edit.replace.as_str(),
                None if std::ptr::eq(piece, first) => edit.replace.as_str(),
                _ => "",
            };
            changes.push(match self.tracked {
                Some(tracked) => self.track(piece, first, new, tracked)?,
                None => self.replace(piece, new)?,
            });
        }
        for (range, text, keep) in changes {
            self.patches.put(range, text);
            self.patches.keep(keep);
        }
        for piece in &pieces {
            self.unbind(piece.node);
        }
        Some(())
    }

    /// Parts the content controls around a text from the properties of the file that they show: on opening, those would
    /// be written over what was corrected.
    fn unbind(&mut self, node: Node) {
        for control in node.ancestors().filter(|up| is(*up, "sdt")) {
            let about = child(control, "sdtPr").into_iter().flat_map(children);
            for binding in about.filter(|about| is(*about, "dataBinding")) {
                self.patches.put(binding.range(), String::new());
            }
        }
    }

    /// Replaces the text of a piece within its run.
    fn replace(&self, piece: &Piece, new: &str) -> Option<Change> {
        let (xml, node) = (self.places.xml(), piece.node);
        if node.tag_name().name() == "p" {
            let place = self.places.cut(node, 0)?;
            let run = self.new_run(node, new);
            return Some((place.cut, place.close + &run + &place.open, None));
        }
        if !node.is_text() {
            let new = if new.is_empty() { String::new() } else { texts(prefix(xml, node), new) };
            let own = if piece.text.is_empty() { xml.get(node.range())? } else { "" };
            let both = if piece.text.start == 0 { new + own } else { own.to_owned() + &new };
            return Some((node.range(), both, None));
        }
        let range = self.places.raw(node, piece.text.start)?..self.places.raw(node, piece.text.end)?;
        // Formulas have no breaks.
        if self.places.holder(node).is_none() && new.contains(['\n', '\t']) {
            return None;
        }
        let text = node.parent()?;
        Some((range, inside_text(prefix(xml, text), new), self.places.untold(text)))
    }

    /// Strikes the text of a piece and puts `new` behind it, with the format of `model`, as tracked changes.
    fn track(&mut self, piece: &Piece, model: &Piece, new: &str, tracked: Tracked) -> Option<Change> {
        let (xml, node) = (self.places.xml(), piece.node);
        let start = self.places.cut(node, piece.text.start)?;
        let dialect = self.places.dialect();
        let w = &dialect.prefix;
        let mut text = start.close;
        let mut end = (start.cut.end, start.open);
        if !piece.text.is_empty() {
            let run = self.places.holder(node)?.parent()?;
            let struck = match node.is_text() {
                true => {
                    let raw = self.places.raw(node, piece.text.start)?..self.places.raw(node, piece.text.end)?;
                    let own = prefix(xml, run);
                    format!("<{own}delText xml:space=\"preserve\">{}</{own}delText>", xml.get(raw)?)
                }
                false => xml.get(node.range())?.to_owned(),
            };
            let (about, properties) = (tracked.attributes(&dialect, &mut self.next), self.places.properties(run));
            let (tag, run) = (start_tag(xml, run), name(xml, run));
            text.push_str(&format!("<{w}del{about}>{tag}{properties}{struck}</{run}></{w}del>"));
            let cut = self.places.cut(node, piece.text.end)?;
            end = (cut.cut.end, cut.open);
        }
        if !new.is_empty() {
            let about = tracked.attributes(&dialect, &mut self.next);
            let inserted = format!("<{w}ins{about}>{}</{w}ins>", self.new_run(model.node, new));
            // An insertion in another one's insertion parts it.
            let parent = self.places.holder(node).and_then(|holder| holder.parent()?.parent());
            match parent.filter(|parent| matches!(parent.tag_name().name(), "ins" | "moveTo")) {
                Some(outer) => {
                    let again = self.start_again(outer);
                    text.push_str(&format!("</{}>{inserted}{again}", name(xml, outer)));
                }
                None => text.push_str(&inserted),
            }
        }
        text.push_str(&end.1);
        Some((start.cut.start..end.0, text, start.keep))
    }

    /// The start tag of a tracked change once more, with a number of its own.
    fn start_again(&mut self, change: Node) -> String {
        let (tag, from) = (start_tag(self.places.xml(), change), change.range().start);
        let id = change.attributes().find(|attribute| attribute.name() == "id");
        let around = id.map(|id| id.range_value()).and_then(|value| {
            Some((tag.get(..value.start.checked_sub(from)?)?, tag.get(value.end.checked_sub(from)?..)?))
        });
        let Some((before, after)) = around else { return tag.to_owned() };
        let number = self.next;
        self.next += 1;
        format!("{before}{number}{after}")
    }

    /// A run that says `new` in the format of the run that `model` stands in, or of the mark of the paragraph that it is.
    fn new_run(&self, model: Node, new: &str) -> String {
        let xml = self.places.xml();
        let Dialect { prefix: w, declaration } = self.places.dialect();
        match self.places.holder(model).and_then(|holder| holder.parent()) {
            Some(run) => {
                let (properties, text) = (self.places.properties(run), texts(prefix(xml, run), new));
                format!("{}{properties}{text}</{}>", start_tag(xml, run), name(xml, run))
            }
            None => {
                let (properties, text) = (mark_properties(xml, model, &w), texts(&w, new));
                format!("<{w}r{declaration}>{properties}{text}</{w}r>")
            }
        }
    }
}

/// What goes where, and which text has to be told to keep its white space.
type Change = (std::ops::Range<usize>, String, Option<usize>);

/// The properties of a paragraph's mark as those of a run, without what was tracked of the mark.
fn mark_properties(xml: &str, paragraph: Node, w: &str) -> String {
    const OF_MARKS: [&str; 5] = ["ins", "del", "moveFrom", "moveTo", "rPrChange"];
    let Some(mark) = child(paragraph, "pPr").and_then(|about| child(about, "rPr")) else { return String::new() };
    let kept = children(mark).filter(|property| !OF_MARKS.contains(&property.tag_name().name()));
    let kept: String = kept.map(|property| &xml[property.range()]).collect();
    format!("<{w}rPr>{kept}</{w}rPr>")
}

/// `text` as elements of a run: texts with breaks and tabs between them.
fn texts(w: &str, text: &str) -> String {
    format!("<{w}t xml:space=\"preserve\">{}</{w}t>", inside_text(w, text))
}

/// The same where a text is open and is to be open behind it.
fn inside_text(w: &str, text: &str) -> String {
    let broken = |mark| format!("</{w}t><{w}{mark}/><{w}t xml:space=\"preserve\">");
    escape(text).replace('\n', &broken("br")).replace('\t', &broken("tab"))
}
