//! The text of one part of a message.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessagePart, MimeHeaders, PartType};

use crate::document::decode::{Decoded, decode};

/// The text of a part. Where its header names no encoding of characters, that is found from the bytes.
pub(super) fn text<'m>(message: &'m Message, part: &'m MessagePart) -> Cow<'m, str> {
    let (PartType::Text(text) | PartType::Html(text)) = &part.body else { return "".into() };
    if has_charset(part) || !text.contains(char::REPLACEMENT_CHARACTER) {
        return text.as_ref().into();
    }
    decoded(message, part).text.into()
}

/// The text of a part, with warnings about its encoding.
pub(super) fn decoded(message: &Message, part: &MessagePart) -> Decoded {
    let (PartType::Text(text) | PartType::Html(text)) = &part.body else { return Decoded::default() };
    let raw = message.raw_message().get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default();
    let bytes = match part.encoding {
        Encoding::None => Some(raw.to_vec()),
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::Base64 => base64_decode(raw),
    };
    match bytes.filter(|bytes| !bytes.is_empty() && !has_charset(part)) {
        Some(bytes) => Decoded::of(decode(&bytes).text),
        None => Decoded::of(text.to_string()),
    }
}

fn has_charset(part: &MessagePart) -> bool {
    part.content_type().is_some_and(|kind| kind.has_attribute("charset"))
}
