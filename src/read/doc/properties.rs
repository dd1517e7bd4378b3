//! Formatting: lists of property modifiers (`grpprl`), the pages that tell which text has which (FKPs), and styles.

use super::pieces::Pieces;
use super::{Part, Source, i16_at, i32_at, u8_at, u16_at, u32_at};
use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;

/// The property modifiers (`sprm`) that matter here.
mod modifier {
    pub const C_DELETED: u16 = 0x0800; // sprmCFRMarkDel
    pub const C_INSERTED: u16 = 0x0801; // sprmCFRMark
    pub const C_HIDDEN: u16 = 0x083C; // sprmCFVanish
    pub const C_STYLE: u16 = 0x4A30; // sprmCIstd
    pub const P_STYLE: u16 = 0x4600; // sprmPIstd
    pub const P_LIST: u16 = 0x460B; // sprmPIlfo
    pub const P_LEVEL: u16 = 0x260A; // sprmPIlvl
    pub const P_OUTLINE: u16 = 0x2640; // sprmPOutLvl
    pub const P_IN_TABLE: u16 = 0x2416; // sprmPFInTable
    pub const P_ROW_END: u16 = 0x2417; // sprmPFTtp
    pub const P_DEPTH: u16 = 0x6649; // sprmPItap
    pub const P_DEEPER: u16 = 0x664A; // sprmPDtap
    pub const P_INNER_CELL: u16 = 0x244B; // sprmPFInnerTableCell
    pub const P_INNER_ROW_END: u16 = 0x244C; // sprmPFInnerTtp
    pub const P_HUGE_OLD: u16 = 0x6645; // sprmPHugePapx before Word 2000
    pub const P_HUGE: u16 = 0x6646; // sprmPHugePapx
    pub const P_TABLE: u16 = 0x646B; // sprmPTableProps
    pub const P_TABS: u16 = 0xC615; // sprmPChgTabs
    pub const T_DEFINE: u16 = 0xD608; // sprmTDefTable
    pub const T_INSERT: u16 = 0x7621; // sprmTInsert
    pub const T_DELETE: u16 = 0x5622; // sprmTDelete
    pub const T_WIDTH: u16 = 0x7623; // sprmTDxaCol
    pub const T_MERGE: u16 = 0x5624; // sprmTMerge
    pub const T_SPLIT: u16 = 0x5625; // sprmTSplit
    pub const T_VERTICAL: u16 = 0xD62B; // sprmTVertMerge
}

/// An FKP, and where its last byte, the number of its entries, stands.
const PAGE: usize = 512;
/// No more runs are taken from the pages, and no more cells into a row.
const MAX_RUNS: usize = 2_000_000;
const MAX_CELLS: usize = 64;
/// Styles are based on one another to this depth.
const MAX_STYLE_DEPTH: usize = 12;
/// `istdBase` of a style that is based on none.
const NO_STYLE: u16 = 0x0FFF;
/// The level of body text in `sprmPOutLvl`.
const BODY_LEVEL: u8 = 9;
/// `TCGRF.horzMerge` as `sprmTMerge` sets it.
const MERGE_FIRST: u8 = 2;
const MERGE_NEXT: u8 = 1;

/// The modifiers of a `grpprl`: opcode and operand (without the byte that tells its length).
struct Modifiers<'a>(&'a [u8]);

impl<'a> Iterator for Modifiers<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let code = u16_at(self.0, 0)?;
        let operand = match code >> 13 {
            0 | 1 => 2..3,
            2 | 4 | 5 => 2..4,
            3 => 2..6,
            7 => 2..5,
            _ if code == modifier::T_DEFINE => {
                let length = usize::from(u16_at(self.0, 2)?);
                4..(3 + length).max(4)
            }
            _ => {
                let length = match u8_at(self.0, 2)? {
                    u8::MAX if code == modifier::P_TABS => long_tabs(self.0.get(3..)?)?,
                    length => usize::from(length),
                };
                3..3 + length
            }
        };
        let end = operand.end.min(self.0.len());
        let item = (code, self.0.get(operand.start..end)?);
        self.0 = self.0.get(end..).unwrap_or_default();
        Some(item)
    }
}

/// The length of a `PChgTabsOperand` too long for its `cb`.
fn long_tabs(operand: &[u8]) -> Option<usize> {
    let deleted = 1 + usize::from(u8_at(operand, 0)?) * 4;
    let added = 1 + usize::from(u8_at(operand, deleted)?) * 3;
    Some(deleted + added)
}

/// How a cell is merged, from `TCGRF`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Merge {
    /// `horzMerge`.
    pub horizontal: u8,
    /// `vertMerge`: 0 not merged, 1 continues the cell above, 3 begins.
    pub vertical: u8,
}

/// A table row's cells, as the properties of its end define them.
#[derive(Clone, Debug, Default)]
pub struct RowDefinition {
    /// The borders between cells in twips, one more than there are cells.
    pub edges: Vec<i32>,
    /// How each cell is merged.
    pub merges: Vec<Merge>,
}

impl RowDefinition {
    /// `TDefTableOperand`.
    fn define(&mut self, operand: &[u8]) {
        let count = usize::from(u8_at(operand, 0).unwrap_or_default()).min(MAX_CELLS);
        self.edges = (0..=count).map_while(|index| i16_at(operand, 1 + index * 2)).map(i32::from).collect();
        let cells = 1 + (count + 1) * 2;
        let flags = |index| u16_at(operand, cells + index * 20).unwrap_or_default();
        self.merges = (0..count)
            .map(|index| Merge { horizontal: (flags(index) & 3) as u8, vertical: (flags(index) >> 5 & 3) as u8 })
            .collect();
    }

    /// Applies a modifier that changes the row after its definition; others do nothing.
    fn modify(&mut self, code: u16, operand: &[u8]) {
        let byte = |place| usize::from(u8_at(operand, place).unwrap_or_default());
        let width = i32::from(i16_at(operand, 2).unwrap_or_default());
        let (first, second) = (byte(0), byte(1));
        match code {
            modifier::T_VERTICAL => {
                if let Some(merge) = self.merges.get_mut(first) {
                    merge.vertical = second as u8 & 3;
                }
            }
            modifier::T_MERGE | modifier::T_SPLIT => {
                for (index, merge) in self.merges.iter_mut().enumerate().take(second).skip(first) {
                    let merged = if index == first { MERGE_FIRST } else { MERGE_NEXT };
                    merge.horizontal = if code == modifier::T_MERGE { merged } else { 0 };
                }
            }
            modifier::T_WIDTH => {
                for index in first..second.min(self.merges.len()) {
                    self.set_width(index, width);
                }
            }
            modifier::T_INSERT => {
                let first = first.min(self.merges.len());
                for _ in 0..second.min(MAX_CELLS.saturating_sub(self.merges.len())) {
                    let Some(&left) = self.edges.get(first) else { break };
                    self.edges.insert(first, left);
                    self.merges.insert(first, Merge::default());
                    self.set_width(first, width);
                }
            }
            modifier::T_DELETE => {
                for _ in first..second.min(self.merges.len()) {
                    self.set_width(first, 0);
                    if first < self.edges.len() {
                        self.edges.remove(first);
                    }
                    self.merges.remove(first);
                }
            }
            _ => (),
        }
    }

    /// Makes a cell `width` wide and shifts those behind it.
    fn set_width(&mut self, index: usize, width: i32) {
        let (Some(&left), Some(&right)) = (self.edges.get(index), self.edges.get(index + 1)) else { return };
        let shift = left.saturating_add(width).saturating_sub(right);
        self.edges.iter_mut().skip(index + 1).for_each(|edge| *edge = edge.saturating_add(shift));
    }
}

/// The properties of a paragraph, or those that a style gives it.
#[derive(Clone, Debug, Default)]
pub struct ParagraphProperties {
    /// Its style (`istd`).
    pub style: u16,
    /// How many tables it is in.
    pub depth: u32,
    /// Whether it is the end of a row rather than text.
    pub row_end: bool,
    /// Whether it ends a cell of a table within a table.
    pub inner_cell: bool,
    /// Whether it ends a row of a table within a table.
    pub inner_row_end: bool,
    /// The number of its list use (`ilfo`), or 0.
    pub list: u16,
    /// Its level in the list, where said.
    pub level: Option<u8>,
    /// Its outline level from 0 where it is a heading.
    pub outline: Option<u8>,
    /// The cells of the row that it ends.
    pub row: RowDefinition,
    /// Whether its style hides its text.
    pub hidden: bool,
}

/// The properties of a character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CharacterProperties {
    /// Hidden text.
    pub hidden: bool,
    /// Tracked as deleted.
    pub deleted: bool,
    /// Tracked as inserted.
    pub inserted: bool,
}

/// A run of text in the file and where its `grpprl` stands in the `WordDocument` stream.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    text: Range<u32>,
    style: u16,
    properties: Range<usize>,
}

/// The formatting of a file.
pub struct Formatting<'a> {
    source: &'a Source,
    pieces: &'a Pieces<'a>,
    styles: Vec<ParagraphProperties>,
    paragraph_runs: Vec<Run>,
    character_runs: Vec<Run>,
    /// How many bytes of the `Data` stream may still be read, so that no paragraph's reference to it costs much.
    data_budget: Cell<usize>,
    last_paragraph: Option<((usize, u16), Rc<ParagraphProperties>)>,
    last_character: Option<((usize, u16, bool), CharacterProperties)>,
}

impl<'a> Formatting<'a> {
    /// Reads the pages and styles.
    pub fn read(source: &'a Source, pieces: &'a Pieces<'a>) -> Self {
        let mut formatting = Formatting {
            source,
            pieces,
            styles: Vec::new(),
            paragraph_runs: paragraph_runs(source),
            character_runs: character_runs(source),
            data_budget: Cell::new(source.data.len()),
            last_paragraph: None,
            last_character: None,
        };
        formatting.styles = formatting.read_styles();
        formatting
    }

    /// The properties of the paragraph that the character at `place` is in.
    pub fn paragraph(&mut self, place: u32, modifier: u16) -> Rc<ParagraphProperties> {
        let last = self.last_paragraph.as_ref().map(|((index, _), _)| *index);
        let key = (find(&self.paragraph_runs, place, last), modifier);
        if let Some((_, properties)) = self.last_paragraph.as_ref().filter(|(last, _)| *last == key) {
            return Rc::clone(properties);
        }
        let run = self.paragraph_runs.get(key.0);
        let style = run.map_or(0, |run| run.style);
        let mut properties = self.style(style);
        if let Some(run) = run {
            let list = self.source.document.get(run.properties.clone()).unwrap_or_default();
            self.apply(&mut properties, list, true);
        }
        self.with_modifier(modifier, |list| self.apply(&mut properties, list, true));
        let properties = Rc::new(properties);
        self.last_paragraph = Some((key, Rc::clone(&properties)));
        properties
    }

    /// The properties of the character at `place`; `hidden` tells whether its paragraph's style hides it.
    pub fn character(&mut self, place: u32, modifier: u16, hidden: bool) -> CharacterProperties {
        let last = self.last_character.map(|((index, _, _), _)| index);
        let key = (find(&self.character_runs, place, last), modifier, hidden);
        if let Some((_, properties)) = self.last_character.filter(|(last, _)| *last == key) {
            return properties;
        }
        let mut properties = CharacterProperties { hidden, ..CharacterProperties::default() };
        if let Some(run) = self.character_runs.get(key.0) {
            let list = self.source.document.get(run.properties.clone()).unwrap_or_default();
            self.apply_to_character(&mut properties, list);
        }
        self.with_modifier(modifier, |list| self.apply_to_character(&mut properties, list));
        self.last_character = Some((key, properties));
        properties
    }

    /// What a style gives to a paragraph.
    fn style(&self, style: u16) -> ParagraphProperties {
        let known = self.styles.get(usize::from(style)).cloned();
        known.map(|properties| ParagraphProperties { style, ..properties }).unwrap_or_else(|| {
            // Without a style sheet the numbers of the headings are still known.
            let outline = (1..=BODY_LEVEL).find(|&level| u16::from(level) == style).map(|level| level - 1);
            ParagraphProperties { style, outline, ..ParagraphProperties::default() }
        })
    }

    /// Gives what a piece's `prm` stands for to `apply`: one of the `grpprl`s of the piece table (`Prm1`), or a single
    /// modifier under a number of its own (`Prm0`).
    fn with_modifier(&self, prm: u16, mut apply: impl FnMut(&[u8])) {
        if prm & 1 != 0 {
            apply(self.pieces.property_list(usize::from(prm >> 1)));
            return;
        }
        let code = match prm >> 1 & 0x7F {
            0x0C => modifier::P_LEVEL,
            0x18 => modifier::P_IN_TABLE,
            0x19 => modifier::P_ROW_END,
            0x41 => modifier::C_DELETED,
            0x42 => modifier::C_INSERTED,
            0x5C => modifier::C_HIDDEN,
            _ => return,
        };
        let [low, high] = code.to_le_bytes();
        apply(&[low, high, (prm >> 8) as u8]);
    }

    /// Applies a `grpprl` to a paragraph. `direct`: it is the paragraph's own, which may refer to the `Data` stream.
    fn apply(&self, properties: &mut ParagraphProperties, list: &[u8], direct: bool) {
        for (code, operand) in Modifiers(list) {
            let byte = u8_at(operand, 0).unwrap_or_default();
            match code {
                modifier::P_STYLE if direct => {
                    let style = u16_at(operand, 0).unwrap_or_default();
                    *properties = self.style(style);
                }
                modifier::P_LIST => properties.list = u16_at(operand, 0).unwrap_or_default(),
                modifier::P_LEVEL => properties.level = Some(byte),
                modifier::P_OUTLINE => properties.outline = (byte < BODY_LEVEL).then_some(byte),
                modifier::P_IN_TABLE if byte == 0 => properties.depth = 0,
                modifier::P_IN_TABLE => properties.depth = properties.depth.max(1),
                modifier::P_DEPTH => properties.depth = u32_at(operand, 0).unwrap_or_default(),
                modifier::P_DEEPER => {
                    let change = i32_at(operand, 0).unwrap_or_default();
                    properties.depth = properties.depth.saturating_add_signed(change);
                }
                modifier::P_ROW_END => properties.row_end = byte != 0,
                modifier::P_INNER_CELL => properties.inner_cell = byte != 0,
                modifier::P_INNER_ROW_END => properties.inner_row_end = byte != 0,
                modifier::P_HUGE | modifier::P_HUGE_OLD | modifier::P_TABLE if direct => {
                    let place = u32_at(operand, 0).unwrap_or_default() as usize;
                    self.apply(properties, self.data_list(place), false);
                }
                modifier::T_DEFINE => properties.row.define(operand),
                _ => properties.row.modify(code, operand),
            }
        }
    }

    /// `PrcData` at a place of the `Data` stream.
    fn data_list(&self, place: usize) -> &'a [u8] {
        let length = usize::from(u16_at(&self.source.data, place).unwrap_or_default());
        let Some(rest) = self.data_budget.get().checked_sub(length) else { return &[] };
        self.data_budget.set(rest);
        let first = place.saturating_add(2);
        self.source.data.get(first..first.saturating_add(length)).unwrap_or_default()
    }

    fn apply_to_character(&self, properties: &mut CharacterProperties, list: &[u8]) {
        let mut style_hides = properties.hidden;
        for (code, operand) in Modifiers(list) {
            let byte = u8_at(operand, 0).unwrap_or_default();
            match code {
                modifier::C_STYLE => {
                    let style = usize::from(u16_at(operand, 0).unwrap_or_default());
                    style_hides |= self.styles.get(style).is_some_and(|style| style.hidden);
                    properties.hidden = style_hides;
                }
                modifier::C_HIDDEN => properties.hidden = toggled(byte, style_hides),
                modifier::C_DELETED => properties.deleted = byte != 0,
                modifier::C_INSERTED => properties.inserted = byte != 0,
                _ => (),
            }
        }
    }

    /// The style sheet: for each `istd` what the style gives, with what the styles that it is based on give.
    fn read_styles(&self) -> Vec<ParagraphProperties> {
        let styles = raw_styles(self.source.part(Part::Styles));
        let mut resolved = Vec::with_capacity(styles.len());
        for index in 0..styles.len() {
            let mut chain = Vec::new();
            let mut next = index;
            while let Some(style) = styles.get(next).filter(|_| chain.len() < MAX_STYLE_DEPTH) {
                chain.push(style);
                if style.base == NO_STYLE {
                    break;
                }
                next = usize::from(style.base);
            }
            let mut properties = ParagraphProperties::default();
            for style in chain.iter().rev() {
                if (1..=u16::from(BODY_LEVEL)).contains(&style.kind) {
                    properties.outline = Some(style.kind as u8 - 1);
                }
                self.apply(&mut properties, style.paragraph, false);
                for (code, operand) in Modifiers(style.character) {
                    if code == modifier::C_HIDDEN {
                        properties.hidden = toggled(u8_at(operand, 0).unwrap_or_default(), properties.hidden);
                    }
                }
            }
            resolved.push(properties);
        }
        resolved
    }
}

/// A `ToggleOperand`: off, on, as the style has it, or the opposite of that.
fn toggled(operand: u8, style: bool) -> bool {
    match operand {
        0 => false,
        0x80 => style,
        0x81 => !style,
        _ => true,
    }
}

/// The run that `place` is in, or `usize::MAX`; `last` is where it was found before.
fn find(runs: &[Run], place: u32, last: Option<usize>) -> usize {
    if let Some(last) = last.filter(|&last| runs.get(last).is_some_and(|run| run.text.contains(&place))) {
        return last;
    }
    let after = runs.partition_point(|run| run.text.start <= place);
    let index = after.wrapping_sub(1);
    if runs.get(index).is_some_and(|run| run.text.contains(&place)) { index } else { usize::MAX }
}

/// `PlcBtePapx` and its pages (`PapxFkp`).
fn paragraph_runs(source: &Source) -> Vec<Run> {
    /// A `BxPap`.
    const ENTRY: usize = 13;
    runs(source, Part::ParagraphPages, ENTRY, |page, offset| {
        // `PapxInFkp`: a length in words without half a word, or 0 and then a length in words.
        let (first, length) = match usize::from(u8_at(page, offset)?) {
            0 => (offset + 2, usize::from(u8_at(page, offset + 1)?) * 2),
            words => (offset + 1, words * 2 - 1),
        };
        Some((u16_at(page, first)?, first + 2..(first + length).max(first + 2)))
    })
}

/// `PlcBteChpx` and its pages (`ChpxFkp`).
fn character_runs(source: &Source) -> Vec<Run> {
    const ENTRY: usize = 1;
    runs(source, Part::CharacterPages, ENTRY, |page, offset| {
        let length = usize::from(u8_at(page, offset)?);
        Some((0, offset + 1..offset + 1 + length))
    })
}

/// The runs of all pages. `entry`: the size of an entry of the page; `properties`: gives style and `grpprl` at an
/// offset of the page.
fn runs(
    source: &Source,
    part: Part,
    entry: usize,
    properties: impl Fn(&[u8], usize) -> Option<(u16, Range<usize>)>,
) -> Vec<Run> {
    /// The bits of a `PnFkpPapx` or `PnFkpChpx` that are the page's number.
    const NUMBER: u32 = (1 << 22) - 1;
    let table = source.part(part);
    let count = table.len().saturating_sub(4) / 8;
    let mut seen = vec![false; source.document.len() / PAGE + 1];
    let mut runs = Vec::new();
    for index in 0..count {
        let number = (u32_at(table, (count + 1) * 4 + index * 4).unwrap_or_default() & NUMBER) as usize;
        // A page that is listed twice would only be read twice.
        let Some(seen) = seen.get_mut(number).filter(|seen| !**seen) else { continue };
        *seen = true;
        let start = number * PAGE;
        let Some(page) = source.document.get(start..start + PAGE) else { continue };
        let entries = usize::from(u8_at(page, PAGE - 1).unwrap_or_default());
        for index in 0..entries {
            let (Some(first), Some(end), Some(offset)) =
                (u32_at(page, index * 4), u32_at(page, index * 4 + 4), u8_at(page, (entries + 1) * 4 + index * entry))
            else {
                break;
            };
            if first >= end || runs.len() >= MAX_RUNS {
                continue;
            }
            let found = Some(usize::from(offset) * 2).filter(|&offset| offset > 0);
            let (style, list) = found.and_then(|offset| properties(page, offset)).unwrap_or_default();
            let properties = start + list.start.min(PAGE)..start + list.end.min(PAGE);
            runs.push(Run { text: first..end, style, properties });
        }
    }
    runs.sort_by_key(|run| run.text.start);
    runs
}

/// A style of the style sheet.
struct RawStyle<'a> {
    /// `sti`: 1 to 9 are the headings.
    kind: u16,
    /// `istdBase`.
    base: u16,
    /// Its `grpprl`s.
    paragraph: &'a [u8],
    character: &'a [u8],
}

/// `STSH`: the `LPStd`s after the `LPStshi`.
fn raw_styles(sheet: &[u8]) -> Vec<RawStyle<'_>> {
    /// `stk` of a paragraph style.
    const PARAGRAPH_STYLE: u16 = 1;
    let mut styles = Vec::new();
    let header = usize::from(u16_at(sheet, 0).unwrap_or_default());
    let count = usize::from(u16_at(sheet, 2).unwrap_or_default()).min(usize::from(NO_STYLE));
    let base_length = usize::from(u16_at(sheet, 4).unwrap_or_default());
    let mut place = header + 2;
    for _ in 0..count {
        let Some(length) = u16_at(sheet, place).map(usize::from) else { break };
        let style = sheet.get(place + 2..).unwrap_or_default();
        let style = style.get(..length).unwrap_or(style);
        place += 2 + length + length % 2;
        let flags = u16_at(style, 2).unwrap_or(NO_STYLE << 4);
        let mut upx = base_length + 2 + usize::from(u16_at(style, base_length).unwrap_or_default()) * 2 + 2;
        let mut next = || {
            let length = usize::from(u16_at(style, upx).unwrap_or_default());
            let list = style.get(upx + 2..upx + 2 + length).unwrap_or_default();
            upx += 2 + length + length % 2;
            list
        };
        // A paragraph style's first list begins with the style's own number.
        let paragraph =
            if flags & 0xF == PARAGRAPH_STYLE { next().get(2..).unwrap_or_default() } else { Default::default() };
        let character = next();
        let kind = u16_at(style, 0).unwrap_or_default() & 0x0FFF;
        styles.push(RawStyle { kind, base: flags >> 4, paragraph, character });
    }
    styles
}
