//! Whole reports: what is read from them, and every finding on every sample.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on fails")]

use nianbao::check::{Environment, Outcome, Severity, check};
use nianbao::read::{Content, Kind, Reading, encoding, read_file};
use nianbao::report::recognise;
use nianbao::write::json;
use serde_json::Value;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn outcome(file: &Path) -> Outcome {
    let bytes = std::fs::read(file).expect("a sample");
    let kind = (file.extension().is_some_and(|ending| ending == "html")).then_some(Kind::Html);
    let content = read_file(&bytes, kind, Reading::new(encoding::decode)).expect("a readable sample");
    let Content::Document(document) = content else { panic!("one document") };
    check(recognise(document), &Environment { this_year: Some(2026), ..Environment::default() })
}

fn layouts() -> Vec<PathBuf> {
    let folder = std::fs::read_dir(root().join("tests/samples/layouts")).expect("the layouts");
    let files = folder.map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|ending| ending != "json")).collect();
    files.sort();
    assert_eq!(files.len(), 20);
    files
}

fn name(file: &Path) -> String {
    file.file_name().expect("a name").to_string_lossy().into_owned()
}

#[test]
fn every_cell_of_every_layout_is_read() {
    let text = std::fs::read_to_string(root().join("tests/samples/layouts/figures.json")).expect("the figures");
    let expected: Value = serde_json::from_str(&text).expect("JSON");
    for file in layouts() {
        let (name, outcome) = (name(&file), outcome(&file));
        let read = json::report(&name, &outcome);
        for key in ["edition", "year", "organ", "figures"] {
            assert_eq!(read[key], expected[&name][key], "{name}: {key}");
        }
    }
}

#[test]
fn the_layouts_have_no_fault() {
    for file in layouts() {
        let outcome = outcome(&file);
        let faults: Vec<_> = outcome.findings.iter().filter(|finding| finding.severity != Severity::Info).collect();
        assert!(faults.is_empty(), "{}: {faults:#?}", name(&file));
        assert!(outcome.coverage.unchecked == 0, "{}", name(&file));
    }
}

/// A line a finding: severity, rule, message, place.
fn listed(outcome: &Outcome) -> String {
    let line = |finding: &nianbao::check::Finding| {
        let place = finding.places.first();
        let quote = place.and_then(|place| place.span).map(|span| outcome.report.document.quote(span));
        let cell = place
            .and_then(|place| Some(format!("{}.{}", place.row?.id(), place.column.map_or("*", |column| column.id()))));
        let fix = finding.fix.as_ref().map(|fix| format!(" → {}", fix.replace)).unwrap_or_default();
        format!(
            "{} {} @ §{} {} “{}”{fix}\n    {}",
            finding.severity.name(),
            finding.rule,
            place.and_then(|place| place.section).map_or("–".to_owned(), |section| section.to_string()),
            cell.unwrap_or_default(),
            quote.unwrap_or("缺"),
            finding.message,
        )
    };
    outcome.findings.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn findings_on_the_samples() {
    for (name, file) in [
        ("clean", "static/samples/clean.html"),
        ("faulty", "static/samples/faulty.html"),
        ("damaged", "static/samples/damaged.md"),
        ("torn", "tests/samples/torn-2024.md"),
        ("city", "tests/samples/city-2024.md"),
        ("web-page", "tests/samples/web-page.html"),
    ] {
        insta::assert_snapshot!(name, listed(&outcome(&root().join(file))));
    }
    let layouts: Vec<String> =
        layouts().iter().map(|file| format!("{}: {}", name(file), listed(&outcome(file)))).collect();
    insta::assert_snapshot!("layouts", layouts.join("\n"));
}

/// The copy damaged in conversion is the hand-marked report in other words: what the reviewer marked must be found.
#[test]
fn the_hand_marked_faults_are_found_at_their_places() {
    let outcome = outcome(&root().join("static/samples/damaged.md"));
    let find = |rule: &str| {
        let found: Vec<_> = outcome.findings.iter().filter(|finding| finding.rule == rule).collect();
        assert_eq!(found.len(), 1, "{rule}: {found:#?}");
        found[0]
    };
    let quote = |finding: &nianbao::check::Finding, at: usize| {
        finding.places[at].span.map(|span| outcome.report.document.quote(span).to_owned()).unwrap_or_default()
    };
    // 1: the heading of section 四 is gone; its ordinals are not reported beside it.
    let heading = find("section-missing");
    assert_eq!((heading.severity, heading.places[0].section, heading.places[0].span), (Severity::Error, Some(4), None));
    // 2: the orphan row of 表四.
    let orphan = find("disputes-orphan");
    assert_eq!((orphan.severity, orphan.places.len()), (Severity::Error, 15));
    assert!(orphan.places.iter().all(|place| place.section == Some(4) && place.span.is_some()));
    find("conversion-residue");
    // 3: 14 of 23 rows are lost.
    let rows = find("requests-rows");
    assert_eq!((rows.severity, rows.places.len()), (Severity::Error, 14));
    assert!(rows.message.contains("只找到 9 行") && rows.message.contains("对照原件"));
    // 4: so the balance cannot be checked.
    assert_eq!(find("requests-uncheckable").severity, Severity::Warning);
    // 5: a label slid to the left.
    let shifted = find("requests-shifted");
    assert_eq!((shifted.severity, quote(shifted, 0).as_str()), (Severity::Info, "5.属于三类内部事务信息"));
    // 13, 14: brackets of ordinals.
    let style = find("ordinal-style");
    assert_eq!((style.severity, quote(style, 0), style.places.len()), (Severity::Info, "(四)".to_owned(), 3));
    // 15: a paragraph cut in two.
    let broken = find("paragraph-broken");
    assert!(quote(broken, 0).ends_with("投诉电") && quote(broken, 1).starts_with('话'));
    // 18: problems without measures.
    assert_eq!(find("improvement-missing").severity, Severity::Error);
    // What is right stays silent.
    for rule in [
        "title-form",
        "title-year",
        "edition-year",
        "edition-mixed",
        "disclosure-labels",
        "fee-statement",
        "requests-all-zero",
        "requests-row-total",
        "section-ordinal",
        "section-empty",
        "table-missing",
    ] {
        assert!(outcome.findings.iter().all(|finding| finding.rule != rule), "{rule}");
    }
}

#[test]
fn a_torn_table_is_put_together_and_said_to_be_unsure() {
    let outcome = outcome(&root().join("tests/samples/torn-2024.md"));
    let read = json::figures(&outcome.report);
    for (row, person, total) in
        [("1", 32, 34), ("3.3.5", 1, 1), ("3.4.1", 4, 4), ("3.4.2", 6, 6), ("3.6.1", 8, 10), ("3.7", 33, 35)]
    {
        assert_eq!(
            (&read["requests"][row]["natural_person"], &read["requests"][row]["total"]),
            (&person.into(), &total.into()),
            "{row}"
        );
    }
    assert_eq!(read["requests"]["4"]["total"], "");
    assert_eq!(read["disclosure"]["normative_documents"]["in_force"], 55);
    let rules: Vec<&str> = outcome.findings.iter().map(|finding| &*finding.rule).collect();
    assert!(
        rules.contains(&"table-unsure")
            && rules.contains(&"requests-total-blank")
            && rules.contains(&"section-ordinal")
    );
    assert!(!rules.iter().any(|rule| matches!(
        *rule,
        "requests-balance" | "requests-row-total" | "requests-outcome-total" | "disputes-total"
    )));
}

#[test]
fn a_web_page_is_stripped_of_its_frame() {
    let outcome = outcome(&root().join("tests/samples/web-page.html"));
    let outline = &outcome.report.outline;
    let outside: Vec<&str> = (0..outline.roles.len())
        .filter(|&item| outline.roles[item] == nianbao::report::Role::Outside)
        .filter_map(|item| outcome.report.document.paragraph(item))
        .map(|(_, text)| text)
        .collect();
    assert!(
        outside.iter().any(|text| text.contains("版权所有")) && outside.iter().any(|text| text.starts_with("当前位置")),
        "{outside:?}"
    );
    assert_eq!((outcome.report.year(), outcome.report.organ()), (Some(2022), Some("临河区财政局")));
    assert!(outcome.findings.iter().all(|finding| finding.severity == Severity::Info), "{:#?}", outcome.findings);
    assert!(outcome.report.document.blocks.iter().all(|text| !text.contains("不是正文")));
}
