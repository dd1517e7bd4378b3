//! Properties of reading and checking, over made-up input.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on fails")]

use nianbao::check::{Environment, Outcome, Whose, check};
use nianbao::document::Document;
use nianbao::read::{Content, Kind, Reading, encoding, read_file, read_text};
use nianbao::report::recognise;
use nianbao::rules;
use nianbao::write::listing::Listing;
use nianbao::write::{csv, docx, json, plain_list, print, sarif, xlsx};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::sync::LazyLock;

/// Rules outside that family that are about widths.
const FORMS: [&str; 2] = ["figure-form", "ordinal-style"];

/// The family 用词用字.
static WORDING: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let family = rules::FAMILIES.iter().find(|(name, _)| *name == "用词用字").expect("the family");
    family.1.iter().map(|rule| rule.id).collect()
});

fn checked(text: &str, kind: Kind) -> Outcome {
    check(recognise(read_text(text, kind)), &Environment::default())
}

/// Every place lies in its block, on character boundaries; every fix has its place; the findings come in the order in
/// which one reads.
fn is_sound(outcome: &Outcome) {
    let document = &outcome.report.document;
    let places = outcome.findings.iter().filter_map(|finding| finding.places.first()?.span);
    assert!(places.is_sorted_by_key(|span| (span.block, span.start)));
    for finding in &outcome.findings {
        assert!(!finding.message.is_empty() && !finding.places.is_empty(), "{finding:#?}");
        assert!(finding.places[0].report == Whose::This, "{finding:#?}");
        for place in &finding.places {
            let document = &outcome.report_of(place).expect("the report of a place").document;
            let is_there = |span: nianbao::text::Span| document.text(span.block).get(span.range()).is_some();
            assert!(place.span.is_none_or(is_there), "{finding:#?}");
        }
        if let Some(fix) = &finding.fix {
            assert!(finding.places[fix.place].span.is_some(), "{finding:#?}");
        }
    }
    for reading in outcome.report.tables.iter().flatten().flat_map(|table| table.cells.values()) {
        assert!(document.text(reading.span.block).get(reading.span.range()).is_some());
    }
    let _ = json::report("", outcome);
}

/// Words of the form and what comes between them, so that made-up text gets into the recogniser.
fn piece() -> impl Strategy<Value = String> {
    let words = [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
        "某局2023年政府信息公开工作年度报告",
        "第二十条第（一）项",
        "信息内容",
        "规章",
        "行政规范性文件",
        "行政许可",
        "政府集中采购",
        "本年制发件数",
        "现行有效件数",
        "申请人情况",
        "自然人",
        "总计",
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "三、本年度办理结果",
        "（一）予以公开",
        "（三）不予公开",
        "1.属于国家秘密",
        "3.其他",
        "（七）总计",
        "四、结转下年度继续办理",
        "行政复议",
        "未经复议直接起诉",
        "结果维持",
        "尚未审结",
        "\t",
        "|",
        " | ",
        "\n",
        "\n\n",
        "---",
        "0",
        "12",
        "0000000",
        "/",
        "—",
        "无",
        "124件",
        "１２",
        "1,234",
        "-2",
        "。",
        "（",
        "）",
        "(四)",
        "# ",
        "- ",
        "<td>",
        "<table>",
        "</tr>",
        "&nbsp;",
        "\u{200b}",
        "\u{a0}",
        "⾏",
        "😀",
        "一是甲；二是乙；四是丁",
        "— 3 —",
        "\\.",
        "**",
    ];
    prop_oneof![
        8 => proptest::sample::select(words.to_vec()).prop_map(str::to_owned),
        1 => "[ -~]{0,8}",
        1 => "\\PC{0,6}",
    ]
}

/// The same cases every time, so that a change is judged by itself; `NIANBAO_CASES=20000 NIANBAO_SEED=7` looks further.
fn config() -> ProptestConfig {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse().ok());
    ProptestConfig {
        cases: number("NIANBAO_CASES").unwrap_or(256) as u32,
        rng_seed: RngSeed::Fixed(number("NIANBAO_SEED").unwrap_or(1)),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// The samples that white space and widths are varied in: their documents.
static DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(|| {
    let html = [include_str!("../static/samples/faulty.html"), include_str!("samples/web-page.html")];
    let text = [
        include_str!("samples/city-2024.md"),
        include_str!("samples/torn-2024.md"),
        include_str!("samples/layouts/17-2021-tsv.txt"),
    ];
    let html = html.into_iter().map(|text| read_text(text, Kind::Html));
    html.chain(text.into_iter().map(|text| read_text(text, Kind::Text))).collect()
});

/// `text` as another hand or another program would have set it: about one in sixteen of its marks and figures in the
/// other width, white space around it. `bits` decides.
fn varied(text: &str, bits: &mut impl Iterator<Item = u8>) -> String {
    const PAIRS: &str = "（(）)：:；;？?！!％%";
    let mut chosen = |one_in: u8| bits.next().unwrap_or(255).is_multiple_of(one_in);
    let mut out = String::new();
    for space in ["\u{3000}", " ", "\u{a0}", "\t"] {
        if chosen(32) {
            out.push_str(space);
        }
    }
    let mut before = ' ';
    for character in text.chars() {
        // Many set figures apart from the characters around them.
        if before.is_ascii_digit() != character.is_ascii_digit()
            && (before > '\u{2fff}') != (character > '\u{2fff}')
            && chosen(16)
        {
            out.push(' ');
        }
        before = character;
        let other = match character {
            '0'..='9' => char::from_u32(character as u32 - 0x30 + 0xFF10),
            _ => PAIRS.chars().position(|mark| mark == character).and_then(|at| PAIRS.chars().nth(at ^ 1)),
        };
        out.push(other.filter(|_| chosen(16)).unwrap_or(character));
    }
    if chosen(8) {
        out.push('\u{3000}');
    }
    out
}

/// What was found, without wording: the rule, and where its places are.
fn found(document: Document) -> Vec<(String, Vec<Option<u32>>)> {
    let findings = check(recognise(document), &Environment::default()).findings;
    let place = |place: &nianbao::check::Place| place.span.map(|span| span.block);
    let findings =
        findings.into_iter().filter(|finding| !WORDING.contains(&&*finding.rule) && !FORMS.contains(&&*finding.rule));
    findings.map(|finding| (finding.rule.to_string(), finding.places.iter().map(place).collect())).collect()
}

proptest! {
    #![proptest_config(config())]

    /// White space and full or half width change nothing but what is found about the wording.
    #[test]
    fn width_and_white_space_change_nothing_but_wording(which in 0usize..5, bits in prop::collection::vec(any::<u8>(), 4000)) {
        let document = &DOCUMENTS[which];
        let mut bits = bits.into_iter().cycle();
        let texts: Vec<(u32, String)> = (0u32..).zip(&document.blocks).map(|(block, text)| (block, varied(text, &mut bits))).collect();
        let other = document.with_texts(texts.iter().map(|(block, text)| (*block, &**text)));
        prop_assert_eq!(found(other), found(document.clone()));
    }

    #[test]
    fn any_text_is_read_and_checked(pieces in prop::collection::vec(piece(), 0..120)) {
        let text = pieces.concat();
        for kind in [Kind::Text, Kind::Html] {
            is_sound(&checked(&text, kind));
        }
    }

    /// Tables of any shape, with cells that span what is not there and each other.
    #[test]
    fn any_table_is_read_and_checked(
        rows in prop::collection::vec(prop::collection::vec((piece(), 0u32..9, 0u32..12), 0..14), 0..40),
        before in piece(),
    ) {
        let cell = |(text, rows, columns): &(String, u32, u32)| format!("<td rowspan={rows} colspan={columns}>{text}</td>");
        let row = |row: &Vec<(String, u32, u32)>| format!("<tr>{}</tr>", row.iter().map(cell).collect::<String>());
        let html = format!("<p>{before}</p><table>{}</table>", rows.iter().map(row).collect::<String>());
        let outcome = checked(&html, Kind::Html);
        is_sound(&outcome);
        // Taken home and read again they are tables still.
        let again = read_file(&docx::clean(&outcome.report).expect("a Word file"), None, Reading::new(encoding::decode));
        let Ok(Content::Document(document)) = again else { panic!("it is not read again") };
        is_sound(&check(recognise(document), &Environment::default()));
    }

    /// Whatever is read is written in every form, and what can be read of these is read again.
    #[test]
    fn any_text_is_taken_home(pieces in prop::collection::vec(piece(), 1..80), name in "\\PC{0,12}") {
        let outcome = checked(&pieces.concat(), Kind::Text);
        let number = |index| index + 1;
        let listing = Listing::new(&name, &outcome, number);
        let list = csv::list(std::slice::from_ref(&listing));
        prop_assert!(list.split(|&byte| byte == b'\n').count() > outcome.findings.len());
        prop_assert!(xlsx::list(&[listing]).expect("a workbook").starts_with(b"PK"));
        prop_assert!(outcome.findings.is_empty() || !plain_list::list(&outcome, number).is_empty());
        prop_assert_eq!(json::report(&name, &outcome)["findings"].as_array().map(Vec::len), Some(outcome.findings.len()));
        if !outcome.report.document.blocks.is_empty() {
            let word = docx::commented(&[], &outcome, Some("2026-01-31T09:00:00Z")).expect("a Word file");
            prop_assert!(matches!(read_file(&word, None, Reading::new(encoding::decode)), Ok(Content::Document(_)) | Err(_)));
        }
        let findings = outcome.findings.len();
        let file = [(name, Ok(outcome))];
        prop_assert_eq!(sarif::log(&file, None)["runs"][0]["results"].as_array().map(Vec::len), Some(findings));
        prop_assert!(print::page(&file).ends_with("</html>\n"));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(Content::Document(document)) = read_file(&bytes, None, Reading::new(encoding::decode)) {
            is_sound(&check(recognise(document), &Environment::default()));
        }
    }

    #[test]
    fn checking_twice_gives_the_same(pieces in prop::collection::vec(piece(), 0..60)) {
        let text = pieces.concat();
        prop_assert_eq!(checked(&text, Kind::Text), checked(&text, Kind::Text));
    }

    /// Last year's report may be anything; both are quoted from themselves.
    #[test]
    fn any_text_is_held_against_any_other(
        pieces in prop::collection::vec(piece(), 0..120),
        others in prop::collection::vec(piece(), 0..120),
        clean in any::<(bool, bool)>(),
    ) {
        let clean_report = include_str!("samples/layouts/17-2021-tsv.txt");
        let text = |pieces: Vec<String>, clean: bool| if clean { clean_report.to_owned() + &pieces.concat() } else { pieces.concat() };
        let last = text(others, clean.1).replace("2023", "2022").replace("2024", "2023");
        let previous = Some(std::sync::Arc::new(recognise(read_text(&last, Kind::Text))));
        let report = recognise(read_text(&text(pieces, clean.0), Kind::Text));
        is_sound(&check(report, &Environment { previous, ..Environment::default() }));
    }

    /// A copy of a clean report in which one cell of 表三 is another number: the cell is named, and its fix is right.
    #[test]
    fn a_wrong_cell_is_named_and_its_fix_leaves_no_finding(row in 0usize..24, column in 0usize..7, more in 1i64..400) {
        let clean = include_str!("samples/layouts/17-2021-tsv.txt");
        let rows: Vec<usize> = clean
            .lines()
            .enumerate()
            .filter(|(_, line)| line.split('\t').rev().take(7).filter(|cell| cell.trim().parse::<i64>().is_ok()).count() == 7 && line.split('\t').count() == 10)
            .map(|(at, _)| at)
            .collect();
        let at = rows[row % rows.len()];
        let mut lines: Vec<String> = clean.lines().map(str::to_owned).collect();
        let mut cells: Vec<String> = lines[at].split('\t').map(str::to_owned).collect();
        let right = cells[3 + column].trim().to_owned();
        cells[3 + column] = (right.parse::<i64>().unwrap_or(0) + more).to_string();
        lines[at] = cells.join("\t");
        let outcome = checked(&lines.join("\n"), Kind::Text);
        let named: Vec<_> = outcome.findings.iter().filter_map(|finding| finding.fix.as_ref()).map(|fix| fix.replace.clone()).collect();
        prop_assert_eq!(named, vec![right]);
    }
}
