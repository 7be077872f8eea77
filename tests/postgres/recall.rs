//! Whether quotes that are half remembered are found.

use std::time::{Duration, Instant};

use sayso_attribution::text::fold::word_list;
use sayso_library::Library;
use sayso_library::postgres::PostgresSession;
use sayso_library::search::WhoHit;
use sayso_train::generate::{self, Article, Quote};

/// The least share of mangled quotes whose source is among the first three answers.
pub const RECALL: f64 = 0.95;

/// How mangled quotes were found.
#[derive(Default)]
pub struct Recall {
    /// The number of quotes whose source was the first answer, and among the first three.
    pub found: [usize; 2],
    /// The time of each answer.
    pub times: Vec<Duration>,
    /// What was asked and not found.
    pub missed: Vec<String>,
}

impl Recall {
    /// The shares of the quotes that were asked for.
    pub fn shares(&self) -> [f64; 2] {
        self.found.map(|found| found as f64 / self.times.len() as f64)
    }
}

/// Asks for the first quote of each of these articles.
pub fn recall<'a>(articles: impl Iterator<Item = &'a Article>, seed: u64, team: &mut PostgresSession) -> Recall {
    let mut dice = fastrand::Rng::with_seed(seed);
    let mut recall = Recall::default();
    for quote in articles.filter_map(|article| article.quotes.first()) {
        let given = generate::mangle(&quote.words, &mut dice);
        let start = Instant::now();
        let (hits, _) = team.who(&given, 3).unwrap_or_else(|error| panic!("{given}: {error}"));
        recall.times.push(start.elapsed());
        let place = hits.iter().position(|hit| is_of(team.library(), hit, quote));
        recall.found[0] += usize::from(place == Some(0));
        recall.found[1] += usize::from(place.is_some());
        if place.is_none() {
            recall.missed.push(format!("{given}\n     {}", quote.words));
        }
    }
    recall
}

/// Returns `true` if the answer has most of the words that were said.
fn is_of(library: &Library, hit: &WhoHit, quote: &Quote) -> bool {
    let Some((article, found)) = library.article(hit.id.article).zip(library.quote(hit.id)) else { return false };
    let wanted = word_list(&quote.words);
    let words = word_list(&found.content.text(article.document.text()));
    wanted.iter().filter(|word| words.contains(word)).count() * 3 > wanted.len() * 2
}
