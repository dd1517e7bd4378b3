//! What each rule costs: `cargo bench --bench rules`. Divided by the bytes of text it tells which rule to look at first.

mod material;

use divan::Bencher;
use material::{CITY, longer};
use nianbao::check::{Context, Environment};
use nianbao::read::{Kind, read_text};
use nianbao::report::{Report, recognise};
use nianbao::rules;

fn main() {
    divan::main();
}

fn names() -> Vec<&'static str> {
    rules::all().map(|rule| rule.id).collect()
}

#[divan::bench(args = names())]
fn city(bencher: Bencher, id: &str) {
    each(bencher, &recognise(read_text(CITY, Kind::Text)), id);
}

/// With its text told many times over.
#[divan::bench(args = names(), sample_count = 5)]
fn megabyte(bencher: Bencher, id: &str) {
    each(bencher, &recognise(read_text(&longer(1_000_000), Kind::Text)), id);
}

/// One rule, what all rules share being done already.
fn each(bencher: Bencher, report: &Report, id: &str) {
    let environment = Environment::default();
    let context = Context::new(report, &environment);
    let rule = rules::find(id).unwrap_or_else(|| panic!("no rule {id}"));
    bencher.bench_local(|| {
        let mut findings = Vec::new();
        (rule.check)(&context, &mut findings);
        findings
    });
}
