//! What the user changes in the report: its blocks' texts, the parts that she puts in, and the way back.

use super::state::{Phase, Shared, State};
use crate::check::{Dismissal, Whose};
use crate::document::{Document, Insertion, NewPart, Revision};
use crate::report::FormPart;
use std::collections::BTreeMap;
use std::ops::Range;

/// The report as the user has it now; equal only to itself.
#[derive(Clone, PartialEq)]
pub struct Version {
    /// The document as it came, with the parts that she put in.
    pub base: Shared<Document>,
    /// What she made of it.
    pub revision: Shared<Revision>,
}

impl Version {
    /// What `revision` makes of a document that is not known yet.
    pub fn unread(revision: Revision) -> Self {
        Version { base: Shared::new(Document::default()), revision: Shared::new(revision) }
    }

    /// The same revision of the document that was read: `drawn` is that with the revision, in which `originals` are the
    /// texts that were written over.
    pub fn read(self, drawn: &Document, originals: &BTreeMap<u32, String>) -> Self {
        let base = drawn.with_texts(originals.iter().map(|(block, text)| (*block, text.as_str())));
        Version { base: Shared::new(base), ..self }
    }

    /// The text of a block.
    pub fn text(&self, block: u32) -> Option<&str> {
        let written = self.revision.texts.get(&block).or_else(|| self.base.blocks.get(block as usize));
        written.map(String::as_str)
    }

    /// Whether both have the same blocks, whatever their texts.
    pub fn has_blocks_of(&self, other: &Version) -> bool {
        self.base == other.base
    }

    /// How many texts were changed and parts put in.
    pub fn changes(&self) -> usize {
        self.revision.texts.len() + self.revision.insertions.len()
    }

    /// With these texts in blocks. One that is as it came is no change.
    fn with(&self, texts: impl IntoIterator<Item = (u32, String)>) -> Self {
        let mut revision = (*self.revision).clone();
        for (block, text) in texts {
            if self.base.blocks.get(block as usize).is_none_or(|came| *came == text) {
                revision.texts.remove(&block);
            } else {
                revision.texts.insert(block, text);
            }
        }
        Version { base: self.base.clone(), revision: Shared::new(revision) }
    }

    /// With parts put in; the texts move with their blocks.
    fn with_parts(&self, insertion: Insertion) -> Self {
        let (base, moved) = self.base.inserted(&insertion);
        let mut revision = Revision { insertions: self.revision.insertions.clone(), ..Revision::default() };
        let new = |block: u32| *moved.get(block as usize)?;
        revision
            .texts
            .extend(self.revision.texts.iter().filter_map(|(&block, text)| Some((new(block)?, text.clone()))));
        revision.insertions.push(insertion);
        Version { base: Shared::new(base), revision: Shared::new(revision) }
    }
}

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
    version: Version,
    /// What the step dismissed or restored, and whether it was dismissed at that point.
    dismissal: Option<(Dismissal, bool)>,
}

/// What was done, and what was taken back.
#[derive(Clone, Default, PartialEq)]
pub struct History {
    past: Vec<Step>,
    future: Vec<Step>,
}

const NOT_CHECKED: &str = "最近的修改没能核对，这里列的还是修改前的问题；请先撤销最近的修改（Ctrl+Z），再改正。";

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

/// What was asked while the report was being checked again: done when that is over.
#[derive(Clone, PartialEq)]
pub enum Postponed {
    /// Make the fixes of the findings with these numbers.
    Fix(Vec<usize>),
    /// Put in this part of the official form, which the report had not, or had.
    Insert(FormPart, bool),
    /// Open a field in this stretch of the text as it was then.
    Begin(Target),
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
    /// Make the fixes of the findings with these numbers.
    Fix(Vec<usize>),
    /// Put in this part of the official form.
    Insert(FormPart),
    /// Put in an empty paragraph behind that of this block.
    Paragraph(u32),
    /// Write this in that stretch.
    Write(Target, String),
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
    /// Whether what is drawn has the blocks that the report has now: the worker may not have seen a part put in yet.
    pub(super) fn is_drawn(&self) -> bool {
        matches!(&self.phase, Phase::Report(shown) if shown.version.has_blocks_of(&self.version))
    }

    /// The stretch that `target` names in the text that was checked, in the text as it is now: what was changed before it
    /// has moved it. None where it was changed itself.
    fn moved(&self, target: &Target) -> Option<Target> {
        let Phase::Report(shown) = &self.phase else { return None };
        let now = self.version.text(target.block)?;
        let Some(range) = &target.range else { return Some(target.clone()) };
        let checked = shown.version.text(target.block)?;
        checked.get(range.clone())?;
        let same = |pairs: &mut dyn Iterator<Item = (u8, u8)>| pairs.take_while(|(one, other)| one == other).count();
        let begin = same(&mut checked.bytes().zip(now.bytes()));
        let end = checked.len() - same(&mut checked.bytes().rev().zip(now.bytes().rev()));
        let range = match range {
            range if checked == now || range.end < begin => range.clone(),
            range if range.start > end => {
                range.start + now.len() - checked.len()..range.end + now.len() - checked.len()
            }
            _ => return None,
        };
        Some(Target { block: target.block, range: Some(range) })
    }

    /// Opens a field; one in a stretch of a text that was changed since it was checked only when it was checked again, for
    /// until then other stretches are drawn.
    fn begin(&mut self, target: Target) {
        let Some(moved) = self.moved(&target).filter(|_| self.is_drawn()) else { return };
        self.postponed.retain(|other| !matches!(other, Postponed::Begin(_)));
        let is_as_checked = matches!(&self.phase, Phase::Report(shown)
            if moved.range.is_none() || shown.version.text(moved.block) == self.version.text(moved.block));
        if is_as_checked {
            self.editing = Some(Editing { target: moved, is_changed: false });
        } else {
            self.postponed.push(Postponed::Begin(moved));
        }
    }

    pub(super) fn edit(&mut self, edit: Edit) {
        match edit {
            Edit::Begin(target) => self.begin(target),
            Edit::Type(typed) => self.type_in(&typed),
            Edit::End { stay } => {
                if let Some(editing) = self.editing.take()
                    && stay
                {
                    self.ask_focus(vec![format!("[data-edit=\"{}\"]", editing.target.name())]);
                }
                self.catch_up();
            }
            Edit::Left(target) => {
                self.editing = self.editing.take().filter(|editing| !editing.starts_at(&target));
                self.catch_up();
            }
            Edit::Fix(numbers) => self.fix(numbers),
            Edit::Insert(part) => self.insert(part),
            Edit::Paragraph(block) => self.add_paragraph(block),
            Edit::Write(target, text) => {
                // A stretch that is no longer there is not written in, and no other in its place.
                if let Some(target) = self.moved(&target).filter(|_| self.is_drawn()) {
                    self.editing = Some(Editing { target, is_changed: false });
                    self.type_in(&text);
                    self.edit(Edit::End { stay: true });
                }
            }
            Edit::Undo => self.travel(true),
            Edit::Redo => self.travel(false),
        }
    }

    /// Keeps the point before a change of the text.
    fn remember(&mut self) {
        self.remember_with(None);
    }

    /// Keeps the point before a step; before one that dismisses or restores, with what it does and whether that was
    /// dismissed then.
    pub(super) fn remember_with(&mut self, dismissal: Option<(Dismissal, bool)>) {
        self.history.past.push(Step { version: self.version.clone(), dismissal });
        self.history.future.clear();
        if self.history.past.len() > MOST_STEPS {
            self.history.past.remove(0);
        }
    }

    fn type_in(&mut self, typed: &str) {
        let Some(mut editing) = self.editing.clone() else { return };
        let Some(text) = self.version.text(editing.target.block).map(str::to_owned) else { return };
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
        self.version = self.version.with([(editing.target.block, changed)]);
        self.editing = Some(editing);
    }

    fn fix(&mut self, numbers: Vec<usize>) {
        let Phase::Report(shown) = &self.phase else { return };
        // The places of findings are those of the texts that were checked.
        if shown.version != self.version {
            if self.is_refused() {
                return self.notice = Some(NOT_CHECKED.to_owned());
            }
            self.postponed.push(Postponed::Fix(numbers));
            return;
        }
        let findings: Vec<usize> = numbers.into_iter().filter_map(|number| shown.numbers.finding(number)).collect();
        let texts = shown.checked.outcome.corrected(findings.iter().copied());
        if texts.is_empty() {
            return;
        }
        let is_one = findings.len() == 1;
        let place = findings.first().and_then(|&index| shown.checked.outcome.findings.get(index));
        let place = place.and_then(|finding| finding.places.iter().find(|place| place.report == Whose::This)).copied();
        self.remember();
        self.version = self.version.with(texts);
        self.editing = None;
        self.fixed(&findings);
        if let Some(place) = place.filter(|_| is_one) {
            self.go(place);
        }
    }

    /// Puts in a part of the form. The first of it that is to be filled in is opened.
    fn insert(&mut self, part: FormPart) {
        let Phase::Report(shown) = &self.phase else { return };
        if shown.version != self.version {
            if self.is_refused() {
                return self.notice = Some(NOT_CHECKED.to_owned());
            }
            self.postponed.push(Postponed::Insert(part, shown.checked.outcome.report.has(part)));
            return;
        }
        if let Some(insertion) = shown.checked.outcome.report.blank(part) {
            let (first, count) = (insertion.before as usize, insertion.parts.len());
            self.put_in(insertion);
            let blocks = (first..first + count).flat_map(|item| self.version.base.blocks_of(item));
            let blank = blocks.into_iter().find(|&block| self.version.base.text(block).is_empty());
            self.editing = blank.map(|block| Editing { target: Target { block, range: None }, is_changed: false });
            self.say("已按统一格式补入。");
        }
    }

    /// Does what waited for the check, now that it is over. What changes the text has the rest wait on; so does an open
    /// field, which nothing is to take away.
    pub(super) fn catch_up(&mut self) {
        while self.editing.is_none() && !self.postponed.is_empty() {
            let Phase::Report(shown) = &self.phase else { return };
            if shown.version != self.version {
                return;
            }
            match self.postponed.remove(0) {
                Postponed::Fix(numbers) => self.fix(numbers),
                // A second press of the button is no second wish.
                Postponed::Insert(part, had) if had != shown.checked.outcome.report.has(part) => {}
                Postponed::Insert(part, _) => self.insert(part),
                Postponed::Begin(target) => self.editing = Some(Editing { target, is_changed: false }),
            }
        }
    }

    fn add_paragraph(&mut self, block: u32) {
        let Some(item) = self.version.base.item_of(block).filter(|_| self.is_drawn()) else { return };
        let before = item as u32 + 1;
        let parts = vec![NewPart::Paragraph { text: String::new(), heading: None }];
        self.put_in(Insertion { before, replaces: Vec::new(), parts });
        let block = self.version.base.blocks_of(item + 1).start;
        self.editing = Some(Editing { target: Target { block, range: None }, is_changed: false });
    }

    fn put_in(&mut self, insertion: Insertion) {
        self.remember();
        self.version = self.version.with_parts(insertion);
    }

    fn travel(&mut self, back: bool) {
        let history = &mut self.history;
        let (from, to) = match back {
            true => (&mut history.past, &mut history.future),
            false => (&mut history.future, &mut history.past),
        };
        let Some(Step { version, dismissal }) = from.pop() else { return };
        let opposite = dismissal.clone().map(|(dismissal, was_dismissed)| (dismissal, !was_dismissed));
        to.push(Step { version: std::mem::replace(&mut self.version, version), dismissal: opposite });
        self.postponed.clear();
        if let Some((dismissal, is_dismissed)) = dismissal {
            self.change(|settings| {
                settings.dismissed.retain(|other| !other.is_of_same_finding(&dismissal));
                settings.dismissed.extend(is_dismissed.then_some(dismissal));
            });
        }
        self.editing = None;
        self.say(if back { "已撤销。" } else { "已重做。" });
    }
}
