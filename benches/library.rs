//! A library of any size: how long the index takes to be made, how large it is, how soon it answers.
//!
//!     cargo bench --bench library                  1,000, 10,000 and 100,000 articles
//!     cargo bench --bench library -- 5000          so many
//!     cargo bench --bench library -- line          how soon a line of 60 MB is on the screen, and the memory for it
//!
//! `--short` writes short articles. `--keep DIR` keeps the articles and the index below DIR, and measures the start and the
//! searches alone where they are kept from a run before. `--slowest` lists the slowest keys.
//!
//! The articles are made up from a seed (`sayso-train generate`). Processor time is that of all threads; unlike the time
//! that passes it does not depend on what else the machine does. Beside each search stands what a user has without an
//! index: `rg -i` over the files and `fzf --filter` over their lines, where they are installed. Behind a figure stands
//! how many times it is that of the size before.

use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use clap::Parser;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use sayso_library::Article;
use sayso_library::index::Look;
use sayso_library::service::indexer::Indexer;
use sayso_library::service::parallel;
use sayso_train::generate;
use sayso_train::generate::LibraryArgs;
use sayso_train::keys::{KeysArgs, keys, ms};
use sayso_train::process::kibibytes;

const SEED: u64 = 4;
const CAP: u64 = 64 << 20;

/// So many articles at most are analysed without an index beside them.
const ANALYSED: usize = 2_000;

/// How many of the slowest keys are listed.
const SLOWEST: usize = 20;

/// What to measure.
#[derive(clap::Parser)]
struct Options {
    /// Numbers of articles, or `line`; or a part of the measuring and its arguments.
    words: Vec<String>,
    /// Short articles.
    #[arg(long)]
    short: bool,
    /// Where articles and index are kept for the next run.
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// List the slowest keys.
    #[arg(long)]
    slowest: bool,
    /// What cargo says to every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

impl Options {
    /// The library of so many articles in `folder`.
    fn library(&self, folder: &Path, articles: usize) -> LibraryArgs {
        LibraryArgs { folder: folder.to_owned(), articles, seed: SEED, short: self.short }
    }
}

fn main() {
    let options = Options::parse();
    let words: Vec<&str> = options.words.iter().map(String::as_str).collect();
    let mut before = Figures::default();
    match words[..] {
        ["analyse", folder] => analyse(Path::new(folder)),
        ["build", folder] => build(Path::new(folder)),
        ["ask", folder, articles] => ask(Path::new(folder), number(articles), &options),
        ["start", folder, articles] => before.print(&start(Path::new(folder), None, number(articles))),
        ["line"] => line(),
        [] => [1_000, 10_000, 100_000].into_iter().for_each(|articles| measure(articles, &options, &mut before)),
        _ => words.into_iter().map(number).for_each(|articles| measure(articles, &options, &mut before)),
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

/// Measures a library of so many articles, in a folder of its own that is gone afterwards unless it is to be kept.
fn measure(articles: usize, options: &Options, figures: &mut Figures) {
    let Ok(temporary) = tempfile::tempdir() else { return println!("no place for {articles} articles") };
    let kind = if options.short { "short" } else { "mixed" };
    let kept = options.keep.as_ref().map(|keep| keep.join(format!("{kind}-{articles}")));
    let place = kept.as_deref().unwrap_or(temporary.path());
    let (folder, whole) = (place.join("articles"), place.join("whole"));
    let is_made = whole.exists();
    if !is_made && generate::write_articles(&folder, options.library(&folder, articles).made()).is_err() {
        return println!("cannot write the articles");
    }
    let bytes = size_of(&folder) as f64;
    println!("\n{articles} articles, {:.1} MB of text", bytes / 1e6);
    if !is_made {
        build_in(place, articles as f64, bytes / 1e6, figures);
        let _ = fs::remove_dir_all(place.join("one"));
        if fs::write(&whole, "").is_err() {
            return println!("cannot write {}", whole.display());
        }
    }
    let size = size_of(&place.join("all")) as f64;
    figures.print(&format!("index on disk\t{:.1} MB\t{:.0} % of the text", size / 1e6, size * 100.0 / bytes));
    figures.print(&start(&folder, Some(&place.join("all")), articles));
    let (shown, count) = (folder.to_string_lossy(), articles.to_string());
    let flags = [(options.short, "--short"), (options.slowest, "--slowest")];
    let flags = flags.into_iter().filter_map(|(set, flag)| set.then_some(flag));
    let asked: Vec<&str> = ["ask", &shown, &count].into_iter().chain(flags).collect();
    figures.print(&child(place, "all", &asked, false));
    if !is_made {
        figures.print(&others(&folder));
    }
}

/// Measures how fast articles are analysed and indexed.
fn build_in(place: &Path, articles: f64, megabytes: f64, figures: &mut Figures) {
    let folder = place.join("articles");
    let shown = folder.to_string_lossy();
    let alone = child(place, "all", &["analyse", &shown], false);
    let alone = alone.trim().parse::<f64>().unwrap_or(f64::NAN);
    figures.print(&format!("analysed, all cores\t{alone:.0} articles/s"));
    for (cores, one) in [("one core", true), ("all cores", false)] {
        let took = child(place, if one { "one" } else { "all" }, &["build", &shown], one);
        let seconds = took.trim().parse::<f64>().unwrap_or(f64::NAN);
        let [pace, rate] = [articles / seconds, megabytes / seconds];
        let share = if one { String::new() } else { format!("\t{:.0} % analysis", pace / alone * 100.0) };
        figures.print(&format!("index made, {cores}\t{pace:.0} articles/s\t{rate:.2} MB/s{share}"));
    }
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
    let memory = ["VmRSS", "VmHWM"].map(|line| kibibytes(&id, line) as f64 / 1e3);
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

/// Types searches over the index of a folder.
fn ask(folder: &Path, articles: usize, options: &Options) {
    let slowest = if options.slowest { SLOWEST } else { 0 };
    let args = KeysArgs { library: options.library(folder, articles), slowest };
    if let Err(error) = keys(&args) {
        println!("{error}");
    }
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
