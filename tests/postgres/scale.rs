//! A key, a remembered quote and the list of a reader in a large library. `SAYSO_TEST_POSTGRES_SCALE=10000,100000` says how
//! many articles; it has figures only where the server runs on this machine. Without it this test says that it is left out.

use std::collections::HashMap;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use sayso_attribution::text::fold::word_list;
use sayso_library::postgres::PostgresSession;
use sayso_library::search::Query;
use sayso_library::service::session::FIRST;
use sayso_library::service::{Events, ServiceEvent, team_worker};
use sayso_train::generate::{self, Article};

use super::recall::recall;
use super::server::Server;

const SEED: u64 = 4;

/// Articles that are analysed; the others are copies of them with other numbers and names.
const ANALYSED: usize = 5_000;

/// Most articles of which a reader has a row at the start.
const ROWS: usize = 1_000;

/// What is typed, a letter at a time: long words and names of some articles, and two words of a quote.
fn typed(articles: &[Article]) -> Vec<String> {
    let mut all = Vec::new();
    for quote in articles.iter().step_by(articles.len() / 24).filter_map(|article| article.quotes.first()) {
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
fn processor_time(pid: i32) -> Option<Duration> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/schedstat")).ok()?;
    Some(Duration::from_nanos(text.split(' ').next()?.parse().ok()?))
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
    let Ok(sizes) = std::env::var("SAYSO_TEST_POSTGRES_SCALE") else {
        eprintln!("skipped: SAYSO_TEST_POSTGRES_SCALE is not set; .ci/postgres runs this test with it");
        return;
    };
    let Some(server) = Server::with_library("sayso_test_scale") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    generate::write_library(folder.path(), SEED, ANALYSED).expect("articles");
    let articles: Vec<Article> = generate::articles(SEED).take(ANALYSED).collect();
    assert_eq!(server.import(folder.path()).written, ANALYSED);
    for size in sizes.split(',').map(|size| size.trim().parse::<usize>().expect("a number")) {
        server.grow(ANALYSED, size);
        measure(&server, &articles, size);
    }
}

fn measure(server: &Server, articles: &[Article], size: usize) {
    let mut session = PostgresSession::open(&server.address("bob")).expect("a session");
    assert_eq!(session.articles().expect("a count"), size as i64);
    let pid: i32 = server.pid_of("bob");
    let (mut own, mut whole, mut slow) = (Vec::new(), Vec::new(), HashMap::new());
    for key in typed(articles) {
        let (before, start) = (processor_time(pid), Instant::now());
        session.list(&Query::parse(&key), FIRST).unwrap_or_else(|error| panic!("{key}: {error}"));
        whole.push(start.elapsed());
        let used = processor_time(pid).zip(before).map(|(after, before)| after.checked_sub(before).unwrap());
        own.extend(used);
        slow.insert(used.unwrap_or_default(), key);
    }
    let mut slowest: Vec<_> = slow.into_iter().collect();
    slowest.sort_unstable_by(|a, b| b.cmp(a));
    println!("{size} articles: processor time of the server for a key: {}", told(&mut own));
    println!("{size} articles: a key, with the ranking by this build: {}", told(&mut whole));
    println!("{size} articles: the dearest keys: {:?}", &slowest[..slowest.len().min(8)]);
    let (found, asked, mut times) = recall(articles, &mut session, articles.len() / 100);
    println!("{size} articles: {found} of {asked} remembered quotes among the first three; {}", told(&mut times));
    rows_of_a_reader(server, size);
}

/// A reader has rows for the newest articles alone, and for more of them when asked.
fn rows_of_a_reader(server: &Server, size: usize) {
    let (send, receive) = channel();
    let events = Events::new(move |event| send.send(event).is_ok());
    let worker = team_worker::start(server.address("bob"), events).expect("threads");
    let next = || loop {
        match receive.recv_timeout(Duration::from_secs(60)).expect("the list") {
            ServiceEvent::Catalogue(catalogue) => return catalogue.articles(),
            ServiceEvent::Notice(line) => println!("{line}"),
            _ => {}
        }
    };
    assert_eq!(next(), size.min(ROWS));
    worker.more();
    if size > ROWS {
        assert_eq!(next(), size.min(2 * ROWS));
    }
}
