//! Rich Text Format as groups, control words and bytes of text.

/// What RTF is made of.
pub enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\name` and its number.
    Word(&'a [u8], Option<i32>),
    /// `\` and a sign that is no letter.
    Symbol(u8),
    /// A byte of text: literal, escaped or as `\'xx`.
    Byte(u8),
}

/// The tokens of a file.
pub struct Tokens<'a> {
    /// What is not yet read.
    pub rest: &'a [u8],
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            match self.byte()? {
                b'{' => return Some(Token::Open),
                b'}' => return Some(Token::Close),
                b'\\' => return self.control(),
                b'\r' | b'\n' | 0 => {}
                byte => return Some(Token::Byte(byte)),
            }
        }
    }
}

impl<'a> Tokens<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(byte)
    }

    fn bytes_while(&mut self, belongs: fn(&u8) -> bool) -> &'a [u8] {
        let length = self.rest.iter().take_while(|byte| belongs(byte)).count();
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or_default();
        self.rest = rest;
        taken
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let name = self.bytes_while(u8::is_ascii_alphabetic);
        if !name.is_empty() {
            return Some(self.word(name));
        }
        Some(match self.byte()? {
            b'\'' => {
                let digits = self.rest.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
                let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) else {
                    return Some(Token::Symbol(b'\''));
                };
                self.rest = self.rest.get(2..).unwrap_or_default();
                Token::Byte(byte)
            }
            byte @ (b'\\' | b'{' | b'}') => Token::Byte(byte),
            b'\r' | b'\n' => Token::Word(b"par", None),
            b'\t' => Token::Word(b"tab", None),
            symbol => Token::Symbol(symbol),
        })
    }

    fn word(&mut self, name: &'a [u8]) -> Token<'a> {
        let negative = self.rest.first() == Some(&b'-') && self.rest.get(1).is_some_and(u8::is_ascii_digit);
        if negative {
            self.byte();
        }
        let digits = self.bytes_while(u8::is_ascii_digit);
        let value = digits
            .iter()
            .fold(0i32, |value, digit| value.saturating_mul(10).saturating_add(i32::from(digit.saturating_sub(b'0'))));
        let value = if negative { value.saturating_neg() } else { value };
        if self.rest.first() == Some(&b' ') {
            self.byte();
        }
        if name == b"bin" {
            self.rest = usize::try_from(value).ok().and_then(|length| self.rest.get(length..)).unwrap_or_default();
        }
        Token::Word(name, (!digits.is_empty()).then_some(value))
    }
}
