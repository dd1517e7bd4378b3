//! Damage of conversion: torn paragraphs, residue, lost heads.

use super::{Kind, Put, Where};
use crate::layouts::Layout;
use crate::model::{CLOSE, OPEN, Paragraph, Tag};
use nianbao::check::Severity::{Error, Info};
use nianbao::standard::TableKind;

pub fn kinds() -> Vec<Kind> {
    vec![
        Kind::change("段落从中间断开", "S", Info, |model, random| {
            let tag = *random.pick(&[Tag::Active, Tag::Requests, Tag::Measures, Tag::Problems])?;
            let among = model.neighbours(tag)?;
            let at = among.iter().position(|entry| entry.tag == tag)?;
            let characters: Vec<char> = among[at].text.chars().collect();
            let is_han = |character: char| ('\u{4E00}'..='\u{9FFF}').contains(&character);
            let fits = |&cut: &usize| {
                let [before, behind] = [characters[cut - 1], characters[cut]];
                is_han(before) && is_han(behind) && !"一二三四五六七八九十第".contains(behind)
            };
            let places: Vec<usize> = (12..characters.len().saturating_sub(6)).filter(fits).collect();
            let cut = *random.pick(&places)?;
            let first: String = characters[..cut - 3].iter().collect();
            let end: String = characters[cut - 3..cut].iter().collect();
            let rest: String = characters[cut..].iter().collect();
            among[at].text = format!("{first}{OPEN}{end}{CLOSE}");
            among.insert(at + 1, Paragraph { tag, text: rest });
            Some(vec![Where::Marked])
        })
        .only(&[Layout::Html, Layout::Office, Layout::Web, Layout::Markdown]),
        Kind::sentence(
            "转换留下的符号",
            "S",
            Info,
            Put::Deeds,
            &["更新栏目12个⟦&nbsp;→⟧。", "公开⟦\u{FFFD}\u{FFFD}→目录⟧已经修订。", "组织⟦□□→座谈⟧2次。"],
        )
        .codes(&["S28", "W", "D"])
        .only(Layout::PARAGRAPHS),
        Kind::change("表四只剩一行孤立的数", "T4", Error, |model, _| {
            model.section(4)?.heading = None;
            let sheet = model.sheet(TableKind::Disputes)?;
            sheet.rows.drain(..3);
            Some(vec![Where::Section(4), Where::Table(TableKind::Disputes)])
        })
        .codes(&["T4", "S03", "S12"])
        .only(&[Layout::Markdown, Layout::Tabs, Layout::Bars, Layout::Html]),
        Kind::change("表三从中间截断", "T3", Error, |model, random| {
            let sheet = model.sheet(TableKind::Requests)?;
            let keep = sheet.rows.len() - random.between(2, 12) as usize;
            for (at, row) in sheet.rows.iter_mut().enumerate() {
                row.iter_mut().for_each(|cell| cell.rows = cell.rows.min(keep.saturating_sub(at).max(1) as u32));
            }
            sheet.rows.truncate(keep);
            Some(vec![Where::Table(TableKind::Requests), Where::Section(3)])
        })
        .codes(&["T3-01"]),
    ]
}
