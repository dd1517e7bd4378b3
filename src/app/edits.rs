//! What the user changes in the report: its blocks' texts, and the way back.

use super::state::{Phase, Shared, State};
use crate::check::{Dismissal, Whose};
use std::collections::BTreeMap;
use std::ops::Range;

/// The texts that blocks of the report have now, by block; those that were not changed are not among them.
pub type Texts = BTreeMap<u32, String>;

/// A stretch of a block that is edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The block.
    pub block: u32,
    /// Its bytes, where the stretch is a part of it: a figure in a line of text.
    pub range: Option<Range<usize>>,
}

/// The field that is open in the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editing {
    /// What is edited. Its range grows and shrinks as one types.
    pub target: Target,
    /// Whether something was typed: all of it is one step back.
    pub is_changed: bool,
}

impl Editing {
    /// Whether it began where `target` does; it may have grown since.
    pub fn starts_at(&self, target: &Target) -> bool {
        let start = |target: &Target| target.range.as_ref().map(|range| range.start);
        self.target.block == target.block && start(&self.target) == start(target)
    }
}

/// A point that one can go back to.
#[derive(Clone, PartialEq)]
pub struct Step {
    texts: Shared<Texts>,
    dismissed: Vec<Dismissal>,
}

/// What was done, and what was taken back.
#[derive(Clone, Default, PartialEq)]
pub struct History {
    past: Vec<Step>,
    future: Vec<Step>,
}

/// More steps back than this are forgotten.
const MOST_STEPS: usize = 200;

impl History {
    /// Whether there is anything to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is anything to do again.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

/// Something done to the report.
pub enum Edit {
    /// Open a field in this stretch.
    Begin(Target),
    /// This is what the open field holds.
    Type(String),
    /// Close the field; the focus stays at the stretch, or goes elsewhere by itself.
    End {
        /// Whether the focus is to stay.
        stay: bool,
    },
    /// The field in this stretch lost the focus.
    Left(Target),
    /// Make the fixes of these findings.
    Fix(Vec<usize>),
    /// Take the last step back.
    Undo,
    /// Do again what was taken back.
    Redo,
}

impl Target {
    /// What its element is found by: `12`, or `12:3-9`.
    pub fn name(&self) -> String {
        match &self.range {
            Some(range) => format!("{}:{}-{}", self.block, range.start, range.end),
            None => self.block.to_string(),
        }
    }

    /// The target of that name.
    pub fn parse(name: &str) -> Option<Self> {
        let Some((block, range)) = name.split_once(':') else {
            return Some(Target { block: name.parse().ok()?, range: None });
        };
        let (start, end) = range.split_once('-')?;
        Some(Target { block: block.parse().ok()?, range: Some(start.parse().ok()?..end.parse().ok()?) })
    }

    /// The bytes of `text`, the block's, that it covers.
    pub fn within(&self, text: &str) -> Range<usize> {
        let whole = 0..text.len();
        self.range.clone().filter(|range| text.get(range.clone()).is_some()).unwrap_or(whole)
    }
}

impl State {
    /// The text that a block has now: the worker may not have seen it yet.
    pub fn text_of(&self, block: u32) -> Option<&str> {
        let drawn = || {
            let document = &self.checked()?.outcome.report.document;
            document.blocks.get(block as usize).map(String::as_str)
        };
        self.texts.get(&block).map(String::as_str).or_else(drawn)
    }

    /// How many blocks have another text than the file.
    pub fn changed(&self) -> usize {
        self.texts.iter().filter(|(block, text)| self.originals.get(block) != Some(text)).count()
    }

    pub(super) fn edit(&mut self, edit: Edit) {
        match edit {
            Edit::Begin(target) => {
                if self.text_of(target.block).is_some() {
                    self.editing = Some(Editing { target, is_changed: false });
                }
            }
            Edit::Type(typed) => self.type_in(&typed),
            Edit::End { stay } => {
                if let Some(editing) = self.editing.take()
                    && stay
                {
                    self.ask_focus(vec![format!("[data-edit=\"{}\"]", editing.target.name())]);
                }
            }
            Edit::Left(target) => {
                self.editing = self.editing.take().filter(|editing| !editing.starts_at(&target));
            }
            Edit::Fix(findings) => self.fix(findings),
            Edit::Undo => self.travel(true),
            Edit::Redo => self.travel(false),
        }
    }

    /// Keeps the point before a step.
    pub(super) fn remember(&mut self) {
        let now = self.now();
        self.history.past.push(now);
        self.history.future.clear();
        if self.history.past.len() > MOST_STEPS {
            self.history.past.remove(0);
        }
    }

    fn now(&self) -> Step {
        Step { texts: self.texts.clone(), dismissed: self.settings.dismissed.clone() }
    }

    fn type_in(&mut self, typed: &str) {
        let Some(mut editing) = self.editing.clone() else { return };
        let Some(text) = self.text_of(editing.target.block).map(str::to_owned) else { return };
        let range = editing.target.within(&text);
        if text[range.clone()] == *typed {
            return;
        }
        if !editing.is_changed {
            self.remember();
            editing.is_changed = true;
        }
        let mut changed = text;
        changed.replace_range(range.clone(), typed);
        if editing.target.range.is_some() {
            editing.target.range = Some(range.start..range.start + typed.len());
        }
        self.write([(editing.target.block, changed)]);
        self.editing = Some(editing);
    }

    fn fix(&mut self, findings: Vec<usize>) {
        // The places of findings are those of the texts that were checked.
        let Phase::Report(shown) = &self.phase else { return };
        if shown.texts != self.texts {
            return;
        }
        let texts = shown.checked.outcome.corrected(findings.iter().copied());
        if texts.is_empty() {
            return;
        }
        let is_one = findings.len() == 1;
        let place = findings.first().and_then(|&index| shown.checked.outcome.findings.get(index));
        let place = place.and_then(|finding| finding.places.iter().find(|place| place.report == Whose::This)).copied();
        self.remember();
        self.write(texts);
        self.editing = None;
        self.fixed(&findings);
        if let Some(place) = place.filter(|_| is_one) {
            self.go(place);
        }
    }

    /// Gives blocks these texts.
    fn write(&mut self, texts: impl IntoIterator<Item = (u32, String)>) {
        let mut all = (*self.texts).clone();
        for (block, text) in texts {
            // What the file holds is known until the block is changed.
            let Some(before) = self.text_of(block).map(str::to_owned) else { continue };
            self.originals.entry(block).or_insert(before);
            all.insert(block, text);
        }
        self.texts = Shared::new(all);
    }

    fn travel(&mut self, back: bool) {
        let now = self.now();
        let history = &mut self.history;
        let (from, to) = match back {
            true => (&mut history.past, &mut history.future),
            false => (&mut history.future, &mut history.past),
        };
        let Some(step) = from.pop() else { return };
        to.push(now);
        // A block that was changed since has the file's text again.
        let mut texts = (*step.texts).clone();
        for (block, original) in &self.originals {
            texts.entry(*block).or_insert_with(|| original.clone());
        }
        self.texts = Shared::new(texts);
        self.change(|settings| settings.dismissed = step.dismissed);
        self.editing = None;
        self.say(if back { "已撤销。" } else { "已重做。" });
    }
}
