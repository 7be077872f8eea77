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

    /// Makes a library of `analysed` articles one of `size`, by copies with other numbers and names.
    pub fn grow(&self, analysed: usize, size: usize) {
        let mut boss = self.client("boss");
        let there: i64 = boss.query_one("SELECT articles FROM sayso.team", &[]).expect("a count").get(0);
        let [from, to] = [there as usize / analysed, size / analysed];
        if from == to {
            return;
        }
        boss.batch_execute("SELECT sayso.drop_indexes()").expect("no indexes");
        for copy in from..to {
            boss.batch_execute(&COPY.replace("$COPY", &copy.to_string())).expect("a copy");
        }
        let counts = GROWN.replace("$FROM", &from.to_string()).replace("$TO", &to.to_string());
        boss.batch_execute(&counts).expect("counts and indexes");
    }

    /// The process of the server that serves this role.
    pub fn pid_of(&self, role: &str) -> i32 {
        let pid = "SELECT pid FROM pg_stat_activity WHERE usename = $1 AND datname = current_database() AND application_name = 'sayso'";
        self.client("boss").query_one(pid, &[&role]).expect("one connection").get(0)
    }
}

/// One more copy of the articles that were imported.
const COPY: &str = "
    INSERT INTO sayso.article SELECT team, year, id + $COPY * 1000000000::bigint, day, '$COPY/' || file, '$COPY/' || path, title,
        author, publication, published, digest, engine, quotes, markdown, analysis, speakers, head, words
        FROM sayso.article WHERE id < 1000000000;
    INSERT INTO sayso.quote SELECT team, year, article + $COPY * 1000000000::bigint, n, day, speaker, sort, confidence, words
        FROM sayso.quote WHERE article < 1000000000";

/// The counts of a library that has $TO copies now and had $FROM before.
const GROWN: &str = "
    UPDATE sayso.team SET articles = articles / $FROM * $TO, quotes = quotes / $FROM * $TO;
    UPDATE sayso.word SET documents = documents / $FROM * $TO, heads = heads / $FROM * $TO,
        quotes = quotes / $FROM * $TO, said = said / $FROM * $TO;
    UPDATE sayso.person SET said = said / $FROM * $TO, asserted = asserted / $FROM * $TO;
    SELECT sayso.make_indexes()";
