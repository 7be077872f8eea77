//! A few files read at once, without an index: to index them takes longer than to print them, and more memory.

use std::path::PathBuf;
use std::time::Instant;

use super::IndexProgress;
use super::indexer::AT_ONCE;
use super::parallel;
use crate::files::{Place, ReadError, list, read};
use crate::{Article, articles_of};
use sayso_attribution::Analyzer;
use sayso_attribution::document::WantedParts;

/// What was read of some files.
#[derive(Debug, Default)]
pub struct FewFiles {
    /// The articles, in the order of the files.
    pub articles: Vec<Article>,
    /// Lines to show: what was not read.
    pub faults: Vec<String>,
}

/// Reads the articles of `paths`, none of more than `cap` bytes; `tell` is called now and then.
pub fn read_few(paths: &[PathBuf], cap: u64, mut tell: impl FnMut(&IndexProgress)) -> FewFiles {
    let (mut places, mut faults) = (Vec::new(), Vec::new());
    for place in list(paths) {
        match place {
            Ok(place) => places.push((places.len(), place)),
            Err(unread) => faults.push(unread.to_string()),
        }
    }
    let (mut files, start) = (Vec::new(), Instant::now());
    let job = |(at, place): &(usize, Place)| (*at, read_file(place, cap));
    parallel::INDEXING.stream(&places, job, |file, slow| {
        match file {
            Some(Ok((at, file))) => files.push((at, file.unwrap_or_else(|unread| of_fault(&unread)))),
            Some(Err(panicked)) => files.push((places.len(), of_fault(&panicked))),
            None => {}
        }
        let pace = files.len() as f32 / start.elapsed().as_secs_f32().max(0.001);
        let slow = slow.map(|(_, place)| place.shown().into());
        tell(&IndexProgress { done: files.len(), all: places.len(), pace, slow });
        true
    });
    files.sort_by_key(|(at, _)| *at);
    let mut all = FewFiles { articles: Vec::new(), faults };
    for (_, file) in files {
        all.articles.extend(file.articles);
        all.faults.extend(file.faults);
    }
    all
}

fn of_fault(fault: &impl ToString) -> FewFiles {
    FewFiles { articles: Vec::new(), faults: vec![fault.to_string()] }
}

fn read_file(place: &Place, cap: u64) -> Result<FewFiles, ReadError> {
    let _share = AT_ONCE.take(place.size());
    let analysis = |_: &str, document: &_| Analyzer::default().analyze(document);
    let (articles, faults) = articles_of(read(place, cap)?, WantedParts::All, analysis)?;
    Ok(FewFiles { articles, faults })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Library;
    use crate::index::Look;
    use crate::service::indexer::Indexer;
    use crate::service::session::LibrarySession;
    use std::fs;

    #[test]
    fn a_few_files_give_what_an_index_of_them_gives() {
        let folder = tempfile::tempdir().unwrap();
        let paths = ["b.md", "a.md", "missing.md"].map(|name| folder.path().join(name));
        fs::write(&paths[0], "Ann Lee, the mayor, said the bridge is safe. “We will see,” Mrs Lee said.\n").unwrap();
        fs::write(&paths[1], "---\nauthor: Bo Sun\n---\n“It is late,” said Lee.\n\n“No,” said Carl Weiss.\n").unwrap();
        let FewFiles { articles, faults } = read_few(&paths, 1 << 20, |_| ());
        assert!(faults.len() == 1 && faults[0].contains("missing.md"), "{faults:?}");
        let mut library = Library::default();
        library.learn_all(articles);
        let names: Vec<String> = library.articles().map(|(_, article)| article.path.clone()).collect();
        assert_eq!(names, [paths[0].display().to_string(), paths[1].display().to_string()]);
        let (mut indexer, _) = Indexer::open_in(None, paths.to_vec(), 1 << 20);
        indexer.update(&Look::All, &mut |_, _| true);
        let session = LibrarySession::new(indexer.index().clone(), indexer.snapshot().unwrap(), 1 << 20);
        let told = |library: &Library| {
            let people = library.people().iter();
            let mut told: Vec<_> = people.map(|(_, person)| (person.name.to_owned(), person.quotes.len())).collect();
            told.sort();
            told
        };
        assert_eq!(told(&library), told(session.library()));
        assert_eq!(told(&library).len(), 2, "{:?}", told(&library));
    }
}
