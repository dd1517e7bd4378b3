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
    what: "本机关名称和“政府信息公开”“办事处”等固定说法有没有掉字。",
    why: "机关名称写错最容易被通报；掉字多为删改、转换造成。",
    how: "对照标题和原稿补上；规范的简称可忽略。",
    right: examples!["由办事处主任任组长。", "诚信公开承诺，行政信息公开透明。", "白石镇政府网站。"],
    wrong: examples!["由事处主任任组长。", "政府信公开工作有序开展。", "白石镇人政府主动公开信息。"],
    by_default: true,
    check: |context, findings| {
        report(&MISSING, context, findings, |told| {
            if told.entry.certain {
                format!("“{}”中的“{}”疑掉字，应为“{}”", told.around, told.entry.wrong, told.entry.right)
            } else {
                format!("“{}”疑掉字，请核对", told.around)
            }
        });
        organ(context, findings);
    },
};

const MOST_PLACES: usize = 40;

/// The organ's own name with one character dropped.
fn organ(context: &Context, findings: &mut Vec<Finding>) {
    let Some(organ) = context.report.organ().map(fold) else { return };
    let name: Vec<char> = organ.chars().collect();
    // A shorter name with a character less is a word of its own too often.
    if !(5..=40).contains(&name.len()) {
        return;
    }
    let listed = hits(MISSING.code, context);
    let mut found: Vec<(&Passage, Range<usize>)> = Vec::new();
    for (index, passage) in context.prose.passages.iter().enumerate() {
        let new = |range: &Range<usize>| !covers(&listed, index, range);
        found.extend(shortened(passage.text(), &name).into_iter().filter(new).map(|range| (passage, range)));
    }
    let Some((passage, range)) = found.first() else { return };
    let more = if found.len() > 1 { format!("，共 {} 处", found.len()) } else { String::new() };
    let written = &passage.text()[range.clone()];
    let message = format!(
        "“{}”中的“{written}”比标题中的机关名称“{organ}”少一个字，疑掉字{more}。",
        around(passage, range.clone())
    );
    let places = found.iter().take(MOST_PLACES).map(|(passage, range)| context.span(passage.span(range.clone())));
    let finding = Finding::new(&MISSING, message).at_all(places);
    let whole = passage.spans(range.clone()).len() == 1;
    findings.push(if found.len() == 1 && whole { finding.fix(organ) } else { finding });
}

/// Where `name` stands in `text` without exactly one of its inner characters: one half of it is whole, so that is what
/// is looked for.
fn shortened(text: &str, name: &[char]) -> Vec<Range<usize>> {
    let half = name.len() / 2;
    let (head, tail): (String, String) = (name[..half].iter().collect(), name[half..].iter().collect());
    let mut found = Vec::new();
    for (at, _) in text.match_indices(head.as_str()) {
        let rest = &text[at + head.len()..];
        let length = (half..name.len() - 1).filter(|&dropped| may_be_lost(name[dropped])).find_map(|dropped| {
            let kept: String = without(name, half..name.len(), dropped);
            rest.starts_with(kept.as_str()).then_some(kept.len())
        });
        found.extend(length.filter(|_| !rest.starts_with(tail.as_str())).map(|length| at..at + head.len() + length));
    }
    for (at, _) in text.match_indices(tail.as_str()) {
        let before = &text[..at];
        let length = (1..half).filter(|&dropped| may_be_lost(name[dropped])).find_map(|dropped| {
            let kept: String = without(name, 0..half, dropped);
            before.ends_with(kept.as_str()).then_some(kept.len())
        });
        found.extend(length.filter(|_| !before.ends_with(head.as_str())).map(|length| at - length..at + tail.len()));
    }
    found.sort_by_key(|range| range.start);
    found
}

fn without(name: &[char], range: Range<usize>, dropped: usize) -> String {
    range.filter(|&at| at != dropped).map(|at| name[at]).collect()
}

/// Short names leave out what tells the rank of a place: 平安商务局 is no slip.
fn may_be_lost(character: char) -> bool {
    !"省市县区州旗镇乡路街道村和与、".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_one_of_its_characters() {
        let name: Vec<char> = "平安县人民政府".chars().collect();
        let found =
            |text: &'static str| shortened(text, &name).into_iter().map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(found("平安县民政府公布"), ["平安县民政府"]);
        assert_eq!(found("平县人民政府公布"), ["平县人民政府"]);
        for right in ["平安县人民政府", "县人民政府", "平安人民政府", "平安县政府", "平安县人民政府办公室"]
        {
            assert_eq!(found(right), [] as [&str; 0], "{right}");
        }
    }
}
