//! A Word package that is written again: what is changed is put in, all else goes over byte for byte.

use super::patch::{Patches, end_of_content, escape, prefix};
use crate::read::docx::main_part;
use crate::read::package::{Package, parse_xml};
use crate::read::xml::{attribute, children};
use crate::read::{Unreadable, docx, limits};
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// The namespaces of strict documents (ISO/IEC 29500 Strict) begin with this.
const STRICT: &str = "http://purl.oclc.org/ooxml/";

/// An open Word package and the parts of it that are changed.
pub struct Word<'a> {
    bytes: &'a [u8],
    package: Package<'a>,
    /// The name of the main part.
    pub main: String,
    changed: BTreeMap<String, String>,
}

/// The sentence that refuses a file.
fn sentence(error: Unreadable) -> String {
    error.0
}

impl<'a> Word<'a> {
    /// Opens a package.
    ///
    /// # Errors
    /// What is no Word package, is damaged or beyond a limit of [`crate::read::limits`].
    pub fn open(bytes: &'a [u8]) -> Result<Self, String> {
        let mut package = Package::open(bytes).map_err(sentence)?;
        let main = main_part(&mut package).map_err(sentence)?;
        let main = main.ok_or("只有 Word 文档（.docx）可以写回，这个文件不是。")?;
        Ok(Word { bytes, package, main, changed: BTreeMap::new() })
    }

    /// A part as text; `None` where there is none.
    ///
    /// # Errors
    /// A damaged part, or one beyond a limit.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, String> {
        match self.changed.get(name) {
            Some(text) => Ok(Some(text.clone())),
            None => self.package.text(name).map_err(sentence),
        }
    }

    /// The name of the part `file` beside the main part.
    pub fn beside(&self, file: &str) -> String {
        match self.main.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{file}"),
            None => file.to_owned(),
        }
    }

    /// Replaces a part, or adds one.
    pub fn put(&mut self, name: String, text: String) {
        self.changed.insert(name, text);
    }

    /// The name of the part to which the main part has a relationship of this kind (`comments`).
    ///
    /// # Errors
    /// Damaged relationships.
    pub fn related(&mut self, kind: &str) -> Result<Option<String>, String> {
        let Some(text) = self.text(&self.relationships())? else { return Ok(None) };
        let tree = parse_xml(&text, docx::KIND).map_err(sentence)?;
        let target = children(tree.root_element())
            .filter(|node| attribute(*node, "Type").is_some_and(|full| full.rsplit('/').next() == Some(kind)))
            .find_map(|node| attribute(node, "Target"));
        Ok(target.map(|target| match target.strip_prefix('/') {
            Some(absolute) => resolved(absolute),
            None => resolved(&self.beside(target)),
        }))
    }

    /// Adds a part beside the main part and a relationship to it, and gives its name.
    ///
    /// # Errors
    /// Damaged relationships.
    pub fn relate(&mut self, kind: &str, strict: bool) -> Result<String, String> {
        let file = (0..)
            .map(|number: u32| if number == 0 { format!("{kind}.xml") } else { format!("{kind}{number}.xml") })
            .find(|file| !self.package.has(&self.beside(file)))
            .unwrap_or_default();
        let relationships = self.relationships();
        let text = self.text(&relationships)?.unwrap_or_else(|| {
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>".to_owned()
        });
        let base = if strict { STRICT } else { "http://schemas.openxmlformats.org/" };
        let middle = if strict { "officeDocument/relationships" } else { "officeDocument/2006/relationships" };
        let text = with_child(&text, |p, ids| {
            let id = (1..).map(|number: u32| format!("rId{number}")).find(|id| !ids.contains(&id.as_str()));
            let id = id.unwrap_or_default();
            format!("<{p}Relationship Id=\"{id}\" Type=\"{base}{middle}/{kind}\" Target=\"{file}\"/>")
        })?;
        self.put(relationships, text);
        Ok(self.beside(&file))
    }

    /// Says what the part `name` holds, if nothing says it yet.
    ///
    /// # Errors
    /// No list of content types, or a damaged one.
    pub fn declare(&mut self, name: &str, content_type: &str) -> Result<(), String> {
        const LIST: &str = "[Content_Types].xml";
        let text = self.text(LIST)?.ok_or("Word 文件缺少内容类型清单，无法写回；请用原来的程序另存一份。")?;
        let tree = parse_xml(&text, docx::KIND).map_err(sentence)?;
        let full = format!("/{name}");
        let known = children(tree.root_element())
            .any(|node| attribute(node, "PartName").is_some_and(|part| part.eq_ignore_ascii_case(&full)));
        if !known {
            let text = with_child(&text, |p, _| {
                format!("<{p}Override PartName=\"{}\" ContentType=\"{content_type}\"/>", escape(&full))
            })?;
            self.put(LIST.to_owned(), text);
        }
        Ok(())
    }

    /// The package with what was changed.
    ///
    /// # Errors
    /// A damaged package.
    pub fn finish(self) -> Result<Vec<u8>, String> {
        self.copy().map_err(|_| sentence(limits::damaged(docx::KIND)))
    }

    fn copy(&self) -> zip::result::ZipResult<Vec<u8>> {
        let mut archive = ZipArchive::new(Cursor::new(self.bytes))?;
        let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(self.bytes.len())));
        let (old, new): (Vec<_>, Vec<_>) =
            self.changed.iter().partition(|(name, _)| archive.index_for_name(name).is_some());
        let old: BTreeMap<Option<usize>, _> =
            old.into_iter().map(|part| (archive.index_for_name(part.0), part)).collect();
        for index in 0..archive.len() {
            match old.get(&Some(index)) {
                Some((name, text)) => add(&mut writer, name, text)?,
                None => writer.raw_copy_file(archive.by_index_raw(index)?)?,
            }
        }
        for (name, text) in new {
            add(&mut writer, name, text)?;
        }
        Ok(writer.finish()?.into_inner())
    }

    fn relationships(&self) -> String {
        let file = self.main.rsplit('/').next().unwrap_or_default();
        self.beside(&format!("_rels/{file}.rels"))
    }
}

/// The name of a part without the steps `.` and `..`.
fn resolved(path: &str) -> String {
    let mut folders: Vec<&str> = Vec::new();
    for folder in path.split('/') {
        match folder {
            "." => {}
            ".." => drop(folders.pop()),
            folder => folders.push(folder),
        }
    }
    folders.join("/")
}

/// Writes one part. There is no clock here, so it has the oldest date that zip knows.
pub fn add(writer: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, text: &str) -> zip::result::ZipResult<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    writer.start_file(name, options)?;
    Ok(writer.write_all(in_utf8(text).as_bytes())?)
}

/// What was read as UTF-16 is written as UTF-8, and must not say otherwise.
fn in_utf8(text: &str) -> std::borrow::Cow<'_, str> {
    let declared = text.trim_start_matches('\u{feff}');
    match declared.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((declaration, rest)) if declaration.to_ascii_lowercase().contains("utf-16") => {
            format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>{rest}").into()
        }
        _ => text.into(),
    }
}

/// XML whose root has one more child at its end; `child` is given the prefix of the root's name and the ids in use.
fn with_child(text: &str, child: impl Fn(&str, &[&str]) -> String) -> Result<String, String> {
    let tree = parse_xml(text, docx::KIND).map_err(sentence)?;
    let root = tree.root_element();
    let ids: Vec<&str> = children(root).filter_map(|node| attribute(node, "Id")).collect();
    let mut patches = Patches::default();
    patches.put_at(end_of_content(text, root), &child(prefix(text, root), &ids));
    Ok(patches.apply(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_come_last_whatever_the_root_looks_like() {
        let child = |p: &str, ids: &[&str]| format!("<{p}c n=\"{}\"/>", ids.len());
        for (before, after) in [
            ("<a/>", "<a><c n=\"0\"/></a>"),
            ("<a x=\"1\" />", "<a x=\"1\" ><c n=\"0\"/></a>"),
            ("<p:a xmlns:p=\"u\"><p:b Id=\"r\"/></p:a>", "<p:a xmlns:p=\"u\"><p:b Id=\"r\"/><p:c n=\"1\"/></p:a>"),
        ] {
            assert_eq!(with_child(before, child).as_deref(), Ok(after));
        }
    }

    #[test]
    fn targets_are_resolved() {
        for (target, name) in [
            ("word/./comments.xml", "word/comments.xml"),
            ("word/../word/comments.xml", "word/comments.xml"),
            ("../a.xml", "a.xml"),
        ] {
            assert_eq!(resolved(target), name);
        }
    }

    #[test]
    fn declarations_tell_the_encoding_that_is_written() {
        assert_eq!(
            in_utf8("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>"),
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><a/>"
        );
        assert_eq!(in_utf8("<?xml version=\"1.0\"?><a/>"), "<?xml version=\"1.0\"?><a/>");
    }
}
