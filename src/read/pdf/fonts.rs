//! Fonts of PDF: from the bytes of a shown string to characters and their widths.

use super::guard;
use super::names::{self, Base};
use crate::read::encoding::{self, Decode, Encoding};
use hayro_cmap::{BfString, CMap};
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use std::collections::HashMap;

/// A shown code: its text, its width in text space units, and whether it is the one-byte space.
#[derive(Debug, PartialEq)]
pub struct Shown {
    /// What it says; `None` where the font does not tell.
    pub text: Option<String>,
    /// How far it moves on, in thousandths of the size.
    pub width: f32,
    /// Whether word spacing applies.
    pub space: bool,
}

/// How codes are cut from a string, and what they mean without `/ToUnicode`.
enum Codes {
    /// One byte each, with the characters of the font's encoding.
    Simple(Box<[Option<char>; 256]>),
    /// Two bytes each; the meaning is in `/ToUnicode` alone.
    Identity,
    /// One or two bytes of GB 2312, GBK, GB 18030 or Big5.
    Mixed(Encoding),
    /// GB 2312 in seven bits.
    SevenBit,
    /// UTF-16 or UCS-2.
    Utf16,
    /// UTF-8.
    Utf8,
    /// UTF-32.
    Utf32,
    /// As an embedded CMap says.
    Embedded(Box<CMap>),
}

/// A font.
pub struct Font {
    codes: Codes,
    to_unicode: Option<CMap>,
    widths: HashMap<u32, f32>,
    default_width: f32,
    /// From glyph space to thousandths of text space; 1 but for Type 3 fonts.
    scale: f32,
    decode: Decode,
}

impl Font {
    /// Reads a font dictionary.
    pub fn new(dict: &Dict, decode: Decode) -> Self {
        let to_unicode = dict
            .get::<Stream>("ToUnicode")
            .and_then(|stream| guard::decoded(&stream))
            .and_then(|data| CMap::parse(&data, |_| None));
        let subtype = dict.get::<Name>("Subtype");
        let subtype = subtype.as_ref().map_or("", |name| name.as_str());
        if subtype == "Type0" {
            return Self::composite(dict, to_unicode, decode);
        }
        let first = dict.get::<i32>("FirstChar").unwrap_or(0).clamp(0, 255) as u32;
        let listed = dict
            .get::<Array>("Widths")
            .into_iter()
            .flat_map(|widths| widths.iter::<Number>().take(256).collect::<Vec<_>>());
        let widths = listed.enumerate().map(|(at, width)| (first + at as u32, width.as_f32())).collect();
        let missing = dict.get::<Dict>("FontDescriptor").and_then(|descriptor| descriptor.get::<f32>("MissingWidth"));
        let scale = match dict.get::<Array>("FontMatrix").and_then(|matrix| matrix.iter::<Number>().next()) {
            Some(x) if subtype == "Type3" => x.as_f32() * 1000.0,
            _ => 1.0,
        };
        Font {
            codes: Codes::Simple(Box::new(simple_encoding(dict))),
            to_unicode,
            widths,
            default_width: missing.filter(|width| *width > 0.0).unwrap_or(500.0),
            scale,
            decode,
        }
    }

    fn composite(dict: &Dict, to_unicode: Option<CMap>, decode: Decode) -> Self {
        let descendant =
            dict.get::<Array>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict>().next()).unwrap_or_default();
        let codes = match dict.get::<Name>("Encoding") {
            Some(name) => predefined(name.as_str()),
            None => dict
                .get::<Stream>("Encoding")
                .and_then(|stream| guard::decoded(&stream))
                .and_then(|data| CMap::parse(&data, |_| None))
                .map_or(Codes::Identity, |map| Codes::Embedded(Box::new(map))),
        };
        let mut widths = HashMap::new();
        // Widths are listed by CID. Of predefined encodings the CIDs are not known: what matters is half or full.
        if matches!(codes, Codes::Identity | Codes::Embedded(_))
            && let Some(list) = descendant.get::<Array>("W")
        {
            read_widths(&list, &mut widths);
        }
        let default_width = descendant.get::<f32>("DW").unwrap_or(1000.0);
        Font { codes, to_unicode, widths, default_width, scale: 1.0, decode }
    }

    /// What a string shows.
    pub fn show(&self, bytes: &[u8]) -> Vec<Shown> {
        match &self.codes {
            Codes::Simple(encoding) => self.simple(bytes, encoding),
            Codes::Identity => bytes
                .chunks(2)
                .map(|pair| self.coded(code(pair), code(pair), None, pair.len() == 1 && pair[0] == b' '))
                .collect(),
            Codes::Embedded(map) => self.embedded(bytes, map),
            Codes::Mixed(kind) => self.mixed(bytes, *kind),
            Codes::SevenBit => {
                let high: Vec<u8> = bytes.iter().map(|byte| byte | 0x80).collect();
                self.mixed(&high, Encoding::Gb18030)
            }
            Codes::Utf16 => {
                let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
                char::decode_utf16(units)
                    .map(|character| self.decoded(&[0; 2], character.map(String::from).unwrap_or_default()))
                    .collect()
            }
            Codes::Utf8 => String::from_utf8_lossy(bytes)
                .chars()
                .map(|character| self.decoded(&[0; 2], character.into()))
                .collect(),
            Codes::Utf32 => bytes
                .chunks_exact(4)
                .map(|four| {
                    let character = char::from_u32(u32::from_be_bytes([four[0], four[1], four[2], four[3]]));
                    self.decoded(&[0; 2], character.map(String::from).unwrap_or_default())
                })
                .collect(),
        }
    }

    fn mixed(&self, bytes: &[u8], encoding: Encoding) -> Vec<Shown> {
        let units = cut_mixed(bytes);
        // One call for all of them, unless something in it means nothing.
        let text = (self.decode)(bytes, encoding);
        if text.chars().count() == units.len() && !text.contains(char::REPLACEMENT_CHARACTER) {
            return units
                .into_iter()
                .zip(text.chars())
                .map(|(unit, character)| self.decoded(unit, character.into()))
                .collect();
        }
        units.into_iter().map(|unit| self.decoded(unit, (self.decode)(unit, encoding))).collect()
    }

    fn simple(&self, bytes: &[u8], encoding: &[Option<char>; 256]) -> Vec<Shown> {
        // Some programs put GBK into a font that claims to be Latin.
        if self.to_unicode.is_none()
            && is_double_byte(bytes)
            && let Some(text) = encoding::strict(bytes, Encoding::Gb18030, self.decode)
        {
            let mut units = cut_mixed(bytes).into_iter();
            return text
                .chars()
                .map(|character| {
                    let unit = units.next().unwrap_or_default();
                    let width = unit.iter().map(|byte| self.width(u32::from(*byte))).sum();
                    Shown { text: Some(character.into()), width, space: unit == b" " }
                })
                .collect();
        }
        let one =
            |byte: &u8| self.coded(u32::from(*byte), u32::from(*byte), encoding[usize::from(*byte)], *byte == b' ');
        bytes.iter().map(one).collect()
    }

    fn embedded(&self, bytes: &[u8], map: &CMap) -> Vec<Shown> {
        let mut shown = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let known = (1..=rest.len().min(4))
                .find_map(|length| Some((length, map.lookup_cid_code(code(&rest[..length]), length as u8)?)));
            let (length, cid) = known.unwrap_or((rest.len().min(2), 0));
            shown.push(self.coded(code(&rest[..length]), cid, None, length == 1 && rest[0] == b' '));
            rest = &rest[length..];
        }
        shown
    }

    fn width(&self, cid: u32) -> f32 {
        self.widths.get(&cid).copied().unwrap_or(self.default_width) * self.scale
    }

    fn coded(&self, code: u32, cid: u32, character: Option<char>, space: bool) -> Shown {
        let mapped = self.to_unicode.as_ref().and_then(|map| map.lookup_bf_string(code)).map(|found| match found {
            BfString::Char(character) => character.to_string(),
            BfString::String(text) => text,
        });
        // A map to nothing or to a control character is none.
        let mapped =
            mapped.filter(|text| text.chars().any(|character| !character.is_control() && character != '\u{FFFD}'));
        Shown { text: mapped.or_else(|| character.map(String::from)), width: self.width(cid), space }
    }

    fn decoded(&self, unit: &[u8], text: String) -> Shown {
        let narrow = text.chars().all(|character| character < '\u{2E80}') && text.is_ascii();
        let width = if narrow { self.default_width / 2.0 } else { self.default_width };
        let text = Some(text).filter(|text| !text.is_empty() && !text.contains(char::REPLACEMENT_CHARACTER));
        Shown { text, width, space: unit == b" " }
    }
}

fn code(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte))
}

/// The predefined CMaps (ISO 32000-1, table 118) of Chinese: their codes are those of a known encoding.
fn predefined(name: &str) -> Codes {
    let stem = name.strip_suffix("-H").or_else(|| name.strip_suffix("-V")).unwrap_or(name);
    match stem {
        "GB-EUC" | "GBpc-EUC" | "GBK-EUC" | "GBKp-EUC" | "GBK2K" | "GBT-EUC" | "GBTpc-EUC" => {
            Codes::Mixed(Encoding::Gb18030)
        }
        "B5pc" | "HKscs-B5" | "ETen-B5" | "ETenms-B5" | "ETHK-B5" => Codes::Mixed(Encoding::Big5),
        "GB" | "GBT" => Codes::SevenBit,
        _ if stem.contains("-UCS2") || stem.contains("-UTF16") => Codes::Utf16,
        _ if stem.contains("-UTF8") => Codes::Utf8,
        _ if stem.contains("-UTF32") => Codes::Utf32,
        _ => Codes::Identity,
    }
}

/// Cuts a string of one- and two-byte codes.
fn cut_mixed(bytes: &[u8]) -> Vec<&[u8]> {
    let mut units = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        // GB 18030 has codes of four bytes too, whose second is a digit.
        let length = match (bytes[at], bytes.get(at + 1)) {
            (0x81..=0xFE, Some(0x30..=0x39)) => 4,
            (0x81..=0xFE, Some(_)) => 2,
            _ => 1,
        };
        let end = (at + length).min(bytes.len());
        units.push(&bytes[at..end]);
        at = end;
    }
    units
}

/// Whether a string holds pairs of bytes as GB 2312 has them, and no high byte else.
fn is_double_byte(bytes: &[u8]) -> bool {
    let units = cut_mixed(bytes);
    let pair = |unit: &&[u8]| matches!(unit, [0xA1..=0xF7, 0xA1..=0xFE]);
    units.iter().any(pair) && units.iter().all(|unit| pair(unit) || unit[0] < 0x80)
}

/// The characters of a simple font's encoding.
fn simple_encoding(dict: &Dict) -> [Option<char>; 256] {
    let base = |name: &str| match name {
        "WinAnsiEncoding" => Base::Windows,
        "MacRomanEncoding" => Base::Mac,
        _ => Base::Standard,
    };
    let mut differences = None;
    // A TrueType font without an encoding is used with Windows' codes.
    let true_type = dict.get::<Name>("Subtype").is_some_and(|name| name.as_str() == "TrueType");
    let unnamed = if true_type { Base::Windows } else { Base::Standard };
    let chosen = match dict.get::<Object>("Encoding") {
        Some(Object::Name(name)) => base(name.as_str()),
        Some(Object::Dict(encoding)) => {
            differences = encoding.get::<Array>("Differences");
            encoding.get::<Name>("BaseEncoding").map_or(unnamed, |name| base(name.as_str()))
        }
        _ => unnamed,
    };
    let mut encoding = [None; 256];
    for (code, slot) in (0..=255u8).zip(encoding.iter_mut()) {
        *slot = chosen.character(code);
    }
    let mut code = 0usize;
    for object in differences.into_iter().flat_map(|list| list.iter::<Object>().take(1_024).collect::<Vec<_>>()) {
        match object {
            Object::Number(number) => code = number.as_i64().clamp(0, 255) as usize,
            Object::Name(name) => {
                if let Some(slot) = encoding.get_mut(code) {
                    *slot = names::character(name.as_str());
                }
                code += 1;
            }
            _ => {}
        }
    }
    encoding
}

/// `/W`: `c [w1 w2 …]` and `first last w`.
fn read_widths(list: &Array, widths: &mut HashMap<u32, f32>) {
    /// The most widths that are set, be they the same ones again and again.
    const MOST: usize = 140_000;
    let mut set = 0;
    let mut numbers: Vec<f32> = Vec::new();
    for object in list.iter::<Object>() {
        match object {
            Object::Number(number) => numbers.push(number.as_f32()),
            Object::Array(row) => {
                let first = numbers.pop().unwrap_or(0.0).max(0.0) as u32;
                for (at, width) in row.iter::<Number>().enumerate().take(MOST - set) {
                    widths.insert(first.saturating_add(at as u32), width.as_f32());
                    set += 1;
                }
                numbers.clear();
            }
            _ => {}
        }
        if let [first, last, width] = numbers[..] {
            let (first, last) = (first.max(0.0) as u32, last.clamp(0.0, 65_535.0) as u32);
            for cid in (first..=last).take(MOST - set) {
                widths.insert(cid, width);
                set += 1;
            }
            numbers.clear();
        }
        if set >= MOST {
            return;
        }
    }
}
