//! Runs the copies and counts.

use crate::correct::Variation;
use crate::defects::{Kind, Where};
use crate::layouts::Layout;
use crate::model::{Mark, Model};
use crate::random::Random;
use nianbao::check::{Environment, Finding, Outcome, Place, Severity, Whose, check};
use nianbao::read::read_text;
use nianbao::report::{Report, recognise};
use nianbao::rules;
use nianbao::text::{Folded, fold};
use std::collections::{BTreeMap, BTreeSet};

/// How much is run.
#[derive(Clone, Copy)]
pub struct Share {
    /// Copies of each kind in each model and layout.
    pub variations: usize,
    /// The most copies of a kind.
    pub most: usize,
}

impl Share {
    /// Model, layout and variation of all copies that may be made, in an order of chance.
    fn cases<'a>(self, name: &str, models: &'a [Model], layouts: &'a [Layout]) -> Vec<(&'a Model, Layout, usize)> {
        let mut all: Vec<(&Model, Layout, usize)> = Vec::new();
        for model in models {
            for &layout in layouts {
                all.extend((0..self.variations).map(|variation| (model, layout, variation)));
            }
        }
        Random::of(&[name]).shuffle(&mut all);
        if self.most < 10 {
            // A share keeps to few pairs of model and layout, so that few clean copies need checking; the rest stands
            // behind, for kinds that fit none of them.
            let is_near = |model: &Model, layout: Layout| Random::of(&[&model.name, &layout.name()]).below(4) == 0;
            all.sort_by_key(|(model, layout, _)| !is_near(model, *layout));
        }
        all
    }
}

/// What became of one kind.
#[derive(Default)]
pub struct Tally {
    pub copies: usize,
    pub found: usize,
    /// Found with the first place of the finding.
    pub exact: usize,
    /// Of single-cell faults: the first finding of arithmetic names the cell first.
    pub named: usize,
    /// By which rules.
    pub by: BTreeMap<String, usize>,
    /// Copies that were missed: model, layout, text.
    pub missed: Vec<String>,
}

fn report(model: &Model, layout: Layout) -> Report {
    recognise(read_text(&layout.write(model), layout.kind()))
}

/// Checks `model` in `layout`, against last year's report where there is one.
pub fn outcome(model: &Model, layout: Layout) -> Outcome {
    let previous = model.previous.as_ref().map(|previous| report(previous, layout));
    check(
        report(model, layout),
        &Environment { this_year: Some(2026), previous: previous.map(std::sync::Arc::new), ..Environment::default() },
    )
}

/// The number of a finding's rule in the catalogue.
pub fn code(finding: &Finding) -> &'static str {
    rules::find(&finding.rule).map_or("", |rule| rule.code)
}

/// What a finding of a clean copy is known by again.
type Known = BTreeSet<(String, String)>;

fn known(outcome: &Outcome) -> Known {
    outcome.findings.iter().map(|finding| (finding.rule.to_string(), finding.message.clone())).collect()
}

fn is_known(known: &Known, finding: &Finding) -> bool {
    known.contains(&(finding.rule.to_string(), finding.message.clone()))
}

/// The clean copies: what is found in each.
pub struct Baseline(BTreeMap<(String, String), Known>);

impl Baseline {
    pub fn new() -> Self {
        Baseline(BTreeMap::new())
    }

    fn of(&mut self, model: &Model, layout: Layout) -> &Known {
        let key = (model.name.clone(), layout.name());
        self.0.entry(key).or_insert_with(|| known(&outcome(model, layout)))
    }
}

/// The characters of a document in folded form, with the way back.
struct Folds {
    characters: Vec<char>,
    places: Vec<(u32, u32, u32)>,
}

impl Folds {
    fn new(report: &Report) -> Self {
        let mut folds = Folds { characters: Vec::new(), places: Vec::new() };
        for (block, text) in report.document.blocks.iter().enumerate() {
            let folded = Folded::new(text);
            for (at, &character) in folded.chars.iter().enumerate() {
                let range = folded.original(at..at + 1);
                folds.characters.push(character);
                folds.places.push((block as u32, range.start as u32, range.end as u32));
            }
        }
        folds
    }

    /// The characters that a mark covers; wherever its context stands.
    fn find(&self, mark: &Mark) -> Vec<(u32, u32, u32)> {
        let mut found = Vec::new();
        let length = mark.context.len();
        if length == 0 {
            return found;
        }
        for at in 0..self.characters.len().saturating_sub(length - 1) {
            if self.characters[at..at + length] == mark.context[..] {
                // Something left out is shown by the characters beside it.
                let range = match mark.range.is_empty() {
                    true => mark.range.start.saturating_sub(1)..(mark.range.end + 1).min(length),
                    false => mark.range.clone(),
                };
                found.extend_from_slice(&self.places[at + range.start..at + range.end]);
            }
        }
        found
    }
}

fn overlaps(place: &Place, characters: &[(u32, u32, u32)]) -> bool {
    let Some(span) = place.span.filter(|_| place.report == Whose::This) else { return false };
    characters.iter().any(|&(block, start, end)| span.block == block && span.start < end && start < span.end)
}

fn is_at(place: &Place, wanted: Where, marked: &[(u32, u32, u32)]) -> bool {
    let row = place.row.filter(|_| place.report == Whose::This);
    match wanted {
        Where::Marked => overlaps(place, marked),
        Where::Cell(cell) | Where::Among(cell) => row == Some(cell.row) && place.column == Some(cell.column),
        Where::Row(wanted) => row == Some(wanted),
        Where::Table(table) => place.table == Some(table),
        Where::Section(0) => place.section.is_none(),
        Where::Section(number) => place.section == Some(number),
        Where::Anywhere => true,
    }
}

/// Runs the copies of one kind.
pub fn kind(kind: &Kind, models: &[Model], baseline: &mut Baseline, share: Share) -> Tally {
    let mut tally = Tally::default();
    for (model, layout, variation) in share.cases(kind.name, models, kind.layouts) {
        if tally.copies == share.most {
            break;
        }
        let mut random = Random::of(&[kind.name, &model.name, &layout.name(), &variation.to_string()]);
        let mut copy = Model { sound: false, ..model.clone() };
        if let Some(places) = (kind.apply)(&mut copy, &mut random) {
            count(kind, model, copy, layout, &places, baseline, &mut tally);
        }
    }
    tally
}

fn count(
    kind: &Kind,
    model: &Model,
    mut copy: Model,
    layout: Layout,
    places: &[Where],
    baseline: &mut Baseline,
    tally: &mut Tally,
) {
    let told = copy.marked_texts();
    let marks = copy.take_marks();
    let outcome = outcome(&copy, layout);
    let folds = Folds::new(&outcome.report);
    let marked: Vec<_> = marks.iter().flat_map(|mark| folds.find(mark)).collect();
    let known = baseline.of(model, layout);
    let fresh: Vec<&Finding> = outcome.findings.iter().filter(|finding| !is_known(known, finding)).collect();
    let lowest = match kind.severity {
        Severity::Error => Severity::Warning,
        _ => Severity::Info,
    };
    let fits = |finding: &&&Finding| {
        let code = code(finding);
        finding.severity <= lowest && (kind.codes.is_empty() || kind.codes.iter().any(|start| code.starts_with(start)))
    };
    let hit = |place: &Place| places.iter().any(|&wanted| is_at(place, wanted, &marked));
    let at_first = |finding: &&&Finding| finding.places.first().is_some_and(hit);
    let wants_text = places.iter().any(|wanted| matches!(wanted, Where::Marked));
    let at_any = |finding: &&&Finding| {
        at_first(finding)
            || finding.places.iter().any(|place| {
                places.iter().any(|&wanted| matches!(wanted, Where::Among(_)) && is_at(place, wanted, &marked))
            })
            || wants_text && finding.places.iter().any(|place| overlaps(place, &marked))
            || finding.places.is_empty() && places.iter().any(|wanted| matches!(wanted, Where::Anywhere))
    };
    let found = fresh.iter().filter(fits).find(at_first).or_else(|| fresh.iter().filter(fits).find(at_any));
    tally.copies += 1;
    if let Some(finding) = found {
        tally.found += 1;
        tally.exact += usize::from(at_first(&finding));
        *tally.by.entry(finding.rule.to_string()).or_default() += 1;
    }
    let named = kind.arithmetic
        && fresh
            .iter()
            .find(|finding| !finding.calculations.is_empty())
            .and_then(|finding| finding.places.first())
            .is_some_and(|place| places.iter().any(|&wanted| is_at(place, wanted, &marked)));
    tally.named += usize::from(named);
    if found.is_none() || kind.arithmetic && !named {
        let findings: Vec<String> = fresh.iter().map(|finding| line(finding, &outcome)).collect();
        let text = told.join("\n    ").replace(crate::model::OPEN, "⟦").replace(crate::model::CLOSE, "⟧");
        tally.missed.push(format!(
            "{} {layout:?} {places:?}{}\n    {text}\n    {}",
            model.name,
            if marks.is_empty() || !marked.is_empty() { "" } else { " (mark not found in the document)" },
            if findings.is_empty() { "nothing new".to_owned() } else { findings.join("\n    ") }
        ));
    }
}

/// A finding in a line.
pub fn line(finding: &Finding, outcome: &Outcome) -> String {
    let quote = finding.places.first().and_then(|place| place.span).map(|span| outcome.report.document.quote(span));
    format!(
        "{} {} {} “{}” {}",
        finding.severity.name(),
        code(finding),
        finding.rule,
        quote.unwrap_or("缺"),
        finding.message
    )
}

/// What became of one variation, or of one kind of defect written rightly.
#[derive(Default)]
pub struct Verdict {
    pub copies: usize,
    /// Findings of severity error or warning that the clean report had not, each with where it was.
    pub flagged: Vec<(&'static str, String)>,
    /// Hints at the inserted text.
    pub hints: Vec<(&'static str, String)>,
}

/// Runs the copies of one variation.
pub fn variation(variation: &Variation, models: &[Model], baseline: &mut Baseline, share: Share) -> Verdict {
    let apply = |model: &mut Model, random: &mut Random| variation.apply(model, random);
    right(variation.name, variation.layouts, &apply, models, baseline, share)
}

/// Runs the sound form of a kind of defect.
pub fn control(kind: &Kind, models: &[Model], baseline: &mut Baseline, share: Share) -> Verdict {
    let apply = |model: &mut Model, random: &mut Random| (kind.apply)(model, random).map(drop);
    right(kind.name, kind.layouts, &apply, models, baseline, share)
}

fn right(
    name: &str,
    layouts: &[Layout],
    apply: &dyn Fn(&mut Model, &mut Random) -> Option<()>,
    models: &[Model],
    baseline: &mut Baseline,
    share: Share,
) -> Verdict {
    let mut verdict = Verdict::default();
    for (model, layout, variation) in share.cases(name, models, layouts) {
        if verdict.copies == share.most {
            break;
        }
        let mut random = Random::of(&[name, &model.name, &layout.name(), &variation.to_string(), "right"]);
        let mut copy = model.clone();
        if apply(&mut copy, &mut random).is_some() {
            judge(model, copy, layout, baseline, &mut verdict);
        }
    }
    verdict
}

fn judge(model: &Model, mut copy: Model, layout: Layout, baseline: &mut Baseline, verdict: &mut Verdict) {
    let before: BTreeSet<&str> = model.paragraphs().map(|entry| entry.text.as_str()).collect();
    let marks = copy.take_marks();
    let outcome = outcome(&copy, layout);
    let folds = Folds::new(&outcome.report);
    let mut marked: Vec<_> = marks.iter().flat_map(|mark| folds.find(mark)).collect();
    if marked.is_empty() {
        let fresh = copy.paragraphs().filter(|entry| !before.contains(entry.text.as_str()));
        let whole = fresh.map(|entry| fold(&entry.text).chars().collect::<Vec<char>>());
        marked = whole.flat_map(|context| folds.find(&Mark { range: 0..context.len(), context })).collect();
    }
    let known = baseline.of(model, layout);
    verdict.copies += 1;
    for finding in outcome.findings.iter().filter(|finding| !is_known(known, finding)) {
        let told = format!("{} {layout:?}: {}", model.name, line(finding, &outcome));
        if finding.severity != Severity::Info {
            verdict.flagged.push((code(finding), told));
        } else if finding.places.iter().any(|place| overlaps(place, &marked)) {
            verdict.hints.push((code(finding), told));
        }
    }
}

/// Makes the fixes of the copies of `kind`, one at a time: how many were made, and what each that did not mend its
/// fault, or brought an error, left.
pub fn fixes(kind: &Kind, models: &[Model], share: Share) -> (usize, Vec<String>) {
    let (mut made, mut faults, mut copies) = (0, Vec::new(), 0);
    for (model, layout, variation) in share.cases(kind.name, models, kind.layouts) {
        if copies == share.most {
            break;
        }
        let mut random = Random::of(&[kind.name, &model.name, &layout.name(), &variation.to_string()]);
        let mut copy = Model { sound: false, ..model.clone() };
        if (kind.apply)(&mut copy, &mut random).is_none() {
            continue;
        }
        copies += 1;
        copy.take_marks();
        let before = outcome(&copy, layout);
        for (index, finding) in before.findings.iter().enumerate().filter(|(_, finding)| finding.fix.is_some()) {
            made += 1;
            let texts = before.corrected([index]);
            let document = before.report.document.with_texts(texts.iter().map(|(block, text)| (*block, text.as_str())));
            let previous = before.previous.clone();
            let environment = Environment { this_year: Some(2026), previous, ..Environment::default() };
            let after = check(recognise(document), &environment);
            let place = finding.places[0];
            let stays = after.findings.iter().any(|other| {
                other.rule == finding.rule && other.message == finding.message && other.places.first() == Some(&place)
            });
            let errors = |outcome: &Outcome| {
                outcome.findings.iter().filter(|finding| finding.severity == Severity::Error).count()
            };
            if stays || errors(&after) > errors(&before) {
                let left = after.findings.iter().filter(|other| other.severity == Severity::Error);
                let left: Vec<String> = left.map(|finding| line(finding, &after)).collect();
                faults.push(format!("{layout:?} {}\n    {}", line(finding, &before), left.join("\n    ")));
            }
        }
    }
    (made, faults)
}
