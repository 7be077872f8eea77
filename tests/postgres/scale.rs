//! A key and a remembered quote in a large library. `SAYSO_TEST_POSTGRES_LIBRARY` is the address of a library of generated
//! articles for one of its members, on a server on this machine: `SAYSO_TEST_POSTGRES_SCALE=100000 .ci/postgres`
//! makes one. Without it this test says that it is left out.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use postgres::{Client, NoTls};
use sayso_attribution::text::fold::word_list;
use sayso_library::postgres::PostgresSession;
use sayso_library::search::Query;
use sayso_library::service::session::FIRST;
use sayso_train::generate::{self, Article};

use super::recall::recall;

/// The seed of the articles, and of the slips in remembered quotes; those of the benchmark of the index.
const SEED: u64 = 4;

/// The number of remembered quotes, each of another article.
const REMEMBERED: usize = 200;

/// The number of articles that a reader lists at the start.
const LISTED: usize = 1_000;

/// The number of articles whose words are typed.
const TYPED: usize = 24;

/// What is typed, a letter at a time: long words and names of some articles, and two words of a quote.
fn typed<'a>(articles: impl Iterator<Item = &'a Article>) -> Vec<String> {
    let mut all = Vec::new();
    for quote in articles.filter_map(|article| article.quotes.first()) {
        let words = word_list(&quote.words);
        let long = words.iter().max_by_key(|word| word.len()).cloned().unwrap_or_default();
        let family = quote.speaker.rsplit(' ').next().unwrap_or_default();
        let letters = |word: &str| (1..=word.len().min(6)).map(|end| word[..end].to_owned()).collect::<Vec<_>>();
        all.extend(letters(&long));
        all.extend(letters(family));
        all.extend(letters(&words[words.len() - 1]).into_iter().map(|begun| format!("{} {begun}", words[0])));
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Processor time of a process of the server so far.
fn processor_time(pid: i32) -> Duration {
    let text = std::fs::read_to_string(format!("/proc/{pid}/schedstat")).expect("the server runs on this machine");
    Duration::from_nanos(text.split(' ').next().unwrap_or_default().parse().expect("nanoseconds"))
}

/// The times of some, sorted, as median, 99 of 100 and longest.
fn told(times: &mut [Duration]) -> String {
    times.sort_unstable();
    let Some(last) = times.len().checked_sub(1) else { return "no figures".to_owned() };
    let at = |share: usize| times[(times.len() * share / 100).min(last)];
    format!("median {:.1?}, p99 {:.1?}, longest {:.1?} of {}", at(50), at(99), at(100), times.len())
}

#[test]
fn keys_and_remembered_quotes_in_a_large_library() {
    let Ok(url) = std::env::var("SAYSO_TEST_POSTGRES_LIBRARY") else {
        eprintln!("skipped: SAYSO_TEST_POSTGRES_LIBRARY is not set; .ci/postgres runs this test with it");
        return;
    };
    let mut session = PostgresSession::open(&url.parse().expect("an address")).expect("a session");
    let size = session.articles().expect("a count") as usize;
    // A reader lists the newest articles before anything is typed.
    session.page(None, LISTED).expect("a page");
    let sample: Vec<Article> = generate::articles(SEED).take(size).step_by((size / REMEMBERED).max(1)).collect();
    let pid = "SELECT pid FROM pg_stat_activity
        WHERE usename = current_user AND datname = current_database() AND application_name = 'sayso'";
    let pid: i32 = Client::connect(&url, NoTls).and_then(|mut client| client.query_one(pid, &[])).expect("one").get(0);
    keys(&mut session, pid, &typed(sample.iter().step_by(sample.len() / TYPED)), size);
    let before = processor_time(pid);
    let mut recall = recall(sample.iter(), SEED, &mut session);
    let used = processor_time(pid).saturating_sub(before) / recall.times.len() as u32;
    let [first, third] = recall.shares();
    println!(
        "{size} articles: remembered quotes: {first:.3} first, {third:.3} among the first three; {}",
        told(&mut recall.times)
    );
    println!("{size} articles: processor time of the server for a remembered quote: {used:.1?} on average");
    println!("{size} articles: not found:\n  {}", recall.missed.join("\n  "));
}

fn keys(session: &mut PostgresSession, pid: i32, typed: &[String], size: usize) {
    let (mut own, mut whole, mut slow) = (Vec::new(), Vec::new(), HashMap::new());
    for key in typed {
        let (before, start) = (processor_time(pid), Instant::now());
        session.list(&Query::parse(key), FIRST).unwrap_or_else(|error| panic!("{key}: {error}"));
        whole.push(start.elapsed());
        let used = processor_time(pid).saturating_sub(before);
        own.push(used);
        slow.insert(used, key);
    }
    let mut slowest: Vec<_> = slow.into_iter().collect();
    slowest.sort_unstable_by(|a, b| b.cmp(a));
    println!("{size} articles: processor time of the server for a key: {}", told(&mut own));
    println!("{size} articles: a key, with the ranking by this build: {}", told(&mut whole));
    println!("{size} articles: the dearest keys: {:?}", &slowest[..slowest.len().min(12)]);
}
