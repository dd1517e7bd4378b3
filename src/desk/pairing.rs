//! Which reports are one organ's, over the years and under its several names, and which is last year's of each.
//!
//! Nothing is guessed: where several reports could be meant, none is.

use super::Entry;
use super::names::{LEVELS, Name};
use crate::report::Report;
use serde::{Deserialize, Serialize};

/// What a report is known by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Its file; tells organ and year where the report itself does not.
    pub file: String,
    /// The organ, as the title names it.
    pub organ: Option<String>,
    /// The year.
    pub year: Option<i32>,
    /// A hash of its figures: two files with the same one hold one report.
    pub hash: u64,
}

impl Known {
    /// What `report`, which came from `file`, is known by.
    pub fn of(file: &str, report: &Report) -> Self {
        Known {
            file: file.to_owned(),
            organ: report.organ().map(str::to_owned),
            year: report.year(),
            hash: super::Figures::of(report).hash(),
        }
    }

    fn name(&self) -> Option<Name> {
        self.organ.as_deref().and_then(Name::of).or_else(|| Name::of_file(&self.file))
    }

    fn year(&self) -> Option<i32> {
        self.year.or_else(|| year_of_file(&self.file))
    }
}

impl From<&Entry> for Known {
    /// What could not be read is nobody's report, whatever its file is called.
    fn from(entry: &Entry) -> Self {
        if entry.unreadable.is_some() {
            return Known::default();
        }
        Known { file: entry.file.clone(), organ: entry.organ.clone(), year: entry.year, hash: entry.figures.hash() }
    }
}

/// The year in a file's name, if it is the only one.
fn year_of_file(file: &str) -> Option<i32> {
    let name = crate::text::fold(file.rsplit(['/', '\\']).next()?);
    let numbers = name.split(|letter: char| !letter.is_ascii_digit());
    let mut years: Vec<i32> = numbers
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse().ok())
        .filter(|year| (2008..2100).contains(year))
        .collect();
    years.dedup();
    if let [year] = years[..] { Some(year) } else { None }
}

/// Which of several reports belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pairing {
    /// The reports of each organ by year, as indices; organs in the order of their first reports. A report of which
    /// neither organ nor year is known stands alone.
    pub groups: Vec<Vec<u32>>,
    /// For each report its group.
    pub group_of: Vec<u32>,
    /// For each report the index of last year's of the same organ, where there is one and no more.
    pub previous: Vec<Option<u32>>,
}

impl Pairing {
    /// Whether two reports are one organ's.
    pub fn are_one_organs(&self, left: u32, right: u32) -> bool {
        self.group_of.get(left as usize) == self.group_of.get(right as usize)
    }
}

/// Finds which of `reports` belong together.
pub fn pair(reports: &[Known]) -> Pairing {
    let index = Index::new(reports.to_vec());
    let mut groups = index.groups();
    for level in 1..LEVELS {
        groups = index.merged(groups, level);
    }
    for group in &mut groups {
        group.sort_by_key(|&at| (index.years[at as usize], at));
    }
    groups.sort_by_key(|group| group.iter().min().copied());
    let mut pairing = Pairing { group_of: vec![0; reports.len()], previous: vec![None; reports.len()], groups };
    for (number, group) in pairing.groups.iter().enumerate() {
        for &at in group {
            pairing.group_of[at as usize] = number as u32;
            pairing.previous[at as usize] = index.years[at as usize].and_then(|year| {
                let others = group.iter().copied().filter(|&other| index.years[other as usize] == Some(year - 1));
                index.only(others)
            });
        }
    }
    pairing
}

/// Reports that are looked up by organ and year.
#[derive(Clone, Debug, Default)]
pub struct Index {
    reports: Vec<Known>,
    names: Vec<Option<Name>>,
    years: Vec<Option<i32>>,
    /// For each level what names that are alike have in common, sorted, with the reports so called.
    keys: [Vec<(String, u32)>; LEVELS],
    /// Bare names without the places above them.
    shorter: Vec<(String, u32)>,
}

impl Index {
    /// An index of `reports`.
    pub fn new(reports: Vec<Known>) -> Self {
        let names: Vec<Option<Name>> = reports.iter().map(Known::name).collect();
        let years = reports.iter().map(Known::year).collect();
        let sorted = |keys: &dyn Fn(&Name) -> Vec<String>| {
            let named = names.iter().enumerate().filter_map(|(at, name)| Some((at as u32, name.as_ref()?)));
            let mut all: Vec<(String, u32)> =
                named.flat_map(|(at, name)| keys(name).into_iter().map(move |key| (key, at))).collect();
            all.sort_unstable();
            all
        };
        let bare = sorted(&|name| vec![name.bare.clone()]);
        let keys = [
            sorted(&|name| vec![name.strict.clone()]),
            bare.clone(),
            bare,
            sorted(&|name| name.edges().into_iter().collect()),
        ];
        let shorter = sorted(&|name| name.shorter().map(str::to_owned).collect());
        Index { reports, names, years, keys, shorter }
    }

    /// The reports in it.
    pub fn reports(&self) -> &[Known] {
        &self.reports
    }

    /// The index of last year's report for `report`: the same organ's of the year before, the surest name first;
    /// `None` where there is none, or more than one.
    pub fn previous_of(&self, report: &Known) -> Option<u32> {
        let (name, year) = (report.name()?, report.year());
        for level in 0..LEVELS {
            let alike = self.alike(&name, level);
            let wanted = |of: Option<i32>| {
                alike
                    .iter()
                    .copied()
                    .filter(|&at| year.is_some() && self.years[at as usize] == of)
                    .collect::<Vec<u32>>()
            };
            let of_year = wanted(year.map(|year| year - 1));
            let candidates = if of_year.is_empty() { wanted(None) } else { of_year };
            if !candidates.is_empty() {
                return self.only(candidates.into_iter());
            }
        }
        None
    }

    /// The only one of `reports`; the first of those that are the same report in several files.
    fn only(&self, reports: impl Iterator<Item = u32> + Clone) -> Option<u32> {
        let first = reports.clone().next()?;
        let hash = |at: u32| self.reports[at as usize].hash;
        reports.clone().all(|at| hash(at) == hash(first)).then_some(first)
    }

    /// The reports whose names are alike to `name` at `level`, in order.
    fn alike(&self, name: &Name, level: usize) -> Vec<u32> {
        let mut found: Vec<u32> = match level {
            0 => with(&self.keys[0], &name.strict).collect(),
            1 => with(&self.keys[1], &name.bare).collect(),
            2 => name
                .shorter()
                .flat_map(|short| with(&self.keys[2], short))
                .chain(with(&self.shorter, &name.bare))
                .collect(),
            _ => name.edges().iter().flat_map(|edges| with(&self.keys[3], edges)).collect(),
        };
        found.retain(|&at| self.names[at as usize].as_ref().is_some_and(|other| other.level(name) == Some(level)));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The reports by strict names; those without a name alone.
    fn groups(&self) -> Vec<Vec<u32>> {
        let named = self.keys[0].chunk_by(|left, right| left.0 == right.0);
        let groups = named.map(|same| same.iter().map(|&(_, at)| at).collect());
        let nameless = (0..self.names.len()).filter(|&at| self.names[at].is_none()).map(|at| vec![at as u32]);
        groups.chain(nameless).collect()
    }

    /// Joins groups whose names are alike at `level`, where that joins no two reports of one year and every name is
    /// alike to every other.
    fn merged(&self, groups: Vec<Vec<u32>>, level: usize) -> Vec<Vec<u32>> {
        let mut group_of = vec![0; self.names.len()];
        for (number, group) in groups.iter().enumerate() {
            group.iter().for_each(|&at| group_of[at as usize] = number);
        }
        let neighbours = |group: &[u32]| {
            let names = group.iter().filter_map(|&at| self.names[at as usize].as_ref());
            let mut found: Vec<usize> = names
                .flat_map(|name| self.alike(name, level))
                .map(|at| group_of[at as usize])
                .filter(|&other| other != group_of[group[0] as usize])
                .collect();
            found.sort_unstable();
            found.dedup();
            found
        };
        let all: Vec<Vec<usize>> = groups.iter().map(|group| neighbours(group)).collect();
        let mut done = vec![false; groups.len()];
        let mut merged = Vec::new();
        for number in 0..groups.len() {
            if std::mem::replace(&mut done[number], true) {
                continue;
            }
            let members: Vec<usize> = std::iter::once(number).chain(all[number].iter().copied()).collect();
            let is_clique = members.iter().all(|&member| {
                let others = members.iter().filter(|&&other| other != member);
                all[member].len() + 1 == members.len() && others.clone().all(|other| all[member].contains(other))
            });
            let reports: Vec<u32> = members.iter().flat_map(|&member| groups[member].iter().copied()).collect();
            if members.len() > 1 && is_clique && self.are_of_different_years(&members, &groups) {
                members.iter().for_each(|&member| done[member] = true);
                merged.push(reports);
            } else {
                merged.push(groups[number].clone());
            }
        }
        merged
    }

    /// Whether no two of the groups have reports of the same year, or of an unknown one.
    fn are_of_different_years(&self, members: &[usize], groups: &[Vec<u32>]) -> bool {
        let years = |member: usize| groups[member].iter().map(|&at| self.years[at as usize]);
        members.iter().enumerate().all(|(at, &member)| {
            let mut others = members[at + 1..].iter().flat_map(|&other| years(other));
            !others.any(|year| year.is_none() || years(member).any(|own| own.is_none() || own == year))
        })
    }
}

/// The reports that stand under `key`.
fn with<'a>(sorted: &'a [(String, u32)], key: &str) -> impl Iterator<Item = u32> + 'a {
    let first = sorted.partition_point(|(other, _)| other.as_str() < key);
    let key = key.to_owned();
    sorted[first..].iter().take_while(move |(other, _)| *other == key).map(|&(_, at)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(organ: &str, year: i32) -> Known {
        Known { file: format!("{organ}{year}.docx"), organ: Some(organ.to_owned()), year: Some(year), hash: 0 }
    }

    /// For each report last year's, by index.
    fn previous(reports: &[Known]) -> Vec<Option<u32>> {
        let distinct = reports.iter().enumerate().map(|(at, report)| Known { hash: at as u64 + 1, ..report.clone() });
        pair(&distinct.collect::<Vec<_>>()).previous
    }

    #[test]
    fn several_years_of_several_organs() {
        let reports = [
            known("白石镇人民政府", 2024),
            known("平安县白石镇", 2023),
            known("平安县财政局", 2024),
            known("平安县财政局", 2023),
            known("平安县发改委", 2024),
            known("平安县发展和改革委员会", 2023),
            known("平安县民政局", 2024),
        ];
        assert_eq!(previous(&reports), [Some(1), None, Some(3), None, Some(5), None, None]);
        let pairing = pair(&reports);
        assert_eq!(pairing.groups, [vec![1, 0], vec![3, 2], vec![5, 4], vec![6]]);
        assert!(pairing.are_one_organs(0, 1) && !pairing.are_one_organs(0, 2));
    }

    #[test]
    fn a_government_and_its_office() {
        // Both report for both years: two organs.
        let both = [
            known("平安县人民政府", 2024),
            known("平安县人民政府办公室", 2024),
            known("平安县人民政府", 2023),
            known("平安县人民政府办公室", 2023),
        ];
        assert_eq!(previous(&both), [Some(2), Some(3), None, None]);
        // The name has changed: one organ.
        assert_eq!(previous(&[known("平安县人民政府", 2024), known("平安县人民政府办公室", 2023)]), [Some(1), None]);
    }

    #[test]
    fn what_is_not_certain_is_not_paired() {
        // Which county's town is meant?
        let towns = [known("平安县白石镇", 2023), known("安平县白石镇", 2023), known("白石镇", 2024)];
        assert_eq!(previous(&towns), [None; 3]);
        assert_eq!(pair(&towns).groups.len(), 3);
        let towns = [known("平安县白石镇", 2023), known("安平县白石镇", 2022), known("白石镇", 2024)];
        assert_eq!(previous(&towns), [None; 3]);
        // Two different reports for last year.
        assert_eq!(previous(&[known("平安县", 2024), known("平安县", 2023), known("平安县", 2023)]), [None; 3]);
        // The same one in two files.
        let twice = [known("平安县", 2024), known("平安县", 2023), known("平安县", 2023)];
        assert_eq!(pair(&twice).previous, [Some(1), None, None]);
        // Not the year before.
        assert_eq!(previous(&[known("平安县", 2024), known("平安县", 2022)]), [None, None]);
    }

    #[test]
    fn files_tell_where_the_reports_do_not() {
        let nameless = |file: &str| Known { file: file.to_owned(), ..Known::default() };
        let reports = [
            nameless("甲/平安县财政局2024年政府信息公开工作年度报告.docx"),
            nameless("乙/平安县财政局2023年政府信息公开工作年度报告（终稿）.pdf"),
            nameless("丙/新建文档 2023.docx"),
        ];
        assert_eq!(previous(&reports), [Some(1), None, None]);
        assert_eq!(year_of_file("2023-2024年对照.docx"), None);
    }

    #[test]
    fn what_cannot_be_read_is_nobodys() {
        let scan = Known::from(&Entry::unreadable("平安县2023年.pdf", "这是扫描件。"));
        let reports = [known("平安县", 2024), known("平安县", 2023), scan];
        assert_eq!(pair(&reports).previous, [Some(1), None, None]);
        assert_eq!(pair(&reports).groups, [vec![1, 0], vec![2]]);
    }

    #[test]
    fn last_years_folder() {
        let index = Index::new(vec![
            known("平安县财政局", 2023),
            known("平安县财政局", 2022),
            known("平安县白石镇", 2023),
            Known { year: None, file: "丁.docx".to_owned(), ..known("青山镇人民政府", 2023) },
        ]);
        let find = |organ, year| index.previous_of(&known(organ, year));
        assert_eq!(find("平安县财政局", 2024), Some(0));
        assert_eq!(find("平安县财政局", 2025), None);
        assert_eq!(find("财政局", 2023), Some(1));
        assert_eq!(find("白石镇人民政府", 2024), Some(2));
        assert_eq!(find("青山镇", 2024), Some(3), "its year is not known, but it is the only one");
        assert_eq!(find("红岩镇", 2024), None);
    }
}
