//! What a rule sees: the report, the arithmetic done once for all, and ways to name places.

use super::Environment;
use super::arithmetic::{Arithmetic, Checked};
use super::finding::{Calculation, Place, Term};
use super::previous::Previous;
use crate::prose::{Passage, Prose};
use crate::report::{CellReading, Heading, Report, RowReading};
use crate::rules::local::Local;
use crate::rules::privacy::{self, LongNumber};
use crate::rules::signs::{self, Seen, Sign, Sought};
use crate::rules::structure::{Numbered, numbered};
use crate::rules::wording::{Lists, Survey};
use crate::standard::{CellName, Edition, Row, TableKind};
use crate::text::{Number, Span};
use std::cell::OnceCell;
use std::ops::Range;

/// The one thing that rules are given.
pub struct Context<'a> {
    /// The report.
    pub report: &'a Report,
    /// The edition for names and labels: the report's, else the latest.
    pub edition: Edition,
    /// What the check depends on besides the report.
    pub environment: &'a Environment,
    /// The running text.
    pub prose: Prose,
    /// The relations between cells, evaluated and diagnosed.
    pub arithmetic: Arithmetic,
    /// Last year's report, where there is one.
    pub previous: Option<Previous<'a>>,
    /// What a province or city asks for; what cannot be read of it is left out.
    pub local: Local<'a>,
    /// The wrong forms of the lists and the marks, looked for at first use.
    wording: OnceCell<Survey>,
    /// The long numbers, looked for at first use.
    long_numbers: OnceCell<Vec<LongNumber>>,
    /// The signs on the paper, looked for at first use.
    signs: OnceCell<Vec<Sign>>,
    /// The paragraphs with ordinals, looked for at first use.
    ordinals: OnceCell<Vec<Numbered<'a>>>,
}

impl<'a> Context<'a> {
    /// Does the arithmetic of `report` and reads its text.
    pub fn new(report: &'a Report, environment: &'a Environment) -> Self {
        let prose = Prose::of(report);
        let previous = environment.previous.as_deref().map(|previous| Previous::new(previous, report, &prose));
        Context {
            report,
            edition: report.edition_or_latest(),
            environment,
            prose,
            arithmetic: Arithmetic::of(report),
            previous,
            local: Local::of(&environment.settings.local).unwrap_or_default(),
            wording: OnceCell::new(),
            long_numbers: OnceCell::new(),
            signs: OnceCell::new(),
            ordinals: OnceCell::new(),
        }
    }

    /// What the one pass over the running text found for all rules of wording.
    pub fn wording(&self) -> &Survey {
        self.wording.get_or_init(|| Survey::of(Lists::get(), &self.prose, self.year(), |span| self.quote(span)))
    }

    /// The signs of one kind in the running text, in reading order.
    pub fn seen(&self, sought: Sought) -> impl Iterator<Item = Seen> {
        self.wording().seen.iter().copied().filter(move |seen| seen.sought == sought)
    }

    /// The first of these in each sentence, with its passage and the bytes of the sentence.
    pub fn first_seen(&self, sought: Sought) -> impl Iterator<Item = (Seen, &Passage, Range<usize>)> {
        let mut told = (0, 0);
        self.seen(sought).filter_map(move |seen| {
            let passage = &self.prose.passages[seen.passage];
            let sentence = passage.sentence_at(seen.at);
            let is_first = (seen.passage, seen.at) >= std::mem::replace(&mut told, (seen.passage, sentence.end));
            is_first.then_some((seen, passage, sentence))
        })
    }

    /// The long numbers of the whole report, in reading order.
    pub fn long_numbers(&self) -> &[LongNumber] {
        self.long_numbers.get_or_init(|| privacy::long_numbers(self.report))
    }

    /// The signs of one kind on the whole paper, in reading order.
    pub fn signs(&self, sought: Sought) -> impl Iterator<Item = Sign> {
        self.signs
            .get_or_init(|| signs::on_paper(self.report))
            .iter()
            .copied()
            .filter(move |sign| sign.sought == sought)
    }

    /// The paragraphs of the sections that have an ordinal at their head, in reading order.
    pub fn ordinals(&self) -> &[Numbered<'a>] {
        self.ordinals.get_or_init(|| numbered(self.report))
    }

    /// The year that the report has to be judged by.
    pub fn year(&self) -> Option<i32> {
        self.report.year()
    }

    /// The form of the table that `cell` belongs to.
    pub fn form(&self, table: TableKind) -> Edition {
        self.report.table(table).map_or(self.edition, |table| table.form)
    }

    /// The name of `cell` in messages.
    pub fn name(&self, cell: CellName) -> String {
        cell.name(self.form(cell.table()))
    }

    /// The text that stands at `span`.
    pub fn quote(&self, span: Span) -> &'a str {
        self.report.document.quote(span)
    }

    /// The place of some characters.
    pub fn span(&self, span: Span) -> Place {
        Place { section: self.report.section_of(span.block), span: Some(span), ..Place::default() }
    }

    /// The place of a cell, whether it is there or not.
    pub fn cell(&self, cell: CellName) -> Place {
        Place {
            section: Some(cell.table().section()),
            table: Some(cell.table()),
            row: Some(cell.row),
            column: Some(cell.column),
            span: self.report.cell(cell).map(|reading| reading.span),
            ..Place::default()
        }
    }

    /// The place of a whole row: its label if it has one, else its first value.
    pub fn row(&self, row: Row) -> Place {
        let table = row.table();
        let label = |reading: &RowReading| reading.label.as_ref().and_then(|label| label.spans.last().copied());
        let found = self.report.table(table).and_then(|table| table.row(row));
        let span = found.and_then(|reading| label(reading).or_else(|| reading.values.first().copied()));
        Place { section: Some(table.section()), table: Some(table), row: Some(row), span, ..Place::default() }
    }

    /// The place of something in a table that is no cell of the form.
    pub fn in_table(&self, table: TableKind, span: Option<Span>) -> Place {
        Place { section: Some(table.section()), table: Some(table), span, ..Place::default() }
    }

    /// The place of a section as a whole: its heading, or the name of what is missing.
    pub fn section(&self, number: usize) -> Place {
        let span = self.heading(number).map(|heading| heading.span);
        Place { section: Some(number), span, ..Place::default() }
    }

    /// The heading of section `number`.
    pub fn heading(&self, number: usize) -> Option<&'a Heading> {
        self.report.outline.heading(number)
    }

    /// The filled cells of `table` in their official order.
    pub fn cells(&self, table: TableKind) -> impl Iterator<Item = (CellName, &'a CellReading)> + use<'a> {
        self.report
            .table(table)
            .into_iter()
            .flat_map(|table| table.cells.iter().map(|(&cell, reading)| (cell, reading)))
    }

    /// The number in `cell`.
    pub fn number(&self, cell: CellName) -> Option<Number> {
        self.report.number(cell)
    }

    /// What a cell that holds no number must be, where the relations tell.
    pub fn derived(&self, cell: CellName) -> Option<Number> {
        self.arithmetic.derived(self.report, cell)
    }

    /// The whole text of the body of section `number`, paragraphs joined by line ends.
    pub fn body_text(&self, number: usize) -> String {
        self.report.body(number).map(|(_, _, text)| text).collect::<Vec<_>>().join("\n")
    }

    /// The calculation behind a relation; `None` where a cell is no number.
    pub fn calculation(&self, checked: &Checked) -> Option<Calculation> {
        let term =
            |&cell: &CellName| Some(Term { name: self.name(cell), value: self.number(cell)?, place: self.cell(cell) });
        Some(Calculation {
            parts: checked.relation.parts.iter().map(term).collect::<Option<_>>()?,
            wholes: checked.relation.wholes.iter().map(term).collect::<Option<_>>()?,
        })
    }

    /// What is said behind a message about something missing when the copy shows damage.
    pub fn damage_note(&self) -> &'static str {
        if self.report.is_damaged() {
            "（也可能是复制、转换或识别时丢失，请对照原件）"
        } else {
            ""
        }
    }
}
