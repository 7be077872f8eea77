//! The input formats. A new one is one file and one row of [`FORMATS`].

mod format;
pub(in crate::document) mod front_matter;
pub(in crate::document) mod html;
mod markdown;
mod markdown_events;
mod markdown_tags;
pub(in crate::document) mod plain;

pub use format::Format;

/// Name of what is read from standard input, which has no ending.
pub const STANDARD_INPUT: &str = "-";

/// All formats, in the order in which they are tried on a text without a file name. Plain text takes any text.
pub const FORMATS: &[Format] = &[html::FORMAT, markdown::FORMAT, plain::FORMAT];

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

    /// The format of a file of this name with this text. Standard input is recognised by its text; files with an
    /// unknown ending or none are plain text.
    pub(in crate::document) fn of(name: &str, text: &str) -> &'static Self {
        let plain = &plain::FORMAT;
        if name == STANDARD_INPUT {
            return FORMATS.iter().find(|format| (format.sniff)(text)).unwrap_or(plain);
        }
        name.rsplit_once('.').and_then(|(_, ending)| Self::of_ending(ending)).unwrap_or(plain)
    }
}
