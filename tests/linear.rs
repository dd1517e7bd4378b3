//! The time of every reader and every rule grows with the size of what it is given, not faster: told by ratios within
//! one run, of texts that are hard on what looks far behind or ahead.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod made;
#[path = "../src/read/doc/sample.rs"]
#[allow(dead_code, reason = "shared with the reader's own tests")]
mod sample;

use cpu_time::ThreadTime;
use made::{of_texts, ofd, old_workbook, pdf, workbook};
use nianbao::check::{Context, Environment, Settings};
use nianbao::document::Document;
use nianbao::prose::Prose;
use nianbao::read::{Content, Kind, Reading, encoding, read_file, read_text};
use nianbao::report::{Report, recognise};
use nianbao::rules;
use nianbao::write::docx;
use sample::{Sample, container};
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

/// How often the smallest input is told in each.
const TIMES: [usize; 4] = [1, 2, 4, 8];
/// So much more than its share may a larger one take, for caches and noise. What is quadratic takes eight times its share
/// of the largest.
const MOST: f64 = 2.5;
/// What is done sooner tells nothing.
const LEAST: Duration = Duration::from_millis(4);

/// The least time of `runs` runs of `work`.
fn least(runs: usize, work: &mut dyn FnMut()) -> Duration {
    let run = |work: &mut dyn FnMut()| {
        let started = ThreadTime::now();
        work();
        started.elapsed()
    };
    (0..runs).map(|_| run(work)).min().unwrap()
}

/// What grows faster than its input is named with its ratios. Ratios that are too large are measured again: another
/// program may have had the processor.
fn judge<T>(name: &str, inputs: &[T; 4], mut work: impl FnMut(&T), faults: &mut Vec<String>) {
    let mut ratios = [f64::MAX; 4];
    for runs in [1, 2, 4] {
        let mut time = |at: usize, runs: usize| least(runs, &mut || work(&inputs[at]));
        if time(3, runs) < LEAST {
            return;
        }
        // Times too short to be measured count as a tenth of a millisecond.
        let short = time(0, runs * 2).max(Duration::from_micros(100));
        for (at, ratio) in ratios.iter_mut().enumerate() {
            *ratio = ratio.min(time(at, runs).as_secs_f64() / short.as_secs_f64());
        }
        if ratios.iter().zip(TIMES).all(|(ratio, times)| *ratio < MOST * times as f64) {
            return;
        }
    }
    faults.push(format!("{name}: {ratios:.1?} times as long for {TIMES:?} times as much"));
}

/// Words and requirements of one's own.
const SETTINGS: &str =
    r#"{"words": ["按排 安排", "公开信息 公开政府信息"], "local": ["必写 一 收费", "可加行 表二 其他"]}"#;

/// A clean report with `body` as the text of its first section.
fn report(body: &str) -> Report {
    let clean = include_str!("samples/layouts/17-2021-tsv.txt");
    recognise(read_text(&clean.replacen("一、总体情况\n", &format!("一、总体情况\n\n{body}\n\n"), 1), Kind::Text))
}

/// Texts of many forms: a sentence or a piece, and how it is put together.
const PIECES: &[(&str, &str, &str)] = &[
    (
        "paragraphs",
        "2023年，收到政府信息公开申请35件，办结33件（含上年结转2件），公开信息120条，其中政务动态71条，占59.2%。",
        "\n\n",
    ),
    ("one paragraph", "收到申请35件，其中自然人30件，较2022年增长5.2%；发布信息218条，包括动态71条、公告147条。", ""),
    ("no full stop", "公开信息12条，发布公告3条，办理建议5件，回复来信7封，", ""),
    ("no mark at all", "公开政府信息12条发布公告3条未收到申请2022年办理5件", ""),
    ("letters alone", "政府信息公开工作", ""),
    ("figures alone", "12件", ""),
    ("parts", "公开信息100条、", ""),
    ("brackets that open", "公开（政府信息（3件，", ""),
    ("brackets that close", "公开）政府信息》3件，", ""),
    ("titles", "《政府信息公开条例》（国务院令第711号）、", ""),
    ("titles that open", "《政府信息公开条例", ""),
    ("quotes", "落实“三审三校”制度，", ""),
    ("ordinals", "一是加强领导；二是健全制度；三是强化督查；", ""),
    ("colons", "市教育局：公开信息5条；", ""),
    ("denials", "未收到申请，没有收费，无投诉，", ""),
    ("denial of a list", "未发生政府信息公开申请、", ""),
    ("dates", "2022年3月5日，截至2021年12月31日，", ""),
    ("long number", "1381234567", ""),
    ("mail", "a@b.c.", ""),
    ("doubled", "资金资金", ""),
    ("marks", "，。、；", ""),
    ("years", "2022年收到申请5件，2021年收到申请3件。", ""),
    ("shares", "占5.2%，同比增长3.1%，", ""),
    ("short lines", "公开信息5条", "\n\n"),
    ("ordinals as lines", "（一）主动公开\n\n1.公开信息。", "\n\n"),
];

#[test]
#[ignore = "by itself, when nothing else has the processor: make test runs it last"]
fn no_rule_takes_more_than_its_share() {
    /// Bytes of the smallest text.
    const SIZE: usize = 3_000;
    // With all that a rule may be asked to hold the text against.
    let environment = |previous: &Report| Environment {
        this_year: Some(2024),
        previous: Some(Arc::new(previous.clone())),
        settings: Settings::parse(SETTINGS).unwrap(),
    };
    let mut faults = Vec::new();
    for (name, piece, joint) in PIECES {
        let reports = TIMES.map(|times| report(&vec![*piece; SIZE * times / piece.len()].join(joint)));
        judge(&format!("{name}: prose"), &reports, |report| drop(black_box(Prose::of(report))), &mut faults);
        let environments = reports.each_ref().map(environment);
        let contexts = [0, 1, 2, 3].map(|at| Context::new(&reports[at], &environments[at]));
        for rule in rules::all() {
            let run = |context: &Context| {
                let mut findings = Vec::new();
                (rule.check)(context, &mut findings);
                black_box(findings);
            };
            judge(&format!("{name}: {}", rule.id), &contexts, run, &mut faults);
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// Table rows of every kind of text, and their sizes.
fn sources(rows: usize) -> Vec<(&'static str, Vec<u8>)> {
    let text = include_str!("samples/layouts/17-2021-tsv.txt");
    let row = "（一）予以公开\t1\t2\t3\t4\t5\t6\t21\n";
    let sentence = "2023年，收到政府信息公开申请35件，办结33件。";
    let html = |row: &str| format!("<h1>某局2023年政府信息公开工作年度报告</h1><table>{}</table>", row.repeat(rows));
    let rtf =
        format!("{{\\rtf1\\ansi {}}}", "\\pard\\intbl Text 12\\cell 3\\cell\\row\\pard plain text\\par ".repeat(rows));
    let csv = "规章,12,3,4\n".repeat(rows);
    let word = docx::clean(&report(&vec![sentence; rows].join("\n\n"))).unwrap();
    let cells = "<row><c t=\"inlineStr\"><is><t>规章</t></is></c><c><v>12</v></c><c><v>3</v></c></row>".repeat(rows);
    let words = |at: usize| format!("BT /F1 9 Tf 72 {} Td (Text of line {at} and 12 more) Tj ET\n", 830 - at % 800);
    let ruled = |at: usize| {
        format!("{} {} 40 9 re S BT /F1 9 Tf {0} {1} Td (1{at}) Tj ET\n", 40 + at % 12 * 40, 820 - at / 12 * 9)
    };
    let glyphs = |at: usize| {
        let place = format!("Boundary=\"20 {} 100 5\"", at % 280);
        format!(
            "<TextObject ID=\"{at}\" {place} Size=\"4\"><TextCode X=\"0\" Y=\"4\" DeltaX=\"4\">公开信息12条</TextCode></TextObject>"
        )
    };
    let all = |one: &dyn Fn(usize) -> String| (0..rows).map(one).collect::<String>();
    let mail = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n{}\r\n--b--\r\n",
        html("<tr><td>规章<td>1<td>2</tr>")
    );
    vec![
        ("text", format!("{text}{}", format!("{sentence}\n\n").repeat(rows)).into_bytes()),
        ("rows of text", format!("{text}{}", row.repeat(rows)).into_bytes()),
        ("Markdown", "| 规章 | 1 | 2 |\n|---|---|---|\n".repeat(rows).into_bytes()),
        ("html", html("<tr><td>规章<td>1<td colspan=2>2</tr>").into_bytes()),
        ("html with row spans", html("<tr><td rowspan=3>规章<td>1<td>2</tr>").into_bytes()),
        ("html, nested", format!("{}甲", "<div><b>".repeat(rows)).into_bytes()),
        ("html, unclosed", "<p><b>甲".repeat(rows).into_bytes()),
        ("rtf", rtf.into_bytes()),
        ("csv", csv.into_bytes()),
        ("docx", word),
        ("doc", Sample::new().text(&format!("{sentence}\r").repeat(rows), &[]).end(0, &[]).bytes()),
        ("xls", container(&[("/Workbook", &old_workbook(rows))])),
        ("xlsx", workbook(&format!("<worksheet><sheetData>{cells}</sheetData></worksheet>"))),
        ("pdf, words", pdf(1, &all(&words))),
        ("pdf, ruled", pdf(1, &all(&ruled))),
        ("pdf, pages", pdf(rows / 6, &(0..20).map(words).collect::<String>())),
        ("ofd", ofd(&all(&glyphs))),
        ("mht", mail.into_bytes()),
        ("zip", of_texts(&[("甲.txt", &format!("{text}{}", format!("{sentence}\n\n").repeat(rows)))])),
    ]
}

#[test]
#[ignore = "by itself, when nothing else has the processor: make test runs it last"]
fn no_reader_takes_more_than_its_share() {
    /// Rows of the smallest source.
    const ROWS: usize = 120;
    fn document(bytes: &[u8]) -> Document {
        match read_file(bytes, None, Reading::new(encoding::decode)) {
            Ok(Content::Document(document)) => document,
            Ok(Content::Page(html)) => read_text(&html, Kind::Html),
            Ok(Content::Files(files)) => document(&files[0].bytes),
            Err(error) => panic!("{}", error.0),
        }
    }
    let mut faults = Vec::new();
    let made = TIMES.map(|times| sources(ROWS * times));
    for (at, (name, _)) in made[0].iter().enumerate() {
        let files = made.each_ref().map(|sources| &sources[at].1);
        judge(&format!("{name}: read"), &files, |bytes| drop(black_box(document(bytes))), &mut faults);
        let documents = files.map(|bytes| document(bytes));
        let recognise = |document: &Document| drop(black_box(recognise(document.clone())));
        judge(&format!("{name}: recognised"), &documents, recognise, &mut faults);
    }
    assert!(faults.is_empty(), "{faults:#?}");
}
