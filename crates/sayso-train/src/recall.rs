//! Who said it, asked with mangled quotes of a made-up library: how often the right source is among the answers.

#![allow(dead_code, missing_docs)]

use std::collections::HashSet;
use std::fmt;

use fastrand::Rng;
use sayso_attribution::text::fold::word_list;
use sayso_library::search::WhoHit;
use sayso_library::{Library, QuoteId};

use crate::generate::{Article, mangle};

/// Of so many questions, how many were answered rightly.
#[derive(Clone, Debug, Default)]
pub struct Recall {
    pub asked: usize,
    /// With the first answer.
    pub first: usize,
    /// With one of the first three.
    pub third: usize,
    /// With one of the first three, and the speaker’s full name.
    pub named: usize,
    /// What was asked in vain, and what was meant.
    pub missed: Vec<(String, String)>,
}

impl fmt::Display for Recall {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let share = |n: usize| n as f64 / self.asked.max(1) as f64;
        let (first, third, named) = (share(self.first), share(self.third), share(self.named));
        write!(f, "{} asked: recall at 1 {first:.3}, at 3 {third:.3}, with the speaker’s name {named:.3}", self.asked)
    }
}

/// Asks `who` for `quotes` mangled ones of `made`, which `library` has read in this order.
pub fn measure(made: &[Article], library: &Library, quotes: usize, who: &mut dyn FnMut(&str) -> Vec<WhoHit>) -> Recall {
    let mut dice = Rng::with_seed(quotes as u64);
    let mut recall = Recall::default();
    while recall.asked < quotes {
        let article = &made[dice.usize(..made.len())];
        let quote = &article.quotes[dice.usize(..article.quotes.len())];
        let asked = mangle(&quote.words, &mut dice);
        let hits = who(&asked);
        let right = |id: QuoteId| is_print_of(made, library, id, quote.origin);
        let rank = hits.iter().take(3).position(|hit| std::iter::once(&hit.id).chain(&hit.also).any(|id| right(*id)));
        recall.asked += 1;
        recall.first += usize::from(rank == Some(0));
        recall.third += usize::from(rank.is_some());
        recall.named += usize::from(rank.is_some_and(|at| library.name_of(hits[at].id) == Some(&quote.speaker)));
        if rank.is_none() {
            recall.missed.push((asked, quote.words.clone()));
        }
    }
    recall
}

/// Is this quote one of the places where what was said first as `origin` is printed?
fn is_print_of(made: &[Article], library: &Library, id: QuoteId, origin: usize) -> bool {
    let truths = made[id.article.0 as usize].quotes.iter().filter(|q| q.origin == origin);
    let (Some(article), Some(found)) = (library.article(id.article), library.quote(id)) else { return false };
    let found: HashSet<String> = word_list(&found.content.text(article.document.text())).into_iter().collect();
    truths.into_iter().any(|truth| {
        let words = word_list(&truth.words);
        words.iter().filter(|word| found.contains(*word)).count() * 2 > words.len()
    })
}
