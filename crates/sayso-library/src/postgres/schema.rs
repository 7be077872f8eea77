//! Making a library, its teams and their readers.

use postgres::error::SqlState;
use postgres::{Client, GenericClient};

use super::address::LibraryAddress;
use super::error::PostgresError;
use super::import_lock::lock_imports;
use super::merge;

/// The tables of a library.
const TABLES: &str = include_str!("schema.sql");

/// The functions and policies of a library.
const FUNCTIONS: &str = include_str!("functions.sql");

/// What makes the tables of a library of version [`OLDER`] those of [`VERSION`].
const UPGRADE: &str = include_str!("upgrade.sql");

/// The version of a library.
pub(super) const VERSION: i32 = 3;

/// The version that [`upgrade`] makes one of [`VERSION`].
pub(super) const OLDER: i32 = 2;

/// The oldest version of the server that a library runs on.
pub(super) const OLDEST: i32 = 15;

/// Makes a library in an empty database, with the team of the address. Who makes it owns it and belongs to the team.
///
/// # Errors
///
/// [`PostgresError::IsThere`] where there is one; [`PostgresError::Old`] and [`PostgresError::NoTrigrams`] for a server that
/// lacks something; [`PostgresError::NoCreate`] where the role may not make it.
pub fn create(address: &LibraryAddress) -> Result<(), PostgresError> {
    let mut client = address.connect()?;
    let place = || address.shown.clone();
    if is_there(&mut client)? {
        return Err(PostgresError::IsThere(place()));
    }
    let server = "SELECT current_setting('server_version_num')::int / 10000,
        EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm')";
    let server = client.query_one(server, &[])?;
    check_server(place(), server.get(0), server.get(1))?;
    let mut transaction = client.transaction()?;
    for script in [TABLES, FUNCTIONS] {
        transaction.batch_execute(script).map_err(|error| match error.code() {
            Some(code) if *code == SqlState::INSUFFICIENT_PRIVILEGE => PostgresError::NoCreate(place()),
            _ => error.into(),
        })?;
    }
    transaction.commit()?;
    add_readers(address, &[])
}

/// Makes a library of version [`OLDER`] one of [`VERSION`], and finds out anew who its speakers are. One of this
/// version stays as it is.
///
/// # Errors
///
/// [`PostgresError::NoLibrary`]; [`PostgresError::NoOwner`] where the role does not own the library;
/// [`PostgresError::Version`] for any other version.
pub fn upgrade(address: &LibraryAddress) -> Result<(), PostgresError> {
    let mut client = address.connect()?;
    let place = || address.shown.clone();
    if !is_there(&mut client)? {
        return Err(PostgresError::NoLibrary(place()));
    }
    check_owner(&mut client, &address.shown)?;
    let mut transaction = client.transaction()?;
    // An import must not write rows of the version before, and of two upgrades the second has nothing left to do.
    lock_imports(&mut transaction)?;
    match version(&mut transaction)? {
        VERSION => {}
        OLDER => {
            transaction.batch_execute(UPGRADE)?;
            transaction.batch_execute(FUNCTIONS)?;
            transaction.batch_execute("SELECT sayso.make_indexes()")?;
        }
        found => return Err(PostgresError::Version { place: place(), found, known: VERSION }),
    }
    transaction.commit()?;
    // Also where it has this version: an upgrade before this one may have been interrupted here.
    for team in client.query("SELECT id FROM sayso.team", &[])? {
        merge::people(&mut client, team.get(0))?;
    }
    Ok(())
}

/// The version of the library that a connection leads to.
pub(super) fn version(client: &mut impl GenericClient) -> Result<i32, PostgresError> {
    Ok(client.query_one("SELECT version FROM sayso.library", &[])?.get(0))
}

/// Fails for a server of an older version than [`OLDEST`], and for one without the extension for slips.
fn check_server(place: String, version: i32, has_trigrams: bool) -> Result<(), PostgresError> {
    match (version, has_trigrams) {
        (..OLDEST, _) => Err(PostgresError::Old { place, found: version }),
        (_, false) => Err(PostgresError::NoTrigrams(place)),
        _ => Ok(()),
    }
}

/// Fails if the role of a connection does not own the library.
pub(super) fn check_owner(client: &mut Client, place: &str) -> Result<(), PostgresError> {
    let owner = "SELECT relowner::regrole::text, pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'sayso.library'::regclass";
    let row = client.query_one(owner, &[])?;
    let no_owner = || PostgresError::NoOwner { place: place.to_owned(), owner: row.get(0) };
    if row.get(1) { Ok(()) } else { Err(no_owner()) }
}

/// Adds readers to the team of the address, which is made if there is none of that name; who adds them belongs to it too.
///
/// # Errors
///
/// [`PostgresError::NoLibrary`]; [`PostgresError::NoOwner`] where the role does not own the library;
/// [`PostgresError::NoRole`] for a reader whom the server does not know: none is added then.
pub fn add_readers(address: &LibraryAddress, readers: &[String]) -> Result<(), PostgresError> {
    let mut client = address.connect()?;
    if !is_there(&mut client)? {
        return Err(PostgresError::NoLibrary(address.shown.clone()));
    }
    check_owner(&mut client, &address.shown)?;
    let unknown =
        "SELECT quote_ident(name) FROM unnest($1::text[]) AS name WHERE to_regrole(quote_ident(name)) IS NULL LIMIT 1";
    if let Some(row) = client.query_opt(unknown, &[&readers])? {
        return Err(PostgresError::NoRole { place: address.shown.clone(), role: row.get(0) });
    }
    let mut transaction = client.transaction()?;
    transaction.execute("INSERT INTO sayso.team (name) VALUES ($1) ON CONFLICT (name) DO NOTHING", &[&address.team])?;
    let add =
        "INSERT INTO sayso.member SELECT id, coalesce($2, session_user::text)::name FROM sayso.team WHERE name = $1
        ON CONFLICT DO NOTHING";
    for reader in readers.iter().map(Some).chain([None]) {
        transaction.execute(add, &[&address.team, &reader])?;
    }
    transaction.commit()?;
    Ok(())
}

/// Returns `true` if the database holds a library.
///
/// # Errors
///
/// [`PostgresError::Server`] if the server does not answer.
pub(super) fn is_there(client: &mut Client) -> Result<bool, PostgresError> {
    Ok(client.query_one("SELECT to_regclass('sayso.library') IS NOT NULL", &[])?.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_lacks_something_is_refused_with_the_mend() {
        let told = |version, has_trigrams| {
            check_server("postgres://db/news".to_owned(), version, has_trigrams).err().map(|error| error.to_string())
        };
        assert_eq!(told(15, true), None);
        let old = "postgres://db/news: PostgreSQL 14; a library needs PostgreSQL 15 or newer";
        assert_eq!(told(14, false).as_deref(), Some(old));
        assert!(told(16, false).is_some_and(|told| told.contains("pg_trgm") && told.contains("contrib")));
    }
}
