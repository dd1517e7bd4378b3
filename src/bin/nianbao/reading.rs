//! Files as reports, or the sentence that says why they are none.

use crate::crew::guarded;
use crate::inputs::Input;
use nianbao::document::Document;
use nianbao::read::{Content, Encoding, Kind, Reading, Unreadable, encoding, limits, read_file};
use nianbao::report::{Report, recognise};
use std::io::Read;
use std::path::Path;

/// How files are read.
#[derive(Clone, Copy, Default)]
pub struct How {
    /// The kind, where the user named it.
    pub kind: Option<Kind>,
    /// The encoding, where the user named it.
    pub encoding: Option<Encoding>,
}

/// Opens a file; an archive gives the content of each file in it, named by its path in it.
pub fn open(input: &Input, how: How) -> Vec<(String, Result<Content, String>)> {
    let content = match input.missing {
        Some(sentence) => Err(sentence.to_owned()),
        None => bytes(&input.path).and_then(|bytes| read(&bytes, how)),
    };
    match content {
        Ok(Content::Files(files)) => files
            .into_iter()
            .map(|inner| (format!("{}/{}", input.name, inner.name), read(&inner.bytes, How { kind: None, ..how })))
            .collect(),
        content => vec![(input.name.clone(), content)],
    }
}

/// The reports in a file.
pub fn reports(input: &Input, how: How) -> Vec<(String, Result<Report, String>)> {
    let report = |content: Result<Content, String>| content.and_then(only_document).and_then(only_report);
    open(input, how).into_iter().map(|(name, content)| (name, report(content))).collect()
}

/// The bytes of a file, or the sentence that says why there are none.
pub fn bytes(file: &Path) -> Result<Vec<u8>, String> {
    read_bytes(file).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "找不到这个文件，请核对路径。".to_owned(),
        std::io::ErrorKind::PermissionDenied => "没有读取这个文件的权限。".to_owned(),
        std::io::ErrorKind::IsADirectory => "这是文件夹，请给出其中的文件。".to_owned(),
        _ => format!("读取文件时出错：{error}。"),
    })
}

fn read_bytes(file: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = limits::INPUT as u64 + 1;
    if file == Path::new("-") {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
    } else {
        std::fs::File::open(file)?.take(limit).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// What is in the bytes of a file.
pub fn read(bytes: &[u8], how: How) -> Result<Content, String> {
    let reading = Reading { encoding: how.encoding, ..Reading::new(encoding::decode) };
    guarded(|| read_file(bytes, how.kind, reading).map_err(|Unreadable(sentence)| sentence))?
}

pub fn only_document(content: Content) -> Result<Document, String> {
    match content {
        Content::Document(document) => Ok(document),
        _ => Err("压缩包里还有压缩包，没有打开；请先解压。".to_owned()),
    }
}

pub fn only_report(document: Document) -> Result<Report, String> {
    let report = guarded(|| recognise(document))?;
    if report.is_report() { Ok(report) } else { Err(nianbao::NOT_A_REPORT.to_owned()) }
}
