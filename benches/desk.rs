//! How long many reports take: `cargo bench --bench desk`. Each line counts reports (items) a second on one core.
#![allow(clippy::expect_used, reason = "a benchmark that cannot go on ends")]

#[path = "../tests/desk/generator.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod generator;
#[path = "../tests/accuracy/layouts.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod layouts;
#[path = "../tests/accuracy/model.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod model;
#[path = "../tests/accuracy/random.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod random;

use divan::Bencher;
use divan::counter::ItemsCount;
use generator::Made;
use nianbao::check::{Environment, Outcome, check};
use nianbao::desk::{Entry, Known, Source, copies, pairing, rollup};
use nianbao::read::{Content, Reading, encoding, read_file};
use nianbao::report::recognise;
use std::sync::OnceLock;

fn main() {
    divan::main();
}

/// The first county's hundred reports, of five kinds of file.
fn made() -> &'static [Made] {
    static MADE: OnceLock<Vec<Made>> = OnceLock::new();
    MADE.get_or_init(|| generator::all().into_iter().take(100).collect())
}

fn outcome(bytes: &[u8]) -> Outcome {
    match read_file(bytes, None, Reading::new(encoding::decode)) {
        Ok(Content::Document(document)) => check(recognise(document), &Environment::default()),
        _ => panic!("a report"),
    }
}

/// Entries of a hundred reports thirty times over, under names of their own.
fn entries() -> &'static [Entry] {
    static ENTRIES: OnceLock<Vec<Entry>> = OnceLock::new();
    ENTRIES.get_or_init(|| {
        let entries: Vec<Entry> = made().iter().map(|made| Entry::new(&made.path, &outcome(&made.bytes))).collect();
        let again = |time: usize| {
            entries.iter().map(move |entry| Entry {
                organ: entry.organ.as_ref().map(|organ| format!("第{time}市{organ}")),
                ..entry.clone()
            })
        };
        (0..30).flat_map(again).collect()
    })
}

#[divan::bench(sample_count = 10)]
fn read_and_checked(bencher: Bencher) {
    let made = made();
    bencher
        .counter(ItemsCount::new(made.len()))
        .bench(|| made.iter().map(|made| outcome(&made.bytes).findings.len()).sum::<usize>());
}

#[divan::bench(sample_count = 10)]
fn entries_made(bencher: Bencher) {
    let outcomes: Vec<Outcome> = made().iter().map(|made| outcome(&made.bytes)).collect();
    bencher
        .counter(ItemsCount::new(outcomes.len()))
        .bench(|| outcomes.iter().map(|outcome| Entry::new("", outcome)).collect::<Vec<_>>());
}

#[divan::bench(sample_count = 10)]
fn pairs_of_years(bencher: Bencher) {
    let entries = entries();
    bencher.counter(ItemsCount::new(entries.len())).bench(|| {
        let known: Vec<Known> = entries.iter().map(Known::from).collect();
        pairing::pair(&known)
    });
}

/// Every text stands in thirty reports: far more copies than there are.
#[divan::bench(sample_count = 10)]
fn pairs_of_copies(bencher: Bencher) {
    let entries = entries();
    let known: Vec<Known> = entries.iter().map(Known::from).collect();
    let pairing = pairing::pair(&known);
    bencher.counter(ItemsCount::new(entries.len())).bench(|| copies::find(entries, &pairing));
}

#[divan::bench(sample_count = 10)]
fn added_up(bencher: Bencher) {
    let parts: Vec<Source> = entries().iter().map(Source::from).collect();
    bencher.counter(ItemsCount::new(parts.len())).bench(|| rollup::add_up(parts[0], &parts));
}
