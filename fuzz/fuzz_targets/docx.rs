//! Word packages: the XML of their parts, in a package that is otherwise sound.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::read::Kind;
use nianbao_fuzz::{Skeleton, run};
use std::sync::LazyLock;

const PARTS: &[&str] =
    &["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "_rels/.rels"];

/// Uses every style and number of the fixture, so that these parts mean something when they alone are made up.
const SMALL: &str = r#"<w:document xmlns:w="w"><w:body>
<w:p><w:pPr><w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>总体情况</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:t>本年</w:t><w:footnoteReference w:id="2"/></w:r></w:p>
<w:tbl><w:tblGrid><w:gridCol w:w="1"/><w:gridCol w:w="1"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>规章</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
</w:body></w:document>"#;

static SKELETON: LazyLock<Skeleton> = LazyLock::new(|| {
    Skeleton::new(include_bytes!("../../tests/fixtures/files/numbering.docx"), &[("word/document.xml", SMALL)])
});

fuzz_target!(|data: &[u8]| run(&SKELETON.package(PARTS, data), Some(Kind::Package)));
