//! Made-up libraries of any size from a seed, with known speakers, known quotes and near duplicates. The benchmarks
//! measure on them and the recall tests ask about them. Every sentence, person, place and outlet is invented here.
//!
//! [`articles`] is an endless iterator. The same seed gives the same library, and a larger library begins with the
//! smaller one. [`mangle`] turns a quote into what somebody may remember of it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

mod mangle;
mod people;
mod sentence;
mod words;
mod writer;

pub use mangle::mangle;
pub use people::Person;
pub use writer::{Articles, articles};

/// Articles in one folder of a written library.
const PER_FOLDER: usize = 1000;

/// A made-up library and where it lies.
#[derive(Clone, Debug, clap::Args)]
pub struct LibraryArgs {
    /// Folder of the library, which has a folder for each 1,000 articles.
    pub folder: PathBuf,
    /// Number of articles.
    #[arg(default_value_t = 1000)]
    pub articles: usize,
    /// Seed of the library.
    #[arg(long, default_value_t = 4)]
    pub seed: u64,
    /// Short articles, of 40 to 100 words.
    #[arg(long)]
    pub short: bool,
}

impl LibraryArgs {
    /// The articles of the library, made again from its seed.
    pub fn made(&self) -> impl Iterator<Item = Article> + use<> {
        let all = articles(self.seed);
        if self.short { all.short() } else { all }.take(self.articles)
    }
}

/// Writes a made-up library to disk.
///
/// # Errors
///
/// A folder or file that cannot be written.
pub fn generate(args: &LibraryArgs) -> anyhow::Result<()> {
    let bytes = write_articles(&args.folder, args.made())?;
    println!("{} articles, {:.1} MB in {}", args.articles, bytes as f64 / 1e6, args.folder.display());
    Ok(())
}

/// Writes the first `articles` of the library of `seed` below `folder`; returns the bytes of text written.
///
/// # Errors
///
/// A folder or file that cannot be written.
pub fn write_library(folder: &Path, seed: u64, count: usize) -> anyhow::Result<u64> {
    write_articles(folder, articles(seed).take(count))
}

/// Writes articles below `folder`; returns the bytes of text written.
///
/// # Errors
///
/// A folder or file that cannot be written.
pub fn write_articles(folder: &Path, articles: impl Iterator<Item = Article>) -> anyhow::Result<u64> {
    let mut bytes = 0;
    for (at, article) in articles.enumerate() {
        let part = folder.join(format!("{:03}", at / PER_FOLDER));
        let file = part.join(&article.name);
        fs::create_dir_all(&part).with_context(|| format!("{}", part.display()))?;
        bytes += article.text.len() as u64;
        fs::write(&file, article.text).with_context(|| format!("{}", file.display()))?;
    }
    Ok(bytes)
}

/// One made-up article with the truth about its quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// A file name.
    pub name: String,
    /// Front matter and text, as Markdown.
    pub text: String,
    /// The quotes in it, in text order.
    pub quotes: Vec<Quote>,
}

/// One made-up quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Full name of the speaker.
    pub speaker: String,
    /// The words as printed here, without quotation marks.
    pub words: String,
    /// Whether the words stand in quotation marks.
    pub direct: bool,
    /// Number of the quote that this one is a print of, counted from 0. All prints of the same words, with a word
    /// more or less, have the same number.
    pub origin: usize,
}
