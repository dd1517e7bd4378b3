//! Files of office programs: what is inside a package or a compound file, and which reader reads it.

use super::package::Package;
use super::{Content, File, Kind, Reading, Unreadable, compound, docx, limits, mhtml, ofd, rtf, sheets};
use crate::document::Note;
use crate::text::fold::seen;

/// Reads a file of the family [`super::Family::Office`].
///
/// # Errors
/// What is damaged, locked, beyond a limit, or holds nothing that can be read.
pub fn read(bytes: &[u8], kind: Kind, reading: Reading) -> Result<Content, Unreadable> {
    match kind {
        Kind::Mhtml => mhtml::page(bytes, reading.decode).map(Content::Page).ok_or_else(|| {
            Unreadable("这个网页归档文件里没有网页正文；请在浏览器里打开原网页，复制全文后粘贴。".to_owned())
        }),
        Kind::Rtf => {
            let (mut document, revisions) = rtf::read(bytes, reading.decode);
            document.notes.extend((revisions > 0).then_some(Note::Revisions(revisions)));
            Ok(Content::Document(document))
        }
        Kind::Compound => compound::read(bytes, reading).map(Content::Document),
        _ => read_package(bytes, reading),
    }
}

fn read_package(bytes: &[u8], reading: Reading) -> Result<Content, Unreadable> {
    let mut package = Package::open(bytes)?;
    if ofd::is_ofd(&package) {
        return ofd::read(&mut package, reading).map(Content::Document);
    }
    if package.has("[Content_Types].xml") {
        if let Some(main) = docx::main_part(&mut package)? {
            return docx::read(&mut package, &main).map(Content::Document);
        }
        if package.has("xl/workbook.xml") {
            return sheets::read_xlsx(&mut package).map(Content::Document);
        }
        return Err(Unreadable(
            "这是 Office 文件，但不是 Word 文档或 Excel 表格；请把年报全文复制后粘贴到这里。".to_owned(),
        ));
    }
    if package.has("content.xml") && package.has("mimetype") {
        return Err(Unreadable("这是 ODF 文档，不能直接打开；请另存为 Word 文档（.docx）后再打开。".to_owned()));
    }
    read_archive(&mut package, reading).map(Content::Files)
}

/// The files of an archive that may be reports.
fn read_archive(package: &mut Package, reading: Reading) -> Result<Vec<File>, Unreadable> {
    let mut files = Vec::new();
    for index in 0..package.len() {
        let Some((name, is_file)) = package.raw_name(index) else { continue };
        let name = super::encoding::text(&name, None, reading.decode)
            .map_or_else(|| String::from_utf8_lossy(&name).into_owned(), |(name, _)| name);
        let name = seen(&name);
        if !is_file || !is_wanted(&name) {
            continue;
        }
        if files.len() >= limits::FILES {
            return Err(limits::beyond("压缩包里的报告数", &format!("{} 份", limits::FILES)));
        }
        files.push(File { bytes: package.read_at(index)?, name });
    }
    if files.is_empty() {
        return Err(Unreadable(
            "压缩包里没有可以打开的文件（Word、WPS、PDF、OFD、Excel、网页、文本）；请确认选对了文件。".to_owned(),
        ));
    }
    files.sort_by(|first, second| first.name.cmp(&second.name));
    Ok(files)
}

/// Whether a name in an archive is that of a report; archives in archives are not opened.
fn is_wanted(name: &str) -> bool {
    super::is_report_name(name) && !name.to_ascii_lowercase().ends_with(".zip")
}
