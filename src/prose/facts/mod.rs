//! What the sentences of a report say in numbers: how many requests came, how they were answered, how many cases there
//! were, told as facts that can be held against the tables and against each other.
//!
//! A sentence is cut into segments at its marks. In each, the words before a number (else those behind it) tell what it
//! counts; what they leave open is carried over from the segment before: the subject, the year, and whether parts of a
//! whole are being listed.

mod denial;
mod window;

use super::cues::{self, Cue, Hit};
use super::{Amount, Date, Mark, Part, Passage};
use crate::standard::Column;
use crate::text::Number;
use std::ops::Range;
use window::Window;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counted {
    /// Requests received (收到): this year's, or with those carried over.
    Received,
    /// Requests newly received (新收).
    New,
    /// Requests carried over from last year (上年结转).
    CarriedOver,
    /// Requests answered (办结、答复).
    Handled,
    /// Requests dealt with (办理): received or answered.
    Processed,
    /// Requests carried over to the next year (结转下年度).
    Remaining,
    /// An outcome of requests.
    Outcome(Outcome),
    /// Cases of review or litigation; with a column, those with that result.
    Cases(Court, Option<Column>),
    /// Normative documents (规范性文件); the column tells which.
    NormativeDocuments(Column),
    /// 规章.
    Rules(Column),
    /// Decisions.
    Decisions(Decision),
    /// 行政事业性收费; the value is in 元.
    Fees,
    /// 信息处理费; the value is in 元.
    InformationFee,
}

/// The six outcomes of requests, and one that is a part of the fourth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "they are the rows of 表三")]
pub enum Outcome {
    Open,
    Partly,
    Refused,
    Unable,
    NotHeld,
    NotProcessed,
    Other,
}

/// Before whom a case was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Court {
    /// 行政复议.
    Review,
    /// 行政诉讼, of both kinds.
    Litigation,
    /// 未经复议直接起诉.
    Direct,
    /// 复议后起诉.
    AfterReview,
    /// 行政复议 and 行政诉讼 together.
    All,
}

/// Kinds of decisions in 表二.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "they are the rows of 表二")]
pub enum Decision {
    Licensing,
    Penalties,
    Compulsory,
}

/// Whose requests are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applicant {
    /// 自然人.
    NaturalPerson,
    /// 法人或其他组织, all five columns.
    Organisation,
    /// One of the five: 商业企业.
    Kind(Column),
}

/// Something that the text says in numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// What is counted.
    pub counted: Counted,
    /// How many; money in 元.
    pub value: Number,
    /// The passage, as an index into [`super::Prose::passages`].
    pub passage: usize,
    /// The number with its unit, or the words that deny.
    pub range: Range<usize>,
    /// Whether it is told in words: 未收到.
    pub denied: bool,
    /// Whether it is of another year, or part of a comparison with one.
    pub other_year: bool,
    /// Whether it is a part of the whole: one way of sending, a quarter, 其中.
    pub part: bool,
    /// Whose requests, where they are told apart.
    pub applicant: Option<Applicant>,
    /// Words that say for whom it counts: 全市, 代表区政府.
    pub scope: Option<Range<usize>>,
    /// Whether the number is not exact, or what it counts is told by the subject alone.
    pub unsure: bool,
}

impl Fact {
    /// Whether it can be held against this year's figures of the whole.
    pub fn is_whole(&self) -> bool {
        !self.other_year && !self.part
    }
}

/// Whether what was answered in time is told apart from what took longer: 按期办结33件，延期办结2件.
fn in_time(passage: &Passage, segment: &Segment) -> bool {
    /// Bytes that are looked at on each side.
    const NEAR: usize = 300;
    let text = passage.text();
    if !words!["按期", "按时", "期限内"].is_in(&text[segment.range.clone()]) {
        return false;
    }
    let sentence = passage.sentence_at(segment.range.start);
    let start = text.floor_char_boundary(sentence.start.max(segment.range.start.saturating_sub(NEAR)));
    let end = text.floor_char_boundary(sentence.end.min(segment.range.end + NEAR));
    words!["延期办", "延期答", "延期后", "延长期限"].is_in(&text[start..end])
}

/// Whether the ways named are all there are: 通过信函、网络、当面等渠道提出的申请共5件.
fn all_ways(passage: &Passage, segment: &Segment) -> bool {
    let text = &passage.text()[segment.range.clone()];
    words!["等渠道", "等方式", "等途径", "等形式", "各种渠道", "各渠道", "多种渠道"].is_in(text) && text.contains('共')
}

/// The facts of the passages, in reading order; `year` is the report's.
pub(super) fn find(passages: &[Passage], year: Option<i32>) -> Vec<Fact> {
    let mut reader = Reader { year, facts: Vec::new(), subject: Subject::None };
    for (index, passage) in passages.iter().enumerate() {
        let told = matches!(passage.part, Part::Section(_));
        // A short line without an end is a heading: it gives the subject to what follows.
        if !told || index == 0 || !is_heading(&passages[index - 1]) {
            reader.subject = Subject::None;
        }
        if told {
            reader.passage(index, passage);
        }
    }
    reader.facts
}

fn is_heading(passage: &Passage) -> bool {
    passage.text().len() < 75 && !passage.text().ends_with(['。', '；', '：'])
}

/// What a stretch of text is about.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Subject {
    None,
    Requests,
    Cases(Court),
    NormativeDocuments,
    Rules,
    Elsewhat,
}

struct Reader {
    year: Option<i32>,
    facts: Vec<Fact>,
    subject: Subject,
}

/// What is carried from one segment of a sentence to the next.
#[derive(Clone, Default)]
struct Carried {
    other_year: bool,
    /// Whether the segment before was of another year.
    last_was_other: bool,
    within: bool,
    scope: Option<Range<usize>>,
    part: bool,
}

/// A stretch of a sentence between two marks, and the words, numbers and dates that begin in it.
struct Segment<'a> {
    range: Range<usize>,
    hits: &'a [Hit],
    /// The cues of `hits`, a bit for each.
    cues: u64,
    amounts: &'a [Amount],
    dates: &'a [Date],
}

/// Those at the beginning of `rest` that begin before a certain place, which `is_before` tells; they are taken off it.
fn take_while<'a, T>(rest: &mut &'a [T], is_before: impl Fn(&T) -> bool) -> &'a [T] {
    let taken = rest.iter().take_while(|one| is_before(one)).count();
    let (own, others) = rest.split_at(taken);
    *rest = others;
    own
}

impl<'a> Segment<'a> {
    fn new(range: Range<usize>, hits: &'a [Hit], amounts: &'a [Amount], dates: &'a [Date]) -> Self {
        let cues = hits.iter().fold(0, |cues, hit| cues | hit.cue.bit());
        Segment { range, hits, cues, amounts, dates }
    }

    fn has(&self, cue: Cue) -> bool {
        self.cues & cue.bit() != 0
    }

    /// The words that stand wholly between bytes `from` and `to`.
    fn between(&self, from: usize, to: usize) -> &'a [Hit] {
        let behind = &self.hits[self.hits.partition_point(|hit| hit.range.start < from)..];
        &behind[..behind.partition_point(|hit| hit.range.end <= to)]
    }
}

impl Reader {
    fn passage(&mut self, index: usize, passage: &Passage) {
        let (is_heading, counts) = (is_heading(passage), !passage.amounts.is_empty());
        if !counts && !is_heading && !cues::may_deny(passage) {
            return;
        }
        let hits = cues::find(passage.text());
        if !counts && !hits.iter().any(|hit| hit.cue == Cue::Not) {
            if is_heading {
                self.take_subject(&Segment::new(0..passage.text().len(), &hits, &[], &[]));
            }
            return;
        }
        let (mut hits, mut amounts, mut dates) = (&hits[..], &passage.amounts[..], &passage.dates[..]);
        let mut ranges = Vec::new();
        for sentence in passage.sentences() {
            let mut carried = Carried::default();
            // Of documents only the sentence that names them speaks: 印发通知4份 counts others.
            if matches!(self.subject, Subject::NormativeDocuments | Subject::Rules) {
                self.subject = Subject::None;
            }
            let of_sentence = take_while(&mut hits, |hit| hit.range.start < sentence.end);
            let mut left = of_sentence;
            segments(passage, sentence.clone(), amounts, &mut ranges);
            for range in ranges.drain(..) {
                let hits = take_while(&mut left, |hit| hit.range.start < range.end);
                let amounts = take_while(&mut amounts, |amount| amount.range.start < range.end);
                let dates = take_while(&mut dates, |date| date.range.start < range.end);
                self.segment(index, passage, &Segment::new(range, hits, amounts, dates), &mut carried);
            }
            self.denials(index, passage, sentence, of_sentence);
        }
    }

    fn take_subject(&mut self, segment: &Segment) {
        let court = segment.hits.iter().rev().find_map(|hit| court(hit.cue));
        self.subject = match court {
            Some(court) => Subject::Cases(court),
            None if segment.has(Cue::Request) => Subject::Requests,
            None if segment.has(Cue::NormativeDocument) => Subject::NormativeDocuments,
            None if segment.has(Cue::Rule) => Subject::Rules,
            None if segment.has(Cue::Elsewhat) || segment.has(Cue::Proactive) => Subject::Elsewhat,
            None => self.subject,
        };
    }

    fn segment(&mut self, index: usize, passage: &Passage, segment: &Segment, carried: &mut Carried) {
        self.take_subject(segment);
        // 较2023年（收到……）: a bracket is of the year before it.
        let in_bracket = passage.text()[..segment.range.start].ends_with('（') && carried.last_was_other;
        let mut other_year = carried.other_year || in_bracket;
        let mut of_part = false;
        let (mut last_year, mut next_year) = (false, false);
        for date in segment.dates {
            match (date.year, self.year) {
                (Some(year), Some(this)) => {
                    let here = year != this;
                    // 2022—2024年, 2022年至2024年: several years.
                    let before = &passage.text()[..date.range.start];
                    of_part |= before.ends_with(['至', '—', '－', '-', '～']);
                    last_year |= year == this - 1;
                    next_year |= year == this + 1;
                    // 2023年，……: what follows is of that year; in the middle of a segment only this one is.
                    let leads = date.range.start == segment.range.start
                        && !segment.has(Cue::Comparison)
                        && !segment.has(Cue::Transfer);
                    if leads {
                        carried.other_year = here;
                    }
                    other_year = here;
                }
                (None, _) => {
                    of_part |= !matches!((date.month, date.day), (Some(12), Some(31)) | (Some(1), Some(1)) | (None, _))
                }
                _ => {}
            }
        }
        let transfers = segment.has(Cue::Transfer);
        let last = segment.hits.iter().find(|hit| hit.cue == Cue::Last);
        if let Some(last) = last
            && !transfers
        {
            other_year = true;
            carried.other_year |= last.range.start == segment.range.start && !segment.has(Cue::Comparison);
        }
        if let Some(scope) = segment.hits.iter().find(|hit| hit.cue == Cue::Scope) {
            carried.scope = Some(scope.range.clone());
        }
        // A way or a time that opens the sentence goes for what follows: 第一季度，……
        carried.part |= segment.has(Cue::Period) && segment.hits.first().is_some_and(|hit| hit.cue == Cue::Period);
        let amounts = segment.amounts;
        let part = !amounts.is_empty()
            && (of_part
                || segment.has(Cue::Period)
                || segment.has(Cue::Channel) && !all_ways(passage, segment)
                || in_time(passage, segment));
        for (at, amount) in amounts.iter().enumerate() {
            let from = at.checked_sub(1).map_or(segment.range.start, |at| amounts[at].range.end);
            let to = amounts.get(at + 1).map_or(segment.range.end, |next| next.range.start);
            let before = segment.between(from, amount.range.start);
            let after = segment.between(amount.range.end, to);
            carried.within |= before.iter().any(|hit| hit.cue == Cue::Within);
            let window = Window {
                before,
                after,
                amount,
                segment,
                subject: self.subject,
                last_year,
                next_year,
                text: passage.text(),
            };
            for reading in window.read() {
                let value = money(&reading.counted, amount);
                let is_transfer = matches!(reading.counted, Counted::CarriedOver | Counted::Remaining);
                // Parts that have a name of their own in the tables are no mere parts.
                let is_general = matches!(reading.counted, Counted::Received | Counted::Handled | Counted::Processed);
                self.facts.push(Fact {
                    counted: reading.counted,
                    value,
                    passage: index,
                    range: amount.range.clone(),
                    denied: false,
                    other_year: other_year && !is_transfer || is_transfer && carried.other_year,
                    part: carried.part
                        || of_part
                        || part && (is_general || is_transfer)
                        || segment.has(Cue::Period)
                        || carried.within && is_general && reading.applicant.is_none(),
                    applicant: reading.applicant,
                    scope: carried.scope.clone(),
                    unsure: amount.approximate || reading.unsure,
                });
            }
        }
        carried.within |= segment.has(Cue::Within);
        carried.last_was_other = other_year;
    }
}

fn court(cue: Cue) -> Option<Court> {
    Some(match cue {
        Cue::Review => Court::Review,
        Cue::Litigation => Court::Litigation,
        Cue::Direct => Court::Direct,
        Cue::AfterReview => Court::AfterReview,
        _ => return None,
    })
}

/// Money in 元, everything else as it stands.
fn money(counted: &Counted, amount: &Amount) -> Number {
    let factor = match (counted, amount.unit) {
        (Counted::Fees | Counted::InformationFee, "万元") => 10_000,
        (Counted::Fees | Counted::InformationFee, "亿元") => 100_000_000,
        _ => return amount.value,
    };
    amount.value.times(factor).unwrap_or(amount.value)
}

/// Bytes of the longest segment: what has no marks is cut somewhere.
const LONGEST_SEGMENT: usize = 900;

/// Adds to `segments` those of a sentence, of which `amounts` are the numbers and what follows: it is cut at its marks;
/// at 、 only behind a number, since 收到、办结35件 is one.
fn segments(passage: &Passage, sentence: Range<usize>, amounts: &[Amount], segments: &mut Vec<Range<usize>>) {
    let text = passage.text();
    let mut amounts = amounts.iter().peekable();
    let mut start = sentence.start;
    // Where the last number before the mark ends.
    let mut counted = None;
    let cuts =
        |mark: &&Mark| matches!(mark.character, '，' | '；' | '：' | '（' | '）' | '。' | '！' | '？' | '—' | '、');
    let marks = passage.marks_in(sentence.clone()).iter().filter(cuts);
    let marks = marks.map(|mark| (mark.at as usize, mark.range().end, mark.character == '、'));
    for (at, end, is_weak) in marks.chain([(sentence.end, sentence.end, false)]) {
        while at - start > LONGEST_SEGMENT {
            let cut = text.ceil_char_boundary(start + LONGEST_SEGMENT);
            segments.push(start..cut);
            start = cut;
        }
        while let Some(amount) = amounts.next_if(|amount| amount.range.start < at) {
            counted = Some(amount.range.end);
        }
        // The comma of 3,119 belongs to the number.
        let within = counted.is_some_and(|end| at < end);
        if within || is_weak && counted.is_none_or(|end| end <= start) {
            continue;
        }
        if at > start {
            segments.push(start..at);
        }
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::Prose;
    use crate::read::{Kind, read_text};
    use crate::report::recognise;

    /// The facts of a text of 2024 that are of that year and the whole, as 所计＝数.
    fn wholes(text: &str) -> Vec<String> {
        told(text, Fact::is_whole)
    }

    fn told(text: &str, which: impl Fn(&Fact) -> bool) -> Vec<String> {
        let report = format!("某局2024年政府信息公开工作年度报告\n\n一、总体情况\n\n{text}\n");
        let prose = Prose::of(&recognise(read_text(&report, Kind::Text)));
        let name = |fact: &Fact| {
            let applicant = fact.applicant.map_or(String::new(), |applicant| format!("[{applicant:?}]"));
            let counted = format!("{:?}", fact.counted)
                .replace("Outcome(", "")
                .replace("Cases(", "")
                .replace("Some(", "")
                .replace("None", "")
                .replace([')', ' '], "");
            format!("{}{applicant}={}", counted.trim_end_matches(','), fact.value)
        };
        prose.facts.iter().filter(|fact| which(fact)).map(name).collect()
    }

    #[test]
    fn requests_in_all_wordings() {
        for (text, facts) in [
            (
                "全年收到政府信息公开申请47件，上年结转3件，办理答复46件，结转下年度4件。",
                &["Received=47", "CarriedOver=3", "Handled=46", "Remaining=4"][..],
            ),
            (
                "全市共受理政府信息公开申请3119件，答复3050件（含上年度结转申请34件，另有103件顺延到下年度答复）。",
                &["Received=3119", "Handled=3050", "CarriedOver=34", "Remaining=103"],
            ),
            (
                "新收依申请公开3,119件，办结三千零五十件，转下一年度办理答复的有1件。",
                &["New=3119", "Handled=3050", "Remaining=1"],
            ),
            (
                "所有办结的信息公开申请中同意公开答复9件，部分公开答复0件，不予公开答复2件，无法提供的10件，不予处理0件，其他处理14件。",
                &["Open=9", "Partly=0", "Refused=2", "Unable=10", "NotProcessed=0", "Other=14"],
            ),
            ("收到、办结政府信息公开申请12件。", &["Received=12", "Handled=12"]),
            ("（二）依申请公开情况。全年共收到１２件，均已答复。", &["Received=12"]),
            (
                "收到申请12件，其中自然人申请10件，法人或其他组织申请2件。",
                &["Received=12", "Received[NaturalPerson]=10", "Received[Organisation]=2"],
            ),
            ("2023年结转2件申请，结转2025年继续办理申请1件。", &["CarriedOver=2", "Remaining=1"]),
            ("未收到政府信息公开申请。", &["Received=0"]),
            (
                "本年度没有收到公民、法人和其他组织提出的政府信息公开申请，未发生行政复议、行政诉讼。",
                &["Received=0", "Review=0", "Litigation=0"],
            ),
            ("收到的12件申请均已按期答复。", &["Received=12"]),
        ] {
            assert_eq!(wholes(text), facts, "{text}");
        }
    }

    #[test]
    fn cases_in_all_wordings() {
        for (text, facts) in [
            (
                "政府信息公开行政复议351件，其中结果维持72件，结果纠正64件，其他结果178件，尚未审结37件；行政诉讼46件，其中结果维持25件。",
                &[
                    "Review=351",
                    "Review,Upheld=72",
                    "Review,Corrected=64",
                    "Review,OtherResult=178",
                    "Review,Pending=37",
                    "Litigation=46",
                    "Litigation,Upheld=25",
                ][..],
            ),
            ("2024年有1件涉及政府信息公开工作的行政复议。涉及的行政诉讼数为0件。", &["Review=1", "Litigation=0"]),
            ("行政复议、行政诉讼均为0件。", &["Review=0", "Litigation=0"]),
            ("发生行政复议和行政诉讼共3件。", &["All=3"]),
            ("行政诉讼3件，其中未经复议直接起诉2件，复议后起诉1件。", &["Litigation=3", "Direct=2", "AfterReview=1"]),
            ("无因政府信息公开引起的行政复议、行政诉讼。", &["Review=0", "Litigation=0"]),
            ("该行政复议件未被复议机关纠错。", &[]),
            ("收到行政复议申请3件，维持2件、纠正1件。", &["Review=3", "Review,Upheld=2", "Review,Corrected=1"]),
        ] {
            assert_eq!(wholes(text), facts, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_it() {
        for text in [
            "政府信息公开申请较2023年受理3010件增长3.6%。",
            "收到申请人来电咨询120件。",
            "2023年，我局收到政府信息公开申请18件，办结18件。",
            "申请量较上年增加5件。",
            "第一季度收到政府信息公开申请5件。",
            "办理人大代表建议35件，答复35件。",
            "未收到逾期未答复政府信息公开申请的投诉。",
            "未收到法人提出的政府信息公开申请。",
            "通过网站渠道收到政府信息公开申请5件。",
            "依申请公开答复率100%。",
            "公开行政处罚信息35条。",
        ] {
            assert_eq!(wholes(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn documents_decisions_and_money() {
        for (text, facts) in [
            (
                "制发行政规范性文件3件，废止1件，现行有效14件。",
                &["NormativeDocuments(Issued=3", "NormativeDocuments(Repealed=1", "NormativeDocuments(InForce=14"][..],
            ),
            ("作出行政许可决定26件、行政处罚决定8件。", &["Decisions(Licensing=26", "Decisions(Penalties=8"]),
            ("收取信息处理费3940元，行政事业性收费12.6万元。", &["InformationFee=3940", "Fees=126000"]),
            ("主动公开规范性文件5件。", &[]),
        ] {
            assert_eq!(wholes(text), facts, "{text}");
        }
    }
}
