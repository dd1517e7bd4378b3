//! What several rules look for on the paper itself, block by block as it stands: found in one pass for all of them.

use super::privacy::{PARTIES, ROOMS, SECRETS};
use super::structure::RESIDUE;
use crate::report::{Report, Role};
use crate::text::{Index, Span};
use std::sync::OnceLock;

/// What a sign is looked for as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sought {
    /// Who asks, sues or complains: 申请人.
    Party,
    /// What a home address ends with: 室.
    Room,
    /// What a mark of secrecy begins with: 机密.
    Secret,
    /// What a converter left behind: &nbsp;.
    Residue,
}

const LISTS: [(Sought, &[&str]); 4] =
    [(Sought::Party, PARTIES), (Sought::Room, ROOMS), (Sought::Secret, SECRETS), (Sought::Residue, RESIDUE)];

/// A word of one of the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    /// The list.
    pub sought: Sought,
    /// The word.
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

/// The signs in `report`, in reading order; those of one list do not overlap.
pub fn find(report: &Report) -> Vec<Sign> {
    static INDEX: OnceLock<(Index, Vec<(Sought, &str)>)> = OnceLock::new();
    let (index, words) = INDEX.get_or_init(|| {
        let words = || LISTS.iter().flat_map(|(sought, words)| words.iter().map(|word| (*sought, *word)));
        (Index::new(words().map(|(_, word)| word)), words().collect())
    });
    let mut signs = Vec::new();
    for (item, &role) in report.outline.roles.iter().enumerate() {
        for block in report.document.blocks_of(item) {
            let text = report.document.text(block);
            // Where the last sign of each list ends.
            let mut ends = [0; LISTS.len()];
            for (at, character) in text.char_indices() {
                for number in index.at(text, at, character) {
                    let (sought, word) = words[usize::from(number)];
                    let end = &mut ends[sought as usize];
                    if *end <= at {
                        *end = at + word.len();
                        signs.push(Sign { sought, word, role, block, at });
                    }
                }
            }
        }
    }
    signs
}
