//! Compound files (OLE): which old kind is inside.

use super::{Reading, Unreadable, limits, sheets};
use crate::document::Document;
use std::io::Cursor;

/// Reads a compound file.
///
/// # Errors
/// A damaged or locked file, or one that is neither a document nor a workbook.
pub fn read(bytes: &[u8], _reading: Reading) -> Result<Document, Unreadable> {
    let file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| limits::damaged("文件"))?;
    let has = |names: &[&str]| names.iter().any(|name| file.is_stream(name));
    if has(&["/EncryptedPackage"]) {
        return Err(Unreadable(
            "这个文件设有打开密码，无法读取；请在 Word 或 WPS 里打开，取消密码（文件—信息—保护文档），另存后再打开。"
                .to_owned(),
        ));
    }
    if has(&["/Workbook", "/Book", "/WORKBOOK", "/BOOK"]) {
        return sheets::read_xls(bytes);
    }
    Err(Unreadable("这个文件不是 Word 文档或 Excel 表格；请用原来的程序打开它，另存为 .docx 后再打开。".to_owned()))
}
