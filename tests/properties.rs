//! Properties of reading and checking, over made-up input.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod made;

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
    judged(read_text(text, kind))
}

fn judged(document: Document) -> Outcome {
    check(recognise(document), &Environment::default())
}

/// The report with these fixes made, checked again.
fn fixed(outcome: &Outcome, findings: impl IntoIterator<Item = usize>) -> Outcome {
    let texts = outcome.corrected(findings);
    judged(outcome.report.document.with_texts(texts.iter().map(|(&block, text)| (block, text.as_str()))))
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
        "收到政府信息公开申请3，119件,",
        "“公开”",
        "EMS",
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

/// What begins a piece of a file and what ends it.
type Tag = (&'static str, &'static str);

/// Pieces within pieces, and text where none is.
fn tree(tags: &'static [Tag], text: fn(String) -> String) -> impl Strategy<Value = String> {
    let within = move |inner| {
        let children = prop::collection::vec(inner, 0..8);
        (proptest::sample::select(tags), children)
            .prop_map(|((open, close), inner)| format!("{open}{}{close}", inner.concat()))
    };
    let one = piece().prop_map(text).prop_recursive(6, 60, 8, within);
    prop::collection::vec(one, 0..20).prop_map(|all| all.concat())
}

fn escaped(text: String) -> String {
    let is_held = |character: &char| matches!(character, '\t' | '\n' | ' '..);
    text.replace('&', "&amp;").replace('<', "&lt;").chars().filter(is_held).collect()
}

/// Text of RTF, whose characters are numbers.
fn in_numbers(text: String) -> String {
    text.encode_utf16().map(|unit| format!("\\u{}?", unit as i16)).collect()
}

const WORD: &[Tag] = &[
    ("<w:p><w:r><w:t>", "</w:t></w:r></w:p>"),
    ("<w:p><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>", "</w:p>"),
    ("<w:p>", "</w:p>"),
    ("<w:r><w:t>", "</w:t></w:r>"),
    ("<w:ins><w:r><w:t>", "</w:t></w:r></w:ins>"),
    ("<w:del><w:r><w:delText>", "</w:delText></w:r></w:del>"),
    ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
    ("<w:tbl>", "</w:tbl>"),
    ("<w:tr>", "</w:tr>"),
    ("<w:tc>", "</w:tc>"),
    ("<w:tc><w:tcPr><w:gridSpan w:val=\"3\"/><w:vMerge w:val=\"restart\"/></w:tcPr>", "</w:tc>"),
    ("<w:tc><w:tcPr><w:vMerge/></w:tcPr>", "</w:tc>"),
    ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    ("<w:hyperlink>", "</w:hyperlink>"),
    ("<w:r><w:br/><w:tab/><w:footnoteReference w:id=\"2\"/>", "</w:r>"),
];
const SHEET: &[Tag] = &[
    ("<row>", "</row>"),
    ("<row r=\"7\" hidden=\"1\">", "</row>"),
    ("<c t=\"inlineStr\"><is><t>", "</t></is></c>"),
    ("<c r=\"XFD3\"><v>", "</v></c>"),
    ("<c r=\"B2\" t=\"s\"><v>", "</v></c>"),
    ("<c><f>1+1</f><v>", "</v></c>"),
];
const PAGE: &[Tag] = &[
    (
        "<TextObject ID=\"1\" Boundary=\"20 30 100 5\" Size=\"4\"><TextCode X=\"0\" Y=\"4\" DeltaX=\"g 9 4\">",
        "</TextCode></TextObject>",
    ),
    (
        "<TextObject ID=\"2\" Boundary=\"-1 1e9 NaN 5\" CTM=\"0 1 -1 0 0 0\" Size=\"0\"><TextCode>",
        "</TextCode></TextObject>",
    ),
    ("<PathObject Boundary=\"20 30 100 5\"><AbbreviatedData>M 0 0 L 100 0 B 1", "</AbbreviatedData></PathObject>"),
    ("<PageBlock>", "</PageBlock>"),
];
const HTML: &[Tag] = &[
    ("<p>", "</p>"),
    ("<div hidden>", "</div>"),
    ("<h2>", "</h2>"),
    ("<table>", "</table>"),
    ("<table><tr><td>", "</table>"),
    ("<tr>", ""),
    ("<td rowspan=3>", ""),
    ("<td colspan=4>", "</td>"),
    ("<ul><li>", "</ul>"),
    ("<pre>", "</pre>"),
    ("<script>", "</script>"),
    ("<svg><foreignObject>", "</svg>"),
    ("<template>", "</template>"),
];
const RTF: &[Tag] = &[
    ("{", "}"),
    ("{\\b ", "}"),
    ("\\pard\\intbl ", "\\cell\\row "),
    ("\\trowd\\cellx900\\clvmgf\\cellx2000 ", "\\cell"),
    ("{\\*\\unknown ", "}"),
    ("{\\field{\\*\\fldinst PAGE}{\\fldrslt ", "}}"),
    ("{\\footnote ", "}"),
    ("\\bin3 ", "\\'b9\\'ab"),
    ("\\uc2\\u20844", "\\par "),
];
/// What is drawn on a page of PDF. That one stands within another is a fault of the page as others are.
const DRAWN: &[Tag] = &[
    ("BT /F1 9 Tf 72 700 Td (", ") Tj ET\n"),
    ("BT /F1 1e9 Tf [(", ") -300 (b)] TJ T* ET\n"),
    ("q 0 1 -1 0 40 40 cm ", " Q\n"),
    ("72 700 m 300 700 l S 40 40 200 9 re f\n", ""),
    ("BI /W 1 /H 1 ID ", " EI\n"),
    ("/X <</A[1 0 R]>> BDC ", " EMC /Y Do\n"),
];

/// A file of any kind, sound as such but for what is in it.
fn file() -> impl Strategy<Value = (Option<Kind>, Vec<u8>)> {
    let of = |kind, bytes: Vec<u8>| (Some(kind), bytes);
    let word = tree(WORD, escaped).prop_map(move |body| of(Kind::Package, made::word(&body)));
    let sheet = |rows: String| {
        format!(
            "<worksheet><sheetData>{rows}</sheetData><mergeCells><mergeCell ref=\"A1:C3\"/><mergeCell ref=\"XFD9:A1\"/></mergeCells></worksheet>"
        )
    };
    let sheet = tree(SHEET, escaped).prop_map(move |rows| of(Kind::Package, made::workbook(&sheet(rows))));
    let page = tree(PAGE, escaped).prop_map(move |content| of(Kind::Package, made::ofd(&content)));
    let rtf =
        tree(RTF, in_numbers).prop_map(move |text| of(Kind::Rtf, format!("{{\\rtf1\\ansi {text}}}").into_bytes()));
    let mail = |html: String| {
        format!(
            "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n{html}\r\n--b--\r\n"
        )
    };
    let saved = tree(HTML, escaped).prop_map(move |html| of(Kind::Mhtml, mail(html).into_bytes()));
    let html = tree(HTML, escaped).prop_map(move |html| of(Kind::Html, html.into_bytes()));
    let cells = prop::collection::vec(
        prop_oneof![piece(), proptest::sample::select(vec![",", "\"", "\r\n"]).prop_map(str::to_owned)],
        0..120,
    );
    let csv = cells.prop_map(move |cells| of(Kind::Csv, cells.concat().into_bytes()));
    let pdf =
        (0usize..4, tree(DRAWN, in_numbers)).prop_map(move |(pages, drawn)| of(Kind::Pdf, made::pdf(pages, &drawn)));
    let files = prop::collection::vec(("\\PC{0,9}", piece()), 0..5);
    let archive = files.prop_map(move |files| {
        let files: Vec<(String, String)> =
            files.into_iter().enumerate().map(|(at, (name, text))| (format!("{name}{at}.txt"), text)).collect();
        of(Kind::Package, made::package(files.iter().map(|(name, text)| (name.clone(), text.as_bytes()))))
    });
    // What a kind is told by, and then anything.
    let told: &[&[u8]] = &[
        b"",
        b"PK\x03\x04",
        b"%PDF-1.7\n",
        b"{\\rtf1",
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        b"\xFF\xFE",
        b"\xEF\xBB\xBF",
        b"<!DOCTYPE html>",
    ];
    let any = (proptest::sample::select(told), prop::collection::vec(any::<u8>(), 0..3000))
        .prop_map(|(told, bytes)| (None, [told, &bytes].concat()));
    prop_oneof![word, sheet, page, rtf, saved, html, csv, pdf, archive, any]
}

/// Reads and judges a file; those of an archive, too.
fn is_read_or_refused(kind: Option<Kind>, bytes: &[u8]) {
    let read = || read_file(bytes, kind, Reading::new(encoding::decode));
    match read() {
        Ok(Content::Document(document)) => {
            let outcome = judged(document.clone());
            is_sound(&outcome);
            assert_eq!(read(), Ok(Content::Document(document.clone())));
            assert_eq!(judged(document), outcome);
        }
        Ok(Content::Files(files)) => files.iter().for_each(|file| is_read_or_refused(None, &file.bytes)),
        Ok(Content::Page(_)) => panic!("a page is read on"),
        Err(sentence) => assert!(sentence.0.contains('请'), "{sentence:?}"),
    }
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
    const PAIRS: &str = "（(）)，,：:；;？?！!％%〔[〕]";
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
            '0'..='9' | 'A'..='Z' | 'a'..='z' => char::from_u32(character as u32 + 0xFEE0),
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
            let fixes = docx::fixes(&outcome);
            let corrected = docx::corrected(&[], &outcome.report, &fixes, None).expect("a Word file");
            prop_assert!(corrected.left.is_empty(), "{:?}", corrected.left);
        }
        let findings = outcome.findings.len();
        let file = [(name, Ok(outcome))];
        prop_assert_eq!(sarif::log(&file, None)["runs"][0]["results"].as_array().map(Vec::len), Some(findings));
        prop_assert!(print::page(&file).ends_with("</html>\n"));
    }

    /// A file of any kind is read, twice the same, or refused in a sentence; by its kind and by what is in it.
    #[test]
    fn any_file_is_read_or_refused((kind, bytes) in file(), told in any::<bool>()) {
        is_read_or_refused(kind.filter(|_| told), &bytes);
    }

    /// Fixes leave a report that is sound; nothing but their places changes.
    #[test]
    fn any_fixes_can_be_made(pieces in prop::collection::vec(piece(), 0..120), chosen in prop::collection::vec(any::<bool>(), 40)) {
        for kind in [Kind::Text, Kind::Html] {
            let outcome = checked(&pieces.concat(), kind);
            let some = |index: &usize| chosen[index % chosen.len()];
            let again = fixed(&outcome, (0..outcome.findings.len()).filter(some));
            is_sound(&again);
            prop_assert_eq!(again.report.document.blocks.len(), outcome.report.document.blocks.len());
            is_sound(&fixed(&outcome, outcome.sure_fixes()));
        }
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
