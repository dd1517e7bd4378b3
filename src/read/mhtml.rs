//! Saved web pages in one file (.mht, .mhtml; RFC 2557): the page itself, as text.

use super::encoding::{self, Decode};
use mail_parser::{MessageParser, MimeHeaders, PartType};

/// The HTML of the page; `None` where there is none.
pub fn page(bytes: &[u8], decode: Decode) -> Option<String> {
    let message = MessageParser::default().parse(bytes)?;
    let part = message.parts.iter().find(|part| {
        matches!(part.body, PartType::Html(_))
            || part
                .content_type()
                .is_some_and(|kind| kind.subtype().is_some_and(|name| name.eq_ignore_ascii_case("html")))
    })?;
    // The parser knows no Chinese encodings: the bytes are decoded here.
    let raw = message.raw_message.get(part.raw_body_offset() as usize..part.raw_end_offset() as usize)?;
    let bytes = match part.encoding {
        mail_parser::Encoding::QuotedPrintable => {
            mail_parser::decoders::quoted_printable::quoted_printable_decode(raw)?
        }
        mail_parser::Encoding::Base64 => mail_parser::decoders::base64::base64_decode(raw)?,
        mail_parser::Encoding::None => raw.to_vec(),
    };
    let named = part.content_type().and_then(|kind| kind.attribute("charset")).and_then(encoding::named);
    encoding::text(&bytes, named.or_else(|| encoding::declared(&bytes)), decode).map(|(text, _)| text)
}
