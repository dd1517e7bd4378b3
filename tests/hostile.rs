//! Files made to do harm, and files that were harmed: each is read or refused in a sentence, and what was read is
//! checked and written.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod made;

use made::{package, pdf, word, workbook};
use nianbao::check::{Environment, Outcome, check};
use nianbao::document::{Document, Item};
use nianbao::read::{Content, Kind, Reading, Unreadable, encoding, limits, read_file, read_text};
use nianbao::report::recognise;
use nianbao::write::listing::Listing;
use nianbao::write::{csv, docx, json, plain_list, print, sarif, xlsx};
use std::io::{Cursor, Read, Write};
use std::path::PathBuf;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn read(bytes: &[u8]) -> Result<Content, String> {
    read_file(bytes, None, Reading::new(encoding::decode)).map_err(|Unreadable(sentence)| sentence)
}

/// Reads, checks and writes whatever `bytes` hold; what was refused was so in a sentence.
fn endures(bytes: &[u8], name: &str) {
    match read(bytes) {
        Ok(Content::Document(document)) => drop(taken_home(document, name)),
        Ok(Content::Files(files)) => assert!(files.len() <= limits::FILES, "{name}"),
        Ok(Content::Page(_)) => panic!("{name}: a page is read on"),
        Err(sentence) => assert!(sentence.ends_with('。') && sentence.contains('请'), "{name}: {sentence}"),
    }
}

/// Everything that is made of a report, the workbook and the list as bytes.
fn taken_home(document: Document, name: &str) -> (Vec<u8>, Vec<u8>) {
    let outcome: Outcome = check(recognise(document), &Environment::default());
    let listing = Listing::new(name, &outcome, |index| index + 1);
    let list = csv::list(std::slice::from_ref(&listing));
    let workbook = xlsx::list(&[listing]).unwrap();
    docx::clean(&outcome.report).unwrap();
    drop((json::report(name, &outcome), plain_list::list(&outcome, |index| index + 1)));
    let file = [(name.to_owned(), Ok(outcome))];
    drop((print::page(&file), sarif::log(&file, None)));
    (workbook, list)
}

fn fixtures() -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/files"));
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let whole = paths
        .iter()
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap()));
    // Two hundred pages say no more than three.
    whole.filter(|(_, bytes)| bytes.len() < 300_000).collect()
}

#[test]
fn truncated_files() {
    for (name, bytes) in fixtures() {
        for part in [1, 3, 5, 7] {
            endures(&bytes[..bytes.len() * part / 8], &name);
        }
        endures(&bytes[..bytes.len() - 1], &name);
    }
}

#[test]
fn every_64th_byte_flipped() {
    for (name, bytes) in fixtures() {
        for first in [0, 13, 63] {
            let mut bytes = bytes.clone();
            bytes.iter_mut().skip(first).step_by(64).for_each(|byte| *byte ^= 0xFF);
            endures(&bytes, &name);
            // With its own beginning it still passes for what it was.
            bytes[..8].copy_from_slice(&fixtures_head(&name));
            endures(&bytes, &name);
        }
    }
}

fn fixtures_head(name: &str) -> [u8; 8] {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/files")).join(name);
    let mut head = [0; 8];
    std::fs::File::open(path).unwrap().read_exact(&mut head).unwrap();
    head
}

/// The parts of a package are flipped, which its own checksums would hide.
#[test]
fn every_64th_byte_of_a_part_flipped() {
    for (name, bytes) in fixtures().into_iter().filter(|(_, bytes)| bytes.starts_with(b"PK")) {
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).unwrap();
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            parts.push((entry.name().unwrap().into_owned(), content));
        }
        for at in 0..parts.len() {
            for first in [0, 40] {
                let mut flipped = parts.clone();
                flipped[at].1.iter_mut().skip(first).step_by(64).for_each(|byte| *byte ^= 0x11);
                let bytes = package(flipped.iter().map(|(name, content)| (name.clone(), content.as_slice())));
                endures(&bytes, &format!("{name}: {}", flipped[at].0));
            }
        }
    }
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    package(parts.iter().map(|(name, content)| ((*name).to_owned(), *content)))
}

fn checksum(content: &[u8]) -> u32 {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    writer.start_file("a", stored).unwrap();
    writer.write_all(content).unwrap();
    let bytes = writer.finish().unwrap().into_inner();
    zip::ZipArchive::new(Cursor::new(bytes)).unwrap().by_index(0).unwrap().crc32()
}

/// An archive in which each entry quotes the head of the next and goes on with its content, so that all share the one
/// that is long when it is inflated. No two entries begin at the same place, and all their checksums are right.
fn quoting(entries: usize, inflated: usize) -> Vec<u8> {
    let kernel = vec![b'a'; inflated];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("0.txt", SimpleFileOptions::default()).unwrap();
    writer.write_all(&kernel).unwrap();
    let one = writer.finish().unwrap().into_inner();
    let mut archive = zip::ZipArchive::new(Cursor::new(&one)).unwrap();
    let mut raw = Vec::new();
    archive.by_index_raw(0).unwrap().read_to_end(&mut raw).unwrap();
    // From the last to the first: content, and what it comes to.
    let (mut content, mut said) = (raw, kernel);
    let mut central: Vec<(u32, u32, u32, usize)> = Vec::new();
    for at in (0..entries).rev() {
        let sum = checksum(&said);
        let (packed, long) = (content.len() as u32, said.len() as u32);
        let mut head = b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0".to_vec();
        [sum, packed, long].iter().for_each(|number| head.extend(number.to_le_bytes()));
        head.extend(b"\x05\0\0\0");
        head.extend(format!("{at}.txt").bytes());
        let file: Vec<u8> = head.iter().chain(&content).copied().collect();
        central.push((sum, packed, long, file.len()));
        if at == 0 {
            content = file;
            break;
        }
        // A block that is stored says the head; what follows it in the file is the next entry's content.
        let length = head.len() as u16;
        content = [&[0][..], &length.to_le_bytes(), &(!length).to_le_bytes(), &file].concat();
        said = head.iter().chain(&said).copied().collect();
    }
    let mut bytes = content;
    let start = bytes.len();
    for (at, (sum, packed, long, length)) in central.iter().rev().enumerate() {
        bytes.extend(b"PK\x01\x02\x14\0\x14\0\0\0\x08\0\0\0\0\0");
        [*sum, *packed, *long].iter().for_each(|number| bytes.extend(number.to_le_bytes()));
        bytes.extend(b"\x05\0\0\0\0\0\0\0\0\0\0\0\0\0");
        bytes.extend(((start - length) as u32).to_le_bytes());
        bytes.extend(format!("{at}.txt").bytes());
    }
    let size = bytes.len() - start;
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    [entries as u16; 2].iter().for_each(|number| bytes.extend(number.to_le_bytes()));
    [size as u32, start as u32].iter().for_each(|number| bytes.extend(number.to_le_bytes()));
    bytes.extend(b"\0\0");
    bytes
}

/// An archive whose entries all name the one that stands in it: small, and large when every entry is inflated.
fn overlapping(entries: usize, inflated: usize) -> Vec<u8> {
    let one = packed(&[("0.txt", &vec![b'a'; inflated])]);
    let end = one.len() - 22;
    let number = |at: usize| u32::from_le_bytes(one[at..at + 4].try_into().unwrap()) as usize;
    let (size, start) = (number(end + 12), number(end + 16));
    let central = &one[start..start + size];
    let mut bytes = one[..start].to_vec();
    for at in 0..entries {
        let mut entry = central.to_vec();
        // Names of the same length, all different.
        entry[46] = b'0' + (at % 10) as u8;
        bytes.extend(entry);
    }
    let mut tail = one[end..].to_vec();
    tail[8..10].copy_from_slice(&(entries as u16).to_le_bytes());
    tail[10..12].copy_from_slice(&(entries as u16).to_le_bytes());
    tail[12..16].copy_from_slice(&((size * entries) as u32).to_le_bytes());
    bytes.extend(tail);
    bytes
}

#[test]
fn archives_that_grow() {
    // One entry many times over, and entries that quote one another; the sum is what counts.
    for bomb in [overlapping(10, 50 << 20), quoting(9, 30 << 20)] {
        assert!(bomb.len() < 1 << 20);
        match read(&bomb) {
            Err(sentence) => assert!(sentence.contains('请'), "{sentence}"),
            Ok(Content::Files(files)) => {
                assert!(files.iter().map(|file| file.bytes.len() as u64).sum::<u64>() <= limits::PARTS);
            }
            Ok(other) => panic!("{other:?}"),
        }
    }
    // A few of them are an archive like any other.
    let Ok(Content::Files(files)) = read(&quoting(3, 1 << 20)) else { panic!("files") };
    assert_eq!(files.len(), 3);
    assert!(files.iter().all(|file| file.bytes.ends_with(b"aaa")));
    // An archive in an archive in an archive: none is opened for the user.
    let mut nested = b"text".to_vec();
    for _ in 0..40 {
        nested = packed(&[("a.zip", &nested), ("b.zip", &nested)]);
        if nested.len() > 1 << 20 {
            break;
        }
    }
    let sentence = read(&nested).expect_err("nothing in it can be opened");
    assert!(sentence.contains('请'), "{sentence}");
    let Ok(Content::Files(files)) = read(&packed(&[("a.zip", &nested), ("a.txt", b"text")])) else { panic!("files") };
    assert_eq!(files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["a.txt"]);
}

#[test]
fn tables_without_end() {
    let wide = format!("<table><tr>{}</table>", "<td>1".repeat(100_000));
    let spans =
        "<table><tr><td colspan=4294967295 rowspan=4294967295>1<td colspan=65534 rowspan=65534>2<tr><td>3</table>";
    let deep = format!("{}甲{}", "<table><tr><td>".repeat(10_000), "</table>".repeat(10_000));
    for (name, html) in [("wide", wide.as_str()), ("spans", spans), ("deep", &deep)] {
        let document = read_text(html, Kind::Html);
        for item in &document.items {
            if let Item::Table(table) = item {
                assert!(table.columns <= limits::MAX_COLUMNS && table.rows.len() <= limits::MAX_ROWS, "{name}");
            }
        }
        taken_home(document, name);
    }
    let text = "1\t".repeat(100_000);
    taken_home(read_text(&text, Kind::Text), "text");
    let cells = |open: &str, close: &str| format!("{open}1{close}").repeat(100_000);
    let sheet = format!("<worksheet><sheetData><row>{}</row></sheetData></worksheet>", cells("<c><v>", "</v></c>"));
    let tables = [
        ("csv", "1,".repeat(100_000).into_bytes()),
        ("Markdown", format!("|{}\n|{}\n", cells("", "|"), cells("-", "|").replace('1', "-")).into_bytes()),
        ("rtf", format!("{{\\rtf1 \\trowd {}\\row}}", cells("", "\\cell ")).into_bytes()),
        ("xlsx", workbook(&sheet)),
        (
            "docx",
            word(&format!(
                "<w:tbl><w:tr>{}</w:tr></w:tbl>",
                cells("<w:tc><w:p><w:r><w:t>", "</w:t></w:r></w:p></w:tc>")
            )),
        ),
    ];
    for (name, bytes) in tables {
        endures(&bytes, name);
    }
}

/// Brackets in brackets: arrays, dictionaries and forms of a PDF.
#[test]
fn a_pdf_without_bottom() {
    for (open, close) in [("[", "]"), ("<</A", ">>"), ("q ", "Q "), ("/Span <</A 1>> BDC ", "EMC ")] {
        let deep = open.repeat(10_000) + &close.repeat(10_000);
        endures(&pdf(1, &format!("BT /F1 12 Tf 72 500 Td (a) Tj ET {deep}")), open);
        let object = String::from_utf8(pdf(1, "BT ET")).unwrap();
        endures(object.replace("3 0 obj ", &format!("3 0 obj {deep} ")).as_bytes(), open);
        endures(object.replace("/Type/Catalog", &format!("/Type/Catalog/X {deep}")).as_bytes(), open);
    }
    // Pages that are each other's kids.
    let tree = String::from_utf8(pdf(2, "BT ET")).unwrap();
    endures(tree.replace("/Kids[5 0 R 6 0 R]", "/Kids[2 0 R 2 0 R]").as_bytes(), "pages");
}

/// Marks that turn the direction, take no room, or control; and half of a pair, as it comes out of a clipboard.
#[test]
fn marks_that_are_not_seen() {
    let clean = include_str!("samples/layouts/17-2021-tsv.txt");
    let found = |text: &str| -> Vec<String> {
        let outcome = check(recognise(read_text(text, Kind::Text)), &Environment::default());
        outcome.findings.iter().map(|finding| finding.rule.to_string()).collect()
    };
    assert_eq!(found(clean), [""; 0]);
    for mark in ['\u{200B}', '\u{200E}', '\u{200F}', '\u{202E}', '\u{2066}', '\u{FEFF}', '\u{AD}', '\u{7}', '\u{1B}'] {
        // Behind every fourth character of Chinese.
        let text: String = clean
            .chars()
            .enumerate()
            .flat_map(|(at, character)| {
                let follows = at % 4 == 0 && ('\u{4E00}'..'\u{A000}').contains(&character);
                [Some(character), follows.then_some(mark)].into_iter().flatten()
            })
            .collect();
        assert_eq!(found(&text), [""; 0], "U+{:04X}", mark as u32);
    }
    endures(&[b"\xED\xA0\x80".as_slice(), "总体情况".as_bytes()].concat(), "half a pair");
    endures(&"一\0二".repeat(400).into_bytes(), "nul");
}

/// What a spreadsheet would take for a formula is text in what is written.
#[test]
fn cells_that_begin_like_formulas() {
    let text = "=HYPERLINK(\"http://a\",\"b\")局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n@SUM(A1)架起了桥梁，，+1。\n";
    for name in ["=cmd|' /C calc'!A0.txt", "+1.txt", "-1.txt", "@a.txt", "\t=1.txt"] {
        let (workbook, list) = taken_home(read_text(text, Kind::Text), name);
        let list = String::from_utf8(list).unwrap();
        let mut reader = csv_reader(&list);
        for cell in reader.iter_mut().flatten() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t']), "{cell}");
        }
        let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).unwrap();
            let (mut xml, name) = (String::new(), entry.name().unwrap().into_owned());
            if name.ends_with(".xml") {
                entry.read_to_string(&mut xml).unwrap();
                assert!(!xml.contains("<f>") && !xml.contains("<hyperlink"), "{name}");
            }
        }
    }
}

fn csv_reader(list: &str) -> Vec<Vec<String>> {
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(list.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Nothing of a report becomes markup in what is printed.
#[test]
fn markup_stays_text() {
    let evil = "<img src=x onerror=alert(1)><script>alert(1)</script>\"'&";
    let escaped = evil.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let text = format!("某局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n{escaped}架起了桥梁。\n{evil}\n");
    for kind in [Kind::Text, Kind::Html] {
        let outcome = check(recognise(read_text(&text, kind)), &Environment::default());
        let page = print::page(&[(evil.to_owned(), Ok(outcome))]);
        assert!(!page.contains("<img") && !page.contains("<script>alert"), "{kind:?}");
    }
}
