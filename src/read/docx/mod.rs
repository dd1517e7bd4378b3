//! Word packages (.docx; ECMA-376, ISO/IEC 29500), also as WPS saves them.
//!
//! What is read is what would be printed if all tracked changes were accepted: deleted text, comments, hidden text and
//! the codes of fields are left out, automatic numbers are written out. Every run keeps its place in the package.

mod numbering;
mod styles;

use super::package::{Package, parse_xml};
use super::xml::{attribute, child, children, is, number, on, value};
use super::{Unreadable, limits};
use crate::document::{Document, Note, Part, TableBuilder, Traced};
use numbering::{Label, Numbering};
use roxmltree::Node;
use std::ops::Range;
use styles::Styles;

/// What sentences call such a file.
pub const KIND: &str = "Word 文件";

/// What stands in the text for a picture; it comes from no text of the file.
pub const PICTURE: &str = "［图片］";

/// The name of the main part, if the package is a Word document.
pub fn main_part(package: &mut Package) -> Result<Option<String>, Unreadable> {
    if let Some(text) = package.text("_rels/.rels")? {
        let relations = parse_xml(&text, KIND)?;
        let target = children(relations.root_element())
            .filter(|node| attribute(*node, "Type").is_some_and(|kind| kind.ends_with("/officeDocument")))
            .find_map(|node| attribute(node, "Target"))
            .map(|target| target.trim_start_matches('/').to_owned());
        if let Some(target) = target.filter(|target| target.starts_with("word/") && package.has(target)) {
            return Ok(Some(target));
        }
    }
    Ok(package.has("word/document.xml").then(|| "word/document.xml".to_owned()))
}

/// Reads a Word package whose main part is `main`.
///
/// # Errors
/// A main part that is no XML or goes beyond a limit. Damage in the other parts costs only what they say.
pub fn read(package: &mut Package, main: &str) -> Result<Document, Unreadable> {
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let text = package.text(main)?.ok_or_else(|| limits::damaged(KIND))?;
    let mut other = |name: &str| package.text(&format!("{folder}/{name}.xml"));
    let (styles, numbering, footnotes) = (other("styles")?, other("numbering")?, other("footnotes")?);
    let root = |text: &Option<String>, read: &mut dyn FnMut(Node)| {
        if let Some(tree) = text.as_deref().and_then(|text| parse_xml(text, KIND).ok()) {
            read(tree.root_element());
        }
    };
    let mut reader = Reader::default();
    root(&styles, &mut |node| reader.styles = Styles::new(node));
    root(&numbering, &mut |node| reader.numbering = Numbering::new(node));
    let tree = parse_xml(&text, KIND)?;
    if let Some(body) = tree.root_element().descendants().find(|node| is(*node, "body")) {
        reader.body(body);
    }
    reader.end_paragraph(false);
    reader.part = Part::Footnotes;
    root(&footnotes, &mut |node| {
        // The first two are the lines that part notes from text.
        let notes = children(node).filter(|note| attribute(*note, "type").is_none_or(|kind| kind == "normal"));
        notes.for_each(|note| reader.body(note));
    });
    reader.end_paragraph(false);
    if reader.revisions > 0 {
        reader.document.notes.push(Note::Revisions(reader.revisions));
    }
    Ok(reader.document)
}

impl Default for Reader {
    fn default() -> Self {
        Reader {
            document: Document::default(),
            styles: Styles::default(),
            numbering: Numbering::default(),
            part: Part::Main,
            lines: Lines::default(),
            boxes: Vec::new(),
            fields: Vec::new(),
            revisions: 0,
            cell: None,
        }
    }
}

struct Reader {
    document: Document,
    styles: Styles,
    numbering: Numbering,
    part: Part,
    /// The paragraph so far.
    lines: Lines,
    /// The text boxes met in it: they follow it.
    boxes: Vec<Document>,
    /// The open fields: whether we are in the result, which is seen, rather than in the code.
    fields: Vec<bool>,
    revisions: u32,
    /// The text of the cell so far, inside a table.
    cell: Option<Traced>,
}

/// A paragraph under construction. Word's line breaks begin lines of their own, as they do on paper.
#[derive(Default)]
struct Lines {
    done: Vec<Traced>,
    last: Traced,
    heading: Option<u8>,
    listed: bool,
}

impl Reader {
    /// Block-level content.
    fn body(&mut self, node: Node) {
        for node in children(node) {
            if self.document.is_full() {
                return;
            }
            match node.tag_name().name() {
                "p" => self.paragraph(node),
                "tbl" => self.table(node),
                "sdt" => {
                    if let Some(content) = child(node, "sdtContent") {
                        self.body(content);
                    }
                }
                "ins" | "moveTo" => {
                    self.revisions += 1;
                    self.body(node);
                }
                "customXml" | "smartTag" => self.body(node),
                "del" | "moveFrom" => self.revisions += 1,
                "AlternateContent" => {
                    if let Some(choice) = chosen(node) {
                        self.body(choice);
                    }
                }
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, node: Node) {
        let properties = child(node, "pPr");
        let style = properties.and_then(|node| value(node, "pStyle"));
        let inherited = self.styles.inherited(style);
        let mark = properties.and_then(|node| child(node, "rPr"));
        let begins = self.lines.is_empty();
        if begins {
            self.lines.last = Traced::of_element(self.part, bytes(node));
        }
        self.content(node, inherited.hidden);
        let outline = properties.and_then(|node| number(node, "outlineLvl"));
        self.lines.heading = outline.map_or(inherited.heading, |level| styles::heading(Some(level)));
        let own = properties.map(styles::listing).unwrap_or_default();
        let listing = own.list.or(inherited.listing.list).filter(|list| list != "0");
        if let Some(list) = listing.filter(|_| begins && !self.lines.is_blank()) {
            match self.numbering.next(&list, own.level.or(inherited.listing.level).unwrap_or(0)) {
                Some(Label::Number(label)) => self.lines.put_in_front(&label),
                Some(Label::Bullet) => self.lines.listed = true,
                None => {}
            }
        }
        let revised = |name| mark.is_some_and(|mark| child(mark, name).is_some());
        if revised("ins") || revised("moveTo") {
            self.revisions += 1;
        }
        // Where the paragraph's mark is deleted, the next one goes on in it.
        if revised("del") || revised("moveFrom") {
            self.revisions += 1;
            return;
        }
        self.end_paragraph(true);
    }

    /// Inline content.
    fn content(&mut self, node: Node, hidden: bool) {
        for node in children(node) {
            match node.tag_name().name() {
                "r" => self.run(node, hidden),
                "ins" | "moveTo" => {
                    self.revisions += 1;
                    self.content(node, hidden);
                }
                "del" | "moveFrom" => self.revisions += 1,
                "hyperlink" | "smartTag" | "customXml" | "fldSimple" | "dir" | "bdo" | "sdtContent" | "rubyBase" => {
                    self.content(node, hidden);
                }
                "sdt" => {
                    if let Some(content) = child(node, "sdtContent") {
                        self.content(content, hidden);
                    }
                }
                "AlternateContent" => {
                    if let Some(choice) = chosen(node) {
                        self.content(choice, hidden);
                    }
                }
                "oMath" | "oMathPara" => {
                    for text in node.descendants().filter(|node| is(*node, "t")) {
                        self.text(text);
                    }
                }
                _ => {}
            }
        }
    }

    fn run(&mut self, node: Node, hidden: bool) {
        let properties = child(node, "rPr");
        let hidden = match properties.filter(|node| child(*node, "vanish").is_some()) {
            Some(properties) => on(properties, "vanish"),
            None => hidden,
        };
        self.run_content(node, hidden);
    }

    fn run_content(&mut self, node: Node, hidden: bool) {
        for node in children(node) {
            let seen = !hidden && self.fields.iter().all(|in_result| *in_result);
            match node.tag_name().name() {
                "fldChar" => match attribute(node, "fldCharType") {
                    Some("begin") if self.fields.len() < limits::XML_DEPTH as usize => self.fields.push(false),
                    Some("separate") => {
                        if let Some(in_result) = self.fields.last_mut() {
                            *in_result = true;
                        }
                    }
                    Some("end") => drop(self.fields.pop()),
                    _ => {}
                },
                "AlternateContent" => {
                    if let Some(choice) = chosen(node) {
                        self.run_content(choice, hidden);
                    }
                }
                "drawing" | "pict" | "object" => self.picture(node, seen),
                _ if !seen => {}
                "t" => self.text(node),
                "tab" | "ptab" => self.lines.last.push("\t", self.part, bytes(node)),
                "br" if matches!(attribute(node, "type"), Some("page" | "column")) => {}
                "br" | "cr" => self.lines.break_line(),
                "noBreakHyphen" => self.lines.last.push("-", self.part, bytes(node)),
                "sym" => self.lines.last.push(&symbol(node), self.part, bytes(node)),
                "ruby" => {
                    if let Some(base) = child(node, "rubyBase") {
                        self.content(base, hidden);
                    }
                }
                _ => {}
            }
        }
    }

    fn text(&mut self, node: Node) {
        for text in node.children().filter(Node::is_text) {
            let range = text.range();
            self.lines.last.push(text.text().unwrap_or_default(), self.part, range.start as u32..range.end as u32);
        }
    }

    /// The text boxes in a drawing; a drawing without any is a picture.
    fn picture(&mut self, node: Node, seen: bool) {
        let mut found = false;
        // A text box cannot hold another.
        for content in node.descendants().filter(|node| is(*node, "txbxContent")) {
            found = true;
            if !seen
                || in_unchosen(content, node)
                || content.ancestors().skip(1).take_while(|up| *up != node).any(|up| is(up, "txbxContent"))
            {
                continue;
            }
            let mut inner = Reader {
                styles: std::mem::take(&mut self.styles),
                numbering: std::mem::take(&mut self.numbering),
                part: self.part,
                ..Reader::default()
            };
            inner.body(content);
            inner.end_paragraph(false);
            self.styles = inner.styles;
            self.numbering = inner.numbering;
            self.revisions += inner.revisions;
            self.boxes.push(inner.document);
        }
        let pictured =
            || node.descendants().any(|node| matches!(node.tag_name().name(), "blip" | "imagedata" | "OLEObject"));
        if !found && seen && pictured() {
            self.lines.last.append(Traced::plain(PICTURE));
        }
    }

    /// Ends the paragraph; `parted`: whether it began as one of its own.
    fn end_paragraph(&mut self, parted: bool) {
        let lines = std::mem::take(&mut self.lines);
        let mut all = lines.done;
        all.push(lines.last);
        let boxes = std::mem::take(&mut self.boxes);
        if let Some(cell) = &mut self.cell {
            all.extend(boxes.into_iter().flat_map(Document::into_traced));
            for line in all {
                let line = line.trimmed();
                if !cell.text.is_empty() && !line.text.is_empty() {
                    cell.append(Traced::plain("\n"));
                }
                cell.append(line);
            }
            return;
        }
        for (at, line) in all.into_iter().enumerate() {
            let line = line.trimmed();
            if !line.text.is_empty() {
                let heading = if at == 0 { lines.heading } else { None };
                self.document.add_traced_paragraph(line, heading, lines.listed, parted && at == 0);
            }
        }
        for content in boxes {
            self.document.append(content);
        }
    }

    fn table(&mut self, node: Node) {
        self.end_paragraph(true);
        if self.cell.is_none() && arranges(node) {
            for cell in rows(node).into_iter().flat_map(|row| cells(row)) {
                self.body(cell);
                self.end_paragraph(true);
            }
            return;
        }
        let outer = self.cell.take();
        let grid = self.grid(node);
        self.cell = outer;
        match &mut self.cell {
            // A table in a cell is part of what the cell says.
            Some(cell) => {
                for text in grid.into_iter().flatten().map(|cell| cell.text).filter(|text| !text.text.is_empty()) {
                    if !cell.text.is_empty() {
                        cell.append(Traced::plain("\n"));
                    }
                    cell.append(text);
                }
            }
            None => {
                let table = build(grid);
                if !table.is_empty() {
                    self.document.add_table(table);
                }
            }
        }
    }

    fn grid(&mut self, table: Node) -> Vec<Vec<GridCell>> {
        let mut grid = Vec::new();
        for row in rows(table) {
            let properties = child(row, "trPr");
            let revised = |name| properties.is_some_and(|node| child(node, name).is_some());
            if revised("ins") || revised("del") {
                self.revisions += 1;
            }
            if revised("del") || grid.len() > crate::document::MAX_ROWS {
                continue;
            }
            let mut column = properties.and_then(|node| number(node, "gridBefore")).unwrap_or(0);
            let mut line: Vec<GridCell> = Vec::new();
            for node in cells(row) {
                let properties = child(node, "tcPr");
                let columns = properties.and_then(|node| number(node, "gridSpan")).unwrap_or(1).clamp(1, 1_000);
                let merge = |name| {
                    let merge = properties.and_then(|node| child(node, name))?;
                    Some(attribute(merge, "val").unwrap_or("continue") == "continue")
                };
                self.cell = Some(Traced::default());
                self.body(node);
                self.end_paragraph(true);
                let text = self.cell.take().unwrap_or_default();
                match line.last_mut() {
                    // Horizontal merging as old files do it.
                    Some(left) if merge("hMerge") == Some(true) => {
                        left.columns += columns;
                        left.text.append(text);
                    }
                    _ => line.push(GridCell { column, columns, continues: merge("vMerge") == Some(true), text }),
                }
                column = column.saturating_add(columns);
            }
            grid.push(line);
        }
        grid
    }
}

impl Lines {
    fn is_empty(&self) -> bool {
        self.done.is_empty() && self.last.text.is_empty()
    }

    fn is_blank(&self) -> bool {
        self.last.text.trim().is_empty() && self.done.iter().all(|line| line.text.trim().is_empty())
    }

    fn break_line(&mut self) {
        self.done.push(std::mem::take(&mut self.last));
    }

    fn put_in_front(&mut self, label: &str) {
        let line = self.done.first_mut().unwrap_or(&mut self.last);
        let text = std::mem::take(line).trimmed();
        let mut labelled = Traced::plain(label);
        // Else the number 1. before 5 would read as 1.5.
        if text.text.starts_with(|first: char| first.is_ascii_digit()) || label.ends_with(char::is_alphanumeric) {
            labelled.append(Traced::plain(" "));
        }
        labelled.append(text);
        *line = labelled;
    }
}

/// A cell where the file puts it.
struct GridCell {
    column: u32,
    columns: u32,
    /// Whether it goes on from the cell above.
    continues: bool,
    text: Traced,
}

/// Counts how far down each cell goes and puts them into a table.
fn build(grid: Vec<Vec<GridCell>>) -> TableBuilder {
    use std::collections::HashMap;
    // From the last row up: by column, how many rows below go on from the cell above them.
    let mut below: HashMap<u32, u32> = HashMap::new();
    let mut heights: Vec<Vec<u32>> = Vec::with_capacity(grid.len());
    for row in grid.iter().rev() {
        let mut next = HashMap::new();
        let mut line = Vec::with_capacity(row.len());
        for cell in row {
            let height = below.get(&cell.column).copied().unwrap_or(0) + 1;
            if cell.continues {
                next.insert(cell.column, height);
            }
            line.push(height);
        }
        heights.push(line);
        below = next;
    }
    heights.reverse();
    let mut table = TableBuilder::new(true);
    // The columns in which a cell has begun that may go on below.
    let mut begun: Vec<u32> = Vec::new();
    for (row, heights) in grid.into_iter().zip(heights) {
        table.row();
        let mut columns = Vec::with_capacity(row.len());
        let mut column = 0;
        for (cell, height) in row.into_iter().zip(heights) {
            if cell.column > column {
                table.skip(cell.column - column);
            }
            column = cell.column.saturating_add(cell.columns);
            columns.push(cell.column);
            // One that goes on from nothing is a cell of its own.
            if !cell.continues || !begun.contains(&cell.column) {
                table.traced_cell(cell.text, cell.columns, height);
            }
        }
        begun = columns;
    }
    table
}

/// The rows of a table, also those inside content controls and tracked insertions.
fn rows<'a, 'x>(table: Node<'a, 'x>) -> Vec<Node<'a, 'x>> {
    gather(table, "tr")
}

fn cells<'a, 'x>(row: Node<'a, 'x>) -> Vec<Node<'a, 'x>> {
    gather(row, "tc")
}

fn gather<'a, 'x>(node: Node<'a, 'x>, name: &str) -> Vec<Node<'a, 'x>> {
    let mut found = Vec::new();
    for node in children(node) {
        match node.tag_name().name() {
            here if here == name => found.push(node),
            "sdt" | "sdtContent" | "customXml" | "smartTag" | "ins" => found.extend(gather(node, name)),
            _ => {}
        }
    }
    found
}

/// Whether a table only arranges the page: one cell, or few cells of which one holds a table.
pub(crate) fn arranges(table: Node) -> bool {
    const FEW: usize = 4;
    let mut count = 0;
    let mut holds = false;
    for row in rows(table) {
        for cell in cells(row) {
            count += 1;
            if count > FEW {
                return false;
            }
            holds = holds || cell.descendants().any(|node| is(node, "tbl"));
        }
    }
    count <= 1 || holds
}

/// What is shown of alternatives: the first choice, else the fallback.
fn chosen<'a, 'x>(node: Node<'a, 'x>) -> Option<Node<'a, 'x>> {
    child(node, "Choice").or_else(|| child(node, "Fallback"))
}

/// Whether `node` stands below `top` in a fallback whose choice is read.
fn in_unchosen(node: Node, top: Node) -> bool {
    node.ancestors()
        .take_while(|up| *up != top)
        .any(|up| is(up, "Fallback") && up.parent().is_some_and(|parent| child(parent, "Choice").is_some()))
}

/// The bytes of a node in its part.
fn bytes(node: Node) -> Range<u32> {
    let range = node.range();
    range.start as u32..range.end as u32
}

/// A character by its code; of a symbol font as far as it has a meaning in text.
fn symbol(node: Node) -> String {
    let code = attribute(node, "char").and_then(|code| u32::from_str_radix(code, 16).ok()).unwrap_or(0);
    if let Some(character) = char::from_u32(code).filter(|_| !(code < 0x100 || (0xF000..0xF100).contains(&code))) {
        return character.to_string();
    }
    symbol_of_font(node, code & 0xFF).to_owned()
}

fn symbol_of_font(node: Node, code: u32) -> &'static str {
    let wingdings = attribute(node, "font").is_some_and(|font| font.to_ascii_lowercase().starts_with("wingdings"));
    match (wingdings, code) {
        (true, 0xFC | 0xFE | 0x52) => "√",
        (true, 0xFB | 0xFD | 0x54) => "×",
        (true, 0xA1 | 0x6D) => "○",
        (true, 0x6C) => "●",
        (true, 0x6E) => "■",
        (true, 0xE0 | 0xE8) => "→",
        (false, 0xB4) => "×",
        (false, 0xB7) => "·",
        (false, 0xB1) => "±",
        (false, 0xA3) => "≤",
        (false, 0xB3) => "≥",
        (false, 0xB0) => "°",
        (false, 0xAE) => "→",
        _ => "□",
    }
}
