//! Values of options: output formats, and parsers that name what is allowed.

use std::num::NonZeroUsize;

use clap::ValueEnum;

use sayso_attribution::{Act, Kind};

/// Output formats of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Columns that fit the terminal
    Table,
    /// JSON Lines: one object a line
    Jsonl,
    /// Comma-separated values with a header
    Csv,
    /// Markdown
    Md,
}

/// Output formats of clippings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ClippingsFormat {
    /// Columns that fit the terminal
    Table,
    /// Markdown, a block for each clipping
    Md,
    /// JSON Lines: one object a line
    Jsonl,
    /// Comma-separated values with a header
    Csv,
    /// A bibliography for LaTeX
    Bibtex,
    /// A bibliography for Zotero, Pandoc and the like
    #[value(alias = "csl_json")]
    CslJson,
}

/// A value that an option does not accept.
#[derive(Debug, thiserror::Error)]
pub(super) enum ValueError {
    /// Not one of the names.
    #[error("expected one of {0}")]
    OneOf(String),
    /// Not a confidence.
    #[error("expected a number from 0 to 1")]
    Confidence,
    /// Not a count.
    #[error("expected a whole number, 1 or more")]
    Count,
}

/// Parses the name of a kind.
///
/// # Errors
///
/// Fails for other words, with the names.
pub(super) fn parse_kind(word: &str) -> Result<Kind, ValueError> {
    one_of(word, &Kind::ALL, Kind::name)
}

/// Parses the name of an act.
///
/// # Errors
///
/// Fails for other words, with the names.
pub(super) fn parse_act(word: &str) -> Result<Act, ValueError> {
    one_of(word, &Act::ALL, Act::name)
}

fn one_of<T: Copy>(word: &str, all: &[T], name: impl Fn(T) -> &'static str) -> Result<T, ValueError> {
    all.iter().copied().find(|&one| name(one).eq_ignore_ascii_case(word)).ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|&one| name(one)).collect();
        ValueError::OneOf(names.join(", "))
    })
}

/// Parses a confidence.
///
/// # Errors
///
/// Fails for what is not a number from 0 to 1.
pub(super) fn parse_confidence(word: &str) -> Result<f32, ValueError> {
    word.parse().ok().filter(|least| (0.0..=1.0).contains(least)).ok_or(ValueError::Confidence)
}

/// Parses a maximum number of rows.
///
/// # Errors
///
/// Fails for what is not a whole number of 1 or more.
pub(super) fn parse_limit(word: &str) -> Result<NonZeroUsize, ValueError> {
    word.parse().map_err(|_| ValueError::Count)
}
