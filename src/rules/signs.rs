//! What rules look for by some words of their own, found in one pass for all of them: on the paper, block by block as
//! it stands, and in the running text together with the wrong forms of the lists. The words stand here, for rules do
//! not see each other.

use crate::report::{Report, Role};
use crate::text::{Index, Span};
use std::sync::OnceLock;

/// What a sign is looked for as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sought {
    /// Who asks, sues or complains, and may be named behind it.
    Party,
    /// What an address down to the door ends with.
    Room,
    /// What a mark of secrecy begins with.
    Secret,
    /// What a converter leaves behind.
    Residue,
    /// What a blank of a model text begins with.
    Blank,
    /// A time that tells no day.
    VagueTime,
    /// What is little about disclosure.
    Elsewhat,
    /// That all was answered.
    AllDone,
}

/// What is looked for on the paper.
const ON_PAPER: [(Sought, &[&str]); 4] = [
    (Sought::Party, &["申请人", "原告", "投诉人", "举报人", "信访人", "当事人"]),
    (Sought::Room, &["室", "户"]),
    (Sought::Secret, &["绝密", "机密", "秘密", "内部资料", "内部文件"]),
    (Sought::Residue, &["\u{FFFD}", "&nbsp;", "&amp;", "&lt;", "□□"]),
];

/// What is looked for in the running text.
pub const IN_TEXT: [(Sought, &[&str]); 4] = [
    (Sought::Blank, BLANKS_BEGIN),
    (
        Sought::VagueTime,
        &[
            "截至目前",
            "截止目前",
            "到目前",
            "至目前",
            "目前",
            "今年以来",
            "今年",
            "去年",
            "近期",
            "近日",
            "年初以来",
            "最近",
        ],
    ),
    (
        Sought::Elsewhat,
        &[
            "信访",
            "市长热线",
            "市长信箱",
            "12345",
            "来访",
            "党建",
            "党员",
            "县长信箱",
            "区长信箱",
            "书记信箱",
            "来信",
            "群众来电",
            "工单",
            "接访",
        ],
    ),
    (
        Sought::AllDone,
        &[
            "答复率100%",
            "答复率为100%",
            "答复率达100%",
            "答复率达到100%",
            "均已按要求办理完成",
            "全部按要求办理完成",
            "全部按要求办结",
            "均已办理完成",
            "均已办理完毕",
            "全部办理完毕",
            "全部办理完成",
            "均办理完毕",
            "均已办结",
            "全部办结",
            "均办结",
            "已全部办理",
            "已全部答复",
            "均已答复完毕",
            "全部答复完毕",
            "均已全部答复",
            "全部予以答复",
            "全部答复",
            "均已答复",
            "办结率100%",
            "办结率为100%",
            "办结率达100%",
        ],
    ),
];

/// What blanks of a model text begin with, in the title as it is printed, too.
pub const BLANKS_BEGIN: &[&str] = &[
    "X",
    "x",
    "×",
    "*",
    "_",
    "＊",
    "某某",
    "待补充",
    "待填",
    "待完善",
    "待核实",
    "此处",
    "（单位",
    "(单位",
    "（机关",
    "(机关",
    "（行政机关",
    "(行政机关",
];

/// A sign on the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    /// What it was looked for as.
    pub sought: Sought,
    /// Its characters.
    pub word: &'static str,
    /// The part that its block plays.
    pub role: Role,
    /// The block.
    pub block: u32,
    /// The byte of the block at which it begins.
    pub at: usize,
}

impl Sign {
    /// Where it stands.
    pub fn span(self) -> Span {
        Span::new(self.block, self.at..self.at + self.word.len())
    }
}

/// A sign in the running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// What it was looked for as.
    pub sought: Sought,
    /// Its characters.
    pub word: &'static str,
    /// Index of the passage.
    pub passage: usize,
    /// The byte of the passage's text at which it begins.
    pub at: usize,
}

/// Where the last sign of each kind ends in a text: none of them lies in another.
#[derive(Default)]
pub struct Ends([usize; ON_PAPER.len() + IN_TEXT.len()]);

impl Ends {
    /// Whether `word` at byte `at` is behind the last sign of its kind, and the next one then. One character over and
    /// over is one sign.
    pub fn goes_on(&mut self, sought: Sought, text: &str, at: usize, word: &str) -> bool {
        let end = &mut self.0[sought as usize];
        if *end > at {
            return false;
        }
        let is_again = *end == at && word.chars().nth(1).is_none() && text[..at].ends_with(word);
        *end = at + word.len();
        !is_again
    }
}

/// The signs on the paper of `report`, in reading order.
pub fn on_paper(report: &Report) -> Vec<Sign> {
    static INDEX: OnceLock<(Index, Vec<(Sought, &str)>)> = OnceLock::new();
    let (index, words) = INDEX.get_or_init(|| {
        let words = || ON_PAPER.iter().flat_map(|(sought, words)| words.iter().map(|word| (*sought, *word)));
        (Index::new(words().map(|(_, word)| word)), words().collect())
    });
    let mut signs = Vec::new();
    for (item, &role) in report.outline.roles.iter().enumerate() {
        for block in report.document.blocks_of(item) {
            let text = report.document.text(block);
            let mut ends = Ends::default();
            for (at, character) in text.char_indices() {
                for number in index.at(text, at, character) {
                    let (sought, word) = words[usize::from(number)];
                    if ends.goes_on(sought, text, at, word) {
                        signs.push(Sign { sought, word, role, block, at });
                    }
                }
            }
        }
    }
    signs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_one_list() {
        for (at, (sought, words)) in ON_PAPER.iter().chain(&IN_TEXT).enumerate() {
            assert_eq!(*sought as usize, at);
            assert!(words.iter().all(|word| !word.is_empty()));
        }
    }

    #[test]
    fn signs_do_not_lie_in_each_other() {
        let mut ends = Ends::default();
        let mut all = Vec::new();
        for (at, word) in [(0, "某某"), (3, "某某"), (6, "某某"), (12, "X"), (13, "X"), (14, "x"), (16, "x")] {
            if ends.goes_on(Sought::Blank, "某某某某XXx，x", at, word) {
                all.push(at);
            }
        }
        assert_eq!(all, [0, 6, 12, 14, 16]);
    }
}
