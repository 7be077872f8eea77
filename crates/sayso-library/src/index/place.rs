//! Numbers of articles and quotes inside one snapshot. The next snapshot may give others.

/// An article by its place in the order of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ArticlePlace(u32);

/// A quote by its place among the quotes of all articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct QuotePlace(u32);

impl ArticlePlace {
    /// The article at an index of the rows.
    #[inline]
    pub fn of(index: usize) -> Self {
        Self(index as u32)
    }

    /// Its index in the rows.
    #[inline]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl QuotePlace {
    /// The quote at an index of all quotes.
    #[inline]
    pub fn of(index: usize) -> Self {
        Self(index as u32)
    }

    /// Its index among all quotes.
    #[inline]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
