//! The piece table (`Clx`): which bytes of the file are the text, and how they are encoded.

use super::{Part, Source, u8_at, u16_at, u32_at};
use crate::read::encoding::{Decode, Encoding, strict};
use std::ops::Range;

/// No more characters are read, however many the pieces claim to have.
const MAX_CHARACTERS: usize = 32 << 20;

/// `Clx`: the first byte of a `Prc` and of the `Pcdt`.
const PROPERTY_LIST: u8 = 0x01;
const PIECE_TABLE: u8 = 0x02;
/// `FcCompressed`: the bit for 8-bit text, and the bits of the place.
const COMPRESSED: u32 = 1 << 30;
const PLACE: u32 = COMPRESSED - 1;
/// The longest run of double bytes that is decoded at once.
const MAX_RUN: usize = 4096;

/// A character, the place of its first byte in the `WordDocument` stream, and the `Pcd.prm` of its piece.
#[derive(Clone, Copy)]
pub struct Character {
    /// The character as it is stored: the marks of paragraphs, cells and fields are control characters.
    pub value: char,
    /// Where it is stored; the pages of properties know text by this place.
    pub place: u32,
    /// Properties that the piece adds to those of its text.
    pub modifier: u16,
}

/// A stretch of text that is stored in one place.
struct Piece {
    /// Its character positions.
    positions: Range<u32>,
    /// Where it is stored.
    place: u32,
    /// UTF-16 rather than 8-bit text.
    wide: bool,
    modifier: u16,
}

/// The piece table.
pub struct Pieces<'a> {
    document: &'a [u8],
    pieces: Vec<Piece>,
    /// The `grpprl`s that pieces refer to.
    property_lists: Vec<&'a [u8]>,
}

impl<'a> Pieces<'a> {
    /// Reads the piece table; where there is none, the text is taken to be one piece.
    pub fn read(source: &'a Source) -> Self {
        let clx = source.part(Part::Pieces);
        let mut pieces = Pieces { document: &source.document, pieces: Vec::new(), property_lists: Vec::new() };
        let mut place = 0;
        while u8_at(clx, place) == Some(PROPERTY_LIST) {
            let length = usize::from(u16_at(clx, place + 1).unwrap_or_default());
            pieces.property_lists.push(clx.get(place + 3..place + 3 + length).unwrap_or_default());
            place += 3 + length;
        }
        if u8_at(clx, place) == Some(PIECE_TABLE) {
            let length = u32_at(clx, place + 1).unwrap_or_default() as usize;
            let table = clx.get(place + 5..).unwrap_or_default();
            pieces.pieces = read_table(table.get(..length).unwrap_or(table));
        }
        if pieces.pieces.is_empty() {
            let (count, whole) = (source.main_text().end, source.whole_text());
            let wide = whole.end.saturating_sub(whole.start) / 2 >= count;
            pieces.pieces.push(Piece { positions: 0..count, place: whole.start, wide, modifier: 0 });
        }
        pieces
    }

    /// The `grpprl` number `index` of those that pieces refer to.
    pub fn property_list(&self, index: usize) -> &'a [u8] {
        self.property_lists.get(index).copied().unwrap_or_default()
    }

    /// How many characters may be read from the file: each takes at least a byte of it.
    pub fn budget(&self) -> usize {
        self.document.len().min(MAX_CHARACTERS)
    }

    /// Gives the characters at `positions` to `take`, but no more than `budget`.
    pub fn characters(
        &self,
        positions: Range<u32>,
        budget: &mut usize,
        decode: Decode,
        take: &mut dyn FnMut(Character),
    ) {
        for piece in &self.pieces {
            let first = piece.positions.start.max(positions.start);
            let end = piece.positions.end.min(positions.end);
            if first >= end || *budget == 0 {
                continue;
            }
            let width = if piece.wide { 2 } else { 1 };
            let skipped = ((first - piece.positions.start) as usize).saturating_mul(width);
            let begin = (piece.place as usize).saturating_add(skipped).min(self.document.len());
            let count = ((end - first) as usize).min(*budget);
            *budget -= count;
            let length = (count * width).min(self.document.len() - begin);
            let bytes = self.document.get(begin..begin + length).unwrap_or_default();
            let mut take =
                |value, offset| take(Character { value, place: (begin + offset) as u32, modifier: piece.modifier });
            if piece.wide {
                wide_text(bytes, &mut take);
            } else {
                narrow_text(bytes, decode, &mut take);
            }
        }
    }
}

/// `PlcPcd`: the borders of the pieces, then a `Pcd` of 8 bytes for each.
fn read_table(table: &[u8]) -> Vec<Piece> {
    let count = table.len().saturating_sub(4) / 12;
    let descriptors = (count + 1) * 4;
    let mut pieces = Vec::with_capacity(count);
    for index in 0..count {
        let descriptor = descriptors + index * 8;
        let (Some(first), Some(end), Some(stored), Some(modifier)) = (
            u32_at(table, index * 4),
            u32_at(table, index * 4 + 4),
            u32_at(table, descriptor + 2),
            u16_at(table, descriptor + 6),
        ) else {
            break;
        };
        let wide = stored & COMPRESSED == 0;
        let place = if wide { stored & PLACE } else { (stored & PLACE) / 2 };
        if first < end {
            pieces.push(Piece { positions: first..end, place, wide, modifier });
        }
    }
    pieces
}

/// UTF-16; half a surrogate pair becomes U+FFFD.
fn wide_text(bytes: &[u8], take: &mut dyn FnMut(char, usize)) {
    let units = bytes.chunks_exact(2).filter_map(|unit| u16_at(unit, 0));
    let mut offset = 0;
    for decoded in char::decode_utf16(units) {
        let value = decoded.unwrap_or(char::REPLACEMENT_CHARACTER);
        take(value, offset);
        offset += value.len_utf16() * 2;
    }
}

/// 8-bit text: by the specification nearly Latin-1, but Chinese programs put GBK there, of which each byte then
/// counts as a character position.
fn narrow_text(bytes: &[u8], decode: Decode, take: &mut dyn FnMut(char, usize)) {
    let chinese = is_chinese(bytes);
    let mut offset = 0;
    while let Some(&byte) = bytes.get(offset) {
        let run = if chinese { double_bytes(bytes.get(offset..).unwrap_or_default()) } else { 0 };
        let Some(pairs) = bytes.get(offset..offset + run).filter(|pairs| !pairs.is_empty()) else {
            take(narrow_character(byte), offset);
            offset += 1;
            continue;
        };
        let decoded = strict(pairs, Encoding::Gb18030, decode).filter(|text| text.chars().count() * 2 == run);
        if let Some(text) = decoded {
            text.chars().enumerate().for_each(|(index, value)| take(value, offset + index * 2));
        } else {
            // One pair spoils the run: each for itself.
            for (index, pair) in pairs.chunks(2).enumerate() {
                let value = strict(pair, Encoding::Gb18030, decode).and_then(|text| text.chars().next());
                take(value.unwrap_or(char::REPLACEMENT_CHARACTER), offset + index * 2);
            }
        }
        offset += run;
    }
}

/// Whether two bytes can be a character of GBK.
fn is_pair(lead: u8, trail: u8) -> bool {
    (0x81..=0xFE).contains(&lead) && (0x40..=0xFE).contains(&trail) && trail != 0x7F
}

/// How many bytes at the beginning of `bytes` are pairs of GBK.
fn double_bytes(bytes: &[u8]) -> usize {
    let pairs = bytes.chunks_exact(2).take(MAX_RUN / 2);
    pairs.take_while(|pair| matches!(pair, &&[lead, trail] if is_pair(lead, trail))).count() * 2
}

/// Whether the bytes from 0x80 on are mostly pairs of the everyday part of GBK (GB2312, both bytes from 0xA1 on).
/// A pair of equal bytes says nothing: dotted lines in Latin text look so.
fn is_chinese(bytes: &[u8]) -> bool {
    let (mut chinese, mut other) = (0_usize, 0_usize);
    let mut offset = 0;
    while let Some(&lead) = bytes.get(offset) {
        match bytes.get(offset + 1) {
            _ if lead < 0x80 => offset += 1,
            Some(&trail) if lead == trail => offset += 2,
            Some(&trail) if lead >= 0xA1 && trail >= 0xA1 => {
                chinese += 1;
                offset += 2;
            }
            Some(&trail) if is_pair(lead, trail) => {
                other += 1;
                offset += 2;
            }
            _ => {
                other += 1;
                offset += 1;
            }
        }
    }
    chinese > other
}

/// The table of `FcCompressed`: Latin-1, but for some characters of cp1252 between 0x82 and 0x9F.
fn narrow_character(byte: u8) -> char {
    match byte {
        0x82 => '‚',
        0x83 => 'ƒ',
        0x84 => '„',
        0x85 => '…',
        0x86 => '†',
        0x87 => '‡',
        0x88 => 'ˆ',
        0x89 => '‰',
        0x8A => 'Š',
        0x8B => '‹',
        0x8C => 'Œ',
        0x91 => '‘',
        0x92 => '’',
        0x93 => '“',
        0x94 => '”',
        0x95 => '•',
        0x96 => '–',
        0x97 => '—',
        0x98 => '˜',
        0x99 => '™',
        0x9A => 'š',
        0x9B => '›',
        0x9C => 'œ',
        0x9F => 'Ÿ',
        _ => char::from(byte),
    }
}
