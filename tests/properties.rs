//! Properties of reading and checking, over made-up input.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on fails")]

use nianbao::check::{Environment, Outcome, Whose, check};
use nianbao::read::{Content, Kind, Reading, encoding, read_file, read_text};
use nianbao::report::recognise;
use nianbao::write::json;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

fn checked(text: &str, kind: Kind) -> Outcome {
    check(recognise(read_text(text, kind)), &Environment::default())
}

/// Every place lies in its block, on character boundaries; every fix has its place.
fn is_sound(outcome: &Outcome) {
    let document = &outcome.report.document;
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

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_text_is_read_and_checked(pieces in prop::collection::vec(piece(), 0..120)) {
        let text = pieces.concat();
        for kind in [Kind::Text, Kind::Html] {
            is_sound(&checked(&text, kind));
        }
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
