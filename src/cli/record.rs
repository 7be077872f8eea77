//! One attribution as it is written out: JSON Lines, and the fields of every other format.

use serde::Serialize;

use super::address;
use super::output::{Column, Row};
use sayso_attribution::Attribution;
use sayso_attribution::document::Document;
use sayso_attribution::text::clean::clean_words;
use sayso_attribution::text::{Span, Spans};
use sayso_library::cite::Cited;
use sayso_library::{Library, QuoteId};

/// One attribution, in the field order of the JSON Lines format.
#[derive(Debug, Serialize)]
pub struct Record<'a> {
    /// The article's path, escaped for showing.
    pub article: &'a str,
    /// Its headline.
    pub title: &'a str,
    /// Its byline.
    pub author: Option<&'a str>,
    /// When it appeared.
    pub published: Option<&'a str>,
    /// 1-based number of the attribution in its article.
    pub n: u32,
    /// The speaker's name; none where the text names nobody.
    pub speaker: Option<&'a str>,
    /// `direct`, `mixed` or `indirect`.
    pub kind: &'static str,
    /// `speech`, `belief` or `intention`.
    pub act: &'static str,
    /// `asserted`, `denied`, `hypothetical` or `second-hand`.
    pub status: &'static str,
    /// Speaker, verb and words in a sentence; none of them is left out that changes what is said.
    pub claim: String,
    /// The claim without its speaker.
    #[serde(skip)]
    pub told: String,
    /// The words credited, in pieces.
    pub content: Vec<Piece<'a>>,
    /// The words that name who is credited; may be empty.
    pub source: Vec<Piece<'a>>,
    /// The words that credit; may be empty.
    pub cue: Vec<Piece<'a>>,
    /// Who is given as having reported it.
    pub via: Option<&'a str>,
    /// 1-based paragraph of the first piece; 0 outside the argument.
    pub paragraph: u32,
    /// Page of a PDF on which the first piece starts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// 1-based line of the file where the first piece starts.
    pub line: usize,
    /// 0 to 1, two digits.
    pub confidence: f64,
    /// How likely the speaker is the right one, given that the words are credited: 0 to 1, two digits.
    pub speaker_confidence: f64,
    /// How the speaker is known.
    pub naming: &'static str,
    /// The rule or model that found it.
    pub found_by: &'static str,
    /// What the offsets count: bytes of the `file`, or of the `extracted` text that `show --extracted` prints.
    pub text_source: &'static str,
}

/// A stretch of text: bytes `start..end`, and what stands there.
#[derive(Debug, Serialize)]
pub struct Piece<'a> {
    /// First byte.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What stands there.
    pub text: &'a str,
}

impl<'a> Record<'a> {
    /// The record of one attribution; `None` for an id of another library.
    pub fn of(library: &'a Library, id: QuoteId) -> Option<Self> {
        let article = library.article(id.article)?;
        let quote = library.quote(id)?;
        let (document, meta) = (&*article.document, article.document.meta());
        let place = Place::of(document, quote);
        let first = quote.content.start();
        let cited = Cited::numbered(library, id).ok()?;
        Some(Self {
            claim: cited.claim(),
            told: clean_words(&cited.told()),
            article: &article.path,
            title: &meta.title,
            author: meta.author.as_deref(),
            published: meta.published.as_deref(),
            n: id.quote + 1,
            speaker: library.name_of(id),
            kind: quote.kind.name(),
            act: quote.act.name(),
            status: quote.status.name(),
            content: place.pieces(Some(&quote.content)),
            source: place.pieces(quote.source.as_ref()),
            cue: place.pieces(quote.cue.as_ref()),
            via: quote.via.as_ref().map(|via| via.name.as_str()),
            paragraph: document.paragraph_at(first),
            page: document.page_at(first),
            line: document.origin().line_of(first),
            confidence: hundredths(quote.confidence),
            speaker_confidence: hundredths(quote.sure_of_speaker),
            naming: quote.naming.name(),
            found_by: quote.found_by,
            text_source: if place.in_file { "file" } else { "extracted" },
        })
    }

    /// Article and number, as `sayso show` takes them.
    pub fn name(&self) -> String {
        address::quote(self.article, self.n)
    }

    /// The words credited.
    pub fn words(&self) -> String {
        joined(&self.content)
    }
}

impl Row for Record<'_> {
    fn columns() -> Vec<Column<Self>> {
        vec![
            Column::csv("article", |r| r.article.to_owned()),
            Column::csv("title", |r| r.title.to_owned()),
            Column::csv("author", |r| r.author.unwrap_or_default().to_owned()),
            Column::csv("published", |r| r.published.unwrap_or_default().to_owned()),
            Column::whole("quote", Self::name),
            Column::narrow("speaker", 28, |r| r.speaker.unwrap_or("?").to_owned()),
            Column::narrow("kind", 8, |r| r.kind.to_owned()),
            Column::csv("act", |r| r.act.to_owned()),
            Column::csv("status", |r| r.status.to_owned()),
            Column::csv("content", Self::words),
            Column::wide("claim", |r: &Self| r.told.clone()).not_in_csv(),
            Column::csv("claim", |r| r.claim.clone()),
            Column::csv("source", |r| joined(&r.source)),
            Column::csv("cue", |r| joined(&r.cue)),
            Column::csv("via", |r| r.via.unwrap_or_default().to_owned()),
            Column::csv("paragraph", |r| r.paragraph.to_string()),
            Column::csv("line", |r| r.line.to_string()),
            Column::csv("confidence", |r| r.confidence.to_string()),
            Column::csv("speaker_confidence", |r| r.speaker_confidence.to_string()),
            Column::csv("naming", |r| r.naming.to_owned()),
            Column::csv("found_by", |r| r.found_by.to_owned()),
        ]
    }
}

/// `share` as it is printed: two digits.
pub fn hundredths(share: f32) -> f64 {
    (f64::from(share) * 100.0).round() / 100.0
}

/// The pieces with ` … ` between them, on one line and without anything a terminal would obey.
pub fn joined(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| clean_words(piece.text)).collect::<Vec<_>>().join(" … ")
}

/// Where the spans of one attribution are counted: in the file if all of them stand there.
pub(super) struct Place<'a> {
    document: &'a Document,
    pub in_file: bool,
}

impl<'a> Place<'a> {
    pub fn of(document: &'a Document, quote: &Attribution) -> Self {
        let spans = [Some(&quote.content), quote.source.as_ref(), quote.cue.as_ref()];
        let in_file = spans.into_iter().flatten().flat_map(Spans::iter).all(|s| document.in_file(s).is_some());
        Self { document, in_file }
    }

    /// The pieces of some spans, with their words.
    pub fn pieces(&self, spans: Option<&Spans>) -> Vec<Piece<'a>> {
        spans.into_iter().flat_map(Spans::iter).map(|span| self.piece(span)).collect()
    }

    fn piece(&self, span: Span) -> Piece<'a> {
        let there = self.in_file.then(|| self.document.in_file(span)).flatten();
        let (at, text) = there.unwrap_or_else(|| (span, self.document.slice(span)));
        Piece { start: at.start(), end: at.end(), text }
    }
}
