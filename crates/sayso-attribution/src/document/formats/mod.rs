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
mod markdown_tags;
mod office;
mod pdf;
pub(in crate::document) mod plain;
mod subtitles;
mod warc;
mod xml;

pub use container::Container;
pub use format::Format;
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

    /// Returns `true` if files with this ending may be containers, which only their bytes tell.
    pub fn shares_ending(ending: &str) -> bool {
        CONTAINERS.iter().any(|container| is_among(container.shared_endings, ending))
    }

    /// The container of a file with these first bytes.
    pub fn of_bytes(head: &[u8]) -> Option<&'static Self> {
        CONTAINERS.iter().find(|container| (container.sniff)(head))
    }
}

fn is_among(endings: &[&str], ending: &str) -> bool {
    endings.iter().any(|known| known.eq_ignore_ascii_case(ending))
}
