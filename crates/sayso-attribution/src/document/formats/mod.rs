//! The input formats. A new one is one file and one row: of [`FORMATS`] where a file is one article as text, of
//! [`CONTAINERS`] where articles are packed, encoded, or several in one file.

mod archive;
pub(in crate::document) mod container;
mod epub;
mod feed;
mod format;
pub(in crate::document) mod front_matter;
pub(in crate::document) mod html;
mod mail;
mod markdown;
mod markdown_events;
mod markdown_tables;
mod markdown_tags;
mod office;
mod pdf;
pub(in crate::document) mod plain;
mod subtitles;
mod warc;
mod webarchive;
mod xml;

use crate::document::decode::decode;
use crate::document::looks::looks_like_text;

pub use container::Container;
pub use feed::feed_addresses;
pub use format::Format;
pub use front_matter::keys as front_matter_keys;
pub use pdf::ingest_pdf_text;

/// Name of what is read from standard input, which has no ending.
pub const STANDARD_INPUT: &str = "-";

/// All formats, in the order in which they are tried on a text whose name does not tell the format. Plain text takes
/// any text.
pub const FORMATS: &[Format] = &[html::FORMAT, subtitles::FORMAT, markdown::FORMAT, plain::FORMAT];

impl Format {
    /// The format of files with this ending, given without the stop and in any case; `None` for an unknown ending.
    ///
    /// ```
    /// use sayso_attribution::document::Format;
    ///
    /// assert_eq!(Format::of_ending("MD").map(|format| format.media_type), Some("text/markdown"));
    /// assert!(Format::of_ending("png").is_none());
    /// ```
    pub fn of_ending(ending: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.endings.iter().any(|known| known.eq_ignore_ascii_case(ending)))
    }

    /// The format of a file of this name with this text. Standard input and files with an unknown ending or none are
    /// recognised by their text.
    pub(in crate::document) fn of(name: &str, text: &str) -> &'static Self {
        let named = name.rsplit_once('.').and_then(|(_, ending)| Self::of_ending(ending));
        let recognised = || FORMATS.iter().find(|format| (format.sniff)(text));
        named.or_else(recognised).unwrap_or(&plain::FORMAT)
    }
}

/// All containers, in the order in which they are tried on the first bytes of a file.
pub const CONTAINERS: &[Container] = &[
    epub::FORMAT,
    warc::FORMAT,
    webarchive::FORMAT,
    office::DOCX,
    office::ODT,
    office::OTHER,
    mail::MBOX,
    mail::MHTML,
    mail::MESSAGE,
    feed::XML_FEED,
    feed::JSON_FEED,
    feed::OPML,
];

impl Container {
    /// The container of files with this ending, given without the stop and in any case; `None` for an ending that it
    /// does not have alone.
    ///
    /// ```
    /// use sayso_attribution::document::Container;
    ///
    /// assert_eq!(Container::of_ending("EML").map(|container| container.media_type), Some("message/rfc822"));
    /// assert!(Container::of_ending("xml").is_none());
    /// ```
    pub fn of_ending(ending: &str) -> Option<&'static Self> {
        CONTAINERS.iter().find(|container| is_among(container.endings, ending))
    }

    /// Returns `true` for feeds, whose articles change from day to day.
    pub fn is_feed(&self) -> bool {
        [feed::XML_FEED, feed::JSON_FEED].iter().any(|feed| feed.media_type == self.media_type)
    }

    /// Returns `true` if files with this ending may be containers, which only their bytes tell.
    pub fn shares_ending(ending: &str) -> bool {
        CONTAINERS.iter().any(|container| is_among(container.shared_endings, ending))
    }

    /// The container of a file with these first bytes.
    pub fn of_bytes(head: &[u8]) -> Option<&'static Self> {
        CONTAINERS.iter().find(|container| (container.sniff)(head))
    }
}

/// The ending that files of the format of these bytes have, without the stop; `None` for what is not read and for packed
/// files. `name` tells the format where the bytes do not.
///
/// ```
/// use sayso_attribution::document::usual_ending;
///
/// assert_eq!(usual_ending(b"<!DOCTYPE html><title>Talks</title>", "story.php"), Some("html"));
/// assert_eq!(usual_ending(b"The talks failed.", "talks.MD"), Some("md"));
/// ```
pub fn usual_ending(bytes: &[u8], name: &str) -> Option<&'static str> {
    if bytes.starts_with(b"%PDF-") {
        return Some("pdf");
    }
    if let Some(container) = Container::of_bytes(bytes) {
        return container.endings.iter().chain(container.shared_endings).next().copied();
    }
    let text = looks_like_text(bytes).then(|| decode(bytes).text)?;
    Format::of(name, &text).endings.first().copied()
}

fn is_among(endings: &[&str], ending: &str) -> bool {
    endings.iter().any(|known| known.eq_ignore_ascii_case(ending))
}
