//! PDF: which glyphs stand where, and the lines between them. What they make up is told by the module `paper`.

mod fonts;
mod guard;
mod interpreter;
mod names;

use super::paper::{self, Sheet};
use super::{Reading, Unreadable, limits};
use crate::document::{Document, Note};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use interpreter::Interpreter;

/// Reads a PDF file.
///
/// # Errors
/// A damaged file, one with a password, one with more than [`limits::PAGES`] pages, one without text.
pub fn read(bytes: &[u8], reading: Reading) -> Result<Document, Unreadable> {
    if !guard::is_sound_file(bytes) {
        return Err(limits::beyond("PDF 内部数据解压后", "192 MB"));
    }
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Unreadable(
            "这个 PDF 设有打开密码，无法读取；请用密码打开它，另存为不加密的 PDF，或复制全文后粘贴到这里。".to_owned(),
        ),
        LoadPdfError::Decryption(_) => Unreadable(
            "这个 PDF 的加密方式无法识别，没有读取；请另存为不加密的 PDF，或复制全文后粘贴到这里。".to_owned(),
        ),
        LoadPdfError::Invalid => limits::damaged("PDF 文件"),
    })?;
    let pages = pdf.pages();
    if pages.len() > limits::PAGES {
        return Err(limits::beyond("PDF 的页数", &format!("{} 页", limits::PAGES)));
    }
    let mut interpreter = Interpreter::new(reading.decode);
    let mut sheets: Vec<Sheet> = Vec::with_capacity(pages.len());
    for (at, page) in pages.iter().enumerate() {
        (reading.progress)(at as u32, pages.len() as u32);
        sheets.push(interpreter.page(page));
        if sheets.iter().map(|sheet| sheet.glyphs.len()).sum::<usize>() > limits::GLYPHS {
            interpreter.damaged |= at + 1 < pages.len();
            break;
        }
    }
    let (pictured, unmapped, damaged) = (interpreter.pictured, interpreter.unmapped, interpreter.damaged);
    let written: usize = sheets.iter().map(|sheet| sheet.glyphs.len()).sum();
    // A page number or a stamp may stand on a scan.
    if written < 20 * sheets.len().max(1) && pictured > 0 {
        return Err(Unreadable(
            "这个 PDF 是扫描件（只有图片，没有文字），无法核对；请打开 Word、WPS 原稿，或先用文字识别（OCR）转成文字。"
                .to_owned(),
        ));
    }
    if written == 0 {
        return Err(Unreadable(if unmapped > 0 {
            "这个 PDF 的字体没有文字编码，读不出文字；请打开 Word、WPS 原稿，或重新导出 PDF 后再打开。".to_owned()
        } else {
            "这个 PDF 里没有文字；请确认选对了文件，或打开 Word、WPS 原稿。".to_owned()
        }));
    }
    let mut document = paper::compose(sheets);
    if unmapped > 0 {
        document.add_note(Note::Unmapped(unmapped));
    }
    if damaged {
        document.add_note(Note::Damaged);
    }
    Ok(document)
}
