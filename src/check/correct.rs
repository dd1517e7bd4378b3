//! Corrections: the texts that a report's blocks have after fixes were made.

use super::{Finding, Outcome, Whose};
use crate::text::Span;
use std::collections::BTreeMap;

impl Outcome {
    /// The findings whose fixes can be made unseen, in reading order; of those that meet the first.
    pub fn sure_fixes(&self) -> Vec<usize> {
        // What touches personal data is masked wherever it is shown.
        let sure = |finding: &Finding| !finding.private && finding.fix.as_ref().is_some_and(|fix| fix.sure);
        self.apart((0..self.findings.len()).filter(|&index| sure(&self.findings[index])))
    }

    /// The texts of the blocks that change when the fixes of these findings are made, by block. Of fixes that meet the
    /// first is made.
    pub fn corrected(&self, findings: impl IntoIterator<Item = usize>) -> BTreeMap<u32, String> {
        let mut changes: Vec<(Span, &str)> = self
            .apart(findings)
            .into_iter()
            .filter_map(|index| {
                let finding = &self.findings[index];
                Some((place_of(finding)?, finding.fix.as_ref()?.replace.as_str()))
            })
            .collect();
        // From the end, so that the places before stay where they are.
        changes.sort_by_key(|(span, _)| std::cmp::Reverse(*span));
        let mut texts: BTreeMap<u32, String> = BTreeMap::new();
        for (span, replace) in changes {
            let text = texts.entry(span.block).or_insert_with(|| self.report.document.text(span.block).to_owned());
            if text.get(span.range()).is_some() {
                text.replace_range(span.range(), replace);
            }
        }
        texts
    }

    /// Those of `findings` with a fix whose place meets none before.
    fn apart(&self, findings: impl IntoIterator<Item = usize>) -> Vec<usize> {
        let mut taken: BTreeMap<u32, Vec<Span>> = BTreeMap::new();
        let mut apart = Vec::new();
        for index in findings {
            let Some(span) = self.findings.get(index).and_then(place_of) else { continue };
            let here = taken.entry(span.block).or_default();
            // Two that insert at one place meet, too.
            if here.iter().all(|other| other.end < span.start || span.end < other.start || meet_at_ends(other, &span)) {
                here.push(span);
                apart.push(index);
            }
        }
        apart
    }
}

/// Whether one ends where the other begins, and neither is empty.
fn meet_at_ends(one: &Span, other: &Span) -> bool {
    (one.end == other.start || other.end == one.start) && one.start < one.end && other.start < other.end
}

/// The characters that a finding's fix replaces; none in last year's report.
pub fn place_of(finding: &Finding) -> Option<Span> {
    let fix = finding.fix.as_ref()?;
    finding.places.get(fix.place).filter(|place| place.report == Whose::This)?.span
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::Sample;
    use crate::standard::Edition::E2021;

    #[test]
    fn fixes_of_several_places_are_made_together() {
        let sample = Sample::filled(E2021).cell("3.7", "natural_person", "99").and("群众监督，驾起桥梁；又驾起桥梁。");
        let outcome = sample.outcome();
        let fixed = outcome.corrected(outcome.sure_fixes());
        let document = outcome.report.document.with_texts(fixed.iter().map(|(block, text)| (*block, text.as_str())));
        assert!(document.blocks.iter().any(|text| text.contains("架起桥梁；又架起桥梁")), "{fixed:?}");
        assert!(!document.blocks.iter().any(|text| text == "99"), "{fixed:?}");
    }
}
