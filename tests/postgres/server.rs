//! A database of its own for each test.

use std::path::Path;

use postgres::{Client, NoTls};
use sayso_library::files::{self, ArticleFile, ReadError};
use sayso_library::postgres::{ImportEvent, ImportFile, Imported, Importer, LibraryAddress, add_readers, create};

/// A database with a library, whose team has the readers ann and bob.
pub struct Server {
    base: String,
    name: &'static str,
}

impl Server {
    /// Makes the database anew; `None` where there is no server.
    pub fn with_library(name: &'static str) -> Option<Self> {
        let Ok(base) = std::env::var("SAYSO_TEST_POSTGRES") else {
            eprintln!("skipped: SAYSO_TEST_POSTGRES is not set; .ci/postgres runs these tests");
            return None;
        };
        let server = Self { base, name };
        let mut client = Client::connect(&format!("{}/postgres", server.base), NoTls).expect("a server");
        client.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).expect("no database");
        client.batch_execute(&format!("CREATE DATABASE {name}")).expect("a database");
        // A schema of the role's own comes first where nothing says which one is meant.
        server.client("boss").batch_execute("CREATE SCHEMA boss").expect("a schema");
        create(&server.address("boss")).expect("a library");
        add_readers(&server.address("boss"), &["ann".to_owned(), "bob".to_owned()]).expect("readers");
        Some(server)
    }

    pub fn url(&self, role: &str) -> String {
        format!("{}/{}", self.base.replace("boss@", &format!("{role}@")), self.name)
    }

    /// Host and port.
    pub fn host(&self) -> &str {
        self.base.rsplit('@').next().unwrap_or_default()
    }

    pub fn address(&self, role: &str) -> LibraryAddress {
        self.url(role).parse().expect("an address")
    }

    pub fn client(&self, role: &str) -> Client {
        Client::connect(&self.url(role), NoTls).expect("a connection")
    }

    /// Imports all files of a folder.
    pub fn import(&self, folder: &Path) -> Imported {
        let files = files::list(&[folder.to_owned()]).into_iter().map(|place| {
            let file: ArticleFile = files::read(&place?, files::DEFAULT_CAP)?;
            let name = file.name.strip_prefix(&format!("{}/", folder.display())).unwrap_or(&file.name).to_owned();
            Ok::<_, ReadError>(ImportFile::file(ArticleFile { name, ..file }))
        });
        let mut tell = |event: ImportEvent| {
            if let ImportEvent::Unread(line) = event {
                panic!("{line}");
            }
        };
        let mut importer = Importer::open(&self.address("boss"), None, &mut tell).expect("a library");
        importer.import(files).expect("an import")
    }
}
