//! The clerk's own Word file after she went on with the report: what she wrote in it, and the findings that are left.

use super::additions::Additions;
use super::comments::{Notes, commented_by};
use super::edits::{Corrected, Edit, Tracked, edited};
use crate::check::Outcome;
use crate::document::{Document, Origin, Revision};
use crate::read::docx;
use crate::read::package::Package;
use crate::report::Report;
use crate::text::Span;
use crate::text::similar::stretches;

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
    let edits = |(&block, text): (&u32, &String)| {
        let old = base.blocks.get(block as usize).filter(|_| !additions.is_new(block));
        old.map_or_else(Vec::new, |old| edits_between(block, old, text))
    };
    let edits: Vec<Edit> = revision.texts.iter().flat_map(edits).collect();
    edited(original, base, &edits, Some(&additions), tracked)
}

/// What makes `new` of the block's text `old`, a piece at a time: what stands between two changes keeps its format, and
/// what is no text there (a link, a note, a picture) its place.
fn edits_between(block: u32, old: &str, new: &str) -> Vec<Edit> {
    /// More pieces than these are changed as a whole: finding out which are the same would take long.
    const MOST: usize = 4_000;
    let (left, right) = (pieces(old), pieces(new));
    if left.len() + right.len() > MOST {
        return vec![Edit { span: Span::new(block, 0..old.len()), replace: new.to_owned() }];
    }
    let (mut at, mut to) = (0, 0);
    let mut edits = Vec::new();
    for stretch in stretches(&left, &right) {
        let length = |pieces: &[&str]| pieces.iter().map(|piece| piece.len()).sum::<usize>();
        let (gone, come) = (length(&left[stretch.left]), length(&right[stretch.right]));
        if !stretch.same {
            edits.push(Edit { span: Span::new(block, at..at + gone), replace: new[to..to + come].to_owned() });
        }
        (at, to) = (at + gone, to + come);
    }
    edits
}

/// The figures and the other characters of a text: a figure is changed as a whole.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (piece, after) = rest.split_at(figures.max(first.len_utf8()));
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// The same with the findings of `outcome` as comments, which is that of the report so revised; and whether it still is
/// the clerk's own file. Where that cannot take all of the revision, the report is written anew and commented on.
///
/// # Errors
/// A file that is no Word package or is damaged: a sentence for the clerk.
pub fn commented_revised(
    original: &[u8],
    mut outcome: Outcome,
    revision: &Revision,
    notes: &Notes,
) -> Result<(Vec<u8>, bool), String> {
    let is_own = !outcome.report.document.origins.is_empty();
    if revision.is_empty() || !is_own {
        return Ok((commented_by(original, &outcome, notes)?, is_own));
    }
    let revised = revised(original, &outcome.report, revision, None)?;
    let origins = origins_in(&outcome.report.document, &read(&revised.bytes)?).filter(|_| revised.left.is_empty());
    let is_own = origins.is_some();
    outcome.report.document.origins = origins.unwrap_or_default();
    let bytes = if is_own { revised.bytes } else { Vec::new() };
    Ok((commented_by(&bytes, &outcome, notes)?, is_own))
}

/// Where the texts of `document` stand in the file that it was written into and `read` from again; `None` where the two
/// differ by more than reading takes away: white space at the ends of a line, and empty lines.
fn origins_in(document: &Document, read: &Document) -> Option<Vec<Origin>> {
    let (ours, theirs) = (lines(document), lines(read));
    if ours.len() != theirs.len()
        || ours.iter().zip(&theirs).any(|(our, their)| document.quote(*our) != read.quote(*their))
    {
        return None;
    }
    let mut origins = Vec::with_capacity(read.origins.len());
    let mut next = 0;
    for (our, their) in ours.into_iter().zip(theirs) {
        // Both are in order; one may reach over the end of a line.
        let before = |origin: &&Origin| (origin.span.block, origin.span.end) <= (their.block, their.start);
        next += read.origins[next..].iter().take_while(before).count();
        let within = read.origins[next..]
            .iter()
            .take_while(|origin| (origin.span.block, origin.span.start) < (their.block, their.end));
        for origin in within {
            let moved = |at: u32| at.clamp(their.start, their.end) - their.start + our.start;
            let span = Span { block: our.block, start: moved(origin.span.start), end: moved(origin.span.end) };
            origins.push(Origin { span, ..origin.clone() });
        }
    }
    Some(origins)
}

/// The lines of all blocks but empty ones, without the white space at their ends.
fn lines(document: &Document) -> Vec<Span> {
    let mut lines = Vec::new();
    for (block, text) in document.blocks.iter().enumerate() {
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let start = at + line.len() - line.trim_start().len();
            if !line.trim().is_empty() {
                lines.push(Span::new(block as u32, start..start + line.trim().len()));
            }
            at += line.len();
        }
    }
    lines
}

/// The document in a Word file.
fn read(bytes: &[u8]) -> Result<Document, String> {
    const NOT_WORD: &str = "这不是 Word 文档（.docx），不能在原文件里改。";
    let mut package = Package::open(bytes).map_err(|error| error.0)?;
    let main = docx::main_part(&mut package).map_err(|error| error.0)?.ok_or(NOT_WORD)?;
    docx::read(&mut package, &main).map_err(|error| error.0)
}
