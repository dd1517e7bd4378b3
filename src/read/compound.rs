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
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| limits::damaged("文件"))?;
    if let Some(stream) = sheets::workbook_stream(&mut file) {
        return sheets::read_xls(&stream, reading.decode);
    }
    let (mut document, revisions) = doc::read(bytes, reading.decode)?;
    document.notes.extend((revisions > 0).then_some(Note::Revisions(revisions)));
    Ok(document)
}
