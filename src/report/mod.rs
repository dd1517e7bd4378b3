//! What a document means: the report's title, year, organ, six sections and three tables, each with its places.
//!
//! [`recognise`] never fails: whatever it does not find is a gap, and a gap is a fact for the rules.

mod again;
pub mod blank;
pub mod organ;
pub mod outline;
pub mod tables;

pub use again::recognise_again;
pub use blank::FormPart;
pub use organ::OrganClass;
pub use outline::{Heading, Outline, Role, Section, Signature, Title};
pub use tables::{CellReading, Doubt, Label, RowReading, Table};

use crate::document::{Document, Item, Note};
use crate::standard::{CellName, Edition, TableKind};
use crate::text::{Number, Span, fold};
use serde::{Deserialize, Serialize};

/// A recognised report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The document that it was read from.
    pub document: Document,
    /// Title, sections and the part that each item of the document plays.
    pub outline: Outline,
    /// The edition of the format that its tables follow; by the year where the tables do not tell; `None` if neither does.
    pub edition: Option<Edition>,
    /// The words that tell the edition, where they stand.
    pub markers: Vec<Marker>,
    /// The three tables, in order; `None` where there is none.
    pub tables: [Option<Table>; 3],
    /// Tables that are none of the three: their items.
    pub other_tables: Vec<u32>,
}

/// A word that stands in the tables of one edition only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marker {
    /// The edition it belongs to.
    pub edition: Edition,
    /// Where it stands.
    pub span: Span,
}

/// Recognises the report in `document`.
pub fn recognise(document: Document) -> Report {
    let lines = Lines::new(&document);
    let mut outline = outline::find(&document, &lines);
    let vocabularies = tables::Vocabulary::all();
    let units = tables::find(&document, &lines, &outline, vocabularies);
    outline.mark_tables(&units.owners);
    let markers = find_markers(&document, &units);
    let edition = edition(&markers, outline.year());
    let fallback = edition.unwrap_or(Edition::E2021);
    let tables = [
        tables::disclosure::read(&document, &units, vocabularies, fallback),
        tables::requests::read(&document, &units, vocabularies, fallback),
        tables::disputes::read(&document, &units, vocabularies, fallback),
    ];
    Report { document, outline, edition, markers, tables, other_tables: units.others }
}

impl Report {
    /// The year that it reports on.
    pub fn year(&self) -> Option<i32> {
        self.outline.year()
    }

    /// The organ that it reports for, as the title names it.
    pub fn organ(&self) -> Option<&str> {
        self.outline.title.as_ref()?.organ.as_deref()
    }

    /// Whether anything of an annual report was found in it.
    pub fn is_report(&self) -> bool {
        self.outline.title.is_some()
            || self.tables.iter().any(Option::is_some)
            || self.outline.sections.iter().filter(|section| section.is_some()).count() >= 2
    }

    /// Whether it is a workbook with the tables alone, so that nothing can be said of the text.
    pub fn is_tables_only(&self) -> bool {
        self.document.notes.contains(&Note::Sheets) && self.outline.sections.iter().all(Option::is_none)
    }

    /// One of the three tables.
    pub fn table(&self, kind: TableKind) -> Option<&Table> {
        self.tables[kind as usize].as_ref()
    }

    /// What stands in `cell`; `None` where the report has no such cell.
    pub fn cell(&self, cell: CellName) -> Option<&CellReading> {
        self.table(cell.table())?.cells.get(&cell)
    }

    /// The number in `cell`, if it is one.
    pub fn number(&self, cell: CellName) -> Option<Number> {
        self.cell(cell)?.value.number()
    }

    /// The edition that names and labels are taken from.
    pub fn edition_or_latest(&self) -> Edition {
        self.edition.unwrap_or(Edition::E2021)
    }

    /// The form that its 表三 follows, which may differ from the edition.
    pub fn requests_form(&self) -> Edition {
        self.table(TableKind::Requests).map_or(self.edition_or_latest(), |table| table.form)
    }

    /// Whether the copy shows damage from conversion: torn tables, left-over marks, rows found by order only.
    pub fn is_damaged(&self) -> bool {
        !self.document.residue.is_empty() || self.tables.iter().flatten().any(Table::is_damaged)
    }

    /// Whether the figures of a table came in an order in which they cannot be told apart. What is missing then is no
    /// fault of the author's.
    pub fn is_scrambled(&self) -> bool {
        self.tables.iter().flatten().any(Table::is_scrambled)
    }

    /// The section (1 to 6) that `block` stands in.
    pub fn section_of(&self, block: u32) -> Option<usize> {
        let item = self.document.item_of(block)?;
        self.outline.section_of_item(item)
    }

    /// The paragraphs of the body of section `number` (1 to 6) that are no part of a table: item, text.
    pub fn body(&self, number: usize) -> impl Iterator<Item = (usize, u32, &str)> {
        let range = self
            .outline
            .sections
            .get(number.wrapping_sub(1))
            .and_then(Option::as_ref)
            .map(|section| section.body.clone());
        range.into_iter().flatten().filter_map(|item| {
            let item = item as usize;
            let (paragraph, text) = self.document.paragraph(item)?;
            matches!(self.outline.roles.get(item), Some(Role::Body(_))).then_some((item, paragraph.block, text))
        })
    }
}

/// The folded text of every paragraph, made once for all who look at lines.
pub struct Lines(Vec<String>);

impl Lines {
    fn new(document: &Document) -> Self {
        let line = |item: &Item| match item {
            Item::Paragraph(paragraph) => fold(document.text(paragraph.block)),
            Item::Table(_) => String::new(),
        };
        Lines(document.items.iter().map(line).collect())
    }

    /// The folded text of item number `item`; empty for a table.
    pub fn get(&self, item: usize) -> &str {
        self.0.get(item).map_or("", String::as_str)
    }
}

/// Bytes of the shortest word that tells an edition.
const SHORTEST_MARKER: usize = "本年增/减".len();

fn find_markers(document: &Document, units: &tables::Units) -> Vec<Marker> {
    let mut markers = Vec::new();
    for span in units.texts() {
        let folded = crate::text::Folded::new(document.quote(span));
        let text: String = folded.chars.iter().collect();
        // Figures, and labels shorter than any of those words, need no look.
        if text.len() < SHORTEST_MARKER {
            continue;
        }
        for edition in [Edition::E2019, Edition::E2021].into_iter().filter(|edition| edition.is_marked(&text)) {
            for word in edition.markers() {
                let Some(at) = text.find(word) else { continue };
                let first = text[..at].chars().count();
                let inner = folded.original(first..first + word.chars().count());
                let start = span.start as usize;
                markers.push(Marker { edition, span: Span::new(span.block, start + inner.start..start + inner.end) });
            }
        }
    }
    markers
}

/// By the tables' words, the majority deciding; the year decides a tie and where there are none.
fn edition(markers: &[Marker], year: Option<i32>) -> Option<Edition> {
    let count = |edition| markers.iter().filter(|marker| marker.edition == edition).count();
    let (old, new) = (count(Edition::E2019), count(Edition::E2021));
    match old.cmp(&new) {
        std::cmp::Ordering::Greater => Some(Edition::E2019),
        std::cmp::Ordering::Less => Some(Edition::E2021),
        std::cmp::Ordering::Equal => year.and_then(Edition::for_year),
    }
}
