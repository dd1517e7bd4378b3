//! What the user makes of a document: parts that she puts in, and texts that she writes in its blocks.

use super::{Document, Item, Paragraph, Residue, TableBuilder};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The changes to a document, in this order: parts are put in one after the other, then blocks get their texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// Parts that were put in, each into the document with those before it.
    pub insertions: Vec<Insertion>,
    /// The texts that blocks have then, by block; those that were not changed are not among them.
    pub texts: BTreeMap<u32, String>,
}

/// Parts that are put in at one place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Insertion {
    /// The item that they come before; one past the last for the end.
    pub before: u32,
    /// Items that they take the place of, ascending.
    pub replaces: Vec<u32>,
    /// The parts.
    pub parts: Vec<NewPart>,
}

/// A paragraph or a table that is put in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NewPart {
    /// A paragraph.
    Paragraph {
        /// Its text.
        text: String,
        /// Its heading level, if it is a heading.
        heading: Option<u8>,
    },
    /// A table: its rows.
    Table(Vec<Vec<NewCell>>),
}

/// A cell of a table that is put in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewCell {
    /// Its text.
    pub text: String,
    /// How many columns it covers.
    pub columns: u32,
    /// How many rows it covers.
    pub rows: u32,
}

impl Revision {
    /// Whether nothing was changed.
    pub fn is_empty(&self) -> bool {
        self.insertions.is_empty() && self.texts.is_empty()
    }

    /// The blocks whose texts differ in `other`; `None` where other parts were put in.
    pub fn changed(&self, other: &Revision) -> Option<Vec<u32>> {
        let blocks: BTreeSet<u32> = self.texts.keys().chain(other.texts.keys()).copied().collect();
        let differs = |block: &u32| self.texts.get(block) != other.texts.get(block);
        (self.insertions == other.insertions).then(|| blocks.into_iter().filter(differs).collect())
    }

    /// The document with the parts put in, the texts left as they came.
    pub fn extended(&self, document: &Document) -> Document {
        self.insertions.iter().fold(document.clone(), |document, insertion| document.inserted(insertion).0)
    }

    /// The document with all changes.
    pub fn applied(&self, document: &Document) -> Document {
        let texts = self.texts.iter().map(|(block, text)| (*block, text.as_str()));
        self.extended(document).with_texts(texts)
    }
}

impl Document {
    /// The document with `insertion` made, and for each block of this one the number that it has then; `None` for those
    /// that were replaced.
    pub fn inserted(&self, insertion: &Insertion) -> (Document, Vec<Option<u32>>) {
        let mut to = Document { notes: self.notes.clone(), ..Document::default() };
        let mut moved = vec![None; self.blocks.len()];
        // For each item where it went, for the marks of a conversion before it.
        let mut first = Vec::with_capacity(self.items.len() + 1);
        for (at, item) in self.items.iter().enumerate() {
            if at == insertion.before as usize {
                insertion.parts.iter().for_each(|part| to.add_part(part));
            }
            first.push(to.items.len() as u32);
            if insertion.replaces.binary_search(&(at as u32)).is_ok() {
                continue;
            }
            let mut take = |block: u32| {
                let new = to.add_block(self.text(block));
                if let Some(moved) = moved.get_mut(block as usize) {
                    *moved = Some(new);
                }
                new
            };
            let item = match item {
                Item::Paragraph(paragraph) => {
                    Item::Paragraph(Paragraph { block: take(paragraph.block), ..paragraph.clone() })
                }
                Item::Table(table) => {
                    let mut table = table.clone();
                    table.rows.iter_mut().flatten().for_each(|cell| cell.block = take(cell.block));
                    Item::Table(table)
                }
            };
            to.items.push(item);
        }
        first.push(to.items.len() as u32);
        if insertion.before as usize >= self.items.len() {
            insertion.parts.iter().for_each(|part| to.add_part(part));
        }
        to.residue = self
            .residue
            .iter()
            .filter_map(|residue| {
                let before_item = *first.get(residue.before_item as usize)?;
                Some(Residue { before_item, text: residue.text.clone() })
            })
            .collect();
        to.origins = self
            .origins
            .iter()
            .filter_map(|origin| {
                let block = (*moved.get(origin.span.block as usize)?)?;
                let mut origin = origin.clone();
                origin.span.block = block;
                Some(origin)
            })
            .collect();
        (to, moved)
    }

    /// Adds a part that is put in.
    pub fn add_part(&mut self, part: &NewPart) {
        match part {
            NewPart::Paragraph { text, heading } => self.add_paragraph(text, *heading, false, true),
            NewPart::Table(rows) => {
                let mut builder = TableBuilder::new(true);
                for row in rows {
                    builder.row();
                    row.iter().for_each(|cell| builder.cell(&cell.text, cell.columns, cell.rows));
                }
                self.add_table(builder);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Part;
    use crate::document::Traced;

    fn document() -> Document {
        let mut document = Document::default();
        document.add_traced_paragraph(
            {
                let mut traced = Traced::default();
                traced.push("one", Part::Main, 5..8);
                traced
            },
            None,
            false,
            true,
        );
        let mut table = TableBuilder::new(true);
        table.row();
        table.cell("a", 1, 1);
        table.cell("b", 1, 1);
        document.add_table(table);
        document.add_traced_paragraph(
            {
                let mut traced = Traced::default();
                traced.push("two", Part::Main, 15..18);
                traced
            },
            None,
            false,
            true,
        );
        document.residue.push(Residue { before_item: 2, text: "|".into() });
        document
    }

    fn paragraph(text: &str) -> NewPart {
        NewPart::Paragraph { text: text.into(), heading: None }
    }

    #[test]
    fn blocks_and_items_move_behind_what_is_put_in() {
        let cell = |text: &str| NewCell { text: text.into(), columns: 1, rows: 1 };
        let parts = vec![paragraph("new"), NewPart::Table(vec![vec![cell("x"), cell("y")]])];
        let (changed, moved) = document().inserted(&Insertion { before: 1, replaces: vec![], parts });
        assert_eq!(changed.blocks, ["one", "new", "x", "y", "a", "b", "two"]);
        assert_eq!(moved, [Some(0), Some(4), Some(5), Some(6)]);
        assert_eq!(changed.blocks_of(3), 4..6);
        assert_eq!(changed.residue[0].before_item, 4);
        assert_eq!(changed.origins.iter().map(|origin| origin.span.block).collect::<Vec<_>>(), [0, 6]);
        assert_eq!(changed.is_full(), document().is_full());
    }

    #[test]
    fn what_changed_since() {
        let texts = |texts: &[(u32, &str)]| Revision {
            texts: texts.iter().map(|&(block, text)| (block, text.to_owned())).collect(),
            ..Revision::default()
        };
        let (before, after) = (texts(&[(0, "a"), (2, "b"), (3, "c")]), texts(&[(0, "a"), (2, "B"), (5, "d")]));
        assert_eq!(before.changed(&after), Some(vec![2, 3, 5]));
        let inserted = Revision { insertions: vec![Insertion::default()], ..after.clone() };
        assert_eq!(after.changed(&inserted), None);
    }

    #[test]
    fn what_is_replaced_is_gone_and_the_end_is_a_place() {
        let insertion = Insertion { before: 1, replaces: vec![1], parts: vec![paragraph("new")] };
        let (changed, moved) = document().inserted(&insertion);
        assert_eq!(changed.blocks, ["one", "new", "two"]);
        assert_eq!(moved, [Some(0), None, None, Some(2)]);
        let end = Insertion { before: 3, replaces: vec![], parts: vec![paragraph("end")] };
        let revision = Revision { insertions: vec![insertion, end], texts: [(3, "END".to_owned())].into() };
        assert_eq!(revision.applied(&document()).blocks, ["one", "new", "two", "END"]);
        assert_eq!(revision.extended(&document()).blocks, ["one", "new", "two", "end"]);
    }
}
