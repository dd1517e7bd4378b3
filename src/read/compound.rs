//! Compound files (OLE): which old kind is inside.

use super::{Reading, Unreadable, doc, limits, sheets};
use crate::document::{Document, Note};
use std::io::Cursor;

/// Reads a compound file.
///
/// # Errors
/// A damaged or locked file, or one that is neither a document nor a workbook.
pub fn read(bytes: &[u8], reading: Reading) -> Result<Document, Unreadable> {
    if doc::lists_too_many_sectors(bytes) {
        return Err(limits::damaged("文件"));
    }
    let file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| limits::damaged("文件"))?;
    if ["/Workbook", "/Book", "/WORKBOOK", "/BOOK"].iter().any(|name| file.is_stream(name)) {
        return sheets::read_xls(bytes);
    }
    let (mut document, revisions) = doc::read(bytes, reading.decode)?;
    document.notes.extend((revisions > 0).then_some(Note::Revisions(revisions)));
    Ok(document)
}
