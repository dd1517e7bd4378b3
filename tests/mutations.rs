//! Damaged files of every kind: nothing panics, nothing is out of place, whatever comes out is sound. A short version of
//! what the fuzz targets do, always with the same seed; `NIANBAO_CASES` and `NIANBAO_SEED` look further.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on fails")]

use nianbao::check::{Environment, check};
use nianbao::document::Document;
use nianbao::read::{Content, Reading, encoding, read_file};
use nianbao::report::recognise;
use std::io::{Cursor, Read, Write};
use std::path::PathBuf;

/// Numbers that look random (xorshift64*).
struct Random(u64);

impl Random {
    fn next(&mut self) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize
    }

    fn below(&mut self, limit: usize) -> usize {
        self.next() % limit.max(1)
    }
}

fn setting(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(usual)
}

/// Changes a few bytes, cuts, doubles or moves a piece.
fn damage(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len());
        let length = random.below(64).min(bytes.len().saturating_sub(at));
        match random.below(6) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..at + length)),
            2 => {
                let piece = bytes[at..at + length].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            3 => {
                let digits = ["4294967295", "-1", "0", "65536", "1e9", "99999999999"][random.below(6)];
                let end = at + bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                bytes.splice(at..end, digits.bytes());
            }
            _ => {
                for _ in 0..=random.below(8) {
                    let at = random.below(bytes.len());
                    if let Some(byte) = bytes.get_mut(at) {
                        *byte = random.next() as u8;
                    }
                }
            }
        }
        if bytes.is_empty() {
            return;
        }
    }
}

/// The parts of a package.
fn unpacked(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    (0..archive.len())
        .map(|index| {
            let mut entry = archive.by_index(index).ok()?;
            let mut content = Vec::new();
            entry.read_to_end(&mut content).ok()?;
            Some((String::from_utf8_lossy(entry.name_raw()).into_owned(), content))
        })
        .collect()
}

fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Reads, recognises, checks; everything found lies in its block, every origin and span on character boundaries.
fn is_sound(bytes: &[u8]) {
    match read_file(bytes, None, Reading::new(encoding::decode)) {
        Ok(Content::Document(document)) => is_sound_document(document),
        Ok(Content::Files(files)) => assert!(files.iter().all(|file| !file.name.is_empty())),
        Ok(Content::Page(_)) => panic!("a page is read on"),
        Err(sentence) => assert!(sentence.0.ends_with('。'), "{}", sentence.0),
    }
}

fn is_sound_document(document: Document) {
    for origin in &document.origins {
        assert!(document.text(origin.span.block).get(origin.span.range()).is_some(), "{origin:?}");
    }
    let outcome = check(recognise(document), &Environment::default());
    for place in outcome.findings.iter().flat_map(|finding| &finding.places) {
        if let Some(span) = place.span {
            assert!(outcome.report.document.text(span.block).get(span.range()).is_some(), "{place:?}");
        }
    }
}

#[test]
fn damaged_files_are_read_or_refused() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/files"));
    let cases = setting("NIANBAO_CASES", 12);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 25);
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let whole = std::fs::read(&file).unwrap();
        // Two hundred pages say no more than three.
        if whole.len() > 300_000 {
            continue;
        }
        let parts = unpacked(&whole);
        for case in 0..cases {
            let seed = setting("NIANBAO_SEED", 20_260_101) ^ (case << 32) ^ name.bytes().map(u64::from).sum::<u64>();
            let mut random = Random(seed | 1);
            for _ in 0..8 {
                random.next();
            }
            // Of a package rather the parts are damaged than the wrapping.
            let bytes = match &parts {
                Some(parts) if case % 4 != 0 => {
                    let mut parts = parts.clone();
                    let at = random.below(parts.len());
                    if !parts[at].1.is_empty() {
                        damage(&mut parts[at].1, &mut random);
                    }
                    packed(&parts)
                }
                _ => {
                    let mut bytes = whole.clone();
                    damage(&mut bytes, &mut random);
                    bytes
                }
            };
            let result = std::panic::catch_unwind(|| is_sound(&bytes));
            assert!(result.is_ok(), "{name}, case {case}");
        }
    }
}
