//! All articles of a command, one after the other: their metadata comes from the index, and each text is read when its
//! turn comes.

use std::collections::HashMap;
use std::path::PathBuf;

use super::articles::{self, Complete, Engine};
use super::opened::Opened;
use sayso_library::address::split_part;
use sayso_library::files as store;
use sayso_library::search::Manner;
use sayso_library::{ArticleId, Library, QuoteId};

/// Number of articles that are read at once, on all processors.
const AT_ONCE: usize = 64;

/// All articles under the paths of a command.
pub struct All {
    /// Where the articles come from; `None` where the library has all of them loaded.
    opened: Option<Opened>,
    library: Library,
    ids: Vec<ArticleId>,
}

impl All {
    /// The index of everything under `paths`, brought up to date. Whoever wants all articles waits for another program
    /// that is reading them.
    pub fn of(paths: &[PathBuf]) -> anyhow::Result<Self> {
        Self::read_by(paths, &Engine::Held)
    }

    /// Like [`Self::of`], with the reading that `engine` says.
    pub fn read_by(paths: &[PathBuf], engine: &Engine) -> anyhow::Result<Self> {
        if let Some(library) = articles::few(paths, engine)? {
            let ids = library.articles().map(|(id, _)| id).collect();
            return Ok(Self { opened: None, library, ids });
        }
        let Complete { library: mut opened, paths } = articles::complete(paths, engine)?;
        #[cfg(feature = "postgres")]
        let ids = if let Opened::Team(session) = &mut opened {
            session.meet_all()?
        } else {
            in_files(&opened, paths.as_deref())
        };
        #[cfg(not(feature = "postgres"))]
        let ids = in_files(&opened, paths.as_deref());
        let mut library = opened.library().clone();
        // Who speaks in them is known before the first is printed.
        let made = library.state().corrections().iter().map(|(_, made)| &made.article);
        let put_right: Vec<ArticleId> = library.catalogue().like(made).collect();
        for (id, article) in opened.fetch(&put_right)? {
            library.hold(id, article);
        }
        Ok(Self { opened: Some(opened), library, ids })
    }

    /// The library of all of them. Only corrected articles and those of a few files are loaded.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// The ids of the articles, in the order of the files.
    pub fn ids(&self) -> &[ArticleId] {
        &self.ids
    }

    /// How a quote was said, without its text.
    pub fn manner(&self, id: QuoteId) -> Option<Manner> {
        self.library.quote(id).map(Manner::of).or_else(|| self.opened.as_ref()?.manner(id))
    }

    /// Calls `each` with these articles one after the other, and a library in which the article is loaded.
    pub fn read(
        &mut self,
        ids: &[ArticleId],
        mut each: impl FnMut(&Library, ArticleId) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        for some in ids.chunks(AT_ONCE) {
            let articles = self.opened.as_mut().map_or_else(|| Ok(Vec::new()), |opened| opened.fetch(some))?;
            for (id, article) in articles {
                self.library.hold(id, article);
            }
            for id in some.iter().filter(|id| self.library.article(**id).is_some()) {
                each(&self.library, *id)?;
            }
            self.library.let_go(|_| false);
        }
        Ok(())
    }

    /// A library in which all of them are loaded.
    ///
    /// # Errors
    ///
    /// Fails if the library cannot be read.
    pub fn whole(self) -> anyhow::Result<Library> {
        let Some(mut opened) = self.opened else { return Ok(self.library) };
        let mut library = Library::default();
        library.keep(self.library.state().events());
        let mut articles = Vec::new();
        for some in self.ids.chunks(AT_ONCE) {
            articles.extend(opened.fetch(some)?.into_iter().map(|(_, article)| article));
        }
        library.learn_all(articles);
        Ok(library)
    }
}

/// The articles of an index in the order of the files.
fn in_files(opened: &Opened, paths: Option<&[PathBuf]>) -> Vec<ArticleId> {
    let Some(paths) = paths else {
        let mut all: Vec<(&str, ArticleId)> = opened.library().entries().map(|(id, entry)| (entry.path, id)).collect();
        all.sort_unstable();
        return all.into_iter().map(|(_, id)| id).collect();
    };
    let mut files: HashMap<&str, Vec<ArticleId>> = HashMap::new();
    for (id, entry) in opened.library().entries() {
        files.entry(split_part(entry.path).0).or_default().push(id);
    }
    let places = store::list(paths).into_iter().flatten();
    places.filter_map(|place| files.remove(&*place.shown())).flatten().collect()
}
