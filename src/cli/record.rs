//! The fields of an attribution, for JSON Lines and every other output format.

use serde::Serialize;

use super::address;
use super::output::{Column, Row};
use crate::app::claim;
use sayso_attribution::document::Document;
use sayso_attribution::text::clean::clean_words;
use sayso_attribution::text::{Span, Spans};
use sayso_attribution::{Analysis, Attribution};
use sayso_library::cite::Cited;
use sayso_library::{Library, QuoteId};

/// The fields of an attribution that every JSON output has, in their order.
#[derive(Debug, Serialize)]
pub struct QuoteFields<'a> {
    /// 1-based number of the attribution in its article.
    pub n: u32,
    /// Name of the speaker; `None` if the text names nobody.
    pub speaker: Option<&'a str>,
    /// `person`, `organisation`, `place`, `document` or `group`.
    pub speaker_kind: Option<&'static str>,
    /// `direct`, `mixed` or `indirect`.
    pub kind: &'static str,
    /// `speech`, `belief` or `intention`.
    pub act: &'static str,
    /// `asserted`, `denied`, `hypothetical` or `second-hand`.
    pub status: &'static str,
    /// The attributed words, in pieces.
    pub content: Vec<Piece<'a>>,
    /// The words that name the source; may be empty.
    pub source: Vec<Piece<'a>>,
    /// The attributing words; may be empty.
    pub cue: Vec<Piece<'a>>,
    /// Who is given as having reported the words.
    pub via: Option<&'a str>,
    /// 1-based paragraph of the first piece; 0 outside the numbered paragraphs.
    pub paragraph: u32,
    /// 0 to 1, two decimals.
    pub confidence: f64,
    /// Probability that the speaker is right if the source is: 0 to 1, two decimals.
    pub speaker_confidence: f64,
    /// How the speaker is known.
    pub naming: &'static str,
    /// The rule or model that found it.
    pub found_by: &'static str,
    /// `fast` or `careful`: the reading of the article.
    pub engine: &'static str,
    /// Text that the offsets count in: `extracted` for what `show --extracted` prints, else the given name of the input.
    pub text_source: &'static str,
}

/// An attribution of the library: its fields, and those of its article.
#[derive(Debug, Serialize)]
pub struct Record<'a> {
    /// Path of the article, escaped for display.
    pub article: &'a str,
    /// Headline of the article.
    pub title: &'a str,
    /// Byline of the article.
    pub author: Option<&'a str>,
    /// Date of publication.
    pub published: Option<&'a str>,
    /// The attribution.
    #[serde(flatten)]
    pub quote: QuoteFields<'a>,
    /// Speaker, verb and words as a sentence, with everything that changes what is said.
    pub claim: String,
    /// The claim without its speaker.
    #[serde(skip)]
    pub told: String,
    /// Address for `sayso show`.
    #[serde(skip)]
    address: String,
    /// How it is presented and how sure the program is, in words: `partly quoted · sure`.
    #[serde(skip)]
    pub manner: String,
    /// Page of a PDF on which the first piece starts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// 1-based line of the file where the first piece starts.
    pub line: usize,
}

/// A piece of text: its bytes `start..end`, and the text there.
#[derive(Debug, Serialize)]
pub struct Piece<'a> {
    /// First byte.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
    /// The text.
    pub text: &'a str,
}

impl<'a> QuoteFields<'a> {
    /// The fields of the `at`-th attribution of a document, from 0. `name` is the name of its speaker and `input` the
    /// name of the text that offsets count in.
    pub fn of(
        document: &'a Document,
        analysis: &'a Analysis,
        at: usize,
        name: Option<&'a str>,
        input: &'static str,
    ) -> Option<Self> {
        let quote = analysis.attributions.get(at)?;
        let place = Place::of(document, quote);
        let speaker = quote.speaker.and_then(|at| analysis.speakers.get(at));
        Some(Self {
            n: u32::try_from(at + 1).ok()?,
            speaker: name,
            speaker_kind: speaker.map(|speaker| speaker.kind.name()),
            kind: quote.kind.name(),
            act: quote.act.name(),
            status: quote.status.name(),
            content: place.pieces(Some(&quote.content)),
            source: place.pieces(quote.source.as_ref()),
            cue: place.pieces(quote.cue.as_ref()),
            via: quote.via.as_ref().map(|via| via.name.as_str()),
            paragraph: document.paragraph_at(quote.content.start()),
            confidence: hundredths(quote.confidence),
            speaker_confidence: hundredths(quote.sure_of_speaker),
            naming: quote.naming.name(),
            found_by: quote.found_by,
            engine: analysis.reading.name(),
            text_source: if place.in_file { input } else { "extracted" },
        })
    }
}

impl<'a> Record<'a> {
    /// The record of one attribution; `None` for an id of another library.
    pub fn of(library: &'a Library, id: QuoteId) -> Option<Self> {
        let article = library.article(id.article)?;
        let quote = library.quote(id)?;
        let (document, meta) = (&*article.document, article.document.meta());
        let first = quote.content.start();
        let cited = Cited::numbered(library, id).ok()?;
        Some(Self {
            article: &article.path,
            title: &meta.title,
            author: meta.author.as_deref(),
            published: meta.published.as_deref(),
            quote: QuoteFields::of(document, &article.analysis, id.quote as usize, library.name_of(id), "file")?,
            claim: cited.claim(),
            told: clean_words(&cited.told()),
            address: address::quote(library, id)?,
            manner: claim::manner_and_certainty(quote),
            page: document.page_at(first),
            line: document.origin().line_of(first),
        })
    }

    /// Address of the quote for `sayso show`: article and number.
    pub fn name(&self) -> String {
        self.address.clone()
    }

    /// The attributed words.
    pub fn words(&self) -> String {
        joined(&self.quote.content)
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
            Column::narrow("speaker", 28, |r| r.quote.speaker.unwrap_or("?").to_owned()),
            Column::narrow("kind", 8, |r| r.quote.kind.to_owned()),
            Column::csv("act", |r| r.quote.act.to_owned()),
            Column::csv("status", |r| r.quote.status.to_owned()),
            Column::csv("content", Self::words),
            Column::wide("claim", |r: &Self| r.told.clone()).not_in_csv(),
            Column::csv("claim", |r| r.claim.clone()),
            Column::csv("source", |r| joined(&r.quote.source)),
            Column::csv("cue", |r| joined(&r.quote.cue)),
            Column::csv("via", |r| r.quote.via.unwrap_or_default().to_owned()),
            Column::csv("paragraph", |r| r.quote.paragraph.to_string()),
            Column::csv("line", |r| r.line.to_string()),
            Column::csv("confidence", |r| r.quote.confidence.to_string()),
            Column::csv("speaker_confidence", |r| r.quote.speaker_confidence.to_string()),
            Column::csv("naming", |r| r.quote.naming.to_owned()),
            Column::csv("found_by", |r| r.quote.found_by.to_owned()),
            Column::csv("engine", |r| r.quote.engine.to_owned()),
        ]
    }
}

/// A share from 0 to 1, rounded to two decimals.
pub fn hundredths(share: f32) -> f64 {
    (f64::from(share) * 100.0).round() / 100.0
}

/// The pieces with ` … ` between them, on one line and without control characters.
pub fn joined(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| clean_words(piece.text)).collect::<Vec<_>>().join(" … ")
}

/// The text that the spans of an attribution count in: the file if all of them are there, else the extracted text.
struct Place<'a> {
    document: &'a Document,
    in_file: bool,
}

impl<'a> Place<'a> {
    fn of(document: &'a Document, quote: &Attribution) -> Self {
        let spans = [Some(&quote.content), quote.source.as_ref(), quote.cue.as_ref()];
        let in_file = spans.into_iter().flatten().flat_map(Spans::iter).all(|s| document.in_file(s).is_some());
        Self { document, in_file }
    }

    /// The pieces of some spans, with their text.
    fn pieces(&self, spans: Option<&Spans>) -> Vec<Piece<'a>> {
        spans.into_iter().flat_map(Spans::iter).map(|span| self.piece(span)).collect()
    }

    fn piece(&self, span: Span) -> Piece<'a> {
        let there = self.in_file.then(|| self.document.in_file(span)).flatten();
        let (at, text) = there.unwrap_or_else(|| (span, self.document.slice(span)));
        Piece { start: at.start(), end: at.end(), text }
    }
}
