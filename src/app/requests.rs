//! Requests of the model to the service, and what follows when an answer arrives.

use super::Effect;
use super::history::Spot;
use super::picker::Target;
use sayso_attribution::Reading;
use sayso_library::state::Id;
use sayso_library::{Article, ArticleId, QuoteId};

/// What is done once an article is at hand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PendingOpen {
    /// It is opened.
    Open(ArticleId),
    /// It is opened as it is now, where it was.
    Reload(ArticleId),
    /// It is opened at a place.
    Go(Spot),
    /// It is opened at a quote.
    Quote(QuoteId),
    /// It is opened where a row of the search leads.
    Target(Target),
    /// It is opened at a mark.
    Mark(ArticleId, char),
    /// It is opened at clipped words.
    Clipping(ArticleId, Id),
}

/// What was asked for.
#[derive(Debug, Default)]
pub struct Requests {
    /// What a jump asked of the world on its way.
    asks: Vec<Effect>,
    /// What is done once its article is at hand.
    pub pending_open: Option<PendingOpen>,
    /// Articles asked for that may still come.
    fetching: Vec<ArticleId>,
    /// The open article whose file is gone, and the hash of its content: it may come back by another name.
    pub gone: Option<(ArticleId, u64)>,
    /// The second reading of the open article.
    pub second: SecondReading,
}

/// The second reading of the open article: what was asked for and what came.
#[derive(Debug, Default)]
pub struct SecondReading {
    /// The article of which a second reading was asked for last, and the hash of its file.
    pub asked: Option<(ArticleId, u64)>,
    /// The open article, whose second reading is in the index and on its way here.
    pub awaited: Option<ArticleId>,
    /// The article with its second reading, until nothing is open that shows the first one.
    pub came: Option<(ArticleId, Article)>,
}

impl SecondReading {
    /// Keeps `article` until it can be shown, if its second reading is awaited, or `is_open` and it was asked for;
    /// otherwise gives it back. An index that is not written to keeps none, so that it comes without being awaited.
    pub fn keep(&mut self, id: ArticleId, article: Article, is_open: bool) -> Option<Article> {
        let is_asked = is_open && self.asked.is_some_and(|(asked, _)| asked == id);
        if (self.awaited == Some(id) || is_asked) && article.analysis.reading == Reading::Second {
            self.awaited = None;
            self.came = Some((id, article));
            return None;
        }
        Some(article)
    }
}

impl PendingOpen {
    /// The article that is awaited.
    pub fn article(self) -> Option<ArticleId> {
        match self {
            Self::Open(id) | Self::Reload(id) | Self::Mark(id, _) | Self::Clipping(id, _) => Some(id),
            Self::Go(spot) => Some(spot.article),
            Self::Quote(id) => Some(id.article),
            Self::Target(target) => target.article(),
        }
    }
}

impl Requests {
    /// Asks something of the world.
    pub fn ask(&mut self, effect: Effect) {
        self.asks.push(effect);
    }

    /// Asks several things of the world.
    pub fn ask_all(&mut self, effects: impl IntoIterator<Item = Effect>) {
        self.asks.extend(effects);
    }

    /// Takes all that was asked since the last time.
    pub fn take(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.asks)
    }

    /// Asks for articles.
    pub fn fetch(&mut self, ids: Vec<ArticleId>) {
        self.fetching.extend(&ids);
        self.ask(Effect::Fetch(ids));
    }

    /// Articles came, or cannot be read: nobody waits for them any more.
    pub fn arrived(&mut self, ids: &[ArticleId]) {
        self.fetching.retain(|asked| !ids.contains(asked));
    }

    /// Forgets which articles were asked for: they may have other numbers now.
    pub fn forget_fetching(&mut self) {
        self.fetching.clear();
    }

    /// Returns `true` while an article that was asked for may still come.
    pub fn is_fetching(&self) -> bool {
        !self.fetching.is_empty()
    }

    /// Returns `true` if this article was asked for and may still come.
    pub fn awaits(&self, id: ArticleId) -> bool {
        self.fetching.contains(&id)
    }
}
