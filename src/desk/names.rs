//! What an organ is called, in the forms by which it is known again: 平安县白石镇人民政府, 白石镇政府, 白石镇 are one.

use crate::prose::is_han;
use crate::report::OrganClass;
use crate::text::fold;

/// An organ's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Without the words that titles write or leave out (人民政府, 办事处, 委员会 as 委); an office of a government
    /// keeps a mark that it is one.
    pub strict: String,
    /// The same without that mark: a government and its office report for each other.
    pub bare: String,
    /// The places at the beginning of the bare name, 平安县 白石镇: bytes at which each ends.
    ends: Vec<usize>,
}

/// How alike two names are, the surest first.
pub const LEVELS: usize = 4;

/// The mark of a government's office.
const OFFICE: &str = "政府办";

impl Name {
    /// The name `organ`, as a title gives it; `None` where nothing is left of it.
    pub fn of(organ: &str) -> Option<Self> {
        let folded = fold(organ).replace("人民政府", "政府");
        let office = ["政府办公厅", "政府办公室", OFFICE].into_iter().find_map(|ending| folded.strip_suffix(ending));
        let bare = office
            .unwrap_or(&folded)
            .replace("政府", "")
            .replace("街道办事处", "街道")
            .replace("街道办公室", "街道")
            .replace("委员会", "委")
            .replace(['和', '与', '、'], "");
        let bare = bare.strip_suffix("街道办").map_or(bare.clone(), |street| format!("{street}街道"));
        if bare.chars().count() < 2 {
            return None;
        }
        let strict = if office.is_some() { format!("{bare}{OFFICE}") } else { bare.clone() };
        let ends = places(&bare);
        Some(Name { strict, bare, ends })
    }

    /// The name in a file's name: 平安县财政局2024年政府信息公开工作年度报告（定稿）.docx.
    pub fn of_file(file: &str) -> Option<Self> {
        let name = file.rsplit(['/', '\\']).next()?;
        let folded = fold(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        let folded = folded.trim_start_matches(|letter: char| !is_han(letter));
        let end = folded.find(|letter: char| letter.is_ascii_digit() || letter == '（').unwrap_or(folded.len());
        let head = ["政府信息公开", "信息公开", "政务公开", "年度报告", "年报"]
            .into_iter()
            .filter_map(|word| folded.find(word))
            .fold(end, usize::min);
        let organ = folded[..head].trim_end_matches(|letter: char| !is_han(letter));
        // 人民政府信息公开年报 leaves out one 政府.
        let organ = organ.strip_suffix("人民").unwrap_or(organ);
        (OrganClass::of(organ) != OrganClass::Unknown).then(|| Name::of(organ))?
    }

    /// The bare name without the places above it, the longest first: 白石镇 of 平安县白石镇.
    pub fn shorter(&self) -> impl Iterator<Item = &str> {
        self.ends.iter().map(|&end| &self.bare[end..]).filter(|rest| rest.chars().count() >= 2)
    }

    /// What is left behind all places: 财政局; empty for the name of a place.
    pub fn stem(&self) -> &str {
        &self.bare[self.ends.last().copied().unwrap_or_default()..]
    }

    fn place(&self) -> &str {
        &self.bare[..self.ends.last().copied().unwrap_or_default()]
    }

    /// The places in it, each also without its last word: 平安县, 平安.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.bare[start..end]).flat_map(|place| {
            let kind = if place.ends_with("街道") { "街道".len() } else { '县'.len_utf8() };
            [place, &place[..place.len() - kind]]
        })
    }

    /// How alike it is to `other`, from 0 (the same) to [`LEVELS`] − 1; `None` where they are of two organs.
    ///
    /// 0: the same but for words that titles leave out; 1: a government and its office; 2: with and without the places
    /// above it; 3: one is short for the other (发改委) or was renamed so (教育局, 教育体育局).
    pub fn level(&self, other: &Name) -> Option<usize> {
        if self.strict == other.strict {
            return Some(0);
        }
        if self.bare == other.bare {
            return Some(1);
        }
        if self.shorter().any(|short| short == other.bare) || other.shorter().any(|short| short == self.bare) {
            return Some(2);
        }
        let same_place = self.place().ends_with(other.place()) || other.place().ends_with(self.place());
        (same_place && (is_short_for(self.stem(), other.stem()) || is_short_for(other.stem(), self.stem())))
            .then_some(3)
    }

    /// What all names that are alike at level 3 have in common: the first and the last character of the stem.
    pub fn edges(&self) -> Option<String> {
        let stem = self.stem();
        Some([stem.chars().next()?, stem.chars().next_back()?].iter().collect())
    }
}

/// Whether `short` has the first, the last and some other characters of `long`, in order.
fn is_short_for(short: &str, long: &str) -> bool {
    if short.chars().count() < 3 || short.len() >= long.len() {
        return false;
    }
    let mut rest = long.chars();
    let in_order = short.chars().all(|wanted| rest.any(|other| other == wanted));
    in_order && short.chars().next() == long.chars().next() && short.chars().next_back() == long.chars().next_back()
}

/// The bytes at which each place at the beginning of `name` ends.
fn places(name: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut start = 0;
    let all: Vec<(usize, char)> = name.char_indices().collect();
    let mut index = 0;
    while let Some(&(at, letter)) = all.get(index) {
        let next = all.get(index + 1).map(|&(_, next)| next);
        let before = all[..index].iter().filter(|(byte, _)| *byte >= start).count();
        let ends_here = match letter {
            '省' | '市' | '县' | '区' | '旗' | '盟' | '镇' | '乡' => true,
            '州' => !matches!(next, Some('市' | '区' | '县' | '省')),
            '道' => index > 0 && all[index - 1].1 == '街' && before >= 2,
            _ => false,
        };
        // 市中区, 镇江市: the first character of a name is no ending; 自治区 is one word.
        if ends_here && before >= 1 && !(before == 1 && matches!(next, Some('市' | '县' | '区'))) {
            start = at + letter.len_utf8();
            ends.push(start);
        }
        index += 1;
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(left: &str, right: &str) -> Option<usize> {
        let (left, right) = (Name::of(left).expect("a name"), Name::of(right).expect("a name"));
        assert_eq!(left.level(&right), right.level(&left));
        left.level(&right)
    }

    #[test]
    fn one_organ_under_several_names() {
        for (left, right, expected) in [
            ("白石镇人民政府", "白石镇", 0),
            ("白石镇人民政府", "白石镇政府", 0),
            ("平安县　人民政府", "平安县", 0),
            ("孝感市人民政府办公室", "孝感市政府办公室", 0),
            ("长庆路街道办事处", "长庆路街道办", 0),
            ("平安县发展和改革委员会", "平安县发展改革委", 0),
            ("华龙区人民政府长庆路街道办事处", "华龙区长庆路街道", 0),
            ("孝感市人民政府办公室", "孝感市人民政府", 1),
            ("平安县白石镇人民政府", "白石镇人民政府", 2),
            ("孝感市孝南区财政局", "孝南区财政局", 2),
            ("孝感市孝南区财政局", "财政局", 2),
            ("平安县教育局", "平安县教育体育局", 3),
            ("平安县发展和改革委员会", "平安县发改委", 3),
            ("人社局", "平安县人力资源和社会保障局", 3),
            ("广州市市场监督管理局", "广州市市监局", 3),
        ] {
            assert_eq!(level(left, right), Some(expected), "{left} {right}");
        }
    }

    #[test]
    fn two_organs() {
        for (left, right) in [
            ("白石镇人民政府", "青山镇人民政府"),
            ("平安县财政局", "平安县民政局"),
            ("孝南区财政局", "孝感市财政局"),
            ("孝感市人民政府", "孝感市孝南区人民政府"),
            ("平安县财政局", "平安县人民政府"),
            ("平安县财政局", "安平县财政局"),
            ("市中区民政局", "历下区民政局"),
        ] {
            assert_eq!(level(left, right), None, "{left} {right}");
        }
    }

    #[test]
    fn places_of_a_name() {
        let of = |name| Name::of(name).expect("a name").places().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(of("广州市越秀区财政局"), ["广州市", "广州", "越秀区", "越秀"]);
        assert_eq!(of("镇江市市场监督管理局"), ["镇江市", "镇江"]);
        assert_eq!(of("济南市市中区人民政府"), ["济南市", "济南", "市中区", "市中"]);
        assert_eq!(of("长庆路街道办事处"), ["长庆路街道", "长庆路"]);
        assert_eq!(of("教育部"), [""; 0]);
    }

    #[test]
    fn the_name_in_a_files_name() {
        let of = |file| Name::of_file(file).map(|name| name.bare);
        assert_eq!(of("年报/平安县财政局2024年政府信息公开工作年度报告.docx").as_deref(), Some("平安县财政局"));
        assert_eq!(of("03-白石镇政府信息公开年报（定稿）.pdf").as_deref(), Some("白石镇"));
        assert_eq!(of("白石镇人民政府信息公开年报.pdf").as_deref(), Some("白石镇"));
        assert_eq!(of("新建文档.docx"), None);
    }
}
