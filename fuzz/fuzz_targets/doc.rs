//! Binary Word files: whole, or the streams of one, which need not be found in sectors: the lengths of the first two
//! (four bytes each), then `WordDocument`, `1Table`, `Data`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::read::Kind;
use nianbao_fuzz::{COMPOUND, compound, run};

fuzz_target!(|data: &[u8]| {
    let kind = Some(Kind::Compound);
    if data.starts_with(COMPOUND) {
        run(data, kind);
    } else if let [a, b, c, d, e, f, g, h, rest @ ..] = data {
        let length = |bytes: [u8; 4], rest: &[u8]| (u32::from_le_bytes(bytes) as usize).min(rest.len());
        let (document, rest) = rest.split_at(length([*a, *b, *c, *d], rest));
        let (table, data) = rest.split_at(length([*e, *f, *g, *h], rest));
        run(&compound(&[("/WordDocument", document), ("/1Table", table), ("/Data", data)]), kind);
    }
});
