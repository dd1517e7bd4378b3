//! The command, as other programs call it.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on fails")]

use serde_json::Value;
use std::io::Write;
use std::process::{Command, Output, Stdio};

fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command");
    child.stdin.take().expect("its input").write_all(input.as_bytes()).expect("to write");
    child.wait_with_output().expect("its output")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_exit_status_tells() {
    let status = |file: &str| run(&["check", file], "").status.code();
    assert_eq!(status("static/samples/clean.html"), Some(0));
    assert_eq!(status("static/samples/faulty.html"), Some(1));
    assert_eq!(status("no-such-file.txt"), Some(2));
    assert_eq!(run(&[], "").status.code(), Some(2));
    assert_eq!(run(&["check", "--format", "xml", "a"], "").status.code(), Some(2));
    let output = run(&["check", "--as", "pdf", "--format", "jsonl", "static/samples/clean.html"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stdout).contains("PDF 文件已经损坏"));
}

#[test]
fn json_is_as_the_contract_says() {
    let output = run(&["check", "--format", "json", "static/samples/faulty.html", "no-such-file.txt"], "");
    assert_eq!(output.status.code(), Some(2), "one file could not be read; the other is checked all the same");
    let reports: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let report = &reports[0];
    assert_eq!(
        (&report["edition"], &report["year"], &report["organ"]),
        (&"2021".into(), &2024.into(), &"青山县财政局".into())
    );
    assert_eq!(report["unreadable"], Value::Null);
    assert_eq!(report["figures"]["requests"]["3.1"]["natural_person"], 21);
    assert_eq!(report["figures"]["requests"]["3.3.6"]["public_welfare"], "");
    assert_eq!(report["figures"]["disclosure"]["licensing"]["decisions"], "26件");
    assert_eq!(report["figures"]["disclosure"]["fees"]["amount"], 12.6);
    let findings = report["findings"].as_array().expect("findings");
    let wrong = findings.iter().find(|finding| finding["rule"] == "requests-row-total").expect("the wrong cell");
    let place = &wrong["places"][0];
    assert_eq!(
        (&place["section"], &place["table"], &place["row"], &place["column"]),
        (&3.into(), &"requests".into(), &"3.1".into(), &"natural_person".into())
    );
    assert_eq!((&place["start"], &place["end"], &place["quote"]), (&0.into(), &2.into(), &"21".into()));
    assert_eq!((&wrong["fix"]["place"], &wrong["fix"]["replace"]), (&0.into(), &"12".into()));
    assert!(reports[1]["unreadable"].as_str().is_some_and(|sentence| sentence.contains("找不到")));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let once =
        || run(&["check", "--format", "jsonl", "static/samples/damaged.md", "static/samples/clean.html"], "").stdout;
    let (first, second) = (once(), once());
    assert_eq!(first, second);
    assert_eq!(text(&first).lines().count(), 2);
}

#[test]
fn standard_input_and_a_given_kind() {
    let report = std::fs::read_to_string("static/samples/clean.html").expect("the sample");
    assert_eq!(run(&["check", "-"], &report).status.code(), Some(0));
    assert_eq!(run(&["check", "--as", "html", "-"], &report).status.code(), Some(0));
    let output = run(&["check", "-"], "你好");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stdout).contains("不像政府信息公开工作年度报告"), "{}", text(&output.stdout));
}

#[test]
fn the_text_shows_the_row_and_a_caret() {
    let output = text(&run(&["check", "static/samples/faulty.html"], "").stdout);
    let lines: Vec<&str> = output.lines().collect();
    let at = lines.iter().position(|line| line.contains("（一）予以公开 | 21 | 3 | 1")).expect("the table's row");
    // A Chinese character takes two columns.
    let before = lines[at].split("21").next().unwrap_or_default();
    let columns: usize = before.chars().map(|character| if character < '\u{2E80}' { 1 } else { 2 }).sum();
    assert_eq!(lines[at + 1].trim_end(), format!("  |{}^^", " ".repeat(columns - 3)));
}

#[test]
fn sarif_names_rules_and_places() {
    let output = run(&["check", "--format", "sarif", "static/samples/faulty.html"], "");
    let log: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let results = log["runs"][0]["results"].as_array().expect("results");
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules");
    for result in results {
        assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]));
        assert!(matches!(result["level"].as_str(), Some("error" | "warning" | "note")));
    }
    assert!(
        results.iter().any(|result| result["locations"][0]["physicalLocation"]["region"]["snippet"]["text"] == "21")
    );
}
