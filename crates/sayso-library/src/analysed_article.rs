//! An analysed article that is kept elsewhere: as rows of a server, or as a line of JSON.
//!
//! The text is kept as Markdown, and what is analysed is that Markdown read again, so that every place is one in the text
//! that is kept.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sayso_attribution::document::{Document, ingest, to_markdown};
use sayso_attribution::text::clean::is_bidi;
use sayso_attribution::text::{Span, Spans};
use sayso_attribution::{Analysis, Analyzer, Attribution, Speaker, SpeakerKind};
use serde::{Deserialize, Serialize};

use crate::Article;
use crate::index::{QuoteNumber, blocks, pack, unpack_if};

/// File name under which the Markdown is read.
const NAME: &str = "article.md";

/// Maximum bytes of quotes, sources and cues for each byte of the text of a packed article: with more of them, work on the
/// article would not be linear. The articles in `articles/` have 0.5.
const QUOTED: usize = 64;

/// An article and the Markdown that it was read from.
#[derive(Clone, Debug)]
pub struct AnalysedArticle {
    /// The text, with front matter.
    pub markdown: String,
    /// What was found in it.
    pub article: Article,
}

/// The document that is analysed for a Markdown.
pub(crate) fn document_of(markdown: &str) -> Document {
    ingest(markdown.as_bytes(), NAME)
}

impl AnalysedArticle {
    /// Analyses a document.
    pub fn of(path: String, document: &Document, analyzer: &Analyzer) -> Self {
        Self::of_markdown(path, to_markdown(document, &[]), analyzer)
    }

    /// Analyses a document that was written as Markdown already.
    pub fn of_markdown(path: String, markdown: String, analyzer: &Analyzer) -> Self {
        let article = Article::of(path, document_of(&markdown), |_, document| analyzer.analyze(document));
        Self { markdown, article }
    }

    /// Packs the article as fields of a line of JSON. `analyzer` is the id of the analyzer that was used.
    pub fn pack(&self, analyzer: String) -> PackedArticle {
        let (document, analysis) = (&self.article.document, &self.article.analysis);
        let bytes = pack_analysis(&self.article, &blocks(document, analysis));
        let mut packed = PackedArticle {
            analyzer,
            markdown: self.markdown.clone(),
            speakers: analysis.speakers.iter().map(PackedSpeaker::of).collect(),
            packed: BASE64_STANDARD.encode(bytes),
            checksum: String::new(),
        };
        packed.checksum = packed.sum();
        packed
    }
}

/// An analysed article as fields of a line of JSON.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PackedArticle {
    /// Id of the analyzer.
    pub analyzer: String,
    /// The text, with front matter.
    pub markdown: String,
    /// The speakers of the article.
    pub speakers: Vec<PackedSpeaker>,
    /// The rest of the analysis, in base64.
    pub packed: String,
    /// First 128 bits of a BLAKE3 hash of the other fields, in hexadecimal.
    pub checksum: String,
}

/// A speaker of an article.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PackedSpeaker {
    /// The name.
    pub name: String,
    /// `person`, `organisation`, `place`, `document` or `group`.
    pub kind: String,
    /// Titles and roles.
    pub roles: Vec<String>,
    /// Other forms of the name.
    pub also: Vec<String>,
}

/// Why a packed article is not taken.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnpackError {
    /// Another version analysed it.
    #[error(
        "analysed by the engine {found}, but this sayso has {known}; import it with the sayso that analysed it, or analyse it again"
    )]
    Analyzer {
        /// Its id.
        found: String,
        /// The id of the analyzer of this program.
        known: String,
    },
    /// The checksum is that of other fields.
    #[error("`checksum` is not that of the other fields, which were changed or cut; analyse the document again")]
    Checksum,
    /// The bytes are no analysis of the text.
    #[error("`packed` is not an analysis of `markdown`; analyse the document again")]
    Unreadable,
}

impl PackedArticle {
    /// Checks that an analyzer of this id packed it, and that nothing was changed since.
    ///
    /// # Errors
    ///
    /// [`UnpackError::Analyzer`], [`UnpackError::Checksum`].
    pub fn check(&self, known: &str) -> Result<(), UnpackError> {
        if self.analyzer != known {
            return Err(UnpackError::Analyzer { found: self.analyzer.clone(), known: known.to_owned() });
        }
        if self.checksum == self.sum() { Ok(()) } else { Err(UnpackError::Checksum) }
    }

    /// Unpacks the article under the name `path`.
    ///
    /// # Errors
    ///
    /// [`UnpackError::Unreadable`] if the bytes are no analysis of the text, or a name has characters that steer a terminal.
    pub fn unpack(self, path: String) -> Result<AnalysedArticle, UnpackError> {
        let speakers = self.speakers.iter().map(PackedSpeaker::speaker).collect::<Option<Vec<_>>>();
        let bytes = BASE64_STANDARD.decode(&self.packed).ok();
        let document = document_of(&self.markdown);
        let analysis = speakers
            .zip(bytes)
            .and_then(|(speakers, bytes)| {
                let text = document.text();
                unpack_analysis(&bytes, speakers, text, |quotes| is_linear(quotes, text.len()))
            })
            .filter(|analysis| analysis.attributions.iter().flat_map(|quote| &quote.via).all(|via| is_clean(&via.name)))
            .ok_or(UnpackError::Unreadable)?;
        Ok(AnalysedArticle { article: Article::of(path, document, |_, _| analysis), markdown: self.markdown })
    }

    /// About how many bytes of memory it takes.
    #[cfg(feature = "postgres")]
    pub(crate) fn len(&self) -> usize {
        let of_list = |texts: &[String]| texts.iter().map(|text| size_of::<String>() + text.len()).sum::<usize>();
        let speaker = |speaker: &PackedSpeaker| {
            let PackedSpeaker { name, kind, roles, also } = speaker;
            size_of::<PackedSpeaker>() + name.len() + kind.len() + of_list(roles) + of_list(also)
        };
        self.markdown.len() + self.packed.len() + self.speakers.iter().map(speaker).sum::<usize>()
    }

    fn sum(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        let speakers = serde_json::to_string(&self.speakers).unwrap_or_default();
        for text in [&self.analyzer, &self.markdown, &self.packed, &speakers] {
            // With its length: what one field loses must not be what the next one gains.
            hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
        }
        hasher.finalize().to_hex()[..32].to_owned()
    }
}

impl PackedSpeaker {
    fn of(speaker: &Speaker) -> Self {
        let Speaker { name, kind, roles, also } = speaker.clone();
        Self { name, kind: kind.name().to_owned(), roles, also }
    }

    fn speaker(&self) -> Option<Speaker> {
        if ![&self.name].into_iter().chain(&self.roles).chain(&self.also).all(|text| is_clean(text)) {
            return None;
        }
        let Self { name, kind, roles, also } = self.clone();
        let kind = SpeakerKind::ALL.into_iter().find(|known| known.name() == kind)?;
        Some(Speaker { name, kind, roles, also })
    }
}

/// Returns `true` if the quotes have at most [`QUOTED`] times the bytes of a text of `len` bytes.
fn is_linear(quotes: &[Attribution], len: usize) -> bool {
    let spans = |quote: &Attribution| {
        let spans = [Some(&quote.content), quote.source.as_ref(), quote.cue.as_ref()];
        spans.into_iter().flatten().map(Spans::total).sum::<usize>()
    };
    quotes.iter().map(spans).sum::<usize>() <= len.saturating_mul(QUOTED)
}

/// Returns `true` if a terminal may show the text. Names in a line did not pass through a document, which leaves out
/// characters that steer the terminal.
fn is_clean(text: &str) -> bool {
    !text.chars().any(|c| (c.is_control() && c != '\n') || is_bidi(c))
}

/// The analysis of an article without its speakers: what is told of each quote, then the rest.
pub(crate) fn pack_analysis(article: &Article, blocks: &[Span]) -> Vec<u8> {
    let told = article.analysis.attributions.iter().map(|quote| QuoteNumber::of(quote, blocks).number());
    let mut bytes = (article.analysis.attributions.len() as u32).to_le_bytes().to_vec();
    told.for_each(|number| bytes.extend(number.to_le_bytes()));
    bytes.extend(pack(&article.analysis, article.document.text()));
    bytes
}

/// The numbers of the quotes at the start of a packed analysis, and the bytes that follow them.
pub(crate) fn quote_numbers(bytes: &[u8]) -> (Vec<QuoteNumber>, &[u8]) {
    let split = bytes
        .split_first_chunk::<4>()
        .and_then(|(count, rest)| rest.split_at_checked((u32::from_le_bytes(*count) as usize).checked_mul(8)?));
    let (told, rest) = split.unwrap_or_default();
    (told.as_chunks::<8>().0.iter().map(|number| QuoteNumber::of_number(u64::from_le_bytes(*number))).collect(), rest)
}

/// A packed analysis; `None` where its words do not stand in this text, or `is_fit` refuses its attributions.
pub(crate) fn unpack_analysis(
    bytes: &[u8],
    speakers: Vec<Speaker>,
    text: &str,
    is_fit: impl FnOnce(&[Attribution]) -> bool,
) -> Option<Analysis> {
    let (told, rest) = quote_numbers(bytes);
    unpack_if(rest, speakers, &told, text, is_fit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn packed() -> (AnalysedArticle, PackedArticle) {
        let text = "# Talks\n\n“We will go,” said Ann Lee, the mayor. She denied that taxes would rise.\n";
        let article = AnalysedArticle::of("a".to_owned(), &ingest(text.as_bytes(), "a.md"), &Analyzer::default());
        let line = serde_json::to_string(&article.pack("7+x".to_owned())).unwrap();
        (article, serde_json::from_str(&line).unwrap())
    }

    #[test]
    fn an_article_comes_back_from_its_line() {
        let (before, packed) = packed();
        assert_eq!(packed.check("7+x"), Ok(()));
        let after = packed.unpack("b".to_owned()).unwrap();
        assert_eq!((&after.markdown, after.article.path.as_str()), (&before.markdown, "b"));
        let analyses = [&before, &after]
            .map(|kept| pack_analysis(&kept.article, &blocks(&kept.article.document, &kept.article.analysis)));
        assert_eq!(analyses[0], analyses[1]);
        assert_eq!(after.article.analysis.speakers, before.article.analysis.speakers);
        assert!(after.article.analysis.attributions.len() > 1);
    }

    #[test]
    fn what_was_changed_or_analysed_by_another_version_is_refused() {
        let (_, packed) = packed();
        let other = UnpackError::Analyzer { found: "7+x".to_owned(), known: "8+x".to_owned() };
        assert_eq!(packed.check("8+x"), Err(other));
        let edits: [fn(&mut PackedArticle); 5] = [
            |packed| packed.markdown.push('!'),
            |packed| packed.packed.insert(0, 'A'),
            |packed| packed.speakers[0].name.push('!'),
            |packed| {
                let role = packed.speakers[0].roles.remove(0);
                packed.speakers[0].also.push(role);
            },
            |packed| packed.speakers.truncate(0),
        ];
        for edit in edits {
            let mut edited = packed.clone();
            edit(&mut edited);
            assert_eq!(edited.check("7+x"), Err(UnpackError::Checksum));
        }
        let other_text = PackedArticle { markdown: "# Talks\n\nNo quotes.".to_owned(), ..packed };
        assert_eq!(other_text.unpack("a".to_owned()).err(), Some(UnpackError::Unreadable));
    }

    #[test]
    fn many_quotes_of_the_whole_text_are_refused() {
        let (mut kept, _) = packed();
        let mut quote = kept.article.analysis.attributions[0].clone();
        quote.content = Spans::from(Span::new(0, kept.article.document.text().len()));
        for (count, is_taken) in [(QUOTED / 2, true), (QUOTED + 1, false)] {
            Arc::make_mut(&mut kept.article.analysis).attributions = vec![quote.clone(); count];
            assert_eq!(kept.pack("7+x".to_owned()).unpack("a".to_owned()).is_ok(), is_taken, "{count}");
        }
    }

    #[test]
    fn names_that_would_steer_a_terminal_are_refused() {
        for name in ["Ann\u{1b}[2J", "Ann\0", "Ann\u{1e}Lee", "Ann\u{202e}Lee"] {
            let (_, mut packed) = packed();
            packed.speakers[0].name = name.to_owned();
            assert_eq!(packed.unpack("a".to_owned()).err(), Some(UnpackError::Unreadable), "{name:?}");
        }
    }
}
