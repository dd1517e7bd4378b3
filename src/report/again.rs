//! Recognising a report again after texts of it were changed: where sentences and figures were, nothing else of the
//! report depends on them, and nothing else is read again.

use super::outline::{HeadingKind, Role, frame, headings};
use super::tables::{is_note, is_prose};
use super::{Report, Table, recognise};
use crate::document::{Document, Item};
use crate::standard::TableKind;
use crate::text::{Span, Value, fold};

/// The report in `document`, which is that of `before` but for the texts of the blocks in `changed`. The same as
/// [`recognise`] gives.
pub fn recognise_again(before: Report, document: Document, changed: &[u32]) -> Report {
    let stays = |&block: &u32| match document.item_of(block).and_then(|item| Some((item, document.items.get(item)?))) {
        Some((item, Item::Paragraph(_))) => is_running_text(&before, &document, item),
        Some((_, Item::Table(_))) => is_figure(&before, &document, block),
        None => false,
    };
    if !changed.iter().all(stays) {
        return recognise(document);
    }
    let mut report = Report { document, ..before };
    for &block in changed {
        let whole = report.document.whole(block);
        let value = Value::parse(report.document.text(block));
        let is_of = |span: &Span| span.block == block;
        for table in report.tables.iter_mut().flatten() {
            for reading in table.cells.values_mut().filter(|reading| is_of(&reading.span)) {
                (reading.span, reading.value) = (whole, value.clone());
            }
            for span in table.rows.iter_mut().flat_map(|row| &mut row.values).filter(|span| is_of(span)) {
                *span = whole;
            }
        }
    }
    report
}

/// Whether item number `item` was and is a sentence in a section that nothing is recognised by: no heading, label, page
/// line, date or name.
fn is_running_text(before: &Report, document: &Document, item: usize) -> bool {
    let outline = &before.outline;
    let in_section = matches!(outline.roles.get(item), Some(Role::Body(_)));
    // Above the first section the title is looked for.
    let first = outline.headings.iter().find(|heading| matches!(heading.kind, HeadingKind::Section(_)));
    let below = first.is_some_and(|first| item as u32 > first.item);
    let is_sentence = |document: &Document| {
        let text = document.paragraph(item).map_or("", |(_, text)| text);
        let folded = fold(text);
        is_prose(&folded)
            && !is_note(&folded)
            && !frame::is_footer(&folded)
            && !frame::may_be_signature(&folded, outline)
            && !headings::may_be_heading(document, &folded, item)
    };
    in_section && below && is_sentence(&before.document) && is_sentence(document)
}

/// Whether `block` was and is a figure in a sound table, in a cell that is one of the form's.
fn is_figure(before: &Report, document: &Document, block: u32) -> bool {
    let is_plain = |text: &str| (1..=9).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let sound = |table: &&Table| {
        let mut cells = table.cells.iter().filter(|(_, reading)| reading.span.block == block);
        let (Some((cell, reading)), None) = (cells.next(), cells.next()) else { return false };
        // A value that fills several cells is told by being the same in all.
        let of_row = table.cells.keys().filter(|other| other.row == cell.row).count();
        let all = table.row(cell.row).map_or(0, |row| row.values.len());
        table.whole
            && table.doubts.is_empty()
            && reading.span == before.document.whole(block)
            && (of_row == all || table.kind != TableKind::Disclosure)
    };
    is_plain(before.document.text(block))
        && is_plain(document.text(block))
        && before.tables.iter().flatten().any(|table| sound(&table))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Kind, read_text};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    const SAMPLES: [(&str, Kind); 6] = [
        (include_str!("../../tests/samples/city-2024.md"), Kind::Text),
        (include_str!("../../tests/samples/torn-2024.md"), Kind::Text),
        (include_str!("../../tests/samples/layouts/17-2021-tsv.txt"), Kind::Text),
        (include_str!("../../static/samples/clean.html"), Kind::Html),
        (include_str!("../../static/samples/faulty.html"), Kind::Html),
        (include_str!("../../static/samples/damaged.md"), Kind::Text),
    ];

    /// What somebody may write in a block.
    fn written() -> impl Strategy<Value = String> {
        prop_oneof![
            3 => "[0-9]{1,6}",
            2 => "[公开政府信息，。、0-9]{10,80}。",
            1 => "[0-9]{1,3}(件|\\.|万)?",
            1 => prop::sample::select(vec![
                "", "/", "无", "一、总体情况", "二、主动公开政府信息情况", "2025年1月20日", "某县财政局", "版权所有",
                "注：上表不含转载。", "（一）予以公开", "规章", "本年制发件数", "行政复议", "上一篇：通知公告",
                "某县财政局2024年政府信息公开工作年度报告", "收到和处理政府信息公开申请情况",
            ]).prop_map(str::to_owned),
        ]
    }

    /// Writes `texts` one after the other, each in the block that its number picks, among the figures or all.
    fn edited(sample: usize, edits: &[(prop::sample::Index, bool, String)]) {
        let (text, kind) = SAMPLES[sample];
        let mut report = recognise(read_text(text, kind));
        for (pick, among_figures, text) in edits {
            let figures: Vec<u32> = report
                .tables
                .iter()
                .flatten()
                .flat_map(|table| table.cells.values())
                .map(|reading| reading.span.block)
                .collect();
            let all = report.document.blocks.len();
            let block = match (among_figures, figures.is_empty()) {
                (true, false) => figures[pick.index(figures.len())],
                _ => pick.index(all) as u32,
            };
            let document = report.document.with_texts([(block, text.as_str())]);
            let again = recognise_again(report, document.clone(), &[block]);
            assert_eq!(again, recognise(document), "{text:?} in block {block}");
            report = again;
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn what_is_read_again_is_what_is_read_anew(
            sample in 0..SAMPLES.len(),
            edits in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>(), written()), 1..12),
        ) {
            edited(sample, &edits);
        }
    }

    #[test]
    fn most_edits_need_nothing_read_again() {
        let before = recognise(read_text(SAMPLES[3].0, SAMPLES[3].1));
        let with = |changes: &[(u32, &str)]| before.document.with_texts(changes.iter().copied());
        let cells: BTreeMap<_, _> = before.tables[1].as_ref().map(|table| table.cells.clone()).unwrap_or_default();
        let figure = cells.values().next().map_or(0, |reading| reading.span.block);
        assert!(is_figure(&before, &with(&[(figure, "777")]), figure));
        assert!(!is_figure(&before, &with(&[(figure, "")]), figure));
        let (item, block, text) =
            before.body(1).next().map(|(item, block, text)| (item, block, text.to_owned())).unwrap_or_default();
        let longer = format!("{text}另有3件。");
        assert!(is_running_text(&before, &with(&[(block, &longer)]), item));
        assert!(!is_running_text(&before, &with(&[(block, "二、主动公开政府信息情况")]), item));
    }
}
