//! Where a row of the search leads.

use std::cmp::Reverse;

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

/// The quotes of a speaker, the newest first as in the rows of a search, undated ones last.
pub fn newest_first(library: &Library, quotes: &[QuoteId]) -> Vec<QuoteId> {
    let mut quotes = quotes.to_vec();
    // Of one article they stay in the order of the text.
    quotes.sort_by_key(|id| Reverse(library.entry(id.article).and_then(|entry| entry.published)));
    quotes
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::article;

    #[test]
    fn quotes_of_a_speaker_are_the_newest_first_and_in_order_within_an_article() {
        let said = "“[Q1 Yes],” [C1 said] [S1 Ann Lee]. “[Q2 No],” [C2 said] [S1 Ann Lee].";
        let of = |path: &str, date: &str| article(path, &format!("+++\ntitle = \"{path}\"\n{date}\n+++\n\n{said}"));
        let mut library = Library::default();
        let dates = ["", "published = \"2020\"", "published = \"2023-04\""];
        library.learn_all(dates.iter().enumerate().map(|(at, date)| of(&format!("{at}.md"), date)));
        let quotes: Vec<QuoteId> = library.quotes().map(|(id, _)| id).collect();
        let got = newest_first(&library, &quotes);
        let got: Vec<(u32, u32)> = got.iter().map(|id| (id.article.0, id.quote)).collect();
        assert_eq!(got, [(2, 0), (2, 1), (1, 0), (1, 1), (0, 0), (0, 1)]);
    }
}
