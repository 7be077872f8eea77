//! Where else the words of one quote are printed, as far as that is known.

use sayso_library::QuoteId;
use sayso_library::near_duplicates::Duplicate;

/// What is known of the words of one quote.
#[derive(Debug, Default)]
pub struct Duplicates {
    /// Whose words.
    of: Option<QuoteId>,
    /// All articles were asked for.
    asked: bool,
    /// Where they stand, the earliest first.
    found: Vec<Duplicate>,
    /// The quote that is being corrected, and to whom: its other prints are offered then.
    pub(super) offering: Option<(QuoteId, String)>,
}

impl Duplicates {
    /// Where else the words of `quote` are printed; empty while that is not known.
    pub fn of(&self, quote: Option<QuoteId>) -> &[Duplicate] {
        if self.of == quote { &self.found } else { &[] }
    }

    /// Returns `true` if the words of `quote` were looked for.
    pub fn knows(&self, quote: QuoteId) -> bool {
        self.of == Some(quote)
    }

    /// Takes what was found; `all` tells that all articles were looked at.
    pub fn learn(&mut self, of: QuoteId, found: Vec<Duplicate>, all: bool) {
        (self.of, self.asked, self.found) = (Some(of), all, found);
    }

    /// Forgets what was found: quotes may have other numbers now.
    pub fn forget(&mut self) {
        (self.of, self.asked, self.found) = (None, false, Vec::new());
    }

    /// Returns `true` the first time it is called for a quote: all articles are to be asked for.
    pub fn ask_once(&mut self) -> bool {
        !std::mem::replace(&mut self.asked, true)
    }
}
