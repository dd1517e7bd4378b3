//! How long reading, recognising and checking take: `make bench`.

use divan::Bencher;
use nianbao::check::{Environment, check};
use nianbao::read::{Kind, read_text};
use nianbao::report::recognise;

fn main() {
    divan::main();
}

const SAMPLES: [(&str, Kind, &str); 4] = [
    ("city", Kind::Text, include_str!("../tests/samples/city-2024.md")),
    ("html", Kind::Html, include_str!("../static/samples/clean.html")),
    ("tabs", Kind::Text, include_str!("../tests/samples/layouts/17-2021-tsv.txt")),
    ("torn", Kind::Text, include_str!("../tests/samples/torn-2024.md")),
];

#[divan::bench(args = SAMPLES.map(|(name, ..)| name))]
fn read(bencher: Bencher, name: &str) {
    let (_, kind, text) = sample(name);
    bencher.counter(divan::counter::BytesCount::of_str(text)).bench(|| read_text(text, kind));
}

#[divan::bench(args = SAMPLES.map(|(name, ..)| name))]
fn recognised(bencher: Bencher, name: &str) {
    let (_, kind, text) = sample(name);
    let document = read_text(text, kind);
    bencher.with_inputs(|| document.clone()).bench_values(recognise);
}

#[divan::bench(args = SAMPLES.map(|(name, ..)| name))]
fn checked(bencher: Bencher, name: &str) {
    let (_, kind, text) = sample(name);
    let report = recognise(read_text(text, kind));
    bencher.with_inputs(|| report.clone()).bench_values(|report| check(report, &Environment::default()));
}

/// The copy of a report with another year is the worst case: every statement is alike.
#[divan::bench]
fn against_last_year(bencher: Bencher) {
    let (_, kind, text) = sample("html");
    let report = recognise(read_text(text, kind));
    let previous = recognise(read_text(&text.replace("2024", "2023"), kind));
    let environment = Environment { previous: Some(std::sync::Arc::new(previous)), ..Environment::default() };
    bencher.with_inputs(|| report.clone()).bench_values(|report| check(report, &environment));
}

fn sample(wanted: &str) -> (&'static str, Kind, &'static str) {
    SAMPLES.into_iter().find(|(name, ..)| *name == wanted).unwrap_or(SAMPLES[0])
}

/// A report of about a megabyte: the city's with its text told many times over.
fn megabyte() -> nianbao::report::Report {
    let (_, kind, text) = sample("city");
    let paragraph = text.lines().find(|line| line.starts_with("（二）")).unwrap_or_default();
    let long = format!("{paragraph}\n\n").repeat(1_000_000 / paragraph.len());
    recognise(read_text(&text.replacen(paragraph, &long, 1), kind))
}

#[divan::bench(sample_count = 10)]
fn megabyte_checked(bencher: Bencher) {
    let report = megabyte();
    let bytes: usize = report.document.blocks.iter().map(String::len).sum();
    bencher
        .counter(divan::counter::BytesCount::new(bytes))
        .with_inputs(|| report.clone())
        .bench_values(|report| check(report, &Environment::default()));
}

/// The reading of running text alone.
#[divan::bench(args = SAMPLES.map(|(name, ..)| name))]
fn prose(bencher: Bencher, name: &str) {
    let (_, kind, text) = sample(name);
    let report = recognise(read_text(text, kind));
    bencher.bench(|| nianbao::prose::Prose::of(&report));
}
