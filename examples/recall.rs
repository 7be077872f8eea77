//! How often `sayso who` finds a quote from what somebody remembers of it, on a made-up library.
//!
//!     cargo run --release --example recall -- 1000 [QUOTES]
//!
//! Of so many quotes taken at random, each with up to two typos, one word missing and two words changed about: the share
//! whose source stands first, or among the first three, and how long the answers took.

use std::time::{Duration, Instant};

use sayso::library::search::Index;
use sayso::library::{Article, Library};

#[path = "../benches/generate/mod.rs"]
mod generate;
#[path = "../benches/recall/mod.rs"]
mod recall;

fn main() {
    let mut numbers = std::env::args().skip(1).flat_map(|arg| arg.parse());
    let (articles, quotes) = (numbers.next().unwrap_or(1000), numbers.next().unwrap_or(400));
    let made: Vec<generate::Article> = generate::articles(7).take(articles).collect();
    let words: usize = made.iter().map(|a| a.text.split_whitespace().count()).sum();
    let said: usize = made.iter().map(|a| a.quotes.len()).sum();
    println!("{articles} articles, {words} words, {said} quotes");
    let start = Instant::now();
    let mut library = Library::default();
    library.learn_all(made.iter().map(|a| Article::read(a.name.clone(), a.text.as_bytes())));
    println!("read in {:.1} s", start.elapsed().as_secs_f64());
    let mut index = Index::default();
    index.learn(&library);
    let mut times: Vec<Duration> = Vec::new();
    let mut ask = |words: &str| {
        let start = Instant::now();
        let hits = sayso::library::search::who(&index, &library, words, 3);
        times.push(start.elapsed());
        hits
    };
    let recall = recall::measure(&made, &library, quotes, &mut ask);
    println!("{recall}");
    times.sort_unstable();
    println!("median {:.1} ms, p99 {:.1} ms", ms(times[times.len() / 2]), ms(times[times.len() * 99 / 100]));
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
