//! Every kind of file: the same report, as real programs save it, is read with the same figures, the same words and
//! the same findings.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on fails")]

use nianbao::check::{Environment, Outcome, check};
use nianbao::document::{Document, Encoding, Item, Note, Part};
use nianbao::read::{Content, Reading, Unreadable, encoding, read_file};
use nianbao::report::recognise;
use nianbao::write::json;
use serde_json::Value;
use std::path::PathBuf;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");

fn bytes(name: &str) -> Vec<u8> {
    let path = PathBuf::from(FOLDER).join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn read(bytes: &[u8]) -> Result<Content, String> {
    read_file(bytes, None, Reading::new(encoding::decode)).map_err(|Unreadable(sentence)| sentence)
}

fn document(name: &str) -> Document {
    match read(&bytes(name)).unwrap_or_else(|sentence| panic!("{name}: {sentence}")) {
        Content::Document(document) => document,
        other => panic!("{name}: {other:?}"),
    }
}

fn outcome(document: Document) -> Outcome {
    check(recognise(document), &Environment::default())
}

fn figures(outcome: &Outcome) -> Value {
    json::report("", outcome)["figures"].clone()
}

fn expected_figures() -> Value {
    let all: Value = serde_json::from_slice(&bytes("figures.json")).unwrap();
    all.get("figures").cloned().unwrap_or(all)
}

/// The paragraphs, and rows of a single cell, which text formats cannot tell from them; without white space.
fn narrative(document: &Document) -> Vec<String> {
    let text = |block: u32| document.text(block).split_whitespace().collect::<String>();
    let lines = |item: &Item| match item {
        Item::Paragraph(paragraph) => vec![text(paragraph.block)],
        Item::Table(table) => table.rows.iter().filter(|row| row.len() == 1).map(|row| text(row[0].block)).collect(),
    };
    document.items.iter().flat_map(lines).filter(|text| !text.is_empty()).collect()
}

/// Rule and message of each finding.
fn findings(outcome: &Outcome) -> Vec<String> {
    outcome.findings.iter().map(|finding| format!("{}: {}", finding.rule, finding.message)).collect()
}

/// Kinds that hold the whole report, word for word.
const WHOLE: &[&str] = &[
    "writer.docx",
    "writer.doc",
    "writer.rtf",
    "writer.pdf",
    "numbering.docx",
    "print.pdf",
    "print-plain.pdf",
    "gbk-euc.pdf",
    "gb-euc.pdf",
    "gbkp-euc.pdf",
    "unigb.pdf",
    "unigb-utf16.pdf",
    "encrypted-empty.pdf",
    "encrypted-empty-rc4.pdf",
    "encrypted-empty-aes256.pdf",
    "hand.ofd",
    "page.mhtml",
    "word.mht",
    "gbk.html",
    "gbk.txt",
    "utf16.txt",
];

#[test]
fn the_same_report_in_every_kind_of_file() {
    let source = document("report.html");
    let (words, found) = (narrative(&source), findings(&outcome(source)));
    assert_eq!(found, [""; 0], "the source is without fault");
    for name in WHOLE {
        let document = document(&format!("files/{name}"));
        assert_eq!(narrative(&document), words, "{name}");
        let outcome = outcome(document);
        assert_eq!(figures(&outcome), expected_figures(), "{name}");
        assert_eq!(findings(&outcome), found, "{name}");
    }
}

#[test]
fn tracked_changes_are_read_as_accepted_and_told() {
    let source = document("report.html");
    let document = document("files/revisions.docx");
    assert_eq!(narrative(&document), narrative(&source));
    let outcome = outcome(document);
    assert_eq!(figures(&outcome), expected_figures());
    assert_eq!(
        findings(&outcome),
        ["tracked-changes: 文中有 31 处修订痕迹，已按全部接受后的内容核对；发布前请接受或拒绝全部修订。"]
    );
}

#[test]
fn merged_cells_boxes_fields_and_symbols_of_word() {
    let source = document("report.html");
    let document = document("files/merged.docx");
    // A soft break parts the title; a text box holds the preface's last sentence; a footnote brings one of its own.
    let words = narrative(&source);
    let read = narrative(&document);
    let box_of_preface = "如有疑问，可拨打12345政务服务便民热线咨询。";
    assert_eq!((&read[..2].concat(), &read[2..4].concat()), (&words[0], &words[1]));
    assert_eq!(read[3], box_of_preface);
    assert_eq!(read[4..read.len() - 1], words[2..]);
    assert_eq!(read[read.len() - 1], "查阅点电话为0000-12345。");
    let outcome = outcome(document);
    assert_eq!(figures(&outcome), expected_figures());
    assert_eq!(findings(&outcome), [""; 0]);
}

#[test]
fn every_run_of_word_knows_its_place_in_the_package() {
    use std::io::Read;
    let bytes = bytes("files/merged.docx");
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        package.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let (main, notes) = (part("word/document.xml"), part("word/footnotes.xml"));
    let Ok(Content::Document(document)) = read(&bytes) else { panic!("a document") };
    let mut runs = 0;
    for origin in &document.origins {
        let xml = if origin.part == Part::Main { &main } else { &notes };
        let there = &xml[origin.range.start as usize..origin.range.end as usize];
        let here = document.quote(origin.span);
        if here.is_empty() {
            assert!(there.starts_with("<w:p") && there.ends_with("/w:p>") || there.ends_with("/>"), "{there}");
        } else if !there.starts_with('<') {
            let there = there.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            assert!(there.contains(here), "{here} is not in {there}");
            runs += 1;
        }
    }
    assert!(runs > 200, "{runs} runs");
    // Every block has an origin.
    let blocks: std::collections::BTreeSet<u32> = document.origins.iter().map(|origin| origin.span.block).collect();
    assert_eq!(blocks.len(), document.blocks.len());
}

#[test]
fn workbooks_hold_the_tables_alone() {
    for name in ["calc.xlsx", "calc.xls", "three.csv", "three-gbk.csv"] {
        let outcome = outcome(document(&format!("files/{name}")));
        assert!(outcome.report.is_tables_only(), "{name}");
        assert_eq!(figures(&outcome), expected_figures(), "{name}");
        assert_eq!(findings(&outcome), [""; 0], "{name}");
    }
}

#[test]
fn an_archive_is_opened_as_its_files() {
    let Ok(Content::Files(files)) = read(&bytes("files/several.zip")) else { panic!("an archive") };
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["folder/print-plain.pdf", "gbk.txt", "writer.docx", "江湾年报.html"]);
    for file in &files {
        let Ok(Content::Document(document)) = read(&file.bytes) else { panic!("{}", file.name) };
        assert_eq!(figures(&outcome(document)), expected_figures(), "{}", file.name);
    }
}

#[test]
fn a_wrong_ending_or_a_named_kind_is_no_obstacle() {
    // Nothing here knows the file's name: the kind is told by content.
    let read_as = |name: &str, kind| match read_file(&bytes(name), kind, Reading::new(encoding::decode)) {
        Ok(Content::Document(document)) => narrative(&document),
        other => panic!("{name}: {other:?}"),
    };
    let words = narrative(&document("report.html"));
    assert_eq!(read_as("files/writer.docx", None), words);
    assert_eq!(read_as("files/writer.docx", Some(nianbao::read::Kind::Package)), words);
}

#[test]
fn what_cannot_be_read_is_told_in_one_sentence() {
    for (name, part) in [("encrypted.pdf", "密码"), ("scan.pdf", "扫描件")] {
        let sentence = read(&bytes(&format!("files/{name}"))).expect_err(name);
        assert!(sentence.contains(part) && sentence.contains("请"), "{name}: {sentence}");
    }
}

#[test]
fn guessed_encodings_are_told_and_can_be_changed() {
    let guessed = |name: &str| document(&format!("files/{name}")).notes;
    assert_eq!(guessed("gbk.txt"), [Note::Guessed(Encoding::Gb18030)]);
    assert_eq!(guessed("big5.txt"), [Note::Guessed(Encoding::Big5)]);
    assert_eq!(guessed("gbk.html"), [], "the page names its encoding");
    assert!(document("files/big5.txt").blocks[0].contains("政府信息公開工作年度報告"));
    let reading = Reading { encoding: Some(Encoding::Gb18030), ..Reading::new(encoding::decode) };
    let Ok(Content::Document(document)) = read_file(&bytes("files/big5.txt"), None, reading) else { panic!("text") };
    assert!(!document.blocks[0].contains("政府"));
    assert_eq!(document.notes, [Note::Guessed(Encoding::Gb18030)]);
}

#[test]
fn long_files_tell_how_far_they_are() {
    let told = std::cell::RefCell::new(Vec::new());
    let progress = |done, all| told.borrow_mut().push((done, all));
    let reading = Reading { progress: &progress, ..Reading::new(encoding::decode) };
    let Ok(Content::Document(document)) = read_file(&bytes("files/print-long.pdf"), None, reading) else {
        panic!("PDF")
    };
    let told = told.into_inner();
    assert_eq!(told.len(), 200);
    assert!(told.iter().enumerate().all(|(at, progress)| *progress == (at as u32, 200)));
    assert_eq!(figures(&outcome(document)), expected_figures());
}
