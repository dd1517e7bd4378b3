//! How alike the texts of two reports are (雷同): sections 一 and 五, statement by statement.
//!
//! Numbers, dates and ordinals are masked; names of laws and documents, brackets and the genre's fixed phrases are left
//! out, for everybody writes them. What is left of a statement is compared by its sets of four characters.

use super::stock::Stock;
use super::{Passage, Prose};
use crate::text::{Span, Words};
use std::ops::Range;

/// How alike two texts are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Likeness {
    /// The statements that are alike, in reading order.
    pub pairs: Vec<Pair>,
    /// Section 一 and section 五.
    pub sections: [Share; 2],
}

/// A statement and the one in the other text that it is most like.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Its section: 1 or 5.
    pub section: usize,
    /// Where it stands.
    pub this: Vec<Span>,
    /// Where the other one stands.
    pub other: Vec<Span>,
    /// How alike they are: from [`ALIKE`] to 1.
    pub likeness: f32,
    /// How many characters of it were compared.
    pub length: usize,
}

/// How much of a text is alike.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Share {
    /// The weight of what is alike.
    pub alike: f32,
    /// The weight of all that was compared.
    pub all: f32,
    /// How many characters are alike.
    pub length: usize,
}

impl Share {
    /// The share of what is alike, from 0 to 1.
    pub fn part(self) -> f32 {
        if self.all > 0.0 { self.alike / self.all } else { 0.0 }
    }
}

impl std::ops::Add for Share {
    type Output = Share;
    fn add(self, other: Share) -> Share {
        Share { alike: self.alike + other.alike, all: self.all + other.all, length: self.length + other.length }
    }
}

/// Statements at least so alike are one statement with a word changed.
pub const ALIKE: f32 = 0.6;
/// Less than this many characters left is no statement.
const SHORTEST: usize = 8;
/// Of each section no more statements than this are compared.
const MOST: usize = 400;
/// What stands in more statements than this tells nothing of any.
const COMMON: usize = 8;
/// Statements of new figures in last year's frame are reported so by right: they weigh less.
const WEIGHT_OF_FIGURES: f32 = 1.0 / 3.0;

impl Likeness {
    /// Compares sections 一 and 五 of `this` with those of `other`.
    pub fn of(this: &Prose, other: &Prose) -> Self {
        let stock = Stock::new();
        let mut likeness = Likeness::default();
        for (at, section) in [1, 5].into_iter().enumerate() {
            let (here, there) = (statements(this, section, &stock), statements(other, section, &stock));
            let index = Index::new(&there);
            for statement in &here {
                let weight = statement.length as f32;
                let share = &mut likeness.sections[at];
                let Some((found, likeness_of_two)) = index.nearest(statement, &there) else {
                    share.all += weight;
                    continue;
                };
                let weight = if statement.is_of_new_figures(found) { weight * WEIGHT_OF_FIGURES } else { weight };
                share.all += weight;
                share.alike += weight;
                share.length += statement.length;
                likeness.pairs.push(Pair {
                    section,
                    this: statement.spans(),
                    other: found.spans(),
                    likeness: likeness_of_two,
                    length: statement.length,
                });
            }
        }
        likeness
    }
}

/// What stands between two marks 。；！？, as it is compared.
struct Statement<'a> {
    passage: &'a Passage,
    range: Range<usize>,
    /// Its sets of four characters, sorted.
    grams: Vec<u64>,
    length: usize,
    /// Its figures, but not years, days and numbers of documents.
    figures: Vec<&'a str>,
}

impl Statement<'_> {
    fn spans(&self) -> Vec<Span> {
        self.passage.spans(self.range.clone())
    }

    /// Whether two or more of its figures are not the other's.
    fn is_of_new_figures(&self, other: &Statement) -> bool {
        self.figures.iter().filter(|figure| !other.figures.contains(figure)).count() >= 2
    }

    fn likeness(&self, other: &Statement) -> f32 {
        let (mut left, mut right, mut common) = (0, 0, 0);
        while let (Some(a), Some(b)) = (self.grams.get(left), other.grams.get(right)) {
            common += usize::from(a == b);
            left += usize::from(a <= b);
            right += usize::from(b <= a);
        }
        2.0 * common as f32 / (self.grams.len() + other.grams.len()).max(1) as f32
    }
}

fn statements<'a>(prose: &'a Prose, section: usize, stock: &Stock) -> Vec<Statement<'a>> {
    let statement = |(passage, range): (&'a Passage, Range<usize>)| {
        let text = &passage.text()[range.clone()];
        let masked = stock.masked(text);
        let mut grams: Vec<u64> = grams(&masked).collect();
        grams.sort_unstable();
        grams.dedup();
        let length = masked.len();
        (length >= SHORTEST).then(|| Statement { passage, range, grams, length, figures: figures(text) })
    };
    texts(prose, section).filter_map(statement).take(MOST).collect()
}

/// The texts of a section that are compared, cut at 。；！？; not those that say that nothing happened.
fn texts(prose: &Prose, section: usize) -> impl Iterator<Item = (&Passage, Range<usize>)> {
    let passages = prose.section(section).filter(|passage| is_text(passage.text()));
    let all = passages.flat_map(|passage| {
        passage.sentences().flat_map(move |sentence| {
            let mut start = sentence.start;
            passage.text()[sentence].split_inclusive('；').map(move |part| {
                let range = start..start + part.len();
                start = range.end;
                (passage, range)
            })
        })
    });
    all.filter(|(passage, range)| !NOTHING_HAPPENED.is_in(&passage.text()[range.clone()]))
}

/// Each four characters that follow one another, as a number.
fn grams(masked: &[char]) -> impl Iterator<Item = u64> {
    masked
        .windows(4)
        .map(|four| four.iter().fold(0, |gram, &character| gram << 16 | u64::from(character as u32 & 0xFFFF)))
}

/// The sets of four characters in sections 一 and 五 of `prose`, sorted. `prepare` may take out of a text what is not to
/// be compared, beside figures, laws and fixed phrases.
pub fn grams_of(prose: &Prose, prepare: impl Fn(&str) -> String) -> Vec<u64> {
    let stock = Stock::new();
    let mut all: Vec<u64> = Vec::new();
    for (passage, range) in [1, 5].into_iter().flat_map(|section| texts(prose, section).take(MOST)) {
        let masked = stock.masked(&prepare(&passage.text()[range]));
        if masked.len() >= SHORTEST {
            all.extend(grams(&masked));
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether a paragraph is running text and no heading.
fn is_text(text: &str) -> bool {
    text.contains(['。', '；', '，']) || text.chars().count() > 40
}

/// Where nothing happened, every year's report says so in the same words.
static NOTHING_HAPPENED: Words =
    Words::new(&["未收到", "没有收到", "未发生", "没有发生", "未产生", "无因", "未收取", "没有收取", "无其他需要报告"]);

/// Of a statement no more figures than this are looked at.
const MOST_FIGURES: usize = 40;

/// The figures of a text; years, days and numbers of documents are none.
fn figures(text: &str) -> Vec<&str> {
    let mut figures = Vec::new();
    let mut rest = text;
    while let Some(at) =
        rest.find(|character: char| character.is_ascii_digit()).filter(|_| figures.len() < MOST_FIGURES)
    {
        rest = &rest[at..];
        let end = rest.find(|character: char| !character.is_ascii_digit() && character != '.').unwrap_or(rest.len());
        let (figure, behind) = rest.split_at(end);
        if !behind.starts_with(['年', '月', '日', '号', '〕']) {
            figures.push(figure);
        }
        rest = behind;
    }
    figures
}

/// Which statements of a text hold some four characters.
struct Index(Vec<(u64, u32)>);

impl Index {
    fn new(statements: &[Statement]) -> Self {
        let of = |(at, statement): (usize, &Statement)| {
            statement.grams.iter().map(move |&gram| (gram, at as u32)).collect::<Vec<_>>()
        };
        let mut all: Vec<(u64, u32)> = statements.iter().enumerate().flat_map(of).collect();
        all.sort_unstable();
        Index(all)
    }

    /// Of `statements` the one most like `wanted`, if it is alike.
    fn nearest<'b, 'a>(&self, wanted: &Statement, statements: &'b [Statement<'a>]) -> Option<(&'b Statement<'a>, f32)> {
        let mut candidates: Vec<u32> = Vec::new();
        for &gram in &wanted.grams {
            let first = self.0.partition_point(|&(other, _)| other < gram);
            let holders = self.0[first..].iter().take(COMMON + 1).take_while(|&&(other, _)| other == gram);
            let holders: Vec<u32> = holders.map(|&(_, at)| at).collect();
            if holders.len() <= COMMON {
                candidates.extend(holders);
            }
        }
        candidates.sort_unstable();
        // Who shares most of the rare ones, the earliest of equals.
        let mut counted: Vec<(usize, u32)> =
            candidates.chunk_by(|left, right| left == right).map(|same| (same.len(), same[0])).collect();
        counted.sort_by_key(|&(count, at)| (std::cmp::Reverse(count), at));
        let likenesses = counted.iter().take(3).map(|&(_, at)| {
            let statement = &statements[at as usize];
            (statement, wanted.likeness(statement))
        });
        let best = likenesses.reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.filter(|&(_, likeness)| likeness >= ALIKE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Kind, read_text};
    use crate::report::recognise;

    fn prose(first: &str, fifth: &str) -> Prose {
        let text = format!("一、总体情况\n{first}\n五、存在的主要问题及改进情况\n{fifth}\n");
        Prose::of(&recognise(read_text(&text, Kind::Text)))
    }

    #[test]
    fn a_word_changed_is_alike_and_a_new_sentence_is_not() {
        let this = prose(
            "2023年，我镇在便民服务中心设立查阅点，群众可以当场查询补贴发放名册。全年组织村级公开栏检查4次。",
            "部分站所报送信息偏慢，栏目更新不及时。",
        );
        let other = prose(
            "2022年，我镇在便民服务中心设立查阅点，群众能够当场查询补贴发放名册。新开通的微信公众号发布图解12篇。",
            "政策解读的形式单一。",
        );
        let likeness = Likeness::of(&this, &other);
        assert_eq!(likeness.pairs.len(), 1);
        let pair = &likeness.pairs[0];
        assert!(pair.section == 1 && pair.likeness > 0.7 && pair.likeness < 1.0, "{pair:?}");
        assert!(likeness.sections[0].part() > 0.5 && likeness.sections[0].part() < 0.8);
        assert_eq!(likeness.sections[1].part(), 0.0);
    }

    #[test]
    fn fixed_phrases_alone_are_not_alike() {
        let text = "认真贯彻落实《中华人民共和国政府信息公开条例》各项规定，严格按照有关要求做好政府信息公开工作。未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。";
        assert!(Likeness::of(&prose(text, ""), &prose(text, "")).pairs.is_empty());
    }

    #[test]
    fn new_figures_in_an_old_frame_weigh_less() {
        let of = |figures: [u32; 3]| {
            let [a, b, c] = figures;
            prose(
                &format!(
                    "通过区政府门户网站发布各类信息{a}条，其中工作动态{b}条、财政资金{c}条。本年新设惠企政策兑现专栏，方便企业查询。"
                ),
                "",
            )
        };
        let other = prose("通过区政府门户网站发布各类信息241条，其中工作动态120条、财政资金33条。", "");
        let share = |figures| Likeness::of(&of(figures), &other).sections[0].part();
        assert!(share([241, 120, 33]) > share([260, 131, 40]));
    }
}
