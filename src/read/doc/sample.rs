//! Word files made for tests, as small as they can be.

use std::io::{Cursor, Write};

/// A file in the making: text with its formatting, then the other parts of the table stream.
pub struct Sample {
    document: Vec<u8>,
    /// Each piece: where it is stored, its length in characters, whether it is UTF-16, its `prm`.
    pieces: Vec<(usize, usize, bool, u16)>,
    /// Ends of runs in the text and their properties.
    paragraphs: Vec<(usize, Vec<u8>)>,
    characters: Vec<(usize, Vec<u8>)>,
    /// `grpprl`s for pieces.
    pub property_lists: Vec<Vec<u8>>,
    /// `STSH`, `PlfLst` with its levels, `PlfLfo`, the `Data` stream.
    pub styles: Vec<u8>,
    /// See [`Self::styles`].
    pub lists: Vec<u8>,
    /// See [`Self::styles`].
    pub uses: Vec<u8>,
    /// See [`Self::styles`].
    pub data: Vec<u8>,
    /// How many of the characters belong to text boxes.
    pub boxes: usize,
    /// Pieces are listed so many times over.
    pub repeated: usize,
    /// Changes to the FIB: place and two bytes.
    pub patches: Vec<(usize, u16)>,
}

const TEXT: usize = 0x400;

impl Sample {
    /// An empty file.
    pub fn new() -> Self {
        Sample {
            document: vec![0; TEXT],
            pieces: Vec::new(),
            paragraphs: Vec::new(),
            characters: Vec::new(),
            property_lists: Vec::new(),
            styles: Vec::new(),
            lists: Vec::new(),
            uses: Vec::new(),
            data: Vec::new(),
            boxes: 0,
            repeated: 1,
            patches: Vec::new(),
        }
    }

    /// Adds text in UTF-16 with character properties.
    pub fn text(&mut self, text: &str, properties: &[u8]) -> &mut Self {
        self.piece(text, properties, 0)
    }

    /// The same as a piece with a `prm`.
    pub fn piece(&mut self, text: &str, properties: &[u8], prm: u16) -> &mut Self {
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        self.pieces.push((self.document.len(), bytes.len() / 2, true, prm));
        self.add(&bytes, properties)
    }

    /// Adds 8-bit text.
    pub fn narrow(&mut self, bytes: &[u8]) -> &mut Self {
        self.pieces.push((self.document.len(), bytes.len(), false, 0));
        self.add(bytes, &[])
    }

    fn add(&mut self, bytes: &[u8], properties: &[u8]) -> &mut Self {
        self.document.extend(bytes);
        self.characters.push((self.document.len(), properties.to_vec()));
        self
    }

    /// Ends a paragraph: all text since the last one has these properties.
    pub fn end(&mut self, style: u16, properties: &[u8]) -> &mut Self {
        let list = [&style.to_le_bytes(), properties].concat();
        self.paragraphs.push((self.document.len(), list));
        self
    }

    /// Adds a plain paragraph.
    pub fn plain(&mut self, text: &str) -> &mut Self {
        self.text(&format!("{text}\r"), &[]).end(0, &[])
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut document = self.document.clone();
        let mut table = Vec::new();
        let mut parts = Vec::new();
        for (part, entry, runs) in [(13, 13, &self.paragraphs), (12, 1, &self.characters)] {
            document.resize(document.len().next_multiple_of(512), 0);
            let number = document.len() / 512;
            document.extend(page(runs, entry));
            let place = table.len();
            let end = runs.last().map_or(TEXT, |run| run.0);
            table.extend([TEXT as u32, end as u32, number as u32].into_iter().flat_map(u32::to_le_bytes));
            parts.push((part, place, table.len() - place));
        }
        let place = table.len();
        for list in &self.property_lists {
            table.push(1);
            table.extend((list.len() as u16).to_le_bytes());
            table.extend(list);
        }
        let pieces: Vec<_> = (0..self.repeated).flat_map(|_| &self.pieces).collect();
        table.push(2);
        table.extend((pieces.len() as u32 * 12 + 4).to_le_bytes());
        let mut position = 0_u32;
        table.extend(position.to_le_bytes());
        for piece in &pieces {
            position += piece.1 as u32;
            table.extend(position.to_le_bytes());
        }
        for &&(place, _, wide, prm) in &pieces {
            table.extend([0, 0]);
            table.extend(if wide { place as u32 } else { (place as u32 * 2) | (1 << 30) }.to_le_bytes());
            table.extend(prm.to_le_bytes());
        }
        parts.push((33, place, table.len() - place));
        for (part, bytes) in [(1, &self.styles), (74, &self.uses), (73, &self.lists)] {
            parts.push((part, table.len(), bytes.len()));
            table.extend(bytes);
        }
        let mut put = |place: usize, bytes: &[u8]| document[place..place + bytes.len()].copy_from_slice(bytes);
        put(0, &0xA5EC_u16.to_le_bytes());
        put(2, &0x00C1_u16.to_le_bytes());
        put(0x0A, &0x0200_u16.to_le_bytes());
        put(0x4C, &(position - self.boxes as u32).to_le_bytes());
        put(0x64, &(self.boxes as u32).to_le_bytes());
        for (part, place, length) in parts {
            put(0x9A + part * 8, &(place as u32).to_le_bytes());
            put(0x9E + part * 8, &(length as u32).to_le_bytes());
        }
        for &(place, value) in &self.patches {
            put(place, &value.to_le_bytes());
        }
        container(&[("/WordDocument", &document), ("/1Table", &table), ("/Data", &self.data)])
    }
}

/// A compound file with these streams.
pub fn container(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut container = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        container.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    container.flush().unwrap();
    container.into_inner().into_inner()
}

/// An FKP: borders, entries of `entry` bytes, and from its end backwards the property lists.
fn page(runs: &[(usize, Vec<u8>)], entry: usize) -> Vec<u8> {
    let mut page = vec![0; 512];
    let mut free = 510;
    page[..4].copy_from_slice(&(TEXT as u32).to_le_bytes());
    for (index, (end, list)) in runs.iter().enumerate() {
        page[index * 4 + 4..index * 4 + 8].copy_from_slice(&(*end as u32).to_le_bytes());
        if list.is_empty() {
            continue;
        }
        // A paragraph's length is in words, here always behind a 0.
        let mut stored = if entry == 13 { vec![0, list.len().div_ceil(2) as u8] } else { vec![list.len() as u8] };
        stored.extend(list);
        stored.resize(stored.len().next_multiple_of(2), 0);
        free -= stored.len();
        page[free..free + stored.len()].copy_from_slice(&stored);
        page[(runs.len() + 1) * 4 + index * entry] = (free / 2) as u8;
    }
    assert!((runs.len() + 1) * 4 + runs.len() * entry <= free, "too much for a page");
    page[511] = runs.len() as u8;
    page
}

/// An `LVL`: its first number, its format and its text.
pub fn level(start: i32, format: u8, text: &str) -> Vec<u8> {
    let mut level = vec![0; 28];
    level[..4].copy_from_slice(&start.to_le_bytes());
    level[4] = format;
    level.extend((text.encode_utf16().count() as u16).to_le_bytes());
    level.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    level
}
