//! Settings: any text is read, or refused in a sentence; what is read is used.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::check::{Environment, Settings, check};
use nianbao::read::{Kind, read_text};
use nianbao::report::{Report, recognise};
use std::sync::LazyLock;

static REPORT: LazyLock<Report> =
    LazyLock::new(|| recognise(read_text(include_str!("../../static/samples/faulty.html"), Kind::Html)));

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    // As a whole file, and as lines of the user's own lists.
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let lists = Settings { words: lines.clone(), local: lines, ..Settings::default() };
    let written = serde_json::to_string(&lists).expect("settings are data");
    for text in [&*text, &written] {
        match Settings::parse(text) {
            Ok(settings) => drop(check(REPORT.clone(), &Environment { settings, ..Environment::default() })),
            Err(sentence) => assert!(sentence.contains('请') || sentence.ends_with('。'), "{sentence}"),
        }
    }
});
