//! The numbers that Word writes by itself (自动编号): 一、（一）1. stand in no run, but every reader sees them.

use crate::read::numerals::{self, Format};
use crate::read::xml::{attribute, child, children, is, number, value};
use roxmltree::Node;
use std::collections::HashMap;

/// Levels of a list.
const LEVELS: usize = 9;
/// The most characters of a level's text; Word allows fewer.
const LONGEST: usize = 64;

/// One level of a list.
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    /// `%1、`: where the numbers go.
    text: String,
    /// Whether the levels above are written in digits too.
    legal: bool,
    /// After which level (1-based) it begins anew; any higher one unless given, none for 0.
    restart: Option<u32>,
}

/// The lists of a document and how far each has been counted.
#[derive(Debug, Default)]
pub struct Numbering {
    /// Levels by the number of the abstract list.
    lists: HashMap<String, Vec<Option<Level>>>,
    /// For each list in use: its abstract list, and its own levels.
    uses: HashMap<String, Use>,
    /// Counters by abstract list: lists that share it go on counting.
    counters: HashMap<String, [Option<u32>; LEVELS]>,
}

#[derive(Debug, Default)]
struct Use {
    list: String,
    levels: Vec<Option<Level>>,
    /// The numbers from which it begins anew when first used.
    starts: [Option<u32>; LEVELS],
}

/// What stands before a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub enum Label {
    /// A number with its marks.
    Number(String),
    /// A bullet.
    Bullet,
}

impl Numbering {
    /// Reads the numbering part.
    pub fn new(root: Node) -> Self {
        let mut numbering = Numbering::default();
        // An abstract list that is defined by a style points at the list that carries it.
        let mut by_style: HashMap<&str, &str> = HashMap::new();
        for list in children(root).filter(|node| is(*node, "abstractNum")) {
            let Some(id) = attribute(list, "abstractNumId") else { continue };
            numbering.lists.insert(id.to_owned(), levels(list));
            if let Some(style) = value(list, "styleLink") {
                by_style.insert(style, id);
            }
        }
        let linked: Vec<(String, String)> = children(root)
            .filter(|node| is(*node, "abstractNum"))
            .filter_map(|list| {
                let target = by_style.get(value(list, "numStyleLink")?)?;
                Some((attribute(list, "abstractNumId")?.to_owned(), (*target).to_owned()))
            })
            .collect();
        for (id, target) in linked {
            if let Some(levels) = numbering.lists.get(&target).cloned() {
                numbering.lists.insert(id, levels);
            }
        }
        for list in children(root).filter(|node| is(*node, "num")) {
            let (Some(id), Some(base)) = (attribute(list, "numId"), value(list, "abstractNumId")) else { continue };
            let mut entry = Use { list: base.to_owned(), levels: vec![None; LEVELS], ..Use::default() };
            for change in children(list).filter(|node| is(*node, "lvlOverride")) {
                let Some(level) = level_number(change) else { continue };
                entry.starts[level] = number(change, "startOverride");
                if let Some(own) = child(change, "lvl") {
                    entry.levels[level] = Some(read_level(own));
                }
            }
            numbering.uses.insert(id.to_owned(), entry);
        }
        numbering
    }

    /// Counts on at `level` of list `id` and gives what stands before the paragraph.
    pub fn next(&mut self, id: &str, level: usize) -> Option<Label> {
        let level = level.min(LEVELS - 1);
        let used = self.uses.get_mut(id)?;
        let shared = self.lists.get(&used.list)?;
        let definition = |at: usize| used.levels[at].as_ref().or(shared.get(at)?.as_ref());
        let own = definition(level)?.clone();
        if own.format == "bullet" {
            return Some(Label::Bullet);
        }
        let counters = self.counters.entry(used.list.clone()).or_default();
        if let Some(start) = used.starts[level].take() {
            counters[level] = Some(start);
        } else {
            counters[level] = Some(counters[level].map_or(own.start, |counter| counter.saturating_add(1)));
        }
        for (deeper, counter) in counters.iter_mut().enumerate().skip(level + 1) {
            let restart = definition(deeper).and_then(|definition| definition.restart);
            if restart.is_none_or(|after| after as usize > level) {
                *counter = None;
            }
        }
        let mut label = String::new();
        let mut characters = own.text.chars();
        while let Some(character) = characters.next() {
            let placeholder = (character == '%').then(|| characters.clone().next()).flatten();
            match placeholder.and_then(|digit| digit.to_digit(10)).filter(|digit| *digit > 0) {
                Some(digit) => {
                    characters.next();
                    let at = digit as usize - 1;
                    let (format, start) = definition(at).map_or(("decimal", 1), |level| (&*level.format, level.start));
                    let format = if own.legal && at < level { "decimal" } else { format };
                    let value = counters.get(at).copied().flatten().unwrap_or(start);
                    label.push_str(&numerals::written(i32::try_from(value).unwrap_or(i32::MAX), Format::named(format)));
                }
                None => label.push(character),
            }
        }
        Some(Label::Number(label)).filter(|label| *label != Label::Number(String::new()))
    }
}

fn level_number(node: Node) -> Option<usize> {
    attribute(node, "ilvl")?.parse().ok().filter(|level| *level < LEVELS)
}

fn levels(list: Node) -> Vec<Option<Level>> {
    let mut levels = vec![None; LEVELS];
    for node in children(list).filter(|node| is(*node, "lvl")) {
        if let Some(level) = level_number(node) {
            levels[level] = Some(read_level(node));
        }
    }
    levels
}

fn read_level(node: Node) -> Level {
    // Formats of Word 2010 and later stand in a choice with a fallback.
    let format = children(node)
        .find(|node| is(*node, "numFmt") || is(*node, "AlternateContent"))
        .and_then(|node| node.descendants().rfind(|node| is(*node, "numFmt")))
        .and_then(|node| attribute(node, "val"));
    Level {
        start: number(node, "start").unwrap_or(0),
        format: format.unwrap_or("decimal").to_owned(),
        text: value(node, "lvlText").unwrap_or_default().chars().take(LONGEST).collect(),
        legal: crate::read::xml::on(node, "isLgl"),
        restart: number(node, "lvlRestart"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_count_restart_and_share() {
        let xml = r#"<w:numbering xmlns:w="w">
            <w:abstractNum w:abstractNumId="0">
              <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
              <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
              <w:lvl w:ilvl="2"><w:start w:val="1"/><w:isLgl/><w:lvlText w:val="%1.%3"/></w:lvl>
              <w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>
            </w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
            <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
          </w:numbering>"#;
        let xml = roxmltree::Document::parse(xml).expect("XML");
        let mut numbering = Numbering::new(xml.root_element());
        let mut next = |id: &str, level| match numbering.next(id, level) {
            Some(Label::Number(text)) => text,
            other => format!("{other:?}"),
        };
        let labels: Vec<String> =
            [("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1), ("1", 2), ("2", 0), ("1", 0), ("1", 3), ("9", 0)]
                .map(|(id, level)| next(id, level))
                .to_vec();
        let expected = ["一、", "（一）", "（二）", "二、", "（一）", "2.1", "五、", "六、", "Some(Bullet)", "None"];
        assert_eq!(labels, expected);
    }
}
