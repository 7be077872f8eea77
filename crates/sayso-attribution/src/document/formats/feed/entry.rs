//! One entry of a feed as an article.

use std::borrow::Cow;

use jiff::fmt::rfc2822::DateTimeParser;

use crate::document::compose::{self, Composed, change_kinds};
use crate::document::decode::Decoded;
use crate::document::formats::plain;
use crate::document::model::{BlockKind, Document, Meta, Warning};
use crate::document::part::PartId;
use crate::document::{date, link};
use crate::text::clean_words;

/// A feed as it was read.
#[derive(Debug, Default)]
pub(super) struct Feed {
    pub about: About,
    pub entries: Vec<Entry>,
    /// Whether it breaks off.
    pub is_broken: bool,
}

/// What the feed says of itself.
#[derive(Debug, Default)]
pub(super) struct About {
    pub title: String,
    pub author: String,
    pub language: String,
}

/// One entry, as it is written in the feed.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub id: String,
    pub title: String,
    pub link: String,
    pub authors: Vec<String>,
    pub published: String,
    pub updated: String,
    /// Text of any length, as HTML or plain.
    pub bodies: Vec<String>,
}

impl Entry {
    /// Stays the same for as long as the feed calls the entry by the same id.
    pub fn part_id(&self) -> PartId {
        let keys = [&self.id, &self.link];
        let key = keys.into_iter().find(|key| !key.trim().is_empty());
        PartId::of_key(key.map_or(format!("{}\n{}", self.title, self.published).as_str(), |key| key.trim()))
    }

    /// The article: the longest text of the entry.
    pub fn document(&self, about: &About, file: &str) -> Document {
        let body = self.bodies.iter().map(|body| unescaped(body)).max_by_key(|body| length(body)).unwrap_or_default();
        let mut document = if is_markup(&body) {
            compose::of_html(&Decoded::of(body.into_owned()), self.meta(about, file))
        } else {
            let mut composed = Composed::default();
            for piece in plain::pieces(&body) {
                composed.block(piece.kind, piece.span.of(&body));
            }
            composed.document(self.meta(about, file))
        };
        change_kinds(&mut document, |kind, words| if is_about_the_feed(words) { BlockKind::Furniture } else { kind });
        if is_cut(document.text()) {
            let address = document.meta.url.as_deref().map(|url| format!(": {url}")).unwrap_or_default();
            let message = format!("The feed has only the beginning; the whole article is on the web{address}");
            document.warnings.push(Warning { line: None, message });
        }
        document
    }

    fn meta(&self, about: &About, file: &str) -> Meta {
        let told = |text: &str| Some(words(text)).filter(|text| !text.is_empty());
        let names: Vec<String> = self.authors.iter().filter_map(|name| told(name)).collect();
        let author = if names.is_empty() { told(&about.author) } else { Some(names.join(", ")) };
        let publication = told(&about.title).unwrap_or_else(|| file.to_owned());
        Meta {
            title: told(&self.title).unwrap_or_else(|| format!("An entry of {publication}")),
            author,
            publication: Some(publication),
            published: day(&self.published).or_else(|| day(&self.updated)),
            language: told(&about.language),
            url: link::web(&self.link).or_else(|| link::web(&self.id)),
            digest_of: None,
        }
    }
}

/// Text on one line, without tags and with references resolved.
fn words(text: &str) -> String {
    let text = unescaped(text);
    let mut out = String::new();
    for (at, piece) in text.split('<').enumerate() {
        let inside = if at == 0 { piece } else { piece.split_once('>').map_or(piece, |(_, rest)| rest) };
        out += inside;
    }
    clean_words(&html_escape::decode_html_entities(&out))
}

/// The text, which some feeds escape twice: tags would be shown as text.
fn unescaped(text: &str) -> Cow<'_, str> {
    let escaped = !text.contains('<') && (text.contains("&lt;p") || text.contains("&lt;/") || text.contains("&lt;br"));
    if escaped { html_escape::decode_html_entities(text) } else { text.into() }
}

fn is_markup(text: &str) -> bool {
    let tag = |at: usize| text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
    text.match_indices('<').any(|(at, _)| tag(at)) || (text.contains('&') && text.contains(';'))
}

/// Number of bytes outside tags.
fn length(text: &str) -> usize {
    text.split('<')
        .enumerate()
        .map(|(at, piece)| if at == 0 { piece.len() } else { piece.split_once('>').map_or(0, |(_, rest)| rest.len()) })
        .sum()
}

/// The line that some blogs put under each entry: `The post Harbour plan first appeared on The Quay.`
fn is_about_the_feed(words: &str) -> bool {
    words.starts_with("The post ") && (words.contains(" appeared first on ") || words.contains(" first appeared on "))
}

fn is_cut(text: &str) -> bool {
    let text = text.trim_end();
    ["[…]", "[...]", "[&hellip;]", "Continue reading", "Read more", "Read More", "Continue reading →"]
        .iter()
        .any(|end| text.ends_with(end))
}

/// The day of a date as it is written, in its own time zone.
pub(super) fn day(text: &str) -> Option<String> {
    let text = text.trim();
    let iso = text.get(..10).filter(|day| day.parse::<jiff::civil::Date>().is_ok()).map(str::to_owned);
    let mail = || Some(DateTimeParser::new().parse_zoned(text).ok()?.date().to_string());
    iso.or_else(mail).or_else(|| {
        date::parse(text.rsplit_once(':').map_or(text, |(day, _)| day.rsplit_once(' ').map_or(day, |(day, _)| day)))
    })
}
