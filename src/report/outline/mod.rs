//! Title, sections and signature of a report, and what part each item of the document plays.

pub(super) mod frame;
pub(super) mod headings;
mod title;

use super::Lines;
use crate::document::Document;
use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// How a report is laid out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    /// The title.
    pub title: Option<Title>,
    /// The six sections; `None` where a section was not found.
    pub sections: [Option<Section>; 6],
    /// All headings of the first level in reading order, those of the sections among them.
    pub headings: Vec<Heading>,
    /// The signature (落款) at the end.
    pub signature: Option<Signature>,
    /// For each item of the document the part that it plays.
    pub roles: Vec<Role>,
}

/// The title of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Title {
    /// The items that it takes, one after the other.
    pub items: Range<u32>,
    /// Its text in one piece, without white space.
    pub text: String,
    /// The year, where one stands in it.
    pub year: Option<i32>,
    /// The organ, where one stands in it.
    pub organ: Option<String>,
    /// Whether it has the usual form 机关名称＋年份＋政府信息公开工作年度报告.
    pub regular: bool,
}

/// One of the six sections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Index of its heading in [`Outline::headings`].
    pub heading: u32,
    /// The items between its heading and the next section's.
    pub body: Range<u32>,
}

/// A heading of the first level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// Its item.
    pub item: u32,
    /// The whole line.
    pub span: Span,
    /// The numeral of its ordinal, and the number; 0 and the ordinal with its mark where it is of another level (`1、`).
    pub ordinal: Option<(Span, u32)>,
    /// Its words, without the ordinal and a mark at the end.
    pub words: Span,
    /// The heading level that the source marks it with, if any.
    pub level: Option<u8>,
    /// What it is.
    pub kind: HeadingKind,
}

/// What a heading of the first level is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HeadingKind {
    /// The heading of this section (1 to 6).
    Section(usize),
    /// The heading of this section, but before a section that should come first.
    Misplaced(usize),
    /// A second heading of this section.
    Repeated(usize),
    /// None of the six.
    Other,
}

/// The part that an item plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// Not of the report: navigation, footers, dates of publication.
    Outside,
    /// The title.
    Title,
    /// Before the first section.
    Preface,
    /// A heading of the first level.
    Heading,
    /// Text of a section (1 to 6).
    Body(usize),
    /// Part of one of the three tables (0 to 2), or of several.
    Table(usize),
    /// The signature.
    Signature,
}

/// Organ and date at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The organ.
    pub organ: Option<Span>,
    /// The date.
    pub date: Option<Span>,
}

impl Outline {
    /// The year of the title.
    pub fn year(&self) -> Option<i32> {
        self.title.as_ref()?.year
    }

    /// The heading of section `number` (1 to 6).
    pub fn heading(&self, number: usize) -> Option<&Heading> {
        let section = self.sections.get(number.wrapping_sub(1))?.as_ref()?;
        self.headings.get(section.heading as usize)
    }

    /// The section (1 to 6) that item number `item` stands in, its heading included.
    pub fn section_of_item(&self, item: usize) -> Option<usize> {
        (1..=6).find(|&number| {
            let Some(Some(section)) = self.sections.get(number - 1) else { return false };
            let first = self.headings.get(section.heading as usize).map_or(section.body.start, |heading| heading.item);
            (first..section.body.end).contains(&(item as u32))
                && !matches!(self.roles.get(item), Some(Role::Outside | Role::Signature))
        })
    }

    /// Notes which items belong to tables.
    pub(super) fn mark_tables(&mut self, owners: &[Option<usize>]) {
        for (role, owner) in self.roles.iter_mut().zip(owners) {
            if let Some(table) = owner
                && *role != Role::Heading
            {
                *role = Role::Table(*table);
            }
        }
        self.headings.retain(|heading| owners.get(heading.item as usize).is_none_or(Option::is_none));
        for (at, heading) in self.headings.iter().enumerate() {
            if let HeadingKind::Section(number) | HeadingKind::Misplaced(number) = heading.kind
                && let Some(section) = &mut self.sections[number - 1]
            {
                section.heading = at as u32;
            }
        }
    }
}

/// Finds title, sections and signature.
pub(super) fn find(document: &Document, lines: &Lines) -> Outline {
    let headings = headings::find(document, lines);
    let first = headings.iter().find(|heading| matches!(heading.kind, HeadingKind::Section(_)));
    let title = title::find(document, lines, first.map(|heading| heading.item as usize));
    let mut outline = Outline { headings, title, ..Outline::default() };
    let end = frame::find_end(lines, &outline);
    place_sections(&mut outline, end);
    outline.roles = roles(document, lines, &outline, end);
    frame::find_signature(document, lines, &mut outline, end);
    outline
}

fn place_sections(outline: &mut Outline, end: u32) {
    let starts: Vec<(usize, u32, usize)> = outline
        .headings
        .iter()
        .enumerate()
        .filter_map(|(at, heading)| match heading.kind {
            HeadingKind::Section(number) | HeadingKind::Misplaced(number) => Some((at, heading.item, number)),
            _ => None,
        })
        .collect();
    for (position, &(at, item, number)) in starts.iter().enumerate() {
        let next = starts.get(position + 1).map_or(end, |&(_, item, _)| item);
        outline.sections[number - 1] = Some(Section { heading: at as u32, body: item + 1..next.max(item + 1) });
    }
}

fn roles(document: &Document, lines: &Lines, outline: &Outline, end: u32) -> Vec<Role> {
    let start = outline.title.as_ref().map_or(0, |title| title.items.start);
    (0..document.items.len() as u32)
        .map(|item| {
            let heading = outline.headings.iter().any(|heading| heading.item == item);
            if item < start || item >= end {
                Role::Outside
            } else if outline.title.as_ref().is_some_and(|title| title.items.contains(&item)) {
                Role::Title
            } else if heading {
                Role::Heading
            } else {
                match (0..6)
                    .find(|&at| outline.sections[at].as_ref().is_some_and(|section| section.body.contains(&item)))
                {
                    Some(at) => Role::Body(at + 1),
                    None if frame::is_page_line(lines.get(item as usize)) => Role::Outside,
                    None => Role::Preface,
                }
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Kind, read_text};

    fn outline(text: &str) -> Outline {
        let document = read_text(text, Kind::Text);
        let lines = Lines::new(&document);
        find(&document, &lines)
    }

    fn kinds(text: &str) -> Vec<HeadingKind> {
        outline(text).headings.iter().map(|heading| heading.kind).collect()
    }

    #[test]
    fn titles() {
        for (text, year, organ, regular) in [
            ("白石镇人民政府2023年政府信息公开工作年度报告", Some(2023), Some("白石镇人民政府"), true),
            ("2024 年上海市科委政府信息公开工作\n年度报告", Some(2024), Some("上海市科委"), true),
            ("青川县木鱼镇人民政府\n2023年度政府信息公开工作年度报告", Some(2023), Some("青川县木鱼镇人民政府"), true),
            ("某区二〇二〇年政府信息公开工作年度报告", Some(2020), Some("某区"), true),
            (
                "首页 > 某县财政局2024年政府信息公开工作年度报告\n某县财政局2024年政府信息公开工作年度报告",
                Some(2024),
                Some("某县财政局"),
                true,
            ),
            ("某县财政局政府信息公开工作年度报告", None, Some("某县财政局"), false),
            ("某县财政局2022年政府信息公开年报", Some(2022), Some("某县财政局"), false),
        ] {
            let title = outline(&format!("{text}\n\n一、总体情况\n正文。")).title;
            let found = title.as_ref().map(|title| (title.year, title.organ.as_deref(), title.regular));
            assert_eq!(found, Some((year, organ, regular)), "{text}");
        }
    }

    #[test]
    fn sections_with_variants_gaps_and_strangers() {
        use HeadingKind::*;
        assert_eq!(
            kinds(
                "一、总体概述\n。\n二、行政机关主动公开政府信息情况\n。\n三、收到的处理政府信息公开申请情况\n。\n五、存在的主要问题及改进情况\n。\n七、附件\n。"
            ),
            [Section(1), Section(2), Section(3), Section(5), Other]
        );
        assert_eq!(
            kinds("一、总体情况\n。\n三、收到和处理政府信息公开申请情况\n。\n二、主动公开政府信息情况\n。\n二、主动公开政府信息情况\n。").len(),
            4
        );
        assert_eq!(kinds("一、总体情况\n（一）主动公开政府信息情况\n正文。"), [Section(1)]);
        assert_eq!(
            kinds(
                "一、总体情况\n（一）主动公开\n1.体制机制情况\n。\n2.主动公开信息情况\n。\n二、主动公开政府信息情况\n。"
            ),
            [Section(1), Section(2)]
        );
        let numbered = "1、总体情况\n1.组织保障到位。\n2、主动公开政府信息情况\n。\n5、存在的主要问题及改进情况\n1.内容不够丰富。\n2.更新不及时。\n3.加强培训。\n4.完善制度。\n5.拓宽渠道。\n6、其他需要报告的事项\n无。";
        assert_eq!(kinds(numbered), [Section(1), Section(2), Section(5), Section(6)]);
        assert_eq!(kinds(&numbered.replace("1、总体情况", "1、总体情况概述"))[..2], [Section(2), Section(5)]);
    }

    #[test]
    fn a_table_of_contents_is_no_text() {
        let headings: Vec<String> = (1..=6).map(crate::standard::heading).collect();
        let text = format!(
            "{}\n{}",
            headings.join("\n"),
            headings.iter().map(|heading| format!("{heading}\n正文。")).collect::<Vec<_>>().join("\n")
        );
        assert_eq!(kinds(&text).len(), 6);
    }

    #[test]
    fn a_web_page_around_the_report_is_left_out() {
        let text = "首页\n政务公开\n某县财政局2024年政府信息公开工作年度报告\n来源：某县 发布时间：2025-01-20 字号：大\n\n一、总体情况\n正文。\n六、其他需要报告的事项\n无。\n某县财政局\n2025年1月20日\n上一篇：没有了\n版权所有";
        let outline = outline(text);
        use Role::*;
        assert_eq!(
            outline.roles,
            [
                Outside,
                Outside,
                Title,
                Outside,
                Heading,
                Body(1),
                Heading,
                Body(6),
                Signature,
                Signature,
                Outside,
                Outside
            ]
        );
        assert!(outline.signature.is_some_and(|signature| signature.organ.is_some() && signature.date.is_some()));
    }
}
