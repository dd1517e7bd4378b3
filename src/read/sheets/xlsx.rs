//! Workbooks of Office Open XML (.xlsx; ECMA-376 part 1, clause 18).

use super::{Cells, KIND, Region, plain_number, put, workbook};
use crate::document::{Document, Note};
use crate::read::package::{Package, parse_xml};
use crate::read::xml::{attribute, child, children, is};
use crate::read::{Unreadable, limits};
use roxmltree::Node;
use std::borrow::Cow;
use std::collections::HashMap;

/// Reads a workbook.
///
/// # Errors
/// A workbook whose list of sheets is damaged, or a part beyond a limit. A damaged sheet is left out, and that is told.
pub fn read_xlsx(package: &mut Package) -> Result<Document, Unreadable> {
    let book = package.text("xl/workbook.xml")?.ok_or_else(|| limits::damaged(KIND))?;
    let relations = package.text("xl/_rels/workbook.xml.rels")?.unwrap_or_default();
    let places: HashMap<String, String> = match parse_xml(&relations, KIND) {
        Ok(tree) => children(tree.root_element())
            .filter_map(|node| Some((attribute(node, "Id")?.to_owned(), part_name(attribute(node, "Target")?))))
            .collect(),
        Err(_) => HashMap::new(),
    };
    let strings = shared_strings(package)?;
    let tree = parse_xml(&book, KIND)?;
    let mut sheets = Vec::new();
    let mut damaged = false;
    for (at, sheet) in tree.descendants().filter(|node| is(*node, "sheet")).enumerate().take(limits::ENTRIES) {
        if attribute(sheet, "state").is_some_and(|state| state != "visible") {
            continue;
        }
        // The relation's attribute is called `id` in a namespace of its own, beside `sheetId`.
        let place = attribute(sheet, "id").and_then(|id| places.get(id)).cloned();
        let place = place.unwrap_or_else(|| format!("xl/worksheets/sheet{}.xml", at + 1));
        let text = package.text(&place)?;
        match text.as_deref().map(|text| parse_xml(text, KIND)) {
            Some(Ok(tree)) => sheets.push(read_sheet(tree.root_element(), &strings)),
            _ => damaged = true,
        }
    }
    let mut document = workbook(sheets);
    if damaged {
        document.add_note(Note::Damaged);
    }
    Ok(document)
}

/// The name of a part that the workbook points at.
fn part_name(target: &str) -> String {
    match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("xl/{target}"),
    }
}

fn shared_strings(package: &mut Package) -> Result<Vec<String>, Unreadable> {
    let Some(text) = package.text("xl/sharedStrings.xml")? else { return Ok(Vec::new()) };
    let strings = match parse_xml(&text, KIND) {
        Ok(tree) => children(tree.root_element()).filter(|node| is(*node, "si")).map(rich_text).collect(),
        Err(_) => Vec::new(),
    };
    Ok(strings)
}

/// The text of a string: plain, or in runs; without the readings of its characters.
fn rich_text(node: Node) -> String {
    let own =
        |node: Node| node.children().filter(|text| text.is_text()).filter_map(|text| text.text()).collect::<String>();
    let part = |node: Node| match node.tag_name().name() {
        "t" => own(node),
        "r" => child(node, "t").map(own).unwrap_or_default(),
        _ => String::new(),
    };
    children(node).map(part).collect()
}

fn read_sheet(root: Node, strings: &[String]) -> (Cells, Vec<Region>) {
    let mut cells = Cells::default();
    let rows = child(root, "sheetData").into_iter().flat_map(children).filter(|node| is(*node, "row"));
    let mut next_row = 0;
    for row in rows {
        // Numbers of rows and places of cells may be left out.
        let number =
            attribute(row, "r").and_then(|number| number.parse::<u32>().ok()).and_then(|number| number.checked_sub(1));
        let number = number.unwrap_or(next_row);
        next_row = number.saturating_add(1);
        if attribute(row, "hidden").is_some_and(|hidden| hidden == "1" || hidden == "true") {
            continue;
        }
        let mut next_column = 0;
        for cell in children(row).filter(|node| is(*node, "c")) {
            let (_, column) = attribute(cell, "r").and_then(place).unwrap_or((number, next_column));
            next_column = column.saturating_add(1);
            if let Some(text) = value(cell, strings) {
                put(&mut cells, (number, column), &text);
            }
        }
    }
    let merged =
        child(root, "mergeCells").into_iter().flat_map(children).filter_map(|node| region(attribute(node, "ref")?));
    (cells, merged.collect())
}

/// What a cell shows.
fn value<'s>(cell: Node, strings: &'s [String]) -> Option<Cow<'s, str>> {
    let stored = || child(cell, "v").and_then(|node| node.text());
    match attribute(cell, "t") {
        Some("s") => strings.get(stored()?.trim().parse::<usize>().ok()?).map(|text| Cow::Borrowed(text.as_str())),
        Some("inlineStr") => child(cell, "is").map(|node| rich_text(node).into()),
        Some("str" | "e" | "d") => stored().map(|text| text.to_owned().into()),
        Some("b") => stored().map(|truth| if truth.trim() == "1" { "TRUE".into() } else { "FALSE".into() }),
        _ => stored().map(|number| match number.trim().parse::<f64>() {
            Ok(number) => plain_number(number).into(),
            Err(_) => number.to_owned().into(),
        }),
    }
}

/// Row and column of a place such as `AB12`, from 0.
fn place(name: &str) -> Option<(u32, u32)> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = name.split_at(letters);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let column =
        letters.bytes().fold(0, |column, letter| column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    Some((digits.parse::<u32>().ok()?.checked_sub(1)?, column - 1))
}

/// A region such as `A1:C2`.
fn region(name: &str) -> Option<Region> {
    let (first, last) = name.split_once(':')?;
    let (first, last) = (place(first)?, place(last)?);
    Some(Region { rows: (first.0, last.0), columns: (first.1, last.1) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_regions() {
        assert_eq!(place("A1"), Some((0, 0)));
        assert_eq!(place("AB12"), Some((11, 27)));
        assert_eq!(place("XFD1048576"), Some((1_048_575, 16_383)));
        assert_eq!((place("A0"), place("12"), place("ABCD1")), (None, None, None));
        assert_eq!(region("B2:C4"), Some(Region { rows: (1, 3), columns: (1, 2) }));
    }

    #[test]
    fn cells_of_every_type() {
        let sheet = "<worksheet><sheetData><row r='2'><c r='B2' t='s'><v>1</v></c><c t='inlineStr'><is><t>行</t><r><t>内</t></r></is></c>\
            <c t='b'><v>1</v></c><c><f>SUM(1)</f><v>12.0</v></c></row><row><c><v>0.30000000000000004</v></c></row>\
            <row hidden='1'><c><v>9</v></c></row></sheetData></worksheet>";
        let tree = roxmltree::Document::parse(sheet).expect("XML");
        let (cells, _) = read_sheet(tree.root_element(), &["零".to_owned(), "一".to_owned()]);
        let row = |number: u32| {
            cells.rows.get(&number).map(|row| row.values().cloned().collect::<Vec<_>>()).unwrap_or_default()
        };
        assert_eq!(row(1), ["一", "行内", "TRUE", "12"]);
        assert_eq!((row(2), row(3)), (vec!["0.3".to_owned()], vec![]));
    }
}
