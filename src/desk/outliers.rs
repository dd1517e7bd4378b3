//! Figures that stand far above those of like organs: a street office with 693,957 penalties.
//!
//! Like are organs of one class ([`OrganClass`]) in one year. Figures of offices are spread over powers of ten, so they
//! are compared by their logarithms, and by median and median deviation, which no single slip can move.

use super::Entry;
use crate::report::OrganClass;
use crate::standard::CellName;
use crate::text::Number;
use serde::{Deserialize, Serialize};

/// A figure far above its like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlier {
    /// The index of the report.
    pub report: u32,
    /// The cell.
    pub cell: CellName,
    /// What it holds.
    pub value: Number,
    /// The median of those of its like that are not nought.
    pub median: Number,
    /// How many these are.
    pub like: u32,
}

/// Fewer like organs than this tell nothing.
const LEAST: usize = 8;
/// So many deviations above the median, and so many times the median, is far.
const DEVIATIONS: f64 = 4.0;
const TIMES: i64 = 10;
/// A deviation that is taken for at least this: half as much again.
const SMALLEST: f64 = 0.4;

/// The figures of `entries` that stand far above those of like organs, by report and cell.
pub fn find(entries: &[Entry]) -> Vec<Outlier> {
    let class = |entry: &Entry| entry.organ.as_deref().map_or(OrganClass::Unknown, OrganClass::of);
    let mut figures: Vec<(Like, Number, u32)> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let (Some(year), class) = (entry.year, class(entry)) else { continue };
        if class == OrganClass::Unknown {
            continue;
        }
        let positive = entry.figures.numbers().iter().filter(|(_, number)| *number > Number::ZERO);
        figures.extend(positive.map(|&(cell, number)| ((cell, class as u8, year), number, at as u32)));
    }
    figures.sort_unstable();
    let mut found: Vec<Outlier> = figures.chunk_by(|left, right| left.0 == right.0).flat_map(far).collect();
    found.sort_by_key(|outlier| (outlier.report, outlier.cell));
    found
}

/// What is compared: the same cell, of organs of one class, in one year.
type Like = (CellName, u8, i32);

/// The figures far above the others, of those of like organs in ascending order.
fn far(like: &[(Like, Number, u32)]) -> Vec<Outlier> {
    if like.len() < LEAST {
        return Vec::new();
    }
    let logarithm = |number: Number| number.as_float().ln();
    let median = like[like.len() / 2].1;
    let middle = logarithm(median);
    let mut deviations: Vec<f64> = like.iter().map(|&(_, number, _)| (logarithm(number) - middle).abs()).collect();
    deviations.sort_by(f64::total_cmp);
    // 1.4826 makes of it a standard deviation, where figures are spread as usual.
    let deviation = (deviations[deviations.len() / 2] * 1.4826).max(SMALLEST);
    let is_far = |number: Number| {
        logarithm(number) > middle + DEVIATIONS * deviation && median.times(TIMES).is_some_and(|many| number >= many)
    };
    let far = like.iter().filter(|(_, number, _)| is_far(*number));
    far.map(|&((cell, ..), value, report)| Outlier { report, cell, value, median, like: like.len() as u32 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Environment, check};
    use crate::rules::testing::Sample;
    use crate::standard::Edition::E2021;

    fn entry(organ: &str, penalties: u32) -> Entry {
        let sample = Sample::filled(E2021).title(&format!("{organ}2023年政府信息公开工作年度报告")).cell(
            "penalties",
            "decisions",
            &penalties.to_string(),
        );
        Entry::new(organ, &check(sample.report(), &Environment::default()))
    }

    #[test]
    fn the_street_with_too_many_penalties() {
        let mut entries: Vec<Entry> = [12, 0, 30, 7, 55, 18, 693_957, 22, 41, 9]
            .into_iter()
            .enumerate()
            .map(|(at, penalties)| entry(&format!("第{at}街道办事处"), penalties))
            .collect();
        // A bureau may well have so many.
        entries.push(entry("平安县公安局", 80_000));
        let found = find(&entries);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].report, found[0].cell.row.id(), found[0].like), (6, "penalties", 9));
        assert_eq!((found[0].value, found[0].median), (Number::whole(693_957), Number::whole(22)));
        // Too few to say so.
        assert_eq!(find(&entries[..8]), []);
    }

    #[test]
    fn a_wide_spread_has_no_outlier() {
        let entries: Vec<Entry> = [1, 4, 15, 60, 200, 900, 2_500, 9_000, 30_000]
            .into_iter()
            .enumerate()
            .map(|(at, penalties)| entry(&format!("第{at}街道办事处"), penalties))
            .collect();
        assert_eq!(find(&entries), []);
    }
}
