//! A report in which somebody writes: what is read again is what is read anew, and the sure fixes can be made.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::check::{Environment, check};
use nianbao::read::{Kind, read_text};
use nianbao::report::{Report, recognise, recognise_again};
use std::sync::{Arc, LazyLock};

static REPORTS: LazyLock<[Report; 3]> = LazyLock::new(|| {
    let text = |text, kind| recognise(read_text(text, kind));
    [
        text(include_str!("../../static/samples/faulty.html"), Kind::Html),
        text(include_str!("../../tests/samples/city-2024.md"), Kind::Text),
        text(include_str!("../../tests/samples/layouts/17-2021-tsv.txt"), Kind::Text),
    ]
});

// Each line: two bytes for the block, then its text; the first byte of all says which report it is.
fuzz_target!(|data: &[u8]| {
    let Some((&which, data)) = data.split_first() else { return };
    let mut report = REPORTS[usize::from(which) % 3].clone();
    for line in data.split(|&byte| byte == b'\n').take(8) {
        let [first, second, text @ ..] = line else { continue };
        let block = (u32::from(*first) << 8 | u32::from(*second)) % report.document.blocks.len() as u32;
        let text = String::from_utf8_lossy(text);
        let document = report.document.with_texts([(block, &*text)]);
        let again = recognise_again(report, document.clone(), &[block]);
        assert_eq!(again, recognise(document));
        report = again;
    }
    let previous = Some(Arc::new(REPORTS[usize::from(which / 3) % 3].clone()));
    check(report, &Environment { previous, ..Environment::default() });
});
