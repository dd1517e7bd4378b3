//! Zip packages, as Word, Excel, OFD and archives use them, read within limits.

use super::{Unreadable, limits};
use roxmltree::{Document as Xml, ParsingOptions};
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// An open package.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes inflated so far.
    inflated: u64,
}

impl<'a> Package<'a> {
    /// Opens a package.
    ///
    /// # Errors
    /// No zip archive, or more than [`limits::ENTRIES`] entries.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| limits::damaged("文件"))?;
        if archive.len() > limits::ENTRIES {
            return Err(limits::beyond("压缩包里的文件数", &format!("{} 个", limits::ENTRIES)));
        }
        Ok(Package { archive, inflated: 0 })
    }

    /// Whether there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.archive.len()
    }

    /// The name of entry number `index` as it is stored, and whether it is a file.
    pub fn raw_name(&mut self, index: usize) -> Option<(Vec<u8>, bool)> {
        let entry = self.archive.by_index_raw(index).ok()?;
        Some((entry.name_raw().to_vec(), entry.is_file()))
    }

    /// The part of this name, inflated; `None` where there is none.
    ///
    /// # Errors
    /// A part, or all parts together, beyond the limits; a damaged or encrypted part.
    pub fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        match self.archive.index_for_name(name) {
            Some(index) => self.read_at(index).map(Some),
            None => Ok(None),
        }
    }

    /// Entry number `index`, inflated.
    ///
    /// # Errors
    /// As [`Package::read`].
    pub fn read_at(&mut self, index: usize) -> Result<Vec<u8>, Unreadable> {
        let entry = self.archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
                Unreadable("这个压缩包设有密码，无法读取；请先解压，再打开里面的文件。".to_owned())
            }
            ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
                Unreadable("这个压缩包用了少见的压缩方式，无法读取；请先解压，再打开里面的文件。".to_owned())
            }
            _ => limits::damaged("文件"),
        })?;
        let megabytes = |limit: u64| format!("{} MB", limit >> 20);
        let mut bytes = Vec::new();
        // Declared sizes prove nothing: what counts is what comes out.
        let read = entry.take(limits::PART + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > limits::PART {
            return Err(limits::beyond("文件里的一个部分解压后", &megabytes(limits::PART)));
        }
        self.inflated += bytes.len() as u64;
        if self.inflated > limits::PARTS {
            return Err(limits::beyond("文件解压后", &megabytes(limits::PARTS)));
        }
        read.map_err(|_| limits::damaged("文件"))?;
        Ok(bytes)
    }

    /// The part of this name as text; `None` where there is none.
    ///
    /// # Errors
    /// As [`Package::read`].
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        Ok(self.read(name)?.map(decode_xml))
    }
}

/// XML is UTF-8 or UTF-16; damaged characters are no reason to stop.
fn decode_xml(bytes: Vec<u8>) -> String {
    let units = |unit: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks_exact(2).map(move |pair| unit([pair[0], pair[1]]));
        char::decode_utf16(units).map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    match bytes.get(..2) {
        Some([0xFF, 0xFE]) => units(u16::from_le_bytes),
        Some([0xFE, 0xFF]) => units(u16::from_be_bytes),
        _ => match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        },
    }
}

/// Parses XML: without DTD and entities, within the limits of depth and size.
///
/// # Errors
/// What is no XML, or goes beyond a limit. `kind` names the file in the sentence.
pub fn parse_xml<'x>(text: &'x str, kind: &str) -> Result<Xml<'x>, Unreadable> {
    let (depth, attributes) = extent(text);
    if depth > limits::XML_DEPTH {
        return Err(limits::beyond("文件内部的嵌套", &format!("{} 层", limits::XML_DEPTH)));
    }
    // The parser compares each attribute with all before it.
    if attributes > limits::XML_ATTRIBUTES {
        return Err(limits::beyond("文件内部一个元素的属性数", &format!("{} 个", limits::XML_ATTRIBUTES)));
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: limits::XML_NODES, ..ParsingOptions::default() };
    Xml::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => limits::beyond("文件内部的元素数", "四百万个"),
        roxmltree::Error::DtdDetected => Unreadable(format!(
            "{}带有文档类型定义，为安全起见不读取；请用原来的程序打开它，另存一份后再打开。",
            limits::this(kind)
        )),
        _ => limits::damaged(kind),
    })
}

/// The deepest nesting of tags and the most attributes of one, counted before anything is built. Comments and the like
/// can only make it seem more.
fn extent(text: &str) -> (u32, usize) {
    let (mut depth, mut deepest, mut most) = (0u32, 0, 0);
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(start) = memchr::memchr(b'<', &bytes[at..]).map(|found| at + found) {
        let end = memchr::memchr(b'>', &bytes[start..]).map_or(bytes.len(), |found| start + found);
        match bytes.get(start + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'?' | b'!') => {}
            _ => {
                // A tag with an attribute more has two quotes and a sign more.
                if end - start > 2 * most {
                    most = most.max(memchr::memchr_iter(b'=', &bytes[start..end]).count());
                }
                if end == 0 || bytes[end - 1] != b'/' {
                    depth += 1;
                    deepest = deepest.max(depth);
                }
            }
        }
        at = (end + 1).min(bytes.len());
    }
    (deepest, most)
}
