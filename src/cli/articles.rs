//! The articles a command works on, read and analysed.

use std::path::PathBuf;
use std::sync::Arc;

use crate::attribution::analyse;
use crate::document::ingest;
use crate::library::{Article, Library};
use crate::store::{self, ArticleFile};

/// Reads and analyses everything under `paths`. What cannot be read is told on standard error, a line each;
/// an error only if nothing could be read.
pub fn read(paths: &[PathBuf]) -> anyhow::Result<Library> {
    let mut articles = Vec::new();
    for file in store::load(paths, store::DEFAULT_CAP) {
        match file {
            Ok(file) => articles.push(article(&file)),
            Err(unread) => eprintln!("sayso: {unread}"),
        }
    }
    anyhow::ensure!(!articles.is_empty(), "nothing to read: no .md or .txt file there");
    let mut library = Library::default();
    library.learn_all(articles);
    Ok(library)
}

fn article(file: &ArticleFile) -> Article {
    let name = file.name.rsplit('/').next().unwrap_or(&file.name);
    let document = ingest(&file.bytes, name);
    let analysis = analyse(&document);
    Article { path: file.name.clone(), document: Arc::new(document), analysis: Arc::new(analysis) }
}
