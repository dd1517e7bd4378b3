//! Keeps hostile streams from taking all memory: what decodes PDF's streams knows no limits of its own.

use crate::read::limits;
use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, Number, Stream};
use hayro_syntax::page::Page;
use miniz_oxide::inflate::{
    DecompressError, TINFLStatus, decompress_to_vec_with_limit, decompress_to_vec_zlib_with_limit,
};
use std::borrow::Cow;

/// What deflate yields at most of one byte.
const DEFLATE: usize = 1_032;
/// What LZW yields at most of one byte.
const LZW: usize = 2_730;
/// The most bytes that one page draws from.
const CONTENTS: usize = 16 << 20;

/// The bytes of a stream; `None` where they are damaged or beyond the limits.
pub fn decoded<'a>(stream: &Stream<'a>) -> Option<Cow<'a, [u8]>> {
    if is_sound(stream) { stream.decoded().ok() } else { None }
}

/// What a page draws from.
#[derive(Default)]
pub struct Contents {
    /// Its operators, of one stream or of several one after the other.
    pub data: Vec<u8>,
    /// The bytes that were inflated for it.
    pub cost: usize,
    /// Whether something was damaged or beyond the limits, and left out.
    pub damaged: bool,
}

/// What a page draws from.
pub fn contents(page: &Page) -> Contents {
    let raw = page.raw();
    let list = match raw.get::<Stream>("Contents") {
        Some(stream) => vec![stream],
        None => {
            raw.get::<Array>("Contents").map(|list| list.iter::<Stream>().take(CONTENTS).collect()).unwrap_or_default()
        }
    };
    let mut contents = Contents::default();
    for stream in list {
        let data = decoded(&stream).filter(|data| contents.data.len() + data.len() <= CONTENTS);
        let Some(data) = data else {
            // It may have been inflated up to its limit.
            contents.damaged = true;
            contents.cost += CONTENTS;
            if contents.cost > CONTENTS * 4 {
                break;
            }
            continue;
        };
        contents.data.extend_from_slice(&data);
        contents.cost += data.len() + 1;
        // The last operator of one stream and the first of the next are two.
        contents.data.push(b' ');
    }
    contents
}

fn is_sound(stream: &Stream) -> bool {
    let filters = stream.filters();
    let inflates =
        |filter: &Filter| matches!(filter, Filter::FlateDecode | Filter::LzwDecode | Filter::RunLengthDecode);
    // One filter that inflates is common, two are a bomb.
    if filters.iter().filter(|filter| inflates(filter)).count() > 1 {
        return false;
    }
    let dict = stream.dict();
    let parameters = |name: &str| {
        let one = dict.get::<Dict>(name).into_iter();
        one.chain(dict.get::<Array>(name).into_iter().flat_map(|list| list.iter::<Dict>().collect::<Vec<_>>()))
            .collect::<Vec<_>>()
    };
    if !parameters("DecodeParms").iter().chain(&parameters("DP")).all(is_sound_predictor) {
        return false;
    }
    let raw = stream.raw_data();
    let limit = limits::PART as usize;
    match filters.iter().position(inflates) {
        None => true,
        // What is small cannot yield too much.
        Some(_) if raw.len() <= limit / LZW => true,
        Some(0) if filters[0] == Filter::FlateDecode => raw.len() <= limit / DEFLATE || inflated(&raw) <= limit,
        Some(0) if filters[0] == Filter::RunLengthDecode => raw.len() <= limit / 64,
        // What cannot be measured is not decoded.
        Some(_) => false,
    }
}

/// How much deflated data yields, with or without zlib's head; anything beyond the limit is as bad.
fn inflated(raw: &[u8]) -> usize {
    let length = |result: Result<Vec<u8>, DecompressError>| match result {
        Ok(data) => data.len(),
        Err(error) if error.status == TINFLStatus::HasMoreOutput => usize::MAX,
        Err(error) => error.output.len(),
    };
    let limit = limits::PART as usize;
    length(decompress_to_vec_zlib_with_limit(raw, limit)).max(length(decompress_to_vec_with_limit(raw, limit)))
}

/// Whether a predictor's rows have a possible width: others make the decoder divide by zero or take all memory.
fn is_sound_predictor(parameters: &Dict) -> bool {
    let number = |name: &str, usual: i64| parameters.get::<Number>(name).map_or(usual, |number| number.as_i64());
    is_sound_row(number("Columns", 1), number("Colors", 1), number("BitsPerComponent", 8))
}

fn is_sound_row(columns: i64, colors: i64, bits: i64) -> bool {
    let possible = (1..=65_536).contains(&columns) && (1..=32).contains(&colors) && [1, 2, 4, 8, 16].contains(&bits);
    // The decoder counts the bits of a point in a byte.
    possible && colors * bits < 256
}

/// Whether the streams that are decoded before anything can be asked, those of objects and of their places, are within
/// the limits. They are looked for in the bytes; all but pictures are measured, whatever they say they are.
pub fn is_sound_file(bytes: &[u8]) -> bool {
    let mut total = 0usize;
    let mut at = 0;
    while let Some(start) = find(&bytes[at..], b"stream").map(|found| at + found) {
        let head = &bytes[at..start];
        at = start + b"stream".len();
        if head.ends_with(b"end") {
            continue;
        }
        let dictionary = plain_names(&head[rfind(head, b"obj").unwrap_or(0)..]);
        let holds = |name: &[u8]| find(&dictionary, name).is_some();
        let data = &bytes[at..];
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        let data = &data[..find(data, b"endstream").unwrap_or(data.len())];
        let inner = holds(b"ObjStm") || holds(b"XRef") || holds(b"/First") || holds(b"/W[") || holds(b"/W ");
        if holds(b"/Image") && !inner {
            continue;
        }
        let value = |name: &[u8], usual: i64| number_after(&dictionary, name).unwrap_or(usual);
        let row = is_sound_row(value(b"/Columns", 1), value(b"/Colors", 1), value(b"/BitsPerComponent", 8));
        let inflating = [b"FlateDecode".as_slice(), b"LZWDecode", b"RunLengthDecode"];
        let filters: usize = inflating.iter().map(|name| count(&dictionary, name)).sum();
        let other = holds(b"/ASCIIHexDecode") || holds(b"/ASCII85Decode") || holds(b"LZWDecode");
        let large = data.len() > limits::PART as usize / LZW;
        if inner && (!row || filters > 1 || large && other) {
            return false;
        }
        if large {
            total = total.saturating_add(inflated(data));
        }
        if total > limits::PARTS as usize {
            return false;
        }
    }
    true
}

/// A dictionary with the names written out: `/C#6flumns` is `/Columns`.
fn plain_names(dictionary: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(dictionary.len());
    let mut rest = dictionary;
    while let Some((&byte, after)) = rest.split_first() {
        let code = (byte == b'#').then(|| after.get(..2)).flatten();
        let code = code.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        plain.push(code.unwrap_or(byte));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    plain
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, part)
}

fn rfind(bytes: &[u8], part: &[u8]) -> Option<usize> {
    memchr::memmem::rfind(bytes, part)
}

fn count(bytes: &[u8], part: &[u8]) -> usize {
    memchr::memmem::find_iter(bytes, part).count()
}

fn number_after(bytes: &[u8], name: &[u8]) -> Option<i64> {
    let rest = &bytes[find(bytes, name)? + name.len()..];
    let text: String =
        rest.iter().skip_while(|byte| byte.is_ascii_whitespace()).take(12).map(|byte| char::from(*byte)).collect();
    let digits: String = text.chars().take_while(|mark| mark.is_ascii_digit() || *mark == '-').collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use miniz_oxide::deflate::compress_to_vec_zlib;

    /// A file with a stream of objects that holds `data`.
    fn file(dictionary: &str, data: &[u8]) -> Vec<u8> {
        [format!("%PDF-1.5\n1 0 obj <</Type/ObjStm{dictionary}>> stream\n").as_bytes(), data, b"\nendstream endobj"]
            .concat()
    }

    #[test]
    fn streams_of_objects_are_measured_before_they_are_decoded() {
        let bomb = compress_to_vec_zlib(&vec![b' '; limits::PART as usize + 1], 6);
        let sound = compress_to_vec_zlib(b"1 0 2 0", 6);
        assert!(is_sound_file(&file("/Filter/FlateDecode", &sound)));
        assert!(!is_sound_file(&file("/Filter/FlateDecode", &bomb)));
        assert!(!is_sound_file(&file("/Filter[/FlateDecode/FlateDecode]", &sound)));
        assert!(!is_sound_file(&file("/Filter[/ASCIIHexDecode/FlateDecode]", &vec![b'0'; 30_000])));
        for parameters in [
            "/Columns 0",
            "/C#6flumns 0",
            "/Colors 32/BitsPerComponent 16",
            "/Columns 2147483647",
            "/Colors 99",
            "/BitsPerComponent 3",
        ] {
            let dictionary = format!("/Filter/FlateDecode/DecodeParms<</Predictor 12{parameters}>>");
            assert!(!is_sound_file(&file(&dictionary, &sound)), "{parameters}");
        }
        // Without zlib's head, and without a type.
        let raw = miniz_oxide::deflate::compress_to_vec(&vec![b' '; limits::PART as usize + 1], 6);
        let untyped = [b"%PDF-1.4\n1 0 obj <<>> stream\n".as_slice(), &raw].concat();
        assert!(!is_sound_file(&untyped));
        // A picture may be what it likes: it is not decoded.
        let picture = [b"%PDF-1.4\n1 0 obj <</Subtype/Image/Columns 0>> stream\n".as_slice(), &bomb].concat();
        assert!(is_sound_file(&picture));
    }
}
