//! Arguments of the commands that list: `quotes`, `speakers`, `voices` and `clippings`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{ValueEnum, ValueHint};

use super::engine::EngineArgs;
use super::values::{ClippingsFormat, Format, parse_act, parse_confidence, parse_kind, parse_limit};
use sayso_attribution::{Act, Kind};
use sayso_library::voices::By;

/// Arguments of `sayso quotes`.
#[derive(Debug, clap::Args)]
pub struct QuotesArgs {
    /// Folders, files, `-` for standard input; or a part of the name or title of an article in the library
    #[arg(value_name = "PATH|ARTICLE", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Look in this folder or file instead of the library; can be repeated
    #[arg(long = "in", value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub within: Vec<PathBuf>,
    /// Output format
    #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
    pub format: Format,
    /// Only quotes by this speaker; a part of the name is enough
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,
    /// Only quotes of this kind: direct, mixed, indirect
    #[arg(long, value_parser = parse_kind, value_name = "KIND")]
    pub kind: Option<Kind>,
    /// Only quotes of this act: speech, belief, intention
    #[arg(long, value_parser = parse_act, value_name = "ACT")]
    pub act: Option<Act>,
    /// Only quotes with at least this confidence, 0 to 1
    #[arg(long, value_parser = parse_confidence, value_name = "LEAST")]
    pub sure: Option<f32>,
    /// Read documents from standard input, one JSON object a line, and print the attributions of each on one line
    #[arg(long, conflicts_with_all = ["paths", "format", "speaker", "kind", "act", "sure"])]
    pub stream: bool,
    /// Print the text, the speakers and the whole analysis too, as `sayso import --stream` needs them
    #[arg(long, requires = "stream", conflicts_with = "careful")]
    pub with_text: bool,
    /// Number of threads for --stream; 0 uses one per processor
    #[arg(short, long, default_value_t = 1, requires = "stream", value_name = "N")]
    pub jobs: usize,
    /// How carefully articles are read.
    #[command(flatten)]
    pub engine: EngineArgs,
}

/// Arguments of `sayso speakers`.
#[derive(Debug, clap::Args)]
pub struct SpeakersArgs {
    /// A name or a part of it; or folders, files, `-` for standard input
    #[arg(value_name = "NAME|PATH", value_hint = ValueHint::AnyPath)]
    pub what: Vec<PathBuf>,
    /// Look in this folder or file instead of the library; can be repeated
    #[arg(long = "in", value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub within: Vec<PathBuf>,
    /// Only what the speaker said about this; a query as for `sayso search`
    #[arg(long, value_name = "QUERY")]
    pub about: Option<String>,
    /// Output format
    #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
    pub format: Format,
    /// How carefully articles are read.
    #[command(flatten)]
    pub engine: EngineArgs,
}

impl SpeakersArgs {
    /// The name, and the paths to look in. An argument that is a file or looks like a path is a path; with `--in`, all
    /// arguments are the name.
    pub fn name_and_paths(&self) -> (String, Vec<PathBuf>) {
        let (paths, _) = self.split();
        (self.names().join(" "), paths.into_iter().chain(&self.within).cloned().collect())
    }

    /// The arguments that are not paths, as typed: the words of one name, or several names.
    pub fn names(&self) -> Vec<String> {
        self.split().1.into_iter().map(|word| word.to_string_lossy().into_owned()).collect()
    }

    /// The paths and the names.
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
    /// Print at most this many rows
    #[arg(long, value_parser = parse_limit, value_name = "N")]
    pub limit: Option<NonZeroUsize>,
    /// Output format
    #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
    pub format: Format,
    /// Print a chart as SVG
    #[arg(long, conflicts_with = "format")]
    pub svg: bool,
}

/// What the rows of `sayso voices` count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum VoicesBy {
    /// Speakers
    Speaker,
    /// Articles
    Article,
    /// Outlets
    Outlet,
    /// Months
    Month,
    /// Types of source: named person, institution, unnamed
    Source,
}

impl VoicesBy {
    /// The counting of the library that this selects.
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

/// Arguments of `sayso clippings`.
#[derive(Debug, clap::Args)]
pub struct ClippingsArgs {
    /// Output format
    #[arg(long, value_enum, default_value = "table", value_name = "FORMAT")]
    pub format: ClippingsFormat,
}
