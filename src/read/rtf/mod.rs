//! Rich Text Format, as Word, WPS and LibreOffice save it. Groups are kept on a stack of their own with a limit, so
//! that no file, however broken, costs more than time and memory in proportion to its length.

mod tables;
mod tokens;

use super::encoding::{Decode, Encoding, strict};
use crate::document::Document;
use std::collections::BTreeMap;
use std::mem::take;
use tables::{Boundary, RowCell, table};
use tokens::{Token, Tokens};

/// Groups deeper than this share the state of the group at this depth.
const MAX_DEPTH: usize = 256;
/// Cells of a row beyond this are dropped; no grid is that wide.
const MAX_ROW_CELLS: usize = 512;
/// Empty cells made up for rows that have fewer cells than their definition says, in the whole document: a row of
/// nine bytes must not become hundreds of cells for ever.
const MAX_PADDING: usize = 100_000;
/// Width (twips) taken for a cell that no definition covers.
const UNDEFINED_WIDTH: i32 = 1_000;

/// Reads `bytes`; what is broken is read as far as it makes sense. The number is that of tracked changes met:
/// inserted text is kept, deleted text is left out.
pub fn read(bytes: &[u8], decode: Decode) -> (Document, u32) {
    let mut reader = Reader::new(decode);
    for token in (Tokens { rest: bytes }) {
        if reader.document.is_full() {
            break;
        }
        reader.take(token);
    }
    reader.finish();
    (reader.document, reader.tracked_changes)
}

/// Where the text of a group goes.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Target {
    /// Into the paragraph.
    #[default]
    Text,
    /// Into the automatic number in front of the paragraph.
    Number,
    /// Into the name of a style.
    Styles,
    /// Nowhere, but its words tell the character sets of the fonts.
    Fonts,
    /// Nowhere, but groups inside it may hold text: that of a text box, for instance.
    Frame,
    /// Nowhere, with all groups inside it.
    Nothing,
}

/// Words that begin groups which are not read. `\shprslt` repeats a shape for old readers.
#[rustfmt::skip] // One to a line would be fifty lines.
const UNREAD: &[&[u8]] = &[
    b"colortbl", b"info", b"pict", b"objdata", b"objclass", b"shprslt", b"nonesttables", b"fldinst", b"header",
    b"headerl", b"headerr", b"headerf", b"footer", b"footerl", b"footerr", b"footerf", b"footnote", b"annotation",
    b"atnid", b"atnauthor", b"ftnsep", b"ftnsepc", b"ftncn", b"aftnsep", b"aftnsepc", b"aftncn", b"listtable",
    b"listoverridetable", b"rsidtbl", b"revtbl", b"filetbl", b"themedata", b"colorschememapping", b"datastore",
    b"latentstyles", b"xmlnstbl", b"generator", b"bkmkstart", b"bkmkend", b"formfield", b"datafield", b"sp", b"tc",
    b"xe", b"pntxta", b"pntxtb", b"template", b"private", b"userprops", b"background",
];

/// Where the group goes that begins with the word `name`, if that word begins one.
fn destination(name: &[u8], starred: bool, outer: Target) -> Option<Target> {
    Some(match name {
        b"fonttbl" => Target::Fonts,
        b"stylesheet" => Target::Styles,
        b"listtext" | b"pntext" if outer == Target::Text => Target::Number,
        // `\upr` holds its text twice: for old readers, and in Unicode under `\ud`.
        b"shpinst" | b"do" | b"nesttableprops" | b"upr" if matches!(outer, Target::Text | Target::Frame) => {
            Target::Frame
        }
        b"shptxt" | b"dptxbxtext" if matches!(outer, Target::Text | Target::Frame) => Target::Text,
        b"ud" if outer == Target::Frame => Target::Text,
        _ if starred || UNREAD.contains(&name) => Target::Nothing,
        _ => return None,
    })
}

/// The character that the word `name` stands for.
fn character(name: &[u8]) -> Option<char> {
    Some(match name {
        b"tab" => ' ',
        b"line" | b"softline" | b"lbr" => '\n',
        b"emdash" => '—',
        b"endash" => '–',
        b"lquote" => '‘',
        b"rquote" => '’',
        b"ldblquote" => '“',
        b"rdblquote" => '”',
        b"bullet" => '•',
        b"emspace" => '\u{2003}',
        b"enspace" => '\u{2002}',
        b"qmspace" => '\u{2005}',
        _ => return None,
    })
}

/// What a group hands down to the groups inside it and forgets at its end.
#[derive(Clone, Copy, Default)]
struct State {
    target: Target,
    /// Whether a text box ends with this group.
    ends_box: bool,
    font: i32,
    /// Whether associated fonts (`\af`) mean the font of the text that follows.
    double_byte: bool,
    /// How many characters after `\u` repeat it for old readers.
    fallback_length: i32,
    hidden: bool,
    deleted: bool,
    tracked: bool,
    in_table: bool,
    style: i32,
    heading: Option<u8>,
}

/// A stream of paragraphs and tables: that of the body, or of a text box.
#[derive(Default)]
struct Flow {
    paragraph: String,
    number: String,
    /// Whether this is a text box inside a cell, where all is text of that cell.
    in_cell: bool,
    cell: String,
    /// Whether the next text of the cell follows a cell of a table inside it, rather than a paragraph.
    after_nested_cell: bool,
    cells: Vec<String>,
    definition: Vec<Boundary>,
    /// The boundary whose `\cellx` has not come yet.
    boundary: Boundary,
    rows: Vec<Vec<RowCell>>,
}

impl Flow {
    /// The text of the paragraph that ends here, and whether a bullet stood before it. A number without text is kept
    /// in a cell only, where it may be a column of its own.
    fn take_paragraph(&mut self, in_cell: bool) -> (String, bool) {
        let (paragraph, number) = (take(&mut self.paragraph), take(&mut self.number));
        let (text, number) = (paragraph.trim(), number.trim());
        // Word's bullet of the second level is the letter o.
        let listed = number == "o" || !number.is_empty() && !number.contains(char::is_alphanumeric);
        if listed || number.is_empty() || text.is_empty() && !in_cell {
            return (text.to_owned(), listed);
        }
        // Else the number 1. before 5 would read as 1.5.
        let apart = number.ends_with(char::is_alphanumeric) || text.starts_with(|first: char| first.is_ascii_digit());
        let joint = if apart && !text.is_empty() { " " } else { "" };
        (format!("{number}{joint}{text}"), false)
    }

    fn add_to_cell(&mut self, text: &str) {
        if !text.is_empty() {
            if !self.cell.is_empty() {
                self.cell.push(if self.after_nested_cell { ' ' } else { '\n' });
            }
            self.after_nested_cell = false;
            self.cell.push_str(text);
        }
    }

    fn end_cell(&mut self) {
        let text = take(&mut self.cell);
        self.after_nested_cell = false;
        if self.cells.len() < MAX_ROW_CELLS {
            self.cells.push(text);
        }
    }

    /// Joins the cells with the definition, which may have come before or after them.
    fn end_row(&mut self, padding: &mut usize) {
        if !self.cell.is_empty() {
            self.end_cell();
        }
        if self.cells.is_empty() {
            return;
        }
        while self.cells.len() < self.definition.len() && *padding > 0 {
            self.cells.push(String::new());
            *padding -= 1;
        }
        // LibreOffice writes one `\cell` too many after a table inside a cell.
        let defined = if self.definition.is_empty() { usize::MAX } else { self.definition.len() };
        while self.cells.len() > defined && self.cells.last().is_some_and(String::is_empty) {
            self.cells.pop();
        }
        let mut row: Vec<RowCell> = Vec::with_capacity(self.cells.len());
        for (index, text) in take(&mut self.cells).into_iter().enumerate() {
            let boundary = self.definition.get(index).copied().unwrap_or_else(|| {
                let left = row.last().map_or(0, |cell| cell.boundary.right);
                Boundary { right: left.saturating_add(UNDEFINED_WIDTH), ..Boundary::default() }
            });
            match row.last_mut() {
                Some(cell) if boundary.joins_left => {
                    cell.boundary.right = boundary.right;
                    cell.text.push_str(&text);
                }
                _ => row.push(RowCell { text, boundary }),
            }
        }
        self.rows.push(row);
    }
}

struct Reader {
    decode: Decode,
    document: Document,
    tracked_changes: u32,
    state: State,
    stack: Vec<State>,
    /// Groups open beyond [`MAX_DEPTH`].
    too_deep: usize,
    /// Whether `\*` came just before.
    starred: bool,
    /// How many characters are still to be left out after `\u`.
    fallback: i32,
    /// The first half of a character outside the basic plane.
    high_surrogate: Option<u32>,
    /// Bytes of text not yet decoded, for a character may take several.
    undecoded: Vec<u8>,
    code_page: i32,
    default_font: i32,
    charsets: BTreeMap<i32, i32>,
    headings: BTreeMap<i32, u8>,
    style_name: String,
    flow: Flow,
    /// The flows around the text box that is being read.
    outer_flows: Vec<Flow>,
    padding: usize,
}

impl Reader {
    fn new(decode: Decode) -> Self {
        Reader {
            decode,
            document: Document::default(),
            tracked_changes: 0,
            state: State { fallback_length: 1, ..State::default() },
            stack: Vec::new(),
            too_deep: 0,
            starred: false,
            fallback: 0,
            high_surrogate: None,
            undecoded: Vec::new(),
            code_page: 0,
            default_font: 0,
            charsets: BTreeMap::new(),
            headings: BTreeMap::new(),
            style_name: String::new(),
            flow: Flow::default(),
            outer_flows: Vec::new(),
            padding: MAX_PADDING,
        }
    }

    fn take(&mut self, token: Token) {
        let starred = take(&mut self.starred);
        match token {
            Token::Byte(_) if self.skips_fallback() => {}
            Token::Byte(byte) if self.is_read() => self.undecoded.push(byte),
            Token::Byte(_) => {}
            Token::Open => self.open(),
            Token::Close => self.close(),
            Token::Symbol(b'*') => self.starred = true,
            Token::Symbol(b'~') => self.character('\u{a0}'),
            Token::Symbol(b'_') => self.character('-'),
            Token::Symbol(_) => {}
            Token::Word(name, number) if self.state.target != Target::Nothing => self.word(name, number, starred),
            Token::Word(..) => {}
        }
    }

    fn skips_fallback(&mut self) -> bool {
        let skips = self.fallback > 0;
        self.fallback = self.fallback.saturating_sub(1).max(0);
        skips
    }

    fn is_read(&self) -> bool {
        match self.state.target {
            Target::Text | Target::Number => !self.state.hidden && !self.state.deleted,
            Target::Styles => true,
            Target::Fonts | Target::Frame | Target::Nothing => false,
        }
    }

    fn open(&mut self) {
        self.decode_bytes();
        self.fallback = 0;
        if self.stack.len() < MAX_DEPTH {
            self.stack.push(self.state);
            self.state.ends_box = false;
        } else {
            self.too_deep = self.too_deep.saturating_add(1);
        }
    }

    fn close(&mut self) {
        self.decode_bytes();
        self.fallback = 0;
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        if self.state.target == Target::Styles {
            self.end_style();
        }
        if self.state.ends_box {
            self.end_box();
        }
        // Here a last paragraph without `\par` ends, for the group knows whether it is a heading.
        if self.stack.len() == 1 && !self.flow.paragraph.is_empty() {
            self.end_paragraph();
        }
        if let Some(state) = self.stack.pop() {
            self.state = state;
        }
    }

    fn end_style(&mut self) {
        let name = take(&mut self.style_name).to_lowercase();
        let name = name.trim().trim_end_matches(';').trim_end();
        let numbered = name.strip_prefix("heading").or_else(|| name.strip_prefix("标题"));
        let named = numbered.and_then(|level| level.trim().parse().ok()).filter(|level| (1..=9).contains(level));
        if let Some(level) = self.state.heading.or(named) {
            self.headings.insert(self.state.style, level);
        }
    }

    fn word(&mut self, name: &[u8], parameter: Option<i32>, starred: bool) {
        self.decode_bytes();
        if let Some(character) = character(name) {
            return self.character(character);
        }
        // Any other word cannot stand for a character, so the writer gave fewer of them than announced.
        self.fallback = 0;
        // The outermost group is the document whatever it says.
        if self.stack.len() > 1
            && let Some(target) = destination(name, starred, self.state.target)
        {
            self.state.target = target;
            if target == Target::Text && name != b"ud" {
                self.begin_box();
            }
            return;
        }
        let (number, on) = (parameter.unwrap_or_default(), parameter != Some(0));
        let in_text = self.state.target == Target::Text;
        let state = &mut self.state;
        match name {
            b"u" => self.unicode(number),
            b"uc" => state.fallback_length = number.clamp(0, 64),
            b"ansicpg" => self.code_page = number,
            b"deff" => (self.default_font, state.font) = (number, number),
            b"f" => state.font = number,
            b"af" if state.double_byte => state.font = number,
            b"dbch" => state.double_byte = true,
            b"loch" | b"hich" | b"ltrch" | b"rtlch" => state.double_byte = false,
            b"fcharset" if state.target == Target::Fonts => {
                self.charsets.insert(state.font, number);
            }
            b"plain" => {
                (state.font, state.double_byte) = (self.default_font, false);
                (state.hidden, state.deleted, state.tracked) = (false, false, false);
            }
            b"v" => state.hidden = on,
            b"revised" | b"deleted" | b"mvf" | b"mvt" if in_text => {
                // Text that was inserted and then deleted is one change.
                if on && !state.tracked {
                    self.tracked_changes = self.tracked_changes.saturating_add(1);
                }
                state.tracked = on;
                if matches!(name, b"deleted" | b"mvf") {
                    state.deleted = on;
                }
            }
            b"pard" => (state.in_table, state.heading) = (false, None),
            b"s" if state.target == Target::Styles => state.style = number,
            b"s" => state.heading = self.headings.get(&number).copied(),
            b"outlinelevel" => {
                state.heading = u8::try_from(number.saturating_add(1)).ok().filter(|level| (1..=9).contains(level));
            }
            b"intbl" => state.in_table = on,
            b"itap" => state.in_table = number > 0,
            b"nestrow" => self.flow.after_nested_cell = false,
            _ if in_text => self.structure(name, number),
            _ => {}
        }
    }

    /// Words that end something, and those that define rows.
    fn structure(&mut self, name: &[u8], number: i32) {
        let flow = &mut self.flow;
        match name {
            // Without its mark a paragraph goes on in the next.
            b"par" if self.state.deleted => {}
            b"par" | b"page" | b"sect" | b"column" => self.end_paragraph(),
            b"nestcell" => self.end_nested_cell(),
            b"cell" if flow.in_cell => self.end_nested_cell(),
            b"cell" => {
                let (text, _) = flow.take_paragraph(true);
                flow.add_to_cell(&text);
                flow.end_cell();
            }
            b"row" if flow.in_cell => flow.after_nested_cell = false,
            b"row" => {
                let (text, _) = flow.take_paragraph(false);
                flow.add_to_cell(&text);
                flow.end_row(&mut self.padding);
            }
            b"trowd" => {
                flow.definition.clear();
                flow.boundary = Boundary::default();
            }
            b"clmrg" => flow.boundary.joins_left = true,
            b"clvmgf" => flow.boundary.begins_merge = true,
            b"clvmrg" => flow.boundary.joins_above = true,
            b"cellx" => {
                let boundary = Boundary { right: number, ..take(&mut flow.boundary) };
                if flow.definition.len() < MAX_ROW_CELLS {
                    flow.definition.push(boundary);
                }
            }
            _ => {}
        }
    }

    fn character(&mut self, character: char) {
        self.decode_bytes();
        if !self.skips_fallback() && self.is_read() {
            self.push(character);
        }
    }

    fn unicode(&mut self, number: i32) {
        self.fallback = self.state.fallback_length;
        if !self.is_read() {
            return;
        }
        // Numbers above 32767 are written as negative ones.
        let code = u32::try_from(if number < 0 { number.saturating_add(0x1_0000) } else { number }).unwrap_or(u32::MAX);
        let code = match (self.high_surrogate.take(), code) {
            (Some(high), 0xdc00..=0xdfff) => 0x1_0000 + ((high & 0x3ff) << 10) + (code & 0x3ff),
            (_, 0xd800..=0xdbff) => {
                self.high_surrogate = Some(code);
                return;
            }
            _ => code,
        };
        self.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
    }

    fn push(&mut self, character: char) {
        self.high_surrogate = None;
        let character = if character == '\t' { ' ' } else { character };
        if character.is_control() && character != '\n' {
            return;
        }
        match self.state.target {
            Target::Number => self.flow.number.push(character),
            Target::Styles => self.style_name.push(character),
            _ => self.flow.paragraph.push(character),
        }
    }

    fn decode_bytes(&mut self) {
        if self.undecoded.is_empty() {
            return;
        }
        let bytes = take(&mut self.undecoded);
        let charset = self.charsets.get(&self.state.font).copied().unwrap_or_default();
        let encoding = match (charset, self.code_page) {
            (134, _) => Some(Encoding::Gb18030),
            (136, _) => Some(Encoding::Big5),
            (_, 936 | 54936) => Some(Encoding::Gb18030),
            (_, 950) => Some(Encoding::Big5),
            _ => None,
        };
        let text = match encoding {
            // Signs of a symbol font have no meaning of their own; of letters only a bullet is likely to be one.
            _ if charset == 2 => {
                let is_sign = |byte| byte >= 0x80 || byte > b' ' && self.state.target == Target::Number;
                bytes.iter().map(|&byte| if is_sign(byte) { private_use(byte) } else { char::from(byte) }).collect()
            }
            _ if bytes.is_ascii() => bytes.iter().copied().map(char::from).collect(),
            Some(encoding) => strict(&bytes, encoding, self.decode).unwrap_or_else(|| {
                // Without the word of the font, a byte that does not fit is likely to be a Western letter.
                let misfit = if matches!(charset, 134 | 136) { |_| char::REPLACEMENT_CHARACTER } else { windows_1252 };
                decode_in_pieces(&bytes, self.decode, encoding, misfit)
            }),
            // Some programs write UTF-8, which is no accident in a text that fits it.
            None => String::from_utf8(bytes)
                .unwrap_or_else(|error| error.as_bytes().iter().copied().map(windows_1252).collect()),
        };
        text.chars().for_each(|character| self.push(character));
    }

    /// Whether a paragraph that ends here belongs to a cell. Some writers forget `\intbl` in the middle of a row.
    fn in_cell(&self) -> bool {
        let inside_row = !self.flow.cells.is_empty() && self.flow.cells.len() < self.flow.definition.len();
        self.flow.in_cell || self.state.in_table || inside_row
    }

    fn end_paragraph(&mut self) {
        let in_cell = self.in_cell();
        let (text, listed) = self.flow.take_paragraph(in_cell);
        if in_cell {
            self.flow.add_to_cell(&text);
            return;
        }
        self.end_table();
        if !text.is_empty() {
            self.document.add_paragraph(&text, self.state.heading, listed, true);
        }
    }

    fn end_nested_cell(&mut self) {
        let (text, _) = self.flow.take_paragraph(true);
        self.flow.add_to_cell(&text);
        self.flow.after_nested_cell = true;
    }

    fn end_table(&mut self) {
        if !self.flow.cells.is_empty() {
            self.flow.end_row(&mut self.padding);
        }
        let rows = take(&mut self.flow.rows);
        if !rows.is_empty() {
            self.document.add_table(table(&rows));
        }
        // Paragraphs that claim to be in a table, but no `\cell` came.
        let stray = take(&mut self.flow.cell);
        if !stray.is_empty() {
            self.document.add_paragraph(&stray, None, false, true);
        }
    }

    fn begin_box(&mut self) {
        if self.state.ends_box {
            return;
        }
        let in_cell = self.in_cell();
        if !in_cell {
            self.end_table();
        }
        self.outer_flows.push(std::mem::replace(&mut self.flow, Flow { in_cell, ..Flow::default() }));
        (self.state.ends_box, self.state.in_table, self.state.heading) = (true, false, None);
    }

    /// A text box comes before the paragraph that it is anchored in, which it would otherwise tear apart.
    fn end_box(&mut self) {
        self.end_paragraph();
        if !self.flow.in_cell {
            self.end_table();
        }
        let outer = self.outer_flows.pop().unwrap_or_default();
        let inner = std::mem::replace(&mut self.flow, outer);
        if inner.in_cell {
            self.flow.add_to_cell(&inner.cell);
        }
    }

    fn finish(&mut self) {
        self.decode_bytes();
        while !self.outer_flows.is_empty() {
            self.end_box();
        }
        if !self.flow.paragraph.is_empty() {
            self.end_paragraph();
        }
        self.end_table();
    }
}

/// The place in the private use area where a sign of a symbol font goes.
fn private_use(byte: u8) -> char {
    char::from_u32(0xf000 | u32::from(byte)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Decodes bytes of which some do not fit the encoding: `misfit` says what those become.
fn decode_in_pieces(mut bytes: &[u8], decode: Decode, encoding: Encoding, misfit: fn(u8) -> char) -> String {
    let mut text = String::new();
    while let Some((&byte, after_byte)) = bytes.split_first() {
        let whole = [1, 2, 4].into_iter().find_map(|length| {
            let (piece, rest) = bytes.split_at_checked(length)?;
            // A lead byte is never a character by itself.
            (length > 1 || byte.is_ascii()).then(|| strict(piece, encoding, decode))?.map(|piece| (piece, rest))
        });
        let (piece, rest) = whole.unwrap_or_else(|| (misfit(byte).to_string(), after_byte));
        text.push_str(&piece);
        bytes = rest;
    }
    text
}

fn windows_1252(byte: u8) -> char {
    const FROM_80_TO_9F: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    match byte {
        0x80..=0x9f => FROM_80_TO_9F.chars().nth(usize::from(byte & 0x1f)).unwrap_or_default(),
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Item;
    use crate::read::encoding::decode as decode_native;

    /// Paragraphs with their marks; of tables each cell as `row,column columns x rows text`.
    fn shown(rtf: &[u8]) -> Vec<String> {
        let (document, _) = read(rtf, decode_native);
        let mut lines = Vec::new();
        for item in &document.items {
            match item {
                Item::Paragraph(paragraph) => {
                    let heading = paragraph.heading.map_or(String::new(), |level| format!("h{level} "));
                    let listed = if paragraph.listed { "* " } else { "" };
                    lines.push(format!("{heading}{listed}{}", document.text(paragraph.block)));
                }
                Item::Table(table) => {
                    lines.push(format!("table {}", table.columns));
                    for (row, cell) in
                        table.rows.iter().enumerate().flat_map(|(row, c)| c.iter().map(move |c| (row, c)))
                    {
                        let text = document.text(cell.block);
                        lines.push(format!("{row},{} {}x{} {text}", cell.column, cell.columns, cell.rows));
                    }
                }
            }
        }
        lines
    }

    #[test]
    fn text_is_decoded_by_code_page_font_and_unicode() {
        let word = br"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset0 Times;}{\f13\fcharset134 \'cb\'ce\'cc\'e5;}
{\f3\fcharset2 Symbol;}{\f5\fcharset136 Ming;}}\pard\plain \loch\af0\hich\af0\dbch\f13 \'d5\'fe\'b8\'ae\'81A\par
\plain\f5 \'a5\\\'a4@\par \plain 2024\'c4\'ea\emdash\ldblquote\~x\_y\-z\line\tab q\par}";
        assert_eq!(shown(word), ["政府丄", "功一", "2024年—“\u{a0}x-yz\n q"]);
        let raw =
            b"{\\rtf1\\ansicpg936 \xd5\xfe\xb8\xae\\par{\\fonttbl{\\f1\\fcharset134 S;}}\\f1\\'d5\\'fe\\'ff!\\par}";
        assert_eq!(shown(raw), ["政府", "政\u{fffd}!"]);
        assert_eq!(shown(br"{\rtf1\ansi\ansicpg936 \'d5\'fe\'b7 \'d5\'fe}"), ["政· 政"]);
        assert_eq!(shown(br"{\rtf1\ansi\ansicpg1252 \'93caf\'e9\'94 }"), ["“café”"]);
        let skipping = br"{\rtf1\ansi\ansicpg936\uc1\u25919\'3f\u-27067 ?{\uc2\u25919\'d5\'fe\u24220\'b8\'aex}\u20844?y
\uc0\u24320 z\uc1\u8220\ldblquote\u-10179?\u-8704?\u8221\par next}";
        assert_eq!(shown(skipping), ["政际政府x公y开z“😀”", "next"]);
    }

    #[test]
    fn only_what_is_printed_is_read() {
        let rtf =
            br"{\rtf1{\info{\title T}}{\header H\par}{\*\unknown U{\b V}}{\pict\bin5 }}}}}ff}a{\field{\*\fldinst PAGE}
{\fldrslt 7}}{\footnote F}{\*\bkmkstart m}{\v hid}b{\deleted\revauth1 old}{\revised new}\par
{\shp{\*\shpinst\shpleft1{\sp{\sn n}{\sv 1}}{\shptxt\pard box\par}}{\shprslt{\*\do{\dptxbxtext twice}}}}after\par
{\*\do{\dptxbx{\dptxbxtext old box}}}{\upr{x}{\*\ud{u}}}end}";
        assert_eq!(shown(rtf), ["a7bnew", "box", "after", "old box", "uend"]);
        assert_eq!(read(rtf, decode_native).1, 2);
    }

    #[test]
    fn headings_numbers_and_bullets() {
        let rtf = r"{\rtf1\ansi\ansicpg936{\fonttbl{\f3\fcharset2 Symbol;}}
{\stylesheet{\ql Normal;}{\s1\outlinelevel0 x;}
{\s2 \'b1\'ea\'cc\'e2 2;}{\s3 Heading 3;}{\*\cs9 heading 9 Char;}}\pard\s1 A\par\pard\s2 B\par\pard\s3{C}\par
\pard B\par{\pard\outlinelevel4 D\par}\pard\s1\outlinelevel9 E\par{\listtext\pard\f3\'b7\tab}F\par
{\listtext l.\tab}G\par{\pntext\'d2\'bb\'a1\'a2}{\*\pn{\pntxta .}}H\par{\listtext 1.\tab}5I\par
{\listtext 2.}\par\s3 J}";
        let expected = ["h1 A", "h2 B", "h3 C", "B", "h5 D", "E", "* F", "l.G", "一、H", "1. 5I", "h3 J"];
        assert_eq!(shown(rtf.as_bytes()), expected);
    }

    #[test]
    fn tables_have_merged_cells_and_text_inside() {
        let rtf = br"{\rtf1 x\par\trowd\clvmgf\cellx1000\cellx2010\cellx3000\pard\intbl a\par b\cell c\cell d\cell
{\trowd\clvmgf\cellx1000\cellx2010\cellx3000\row}\pard\intbl\cell wide\cell\trowd\clvmrg\cellx1000\cellx3000\row
\trowd\clvmrg\cellx1000\clmgf\cellx1990\clmrg\cellx3000\pard\intbl\cell e\cell\cell\row
\trowd\cellx1000\cellx2000\cellx3000\pard\intbl f\cell\row\pard y\par
\trowd\cellx900\pard\intbl\itap2 p\nestcell q\nestcell{\*\nesttableprops\trowd\cellx9\nestrow}{\nonesttables\par}r
\par\pard\intbl {\shp{\*\shpinst{\shptxt\pard box\par}}}s\cell\row}";
        let expected = [
            "x",
            "table 3",
            "0,0 1x3 a\nb",
            "0,1 1x1 c",
            "0,2 1x1 d",
            "1,1 2x1 wide",
            "2,1 2x1 e",
            "3,0 1x1 f",
            "3,1 1x1 ",
            "3,2 1x1 ",
            "y",
            "table 1",
            "0,0 1x1 p q\nr\nbox\ns",
        ];
        assert_eq!(shown(rtf), expected);
    }

    #[test]
    fn broken_files_cost_no_more_than_their_length() {
        let started = std::time::Instant::now();
        let bodies = [
            "{",
            "}",
            r"\cell",
            r"\row",
            r"{\shptxt ",
            r"\trowd\cellx9",
            r"\u-10179",
            r"\'d5",
            r"\cell\row\par ",
            "{x",
        ];
        for body in bodies {
            let wide = r"{\rtf1\ansicpg936\trowd".to_owned() + &r"\cellx99".repeat(500);
            read((wide + &body.repeat(100_000)).as_bytes(), decode_native);
        }
        let (document, _) = read(("{".repeat(1_000) + "a" + &"}".repeat(1_000) + r"b\par").as_bytes(), decode_native);
        assert_eq!(document.blocks, ["a", "b"]);
        read(
            br"{\rtf1\cellx99999999999999\cellx-99999999999999\uc-5\u99999999999\bin99999999999 \cell\row",
            decode_native,
        );
        assert!(started.elapsed().as_secs() < 60);
    }

    #[test]
    fn random_damage_never_panics() {
        let whole = br"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 S;}}{\stylesheet{\s1 heading 1;}}
\s1 T\'d5\'fe\par
{\listtext 1.\tab}{\shp{\*\shpinst{\shptxt\trowd\cellx9\intbl q\cell\row}}}
\trowd\clvmgf\cellx50\clmrg\cellx900\pard\intbl\u-10179?\cell
\nestcell{\*\nesttableprops\nestrow}\cell\row\trowd\clvmrg\cellx50\cellx900\pard\intbl
\cell{\deleted z}\cell\row\pard\bin3 abc e\par}";
        let mut seed = 1u64;
        let mut random = |limit: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % limit.max(1)
        };
        for _ in 0..20_000 {
            let mut bytes = whole.to_vec();
            for _ in 0..=random(6) {
                let place = random(bytes.len());
                match random(4) {
                    0 => bytes.truncate(place),
                    1 => bytes.insert(place, br"\{}'*0-9".get(random(8)).copied().unwrap_or_default()),
                    2 => drop(bytes.drain(place..(place + random(9)).min(bytes.len()))),
                    _ => bytes.iter_mut().skip(place).take(1).for_each(|byte| *byte = random(256) as u8),
                }
            }
            read(&bytes, decode_native);
        }
    }
}
