//! The lock that lets one import or upgrade at a time write the rows that all articles share.

use postgres::Transaction;

use super::error::PostgresError;

/// Waits until no other import or upgrade holds the lock, and holds it to the end of the transaction. The functions of the
/// schema that make and drop indexes take the same one.
///
/// # Errors
///
/// [`PostgresError::Server`].
pub fn lock_imports(transaction: &mut Transaction) -> Result<(), PostgresError> {
    transaction.execute("SELECT pg_advisory_xact_lock(hashtext('sayso import'))", &[])?;
    Ok(())
}
