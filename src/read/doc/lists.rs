//! Automatic numbering: the lists (`PlfLst`), their uses (`PlfLfo`), the counters, and numbers in words.

use super::properties::ParagraphProperties;
use super::{Part, Source, i32_at, u8_at, u16_at, u32_at};
use crate::read::numerals::{self, Format};
use std::collections::{HashMap, HashSet};

/// The levels of a list.
const LEVELS: usize = 9;
/// Sizes of `LSTF`, `LFO` and the fixed parts of `LVL` and `LFOLVL`.
const LIST: usize = 28;
const USE: usize = 16;
const LEVEL: usize = 28;
const OVERRIDE: usize = 8;
/// No text of a level, and no number made of it, is longer than this (in characters).
const MAX_LABEL: usize = 60;
/// The `nfc` of a bullet and of no number (`MSONFC`).
const BULLET: u8 = 23;
const NO_NUMBER: u8 = 255;
/// `LVLF.ixchFollow`: nothing follows the number.
const NOTHING_FOLLOWS: u8 = 2;

/// A level of a list (`LVL`).
#[derive(Clone, Debug, Default)]
struct Level {
    start: i32,
    /// `nfc`, as in `MSONFC`.
    format: u8,
    /// `fLegal`: all numbers in Arabic digits.
    legal: bool,
    /// After which levels the count begins again: all above, or those up to `ilvlRestartLim`.
    restarts_after: usize,
    follow: u8,
    /// The text, in which U+0000 to U+0008 stand for the numbers of the levels.
    text: String,
}

/// A list (`LSTF`).
struct List {
    identity: u32,
    /// `rgistdPara`: the style that is linked to each level.
    styles: Vec<u16>,
    levels: Vec<Level>,
}

/// What a use of a list changes in a level (`LFOLVL`).
struct Override {
    level: usize,
    start: Option<i32>,
    format: Option<Level>,
}

/// A use of a list (`LFO`).
struct Use {
    /// The list's index.
    list: Option<usize>,
    overrides: Vec<Override>,
}

/// What automatic numbering puts before a paragraph.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// The number, with a blank where the text would run into it.
    pub text: String,
    /// Whether it is a bullet, of which there is no text.
    pub bullet: bool,
}

/// The lists and how far each is counted.
pub struct Lists {
    lists: Vec<List>,
    uses: Vec<Use>,
    /// For each list and level the number of the last paragraph.
    counters: HashMap<usize, [Option<i32>; LEVELS]>,
    /// The uses and levels whose start was set already.
    started: HashSet<(u16, usize)>,
}

impl Lists {
    /// Reads the lists and their uses.
    pub fn read(source: &Source) -> Self {
        let lists = read_lists(source);
        let uses = read_uses(source.part(Part::ListUses), &lists);
        Lists { lists, uses, counters: HashMap::new(), started: HashSet::new() }
    }

    /// Counts a paragraph and gives what stands before it; `None` where it is not numbered.
    pub fn label(&mut self, properties: &ParagraphProperties) -> Option<Label> {
        let used = self.uses.get(usize::from(properties.list.checked_sub(1)?))?;
        let index = used.list?;
        let list = self.lists.get(index)?;
        let linked = || list.styles.iter().position(|&style| style == properties.style);
        let at = properties.level.map(usize::from).or_else(linked).unwrap_or_default();
        let changed = |level: usize| used.overrides.iter().find(|change| change.level == level);
        let format = |level: usize| changed(level).and_then(|change| change.format.as_ref()).or(list.levels.get(level));
        let level = format(at)?;
        if level.format == BULLET {
            return Some(Label { text: String::new(), bullet: true });
        }
        let counters = self.counters.entry(index).or_insert([None; LEVELS]);
        let restart =
            changed(at).and_then(|change| change.start).filter(|_| self.started.insert((properties.list, at)));
        let counter = counters.get_mut(at)?;
        *counter = Some(match (restart, *counter) {
            (Some(start), _) => start,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => level.start,
        });
        for (deeper, counter) in counters.iter_mut().enumerate().skip(at + 1) {
            if format(deeper).is_none_or(|format| format.restarts_after > at) {
                *counter = None;
            }
        }
        let mut text = String::new();
        for character in level.text.chars() {
            let shown = character as usize;
            if shown >= LEVELS {
                text.push(character);
            } else if let Some(of) = format(shown) {
                let value = counters.get(shown).copied().flatten().unwrap_or(of.start);
                let arabic = level.legal && of.format != NO_NUMBER;
                text.push_str(&numerals::written(
                    value,
                    if arabic { Format::Arabic } else { Format::of_word(of.format) },
                ));
            }
        }
        let text: String = text.trim().chars().take(MAX_LABEL).collect();
        // 「1」 before 「2021年」, or 「1.」 before 「5万」, must not become another number.
        let runs_on = level.follow != NOTHING_FOLLOWS && text.ends_with(|last: char| last.is_ascii());
        Some(Label { text: format!("{text}{}", if runs_on { " " } else { "" }), bullet: false })
    }
}

/// `PlfLst`: the `LSTF`s, and behind them (not counted in its length) the `LVL`s of all.
fn read_lists(source: &Source) -> Vec<List> {
    let place = source.range(Part::Lists).start;
    if source.range(Part::Lists).is_empty() {
        return Vec::new();
    }
    let bytes = source.table.get(place..).unwrap_or_default();
    let count = usize::from(u16_at(bytes, 0).unwrap_or_default()).min(bytes.len() / LIST);
    let mut levels_place = 2 + count * LIST;
    let mut lists = Vec::with_capacity(count);
    for index in 0..count {
        /// `LSTF`: places of `rgistdPara` and of the flags, of which bit 0 is `fSimpleList`.
        const STYLES: usize = 8;
        const FLAGS: usize = 26;
        let list = 2 + index * LIST;
        let simple = u8_at(bytes, list + FLAGS).unwrap_or_default() & 1 != 0;
        let mut levels = Vec::new();
        for level in 0..if simple { 1 } else { LEVELS } {
            let Some((read, end)) = read_level(bytes, levels_place, level) else { break };
            levels.push(read);
            levels_place = end;
        }
        lists.push(List {
            identity: u32_at(bytes, list).unwrap_or_default(),
            styles: (0..LEVELS).filter_map(|level| u16_at(bytes, list + STYLES + level * 2)).collect(),
            levels,
        });
    }
    lists
}

/// An `LVL` and where it ends.
fn read_level(bytes: &[u8], place: usize, level: usize) -> Option<(Level, usize)> {
    /// `LVLF`: places of its fields.
    const FORMAT: usize = 4;
    const FLAGS: usize = 5;
    const FOLLOW: usize = 15;
    const CHARACTER_LIST: usize = 24;
    const PARAGRAPH_LIST: usize = 25;
    const RESTART_LIMIT: usize = 26;
    /// `LVLF`: `fLegal` and `fNoRestart`.
    const LEGAL: u8 = 1 << 2;
    const NO_RESTART: u8 = 1 << 3;
    let byte = |at| u8_at(bytes, place + at);
    let flags = byte(FLAGS)?;
    let lists = usize::from(byte(CHARACTER_LIST)?) + usize::from(byte(PARAGRAPH_LIST)?);
    let text = place + LEVEL + lists;
    let length = usize::from(u16_at(bytes, text)?);
    let end = text + 2 + length * 2;
    let units = bytes.get(text + 2..end)?.chunks_exact(2).filter_map(|unit| u16_at(unit, 0));
    let text = char::decode_utf16(units).filter_map(Result::ok).take(MAX_LABEL).collect();
    let restarts_after = if flags & NO_RESTART != 0 { usize::from(byte(RESTART_LIMIT)?) } else { level };
    let (start, format, follow) = (i32_at(bytes, place)?, byte(FORMAT)?, byte(FOLLOW)?);
    Some((Level { start, format, legal: flags & LEGAL != 0, restarts_after, follow, text }, end))
}

/// `PlfLfo`: the `LFO`s, then for each an `LFOData` with its `LFOLVL`s.
fn read_uses(bytes: &[u8], lists: &[List]) -> Vec<Use> {
    /// `LFO.clfolvl`.
    const COUNT: usize = 12;
    /// `LFOLVL`: the level in the low bits of its second number, `fStartAt`, `fFormatting`.
    const LEVEL_BITS: u32 = 0xF;
    const STARTS: u32 = 1 << 4;
    const FORMATS: u32 = 1 << 5;
    let count = (u32_at(bytes, 0).unwrap_or_default() as usize).min(bytes.len() / USE);
    let mut place = 4 + count * USE;
    // Of two lists of one identity the first counts.
    let identities: HashMap<u32, usize> =
        lists.iter().enumerate().rev().map(|(index, list)| (list.identity, index)).collect();
    let mut uses = Vec::with_capacity(count);
    for index in 0..count {
        let entry = 4 + index * USE;
        let identity = u32_at(bytes, entry).unwrap_or_default();
        let mut overrides = Vec::new();
        place += 4;
        for _ in 0..u8_at(bytes, entry + COUNT).unwrap_or_default() {
            let (Some(start), Some(flags)) = (i32_at(bytes, place), u32_at(bytes, place + 4)) else { break };
            place += OVERRIDE;
            let level = (flags & LEVEL_BITS) as usize;
            let mut format = None;
            if flags & FORMATS != 0 {
                let Some((read, end)) = read_level(bytes, place, level) else { break };
                format = Some(read);
                place = end;
            }
            let start = format.as_ref().map_or(start, |format| format.start);
            overrides.push(Override { level, start: (flags & STARTS != 0).then_some(start), format });
        }
        uses.push(Use { list: identities.get(&identity).copied(), overrides });
    }
    uses
}
