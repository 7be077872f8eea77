//! What can be typed after `sayso`. Help, completions and the manual page are made from these definitions.

mod engine;
mod export;
mod find;
mod list;
mod read;
mod save;
mod show;
#[cfg(feature = "postgres")]
mod team;
mod values;

pub use engine::{EngineArgs, IndexArgs};
pub use export::{ExportArgs, ExportFormat};
pub use find::{SearchArgs, WhoArgs};
pub use list::{ClippingsArgs, QuotesArgs, SpeakersArgs, VoicesArgs};
pub use read::{GuestArgs, ReadArgs, When};
pub use save::AddArgs;
#[cfg(feature = "fetch")]
pub use save::FetchArgs;
pub use show::{ReadPart, ShowArgs};
#[cfg(feature = "postgres")]
pub use team::{ImportArgs, LibraryCommand};
pub use values::{ClippingsFormat, Format};

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueHint};
use clap_complete::Shell;

/// Read articles and see who said what
///
/// Without a command, sayso opens the reader on the given folders and files, or on ./articles, or on your library in
/// ~/.local/share/sayso/articles.
#[derive(Debug, Parser)]
#[command(name = "sayso", version, after_help = EXAMPLES)]
pub struct Args {
    /// The command; `None` opens the reader.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Arguments of the reader.
    #[command(flatten)]
    pub read: ReadArgs,
}

const EXAMPLES: &str = "\
Examples:
  sayso                                        read ./articles
  sayso ~/news piece.md                        read a folder and a file
  curl -s URL | sayso -                        read a page from the web
  sayso who strongest alliance in histroy      find who said it, in spite of the typo
  sayso quotes piece.md --kind direct          list direct quotes
  sayso quotes --format jsonl | jq .speaker    print quotes for other programs
  sayso show nato-looks-to-asia#q18            show one quote with its evidence

Exit codes: 0 found or done, 1 nothing found (doctor, config check: a problem found), 2 wrong usage or failure, 130 interrupted.

The manual is in the folder docs/ of the source code; start with guide.md.";

/// The commands of the program.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find who said a quote, even if you remember it only roughly
    #[command(after_help = "Example:\n  sayso who strongest most succesful alliance")]
    Who(WhoArgs),
    /// List quotes and reported claims with their speakers
    #[command(
        after_help = "Examples:\n  sayso quotes articles/ --speaker stoltenberg\n  sayso quotes - --format csv < piece.txt"
    )]
    Quotes(QuotesArgs),
    /// List speakers with counts, or everything one speaker said
    #[command(
        after_help = "Examples:\n  sayso speakers\n  sayso speakers stoltenberg\n  sayso speakers stoltenberg --about china"
    )]
    Speakers(SpeakersArgs),
    /// Count who is quoted: how often, with how many words, and how
    #[command(
        after_help = "Examples:\n  sayso voices\n  sayso voices --by month --format csv > months.csv\n  sayso voices --limit 20 --svg > voices.svg"
    )]
    Voices(VoicesArgs),
    /// Search quotes, articles and speakers
    #[command(
        after_help = "Examples:\n  sayso search alliance asia\n  sayso search 'speaker:kishida kind:direct \"nuclear weapons\" -summit'"
    )]
    Search(SearchArgs),
    /// Show an article or a quote; on a terminal, open it in the reader
    #[command(
        after_help = "Examples:\n  sayso show nato-looks-to-asia\n  sayso show piece.md#q3 | cat\n  sayso show --text page.html"
    )]
    Show(ShowArgs),
    /// Save articles in the library: web pages, feeds, files or standard input
    #[command(
        after_help = "Examples:\n  sayso add https://example.org/article\n  sayso add saved.html letters.mbox feeds.opml\n  sayso add --keep --to ~/books book.epub\n\nArticles are saved as Markdown, each only once, and the path of each new one is printed. The exit code is 2 if something was not added."
    )]
    Add(AddArgs),
    /// Bring the index up to date, and read articles a second time
    #[command(
        after_help = "Examples:\n  sayso index\n  sayso index ~/news --careful\n  sayso index /srv/news --into /srv/sayso\n  sayso --index /srv/sayso"
    )]
    Index(IndexArgs),
    /// Save the new entries of the feeds in config.toml
    #[cfg(feature = "fetch")]
    #[command(
        after_help = "Example:\n  sayso fetch\n\nThe setting is a list of addresses or OPML files: feeds = [\"https://example.org/feed.xml\"]"
    )]
    Fetch(FetchArgs),
    /// List, make, export and import corrections
    #[command(
        subcommand,
        after_help = "Examples:\n  sayso corrections list\n  sayso corrections merge Obama 'Barack Obama'\n  sayso corrections export > mine.jsonl\n  sayso corrections import theirs.jsonl"
    )]
    Corrections(CorrectionsCommand),
    /// Export articles and quotes for a search cluster
    #[command(
        after_help = "Example:\n  sayso export --format opensearch ~/articles | split -l 20000 --filter 'curl -sH content-type:application/x-ndjson --data-binary @- http://localhost:9200/_bulk'"
    )]
    Export(ExportArgs),
    /// Make the library of a team on a PostgreSQL server
    #[cfg(feature = "postgres")]
    #[command(
        subcommand,
        after_help = "Examples:\n  sayso library create postgres://db.example.org/news\n  sayso library add-reader postgres://db.example.org/news ann bob\n  sayso library upgrade postgres://db.example.org/news\n\nA password comes from ~/.pgpass."
    )]
    Library(LibraryCommand),
    /// Import articles into the library of a team
    #[cfg(feature = "postgres")]
    #[command(
        after_help = "Examples:\n  sayso import postgres://db.example.org/news ~/articles\n  sayso import postgres://db.example.org/news --stream < documents.jsonl\n\nArticles that are in the library already are left as they are. The exit code is 2 if something was not read."
    )]
    Import(ImportArgs),
    /// Check terminal, tmux, locale and settings, and print fixes
    Doctor,
    /// Print your clippings in your order
    #[command(
        after_help = "Examples:\n  sayso clippings --format md > clippings.md\n  sayso clippings --format bibtex >> paper.bib"
    )]
    Clippings(ClippingsArgs),
    /// Print or check settings and keys
    #[command(
        subcommand,
        after_help = "Examples:\n  sayso config print > ~/.config/sayso/config.toml\n  sayso config check"
    )]
    Config(ConfigCommand),
    /// Print the text of a PDF from standard input (internal)
    #[cfg(feature = "pdf")]
    #[command(hide = true)]
    ReadPdf,
    /// Run a program that ends when the process PARENT ends (internal)
    #[command(hide = true)]
    RunTethered {
        /// Id of the parent process
        parent: u32,
        /// The program and its arguments
        #[arg(last = true)]
        words: Vec<std::ffi::OsString>,
    },
    /// Print completions for a shell
    #[command(after_help = "Example:\n  sayso completions bash > ~/.local/share/bash-completion/completions/sayso")]
    Completions {
        /// Name of the shell
        shell: Shell,
    },
    /// Print the manual page
    #[command(after_help = "Example:\n  sayso man | man -l -")]
    Man {
        /// Command to print the page of, instead of the page of sayso
        command: Option<String>,
    },
}

/// The commands of `sayso config`.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum ConfigCommand {
    /// Print a config.toml with every setting, its meaning and its default
    Print {
        /// Print your own values instead of the defaults
        #[arg(long)]
        effective: bool,
    },
    /// List problems in config.toml and keymap.toml by line and column; exit code 1 if there are any
    Check,
}

/// The commands of `sayso corrections`.
#[derive(Debug, Subcommand)]
pub enum CorrectionsCommand {
    /// List corrections, and whether each still applies
    List {
        /// Folders and files of the articles, `-` for standard input
        #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
        paths: Vec<PathBuf>,
        /// Output format
        #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
        format: Format,
    },
    /// Merge two speakers: two names are one person, in every article
    #[command(after_help = "Example:\n  sayso corrections merge 'Obama' 'Barack Obama'")]
    Merge {
        /// Name that goes
        #[arg(value_name = "NAME")]
        from: String,
        /// Name that stays
        #[arg(value_name = "INTO")]
        into: String,
        /// Look in this folder or file instead of the library; can be repeated
        #[arg(long = "in", value_name = "PATH", value_hint = ValueHint::AnyPath)]
        within: Vec<PathBuf>,
    },
    /// Split a speaker: the quote is by a different person with the same name
    #[command(after_help = "Example:\n  sayso corrections split piece#q3 'Ann Lee (mayor)'")]
    Split {
        /// Address of a quote, as `sayso quotes` prints it
        #[arg(value_name = "ARTICLE#QUOTE")]
        quote: String,
        /// Name of the other person
        name: String,
        /// Look in this folder or file instead of the library; can be repeated
        #[arg(long = "in", value_name = "PATH", value_hint = ValueHint::AnyPath)]
        within: Vec<PathBuf>,
    },
    /// Print corrections as JSON Lines, with the text of their paragraphs
    Export {
        /// Folders and files of the articles, `-` for standard input
        #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
        paths: Vec<PathBuf>,
    },
    /// Add the corrections of an export; report which apply, conflict with yours, or are not found
    Import {
        /// The export, `-` for standard input
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// Folders and files of the articles
        #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
        paths: Vec<PathBuf>,
    },
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
            assert!(matches!(&args.command, Some(Command::Show(show)) if show.article().unwrap() == "x"), "{line}");
            assert_eq!((args.read.ascii, args.read.width, args.read.paths.len()), (true, Some(40), 0), "{line}");
        }
        let error = Args::try_parse_from("sayso show --txt -".split(' ')).unwrap_err().to_string();
        assert!(error.contains("there is no option `--txt`: did you mean `--text`?"), "{error}");
        assert_eq!(of("sayso --color never news piece.md").read.paths.len(), 2);
    }
}
