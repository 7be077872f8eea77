//! How long each key of typed searches takes over the index of a library made up by [`generate`](crate::generate).

use std::cmp::Reverse;
use std::time::{Duration, Instant};

use anyhow::ensure;
use fastrand::Rng;
use sayso_attribution::text::fold::word_list;
use sayso_library::QuoteId;
use sayso_library::files::DEFAULT_CAP;
use sayso_library::search::Query;
use sayso_library::service::indexer::Indexer;
use sayso_library::service::session::{Articles, LibrarySession};

use crate::generate::{Article, LibraryArgs, Quote, mangle};
use crate::process::{kibibytes, processor_seconds};

/// The library to ask. Its index is in the usual cache folder.
#[derive(Clone, Debug, clap::Args)]
pub struct KeysArgs {
    /// Where it is, and how it was made.
    #[command(flatten)]
    pub library: LibraryArgs,
    /// Number of slowest keys to list.
    #[arg(long, default_value_t = 0)]
    pub slowest: usize,
}

/// Queries as they are typed, a letter at a time.
const TYPED: &[(&str, &[&str])] = &[
    ("common word", &["said", "river", "council", "year"]),
    ("rare word", &["@rare", "@rare", "@rare", "@rare"]),
    ("two words", &["river council", "new bridge", "price harbour", "winter year"]),
    ("typo", &["rivre", "counicl", "brideg", "wintre"]),
    ("exact words", &["\"of the river\"", "\"in the year\"", "\"the council\""]),
    ("speaker field", &["speaker:@speaker", "speaker:@speaker river", "speaker:@speaker"]),
];

/// Number of articles, spread over the library, whose words are asked for.
const SAMPLE: usize = 200;

/// Articles of the sample from one query of a row to the next, so that each takes its words from another article.
const STRIDE: usize = 7;

/// Answers of `who` among which the right one is looked for.
const BEST: usize = 3;

/// What one key cost.
struct Key {
    query: String,
    /// Time to the first rows.
    first: Duration,
    /// Time to all rows.
    all: Duration,
    /// Processor time of all threads to the first rows.
    first_work: Duration,
    /// Processor time of all threads to all rows.
    all_work: Duration,
}

/// Types queries into a session and records what each key cost.
struct Typist<'a> {
    session: &'a mut LibrarySession,
    keys: Vec<Key>,
    /// Checksum of all rows: the same for the same answers.
    answers: crc32fast::Hasher,
}

impl Typist<'_> {
    fn type_in(&mut self, query: &str) -> anyhow::Result<()> {
        query.char_indices().try_for_each(|(at, c)| self.press(&query[..at + c.len_utf8()]))
    }

    fn press(&mut self, typed: &str) -> anyhow::Result<()> {
        let query = Query::parse(typed);
        let (start, work) = (Instant::now(), processor_seconds());
        let worked = || Duration::from_secs_f64(processor_seconds() - work);
        let (few, _) = self.session.first(&query)?;
        let (first, first_work) = (start.elapsed(), worked());
        let (rows, _) = self.session.list(&query)?;
        let (all, all_work) = (start.elapsed(), worked());
        self.keys.push(Key { query: typed.to_owned(), first, all, first_work, all_work });
        self.answers.update(format!("{few:?} {rows:?}").as_bytes());
        Ok(())
    }

    /// Prints the times of all keys, and the `slowest` keys one by one.
    fn print(mut self, slowest: usize) {
        let keys = || self.keys.iter();
        print_times("all keys, first rows", keys().map(|key| key.first).collect());
        print_times("processor, first rows", keys().map(|key| key.first_work).collect());
        print_times("all keys, all rows", keys().map(|key| key.all).collect());
        print_times("processor, all rows", keys().map(|key| key.all_work).collect());
        self.keys.sort_by_key(|key| Reverse(key.first_work));
        for Key { query, first, all, first_work, all_work } in self.keys.into_iter().take(slowest) {
            let [first, all, first_work, all_work] = [first, all, first_work, all_work].map(ms);
            println!("`{query}`\t{first:.1} ms\t{first_work:.1} ms\t{all:.1} ms\t{all_work:.1} ms");
        }
        println!("answers\t{:08x}", self.answers.finalize());
    }
}

/// Types searches letter by letter and prints how long the answers took, a line for each figure, its columns parted by
/// tabs. Processor time is that of all threads; unlike the time that passes it does not depend on what else the machine
/// does.
///
/// # Errors
///
/// An index that cannot be read, or no articles to take words from.
pub fn keys(args: &KeysArgs) -> anyhow::Result<()> {
    let library = &args.library;
    ensure!(library.articles > 0, "0 articles: there are no words to search for");
    let began = Instant::now();
    let (mut indexer, _) = Indexer::open(vec![library.folder.clone()], DEFAULT_CAP);
    let snapshot = indexer.snapshot()?;
    let listed = began.elapsed();
    let mut session = LibrarySession::new(indexer.index().clone(), snapshot, DEFAULT_CAP);
    session.warm()?;
    println!("opened; searchable\t{:.0} ms\t{:.0} ms", ms(listed), ms(began.elapsed()));
    let sample: Vec<Article> = library.made().step_by((library.articles / SAMPLE).max(1)).collect();
    println!("a key: median; p99; slowest");
    let mut typist = Typist { session: &mut session, keys: Vec::new(), answers: crc32fast::Hasher::new() };
    for (what, typed) in TYPED {
        let before = typist.keys.len();
        for (at, query) in typed.iter().enumerate() {
            typist.type_in(&filled(query, &sample[at * STRIDE % sample.len()]))?;
        }
        print_times(what, typist.keys[before..].iter().map(|key| key.first).collect());
    }
    typist.print(args.slowest);
    recall(&mut session, &sample, library.seed)?;
    let [resident, own, most] = ["VmRSS", "RssAnon", "VmHWM"].map(|line| kibibytes("self", line) as f64 / 1e3);
    println!("resident; own; at most\t{resident:.0} MB\t{own:.0} MB\t{most:.0} MB");
    Ok(())
}

/// A query of the table with words of an article.
fn filled(query: &str, article: &Article) -> String {
    let quote = article.quotes.first();
    let rare = quote.and_then(|q| word_list(&q.words).into_iter().max_by_key(String::len)).unwrap_or_default();
    let speaker = quote.and_then(|q| q.speaker.rsplit(' ').next()).unwrap_or_default();
    query.replace("@rare", &rare).replace("@speaker", &speaker.to_lowercase())
}

/// Prints the median, the 99th percentile and the greatest of `times`; nothing if there are none.
fn print_times(what: &str, mut times: Vec<Duration>) {
    if times.is_empty() {
        return;
    }
    times.sort_unstable();
    let at = |share: f64| ms(times[((times.len() - 1) as f64 * share).round() as usize]);
    println!("{what}\t{:.1} ms\t{:.1} ms\t{:.1} ms", at(0.5), at(0.99), at(1.0));
}

/// Asks who said mangled quotes; prints how long that took and how often the right one is found.
fn recall(session: &mut LibrarySession, sample: &[Article], seed: u64) -> anyhow::Result<()> {
    let mut dice = Rng::with_seed(seed);
    let (mut asked, mut first, mut third, mut times) = (0, 0, 0, Vec::new());
    for quote in sample.iter().filter_map(|article| article.quotes.first()) {
        let words = mangle(&quote.words, &mut dice);
        let start = Instant::now();
        let (hits, articles) = session.who(&words, BEST)?;
        times.push(start.elapsed());
        let found = hits.iter().take(BEST).position(|hit| is_of(&articles, hit.id, quote));
        asked += 1;
        first += usize::from(found == Some(0));
        third += usize::from(found.is_some());
    }
    print_times("who, mangled", times);
    let share = |n: usize| n as f64 / f64::from(asked.max(1));
    println!("who: recall at 1; at {BEST}\t{:.3}\t{:.3}\t{asked} asked", share(first), share(third));
    Ok(())
}

/// Returns `true` if the quote contains most of the words that were said.
fn is_of(articles: &Articles, id: QuoteId, quote: &Quote) -> bool {
    let Some((_, article)) = articles.iter().find(|(article, _)| *article == id.article) else { return false };
    let Some(found) = article.analysis.attributions.get(id.quote as usize) else { return false };
    let said = word_list(&quote.words);
    let found = word_list(&found.content.text(article.document.text()));
    said.iter().filter(|word| found.contains(word)).count() * 3 > said.len() * 2
}

/// A time in milliseconds.
pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
