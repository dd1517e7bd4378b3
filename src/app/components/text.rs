//! A run of text with its marks.

use super::class_of;
use super::field::Field;
use crate::app::edits::{Editing, Target, Version};
use crate::app::hooks::is_field;
use crate::app::marks::block_id;
use crate::app::state::{Action, Shared};
use crate::app::wire::Checked;
use crate::check::{Place, Severity, Whose};
use crate::text::Span;
use crate::write::marks::{Mark, badge};
use yew::prelude::*;

/// What the drawing of marks needs to know.
#[derive(Clone, PartialEq)]
pub struct Pencil {
    pub checked: Shared<Checked>,
    pub open: Option<usize>,
    pub lit: Option<Place>,
    pub select: Callback<usize>,
    /// The field that is open.
    pub editing: Option<Editing>,
    /// The report as it is now; none while it has other blocks than what is drawn.
    pub version: Option<Version>,
    pub dispatch: Callback<Action>,
}

impl Pencil {
    /// What a block holds when it is newer than what was checked.
    pub fn newer(&self, block: u32) -> Option<&str> {
        let checked = self.checked.outcome.report.document.text(block);
        self.version.as_ref()?.text(block).filter(|text| *text != checked)
    }

    /// The field in a stretch, if it is open there.
    pub fn field(&self, target: &Target, in_table: bool) -> Option<Html> {
        self.version.as_ref()?;
        let editing = self.editing.as_ref().filter(|editing| editing.starts_at(target))?;
        let text = self.newer(target.block).unwrap_or_else(|| self.checked.outcome.report.document.text(target.block));
        let text = text[editing.target.within(text)].to_owned();
        Some(html! {
            <Field key={format!("field-{}", target.block)} target={target.clone()} {text} {in_table} dispatch={self.dispatch.clone()} />
        })
    }

    pub fn severity(&self, mark: &Mark) -> Severity {
        self.checked.outcome.findings.get(mark.finding).map_or(Severity::Info, |finding| finding.severity)
    }

    pub fn rule(&self, mark: &Mark) -> String {
        self.checked.outcome.findings.get(mark.finding).map_or(String::new(), |finding| finding.rule.to_string())
    }

    pub fn message(&self, mark: &Mark) -> String {
        let finding = self.checked.outcome.findings.get(mark.finding);
        finding.map_or(String::new(), |finding| format!("{}：{}", finding.severity.name(), finding.message))
    }

    /// The one of several marks on the same characters that shows: the open finding's, else the worst.
    pub fn shown<'a>(&self, marks: impl Iterator<Item = &'a Mark>) -> Option<&'a Mark> {
        marks.min_by_key(|mark| (Some(mark.finding) != self.open, self.severity(mark), mark.finding))
    }

    /// The ring of the open finding: solid round its first place, dashed round the others and the terms of its sums.
    pub fn ring(&self, block: u32, start: usize) -> Option<&'static str> {
        let finding = self.checked.outcome.findings.get(self.open?)?;
        let is_here = |place: &Place| {
            let here = |span: Span| {
                let (first, end) = (span.start as usize, span.end as usize);
                span.block == block && first <= start && (start < end || start == first)
            };
            place.report == Whose::This && place.span.is_some_and(here)
        };
        let terms =
            || finding.calculations.iter().flat_map(|sum| sum.parts.iter().chain(&sum.wholes)).map(|term| &term.place);
        let mut places = finding.places.iter().filter(|place| place.report == Whose::This);
        match places.position(is_here) {
            Some(0) => Some("ring"),
            Some(_) => Some("ring dashed"),
            None => terms().any(is_here).then_some("ring dashed"),
        }
    }

    pub fn is_lit(&self, block: u32) -> bool {
        let here = self.lit.filter(|place| place.report == Whose::This);
        here.and_then(|place| place.span).is_some_and(|span| span.block == block)
    }

    /// Enter opens the finding of a mark; at the open one it edits, which the report sees to.
    pub fn on_key(&self, mark: &Mark) -> Callback<KeyboardEvent> {
        let (select, finding, is_open) = (self.select.clone(), mark.finding, self.open == Some(mark.finding));
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && !is_open && !is_field(&event) {
                select.emit(finding);
            }
        })
    }

    pub fn on_select(&self, mark: &Mark) -> Callback<MouseEvent> {
        let (select, finding) = (self.select.clone(), mark.finding);
        // A click into the field that is open there is the field's.
        Callback::from(move |event: MouseEvent| {
            if !is_field(&event) {
                select.emit(finding);
            }
        })
    }
}

/// The text of a block, cut where marks begin and end.
pub fn marked_text(pencil: &Pencil, block: u32, text: &str, marks: &[Mark]) -> Html {
    let mut cuts: Vec<usize> = vec![0, text.len()];
    for mark in marks {
        cuts.extend([mark.range.start, mark.range.end]);
    }
    cuts.retain(|&cut| text.is_char_boundary(cut));
    cuts.sort_unstable();
    cuts.dedup();
    let segments = cuts.windows(2).map(|cut| {
        let (start, end) = (cut[0], cut[1]);
        let here = marks.iter().filter(|mark| mark.range.start <= start && end <= mark.range.end);
        let piece = text[start..end].to_owned();
        match pencil.shown(here) {
            Some(mark) => segment(pencil, block, start, piece, mark),
            None => html! { { piece } },
        }
    });
    html! { <>{ for segments }</> }
}

fn segment(pencil: &Pencil, block: u32, start: usize, piece: String, mark: &Mark) -> Html {
    let severity = pencil.severity(mark);
    let begins = mark.range.start == start;
    let number = (begins && mark.first).then(|| badge(mark.number));
    let select = pencil.on_select(mark);
    let by_key = pencil.on_key(mark);
    html! {
        <mark
            id={format!("{}-{start}", block_id(block))}
            class={classes!(class_of(severity), pencil.ring(block, start), pencil.is_lit(block).then_some("lit"))}
            data-rule={pencil.rule(mark)}
            data-severity={severity.id()}
            title={pencil.message(mark)}
            tabindex="0"
            onclick={select}
            onkeydown={by_key}
        >
            { piece }
            if let Some(number) = number {
                <sup class="badge" aria-hidden="true">{ number }</sup>
            }
        </mark>
    }
}
