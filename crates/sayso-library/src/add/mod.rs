//! Adding articles to a folder: as Markdown with what is known of them, or as they are, and none twice.

mod feed_states;
mod known;
mod name;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use sayso_attribution::document::{
    BlockKind, Container, Document, PartId, WantedParts, insert_keys, to_markdown, usual_ending,
};
use sayso_attribution::text::clean_words;

use crate::address::{file_name, join_part, split_part};
use crate::files::{self, ArticleFile, ReadError};
use crate::outside::is_pdf;
use crate::{Read, documents};
pub use feed_states::{FeedState, FeedStates, FeedStatesError};
use known::KnownArticles;

/// Where something to add came from, and what is done with it.
#[derive(Clone, Copy, Debug, Default)]
pub struct AddOptions<'a> {
    /// The web address that it was fetched from.
    pub address: Option<&'a str>,
    /// Whether the file is copied as it is.
    pub keep: bool,
    /// The day on which it is saved: `2025-06-02`.
    pub saved: &'a str,
    /// Parts of the file that are passed over.
    pub skip: &'a [String],
}

/// What became of one article or file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// It was written to this path.
    New(PathBuf),
    /// It is there already, under this path.
    There(PathBuf),
}

/// What became of one article, and which part of its file it is.
#[derive(Debug)]
pub struct AddResult {
    /// The part; `None` where the file is one article, or is copied as it is.
    pub part: Option<PartId>,
    /// What became of it.
    pub result: Result<Added, AddError>,
    /// What of its file is not read, in sentences; with the first article only.
    pub left_out: Vec<String>,
}

impl AddResult {
    fn whole(result: Result<Added, AddError>) -> Vec<Self> {
        vec![Self { part: None, result, left_out: Vec::new() }]
    }
}

/// Why something was not added. The text says how to mend it.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    /// It is not read.
    #[error(transparent)]
    Unread(#[from] ReadError),
    /// There are no words in it.
    #[error("{0}: no article found; open it in a browser and save the page from there")]
    NoArticle(String),
    /// It cannot be written.
    #[error("cannot write to {folder}: {fault}; check its mode with `ls -ld`, and the space with `df`")]
    Unwritten {
        /// The folder, escaped for showing.
        folder: String,
        /// What the system says.
        fault: std::io::Error,
    },
}

/// Media types of files that are copied as they are: their parts belong together, in an order of their own.
const KEPT_WHOLE: &[&str] = &["application/epub+zip"];

/// A folder that articles are added to.
#[derive(Debug)]
pub struct TargetFolder {
    folder: PathBuf,
    known: KnownArticles,
}

impl TargetFolder {
    /// The folder at `folder`, which is made when the first article is added. What is in it is looked through once.
    pub fn open(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), known: KnownArticles::of(folder) }
    }

    /// The path of the article that was saved from this address.
    pub fn at_address(&self, address: &str) -> Option<&Path> {
        self.known.at_address(address)
    }

    /// Adds what is in a file: of a feed, a mailbox or a web archive each article, in a folder named like it; a book as
    /// it is. What was there already is not added again.
    pub fn add(&mut self, file: &ArticleFile, source: AddOptions) -> Vec<AddResult> {
        if let Some(path) = self.known.with_bytes(&file.bytes) {
            return AddResult::whole(Ok(Added::There(path)));
        }
        let place = source.address.unwrap_or(&file.name).to_owned();
        let mut articles = match documents(file, WantedParts::All) {
            Ok(articles) => articles,
            Err(ReadError { reason, .. }) => return AddResult::whole(Err(ReadError { place, reason }.into())),
        };
        let mut left_out: Vec<String> =
            articles.iter_mut().flat_map(|read| std::mem::take(&mut read.left_out)).collect();
        articles.retain(|read| read.document.blocks().iter().any(|block| is_article(block.kind)));
        let Some(first) = articles.first() else { return AddResult::whole(Err(AddError::NoArticle(place))) };
        let container = Container::of_bytes(&file.bytes);
        if source.keep || container.is_some_and(|kind| KEPT_WHOLE.contains(&kind.media_type)) {
            let title = first.document.meta().title.clone();
            return vec![AddResult { part: None, result: self.keep(file, &title), left_out }];
        }
        let articles = articles.into_iter().map(|read| (split_part(&read.path).1, read));
        let is_wanted =
            |part: &Option<PartId>| part.as_ref().is_none_or(|part| !source.skip.iter().any(|id| id == part.as_str()));
        articles
            .filter(|(part, _)| is_wanted(part))
            .map(|(part, read)| {
                let result = self.add_article(file, &read, part.as_ref(), source);
                AddResult { part, result, left_out: std::mem::take(&mut left_out) }
            })
            .collect()
    }

    /// Copies a file as it is.
    fn keep(&mut self, file: &ArticleFile, title: &str) -> Result<Added, AddError> {
        let own = file_name(&file.name);
        let ending = match () {
            () if is_pdf(&file.bytes) => "pdf",
            () if is_gzip(&file.bytes) => packed_ending(own),
            () => usual_ending(&file.bytes, own).unwrap_or_default(),
        };
        let title = if file.name == "-" { title } else { name::stem(own) };
        let path = write(&self.folder, &name::of(title), ending, &file.bytes)?;
        self.known.learn_bytes(&file.bytes, &path);
        Ok(Added::New(path))
    }

    /// Adds one article as Markdown.
    fn add_article(
        &mut self,
        file: &ArticleFile,
        read: &Read,
        part: Option<&PartId>,
        source: AddOptions,
    ) -> Result<Added, AddError> {
        let document = &read.document;
        let own = source.address.map(|address| join_part(address, part));
        let digest = digest(document);
        let address = own.as_deref().or(document.meta().url.as_deref());
        let there = self.known.with_digest(&digest).or_else(|| self.known.at_address(own.as_deref()?));
        if let Some(path) = there {
            return Ok(Added::There(path.to_owned()));
        }
        let mut more = vec![("saved", source.saved), ("digest", digest.as_str())];
        more.extend(own.as_deref().map(|address| ("saved_from", address)));
        if document.meta().url.is_none() && part.is_none() {
            more.extend(own.as_deref().map(|address| ("url", address)));
        }
        let markdown = match written_as_markdown(file) {
            Some(text) => insert_keys(text, &more),
            None => to_markdown(document, &more),
        };
        let group = document.meta().publication.as_deref().unwrap_or_else(|| name::stem(&file.name));
        let folder = if part.is_some() { self.folder.join(name::of(group)) } else { self.folder.clone() };
        let path = write(&folder, &name::of(&document.meta().title), "md", markdown.as_bytes())?;
        self.known.learn(&digest, address, &path);
        self.known.learn_bytes(markdown.as_bytes(), &path);
        Ok(Added::New(path))
    }
}

fn write(folder: &Path, stem: &str, ending: &str, bytes: &[u8]) -> Result<PathBuf, AddError> {
    let written = files::make_folder(folder).and_then(|()| files::save_new(folder, stem, ending, bytes));
    written.map_err(|fault| AddError::Unwritten { folder: files::shown(folder), fault })
}

/// The text of a file that is Markdown by its name: it is copied with all its marks.
fn written_as_markdown(file: &ArticleFile) -> Option<&str> {
    let is_markdown = usual_ending(&file.bytes, file_name(&file.name)) == Some("md");
    std::str::from_utf8(&file.bytes).ok().filter(|_| is_markdown)
}

/// The endings of a packed file: `md.gz`.
fn packed_ending(name: &str) -> &str {
    let Some((stem, packed)) = name.rsplit_once('.') else { return "gz" };
    let Some((_, inner)) = stem.rsplit_once('.') else { return "gz" };
    let is_plain = !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_plain && packed.eq_ignore_ascii_case("gz") { &name[name.len() - inner.len() - 3..] } else { "gz" }
}

fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b])
}

/// Returns `true` for blocks that make an article: a headline alone is none.
fn is_article(kind: BlockKind) -> bool {
    kind.is_argument() || matches!(kind, BlockKind::Code | BlockKind::Excerpt)
}

/// What tells an article from all others: a hash of its words, 32 hexadecimal digits. The page around it does not count.
fn digest(document: &Document) -> String {
    let mut hash = blake3::Hasher::new();
    for block in document.blocks().iter().filter(|block| block.kind != BlockKind::Furniture) {
        hash.update(clean_words(document.slice(block.span)).as_bytes()).update(b"\n");
    }
    hash.finalize().to_hex()[..32].to_owned()
}
