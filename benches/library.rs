//! A library of any size: how long the index takes to be made, how large it is, how soon it answers.
//!
//!     cargo bench --bench library                  1,000, 10,000 and 100,000 articles
//!     cargo bench --bench library -- 5000          so many
//!     cargo bench --bench library -- line          how soon a line of 60 MB is on the screen, and the memory for it
//!
//! The articles are made up from a seed (`benches/generate`). Beside each search stands what a user has without an
//! index: `rg -i` over the files and `fzf --filter` over their lines, where they are installed. Behind a figure stands
//! how many times it is that of the size before.

use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use sayso_attribution::text::fold::word_list;
use sayso_library::Article;
use sayso_library::index::Look;
use sayso_library::search::Query;
use sayso_library::service::indexer::Indexer;
use sayso_library::service::parallel;
use sayso_library::service::session::{Articles, LibrarySession};
use sayso_train::generate;

const SEED: u64 = 4;
const CAP: u64 = 64 << 20;

/// So many articles at most are analysed without an index beside them.
const ANALYSED: usize = 2_000;

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
    let mut before = Figures::default();
    match words[..] {
        ["analyse", folder] => analyse(Path::new(folder)),
        ["build", folder] => build(Path::new(folder)),
        ["ask", folder, articles] => ask(Path::new(folder), number(articles)),
        ["start", folder, articles] => before.print(&start(Path::new(folder), None, number(articles))),
        ["line"] => line(),
        [] => [1_000, 10_000, 100_000].into_iter().for_each(|articles| measure(articles, &mut before)),
        _ => words.into_iter().map(number).for_each(|articles| measure(articles, &mut before)),
    }
}

fn number(text: &str) -> usize {
    text.replace(['_', ','], "").parse().unwrap_or(1_000)
}

/// What the size before had, by the name of the line.
#[derive(Default)]
struct Figures(HashMap<String, Vec<f64>>);

impl Figures {
    /// Prints lines of a name and figures, parted by tabs; behind each figure how it has grown.
    fn print(&mut self, lines: &str) {
        for line in lines.lines() {
            let mut columns = line.split('\t');
            let name = columns.next().unwrap_or_default();
            let value = |column: &str| column.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(f64::NAN);
            let (shown, values): (Vec<&str>, Vec<f64>) = columns.map(|column| (column, value(column))).unzip();
            let before = self.0.insert(name.to_owned(), values.clone()).unwrap_or_default();
            print!("  {name:<26}");
            for (at, (column, value)) in shown.iter().zip(values).enumerate() {
                let grown = before.get(at).map_or(String::new(), |before| format!("×{:.2}", value / before));
                print!(" {column:>16} {grown:<8}");
            }
            println!();
        }
    }
}

/// Measures a library of so many articles, in a folder of its own that is gone afterwards.
fn measure(articles: usize, figures: &mut Figures) {
    let Ok(place) = tempfile::tempdir() else { return println!("no place for {articles} articles") };
    let folder = place.path().join("articles");
    let Ok(bytes) = generate::write_library(&folder, SEED, articles) else {
        return println!("cannot write the articles");
    };
    println!("\n{articles} articles, {:.1} MB of text", bytes as f64 / 1e6);
    let shown = folder.to_string_lossy();
    let of_all = (articles as f64, bytes as f64 / 1e6);
    let alone = child(place.path(), "all", &["analyse", &shown], false);
    let alone = alone.trim().parse::<f64>().unwrap_or(f64::NAN);
    figures.print(&format!("analysed, all cores\t{alone:.0} articles/s"));
    for (cores, one) in [("one core", true), ("all cores", false)] {
        let took = child(place.path(), if one { "one" } else { "all" }, &["build", &shown], one);
        let seconds = took.trim().parse::<f64>().unwrap_or(f64::NAN);
        let [pace, rate] = [of_all.0 / seconds, of_all.1 / seconds];
        let share = if one { String::new() } else { format!("\t{:.0} % analysis", pace / alone * 100.0) };
        figures.print(&format!("index made, {cores}\t{pace:.0} articles/s\t{rate:.2} MB/s{share}"));
    }
    let size = size_of(&place.path().join("all")) as f64;
    figures.print(&format!("index on disk\t{:.1} MB\t{:.0} % of the text", size / 1e6, size * 100.0 / bytes as f64));
    figures.print(&start(&folder, Some(&place.path().join("all")), articles));
    figures.print(&child(place.path(), "all", &["ask", &shown, &articles.to_string()], false));
    figures.print(&others(&folder));
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
    let (mut keeper, _) = Indexer::open(vec![folder.to_owned()], CAP);
    keeper.update(&Look::All, &mut |_, _| true);
    println!("{}", start.elapsed().as_secs_f64());
}

/// How fast articles are read and analysed where nothing is made of them.
fn analyse(folder: &Path) {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|part| part.path()).collect();
    files.sort();
    let articles = files.iter().flat_map(|part| fs::read_dir(part).into_iter().flatten().flatten());
    let files: Vec<PathBuf> = articles.take(ANALYSED).map(|file| file.path()).collect();
    let start = Instant::now();
    let read = parallel::INDEXING.map(&files, |file| {
        let bytes = fs::read(file)?;
        Ok::<_, std::io::Error>(Article::read(file.to_string_lossy().into_owned(), &bytes))
    });
    println!("{}", read.len() as f64 / start.elapsed().as_secs_f64());
}

/// Measures the time until the program itself has drawn a frame, and the list of all articles.
fn start(folder: &Path, cache: Option<&Path>, articles: usize) -> String {
    let Some(([frame, listed], resident)) = shown(folder, cache, ["ARTICLES", &format!("{articles} articles")]) else {
        return String::new();
    };
    format!(
        "start to frame; list\t{:.0} ms\t{:.0} ms\nresident with the list\t{:.0} MB",
        ms(frame),
        ms(listed),
        resident[0]
    )
}

/// Time until the program shows each of these on its screen, one after the other, and its memory then: now and at most.
fn shown(path: &Path, cache: Option<&Path>, wanted: [&str; 2]) -> Option<([Duration; 2], [f64; 2])> {
    let size = PtySize { rows: 40, cols: 140, ..PtySize::default() };
    let pair = native_pty_system().openpty(size).ok()?;
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_sayso"));
    command.arg(path);
    command.env("TERM", "xterm-256color");
    if let Some(cache) = cache {
        command.env("XDG_CACHE_HOME", cache);
    }
    let began = Instant::now();
    let (mut program, mut output) = (pair.slave.spawn_command(command).ok()?, pair.master.try_clone_reader().ok()?);
    drop(pair.slave);
    let (mut piece, mut first) = ([0; 1 << 13], None);
    let cells = |n| NonZero::new(n).unwrap_or(NonZero::<u16>::MIN);
    let mut terminal = vt100::Parser::new(cells(size.rows), cells(size.cols), 0);
    while let Ok(count) = output.read(&mut piece) {
        terminal.process(&piece[..count]);
        let screen = terminal.screen().contents();
        first = first.or_else(|| screen.contains(wanted[0]).then(|| began.elapsed()));
        if count == 0 || (first.is_some() && screen.contains(wanted[1])) {
            break;
        }
    }
    let second = began.elapsed();
    let id = program.process_id().map_or(String::new(), |id| id.to_string());
    let memory = ["VmRSS", "VmHWM"].map(|name| status(&id, name));
    let _ = program.kill();
    let _ = program.wait();
    Some(([first.unwrap_or(second), second], memory))
}

/// Bytes of the long line.
const LINE: usize = 60_000_000;

/// Measures the time to the first screen and to the quotes of a file of one long line.
fn line() {
    let Ok(place) = tempfile::tempdir() else { return println!("no place for a file") };
    let mut text = String::from("The first words of a long line. ");
    for article in generate::articles(SEED) {
        let words: Vec<&str> = article.text.split_whitespace().collect();
        text.extend([&words.join(" "), " "]);
        if text.len() >= LINE {
            break;
        }
    }
    let file = place.path().join("line.txt");
    if fs::write(&file, &text).is_err() {
        return println!("cannot write the file");
    }
    println!("one line, {:.1} MB", text.len() as f64 / 1e6);
    let cache = place.path().join("cache");
    for what in ["new", "indexed"] {
        let Some(([frame, quotes], memory)) = shown(&file, Some(&cache), ["The first words", " quotes"]) else {
            continue;
        };
        println!(
            "  {what}: first screen {:.0} ms, quotes {:.0} ms, at most {:.0} MB",
            ms(frame),
            ms(quotes),
            memory[1]
        );
    }
}

fn ask(folder: &Path, articles: usize) {
    let began = Instant::now();
    let (mut keeper, _) = Indexer::open(vec![folder.to_owned()], CAP);
    let Ok(snapshot) = keeper.snapshot() else { return println!("no index") };
    let listed = began.elapsed();
    let mut desk = LibrarySession::new(keeper.index().clone(), snapshot, CAP);
    let _ = desk.warm();
    println!("opened; searchable\t{:.0} ms\t{:.0} ms", ms(listed), ms(began.elapsed()));
    let sample: Vec<_> = generate::articles(SEED).take(articles).step_by((articles / 200).max(1)).collect();
    println!("a key: median; p99; slowest");
    let (mut all_first, mut all_rows) = (Vec::new(), Vec::new());
    for (what, typed) in TYPED {
        let mut times: Vec<Duration> = Vec::new();
        for (at, query) in typed.iter().enumerate() {
            let quote = sample[at * 7 % sample.len()].quotes.first();
            let rare = quote.and_then(|q| word_list(&q.words).into_iter().max_by_key(String::len)).unwrap_or_default();
            let speaker = quote.and_then(|q| q.speaker.rsplit(' ').next()).unwrap_or_default();
            let query = query.replace("@rare", &rare).replace("@speaker", &speaker.to_lowercase());
            for (end, c) in query.char_indices() {
                let query = Query::parse(&query[..end + c.len_utf8()]);
                let start = Instant::now();
                let _ = desk.first(&query);
                times.push(start.elapsed());
                let _ = desk.list(&query);
                all_rows.push(start.elapsed());
            }
        }
        all_first.extend(&times);
        print_times(what, times);
    }
    print_times("all keys, first rows", all_first);
    print_times("all keys, all rows", all_rows);
    recall(&mut desk, &sample);
    let [resident, own, most] = ["VmRSS", "RssAnon", "VmHWM"].map(|name| status("self", name));
    println!("resident; own; at most\t{resident:.0} MB\t{own:.0} MB\t{most:.0} MB");
}

fn print_times(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: f64| ms(times[((times.len() - 1) as f64 * share).round() as usize]);
    println!("{what}\t{:.1} ms\t{:.1} ms\t{:.1} ms", at(0.5), at(0.99), at(1.0));
}

/// Asks who said mangled quotes.
fn recall(desk: &mut LibrarySession, sample: &[generate::Article]) {
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
    println!("who: recall at 1; at 3\t{:.3}\t{:.3}\t{asked} asked", share(first), share(third));
}

/// Returns `true` if the quote contains most of the words that were said.
fn is_of(articles: &Articles, id: sayso_library::QuoteId, quote: &generate::Quote) -> bool {
    let Some((_, article)) = articles.iter().find(|(article, _)| *article == id.article) else { return false };
    let Some(found) = article.analysis.attributions.get(id.quote as usize) else { return false };
    let said = word_list(&quote.words);
    let found = word_list(&found.content.text(article.document.text()));
    said.iter().filter(|word| found.contains(word)).count() * 3 > said.len() * 2
}

/// What a user has today.
fn others(folder: &Path) -> String {
    let rg = timed(Command::new("rg").args(["-i", "--count-matches", "council"]).arg(folder));
    let fzf = timed(
        Command::new("sh").args(["-c", "grep -rh '' \"$0\" | fzf --filter 'river council' | head -50"]).arg(folder),
    );
    let fzf = fzf.filter(|_| Command::new("fzf").arg("--version").output().is_ok());
    let line = |(name, took): (&str, Option<Duration>)| {
        let took = took.map_or("not installed".to_owned(), |took| format!("{:.1} ms", ms(took)));
        format!("{name}\t{took}\n")
    };
    [("rg -i", rg), ("fzf --filter", fzf)].map(line).concat()
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
