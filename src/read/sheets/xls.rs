//! Old workbooks (.xls, .et; MS-XLS, the formats BIFF5 and BIFF8).

use super::{Cells, KIND, Region, plain_number, put, workbook};
use crate::document::Document;
use crate::read::encoding::{Decode, Encoding};
use crate::read::{Unreadable, limits};
use std::io::{Cursor, Read};

/// Kinds of records.
mod kind {
    pub const FORMULA: u16 = 0x0006;
    pub const END: u16 = 0x000A;
    pub const LOCKED: u16 = 0x002F;
    pub const CONTINUE: u16 = 0x003C;
    pub const SHEET: u16 = 0x0085;
    pub const NUMBERS: u16 = 0x00BD;
    pub const RICH_LABEL: u16 = 0x00D6;
    pub const MERGED: u16 = 0x00E5;
    pub const STRINGS: u16 = 0x00FC;
    pub const SHARED_LABEL: u16 = 0x00FD;
    pub const NUMBER: u16 = 0x0203;
    pub const LABEL: u16 = 0x0204;
    pub const TRUTH: u16 = 0x0205;
    pub const STRING: u16 = 0x0207;
    pub const SMALL_NUMBER: u16 = 0x027E;
    pub const BEGIN: u16 = 0x0809;
}

/// The version of BIFF8 in the record that begins a part.
const BIFF8: u16 = 0x0600;

/// The stream of an old workbook in a compound file.
pub fn workbook_stream(file: &mut cfb::CompoundFile<Cursor<&[u8]>>) -> Option<Vec<u8>> {
    let name = ["/Workbook", "/Book", "/WORKBOOK", "/BOOK"].into_iter().find(|name| file.is_stream(name))?;
    let mut stream = Vec::new();
    file.open_stream(name).ok()?.take(limits::PART).read_to_end(&mut stream).ok()?;
    Some(stream)
}

/// Reads an old workbook from its stream.
///
/// # Errors
/// An encrypted workbook; a stream that is none.
pub fn read_xls(stream: &[u8], decode: Decode) -> Result<Document, Unreadable> {
    let Some((kind::BEGIN, begin)) = records(stream).next() else { return Err(limits::damaged(KIND)) };
    let wide = u16_at(begin, 0) == Some(BIFF8);
    let mut strings = Vec::new();
    let mut sheets = Vec::new();
    let mut globals = records(stream).skip(1).peekable();
    while let Some((kind, data)) = globals.next() {
        match kind {
            kind::LOCKED => {
                return Err(Unreadable("这个表格文件设有打开密码，无法读取；请取消密码，另存后再打开。".to_owned()));
            }
            // Where it begins, whether it is shown (0), whether it is a sheet (0).
            kind::SHEET => {
                if let (Some(start), Some([0, 0])) = (u32_at(data, 0), data.get(4..6)) {
                    sheets.push(start as usize);
                }
            }
            kind::STRINGS => {
                let mut pieces = vec![data];
                while let Some((_, piece)) = globals.next_if(|(kind, _)| *kind == kind::CONTINUE) {
                    pieces.push(piece);
                }
                strings = shared_strings(pieces);
            }
            kind::END => break,
            _ => {}
        }
    }
    let source = Source { wide, strings, decode };
    let parts = sheets.into_iter().take(limits::ENTRIES).filter_map(|start| stream.get(start..));
    Ok(workbook(parts.map(|part| source.read_sheet(part))))
}

/// The records of a stream: kind and data.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(rest, 0)?, usize::from(u16_at(rest, 2)?));
        let data = rest.get(4..4 + length)?;
        rest = rest.get(4 + length..)?;
        Some((kind, data))
    })
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn f64_at(data: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(data.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

/// A number in four bytes: an integer or the upper part of a float, either perhaps times a hundred (`RkNumber`).
fn small_number(code: u32) -> f64 {
    let number =
        if code & 2 != 0 { f64::from((code as i32) >> 2) } else { f64::from_bits(u64::from(code & 0xFFFF_FFFC) << 32) };
    if code & 1 != 0 { number / 100.0 } else { number }
}

/// The shared strings, which may go on from record to record in the middle of a string (`SST`).
fn shared_strings(pieces: Vec<&[u8]>) -> Vec<String> {
    let mut reader = Pieces { pieces: pieces.into_iter(), here: &[] };
    reader.next_piece();
    let (Some(_), Some(count)) = (reader.u32(), reader.u32()) else { return Vec::new() };
    let mut strings = Vec::new();
    for _ in 0..count {
        // What is damaged ends the list; strings keep their numbers.
        let Some(text) = reader.string() else { break };
        strings.push(text);
    }
    strings
}

/// Data in several records.
struct Pieces<'a> {
    pieces: std::vec::IntoIter<&'a [u8]>,
    here: &'a [u8],
}

impl<'a> Pieces<'a> {
    fn next_piece(&mut self) -> Option<()> {
        self.here = self.pieces.next()?;
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        while self.here.is_empty() {
            self.next_piece()?;
        }
        let (first, rest) = self.here.split_first()?;
        self.here = rest;
        Some(*first)
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > self.here.len() {
            count -= self.here.len();
            self.next_piece()?;
        }
        self.here = self.here.get(count..)?;
        Some(())
    }

    /// `XLUnicodeRichExtendedString`: length, flags, perhaps counts of what follows, characters. Where characters go on
    /// in another record, that begins with the flags anew.
    fn string(&mut self) -> Option<String> {
        let length = usize::from(self.u16()?);
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { usize::from(self.u16()?) } else { 0 };
        let extension = if flags & 4 != 0 { self.u32()? as usize } else { 0 };
        let mut wide = flags & 1 != 0;
        let mut units: Vec<u16> = Vec::with_capacity(length);
        while units.len() < length {
            if self.here.is_empty() {
                self.next_piece()?;
                wide = self.byte()? & 1 != 0;
            }
            let unit = if wide { self.u16()? } else { u16::from(self.byte()?) };
            units.push(unit);
        }
        self.skip(runs * 4)?;
        self.skip(extension)?;
        Some(String::from_utf16_lossy(&units))
    }
}

/// What the cells of all sheets need.
struct Source {
    /// Whether strings are those of BIFF8.
    wide: bool,
    strings: Vec<String>,
    decode: Decode,
}

impl Source {
    fn read_sheet(&self, part: &[u8]) -> (Cells, Vec<Region>) {
        let mut cells = Cells::default();
        let mut merged = Vec::new();
        // A formula's text follows in a record of its own.
        let mut waiting = None;
        for (kind, data) in records(part).skip(1) {
            let place = || Some((u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?)));
            let text = match kind {
                kind::END => break,
                kind::MERGED => {
                    merged.extend(regions(data));
                    continue;
                }
                kind::STRING => {
                    if let (Some(place), Some(text)) = (waiting.take(), self.string(data)) {
                        put(&mut cells, place, &text);
                    }
                    continue;
                }
                kind::NUMBERS => {
                    if let Some((row, first)) = place() {
                        // Six bytes a cell: format and number; the last column ends the record.
                        let numbers = data.get(4..data.len().saturating_sub(2)).unwrap_or_default().chunks_exact(6);
                        for (column, cell) in (first..).zip(numbers) {
                            let number = u32_at(cell, 2).map(small_number).unwrap_or_default();
                            put(&mut cells, (row, column), &plain_number(number));
                        }
                    }
                    continue;
                }
                kind::SHARED_LABEL => {
                    let text = u32_at(data, 6).and_then(|at| self.strings.get(at as usize));
                    if let (Some(place), Some(text)) = (place(), text) {
                        put(&mut cells, place, text);
                    }
                    continue;
                }
                kind::NUMBER => f64_at(data, 6).map(plain_number),
                kind::SMALL_NUMBER => u32_at(data, 6).map(|code| plain_number(small_number(code))),
                kind::LABEL | kind::RICH_LABEL => data.get(6..).and_then(|data| self.string(data)),
                kind::TRUTH => truth(data.get(6..8)),
                kind::FORMULA => match data.get(6..14) {
                    // No number: the first byte tells what else.
                    Some([0, .., 0xFF, 0xFF]) => {
                        waiting = place();
                        None
                    }
                    Some([1, _, value, .., 0xFF, 0xFF]) => truth(Some(&[*value, 0])),
                    Some([2, .., 0xFF, 0xFF]) => Some("#ERROR".to_owned()),
                    Some([3, .., 0xFF, 0xFF]) => None,
                    _ => f64_at(data, 6).map(plain_number),
                },
                _ => None,
            };
            if let (Some(place), Some(text)) = (place(), text) {
                put(&mut cells, place, &text);
            }
        }
        (cells, merged)
    }

    /// A string with its length: of two-byte or one-byte characters in BIFF8, of the system's encoding before.
    fn string(&self, data: &[u8]) -> Option<String> {
        let length = usize::from(u16_at(data, 0)?);
        if !self.wide {
            let bytes = data.get(2..)?;
            return Some((self.decode)(bytes.get(..length).unwrap_or(bytes), Encoding::Gb18030));
        }
        let characters = data.get(3..)?;
        let units: Vec<u16> = match data.get(2)? & 1 {
            0 => characters.iter().take(length).map(|byte| u16::from(*byte)).collect(),
            _ => characters.chunks_exact(2).take(length).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect(),
        };
        Some(String::from_utf16_lossy(&units))
    }
}

/// A truth or an error: the value, and which of both it is.
fn truth(data: Option<&[u8]>) -> Option<String> {
    let text = match data? {
        [0, 0] => "FALSE",
        [_, 0] => "TRUE",
        _ => "#ERROR",
    };
    Some(text.to_owned())
}

fn regions(data: &[u8]) -> Vec<Region> {
    let number = |data: &[u8], at: usize| u32::from(u16_at(data, at).unwrap_or_default());
    let region =
        |data: &[u8]| Region { rows: (number(data, 0), number(data, 2)), columns: (number(data, 4), number(data, 6)) };
    data.get(2..).unwrap_or_default().chunks_exact(8).map(region).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::encoding::decode;

    /// A record.
    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
    }

    fn cell(row: u16, column: u16, data: &[u8]) -> Vec<u8> {
        [&row.to_le_bytes()[..], &column.to_le_bytes(), &[0, 0], data].concat()
    }

    /// A workbook of one sheet with these records.
    fn workbook_of(version: u16, strings: &[Vec<u8>], sheet: &[Vec<u8>]) -> Vec<u8> {
        let begin = record(kind::BEGIN, &[&version.to_le_bytes()[..], &[5, 0]].concat());
        let strings = strings.concat();
        let start = begin.len() + 4 + 8 + strings.len() + 4;
        let list = record(kind::SHEET, &[&(start as u32).to_le_bytes()[..], &[0, 0, 1, b'a']].concat());
        let end = record(kind::END, &[]);
        [begin.clone(), list, strings, end.clone(), begin, sheet.concat(), end].concat()
    }

    fn blocks(stream: &[u8]) -> Vec<String> {
        read_xls(stream, decode).expect("a workbook").blocks
    }

    #[test]
    fn cells_of_every_kind() {
        let sheet = [
            record(kind::NUMBER, &cell(0, 0, &12.5f64.to_le_bytes())),
            record(kind::SMALL_NUMBER, &cell(0, 1, &(7u32 << 2 | 2).to_le_bytes())),
            record(kind::NUMBERS, &[&[0, 0, 2, 0][..], &[0, 0], &(300u32 << 2 | 3).to_le_bytes(), &[3, 0]].concat()),
            record(kind::FORMULA, &cell(1, 0, &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0])),
            record(kind::STRING, &[2, 0, 1, 0x3B, 0x60, 0xA1, 0x8B]),
            record(kind::FORMULA, &cell(1, 1, &3.0f64.to_le_bytes())),
            record(kind::LABEL, &cell(1, 2, &[1, 0, 0, b'x'])),
        ];
        assert_eq!(blocks(&workbook_of(BIFF8, &[], &sheet)), ["12.5", "7", "3", "总计", "3", "x"]);
    }

    #[test]
    fn strings_go_on_in_the_next_record() {
        // Two strings; the first goes on after its first character, in bytes.
        let list = [
            record(kind::STRINGS, &[2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 1, 0x3B, 0x60]),
            record(kind::CONTINUE, &[0, b'a', b'b', 1, 0, 8, 1, 0, b'c', 0, 0, 0, 0]),
        ];
        let sheet = [
            record(kind::SHARED_LABEL, &cell(0, 0, &0u32.to_le_bytes())),
            record(kind::SHARED_LABEL, &cell(0, 1, &1u32.to_le_bytes())),
        ];
        assert_eq!(blocks(&workbook_of(BIFF8, &list, &sheet)), ["总ab", "c"]);
    }

    #[test]
    fn the_older_format_has_the_systems_encoding() {
        let sheet = [
            record(kind::LABEL, &cell(0, 0, &[4, 0, 0xD7, 0xDC, 0xBC, 0xC6])),
            record(kind::LABEL, &cell(0, 1, &[1, 0, b'1'])),
        ];
        assert_eq!(blocks(&workbook_of(0x0500, &[], &sheet)), ["总计", "1"]);
    }

    #[test]
    fn a_locked_workbook_is_refused() {
        let stream = workbook_of(BIFF8, &[record(kind::LOCKED, &[0; 6])], &[]);
        assert!(read_xls(&stream, decode).is_err_and(|sentence| sentence.0.contains("密码")));
        assert!(read_xls(b"no stream", decode).is_err());
    }
}
