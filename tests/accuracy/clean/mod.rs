//! Clean reports: made up, of several kinds of organ and of both editions, their text agreeing with their tables.

mod bureaus;
mod first_edition;
mod governments;
mod streets;

use crate::model::{Model, Paragraph, Section, Sheet, Tag, cell_name};
use crate::random::Random;
use crate::template;
use nianbao::standard::{CellName, Column, Edition, Row, TableKind, heading};

/// A report as it is written down here.
pub struct Draft {
    pub name: &'static str,
    /// The draft of the same organ for the year before.
    pub previous: Option<&'static str>,
    pub organ: &'static str,
    pub year: i32,
    /// Cells of 表二 that are not 0.
    pub disclosure: &'static [(&'static str, &'static str, &'static str)],
    /// 本年新收, 上年结转 by kind of applicant, without the total.
    pub new: [i64; 6],
    pub carried: [i64; 6],
    /// Rows of results that are not 0.
    pub outcomes: &'static [(&'static str, [i64; 6])],
    /// 维持, 纠正, 其他, 未审结 of the three kinds of case.
    pub disputes: [[i64; 4]; 3],
    /// The prose: a line a paragraph, `tag|text`, in the language of [`template`].
    pub text: &'static str,
}

/// All clean reports.
pub fn models() -> Vec<Model> {
    let drafts: Vec<&Draft> =
        [bureaus::DRAFTS, streets::DRAFTS, governments::DRAFTS, first_edition::DRAFTS].into_iter().flatten().collect();
    let build = |draft: &Draft| {
        let mut model = draft.build();
        let previous = draft.previous.and_then(|name| drafts.iter().find(|other| other.name == name));
        assert_eq!(previous.is_some(), draft.previous.is_some(), "{}", draft.name);
        model.previous = previous.map(|draft| Box::new(draft.build()));
        model
    };
    drafts.iter().map(|draft| build(draft)).collect()
}

impl Draft {
    fn build(&self) -> Model {
        let edition = Edition::for_year(self.year).expect("a year with a format");
        let sheets = |number: usize| {
            let table = TableKind::ALL.into_iter().find(|table| table.section() == number);
            table.map(|table| Sheet::blank(table, edition)).into_iter().collect()
        };
        let sections = (1..=6).map(|number| Section {
            number,
            heading: Some(heading(number)),
            level: 2,
            paragraphs: Vec::new(),
            sheets: sheets(number),
        });
        let mut model = Model {
            name: self.name.to_owned(),
            organ: self.organ.to_owned(),
            year: self.year,
            edition,
            title: format!("{}{}年政府信息公开工作年度报告", self.organ, self.year),
            preface: Vec::new(),
            sections: sections.collect(),
            signature: Vec::new(),
            previous: None,
            sound: true,
        };
        self.fill(&mut model);
        self.tell(&mut model);
        model
    }

    fn fill(&self, model: &mut Model) {
        let edition = model.edition;
        for (row, column, text) in self.disclosure {
            let cell = cell_name(edition, row, column).unwrap_or_else(|| panic!("{}: {row}.{column}", self.name));
            model.set(cell, text).expect("the cell");
        }
        let mut done = [0; 6];
        for (id, figures) in self.outcomes {
            let row = Row::outcomes(edition).find(|row| row.id() == *id);
            row_of_requests(model, row.unwrap_or_else(|| panic!("{}: {id}", self.name)), *figures);
            (0..6).for_each(|at| done[at] += figures[at]);
        }
        let left = std::array::from_fn(|at| self.new[at] + self.carried[at] - done[at]);
        assert!(left.iter().all(|&left| left >= 0), "{}: {left:?}", self.name);
        for (row, figures) in
            [(Row::NEW, self.new), (Row::CARRIED_OVER, self.carried), (Row::OUTCOMES, done), (Row::REMAINING, left)]
        {
            row_of_requests(model, row, figures);
        }
        for (row, figures) in Row::all(TableKind::Disputes, edition).zip(self.disputes) {
            for (column, figure) in Column::DISPUTES.into_iter().zip(figures) {
                model.set(CellName::new(row, column), figure).expect("the cell");
            }
            model.set(CellName::new(row, Column::Cases), figures.iter().sum::<i64>()).expect("the cell");
        }
    }

    fn tell(&self, model: &mut Model) {
        let mut random = Random::of(&[self.name]);
        for line in self.text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (tag, text) = line.split_once('|').unwrap_or_else(|| panic!("{}: {line}", self.name));
            let tag = Tag::ALL.into_iter().find(|(name, _)| *name == tag).map(|(_, tag)| tag).expect("a tag");
            let text = template::write(text, model, &mut random);
            let text = text.unwrap_or_else(|| panic!("{}: a figure is 0 or missing in {line}", self.name));
            model.neighbours(tag).expect("the section").push(Paragraph { tag, text });
        }
    }
}

fn row_of_requests(model: &mut Model, row: Row, figures: [i64; 6]) {
    for (column, figure) in Column::REQUESTS.into_iter().zip(figures) {
        model.set(CellName::new(row, column), figure).expect("the cell");
    }
    model.set(CellName::new(row, Column::Applicants), figures.iter().sum::<i64>()).expect("the cell");
}
