//! Findings as comments (批注) of Word.

use super::anchors::{Anchor, Desk, Marks};
use super::clean::traced;
use super::package::Word;
use super::patch::{Patches, end_of_content, escape};
use super::places::{Dialect, Places, next_id};
use crate::check::{Finding, Outcome, Place, Shown, Whose};
use crate::document::{Document, Part};
use crate::read::docx::KIND;
use crate::read::package::parse_xml;
use crate::report::Report;
use crate::rules;
use crate::text::Span;
use crate::write::{listing, plain_list};
use roxmltree::Node;

const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// The Word file `original`, from which the report of `outcome` was read, with the findings as comments at their places;
/// what is missing is told at the heading of its section, else at the title, and there, too, what was dismissed. Personal data are masked as in every output.
/// A report that came in another way than as .docx is written as [`clean`](fn@super::clean) first; then `original` is not
/// looked at. `date` is when it is done, in ISO 8601; without it the comments have none.
///
/// # Errors
/// A file that is no Word package or is damaged, and one from which this report was not read: a sentence for the clerk.
pub fn commented(original: &[u8], outcome: &Outcome, date: Option<&str>) -> Result<Vec<u8>, String> {
    commented_by(original, outcome, &Notes { date, name: &rules::name_of })
}

/// How comments are made.
#[derive(Clone, Copy)]
pub struct Notes<'a> {
    /// When it is done, in ISO 8601; without it the comments have no date.
    pub date: Option<&'a str>,
    /// The name of a rule, by its identifier. Handed in, so that a program that only writes need not hold all rules.
    pub name: &'a dyn Fn(&str) -> String,
}

/// The same with what is to be known for it.
pub(super) fn commented_by(original: &[u8], outcome: &Outcome, notes: &Notes) -> Result<Vec<u8>, String> {
    let report = &outcome.report;
    if report.document.origins.is_empty() {
        let (bytes, document) = traced(report)?;
        return marked(&bytes, &document, outcome, notes);
    }
    marked(original, &report.document, outcome, notes)
}

/// The Word file in which the text stands where `document` says, with comments.
fn marked(original: &[u8], document: &Document, outcome: &Outcome, how: &Notes) -> Result<Vec<u8>, String> {
    if outcome.findings.is_empty() && outcome.dismissed.is_empty() {
        return Ok(original.to_vec());
    }
    let mut word = Word::open(original)?;
    let main = word.text(&word.main.clone())?.unwrap_or_default();
    let notes = word.text(&word.beside("footnotes.xml"))?;
    let tree = parse_xml(&main, KIND).map_err(|error| error.0)?;
    let notes_tree = notes.as_deref().and_then(|notes| parse_xml(notes, KIND).ok());
    let body = Places::new(&main, &tree, Part::Main, document);
    let notes = notes.as_deref().zip(notes_tree.as_ref());
    let notes = notes.map(|(xml, tree)| Places::new(xml, tree, Part::Footnotes, document));
    let desk = Desk { document, body, notes };

    let strict =
        tree.root_element().tag_name().namespace().is_some_and(|name| name.starts_with("http://purl.oclc.org/"));
    let part = match word.related("comments")? {
        Some(part) => part,
        None => word.relate("comments", strict)?,
    };
    word.declare(&part, CONTENT_TYPE)?;
    let comments = word.text(&part)?.unwrap_or_else(|| empty(tree.root_element()));
    let comments_tree = parse_xml(&comments, KIND).map_err(|error| error.0)?;
    let is_comment = |name: &str| matches!(name, "comment" | "commentRangeStart" | "commentReference");
    let first = next_id(comments_tree.root_element(), is_comment).max(next_id(tree.root_element(), is_comment));

    let shown = outcome.shown();
    let dialect = Dialect::of(&comments, comments_tree.root_element());
    let mut written = String::new();
    let mut marks = Marks::new(desk.body.dialect());
    let mut add = |id: u32, anchor: Option<Anchor>, words: &[String]| {
        let anchor = anchor.ok_or("这个 Word 文件与核对的内容对不上，无法加批注；请重新打开文件后再试。")?;
        marks.add(id, anchor);
        written.push_str(&comment(&dialect, id, how.date, words));
        Ok::<(), String>(())
    };
    for (id, finding) in (first..).zip(&outcome.findings) {
        let anchor = spots(&outcome.report, finding).find_map(|span| desk.anchor(span));
        add(id, anchor, &words(&shown, finding, how))?;
    }
    if !outcome.dismissed.is_empty() {
        let id = first + outcome.findings.len() as u32;
        let anchor = front(&outcome.report).find_map(|span| desk.anchor(span));
        add(id, anchor, &dismissed(outcome))?;
    }
    let mut patches = Patches::default();
    patches.put_at(end_of_content(&comments, comments_tree.root_element()), &written);
    let comments = patches.apply(&comments);
    let marked = marks.apply(&main);
    word.put(part, comments);
    word.put(word.main.clone(), marked);
    word.finish()
}

/// A part for comments without any, in the namespace of the document.
fn empty(document: Node) -> String {
    let namespace = document.tag_name().namespace().unwrap_or_default();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{}\"></w:comments>",
        escape(namespace)
    )
}

/// Where the comment on `finding` may stand, best first.
fn spots<'a>(report: &'a Report, finding: &'a Finding) -> impl Iterator<Item = Span> + use<'a> {
    let places = || finding.places.iter().filter(|place| place.report == Whose::This);
    let own = places().filter_map(|place| place.span);
    let near = places().filter_map(|place| before_missing_row(report, place));
    let section = places().find_map(|place| {
        place
            .section
            .or_else(|| place.table.map(|table| table.section()))
            .or_else(|| report.section_of(place.span?.block))
    });
    // The heading of the section, else that of the last one before it.
    let headings = (1..=section.unwrap_or(0)).rev().filter_map(|number| Some(report.outline.heading(number)?.span));
    own.chain(near).chain(headings).chain(front(report))
}

/// Where what is said of the report as a whole may stand, best first.
fn front(report: &Report) -> impl Iterator<Item = Span> {
    let title = report.outline.title.iter().flat_map(|title| title.items.clone());
    let title =
        title.flat_map(|item| report.document.blocks_of(item as usize)).map(|block| report.document.whole(block));
    let any = (0..report.document.blocks.len() as u32).map(|block| report.document.whole(block));
    title.chain(any)
}

/// What is said of the findings that were dismissed.
fn dismissed(outcome: &Outcome) -> Vec<String> {
    let each =
        outcome.dismissed.iter().map(|(finding, reason)| format!("{}（{reason}）", plain_list::of(outcome, finding)));
    [format!("已忽略 {} 项，没有另加批注：", outcome.dismissed.len())].into_iter().chain(each).collect()
}

/// The label of the last row before one that is missing from its table, or of the row whose cell is.
fn before_missing_row(report: &Report, place: &Place) -> Option<Span> {
    let row = place.row.filter(|_| place.span.is_none())?;
    let rows = &report.table(place.table?)?.rows;
    let before = rows.iter().filter(|reading| reading.row <= row).max_by_key(|reading| reading.row)?;
    before.label.as_ref()?.spans.first().copied()
}

/// What a comment says, paragraph by paragraph.
fn words(shown: &Shown, finding: &Finding, how: &Notes) -> Vec<String> {
    let name = (how.name)(&finding.rule);
    let mut words = vec![format!("{}：{name}", finding.severity.name()), finding.message.clone()];
    words.extend(listing::suggestion(shown, finding).map(|suggestion| format!("建议：{suggestion}")));
    words.push(format!("依据：{}", finding.basis));
    words
}

/// One comment. The first paragraph is bold; all have a size of their own, so that a report's large type does not get
/// into the margin.
fn comment(Dialect { prefix: w, declaration }: &Dialect, id: u32, date: Option<&str>, words: &[String]) -> String {
    let date = date.map_or(String::new(), |date| format!(" {w}date=\"{}\"", escape(date)));
    let mut xml = format!("<{w}comment{declaration} {w}id=\"{id}\" {w}author=\"年报校核\"{date} {w}initials=\"校核\">");
    for (at, line) in words.iter().enumerate() {
        let (mark, bold) = match at {
            0 => (format!("<{w}r><{w}annotationRef/></{w}r>"), format!("<{w}b/>")),
            _ => (String::new(), String::new()),
        };
        let text = escape(&line.replace(['\n', '\t'], " "));
        xml.push_str(&format!(
            "<{w}p><{w}pPr><{w}spacing {w}before=\"0\" {w}after=\"0\" {w}line=\"240\" {w}lineRule=\"auto\"/>\
             <{w}ind {w}left=\"0\" {w}firstLineChars=\"0\" {w}firstLine=\"0\"/><{w}jc {w}val=\"left\"/></{w}pPr>{mark}\
             <{w}r><{w}rPr>{bold}<{w}sz {w}val=\"20\"/><{w}szCs {w}val=\"20\"/></{w}rPr>\
             <{w}t xml:space=\"preserve\">{text}</{w}t></{w}r></{w}p>"
        ));
    }
    xml.push_str(&format!("</{w}comment>"));
    xml
}
