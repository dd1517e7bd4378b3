//! Characters of simple fonts: the base encodings, and glyph names in `/Differences` (ISO 32000-1, annex D).

/// The base encodings of simple fonts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// `StandardEncoding`
    Standard,
    /// `WinAnsiEncoding`
    Windows,
    /// `MacRomanEncoding`
    Mac,
}

/// Windows-1252 from 0x80 to 0x9F.
const WINDOWS: [char; 32] = [
    '€', '•', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '•', 'Ž', '•', '•', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', '•', 'ž', 'Ÿ',
];

/// Mac OS Roman from 0x80: what texts need of it.
const MAC: &[(u8, char)] = &[
    (0xA1, '°'),
    (0xA5, '•'),
    (0xC7, '«'),
    (0xC8, '»'),
    (0xC9, '…'),
    (0xCA, '\u{a0}'),
    (0xD0, '–'),
    (0xD1, '—'),
    (0xD2, '“'),
    (0xD3, '”'),
    (0xD4, '‘'),
    (0xD5, '’'),
    (0xD6, '÷'),
    (0xE1, '·'),
];

/// StandardEncoding from 0xA0: what texts need of it.
const STANDARD: &[(u8, char)] = &[
    (0xA5, '¥'),
    (0xA7, '§'),
    (0xAA, '“'),
    (0xAB, '«'),
    (0xB1, '–'),
    (0xB4, '·'),
    (0xB7, '•'),
    (0xBA, '”'),
    (0xBB, '»'),
    (0xBC, '…'),
    (0xBD, '‰'),
    (0xD0, '—'),
];

impl Base {
    /// The character of `code`.
    pub fn character(self, code: u8) -> Option<char> {
        let listed = |list: &[(u8, char)]| list.iter().find(|(listed, _)| *listed == code).map(|(_, found)| *found);
        match (self, code) {
            (Base::Standard, 0x27) => Some('’'),
            (Base::Standard, 0x60) => Some('‘'),
            (_, 0x20..=0x7E) => Some(char::from(code)),
            (Base::Windows, 0x80..=0x9F) => Some(WINDOWS[usize::from(code - 0x80)]),
            (Base::Windows, 0xA0..) => Some(char::from(code)),
            (Base::Mac, _) => listed(MAC),
            (Base::Standard, _) => listed(STANDARD),
            _ => None,
        }
    }
}

/// Names of ASCII's marks and of what else Chinese texts use, in the order of their characters below.
const NAMES: &str = "space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft parenright asterisk plus comma hyphen period slash zero one two three four five six seven eight nine colon semicolon less equal greater question at bracketleft backslash bracketright asciicircum underscore grave braceleft bar braceright asciitilde quoteleft quoteright quotedblleft quotedblright endash emdash bullet ellipsis periodcentered degree multiply divide plusminus minus nbspace yen section perthousand guillemotleft guillemotright";
const CHARACTERS: &str = " !\"#$%&'()*+,-./0123456789:;<=>?@[\\]^_`{|}~‘’“”–—•…·°×÷±−\u{a0}¥§‰«»";

/// The character of a glyph name: listed, one letter, `uni4E00`, `u4E00`.
pub fn character(name: &str) -> Option<char> {
    let name = name.split('.').next().unwrap_or(name);
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next())
        && letter.is_ascii_alphabetic()
    {
        return Some(letter);
    }
    if let Some(at) = NAMES.split(' ').position(|listed| listed == name) {
        return CHARACTERS.chars().nth(at);
    }
    let code = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'))?;
    if (4..=6).contains(&code.len()) { char::from_u32(u32::from_str_radix(code, 16).ok()?) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes() {
        assert_eq!(NAMES.split(' ').count(), CHARACTERS.chars().count());
        for (name, expected) in [("zero", '0'), ("period", '.'), ("A", 'A'), ("uni4E00", '一'), ("guillemotright", '»')]
        {
            assert_eq!(character(name), Some(expected), "{name}");
        }
        assert_eq!(character("g17"), None);
        assert_eq!(Base::Windows.character(0x93), Some('“'));
        assert_eq!(Base::Standard.character(b'7'), Some('7'));
        assert_eq!(Base::Mac.character(0x05), None);
    }
}
