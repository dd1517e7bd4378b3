//! Keeps hostile streams from taking all memory: what decodes PDF's streams knows no limits of its own.

use crate::read::limits;
use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, Number, Stream};
use hayro_syntax::page::Page;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};
use std::borrow::Cow;

/// What deflate yields at most of one byte.
const RATIO: usize = 1_032;

/// The bytes of a stream; `None` where they are damaged or beyond the limits.
pub fn decoded<'a>(stream: &Stream<'a>) -> Option<Cow<'a, [u8]>> {
    if is_sound(stream) { stream.decoded().ok() } else { None }
}

/// Whether all that a page draws is within the limits.
pub fn is_sound_page(page: &Page) -> bool {
    let raw = page.raw();
    match raw.get::<Stream>("Contents") {
        Some(stream) => is_sound(&stream),
        None => raw.get::<Array>("Contents").is_none_or(|list| list.iter::<Stream>().all(|stream| is_sound(&stream))),
    }
}

fn is_sound(stream: &Stream) -> bool {
    let filters = stream.filters();
    let inflating =
        |filter: &&Filter| matches!(filter, Filter::FlateDecode | Filter::LzwDecode | Filter::RunLengthDecode);
    // One filter that inflates is common, two are a bomb.
    if filters.iter().filter(inflating).count() > 1 {
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
    // What is small cannot yield too much.
    let small = raw.len() <= limits::PART as usize / RATIO;
    small || filters.first() != Some(&Filter::FlateDecode) || inflated(&raw) <= limits::PART as usize
}

/// How much deflated data yields; anything beyond the limit is as bad.
fn inflated(raw: &[u8]) -> usize {
    match decompress_to_vec_zlib_with_limit(raw, limits::PART as usize) {
        Ok(data) => data.len(),
        Err(error) if error.status == TINFLStatus::HasMoreOutput => usize::MAX,
        Err(error) => error.output.len(),
    }
}

/// Whether a predictor's rows have a possible width: others make the decoder divide by zero or take all memory.
fn is_sound_predictor(parameters: &Dict) -> bool {
    let number = |name: &str, usual: i64| parameters.get::<Number>(name).map_or(usual, |number| number.as_i64());
    is_sound_row(number("Columns", 1), number("Colors", 1), number("BitsPerComponent", 8))
}

fn is_sound_row(columns: i64, colors: i64, bits: i64) -> bool {
    (1..=65_536).contains(&columns) && (1..=32).contains(&colors) && [1, 2, 4, 8, 16].contains(&bits)
}

/// Whether the streams that hold objects and their places, which are decoded before anything else, are within the
/// limits. They are looked for in the bytes: nothing can be asked before they are decoded.
pub fn is_sound_file(bytes: &[u8]) -> bool {
    /// No dictionary of such a stream is longer.
    const DICTIONARY: usize = 2_048;
    let mut total = 0usize;
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], b"stream") {
        let start = at + found;
        at = start + b"stream".len();
        let head = &bytes[start.saturating_sub(DICTIONARY)..start];
        if head.ends_with(b"end") {
            continue;
        }
        let from = rfind(head, b" obj").unwrap_or(0);
        let dictionary = &head[from..];
        let holds = |name: &[u8]| find(dictionary, name).is_some();
        if !(holds(b"ObjStm") || holds(b"XRef")) {
            continue;
        }
        let value = |name: &[u8], usual: i64| number_after(dictionary, name).unwrap_or(usual);
        let sound = is_sound_row(value(b"/Columns", 1), value(b"/Colors", 1), value(b"/BitsPerComponent", 8));
        let filters = count(dictionary, b"FlateDecode") + count(dictionary, b"LZWDecode") + count(dictionary, b"/Fl ");
        let data = &bytes[at..];
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        let end = find(data, b"endstream").unwrap_or(data.len());
        total = total.saturating_add(inflated(&data[..end]));
        if !sound || filters > 1 || total > limits::PARTS as usize {
            return false;
        }
    }
    true
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
        for parameters in ["/Columns 0", "/Columns 2147483647", "/Colors 99", "/BitsPerComponent 3"] {
            let dictionary = format!("/Filter/FlateDecode/DecodeParms<</Predictor 12{parameters}>>");
            assert!(!is_sound_file(&file(&dictionary, &sound)), "{parameters}");
        }
        // A picture may be what it likes: it is not decoded.
        let picture = [b"%PDF-1.4\n1 0 obj <</Subtype/Image/Columns 0>> stream\n".as_slice(), &bomb].concat();
        assert!(is_sound_file(&picture));
    }
}
