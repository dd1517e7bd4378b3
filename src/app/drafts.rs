//! Reports that the user is working on, kept in the browser if she wants that. Nothing is kept unasked.

use super::storage::storage;
use super::wire::{Input, pack, unpack};
use crate::document::Revision;
use serde::{Deserialize, Serialize};

/// Where it is remembered whether she wants it.
const CONSENT: &str = "nianbao.keep";
/// What the keys of drafts begin with.
const PREFIX: &str = "nianbao.draft.";

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

/// What is kept of a report: all that it takes to go on with it.
#[derive(Serialize, Deserialize)]
pub struct Parcel {
    /// The report as it came.
    pub input: Input,
    /// The Word file, where it came as one.
    pub original: Option<Vec<u8>>,
    /// What was made of it.
    pub revision: Revision,
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
        all().iter().for_each(|draft| forget(&draft.id));
    }
}

/// All drafts, the latest first.
pub fn all() -> Vec<Draft> {
    let Some(storage) = storage() else { return Vec::new() };
    let keys = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok().flatten());
    let draft = |key: String| {
        let kept = storage.get_item(&key).ok().flatten()?;
        let (time, title) = kept.lines().next()?.split_once('\t')?;
        Some(Draft { id: key.strip_prefix(PREFIX)?.to_owned(), title: title.to_owned(), time: time.parse().ok()? })
    };
    let mut all: Vec<Draft> = keys.filter(|key| key.starts_with(PREFIX)).filter_map(draft).collect();
    all.sort_by_key(|draft| std::cmp::Reverse(draft.time));
    all
}

/// Keeps `parcel`; whether the browser had room for it.
pub fn keep(id: &str, title: &str, parcel: &Parcel) -> bool {
    let (Some(storage), Some(bytes)) = (storage(), pack(parcel)) else { return false };
    // The browser keeps text: a character a byte.
    let text: String = bytes.into_iter().map(char::from).collect();
    let title = title.replace(['\n', '\t'], " ");
    storage.set_item(&format!("{PREFIX}{id}"), &format!("{}\t{title}\n{text}", now())).is_ok()
}

/// What is kept under `id`.
pub fn take(id: &str) -> Option<Parcel> {
    let kept = storage()?.get_item(&format!("{PREFIX}{id}")).ok().flatten()?;
    let (_, text) = kept.split_once('\n')?;
    let bytes: Vec<u8> = text.chars().filter_map(|character| u8::try_from(character).ok()).collect();
    unpack(&bytes)
}

/// Keeps it no longer.
pub fn forget(id: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&format!("{PREFIX}{id}"));
    }
}

/// A name for another draft.
pub fn next_id() -> String {
    now().to_string()
}

/// Milliseconds since 1970. (A fraction would bring the printing of such numbers into the page, which weighs 15 KB.)
fn now() -> u64 {
    js_sys::Date::now() as u64
}
