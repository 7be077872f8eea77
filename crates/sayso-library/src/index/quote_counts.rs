//! How many quotes stand in each document, so that quotes that are only counted need not be looked at one by one.

use super::place::QuotePlace;
use super::row::Quote;

/// The number of quotes in each document of a snapshot, one byte each.
pub struct QuoteCounts {
    /// Numbers of quotes that stand in one document.
    pub by_document: Vec<u8>,
    /// The quotes that stand in several documents.
    several: Vec<QuotePlace>,
    /// The quotes in a document after the first 255, in order.
    beyond: Vec<QuotePlace>,
}

impl QuoteCounts {
    /// Counts the quotes of so many documents.
    pub fn of(documents: usize, quotes: &[Quote]) -> Self {
        let mut counts = Self { by_document: vec![0; documents], several: Vec::new(), beyond: Vec::new() };
        for (at, quote) in quotes.iter().enumerate() {
            let documents = quote.documents();
            if documents.len() > 1 {
                counts.several.push(QuotePlace::of(at));
            } else if let Some(count) = counts.by_document[documents.start].checked_add(1) {
                counts.by_document[documents.start] = count;
            } else {
                counts.beyond.push(QuotePlace::of(at));
            }
        }
        counts
    }

    /// The quotes that are not counted by document.
    pub fn others(&self) -> impl Iterator<Item = QuotePlace> {
        self.several.iter().chain(&self.beyond).copied()
    }

    /// Returns `true` if a quote is counted by document.
    #[inline]
    pub fn has(&self, at: QuotePlace, quote: &Quote) -> bool {
        quote.documents().len() == 1 && self.beyond.binary_search(&at).is_err()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Fingerprint;
    use crate::index::documents::QuoteNumber;
    use crate::index::row::ArticleRow;
    use sayso_attribution::text::Span;
    use sayso_attribution::{Attribution, Reading};

    #[test]
    fn each_quote_is_counted_by_document_or_is_one_of_the_others() {
        let article = ArticleRow::of((0, 2), 0, Fingerprint::default(), Reading::First);
        let blocks = [Span::new(0, 10), Span::new(10, 20)];
        let quote = |from, to| {
            let number = QuoteNumber::of(&Attribution::of_test(Span::new(from, to), 0), &blocks);
            Quote::of(number, &article, None)
        };
        let quotes: Vec<Quote> = (0..300).map(|_| quote(1, 2)).chain([quote(11, 12), quote(5, 15)]).collect();
        let counts = QuoteCounts::of(3, &quotes);
        assert_eq!(counts.by_document, [0, 255, 1]);
        let mut others: Vec<usize> = counts.others().map(QuotePlace::index).collect();
        others.sort_unstable();
        assert_eq!(others, (255..300).chain([301]).collect::<Vec<_>>());
        let is_other = |at: usize| !counts.has(QuotePlace::of(at), &quotes[at]);
        assert!((0..quotes.len()).all(|at| is_other(at) == others.contains(&at)));
    }
}
