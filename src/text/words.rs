//! A list of words that is looked for in one pass.
//!
//! `str::contains` prepares a search anew for every word that it is asked for, which costs more than the search where
//! texts are sentences. Here the text is gone through once for all words of a list: each character is looked up in a
//! small set of those that begin a word, then with the one behind it in a set of such pairs, and only where both may
//! begin a word the words themselves are compared. The sets are made by the compiler, so that nothing is built at first
//! use.

/// A list of words: `static WORDS: Words = Words::new(&["…"])`, or `words!` where it is used but once.
#[derive(Debug)]
pub struct Words {
    words: &'static [&'static str],
    /// The words' first characters: a bit for each, which another character may share.
    first: [u64; 8],
    /// Their first two characters: a bit for each pair, and one for each word that has no second of three bytes.
    pairs: [u64; 4],
}

/// The [`Words`] given, as a static of its own: `words!["上年", "去年"].is_in(text)`.
macro_rules! words {
    ($($word:expr),+ $(,)?) => {{
        static WORDS: $crate::text::Words = $crate::text::Words::new(&[$($word),+]);
        &WORDS
    }};
}

impl Words {
    /// The list of `words`, none of them empty. Of words that begin with one another the one that stands first is
    /// found.
    pub const fn new(words: &'static [&'static str]) -> Self {
        let (mut first, mut pairs) = ([0; 8], [0; 4]);
        let mut at = 0;
        while at < words.len() {
            assert!(!words[at].is_empty());
            let word = words[at].as_bytes();
            let bit = bit(word, 0);
            first[bit >> 6] |= 1 << (bit & 63);
            let pair = if word.len() < 6 { lone(bit) } else { pair(bit, word) };
            pairs[pair >> 6] |= 1 << (pair & 63);
            at += 1;
        }
        Words { words, first, pairs }
    }

    /// Whether one of the words stands in `text`.
    pub fn is_in(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// Whether one of the words may stand in the text that left `traces`; `false` is certain, and soon told.
    pub fn may_be_in(&self, traces: &Traces) -> bool {
        self.words.iter().any(|word| traces.may_hold(word))
    }

    /// The first of the words in `text`, and at which byte it begins.
    pub fn find(&self, text: &str) -> Option<(usize, &'static str)> {
        self.find_from(text, 0)
    }

    /// The last of the words in `text`, and at which byte it begins.
    pub fn rfind(&self, text: &str) -> Option<(usize, &'static str)> {
        let bytes = text.as_bytes();
        (0..bytes.len()).rev().find_map(|at| Some((at, self.at(bytes, at)?)))
    }

    /// All words in `text` with the bytes at which they begin, none overlapping.
    pub fn matches<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, &'static str)> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            let (at, word) = self.find_from(text, from)?;
            from = at + word.len();
            Some((at, word))
        })
    }

    /// The word that `text` begins with.
    pub fn begin(&self, text: &str) -> Option<&'static str> {
        if text.is_empty() { None } else { self.at(text.as_bytes(), 0) }
    }

    /// The word that `text` ends with.
    pub fn end(&self, text: &str) -> Option<&'static str> {
        self.words.iter().copied().find(|word| text.ends_with(word))
    }

    fn find_from(&self, text: &str, from: usize) -> Option<(usize, &'static str)> {
        let bytes = text.as_bytes();
        let mut at = from;
        while let Some(&lead) = bytes.get(at) {
            if let Some(word) = self.at(bytes, at) {
                return Some((at, word));
            }
            at += match lead {
                0xE0..0xF0 => 3,
                0..0xC0 => 1,
                0xC0..0xE0 => 2,
                _ => 4,
            };
        }
        None
    }

    // Most of what is asked here is answered no by one bit: that much goes into the loops.
    #[inline(always)]
    fn at(&self, bytes: &[u8], at: usize) -> Option<&'static str> {
        let bit = bit(bytes, at);
        if self.first[bit >> 6] & (1 << (bit & 63)) == 0 { None } else { self.of_first(bit, &bytes[at..]) }
    }

    /// The word that `rest`, whose first character has this bit, begins with.
    #[inline(never)]
    fn of_first(&self, bit: usize, rest: &[u8]) -> Option<&'static str> {
        // 公, 信 and 政 stand everywhere; with the right character behind them they do not.
        let may = |pair: usize| self.pairs[pair >> 6] & (1 << (pair & 63)) != 0;
        if !may(lone(bit)) && (rest.len() < 6 || !may(pair(bit, rest))) {
            return None;
        }
        self.words.iter().copied().find(|word| {
            // The last byte tells most words apart, and costs no call.
            let last = word.len() - 1;
            rest.get(last) == Some(&word.as_bytes()[last]) && rest.starts_with(word.as_bytes())
        })
    }
}

/// The bit, of 512, for the character that begins at byte `at`.
#[inline(always)]
const fn bit(bytes: &[u8], at: usize) -> usize {
    let lead = bytes[at] as usize;
    if lead < 0xE0 || bytes.len() < at + 3 {
        return lead;
    }
    let (second, third) = (bytes[at + 1] as usize & 0x3F, bytes[at + 2] as usize & 0x3F);
    ((lead & 0xF) * 97 + second * 8 + third * 5) & 0x1FF
}

/// The bit, of 256, for the character whose bit is `first` and the three bytes that stand behind it in `rest`.
const fn pair(first: usize, rest: &[u8]) -> usize {
    let (second, third) = (rest[4] as usize & 0x3F, rest[5] as usize & 0x3F);
    (first * 31 + (rest[3] as usize & 0xF) * 67 + second * 9 + third * 5) & 0xFF
}

/// The bit, of 256, for a word that is told by the bit of its first character alone.
const fn lone(first: usize) -> usize {
    (first * 11 + 7) & 0xFF
}

/// Which characters stand in a text, and which two side by side: a bit for each, which others may share. Of most words
/// it tells at once that they do not stand there, and the text need not be gone through for them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traces(Vec<u64>);

impl Traces {
    /// Bits for each character of a text: few enough are set that two in three words in vain asked for are told.
    const BITS: usize = 32;
    const MOST_BITS: usize = 1 << 15;

    /// The traces of `text`.
    pub fn of(text: &str) -> Self {
        let mut traces = Tracer::for_bytes(text.len());
        text.chars().for_each(|character| traces.add(character));
        traces.traces()
    }

    /// Whether `word` may stand in the text: whether each two of its characters do.
    pub fn may_hold(&self, word: &str) -> bool {
        let mut characters = word.chars();
        let Some(mut before) = characters.next() else { return true };
        if before.len_utf8() == word.len() {
            return self.get(Self::key(None, before));
        }
        characters.all(|character| self.get(Self::key(Some(std::mem::replace(&mut before, character)), character)))
    }

    /// A number for `second` behind `first`, or for itself, whose lower bits are as good as thrown.
    fn key(first: Option<char>, second: char) -> u32 {
        Self::mixed(first.map_or(0, Self::before), second)
    }

    #[inline(always)]
    fn before(first: char) -> u32 {
        (first as u32).wrapping_mul(0x9E37_79B1).rotate_left(13)
    }

    #[inline(always)]
    fn mixed(before: u32, character: char) -> u32 {
        let mixed = (before ^ character as u32).wrapping_mul(0x85EB_CA6B);
        mixed ^ mixed >> 16
    }

    fn get(&self, key: u32) -> bool {
        let bit = key as usize & (self.0.len() * 64).wrapping_sub(1);
        self.0.get(bit >> 6).is_some_and(|bits| bits >> (bit & 63) & 1 == 1)
    }
}

/// Makes the [`Traces`] of a text that is gone through for other reasons, too.
#[derive(Debug)]
pub struct Tracer {
    bits: Vec<u64>,
    /// One less than there are bits.
    mask: u32,
    /// The key of the last character as the first of two.
    before: u32,
}

impl Tracer {
    /// For a text of so many bytes.
    pub fn for_bytes(bytes: usize) -> Self {
        let bits = (bytes / 3 * Traces::BITS).next_power_of_two().clamp(64, Traces::MOST_BITS);
        Tracer { bits: vec![0; bits / 64], mask: bits as u32 - 1, before: 0 }
    }

    /// The next character of the text.
    #[inline(always)]
    pub fn add(&mut self, character: char) {
        self.set(Traces::mixed(0, character));
        self.set(Traces::mixed(self.before, character));
        self.before = Traces::before(character);
    }

    #[inline(always)]
    fn set(&mut self, key: u32) {
        let bit = key & self.mask;
        self.bits[(bit >> 6) as usize] |= 1 << (bit & 63);
    }

    /// The traces of the characters so far.
    pub fn traces(self) -> Traces {
        Traces(self.bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traces_are_silent_only_of_what_is_not_there() {
        let text = "上年度结转5件，通过EMS寄出。";
        let traces = Traces::of(text);
        let mut characters: Vec<&str> =
            text.char_indices().map(|(at, character)| &text[at..at + character.len_utf8()]).collect();
        characters.extend(["上年", "年度", "结转5件", "EMS", "寄出。"]);
        assert!(characters.iter().all(|word| traces.may_hold(word)));
        // Of what does not stand there it seldom says that it may.
        let absent: Vec<String> = (0x4E00..0x4F00u32)
            .filter_map(|code| Some([char::from_u32(code)?, char::from_u32(code + 0x333)?].iter().collect()))
            .collect();
        let taken = absent.iter().filter(|word| traces.may_hold(word)).count();
        assert!(taken * 8 < absent.len(), "{taken}");
        assert!(!Traces::default().may_hold("件") && !words!["今年", "公开"].may_be_in(&Traces::of("")));
    }

    static WORDS: Words = Words::new(&["上年度", "上年", "EMS", "件"]);

    #[test]
    fn the_first_the_last_and_all() {
        let text = "上年度5件，上年EMS3件";
        assert_eq!(WORDS.find(text), Some((0, "上年度")));
        assert_eq!(WORDS.rfind(text), Some((text.len() - 3, "件")));
        let all: Vec<&str> = WORDS.matches(text).map(|(_, word)| word).collect();
        assert_eq!(all, ["上年度", "件", "上年", "EMS", "件"]);
        assert!(WORDS.matches(text).all(|(at, word)| text[at..].starts_with(word)));
        assert!(!WORDS.is_in("去年，第5次") && !WORDS.is_in("") && words!["年"].is_in("去年"));
        assert_eq!((WORDS.begin(text), WORDS.begin(""), WORDS.end(text)), (Some("上年度"), None, Some("件")));
    }

    /// The standard library's search says the same of every word of a text.
    #[test]
    fn as_the_standard_library_has_it() {
        static ALL: Words = Words::new(&["我", "们", "abc", "é", "𠮷", "政府信息", "？"]);
        for text in ["我们的政府信息abé𠮷？", "ab𠮷政府信", "é", "𠮷", "政府信息"] {
            let by_library = ALL.words.iter().filter_map(|word| Some((text.find(word)?, *word))).min();
            assert_eq!(ALL.find(text), by_library, "{text}");
            let last = ALL.words.iter().filter_map(|word| Some((text.rfind(word)?, *word))).max();
            assert_eq!(ALL.rfind(text), last, "{text}");
        }
    }
}
