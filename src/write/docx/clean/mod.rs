//! The report as a Word file of its own: the usual typography of official documents, tables in the official form.

mod table;

use super::package::add;
use super::patch::{escape, is_unheld};
use super::places::origins_of;
use crate::document::{Document, Item, Origin, Paragraph, Part, Table};
use crate::prose::{Prose, is_of_balance_note};
use crate::read::docx::PICTURE;
use crate::report::{Report, Role};
use crate::standard::TableKind;
use crate::text::Span;
use std::io::Cursor;
use table::{Grid, rebuilt};
use zip::ZipWriter;

/// The parts that are the same in every file.
const PARTS: [(&str, &str); 7] = [
    ("[Content_Types].xml", include_str!("content-types.xml")),
    ("_rels/.rels", include_str!("package-rels.xml")),
    ("word/_rels/document.xml.rels", include_str!("document-rels.xml")),
    ("word/styles.xml", include_str!("styles.xml")),
    ("word/settings.xml", include_str!("settings.xml")),
    ("word/fontTable.xml", include_str!("fontTable.xml")),
    ("word/footer1.xml", include_str!("footer.xml")),
];

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>";

/// The end of a paragraph.
const END: &str = "</w:p>";

/// A4 with the margins of official documents: 3.7 cm above, 3.5 below, 2.8 left, 2.6 right.
const TAIL: &str = "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
    <w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\" w:header=\"851\" w:footer=\"1304\" w:gutter=\"0\"/>\
    </w:sectPr></w:body></w:document>";

/// The report as a Word file: its words and figures as they were read, what stands around it on a web page left out.
/// Title, headings, text and tables have the usual typography. A table that lost its merged cells stands in the official
/// form where every figure of the form was read, else as it came; one that is not there is not invented.
///
/// # Errors
/// None that is known; a sentence for the clerk, if the file could not be packed.
pub fn clean(report: &Report) -> Result<Vec<u8>, String> {
    traced(report).map(|(bytes, _)| bytes)
}

/// A letter as a Word file in the same typography: the first paragraph is its title, the second is whom it is to.
///
/// # Errors
/// As [`clean`].
pub fn letter(document: &Document) -> Result<Vec<u8>, String> {
    let mut body = Body::new(document);
    for (at, item) in document.items.iter().enumerate() {
        if let Item::Paragraph(paragraph) = item {
            body.paragraph(paragraph, if at == 0 { Role::Title } else { Role::Preface }, None);
        }
    }
    body.end();
    body.packed()
}

/// The same, with the document that knows where in that file its text stands.
pub(super) fn traced(report: &Report) -> Result<(Vec<u8>, Document), String> {
    let mut body = Body::new(&report.document);
    let prose = Prose::of(report);
    let forms = table::in_form(report);
    let mut done = [false; 3];
    for (at, item) in report.document.items.iter().enumerate() {
        let role = report.outline.roles.get(at).copied().unwrap_or(Role::Outside);
        if role == Role::Outside {
            continue;
        }
        let of_forms = |kind: &usize| forms[*kind].is_some_and(|form| form.items.binary_search(&(at as u32)).is_ok());
        let kinds: Vec<usize> = (0..3).filter(of_forms).collect();
        for &kind in kinds.iter().filter(|kind| !std::mem::replace(&mut done[**kind], true)) {
            if let Some(grid) = forms[kind].and_then(rebuilt) {
                body.table(&grid);
            }
        }
        match item {
            _ if !kinds.is_empty() => {}
            // It stands in the head of the form.
            Item::Paragraph(paragraph)
                if forms[TableKind::Requests as usize].is_some()
                    && matches!(role, Role::Body(2..=4))
                    && is_of_balance_note(report.document.text(paragraph.block)) => {}
            Item::Paragraph(paragraph) if goes_on(report, &prose, at) => body.go_on(paragraph),
            Item::Paragraph(paragraph) => body.paragraph(paragraph, role, parting(report, paragraph, role)),
            Item::Table(table) => body.table(&Grid::of(table, &report.document, role)),
        }
    }
    body.end();
    let bytes = body.packed()?;
    let mut origins = body.origins;
    origins.sort_by_key(|origin| origin.span);
    let mut document = report.document.clone();
    document.origins = origins;
    Ok((bytes, document))
}

/// A table of `document` for a file that has other styles: what they say is said in the table, and `format` are the
/// properties of its runs.
pub(super) fn loose_table(document: &Document, table: &Table, role: Role, format: String) -> String {
    const PLAIN: &str = "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>\
        <w:ind w:left=\"0\" w:right=\"0\" w:firstLineChars=\"0\" w:firstLine=\"0\"/>";
    let mut body = Body { xml: String::new(), ..Body::new(document) };
    body.table(&Grid::of(table, document, role));
    let xml = body.xml.replace("<w:pStyle w:val=\"TableText\"/>", "").replace("<w:pStyle w:val=\"TableSmall\"/>", "");
    let xml = xml.replace("<w:jc w:val=\"left\"/></w:pPr>", &format!("{PLAIN}<w:jc w:val=\"start\"/></w:pPr>"));
    let xml = xml.replace("<w:pPr></w:pPr>", &format!("<w:pPr>{PLAIN}<w:jc w:val=\"center\"/></w:pPr>"));
    let xml = xml.replace("<w:keepNext/></w:pPr>", &format!("<w:keepNext/>{PLAIN}<w:jc w:val=\"center\"/></w:pPr>"));
    xml.replace("<w:r><w:t", &format!("<w:r>{format}<w:t")).replace("w:val=\"start\"", "w:val=\"left\"")
}

/// The main part under construction.
struct Body<'a> {
    document: &'a Document,
    xml: String,
    /// Where each text that is written stands in it.
    origins: Vec<Origin>,
    /// Whether the last thing written is a table. Two tables on end would become one.
    after_table: bool,
}

impl<'a> Body<'a> {
    fn new(document: &'a Document) -> Self {
        Body { document, xml: HEAD.to_owned(), origins: Vec::new(), after_table: false }
    }

    /// A document ends with a paragraph.
    fn end(&mut self) {
        self.part_tables();
        self.xml.push_str(TAIL);
    }

    /// The file.
    fn packed(&self) -> Result<Vec<u8>, String> {
        let pack = || {
            let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
            for (name, text) in PARTS {
                add(&mut writer, name, text)?;
            }
            add(&mut writer, "word/document.xml", &self.xml)?;
            Ok(writer.finish()?.into_inner())
        };
        pack().map_err(|_: zip::result::ZipError| "Word 文件无法写出。".to_owned())
    }

    fn part_tables(&mut self) {
        if std::mem::take(&mut self.after_table) {
            self.xml.push_str("<w:p/>");
        }
    }

    /// Writes a paragraph; a line break is put in at byte `parting`.
    fn paragraph(&mut self, paragraph: &Paragraph, role: Role, parting: Option<usize>) {
        let text = self.document.text(paragraph.block);
        let style = match role {
            Role::Title => "Title",
            Role::Heading => "Heading1",
            Role::Signature => "Signature",
            _ if paragraph.is_subheading(text) => "Heading2",
            _ => "BodyText",
        };
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let range = start..start + line.len();
            start = range.end;
            if !line.trim().is_empty() {
                self.after_table = false;
                self.xml.push_str(&format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>"));
                match parting.filter(|at| range.contains(at)) {
                    Some(at) => {
                        self.run(Span::new(paragraph.block, range.start..at));
                        self.xml.push_str("<w:r><w:br/></w:r>");
                        self.run(Span::new(paragraph.block, at..range.end));
                    }
                    None => self.run(Span::new(paragraph.block, range)),
                }
                self.xml.push_str(END);
            }
        }
    }

    /// Writes a line that goes on in the paragraph before it.
    fn go_on(&mut self, paragraph: &Paragraph) {
        debug_assert!(self.xml.ends_with(END));
        self.xml.truncate(self.xml.len() - END.len());
        self.run(self.document.whole(paragraph.block));
        self.xml.push_str(END);
    }

    /// What stands at `span`, without the white space at its ends and what stands for pictures, which stay behind.
    fn run(&mut self, span: Span) {
        let mut start = span.start;
        for picture in pictures(self.document, span) {
            self.words(Span { start, end: picture.start, ..span });
            start = picture.end;
        }
        self.words(Span { start, ..span });
    }

    fn words(&mut self, span: Span) {
        let text = self.document.quote(span);
        let start = span.start as usize + text.len() - text.trim_start().len();
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        self.xml.push_str("<w:r>");
        let mut at = start;
        // What XML cannot hold parts it, too: where a text stands is told by its bytes.
        let parts = |character: char| matches!(character, '\n' | '\t') || is_unheld(character);
        for piece in text.split_inclusive(parts) {
            let words = piece.trim_end_matches(parts);
            if !words.is_empty() {
                self.xml.push_str("<w:t xml:space=\"preserve\">");
                self.write(Span::new(span.block, at..at + words.len()), &escape(words));
                self.xml.push_str("</w:t>");
            }
            let mark = Span::new(span.block, at + words.len()..at + piece.len());
            match piece.as_bytes().last() {
                Some(b'\n') => self.xml.push_str("<w:br/>"),
                Some(b'\t') => self.write(mark, "<w:tab/>"),
                _ => {}
            }
            at += piece.len();
        }
        self.xml.push_str("</w:r>");
    }

    /// Writes what stands for the text at `span`.
    fn write(&mut self, span: Span, xml: &str) {
        let start = self.xml.len() as u32;
        self.xml.push_str(xml);
        self.origins.push(Origin { span, part: Part::Main, range: start..self.xml.len() as u32 });
    }
}

/// Where in `span` something stands for a picture of the file that `document` was read from.
fn pictures(document: &Document, span: Span) -> Vec<Span> {
    let origins = origins_of(document, span.block);
    if document.origins.is_empty() {
        return Vec::new();
    }
    let found = document.quote(span).match_indices(PICTURE);
    let found =
        found.map(|(at, _)| Span::new(span.block, span.start as usize + at..span.start as usize + at + PICTURE.len()));
    let is_text =
        |found: &Span| origins.iter().any(|origin| origin.span.start < found.end && found.start < origin.span.end);
    found.filter(|found| !is_text(found)).collect()
}

/// How many pictures of the file that `document` was read from a file of its own has not.
pub fn pictures_left(document: &Document) -> usize {
    (0..document.blocks.len() as u32).map(|block| pictures(document, document.whole(block)).len()).sum()
}

/// Whether the line at item number `at` was parted from the one before it by nothing but the width of a page.
fn goes_on(report: &Report, prose: &Prose, at: usize) -> bool {
    let is_line = |at: usize| match (report.document.paragraph(at), report.outline.roles.get(at)) {
        (Some((_, text)), Some(Role::Body(_) | Role::Preface)) => !text.trim().is_empty() && !text.contains('\n'),
        _ => false,
    };
    let parted = report.document.paragraph(at).is_none_or(|(paragraph, _)| paragraph.parted);
    // Each passage begins a paragraph.
    let begins = prose.passages.binary_search_by_key(&(at as u32), |passage| passage.item).is_ok();
    let same =
        at.checked_sub(1).is_some_and(|last| is_line(last) && report.outline.roles[last] == report.outline.roles[at]);
    !parted && !begins && same && is_line(at)
}

/// Where a title that is too long for a line is parted: behind the organ (词意完整，排列对称).
fn parting(report: &Report, paragraph: &Paragraph, role: Role) -> Option<usize> {
    const LINE: usize = 19;
    let text = report.document.text(paragraph.block);
    if role != Role::Title || text.chars().count() <= LINE {
        return None;
    }
    let organ = report.organ()?;
    text.starts_with(organ).then_some(organ.len()).filter(|&at| at < text.len())
}
