//! Whether quotes that are half remembered are found.

use std::time::{Duration, Instant};

use sayso_attribution::text::fold::word_list;
use sayso_library::postgres::PostgresSession;
use sayso_train::generate::{self, Article};

/// The least share of mangled quotes whose source is among the first three answers.
pub const RECALL: f64 = 0.95;

/// Asks for a quote of every `step`th article: how many are found among the first three, how many were asked for, and how
/// long each took.
pub fn recall(articles: &[Article], team: &mut PostgresSession, step: usize) -> (usize, usize, Vec<Duration>) {
    let mut dice = fastrand::Rng::with_seed(11);
    let (mut found, mut times) = (0, Vec::new());
    for quote in articles.iter().step_by(step).filter_map(|article| article.quotes.first()) {
        let given = generate::mangle(&quote.words, &mut dice);
        let start = Instant::now();
        let (hits, _) = team.who(&given, 3).unwrap_or_else(|error| panic!("{given}: {error}"));
        times.push(start.elapsed());
        let wanted = word_list(&quote.words);
        let has = |text: &str| {
            let words = word_list(text);
            wanted.iter().filter(|word| words.contains(word)).count() * 3 > wanted.len() * 2
        };
        let library = team.library();
        let is_found = hits.iter().any(|hit| {
            let article = library.article(hit.id.article);
            let quote = library.quote(hit.id);
            article.zip(quote).is_some_and(|(article, quote)| has(&quote.content.text(article.document.text())))
        });
        found += usize::from(is_found);
    }
    (found, times.len(), times)
}
