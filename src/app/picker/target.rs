//! Where a row of the search leads.

use sayso_attribution::text::Span;
use sayso_library::{ArticleId, Library, PersonId, QuoteId};

/// Where a row of the search leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A quote in its article.
    Quote(QuoteId),
    /// An article, at the words that match; at its head where only the title does.
    Article(ArticleId, Option<Span>),
    /// All that one speaker said.
    Person(PersonId),
}

impl Target {
    /// The article that it leads to; `None` for a speaker.
    pub fn article(self) -> Option<ArticleId> {
        match self {
            Self::Quote(id) => Some(id.article),
            Self::Article(id, _) => Some(id),
            Self::Person(_) => None,
        }
    }

    /// The place in an article that it leads to; `None` for a speaker.
    pub fn place(self, library: &Library) -> Option<(ArticleId, Span)> {
        match self {
            Self::Quote(id) => Some((id.article, library.quote(id)?.content.hull())),
            Self::Article(id, place) => Some((id, place.unwrap_or_default())),
            Self::Person(_) => None,
        }
    }

    /// The quote that it leads to, if it is one.
    pub fn quote(self) -> Option<QuoteId> {
        if let Self::Quote(id) = self { Some(id) } else { None }
    }

    /// How many blocks stand before and after it in its article; for a speaker, how many quotes follow.
    pub(super) fn around(self, library: &Library) -> (isize, isize) {
        let counts = match (self, self.place(library)) {
            (Self::Person(id), _) => library.people().get(id).map(|p| (0, p.quotes.len())),
            (_, Some((id, place))) => library.article(id).map(|article| {
                let at = article.document.block_at(place.start()).unwrap_or(0);
                (at, article.document.blocks().len() - at)
            }),
            _ => None,
        };
        let (before, after) = counts.unwrap_or((0, 0));
        (before.cast_signed(), after.saturating_sub(1).cast_signed())
    }
}
