//! A library of any size: how long the index takes to be made, how large it is, how soon it answers.
//!
//!     cargo bench --bench library                  1,000 and 10,000 articles
//!     cargo bench --bench library -- 100000        so many
//!
//! The articles are made up from a seed (`benches/generate`). Beside each search stands what a user has without an
//! index: `rg -i` over the files and `fzf --filter` over their lines, where they are installed.

mod generate;

use std::fs;
use std::io::Read;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use sayso::library::search::Query;
use sayso::runtime::desk::{Articles, Desk, ROWS};
use sayso::runtime::keeper::Keeper;
use sayso::store::index::Look;
use sayso::text::fold::word_list;

const SEED: u64 = 4;
const CAP: u64 = 64 << 20;

/// Queries as they are typed, a letter at a time.
const TYPED: &[(&str, &[&str])] = &[
    ("common word", &["said", "river", "council", "year"]),
    ("rare word", &["@rare", "@rare", "@rare", "@rare"]),
    ("two words", &["river council", "new bridge", "price harbour", "winter year"]),
    ("typo", &["rivre", "counicl", "brideg", "wintre"]),
    ("exact words", &["\"of the river\"", "\"in the year\"", "\"the council\""]),
    ("speaker field", &["speaker:@speaker", "speaker:@speaker river", "speaker:@speaker"]),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["build", folder] => build(Path::new(folder)),
        ["ask", folder, articles] => ask(Path::new(folder), number(articles)),
        [] => [1_000, 10_000].into_iter().for_each(measure),
        _ => words.into_iter().map(number).for_each(measure),
    }
}

fn number(text: &str) -> usize {
    text.replace(['_', ','], "").parse().unwrap_or(1_000)
}

/// Measures a library of so many articles, in a folder of its own that is gone afterwards.
fn measure(articles: usize) {
    let Ok(place) = tempfile::tempdir() else { return println!("no place for {articles} articles") };
    let folder = place.path().join("articles");
    let bytes = write_out(&folder, articles);
    println!("\n{articles} articles, {:.1} MB of text", bytes as f64 / 1e6);
    let one = child(place.path(), "one", &["build", &folder.to_string_lossy()], true);
    let all = child(place.path(), "all", &["build", &folder.to_string_lossy()], false);
    for (cores, took) in [("one core", one), ("all cores", all)] {
        let seconds = took.trim().parse::<f64>().unwrap_or(f64::NAN);
        let (pace, rate) = (articles as f64 / seconds, bytes as f64 / 1e6 / seconds);
        println!("  index made, {cores:<10} {seconds:>8.1} s {pace:>8.0} articles/s {rate:>6.1} MB/s");
    }
    let size = size_of(&place.path().join("all"));
    println!("  index on disk {:>20.1} MB, {:.0} % of the text", size as f64 / 1e6, size as f64 * 100.0 / bytes as f64);
    start(&folder, &place.path().join("all"), articles);
    print!("{}", child(place.path(), "all", &["ask", &folder.to_string_lossy(), &articles.to_string()], false));
    others(&folder);
}

fn write_out(folder: &Path, articles: usize) -> u64 {
    let mut bytes = 0;
    for (at, article) in generate::articles(SEED).take(articles).enumerate() {
        let part = folder.join(format!("{:03}", at / 1000));
        let _ = fs::create_dir_all(&part);
        bytes += article.text.len() as u64;
        let _ = fs::write(part.join(&article.name), article.text);
    }
    bytes
}

/// Runs a part of the measuring in a process of its own, with the index in `cache`.
fn child(place: &Path, cache: &str, arguments: &[&str], one_core: bool) -> String {
    let Ok(me) = std::env::current_exe() else { return String::new() };
    let mut command = if one_core { Command::new("taskset") } else { Command::new(&me) };
    if one_core {
        command.args(["-c", "0"]).arg(&me);
    }
    let ran = command.args(arguments).env("XDG_CACHE_HOME", place.join(cache)).stderr(Stdio::inherit()).output();
    ran.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
}

fn build(folder: &Path) {
    let start = Instant::now();
    let (mut keeper, _) = Keeper::open(vec![folder.to_owned()], CAP);
    keeper.update(&Look::All, &mut |_, _| true);
    println!("{}", start.elapsed().as_secs_f64());
}

/// How soon the program itself has drawn a frame, and the list of all articles.
fn start(folder: &Path, cache: &Path, articles: usize) {
    let size = PtySize { rows: 40, cols: 140, ..PtySize::default() };
    let Ok(pair) = native_pty_system().openpty(size) else { return };
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_sayso"));
    command.arg(folder);
    command.env("TERM", "xterm-256color");
    command.env("XDG_CACHE_HOME", cache);
    let began = Instant::now();
    let (Ok(mut program), Ok(mut output)) = (pair.slave.spawn_command(command), pair.master.try_clone_reader()) else {
        return;
    };
    drop(pair.slave);
    let (mut piece, mut frame) = ([0; 1 << 13], None);
    let listed = format!("{articles} articles");
    let cells = |n| NonZero::new(n).unwrap_or(NonZero::<u16>::MIN);
    let mut terminal = vt100::Parser::new(cells(size.rows), cells(size.cols), 0);
    while let Ok(count) = output.read(&mut piece) {
        terminal.process(&piece[..count]);
        let screen = terminal.screen().contents();
        frame = frame.or_else(|| screen.contains("ARTICLES").then(|| began.elapsed()));
        if count == 0 || screen.contains(&listed) {
            break;
        }
    }
    let listed = began.elapsed();
    let resident = program.process_id().map_or(0.0, |id| status(&id.to_string(), "VmRSS"));
    println!("  start to first frame {:>13.0} ms, to the list {:.0} ms", ms(frame.unwrap_or(listed)), ms(listed));
    println!("  resident with the list {resident:>11.0} MB");
    let _ = program.kill();
    let _ = program.wait();
}

fn ask(folder: &Path, articles: usize) {
    let began = Instant::now();
    let (mut keeper, _) = Keeper::open(vec![folder.to_owned()], CAP);
    let Ok(snapshot) = keeper.snapshot() else { return println!("  no index") };
    let listed = began.elapsed();
    let mut desk = Desk::new(keeper.index().clone(), snapshot, CAP);
    let _ = desk.warm();
    println!("  index opened {:>21.0} ms, searchable {:.0} ms", ms(listed), ms(began.elapsed()));
    let sample: Vec<_> = generate::articles(SEED).take(articles).step_by((articles / 200).max(1)).collect();
    println!("  {:<16} {:>9} {:>9} {:>9}", "a key to rows", "median", "p99", "slowest");
    for (what, typed) in TYPED {
        let mut times: Vec<Duration> = Vec::new();
        for (at, query) in typed.iter().enumerate() {
            let quote = sample[at * 7 % sample.len()].quotes.first();
            let rare = quote.and_then(|q| word_list(&q.words).into_iter().max_by_key(String::len)).unwrap_or_default();
            let speaker = quote.and_then(|q| q.speaker.rsplit(' ').next()).unwrap_or_default();
            let query = query.replace("@rare", &rare).replace("@speaker", &speaker.to_lowercase());
            for (end, c) in query.char_indices() {
                let start = Instant::now();
                let _ = desk.search(&Query::parse(&query[..end + c.len_utf8()]), ROWS);
                times.push(start.elapsed());
            }
        }
        print_times(what, times);
    }
    recall(&mut desk, &sample);
    println!("  resident {:>25.0} MB, at most {:.0} MB", status("self", "VmRSS"), status("self", "VmHWM"));
}

fn print_times(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: f64| ms(times[((times.len() - 1) as f64 * share).round() as usize]);
    println!("  {what:<16} {:>6.1} ms {:>6.1} ms {:>6.1} ms", at(0.5), at(0.99), at(1.0));
}

/// Asks who said mangled quotes.
fn recall(desk: &mut Desk, sample: &[generate::Article]) {
    let mut dice = fastrand::Rng::with_seed(SEED);
    let (mut asked, mut first, mut third, mut times) = (0, 0, 0, Vec::new());
    for quote in sample.iter().filter_map(|article| article.quotes.first()) {
        let words = generate::mangle(&quote.words, &mut dice);
        let start = Instant::now();
        let Ok((hits, articles)) = desk.who(&words, 3) else { continue };
        times.push(start.elapsed());
        let found = hits.iter().take(3).position(|hit| is_of(&articles, hit.id, quote));
        asked += 1;
        first += usize::from(found == Some(0));
        third += usize::from(found.is_some());
    }
    print_times("who, mangled", times);
    let share = |n: usize| n as f64 / f64::from(asked);
    println!("  who: recall at 1 {:.3}, at 3 {:.3} ({asked} asked)", share(first), share(third));
}

/// Does this quote hold most of the words that were said?
fn is_of(articles: &Articles, id: sayso::library::QuoteId, quote: &generate::Quote) -> bool {
    let Some((_, article)) = articles.iter().find(|(article, _)| *article == id.article) else { return false };
    let Some(found) = article.analysis.attributions.get(id.quote as usize) else { return false };
    let said = word_list(&quote.words);
    let found = word_list(&found.content.text(article.document.text()));
    said.iter().filter(|word| found.contains(word)).count() * 3 > said.len() * 2
}

/// What a user has today.
fn others(folder: &Path) {
    let rg = timed(Command::new("rg").args(["-i", "--count-matches", "council"]).arg(folder));
    let fzf = timed(
        Command::new("sh").args(["-c", "grep -rh '' \"$0\" | fzf --filter 'river council' | head -50"]).arg(folder),
    );
    let fzf = fzf.filter(|_| Command::new("fzf").arg("--version").output().is_ok());
    for (name, took) in [("rg -i", rg), ("fzf --filter", fzf)] {
        println!("  {name:<16} {}", took.map_or("is not installed".to_owned(), |took| format!("{:>6.1} ms", ms(took))));
    }
}

fn timed(command: &mut Command) -> Option<Duration> {
    let start = Instant::now();
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().ok()?;
    Some(start.elapsed())
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// A line of a process’s status in MB.
fn status(process: &str, name: &str) -> f64 {
    let text = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok()).unwrap_or(0.0) / 1e3
}

fn size_of(path: &Path) -> u64 {
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    entries
        .map(|e| (e.path(), e.metadata()))
        .map(|(path, meta): (PathBuf, _)| match meta {
            Ok(meta) if meta.is_dir() => size_of(&path),
            Ok(meta) => meta.len(),
            Err(_) => 0,
        })
        .sum()
}
