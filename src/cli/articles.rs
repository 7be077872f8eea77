//! The articles that a command works on, from the index.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use anyhow::{Context, anyhow};

use super::args::EngineArgs;
use super::exit::{warn, warn_all};
use super::guest;
use super::opened::{self, Opened};
use super::progress::ProgressLine;
use super::session::events;
use super::settings::Chosen;
use crate::config::Settings;
use sayso_attribution::document::WantedParts;
use sayso_library::files as store;
use sayso_library::index::{Access, Look, Snapshot, are_few};
use sayso_library::service::IndexProgress;
use sayso_library::service::few_files::{FewFiles, read_few};
use sayso_library::service::index_worker::ArticleSource;
use sayso_library::service::indexer::{IndexEvent, Indexer, SecondReadingJob};
use sayso_library::service::parallel;
use sayso_library::service::session::{LibrarySession, SearchError};
use sayso_library::state::State;
use sayso_library::{Library, Read};

/// Where the articles are: under `paths`, else in the index that was named or set, else under the usual folder.
///
/// # Errors
///
/// Fails if there is no such folder, and if both paths and an index were named.
pub fn source(paths: &[PathBuf], settings: &Settings) -> anyhow::Result<ArticleSource> {
    match (opened::named_index(), &settings.index) {
        (Some(index), _) => {
            let named = paths.first().map(|path| store::shown(path)).unwrap_or_default();
            anyhow::ensure!(paths.is_empty(), "{named}: --index names the articles already; leave out one of the two");
            Ok(ArticleSource::Index(index.to_owned()))
        }
        (None, Some(index)) if paths.is_empty() => Ok(ArticleSource::Index(index.clone())),
        _ => Ok(ArticleSource::Paths(or_usual(paths)?)),
    }
}

/// The index of everything under `paths`, or where nothing is named the usual one, brought up to date first. What
/// cannot be read is told on standard error; an error only if there is nothing at all.
pub fn indexed(paths: &[PathBuf], engine: &Engine) -> anyhow::Result<Opened> {
    let chosen = Chosen::load(None);
    warn_all(chosen.faults());
    #[cfg(feature = "postgres")]
    if let Some(address) = opened::address(paths, chosen.settings.library.as_deref()) {
        engine.refuse_in_team()?;
        return Opened::team(address);
    }
    let session = open_session(&source(paths, &chosen.settings)?, guest::cap(chosen.settings.cap), false, engine)?;
    Ok(Opened::Index(Box::new(session)))
}

/// What `ask` answers of the index of `paths`, and that index. One that turns out to be damaged is made anew, and asked
/// again.
///
/// # Errors
///
/// Fails as [`indexed`] does, and if the new index cannot be read either.
pub fn asked<T>(
    paths: &[PathBuf],
    engine: &Engine,
    ask: impl Fn(&mut Opened) -> Result<T, SearchError>,
) -> anyhow::Result<(Opened, T)> {
    let mut session = indexed(paths, engine)?;
    let answer = match ask(&mut session) {
        Err(SearchError::UnreadableIndex(_)) => {
            session = indexed(paths, engine)?;
            ask(&mut session)?
        }
        answer => answer?,
    };
    Ok((session, answer))
}

/// All articles of `paths`, and the paths that are read. Waits for another program that is indexing them.
pub fn complete(paths: &[PathBuf], engine: &Engine) -> anyhow::Result<Complete> {
    let chosen = Chosen::load(None);
    warn_all(chosen.faults());
    #[cfg(feature = "postgres")]
    if let Some(address) = opened::address(paths, chosen.settings.library.as_deref()) {
        engine.refuse_in_team()?;
        return Ok(Complete { library: Opened::team(address)?, paths: None });
    }
    let source = source(paths, &chosen.settings)?;
    let session = open_session(&source, guest::cap(chosen.settings.cap), true, engine)?;
    let paths = if let ArticleSource::Paths(paths) = source { Some(paths) } else { None };
    Ok(Complete { library: Opened::Index(Box::new(session)), paths })
}

/// A library of the articles of a few files, which no index is made of; `None` where `paths` are others, or a second
/// reading is wanted.
///
/// # Errors
///
/// Fails if there is no article.
pub fn few(paths: &[PathBuf], engine: &Engine) -> anyhow::Result<Option<Library>> {
    if paths.is_empty() || !are_few(paths) || matches!(engine, Engine::Careful(_)) || opened::is_chosen() {
        return Ok(None);
    }
    let chosen = Chosen::load(None);
    warn_all(chosen.faults());
    let mut meter = IndexMeter::of(MANY);
    let FewFiles { articles, faults } =
        read_few(paths, guest::cap(chosen.settings.cap), |progress| meter.show(progress));
    meter.line.clear();
    if articles.is_empty() {
        return Err(nothing(&ArticleSource::Paths(paths.to_vec()), faults));
    }
    warn_all(&faults);
    let mut library = Library::default();
    library.keep(events());
    library.learn_all(articles);
    Ok(Some(library))
}

/// A library that has all of what is read.
pub struct Complete {
    /// The library.
    pub library: Opened,
    /// What is read; `None` for the library of a team and for the index of somebody else.
    pub paths: Option<Vec<PathBuf>>,
}

fn open_session(source: &ArticleSource, cap: u64, complete: bool, engine: &Engine) -> anyhow::Result<LibrarySession> {
    let (mut indexer, said) = match source {
        ArticleSource::Paths(paths) => Indexer::open(paths.clone(), cap),
        ArticleSource::Index(folder) => (Indexer::shared(folder, cap)?, None),
    };
    let mut faults: Vec<String> = said.into_iter().collect();
    let snapshot = update(&mut indexer, complete, engine, &mut faults)?;
    if snapshot.catalogue.articles() == 0 {
        return Err(nothing(source, faults));
    }
    warn_all(&faults);
    let mut session = LibrarySession::new(indexer.index().clone(), snapshot, cap);
    session.keep(&Arc::new(State::of(events())));
    Ok(session)
}

/// Brings an index up to date, and adds a line for what cannot be read to `faults`. That of somebody else is as it is.
pub fn update(
    indexer: &mut Indexer,
    complete: bool,
    engine: &Engine,
    faults: &mut Vec<String>,
) -> anyhow::Result<Arc<Snapshot>> {
    let is_own = indexer.index().access() != Access::ReadOnly;
    let mut meter = IndexMeter::of(MANY);
    if complete && is_own {
        indexer.wait(|| warn(&"another sayso is indexing this library; waiting for it"));
    }
    while is_own && indexer.update(&Look::All, &mut |_, news| tell_of(news, faults, &mut meter)).others && complete {
        indexer.wait(|| ());
    }
    if let Engine::Careful(files) = engine {
        meter.many = MANY_SECOND;
        let again = SecondReadingJob { files, stop: &AtomicBool::new(false), pool: &parallel::INDEXING };
        if let Err(unavailable) = indexer.read_again(&again, &mut |_, news| tell_of(news, faults, &mut meter)) {
            faults.push(unavailable.to_string());
        }
    }
    let mut snapshot = indexer.snapshot()?;
    if *engine == Engine::Fast && snapshot.second_readings() > 0 {
        // The index keeps one reading of each article: the other one is made in memory.
        *indexer = Indexer::open_in(None, indexer.paths().to_vec(), indexer.cap()).0;
        indexer.update(&Look::All, &mut |_, news| tell_of(news, faults, &mut meter));
        snapshot = indexer.snapshot()?;
    }
    meter.line.clear();
    Ok(snapshot)
}

/// Notes an event of the indexer; the work goes on.
fn tell_of(news: IndexEvent, faults: &mut Vec<String>, meter: &mut IndexMeter) -> bool {
    match news {
        IndexEvent::ReadError(line) | IndexEvent::Say(line) => faults.push(line),
        IndexEvent::Progress(progress) => meter.show(&progress),
        IndexEvent::Kept => {}
    }
    true
}

/// The articles of one file, or of standard input, read without the index.
///
/// # Errors
///
/// Fails if the file cannot be read.
pub fn documents(path: &Path) -> anyhow::Result<Vec<Read>> {
    let chosen = Chosen::load(None);
    warn_all(chosen.faults());
    let place = store::list(&[path.to_owned()]).into_iter().next().context("nothing to read")??;
    let file = store::read(&place, guest::cap(chosen.settings.cap))?;
    let articles = sayso_library::documents(&file, WantedParts::All)?;
    articles.iter().flat_map(|read| &read.left_out).for_each(|told| warn(&format_args!("{}: {told}", file.name)));
    Ok(articles)
}

/// The reading that a command works with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Engine {
    /// What the index holds of each article.
    Held,
    /// The first reading of all articles.
    Fast,
    /// The second reading of the articles of these files, as they are shown; of all where there are none.
    Careful(Vec<String>),
}

impl Engine {
    /// The reading that the options ask for.
    pub fn of(args: EngineArgs) -> Self {
        match args {
            EngineArgs { careful: true, .. } => Self::Careful(Vec::new()),
            EngineArgs { fast: true, .. } => Self::Fast,
            EngineArgs { .. } => Self::Held,
        }
    }
}

#[cfg(feature = "postgres")]
impl Engine {
    /// # Errors
    ///
    /// Fails if a reading is asked for: the articles of a team are read by whoever adds them.
    fn refuse_in_team(&self) -> anyhow::Result<()> {
        anyhow::ensure!(*self == Self::Held, "--careful and --fast do not work on the library of a team");
        Ok(())
    }
}

/// Progress of indexing, on a terminal, if it takes long.
struct IndexMeter {
    line: ProgressLine,
    /// Progress of fewer articles is not shown.
    many: usize,
}

/// Minimum number of articles for which progress is shown.
const MANY: usize = 2000;
/// Minimum number of articles for which progress of a second reading is shown.
const MANY_SECOND: usize = 8;

impl IndexMeter {
    fn of(many: usize) -> Self {
        Self { line: ProgressLine::new(), many }
    }

    fn show(&mut self, IndexProgress { done, all, pace, slow }: &IndexProgress) {
        if let Some(file) = slow {
            self.line.show(&format!("reading {file} …"));
        } else if *all >= self.many {
            let left = (all - done) as f32 / pace;
            self.line.show(&format!("reading {done} of {all} articles, {pace:.0} a second, {left:.0} s left "));
        }
    }
}

/// `paths`, or the folder that is read where nothing is named.
fn or_usual(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    if !paths.is_empty() {
        return Ok(paths.to_vec());
    }
    let own = store::user_articles().map_or_else(|| "a folder".to_owned(), |folder| store::shown(&folder));
    let usual = store::default_articles().with_context(|| {
        format!("no articles yet; save pages, books or texts in ./articles or {own}, or name them: sayso PATH")
    })?;
    Ok(vec![usual])
}

/// Why nothing of `source` could be read: the last fault, once those before it are told; without any, it is empty.
pub fn nothing(source: &ArticleSource, mut faults: Vec<String>) -> anyhow::Error {
    let Some(last) = faults.pop() else {
        let names: Vec<String> = match source {
            ArticleSource::Paths(paths) => paths.iter().map(|path| store::shown(path)).collect(),
            ArticleSource::Index(folder) => return anyhow!("{}: the index has no articles", store::shown(folder)),
        };
        return anyhow!(
            "{}: nothing to read here; in folders, sayso reads files with the extension of a known format (.html, .epub, .md …); a file that you name is always read",
            names.join(", ")
        );
    };
    warn_all(&faults);
    anyhow!(last)
}
