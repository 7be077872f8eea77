//! Where the reader has been: jumps back and forward, and where each article was left.

use std::collections::HashMap;

use super::Pane;
use super::quotes::QuoteIndex;
use sayso_library::ArticleId;

/// A place to come back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The article.
    pub article: ArticleId,
    /// The byte at the top of the screen and the byte under the cursor.
    pub anchor: (usize, usize),
    /// The current quote.
    pub quote: Option<QuoteIndex>,
    /// Where the keys went.
    pub focus: Pane,
    /// The row of the source card, if it was open.
    pub card: Option<usize>,
    /// The search was open.
    pub picker: bool,
}

/// Jumps, and where articles were left.
#[derive(Debug, Default)]
pub struct History {
    back: Vec<Spot>,
    forward: Vec<Spot>,
    left: HashMap<ArticleId, Spot>,
}

/// Jumps that are kept.
const MOST: usize = 200;

impl History {
    /// Remembers `here` before a jump.
    pub fn push(&mut self, here: Spot) {
        self.forward.clear();
        if self.back.last() != Some(&here) {
            self.back.push(here);
        }
        if self.back.len() > MOST {
            self.back.remove(0);
        }
    }

    /// The place before the last jump; `here` is where [`History::forward`] comes back to.
    pub fn back(&mut self, here: Option<Spot>) -> Option<Spot> {
        let to = self.back.pop()?;
        self.forward.extend(here);
        Some(to)
    }

    /// Undoes a [`History::back`].
    pub fn forward(&mut self, here: Option<Spot>) -> Option<Spot> {
        let to = self.forward.pop()?;
        self.back.extend(here);
        Some(to)
    }

    /// The place before the last jump, and `here` put in its stead: twice is no move.
    pub fn last(&mut self, here: Option<Spot>) -> Option<Spot> {
        let to = self.back.pop()?;
        self.back.extend(here);
        Some(to)
    }

    /// Puts the jumps of earlier sessions before those of this one.
    pub fn before(&mut self, earlier: Vec<Spot>) {
        self.back.splice(..0, earlier);
        let over = self.back.len().saturating_sub(MOST);
        self.back.drain(..over);
    }

    /// Remembers where an article was left.
    pub fn leave(&mut self, here: Spot) {
        self.left.insert(here.article, here);
    }

    /// Takes other numbers for the quotes of an article.
    pub fn requote(&mut self, article: ArticleId, moved: impl Fn(QuoteIndex) -> Option<QuoteIndex>) {
        let spots = self.back.iter_mut().chain(&mut self.forward).chain(self.left.values_mut());
        for spot in spots.filter(|spot| spot.article == article) {
            spot.quote = spot.quote.and_then(&moved);
        }
    }

    /// Where an article was left.
    pub fn left_at(&self, article: ArticleId) -> Option<Spot> {
        self.left.get(&article).copied()
    }
}
