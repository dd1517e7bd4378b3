//! OFD: the XML of its parts, in a package that is otherwise sound.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::read::Kind;
use nianbao_fuzz::{Skeleton, run};
use std::sync::LazyLock;

const PARTS: &[&str] = &[
    "Doc_0/Pages/Page_0/Content.xml",
    "Doc_0/Pages/Page_1/Content.xml",
    "Doc_0/Pages/Page_2/Content.xml",
    "Doc_0/Pages/Page_3/Content.xml",
    "Doc_0/Document.xml",
    "OFD.xml",
];

const SMALL: &str = r#"<ofd:Page xmlns:ofd="o"><ofd:Content><ofd:Layer>
<ofd:TextObject Boundary="20 20 100 5" Size="4.2"><ofd:TextCode X="0" Y="4" DeltaX="g 3 4.2">一、总体情况</ofd:TextCode></ofd:TextObject>
</ofd:Layer></ofd:Content></ofd:Page>"#;

static SKELETON: LazyLock<Skeleton> = LazyLock::new(|| {
    let pages: Vec<_> = PARTS[..4].iter().map(|name| (*name, SMALL)).collect();
    Skeleton::new(include_bytes!("../../tests/fixtures/files/hand.ofd"), &pages)
});

fuzz_target!(|data: &[u8]| run(&SKELETON.package(PARTS, data), Some(Kind::Package)));
