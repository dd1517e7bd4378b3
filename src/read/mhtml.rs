//! Saved web pages in one file (.mht, .mhtml; RFC 2557): the page itself, as text.

use super::encoding::{self, Decode, Encoding};
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};
use std::ops::Range;

/// The HTML of the page; `None` where there is none.
pub fn page(bytes: &[u8], decode: Decode) -> Option<String> {
    let message = MessageParser::default().parse(bytes)?;
    let found = locate(&message);
    dismantle(message);
    let (range, transfer, named) = found?;
    // The parser knows no Chinese encodings: the bytes are decoded here.
    let raw = bytes.get(range)?;
    let bytes = match transfer {
        mail_parser::Encoding::QuotedPrintable => {
            mail_parser::decoders::quoted_printable::quoted_printable_decode(raw)?
        }
        mail_parser::Encoding::Base64 => mail_parser::decoders::base64::base64_decode(raw)?,
        mail_parser::Encoding::None => raw.to_vec(),
    };
    encoding::text(&bytes, named.or_else(|| encoding::declared(&bytes)), decode).map(|(text, _)| text)
}

/// Where the page stands in the file, how it was packed for the way, and the encoding it names.
fn locate(message: &Message) -> Option<(Range<usize>, mail_parser::Encoding, Option<Encoding>)> {
    let is_page = |part: &&MessagePart| {
        let named =
            part.content_type().and_then(|kind| kind.subtype()).is_some_and(|name| name.eq_ignore_ascii_case("html"));
        named || matches!(part.body, PartType::Html(_))
    };
    let part = message.parts.iter().find(is_page)?;
    let named = part.content_type().and_then(|kind| kind.attribute("charset")).and_then(encoding::named);
    Some((part.raw_body_offset() as usize..part.raw_end_offset() as usize, part.encoding, named))
}

/// Drops a message level by level: messages in messages, however deep, must not exhaust the stack.
fn dismantle(message: Message) {
    let mut pending = vec![message];
    while let Some(mut message) = pending.pop() {
        for part in message.parts.drain(..) {
            if let PartType::Message(inner) = part.body {
                pending.push(inner);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_found_and_decoded() {
        let mail = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\n\
            Content-Type: text/html; charset=\"gb2312\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
            <p>=D5=FE=B8=AE</p>\r\n--b--\r\n";
        assert_eq!(page(mail.as_bytes(), encoding::decode).as_deref().map(str::trim), Some("<p>政府</p>"));
        assert_eq!(page(b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\na", encoding::decode), None);
    }

    #[test]
    fn messages_in_messages_do_not_exhaust_the_stack() {
        let nested = "Content-Type: message/rfc822\r\n\r\nMIME-Version: 1.0\r\n".repeat(200_000);
        assert_eq!(page(nested.as_bytes(), encoding::decode), None);
    }
}
