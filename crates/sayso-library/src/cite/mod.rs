//! A quote as it is taken away: its words, who said them, where they were printed, in the forms people paste.

mod bibtex;
mod clip;
mod csl;
mod exact;
mod field;
mod list;
mod styles;
mod template;

pub use exact::differs;
pub use field::{FIELDS, Field};
pub use list::Form;
pub use styles::{Cannot, SOURCES, Source, Styles};
pub use template::Template;

use serde::Serialize;

use super::address::stem;
use super::{Library, QuoteId};
use crate::escape::json;
use sayso_attribution::document::Document;
use sayso_attribution::text::{Spans, one_line};

/// Words of an article with everything a citation may say of them. Fields that JSON Lines has too are called the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cited {
    /// The words on one line, ` … ` between pieces: exactly the article's.
    pub words: String,
    /// Who said them; none where the text names nobody, and for a selection.
    pub speaker: Option<String>,
    /// `direct`, `mixed`, `indirect`; empty for words that are no quote.
    pub kind: String,
    /// `speech`, `belief`, `intention`; empty for words that are no quote.
    pub act: String,
    /// Who is given as having reported it.
    pub via: Option<String>,
    /// The headline.
    pub title: String,
    /// The byline.
    pub author: Option<String>,
    /// The outlet.
    pub publication: Option<String>,
    /// `2023`, `2023-07` or `2023-07-14`.
    pub published: Option<String>,
    /// Where it stands on the web.
    pub url: Option<String>,
    /// Which text the article digests.
    pub digest_of: Option<String>,
    /// 1-based paragraph; 0 outside the argument.
    pub paragraph: u32,
    /// Page of a PDF, counted from 1 from the start of the file.
    pub page: Option<u32>,
    /// 1-based line of the file.
    pub line: usize,
    /// The article's path, escaped for showing.
    pub article: String,
    /// What `sayso show` takes to show it again.
    pub address: String,
    /// What the reader wrote to it.
    pub note: Option<String>,
}

impl Cited {
    /// One quote, its words compared with the article's; what differs, where they are not the same.
    pub fn of(library: &Library, id: QuoteId) -> Result<Self, Cannot> {
        let cited = Self::numbered(library, id)?;
        let lasting = library.article(id.article).and_then(|article| super::address::of(article, id.quote as usize));
        let address = lasting.map(|words| address(&cited.article, Some(&words)));
        Ok(Self { address: address.unwrap_or_else(|| cited.address.clone()), ..cited })
    }

    /// The same with its number for an address, which lasts no longer than the article: for many at once.
    pub fn numbered(library: &Library, id: QuoteId) -> Result<Self, Cannot> {
        let missing = || Cannot("this quote is not at hand: open its article first".to_owned());
        let article = library.article(id.article).ok_or_else(missing)?;
        let quote = article.analysis.attributions.get(id.quote as usize).ok_or_else(missing)?;
        let cited = Self::of_words(&article.path, &article.document, &quote.content)?;
        Ok(Self {
            speaker: library.name_of(id).map(str::to_owned),
            kind: quote.kind.name().to_owned(),
            act: quote.act.name().to_owned(),
            via: quote.via.as_ref().map(|via| via.name.clone()),
            address: address(&article.path, Some(&format!("q{}", id.quote + 1))),
            ..cited
        })
    }

    /// Any words of an article, compared with it.
    pub fn of_words(path: &str, document: &Document, spans: &Spans) -> Result<Self, Cannot> {
        let meta = document.meta();
        let words = one_line(&spans.text(document.text()));
        if let Some(difference) = differs(document, spans, &words) {
            return Err(Cannot(format!("not copied: {difference}")));
        }
        Ok(Self {
            words,
            title: meta.title.clone(),
            author: meta.author.clone(),
            publication: meta.publication.clone(),
            published: meta.published.clone(),
            url: meta.url.clone(),
            digest_of: meta.digest_of.clone(),
            paragraph: document.paragraph_at(spans.start()),
            page: document.page_at(spans.start()),
            line: document.origin().line_of(spans.start()),
            article: path.to_owned(),
            address: address(path, None),
            ..Self::default()
        })
    }

    /// The paragraph that holds the byte at `offset`, as words of nobody.
    pub fn of_paragraph(path: &str, document: &Document, offset: usize) -> Result<Self, Cannot> {
        let block = document.block_at(offset).and_then(|at| document.blocks().get(at));
        let spans: Option<Spans> = block.and_then(|block| block.span.into());
        Self::of_words(path, document, &spans.ok_or_else(|| Cannot("no paragraph here".to_owned()))?)
    }

    /// As one line of JSON.
    pub fn json(&self) -> String {
        // Text and numbers can always be written.
        json(self).unwrap_or_default()
    }

    /// The command that shows it again, from the same folder whichever library is usual there: by the article's path.
    pub fn command(&self) -> String {
        // The address begins like the path without folders and ending; either may hold a `#` of its own.
        let quote = self.address.strip_prefix(&*stem(&self.article)).unwrap_or_default();
        format!("sayso show {}", shell_words::quote(&format!("{}{quote}", self.article)))
    }

    /// The names in the byline: `A, B and C` are three, `Jane Doe, PhD` is one.
    fn authors(&self) -> Vec<&str> {
        let byline = self.author.as_deref().unwrap_or_default();
        let parts: Vec<&str> = byline.split(", ").flat_map(|part| part.split(" and ")).map(str::trim).collect();
        let names = parts.iter().all(|part| part.split_whitespace().count() >= 2);
        if names { parts } else { Some(byline).filter(|byline| !byline.is_empty()).into_iter().collect() }
    }
}

/// The file's name without folders and ending, and the words or the number that a quote is found by, as `sayso show`
/// takes them.
pub fn address(path: &str, quote: Option<&str>) -> String {
    let stem = stem(path);
    quote.map_or_else(|| stem.to_string(), |words| format!("{stem}#{words}"))
}

#[cfg(test)]
mod tests;
