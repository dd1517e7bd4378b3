//! One number of a sentence and the words around it: what it counts.

use super::{Applicant, Counted, Court, Decision, Outcome, Segment, Subject, court};
use crate::prose::Amount;
use crate::prose::cues::{Cue, Hit};
use crate::standard::Column;
use crate::text::Number;

/// A number with the words around it.
pub(super) struct Window<'a> {
    pub(super) before: &'a [Hit],
    pub(super) after: &'a [Hit],
    pub(super) amount: &'a Amount,
    pub(super) segment: &'a Segment<'a>,
    pub(super) subject: Subject,
    pub(super) last_year: bool,
    pub(super) next_year: bool,
    pub(super) text: &'a str,
}

/// One way to read a number.
pub(super) struct Reading {
    pub(super) counted: Counted,
    pub(super) applicant: Option<Applicant>,
    pub(super) unsure: bool,
}

impl Reading {
    fn sure(counted: Counted) -> Self {
        Reading { counted, applicant: None, unsure: false }
    }
}

impl Window<'_> {
    pub(super) fn read(&self) -> Vec<Reading> {
        // A difference is no number of its own: 增加5件.
        let last = self.before.last().map(|hit| hit.cue);
        if last == Some(Cue::Difference) {
            return Vec::new();
        }
        match self.amount.unit {
            "元" | "万元" | "亿元" => self.fees().into_iter().collect(),
            "件" | "宗" | "份" | "起" | "例" | "件次" | "个" | "次" | "项" | "部" | "" => self.counts(),
            _ => Vec::new(),
        }
    }

    fn near(&self, cue: Cue) -> bool {
        self.before.iter().any(|hit| hit.cue == cue)
    }

    fn around(&self, cue: Cue) -> bool {
        self.near(cue) || self.after.iter().any(|hit| hit.cue == cue)
    }

    fn fees(&self) -> Option<Reading> {
        if self.near(Cue::InformationFee) {
            return Some(Reading::sure(Counted::InformationFee));
        }
        self.near(Cue::Fee).then(|| Reading::sure(Counted::Fees))
    }

    fn counts(&self) -> Vec<Reading> {
        // 表1, 共5: a bare number counts only at the end of what is said.
        let bare = self.amount.unit.is_empty();
        let behind = &self.text[self.amount.range.end..];
        if bare && !(behind.is_empty() || behind.starts_with(['，', '。', '；', '、', '）'])) {
            return Vec::new();
        }
        if let Subject::Cases(court) = self.subject {
            return self.cases(court);
        }
        if let Some(counted) = self.documents().or_else(|| self.decisions()) {
            return vec![Reading::sure(counted)];
        }
        if self.subject != Subject::Requests || matches!(self.amount.unit, "部" | "次" | "项" | "起" | "例") {
            return Vec::new();
        }
        self.requests()
    }

    fn cases(&self, subject: Court) -> Vec<Reading> {
        let result = |hit: &&Hit| match hit.cue {
            Cue::Upheld => Some(Column::Upheld),
            Cue::Corrected => Some(Column::Corrected),
            Cue::OtherResult => Some(Column::OtherResult),
            Cue::Pending => Some(Column::Pending),
            _ => None,
        };
        let found = self
            .before
            .iter()
            .rev()
            .find_map(|hit| result(&hit))
            .or_else(|| self.after.iter().find_map(|hit| result(&hit)));
        let mut courts: Vec<Court> = Vec::new();
        let window = if self.before.iter().any(|hit| court(hit.cue).is_some()) { self.before } else { self.after };
        for court in window.iter().filter_map(|hit| court(hit.cue)) {
            if !courts.contains(&court) {
                courts.push(court);
            }
        }
        // 行政诉讼未经复议直接起诉3件 names the kind last.
        if courts.contains(&Court::Direct) || courts.contains(&Court::AfterReview) {
            courts.retain(|court| matches!(court, Court::Direct | Court::AfterReview));
        }
        // Papers are no cases: 公开行政复议决定书6份.
        let skipped = matches!(self.amount.unit, "份" | "次")
            || self.around(Cue::Unfinished)
            || self.around(Cue::Handle) && found.is_none()
            || self.around(Cue::Elsewhat);
        match (&courts[..], found) {
            _ if skipped => Vec::new(),
            ([], Some(column)) => vec![Reading::sure(Counted::Cases(subject, Some(column)))],
            ([], None) => Vec::new(),
            ([court], column) => vec![Reading::sure(Counted::Cases(*court, column))],
            ([first, second], None) => {
                let each = self.near(Cue::Each) || self.near(Cue::Both) || self.amount.value == Number::ZERO;
                match (each, first, second) {
                    (true, ..) => courts
                        .iter()
                        .map(|court| Reading::sure(Counted::Cases(*court, None)))
                        .chain(self.denied_beside())
                        .collect(),
                    (false, Court::Review, Court::Litigation) => vec![Reading::sure(Counted::Cases(Court::All, None))],
                    _ => Vec::new(),
                }
            }
            _ => Vec::new(),
        }
    }

    /// 收到申请、行政复议、行政诉讼均为0件: the requests beside the cases.
    fn denied_beside(&self) -> Option<Reading> {
        let received = self.near(Cue::Receive) && self.near(Cue::Request) && self.amount.value == Number::ZERO;
        received.then(|| Reading::sure(Counted::Received))
    }

    fn documents(&self) -> Option<Counted> {
        let rules = self.subject == Subject::Rules;
        if self.subject != Subject::NormativeDocuments && !rules
            || !matches!(self.amount.unit, "件" | "份" | "个" | "部" | "项" | "")
        {
            return None;
        }
        // Who reviews, files or sorts documents out has not issued them.
        let clause = &self.text[self.segment.range.clone()];
        if words!["审核", "审查", "备案", "清理", "宣布"].is_in(clause) {
            return None;
        }
        let column = if self.near(Cue::Repeal) {
            Column::Repealed
        } else if self.near(Cue::InForce) {
            Column::InForce
        } else if self.near(Cue::Issue) && !self.segment.has(Cue::Publish) {
            Column::Issued
        } else {
            return None;
        };
        Some(if rules { Counted::Rules(column) } else { Counted::NormativeDocuments(column) })
    }

    fn decisions(&self) -> Option<Counted> {
        // Postings are no decisions: 公开行政处罚信息35条.
        if self.segment.has(Cue::Publish)
            || !matches!(self.amount.unit, "件" | "宗" | "起" | "项" | "份" | "个" | "件次")
        {
            return None;
        }
        let kind = self.before.iter().rev().find_map(|hit| match hit.cue {
            Cue::Licensing => Some((Decision::Licensing, hit)),
            Cue::Penalty => Some((Decision::Penalties, hit)),
            Cue::Compulsory => Some((Decision::Compulsory, hit)),
            _ => None,
        });
        let (decision, hit) = kind?;
        let decides = self.near(Cue::Decide) || self.near(Cue::Process) || self.near(Cue::Handle);
        let between = &self.text[hit.range.end..self.amount.range.start];
        let close = between.chars().count() <= 8 && !between.contains("事项");
        (decides && close).then_some(Counted::Decisions(decision))
    }

    fn requests(&self) -> Vec<Reading> {
        if let Some(counted) = self.transfer() {
            return vec![Reading::sure(counted)];
        }
        if let Some(outcome) = self.outcome() {
            return vec![Reading::sure(Counted::Outcome(outcome))];
        }
        let last = self.before.iter().rev().find(|hit| !matches!(hit.cue, Cue::Both | Cue::Scope | Cue::Within));
        if self.near(Cue::Elsewhat) || last.is_some_and(|hit| hit.cue == Cue::Unfinished) {
            return Vec::new();
        }
        // 公民、法人和其他组织 are all applicants.
        let of_citizens = |hit: &Hit| self.text[..hit.range.start].ends_with(['、', '和', '与', '及']);
        let all = self.near(Cue::NaturalPerson) && self.near(Cue::Organisation);
        let applicant =
            self.before.iter().rev().filter(|hit| !all && !of_citizens(hit)).find_map(|hit| match hit.cue {
                Cue::NaturalPerson => Some(Applicant::NaturalPerson),
                Cue::Organisation => Some(Applicant::Organisation),
                Cue::Business => Some(Applicant::Kind(Column::Business)),
                Cue::Research => Some(Applicant::Kind(Column::Research)),
                Cue::Welfare => Some(Applicant::Kind(Column::PublicWelfare)),
                Cue::Legal => Some(Applicant::Kind(Column::LegalService)),
                _ => None,
            });
        let verb = |hit: &Hit| match hit.cue {
            Cue::Receive => Some(Counted::Received),
            Cue::NewOnly => Some(Counted::New),
            Cue::Handle => Some(Counted::Handled),
            Cue::Process => Some(Counted::Processed),
            _ => None,
        };
        let verbs: Vec<(Counted, &Hit)> = self.before.iter().filter_map(|hit| Some((verb(hit)?, hit))).collect();
        let reading = |counted, unsure| Reading { counted, applicant, unsure };
        match &verbs[..] {
            [.., (first, first_hit), (second, second_hit)]
                if *first != Counted::Processed && self.joined(first_hit, second_hit) =>
            {
                vec![reading(*first, false), reading(*second, false)]
            }
            [.., (counted, hit)] => {
                // 收到并已办结的申请中: too much stands between verb and number to be sure.
                let far = self.text[hit.range.end..self.amount.range.start].chars().count() > 24;
                vec![reading(*counted, far)]
            }
            [] if applicant.is_some() => vec![reading(Counted::Received, false)],
            [] => {
                let request = self.before.iter().rev().find(|hit| hit.cue == Cue::Request);
                let close = |hit: &&Hit| {
                    let between = &self.text[hit.range.end..self.amount.range.start];
                    ["", "共", "总数", "数量", "总量", "共计", "数", "总计", "为", "数量为", "件数", "均为", "量"]
                        .contains(&between)
                };
                match request.filter(close) {
                    Some(_) => vec![reading(Counted::Received, true)],
                    // 35件申请已办结, 有3件办结: the verb stands behind.
                    None if self.before.is_empty() => {
                        let behind = self.after.iter().find_map(|hit| Some((verb(hit)?, hit)));
                        behind
                            .filter(|(counted, _)| *counted == Counted::Handled)
                            .map(|_| reading(Counted::Handled, true))
                            .into_iter()
                            .collect()
                    }
                    None => Vec::new(),
                }
            }
        }
    }

    /// 收到、办结, 受理并答复: both verbs share the number.
    fn joined(&self, first: &Hit, second: &Hit) -> bool {
        ["", "、", "并", "和", "与", "及", "并已", "且", "，", "并全部", "并按期", "并按时"]
            .contains(&&self.text[first.range.end..second.range.start])
    }

    fn transfer(&self) -> Option<Counted> {
        let before = self.near(Cue::Transfer);
        if !before && !self.after.iter().any(|hit| hit.cue == Cue::Transfer) {
            return None;
        }
        let hits = if before { self.before } else { self.after };
        let has = |cue| hits.iter().any(|hit| hit.cue == cue);
        let says_both = |hit: &Hit| self.text[hit.range.clone()] == *"转下";
        let next = has(Cue::Next)
            || hits.iter().any(says_both)
            || self.next_year
            || before && self.after.first().is_some_and(|hit| hit.cue == Cue::Next);
        let last = has(Cue::Last) || self.last_year;
        if next { Some(Counted::Remaining) } else { last.then_some(Counted::CarriedOver) }
    }

    fn outcome(&self) -> Option<Outcome> {
        let outcome = |hit: &Hit| {
            Some(match hit.cue {
                Cue::Open => Outcome::Open,
                Cue::Partly => Outcome::Partly,
                Cue::Refused => Outcome::Refused,
                Cue::Unable => Outcome::Unable,
                Cue::NotHeld => Outcome::NotHeld,
                Cue::NotProcessed => Outcome::NotProcessed,
                Cue::OtherOutcome => Outcome::Other,
                _ => return None,
            })
        };
        // Whoever names the outcome first: 予以公开3件, 3件予以公开.
        // 因信息不存在而无法提供 is that part of 无法提供.
        if self.near(Cue::NotHeld) && self.near(Cue::Unable) {
            return Some(Outcome::NotHeld);
        }
        let before = self.before.iter().rev().find_map(&outcome);
        before.or_else(|| {
            if self.before.iter().any(|hit| matches!(hit.cue, Cue::Receive | Cue::Handle | Cue::NewOnly)) {
                None
            } else {
                self.after.iter().find_map(outcome)
            }
        })
    }
}
