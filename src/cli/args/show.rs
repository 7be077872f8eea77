//! Arguments of `sayso show`.

use std::path::PathBuf;

use clap::ValueHint;

use sayso_library::suggest::nearest;

/// Arguments of `sayso show`.
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// A file (`book.epub#chapter_3` for one article of it), or a part of the name or title of an article in the
    /// library; add `#q3` for its third quote, or use the address that `yl` copies
    #[arg(value_name = "ARTICLE[#QUOTE]", allow_hyphen_values = true, value_parser = article)]
    article: String,
    /// Accepted, so that an unknown option before a file is what the error names.
    #[arg(hide = true)]
    more: Vec<String>,
    /// Look in this folder or file instead of the library; can be repeated
    #[arg(long = "in", value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub within: Vec<PathBuf>,
    /// The part to print, instead of the text with its quotes.
    #[command(flatten)]
    pub part: ShowPart,
    /// Print the whole extracted text, byte for byte: offsets with `text_source` `extracted` count its bytes
    #[arg(long, conflicts_with_all = ["text", "blocks", "meta"])]
    pub extracted: bool,
}

/// The part of an article to print.
#[derive(Clone, Copy, Debug, clap::Args)]
#[group(multiple = false)]
pub struct ShowPart {
    /// Print the text of the article, with an empty line between paragraphs and without furniture
    #[arg(long)]
    pub text: bool,
    /// Print every block as a JSON object a line: kind, text, and its byte range in the file
    #[arg(long)]
    pub blocks: bool,
    /// Print title, author, outlet, date, language and address as one JSON object
    #[arg(long)]
    pub meta: bool,
}

impl ShowArgs {
    /// The article to show.
    ///
    /// # Errors
    ///
    /// Fails if several are given.
    pub fn article(&self) -> Result<&str, TooMany> {
        self.more.first().map_or(Ok(&self.article), |more| Err(TooMany(more.clone())))
    }

    /// The part to print; `None` for the text with its quotes.
    pub fn read(&self) -> Option<ReadPart> {
        match self.part {
            ShowPart { text: true, .. } => Some(ReadPart::Text),
            ShowPart { blocks: true, .. } => Some(ReadPart::Blocks),
            ShowPart { meta: true, .. } => Some(ReadPart::Meta),
            _ => self.extracted.then_some(ReadPart::Extracted),
        }
    }
}

/// A part of what was read from a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadPart {
    /// The text of all blocks but furniture.
    Text,
    /// Every block, as JSON Lines.
    Blocks,
    /// The metadata, as JSON.
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

/// A second article.
#[derive(Debug, thiserror::Error)]
#[error("unexpected argument `{0}`: `sayso show` takes one article; `sayso quotes` takes several")]
pub struct TooMany(String);

/// An unknown option in the place of an article.
#[derive(Debug, thiserror::Error)]
#[error("there is no option `{typed}`{}; a file of that name is `./{typed}`",
    near.map(|near| format!(": did you mean `{near}`?")).unwrap_or_default())]
struct UnknownOption {
    typed: String,
    near: Option<&'static str>,
}

/// The options that a misspelt one may mean.
const OPTIONS: [&str; 5] = ["--text", "--blocks", "--meta", "--extracted", "--in"];

/// The name of an article. Only standard input (`-`) and its parts (`-#chapter_3`) begin with a hyphen.
fn article(typed: &str) -> Result<String, UnknownOption> {
    let is_option = typed.starts_with('-') && typed != "-" && !typed.starts_with("-#");
    if is_option {
        Err(UnknownOption { typed: typed.to_owned(), near: nearest(typed, OPTIONS) })
    } else {
        Ok(typed.to_owned())
    }
}
