//! How fast an article becomes an analysis, and how much memory that takes.
//!
//!     cargo bench --bench analyse                     times on one core, medians of five rounds
//!     cargo bench --bench analyse -- --once           one round without a clock, to be counted by
//!     valgrind --tool=callgrind target/release/deps/analyse-* --once
//!
//! The articles are made up here from a seed: invented speakers, direct, mixed and indirect speech.

use std::time::{Duration, Instant};

use sayso::attribution::analyse;
use sayso::attribution::engine::Engine;
use sayso::document::ingest;

const ROUNDS: usize = 5;

/// `(articles, paragraphs in each)`: many short ones, some long ones, and one that is a single library's worth.
const SIZES: &[(usize, usize)] = &[(400, 8), (40, 80), (1, 3200)];

const PEOPLE: &[&str] =
    &["Ada Merrow", "General Tomas Ibarra", "the harbour ministry", "Professor Lin Haoran", "she", "he"];
const CUES: &[&str] = &["said", "insisted", "warned", "told reporters", "argued", "believes", "wrote", "added"];
const CLAIMS: &[&str] = &[
    "the bridge would be open before the first snow",
    "no village along the river had been warned in time",
    "the price of copper could not stay where it was",
    "a second vote was the only honest way out",
    "every ship in the yard was older than its crew",
];
const ASIDES: &[&str] = &[
    "The yard lies an hour north of the capital, behind two lines of sheds.",
    "Rain had fallen for nine days. The lower road was closed to lorries.",
    "Last year’s budget set aside 4.2 million crowns for the work.",
];

fn main() {
    if std::env::args().any(|arg| arg == "--once") {
        let words: usize = SIZES.iter().map(|size| read(&articles(*size))).sum();
        return println!("{words} words");
    }
    let (loaded, engine) = timed(|| Engine::carried().is_ok());
    println!("engine read: {:.1} ms (sound: {engine})", loaded.as_secs_f64() * 1e3);
    println!("{:>9} {:>11} {:>12} {:>11} {:>10}", "articles", "paragraphs", "words", "words/s", "peak MiB");
    for size in SIZES {
        let articles = articles(*size);
        let mut rounds: Vec<(Duration, usize)> = (0..ROUNDS).map(|_| timed(|| read(&articles))).collect();
        rounds.sort_unstable();
        let (time, words) = rounds[ROUNDS / 2];
        let speed = words as f64 / time.as_secs_f64();
        println!("{:>9} {:>11} {words:>12} {speed:>11.0} {:>10}", size.0, size.1, peak_mib());
    }
}

/// From bytes to attributions, one after the other as one core does it; gives the words read.
fn read(articles: &[String]) -> usize {
    let words = |article: &String| {
        let document = ingest(article.as_bytes(), "made-up.txt");
        assert!(!analyse(&document).attributions.is_empty(), "a made-up article has speech in it");
        article.split_whitespace().count()
    };
    articles.iter().map(words).sum()
}

fn timed<T>(job: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let made = job();
    (start.elapsed(), made)
}

fn articles((count, paragraphs): (usize, usize)) -> Vec<String> {
    let mut dice = Dice(0x5a15_0000 + count as u64);
    (0..count).map(|_| article(paragraphs, &mut dice)).collect()
}

fn article(paragraphs: usize, dice: &mut Dice) -> String {
    let mut text = "A Harbour in Doubt\n\n".to_owned();
    for _ in 0..paragraphs {
        let (who, cue, claim) = (dice.pick(PEOPLE), dice.pick(CUES), dice.pick(CLAIMS));
        let said = match dice.roll(4) {
            0 => format!("“That {claim},” {who} {cue}. “It is plain to see.”"),
            1 => format!("According to {who}, {claim}."),
            2 => format!("In the end {who} {cue} that {claim}, and called it “a matter of weeks”."),
            _ => dice.pick(ASIDES).to_owned(),
        };
        text.push_str(&said);
        text.push_str("\n\n");
    }
    text
}

/// The most memory the process has held so far, in MiB; 0 where the system does not tell.
fn peak_mib() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok()).map_or(0, |kib| kib / 1024)
}

/// A small generator (Marsaglia's xorshift): the same seed, the same articles on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn pick(&mut self, words: &'static [&'static str]) -> &'static str {
        words[self.roll(words.len())]
    }
}
