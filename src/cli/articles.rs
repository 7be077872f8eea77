//! The articles a command works on, read and analysed.

use std::path::PathBuf;

use anyhow::Context;

use super::outcome::warn;
use crate::library::{Article, Library};
use crate::runtime::parallel;
use crate::store::{self, Settings, Unread};

/// Said where nothing could be read.
pub const NOTHING: &str = "nothing to read; an article is a .md or .txt file, or any text you name";

/// Reads and analyses everything under `paths`, or under the usual folder where there are none. What cannot be
/// read is told on standard error, a line each; an error only if nothing could be read.
pub fn read(paths: &[PathBuf]) -> anyhow::Result<Library> {
    let (places, cap) = (store::list(&or_usual(paths)?), settings().cap);
    let read = parallel::map(&places, |place| {
        let place = place.as_ref().map_err(Unread::to_string)?;
        let file = store::read(place, cap).map_err(|unread| unread.to_string())?;
        Ok(Article::read(file.name, &file.bytes))
    });
    let told = |article: Result<Article, String>| article.inspect_err(|line| warn(line)).ok();
    let articles: Vec<Article> = read.into_iter().filter_map(told).collect();
    anyhow::ensure!(!articles.is_empty(), NOTHING);
    let mut library = Library::default();
    library.learn_all(articles);
    Ok(library)
}

/// `paths`, or the folder that is read where nothing is named.
pub fn or_usual(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    if !paths.is_empty() {
        return Ok(paths.to_vec());
    }
    let own = store::user_articles().map_or_else(|| "a folder".to_owned(), |folder| store::shown(&folder));
    let usual = store::default_articles().with_context(|| {
        format!("there are no articles yet; save some as .md or .txt in ./articles or {own}, or name them: sayso PATH")
    })?;
    Ok(vec![usual])
}

/// What the user set; what is wrong in the file is told.
pub fn settings() -> Settings {
    let (settings, faults) = Settings::load();
    for fault in &faults {
        warn(fault);
    }
    settings
}
