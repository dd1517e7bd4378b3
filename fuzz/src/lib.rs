//! What the targets share: reading and checking of what was made up, and the containers around it.

use nianbao::check::{Environment, Outcome, check};
use nianbao::document::Document;
use nianbao::read::{Content, Encoding, Kind, Reading, encoding, read_file};
use nianbao::report::recognise;
use nianbao::write::json;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// How compound files begin.
pub const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];

/// Reads and checks a file; the files of an archive, too.
pub fn run(bytes: &[u8], kind: Option<Kind>) {
    run_with(bytes, kind, None);
}

/// The same with the encoding that a user chose.
pub fn run_with(bytes: &[u8], kind: Option<Kind>, encoding: Option<Encoding>) {
    let reading = || Reading { encoding, ..Reading::new(encoding::decode) };
    match read_file(bytes, kind, reading()) {
        Ok(Content::Document(document)) => judge(document),
        Ok(Content::Page(_)) => panic!("a page is read on"),
        Ok(Content::Files(files)) => {
            for file in files {
                if let Ok(Content::Document(document)) = read_file(&file.bytes, None, reading()) {
                    judge(document);
                }
            }
        }
        Err(sentence) => assert!(sentence.0.contains('请'), "{sentence:?}"),
    }
}

fn judge(document: Document) {
    is_sound(&check(recognise(document), &Environment::default()));
}

/// Every place lies in its block, on character boundaries; every fix has its place. As in `tests/properties.rs`.
fn is_sound(outcome: &Outcome) {
    let document = &outcome.report.document;
    for finding in &outcome.findings {
        assert!(!finding.message.is_empty() && !finding.places.is_empty(), "{finding:#?}");
        for span in finding.places.iter().filter_map(|place| place.span) {
            assert!(document.text(span.block).get(span.range()).is_some(), "{finding:#?}");
        }
        if let Some(fix) = &finding.fix {
            assert!(finding.places[fix.place].span.is_some(), "{finding:#?}");
        }
    }
    for reading in outcome.report.tables.iter().flatten().flat_map(|table| table.cells.values()) {
        assert!(document.text(reading.span.block).get(reading.span.range()).is_some());
    }
    let _ = json::report("", outcome);
}

/// A package around made-up parts.
pub struct Skeleton {
    parts: Vec<(String, Vec<u8>)>,
}

impl Skeleton {
    /// The parts of a package that is sound; those of `small` stand for larger ones, so that a run is short.
    ///
    /// # Panics
    /// If it is not sound.
    pub fn new(package: &[u8], small: &[(&str, &str)]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(package)).expect("a fixture");
        let mut parts = Vec::new();
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).expect("a fixture");
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("a fixture");
            parts.push((entry.name().expect("a fixture").into_owned(), bytes));
        }
        let mut skeleton = Skeleton { parts };
        for (name, text) in small {
            replace(&mut skeleton.parts, name, text.as_bytes());
        }
        skeleton
    }

    /// The package in which sections of `data` stand for the parts `names`. Sections are parted by NUL, which no XML
    /// holds; each begins with a letter: `a` for the first name, `b` for the second. Nothing is compressed.
    ///
    /// # Panics
    /// Where no zip can be written to memory.
    pub fn package(&self, names: &[&str], data: &[u8]) -> Vec<u8> {
        let mut parts = self.parts.clone();
        for section in data.split(|&byte| byte == 0).take(names.len()) {
            let Some((letter, bytes)) = section.split_first() else { continue };
            replace(&mut parts, names[usize::from(letter.wrapping_sub(b'a')) % names.len()], bytes);
        }
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for (name, bytes) in parts {
            writer.start_file(name, options).expect("memory");
            writer.write_all(&bytes).expect("memory");
        }
        writer.finish().expect("memory").into_inner()
    }
}

fn replace(parts: &mut Vec<(String, Vec<u8>)>, name: &str, bytes: &[u8]) {
    match parts.iter_mut().find(|(own, _)| own == name) {
        Some((_, own)) => *own = bytes.to_vec(),
        None => parts.push((name.to_owned(), bytes.to_vec())),
    }
}

/// A compound file with these streams.
///
/// # Panics
/// Where none can be written to memory.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory");
    for (name, bytes) in streams {
        file.create_stream(name).expect("memory").write_all(bytes).expect("memory");
    }
    file.flush().expect("memory");
    file.into_inner().into_inner()
}
