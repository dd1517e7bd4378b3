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

/// A file for one test, of its own name.
fn file(name: &str, content: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).expect("to write");
    path.to_string_lossy().into_owned()
}

/// The clean sample as a report of the year before: a copy with other years.
fn last_year(name: &str) -> String {
    let sample = std::fs::read_to_string("static/samples/clean.html").expect("the sample");
    file(name, &sample.replace("2024", "2023"))
}

#[test]
fn last_years_report_is_held_against_it() {
    let previous = last_year("previous.html");
    let output = run(&["check", "--previous", &previous, "--format", "json", "static/samples/clean.html"], "");
    assert_eq!(output.status.code(), Some(1));
    let reports: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let findings = reports[0]["findings"].as_array().expect("findings");
    let find = |rule: &str| findings.iter().find(|finding| finding["rule"] == rule).unwrap_or(&Value::Null);
    let carried = find("previous-carried-over");
    let places = carried["places"].as_array().expect("places");
    let of = |place: &Value, key: &str| place[key].as_str().unwrap_or_default().to_owned();
    assert_eq!(
        (of(&places[0], "report"), of(&places[0], "row"), of(&places[0], "quote")),
        ("this".into(), "2".into(), "3".into())
    );
    let there = places.iter().find(|place| place["report"] == "previous").expect("a place in last year's report");
    assert_eq!((of(there, "row"), of(there, "column"), of(there, "quote")), ("4".into(), "total".into(), "4".into()));
    assert_eq!(find("previous-in-force")["severity"], "warning");
    let pairs = find("previous-alike")["comparisons"].as_array().expect("comparisons");
    assert!(pairs.iter().any(|pair| pair["this"].as_str().is_some_and(|this| this.contains("已制作图解6期"))));
    let alone = run(&["check", "--format", "json", "static/samples/clean.html"], "");
    let reports: Value = serde_json::from_slice(&alone.stdout).expect("JSON");
    assert_eq!(reports[0]["findings"], serde_json::json!([]));
}

#[test]
fn last_years_report_in_text_and_sarif() {
    let previous = last_year("previous-text.html");
    let output = run(&["check", "--previous", &previous, "static/samples/clean.html"], "");
    let shown = text(&output.stdout);
    assert!(shown.contains("  上年报告：\n  | …续办理 | 2 | 1 | 0 | 0 | 1 | 0 | 4\n"), "{shown}");
    assert!(shown.contains("  两年都写：维护县政府门户网站财政专栏，及时更新公开指南。"), "{shown}");
    assert!(shown.contains("  本年：2024年，") && shown.contains("  上年：2023年，"), "{shown}");
    let output = run(&["check", "--previous", &previous, "--format", "sarif", "static/samples/clean.html"], "");
    let log: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let results = log["runs"][0]["results"].as_array().expect("results");
    let carried = results.iter().find(|result| result["ruleId"] == "previous-carried-over").expect("the finding");
    let names: Vec<&str> = carried["relatedLocations"]
        .as_array()
        .expect("locations")
        .iter()
        .filter_map(|location| location["physicalLocation"]["artifactLocation"]["uri"].as_str())
        .collect();
    assert!(names.iter().any(|name| name.ends_with("previous-text.html")), "{names:?}");
    assert_eq!(carried["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "static/samples/clean.html");
}

#[test]
fn last_years_report_is_for_one_file() {
    let previous = last_year("previous-one.html");
    let sample = "static/samples/clean.html";
    let output = run(&["check", "--previous", &previous, sample, sample], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr).contains("--previous 只能与一份报告对照，现在给出了 2 份"),
        "{}",
        text(&output.stderr)
    );
    for (previous, says) in [("no-such-file.html", "找不到"), ("Cargo.toml", "不像政府信息公开工作年度报告")]
    {
        let output = run(&["check", "--previous", previous, sample], "");
        assert_eq!(output.status.code(), Some(2));
        let said = text(&output.stderr);
        assert!(said.starts_with(&format!("上年报告“{previous}”：")) && said.contains(says), "{said}");
    }
    let output = run(&["check", "--previous", sample, sample], "");
    assert!(text(&output.stdout).contains("内容完全相同"), "{}", text(&output.stdout));
}

#[test]
fn settings_switch_rules_and_dismiss_findings() {
    let sample = "static/samples/faulty.html";
    let of = |arguments: &[&str]| run(&[&["check"], arguments, &[sample]].concat(), "");
    let report: Value = serde_json::from_slice(&of(&["--format", "jsonl"]).stdout).expect("JSON");
    let findings = report["findings"].as_array().expect("findings");
    let finding = findings.iter().find(|finding| finding["rule"] == "requests-row-total").expect("a finding");
    let settings = serde_json::json!({
        "rules": {"no-such-rule": false},
        "dismissed": [{"rule": finding["rule"], "key": finding["key"], "reason": "已与业务科室核实"}],
    });
    // A rule that does not exist is told.
    let output = of(&["--settings", &file("wrong.json", &settings.to_string())]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("“no-such-rule”不存在"), "{}", text(&output.stderr));
    let mut settings = settings;
    settings["rules"] = serde_json::json!({"section-wording": false});
    let settings = file("settings.json", &settings.to_string());
    let after: Value =
        serde_json::from_slice(&of(&["--settings", &settings, "--format", "jsonl"]).stdout).expect("JSON");
    assert_eq!(after["dismissed"][0]["reason"], "已与业务科室核实");
    let rules = |report: &Value, rule: &str| {
        report["findings"].as_array().map_or(0, |all| all.iter().filter(|found| found["rule"] == rule).count())
    };
    assert_eq!((rules(&report, "requests-row-total"), rules(&after, "requests-row-total")), (1, 0));
    assert_eq!(rules(&after, "section-wording"), 0);
    assert!(text(&of(&["--settings", &settings]).stdout).contains("另有 1 条已核实、不必改的问题没有列出"));
    let log: Value = serde_json::from_slice(&of(&["--settings", &settings, "--format", "sarif"]).stdout).expect("JSON");
    let results = log["runs"][0]["results"].as_array().expect("results");
    let dismissed: Vec<&Value> = results.iter().filter(|result| !result["suppressions"].is_null()).collect();
    assert_eq!(dismissed.len(), 1);
    assert_eq!(
        dismissed[0]["suppressions"],
        serde_json::json!([{"kind": "external", "justification": "已与业务科室核实"}])
    );
}

#[test]
fn the_rules_are_listed() {
    let listed = text(&run(&["rules"], "").stdout);
    assert!(listed.contains("Y-01") && listed.contains("previous-carried-over") && listed.contains("表三"), "{listed}");
    let rules: Value = serde_json::from_slice(&run(&["rules", "--format", "json"], "").stdout).expect("JSON");
    let rules = rules.as_array().expect("rules");
    assert_eq!(rules.len(), nianbao::rules::all().count());
    for key in ["code", "id", "family", "severity", "title"] {
        assert!(rules.iter().all(|rule| rule[key].is_string()), "{key}");
    }
    assert!(rules.iter().all(|rule| rule["by_default"].is_boolean()));
    for wrong in
        [&["rules", "--format", "sarif"][..], &["rules", "a.txt"], &["text", "--settings", "a", "b"], &["list"]]
    {
        assert_eq!(run(wrong, "").status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn the_list_of_findings_goes_into_a_file() {
    let file = std::env::temp_dir().join(format!("nianbao-list-{}.xlsx", std::process::id()));
    let path = file.to_string_lossy();
    let output = run(&["check", "--format", "xlsx", "-o", &path, "static/samples/faulty.html", "no-such-file.txt"], "");
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    assert!(output.stdout.is_empty());
    let read = text(&run(&["text", &path], "").stdout);
    std::fs::remove_file(&file).expect("the file");
    let line = read.lines().find(|line| line.contains("表三·（一）予以公开·自然人")).expect("the wrong cell");
    assert!(line.starts_with("static/samples/faulty.html | 6 | 错误 | "), "{line}");
    assert!(line.contains(" | “21”改为“12” | ") && line.ends_with(" | 待处理"), "{line}");
    assert!(read.contains("no-such-file.txt |  | 无法读取"), "{read}");
    assert!(read.contains("机关 | 青山县财政局"), "{read}");
}

#[test]
fn a_list_of_values_opens_in_spreadsheets() {
    let output = run(&["check", "--format", "csv", "static/samples/faulty.html"], "");
    assert_eq!(output.status.code(), Some(1));
    let list = text(&output.stdout);
    assert!(list.starts_with("\u{feff}序号,级别,位置,"), "{list}");
    assert_eq!(list.matches("\r\n").count(), 12, "{list}");
    let output = run(&["check", "--format", "csv", "-o", "no-such-folder/a.csv", "static/samples/clean.html"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("无法写出结果"));
    let output = run(&["text", "-o", "a.txt", "static/samples/clean.html"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("-o 只用于核对"));
}

#[test]
fn the_printable_page_stands_alone() {
    let output = run(&["check", "--format", "html", "static/samples/faulty.html", "no-such-file.txt"], "");
    assert_eq!(output.status.code(), Some(2));
    let page = text(&output.stdout);
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"));
    for outside in ["<script", "<link", "src=", "http:", "https:"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("青山县财政局") && page.contains("⑥") && page.contains("找不到这个文件"), "{page}");
}

#[test]
fn word_goes_to_a_file_of_its_own() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("command.docx");
    let output = path.to_string_lossy();
    let export = |format: &str, file: &str| {
        let done = run(&["check", "--format", format, "-o", &output, file], "");
        assert!(done.stdout.is_empty(), "{}", text(&done.stdout));
        (done.status.code(), std::fs::read(&path).expect("the file"))
    };
    for format in ["docx-comments", "docx-clean", "docx-corrected"] {
        let (status, bytes) = export(format, "static/samples/faulty.html");
        assert_eq!((status, &bytes[..2]), (Some(1), &b"PK"[..]), "{format}");
    }
    let again = run(&["check", "--format", "jsonl", &output], "");
    let report: Value = serde_json::from_slice(&again.stdout).expect("JSON");
    assert_eq!(report["figures"]["requests"]["3.1"]["natural_person"], 12, "corrected");
    // The clerk's own file: without findings it stays as it is.
    let (status, bytes) = export("docx-comments", "tests/fixtures/files/writer.docx");
    assert_eq!(status, Some(0));
    assert_eq!(bytes, std::fs::read("tests/fixtures/files/writer.docx").expect("the fixture"));
}

#[test]
fn word_needs_one_report_and_a_file_to_go_to() {
    let refused = |arguments: &[&str]| {
        let output = run(arguments, "");
        assert_eq!(output.status.code(), Some(2));
        text(&output.stderr)
    };
    let clean = "static/samples/clean.html";
    assert!(refused(&["check", "--format", "docx-clean", clean]).contains("-o"));
    assert!(refused(&["check", "--format", "docx-clean", "-o", clean, clean]).contains("原文件"));
    assert!(refused(&["check", "--format", "docx-clean", "-o", "x.docx", clean, clean]).contains("一次只能一份"));
    assert!(refused(&["text", "-o", "x.docx", clean]).contains("只用于核对"));
    assert!(
        refused(&["check", "--format", "docx-comments", "-o", "x.docx", "tests/fixtures/files/several.zip"])
            .contains("压缩包")
    );
    assert!(refused(&["check", "--format", "docx-clean", "-o", "no/such/folder/x.docx", clean]).contains("无法写出"));
}
