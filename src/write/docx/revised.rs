//! The clerk's own Word file after she went on with the report: what she wrote in it, and the findings that are left.

use super::additions::Additions;
use super::comments::{Notes, commented_by};
use super::edits::{Corrected, Edit, Tracked, edited};
use crate::check::Outcome;
use crate::document::{Document, Revision};
use crate::read::docx;
use crate::read::package::Package;
use crate::report::Report;
use crate::text::Span;

/// The Word file `original` as `revision` has it, of which `report` is: with the texts of its blocks and the parts that
/// were put in; as tracked changes where `tracked` says whose.
///
/// # Errors
/// A file that is no Word package or is damaged: a sentence for the clerk.
pub fn revised(
    original: &[u8],
    report: &Report,
    revision: &Revision,
    tracked: Option<Tracked>,
) -> Result<Corrected, String> {
    let additions = Additions::of(&read(original)?, revision, report);
    let base = &additions.base;
    // What was put in is written with its text.
    let edit = |(&block, text): (&u32, &String)| {
        let old = base.blocks.get(block as usize).filter(|old| *old != text && !additions.is_new(block))?;
        Some(Edit { span: Span::new(block, 0..old.len()), replace: text.clone() })
    };
    let edits: Vec<Edit> = revision.texts.iter().filter_map(edit).collect();
    edited(original, base, &edits, Some(&additions), tracked)
}

/// The same with the findings of `outcome` as comments, which is that of the report so revised. Where the file cannot
/// take all of them, the report is written anew and commented on.
///
/// # Errors
/// A file that is no Word package or is damaged: a sentence for the clerk.
pub fn commented_revised(
    original: &[u8],
    mut outcome: Outcome,
    revision: &Revision,
    notes: &Notes,
) -> Result<Vec<u8>, String> {
    if revision.is_empty() || outcome.report.document.origins.is_empty() {
        return commented_by(original, &outcome, notes);
    }
    let bytes = revised(original, &outcome.report, revision, None)?.bytes;
    let document = read(&bytes)?;
    if document.blocks == outcome.report.document.blocks {
        outcome.report.document = document;
        return commented_by(&bytes, &outcome, notes);
    }
    outcome.report.document.origins.clear();
    commented_by(&[], &outcome, notes)
}

/// The document in a Word file.
fn read(bytes: &[u8]) -> Result<Document, String> {
    const NOT_WORD: &str = "这不是 Word 文档（.docx），不能在原文件里改。";
    let mut package = Package::open(bytes).map_err(|error| error.0)?;
    let main = docx::main_part(&mut package).map_err(|error| error.0)?.ok_or(NOT_WORD)?;
    docx::read(&mut package, &main).map_err(|error| error.0)
}
