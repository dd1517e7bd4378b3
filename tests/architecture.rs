//! The one direction of imports: text ← document ← read; text ← standard; document, standard ← report ← prose ←
//! check, rules ← desk ← write ← app, bin; read ← write.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::{Path, PathBuf};

/// Each layer and the layers that it may name.
const MAY_USE: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("document", &["text"]),
    ("read", &["text", "document"]),
    ("standard", &["text"]),
    ("report", &["text", "document", "standard"]),
    // The rules and their run are one layer: a finding names its rule, a rule makes findings.
    ("prose", &["text", "document", "standard", "report"]),
    ("check", &["text", "document", "standard", "report", "prose", "rules"]),
    ("rules", &["text", "document", "standard", "report", "prose", "check"]),
    ("desk", &["text", "document", "standard", "report", "prose", "check", "rules"]),
    ("write", &["text", "document", "read", "standard", "report", "prose", "check", "rules", "desk"]),
    ("app", &["text", "document", "read", "standard", "report", "check", "rules", "desk", "write"]),
];

/// What only the page and the binaries may name.
const PLATFORM: [&str; 7] = ["yew::", "web_sys", "js_sys", "gloo::", "wasm_bindgen", "std::fs", "std::net"];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

/// The code of a file without its tests and comments.
fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("a source file");
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn imports_run_one_way() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let layers: Vec<&str> = MAY_USE.iter().map(|(layer, _)| *layer).collect();
    let mut faults = Vec::new();
    let mut seen = 0;
    for (layer, allowed) in MAY_USE {
        for path in sources(&source.join(layer)) {
            // Tests and the sample reports for them are made with everything.
            if path.to_string_lossy().contains("rules/testing/") || path.ends_with("tests.rs") {
                continue;
            }
            let code = code(&path);
            seen += 1;
            for other in layers.iter().filter(|other| *other != layer && !allowed.contains(*other)) {
                if code.contains(&format!("crate::{other}::")) || code.contains(&format!("crate::{{{other}")) {
                    faults.push(format!("{} names crate::{other}", path.display()));
                }
            }
            if *layer != "app" {
                faults.extend(
                    PLATFORM
                        .iter()
                        .filter(|name| code.contains(**name))
                        .map(|name| format!("{} names {name}", path.display())),
                );
            }
        }
    }
    assert!(seen > 40, "only {seen} files seen");
    assert!(faults.is_empty(), "{faults:#?}");
}
