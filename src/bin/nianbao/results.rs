//! What becomes of each file, and how that is written as it comes.

use crate::options::Format;
use nianbao::check::{Outcome, Severity};
use nianbao::desk::{Entry, copies, pairing};
use nianbao::write::listing::Listing;
use nianbao::write::{csv, desk, json, print, sarif, terminal, xlsx};
use serde_json::Value;
use std::io::{self, Write};

/// A checked report, in the shape in which it is written or kept.
pub struct Done {
    /// The exit status by it.
    pub status: u8,
    /// What is written.
    pub shape: Shape,
    /// What is kept of it for finding copies, where that is wanted.
    pub entry: Option<Entry>,
}

/// What is written of a report. Only what must wait for all others is kept whole.
pub enum Shape {
    Text(String),
    Object(Value),
    List(Box<Listing>),
    Whole(Box<(String, Result<Outcome, String>)>),
}

/// How reports are shown.
#[derive(Clone, Copy)]
pub struct Look {
    pub format: Format,
    /// Whether text is coloured.
    pub colours: bool,
    /// Whether copies are looked for.
    pub copies: bool,
}

impl Look {
    /// The shape of a checked file.
    pub fn shape(self, file: String, outcome: Result<Outcome, String>) -> Done {
        let status = match &outcome {
            Err(_) => 2,
            Ok(outcome) => u8::from(outcome.findings.iter().any(|finding| finding.severity == Severity::Error)),
        };
        let entry = self.copies.then(|| match &outcome {
            Ok(outcome) => Entry::new(&file, outcome),
            Err(sentence) => Entry::unreadable(&file, sentence),
        });
        let shape = match (self.format, outcome) {
            (Format::Text, Ok(outcome)) => Shape::Text(terminal::report(&file, &outcome, self.colours)),
            (Format::Text, Err(sentence)) => Shape::Text(format!("{file}：{sentence}\n\n")),
            (Format::Json | Format::JsonLines, Ok(outcome)) => Shape::Object(json::report(&file, &outcome)),
            (Format::Json | Format::JsonLines, Err(sentence)) => Shape::Object(json::unreadable(&file, &sentence)),
            (Format::Csv | Format::Xlsx, Ok(outcome)) => {
                Shape::List(Box::new(Listing::new(&file, &outcome, |index| index + 1)))
            }
            (Format::Csv | Format::Xlsx, Err(sentence)) => Shape::List(Box::new(Listing::unreadable(&file, &sentence))),
            (_, outcome) => Shape::Whole(Box::new((file, outcome))),
        };
        Done { status, shape, entry }
    }
}

/// Writes results as they come.
pub struct Results<'a> {
    look: Look,
    out: &'a mut dyn Write,
    status: u8,
    objects: usize,
    listings: Vec<Listing>,
    whole: Vec<(String, Result<Outcome, String>)>,
    entries: Vec<Entry>,
}

impl<'a> Results<'a> {
    pub fn new(look: Look, out: &'a mut dyn Write) -> Self {
        Results { look, out, status: 0, objects: 0, listings: Vec::new(), whole: Vec::new(), entries: Vec::new() }
    }

    /// Writes the next result, or keeps it.
    pub fn add(&mut self, done: Done) -> io::Result<()> {
        self.status = self.status.max(done.status);
        self.entries.extend(done.entry);
        match done.shape {
            Shape::Text(text) => self.out.write_all(text.as_bytes())?,
            Shape::Object(object) => self.object(&object)?,
            Shape::List(listing) => self.listings.push(*listing),
            Shape::Whole(whole) => self.whole.push(*whole),
        }
        Ok(())
    }

    /// An object as a line, or as the next one of an array.
    fn object(&mut self, object: &Value) -> io::Result<()> {
        if self.look.format == Format::JsonLines {
            writeln!(self.out, "{object}")?;
            return self.out.flush();
        }
        let before = if self.objects == 0 { "[" } else { "," };
        self.objects += 1;
        // No string of JSON holds a line's end.
        let pretty = serde_json::to_string_pretty(object)?.replace('\n', "\n  ");
        write!(self.out, "{before}\n  {pretty}")
    }

    /// Writes what waited for all; the exit status.
    pub fn finish(mut self, previous: Option<&str>) -> io::Result<u8> {
        if self.look.copies {
            let known: Vec<_> = self.entries.iter().map(Into::into).collect();
            let pairs = copies::find(&self.entries, &pairing::pair(&known));
            match self.look.format {
                Format::Text => self.out.write_all(desk::copies_text(&self.entries, &pairs).as_bytes())?,
                _ => self.object(&desk::copies(&self.entries, &pairs))?,
            }
        }
        match self.look.format {
            Format::Json => writeln!(self.out, "{}", if self.objects == 0 { "[]" } else { "\n]" })?,
            Format::Sarif => {
                writeln!(self.out, "{}", serde_json::to_string_pretty(&sarif::log(&self.whole, previous))?)?;
            }
            Format::Csv => self.out.write_all(&csv::list(&self.listings))?,
            Format::Xlsx => self.out.write_all(&xlsx::list(&self.listings).map_err(io::Error::other)?)?,
            Format::Html => self.out.write_all(print::page(&self.whole).as_bytes())?,
            _ => {}
        }
        self.out.flush()?;
        Ok(self.status)
    }
}
