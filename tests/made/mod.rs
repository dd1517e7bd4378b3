//! Small files of the kinds that are read, made for tests.
#![allow(dead_code, reason = "each test takes what it needs")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A package of these parts, deflated.
pub fn package<'a>(parts: impl IntoIterator<Item = (String, &'a [u8])>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A package of these parts of text.
pub fn of_texts(parts: &[(&str, &str)]) -> Vec<u8> {
    package(parts.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes())))
}

/// A Word package with this body.
pub fn word(body: &str) -> Vec<u8> {
    let main = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    of_texts(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", &main)])
}

/// A workbook with this sheet.
pub fn workbook(sheet: &str) -> Vec<u8> {
    let book = "<workbook><sheets><sheet name=\"a\"/></sheets></workbook>";
    of_texts(&[("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", book), ("xl/worksheets/sheet1.xml", sheet)])
}

/// The stream of an old workbook (.xls) with so many rows of a label and two numbers.
pub fn old_workbook(rows: usize) -> Vec<u8> {
    let record = |kind: u16, data: &[&[u8]]| {
        let data = data.concat();
        [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), &data].concat()
    };
    let begin = record(0x0809, &[&[0x00, 0x06, 5, 0]]);
    let end = record(0x000A, &[]);
    let list_length = 4 + 8;
    let start = (begin.len() + list_length + end.len()) as u32;
    let list = record(0x0085, &[&start.to_le_bytes(), &[0, 0, 1, b'a']]);
    let row = |row: u16| {
        let place = |column: u16| [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
        let number = |column| record(0x0203, &[&place(column), &f64::from(row).to_le_bytes()]);
        [record(0x0204, &[&place(0), &[3, 0, 0], b"abc"]), number(1), number(2)].concat()
    };
    let sheet: Vec<u8> = (0..rows as u16).flat_map(row).collect();
    [&begin[..], &list, &end, &begin, &sheet, &end].concat()
}

/// An OFD document of one page with this content.
pub fn ofd(content: &str) -> Vec<u8> {
    let root = "<OFD><DocBody><DocRoot>d.xml</DocRoot></DocBody></OFD>";
    let main = "<Document><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea></CommonData>\
        <Pages><Page ID=\"1\" BaseLoc=\"p.xml\"/></Pages></Document>";
    let page = format!("<Page><Content><Layer>{content}</Layer></Content></Page>");
    of_texts(&[("OFD.xml", root), ("d.xml", main), ("p.xml", &page)])
}

/// A PDF of so many pages that show this.
pub fn pdf(pages: usize, content: &str) -> Vec<u8> {
    let mut text = String::from("%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n");
    let kids: Vec<String> = (0..pages).map(|at| format!("{} 0 R", at + 5)).collect();
    text += &format!("2 0 obj <</Type/Pages/Count {pages}/Kids[{}]/MediaBox[0 0 595 842]>> endobj\n", kids.join(" "));
    text += "3 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\n";
    text += &format!("4 0 obj <</Length {}>> stream\n{content}\nendstream endobj\n", content.len());
    for at in 0..pages {
        let number = at + 5;
        text += &format!(
            "{number} 0 obj <</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 3 0 R>>>>>> endobj\n"
        );
    }
    text += "trailer <</Root 1 0 R>>\n%%EOF\n";
    text.into_bytes()
}
