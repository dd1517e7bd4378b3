//! Records: a label and the values behind it, from rows of cells as well as from lines of text.

use super::{CellReading, Label, Unit};
use crate::document::Document;
use crate::text::{Folded, Ordinal, Span, Value, fold};

/// A label and the values that follow it.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// The pieces of the label: those in the row itself, else all pieces since the last value.
    pub label: Vec<Piece>,
    /// The values.
    pub values: Vec<CellReading>,
    /// For a row of a table, the columns of its values in the grid.
    pub columns: Option<Vec<u32>>,
    /// Whether label and values stand in one row of a table.
    pub in_row: bool,
    /// Whether the label stands in the row itself rather than before it.
    pub own_label: bool,
    /// The values are one run of digits that nothing parts, as in `规章000`.
    pub glued: bool,
}

/// A piece of a label.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Where it stands.
    pub span: Span,
    /// Its folded text.
    pub text: String,
}

impl Record {
    /// The pieces of the label put together.
    pub fn text(&self) -> String {
        self.label.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// Whether all values are blank.
    pub fn is_blank(&self) -> bool {
        self.values.iter().all(|reading| reading.value == Value::Blank)
    }

    /// The label as far as it is that of `official` (folded): the shortest run of pieces at the end that is most like it.
    pub fn label_like(&self, official: &str) -> Option<Label> {
        let wanted: Vec<char> = official.chars().collect();
        let mut best: Option<(f32, usize, String)> = None;
        for first in (0..self.label.len()).rev().take(8) {
            let text: String = self.label[first..].iter().map(|piece| piece.text.as_str()).collect();
            let chars: Vec<char> = text.chars().collect();
            let likeness = crate::text::similar::likeness(&chars, &wanted);
            if best.as_ref().is_none_or(|(other, ..)| likeness > *other) {
                best = Some((likeness, first, text));
            }
            if chars.len() > wanted.len() * 2 + 8 {
                break;
            }
        }
        let (likeness, first, text) = best?;
        // The beginning of a long label is that label, cut short.
        let cut_short = text.chars().count() >= 5 && official.starts_with(text.as_str());
        (likeness >= 0.5 || cut_short).then(|| Label {
            spans: self.label[first..].iter().map(|piece| piece.span).collect(),
            exact: self.in_row || self.label.len() == 1 || text == official,
            text,
        })
    }
}

enum Token {
    Label(Piece),
    Value(CellReading, bool),
}

/// Cells and words that hold a value rather than a label.
fn is_value(text: &str) -> bool {
    match Value::parse(text) {
        Value::NotNumber => {
            let folded = fold(text);
            let start = folded.trim_start_matches(['约', '近', '共', '-', '+', '增', '减', '加', '少']);
            start.starts_with(|first: char| first.is_ascii_digit())
                && folded.chars().count() <= 24
                && Ordinal::parse(text).is_none()
        }
        _ => true,
    }
}

/// What is known of a table's labels while its units are cut into tokens.
pub struct Labels {
    /// The labels of its rows, folded: what follows one of them in a row is a value, whatever it says.
    pub rows: Vec<String>,
    /// All its labels, folded.
    pub all: Vec<String>,
}

impl Labels {
    fn is_row(&self, folded: &str) -> bool {
        self.rows.iter().any(|row| row == folded)
    }

    /// Whether a label begins at the start of `chars`.
    fn begins(&self, chars: &[char]) -> bool {
        self.all.iter().any(|label| {
            let mut length = 0;
            label.chars().all(|character| {
                length += 1;
                chars.get(length - 1) == Some(&character)
            })
        })
    }
}

/// How many values other than blanks a unit holds.
pub fn count_values(document: &Document, labels: &Labels, unit: &Unit) -> usize {
    let is_filled = |token: &Token| matches!(token, Token::Value(reading, _) if reading.value != Value::Blank);
    tokens(document, labels, unit).iter().filter(|token| is_filled(token)).count()
}

fn tokens(document: &Document, labels: &Labels, unit: &Unit) -> Vec<Token> {
    let mut all = Vec::new();
    if unit.columns.is_some() {
        // 表四 has no names of rows; there a row of figures is one that holds more of them than of anything else.
        let figures = unit.cells.iter().filter(|&&span| Value::parse(document.quote(span)).number().is_some()).count();
        let mut named = labels.rows.is_empty() && figures >= 5 && figures * 2 > unit.cells.len();
        for &span in &unit.cells {
            let text = document.quote(span);
            if is_value(text) {
                all.push(value(document, span, false));
                continue;
            }
            let piece = Piece { span, text: fold(text) };
            let is_row = labels.is_row(&piece.text);
            // Beside the name of a row a word stands for a figure: 暂无, 〇, 减5. (A whole table in one row has names again.)
            if named && !is_row && !labels.all.contains(&piece.text) {
                all.push(Token::Value(CellReading { span, value: Value::NotNumber }, false));
            } else {
                named |= is_row;
                all.push(Token::Label(piece));
            }
        }
    } else if let [span] = unit.cells[..] {
        line_tokens(document, labels, span, &mut all);
    }
    all
}

/// Whether a row of cells holds several rows of the form, as when a whole table stands in one line.
fn is_run_together(tokens: &[Token], labels: &Labels) -> bool {
    let names = tokens.iter().filter(|token| matches!(token, Token::Label(piece) if labels.is_row(&piece.text)));
    names.count() >= 2
}

fn label(document: &Document, span: Span) -> Token {
    Token::Label(Piece { span, text: fold(document.quote(span)) })
}

fn value(document: &Document, span: Span, glued: bool) -> Token {
    Token::Value(CellReading { span, value: Value::parse(document.quote(span)) }, glued)
}

/// The words of a line; a word that ends in digits is cut before them, and before a label that follows digits.
fn line_tokens(document: &Document, labels: &Labels, line: Span, all: &mut Vec<Token>) {
    let text = document.quote(line);
    if is_page_number(&fold(text)) {
        return;
    }
    if is_value(text) && !text.trim().contains(char::is_whitespace) {
        return all.push(value(document, line, is_run(text)));
    }
    let base = line.start as usize;
    let mut start = None;
    for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
        match (character.is_whitespace(), start) {
            (true, Some(from)) => {
                word_tokens(document, labels, Span::new(line.block, base + from..base + at), all);
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
}

fn word_tokens(document: &Document, labels: &Labels, word: Span, all: &mut Vec<Token>) {
    let text = document.quote(word);
    if is_value(text) {
        return all.push(value(document, word, is_run(text)));
    }
    let folded = Folded::new(text);
    let chars = &folded.chars;
    let part = |from: usize, to: usize| {
        let range = folded.original(from..to);
        Span::new(word.block, word.start as usize + range.start..word.start as usize + range.end)
    };
    // 规章000规范性文件000: where a label begins behind a digit, another row begins.
    let mut cuts = vec![0];
    cuts.extend((1..chars.len()).filter(|&at| chars[at - 1].is_ascii_digit() && labels.begins(&chars[at..])));
    cuts.push(chars.len());
    for cut in cuts.windows(2) {
        let (from, to) = (cut[0], cut[1]);
        let figures = chars[from..to]
            .iter()
            .rev()
            .take_while(|character| character.is_ascii_digit() || **character == '.')
            .count();
        let at = to - figures;
        if figures == 0 || at == from || !ends_a_label(chars[at - 1]) {
            all.push(label(document, part(from, to)));
        } else {
            all.push(label(document, part(from, at)));
            let run = chars[at..to].iter().all(char::is_ascii_digit);
            all.push(value(document, part(at, to), run));
        }
    }
}

/// `— 3 —`, `第 3 页 共 12 页`, `3/12` (folded).
fn is_page_number(folded: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let dashes = ['—', '-', '―', '─'];
    let inner = folded.trim_matches(dashes);
    let between_dashes = folded.starts_with(dashes) && folded.ends_with(dashes) && digits(inner);
    let numbered = folded.strip_prefix('第').and_then(|rest| rest.split_once('页')).is_some_and(|(number, rest)| {
        digits(number)
            && (rest.is_empty()
                || rest
                    .trim_start_matches('，')
                    .strip_prefix('共')
                    .and_then(|rest| rest.strip_suffix('页'))
                    .is_some_and(digits))
    });
    let of_all = folded.split_once('/').is_some_and(|(page, pages)| digits(page) && digits(pages));
    between_dashes || numbered || of_all
}

fn is_run(text: &str) -> bool {
    text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn ends_a_label(character: char) -> bool {
    matches!(character, '\u{4E00}'..='\u{9FFF}' | '）' | '"')
}

/// Turns units into records; also gives the label pieces that no value followed in their row (heads, groups).
pub fn records(document: &Document, labels: &Labels, units: &[Unit]) -> (Vec<Record>, Vec<Piece>) {
    let mut records: Vec<Record> = Vec::new();
    let mut heads: Vec<Piece> = Vec::new();
    // The label pieces since the last value.
    let mut pending: Vec<Piece> = Vec::new();
    // Whether the record so far may take more values, one a line.
    let mut open = false;
    for unit in units {
        let tokens = tokens(document, labels, unit);
        if let Some(columns) = &unit.columns
            && !is_run_together(&tokens, labels)
        {
            open = false;
            let record = row_record(tokens, labels, columns, &mut pending, &mut heads);
            records.extend(record);
            continue;
        }
        let (mut here, mut named) = (0, false);
        for token in tokens {
            match token {
                Token::Label(piece) => {
                    heads.push(piece.clone());
                    pending.push(piece);
                    open = false;
                    named = true;
                }
                Token::Value(reading, glued) => {
                    let continues = open && pending.is_empty();
                    match records.last_mut() {
                        Some(record) if continues => {
                            record.values.push(reading);
                            record.glued = false;
                        }
                        _ => records.push(Record {
                            label: std::mem::take(&mut pending),
                            values: vec![reading],
                            glued,
                            ..Record::default()
                        }),
                    }
                    open = true;
                    here += 1;
                }
            }
        }
        // A line with several values, or with a label and its value, is complete; the next line's numbers are not its own.
        open &= here <= 1 && !named;
    }
    (records, heads)
}

/// The record of a row of cells: its values are those after its last label.
fn row_record(
    tokens: Vec<Token>,
    labels: &Labels,
    columns: &[u32],
    pending: &mut Vec<Piece>,
    heads: &mut Vec<Piece>,
) -> Option<Record> {
    let last_label = tokens.iter().rposition(|token| matches!(token, Token::Label(_)));
    let first_value = last_label.map_or(0, |at| at + 1);
    let mut own = Vec::new();
    let mut values = Vec::new();
    for (at, token) in tokens.into_iter().enumerate() {
        match token {
            Token::Label(piece) => own.push(piece),
            Token::Value(reading, _) if at >= first_value => values.push(reading),
            Token::Value(..) => {}
        }
    }
    let filled = values.iter().any(|reading| reading.value != Value::Blank);
    heads.extend(own.iter().cloned());
    if values.is_empty() || !filled && own.is_empty() && values.len() < 5 {
        pending.extend(own);
        return None;
    }
    let own_label = !own.is_empty();
    let label = if own.is_empty() {
        std::mem::take(pending)
    } else {
        if filled {
            own = with_beginning(own, pending, labels);
            pending.clear();
        }
        own
    };
    let columns = Some(columns[first_value..].to_vec());
    Some(Record { label, values, columns, in_row: true, own_label, glued: false })
}

/// A label that a line break cut in two: the lines before it are its beginning if together they are a row's name.
fn with_beginning(own: Vec<Piece>, pending: &[Piece], labels: &Labels) -> Vec<Piece> {
    let Some(first) = own.first().filter(|first| !labels.all.contains(&first.text)) else { return own };
    for count in 1..=pending.len().min(3) {
        let before = &pending[pending.len() - count..];
        let whole: String = before.iter().map(|piece| piece.text.as_str()).chain([first.text.as_str()]).collect();
        if labels.is_row(&whole) {
            return before.iter().cloned().chain(own).collect();
        }
    }
    own
}

/// The record's values without the one that is a page number, where there is one value too many and only without that
/// one does `balances` hold.
pub fn without_page_number(
    record: &Record,
    count: usize,
    balances: impl Fn(&[CellReading]) -> bool,
) -> Option<Vec<CellReading>> {
    if record.in_row || record.values.len() != count + 1 {
        return None;
    }
    let without = |at: usize| {
        let mut values = record.values.clone();
        values.remove(at);
        values
    };
    let mut found = (0..=count).map(without).filter(|values| balances(values));
    let first = found.next()?;
    // Leaving out either of two equal neighbours comes to the same.
    let same = |other: Vec<CellReading>| other.iter().zip(&first).all(|(left, right)| left.value == right.value);
    found.all(same).then_some(first)
}

/// Fits values to `count` columns. `first_column` is the grid column of the first of them, where the heads tell it.
pub fn fit(
    record: &Record,
    count: usize,
    first_column: Option<u32>,
    usual_end: Option<usize>,
) -> Option<Vec<CellReading>> {
    let values = &record.values;
    if values.len() == count {
        return Some(values.clone());
    }
    if values.len() < count {
        return None;
    }
    let is_filled = |reading: &CellReading| reading.value != Value::Blank;
    let (first, last) = match (values.iter().position(is_filled), values.iter().rposition(is_filled)) {
        (Some(first), Some(last)) => (first, last),
        _ => (0, 0),
    };
    if last - first >= count {
        return None;
    }
    // All windows of the right width that hold every value.
    let earliest = (last + 1).saturating_sub(count);
    let latest = first.min(values.len() - count);
    let window = |start: usize| (earliest..=latest).contains(&start).then(|| values[start..start + count].to_vec());
    let by_head = || {
        let columns = record.columns.as_ref()?;
        columns.iter().position(|&column| Some(column) == first_column)
    };
    if earliest == latest {
        return window(earliest);
    }
    by_head()
        .and_then(window)
        .or_else(|| usual_end.and_then(|end| values.len().checked_sub(end)).and_then(window))
        .or_else(|| window(if record.is_blank() { 0 } else { latest }))
}

/// Takes a run of digits apart into `count` numbers, where only one way is possible: a digit each, or the one way in
/// which the last is the sum of the others.
pub fn unglue(document: &Document, record: &Record, count: usize) -> Option<Vec<CellReading>> {
    let [only] = &record.values[..] else { return None };
    let digits = document.quote(only.span);
    if !record.glued || count < 2 || digits.len() > 24 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let cuts = if digits.len() == count { (1..count).collect() } else { the_one_sum(digits, count)? };
    let mut edges = vec![0];
    edges.extend(cuts);
    edges.push(digits.len());
    let start = only.span.start as usize;
    let cell = |edge: &[usize]| {
        let span = Span::new(only.span.block, start + edge[0]..start + edge[1]);
        CellReading { span, value: Value::parse(document.quote(span)) }
    };
    Some(edges.windows(2).map(cell).collect())
}

/// Where to cut `digits` into `count` numbers without leading noughts of which the last is the sum of the others; `None`
/// if there are several ways or none.
fn the_one_sum(digits: &str, count: usize) -> Option<Vec<usize>> {
    fn search(
        digits: &[u8],
        from: usize,
        left: usize,
        sum: u64,
        cuts: &mut Vec<usize>,
        found: &mut Vec<Vec<usize>>,
        budget: &mut u32,
    ) {
        *budget = budget.saturating_sub(1);
        if *budget == 0 || found.len() > 1 {
            return;
        }
        let number = |range: &[u8]| {
            range.iter().fold(0u64, |value, &digit| value.saturating_mul(10).saturating_add(u64::from(digit - b'0')))
        };
        let leading_nought = |range: &[u8]| range.len() > 1 && range[0] == b'0';
        if left == 1 {
            let last = &digits[from..];
            if !last.is_empty() && !leading_nought(last) && number(last) == sum {
                found.push(cuts.clone());
            }
            return;
        }
        for end in from + 1..=digits.len().saturating_sub(left - 1) {
            if leading_nought(&digits[from..end]) {
                break;
            }
            cuts.push(end);
            search(digits, end, left - 1, sum + number(&digits[from..end]), cuts, found, budget);
            cuts.pop();
        }
    }
    if count != 7 || digits.len() < count {
        return None;
    }
    let mut found = Vec::new();
    search(digits.as_bytes(), 0, count, 0, &mut Vec::new(), &mut found, &mut 200_000);
    if found.len() == 1 { found.pop() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_of_digits_is_taken_apart_only_one_way() {
        assert_eq!(the_one_sum("120000012", 7), Some(vec![2, 3, 4, 5, 6, 7]));
        assert_eq!(the_one_sum("1234567", 7), None);
        assert_eq!(the_one_sum("12", 7), None);
    }

    #[test]
    fn page_numbers() {
        for line in ["—3—", "-12-", "第3页", "第6页共5页", "3/12"] {
            assert!(is_page_number(line), "{line}");
        }
        for line in ["-", "3", "-2", "——"] {
            assert!(!is_page_number(line), "{line}");
        }
    }

    #[test]
    fn values_and_labels() {
        for text in ["12", "", "/", "124件", "22（其中修订16件）", "约5", "无"] {
            assert!(is_value(text), "{text}");
        }
        for text in ["1.属于国家秘密", "3.其他", "规章", "2、重复申请"] {
            assert!(!is_value(text), "{text}");
        }
    }
}
