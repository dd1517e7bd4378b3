//! What rules look for in the running text besides the wrong forms of the lists: found in the same pass.

use super::placeholders::BEGINNINGS;
use crate::rules::agreement::{ALL_DONE, ELSEWHAT};
use crate::rules::dates::VAGUE_TIMES;

/// What a word is looked for as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watched {
    /// What a blank of a model begins with: XX.
    Blank,
    /// A time that tells no day: 目前.
    Time,
    /// What is little about disclosure: 来信.
    Elsewhat,
    /// That all was answered: 全部办结.
    AllDone,
}

/// The words of each kind.
pub const WATCHED: [(Watched, &[&str]); 4] = [
    (Watched::Blank, BEGINNINGS),
    (Watched::Time, VAGUE_TIMES),
    (Watched::Elsewhat, ELSEWHAT),
    (Watched::AllDone, ALL_DONE),
];

/// A word in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// What it was looked for as.
    pub watched: Watched,
    /// The word.
    pub word: &'static str,
    /// Index of the passage.
    pub passage: usize,
    /// Where it begins in the passage's text.
    pub at: usize,
}
