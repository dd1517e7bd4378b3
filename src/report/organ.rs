//! What kind of organ a report is for, told by the ending of its name.

/// A class of organs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrganClass {
    /// The office of a people's government (人民政府办公厅、办公室).
    GovernmentOffice,
    /// A people's government of province, city, county or district.
    Government,
    /// A people's government of a township or town (乡镇).
    Township,
    /// A sub-district office (街道办事处).
    Street,
    /// A department (厅、局、委、办).
    Department,
    /// Anything else.
    Unknown,
}

impl OrganClass {
    /// The class of the organ called `name`.
    pub fn of(name: &str) -> Self {
        let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        if ends(&["街道办事处", "街道办", "街道"]) {
            OrganClass::Street
        } else if ends(&["人民政府办公厅", "人民政府办公室", "政府办公厅", "政府办公室", "政府办"])
        {
            OrganClass::GovernmentOffice
        } else if ends(&["镇人民政府", "乡人民政府", "镇政府", "乡政府", "苏木人民政府", "镇", "乡"])
        {
            OrganClass::Township
        } else if ends(&["人民政府", "省政府", "市政府", "县政府", "区政府", "州政府"]) || is_place(name)
        {
            OrganClass::Government
        } else if ends(&[
            "厅",
            "局",
            "委员会",
            "委",
            "办公室",
            "中心",
            "管委会",
            "部",
            "署",
            "院",
            "队",
            "站",
            "所",
            "行",
            "办",
            "科",
        ]) {
            OrganClass::Department
        } else {
            OrganClass::Unknown
        }
    }

    /// Whether an organ of this class, under this name, may make 规章 (立法法 第九十一条、第九十三条): departments of
    /// the State Council, and governments of provinces, cities with districts and autonomous prefectures. `None` where
    /// the name does not tell.
    pub fn makes_rules(self, name: &str) -> Option<bool> {
        match self {
            OrganClass::Street | OrganClass::Township => Some(false),
            OrganClass::Government | OrganClass::GovernmentOffice => {
                let place = name
                    .trim_end_matches("办公厅")
                    .trim_end_matches("办公室")
                    .trim_end_matches("人民政府")
                    .trim_end_matches("政府");
                match place.chars().next_back() {
                    Some('县' | '旗') => Some(false),
                    // 新区 and 自治区 end the same way; a district of a city does not make rules.
                    Some('区') => (!place.ends_with("自治区")).then_some(false),
                    // A city may be one of county rank: the name does not tell.
                    _ => None,
                }
            }
            OrganClass::Department => {
                let local = name
                    .char_indices()
                    .any(|(at, character)| at > 0 && matches!(character, '省' | '市' | '州' | '县' | '区' | '旗'));
                local.then_some(false)
            }
            OrganClass::Unknown => None,
        }
    }
}

/// The bare name of a place, as in 淮安市2024年政府信息公开工作年度报告.
fn is_place(name: &str) -> bool {
    let length = name.chars().count();
    (2..=12).contains(&length) && name.ends_with(['省', '市', '县', '区', '州', '旗'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_tells_the_class() {
        for (name, class) in [
            ("华龙区人民政府长庆路街道办事处", OrganClass::Street),
            ("白石镇人民政府", OrganClass::Township),
            ("孝感市人民政府办公室", OrganClass::GovernmentOffice),
            ("淮安市", OrganClass::Government),
            ("平安县商务局", OrganClass::Department),
            ("上海市科委", OrganClass::Department),
            ("某某", OrganClass::Unknown),
        ] {
            assert_eq!(OrganClass::of(name), class, "{name}");
        }
    }

    #[test]
    fn who_makes_rules() {
        let makes = |name| OrganClass::of(name).makes_rules(name);
        assert_eq!(makes("白石镇人民政府"), Some(false));
        assert_eq!(makes("徐闻县司法局"), Some(false));
        assert_eq!(makes("洪泽区人民政府"), Some(false));
        assert_eq!(makes("淮安市人民政府"), None);
        assert_eq!(makes("孝感市人民政府办公室"), None);
        assert_eq!(makes("广西壮族自治区人民政府"), None);
        assert_eq!(makes("教育部"), None);
    }
}
