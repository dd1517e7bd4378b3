//! Paragraphs and tables that the user put in, written into the clerk's own Word file in the formats of what stands
//! around them there.

use super::clean::loose_table;
use super::edits::{Edit, Tracked};
use super::patch::{Patches, escape};
use super::places::Dialect;
use super::struck::strike;
use crate::document::{Document, Item, Origin, Part, Revision};
use crate::read::docx::arranges;
use crate::read::xml::{child, children, is};
use crate::report::{Report, Role};
use crate::text::Span;
use roxmltree::Node;
use std::collections::{BTreeMap, BTreeSet};

/// What was put into a document, and what went out for it.
pub struct Additions<'a> {
    /// The document with the parts that were put in.
    pub base: Document,
    /// The report as the user has it, with the same items.
    report: &'a Report,
    /// The items of the base that were put in.
    new: Vec<usize>,
    /// Where in the main part of the file the text stood that went out.
    gone: Vec<Origin>,
}

impl<'a> Additions<'a> {
    /// What `revision` put into `came`, the document in the file; `report` is that with the whole revision.
    pub fn of(came: &Document, revision: &Revision, report: &'a Report) -> Self {
        let mut base = came.clone();
        // For each block of the file where it is now.
        let mut now: Vec<Option<u32>> = (0..came.blocks.len() as u32).map(Some).collect();
        for insertion in &revision.insertions {
            let (next, moved) = base.inserted(insertion);
            now.iter_mut().for_each(|block| *block = block.and_then(|block| *moved.get(block as usize)?));
            base = next;
        }
        let kept: BTreeSet<u32> = now.iter().flatten().copied().collect();
        let is_new = |&item: &usize| {
            let mut blocks = base.blocks_of(item);
            blocks.start < blocks.end && blocks.all(|block| !kept.contains(&block))
        };
        let new = (0..base.items.len()).filter(is_new).collect();
        let is_gone = |origin: &&Origin| now.get(origin.span.block as usize).is_some_and(Option::is_none);
        let gone = came.origins.iter().filter(is_gone).cloned().collect();
        Additions { base, report, new, gone }
    }

    /// Whether the file has all of its own and nothing else.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.gone.is_empty()
    }

    /// Whether a block of the base was put in.
    pub fn is_new(&self, block: u32) -> bool {
        self.base.item_of(block).is_some_and(|item| self.new.binary_search(&item).is_ok())
    }

    /// Puts them into the main part, `xml`, whose root is `root`. Tracked changes are numbered from `next` on. What cannot
    /// be put in is given back: where several items stand in one paragraph of the file, parted by soft breaks, nothing
    /// comes between them and none of them goes out.
    pub fn write(
        &self,
        xml: &str,
        root: Node,
        tracked: Option<Tracked>,
        next: &mut u32,
        patches: &mut Patches,
    ) -> Vec<Edit> {
        let Some(body) = child(root, "body") else { return self.as_edits() };
        let elements = Elements::of(body);
        let gone: BTreeMap<usize, Node> = self
            .gone
            .iter()
            .filter_map(|origin| elements.around(origin))
            .map(|node| (node.range().start, node))
            .collect();
        if !self.fit(&elements, &gone) {
            return self.as_edits();
        }
        let mut changes: BTreeMap<usize, (usize, String)> = BTreeMap::new();
        let dialect = Dialect::of(xml, root);
        let mut pen = Pen { additions: self, xml, dialect: dialect.clone(), elements: &elements, tracked, next };
        for element in gone.values() {
            match tracked {
                Some(tracked) => {
                    let change = || tracked.attributes(&dialect, pen.next);
                    strike(xml, *element, &dialect, change, patches);
                }
                None => changes.entry(element.range().start).or_default().0 = element.range().end,
            }
        }
        for item in &self.new {
            let before = self.before(*item, &elements);
            let at = before.map_or_else(|| start_of(xml, body), |element| element.range().end);
            let change = changes.entry(at).or_insert((at, String::new()));
            // Two tables on end would become one.
            let is_table = matches!(self.base.items.get(*item), Some(Item::Table(_)));
            let follows_table = match change.1.is_empty() {
                true => before.is_some_and(|element| is(element, "tbl")),
                false => change.1.ends_with("</w:tbl>"),
            };
            if is_table && follows_table {
                change.1.push_str(&pen.paragraph_alone());
            }
            let text = pen.item(*item);
            change.1.push_str(&text);
            let parent = before.and_then(|before| before.parent()).unwrap_or(body);
            let is_left = |node: &Node| tracked.is_some() || !gone.contains_key(&node.range().start);
            let next = children(parent).find(|node| node.range().start >= at && is_left(node));
            // A cell ends with a paragraph, and so does the text.
            if is_table && next.is_none_or(|next| is(next, "tbl") || is(next, "sectPr")) {
                change.1.push_str(&pen.paragraph_alone());
            }
        }
        for (at, (end, mut text)) in changes {
            let leaves_no_paragraph = |element: &Node| {
                let next = element.next_sibling_element();
                element.parent().is_some_and(|cell| is(cell, "tc")) && next.is_none() && text.is_empty()
            };
            if end > at && gone.get(&at).is_some_and(leaves_no_paragraph) {
                text = pen.paragraph_alone();
            }
            patches.put(at..end.max(at), text);
        }
        Vec::new()
    }

    /// Whether all of them can be put in and all that went out can go.
    fn fit(&self, elements: &Elements, gone: &BTreeMap<usize, Node>) -> bool {
        let stays =
            |origin: &Origin| elements.around(origin).is_some_and(|node| gone.contains_key(&node.range().start));
        let is_apart = |item: &usize| {
            let after = (*item + 1..self.base.items.len()).find_map(|item| self.element_of(item, elements));
            let (before, after) = (self.before(*item, elements), after.map(|node| node.range().start));
            before.is_none_or(|before| Some(before.range().start) != after)
        };
        !self.base.origins.iter().any(stays) && self.new.iter().all(is_apart)
    }

    /// What was put in, as edits that could not be made; what went out alone, where nothing was.
    fn as_edits(&self) -> Vec<Edit> {
        let report = &self.report.document;
        let edit = |&item: &usize| {
            let block = report.blocks_of(item).start;
            Edit {
                span: Span::new(block, 0..0),
                replace: report.blocks_of(item).map(|block| report.text(block)).collect(),
            }
        };
        let gone = self.gone.first().map(|origin| Edit { span: origin.span, replace: String::new() });
        let new: Vec<Edit> = self.new.iter().map(edit).collect();
        if new.is_empty() { gone.into_iter().collect() } else { new }
    }

    /// The element that an item which was put in comes behind.
    fn before<'n, 'x>(&self, item: usize, elements: &Elements<'n, 'x>) -> Option<Node<'n, 'x>> {
        (0..item).rev().find_map(|item| self.element_of(item, elements))
    }

    /// The element of the file that holds an item which came from there and stays.
    fn element_of<'n, 'x>(&self, item: usize, elements: &Elements<'n, 'x>) -> Option<Node<'n, 'x>> {
        let blocks = self.base.blocks_of(item);
        let mut origins = self.base.origins.iter().filter(|origin| blocks.contains(&origin.span.block));
        elements.around(origins.next_back()?)
    }
}

/// The paragraphs and tables of the text, whatever they are wrapped in, by where they begin.
struct Elements<'n, 'x>(BTreeMap<usize, Node<'n, 'x>>);

impl<'n, 'x> Elements<'n, 'x> {
    fn of(body: Node<'n, 'x>) -> Self {
        let mut all = BTreeMap::new();
        let mut open = vec![body];
        while let Some(node) = open.pop() {
            for child in children(node) {
                match child.tag_name().name() {
                    // What only arranges the page is read as what stands in it.
                    "tbl" if arranges(child) => open.push(child),
                    "p" | "tbl" => drop(all.insert(child.range().start, child)),
                    _ => open.push(child),
                }
            }
        }
        Elements(all)
    }

    /// The one in which a text stands.
    fn around(&self, origin: &Origin) -> Option<Node<'n, 'x>> {
        let at = origin.range.start as usize;
        let (_, element) = self.0.range(..=at).next_back()?;
        (origin.part == Part::Main && element.range().contains(&at)).then_some(*element)
    }
}

/// Where the content of an element begins.
fn start_of(xml: &str, node: Node) -> usize {
    children(node).next().map_or_else(|| super::patch::end_of_content(xml, node).cut.start, |first| first.range().start)
}

/// What writes new parts.
struct Pen<'a, 'n, 'x, 't, 'c> {
    additions: &'a Additions<'a>,
    xml: &'a str,
    dialect: Dialect,
    elements: &'a Elements<'n, 'x>,
    tracked: Option<Tracked<'t>>,
    next: &'c mut u32,
}

impl Pen<'_, '_, '_, '_, '_> {
    fn item(&mut self, item: usize) -> String {
        let report = self.additions.report;
        let role = report.outline.roles.get(item).copied().unwrap_or(Role::Outside);
        match report.document.items.get(item) {
            Some(Item::Paragraph(paragraph)) => {
                self.paragraph(report.document.text(paragraph.block), matches!(role, Role::Heading), item)
            }
            Some(Item::Table(table)) => {
                let text = loose_table(&report.document, table, role, self.cell_format());
                self.told(&text)
            }
            None => String::new(),
        }
    }

    /// A text, each line a paragraph, in the format of the nearest one of its kind.
    fn paragraph(&mut self, text: &str, is_heading: bool, item: usize) -> String {
        let model = self.model(is_heading, item);
        let (about, format) = match model {
            Some(model) => (self.about(model), self.format(model)),
            None => Default::default(),
        };
        text.split('\n').map(|line| self.line(line, &about, &format)).collect()
    }

    /// A paragraph of one line with these properties, and those of its run.
    fn line(&mut self, line: &str, about: &str, format: &str) -> String {
        let mark = self.change().map_or(String::new(), |change| format!("<w:rPr><w:ins{change}/></w:rPr>"));
        let run = format!("<w:r>{format}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(line));
        let run = match self.change() {
            _ if line.is_empty() => String::new(),
            Some(change) => format!("<w:ins{change}>{run}</w:ins>"),
            None => run,
        };
        self.told(&format!("<w:p><w:pPr>{about}{mark}</w:pPr>{run}</w:p>"))
    }

    fn paragraph_alone(&mut self) -> String {
        match self.tracked {
            Some(_) => self.line("", "", ""),
            None => self.told("<w:p/>"),
        }
    }

    /// The paragraph of the file nearest to `item`, first those before it, that is a heading or a text as wanted.
    fn model(&self, is_heading: bool, item: usize) -> Option<Node<'_, '_>> {
        let (base, outline) = (&self.additions.base, &self.additions.report.outline);
        let fits = |other: &usize| match outline.roles.get(*other) {
            Some(Role::Heading) => is_heading,
            Some(Role::Body(_)) => {
                !is_heading && base.paragraph(*other).is_some_and(|(_, text)| text.chars().count() > 20)
            }
            _ => false,
        };
        let all = (0..item).rev().chain(item..base.items.len());
        all.filter(fits).find_map(|other| self.additions.element_of(other, self.elements)).filter(|node| is(*node, "p"))
    }

    /// The properties of a paragraph but for its mark and the end of a section, which are its own, and for its number:
    /// that stands in the text, and the style is not to give another one.
    fn about(&self, model: Node) -> String {
        const OWN: [&str; 4] = ["numPr", "rPr", "sectPr", "pPrChange"];
        const BEFORE_NUMBER: [&str; 6] =
            ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"];
        let all = child(model, "pPr").into_iter().flat_map(children);
        let kept = all.filter(|property| !OWN.contains(&property.tag_name().name()));
        let (before, after): (Vec<Node>, Vec<Node>) =
            kept.partition(|property| BEFORE_NUMBER.contains(&property.tag_name().name()));
        let xml = |properties: Vec<Node>| -> String {
            properties.into_iter().filter_map(|property| self.xml.get(property.range())).collect()
        };
        let has_style = before.iter().any(|property| is(*property, "pStyle"));
        let number = if has_style { "<w:numPr><w:numId w:val=\"0\"/></w:numPr>" } else { "" };
        xml(before) + number + &xml(after)
    }

    /// The properties of its first run.
    fn format(&self, model: Node) -> String {
        let run = model.descendants().find(|node| is(*node, "r") && child(*node, "t").is_some());
        let properties = run.and_then(|run| child(run, "rPr"));
        properties.and_then(|properties| self.xml.get(properties.range())).unwrap_or_default().to_owned()
    }

    /// The format of the figures in the file's own tables; 五号 where it has none.
    fn cell_format(&self) -> String {
        let table = self.elements.0.values().find(|node| is(**node, "tbl"));
        match table.map(|table| self.format(*table)).filter(|format| !format.is_empty()) {
            Some(format) => format,
            None => "<w:rPr><w:sz w:val=\"21\"/></w:rPr>".to_owned(),
        }
    }

    /// The attributes of the next tracked change.
    fn change(&mut self) -> Option<String> {
        let own = Dialect { prefix: "w:".to_owned(), declaration: String::new() };
        Some(self.tracked?.attributes(&own, self.next))
    }

    /// With rows as tracked changes, and the prefix declared where the file names things otherwise.
    fn told(&mut self, element: &str) -> String {
        const ROW_END: &str = "</w:trPr>";
        let mut text = String::new();
        for (at, piece) in element.split(ROW_END).enumerate() {
            if at > 0 {
                let change = self.change().map_or(String::new(), |change| format!("<w:ins{change}/>"));
                text.push_str(&change);
                text.push_str(ROW_END);
            }
            text.push_str(piece);
        }
        if self.dialect.prefix != "w:" {
            let namespace =
                self.elements.0.values().next().and_then(|node| node.tag_name().namespace()).unwrap_or_default();
            let end = text.find([' ', '>', '/']).unwrap_or(text.len());
            text.insert_str(end, &format!(" xmlns:w=\"{}\"", escape(namespace)));
        }
        text
    }
}
