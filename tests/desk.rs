//! Many reports at once: a thousand made-up ones, through the command and through the library.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "desk/generator.rs"]
mod generator;
#[allow(dead_code, reason = "shared with the measure of accuracy")]
#[path = "accuracy/layouts.rs"]
mod layouts;
#[allow(dead_code, reason = "shared with the measure of accuracy")]
#[path = "accuracy/model.rs"]
mod model;
#[allow(dead_code, reason = "shared with the measure of accuracy")]
#[path = "accuracy/random.rs"]
mod random;

use generator::{COUNTIES, Made, Whole, name};
use nianbao::desk::rollup::{Cause, Explanation};
use nianbao::desk::{Figures, Known, Source, pairing, rollup};
use nianbao::read::{Content, Reading, encoding, read_file};
use nianbao::report::{Report, recognise};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

/// All reports, in a folder of their own with some files that are none.
fn folder() -> &'static (PathBuf, Vec<Made>) {
    static FOLDER: OnceLock<(PathBuf, Vec<Made>)> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("desk");
        let _ = std::fs::remove_dir_all(&folder);
        let made = generator::all();
        for report in &made {
            write(&folder.join("年报").join(&report.path), &report.bytes);
        }
        for (path, bytes) in BROKEN {
            write(&folder.join("年报").join(path), bytes);
        }
        // What is no report and is not looked at in folders.
        for path in ["年报/说明.png", "年报/青禾县/2024/~$年报.docx", "年报/.git/a.txt", "年报/青禾县/.DS_Store"]
        {
            write(&folder.join(path), b"\x89PNG\r\n");
        }
        (folder, made)
    })
}

/// Files that cannot be read, spread among the others.
const BROKEN: [(&str, &[u8]); 4] = [
    ("云岭县/2024/坏的.docx", b"PK\x03\x04 cut off"),
    ("双桥县/2023/图片.pdf", b"\x89PNG\r\n"),
    ("松阳县/2024/空的.txt", b""),
    ("长滩县/2024/别的.doc", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 7]),
];

fn write(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("to make it");
    std::fs::write(path, bytes).expect("to write");
}

fn run(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command");
    child.stdin.take().expect("its input").write_all(input.as_bytes()).expect("to write");
    child.wait_with_output().expect("its output")
}

fn lines(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).expect("text");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn report(bytes: &[u8]) -> Report {
    match read_file(bytes, None, Reading::new(encoding::decode)) {
        Ok(Content::Document(document)) => recognise(document),
        other => panic!("{other:?}"),
    }
}

fn count(object: &Value, severity: &str) -> usize {
    object["findings"].as_array().expect("findings").iter().filter(|finding| finding["severity"] == severity).count()
}

#[test]
fn a_thousand_reports_by_the_command() {
    let (folder, made) = folder();
    let output = run(folder, &["check", "--format", "jsonl", "--copies", "年报"], "");
    assert_eq!(output.status.code(), Some(2), "some files could not be read");
    let mut objects = lines(&output);
    let copies = objects.pop().expect("the pairs");
    // In the order of the folder, the broken ones in between.
    let files: Vec<&str> = objects.iter().map(|object| object["file"].as_str().expect("a file")).collect();
    let mut expected: Vec<PathBuf> =
        made.iter().map(|made| made.path.as_str()).map(|path| Path::new("年报").join(path)).collect();
    expected.extend(BROKEN.map(|(path, _)| Path::new("年报").join(path)));
    expected.sort();
    assert_eq!(files, expected.iter().map(|path| path.to_str().expect("a name")).collect::<Vec<_>>());
    let unreadable =
        objects.iter().filter(|object| object["unreadable"].is_string()).filter_map(|object| object["file"].as_str());
    let mut broken: Vec<String> = BROKEN.map(|(path, _)| format!("年报/{path}")).to_vec();
    broken.sort();
    assert_eq!(unreadable.collect::<Vec<_>>(), broken);
    // Faults where they were made, and nowhere else.
    let by_file: BTreeMap<&str, &Value> = files.iter().copied().zip(&objects).collect();
    let mut faults = Vec::new();
    for made in made {
        let object = by_file[format!("年报/{}", made.path).as_str()];
        let name = made
            .organ
            .map_or_else(|| format!("{}人民政府", COUNTIES[made.county]), |organ| name(made.county, organ, made.year));
        assert_eq!((&object["organ"], &object["year"]), (&Value::from(name), &Value::from(made.year)), "{}", made.path);
        let (errors, warnings) = (count(object, "error"), count(object, "warning"));
        match made.spoilt {
            None if errors + warnings > 0 => faults.push(format!("{}: {}", made.path, object["findings"])),
            None => {}
            Some(cell) => {
                let findings = object["findings"].as_array().expect("findings");
                let first = findings.iter().find(|finding| finding["severity"] == "error").expect("the fault");
                let place = &first["places"][0];
                assert_eq!((&place["row"], &place["column"]), (&cell.row.id().into(), &cell.column.id().into()));
            }
        }
    }
    assert!(faults.is_empty(), "{} sound reports with findings: {}", faults.len(), faults[0]);
    let spoilt = made.iter().filter(|made| made.spoilt.is_some()).count();
    assert_eq!(
        objects.iter().filter(|object| object["unreadable"].is_null() && count(object, "error") > 0).count(),
        spoilt
    );
    // The copies, each once.
    let pairs: BTreeSet<(String, String)> = copies["copies"]
        .as_array()
        .expect("pairs")
        .iter()
        .map(|pair| {
            let mut both = [&pair["this"], &pair["other"]].map(|file| file.as_str().expect("a file").to_owned());
            both.sort();
            let [first, second] = both;
            (first, second)
        })
        .collect();
    let expected: BTreeSet<(String, String)> = made
        .iter()
        .filter_map(|made| {
            let mut both = [&made.path, made.copied.as_ref()?].map(|path| format!("年报/{path}"));
            both.sort();
            let [first, second] = both;
            Some((first, second))
        })
        .collect();
    assert_eq!(pairs, expected);
    assert_eq!(copies["copies"].as_array().expect("pairs").len(), expected.len());
}

#[test]
fn years_of_a_thousand_reports() {
    let (_, made) = folder();
    // Of two counties' files only, read in full; the pairing itself is of all.
    let known: Vec<Known> =
        made.iter()
            .map(|made| match (made.county, made.organ) {
                (0 | 1, _) => Known::of(&made.path, &report(&made.bytes)),
                (county, organ) => Known {
                    file: made.path.clone(),
                    organ: Some(organ.map_or_else(
                        || format!("{}人民政府", COUNTIES[county]),
                        |organ| name(county, organ, made.year),
                    )),
                    year: Some(made.year),
                    hash: 0,
                },
            })
            .collect();
    let pairing = pairing::pair(&known);
    assert_eq!(pairing.groups.len(), 510);
    for (at, made) in made.iter().enumerate() {
        let expected = (made.organ.is_some() && made.year == 2024).then(|| at as u32 - 1);
        assert_eq!(pairing.previous[at], expected, "{}", made.path);
    }
}

#[test]
fn parts_add_up_to_their_wholes() {
    let (_, made) = folder();
    for (county, county_name) in COUNTIES.into_iter().enumerate() {
        let of_county = made.iter().filter(|made| made.county == county && made.year == 2024);
        let (wholes, parts): (Vec<&Made>, Vec<&Made>) = of_county.partition(|made| made.organ.is_none());
        let figures: Vec<Figures> = parts.iter().map(|made| Figures::of(&report(&made.bytes))).collect();
        let names: Vec<String> = parts.iter().map(|made| name(county, made.organ.expect("an organ"), 2024)).collect();
        let source = |figures, organ| Source {
            file: "",
            organ: Some(organ),
            year: Some(2024),
            edition: None,
            figures,
            unreadable: false,
        };
        let sources: Vec<Source> = figures.iter().zip(&names).map(|(figures, name)| source(figures, name)).collect();
        let whole = Figures::of(&report(&wholes[0].bytes));
        let whole = source(&whole, county_name);
        let rollup = rollup::add_up(whole, &sources);
        let remarks = rollup.remarks(&whole, &sources);
        let differing: Vec<_> = rollup.differing().map(|sum| sum.cell).collect();
        assert_eq!((rollup.added, rollup.cells.len()), (50, 200));
        match Whole::of(county) {
            Whole::LeftOut(organ) => {
                assert_eq!(rollup.explanation, Some(Explanation::LeftOut(organ as u32)));
                assert!(remarks.len() == 1 && remarks[0].message.contains(&names[organ]), "{remarks:?}");
            }
            Whole::Twice(organ) => {
                assert_eq!(rollup.explanation, Some(Explanation::Twice(organ as u32)));
                assert!(remarks.len() == 1 && remarks[0].message.contains(&names[organ]), "{remarks:?}");
            }
            Whole::Cell(cell, more) => {
                assert_eq!(differing, [cell]);
                let sum = rollup.differing().next().expect("the cell");
                assert_eq!(sum.difference().map(|number| number.to_string()), Some(more.to_string()));
                assert_eq!(sum.cause, Some(Cause::Whole), "the county's own arithmetic fails there");
            }
            Whole::Right => {
                let mut spoilt: Vec<_> = parts.iter().filter_map(|made| made.spoilt).collect();
                spoilt.sort();
                assert_eq!(spoilt.is_empty(), county < 5);
                assert_eq!(differing, spoilt, "{county_name}");
                for sum in rollup.differing() {
                    let part = parts.iter().position(|made| made.spoilt == Some(sum.cell)).expect("the part");
                    assert!(matches!(sum.cause, Some(Cause::Part(at, _)) if at as usize == part), "{sum:?}");
                }
                assert_eq!(remarks.len(), differing.len());
            }
        }
    }
}

#[test]
fn adding_up_by_the_command() {
    let (folder, made) = folder();
    let whole = "年报/汇总/云岭县.html";
    let output = run(folder, &["check", "--format", "jsonl", "--rollup", whole, "年报/云岭县/2024/*.*"], "");
    assert_eq!(output.status.code(), Some(2), "a part could not be read");
    let objects = lines(&output);
    assert_eq!((objects.len(), &objects[0]["file"]), (52, &whole.into()));
    let found: Vec<&Value> = objects[0]["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter(|finding| finding["rule"].as_str().is_some_and(|rule| rule.starts_with("rollup-")))
        .collect();
    let rules: Vec<&str> = found.iter().map(|finding| finding["rule"].as_str().expect("a rule")).collect();
    assert_eq!(rules, ["rollup-left-out", "rollup-unreadable"]);
    let left_out = made.iter().find(|made| (made.county, made.organ, made.year) == (1, Some(17), 2024)).expect("it");
    let places = found[0]["places"].as_array().expect("places");
    assert_eq!(places[0]["report"], "this");
    assert!(places[0]["block"].is_u64() && places[0]["quote"].is_string(), "{}", places[0]);
    assert_eq!(places.last().expect("the part")["report"], format!("年报/{}", left_out.path));
    let sums = &objects[0]["rollup"];
    assert_eq!((sums["added"].as_u64(), sums["parts"].as_array().map(Vec::len)), (Some(50), Some(51)));
    // For people.
    let output = run(folder, &["check", "--rollup", "年报/汇总/青禾县.html", "年报/青禾县/2024"], "");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("汇总核对：50 份报告相加") && text.contains("比较了 200 个数，0 个不符。"), "{text}");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn figures_as_a_long_table() {
    let (folder, made) = folder();
    let output = run(folder, &["figures", "年报/石泉县/2024"], "");
    assert_eq!(output.status.code(), Some(0));
    let file = folder.join("长表.csv");
    let status = run(folder, &["figures", "-o", file.to_str().expect("a name"), "年报/石泉县/2024"], "").status;
    assert_eq!((status.code(), std::fs::read(&file).expect("the table") == output.stdout), (Some(0), true));
    let mut reader = csv::Reader::from_reader(&output.stdout[3..]);
    let mut read: BTreeMap<(String, String, String, String), String> = BTreeMap::new();
    for record in reader.records() {
        let record = record.expect("a record");
        let cell = |at: usize| record[at].to_owned();
        read.insert((cell(0), cell(4), cell(5), cell(6)), cell(7));
    }
    assert_eq!(read.len(), 50 * 200);
    let county = 5;
    for made in made.iter().filter(|made| made.county == county && made.year == 2024 && made.organ.is_some()) {
        for (cell, figure) in &made.figures {
            let key = (
                format!("年报/{}", made.path),
                cell.table().id().to_owned(),
                cell.row.id().to_owned(),
                cell.column.id().to_owned(),
            );
            let figure = figure + if made.spoilt == Some(*cell) { 9 } else { 0 };
            assert_eq!(read.get(&key), Some(&figure.to_string()), "{key:?}");
        }
    }
    let output = run(folder, &["figures", "--format", "jsonl", "年报/石泉县/2024", "年报/说明.png"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("年报/说明.png：这是图片"));
    assert_eq!(lines(&output).len(), 50 * 200);
}

#[test]
fn names_from_a_list() {
    let (folder, made) = folder();
    let paths: Vec<String> = made[..3].iter().map(|made| format!("年报/{}", made.path)).collect();
    for list in [paths.join("\n") + "\n", paths.join("\0")] {
        let output = run(folder, &["check", "--format", "jsonl", "--files-from", "-"], &list);
        let files: Vec<Value> = lines(&output).into_iter().map(|object| object["file"].clone()).collect();
        assert_eq!(files, paths);
    }
    // One array, the same as its objects one by one.
    let output = run(folder, &["check", "--format", "json", &paths[0], "不存在/*.docx", &paths[1]], "");
    let all: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(serde_json::to_string_pretty(&all).expect("JSON") + "\n", String::from_utf8_lossy(&output.stdout));
    assert_eq!(all.as_array().map(Vec::len), Some(3));
    assert_eq!(all[1]["unreadable"], "没有找到符合的文件，请核对文件名的写法。");
}

/// A district's report. The figures of 2023 are those of a published one, with its totals mended; of the documents in
/// force there were 5, and 3 were issued in 2024.
fn district(organ: &str, year: i32, changes: &[(&str, &str, i64)]) -> String {
    let cells: &[(&str, &str, i64)] = match year {
        2023 => &[
            ("normative_documents", "repealed", 5),
            ("normative_documents", "in_force", 5),
            ("licensing", "decisions", 550),
            ("penalties", "decisions", 4119),
            ("compulsory_measures", "decisions", 195),
            ("fees", "amount", 7730),
            ("1", "natural_person", 21),
            ("3.2", "natural_person", 4),
            ("3.3.1", "natural_person", 1),
            ("3.3.6", "natural_person", 1),
            ("3.3.7", "natural_person", 1),
            ("3.4.1", "natural_person", 10),
            ("3.4.2", "natural_person", 3),
            ("3.5.1", "natural_person", 1),
            ("3.7", "natural_person", 21),
        ],
        _ => &[
            ("normative_documents", "issued", 3),
            ("normative_documents", "in_force", 8),
            ("licensing", "decisions", 611),
            ("penalties", "decisions", 3987),
            ("compulsory_measures", "decisions", 203),
            ("fees", "amount", 7512),
            ("1", "natural_person", 26),
            ("3.1", "natural_person", 9),
            ("3.2", "natural_person", 6),
            ("3.4.1", "natural_person", 11),
            ("3.7", "natural_person", 26),
        ],
    };
    let mut figures = BTreeMap::new();
    for &(row, column, figure) in cells.iter().chain(changes) {
        let cell = |column| model::cell_name(nianbao::standard::Edition::E2021, row, column).expect("a cell");
        figures.insert(cell(column), figure);
        if column == "natural_person" {
            figures.insert(cell("total"), figure);
        }
    }
    layouts::Layout::Html.write(&generator::model(organ, year, &figures, (0, 90, year)))
}

#[test]
fn two_years_of_a_district() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("district");
    let _ = std::fs::remove_dir_all(&folder);
    let put = |path: &str, text: &str| write(&folder.join(path), text.as_bytes());
    // Last year's folder also holds other organs, another year, and what cannot be read.
    put("上年/湖东区年报.html", &district("湖东区人民政府", 2023, &[]));
    put("上年/湖东区旧.html", &district("湖东区人民政府", 2022, &[("normative_documents", "in_force", 2)]));
    put("上年/财政局.html", &district("湖东区财政局", 2023, &[("normative_documents", "in_force", 1)]));
    put("上年/坏的.docx", "PK\u{3}\u{4}");
    let organ = "泽安市湖东区人民政府";
    put("本年/1.html", &district(organ, 2024, &[]));
    put("本年/2.html", &district(organ, 2024, &[("normative_documents", "in_force", 9)]));
    let carried = [("2", "natural_person", 2), ("3.1", "natural_person", 11), ("3.7", "natural_person", 28)];
    put("本年/3.html", &district(organ, 2024, &carried));
    put("本年/4.html", &district("湖西区人民政府", 2024, &[("normative_documents", "in_force", 9)]));
    let output = run(&folder, &["check", "--format", "jsonl", "--previous-dir", "上年", "本年"], "");
    assert!(String::from_utf8_lossy(&output.stderr).contains("上年/坏的.docx"), "it is told what was not read");
    let found: Vec<Vec<(String, String)>> = lines(&output)
        .iter()
        .map(|object| {
            let findings = object["findings"].as_array().expect("findings").iter();
            let text = |finding: &Value, key: &str| finding[key].as_str().expect("text").to_owned();
            let findings = findings.map(|finding| (text(finding, "rule"), text(finding, "message")));
            findings.filter(|(rule, _)| rule.starts_with("previous-")).collect()
        })
        .collect();
    assert_eq!(found[0], [], "5 and 3 are 8");
    assert_eq!(found[1].len(), 1, "{:?}", found[1]);
    assert_eq!(found[1][0].0, "previous-in-force");
    assert!(
        found[1][0].1.contains("上年报告现行有效 5＋本年制发 3－本年废止 0＝8，本年现行有效填 9，多 1"),
        "{:?}",
        found[1]
    );
    assert!(found[2].iter().any(|(rule, _)| rule == "previous-carried-over"), "{:?}", found[2]);
    assert_eq!(found[3], [], "another organ: nothing to hold it against");
    // Which of last year's files it is, a list for tools does not know, and names none.
    let output = run(&folder, &["check", "--format", "sarif", "--previous-dir", "上年", "本年/2.html"], "");
    let log = String::from_utf8_lossy(&output.stdout);
    assert!(log.contains("previous-in-force") && !log.contains("\"uri\": \"\""), "{log}");
    let output = run(&folder, &["check", "--previous-dir", "去年", "本年"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("找不到上年报告的文件夹“去年”"));
}
