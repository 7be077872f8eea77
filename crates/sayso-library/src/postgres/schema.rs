//! Making a library, its teams and their readers.

use postgres::Client;

use super::address::LibraryAddress;
use super::error::PostgresError;

/// The tables and functions of a library.
const SCHEMA: &str = include_str!("schema.sql");

/// Makes a library in an empty database, with the team of the address. Who makes it owns it and belongs to the team.
///
/// # Errors
///
/// [`PostgresError::IsThere`] where there is one; [`PostgresError::Server`] where the role may not make it.
pub fn create(address: &LibraryAddress) -> Result<(), PostgresError> {
    let mut client = address.connect()?;
    if is_there(&mut client)? {
        return Err(PostgresError::IsThere(address.shown.clone()));
    }
    let mut transaction = client.transaction()?;
    transaction.batch_execute(SCHEMA)?;
    transaction.commit()?;
    add_readers(address, &[])
}

/// Adds readers to the team of the address, which is made if there is none of that name; who adds them belongs to it too.
///
/// # Errors
///
/// [`PostgresError::NoLibrary`]; [`PostgresError::Server`] where the role does not own the library.
pub fn add_readers(address: &LibraryAddress, readers: &[String]) -> Result<(), PostgresError> {
    let mut client = address.connect()?;
    if !is_there(&mut client)? {
        return Err(PostgresError::NoLibrary(address.shown.clone()));
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
