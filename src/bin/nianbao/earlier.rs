//! Last year's reports, where a folder of them is given.

use crate::crew;
use crate::inputs::{Input, expand};
use crate::reading::{How, reports};
use nianbao::desk::Known;
use nianbao::desk::pairing::Index;
use nianbao::report::Report;
use std::sync::Arc;

/// The reports of a folder, by organ and year. They are read again when they are needed, so that few are held at once.
pub struct Earlier {
    index: Index,
    /// The file of each, and what it is called.
    places: Vec<(Input, String)>,
    how: How,
}

impl Earlier {
    /// Looks through a folder; also tells of the files that could not be read.
    pub fn of(folder: &str, how: How) -> std::io::Result<(Self, Vec<String>)> {
        let inputs = expand(&[folder.into()]);
        let (mut known, mut places, mut unread) = (Vec::new(), Vec::new(), Vec::new());
        let look = |input: &Input| {
            let known = |(name, report): (String, Result<Report, String>)| {
                let known = report.map(|report| Known::of(&name, &report));
                (name, known)
            };
            (input.clone(), reports(input, how).into_iter().map(known).collect::<Vec<_>>())
        };
        crew::in_order(&inputs, look, |(input, found)| {
            for (name, report) in found {
                match report {
                    Ok(report) => {
                        known.push(report);
                        places.push((input.clone(), name));
                    }
                    Err(sentence) => unread.push(format!("{name}：{sentence}")),
                }
            }
            Ok(())
        })?;
        Ok((Earlier { index: Index::new(known), places, how }, unread))
    }

    /// Last year's report of the organ of `report`, which came from `file`.
    pub fn of_report(&self, file: &str, report: &Report) -> Option<Arc<Report>> {
        let (input, name) = self.places.get(self.index.previous_of(&Known::of(file, report))? as usize)?;
        let found = reports(input, self.how).into_iter().find(|(other, _)| other == name)?;
        found.1.ok().map(Arc::new)
    }
}
