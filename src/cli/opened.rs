//! The library that a command works on: an index of this machine, or the library of a team.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::Context;

use super::args::ReadArgs;
use super::exit::warn;
use super::session;
#[cfg(feature = "postgres")]
use super::settings::Chosen;
use sayso_library::files::restriction;
use sayso_library::search::{Manner, Query, Results, WhoHit};
use sayso_library::service::session::{Articles, LibrarySession, SearchError};
use sayso_library::state::State;
use sayso_library::{ArticleId, Journal, Library, PersonId, QuoteId};

#[cfg(feature = "postgres")]
use sayso_library::postgres::{LibraryAddress, PostgresSession, sync::journal_path};

/// The address that was typed, if any.
static TYPED: OnceLock<String> = OnceLock::new();

/// The folder of the index that was named on the command line, if any.
static INDEX: OnceLock<PathBuf> = OnceLock::new();

/// Keeps the address and the index that were typed for the command that follows; the first call counts.
pub fn choose(args: &ReadArgs) {
    if let Some(folder) = &args.index {
        INDEX.get_or_init(|| folder.clone());
    }
    #[cfg(feature = "postgres")]
    if let Some(address) = &args.library {
        TYPED.get_or_init(|| address.clone());
    }
}

/// The folder of the index that was named on the command line.
pub fn named_index() -> Option<&'static Path> {
    INDEX.get().map(PathBuf::as_path)
}

/// Returns `true` if an index or the library of a team was named on the command line.
pub fn is_chosen() -> bool {
    named_index().is_some() || TYPED.get().is_some()
}

/// The address of the team's library, where no paths are named: the one that was typed, or the one of the settings.
pub fn address<'s>(paths: &[PathBuf], set: Option<&'s str>) -> Option<&'s str>
where
    'static: 's,
{
    // Guests open no connection.
    if restriction().is_some() {
        return None;
    }
    if named_index().is_some() {
        return None;
    }
    let typed = TYPED.get().map(String::as_str);
    typed.or_else(|| set.filter(|_| paths.is_empty()))
}

/// What all that was done so far comes to, over the library that a command reads where it names these paths.
///
/// # Errors
///
/// Fails if that is the library of a team and its server does not answer.
pub fn state(paths: &[PathBuf]) -> anyhow::Result<State> {
    #[cfg(feature = "postgres")]
    if let Some(address) = address(paths, Chosen::load(None).settings.library.as_deref()) {
        return Ok(session::team_state(&address.parse()?)?);
    }
    #[cfg(not(feature = "postgres"))]
    let _ = paths;
    Ok(State::of(session::events()))
}

/// The journal that corrections of the library at these paths are written to. What is written for the library of a team
/// is sent by the next command or session that opens it.
///
/// # Errors
///
/// Fails if there is no folder to keep it in, or the address of the library is faulty.
pub fn journal(paths: &[PathBuf]) -> anyhow::Result<Journal> {
    let missing = "no home folder to keep corrections in; set HOME or XDG_STATE_HOME";
    #[cfg(feature = "postgres")]
    if let Some(address) = address(paths, Chosen::load(None).settings.library.as_deref()) {
        return journal_path(&address.parse()?).map(Journal::at).context(missing);
    }
    #[cfg(not(feature = "postgres"))]
    let _ = paths;
    Journal::usual().context(missing)
}

/// An open library.
pub enum Opened {
    /// An index of this machine.
    Index(Box<LibrarySession>),
    /// The library of a team.
    #[cfg(feature = "postgres")]
    Team(Box<PostgresSession>),
}

impl Opened {
    /// The library of a team, with corrections and read marks.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be opened.
    #[cfg(feature = "postgres")]
    pub fn team(address: &str) -> anyhow::Result<Self> {
        let address: LibraryAddress = address.parse()?;
        let mut session = PostgresSession::open(&address)?;
        session.keep(&std::sync::Arc::new(session::team_state(&address)?))?;
        Ok(Self::Team(Box::new(session)))
    }

    /// Answers a query with at most `limit` rows per tab.
    ///
    /// # Errors
    ///
    /// [`SearchError`].
    pub fn search(&mut self, query: &Query, limit: usize) -> Result<Results, SearchError> {
        match self {
            Self::Index(session) => session.search(query, limit).map(|(results, _)| results),
            #[cfg(feature = "postgres")]
            Self::Team(session) => {
                let (results, _) = session.search(query, limit)?;
                session.left_out().iter().for_each(|line| warn(line));
                Ok(results)
            }
        }
    }

    /// The most likely sources of a misquote, at most `limit`.
    ///
    /// # Errors
    ///
    /// [`SearchError`].
    pub fn who(&mut self, words: &str, limit: usize) -> Result<Vec<WhoHit>, SearchError> {
        match self {
            Self::Index(session) => session.who(words, limit).map(|(hits, _)| hits),
            #[cfg(feature = "postgres")]
            Self::Team(session) => {
                let (hits, _) = session.who(words, limit)?;
                session.left_out().iter().for_each(|line| warn(line));
                Ok(hits)
            }
        }
    }

    /// All articles that are known, with the candidates of the last answer loaded.
    pub fn library(&self) -> &Library {
        match self {
            Self::Index(session) => session.library(),
            #[cfg(feature = "postgres")]
            Self::Team(session) => session.library(),
        }
    }

    /// How a quote was said, without its text.
    pub fn manner(&self, id: QuoteId) -> Option<Manner> {
        match self {
            Self::Index(session) => session.snapshot().manner(id),
            #[cfg(feature = "postgres")]
            Self::Team(session) => session.manner(id),
        }
    }

    /// How many quotes of a person are asserted; `None` where those of the library tell.
    pub fn asserted(&self, id: PersonId) -> Option<usize> {
        match self {
            Self::Index(_) => None,
            #[cfg(feature = "postgres")]
            Self::Team(session) => Some(session.asserted(id)),
        }
    }

    /// Those one of whose names has these words.
    ///
    /// # Errors
    ///
    /// [`SearchError`].
    pub fn called(&mut self, words: &[String]) -> Result<Vec<PersonId>, SearchError> {
        match self {
            Self::Index(session) => Ok(session.catalogue().people.called(words)),
            #[cfg(feature = "postgres")]
            Self::Team(session) => Ok(session.called(words)?),
        }
    }

    /// A library of the articles that quote one of `people`, of those that were corrected, and on an index of those
    /// that print the same words under another name.
    ///
    /// # Errors
    ///
    /// [`SearchError`].
    pub fn printed(&mut self, people: &[PersonId]) -> Result<Library, SearchError> {
        match self {
            Self::Index(session) => session.printed(people),
            #[cfg(feature = "postgres")]
            Self::Team(session) => Ok(session.heard(people)?),
        }
    }

    /// Loads articles; those that cannot be read are left out.
    ///
    /// # Errors
    ///
    /// [`SearchError`].
    pub fn fetch(&mut self, ids: &[ArticleId]) -> Result<Articles, SearchError> {
        match self {
            Self::Index(session) => Ok(session.fetch(ids)),
            #[cfg(feature = "postgres")]
            Self::Team(session) => Ok(session.fetch(ids)?),
        }
    }
}
