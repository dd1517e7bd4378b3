//! A report as data: its title, prose and tables, before it is written in one of the layouts.

use nianbao::standard::form::{self, Content};
use nianbao::standard::{CellName, Column, Edition, Row, TableKind};
use nianbao::text::fold;

/// Begins and ends the text that a defect or variation is about; never written into a layout.
pub const OPEN: char = '\u{E000}';
pub const CLOSE: char = '\u{E001}';

/// What a paragraph tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    Preface,
    /// Of section 一: what it begins with, and its aspects.
    Opening,
    Active,
    Requests,
    Disputes,
    Management,
    Platform,
    Supervision,
    /// Sentences under the headings of sections 二, 三 and 四.
    Note2,
    Note3,
    Note4,
    /// Of section 五.
    Problems,
    Measures,
    /// Section 六.
    Others,
    Signature,
}

impl Tag {
    pub const ALL: [(&str, Tag); 15] = [
        ("preface", Tag::Preface),
        ("opening", Tag::Opening),
        ("active", Tag::Active),
        ("requests", Tag::Requests),
        ("disputes", Tag::Disputes),
        ("management", Tag::Management),
        ("platform", Tag::Platform),
        ("supervision", Tag::Supervision),
        ("note2", Tag::Note2),
        ("note3", Tag::Note3),
        ("note4", Tag::Note4),
        ("problems", Tag::Problems),
        ("measures", Tag::Measures),
        ("others", Tag::Others),
        ("signature", Tag::Signature),
    ];

    /// The section that it stands in: 0 before the first, 7 after the last.
    pub fn section(self) -> usize {
        match self {
            Tag::Preface => 0,
            Tag::Note2 => 2,
            Tag::Note3 => 3,
            Tag::Note4 => 4,
            Tag::Problems | Tag::Measures => 5,
            Tag::Others => 6,
            Tag::Signature => 7,
            _ => 1,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Paragraph {
    pub tag: Tag,
    pub text: String,
}

/// A part between the preface and the signature: a heading of the first level and what follows it.
#[derive(Clone, Debug)]
pub struct Section {
    /// 1 to 6; 0 for one that the format does not know.
    pub number: usize,
    /// `None` where the heading is lost.
    pub heading: Option<String>,
    /// The level in Markdown and HTML.
    pub level: usize,
    pub paragraphs: Vec<Paragraph>,
    pub sheets: Vec<Sheet>,
}

/// A table, with its merged cells.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub table: Option<TableKind>,
    pub rows: Vec<Vec<SheetCell>>,
}

#[derive(Clone, Debug)]
pub struct SheetCell {
    pub text: String,
    pub figure: Option<CellName>,
    pub columns: u32,
    pub rows: u32,
}

impl SheetCell {
    pub fn label(text: &str, columns: u32, rows: u32) -> Self {
        SheetCell { text: text.to_owned(), figure: None, columns, rows }
    }
}

impl Sheet {
    /// The official form, all 0.
    pub fn blank(table: TableKind, edition: Edition) -> Self {
        let cell = |cell: &form::FormCell| {
            let (text, figure) = match &cell.content {
                Content::Label(text) => (text.clone(), None),
                Content::Figure(name) => ("0".to_owned(), Some(*name)),
            };
            SheetCell { text, figure, columns: cell.columns, rows: cell.rows }
        };
        let rows = form::rows(table, edition).iter().map(|row| row.iter().map(cell).collect()).collect();
        Sheet { table: Some(table), rows }
    }

    /// A table that is none of the three.
    pub fn other(rows: &[&[&str]]) -> Self {
        let rows = rows.iter().map(|row| row.iter().map(|text| SheetCell::label(text, 1, 1)).collect()).collect();
        Sheet { table: None, rows }
    }

    /// Index of the row whose figures belong to `row`.
    pub fn index(&self, row: Row) -> Option<usize> {
        self.rows.iter().position(|cells| cells.iter().any(|cell| cell.figure.is_some_and(|name| name.row == row)))
    }

    /// Index of the first row that holds the label `label`.
    pub fn index_of_label(&self, label: &str) -> Option<usize> {
        self.rows.iter().position(|cells| cells.iter().any(|cell| cell.figure.is_none() && cell.text == label))
    }

    pub fn label_mut(&mut self, label: &str) -> Option<&mut SheetCell> {
        let found = |cell: &&mut SheetCell| cell.figure.is_none() && cell.text == label;
        self.rows.iter_mut().flatten().find(found)
    }

    /// Takes a row out; merged cells that begin in it begin in the next one.
    pub fn remove(&mut self, index: usize) {
        for (above, cells) in self.rows[..index].iter_mut().enumerate() {
            for cell in cells.iter_mut().filter(|cell| above as u32 + cell.rows > index as u32) {
                cell.rows -= 1;
            }
        }
        let taken = self.rows.remove(index);
        if let Some(next) = self.rows.get_mut(index) {
            let kept = taken.into_iter().filter(|cell| cell.rows > 1);
            let kept: Vec<_> = kept.map(|cell| SheetCell { rows: cell.rows - 1, ..cell }).collect();
            next.splice(0..0, kept);
        }
    }

    pub fn width(&self) -> u32 {
        self.rows.first().map_or(0, |row| row.iter().map(|cell| cell.columns).sum())
    }
}

/// A report.
#[derive(Clone, Debug)]
pub struct Model {
    pub name: String,
    pub organ: String,
    pub year: i32,
    pub edition: Edition,
    pub title: String,
    pub preface: Vec<Paragraph>,
    pub sections: Vec<Section>,
    pub signature: Vec<Paragraph>,
    /// Last year's report of the same organ.
    pub previous: Option<Box<Model>>,
    /// Whether defects are written rightly: the same sentences with the right words and figures.
    pub sound: bool,
}

impl Model {
    pub fn section(&mut self, number: usize) -> Option<&mut Section> {
        self.sections.iter_mut().find(|section| section.number == number)
    }

    pub fn sheets(&self) -> impl Iterator<Item = &Sheet> {
        self.sections.iter().flat_map(|section| &section.sheets)
    }

    pub fn sheet(&mut self, table: TableKind) -> Option<&mut Sheet> {
        self.sections.iter_mut().flat_map(|section| &mut section.sheets).find(|sheet| sheet.table == Some(table))
    }

    fn figures(&self) -> impl Iterator<Item = (CellName, &SheetCell)> {
        self.sheets().flat_map(|sheet| sheet.rows.iter().flatten()).filter_map(|cell| Some((cell.figure?, cell)))
    }

    pub fn text(&self, name: CellName) -> Option<&str> {
        self.figures().find(|(other, _)| *other == name).map(|(_, cell)| cell.text.as_str())
    }

    pub fn value(&self, name: CellName) -> Option<f64> {
        self.text(name)?.parse().ok()
    }

    /// The number in `cell`, 0 where there is none.
    pub fn count(&self, name: CellName) -> i64 {
        self.value(name).unwrap_or_default() as i64
    }

    /// All cells of a table that satisfy `wanted`.
    pub fn cells(&self, table: TableKind, wanted: impl Fn(CellName, i64) -> bool) -> Vec<CellName> {
        let cells = self.figures().filter(|(name, _)| name.table() == table);
        cells
            .filter(|(name, cell)| wanted(*name, cell.text.parse().unwrap_or_default()))
            .map(|(name, _)| name)
            .collect()
    }

    pub fn set(&mut self, name: CellName, text: impl ToString) -> Option<()> {
        let cells = self.sections.iter_mut().flat_map(|section| &mut section.sheets).flat_map(|sheet| &mut sheet.rows);
        cells.flatten().find(|cell| cell.figure == Some(name))?.text = text.to_string();
        Some(())
    }

    /// Adds to a cell.
    pub fn add(&mut self, name: CellName, change: i64) -> Option<()> {
        self.set(name, self.count(name) + change)
    }

    /// The cell by its names in the contract.
    pub fn cell(&self, row: &str, column: &str) -> Option<CellName> {
        cell_name(self.edition, row, column)
    }

    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        let sections = self.sections.iter().flat_map(|section| &section.paragraphs);
        self.preface.iter().chain(sections).chain(&self.signature)
    }

    fn paragraphs_mut(&mut self) -> impl Iterator<Item = &mut Paragraph> {
        let sections = self.sections.iter_mut().flat_map(|section| &mut section.paragraphs);
        self.preface.iter_mut().chain(sections).chain(&mut self.signature)
    }

    pub fn paragraph(&mut self, tag: Tag) -> Option<&mut Paragraph> {
        self.paragraphs_mut().find(|paragraph| paragraph.tag == tag)
    }

    /// The paragraphs that `tag` belongs among.
    pub fn neighbours(&mut self, tag: Tag) -> Option<&mut Vec<Paragraph>> {
        match tag.section() {
            0 => Some(&mut self.preface),
            7 => Some(&mut self.signature),
            number => self.section(number).map(|section| &mut section.paragraphs),
        }
    }

    /// Adds a paragraph behind those with its tag.
    pub fn insert(&mut self, tag: Tag, text: String) -> Option<()> {
        let among = self.neighbours(tag)?;
        let at = among.iter().rposition(|paragraph| paragraph.tag == tag).map_or(among.len(), |at| at + 1);
        among.insert(at, Paragraph { tag, text });
        Some(())
    }

    pub fn remove(&mut self, tag: Tag) {
        if let Some(among) = self.neighbours(tag) {
            among.retain(|paragraph| paragraph.tag != tag);
        }
    }

    /// All text of section 一.
    pub fn overview(&self) -> String {
        let section = self.sections.iter().find(|section| section.number == 1);
        section.map_or(String::new(), |section| {
            section.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect()
        })
    }

    /// All prose.
    pub fn prose(&self) -> String {
        self.paragraphs().map(|paragraph| paragraph.text.as_str()).collect()
    }

    /// All texts with marks.
    pub fn marked_texts(&self) -> Vec<String> {
        let cells = self.sheets().flat_map(|sheet| sheet.rows.iter().flatten()).map(|cell| &cell.text);
        let headings = self.sections.iter().filter_map(|section| section.heading.as_ref());
        let paragraphs = self.paragraphs().map(|paragraph| &paragraph.text);
        let all = paragraphs.chain(headings).chain(cells).chain([&self.title]);
        all.filter(|text| text.contains(OPEN)).cloned().collect()
    }

    /// Takes the marks out of all text.
    pub fn take_marks(&mut self) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut take = |text: &mut String| {
            if text.contains(OPEN) {
                marks.extend(Mark::of(text));
                text.retain(|character| character != OPEN && character != CLOSE);
            }
        };
        take(&mut self.title);
        self.paragraphs_mut().for_each(|paragraph| take(&mut paragraph.text));
        for section in &mut self.sections {
            section.heading.iter_mut().for_each(&mut take);
            let cells = section.sheets.iter_mut().flat_map(|sheet| sheet.rows.iter_mut().flatten());
            cells.for_each(|cell| take(&mut cell.text));
        }
        if let Some(previous) = &mut self.previous {
            previous.take_marks();
        }
        marks
    }
}

pub fn cell_name(edition: Edition, row: &str, column: &str) -> Option<CellName> {
    let rows = TableKind::ALL.into_iter().flat_map(|table| Row::all(table, edition));
    let row = rows.into_iter().find(|other| other.id() == row)?;
    let column: Column = row.columns(edition).iter().copied().find(|other| other.id() == column)?;
    Some(CellName::new(row, column))
}

/// `text` between marks.
pub fn marked(text: &str) -> String {
    format!("{OPEN}{text}{CLOSE}")
}

/// A marked place: a paragraph or label in folded form, and the characters of it that are marked.
#[derive(Clone, Debug)]
pub struct Mark {
    pub context: Vec<char>,
    pub range: std::ops::Range<usize>,
}

impl Mark {
    fn of(text: &str) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut context = String::new();
        let mut start = 0;
        let length = |text: &str| fold(text).chars().count();
        for character in text.chars() {
            match character {
                OPEN => start = length(&context),
                CLOSE => marks.push(Mark { context: Vec::new(), range: start..length(&context) }),
                _ => context.push(character),
            }
        }
        let context: Vec<char> = fold(&context).chars().collect();
        marks.iter_mut().for_each(|mark| mark.context.clone_from(&context));
        marks
    }
}
