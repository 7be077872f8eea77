//! How often `sayso who` finds the source of a misremembered quote in a made-up library.

use std::collections::HashSet;
use std::fmt;
use std::time::{Duration, Instant};

use fastrand::Rng;
use sayso_attribution::text::fold::word_list;
use sayso_library::search::{Index, WhoHit, who};
use sayso_library::{Article as Read, Library, QuoteId};

use crate::generate::{Article, articles, mangle};

/// Seed of the library that is asked.
const SEED: u64 = 7;

/// How large a library to ask, and how often.
#[derive(Clone, Debug, clap::Args)]
pub struct RecallArgs {
    /// Number of articles of the library.
    #[arg(default_value_t = 1000)]
    pub articles: usize,
    /// Number of quotes to ask for, each with up to two typos, a word missing and two words swapped.
    #[arg(default_value_t = 400)]
    pub quotes: usize,
}

/// Prints how often the right source is the first answer or among the first three, and how long the answers took.
pub fn recall(args: &RecallArgs) {
    let made: Vec<Article> = articles(SEED).take(args.articles).collect();
    let words: usize = made.iter().map(|a| a.text.split_whitespace().count()).sum();
    let said: usize = made.iter().map(|a| a.quotes.len()).sum();
    println!("{} articles, {words} words, {said} quotes", args.articles);
    let start = Instant::now();
    let mut library = Library::default();
    library.learn_all(made.iter().map(|a| Read::read(a.name.clone(), a.text.as_bytes())));
    println!("read in {:.1} s", start.elapsed().as_secs_f64());
    let mut index = Index::default();
    index.learn(&library);
    let mut times: Vec<Duration> = Vec::new();
    let mut ask = |words: &str| {
        let start = Instant::now();
        let hits = who(&index, &library, words, 3);
        times.push(start.elapsed());
        hits
    };
    println!("{}", measure(&made, &library, args.quotes, &mut ask));
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    println!("median {:.1} ms, p99 {:.1} ms", at(0.5), at(0.99));
}

/// Counts of questions and right answers.
#[derive(Clone, Debug, Default)]
pub struct Recall {
    /// Questions asked.
    pub asked: usize,
    /// Right with the first answer.
    pub first: usize,
    /// Right with one of the first three answers.
    pub third: usize,
    /// Right with one of the first three answers, and with the full name of the speaker.
    pub named: usize,
    /// Questions without a right answer, each with the words that were meant.
    pub missed: Vec<(String, String)>,
}

impl fmt::Display for Recall {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let share = |n: usize| n as f64 / self.asked.max(1) as f64;
        let (first, third, named) = (share(self.first), share(self.third), share(self.named));
        write!(f, "{} asked: recall at 1 {first:.3}, at 3 {third:.3}, with the speaker’s name {named:.3}", self.asked)
    }
}

/// Asks `who` for so many mangled quotes of `made`, which `library` has read in this order.
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

/// Returns whether a quote of the library is a print of the quote numbered `origin`.
fn is_print_of(made: &[Article], library: &Library, id: QuoteId, origin: usize) -> bool {
    let truths = made[id.article.0 as usize].quotes.iter().filter(|q| q.origin == origin);
    let (Some(article), Some(found)) = (library.article(id.article), library.quote(id)) else { return false };
    let found: HashSet<String> = word_list(&found.content.text(article.document.text())).into_iter().collect();
    truths.into_iter().any(|truth| {
        let words = word_list(&truth.words);
        words.iter().filter(|word| found.contains(*word)).count() * 2 > words.len()
    })
}
