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
/// 42 bands of three values: of two reports that are alike to just [`ALIKE`] (54 % of all sets of both are in both) one
/// pair in 1,200 is missed, of those alike to 80 % one in 2.5 million; of texts that share a twentieth one pair in 190 is
/// compared.
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

#[cfg(test)]
mod tests {
    use super::super::pairing;
    use super::*;
    use crate::check::{Environment, check};
    use crate::rules::testing::Sample;
    use crate::standard::Edition::E2021;

    const DEEDS: [&str; 8] = [
        "围绕群众关心的就业、就医、就学事项，把办事流程画成图解，张贴在便民服务中心和各村公开栏。",
        "会同档案馆清理历史文件，对失效的文件逐份标注，方便群众查阅现行有效的版本。",
        "组织开放日活动，邀请人大代表、企业负责人走进执法现场，听取对公开内容的意见建议。",
        "对涉及土地征收的申请，先与自然资源部门核对档案，再由法制机构审查答复文书。",
        "新开通短信提醒，申请人可以随时了解办理进度，平均答复时间比法定期限缩短六个工作日。",
        "每季度对站点的死链、错链逐一排查，更换失效的附件，补充缺少的联系方式。",
        "选派业务骨干参加跟班学习，回来后逐村讲解公开目录，现场示范信息录入和审核。",
        "把公开情况列入年终考核，请第三方按清单打分，结果在例会上通报并督促改正。",
    ];

    /// A report of `organ` that tells of some of the deeds.
    fn outcome(organ: &str, year: i32, deeds: impl IntoIterator<Item = usize>) -> Outcome {
        let place = if organ.ends_with('局') { "我局" } else { "我镇" };
        let lines: Vec<String> = deeds
            .into_iter()
            .map(|at| format!("{year}年，{place}{}惠及群众{}人次。", DEEDS[at], at as i32 * 7 + year % 100))
            .collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let sample = Sample::filled(E2021)
            .title(&format!("{organ}{year}年政府信息公开工作年度报告"))
            .body(1, &lines)
            .body(5, &["公开内容不够丰富。下一步，我们将丰富公开内容。"]);
        check(sample.report(), &Environment::default())
    }

    fn entry(organ: &str, year: i32, deeds: impl IntoIterator<Item = usize>) -> Entry {
        Entry::new(organ, &outcome(organ, year, deeds))
    }

    fn pairs(entries: &[Entry]) -> Vec<(u32, u32, Kin)> {
        let known: Vec<_> = entries.iter().map(Into::into).collect();
        let found = find(entries, &pairing::pair(&known));
        found.into_iter().map(|pair| (pair.this, pair.other, pair.kin)).collect()
    }

    #[test]
    fn copies_are_found_and_no_others() {
        let entries = [
            entry("白石镇人民政府", 2024, 0..6),
            entry("平安县财政局", 2024, [0, 1, 2, 3, 4, 5]),
            entry("青山镇人民政府", 2024, [6, 7, 2]),
            entry("白石镇人民政府", 2023, [0, 1, 2, 3, 4, 7]),
            entry("红岩镇人民政府", 2024, []),
            entry("绿水镇人民政府", 2024, []),
        ];
        let mut found = pairs(&entries);
        found.sort();
        assert_eq!(found, [(0, 1, Kin::Organs), (0, 3, Kin::Years), (1, 3, Kin::Organs)]);
        assert_eq!(entries[0].print.share(&entries[1].print), 100, "names, years and figures do not count");
        assert!(entries[0].print.share(&entries[2].print) < 40);
        assert!(!entries[4].print.is_enough(), "only the form's own phrases");
    }

    #[test]
    fn many_copies_are_paired_with_the_first() {
        let one = entry("白石镇人民政府", 2024, 0..6);
        let entries: Vec<Entry> =
            (0..200).map(|at| Entry { organ: Some(format!("第{at}镇人民政府")), ..one.clone() }).collect();
        let found = pairs(&entries);
        assert!(found.len() < 1_000, "{}", found.len());
        assert!((1..200).all(|at| found.iter().any(|&(left, right, _)| left == at || right == at)));
    }

    #[test]
    fn the_share_of_long_texts_is_an_estimate() {
        // Two texts of 3,000 sets with 2,000 in common: 67 %.
        let print = |range: std::ops::Range<u64>| {
            let mut sets: Vec<u32> = range.map(mix).collect();
            sets.sort_unstable();
            let (count, bands) = (sets.len() as u32, bands(&sets));
            sets.truncate(MOST);
            Print { sets, count, bands }
        };
        let (this, other) = (print(0..3_000), print(1_000..4_000));
        assert!((63..=70).contains(&this.share(&other)), "{}", this.share(&other));
        assert_eq!(this.share(&this), 100);
        assert_eq!(this.share(&print(9_000..12_000)), 0);
    }

    #[test]
    fn bands_find_what_is_alike() {
        let mut missed = 0;
        let mut compared = 0;
        for seed in 0..200u64 {
            let from = |start: u64, count: u64| (0..count).map(move |at| mix(seed << 40 | (start + at)));
            let print = |sets: Vec<u32>| Print { count: sets.len() as u32, bands: bands(&sets), sets };
            let this = print(from(0, 400).collect());
            // Alike to 70 %: 280 sets of 400 in common.
            let alike = print(from(120, 400).collect());
            // 5 % in common.
            let other = print(from(380, 400).collect());
            missed += usize::from(candidates(&[&this, &alike]).is_empty());
            compared += usize::from(!candidates(&[&this, &other]).is_empty());
        }
        assert_eq!(missed, 0);
        assert!(compared < 10, "{compared} of 200");
    }

    #[test]
    fn sentences_side_by_side() {
        let (this, other) =
            (outcome("白石镇人民政府", 2024, [0, 1, 2, 3]), outcome("平安县财政局", 2023, [1, 3, 5, 6]));
        let both = side_by_side(&this, &other);
        let sections: Vec<u8> = both.sentences.iter().map(|sentence| sentence.section).collect();
        assert_eq!(sections, [1, 1, 5]);
        assert!(
            both.sentences[0].this.contains("我镇会同档案馆") && both.sentences[0].other.contains("我局会同档案馆")
        );
        assert!(both.share > 35 && both.share < 65, "{}", both.share);
    }
}
