//! The numbers ① ② ③ of findings. They hold while a report is worked on: a finding keeps its own until it is gone, and
//! has it again when it comes back.

use crate::check::Finding;
use std::collections::BTreeMap;

/// What a finding is known by: its rule, its key, and which it is of several that are alike.
type Identity = (String, String, usize);

/// The numbers of a report's findings.
#[derive(Debug, Default)]
pub struct Numbers {
    known: BTreeMap<Identity, usize>,
    /// For each finding its number.
    of: Vec<usize>,
}

impl Numbers {
    /// The numbers of `findings`, of which some may have had one before.
    pub fn new(findings: &[Finding], before: Option<&Numbers>) -> Self {
        let mut known = before.map_or_else(BTreeMap::new, |before| before.known.clone());
        let mut seen: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let mut of = Vec::with_capacity(findings.len());
        for finding in findings {
            let count = seen.entry((&finding.rule, &finding.key)).or_default();
            let next = known.len() + 1;
            of.push(*known.entry((finding.rule.to_string(), finding.key.clone(), *count)).or_insert(next));
            *count += 1;
        }
        Numbers { known, of }
    }

    /// The number of a finding.
    pub fn of(&self, finding: usize) -> usize {
        self.of.get(finding).copied().unwrap_or_default()
    }

    /// The finding with this number.
    pub fn finding(&self, number: usize) -> Option<usize> {
        self.of.iter().position(|&other| other == number)
    }
}
