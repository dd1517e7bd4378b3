//! How right the checker is: copies of clean reports with one known defect each, and sentences that are right though
//! unusual, in many layouts. `make accuracy` runs all of it and writes `docs/accuracy.md`; without `NIANBAO_WRITE` a
//! seeded share is run. `NIANBAO_SHOW=<kind>` shows what was missed of a kind (or `*`).
//!
//! The defects were written from the catalogue and from faults of published reports, before the rules; they are not to
//! be tuned to the rules, nor the rules to them.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "accuracy/clean/mod.rs"]
mod clean;
#[path = "accuracy/layouts.rs"]
mod layouts;
#[path = "accuracy/model.rs"]
mod model;
#[path = "accuracy/random.rs"]
mod random;
#[path = "accuracy/template.rs"]
mod template;

use nianbao::check::{Environment, check};
use nianbao::report::recognise;
#[test]
fn probe() {
    for model in clean::models() {
        for layout in layouts::Layout::ALL {
            let r = |m: &model::Model| recognise(nianbao::read::read_text(&layout.write(m), layout.kind()));
            let previous = model.previous.as_ref().map(|m| r(m));
            let outcome = check(r(&model), &Environment { this_year: Some(2026), previous, ..Environment::default() });
            for (kind, n) in [(nianbao::standard::TableKind::Disclosure,0),(nianbao::standard::TableKind::Requests,0),(nianbao::standard::TableKind::Disputes,0)] {
                for cell in model.cells(kind, |_, _| true) {
                    let read = outcome.report.number(cell).map(|v| v.to_string());
                    if read.as_deref() != model.text(cell).map(|t| t.trim_start_matches('+')) { println!("CELL {} {:?} {:?} {:?} {n}", model.name, layout, cell, read); }
                }
            }
            for f in &outcome.findings {
                println!("{} {:?} {} {} {}", model.name, layout, f.severity.name(), f.rule, f.message);
            }
        }
    }
}
