//! Reports that the user is working on, kept in the browser if she wants that. Nothing is kept unasked.

use super::storage::storage;
use super::wire::{Input, pack, unpack};
use crate::document::Revision;
use serde::{Deserialize, Serialize};

/// Where it is remembered whether she wants it.
pub const CONSENT: &str = "nianbao.keep";
/// What the keys of drafts begin with: each holds when it was kept, its title, and what was made of the report.
const DRAFT: &str = "nianbao.draft.";
/// What the keys of the reports that they were made of begin with. Such a report may be large; it is written once, so
/// that a change costs no more than itself and can be kept at once.
const REPORT: &str = "nianbao.report.";

/// A draft, as it is listed.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// What it is kept under.
    pub id: String,
    /// Organ and year, or the file's name.
    pub title: String,
    /// When it was kept, in milliseconds since 1970.
    pub time: u64,
}

/// A report as it came: with what was made of it, all that it takes to go on.
#[derive(Serialize, Deserialize)]
pub struct Parcel {
    /// What was read.
    pub input: Input,
    /// The Word file, where it came as one.
    pub original: Option<Vec<u8>>,
    /// Last year's report that it was held against.
    pub previous: Option<Input>,
}

/// Whether reports may be kept; `None` until she was asked.
pub fn consent() -> Option<bool> {
    let kept = storage()?.get_item(CONSENT).ok().flatten()?;
    Some(kept == "yes")
}

/// Remembers whether reports may be kept. Who no longer wants it has none left.
pub fn allow(wanted: bool) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(CONSENT, if wanted { "yes" } else { "no" });
    }
    if !wanted {
        keys().filter(|key| [DRAFT, REPORT].iter().any(|kind| key.starts_with(kind))).for_each(|key| remove(&key));
    }
}

/// All drafts, the latest first.
pub fn all() -> Vec<Draft> {
    let draft = |key: String| {
        let (id, kept) = (key.strip_prefix(DRAFT)?, get(&key)?);
        let (time, title) = kept.lines().next()?.split_once('\t')?;
        Some(Draft { id: id.to_owned(), title: title.to_owned(), time: time.parse().ok()? })
    };
    let mut all: Vec<Draft> = keys().filter_map(draft).collect();
    all.sort_by_key(|draft| std::cmp::Reverse(draft.time));
    all
}

/// Keeps what was made of a report; whether the browser had room for it. The report itself is packed by `parcel`, and
/// only if it `is_new` or not there.
pub fn keep(id: &str, title: &str, revision: &Revision, is_new: bool, parcel: impl FnOnce() -> Option<Parcel>) -> bool {
    let (draft, report) = (format!("{DRAFT}{id}"), format!("{REPORT}{id}"));
    let is_there = !is_new && keys().any(|key| key == report);
    if !is_there && !parcel().and_then(|parcel| pack(&parcel)).is_some_and(|bytes| set(&report, "", &bytes)) {
        return false;
    }
    let line = format!("{}\t{}", now(), title.replace(['\n', '\t'], " "));
    pack(revision).is_some_and(|bytes| set(&draft, &line, &bytes))
}

/// What is kept under `id`: the report, and what was made of it.
pub fn take(id: &str) -> Option<(Parcel, Revision)> {
    let unpacked = |kind: &str| Some(bytes(get(&format!("{kind}{id}"))?.split_once('\n')?.1));
    Some((unpack(&unpacked(REPORT)?)?, unpack(&unpacked(DRAFT)?)?))
}

/// Keeps it no longer.
pub fn forget(id: &str) {
    [DRAFT, REPORT].iter().for_each(|kind| remove(&format!("{kind}{id}")));
}

/// The names of all that the browser keeps for the page.
fn keys() -> impl Iterator<Item = String> {
    let storage = storage();
    let count = storage.as_ref().and_then(|storage| storage.length().ok()).unwrap_or_default();
    let keys = (0..count).filter_map(|at| storage.as_ref()?.key(at).ok().flatten());
    // Removing one moves the others.
    keys.collect::<Vec<_>>().into_iter()
}

fn get(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

fn remove(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}

/// Writes a line and, below it, bytes: the browser keeps text, a character a byte.
fn set(key: &str, line: &str, bytes: &[u8]) -> bool {
    let text: String = bytes.iter().copied().map(char::from).collect();
    storage().is_some_and(|storage| storage.set_item(key, &format!("{line}\n{text}")).is_ok())
}

/// The bytes that were written as `text`.
fn bytes(text: &str) -> Vec<u8> {
    text.chars().filter_map(|character| u8::try_from(character).ok()).collect()
}

/// A name for another draft.
pub fn next_id() -> String {
    now().to_string()
}

/// Milliseconds since 1970. (A fraction would bring the printing of such numbers into the page, which weighs 15 KB.)
fn now() -> u64 {
    js_sys::Date::now() as u64
}
