//! The files that are meant: named, in folders, by patterns, by a list of names.

use nianbao::read::is_report_name;
use std::ffi::OsString;
use std::io::Read;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Where it is; `-` is standard input.
    pub path: PathBuf,
    /// What it is called in results.
    pub name: String,
    /// Why there is none, in a sentence.
    pub missing: Option<&'static str>,
}

impl Input {
    /// The file at `path`.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = path.to_string_lossy().into_owned();
        Input { path, name, missing: None }
    }

    fn missing(path: &Path, sentence: &'static str) -> Self {
        Input { missing: Some(sentence), ..Input::new(path) }
    }
}

const NOTHING_IN_FOLDER: &str = "文件夹里没有能读取的文件，请核对路径。";
const NOTHING_FITS: &str = "没有找到符合的文件，请核对文件名的写法。";

/// The files that `names` mean, in their order: files as they are, of folders and patterns what can be read, by name.
pub fn expand(names: &[OsString]) -> Vec<Input> {
    names.iter().flat_map(|name| of_name(Path::new(name))).collect()
}

fn of_name(path: &Path) -> Vec<Input> {
    if path.is_dir() {
        return or_missing(path, in_folder(path), NOTHING_IN_FOLDER);
    }
    match path.to_str() {
        // A file whose name looks like a pattern is that file.
        Some(pattern) if pattern.contains(['*', '?', '[']) && !path.exists() => {
            let found = glob::glob(pattern).into_iter().flatten().filter_map(Result::ok);
            let files = found
                .filter(|path| path.is_file() && is_report_name(&path.to_string_lossy()))
                .map(Input::new)
                .collect();
            or_missing(path, files, NOTHING_FITS)
        }
        _ => vec![Input::new(path)],
    }
}

fn or_missing(path: &Path, found: Vec<Input>, sentence: &'static str) -> Vec<Input> {
    if found.is_empty() { vec![Input::missing(path, sentence)] } else { found }
}

/// The files in a folder and its folders that can be read, by name.
fn in_folder(folder: &Path) -> Vec<Input> {
    let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
    let walk = walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.path()));
    let files = walk.filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    files
        .map(walkdir::DirEntry::into_path)
        .filter(|path| is_report_name(&path.to_string_lossy()))
        .map(Input::new)
        .collect()
}

fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    name.starts_with('.') || name.starts_with("~$") || name == "__MACOSX"
}

/// The names in a list, one a line or parted by NUL; of `-` standard input is the list.
///
/// # Errors
/// A sentence where the list cannot be read.
pub fn listed(list: &str) -> Result<Vec<OsString>, String> {
    let mut bytes = Vec::new();
    let read = match list {
        "-" => std::io::stdin().lock().read_to_end(&mut bytes),
        file => std::fs::File::open(file).and_then(|mut file| file.read_to_end(&mut bytes)),
    };
    read.map_err(|error| format!("读取文件名清单“{list}”时出错：{error}。"))?;
    Ok(names(&bytes))
}

fn names(bytes: &[u8]) -> Vec<OsString> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let end = if bytes.contains(&0) { 0 } else { b'\n' };
    let names = bytes.split(|&byte| byte == end);
    let names = names.map(|name| if end == 0 { name } else { name.strip_suffix(b"\r").unwrap_or(name) });
    names.filter(|name| !name.is_empty()).map(name).collect()
}

#[cfg(unix)]
fn name(bytes: &[u8]) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes.to_vec())
}

#[cfg(not(unix))]
fn name(bytes: &[u8]) -> OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_names() {
        let names = |text: &str| names(text.as_bytes());
        assert_eq!(names("\u{feff}甲.docx\r\n乙 丙.pdf\n\n"), ["甲.docx", "乙 丙.pdf"]);
        assert_eq!(names("甲\n乙.docx\0丙.pdf\0"), ["甲\n乙.docx", "丙.pdf"]);
        assert!(names("").is_empty());
    }
}
