//! What the page keeps in the browser unasked: the settings, under one key; and settings as a file.

use super::outgoing;
use crate::check::{Choice, Settings};
use wasm_bindgen::JsValue;
use web_sys::Storage;

/// The one key.
pub const KEY: &str = "nianbao.settings";
/// The file's name.
pub const FILE: &str = "年报校核设置.json";

/// The browser's storage; `None` where it is denied.
pub(super) fn storage() -> Option<Storage> {
    gloo::utils::window().local_storage().ok().flatten()
}

/// Whether the browser lets the page keep anything.
pub fn is_allowed() -> bool {
    storage().is_some()
}

/// The text of the settings that were kept.
pub fn kept() -> String {
    storage().and_then(|storage| storage.get_item(KEY).ok().flatten()).unwrap_or_default()
}

/// Keeps the settings; whether that was allowed.
pub fn keep(settings: &Settings) -> bool {
    let Some(storage) = storage() else { return false };
    if *settings == Settings::default() {
        storage.remove_item(KEY).is_ok()
    } else {
        storage.set_item(KEY, &to_json(settings)).is_ok()
    }
}

/// The settings as the command reads them; what is as at first is left out, but for rules and dismissals.
pub fn to_json(settings: &Settings) -> String {
    let list = |items: Vec<String>, open: &str, close: &str| match items.is_empty() {
        true => format!("{open}{close}"),
        false => format!("{open}\n    {}\n  {close}", items.join(",\n    ")),
    };
    let rule = |(id, choice): (&String, &Choice)| match choice {
        Choice::As(severity) => format!("{}: \"{}\"", quoted(id), severity.id()),
        other => format!("{}: {}", quoted(id), *other == Choice::On),
    };
    let rules = settings.rules.iter().map(rule).collect();
    let dismissed = settings.dismissed.iter().map(|dismissal| {
        let [rule, key, reason] = [&dismissal.rule, &dismissal.key, &dismissal.reason].map(|text| quoted(text));
        format!("{{\"rule\": {rule}, \"key\": {key}, \"reason\": {reason}}}")
    });
    let mut parts = vec![format!("\"rules\": {}", list(rules, "{", "}"))];
    for (name, lines) in [("words", &settings.words), ("local", &settings.local)] {
        let lines: Vec<String> = lines.iter().map(|line| quoted(line)).collect();
        parts.extend((!lines.is_empty()).then(|| format!("\"{name}\": {}", list(lines, "[", "]"))));
    }
    parts.push(format!("\"dismissed\": {}", list(dismissed.collect(), "[", "]")));
    format!("{{\n  {}\n}}\n", parts.join(",\n  "))
}

/// `text` as a JSON string. The browser writes it; a JSON library in the page would weigh more than the rest of this.
fn quoted(text: &str) -> String {
    js_sys::JSON::stringify(&JsValue::from_str(text)).map_or_else(|_| "\"\"".to_owned(), String::from)
}

/// Gives the user the settings as a file.
pub fn download(settings: &Settings) {
    outgoing::save(FILE, "application/json", to_json(settings).as_bytes());
}
