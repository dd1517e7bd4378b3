//! W-37: the user's own list of wrong forms (自己的用词清单), which stands in the settings.
//!
//! A line is written as people write it: the wrong form, the right one, and whatever else is to be known, between them
//! blanks or tabs; what the lists call 语境 may stand among the rest. With tabs, the right form may be empty.

use super::lists::{Entry, Lists, entries_of};
use super::show::{outermost, report_of};
use super::survey::look;
use crate::check::Severity;
use crate::rules::Rule;
use crate::text::fold::fold;

/// The user's own words.
pub static OWN: Rule = Rule {
    id: "own-wording",
    code: "W-37",
    title: "自己的用词清单",
    severity: Severity::Warning,
    basis: "自己的用词清单（设置）",
    what: "正文里有没有“设置”中用词清单列出的写法。清单由使用者自己填写，没有填写时不核对。",
    why: "本地、本单位对机构名称、事项名称常有自己的写法，统一的清单管不到。",
    how: "按清单改正；清单有误的，在“设置”里修改。",
    right: examples!["用词：政务公开科 政务公开处\n由政务公开处负责。"],
    wrong: examples!["用词：政务公开科 政务公开处 机构已更名\n由政务公开科负责。"],
    by_default: true,
    check: |context, findings| {
        let Ok(lines) = lines(&context.environment.settings.words) else { return };
        if lines.is_empty() {
            return;
        }
        let lists = Lists::new(lines.iter().flat_map(Line::entries).filter_map(Result::ok).collect(), Vec::new());
        let (hits, _) = look(&lists, &context.prose, context.year());
        report_of(&OWN, &lists, &outermost(hits.iter()), context, findings, |told| {
            let Entry { wrong, right, note, .. } = told.entry;
            let note = if note.is_empty() { String::new() } else { format!("（{note}）") };
            let advice = if right.is_empty() { "请核对".to_owned() } else { format!("应写作“{right}”") };
            format!("“{}”中的“{wrong}”列在自己的用词清单里，{advice}{note}", told.around)
        });
    },
};

/// A line of the list.
#[derive(Debug, PartialEq)]
pub struct Line {
    wrong: String,
    context: String,
    right: String,
    note: String,
}

/// The marks of what belongs to the column 语境.
const CONTEXT: [&str; 12] = [
    "前：",
    "前非：",
    "后：",
    "后非：",
    "同句有：",
    "同句无：",
    "年份早于：",
    "仅警告",
    "仅提示",
    "不代改",
    "连前",
    "连后",
];

/// Reads the lines of a list; those that are empty or begin with # say nothing. The error is a sentence for the user.
pub fn lines(written: &[String]) -> Result<Vec<Line>, String> {
    /// Lines of a list; more would slow every check.
    const MOST: usize = 5_000;
    if written.len() > MOST {
        return Err(format!("自己的用词清单有 {} 行，最多 {MOST} 行，请分开使用。", written.len()));
    }
    let mut lines = Vec::new();
    for (at, text) in written.iter().enumerate().filter(|(_, text)| !text.trim().is_empty() && !text.starts_with('#')) {
        let line = Line::parse(text);
        let fault = line.entries().find_map(|entry| match entry {
            Ok(entry) => entry.surroundings().err().map(str::to_owned),
            Err(fault) => Some(fault),
        });
        let fault = fault.or_else(|| (line.wrong == line.right).then(|| "错误写法与正确写法相同".to_owned()));
        if let Some(fault) = fault {
            return Err(format!("自己的用词清单第 {} 行“{}”有误：{fault}，请改正。", at + 1, text.trim()));
        }
        lines.push(line);
    }
    Ok(lines)
}

impl Line {
    fn parse(text: &str) -> Self {
        let by_tabs = text.contains('\t');
        let columns: Vec<&str> =
            if by_tabs { text.split('\t').map(str::trim).collect() } else { text.split_whitespace().collect() };
        let (forms, rest) = columns.split_at(columns.len().min(2));
        let [wrong, right] = [0, 1].map(|at| fold(forms.get(at).copied().unwrap_or_default()));
        let (context, note): (Vec<&str>, Vec<&str>) = rest
            .iter()
            .flat_map(|column| column.split_whitespace())
            .partition(|word| CONTEXT.iter().any(|mark| word.starts_with(mark)));
        Line { wrong, context: context.join(" "), right, note: note.join(" ") }
    }

    /// What is to be looked for: one entry for each of its wrong forms.
    fn entries(&self) -> impl Iterator<Item = Result<Entry<'_>, String>> {
        entries_of([OWN.code, &self.wrong, &self.context, &self.right, &self.note])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::examples::findings;

    fn said(example: &str) -> Vec<(String, Option<String>)> {
        let findings = findings(&OWN, example);
        findings.into_iter().map(|finding| (finding.message, finding.fix.map(|fix| fix.replace))).collect()
    }

    #[test]
    fn a_line_finds_its_wrong_form_with_its_right_one() {
        let found = said("用词：政务公开科 政务公开处 机构已更名\n由政务公开科负责。");
        let (message, fix) = &found[0];
        assert_eq!(
            message,
            "“由政务公开科负责。”中的“政务公开科”列在自己的用词清单里，应写作“政务公开处”（机构已更名）。"
        );
        assert_eq!(fix.as_deref(), Some("政务公开处"));
    }

    #[test]
    fn forms_may_be_several_in_context_and_without_a_right_one() {
        let list = "用词：甲办|乙办 甲室|乙室 后非：法";
        assert_eq!(said(&format!("{list}\n由甲办、乙办负责。")).len(), 2);
        assert_eq!(said(&format!("{list}\n依照甲办法办理。")), []);
        let found = said("用词：亮点纷呈\t\t提法空泛\n各项工作亮点纷呈。");
        assert!(found[0].0.ends_with("请核对（提法空泛）。") && found[0].1.is_none(), "{found:?}");
    }

    #[test]
    fn other_widths_are_the_same() {
        assert_eq!(said("用词：１２３４５ 12345热线\n拨打12345咨询。").len(), 1);
    }

    #[test]
    fn faults_of_a_list_are_told_by_line() {
        let list = |text: &str| lines(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(list("# 说明\n\n按排 安排").expect("a line").len(), 1);
        for (text, at) in [("按排 安排\n甲|乙 丙|丁|戊", 2), ("按排 安排 前：[甲", 1), ("安排 安排", 1)]
        {
            let sentence = list(text).expect_err("a sentence");
            assert!(sentence.contains(&format!("第 {at} 行")), "{sentence}");
        }
    }
}
