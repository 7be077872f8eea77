//! One message and those attached to it.

use std::borrow::Cow;
use std::sync::LazyLock;

use mail_parser::decoders::html::text_to_html;
use mail_parser::{Address, HeaderName, HeaderValue, Message, MessageParser, MimeHeaders, PartType};

use super::{footer, part, plain_body};
use crate::document::compose::{self, Composed};
use crate::document::decode::Decoded;
use crate::document::link;
use crate::document::looks::looks_like_text;
use crate::document::model::{Document, Meta, Warning};
use crate::document::part::{PartId, Parts, fingerprint};
use crate::text::clean_words;

/// Where a message stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum MessagePlace {
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
pub(super) fn read(bytes: &[u8], place: MessagePlace, parts: &mut Parts) {
    let bytes = bounded(bytes, parts);
    match PARSER.parse(bytes.as_ref()) {
        Some(message) => collect(&message, place, 0, parts),
        None => parts.warn("A mail without headers was left out."),
    }
}

/// One for all mails: to make it takes longer than to read a short mail.
static PARSER: LazyLock<MessageParser> = LazyLock::new(MessageParser::default);

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
    for at in too_many {
        bytes[at] = b'x';
    }
    bytes.into()
}

fn collect(message: &Message, place: MessagePlace, depth: usize, parts: &mut Parts) {
    if message.parts.len() > MOST_PARTS {
        parts.warn(format!("A mail has more than {MOST_PARTS} parts; the rest are left out."));
    }
    if let Some(body) = Body::of(message) {
        match place {
            MessagePlace::Whole => parts.add_whole(body.document(message)),
            MessagePlace::Inside => {
                let source = fingerprint(body.source.trim().as_bytes());
                parts.add(&id(message), source, || body.document(message));
            }
        }
    }
    let attached = message.parts.iter().take(MOST_PARTS).filter_map(|part| match &part.body {
        PartType::Message(inner) => Some(inner),
        _ => None,
    });
    for inner in attached {
        if depth < DEEPEST {
            collect(inner, MessagePlace::Inside, depth + 1, parts);
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

/// The body of a message in its richest form.
struct Body {
    /// HTML, or plain text.
    source: String,
    is_html: bool,
    /// The format of RFC 3676, in which a space at the end of a line says that the paragraph goes on.
    is_flowed: bool,
    is_damaged: bool,
}

impl Body {
    /// `None` for a message without words.
    fn of(message: &Message) -> Option<Self> {
        let bodies = || message.html_body.iter().filter_map(|at| message.parts.get(*at as usize)).take(MOST_PARTS);
        let is_html = bodies().any(|part| matches!(part.body, PartType::Html(_)));
        let mut body = Self { source: String::new(), is_html, is_flowed: false, is_damaged: false };
        for part in bodies() {
            let text = part::text(message, part);
            if !looks_like_text(text.as_bytes()) {
                body.is_damaged = true;
                continue;
            }
            if is_html && matches!(part.body, PartType::Text(_)) {
                body.source += &text_to_html(&text);
            } else {
                body.source += &text;
            }
            body.source.push('\n');
            body.is_damaged |= part.is_encoding_problem;
            let format = part.content_type().and_then(|kind| kind.attribute("format"));
            body.is_flowed |= format.is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
        }
        (!body.source.trim().is_empty()).then_some(body)
    }

    fn document(self, message: &Message) -> Document {
        let meta = meta(message);
        let mut document = if self.is_html {
            compose::of_html(&Decoded::of(self.source), meta)
        } else {
            let mut composed = Composed::default();
            plain_body::add(&self.source, self.is_flowed, &mut composed);
            composed.document(meta)
        };
        footer::mark(&mut document);
        if self.is_damaged {
            let message = "A part of the mail is damaged or cut short; what could be decoded is here.".to_owned();
            document.warnings.push(Warning { line: None, message });
        }
        document
    }
}

/// What the headers say.
pub(super) fn meta(message: &Message) -> Meta {
    let subject = message.subject().map(clean_words).filter(|subject| !subject.is_empty());
    let author = sender(message);
    let from = author.as_deref().unwrap_or("an unknown sender");
    Meta {
        title: subject.unwrap_or_else(|| format!("Mail from {from}")),
        publication: list_name(message),
        published: message.date().map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)),
        language: None,
        url: archived_at(message),
        digest_of: None,
        author,
    }
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
