//! One message and those attached to it.

use std::borrow::Cow;

use mail_parser::{Address, HeaderName, HeaderValue, Message, MessageParser, MimeHeaders, PartType};

use super::plain_body;
use crate::document::compose::Composed;
use crate::document::link;
use crate::document::model::{Document, Meta, Warning};
use crate::document::part::{PartId, Parts};
use crate::text::clean_words;

/// Where a message stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// It is the file.
    Whole,
    /// In a mailbox, or attached to another message.
    Inside,
}

/// Messages inside messages that are opened; those further in are named in a warning.
const DEEPEST: usize = 16;

/// Parts of one message that are looked at: a newsletter has ten.
const MOST_PARTS: usize = 1000;

/// Messages that may stand inside others in one file, at any depth.
const MOST_NESTED: usize = 400;

/// The type of an attached message.
const NESTED: &[u8] = b"message/rfc822";

/// Collects the articles of a message: its own, and one for each message attached to it.
pub(super) fn read(bytes: &[u8], place: Place, parts: &mut Parts) {
    let bytes = bounded(bytes, parts);
    match MessageParser::default().parse(bytes.as_ref()) {
        Some(message) => collect(&message, place, 0, parts),
        None => parts.warn("A mail without headers was left out."),
    }
}

/// The message, with the types of attached messages past [`MOST_NESTED`] made unknown: nesting costs stack.
fn bounded<'a>(bytes: &'a [u8], parts: &mut Parts) -> Cow<'a, [u8]> {
    let starts = memchr::memchr2_iter(b'm', b'M', bytes);
    let nested =
        starts.filter(|&at| bytes[at..].get(..NESTED.len()).is_some_and(|kind| kind.eq_ignore_ascii_case(NESTED)));
    let too_many: Vec<usize> = nested.skip(MOST_NESTED).collect();
    if too_many.is_empty() {
        return bytes.into();
    }
    parts.warn(format!("The mail holds more than {MOST_NESTED} others; the rest are left out."));
    let mut bytes = bytes.to_vec();
    too_many.into_iter().for_each(|at| bytes[at] = b'x');
    bytes.into()
}

fn collect(message: &Message, place: Place, depth: usize, parts: &mut Parts) {
    if message.parts.len() > MOST_PARTS {
        parts.warn(format!("A mail has more than {MOST_PARTS} parts; the rest are left out."));
    }
    let composed = body(message);
    if !composed.is_empty() {
        match place {
            Place::Whole => parts.add_whole(document(message, composed)),
            Place::Inside => {
                let source = message.raw_message();
                parts.add(&id(message), source, || document(message, composed));
            }
        }
    }
    let attached = message.parts.iter().take(MOST_PARTS).filter_map(|part| match &part.body {
        PartType::Message(inner) => Some(inner),
        _ => None,
    });
    for inner in attached {
        if depth < DEEPEST {
            collect(inner, Place::Inside, depth + 1, parts);
        } else {
            parts.warn(format!("Mails more than {DEEPEST} deep in others are left out."));
        }
    }
}

fn id(message: &Message) -> PartId {
    let key = message.message_id().map(str::to_owned);
    PartId::of_key(&key.unwrap_or_else(|| {
        let subject = message.subject().unwrap_or_default();
        let date = message.date().map(ToString::to_string).unwrap_or_default();
        format!("{subject}\n{date}\n{}", sender(message).unwrap_or_default())
    }))
}

/// The body in its richest form.
fn body(message: &Message) -> Composed {
    let mut out = Composed::default();
    let bodies = message.html_body.iter().filter_map(|at| message.parts.get(*at as usize));
    for part in bodies.take(MOST_PARTS) {
        match &part.body {
            PartType::Html(html) => plain_body::add(&mail_parser::decoders::html::html_to_text(html), false, &mut out),
            PartType::Text(text) => {
                let attribute = |name| part.content_type().and_then(|kind| kind.attribute(name));
                plain_body::add(
                    text,
                    attribute("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed")),
                    &mut out,
                );
            }
            _ => {}
        }
        if part.is_encoding_problem {
            let message = "A part of the mail is damaged or cut short; what could be decoded is here.".to_owned();
            out.warnings.push(Warning { line: None, message });
        }
    }
    out
}

fn document(message: &Message, composed: Composed) -> Document {
    let subject = message.subject().map(clean_words).filter(|subject| !subject.is_empty());
    let author = sender(message);
    let from = author.as_deref().unwrap_or("an unknown sender");
    let meta = Meta {
        title: subject.unwrap_or_else(|| format!("Mail from {from}")),
        publication: list_name(message),
        published: message.date().map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)),
        language: None,
        url: archived_at(message),
        digest_of: None,
        author,
    };
    composed.document(meta)
}

/// The name of the first sender, else the address.
fn sender(message: &Message) -> Option<String> {
    let address = message.from().and_then(Address::first)?;
    let name = address.name.as_deref().or(address.address.as_deref())?;
    Some(clean_words(name)).filter(|name| !name.is_empty())
}

/// The name of the mailing list or newsletter: the words before the `<` of its `List-ID`.
fn list_name(message: &Message) -> Option<String> {
    let id = message.header_raw(HeaderName::ListId)?;
    let (name, _) = id.split_once('<')?;
    Some(clean_words(name.trim().trim_matches('"'))).filter(|name| !name.is_empty())
}

fn archived_at(message: &Message) -> Option<String> {
    let header = message.header(HeaderName::ArchivedAt)?;
    let text = match header {
        HeaderValue::Text(text) => text.as_ref(),
        _ => message.header_raw(HeaderName::ArchivedAt)?,
    };
    link::web(text.trim().trim_matches(['<', '>']))
}
