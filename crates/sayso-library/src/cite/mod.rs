//! A quote as it is taken away: its words, who said them, where they were printed, in the forms people paste.

mod bibtex;
mod claim;
mod clip;
mod credit;
mod csl;
mod exact;
mod field;
mod list;
mod sources;
mod styles;
mod template;
mod works;

pub use claim::{Claim, credit, leads_in, turned};
pub use credit::needs_article;
pub use exact::differs;
pub use field::{FIELDS, Field};
pub use list::Form;
pub use sources::SOURCES;
pub use styles::{Cannot, SourceStyle, Styles};
pub use template::Template;

use serde::Serialize;

use super::address::{split_part, stem, whole};
use super::{Library, QuoteId};
use crate::escape::json;
use sayso_attribution::document::Document;
use sayso_attribution::text::{Spans, one_line};
use sayso_attribution::{Kind, Status, fold_name};

/// Words of an article with everything a citation may say of them. Fields that JSON Lines has too are called the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cited {
    /// The words on one line, ` … ` between pieces: exactly the article's. Of direct speech what stands between the
    /// quotation marks.
    pub words: String,
    /// The words with the quotation marks of their quoted parts; empty where they are the same, and for a selection.
    #[serde(skip)]
    pub printed: String,
    /// The attributing words: `has denied`; empty where there are none, and for a selection.
    pub cue: String,
    /// What joins the cue to the words: ` reporters `.
    #[serde(skip)]
    pub joint: String,
    /// Who said them; none where the text names nobody, and for a selection.
    pub speaker: Option<String>,
    /// `direct`, `mixed`, `indirect`; empty for words that are no quote.
    pub kind: String,
    /// `speech`, `belief`, `intention`; empty for words that are no quote.
    pub act: String,
    /// `asserted`, `denied`, `hypothetical`, `second-hand`; empty for words that are no quote.
    pub status: String,
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
    /// Web address of the article.
    pub url: Option<String>,
    /// The text that the article is a digest of.
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
    /// Of a clipping who it was credited to when it was clipped, where a correction has changed that.
    pub was: Option<String>,
}

impl Cited {
    /// One quote, its words compared with the article's; what differs, where they are not the same.
    pub fn of(library: &Library, id: QuoteId) -> Result<Self, Cannot> {
        let cited = Self::numbered(library, id)?;
        let lasting = library.article(id.article).and_then(|article| super::address::of(article, id.quote as usize));
        let address = lasting.map(|words| format!("{}#{words}", library.catalogue().name(&cited.article)));
        Ok(Self { address: address.unwrap_or_else(|| cited.address.clone()), ..cited })
    }

    /// Like [`Cited::of`], with the number of the quote in its address, which costs less and changes with the article.
    pub fn numbered(library: &Library, id: QuoteId) -> Result<Self, Cannot> {
        let missing = || Cannot("this quote is not available; open its article first".to_owned());
        let article = library.article(id.article).ok_or_else(missing)?;
        let quote = article.analysis.attributions.get(id.quote as usize).ok_or_else(missing)?;
        let claim = Claim::of(&article.document, quote);
        let cited = Self::of_words(&article.path, &article.document, &claim.words)?;
        Ok(Self {
            printed: Some(claim.printed).filter(|printed| *printed != cited.words).unwrap_or_default(),
            cue: claim.cue,
            joint: claim.joint,
            status: quote.status.name().to_owned(),
            speaker: own_name(library, id).map(str::to_owned),
            kind: quote.kind.name().to_owned(),
            act: quote.act.name().to_owned(),
            via: quote.via.as_ref().map(|via| via.name.clone()),
            address: format!("{}#q{}", library.catalogue().name(&article.path), id.quote + 1),
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
        #[derive(Serialize)]
        struct CitedClaim<'a> {
            #[serde(flatten)]
            cited: &'a Cited,
            claim: String,
        }
        // Text and numbers can always be written.
        json(&CitedClaim { cited: self, claim: self.claim() }).unwrap_or_default()
    }

    /// The words as they may be pasted: direct speech and selected words in quotation marks, with other marks inside;
    /// reported words in none but those of their quoted parts.
    pub fn quoted(&self) -> String {
        if self.is_reported() { self.reported_words().to_owned() } else { format!("“{}”", turned(&self.words)) }
    }

    /// The quote as a sentence that says no more than the article: `Ann Lee has denied that …`, `Ann Lee said “…”`.
    /// Empty for a selection.
    pub fn claim(&self) -> String {
        let speaker = self.speaker.as_deref().unwrap_or("An unnamed source");
        let words = self.quoted();
        match self.cue.as_str() {
            _ if self.kind.is_empty() => String::new(),
            "" if self.is_reported() => format!("{speaker}: {words} (reported)"),
            "" => format!("{speaker}: {words}"),
            cue if claim::leads_in(cue) => format!("{} {speaker}, {words}", capital(cue)),
            cue if cue.starts_with(['’', '\'']) => format!("{speaker}{cue}{}{words}", self.joint),
            cue => format!("{speaker} {cue}{}{words}", self.joint),
        }
    }

    /// The words alone: of direct speech what stands between the marks, of a reported claim with the verb, without
    /// which it would be an assertion of nobody's.
    pub fn bare(&self) -> String {
        let is_told = self.is_reported() || self.is_unsaid();
        match self.cue.as_str() {
            _ if !is_told => self.words.clone(),
            "" => self.claim(),
            cue if claim::leads_in(cue) => self.claim(),
            cue => format!("{cue}{}{}", self.joint, self.quoted()),
        }
    }

    /// The quote beside its speaker's name: direct speech in quotation marks, a reported claim with its verb, and what
    /// is to be said of it behind.
    pub fn told(&self) -> String {
        let caveat = self.caveat();
        let told = match self.cue.as_str() {
            _ if !self.is_reported() && !self.is_unsaid() => self.quoted(),
            "" => format!("{} (reported)", self.quoted()),
            cue => format!("{}{}{}", beside_name(cue), self.joint, self.quoted()),
        };
        if caveat.is_empty() { told } else { format!("{told} ({caveat})") }
    }

    /// What is to be said of a claim that is not simply asserted: `denied`; empty for all others.
    pub fn caveat(&self) -> &str {
        if self.status == Status::Asserted.name() { "" } else { &self.status }
    }

    /// Who a clipping was credited to, in words.
    pub fn formerly(&self) -> Option<String> {
        self.was.as_ref().map(|was| format!("credited to {was} when it was clipped"))
    }

    /// Returns `true` if not all of the words are the speaker's own.
    pub fn is_reported(&self) -> bool {
        [Kind::Indirect, Kind::Mixed].iter().any(|kind| self.kind == kind.name())
    }

    /// Returns `true` if the speaker is said not to have said it, or only to say it under a condition.
    pub fn is_unsaid(&self) -> bool {
        [Status::Denied, Status::Hypothetical].iter().any(|status| self.status == status.name())
    }

    fn reported_words(&self) -> &str {
        if self.printed.is_empty() { &self.words } else { &self.printed }
    }

    /// The web address of the article, or else its file.
    pub fn place(&self) -> &str {
        let file = if self.article == "-" { "standard input" } else { &self.article };
        self.url.as_deref().unwrap_or(file)
    }

    /// The command that shows it again, from any folder; `None` for standard input, which nothing shows again.
    pub fn command(&self) -> Option<String> {
        if split_part(&self.article).0 == "-" {
            return None;
        }
        // The address begins with the path, or with the path without folders and extension; either may hold a `#`.
        let names = [&self.article, &*stem(&self.article)];
        let quotes = names.iter().filter_map(|name| self.address.strip_prefix(name));
        let quote = quotes.into_iter().find(|quote| quote.starts_with('#')).unwrap_or_default();
        Some(format!("sayso show {}", shell_words::quote(&format!("{}{quote}", whole(&self.article)))))
    }

    /// The names in the byline: `A, B and C` are three, `Jane Doe, PhD` is one.
    fn authors(&self) -> Vec<&str> {
        let byline = self.author.as_deref().unwrap_or_default();
        let parts: Vec<&str> = byline.split(", ").flat_map(|part| part.split(" and ")).map(str::trim).collect();
        let names = parts.iter().all(|part| part.split_whitespace().count() >= 2);
        if names { parts } else { Some(byline).filter(|byline| !byline.is_empty()).into_iter().collect() }
    }
}

/// The attributing words without the possessive that would follow the name of the speaker: `view` of `’s view`.
pub fn beside_name(cue: &str) -> &str {
    let rest = cue.strip_prefix(['’', '\'']);
    rest.and_then(|rest| rest.strip_prefix("s ").or(rest.strip_prefix(' '))).unwrap_or(cue)
}

/// The name of whoever said a quote, in the article's own spelling where that is as full as the library's.
fn own_name(library: &Library, id: QuoteId) -> Option<&str> {
    let name = library.name_of(id)?;
    let speaker = library.quote(id).and_then(|quote| quote.speaker);
    let own =
        speaker.and_then(|at| library.article(id.article)?.analysis.speakers.get(at)).map(|own| own.name.as_str());
    own.filter(|own| fold_name(own) == fold_name(name)).or(Some(name))
}

fn capital(cue: &str) -> String {
    let mut letters = cue.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The file's name without folders and ending, and the words or the number that a quote is found by, as `sayso show`
/// takes them.
pub fn address(path: &str, quote: Option<&str>) -> String {
    let stem = stem(path);
    quote.map_or_else(|| stem.to_string(), |words| format!("{stem}#{words}"))
}

#[cfg(test)]
mod tests;
