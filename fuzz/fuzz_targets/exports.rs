//! What is taken home of any report: lists, pages, Word.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::check::{Environment, check};
use nianbao::read::{Content, Kind, Reading, encoding, read_file, read_text};
use nianbao::report::recognise;
use nianbao::write::listing::Listing;
use nianbao::write::{csv, docx, json, plain_list, print, sarif, xlsx};

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    // A report without any text is refused before, and there is nothing to comment on.
    if text.trim().is_empty() {
        return;
    }
    let kind = if text.starts_with('<') { Kind::Html } else { Kind::Text };
    let outcome = check(recognise(read_text(&text, kind)), &Environment::default());
    let listing = Listing::new(&text.chars().take(40).collect::<String>(), &outcome, |index| index + 1);
    assert!(!csv::list(std::slice::from_ref(&listing)).is_empty());
    xlsx::list(&[listing]).expect("a workbook");
    let _ = (json::report("", &outcome), plain_list::list(&outcome, |index| index + 1));
    // What is written as Word is Word, with the comments in it, too.
    let clean = docx::clean(&outcome.report).expect("a Word file");
    let Ok(Content::Document(document)) = read_file(&clean, None, Reading::new(encoding::decode)) else {
        panic!("it is not read again")
    };
    let again = check(recognise(document), &Environment::default());
    let _ = docx::commented(&clean, &again, None).expect("a Word file with comments");
    let file = [("a".to_owned(), Ok(outcome))];
    let _ = (print::page(&file), sarif::log(&file, None));
});
