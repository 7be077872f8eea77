//! Imports that are interrupted, that run at the same time, and that readers see.

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use sayso_library::files::ArticleFile;
use sayso_library::postgres::{ImportFile, Imported, Importer, PostgresError, PostgresSession};
use sayso_library::search::Query;
use sayso_library::service::{Events, ServiceEvent, team_worker};

use super::server::Server;

/// More than are written in one transaction.
const FILES: usize = 300;

/// The file after which the connection of the import is ended: the first transaction is over then.
const INTERRUPTED: usize = 280;

fn file(n: usize, said: &str) -> ArticleFile {
    let text = format!("# Talks {n}\n\n“We will {said} {n},” said Ann Lee.\n");
    ArticleFile { name: format!("talk{n}.md"), bytes: text.into_bytes() }
}

fn import(server: &Server, files: impl Iterator<Item = ArticleFile>) -> Result<Imported, PostgresError> {
    let mut tell = |_| {};
    let files = files.map(|file| Ok::<_, PostgresError>(ImportFile::file(file)));
    Importer::open(&server.address("boss"), None, &mut tell)?.import(files)
}

/// What the team counts, and what the tables have: articles and quotes.
fn counts(server: &Server) -> [[i64; 2]; 2] {
    let counted = "SELECT articles, quotes, (SELECT count(*) FROM sayso.article), (SELECT count(*) FROM sayso.quote) FROM sayso.team";
    let row = server.client("boss").query_one(counted, &[]).expect("counts");
    [[row.get(0), row.get(1)], [row.get(2), row.get(3)]]
}

#[test]
fn an_interrupted_import_goes_on_and_is_whole_in_the_end() {
    let Some(server) = Server::with_library("sayso_test_interrupted") else { return };
    let kill = || {
        let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()
            AND pid <> pg_backend_pid() AND usename = 'boss'";
        server.client("boss").batch_execute(kill).expect("a lost connection");
    };
    let interrupted = (0..FILES).map(|n| {
        if n == INTERRUPTED {
            kill();
        }
        file(n, "go")
    });
    let fault = import(&server, interrupted).expect_err("the connection was lost");
    assert!(fault.to_string().starts_with("the library's server: "), "{fault}");
    let [before, _] = counts(&server);
    assert!(before[0] > 0 && before[0] < FILES as i64, "{before:?}");
    let done = import(&server, (0..FILES).map(|n| file(n, "go"))).expect("an import");
    assert_eq!((done.written + done.unchanged, done.unchanged as i64), (FILES, before[0]));
    assert_eq!(counts(&server), [[FILES as i64; 2]; 2]);
    let mut session = PostgresSession::open(&server.address("ann")).expect("a session");
    let (results, _) = session.search(&Query::parse("\"will go 299\""), 5).expect("an answer");
    assert_eq!((results.quotes.rows.len(), results.speakers.total), (1, 0));
    let (results, _) = session.search(&Query::parse("ann lee"), 5).expect("an answer");
    assert_eq!(results.speakers.rows.len(), 1, "all are one speaker");
}

#[test]
fn two_imports_at_once_write_each_article_once() {
    let Some(server) = Server::with_library("sayso_test_two_imports") else { return };
    std::thread::scope(|scope| {
        let server = &server;
        let both = [0..FILES, 100..FILES + 100]
            .map(|range| scope.spawn(move || import(server, range.map(|n| file(n, "stay"))).expect("an import")));
        for import in both {
            import.join().expect("an import");
        }
    });
    assert_eq!(counts(&server), [[FILES as i64 + 100; 2]; 2]);
    let again = import(&server, (0..FILES + 100).map(|n| file(n, "stay"))).expect("an import");
    assert_eq!((again.written, again.unchanged), (0, FILES + 100));
}

#[test]
fn a_reader_sees_what_was_imported_again() {
    let Some(server) = Server::with_library("sayso_test_again") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let write = |title: &str, day: &str| {
        let text = format!("---\ntitle: {title}\npublished: {day}\n---\n\n“We will go,” said Ann Lee of {title}.\n");
        std::fs::write(folder.path().join("a.md"), text).expect("an article");
    };
    write("Talks", "2023-12-31");
    server.import(folder.path());
    let mut session = PostgresSession::open(&server.address("ann")).expect("a session");
    let page = session.page(None, 10).expect("a page");
    assert_eq!(session.refresh(10).expect("a look"), None, "nothing has changed");
    write("Talks fail", "2024-01-01");
    std::fs::write(folder.path().join("b.md"), "# More\n\n“No,” said Bo Roe.\n").expect("an article");
    server.import(folder.path());
    assert_eq!(session.refresh(10).expect("a look").map(|page| page.len()), Some(2));
    let library = session.library();
    let titles: Vec<&str> = library.entries().map(|(_, entry)| entry.title).collect();
    assert_eq!(
        (titles.as_slice(), library.entry(page[0]).map(|entry| entry.title)),
        (&["Talks fail", "More"][..], Some("Talks fail"))
    );
    let fetched = session.fetch(&page).expect("an article");
    assert!(fetched[0].1.document.text().contains("Talks fail"), "its text is the new one");
}

/// The number of articles that the reader lists at a time.
const PAGE: usize = 1_000;

/// Long enough for a slow machine.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn what_is_imported_into_a_library_that_was_listed_whole_is_listed_and_a_closed_reader_disconnects() {
    let Some(server) = Server::with_library("sayso_test_follow") else { return };
    import(&server, [file(0, "stay")].into_iter()).expect("an import");
    let (send, receive) = channel();
    let events = Events::new(move |event| send.send(event).is_ok());
    let worker = team_worker::start(server.address("bob"), events).expect("threads");
    let wait_for = |wanted: usize| loop {
        match receive.recv_timeout(PATIENCE).unwrap_or_else(|error| panic!("{wanted} articles: {error}")) {
            ServiceEvent::Catalogue(catalogue) if catalogue.articles() >= wanted => return catalogue.articles(),
            _ => {}
        }
    };
    wait_for(1);
    worker.more();
    import(&server, (0..PAGE + 100).map(|n| file(n, "stay"))).expect("an import");
    wait_for(PAGE);
    worker.more();
    assert_eq!(wait_for(PAGE + 100), PAGE + 100);
    drop(worker);
    let connections = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'bob' AND datname = current_database()";
    let (mut boss, since) = (server.client("boss"), Instant::now());
    while boss.query_one(connections, &[]).expect("a count").get::<_, i64>(0) > 0 {
        assert!(since.elapsed() < PATIENCE, "the connection of a closed reader stays");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// What the program prints, with this standard input.
fn printed(arguments: &[&str], input: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program");
    let mut to = child.stdin.take().expect("a pipe");
    let input = input.to_owned();
    let sender = std::thread::spawn(move || to.write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("an end");
    let _ = sender.join();
    [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat()
}

/// All rows of each table.
fn rows(server: &Server) -> Vec<(&'static str, Vec<String>)> {
    let mut client = server.client("boss");
    let mut of = |table: &'static str| {
        let rows = format!("SELECT t::text FROM sayso.{table} AS t ORDER BY 1");
        let rows = client.query(&rows, &[]).expect("rows");
        (table, rows.iter().map(|row| row.get(0)).collect())
    };
    ["article", "quote", "speaker", "person", "word", "beginning"].map(&mut of).to_vec()
}

#[test]
fn finished_quotes_give_the_same_rows_as_their_documents() {
    let Some(server) = Server::with_library("sayso_test_documents") else { return };
    let Some(other) = Server::with_library("sayso_test_quotes") else { return };
    let documents: Vec<String> = sayso_train::generate::articles(3)
        .take(40)
        .map(|article| serde_json::json!({"id": article.name, "text": article.text, "format": "markdown"}).to_string())
        .chain([serde_json::json!({"id": 7, "text": "<p>“We go,” said Ann Lee, the mayor.", "title": "A: b", "published": "2021-03-04",
            "format": "html"}).to_string()])
        .collect();
    let documents = documents.join("\n");
    let quotes = printed(&["quotes", "--stream", "--with-text", "-j", "2"], &documents);
    assert_eq!(quotes.lines().count(), 41);
    let of = |server: &Server, input: &str| printed(&["import", &server.url("boss"), "--stream"], input);
    let told = of(&server, &documents);
    assert!(told.starts_with("41 articles with "), "{told}");
    assert_eq!(of(&other, &quotes), told);
    for ((table, rows), (_, others)) in rows(&server).into_iter().zip(rows(&other)) {
        assert_eq!(rows, others, "{table}");
    }
    for (server, input) in [(&server, &quotes), (&other, &documents), (&other, &quotes)] {
        let again = of(server, input);
        assert_eq!(again, "0 articles with 0 quotes imported; 41 files were there already\n");
    }
    let broken = [&quotes[..quotes.len() / 2], "\n{\"id\": 8, \"text\": \"“No,” said Bo Roe.\"}"].concat();
    let told = of(&other, &broken);
    let long = serde_json::json!({"id": "n".repeat(5_000), "text": "“No,” said Bo Roe."}).to_string();
    let refused = of(&other, &long);
    assert!(refused.contains("nnn…: the name has 5000 bytes and may have 2000; give it a shorter one"), "{refused}");
    assert!(told.contains("ends inside a JSON value") && told.contains("1 articles with 1 quotes imported"), "{told}");
}
