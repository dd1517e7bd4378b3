//! What is taken home, opened by another program: LibreOffice reads each file and writes it again, and nothing is lost.
//! `make test` installs it; without it these tests say so and look at nothing.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on fails")]

use nianbao::check::{Environment, Outcome, check};
use nianbao::document::{Document, Insertion, NewPart, Revision};
use nianbao::read::{Content, Reading, encoding, read_file};
use nianbao::report::{Report, recognise};
use nianbao::standard::CellName;
use nianbao::text::Value;
use nianbao::write::docx::{self, Tracked};
use nianbao::write::listing::{Listing, lines};
use nianbao::write::xlsx;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Reports of several kinds and both editions, all with findings but the first. (Of merged.docx as it is LibreOffice 7.4
/// writes XML that is none.)
const REPORTS: [&str; 5] = [
    "tests/samples/layouts/17-2021-tsv.txt",
    "static/samples/faulty.html",
    "static/samples/damaged.md",
    "tests/fixtures/files/writer.docx",
    "tests/fixtures/files/revisions.docx",
];

/// An empty folder, in which LibreOffice has a profile of its own; `None` where the machine has no LibreOffice.
fn folder(name: &str) -> Option<PathBuf> {
    let found = Command::new("soffice").arg("--version").output().is_ok_and(|output| output.status.success());
    if !found {
        assert!(std::env::var_os("NIANBAO_OFFICE").is_none(), "LibreOffice was to be installed and cannot be run");
        eprintln!("LibreOffice is not installed: nothing was looked at (make test installs it)");
        return None;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("again")).unwrap();
    Some(folder)
}

/// Has all files of `folder` with that ending opened and written again as `kind`, into its folder `again`.
fn convert(folder: &Path, ending: &str, kind: &str) {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|own| own == ending)).collect();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let output = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", kind, "--outdir"])
        .arg(folder.join("again"))
        .args(&files)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn read(bytes: &[u8]) -> Document {
    match read_file(bytes, None, Reading::new(encoding::decode)) {
        Ok(Content::Document(document)) => document,
        other => panic!("{other:?}"),
    }
}

fn checked(name: &str) -> (Vec<u8>, Outcome) {
    let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
    let outcome = check(recognise(read(&bytes)), &Environment::default());
    (bytes, outcome)
}

fn figures(report: &Report) -> Vec<(CellName, Value)> {
    report
        .tables
        .iter()
        .flatten()
        .flat_map(|table| &table.cells)
        .map(|(&cell, read)| (cell, read.value.clone()))
        .collect()
}

/// Every word of the document, without white space.
fn words(document: &Document) -> String {
    document.blocks.iter().flat_map(|block| block.split_whitespace()).collect()
}

fn part(path: &Path, name: &str) -> String {
    let mut text = String::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(std::fs::read(path).unwrap())).unwrap();
    archive.by_name(name).expect(name).read_to_string(&mut text).unwrap();
    text
}

#[test]
fn word_files_are_opened_with_comments_changes_and_figures() {
    let Some(folder) = folder("office-word") else { return };
    let put = |name: String, bytes: &[u8]| std::fs::write(folder.join(name), bytes).unwrap();
    let all: Vec<_> = REPORTS.iter().enumerate().map(|(at, name)| (at, checked(name))).collect();
    let revised_of = |outcome: &Outcome| {
        let first = outcome.report.outline.sections[0].as_ref().map_or(1, |section| section.body.start + 1);
        let parts = vec![NewPart::Paragraph { text: "补写的一段。".to_owned(), heading: None }];
        let insertions = vec![Insertion { before: first, replaces: Vec::new(), parts }];
        Revision { insertions, texts: outcome.corrected([]) }
    };
    for (at, (bytes, outcome)) in &all {
        put(format!("{at}-clean.docx"), &docx::clean(&outcome.report).unwrap());
        put(format!("{at}-comments.docx"), &docx::commented(bytes, outcome, None).unwrap());
        if !outcome.report.document.origins.is_empty() {
            let revision = revised_of(outcome);
            let report = recognise(revision.applied(&outcome.report.document));
            let tracked = Tracked { author: "年报校核", date: Some("2026-01-05T09:00:00Z") };
            for (what, tracked) in [("tracked", Some(tracked)), ("corrected", None)] {
                put(format!("{at}-{what}.docx"), &docx::revised(bytes, &report, &revision, tracked).unwrap().bytes);
            }
        }
    }
    convert(&folder, "docx", "docx:MS Word 2007 XML");
    for (at, (_, outcome)) in &all {
        let name = REPORTS[*at];
        let again = |what: &str| folder.join("again").join(format!("{at}-{what}.docx"));
        let clean = read(&std::fs::read(again("clean")).unwrap());
        assert_eq!(figures(&recognise(clean)), figures(&outcome.report), "{name}");
        let comments = part(&folder.join(format!("{at}-comments.docx")), "word/document.xml")
            .matches("<w:commentReference")
            .count();
        if !outcome.findings.is_empty() {
            assert!(comments > 0, "{name}");
            let kept = part(&again("comments"), "word/document.xml").matches("<w:commentReference").count();
            assert_eq!(kept, comments, "{name}");
        }
        for what in ["tracked", "corrected"].iter().filter(|what| again(what).exists()) {
            let revision = revised_of(outcome);
            let revised = read(&std::fs::read(again(what)).unwrap());
            assert!(words(&revised).contains("补写的一段。"), "{name} {what}");
            assert_eq!(figures(&recognise(revised)), figures(&recognise(revision.applied(&outcome.report.document))));
            // (Some are tracked by others.)
            assert!(*what != "tracked" || part(&again(what), "word/document.xml").contains("<w:ins "), "{name}");
        }
    }
}

#[test]
fn a_workbook_is_opened_with_all_its_rows() {
    let Some(folder) = folder("office-sheet") else { return };
    let outcomes: Vec<_> = REPORTS.iter().map(|name| (name, checked(name).1)).collect();
    let listings: Vec<Listing> =
        outcomes.iter().map(|(name, outcome)| Listing::new(name, outcome, |at| at + 1)).collect();
    std::fs::write(folder.join("list.xlsx"), xlsx::list(&listings).unwrap()).unwrap();
    // Comma, quotation mark, UTF-8, from row 1, all as shown.
    convert(&folder, "xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1");
    let again = std::fs::read_dir(folder.join("again")).unwrap().next().expect("a file").unwrap().path();
    let text = std::fs::read(again).unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&text[..]);
    let rows: Vec<Vec<String>> = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    let (heads, lines) = lines(&listings);
    assert_eq!(rows[0], heads);
    let wanted: Vec<Vec<String>> = lines.into_iter().map(|line| line.cells.to_vec()).collect();
    assert_eq!(rows.len() - 1, wanted.len());
    for (row, wanted) in rows[1..].iter().zip(&wanted) {
        assert_eq!(row, wanted);
    }
}
