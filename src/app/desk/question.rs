//! What is asked about all reports on the desk, and the worker's end that keeps them and answers.

use crate::check::Severity;
use crate::desk::copies::Kin;
use crate::desk::{Entry, Known, Pairing, Source, copies, outliers, pairing, rollup};
use crate::standard::{CellName, Column, Row};
use crate::text::Number;
use crate::write::archive::Archive;
use crate::write::{desk_book, figures, notice};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// What is asked. Reports are named by their numbers on the desk.
#[derive(Debug, Serialize, Deserialize)]
pub enum Question {
    /// Keep this report.
    Keep(u32, Box<Entry>),
    /// Which report is which other's of last year?
    Pairing,
    /// Which are nearly the same?
    Copies,
    /// Which figures stand far above those of like organs?
    Outliers,
    /// How many requests these reports tell of.
    Requests(Vec<u32>),
    /// The figures of one organ's reports, which are given by year.
    Years(Vec<u32>),
    /// Do these parts add up to this whole?
    AddUp {
        /// The whole.
        whole: u32,
        /// The parts.
        parts: Vec<u32>,
    },
    /// All of these reports as a workbook.
    Workbook {
        /// Which.
        of: Vec<u32>,
        /// What rules are called: identifiers and names.
        titles: Vec<(String, String)>,
    },
    /// Their figures as one long table, comma-separated.
    Figures(Vec<u32>),
    /// The notices to their organs as an archive of Word files.
    Notices {
        /// Which.
        of: Vec<u32>,
        /// The reviewer's template.
        template: String,
    },
    /// Put this file into the archive: its name, its ending, what it holds.
    Pack(String, String, Vec<u8>),
    /// The archive, which is then empty.
    Packed,
    /// The notice to one organ as text.
    Notice {
        /// Which.
        of: u32,
        /// The reviewer's template.
        template: String,
    },
}

/// The answers, in the same order.
#[derive(Debug, Serialize, Deserialize)]
pub enum Answer {
    /// It is kept.
    Kept,
    /// Whose reports they are.
    Pairing(Pairing),
    /// Pairs, what is most alike first.
    Copies(Vec<Alike>),
    /// Figures in words.
    Outliers(Vec<Far>),
    /// Requests, the most first.
    Requests(Vec<Requests>),
    /// Figures over the years.
    Years(Vec<YearLine>),
    /// A whole and its parts.
    Sums(Box<Sums>),
    /// A text.
    Text(String),
    /// A file, or the sentence that says why there is none.
    File(Result<Vec<u8>, String>),
}

/// Two reports that are nearly the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alike {
    /// The one, of the later year.
    pub this: u32,
    /// The other.
    pub other: u32,
    /// How much is the same, in per cent.
    pub share: u8,
    /// Whose they are, in words.
    pub kin: String,
}

/// A figure far above its like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Far {
    /// The report.
    pub report: u32,
    /// What stands there and what is usual, in words.
    pub words: String,
}

/// How many requests (政府信息公开申请) a report tells of; whole numbers, without what is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requests {
    /// The report.
    pub report: u32,
    /// 本年新收.
    pub new: u32,
    /// 本年度办理结果的总计.
    pub done: u32,
}

/// A cell over the years.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearLine {
    /// The cell's name.
    pub cell: String,
    /// What stands there, a report after the other; `—` where there is nothing.
    pub values: Vec<String>,
    /// How it changed from the last year but one to the last.
    pub change: String,
    /// Whether what was carried over does not agree.
    pub is_broken: bool,
    /// What is to be said of that.
    pub note: String,
}

/// A whole against its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// What there is to say.
    pub remarks: Vec<(Severity, String)>,
    /// How many reports were added up.
    pub added: u32,
    /// How many cells were compared.
    pub compared: u32,
    /// The cells that differ: the cell, the whole, the sum, the difference, how many parts have a number there.
    pub rows: Vec<[String; 5]>,
}

/// All reports of the desk.
#[derive(Default)]
pub struct Survey {
    entries: Vec<Entry>,
    /// Files that are made one after the other.
    archive: Option<Archive>,
}

impl Survey {
    /// Answers.
    pub fn answer(&mut self, question: Question) -> Answer {
        match question {
            Question::Keep(at, entry) => {
                let at = at as usize;
                if self.entries.len() <= at {
                    self.entries.resize_with(at + 1, || Entry::unreadable("", "还没有读取。"));
                }
                self.entries[at] = *entry;
                Answer::Kept
            }
            Question::Pairing => {
                let mut pairing = self.pairing();
                pairing.groups.iter_mut().for_each(|group| self.keep_one_of_each(group));
                Answer::Pairing(pairing)
            }
            Question::Requests(of) => Answer::Requests(self.requests(&of)),
            Question::Years(of) => Answer::Years(self.years(&of)),
            Question::Copies => Answer::Copies(self.copies()),
            Question::Outliers => Answer::Outliers(self.outliers()),
            Question::AddUp { whole, parts } => Answer::Sums(Box::new(self.sums(whole, &parts).unwrap_or_default())),
            Question::Workbook { of, titles } => {
                let title = |id: &str| {
                    titles
                        .iter()
                        .find(|(other, _)| other == id)
                        .map_or_else(|| id.to_owned(), |(_, title)| title.clone())
                };
                Answer::File(desk_book::workbook(&self.those(&of), &self.pairs_among(&of), &title))
            }
            Question::Figures(of) => {
                let mut table = figures::csv_head();
                for entry in self.those(&of) {
                    entry.long().for_each(|row| table.extend(figures::csv_row(&row)));
                }
                Answer::File(Ok(table))
            }
            Question::Notices { of, template } => Answer::File(notice::archive(&self.those(&of), &template)),
            Question::Pack(name, ending, bytes) => {
                match self.archive.get_or_insert_default().add(&name, &ending, &bytes) {
                    Ok(()) => Answer::Kept,
                    Err(sentence) => Answer::File(Err(sentence)),
                }
            }
            Question::Packed => Answer::File(self.archive.take().unwrap_or_default().finish()),
            Question::Notice { of, template } => {
                let entry = self.entries.get(of as usize);
                Answer::Text(entry.map(|entry| notice::text(entry, &template)).unwrap_or_default())
            }
        }
    }

    fn those(&self, of: &[u32]) -> Vec<&Entry> {
        of.iter().filter_map(|&at| self.entries.get(at as usize)).collect()
    }

    /// Of a year's report in several files (as Word and as PDF) the first stands for it.
    fn keep_one_of_each(&self, group: &mut Vec<u32>) {
        let mut seen = HashSet::new();
        group.retain(|&at| {
            let entry = self.entries.get(at as usize);
            entry.is_some_and(|entry| entry.year.is_none() || seen.insert((entry.year, entry.figures.hash())))
        });
    }

    fn pairing(&self) -> Pairing {
        pairing::pair(&self.entries.iter().map(Known::from).collect::<Vec<_>>())
    }

    fn copies(&self) -> Vec<Alike> {
        let alike = |pair: copies::Pair| {
            let kin = match pair.kin {
                Kin::Organs => "不同机关",
                Kin::Years => "同一机关的两年",
                Kin::Same => "同一机关同一年",
            };
            Alike { this: pair.this, other: pair.other, share: pair.share, kin: kin.to_owned() }
        };
        copies::find(&self.entries, &self.pairing()).into_iter().map(alike).collect()
    }

    /// The pairs of which both are among `of`, in words.
    fn pairs_among(&self, of: &[u32]) -> Vec<[String; 4]> {
        let name = |at: u32| self.entries.get(at as usize).map_or("", |entry| entry.file.as_str()).to_owned();
        let pairs = self.copies().into_iter().filter(|pair| of.contains(&pair.this) && of.contains(&pair.other));
        pairs.map(|pair| [format!("{}%", pair.share), pair.kin, name(pair.this), name(pair.other)]).collect()
    }

    fn outliers(&self) -> Vec<Far> {
        let far = |outlier: outliers::Outlier| {
            let entry = self.entries.get(outlier.report as usize)?;
            let cell = outlier.cell.name(entry.figures.form(outlier.cell.table())?);
            let outliers::Outlier { value, median, like, .. } = outlier;
            let words = format!("{cell} 为 {value}；同类机关 {like} 份报告的中位数是 {median}。");
            Some(Far { report: outlier.report, words })
        };
        outliers::find(&self.entries).into_iter().filter_map(far).collect()
    }

    fn requests(&self, of: &[u32]) -> Vec<Requests> {
        let of_report = |&report: &u32| {
            let figures = &self.entries.get(report as usize)?.figures;
            let number =
                |row| figures.number(CellName::new(row, Column::Applicants)).map(|number| number.as_float() as u32);
            let (new, done) = (number(Row::NEW)?, number(Row::OUTCOMES).unwrap_or_default());
            (new > 0 || done > 0).then_some(Requests { report, new, done })
        };
        let mut all: Vec<Requests> = of.iter().filter_map(of_report).collect();
        all.sort_by_key(|requests| (std::cmp::Reverse(requests.new), requests.report));
        all
    }

    /// The cells that are not nought in every year, in their official order.
    fn years(&self, of: &[u32]) -> Vec<YearLine> {
        let reports: Vec<&Entry> = self.those(of);
        let mut cells: Vec<CellName> = reports.iter().flat_map(|entry| entry.figures.cells()).collect();
        cells.sort_unstable();
        cells.dedup();
        let lines = cells.into_iter().filter_map(|cell| {
            let numbers: Vec<Option<Number>> = reports.iter().map(|entry| entry.figures.number(cell)).collect();
            if numbers.iter().all(|number| number.is_none_or(|number| number == Number::ZERO)) {
                return None;
            }
            let form = reports.iter().rev().find_map(|entry| entry.figures.form(cell.table()))?;
            let text = |(entry, number): (&&Entry, &Option<Number>)| match (number, entry.figures.text(cell)) {
                (Some(number), _) => number.to_string(),
                (None, Some(text)) if !text.trim().is_empty() => text.to_owned(),
                _ => "—".to_owned(),
            };
            let values = reports.iter().zip(&numbers).map(text).collect();
            let change = match numbers[..] {
                [.., Some(before), Some(last)] => change(before, last),
                _ => String::new(),
            };
            let broken = self.broken(&reports, cell);
            let note = broken
                .iter()
                .map(|(year, before, now)| format!("{year}年上年结转 {now}，上年报告结转下年度 {before}，不符"));
            let note = note.collect::<Vec<_>>().join("；");
            Some(YearLine { cell: cell.name(form), values, change, is_broken: !broken.is_empty(), note })
        });
        lines.collect()
    }

    /// The years whose 上年结转 in `cell` is not what the year before carried over: year, carried over, taken over.
    fn broken(&self, reports: &[&Entry], cell: CellName) -> Vec<(i32, Number, Number)> {
        if cell.row != Row::CARRIED_OVER {
            return Vec::new();
        }
        let pairs = reports.windows(2).filter_map(|pair| {
            let [before, now] = pair else { return None };
            let year = now.year.filter(|year| before.year == Some(year - 1))?;
            let given = before.figures.number(CellName::new(Row::REMAINING, cell.column))?;
            let taken = now.figures.number(cell)?;
            (given != taken).then_some((year, given, taken))
        });
        pairs.collect()
    }

    fn sums(&self, whole: u32, parts: &[u32]) -> Option<Sums> {
        let whole = Source::from(self.entries.get(whole as usize)?);
        let parts: Vec<Source> = self.those(parts).into_iter().map(Source::from).collect();
        let rollup = rollup::add_up(whole, &parts);
        let remarks = rollup.remarks(&whole, &parts);
        let text = |number: Option<Number>| number.map_or_else(|| "—".to_owned(), |number| number.to_string());
        let row = |sum: &rollup::CellSum| {
            let form = whole.figures.form(sum.cell.table()).or(whole.edition)?;
            let name = format!("{}·{}", sum.cell.table().name(), sum.cell.name(form));
            let difference = text(sum.difference());
            Some([name, text(sum.whole), sum.sum.to_string(), difference, sum.counted.to_string()])
        };
        Some(Sums {
            remarks: remarks.into_iter().map(|remark| (remark.severity, remark.message)).collect(),
            added: rollup.added,
            compared: rollup.cells.iter().filter(|sum| sum.difference().is_some()).count() as u32,
            rows: rollup.differing().filter_map(row).collect(),
        })
    }
}

/// How a figure changed, in number and, where that means something, in per cent.
fn change(before: Number, last: Number) -> String {
    let difference = last - before;
    if difference == Number::ZERO {
        return "不变".to_owned();
    }
    let (sign, size) = if difference > Number::ZERO { ("＋", difference) } else { ("－", before - last) };
    if before <= Number::ZERO {
        return format!("{sign}{size}");
    }
    let share = (size.as_float() / before.as_float() * 100.0).round() as i64;
    format!("{sign}{size}（{sign}{share}%）")
}
