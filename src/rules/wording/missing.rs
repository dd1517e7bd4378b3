//! W-13: names and set phrases that lost a character.

use super::show::{around, covers, hits, report};
use crate::check::{Context, Finding, Severity};
use crate::prose::Passage;
use crate::rules::{PRACTICE, Rule};
use crate::text::fold;
use std::ops::Range;

/// Names are whole.
pub static MISSING: Rule = Rule {
    id: "character-missing",
    code: "W-13",
    title: "机关名称、固定说法掉字",
    severity: Severity::Warning,
    basis: PRACTICE,
    what: "本机关名称和“政府信息公开”“办事处”等固定说法有没有掉字，本机关名称有没有重字。",
    why: "机关名称写错最容易被通报；掉字多为删改、转换造成。",
    how: "对照标题和原稿补上；规范的简称可忽略。",
    right: examples!["由办事处主任任组长。", "诚信公开承诺，行政信息公开透明。", "白石镇政府网站。"],
    wrong: examples!["由事处主任任组长。", "政府信公开工作有序开展。", "白石镇人政府主动公开信息。"],
    by_default: true,
    check: |context, findings| {
        report(&MISSING, context, findings, |told| {
            if told.entry.is_certain() {
                format!("“{}”中的“{}”疑掉字，应为“{}”", told.around, told.entry.wrong, told.entry.right)
            } else {
                format!("“{}”疑掉字，请核对", told.around)
            }
        });
        organ(context, findings);
    },
};

const MOST_PLACES: usize = 40;

/// The organ's own name with one character dropped, or one that stands twice.
fn organ(context: &Context, findings: &mut Vec<Finding>) {
    let Some(organ) = context.report.organ().map(fold) else { return };
    let Some(name) = Name::new(&organ) else { return };
    let listed = hits(MISSING.code, context);
    let mut found: Vec<(&Passage, Range<usize>, Slip)> = Vec::new();
    for (index, passage) in context.prose.passages.iter().enumerate() {
        if !name.halves.iter().any(|half| passage.may_hold(half)) {
            continue;
        }
        let slips = name.slips(passage.text()).into_iter().filter(|(range, _)| !covers(&listed, index, range));
        found.extend(slips.map(|(range, slip)| (passage, range, slip)));
    }
    for (slip, fault) in [(Slip::Lost, "少一个字，疑掉字"), (Slip::Twice, "多一个字，疑重复")] {
        let found: Vec<_> = found.iter().filter(|(.., other)| *other == slip).collect();
        let Some((passage, range, _)) = found.first() else { continue };
        let more = if found.len() > 1 { format!("，共 {} 处", found.len()) } else { String::new() };
        let (shown, written) = (around(passage, range.clone()), &passage.text()[range.clone()]);
        let message = format!("“{shown}”中的“{written}”比标题中的机关名称“{organ}”{fault}{more}。");
        let places = found.iter().take(MOST_PLACES);
        let places = places.map(|(passage, range, _)| context.span(passage.span(range.clone())));
        let finding = Finding::new(&MISSING, message).at_all(places);
        let whole = passage.spans(range.clone()).len() == 1;
        findings.push(if found.len() == 1 && whole { finding.suggest(organ.as_str()) } else { finding });
    }
}

/// What happened to a character of a name.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Slip {
    Lost,
    Twice,
}

/// A name in two halves, and the forms that each takes by one slip: a name with one slip has one half whole, so that
/// is what is looked for.
struct Name {
    halves: [String; 2],
    wrong: [Vec<(String, Slip)>; 2],
}

impl Name {
    /// `None` where the name is so short that it may well be another word without one of its characters.
    fn new(organ: &str) -> Option<Self> {
        let name: Vec<char> = organ.chars().collect();
        if !(5..=40).contains(&name.len()) {
            return None;
        }
        let half = name.len() / 2;
        let mut wrong = [Vec::new(), Vec::new()];
        for at in 1..name.len() - 1 {
            let second = at >= half;
            let range = if second { half..name.len() } else { 0..half };
            let form = |times: usize| -> String {
                range
                    .clone()
                    .flat_map(|other| std::iter::repeat_n(name[other], if other == at { times } else { 1 }))
                    .collect()
            };
            let before_government = name[at + 1..].iter().copied().eq("人民政府".chars());
            if may_be_lost(name[at]) || before_government {
                wrong[usize::from(second)].push((form(0), Slip::Lost));
            }
            wrong[usize::from(second)].push((form(2), Slip::Twice));
        }
        Some(Name { halves: [name[..half].iter().collect(), name[half..].iter().collect()], wrong })
    }

    /// Where it stands in `text` with one slip.
    fn slips(&self, text: &str) -> Vec<(Range<usize>, Slip)> {
        let [head, tail] = &self.halves;
        let [heads, tails] = &self.wrong;
        let mut found = Vec::new();
        for (at, _) in text.match_indices(head.as_str()) {
            let rest = &text[at + head.len()..];
            let wrong =
                tails.iter().find(|(form, _)| rest.starts_with(form.as_str()) && !rest.starts_with(tail.as_str()));
            found.extend(wrong.map(|(form, slip)| (at..at + head.len() + form.len(), *slip)));
        }
        for (at, _) in text.match_indices(tail.as_str()) {
            let before = &text[..at];
            let wrong =
                heads.iter().find(|(form, _)| before.ends_with(form.as_str()) && !before.ends_with(head.as_str()));
            found.extend(wrong.map(|(form, slip)| (at - form.len()..at + tail.len(), *slip)));
        }
        found.sort_by_key(|(range, _)| range.start);
        found
    }
}

/// Short names leave out what tells the rank of a place: 平安商务局 is no slip. (平安人民政府 is.)
fn may_be_lost(character: char) -> bool {
    !"省市县区州旗镇乡路街道村和与、".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_one_of_its_characters_or_with_one_twice() {
        let name = Name::new("平安县人民政府").expect("a long name");
        let found = |text: &'static str| {
            name.slips(text).into_iter().map(|(range, slip)| (&text[range], slip)).collect::<Vec<_>>()
        };
        assert_eq!(found("平安县民政府公布"), [("平安县民政府", Slip::Lost)]);
        assert_eq!(found("平县人民政府公布"), [("平县人民政府", Slip::Lost)]);
        assert_eq!(found("平安人民政府公布"), [("平安人民政府", Slip::Lost)]);
        assert_eq!(found("平安县人人民政府公布"), [("平安县人人民政府", Slip::Twice)]);
        assert_eq!(found("平安安县人民政府公布"), [("平安安县人民政府", Slip::Twice)]);
        for right in ["平安县人民政府", "县人民政府", "平安县政府", "平安县人民政府办公室"] {
            assert!(found(right).is_empty(), "{right}");
        }
        assert!(Name::new("平安县商务局").expect("a long name").slips("平安商务局").is_empty());
    }
}
