//! The kinds of defect, by family of the catalogue. Each damages one thing in a clean report and says where that is.

mod across_years;
mod arithmetic;
mod cells;
mod citations;
mod dates;
mod disputes_text;
mod labels;
mod other_text;
mod privacy;
mod requests_text;
mod sections;
mod sums;
mod typing;
mod typography;
mod whole;

use crate::layouts::Layout;
use crate::model::{CLOSE, Model, OPEN, Tag};
use crate::random::Random;
use crate::template;
use nianbao::check::Severity;
use nianbao::standard::{CellName, Row, TableKind};

/// Where a finding must point.
#[derive(Clone, Copy, Debug)]
pub enum Where {
    /// At the text between the marks, with any of its places.
    Marked,
    /// At this cell, with its first place.
    Cell(CellName),
    /// At this cell, with any of its places: where several answers are possible.
    Among(CellName),
    /// At any cell of this row, with its first place.
    Row(Row),
    /// Into this table, with its first place.
    Table(TableKind),
    /// Into this section, with its first place.
    Section(usize),
    /// Anywhere: the rule alone tells.
    Anywhere,
}

/// Damages a report and says where; `None` where it cannot.
pub type Apply = Box<dyn Fn(&mut Model, &mut Random) -> Option<Vec<Where>>>;

/// A kind of defect.
pub struct Kind {
    pub name: &'static str,
    /// S, T2, T3, T4, X, Y, W, P, D.
    pub family: &'static str,
    pub severity: Severity,
    /// What the numbers in the catalogue of the rules that may find it begin with; none: any rule.
    pub codes: &'static [&'static str],
    pub layouts: &'static [Layout],
    /// Whether one cell was changed so that the arithmetic tells which.
    pub arithmetic: bool,
    /// Whether in a sound model it writes the same sentence rightly, which nothing may find fault with.
    pub control: bool,
    pub apply: Apply,
}

impl Kind {
    /// A change of the model.
    pub fn change(
        name: &'static str,
        family: &'static str,
        severity: Severity,
        apply: impl Fn(&mut Model, &mut Random) -> Option<Vec<Where>> + 'static,
    ) -> Self {
        let apply = Box::new(apply);
        Kind { name, family, severity, codes: &[], layouts: &Layout::ALL, arithmetic: false, control: false, apply }
    }

    /// A sentence with something wrong in it, put somewhere by `put`.
    pub fn sentence(
        name: &'static str,
        family: &'static str,
        severity: Severity,
        put: Put,
        sentences: &'static [&'static str],
    ) -> Self {
        let apply = move |model: &mut Model, random: &mut Random| {
            let text = fitting(sentences, model, random)?;
            put_text(put, text, model, random)?;
            Some(vec![Where::Marked])
        };
        Kind { control: true, ..Kind::change(name, family, severity, apply) }
    }

    pub fn codes(self, codes: &'static [&'static str]) -> Self {
        Kind { codes, ..self }
    }

    pub fn only(self, layouts: &'static [Layout]) -> Self {
        Kind { layouts, ..self }
    }

    pub fn arithmetic(self) -> Self {
        Kind { arithmetic: true, ..self }
    }

    /// Beside the marked text also a cell may be named: that which the text disagrees with.
    pub fn or_cell(self, row: &'static str, column: &'static str) -> Self {
        let Kind { apply, .. } = self;
        let apply = move |model: &mut Model, random: &mut Random| {
            let mut places = apply(model, random)?;
            places.extend(model.cell(row, column).map(Where::Cell));
            Some(places)
        };
        Kind { apply: Box::new(apply), ..self }
    }

    /// Also a finding of these rules in this table counts: what it is about may be named as missing.
    pub fn or_table(self, table: TableKind, codes: &'static [&'static str]) -> Self {
        let Kind { apply, .. } = self;
        let apply = move |model: &mut Model, random: &mut Random| {
            let mut places = apply(model, random)?;
            places.push(Where::Table(table));
            Some(places)
        };
        Kind { apply: Box::new(apply), codes, ..self }
    }

    /// Without the sound form.
    pub fn uncontrolled(self) -> Self {
        Kind { control: false, ..self }
    }

    /// Only for models that satisfy `fits`.
    pub fn when(self, fits: fn(&Model) -> bool) -> Self {
        let Kind { apply, .. } = self;
        let apply = move |model: &mut Model, random: &mut Random| {
            if !fits(model) {
                return None;
            }
            apply(model, random)
        };
        Kind { apply: Box::new(apply), ..self }
    }
}

/// Where a sentence goes.
#[derive(Clone, Copy, Debug)]
pub enum Put {
    /// In the place of the paragraph with this tag.
    Instead(Tag),
    /// At the end of the paragraph with this tag.
    After(Tag),
    /// At the end of one of the paragraphs of section 一 that tell of deeds.
    Deeds,
    /// A paragraph of its own behind those with this tag.
    Paragraph(Tag),
}

/// One of `sentences` that fits the model.
pub fn fitting(sentences: &[&str], model: &Model, random: &mut Random) -> Option<String> {
    let mut order: Vec<&&str> = sentences.iter().collect();
    random.shuffle(&mut order);
    order.into_iter().find_map(|sentence| template::write(sentence, model, random))
}

pub fn put_text(put: Put, text: String, model: &mut Model, random: &mut Random) -> Option<()> {
    match put {
        Put::Instead(tag) => {
            let paragraph = model.paragraph(tag)?;
            let (head, body) = (head(&paragraph.text).to_owned(), text[self::head(&text).len()..].to_owned());
            paragraph.text = head + &body;
        }
        Put::After(tag) => model.paragraph(tag)?.text.push_str(&text),
        Put::Deeds => {
            let tag = *random.pick(&[Tag::Active, Tag::Management, Tag::Platform, Tag::Supervision])?;
            model.paragraph(tag)?.text.push_str(&text);
        }
        Put::Paragraph(tag) => model.insert(tag, text)?,
    }
    Some(())
}

/// The little heading that `text` begins with, if its ordinal says that it is one: `（一）主动公开。`.
fn head(text: &str) -> &str {
    let is_ordinal = text.starts_with('（') && text.chars().nth(2) == Some('）')
        || text.starts_with(|first: char| first.is_ascii_digit())
            && text.chars().nth(1).is_some_and(|dot| ".．".contains(dot))
        || text.chars().nth(1) == Some('是');
    match text.find(['。', '：']) {
        Some(at) if is_ordinal => &text[..at + '。'.len_utf8()],
        _ => "",
    }
}

/// Replaces `right` by `wrong` in the first paragraph that holds it, and marks it.
pub fn replace(model: &mut Model, tags: &[Tag], right: &str, wrong: &str) -> Option<()> {
    for &tag in tags {
        let Some(among) = model.neighbours(tag) else { continue };
        let Some(paragraph) = among.iter_mut().find(|entry| entry.tag == tag && entry.text.contains(right)) else {
            continue;
        };
        paragraph.text = paragraph.text.replacen(right, &format!("{OPEN}{wrong}{CLOSE}"), 1);
        return Some(());
    }
    None
}

/// All kinds.
pub fn kinds() -> Vec<Kind> {
    [
        sections::kinds(),
        whole::kinds(),
        cells::kinds(),
        labels::kinds(),
        arithmetic::kinds(),
        requests_text::kinds(),
        disputes_text::kinds(),
        sums::kinds(),
        other_text::kinds(),
        across_years::kinds(),
        typing::kinds(),
        typography::kinds(),
        privacy::kinds(),
        dates::kinds(),
        citations::kinds(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
