//! How fast an article becomes an analysis, and how much memory that takes.
//!
//!     cargo bench --bench analyse                     times on one core, medians of five rounds; then memory
//!     cargo bench --bench analyse -- --once           one round without a clock, to be counted by
//!     valgrind --tool=callgrind target/release/deps/analyse-* --once
//!     cargo bench --bench analyse -- --hostile        texts made to be slow, each twice as long again and again
//!
//! The articles are made up here from a seed: invented speakers, direct, mixed and indirect speech.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use sayso_attribution::analyse;
use sayso_attribution::document::ingest;
use sayso_attribution::tagger::CrfTagger;
use sayso_attribution::text::Span;
use sayso_train::process::kibibytes;

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

/// `(text in MiB, in one paragraph)`: what memory is measured on.
const LENGTHS: &[(usize, bool)] = &[(1, false), (4, false), (16, false), (1, true)];

/// What is hard on a reader of quotations, by the piece that is repeated.
const HOSTILE: &[&str] =
    &["said that he wants to ", "“", "“ ‘ \" ' ", "“Yes,” he said. ", "he said “", "Ann says ", "a, "];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--once", ..] => {
            let words: usize = SIZES.iter().map(|size| read(&articles(*size))).sum();
            println!("{words} words");
        }
        ["--memory", mib, shape] => memory(mib.parse().unwrap_or(1), shape == "paragraph"),
        ["--hostile", ..] => HOSTILE.iter().for_each(|piece| hostile(piece)),
        _ => {
            times();
            memories();
        }
    }
}

fn times() {
    let (loaded, engine) = timed(|| CrfTagger::carried().is_ok());
    println!("engine read: {:.1} ms (sound: {engine})", loaded.as_secs_f64() * 1e3);
    println!("{:>9} {:>11} {:>12} {:>11}", "articles", "paragraphs", "words", "words/s");
    for size in SIZES {
        let articles = articles(*size);
        let mut rounds: Vec<(Duration, usize)> = (0..ROUNDS).map(|_| timed(|| read(&articles))).collect();
        rounds.sort_unstable();
        let (time, words) = rounds[ROUNDS / 2];
        let speed = words as f64 / time.as_secs_f64();
        println!("{:>9} {:>11} {words:>12} {speed:>11.0}", size.0, size.1);
    }
}

/// Each length in a process of its own: what one has freed, the next would not have to ask for.
fn memories() {
    println!("\nmemory beyond weights, text and document");
    println!(
        "{:>9} {:>11} {:>12} {:>11} {:>13}",
        "text MiB", "paragraphs", "attributions", "engine KiB", "analysis KiB"
    );
    for (mib, one) in LENGTHS {
        let shape = if *one { "paragraph" } else { "article" };
        let told = std::env::current_exe()
            .and_then(|me| Command::new(me).args(["--memory", &mib.to_string(), shape]).output());
        print!("{}", told.map(|out| String::from_utf8_lossy(&out.stdout).into_owned()).unwrap_or_default());
    }
}

/// What the engine holds at most while it reads a text, its finds not kept; and what all of the analysis takes, with
/// all that it gives.
fn memory(mib: usize, one_paragraph: bool) {
    let mut dice = Dice(7);
    let mut text = String::new();
    while text.len() < mib << 20 {
        text.push_str(&article(100, &mut dice));
    }
    if one_paragraph {
        text = text.replace("\n\n", " ");
    }
    let mut at = 0;
    let parts = text.split_inclusive('\n').map(|line| {
        at += line.len();
        (Span::new(at - line.len(), at).trim(&text), false)
    });
    let parts: Vec<(Span, bool)> = parts.filter(|(span, _)| !span.is_empty()).collect();
    let Ok(engine) = CrfTagger::carried() else { return };
    // The first article brings the weights into memory.
    read(&articles((20, 40)));
    let (found, engine) = grown(|| engine.find(&text, &parts).count());
    let document = ingest(text.as_bytes(), "made-up.txt");
    let (_, analysis) = grown(|| analyse(&document));
    println!("{mib:>9} {:>11} {found:>12} {engine:>11} {analysis:>13}", parts.len());
}

/// How fast a text of one piece is read, at four lengths: linear time keeps the pace.
fn hostile(piece: &str) {
    print!("{piece:24}");
    for length in [1 << 17, 1 << 18, 1 << 19, 1 << 20] {
        let text = piece.repeat(length / piece.len());
        let (time, _) = timed(|| analyse(&ingest(text.as_bytes(), "made-up.txt")));
        print!(" {:8.2} MiB/s", length as f64 / f64::from(1 << 20) / time.as_secs_f64());
    }
    println!();
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

/// What `job` gives, and how many KiB more than before it the process held at most; 0 where the system does not tell.
fn grown<T>(job: impl FnOnce() -> T) -> (T, usize) {
    // Tells Linux to forget the peak so far.
    let _ = fs::write("/proc/self/clear_refs", "5");
    let before = kibibytes("self", "VmRSS");
    let made = job();
    (made, kibibytes("self", "VmHWM").saturating_sub(before))
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
