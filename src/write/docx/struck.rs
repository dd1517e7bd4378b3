//! Paragraphs and tables of the clerk's own file that went out, struck as tracked changes (修订).

use super::patch::{Boundary, Patches, end_of_content, name, prefix};
use super::places::Dialect;
use crate::read::xml::{child, children, is};
use roxmltree::Node;
use std::collections::BTreeMap;

/// Strikes `element`, a paragraph or a table of `xml`: its text, the rows of a table, the mark of a paragraph. Each call
/// of `change` gives the attributes of the next tracked change.
pub fn strike(xml: &str, element: Node, dialect: &Dialect, mut change: impl FnMut() -> String, patches: &mut Patches) {
    let w = &dialect.prefix;
    // What stands between elements, in its order: one may end where the next begins.
    let mut between: BTreeMap<usize, String> = BTreeMap::new();
    let mut put = |place: Boundary, text: String, patches: &mut Patches| match place {
        Boundary { cut, close, .. } if cut.is_empty() && close.is_empty() => {
            between.entry(cut.start).or_default().push_str(&text);
        }
        place => patches.put_at(place, &text),
    };
    if is(element, "p") {
        let (place, before, after) = mark_of(xml, element, w);
        put(place, format!("{before}<{w}del{}/>{after}", change()), patches);
    }
    let own = |node: &Node| node.tag_name().namespace() == element.tag_name().namespace();
    for node in element.descendants().filter(own).filter(|node| !node.ancestors().skip(1).any(|up| is(up, "r"))) {
        match node.tag_name().name() {
            "r" if !is_struck(node) => {
                put(Boundary::at(node.range().start), format!("<{w}del{}>", change()), patches);
                put(Boundary::at(node.range().end), format!("</{w}del>"), patches);
                for text in children(node) {
                    match text.tag_name().name() {
                        "t" => rename(xml, text, "delText", patches),
                        "instrText" => rename(xml, text, "delInstrText", patches),
                        _ => {}
                    }
                }
            }
            "tr" => {
                let (place, before, after) = row_of(xml, node, w);
                put(place, format!("{before}<{w}del{}/>{after}", change()), patches);
            }
            _ => {}
        }
    }
    for (at, text) in between {
        patches.put(at..at, text);
    }
}

/// Whether somebody struck it before.
fn is_struck(run: Node) -> bool {
    run.ancestors().any(|up| is(up, "del") || is(up, "moveFrom"))
}

/// Calls an element otherwise, in its start and in its end.
fn rename(xml: &str, element: Node, new: &str, patches: &mut Patches) {
    let (range, old) = (element.range(), name(xml, element));
    let new = format!("{}{new}", prefix(xml, element));
    if xml[range.clone()].ends_with(&format!("</{old}>")) {
        let end = range.end - 1;
        patches.put(end - old.len()..end, new.clone());
    }
    let start = range.start + 1;
    patches.put(start..start + old.len(), new);
}

/// Where it is said that a row is struck, and what has to stand around that.
fn row_of(xml: &str, row: Node, w: &str) -> (Boundary, String, String) {
    let Some(about) = child(row, "trPr") else {
        let first = children(row).find(|child| !is(*child, "tblPrEx"));
        let place = first.map_or_else(|| end_of_content(xml, row), |first| Boundary::at(first.range().start));
        return (place, format!("<{w}trPr>"), format!("</{w}trPr>"));
    };
    let last = child(about, "trPrChange");
    let place = last.map_or_else(|| end_of_content(xml, about), |last| Boundary::at(last.range().start));
    (place, String::new(), String::new())
}

/// The same of the mark at the end of a paragraph.
fn mark_of(xml: &str, paragraph: Node, w: &str) -> (Boundary, String, String) {
    let (open, close) = (format!("<{w}rPr>"), format!("</{w}rPr>"));
    let front = |node: Node| match children(node).next() {
        Some(first) => Boundary::at(first.range().start),
        None => end_of_content(xml, node),
    };
    let Some(about) = child(paragraph, "pPr") else {
        return (front(paragraph), format!("<{w}pPr>{open}"), format!("{close}</{w}pPr>"));
    };
    if let Some(mark) = child(about, "rPr") {
        // It comes first there.
        return (front(mark), String::new(), String::new());
    }
    let next = children(about).find(|child| is(*child, "sectPr") || is(*child, "pPrChange"));
    let place = next.map_or_else(|| end_of_content(xml, about), |next| Boundary::at(next.range().start));
    (place, open, close)
}
