//! The tables of `docs/accuracy.md`, between marks, so that what is written by hand around them survives.

use crate::defects::Kind;
use crate::measure::{Tally, Verdict};
use std::fmt::Write;
use std::path::Path;

fn share(part: usize, whole: usize) -> String {
    match whole {
        0 => "–".to_owned(),
        _ => format!("{:.1} %", part as f64 / whole as f64 * 100.0),
    }
}

/// A row a kind, a sum a family, and the sum of all.
pub fn of_defects(kinds: &[Kind], tallies: &[Tally]) -> String {
    let mut text = String::from(
        "| Family | Kinds | Copies | Found | Recall | Damaged cell named first |\n|---|---:|---:|---:|---:|---:|\n",
    );
    let families = ["S", "T2", "T3", "T4", "X", "Y", "W", "P", "D"];
    let mut line = |name: &str, fits: &dyn Fn(&Kind) -> bool| {
        let those = || kinds.iter().zip(tallies).filter(|(kind, _)| fits(kind));
        let copies: usize = those().map(|(_, tally)| tally.copies).sum();
        let found: usize = those().map(|(_, tally)| tally.found).sum();
        let single: usize = those().filter(|(kind, _)| kind.arithmetic).map(|(_, tally)| tally.copies).sum();
        let named: usize = those().map(|(_, tally)| tally.named).sum();
        let count = those().count();
        let cells = if single == 0 { String::new() } else { format!("{named} of {single}: {}", share(named, single)) };
        let _ = writeln!(text, "| {name} | {count} | {copies} | {found} | {} | {cells} |", share(found, copies));
    };
    for family in families {
        line(family, &|kind| kind.family == family);
    }
    line("all", &|_| true);
    text.push_str("\n| Family | Kind | Copies | Found | With the first place | By |\n|---|---|---:|---:|---:|---|\n");
    for (kind, tally) in kinds.iter().zip(tallies) {
        let mut by: Vec<(&String, &usize)> = tally.by.iter().collect();
        by.sort_by(|one, two| two.1.cmp(one.1).then(one.0.cmp(two.0)));
        let by: Vec<&str> = by.iter().take(3).map(|(rule, _)| rule.as_str()).collect();
        let exact = if kind.arithmetic { tally.named } else { tally.exact };
        let (family, name, copies, found) = (kind.family, kind.name, tally.copies, tally.found);
        let found = if found < copies { format!("**{found}**") } else { found.to_string() };
        let _ = writeln!(text, "| {family} | {name} | {copies} | {found} | {exact} | {} |", by.join(", "));
    }
    text
}

/// How many variations were run and flagged, and the hints at them.
pub fn of_right(verdicts: &[(String, Verdict)]) -> String {
    let copies: usize = verdicts.iter().map(|(_, verdict)| verdict.copies).sum();
    let flagged = verdicts.iter().filter(|(_, verdict)| !verdict.flagged.is_empty()).count();
    let mut text = format!(
        "{} correct variations in {copies} copies; {flagged} of them with a finding of severity error or warning.\n\n",
        verdicts.len()
    );
    text.push_str("| Variation | Copies | Errors and warnings | Hints | Hints by |\n|---|---:|---:|---:|---|\n");
    for (name, verdict) in verdicts {
        let mut by: Vec<&str> = verdict.flagged.iter().chain(&verdict.hints).map(|(code, _)| *code).collect();
        by.sort_unstable();
        by.dedup();
        let (flagged, hints) = (verdict.flagged.len(), verdict.hints.len());
        let _ = writeln!(text, "| {name} | {} | {flagged} | {hints} | {} |", verdict.copies, by.join(", "));
    }
    text
}

/// Puts `table` between its marks in `docs/accuracy.md`.
pub fn write(name: &str, table: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/accuracy.md");
    let text = std::fs::read_to_string(&path).expect("docs/accuracy.md");
    let (begin, end) = (format!("<!-- begin {name} -->"), format!("<!-- end {name} -->"));
    let (before, rest) = text.split_once(&begin).expect("the first mark");
    let (_, after) = rest.split_once(&end).expect("the second mark");
    std::fs::write(&path, format!("{before}{begin}\n\n{table}\n{end}{after}")).expect("written");
}
