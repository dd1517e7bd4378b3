//! Reports whose sections 一 and 五 are near-identical to another report's.
//!
//! Figures, years, names of laws and places, the organ's words for itself and the genre's fixed phrases are left out;
//! what is left is a set of four characters each. Its [`Print`] holds the set itself (of a long text a fixed share of
//! it) and, for finding pairs among thousands without comparing all, MinHash values in bands: reports that share one
//! band are compared by their sets.

use super::Entry;
use super::names::Name;
use super::pairing::Pairing;
use crate::check::Outcome;
use crate::prose::Prose;
use crate::prose::likeness::{self, Likeness};
use crate::report::Report;
use crate::text::Words;
use serde::{Deserialize, Serialize};

/// What copies of a text are known by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Print {
    /// Hashes of its sets of four characters, ascending: all, or of more than [`MOST`] the smallest.
    sets: Vec<u32>,
    /// How many there are in all.
    count: u32,
    /// Two reports with a value in common at one place are compared; none where the text is too short.
    bands: Vec<u32>,
}

/// Of a long text so many sets are kept: the share is then an estimate, right within two or three per cent.
const MOST: usize = 768;
/// With less than this many sets a text is too short to say that it was copied.
const SHORTEST: u32 = 80;
/// 42 bands of three values: of texts half of whose sets are in both, 0.4 % are missed, of those alike to two thirds
/// (see [`ALIKE`]) one in a million; of texts that share a twentieth one in 190 is compared.
const BANDS: usize = 42;
const VALUES: usize = 3;
/// Reports alike to at least this share, in per cent, are near-identical.
pub const ALIKE: u8 = 70;
/// In a band with more reports than this each is compared with the first ones only.
const MOST_IN_BAND: usize = 64;

/// Two reports that are near-identical in sections 一 and 五.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// The index of the later one, else of the one that comes first.
    pub this: u32,
    /// The index of the other.
    pub other: u32,
    /// How much of both is alike, in per cent: from [`ALIKE`] to 100.
    pub share: u8,
    /// Whose they are.
    pub kin: Kin,
}

/// How two near-identical reports belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kin {
    /// Two organs'.
    Organs,
    /// One organ's of two years.
    Years,
    /// One organ's of one year: the same report in two files, or two drafts of it.
    Same,
}

/// How an organ speaks of itself and of what it is in: 我镇, 全县.
static OWN: Words = Words::new(&[
    "我省",
    "我市",
    "我县",
    "我区",
    "我州",
    "我旗",
    "我镇",
    "我乡",
    "我街道",
    "我办",
    "我局",
    "我委",
    "我厅",
    "我院",
    "我单位",
    "我部门",
    "我中心",
    "本省",
    "本市",
    "本县",
    "本区",
    "本州",
    "本旗",
    "本镇",
    "本乡",
    "本街道",
    "本局",
    "本委",
    "本厅",
    "本院",
    "本单位",
    "本部门",
    "本机关",
    "本中心",
    "全省",
    "全市",
    "全县",
    "全区",
    "全州",
    "全镇",
    "全乡",
    "全街道",
    "全局",
    "全委",
    "街道办事处",
    "人民政府",
]);

impl Print {
    /// The print of `report`, whose text is `prose`.
    pub fn of(report: &Report, prose: &Prose) -> Self {
        let names = names(report);
        let sets = likeness::grams_of(prose, |text| prepare(text, &names));
        let mut sets: Vec<u32> = sets.into_iter().map(mix).collect();
        sets.sort_unstable();
        sets.dedup();
        let count = sets.len() as u32;
        let bands = if count < SHORTEST { Vec::new() } else { bands(&sets) };
        sets.truncate(MOST);
        Print { sets, count, bands }
    }

    /// Whether there is enough text to say that it was copied.
    pub fn is_enough(&self) -> bool {
        self.count >= SHORTEST
    }

    /// How much of both texts is alike, in per cent: twice the sets in common over the sets of both.
    pub fn share(&self, other: &Print) -> u8 {
        // Of sets cut off at the largest that is kept, only those below it can be compared.
        let limit = |print: &Print| if print.count as usize > MOST { print.sets.last().copied() } else { None };
        let limit = [limit(self), limit(other)].into_iter().flatten().min().unwrap_or(u32::MAX);
        let within = |print: &Print| print.sets.partition_point(|&set| set <= limit);
        let (this, that) = (&self.sets[..within(self)], &other.sets[..within(other)]);
        let (mut left, mut right, mut common) = (0, 0, 0);
        while let (Some(a), Some(b)) = (this.get(left), that.get(right)) {
            common += usize::from(a == b);
            left += usize::from(a <= b);
            right += usize::from(b <= a);
        }
        (200 * common / (this.len() + that.len()).max(1)) as u8
    }
}

const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// Spreads a number over 32 bits.
fn mix(number: u64) -> u32 {
    let number = (number ^ number >> 31).wrapping_mul(FACTOR);
    ((number ^ number >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 32) as u32
}

/// For each band one value of the smallest of its hashes.
fn bands(sets: &[u32]) -> Vec<u32> {
    let band = |band: usize| {
        (0..VALUES).fold(band as u64, |key, value| {
            let seed = (band * VALUES + value + 1) as u64;
            let (factor, offset) = (seed.wrapping_mul(FACTOR) | 1, mix(seed));
            let smallest = sets.iter().map(|&set| (u64::from(set ^ offset).wrapping_mul(factor) >> 32) as u32).min();
            u64::from(mix(key << 32 | u64::from(smallest.unwrap_or_default())))
        }) as u32
    };
    (0..BANDS).map(band).collect()
}

/// The names of the organ of `report` and of its places, the longest first.
fn names(report: &Report) -> Vec<String> {
    let Some(organ) = report.organ() else { return Vec::new() };
    let mut names = vec![organ.to_owned()];
    if let Some(name) = Name::of(organ) {
        names.extend([name.bare.clone(), name.stem().to_owned()]);
        names.extend(name.places().map(str::to_owned));
    }
    names.retain(|name| name.chars().count() >= 2);
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.dedup();
    names
}

fn prepare(text: &str, names: &[String]) -> String {
    let mut text = text.to_owned();
    for name in names {
        if text.contains(name.as_str()) {
            text = text.replace(name.as_str(), "");
        }
    }
    let mut kept = String::with_capacity(text.len());
    let mut end = 0;
    for (at, word) in OWN.matches(&text) {
        kept.push_str(&text[end..at]);
        end = at + word.len();
    }
    kept.push_str(&text[end..]);
    kept
}

/// The near-identical reports among `entries`, whose organs `pairing` knows: what is most alike first.
///
/// Of more than a few dozen copies of one text each is paired with the first ones, not with every other.
pub fn find(entries: &[Entry], pairing: &Pairing) -> Vec<Pair> {
    let prints: Vec<&Print> = entries.iter().map(|entry| &entry.print).collect();
    let mut pairs: Vec<Pair> = candidates(&prints)
        .into_iter()
        .filter_map(|(left, right)| {
            let share = prints[left as usize].share(prints[right as usize]);
            (share >= ALIKE).then(|| pair(entries, pairing, left, right, share))
        })
        .collect();
    pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.share), pair.this, pair.other));
    pairs
}

fn pair(entries: &[Entry], pairing: &Pairing, left: u32, right: u32, share: u8) -> Pair {
    let year = |at: u32| entries[at as usize].year;
    let kin = match pairing.are_one_organs(left, right) {
        false => Kin::Organs,
        true if year(left) == year(right) => Kin::Same,
        true => Kin::Years,
    };
    let (this, other) = if year(right) > year(left) { (right, left) } else { (left, right) };
    Pair { this, other, share, kin }
}

/// The pairs of prints that have a band in common, each once.
fn candidates(prints: &[&Print]) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    for band in 0..BANDS {
        let key = |(at, print): (usize, &&Print)| Some((*print.bands.get(band)?, at as u32));
        let mut keys: Vec<(u32, u32)> = prints.iter().enumerate().filter_map(key).collect();
        keys.sort_unstable();
        for same in keys.chunk_by(|left, right| left.0 == right.0) {
            for (at, &(_, right)) in same.iter().enumerate().skip(1) {
                let with = if same.len() > MOST_IN_BAND { at.min(2) } else { at };
                pairs.extend(same[..with].iter().map(|&(_, left)| (left, right)));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
    }
    pairs
}

/// Two reports side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SideBySide {
    /// How much of sections 一 and 五 of the first is in the second, in per cent.
    pub share: u8,
    /// The sentences that are alike, in reading order of the first.
    pub sentences: Vec<Alike>,
}

/// A sentence and the one that it is like; personal data is masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alike {
    /// Its section: 1 or 5.
    pub section: u8,
    /// In the first report.
    pub this: String,
    /// In the second.
    pub other: String,
    /// How alike they are, in per cent.
    pub share: u8,
}

/// The sentences of sections 一 and 五 that are in both reports, side by side.
pub fn side_by_side(this: &Outcome, other: &Outcome) -> SideBySide {
    let likeness = Likeness::of(&Prose::of(&this.report), &Prose::of(&other.report));
    let [first, fifth] = likeness.sections;
    let (here, there) = (this.shown(), other.shown());
    let words = |of: &crate::check::Shown, spans: &[crate::text::Span]| {
        let document = &of.outcome().report.document;
        spans.iter().map(|&span| of.veil().quote(document, span).trim().to_owned()).collect::<String>()
    };
    let sentences = likeness.pairs.iter().map(|pair| Alike {
        section: pair.section as u8,
        this: words(&here, &pair.this),
        other: words(&there, &pair.other),
        share: (pair.likeness * 100.0) as u8,
    });
    SideBySide { share: ((first + fifth).part() * 100.0) as u8, sentences: sentences.collect() }
}
