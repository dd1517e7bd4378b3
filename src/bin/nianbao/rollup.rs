//! The whole and its parts, read once before all are checked.

use crate::crew;
use crate::inputs::Input;
use crate::reading::{How, reports};
use nianbao::check::Outcome;
use nianbao::desk::{Figures, Remark, Rollup, Source, rollup};
use nianbao::report::Report;
use nianbao::standard::Edition;
use nianbao::write::desk::{self, Cells, Cited};
use serde_json::Value;

/// What adding up needs of a report.
struct Part {
    file: String,
    organ: Option<String>,
    year: Option<i32>,
    edition: Option<Edition>,
    figures: Figures,
    cells: Cells,
    unreadable: bool,
}

impl Part {
    fn of(file: String, report: Result<Report, String>) -> Self {
        let report = report.as_ref().ok();
        Part {
            file,
            organ: report.and_then(Report::organ).map(str::to_owned),
            year: report.and_then(Report::year),
            edition: report.and_then(|report| report.edition),
            figures: report.map(Figures::of).unwrap_or_default(),
            cells: report.map(Cells::of).unwrap_or_default(),
            unreadable: report.is_none(),
        }
    }

    fn source(&self) -> Source<'_> {
        Source {
            file: &self.file,
            organ: self.organ.as_deref(),
            year: self.year,
            edition: self.edition,
            figures: &self.figures,
            unreadable: self.unreadable,
        }
    }

    fn cited(&self) -> Cited<'_> {
        Cited { file: &self.file, cells: &self.cells }
    }
}

/// What adding up came to.
pub struct Added {
    whole: Part,
    parts: Vec<Part>,
    rollup: Rollup,
    remarks: Vec<Remark>,
}

impl Added {
    /// Adds up the reports of `parts` and holds them against the one of `whole`; `None` where that cannot be read.
    pub fn of(whole: &Input, parts: &[Input], how: How) -> std::io::Result<Option<Self>> {
        let read = |input: &Input| {
            reports(input, how).into_iter().map(|(file, report)| Part::of(file, report)).collect::<Vec<_>>()
        };
        let mut of_whole = read(whole);
        let Some(whole) = of_whole.pop().filter(|whole| of_whole.is_empty() && !whole.unreadable) else {
            return Ok(None);
        };
        let mut all = Vec::new();
        crew::in_order(parts, read, |read| {
            all.extend(read);
            Ok(())
        })?;
        let sources: Vec<Source> = all.iter().map(Part::source).collect();
        let rollup = rollup::add_up(whole.source(), &sources);
        let remarks = rollup.remarks(&whole.source(), &sources);
        Ok(Some(Added { whole, parts: all, rollup, remarks }))
    }

    /// Whether something does not add up for certain.
    pub fn is_wrong(&self) -> bool {
        desk::is_wrong(&self.remarks)
    }

    /// The object of the whole, with what was found.
    pub fn object(&self, outcome: &Outcome) -> Value {
        let parts: Vec<Cited> = self.parts.iter().map(Part::cited).collect();
        let findings = desk::findings(&self.remarks, self.whole.cited(), &parts);
        desk::with_sums(&self.whole.file, outcome, findings, desk::sums(&self.rollup, &parts))
    }

    /// What was found, for people.
    pub fn text(&self) -> String {
        desk::rollup_text(&self.rollup, &self.remarks)
    }
}
