//! Workbooks: the XML of an .xlsx; an .xls, or its stream of records, which begins with BOF.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::read::Kind;
use nianbao_fuzz::{COMPOUND, Skeleton, compound, run};
use std::sync::LazyLock;

const PARTS: &[&str] = &[
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml",
    "xl/worksheets/sheet3.xml",
    "xl/sharedStrings.xml",
    "xl/workbook.xml",
    "xl/styles.xml",
    "xl/_rels/workbook.xml.rels",
];

const SMALL: &str = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2"><v>3</v></c></row>
</sheetData><mergeCells count="1"><mergeCell ref="A2:B2"/></mergeCells></worksheet>"#;

static SKELETON: LazyLock<Skeleton> = LazyLock::new(|| {
    let sheets: Vec<_> = PARTS[..3].iter().map(|name| (*name, SMALL)).collect();
    Skeleton::new(include_bytes!("../../tests/fixtures/files/calc.xlsx"), &sheets)
});

fuzz_target!(|data: &[u8]| {
    if data.starts_with(COMPOUND) {
        run(data, Some(Kind::Compound));
    } else if data.starts_with(&[0x09, 0x08]) {
        run(&compound(&[("/Workbook", data)]), Some(Kind::Compound));
    } else {
        run(&SKELETON.package(PARTS, data), Some(Kind::Package));
    }
});
