//! How right the checker is: copies of clean reports with one known defect each, and sentences that are right though
//! unusual, in many layouts. `make accuracy` runs all of it and writes `docs/accuracy.md`; without `NIANBAO_WRITE` a
//! seeded share is run. `NIANBAO_SHOW=<part of a name>` runs the kinds so called alone and shows what was missed, and
//! all findings at what is right (`*`: of all).
//!
//! The defects were written from the catalogue and from faults of published reports, before the rules; they are not to
//! be tuned to the rules, nor the rules to them.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "accuracy/clean/mod.rs"]
mod clean;
#[path = "accuracy/correct/mod.rs"]
mod correct;
#[path = "accuracy/defects/mod.rs"]
mod defects;
#[path = "accuracy/layouts.rs"]
mod layouts;
#[path = "accuracy/measure.rs"]
mod measure;
#[path = "accuracy/model.rs"]
mod model;
#[path = "accuracy/random.rs"]
mod random;
#[path = "accuracy/table.rs"]
mod table;
#[path = "accuracy/template.rs"]
mod template;

use layouts::Layout;
use measure::{Baseline, Share, Tally, Verdict};
use nianbao::check::Severity;

/// Of all defects this share is found.
const RECALL: f64 = 0.97;
/// Of the single-cell faults of arithmetic the first finding names this share first.
const NAMED: f64 = 0.95;

fn whole() -> bool {
    std::env::var_os("NIANBAO_WRITE").is_some() || std::env::var_os("NIANBAO_WHOLE").is_some()
}

/// Copies of a kind that are enough for a quick look.
fn most(usual: usize) -> usize {
    std::env::var("NIANBAO_MOST").ok().and_then(|value| value.parse().ok()).unwrap_or(usual)
}

/// The share of the defects and that of what is right.
fn shares() -> (Share, Share) {
    match whole() {
        true => (Share { variations: 2, most: most(120) }, Share { variations: 1, most: most(60) }),
        false => (Share { variations: 1, most: most(2) }, Share { variations: 1, most: most(1) }),
    }
}

/// Whether misses are to be shown; then nothing else is run, and nothing asserted.
fn shows() -> bool {
    std::env::var_os("NIANBAO_SHOW").is_some()
}

fn shown(name: &str) -> bool {
    std::env::var("NIANBAO_SHOW").is_ok_and(|wanted| wanted == "*" || name.contains(&wanted))
}

#[test]
fn clean_reports_have_no_fault() {
    let mut faults = Vec::new();
    for model in clean::models() {
        for layout in Layout::ALL {
            let outcome = measure::outcome(&model, layout);
            for table in nianbao::standard::TableKind::ALL {
                for cell in model.cells(table, |_, _| true) {
                    let read = outcome.report.number(cell).map(|value| value.to_string());
                    let written = model.text(cell).map(|text| text.trim_start_matches('+').to_owned());
                    assert_eq!(read, written, "{} {layout:?} {cell:?}", model.name);
                }
            }
            for finding in &outcome.findings {
                let told = format!("{} {layout:?}: {}", model.name, measure::line(finding, &outcome));
                if shown("clean") {
                    println!("{told}");
                }
                if finding.severity != Severity::Info {
                    faults.push(told);
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} findings on clean reports:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn defects_are_found_at_their_places() {
    let models = clean::models();
    let mut baseline = Baseline::new();
    let (share, _) = shares();
    let mut kinds = defects::kinds();
    if shows() {
        kinds.retain(|kind| shown(kind.name));
    }
    let tallies: Vec<Tally> = kinds.iter().map(|kind| measure::kind(kind, &models, &mut baseline, share)).collect();
    for (kind, tally) in kinds.iter().zip(&tallies).filter(|(kind, _)| shown(kind.name)) {
        println!("{} {}: {} of {} found", kind.family, kind.name, tally.found, tally.copies);
        tally.missed.iter().for_each(|missed| println!("  {missed}"));
    }
    if shows() {
        return;
    }
    let text = table::of_defects(&kinds, &tallies);
    println!("{text}");
    if whole() {
        table::write("defects", &text);
    }
    let never: Vec<&str> =
        kinds.iter().zip(&tallies).filter(|(_, tally)| tally.copies == 0).map(|(kind, _)| kind.name).collect();
    assert!(never.is_empty(), "kinds that fit no clean report: {never:?}");
    let all = || kinds.iter().zip(&tallies);
    let copies: usize = all().map(|(_, tally)| tally.copies).sum();
    let found: usize = all().map(|(_, tally)| tally.found).sum();
    let single: usize = all().filter(|(kind, _)| kind.arithmetic).map(|(_, tally)| tally.copies).sum();
    let named: usize = all().filter(|(kind, _)| kind.arithmetic).map(|(_, tally)| tally.named).sum();
    assert!(found as f64 >= RECALL * copies as f64, "{found} of {copies} defects found");
    assert!(named as f64 >= NAMED * single as f64, "{named} of {single} damaged cells named first");
}

#[test]
fn what_is_right_is_not_flagged() {
    let models = clean::models();
    let mut baseline = Baseline::new();
    let (_, share) = shares();
    let mut verdicts: Vec<(String, Verdict)> = Vec::new();
    for variation in correct::variations().into_iter().filter(|variation| !shows() || shown(variation.name)) {
        let verdict = measure::variation(&variation, &models, &mut baseline, share);
        verdicts.push((variation.name.to_owned(), verdict));
    }
    for kind in defects::kinds().iter().filter(|kind| kind.control && (!shows() || shown(kind.name))) {
        let verdict = measure::control(kind, &models, &mut baseline, share);
        verdicts.push((format!("写对的“{}”", kind.name), verdict));
    }
    for (name, verdict) in verdicts.iter().filter(|(name, _)| shown(name)) {
        println!("{name}: {} copies", verdict.copies);
        verdict.flagged.iter().chain(&verdict.hints).for_each(|(_, told)| println!("  {told}"));
    }
    if shows() {
        return;
    }
    let text = table::of_right(&verdicts);
    println!("{text}");
    if whole() {
        table::write("right", &text);
    }
    let never: Vec<&str> =
        verdicts.iter().filter(|(_, verdict)| verdict.copies == 0).map(|(name, _)| name.as_str()).collect();
    assert!(never.is_empty(), "variations that fit no clean report: {never:?}");
    let flagged: Vec<String> = verdicts
        .iter()
        .flat_map(|(name, verdict)| verdict.flagged.iter().map(move |(_, told)| format!("{name}: {told}")))
        .collect();
    assert!(flagged.is_empty(), "{} findings on what is right:\n{}", flagged.len(), flagged.join("\n"));
}

#[test]
fn a_fix_mends_its_fault_and_brings_no_error() {
    let models = clean::models();
    let (share, _) = shares();
    let mut made = 0;
    let mut faults = Vec::new();
    for kind in defects::kinds().iter().filter(|kind| !shows() || shown(kind.name)) {
        let (count, left) = measure::fixes(kind, &models, Share { most: share.most.min(20), ..share });
        made += count;
        faults.extend(left.into_iter().map(|left| format!("{}: {left}", kind.name)));
    }
    println!("{made} fixes made");
    assert!(shows() || made > 100, "{made} fixes");
    assert!(faults.is_empty(), "{} of {made} fixes:\n{}", faults.len(), faults.join("\n"));
}
