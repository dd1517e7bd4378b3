//! The three tables, found by their labels in whatever shape they came.
//!
//! The document is cut into units (a table row or a line) and each unit is given to one of the three tables;
//! units become records (a label and the values behind it); and each table's module fits its records to
//! the rows of the official form.

pub(super) mod disclosure;
pub(super) mod disputes;
mod records;
pub(super) mod requests;

use super::Lines;
use super::outline::{HeadingKind, Outline, Role};
use crate::document::{Document, Item};
use crate::standard::form::BALANCE_NOTE;
use crate::standard::{CellName, Column, Edition, Row, TableKind};
use crate::text::{Span, Value, fold};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A recognised table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Which of the three.
    pub kind: TableKind,
    /// The edition whose rows it has. (表三 may have the other edition's rows.)
    pub form: Edition,
    /// The items of the document that it was read from.
    pub items: Vec<u32>,
    /// Whether it stands in the document as one table with its merged cells.
    pub whole: bool,
    /// The cells that were found.
    pub cells: BTreeMap<CellName, CellReading>,
    /// The rows that were found, in reading order.
    pub rows: Vec<RowReading>,
    /// Rows that have values but are not in the form: label and values.
    pub extra: Vec<(Label, Vec<Span>)>,
    /// Labels that belong to no row: heads of columns, clauses, notes.
    pub heads: Vec<Label>,
    /// What makes the reading less than sure.
    pub doubts: Vec<Doubt>,
}

/// A cell and what stands in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellReading {
    /// Its place.
    pub span: Span,
    /// What it holds.
    pub value: Value,
}

/// A row that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowReading {
    /// Which one.
    pub row: Row,
    /// Its label, if it has one of its own.
    pub label: Option<Label>,
    /// All values behind it, also where they could not be told apart.
    pub values: Vec<Span>,
}

/// A label in the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// The pieces that it stands in, in reading order.
    pub spans: Vec<Span>,
    /// Its folded text.
    pub text: String,
    /// Whether it is sure that these pieces are this label and all of it.
    pub exact: bool,
}

/// What makes the reading of a table less than sure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Doubt {
    /// It stands in several pieces with other lines between.
    Torn(u32),
    /// Rows whose labels were lost: they were told by their order.
    ByOrder(Vec<Row>),
    /// A row with another number of values than it has columns.
    Count(Row, u32),
    /// Rows whose values stood without anything between them and were told apart by their sum.
    Glued(Vec<Row>),
    /// The heads of its columns were lost.
    Headless,
    /// Its figures stand in another order than row by row: they cannot be told apart.
    Scrambled,
}

/// A row of a table, or a line.
pub(super) struct Unit {
    pub item: u32,
    /// Its cells; a line is one.
    pub cells: Vec<Span>,
    /// For a row of a table with several cells: their columns in the grid.
    pub columns: Option<Vec<u32>>,
}

/// Which units belong to which table.
pub struct Units {
    of: [Vec<Unit>; 3],
    /// For each item the table (0 to 2) that it belongs to.
    pub owners: Vec<Option<usize>>,
    /// Items that are tables but none of the three.
    pub others: Vec<u32>,
}

impl Units {
    /// The records of one table, and its other labels.
    fn records(
        &self,
        document: &Document,
        vocabularies: &[Vocabulary; 3],
        table: TableKind,
    ) -> (Vec<records::Record>, Vec<records::Piece>) {
        records::records(document, &vocabularies[table as usize].labels, &self.of[table as usize])
    }

    /// The texts of all units of all tables.
    pub(super) fn texts(&self) -> impl Iterator<Item = Span> {
        self.of.iter().flatten().flat_map(|unit| unit.cells.iter().copied())
    }
}

/// What tells one table from the others.
pub(super) struct Vocabulary {
    kind: TableKind,
    labels: records::Labels,
    /// Words that begin the table wherever they stand.
    anchors: &'static [&'static str],
}

impl Vocabulary {
    /// Those of the three tables.
    pub(super) fn all() -> &'static [Vocabulary; 3] {
        static ALL: LazyLock<[Vocabulary; 3]> = LazyLock::new(Vocabulary::make);
        &ALL
    }

    fn make() -> [Vocabulary; 3] {
        let of = |kind, more: &[&str], anchors| {
            let mut all: Vec<String> = more.iter().map(|label| fold(label)).collect();
            let mut rows = Vec::new();
            for edition in [Edition::E2019, Edition::E2021] {
                for row in Row::all(kind, edition) {
                    rows.push(fold(row.label(edition)));
                    all.push(fold(row.group()));
                    all.extend(row.columns(edition).iter().map(|column| fold(column.label_in(row, edition))));
                }
            }
            all.extend(rows.iter().cloned());
            all.retain(|label| label.chars().count() > 1);
            all.sort();
            all.dedup();
            // 行政复议 and the like head columns, and （六）其他处理 is a group's name in the later edition.
            rows.retain(|row| kind != TableKind::Disputes && row != "（六）其他处理");
            Vocabulary { kind, labels: records::Labels { rows, all }, anchors }
        };
        [
            of(
                TableKind::Disclosure,
                &["信息内容", "第二十条第"],
                &["第二十条第（", "信息内容", "本年制发件数", "本年新制作数量", "现行有效件数"],
            ),
            of(
                TableKind::Requests,
                &["申请人情况", "法人或其他组织", BALANCE_NOTE, "三、本年度办理结果"],
                &["勾稽关系", "申请人情况", "本年新收政府信息公开申请数量", "上年结转政府信息公开申请数量"],
            ),
            of(
                TableKind::Disputes,
                &["行政诉讼", "行政复议行政诉讼"],
                &["未经复议直接起诉", "复议后起诉", "结果维持", "行政复议行政诉讼"],
            ),
        ]
    }

    /// Whether a unit with this folded text begins the table; `values` counts what it holds besides labels.
    fn begins(&self, folded: &str, values: impl Fn() -> usize) -> bool {
        // The heads of 表四 also occur in sentences, which have marks and numbers of cases.
        let sentence = self.kind == TableKind::Disputes && folded.contains(['，', '；', '。', '件', '、']);
        if !sentence && self.anchors.iter().any(|anchor| folded.contains(anchor)) {
            return true;
        }
        match self.kind {
            TableKind::Disclosure | TableKind::Requests => {
                let is_label = |label: &String| folded.starts_with(label.as_str()) && label.chars().count() >= 4;
                let rules = self.kind == TableKind::Disclosure && folded.starts_with("规章");
                (rules || self.labels.all.iter().any(is_label)) && values() > 0
            }
            TableKind::Disputes => folded == "行政复议",
        }
    }

    fn knows(&self, folded: &str) -> bool {
        let length = folded.chars().count();
        self.labels.all.iter().any(|label| {
            label.chars().count() >= 2 && folded.contains(label.as_str()) || length >= 2 && label.contains(folded)
        })
    }
}

/// Gives each row and line of the report to the table it belongs to.
pub(super) fn find(document: &Document, lines: &Lines, outline: &Outline, vocabularies: &[Vocabulary; 3]) -> Units {
    let mut units = Units { of: Default::default(), owners: vec![None; document.items.len()], others: Vec::new() };
    let mut current: Option<usize> = None;
    // Short lines after the last value wait: if a value follows they are labels, else text of the section.
    let mut waiting: Vec<Unit> = Vec::new();
    for (item, content) in document.items.iter().enumerate() {
        let heading = outline.headings.iter().find(|heading| heading.item == item as u32);
        match content {
            _ if matches!(outline.roles.get(item), Some(Role::Outside | Role::Title)) => {}
            Item::Paragraph(_) if heading.is_some_and(|heading| heading.kind != HeadingKind::Other) => {
                units.settle(&mut current, &mut waiting);
            }
            Item::Paragraph(paragraph) => {
                let folded = lines.get(item);
                let unit = Unit { item: item as u32, cells: vec![document.whole(paragraph.block)], columns: None };
                if is_prose(folded) || heading.is_some() && !is_part(vocabularies, current, folded) {
                    if !is_note(folded) {
                        units.settle(&mut current, &mut waiting);
                    }
                    continue;
                }
                units.place(document, vocabularies, &mut current, &mut waiting, unit, folded);
            }
            Item::Table(table) => {
                let before = units.count();
                for row in &table.rows {
                    let cells: Vec<Span> = row.iter().map(|cell| document.whole(cell.block)).collect();
                    if cells.is_empty() {
                        continue;
                    }
                    let columns =
                        (row.len() > 1 || table.columns > 1).then(|| row.iter().map(|cell| cell.column).collect());
                    let folded: String = cells.iter().map(|&span| fold(document.quote(span))).collect();
                    let unit = Unit { item: item as u32, cells, columns };
                    units.place(document, vocabularies, &mut current, &mut waiting, unit, &folded);
                }
                let cells = table.rows.iter().map(Vec::len).sum::<usize>();
                let waits = waiting.iter().any(|unit| unit.item == item as u32);
                if units.count() == before && !waits && cells >= 4 {
                    units.others.push(item as u32);
                }
            }
        }
    }
    units.settle(&mut current, &mut waiting);
    units
}

impl Units {
    fn count(&self) -> usize {
        self.of.iter().map(Vec::len).sum()
    }

    /// Ends the current table; what waited for a value belongs to no table.
    fn settle(&mut self, current: &mut Option<usize>, waiting: &mut Vec<Unit>) {
        *current = None;
        waiting.clear();
    }

    fn place(
        &mut self,
        document: &Document,
        vocabularies: &[Vocabulary; 3],
        current: &mut Option<usize>,
        waiting: &mut Vec<Unit>,
        unit: Unit,
        folded: &str,
    ) {
        // Counting cuts the unit into words: it is done only where the words before it leave a question.
        let count = |table: usize| records::count_values(document, &vocabularies[table].labels, &unit);
        // 表四 has no names of rows, beside which words would count as values.
        let values = || count(TableKind::Disputes as usize);
        let begun = (0..3).find(|&table| vocabularies[table].begins(folded, || count(table)));
        // A row of fifteen figures without a head is what is left of 表四.
        let orphan = unit.cells.len() >= 15 && *current != Some(TableKind::Disputes as usize) && values() >= 15;
        let table = match (begun, *current) {
            // 行政复议 also stands in 表三's neighbourhood of other reports; the table at hand keeps what it knows.
            (Some(begun), Some(current))
                if begun != current && vocabularies[current].knows(folded) && values() == 0 =>
            {
                Some(current)
            }
            (Some(begun), _) => Some(begun),
            (None, _) if orphan => Some(TableKind::Disputes as usize),
            (None, current) => current,
        };
        let Some(table) = table else { return };
        if *current != Some(table) {
            waiting.clear();
            *current = Some(table);
        }
        // A row of blanks is a row of figures that nobody filled in.
        let blank_row = folded.is_empty() && unit.cells.len() >= 5;
        if begun.is_none() && !blank_row && !vocabularies[table].knows(folded) && values() == 0 {
            waiting.push(unit);
            return;
        }
        for unit in waiting.drain(..).chain([unit]) {
            self.owners[unit.item as usize] = Some(table);
            self.of[table].push(unit);
        }
    }
}

/// A sentence, which ends a table: long, or with a full stop at the end.
pub(super) fn is_prose(folded: &str) -> bool {
    const SHORT: usize = 12;
    // Most paragraphs are told by that.
    if folded.ends_with('。') && folded.chars().nth(SHORT).is_some() {
        return true;
    }
    let (mut length, mut figures, mut sentence_marks) = (0, 0, 0);
    for character in folded.chars() {
        length += 1;
        figures += usize::from(character.is_ascii_digit() || character == '.');
        // A whole table in one line is long too, but mostly labels.
        sentence_marks += usize::from(matches!(character, '。' | '；'));
    }
    sentence_marks > 0 && length > 30 && figures * 3 < length && !folded.contains("第二十条第（")
        || length > 60
            && !folded.contains("勾稽关系")
            && figures * 6 < length
            && !folded.contains("第二十条第（")
            && !folded.contains("尚未审结")
}

/// A note under or between parts of a table does not end it.
pub(super) fn is_note(folded: &str) -> bool {
    folded.starts_with("注：") || folded.starts_with("备注") || folded.starts_with("说明：")
}

/// Whether a line that looks like a heading is a label of the table at hand.
fn is_part(vocabularies: &[Vocabulary; 3], current: Option<usize>, folded: &str) -> bool {
    current.is_some_and(|table| vocabularies[table].knows(folded))
}

impl Table {
    fn new(kind: TableKind, form: Edition, document: &Document, units: &[Unit]) -> Self {
        let mut items: Vec<u32> = units.iter().map(|unit| unit.item).collect();
        items.dedup();
        let is_table = |item: u32| matches!(document.items.get(item as usize), Some(Item::Table(_)));
        let merged =
            |item: u32| matches!(document.items.get(item as usize), Some(Item::Table(table)) if table.merged_known);
        let whole = matches!(items[..], [item] if merged(item));
        let mut doubts = Vec::new();
        // Pieces: stretches of table rows with lines between them. A sound copy is one or the other.
        let pieces = items.chunk_by(|&left, &right| is_table(left) == is_table(right)).count();
        let is_clause = |item: u32| {
            let text = document.paragraph(item as usize).map_or("", |(_, text)| text);
            fold(text).starts_with("第二十条第（")
        };
        let lines = items.iter().filter(|&&item| !is_table(item) && !is_clause(item)).count();
        if lines >= 2 && items.iter().any(|&item| is_table(item)) {
            doubts.push(Doubt::Torn(pieces as u32));
        }
        Table {
            kind,
            form,
            items,
            whole,
            cells: BTreeMap::new(),
            rows: Vec::new(),
            extra: Vec::new(),
            heads: Vec::new(),
            doubts,
        }
    }

    /// The official rows that were not found.
    pub fn missing(&self) -> Vec<Row> {
        Row::all(self.kind, self.form).filter(|row| !self.rows.iter().any(|reading| reading.row == *row)).collect()
    }

    /// The reading of `row`.
    pub fn row(&self, row: Row) -> Option<&RowReading> {
        self.rows.iter().find(|reading| reading.row == row)
    }

    /// Whether nothing but the table's labels was found in it: no cell holds anything.
    pub fn is_blank(&self) -> bool {
        !self.cells.is_empty() && self.cells.values().all(|cell| cell.value == Value::Blank)
    }

    /// Whether the table was torn or its rows found by order only.
    pub fn is_torn(&self) -> bool {
        self.doubts.iter().any(|doubt| matches!(doubt, Doubt::Torn(_) | Doubt::ByOrder(_) | Doubt::Scrambled))
    }

    /// Whether its figures stand in another order than row by row.
    pub fn is_scrambled(&self) -> bool {
        self.doubts.contains(&Doubt::Scrambled)
    }

    /// Whether a converter left its traces on it.
    pub fn is_damaged(&self) -> bool {
        self.is_torn() || self.doubts.iter().any(|doubt| matches!(doubt, Doubt::Glued(_) | Doubt::Headless))
    }

    /// All head labels in one string, in reading order.
    pub fn heads_text(&self) -> String {
        self.heads.iter().map(|label| label.text.as_str()).collect()
    }

    /// Takes the labels that are no row's own.
    fn take_heads(&mut self, pieces: Vec<records::Piece>) {
        let is_of_row = |piece: &records::Piece| {
            let mut labels = self.rows.iter().filter_map(|reading| reading.label.as_ref());
            labels.any(|label| label.spans.contains(&piece.span))
        };
        let heads = pieces.into_iter().filter(|piece| !is_of_row(piece));
        self.heads = heads.map(|piece| Label { spans: vec![piece.span], text: piece.text, exact: true }).collect();
    }

    /// Takes the values of one row into the cells.
    fn fill(&mut self, row: Row, columns: &[Column], values: Vec<CellReading>) {
        for (&column, reading) in columns.iter().zip(values) {
            self.cells.entry(CellName::new(row, column)).or_insert(reading);
        }
    }
}
