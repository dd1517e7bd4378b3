//! What is written as Word: read again it says the same, comments stand at their words, and nothing else is touched.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on fails")]

use nianbao::check::{Environment, Finding, Outcome, Place, check};
use nianbao::document::{Document, Insertion, Item, NewPart, Note, Part, Revision};
use nianbao::prose::Prose;
use nianbao::read::{Content, Reading, encoding, read_file};
use nianbao::report::{FormPart, Report, Table, recognise};
use nianbao::rules;
use nianbao::standard::{Edition, TableKind};
use nianbao::text::Span;
use nianbao::write::docx::{self, Edit, Notes, Tracked};
use nianbao::write::json;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

const WORD: [&str; 4] = ["writer.docx", "numbering.docx", "revisions.docx", "merged.docx"];

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/files/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn read(bytes: &[u8]) -> Document {
    match read_file(bytes, None, Reading::new(encoding::decode)) {
        Ok(Content::Document(document)) => document,
        other => panic!("{other:?}"),
    }
}

fn checked(bytes: &[u8]) -> Outcome {
    check(recognise(read(bytes)), &Environment::default())
}

/// An outcome with a finding of its own at each of `spans`.
fn found_at(bytes: &[u8], spans: &[Span]) -> Outcome {
    let mut outcome = checked(bytes);
    let rule = rules::all().next().unwrap();
    let at = |span: &Span| Finding::new(rule, "<“甲”&乙>").at(Place { span: Some(*span), ..Place::default() });
    outcome.findings = spans.iter().map(at).collect();
    outcome
}

/// Every entry of a package: name and bytes as they are packed.
fn packed(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let entry = |index| {
        let mut entry = archive.by_index_raw(index).unwrap();
        let mut raw = Vec::new();
        entry.read_to_end(&mut raw).unwrap();
        (String::from_utf8(entry.name_raw().to_vec()).unwrap(), raw)
    };
    (0..count).map(entry).collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// All text of a part, read or not.
fn all_text(xml: &str) -> String {
    let tree = roxmltree::Document::parse(xml).unwrap();
    tree.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect()
}

/// What the comments cover, in the order of their numbers: the text that is read, tabs and hyphens.
fn covered(xml: &str, author: &str, comments: &str) -> Vec<String> {
    let tree = roxmltree::Document::parse(xml).unwrap();
    let comments = roxmltree::Document::parse(comments).unwrap();
    let attribute = |node: roxmltree::Node, name: &str| {
        node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value().to_owned())
    };
    let own = comments.descendants().filter(|node| attribute(*node, "author").as_deref() == Some(author));
    let ids: Vec<String> = own.filter_map(|node| attribute(node, "id")).collect();
    let mut open: Vec<String> = Vec::new();
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let mut referred = Vec::new();
    for node in tree.descendants() {
        let parent = node.parent().map_or("", |parent| parent.tag_name().name());
        let gone = node.ancestors().any(|up| matches!(up.tag_name().name(), "del" | "moveFrom" | "Fallback"));
        let text = match node.tag_name().name() {
            "commentRangeStart" => {
                let id = attribute(node, "id").unwrap();
                texts.insert(id.clone(), String::new());
                open.push(id);
                continue;
            }
            "commentRangeEnd" => {
                let id = attribute(node, "id").unwrap();
                let at = open.iter().position(|open| *open == id).expect("begun before it ends");
                open.remove(at);
                continue;
            }
            "commentReference" => {
                assert!(parent == "r");
                referred.push(attribute(node, "id").unwrap());
                continue;
            }
            "tab" if parent == "r" => "\t",
            "noBreakHyphen" => "-",
            "sym" if attribute(node, "char").as_deref() == Some("3014") => "〔",
            "sym" => "〕",
            _ if node.is_text() && parent == "t" => node.text().unwrap(),
            _ => continue,
        };
        if !gone {
            open.iter().for_each(|id| texts.get_mut(id).unwrap().push_str(text));
        }
    }
    assert_eq!(open, [""; 0]);
    ids.iter()
        .map(|id| {
            assert_eq!(referred.iter().filter(|other| *other == id).count(), 1, "one reference");
            texts.get(id).cloned().unwrap_or_else(|| panic!("no range of comment {id}"))
        })
        .collect()
}

/// The text of `span` that stands in the file's runs: without automatic numbers and the breaks between paragraphs.
fn in_runs(document: &Document, span: Span) -> String {
    let over = document.origins.iter().filter(|origin| origin.span.block == span.block);
    over.map(|origin| {
        let (start, end) = (origin.span.start.max(span.start), origin.span.end.min(span.end));
        document.text(span.block).get(start as usize..end.max(start) as usize).unwrap()
    })
    .collect()
}

/// Whether a block stands in a text box or a footnote, where Word has no comments.
fn is_apart(document: &Document, block: u32) -> bool {
    let text = document.text(block);
    text.contains("12345")
        && (text.starts_with("如有疑问")
            || document.origins.iter().any(|origin| origin.span.block == block && origin.part == Part::Footnotes))
}

/// A span that begins and ends on characters, from two positions anywhere.
fn span(document: &Document, block: usize, from: usize, length: usize) -> Span {
    let block = block % document.blocks.len();
    let text = &document.blocks[block];
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let start = from % places.len();
    let end = (start + length).min(places.len() - 1);
    Span::new(block as u32, places[start]..places[end])
}

fn assert_commented(name: &str, bytes: &[u8], spans: &[Span]) {
    let outcome = found_at(bytes, spans);
    let document = &outcome.report.document;
    let written = docx::commented(bytes, &outcome, Some("2026-01-15T09:00:00Z")).expect(name);
    assert_eq!(docx::commented(bytes, &outcome, Some("2026-01-15T09:00:00Z")).as_ref(), Ok(&written), "same bytes");
    let again = read(&written);
    assert_eq!((&again.blocks, &again.items, &again.notes), (&document.blocks, &document.items, &document.notes));
    let (before, after) = (part(bytes, "word/document.xml"), part(&written, "word/document.xml"));
    assert_eq!(all_text(&before), all_text(&after), "{name}");
    assert_sound(&after);
    let comments = part(&written, "word/comments.xml");
    assert_eq!(comments.matches("&lt;“甲”&amp;乙&gt;").count(), spans.len());
    for (span, covered) in spans.iter().zip(covered(&after, "年报校核", &comments)) {
        let expected = in_runs(document, *span);
        if is_apart(document, span.block) {
            continue;
        }
        // What has no run of its own is marked by what stands beside it.
        let of_runs = document.origins.iter().map(|origin| origin.span);
        let mut touching =
            of_runs.filter(|run| run.block == span.block && run.start <= span.end && span.start <= run.end);
        let beside = expected.is_empty() && (span.start < span.end || touching.next().is_none());
        assert!(covered == expected || beside && !covered.is_empty(), "{name}: {covered} is not {expected}");
    }
    let (before, mut after) = (packed(bytes), packed(&written));
    for (name, raw) in before {
        let written = after.remove(&name).expect("every part");
        let changed = ["word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"];
        assert!(changed.contains(&name.as_str()) || written == raw, "{name}");
    }
    assert!(after.keys().all(|name| name == "word/comments.xml"), "{after:?}");
}

#[test]
fn every_block_can_be_commented_on_as_a_whole() {
    for name in WORD {
        let bytes = fixture(name);
        let document = read(&bytes);
        let spans: Vec<Span> = (0..document.blocks.len() as u32).map(|block| document.whole(block)).collect();
        assert_commented(name, &bytes, &spans);
    }
}

#[test]
fn comments_that_are_there_stay() {
    let bytes = fixture("revisions.docx");
    let written = docx::commented(&bytes, &checked(&bytes), None).unwrap();
    let comments = part(&written, "word/comments.xml");
    let before = part(&bytes, "word/comments.xml");
    assert!(comments.starts_with(before.strip_suffix("</w:comments>").unwrap()));
    assert!(comments.contains("w:id=\"101\" w:author=\"年报校核\" w:initials=\"校核\""), "{comments}");
}

#[test]
fn a_report_without_findings_goes_home_as_it_came() {
    let bytes = fixture("merged.docx");
    assert_eq!(docx::commented(&bytes, &checked(&bytes), None), Ok(bytes));
}

#[test]
fn what_is_missing_is_told_at_its_heading() {
    let bytes = fixture("writer.docx");
    let mut outcome = found_at(&bytes, &[]);
    let rule = rules::all().next().unwrap();
    let missing = |section| Finding::new(rule, "缺").at(Place { section, ..Place::default() });
    outcome.findings = vec![missing(Some(4)), missing(None), Finding::new(rule, "缺")];
    let written = docx::commented(&bytes, &outcome, None).unwrap();
    let covered = covered(&part(&written, "word/document.xml"), "年报校核", &part(&written, "word/comments.xml"));
    let title = outcome.report.document.blocks[0].as_str();
    assert_eq!(covered, ["四、政府信息公开行政复议、行政诉讼情况", title, title]);
}

#[test]
fn what_was_dismissed_is_named_at_the_title() {
    let body = ["某局2024年政府信息公开工作年度报告", "一、总体情况", "认真布署。"];
    let bytes = small(&body.map(|text| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")).concat());
    let mut outcome = checked(&bytes);
    let at = outcome.findings.iter().position(|finding| finding.message.contains("布署")).unwrap();
    let finding = outcome.findings.remove(at);
    outcome.dismissed.push((finding, "按原文".to_owned()));
    let count = outcome.findings.len();
    let written = docx::commented(&bytes, &outcome, None).unwrap();
    let comments = part(&written, "word/comments.xml");
    assert!(
        comments.contains("已忽略 1 项") && comments.contains("布署") && comments.contains("（按原文）"),
        "{comments}"
    );
    let covered = covered(&part(&written, "word/document.xml"), "年报校核", &comments);
    assert_eq!((covered.len(), covered[count].as_str()), (count + 1, body[0]));
}

/// The properties of a style, and of those that it is based on.
fn style<'a>(styles: &'a roxmltree::Document, id: &str) -> Vec<roxmltree::Node<'a, 'a>> {
    let value = |node: roxmltree::Node, name: &str| {
        node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value().to_owned())
    };
    let style = styles.descendants().find(|node| value(*node, "styleId").as_deref() == Some(id)).unwrap();
    let based = style.children().find(|node| node.tag_name().name() == "basedOn").and_then(|based| value(based, "val"));
    let defaults = styles.descendants().filter(|node| node.tag_name().name() == "rPrDefault");
    let above = based
        .map_or_else(|| defaults.flat_map(|node| node.descendants()).collect(), |based| self::style(styles, &based));
    style.descendants().chain(above).collect()
}

#[test]
fn a_clean_file_is_in_the_usual_typography() {
    let clean = docx::clean(&checked(&fixture("writer.docx")).report).unwrap();
    let styles = part(&clean, "word/styles.xml");
    let styles = roxmltree::Document::parse(&styles).unwrap();
    let attribute = |id: &str, element: &str, name: &str| {
        let found = style(&styles, id).into_iter().filter(|node| node.tag_name().name() == element);
        let value = found.filter_map(|node| node.attributes().find(|attribute| attribute.name() == name)).next();
        value.map(|value| value.value().to_owned()).unwrap_or_default()
    };
    // Sizes in half points: 二号 is 22, 三号 16.
    for (id, font, size) in
        [("Title", "方正小标宋简体", "44"), ("BodyText", "仿宋_GB2312", "32"), ("Heading1", "黑体", "32")]
    {
        assert_eq!(attribute(id, "rFonts", "eastAsia"), font, "{id}");
        assert_eq!(attribute(id, "sz", "val"), size, "{id}");
    }
    let fonts = part(&clean, "word/fontTable.xml");
    assert!(fonts.matches("<w:altName").count() >= 2, "what stands in for them");
}

#[test]
fn another_file_is_refused() {
    let outcome = found_at(&fixture("writer.docx"), &[Span::new(0, 0..3)]);
    for other in ["numbering.docx", "merged.docx"] {
        let refused = docx::commented(&fixture(other), &outcome, None);
        assert!(refused.is_err_and(|sentence| sentence.contains("对不上")), "{other}");
    }
    assert!(docx::commented(&fixture("calc.xlsx"), &outcome, None).is_err());
    assert!(docx::commented(b"PK\x03\x04", &outcome, None).is_err());
    assert!(docx::commented("年报".as_bytes(), &outcome, None).is_err());
}

/// A package with nothing but this body, in which `w:` is Word's.
fn small(body: &str) -> Vec<u8> {
    packed_up(format!("<w:document xmlns:w=\"{NAMESPACE}\"><w:body>{body}</w:body></w:document>").as_bytes())
}

fn packed_up(main: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("[Content_Types].xml", &b"<Types/>"[..]), ("word/document.xml", main)] {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const AUTHOR: Tracked = Tracked { author: "校核", date: None };

/// The body after one edit: the first `old` becomes `new`.
fn edited(body: &str, old: &str, new: &str, tracked: Option<Tracked>) -> String {
    let bytes = small(body);
    let report = recognise(read(&bytes));
    let document = &report.document;
    let (block, at) = (0..).zip(&document.blocks).find_map(|(block, text)| Some((block, text.find(old)?))).unwrap();
    let edit = Edit { span: Span::new(block, at..at + old.len()), replace: new.to_owned() };
    let corrected = docx::corrected(&bytes, &report, &[edit], tracked).unwrap();
    assert_eq!(corrected.left, []);
    let xml = part(&corrected.bytes, "word/document.xml");
    xml.split_once("<w:body>").unwrap().1.split_once("</w:body>").unwrap().0.to_owned()
}

#[test]
fn edits_keep_the_format_of_their_runs() {
    let bold = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>共12件</w:t></w:r></w:p>";
    assert_eq!(
        edited(bold, "共12件", "共21件", None),
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">共21件</w:t></w:r></w:p>"
    );
    let run = |text: &str| format!("<w:r><w:rPr><w:b/></w:rPr>{text}</w:r>");
    let text = |text: &str| run(&format!("<w:t xml:space=\"preserve\">{text}</w:t>"));
    let struck = |id: u32, text: &str| {
        let text = run(&format!("<w:delText xml:space=\"preserve\">{text}</w:delText>"));
        format!("<w:del w:id=\"{id}\" w:author=\"校核\">{text}</w:del>")
    };
    let added = |id: u32, new: &str| format!("<w:ins w:id=\"{id}\" w:author=\"校核\">{}</w:ins>", text(new));
    assert_eq!(
        edited(bold, "12", "30", Some(AUTHOR)),
        format!("<w:p>{}{}{}{}</w:p>", text("共"), struck(0, "12"), added(1, "30"), text("件"))
    );
    // The whole of a run, and a place in front of one.
    let whole = bold.replace("共12件", "12");
    assert_eq!(edited(&whole, "12", "30", Some(AUTHOR)), format!("<w:p>{}{}</w:p>", struck(0, "12"), added(1, "30")));
    assert_eq!(
        edited(&whole, "12", "约12", Some(AUTHOR)),
        format!("<w:p>{}{}</w:p>", added(0, "约"), run("<w:t>12</w:t>"))
    );
}

#[test]
fn edits_of_empty_cells_runs_and_other_peoples_insertions() {
    let cell = |inside: &str| {
        format!("<w:tbl><w:tr><w:tc>{inside}</w:tc><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>")
    };
    let mark = "<w:pPr><w:rPr><w:ins w:id=\"7\" w:author=\"甲\"/><w:sz w:val=\"18\"/></w:rPr></w:pPr>";
    let run = "<w:r><w:rPr><w:sz w:val=\"18\"/></w:rPr><w:t xml:space=\"preserve\">0</w:t></w:r>";
    assert_eq!(edited(&cell(&format!("<w:p>{mark}</w:p>")), "", "0", None), cell(&format!("<w:p>{mark}{run}</w:p>")));
    assert_eq!(
        edited(&cell("<w:p/>"), "", "0", Some(AUTHOR)),
        cell("<w:p><w:ins w:id=\"0\" w:author=\"校核\"><w:r><w:t xml:space=\"preserve\">0</w:t></w:r></w:ins></w:p>")
    );
    let inserted = "<w:p><w:ins w:id=\"3\" w:author=\"甲\"><w:r><w:t>甲</w:t></w:r></w:ins></w:p>";
    assert_eq!(
        edited(inserted, "甲", "乙", Some(AUTHOR)),
        "<w:p><w:ins w:id=\"3\" w:author=\"甲\"><w:del w:id=\"4\" w:author=\"校核\"><w:r><w:delText xml:space=\"preserve\">甲</w:delText></w:r></w:del>\
         </w:ins><w:ins w:id=\"5\" w:author=\"校核\"><w:r><w:t xml:space=\"preserve\">乙</w:t></w:r></w:ins><w:ins w:id=\"6\" w:author=\"甲\"></w:ins></w:p>"
    );
    assert_eq!(
        edited("<w:p><w:r><w:t>一</w:t><w:tab/><w:t>二</w:t></w:r></w:p>", "一\t二", "三\n四", None),
        "<w:p><w:r><w:t xml:space=\"preserve\">三</w:t><w:br/><w:t xml:space=\"preserve\">四</w:t><w:t xml:space=\"preserve\"></w:t></w:r></w:p>"
    );
}

#[test]
fn edits_that_cannot_be_made_are_left() {
    let bytes = fixture("numbering.docx");
    let report = recognise(read(&bytes));
    let document = &report.document;
    let heading = document.blocks.iter().position(|text| text.starts_with("一、")).unwrap() as u32;
    let edit = |from, to, new: &str| Edit { span: Span::new(heading, from..to), replace: new.to_owned() };
    // The number is Word's own; two edits of one character are no edit.
    let edits = [edit(0, 3, "二"), edit(6, 12, "甲"), edit(9, 15, "乙")];
    let corrected = docx::corrected(&bytes, &report, &edits, None).unwrap();
    assert_eq!(corrected.left, [edits[2].clone(), edits[0].clone()]);
    let whole = document.text(heading).replace("总体", "整体");
    let whole = Edit { span: document.whole(heading), replace: whole };
    assert_eq!(docx::corrected(&bytes, &report, &[whole], None).unwrap().left, [], "the number stays as it is");
}

/// The file with `revision`, plain and tracked: read again it is the document so revised.
fn assert_revised(name: &str, bytes: &[u8], revision: &Revision) {
    let came = read(bytes);
    let report = recognise(revision.applied(&came));
    let plain = |blocks: &[String]| {
        let text = |line: &str| line.split_whitespace().collect::<String>();
        blocks.iter().flat_map(|block| block.lines()).map(text).filter(|text| !text.is_empty()).collect::<Vec<String>>()
    };
    for tracked in [None, Some(Tracked { author: "甲", date: Some("2026-01-05T09:00:00Z") })] {
        let revised = docx::revised(bytes, &report, revision, tracked).expect(name);
        assert_eq!(revised.left, [], "{name}");
        let again = read(&revised.bytes);
        let (read, wanted) = (plain(&again.blocks), plain(&report.document.blocks));
        let differ = read.iter().zip(&wanted).find(|(read, wanted)| read != wanted);
        assert!(differ.is_none() && read.len() == wanted.len(), "{name} {tracked:?}: {differ:?}");
        let tables = |report: &Report| {
            let cells = |table: &Table| {
                (table.kind, table.whole, table.cells.values().map(|cell| cell.value.clone()).collect::<Vec<_>>())
            };
            report.tables.iter().flatten().map(cells).collect::<Vec<_>>()
        };
        assert_eq!(tables(&recognise(again)), tables(&report), "{name} {tracked:?}");
        assert_sound(&part(&revised.bytes, "word/document.xml"));
    }
}

#[test]
fn parts_that_were_put_in_stand_in_the_clerks_own_file() {
    for name in ["writer.docx", "merged.docx", "revisions.docx"] {
        let bytes = fixture(name);
        let came = read(&bytes);
        let report = recognise(came.clone());
        let paragraph = |text: &str| NewPart::Paragraph { text: text.to_owned(), heading: None };
        let first = report.outline.sections[0].as_ref().unwrap().body.start;
        let mut revision = Revision::default();
        let parts = vec![paragraph("新的一段，有<尖括号>&。"), paragraph("第二段\n分两行。")];
        revision.insertions.push(Insertion { before: first + 1, replaces: Vec::new(), parts });
        revision
            .insertions
            .push(Insertion { before: 0, replaces: Vec::new(), parts: vec![paragraph("最前的一段。")] });
        // Notes, which are read after all, stand in a part of their own.
        let end = report.outline.sections[5].as_ref().unwrap().body.start + 1 + 3;
        revision.insertions.push(Insertion {
            before: end,
            replaces: Vec::new(),
            parts: vec![paragraph("最后的一段。")],
        });
        assert_revised(name, &bytes, &revision);
        for table in report.tables.iter().flatten() {
            // Taken out; taken out and put in again, blank; set anew with its figures and a cell changed.
            let cut = Insertion { before: 0, replaces: table.items.clone(), parts: Vec::new() };
            let mut revision = Revision { insertions: vec![cut], ..Revision::default() };
            assert_revised(name, &bytes, &revision);
            let without = recognise(revision.applied(&came));
            revision.insertions.push(without.blank(FormPart::Table(table.kind)).unwrap());
            assert_revised(name, &bytes, &revision);
            let Some(anew) = report.blank(FormPart::Table(table.kind)) else { continue };
            let mut revision = Revision { insertions: vec![anew], ..Revision::default() };
            let set = recognise(revision.applied(&came));
            let cell = set.table(table.kind).unwrap().cells.values().next().unwrap().span.block;
            revision.texts.insert(cell, "77".to_owned());
            assert_revised(name, &bytes, &revision);
        }
    }
}

#[test]
fn a_part_that_was_put_in_can_be_commented_on_in_the_clerks_own_file() {
    let bytes = fixture("writer.docx");
    let came = read(&bytes);
    let report = recognise(came.clone());
    let before = report.outline.sections[0].as_ref().unwrap().body.start + 1;
    let parts = vec![NewPart::Paragraph { text: "畅通渠道，驾起了桥梁。".to_owned(), heading: None }];
    let insertions = vec![Insertion { before, replaces: Vec::new(), parts }];
    let revision = Revision { insertions, ..Revision::default() };
    let outcome = check(recognise(revision.applied(&came)), &Environment::default());
    let commented = commented_in_her_own(&bytes, outcome, &revision);
    assert!(part(&commented, "word/comments.xml").contains("架起"));
    assert!(part(&commented, "word/document.xml").contains("驾起"));
}

const NOTES: Notes = Notes { date: None, name: &str::to_owned };

/// The file with the revision and the findings of `outcome` as comments, which is the clerk's own.
fn commented_in_her_own(bytes: &[u8], outcome: Outcome, revision: &Revision) -> Vec<u8> {
    let (commented, is_own) = docx::commented_revised(bytes, outcome, revision, &NOTES).unwrap();
    let styles = |bytes: &[u8]| part(bytes, "word/styles.xml");
    assert!(is_own && styles(&commented) == styles(bytes), "it is her own file");
    commented
}

#[test]
fn white_space_and_empty_lines_keep_the_clerks_own_file() {
    let bytes = fixture("writer.docx");
    let came = read(&bytes);
    let block = came.blocks.iter().position(|text| text.chars().count() > 30).unwrap() as u32;
    let text = came.text(block).to_owned();
    let half = text.char_indices().nth(10).unwrap().0;
    let broken = format!("{}\n{}驾起桥梁。", &text[..half], &text[half..]);
    for new in [format!("{text}驾起桥梁。 "), format!("　　{text}驾起桥梁。"), format!("{text}驾起桥梁。\n"), broken]
    {
        let texts = BTreeMap::from([(block, new)]);
        let revision = Revision { texts, ..Revision::default() };
        let outcome = check(recognise(revision.applied(&came)), &Environment::default());
        let count = outcome.findings.len();
        let commented = commented_in_her_own(&bytes, outcome, &revision);
        let covered =
            covered(&part(&commented, "word/document.xml"), "年报校核", &part(&commented, "word/comments.xml"));
        assert_eq!(covered.len(), count);
        assert!(covered.iter().any(|covered| covered == "驾起"), "{covered:?}");
    }
    // A paragraph is emptied, and an empty one put in.
    let parts = vec![NewPart::Paragraph { text: String::new(), heading: None }];
    let insertions = vec![Insertion { before: 4, replaces: Vec::new(), parts }];
    let last = came.blocks.iter().rposition(|text| text.chars().count() > 10).unwrap() as u32;
    for revision in [
        Revision { insertions, ..Revision::default() },
        Revision { texts: BTreeMap::from([(last, String::new())]), ..Revision::default() },
    ] {
        let outcome = check(recognise(revision.applied(&came)), &Environment::default());
        commented_in_her_own(&bytes, outcome, &revision);
    }
}

#[test]
fn several_changes_in_a_paragraph_leave_what_is_between_them() {
    const BETWEEN: &str = "<w:hyperlink w:anchor=\"a\"><w:r><w:t>见名单</w:t></w:r></w:hyperlink><w:r><w:rPr><w:b/></w:rPr><w:t>，另收到</w:t></w:r>";
    let body = format!("<w:p><w:r><w:t>共12件</w:t></w:r>{BETWEEN}<w:r><w:t>34件，认真布署。</w:t></w:r></w:p>");
    let bytes = small(&body);
    let came = read(&bytes);
    let new = "共15件见名单，另收到37件，认真部署。".to_owned();
    let revision = Revision { texts: BTreeMap::from([(0, new.clone())]), ..Revision::default() };
    let report = recognise(revision.applied(&came));
    let plain = docx::revised(&bytes, &report, &revision, None).unwrap();
    let xml = part(&plain.bytes, "word/document.xml");
    assert!(plain.left.is_empty() && xml.contains(BETWEEN), "{xml}");
    assert_eq!(all_text(&xml), new);
    let tracked = docx::revised(&bytes, &report, &revision, Some(AUTHOR)).unwrap();
    let xml = part(&tracked.bytes, "word/document.xml");
    assert!(xml.contains(BETWEEN), "{xml}");
    assert_eq!(xml.matches("<w:del ").count(), 3, "{xml}");
    assert_sound(&xml);
}

/// The body of a fixture in another frame.
fn reframed(name: &str, frame: impl Fn(&str) -> String) -> Vec<u8> {
    use std::io::Write;
    let bytes = fixture(name);
    let xml = part(&bytes, "word/document.xml");
    let body = xml.find("<w:body>").unwrap() + "<w:body>".len();
    let end = xml.rfind("<w:sectPr").unwrap();
    let framed = format!("{}{}{}", &xml[..body], frame(&xml[body..end]), &xml[end..]);
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in packed(&bytes).into_keys() {
        writer.start_file(&name, zip::write::SimpleFileOptions::default()).unwrap();
        let text = if name == "word/document.xml" { framed.clone() } else { String::new() };
        match text.is_empty() {
            true => {
                let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
                std::io::copy(&mut archive.by_name(&name).unwrap(), &mut writer).unwrap();
            }
            false => writer.write_all(text.as_bytes()).unwrap(),
        }
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_report_in_a_cell_that_arranges_the_page_keeps_all_that_is_not_set_anew() {
    let bytes = reframed("writer.docx", |body| format!("<w:tbl><w:tr><w:tc>{body}<w:p/></w:tc></w:tr></w:tbl>"));
    let came = read(&bytes);
    let report = recognise(came.clone());
    for kind in TableKind::ALL {
        let anew = report.blank(FormPart::Table(kind)).unwrap();
        assert_revised("in a cell", &bytes, &Revision { insertions: vec![anew], ..Revision::default() });
    }
    let before = report.outline.sections[0].as_ref().unwrap().body.start + 1;
    let parts = vec![NewPart::Paragraph { text: "新的一段。".to_owned(), heading: None }];
    let insertions = vec![Insertion { before, replaces: Vec::new(), parts }];
    assert_revised("in a cell", &bytes, &Revision { insertions, ..Revision::default() });
}

#[test]
fn what_shares_a_paragraph_with_what_stays_does_not_go() {
    let line = |text: &str| format!("<w:r><w:t>{text}</w:t><w:br/></w:r>");
    let lines =
        ["某局2024年政府信息公开工作年度报告", "一、总体情况", "第一句。", "第二句。", "二、主动公开政府信息情况"];
    let bytes = small(&format!("<w:p>{}</w:p>", lines.map(line).concat()));
    let came = read(&bytes);
    let item =
        |text: &str| (0..came.items.len()).find(|&item| came.paragraph(item).is_some_and(|(_, own)| own == text));
    let (first, second) = (item("第一句。").unwrap() as u32, item("第二句。").unwrap() as u32);
    let parts = vec![NewPart::Paragraph { text: "新的一段。".to_owned(), heading: None }];
    for (replaces, parts) in [(vec![], parts.clone()), (vec![first], parts), (vec![first], vec![])] {
        let insertions = vec![Insertion { before: second, replaces, parts }];
        let revision = Revision { insertions, ..Revision::default() };
        let report = recognise(revision.applied(&came));
        for tracked in [None, Some(AUTHOR)] {
            let revised = docx::revised(&bytes, &report, &revision, tracked).unwrap();
            assert_eq!(revised.left.len(), 1, "it is told");
            assert_eq!(read(&revised.bytes).blocks, came.blocks);
        }
        let outcome = check(report, &Environment::default());
        let (commented, is_own) = docx::commented_revised(&bytes, outcome, &revision, &NOTES).unwrap();
        assert!(!is_own);
        assert_eq!(read(&commented).blocks.concat().contains("新的一段。"), !revision.insertions[0].parts.is_empty());
    }
}

#[test]
fn a_table_that_went_out_is_struck_where_changes_are_tracked() {
    let bytes = fixture("writer.docx");
    let came = read(&bytes);
    let report = recognise(came.clone());
    let anew = report.blank(FormPart::Table(TableKind::Disputes)).unwrap();
    let revision = Revision { insertions: vec![anew], ..Revision::default() };
    let tracked = docx::revised(&bytes, &recognise(revision.applied(&came)), &revision, Some(AUTHOR)).unwrap();
    let xml = part(&tracked.bytes, "word/document.xml");
    assert_sound(&xml);
    // Rejected, all is as it was: what was put in goes, what was struck stays.
    let tree = roxmltree::Document::parse(&xml).unwrap();
    let is_put_in = |node: roxmltree::Node| {
        let own = |node: roxmltree::Node| node.attributes().any(|attribute| attribute.value() == "校核");
        match node.tag_name().name() {
            "ins" => own(node),
            "tr" => node.descendants().any(|inner| {
                inner.tag_name().name() == "ins"
                    && inner.parent().is_some_and(|up| up.tag_name().name() == "trPr")
                    && own(inner)
            }),
            _ => false,
        }
    };
    let old = tree.descendants().filter(|node| node.is_text() && !node.ancestors().any(is_put_in));
    let old: String = old.filter_map(|node| node.text()).collect();
    assert_eq!(old, all_text(&part(&bytes, "word/document.xml")));
    let rows = |xml: &str, kind: &str| xml.matches(kind).count();
    let was = part(&bytes, "word/document.xml");
    assert_eq!(rows(&xml, "<w:tbl>"), rows(&was, "<w:tbl>") + 1);
    assert!(rows(&xml, "<w:del ") > 4, "its rows and its texts");
}

#[test]
fn a_heading_that_is_put_in_has_one_number() {
    let bytes = fixture("numbering.docx");
    let came = read(&bytes);
    let report = recognise(came.clone());
    let before = report.outline.sections[5].as_ref().map_or(came.items.len() as u32, |section| section.body.start - 1);
    let text = "七、补充说明".to_owned();
    let parts = vec![NewPart::Paragraph { text, heading: Some(5) }];
    let revision = Revision { insertions: vec![Insertion { before, replaces: vec![], parts }], ..Revision::default() };
    let revised = docx::revised(&bytes, &recognise(revision.applied(&came)), &revision, None).unwrap();
    let again = read(&revised.bytes);
    let heading = again.blocks.iter().find(|text| text.contains("补充说明")).unwrap();
    assert_eq!(heading, "七、补充说明");
}

#[test]
fn characters_that_xml_cannot_hold_move_no_comment() {
    let text = "某局2024年政府信息公开工作年度报告\n一、总体情况\n工作扎实，驾\u{b}起桥梁，认真\u{1}布署工作。\n二、主动公开政府信息情况\n";
    let outcome = checked(text.as_bytes());
    let fixes = docx::fixes(&outcome);
    assert!(!fixes.is_empty());
    assert_eq!(docx::corrected(&[], &outcome.report, &fixes, None).unwrap().left, []);
    let written = docx::commented(&[], &outcome, None).unwrap();
    let covered = covered(&part(&written, "word/document.xml"), "年报校核", &part(&written, "word/comments.xml"));
    assert!(covered.iter().any(|covered| covered == "布署"), "{covered:?}");
}

#[test]
fn a_control_that_shows_a_property_of_the_file_is_parted_from_it() {
    let control = |binding: &str| {
        format!(
            "<w:sdt><w:sdtPr>{binding}<w:text/></w:sdtPr><w:sdtContent><w:p><w:r><w:t xml:space=\"preserve\">认真布署</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        )
    };
    let bound = control("<w:dataBinding w:xpath=\"/subject\" w:storeItemID=\"{1}\"/>");
    assert_eq!(edited(&bound, "布", "部", None), control("").replace("布署", "部署"));
}

#[test]
fn pictures_stay_behind_and_are_counted() {
    let picture = "<w:p><w:r><w:t>下图为办件情况：</w:t><w:drawing><a:blip xmlns:a=\"a\"/></w:drawing><w:t>（图1）</w:t></w:r></w:p>";
    let lines = ["某局2024年政府信息公开工作年度报告", "一、总体情况", "我局写有［图片］两字。"];
    let lines = lines.map(|text| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")).concat();
    let report = recognise(read(&small(&(lines + picture))));
    assert!(report.document.blocks.concat().contains("情况：［图片］（图1）"));
    assert_eq!(docx::pictures_left(&report.document), 1);
    let clean = read(&docx::clean(&report).unwrap()).blocks.concat();
    assert!(clean.contains("情况：（图1）") && clean.contains("写有［图片］两字"), "{clean}");
}

fn assert_edited(name: &str, bytes: &[u8], edits: &[Edit], tracked: Option<Tracked>) {
    let report = recognise(read(bytes));
    let document = &report.document;
    let corrected = docx::corrected(bytes, &report, edits, tracked).expect(name);
    // White space at the ends of paragraphs is not read.
    let plain = |text: &str| text.split_whitespace().collect::<String>();
    let mut expected = document.blocks.clone();
    for edit in edits.iter().rev() {
        let stands = |other: &Edit| {
            other.span.block == edit.span.block
                && other.span.start >= edit.span.start
                && other.span.end <= edit.span.end
        };
        if !corrected.left.iter().any(stands) {
            expected[edit.span.block as usize].replace_range(edit.span.range(), &edit.replace);
        }
    }
    let expected: Vec<String> = expected.iter().map(|text| plain(text)).filter(|text| !text.is_empty()).collect();
    let again: Vec<String> =
        read(&corrected.bytes).blocks.iter().map(|text| plain(text)).filter(|text| !text.is_empty()).collect();
    let differs = again.iter().zip(&expected).find(|(again, expected)| again != expected);
    assert!(differs.is_none() && again.len() == expected.len(), "{name} {tracked:?} {edits:?}: {differs:?}");
    let xml = part(&corrected.bytes, "word/document.xml");
    if let Some(Tracked { author, .. }) = tracked {
        // Rejected, all is as it was.
        let tree = roxmltree::Document::parse(&xml).unwrap();
        let own = |node: roxmltree::Node| {
            node.tag_name().name() == "ins" && node.attributes().any(|attribute| attribute.value() == author)
        };
        let old = tree.descendants().filter(|node| node.is_text() && !node.ancestors().any(own));
        let old: String = old.filter_map(|node| node.text()).collect();
        assert_eq!(old, all_text(&part(bytes, "word/document.xml")));
    }
    assert_sound(&xml);
}

/// Elements stand where ECMA-376 lets them.
fn assert_sound(xml: &str) {
    const RUN_LEVEL: [&str; 11] =
        ["p", "hyperlink", "ins", "del", "moveTo", "smartTag", "sdtContent", "fldSimple", "moveFrom", "rt", "rubyBase"];
    let tree = roxmltree::Document::parse(xml).unwrap();
    for node in tree.descendants().filter(|node| node.tag_name().namespace() == Some(NAMESPACE)) {
        let parent = node.parent().map_or("", |parent| parent.tag_name().name());
        let sound = match node.tag_name().name() {
            "t" => parent == "r" && !node.ancestors().any(|up| up.tag_name().name() == "del"),
            "delText" => parent == "r" && node.ancestors().any(|up| up.tag_name().name() == "del"),
            "commentReference" => parent == "r",
            "r" if matches!(parent, "Choice" | "Fallback") => true,
            "r" | "commentRangeStart" | "commentRangeEnd" => RUN_LEVEL.contains(&parent),
            "rPr" => node.prev_sibling_element().is_none() || parent == "pPr" || parent == "style",
            _ => true,
        };
        assert!(sound, "{} in {parent}", node.tag_name().name());
    }
}

/// Every report that the repository has, as text, page or file.
fn all_reports() -> Vec<(String, Vec<u8>)> {
    const FILES: [&str; 9] = [
        "writer.docx",
        "merged.docx",
        "revisions.docx",
        "writer.doc",
        "writer.rtf",
        "gbk.txt",
        "hand.ofd",
        "print.pdf",
        "word.mht",
    ];
    let root = env!("CARGO_MANIFEST_DIR");
    let folders = ["static/samples", "tests/samples", "tests/samples/layouts"];
    let in_folders = folders.iter().flat_map(|folder| std::fs::read_dir(format!("{root}/{folder}")).unwrap());
    let in_folders = in_folders.map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let files = FILES.iter().map(|name| format!("{root}/tests/fixtures/files/{name}").into());
    let all = in_folders.filter(|path| path.extension().is_none_or(|ending| ending != "json")).chain(files);
    all.map(|path: std::path::PathBuf| (path.display().to_string(), std::fs::read(&path).unwrap())).collect()
}

fn passages(outcome: &Outcome) -> Vec<String> {
    Prose::of(&outcome.report).passages.iter().map(|passage| passage.text().to_owned()).collect()
}

fn findings(outcome: &Outcome) -> BTreeSet<(String, String)> {
    outcome.findings.iter().map(|finding| (finding.rule.to_string(), finding.message.clone())).collect()
}

#[test]
fn a_clean_file_is_read_as_the_report_it_was_made_of() {
    let reports = all_reports();
    assert!(reports.len() > 25);
    for (name, bytes) in reports {
        let outcome = checked(&bytes);
        let clean = docx::clean(&outcome.report).unwrap();
        assert_eq!(docx::clean(&outcome.report).as_ref(), Ok(&clean), "same bytes");
        assert_sound(&part(&clean, "word/document.xml"));
        let again = checked(&clean);
        assert_eq!(json::figures(&again.report), json::figures(&outcome.report), "{name}");
        assert_eq!(
            (again.report.organ(), again.report.year()),
            (outcome.report.organ(), outcome.report.year()),
            "{name}"
        );
        // What a conversion tore is whole again, and is no more told to be torn; tracked changes are accepted.
        if !outcome.report.is_damaged()
            && !outcome.report.document.notes.iter().any(|note| matches!(note, Note::Revisions(_)))
        {
            let plain = |outcome| passages(outcome).concat();
            assert_eq!(plain(&again), plain(&outcome), "{name}");
            assert_eq!(findings(&again), findings(&outcome), "{name}");
        }
    }
}

#[test]
fn tables_have_the_official_form_and_none_is_invented() {
    let text = "某局2024年政府信息公开工作年度报告\n一、总体情况\n甲。\n二、主动公开政府信息情况\n乙。";
    let report = recognise(nianbao::read::read_text(text, nianbao::read::Kind::Text));
    assert!(!part(&docx::clean(&report).unwrap(), "word/document.xml").contains("<w:tbl>"));
    let lines = fixture("gbk.txt");
    let clean = read(&docx::clean(&checked(&lines).report).unwrap());
    let tables: Vec<_> = clean
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Table(table) => Some((table.columns, table.rows.iter().map(Vec::len).collect::<Vec<_>>())),
            Item::Paragraph(_) => None,
        })
        .collect();
    let form = |kind, columns| {
        (columns, nianbao::standard::form::rows(kind, Edition::E2021).iter().map(Vec::len).collect::<Vec<_>>())
    };
    assert_eq!(tables, [form(TableKind::Disclosure, 4), form(TableKind::Requests, 10), form(TableKind::Disputes, 15)]);
}

#[test]
fn reports_that_came_otherwise_are_commented_on_in_a_clean_file() {
    for (name, bytes) in all_reports().into_iter().filter(|(name, _)| !name.ends_with("docx")) {
        let outcome = checked(&bytes);
        if outcome.findings.is_empty() {
            continue;
        }
        let written = docx::commented(&bytes, &outcome, None).unwrap();
        let covered = covered(&part(&written, "word/document.xml"), "年报校核", &part(&written, "word/comments.xml"));
        assert_eq!(covered.len(), outcome.findings.len());
        for (finding, covered) in outcome.findings.iter().zip(covered) {
            let quote =
                finding.places.first().and_then(|place| place.span).map(|span| outcome.report.document.quote(span));
            // Of a torn table only the figures stand in the form.
            if let Some(quote) = quote.filter(|_| !outcome.report.is_damaged()) {
                assert_eq!(
                    covered.split_whitespace().collect::<String>(),
                    quote.split_whitespace().collect::<String>(),
                    "{name} {finding:?}"
                );
            }
        }
    }
}

#[test]
fn sure_fixes_end_their_findings_and_bring_no_new_error() {
    let mut fixed = 0;
    for (name, bytes) in all_reports() {
        let outcome = checked(&bytes);
        let fixes = docx::fixes(&outcome);
        if fixes.is_empty() || outcome.report.is_damaged() {
            continue;
        }
        fixed += fixes.len();
        for tracked in [None, Some(AUTHOR)] {
            let corrected = docx::corrected(&bytes, &outcome.report, &fixes, tracked).unwrap();
            assert_eq!(corrected.left, [], "{name}");
            let (before, after) = (findings(&outcome), findings(&checked(&corrected.bytes)));
            for finding in outcome.sure_fixes().into_iter().map(|index| &outcome.findings[index]) {
                assert!(!after.contains(&(finding.rule.to_string(), finding.message.clone())), "{name} {finding:?}");
            }
            let rules: BTreeSet<&str> = before.iter().map(|(rule, _)| rule.as_str()).collect();
            let new = after.iter().find(|(rule, _)| !rules.contains(rule.as_str()) && rule != "tracked-changes");
            assert_eq!(new, None, "{name}");
        }
    }
    assert!(fixed > 5, "{fixed} fixes");
}

#[test]
fn personal_data_are_masked_in_comments_and_are_no_sure_fix() {
    let body =
        ["某局2024年政府信息公开工作年度报告", "一、总体情况", "联系人电话13812345678。", "二、主动公开政府信息情况"];
    let body: String = body.iter().map(|text| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")).collect();
    let bytes = small(&body);
    let outcome = checked(&bytes);
    assert!(outcome.findings.iter().any(|finding| finding.private));
    let comments = part(&docx::commented(&bytes, &outcome, None).unwrap(), "word/comments.xml");
    assert!(comments.contains("138******78") && !comments.contains("13812345678"), "{comments}");
}

/// Things that Word files have and fixtures have not.
const ODD: [&str; 12] = [
    "<w:p><w:r><w:t>a<![CDATA[<b>]]>c</w:t></w:r></w:p>",
    "<w:p><w:r><w:t>一<!-- x -->二<?x y?>三</w:t><w:t>四&#x4E94;&lt;\r\n六</w:t></w:r></w:p>",
    "<w:p><w:r><w:ruby><w:rt><w:r><w:t>yi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>一二</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
    "<w:p><m:oMath xmlns:m=\"m\"><m:r><m:t>x=12</m:t></m:r></m:oMath><w:r><w:t>件</w:t></w:r></w:p>",
    "<w:p><w:ins w:id=\"1\"><w:hyperlink><w:r><w:rPr><w:b/></w:rPr><w:t>一</w:t><w:tab/><w:t>二</w:t></w:r></w:hyperlink></w:ins></w:p>",
    "<w:p><w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>外</w:t></w:r></w:p>",
    "<w:p><mc:AlternateContent xmlns:mc=\"mc\"><mc:Choice><w:r><w:t>甲</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>乙</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>",
    "<w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr><w:r><w:t>前段</w:t></w:r></w:p><w:p><w:r><w:t>后段</w:t></w:r></w:p>",
    "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p w:a='>'/><w:tbl><w:tr><w:tc><w:p><w:r><w:t>内</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc><w:tc/></w:tr></w:tbl>",
    "<w:p><w:r><w:t xml:space='preserve'>  首 尾  </w:t></w:r><w:r w:a='x>y'><w:t> 末 </w:t></w:r></w:p>",
    "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>X</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/><w:t>12</w:t><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
    "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t><w:br/><w:t>行</w:t><w:noBreakHyphen/></w:r></w:p>",
];

#[test]
fn odd_files_are_commented_on_and_corrected() {
    for body in ODD {
        let bytes = small(body);
        let outcome = found_at(&bytes, &[]);
        let document = &outcome.report.document;
        for block in 0..document.blocks.len() as u32 {
            let ends: Vec<usize> =
                document.text(block).char_indices().map(|(at, _)| at).chain([document.text(block).len()]).collect();
            for (&start, &end) in ends.iter().flat_map(|start| ends.iter().map(move |end| (start, end))) {
                if start > end {
                    continue;
                }
                let span = Span::new(block, start..end);
                let outcome = found_at(&bytes, &[span]);
                let written = docx::commented(&bytes, &outcome, None).expect(body);
                assert_eq!(read(&written).blocks, document.blocks, "{body}");
                assert_sound(&part(&written, "word/document.xml"));
                for tracked in [None, Some(AUTHOR)] {
                    let edit = Edit { span, replace: "新\n字".to_owned() };
                    let corrected = docx::corrected(&bytes, &outcome.report, &[edit], tracked).expect(body);
                    assert_sound(&part(&corrected.bytes, "word/document.xml"));
                    if corrected.left.is_empty() {
                        let all = read(&corrected.bytes).blocks.concat();
                        assert!(all.contains('新') && all.contains('字'), "{body} {tracked:?} {all}");
                    }
                }
            }
        }
    }
}

#[test]
fn names_without_a_prefix_and_other_encodings() {
    let main = format!("<document xmlns=\"{NAMESPACE}\"><body><p><r><t>某局2024年</t></r></p></body></document>");
    let bytes = packed_up(main.as_bytes());
    let outcome = found_at(&bytes, &[Span::new(0, 3..6)]);
    let written = docx::commented(&bytes, &outcome, None).unwrap();
    let xml = part(&written, "word/document.xml");
    assert_eq!(covered(&xml, "年报校核", &part(&written, "word/comments.xml")), ["局"]);
    assert!(xml.contains(&format!("<w:commentRangeStart xmlns:w=\"{NAMESPACE}\" w:id=\"0\"/>")), "{xml}");
    for tracked in [None, Some(AUTHOR)] {
        let edit = Edit { span: Span::new(0, 3..6), replace: "厅\n处".to_owned() };
        let corrected = docx::corrected(&bytes, &outcome.report, &[edit], tracked).unwrap();
        assert_eq!(read(&corrected.bytes).blocks, ["某厅", "处2024年"]);
    }
    let utf_16: Vec<u8> = format!("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?>{main}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let bytes = packed_up(&utf_16);
    let outcome = found_at(&bytes, &[Span::new(0, 3..6)]);
    assert_eq!(read(&docx::commented(&bytes, &outcome, None).unwrap()).blocks, ["某局2024年"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn comments_cover_their_words(
        file in 0..WORD.len(),
        places in prop::collection::vec((any::<usize>(), any::<usize>(), 0..12usize), 1..40),
    ) {
        let bytes = fixture(WORD[file]);
        let document = read(&bytes);
        let spans: Vec<Span> = places.iter().map(|&(block, from, length)| span(&document, block, from, length)).collect();
        assert_commented(WORD[file], &bytes, &spans);
    }

    #[test]
    fn edits_change_their_words_alone(
        file in 0..WORD.len(),
        places in prop::collection::vec((any::<usize>(), any::<usize>(), 0..9usize, 0..5usize), 1..12),
        tracked in any::<bool>(),
    ) {
        let bytes = fixture(WORD[file]);
        let document = read(&bytes);
        let mut edits: Vec<Edit> = places
            .iter()
            .map(|&(block, from, length, new)| Edit {
                span: span(&document, block, from, length),
                replace: ["", "甲", "12", "a<b&c", "某 某"][new].to_owned(),
            })
            // A paragraph that goes altogether takes its number with it.
            .filter(|edit| {
                let all = in_runs(&document, document.whole(edit.span.block));
                in_runs(&document, edit.span) != all || !edit.replace.is_empty()
            })
            .collect();
        edits.sort_by_key(|edit| edit.span);
        edits.dedup_by_key(|edit| edit.span.block);
        assert_edited(WORD[file], &bytes, &edits, tracked.then_some(AUTHOR));
    }

    #[test]
    fn damaged_files_do_no_harm(body in 0..ODD.len(), from in any::<usize>(), length in 0..9usize, at in any::<usize>()) {
        let main = format!("<w:document xmlns:w=\"{NAMESPACE}\"><w:body>{}</w:body></w:document>", ODD[body]);
        let kept = |at: &usize| main.is_char_boundary(*at);
        let start = (from % main.len()..=main.len()).find(kept).unwrap();
        let end = (start + length..=main.len()).find(kept).unwrap_or(main.len()).max(start);
        let bytes = packed_up(format!("{}{}", &main[..start], &main[end..]).as_bytes());
        if let Ok(Content::Document(document)) = read_file(&bytes, None, Reading::new(encoding::decode))
            && !document.blocks.is_empty()
        {
            let span = span(&document, at, at, length);
            let outcome = found_at(&bytes, &[span]);
            let _ = docx::commented(&bytes, &outcome, None);
            let edits = [Edit { span, replace: "新".to_owned() }];
            let _ = docx::corrected(&bytes, &outcome.report, &edits, Some(AUTHOR));
            // Spans of another report, too.
            let _ = docx::commented(&small(ODD[0]), &outcome, None);
            let _ = docx::corrected(&small(ODD[0]), &outcome.report, &edits, None);
        }
    }
}
