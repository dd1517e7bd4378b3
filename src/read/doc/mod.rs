//! Reads binary Word files (Word 97–2003, `[MS-DOC]`; WPS writes the same format as `.doc` and `.wps`).
//!
//! The container and the FIB are judged here, for there a file can be refused. After that nothing fails: whatever is
//! damaged is left out. The text comes from [`pieces`], its formatting from [`properties`], automatic numbers from
//! [`lists`]; [`assemble`] makes paragraphs of them and [`grid`] tables.

mod assemble;
mod grid;
mod lists;
mod pieces;
mod properties;
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "for tests")]
mod sample;

use super::{Decode, Unreadable, limits};
use crate::document::Document;
use std::io::{Cursor, Read};
use std::ops::Range;

/// `FibBase.wIdent` of Word 97 and later.
const WORD_97: u16 = 0xA5EC;
/// `FibBase.wIdent` of Word 6 and 95.
const WORD_6: u16 = 0xA5DC;
/// The lowest `FibBase.nFib` of this format; lower ones are of Word 6 and 95.
const OLDEST_VERSION: u16 = 0x00C1;

/// Places in the FIB: `FibBase`.
const IDENT: usize = 0x00;
const VERSION: usize = 0x02;
const FLAGS: usize = 0x0A;
const TEXT_FIRST: usize = 0x18;
const TEXT_END: usize = 0x1C;
/// Places in the FIB: `FibRgLw97`.
const COUNT_MAIN: usize = 0x4C;
const COUNT_FOOTNOTES: usize = 0x50;
const COUNT_HEADERS: usize = 0x54;
const COUNT_ANNOTATIONS: usize = 0x5C;
const COUNT_ENDNOTES: usize = 0x60;
const COUNT_BOXES: usize = 0x64;
/// Where `FibRgFcLcb97`, the list of the parts of the table stream, begins.
const PARTS: usize = 0x9A;

/// `FibBase` flags.
const ENCRYPTED: u16 = 0x0100;
const TABLE_ONE: u16 = 0x0200;
const OBFUSCATED: u16 = 0x8000;

const NO_WORD: &str =
    "这个文件不是 Word 文档（里面没有 Word 正文），无法读取；请确认文件，或在 Word、WPS 里打开后另存为 .docx 再打开。";
const BROKEN: &str = "这个 Word 文件已损坏，无法读取；请在 Word 或 WPS 里打开后另存为 .docx 再打开。";
const LOCKED: &str =
    "这个 Word 文件设有打开密码，无法读取；请在 Word 或 WPS 里打开后取消密码（文件—信息—保护文档），另存后再打开。";
const TOO_OLD: &str = "这个文件是 Word 95 或更早的格式，无法读取；请在 Word 或 WPS 里打开后另存为 .docx 再打开。";

/// Reads a binary Word file: what it holds once all tracked changes are accepted, and how many runs of tracked
/// insertions and deletions it has.
pub fn read(bytes: &[u8], decode: Decode) -> Result<(Document, u32), Unreadable> {
    let source = Source::open(bytes)?;
    Ok(assemble::assemble(&source, decode))
}

/// The streams of a file that has passed for a readable Word document.
struct Source {
    /// `WordDocument`: the FIB, the text and the pages of properties.
    document: Vec<u8>,
    /// `0Table` or `1Table`.
    table: Vec<u8>,
    /// `Data`, where large property lists are kept.
    data: Vec<u8>,
}

/// A part of the table stream, by the number of its pair in `FibRgFcLcb97`.
#[derive(Clone, Copy)]
enum Part {
    /// `Stshf`: the style sheet.
    Styles = 1,
    /// `PlcfBteChpx`: the pages of character properties.
    CharacterPages = 12,
    /// `PlcfBtePapx`: the pages of paragraph properties.
    ParagraphPages = 13,
    /// `Clx`: the piece table.
    Pieces = 33,
    /// `PlfLst`: the lists of automatic numbering.
    Lists = 73,
    /// `PlfLfo`: their uses.
    ListUses = 74,
}

impl Source {
    fn open(bytes: &[u8]) -> Result<Source, Unreadable> {
        let refuse = |why: &str| Unreadable(why.to_owned());
        if lists_too_many_sectors(bytes) {
            return Err(refuse(BROKEN));
        }
        let mut container = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| refuse(BROKEN))?;
        if container.is_stream("/EncryptedPackage") {
            return Err(refuse(LOCKED));
        }
        if !container.is_stream("/WordDocument") {
            return Err(refuse(NO_WORD));
        }
        let document = stream(&mut container, "/WordDocument");
        match u16_at(&document, IDENT) {
            Some(WORD_97) => (),
            Some(WORD_6) => return Err(refuse(TOO_OLD)),
            Some(_) => return Err(refuse(NO_WORD)),
            None => return Err(refuse(BROKEN)),
        }
        let version = u16_at(&document, VERSION).unwrap_or(OLDEST_VERSION);
        let flags = u16_at(&document, FLAGS).unwrap_or_default();
        if version < OLDEST_VERSION {
            return Err(refuse(TOO_OLD));
        }
        if flags & (ENCRYPTED | OBFUSCATED) != 0 {
            return Err(refuse(LOCKED));
        }
        let (named, other) = if flags & TABLE_ONE != 0 { ("/1Table", "/0Table") } else { ("/0Table", "/1Table") };
        let table = if container.is_stream(named) { named } else { other };
        let table = stream(&mut container, table);
        let data = stream(&mut container, "/Data");
        Ok(Source { document, table, data })
    }

    /// Where `part` lies in the table stream; cut off at the stream's end.
    fn range(&self, part: Part) -> Range<usize> {
        let place = PARTS + part as usize * 8;
        let first = u32_at(&self.document, place).unwrap_or_default() as usize;
        let length = u32_at(&self.document, place + 4).unwrap_or_default() as usize;
        let first = first.min(self.table.len());
        first..first.saturating_add(length).min(self.table.len())
    }

    /// The bytes of `part`.
    fn part(&self, part: Part) -> &[u8] {
        self.table.get(self.range(part)).unwrap_or_default()
    }

    /// A number of the FIB's; 0 where it is cut off.
    fn number(&self, place: usize) -> u32 {
        u32_at(&self.document, place).unwrap_or_default()
    }

    /// The character positions of the main text.
    fn main_text(&self) -> Range<u32> {
        0..self.number(COUNT_MAIN)
    }

    /// The character positions of the text boxes that are anchored in the main text.
    fn boxes_text(&self) -> Range<u32> {
        let before = [COUNT_MAIN, COUNT_FOOTNOTES, COUNT_HEADERS, COUNT_ANNOTATIONS, COUNT_ENDNOTES];
        let first = before.iter().fold(0_u32, |sum, &place| sum.saturating_add(self.number(place)));
        first..first.saturating_add(self.number(COUNT_BOXES))
    }

    /// Where the text of a file without a piece table lies (`fcMin`, `fcMac`).
    fn whole_text(&self) -> Range<u32> {
        self.number(TEXT_FIRST)..self.number(TEXT_END)
    }
}

/// Whether the container's list of allocation tables (`[MS-CFB]` DIFAT) is longer than a file of this size can need.
/// The container's reader would read each table anew, a hundred times the size of a hostile file.
pub fn lists_too_many_sectors(bytes: &[u8]) -> bool {
    /// Places in the container's header.
    const SECTOR_SHIFT: usize = 0x1E;
    const FIRST_LIST: usize = 0x44;
    let size = if u16_at(bytes, SECTOR_SHIFT) == Some(12) { 4096 } else { 512 };
    let entries = size / 4;
    let needed = bytes.len() / size / (entries * (entries - 1)) + 1;
    let mut sector = u32_at(bytes, FIRST_LIST);
    for _ in 0..=needed {
        // The last entry of a list names the next; a number beyond the file ends the lists.
        let place = sector.and_then(|sector| (sector as usize).checked_add(1)?.checked_mul(size));
        let Some(next) = place.and_then(|place| u32_at(bytes, place.checked_add(size - 4)?)) else { return false };
        sector = Some(next);
    }
    true
}

/// What can be read of a stream; nothing where there is none.
fn stream(container: &mut cfb::CompoundFile<Cursor<&[u8]>>, name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Ok(stream) = container.open_stream(name) {
        // After an error the bytes before it are kept.
        let _ = stream.take(limits::PART).read_to_end(&mut bytes);
    }
    bytes
}

/// The byte at `place`.
fn u8_at(bytes: &[u8], place: usize) -> Option<u8> {
    bytes.get(place).copied()
}

/// The little-endian number of two bytes at `place`.
fn u16_at(bytes: &[u8], place: usize) -> Option<u16> {
    let two = bytes.get(place..place.checked_add(2)?)?;
    Some(u16::from_le_bytes(two.try_into().ok()?))
}

/// The little-endian number of four bytes at `place`.
fn u32_at(bytes: &[u8], place: usize) -> Option<u32> {
    let four = bytes.get(place..place.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

/// The signed number of two bytes at `place`.
fn i16_at(bytes: &[u8], place: usize) -> Option<i16> {
    u16_at(bytes, place).map(u16::cast_signed)
}

/// The signed number of four bytes at `place`.
fn i32_at(bytes: &[u8], place: usize) -> Option<i32> {
    u32_at(bytes, place).map(u32::cast_signed)
}

#[cfg(test)]
mod tests {
    use super::sample::{Sample, container, level};
    use super::*;
    use crate::document::Item;
    use crate::read::encoding::decode as decode_native;

    /// Each paragraph's text; each table's rows, cells parted by `|` and with their spans where they have any.
    fn shown(document: &Document) -> Vec<String> {
        let cell = |cell: &crate::document::Cell| match (cell.columns, cell.rows) {
            (1, 1) => document.text(cell.block).to_owned(),
            (columns, rows) => format!("{}[{columns}x{rows}]", document.text(cell.block)),
        };
        let mut shown = Vec::new();
        for item in &document.items {
            match item {
                Item::Paragraph(paragraph) => {
                    let level = "#".repeat(usize::from(paragraph.heading.unwrap_or_default()));
                    let bullet = if paragraph.listed { "*" } else { "" };
                    shown.push(format!("{level}{bullet}{}", document.text(paragraph.block)));
                }
                Item::Table(table) => {
                    shown.extend(table.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("|")))
                }
            }
        }
        shown
    }

    fn read_sample(sample: &Sample) -> (Vec<String>, u32) {
        let (document, revisions) = read(&sample.bytes(), decode_native).unwrap();
        (shown(&document), revisions)
    }

    fn refusal(bytes: &[u8]) -> String {
        read(bytes, decode_native).unwrap_err().0
    }

    const IN_TABLE: [u8; 3] = [0x16, 0x24, 1];

    /// The properties of a row's end: borders and `TCGRF`s.
    fn row_end(edges: &[i16], flags: &[u16]) -> Vec<u8> {
        let mut operand = vec![flags.len() as u8];
        operand.extend(edges.iter().flat_map(|edge| edge.to_le_bytes()));
        for flag in flags {
            operand.extend(flag.to_le_bytes());
            operand.extend([0; 18]);
        }
        let length = (operand.len() as u16 + 1).to_le_bytes();
        [&IN_TABLE[..], &[0x17, 0x24, 1, 0x08, 0xD6], &length, &operand].concat()
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_a_reason() {
        assert_eq!(refusal(b"no compound file"), BROKEN);
        assert_eq!(refusal(&container(&[("/Workbook", b"")])), NO_WORD);
        assert_eq!(refusal(&container(&[("/EncryptedPackage", b"")])), LOCKED);
        let patched = |place, value| {
            let mut sample = Sample::new();
            sample.plain("正文").patches.push((place, value));
            sample.bytes()
        };
        assert_eq!(refusal(&patched(FLAGS, TABLE_ONE | ENCRYPTED)), LOCKED);
        assert_eq!(refusal(&patched(FLAGS, OBFUSCATED)), LOCKED);
        assert_eq!(refusal(&patched(VERSION, 0x0065)), TOO_OLD);
        assert_eq!(refusal(&patched(IDENT, WORD_6)), TOO_OLD);
        assert_eq!(refusal(&patched(IDENT, 0)), NO_WORD);
        // The flag names a table stream that is not there: the other is taken.
        assert!(read(&patched(FLAGS, 0), decode_native).is_ok_and(|(document, _)| shown(&document) == ["正文"]));
    }

    #[test]
    fn eight_bit_pieces_are_chinese_or_latin() {
        let mut sample = Sample::new();
        let (chinese, ..) = encoding_rs::GB18030.encode("本机关abc公开１2件。\r");
        sample.text("前", &[]).narrow(&chinese).end(0, &[]);
        sample.text("标题\r", &[]).end(0, &[0x40, 0x26, 1]);
        sample.narrow(b"caf\xE9 \x93x\x94 \x85 \xB7\xB7\xB7\xB7\r").end(0, &[]);
        sample.text("𠀀丁\r", &[]).end(0, &[]);
        assert_eq!(read_sample(&sample).0, ["前本机关abc公开１2件。", "##标题", "café “x” … ····", "𠀀丁"]);
    }

    #[test]
    fn marks_fields_and_breaks() {
        let mut sample = Sample::new();
        sample.plain("　甲\u{0B}乙\u{1E}丙\t丁\u{1F}\u{01}\u{02}\u{05}\u{08} ");
        sample.plain("见\u{13} HYPERLINK \u{13} PAGE \u{14}1\u{15}\u{14}网\u{13}A\u{14}站\u{15}\u{15}。");
        sample.plain("坏\u{13} CODE").plain("好\u{15}了\u{0C}后").plain("").plain("外\u{07}面");
        sample.plain("框中").boxes = 3;
        assert_eq!(read_sample(&sample).0, ["甲\n乙-丙 丁", "见网站。", "坏", "好了", "后", "外", "面", "框中"]);
    }

    #[test]
    fn hidden_and_deleted_text_is_left_out_and_changes_are_counted() {
        const DELETED: [u8; 3] = [0x00, 0x08, 1];
        const INSERTED: [u8; 3] = [0x01, 0x08, 1];
        const HIDDEN: [u8; 3] = [0x3C, 0x08, 1];
        let mut sample = Sample::new();
        sample.text("甲", &[]).text("隐", &HIDDEN).text("删", &DELETED).text("增", &INSERTED).text("乙\r", &[]);
        sample.end(0, &[]);
        sample.text("丙", &[]).text("\r", &DELETED).end(0, &[]);
        sample.text("丁\r", &[]).end(0, &[]);
        // The same by way of pieces: a single modifier (0x5C is hiding), and a list.
        sample.property_lists.push(DELETED.to_vec());
        sample.piece("藏", &[], 0x5C << 1 | 1 << 8).piece("去", &[], 1).text("留\r", &[]).end(0, &[]);
        assert_eq!(read_sample(&sample), (["甲增乙", "丙丁", "留"].map(String::from).to_vec(), 4));
    }

    #[test]
    fn tables_with_merged_and_nested_cells() {
        let mut sample = Sample::new();
        sample.plain("前");
        sample.text("甲\r", &[]).end(0, &IN_TABLE);
        sample.text("一\u{07}乙\u{07}\u{07}", &[]).end(0, &IN_TABLE);
        sample.text("\u{07}", &[]).end(0, &row_end(&[0, 1000, 2000, 3000], &[0x60, 0, 0]));
        sample.text("\u{07}", &[]).end(0, &IN_TABLE);
        let inner = |more: &[u8]| [&IN_TABLE[..], &[0x49, 0x66, 2, 0, 0, 0], more].concat();
        sample.text("内", &[]).text("\r", &[]).end(0, &inner(&[0x4B, 0x24, 1]));
        sample.text("里\r", &[]).end(0, &inner(&[0x4B, 0x24, 1]));
        sample.text("\r", &[]).end(0, &inner(&[0x4C, 0x24, 1]));
        sample.text("丙\u{07}", &[]).end(0, &IN_TABLE);
        // Merged by later modifiers: sprmTVertMerge of the first cell.
        let end = [row_end(&[0, 1000, 3000], &[0, 0]), vec![0x2B, 0xD6, 2, 0, 1]].concat();
        sample.text("\u{07}", &[]).end(0, &end);
        sample.text("\u{07}丁\u{07}戊\u{07}", &[]).end(0, &IN_TABLE);
        // sprmTMerge of the second and third cell; the row's definition lies in the Data stream.
        let end = [row_end(&[0, 1000, 2000, 3000], &[0x20, 0, 0]), vec![0x24, 0x56, 1, 3]].concat();
        sample.data = [&[9, 9], &(end.len() as u16).to_le_bytes()[..], &end].concat();
        sample.text("\u{07}", &[]).end(0, &[0x46, 0x66, 2, 0, 0, 0]);
        sample.plain("后");
        assert_eq!(read_sample(&sample).0, ["前", "甲\n一[1x3]|乙|", "内 里\n丙[2x1]", "丁[2x1]", "后"]);
    }

    #[test]
    fn styles_make_headings_and_hide() {
        // STSH: 18 bytes of Stshi, then styles 0 to 3: none, heading 2, based on it, hidden.
        let mut sample = Sample::new();
        sample.styles = [18_u16, 4, 10, 0, 0, 0, 0, 0, 0, 0].into_iter().flat_map(u16::to_le_bytes).collect();
        let style = |kind: u16, base: u16, character: &[u8]| {
            let mut style: Vec<u8> = [kind, base << 4 | 1, 2, 0, 0, 0, 0, 2, 0, character.len() as u16]
                .into_iter()
                .flat_map(u16::to_le_bytes)
                .collect();
            style.extend(character);
            [&(style.len() as u16).to_le_bytes(), &style[..], &vec![0; style.len() % 2]].concat()
        };
        sample.styles.extend([0, 0]);
        sample.styles.extend(style(2, 0x0FFF, &[]));
        sample.styles.extend(style(0x0FFE, 1, &[]));
        sample.styles.extend(style(0x0FFE, 3, &[0x3C, 0x08, 1]));
        sample.text("二级\r", &[]).end(1, &[]).text("也是\r", &[]).end(2, &[]).text("窗体顶端\r", &[]).end(3, &[]);
        sample.text("不是\r", &[]).end(1, &[0x40, 0x26, 9]);
        assert_eq!(read_sample(&sample).0, ["##二级", "##也是", "不是"]);
    }

    #[test]
    fn automatic_numbers_are_written_out() {
        let mut sample = Sample::new();
        let list = |identity: u32, simple: u8| {
            let mut list = [&identity.to_le_bytes()[..], &[0; 24]].concat();
            list[26] = simple;
            list
        };
        sample.lists = [&2_u16.to_le_bytes()[..], &list(7, 0), &list(8, 1)].concat();
        let levels = [(1, 39, "\0、"), (1, 39, "（\u{1}）"), (1, 0, "\u{2}"), (1, 0, "\u{2}.\u{3}")];
        levels.iter().for_each(|&(start, format, text)| sample.lists.extend(level(start, format, text)));
        (4..9).for_each(|_| sample.lists.extend(level(1, 255, "")));
        sample.lists.extend(level(1, 23, "\u{F0B7}"));
        // Three uses: of the one list, of the other, and of the first with another start at its first level.
        let used =
            |identity: u32, overrides: u8| [&identity.to_le_bytes()[..], &[0; 8], &[overrides, 0, 0, 0]].concat();
        let data = [[255; 4].as_slice(), &[255; 4], &[255; 4], &[6, 0, 0, 0, 0x10, 0, 0, 0]].concat();
        sample.uses = [&3_u32.to_le_bytes()[..], &used(7, 0), &used(8, 0), &used(7, 1), &data].concat();
        let mut paragraph = |text: &str, used: u8, level: u8| {
            sample.text(&format!("{text}\r"), &[]).end(0, &[0x0B, 0x46, used, 0, 0x0A, 0x26, level]);
        };
        paragraph("总体", 1, 0);
        paragraph("制度", 1, 1);
        paragraph("2021年", 1, 2);
        paragraph("其中", 1, 3);
        paragraph("", 1, 1);
        paragraph("第三", 1, 1);
        paragraph("重新", 1, 2);
        paragraph("公开", 1, 0);
        paragraph("制度", 1, 1);
        paragraph("点", 2, 0);
        paragraph("第六", 3, 0);
        paragraph("第七", 3, 0);
        paragraph("没有", 9, 0);
        let expected =
            "一、总体 （一）制度 1_2021年 1.1_其中 （三）第三 1_重新 二、公开 （一）制度 *点 六、第六 七、第七 没有";
        let expected: Vec<_> = expected.split(' ').map(|text| text.replace('_', " ")).collect();
        assert_eq!(read_sample(&sample).0, expected);
    }

    #[test]
    fn pieces_that_overlap_yield_no_more_than_the_file_holds() {
        let mut sample = Sample::new();
        sample.plain(&"长".repeat(1000)).repeated = 10_000;
        let (document, _) = read(&sample.bytes(), decode_native).unwrap();
        assert!(document.blocks.iter().map(String::len).sum::<usize>() < 20_000);
    }

    #[test]
    fn a_container_with_endless_allocation_tables_is_refused() {
        let mut bytes = Sample::new().plain("正文").bytes();
        assert!(!lists_too_many_sectors(&bytes));
        // A chain of lists through the whole file.
        let first = bytes.len() as u32 / 4096 - 1;
        bytes[0x44..0x48].copy_from_slice(&first.to_le_bytes());
        for next in first + 1..first + 10 {
            bytes.extend([0; 4092]);
            bytes.extend(next.to_le_bytes());
        }
        bytes.extend([0; 4096]);
        assert_eq!(refusal(&bytes), BROKEN);
        assert!(lists_too_many_sectors(&bytes));
    }

    #[test]
    fn damage_never_panics() {
        let mut sample = Sample::new();
        sample.plain("一段").text("甲\u{07}", &[]).end(0, &IN_TABLE);
        sample.text("\u{07}", &[]).end(0, &row_end(&[0, 1000], &[0x60])).plain("尾");
        let whole = sample.bytes();
        let mut state = 1_u64;
        let mut random = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize
        };
        for _ in 0..3_000 {
            let mut bytes = whole.clone();
            for _ in 0..=random() % 8 {
                let place = random() % bytes.len();
                bytes[place] = random() as u8;
            }
            if random() % 4 == 0 {
                bytes.truncate(random() % whole.len());
            }
            let _ = read(&bytes, decode_native);
        }
    }
}
