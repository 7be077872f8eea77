//! A connection that prepares each statement once: for a key the server would otherwise plan about ten of them again.

use std::collections::HashMap;

use postgres::types::ToSql;
use postgres::{Client, Error, Row, Statement};

/// A connection and the statements that were sent over it, which are few.
pub struct PreparedClient {
    client: Client,
    statements: HashMap<String, Statement>,
}

impl PreparedClient {
    /// Takes over a connection.
    pub fn new(client: Client) -> Self {
        Self { client, statements: HashMap::new() }
    }

    /// Returns `true` if the connection was lost.
    pub fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    /// The rows of a statement.
    ///
    /// # Errors
    ///
    /// What the server says.
    pub fn query(&mut self, sql: &str, values: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, Error> {
        let statement = self.prepared(sql)?;
        self.client.query(&statement, values)
    }

    /// The row of a statement that has one.
    ///
    /// # Errors
    ///
    /// What the server says, and if there are none or several.
    pub fn query_one(&mut self, sql: &str, values: &[&(dyn ToSql + Sync)]) -> Result<Row, Error> {
        let statement = self.prepared(sql)?;
        self.client.query_one(&statement, values)
    }

    fn prepared(&mut self, sql: &str) -> Result<Statement, Error> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql)?;
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}
