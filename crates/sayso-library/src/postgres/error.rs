//! Why the library of a team cannot be used.

use thiserror::Error;

/// A failure of the library of a team. Each text names the place and the mend.
#[derive(Debug, Error)]
pub enum PostgresError {
    /// The address is not one of a library.
    #[error("{0}: not the address of a library; it is written postgres://USER@HOST/DATABASE")]
    Address(String),
    /// The client does not understand the address.
    #[error("{place}: {fault}; an address is written postgres://USER@HOST/DATABASE")]
    Syntax {
        /// The address.
        place: String,
        /// What is wrong.
        fault: String,
    },
    /// The address has a password, which everybody on the machine could read.
    #[error(
        "{0}: an address must not have a password, which others can read; put it into ~/.pgpass (chmod 600): HOST:PORT:DATABASE:USER:PASSWORD"
    )]
    Password(String),
    /// A parameter of the address is not understood.
    #[error("{place}: `{name}` must be {must}")]
    Parameter {
        /// The address.
        place: String,
        /// The parameter.
        name: &'static str,
        /// What it must be.
        must: &'static str,
    },
    /// The service file has no such service.
    #[error("{place}: no service `{service}`; add a section [{service}] with host=, dbname= and user=")]
    Service {
        /// The file.
        place: String,
        /// The name of the service.
        service: String,
    },
    /// The certificates that the server is checked with cannot be read.
    #[error("{place}: no certificates can be read: {fault}")]
    Certificates {
        /// The file.
        place: String,
        /// What is wrong.
        fault: String,
    },
    /// No connection.
    #[error("{place}: {fault}{note}")]
    Connect {
        /// The address.
        place: String,
        /// What the server or the system says.
        fault: String,
        /// What else may be the reason.
        note: String,
    },
    /// There is no library in the database.
    #[error("{0}: there is no library in this database; make one with `sayso library create`")]
    NoLibrary(String),
    /// There is one already.
    #[error("{0}: there is a library in this database already")]
    IsThere(String),
    /// The server is too old.
    #[error("{place}: PostgreSQL {found}; a library needs PostgreSQL {} or newer", super::schema::OLDEST)]
    Old {
        /// The address.
        place: String,
        /// The version of the server.
        found: i32,
    },
    /// The server has no `pg_trgm`.
    #[error(
        "{0}: the server has no extension pg_trgm; install the contrib modules of PostgreSQL (in Debian they are part of `postgresql`)"
    )]
    NoTrigrams(String),
    /// The role may not make a library.
    #[error(
        "{0}: your role may not create a library; the owner of the database runs: GRANT CREATE ON DATABASE name TO role"
    )]
    NoCreate(String),
    /// The role does not own the library.
    #[error("{place}: only `{owner}`, who owns the library, imports articles, adds readers and upgrades it")]
    NoOwner {
        /// The address.
        place: String,
        /// The role that owns it.
        owner: String,
    },
    /// A reader is no role of the server.
    #[error("{place}: the server has no role `{role}`; run: CREATE ROLE {role} LOGIN")]
    NoRole {
        /// The address.
        place: String,
        /// The name, in quotes where SQL needs them.
        role: String,
    },
    /// The library was made by the sayso before this one.
    #[error(
        "{0}: the library was made by an older sayso; its owner brings it up to date with `sayso library upgrade`, and from then on every reader needs this version of sayso"
    )]
    Older(String),
    /// The library has another version.
    #[error(
        "{place}: the library has version {found}, this sayso knows version {known}; use the same version of sayso everywhere"
    )]
    Version {
        /// The address.
        place: String,
        /// The version of the library.
        found: i32,
        /// The version of the program.
        known: i32,
    },
    /// The reader belongs to no team of that name.
    #[error("{place}: you are no member of the team `{team}`; its owner adds you with `sayso library add-reader`")]
    NoMember {
        /// The address.
        place: String,
        /// The team.
        team: String,
    },
    /// The server took too long, and answered nothing.
    #[error("the search took more than {} s and was stopped; more words, or after:YEAR, make it shorter", super::STATEMENT_MS / 1000)]
    TooLong,
    /// The server refused a statement or went away.
    #[error("the library's server: {0}")]
    Server(String),
}

/// What the server says, in one line.
pub(super) fn said(error: &postgres::Error) -> String {
    let told = error.as_db_error().map(|error| error.message().to_owned());
    let source = || std::error::Error::source(error).map(|source| format!("{error}: {source}"));
    told.or_else(source).unwrap_or_else(|| error.to_string()).replace(['\n', '\r'], " ")
}

impl From<postgres::Error> for PostgresError {
    fn from(error: postgres::Error) -> Self {
        match error.code() {
            Some(code) if *code == postgres::error::SqlState::QUERY_CANCELED => Self::TooLong,
            _ => Self::Server(said(&error)),
        }
    }
}
