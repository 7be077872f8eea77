//! What can be typed after `sayso`: help, completions and the manual page are made from this.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

use sayso_attribution::{Act, Kind};
use sayso_library::voices::By;

/// Read articles and see who said what, tied to the exact words.
///
/// Without a command it opens the reader on the folders and files named; with none named, on ./articles or
/// else on your own library.
#[derive(Debug, Parser)]
#[command(name = "sayso", version, after_help = EXAMPLES)]
pub struct Args {
    /// What to do; without one, read.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What to read, and how.
    #[command(flatten)]
    pub read: ReadArgs,
}

const EXAMPLES: &str = "\
Examples:
  sayso                                        read ./articles
  sayso ~/news piece.md                        read a folder and a file
  curl -s URL | sayso -                        read a page from the web
  sayso who strongest alliance in histroy      who said it, typo and all
  sayso quotes piece.md --kind direct          every direct quotation
  sayso quotes --format jsonl | jq .speaker    the same for programs
  sayso show nato-looks-to-asia#q18            one quote with its evidence

Exit codes: 0 found or done, 1 nothing found (doctor, config check: something amiss), 2 wrong use or failure, 130 interrupted.

The manual is in the folder docs/ of the source: guide.md, formats.md, search.md, keys.md, configuration.md, corrections.md, citations.md, output.md, index.md, scale.md, serving.md, troubleshooting.md, glossary.md.";

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Who said it: the source of a quote, however misremembered
    #[command(after_help = "Example:\n  sayso who strongest most succesful alliance")]
    Who(WhoArgs),
    /// Who said what: every quotation and reported claim
    #[command(
        after_help = "Examples:\n  sayso quotes articles/ --speaker stoltenberg\n  sayso quotes - --format csv < piece.txt"
    )]
    Quotes(QuotesArgs),
    /// Every speaker with counts and articles; of one, all that they said, the newest first
    #[command(
        after_help = "Examples:\n  sayso speakers\n  sayso speakers stoltenberg\n  sayso speakers stoltenberg --about china"
    )]
    Speakers(SpeakersArgs),
    /// Who is quoted: how often, with how many words, and how
    #[command(
        after_help = "Examples:\n  sayso voices\n  sayso voices --by month --format csv > months.csv\n  sayso voices --limit 20 --svg > voices.svg"
    )]
    Voices(VoicesArgs),
    /// Articles and quotes that match, in the same query language as on the screen
    #[command(
        after_help = "Examples:\n  sayso search alliance asia\n  sayso search 'speaker:kishida kind:direct \"nuclear weapons\" -summit'"
    )]
    Search(SearchArgs),
    /// One article or one quote as text; on a terminal, opens it there
    #[command(
        after_help = "Examples:\n  sayso show nato-looks-to-asia\n  sayso show piece.md#q3 | cat\n  sayso show --text page.html"
    )]
    Show(ShowArgs),
    /// Saves articles in the library, each once: pages from the web, files, standard input
    #[command(
        after_help = "Examples:\n  sayso add https://example.org/article\n  sayso add saved.html letters.mbox feeds.opml\n  sayso add --keep --to ~/books book.epub\n\nAn article is saved as Markdown, the path of each new one is printed. Exit code 2 if something was not added."
    )]
    Add(AddArgs),
    /// Saves the new entries of the feeds that config.toml names
    #[cfg(feature = "fetch")]
    #[command(
        after_help = "Example:\n  sayso fetch\n\nThe setting is a list of addresses, or of OPML files: feeds = [\"https://example.org/feed.xml\"]"
    )]
    Fetch(FetchArgs),
    /// Builds an index that others read, or brings it up to date
    #[command(
        after_help = "Example:\n  sayso index /srv/news --into /srv/sayso\n  sayso --index /srv/sayso\n\nOnly who builds it writes there. Others need to read the folder and the articles: see docs/serving.md."
    )]
    Index(IndexArgs),
    /// What you put right, with the words and where they stand
    #[command(
        subcommand,
        after_help = "Examples:\n  sayso corrections list\n  sayso corrections export > mine.jsonl\n  sayso corrections import theirs.jsonl"
    )]
    Corrections(CorrectionsCommand),
    /// What this terminal, tmux and locale can do, and the line that mends what they cannot
    Doctor,
    /// Your clippings, in your order
    #[command(
        after_help = "Examples:\n  sayso clippings --format md > clippings.md\n  sayso clippings --format bibtex >> paper.bib"
    )]
    Clippings(ClippingsArgs),
    /// Your settings and keys
    #[command(
        subcommand,
        after_help = "Examples:\n  sayso config print > ~/.config/sayso/config.toml\n  sayso config check"
    )]
    Config(ConfigCommand),
    /// The text of a PDF from standard input, for this program itself
    #[cfg(feature = "pdf")]
    #[command(hide = true)]
    ReadPdf,
    /// A program that ends with the process PARENT, for this program itself
    #[command(hide = true)]
    RunTethered {
        /// Process that it ends with
        parent: u32,
        /// The program and its arguments
        #[arg(last = true)]
        words: Vec<std::ffi::OsString>,
    },
    /// Completions for a shell, on standard output
    #[command(after_help = "Example:\n  sayso completions bash > ~/.local/share/bash-completion/completions/sayso")]
    Completions {
        /// For which shell
        shell: Shell,
    },
    /// The manual page, on standard output
    #[command(after_help = "Example:\n  sayso man | man -l -")]
    Man {
        /// Of this command; without one, of sayso itself
        command: Option<String>,
    },
}

/// What to do with settings and keys.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum ConfigCommand {
    /// The default config.toml with a word on every setting, on standard output
    Print {
        /// With your own values instead of the defaults
        #[arg(long)]
        effective: bool,
    },
    /// What is wrong in config.toml and keymap.toml, by line and column; exit code 1 where something is
    Check,
}

/// What to do with corrections.
#[derive(Debug, Subcommand)]
pub enum CorrectionsCommand {
    /// Each with whether its words are still found
    List {
        /// Folders, files, or `-` for standard input
        #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
        paths: Vec<PathBuf>,
        /// How to print
        #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
        format: Format,
    },
    /// As JSON Lines on standard output, with texts and offsets
    Export {
        /// Where the articles are: folders, files, or `-` for standard input
        #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
        paths: Vec<PathBuf>,
    },
    /// From an export; tells what applied, what conflicts with yours, and what is not found
    Import {
        /// The export, or `-` for standard input
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// Where the articles are
        #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
        paths: Vec<PathBuf>,
    },
}

/// Arguments of the reader; the options may stand before or behind a command.
#[derive(Debug, Default, clap::Args)]
pub struct ReadArgs {
    /// Folders, files, or `-` for standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Draw in colours or not; by default the terminal and `NO_COLOR` say
    #[arg(long, global = true, value_enum, value_name = "WHEN")]
    pub color: Option<When>,
    /// Draw with ASCII only
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Line mode for screen readers: reads verbs and row numbers from standard input and prints lines (also
    /// `ACCESSIBLE=1`)
    #[arg(long, global = true)]
    pub linear: bool,
    /// Read the index that `sayso index` built in this folder; nothing is written there
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub index: Option<PathBuf>,
    /// Columns of the text
    #[arg(long, global = true, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=200))]
    pub width: Option<u16>,
    /// Your keymap, laid over the built-in one
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub keymap: Option<PathBuf>,
    /// What guests may do.
    #[command(flatten)]
    pub guest: GuestArgs,
}

/// Arguments for guests. They count in restricted mode only.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Guests")]
pub struct GuestArgs {
    /// Only reading: starts no program, writes nothing outside the guest's folder, reads no settings of the user (also
    /// `SAYSO_RESTRICTED=1`)
    #[arg(long)]
    pub restricted: bool,
    /// Folder for the guest's marks and exports, at most 16 MiB; without one nothing is kept
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub guest_folder: Option<PathBuf>,
    /// Settings for guests; the user's own are not read
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub guest_config: Option<PathBuf>,
    /// Lets guests copy to the clipboard of their terminal
    #[arg(long)]
    pub guest_copy: bool,
    /// Minutes without a key after which a guest's session ends; 30 by default
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u16).range(1..=1440))]
    pub guest_idle: Option<u16>,
}

/// When to draw in colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// As the terminal and `NO_COLOR` say.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Arguments of `sayso quotes`.
#[derive(Debug, clap::Args)]
pub struct QuotesArgs {
    /// Folders, files, `-` for standard input; or a part of the name or title of an article in the library
    #[arg(value_name = "PATH|ARTICLE", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Folder or file to look in, instead of the library; may be given again
    #[arg(long = "in", value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub within: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
    pub format: Format,
    /// Only quotes of this speaker; a part of the name is enough
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,
    /// Only quotes of this kind: direct, mixed, indirect
    #[arg(long, value_parser = parse_kind, value_name = "KIND")]
    pub kind: Option<Kind>,
    /// Only quotes of this act: speech, belief, intention
    #[arg(long, value_parser = parse_act, value_name = "ACT")]
    pub act: Option<Act>,
    /// Only quotes at least this sure, 0 to 1
    #[arg(long, value_parser = parse_sure, value_name = "LEAST")]
    pub sure: Option<f32>,
    /// Answer each line of standard input, a document as JSON, with one line: its attributions
    #[arg(long, conflicts_with_all = ["paths", "format", "speaker", "kind", "act", "sure"])]
    pub stream: bool,
    /// Threads of --stream; 0 for one per processor
    #[arg(short, long, default_value_t = 1, requires = "stream", value_name = "N")]
    pub jobs: usize,
}

/// Arguments of `sayso speakers`.
#[derive(Debug, clap::Args)]
pub struct SpeakersArgs {
    /// A name or a part of it; or folders, files, `-` for standard input
    #[arg(value_name = "NAME|PATH", value_hint = ValueHint::AnyPath)]
    pub what: Vec<PathBuf>,
    /// Folder or file to look in, instead of the library; may be given again
    #[arg(long = "in", value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub within: Vec<PathBuf>,
    /// Only what that one said about this, in the language of `search`
    #[arg(long, value_name = "WORDS")]
    pub about: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
    pub format: Format,
}

impl SpeakersArgs {
    /// The words of a name, and the paths to look in: what is a file or looks like a path is no name, and where `--in`
    /// is given all of it is one.
    pub fn name_and_paths(&self) -> (String, Vec<PathBuf>) {
        let (paths, _) = self.split();
        (self.names().join(" "), paths.into_iter().chain(&self.within).cloned().collect())
    }

    /// The words that are no paths, each as typed: a name in several words, or several names.
    pub fn names(&self) -> Vec<String> {
        self.split().1.into_iter().map(|word| word.to_string_lossy().into_owned()).collect()
    }

    /// What are paths, and what are names.
    fn split(&self) -> (Vec<&PathBuf>, Vec<&PathBuf>) {
        let is_path = |path: &PathBuf| {
            let written = path.as_os_str() == "-" || path.components().count() > 1 || path.extension().is_some();
            self.within.is_empty() && (written || path.exists())
        };
        self.what.iter().partition(|path| is_path(path))
    }
}

/// Arguments of `sayso voices`.
#[derive(Debug, clap::Args)]
pub struct VoicesArgs {
    /// Folders, files, or `-` for standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// What each row counts
    #[arg(long, value_enum, default_value = "speaker", value_name = "WHAT")]
    pub by: VoicesBy,
    /// At most this many rows
    #[arg(long, value_parser = parse_limit, value_name = "N")]
    pub limit: Option<NonZeroUsize>,
    /// How to print
    #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
    pub format: Format,
    /// A picture (SVG) instead
    #[arg(long, conflicts_with = "format")]
    pub svg: bool,
}

/// What the rows of `sayso voices` count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum VoicesBy {
    /// A speaker
    Speaker,
    /// An article
    Article,
    /// An outlet
    Outlet,
    /// A month
    Month,
    /// A sort of source: named person, institution, unnamed
    Source,
}

impl VoicesBy {
    /// What the library counts by.
    pub fn of(self) -> By {
        match self {
            Self::Speaker => By::Speaker,
            Self::Article => By::Article,
            Self::Outlet => By::Outlet,
            Self::Month => By::Month,
            Self::Source => By::Source,
        }
    }
}

/// Arguments of `sayso who`.
#[derive(Debug, clap::Args)]
pub struct WhoArgs {
    /// Words of the quote, in any order
    #[arg(value_name = "WORDS", required = true)]
    pub words: Vec<String>,
    /// Where to look and how to print.
    #[command(flatten)]
    pub lookup: LookupArgs,
}

/// Arguments of `sayso search`.
#[derive(Debug, clap::Args)]
pub struct SearchArgs {
    /// Words, `"exact words"`, `-not`, `OR`, and fields: speaker: role: kind: act: status: article: title: author: publication:
    /// via: cue: after: before: is:
    #[arg(value_name = "QUERY", required = true)]
    pub query: Vec<String>,
    /// Where to look and how to print.
    #[command(flatten)]
    pub lookup: LookupArgs,
}

/// Where to look and how to print.
#[derive(Debug, clap::Args)]
pub struct LookupArgs {
    /// Folder or file to look in, instead of the library; may be given again
    #[arg(long = "in", value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub within: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
    pub format: Format,
    /// At most this many rows of each sort
    #[arg(long, default_value = "20", value_parser = parse_limit, value_name = "N")]
    pub limit: NonZeroUsize,
}

/// Arguments of `sayso clippings`.
#[derive(Debug, clap::Args)]
pub struct ClippingsArgs {
    /// How to print
    #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
    pub format: ClippingsFormat,
}

/// Arguments of `sayso add`.
#[derive(Debug, clap::Args)]
pub struct AddArgs {
    /// Addresses (https://…), files, folders, or `-` for standard input
    #[arg(value_name = "FILE|URL", required = true, value_hint = ValueHint::AnyPath)]
    pub what: Vec<PathBuf>,
    /// Copy the file as it is, instead of its article as Markdown
    #[arg(long)]
    pub keep: bool,
    /// Folder to save in, instead of the library
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub to: Option<PathBuf>,
}

/// Arguments of `sayso index`.
#[derive(Debug, clap::Args)]
pub struct IndexArgs {
    /// Folders and files with articles
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Folder of the index; made if it is not there
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub into: PathBuf,
}

/// Arguments of `sayso fetch`.
#[cfg(feature = "fetch")]
#[derive(Debug, clap::Args)]
pub struct FetchArgs {
    /// Folder to save in, instead of the library
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub to: Option<PathBuf>,
}

/// How clippings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ClippingsFormat {
    /// Columns fitted to the terminal
    Table,
    /// A block of Markdown each
    Md,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values with a header
    Csv,
    /// A bibliography for LaTeX
    Bibtex,
    /// A bibliography for Zotero, Pandoc and the like
    #[value(alias = "csl_json")]
    CslJson,
}

/// An option that there is not, where an article is named.
#[derive(Debug, thiserror::Error)]
#[error("there is no such option; a file of that name is `./{0}`")]
struct UnknownOption(String);

/// The name of an article. Only standard input (`-`) and its parts (`-#chapter_3`) begin with a hyphen.
fn article(typed: &str) -> Result<String, UnknownOption> {
    let is_option = typed.starts_with('-') && typed != "-" && !typed.starts_with("-#");
    if is_option { Err(UnknownOption(typed.to_owned())) } else { Ok(typed.to_owned()) }
}

/// Arguments of `sayso show`.
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// A file (`book.epub#chapter_3` for one article of it), or a part of the name or title of an article in the
    /// library; `#q3` behind it for its third quote, or the address that `yl` copies
    #[arg(value_name = "ARTICLE[#QUOTE]", allow_hyphen_values = true, value_parser = article)]
    pub article: String,
    /// Folder or file to look in, instead of the library; may be given again
    #[arg(long = "in", value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub within: Vec<PathBuf>,
    /// Which part of what was read to print, instead of text with quotes.
    #[command(flatten)]
    pub part: ShowPart,
    /// The whole extracted text, byte for byte: what offsets of `text_source` `extracted` count
    #[arg(long, conflicts_with_all = ["text", "blocks", "meta"])]
    pub extracted: bool,
}

impl ShowArgs {
    /// What to print as it was read; `None` for text with quotes.
    pub fn read(&self) -> Option<ReadPart> {
        match self.part {
            ShowPart { text: true, .. } => Some(ReadPart::Text),
            ShowPart { blocks: true, .. } => Some(ReadPart::Blocks),
            ShowPart { meta: true, .. } => Some(ReadPart::Meta),
            _ => self.extracted.then_some(ReadPart::Extracted),
        }
    }
}

/// What was read of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadPart {
    /// The text of all blocks but furniture.
    Text,
    /// Every block, as JSON Lines.
    Blocks,
    /// What the article says of itself, as JSON.
    Meta,
    /// The whole text, byte for byte.
    Extracted,
}

impl ReadPart {
    /// Returns `true` if each article gives whole lines, which need nothing between them.
    pub fn is_lines(self) -> bool {
        matches!(self, Self::Blocks | Self::Meta)
    }
}

/// What of an article to print as it was read.
#[derive(Clone, Copy, Debug, clap::Args)]
#[group(multiple = false)]
pub struct ShowPart {
    /// The article's text: a block a paragraph, an empty line between, furniture left out
    #[arg(long)]
    pub text: bool,
    /// Every block as a JSON object a line: kind, text, and between which bytes of the file it stands
    #[arg(long)]
    pub blocks: bool,
    /// What the article says of itself, as one JSON object
    #[arg(long)]
    pub meta: bool,
}

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Columns fitted to the terminal
    Table,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values with a header
    Csv,
    /// Markdown
    Md,
}

/// A value of an option that cannot be used.
#[derive(Debug, thiserror::Error)]
enum ValueError {
    /// There are only these.
    #[error("one of {0}")]
    OneOf(String),
    /// It is no share of one.
    #[error("a number from 0 to 1")]
    Share,
    /// It is no count.
    #[error("a whole number, 1 or more")]
    Count,
}

fn parse_kind(word: &str) -> Result<Kind, ValueError> {
    one_of(word, &Kind::ALL, Kind::name)
}

fn parse_act(word: &str) -> Result<Act, ValueError> {
    one_of(word, &Act::ALL, Act::name)
}

fn one_of<T: Copy>(word: &str, all: &[T], name: impl Fn(T) -> &'static str) -> Result<T, ValueError> {
    all.iter().copied().find(|&one| name(one).eq_ignore_ascii_case(word)).ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|&one| name(one)).collect();
        ValueError::OneOf(names.join(", "))
    })
}

fn parse_sure(word: &str) -> Result<f32, ValueError> {
    word.parse().ok().filter(|least| (0.0..=1.0).contains(least)).ok_or(ValueError::Share)
}

fn parse_limit(word: &str) -> Result<NonZeroUsize, ValueError> {
    word.parse().map_err(|_| ValueError::Count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_holds_together() {
        Args::command().debug_assert();
    }

    #[test]
    fn options_of_the_reader_stand_before_or_behind_a_command() {
        let of = |line: &str| Args::try_parse_from(line.split(' ')).unwrap();
        for line in
            ["sayso --ascii --width 40 show x", "sayso show x --width 40 --ascii", "sayso --ascii show --width 40 x"]
        {
            let args = of(line);
            assert!(matches!(&args.command, Some(Command::Show(show)) if show.article == "x"), "{line}");
            assert_eq!((args.read.ascii, args.read.width, args.read.paths.len()), (true, Some(40), 0), "{line}");
        }
        assert_eq!(of("sayso --color never news piece.md").read.paths.len(), 2);
    }
}
