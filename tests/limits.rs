//! What goes beyond a limit is refused, or read up to it, in a sentence that names the limit. Each test builds its file.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod made;

use made::{of_texts, ofd, package, pdf, word, workbook};
use nianbao::document::{Document, Item, Note};
use nianbao::read::{Content, Reading, Unreadable, encoding, limits, read_file};

fn read(bytes: &[u8]) -> Result<Content, String> {
    read_file(bytes, None, Reading::new(encoding::decode)).map_err(|Unreadable(sentence)| sentence)
}

fn document(bytes: &[u8]) -> Document {
    match read(bytes) {
        Ok(Content::Document(document)) => document,
        other => panic!("{other:?}"),
    }
}

fn refused(bytes: &[u8], limit: &str) {
    let sentence = read(bytes).expect_err("beyond a limit");
    assert!(sentence.contains(limit) && sentence.contains('请'), "{sentence}");
}

/// The same where the fault is one part's, which may be left out.
fn nothing_of(bytes: &[u8]) {
    match read(bytes) {
        Ok(Content::Document(document)) => assert!(document.blocks.iter().all(String::is_empty), "{document:?}"),
        Ok(other) => panic!("{other:?}"),
        Err(sentence) => assert!(sentence.contains('请'), "{sentence}"),
    }
}

#[test]
fn the_size_of_the_input() {
    refused(&vec![b'a'; limits::INPUT + 1], "64 MB");
}

#[test]
fn the_entries_of_a_package() {
    let parts = |count: usize| package((0..count).map(|at| (format!("{at}.txt"), &b"1"[..])));
    refused(&parts(limits::ENTRIES + 1), "2000 个");
    refused(&parts(limits::FILES + 1), "200 份");
    assert!(matches!(read(&parts(limits::FILES)), Ok(Content::Files(files)) if files.len() == limits::FILES));
}

#[test]
fn a_part_that_inflates_beyond_measure() {
    let large = vec![b' '; limits::PART as usize + 1];
    let types = &b"<Types/>"[..];
    let bomb = package([("[Content_Types].xml".to_owned(), types), ("word/document.xml".to_owned(), &large)]);
    assert!(bomb.len() < 1 << 20, "it is small before");
    refused(&bomb, "64 MB");
    // A bomb in a part that is not read does no harm.
    let main = &b"<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>a</w:t></w:r></w:p></w:body></w:document>"[..];
    let harmless = package([
        ("[Content_Types].xml".to_owned(), types),
        ("word/document.xml".to_owned(), main),
        ("word/media/image1.png".to_owned(), &large),
    ]);
    assert_eq!(document(&harmless).blocks, ["a"]);
}

#[test]
fn parts_that_inflate_beyond_measure_together() {
    let large = vec![b' '; 60 << 20];
    let parts = (0..4).map(|at| (format!("{at}.txt"), large.as_slice()));
    refused(&package(parts), "192 MB");
    let workbook = [
        ("[Content_Types].xml", &b"<Types/>"[..]),
        ("xl/workbook.xml", &b"<workbook><sheet/><sheet/><sheet/><sheet/></workbook>"[..]),
    ];
    let sheets = (0..4).map(|at| (format!("xl/worksheets/sheet{}.xml", at + 1), large.as_slice()));
    refused(&package(workbook.map(|(name, content)| (name.to_owned(), content)).into_iter().chain(sheets)), "192 MB");
}

#[test]
fn the_depth_of_xml() {
    let nested = |depth: usize| word(&format!("{}{}", "<w:sdt>".repeat(depth), "</w:sdt>".repeat(depth)));
    refused(&nested(limits::XML_DEPTH as usize), "256 层");
    refused(&nested(10_000), "256 层");
    assert!(document(&nested(limits::XML_DEPTH as usize - 2)).items.is_empty());
    let deep = |name: &str| format!("{}{}", format!("<{name}>").repeat(10_000), format!("</{name}>").repeat(10_000));
    nothing_of(&workbook(&deep("worksheet")));
    nothing_of(&ofd(&deep("Layer")));
}

#[test]
fn the_attributes_of_an_element() {
    let with = |count: usize| {
        let attributes: String = (0..count).map(|at| format!(" a{at}=\"1\"")).collect();
        word(&format!("<w:p{attributes}><w:r><w:t>a</w:t></w:r></w:p>"))
    };
    assert_eq!(document(&with(limits::XML_ATTRIBUTES)).blocks, ["a"]);
    refused(&with(100_000), "300 个");
}

#[test]
fn the_tags_of_a_page() {
    let page = "<p>甲".repeat(limits::TAGS + 1);
    assert!(document(page.as_bytes()).notes.contains(&Note::Damaged));
}

#[test]
fn the_bytes_of_text() {
    // One long text that many cells name.
    let strings = format!("<sst><si><t>{}</t></si></sst>", "长".repeat(20_000));
    let cells = "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c></row>".repeat(5_000);
    let sheet = format!("<worksheet><sheetData>{cells}</sheetData></worksheet>");
    let book = "<workbook><sheets><sheet name=\"a\"/></sheets></workbook>";
    let parts = [
        ("[Content_Types].xml", "<Types/>"),
        ("xl/workbook.xml", book),
        ("xl/sharedStrings.xml", &strings),
        ("xl/worksheets/sheet1.xml", &sheet),
    ];
    let document = document(&package(parts.map(|(name, content)| (name.to_owned(), content.as_bytes()))));
    let length: usize = document.blocks.iter().map(String::len).sum();
    assert!(length < limits::MAX_TEXT + 100_000, "{length}");
    assert!(document.notes.contains(&Note::Cut));
}

#[test]
fn neither_dtd_nor_entities() {
    const BOMB: &str = "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;\">]>";
    const FILE: &str = "<!DOCTYPE a [<!ENTITY c SYSTEM \"file:///etc/passwd\">]>";
    let types = ("[Content_Types].xml", "<Types/>");
    for declared in [BOMB, FILE] {
        let main = format!("{declared}<w:document xmlns:w=\"w\">&c;</w:document>");
        let sheet = format!("{declared}<worksheet>&c;</worksheet>");
        let strings = format!("{declared}<sst><si><t>&c;</t></si></sst>");
        let book = "<workbook><sheets><sheet name=\"a\"/></sheets></workbook>";
        let cell = "<worksheet><sheetData><row><c t=\"s\"><v>0</v></c></row></sheetData></worksheet>";
        let root = format!("{declared}<OFD>&c;</OFD>");
        refused(&of_texts(&[types, ("word/document.xml", &main)]), "文档类型定义");
        for parts in [
            &[types, ("xl/workbook.xml", book), ("xl/worksheets/sheet1.xml", &sheet)][..],
            &[types, ("xl/workbook.xml", book), ("xl/sharedStrings.xml", &strings), ("xl/worksheets/sheet1.xml", cell)],
            &[("OFD.xml", root.as_str())],
        ] {
            nothing_of(&of_texts(parts));
        }
    }
}

#[test]
fn the_pages_of_a_pdf() {
    let content = "BT /F1 12 Tf 72 500 Td (A page of a long report, and nothing else.) Tj ET";
    refused(&pdf(limits::PAGES + 1, content), "500 页");
    let document = document(&pdf(3, content));
    assert_eq!(document.blocks.concat().matches("a long report").count(), 3);
    assert_eq!(document.notes, []);
}

/// What is left out is told.
#[test]
fn the_glyphs_and_lines_of_a_page() {
    let words = format!("BT /F1 1 Tf 9 9 Td {} ET", "(A long report ) Tj 0 0 Td ".repeat(20_000));
    let lines = format!("BT /F1 9 Tf 72 500 Td (A long report) Tj ET {}", "0 0 9 0.1 re f ".repeat(100_001));
    for content in [words, lines] {
        assert_eq!(document(&pdf(1, &content)).notes, [Note::Damaged]);
    }
}

#[test]
fn the_pages_of_an_ofd() {
    let pages: String = (0..=limits::PAGES).map(|at| format!("<Page ID=\"{at}\" BaseLoc=\"p.xml\"/>")).collect();
    let root = "<OFD><DocBody><DocRoot>d.xml</DocRoot></DocBody></OFD>";
    let main = format!("<Document><Pages>{pages}</Pages></Document>");
    let parts = [("OFD.xml", root.as_bytes()), ("d.xml", main.as_bytes())];
    refused(&package(parts.map(|(name, content)| (name.to_owned(), content))), "500 页");
}

#[test]
fn paragraphs_beyond_the_limit_are_left_out_and_that_is_said() {
    let most = limits::MAX_ITEMS;
    let lines = "一\n\n".repeat(most + 5);
    let html = "<p>一</p>".repeat(most + 5);
    let body = word(&"<w:p><w:r><w:t>一</w:t></w:r></w:p>".repeat(most + 5));
    for bytes in [lines.as_bytes(), html.as_bytes(), &body] {
        let document = document(bytes);
        assert_eq!(document.items.len(), most);
        assert_eq!(document.notes, [Note::Cut]);
    }
    assert!(Note::Cut.sentence().unwrap().contains("100000 段"));
}

#[test]
fn tables_beyond_the_limit_are_cut_and_that_is_said() {
    let row = format!(
        "<w:tr>{}</w:tr>",
        "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>".repeat(limits::MAX_COLUMNS as usize + 9)
    );
    let wide = word(&format!("<w:tbl>{row}{row}</w:tbl>"));
    let short = "<w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc/></w:tr>".repeat(limits::MAX_ROWS + 9);
    let long = word(&format!("<w:tbl>{short}</w:tbl>"));
    let html = format!("<table>{}</table>", "<tr><td>1<td>2".repeat(limits::MAX_ROWS + 9));
    for (bytes, rows, columns) in [
        (wide.as_slice(), 2, limits::MAX_COLUMNS),
        (&long, limits::MAX_ROWS, 2),
        (html.as_bytes(), limits::MAX_ROWS, 2),
    ] {
        let document = document(bytes);
        let Item::Table(table) = &document.items[0] else { panic!("a table") };
        assert_eq!((table.rows.len(), table.columns), (rows, columns));
        assert_eq!(document.notes, [Note::Cut]);
    }
}

#[test]
fn gigantic_spans_are_clipped() {
    let cell = "<w:tc><w:tcPr><w:gridSpan w:val=\"4000000000\"/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>";
    let document = document(&word(&format!("<w:tbl><w:tr>{cell}{cell}</w:tr><w:tr>{cell}</w:tr></w:tbl>")));
    let Item::Table(table) = &document.items[0] else { panic!("a table") };
    assert!(table.columns <= limits::MAX_COLUMNS);
}

#[test]
fn a_workbook_with_two_cells_far_apart_costs_nothing() {
    let sheet = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>\
        <row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row></sheetData>\
        <mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells></worksheet>";
    let book = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
        <sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
        Target=\"worksheets/sheet1.xml\"/></Relationships>";
    let root = relations.replace("worksheet\" ", "officeDocument\" ").replace("worksheets/sheet1", "xl/workbook");
    let parts = [
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", &root),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let document = document(&package(parts.map(|(name, content)| (name.to_owned(), content.as_bytes()))));
    assert_eq!(document.blocks, ["1"]);
}
