//! What the desk finds in many reports, in JSON and in words.

use crate::check::private::mask_numbers;
use crate::check::{Outcome, Severity};
use crate::desk::remarks::{BASIS, Remark, RollupPlace};
use crate::desk::{Entry, Pair, Rollup, copies::Kin};
use crate::report::Report;
use crate::standard::CellName;
use crate::text::Span;
use crate::text::span::in_characters;
use serde_json::{Value, json};
use std::fmt::Write;

/// Where the cells of a report stand, for places in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cells(Vec<(CellName, Standing)>);

/// Where a cell stands, by the contract, and its characters.
#[derive(Clone, Debug, PartialEq)]
struct Standing {
    block: u32,
    start: usize,
    end: usize,
    quote: String,
}

impl Cells {
    /// Those of `report`, in order.
    pub fn of(report: &Report) -> Self {
        let standing = |span: Span| {
            let text = report.document.text(span.block);
            let range = in_characters(text, span.range());
            let quote = mask_numbers(report.document.quote(span)).into_owned();
            Standing { block: span.block, start: range.start, end: range.end, quote }
        };
        let cells = report.tables.iter().flatten().flat_map(|table| &table.cells);
        Cells(cells.map(|(&cell, reading)| (cell, standing(reading.span))).collect())
    }

    fn get(&self, cell: CellName) -> Option<&Standing> {
        self.0.binary_search_by_key(&cell, |(other, _)| *other).ok().map(|at| &self.0[at].1)
    }
}

/// A report that is added up, as its places are written.
#[derive(Clone, Copy)]
pub struct Cited<'a> {
    /// Its file.
    pub file: &'a str,
    /// Where its cells stand.
    pub cells: &'a Cells,
}

/// The remarks on a whole and its parts as the contract's findings.
pub fn findings(remarks: &[Remark], whole: Cited, parts: &[Cited]) -> Vec<Value> {
    let place = |place: &RollupPlace| {
        let cited = place.part.map_or(Some(whole), |part| parts.get(part as usize).copied());
        let standing = cited.zip(place.cell).and_then(|(cited, cell)| cited.cells.get(cell));
        json!({
            "report": match (place.part, cited) {
                (Some(_), Some(cited)) => cited.file,
                _ => "this",
            },
            "section": place.cell.map(|cell| cell.table().section()),
            "table": place.cell.map(|cell| cell.table().id()),
            "row": place.cell.map(|cell| cell.row.id()),
            "column": place.cell.map(|cell| cell.column.id()),
            "block": standing.map(|standing| standing.block),
            "start": standing.map(|standing| standing.start),
            "end": standing.map(|standing| standing.end),
            "quote": standing.map(|standing| standing.quote.as_str()),
        })
    };
    let finding = |remark: &Remark| {
        json!({
            "rule": remark.kind,
            "severity": remark.severity.id(),
            "message": remark.message,
            "basis": BASIS,
            "places": remark.places.iter().map(place).collect::<Vec<_>>(),
            "key": "",
            "comparisons": [],
            "fix": null,
        })
    };
    remarks.iter().map(finding).collect()
}

/// The sums behind them: every cell of the whole, its parts' sum and how many parts have a number there.
pub fn sums(rollup: &Rollup, parts: &[Cited]) -> Value {
    json!({
        "parts": parts.iter().map(|part| part.file).collect::<Vec<_>>(),
        "added": rollup.added,
        "cells": rollup.cells.iter().map(|sum| json!({
            "table": sum.cell.table().id(),
            "row": sum.cell.row.id(),
            "column": sum.cell.column.id(),
            "whole": sum.whole.map(|number| number.to_json()),
            "sum": sum.sum.to_json(),
            "difference": sum.difference().map(|number| number.to_json()),
            "counted": sum.counted,
        })).collect::<Vec<_>>(),
    })
}

/// The whole's object with what was found by adding up.
pub fn with_sums(file: &str, outcome: &Outcome, found: Vec<Value>, sums: Value) -> Value {
    let mut object = super::json::report(file, outcome);
    if let Some(findings) = object["findings"].as_array_mut() {
        findings.extend(found);
    }
    object["rollup"] = sums;
    object
}

/// The remarks for people.
pub fn rollup_text(rollup: &Rollup, remarks: &[Remark]) -> String {
    let mut text = format!("汇总核对：{} 份报告相加\n", rollup.added);
    for remark in remarks {
        let _ = writeln!(text, "\n{}[{}] {}", remark.severity.name(), remark.kind, remark.message);
    }
    let compared = rollup.cells.iter().filter(|sum| sum.difference().is_some()).count();
    let _ = writeln!(text, "\n比较了 {compared} 个数，{} 个不符。\n", rollup.differing().count());
    text
}

/// Whether a remark is an error.
pub fn is_wrong(remarks: &[Remark]) -> bool {
    remarks.iter().any(|remark| remark.severity == Severity::Error)
}

/// The pairs of near-identical reports as one object.
pub fn copies(entries: &[Entry], pairs: &[Pair]) -> Value {
    let file = |at: u32| entries.get(at as usize).map_or("", |entry| entry.file.as_str());
    let pair = |pair: &Pair| {
        json!({
            "this": file(pair.this),
            "other": file(pair.other),
            "share": pair.share,
            "kin": match pair.kin {
                Kin::Organs => "organs",
                Kin::Years => "years",
                Kin::Same => "same",
            },
        })
    };
    json!({"copies": pairs.iter().map(pair).collect::<Vec<_>>()})
}

/// The pairs for people.
pub fn copies_text(entries: &[Entry], pairs: &[Pair]) -> String {
    let name = |at: u32| entries.get(at as usize).map_or("", |entry| entry.file.as_str());
    let mut text = format!("雷同：{} 份报告中有 {} 对的“一”“五”大部分相同\n", entries.len(), pairs.len());
    for pair in pairs {
        let kin = match pair.kin {
            Kin::Organs => "不同机关",
            Kin::Years => "同一机关的两年",
            Kin::Same => "同一机关同一年",
        };
        let _ = writeln!(text, "  {}%  {kin}  {}  {}", pair.share, name(pair.this), name(pair.other));
    }
    text
}
