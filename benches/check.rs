//! How long reading, recognising and checking take, by kind of file and size, and what memory they want: `make bench`.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a benchmark that cannot go on ends")]

#[path = "../tests/made/mod.rs"]
mod made;
mod material;

use divan::counter::BytesCount;
use divan::{AllocProfiler, Bencher};
use material::{CITY, longer};
use nianbao::check::{Environment, check};
use nianbao::document::Document;
use nianbao::prose::Prose;
use nianbao::read::{Content, Kind, Reading, encoding, read_file, read_text};
use nianbao::report::{Report, recognise};
use nianbao::write::docx;
use std::io::{Cursor, Write};
use std::sync::{Arc, OnceLock};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

#[global_allocator]
static MEMORY: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

const NAMES: [&str; 15] = [
    "text, 9 KB",
    "text, 60 KB",
    "text, 1 MB",
    "text of a PDF, torn",
    "text with tabs",
    "html, clean",
    "html, 60 KB",
    "docx, 60 KB of text",
    "docx, 2 MB with pictures",
    "doc",
    "rtf",
    "xlsx",
    "ofd",
    "pdf, 20 pages",
    "pdf, 200 pages",
];

/// The bytes of the file of this name.
fn source(name: &str) -> &'static [u8] {
    static SOURCES: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    let sources = SOURCES.get_or_init(|| {
        let text = longer(60_000);
        let word = docx::clean(&recognise(read_text(&text, Kind::Text))).unwrap();
        let html = format!("<p>{}</p>", text.replace("\n\n", "</p>\n<p>"));
        // A page of sentences and a table's worth of figures.
        let line =
            |at: usize| format!("BT /F1 9 Tf 72 {} Td (Text of line {at} and 12 more 345) Tj ET\n", 810 - at * 9);
        let page: String = (0..80).map(line).collect();
        vec![
            CITY.into(),
            text.into_bytes(),
            longer(1_000_000).into_bytes(),
            include_bytes!("../tests/samples/torn-2024.md").to_vec(),
            include_bytes!("../tests/samples/layouts/17-2021-tsv.txt").to_vec(),
            include_bytes!("../static/samples/clean.html").to_vec(),
            html.into_bytes(),
            word.clone(),
            with_pictures(&word),
            include_bytes!("../tests/fixtures/files/writer.doc").to_vec(),
            include_bytes!("../tests/fixtures/files/writer.rtf").to_vec(),
            include_bytes!("../tests/fixtures/files/calc.xlsx").to_vec(),
            include_bytes!("../tests/fixtures/files/hand.ofd").to_vec(),
            made::pdf(20, &page),
            made::pdf(200, &page),
        ]
    });
    let at = NAMES.iter().position(|other| *other == name).expect("the name of a file");
    &sources[at]
}

/// The Word file with pictures of two million bytes in it, which cannot be made smaller.
fn with_pictures(word: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new_append(Cursor::new(word.to_vec())).unwrap();
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    writer.start_file("word/media/image1.png", stored).unwrap();
    writer.write_all(&[0x5A; 1_950_000]).unwrap();
    writer.finish().unwrap().into_inner()
}

fn document(bytes: &[u8]) -> Document {
    match read_file(bytes, None, Reading::new(encoding::decode)) {
        Ok(Content::Document(document)) => document,
        Ok(Content::Page(html)) => read_text(&html, Kind::Html),
        _ => panic!("a report"),
    }
}

fn report(name: &str) -> Report {
    recognise(document(source(name)))
}

#[divan::bench(args = NAMES, max_time = 2)]
fn read(bencher: Bencher, name: &str) {
    let source = source(name);
    bencher.counter(BytesCount::of_slice(source)).bench(|| document(source));
}

#[divan::bench(args = NAMES, max_time = 2)]
fn recognised(bencher: Bencher, name: &str) {
    let document = document(source(name));
    bencher.with_inputs(|| document.clone()).bench_values(recognise);
}

#[divan::bench(args = NAMES, max_time = 2)]
fn checked(bencher: Bencher, name: &str) {
    let report = report(name);
    bencher
        .counter(text_of(&report))
        .with_inputs(|| report.clone())
        .bench_values(|report| check(report, &Environment::default()));
}

/// The reading of running text alone.
#[divan::bench(args = NAMES, max_time = 2)]
fn prose(bencher: Bencher, name: &str) {
    let report = report(name);
    bencher.counter(text_of(&report)).bench(|| Prose::of(&report));
}

/// The copy of a report with another year is the worst case: every statement is alike.
#[divan::bench]
fn against_last_year(bencher: Bencher) {
    let report = report("html, clean");
    let text = include_str!("../static/samples/clean.html");
    let previous = recognise(read_text(&text.replace("2024", "2023"), Kind::Html));
    let environment = Environment { previous: Some(Arc::new(previous)), ..Environment::default() };
    bencher.with_inputs(|| report.clone()).bench_values(|report| check(report, &environment));
}

fn text_of(report: &Report) -> BytesCount {
    BytesCount::new(report.document.blocks.iter().map(String::len).sum::<usize>())
}
