//! A primary that is stopped and a standby that takes over. `.ci/postgres` sets `SAYSO_TEST_POSTGRES_STANDBY` to the host
//! and port of the standby, and `SAYSO_TEST_POSTGRES_STOP` and `SAYSO_TEST_POSTGRES_PROMOTE` to the commands that do so.
//! Without them this test says that it is left out.

use std::process::Command;
use std::time::{Duration, Instant};

use sayso_library::Journal;
use sayso_library::postgres::{LibraryAddress, PostgresSession};
use sayso_library::search::Query;

use super::events::{event, follow, next_number};
use super::server::Server;

/// How long the standby may take to get what was written.
const COPIED: Duration = Duration::from_secs(30);

fn run(command: &str) {
    assert!(Command::new("sh").args(["-c", command]).status().expect("sh").success(), "{command}");
}

/// Number of quotes with these words. Like the reader, connects again where the connection was lost.
fn found(session: &mut PostgresSession) -> usize {
    let query = Query::parse("we will go");
    let search =
        |session: &mut PostgresSession| session.search(&query, 5).map(|(results, _)| results.quotes.rows.len());
    let again = search(session).or_else(|_| session.connect_again().and_then(|()| search(session)));
    again.expect("an answer")
}

#[test]
fn reading_goes_on_from_the_standby_and_writing_after_its_promotion() {
    let [Ok(standby), Ok(stop), Ok(promote)] =
        ["STANDBY", "STOP", "PROMOTE"].map(|name| std::env::var(format!("SAYSO_TEST_POSTGRES_{name}")))
    else {
        eprintln!("skipped: SAYSO_TEST_POSTGRES_STANDBY is not set; .ci/postgres runs this test");
        return;
    };
    let Some(server) = Server::with_library("sayso_test_failover") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let articles = folder.path().join("articles");
    std::fs::create_dir(&articles).expect("a folder");
    std::fs::write(articles.join("a.md"), "# Talks\n\n“We will go,” said Ann Lee.\n").expect("an article");
    server.import(&articles);
    let both = |role: &str, rest: &str| -> LibraryAddress {
        let (hosts, database) =
            server.url(role).rsplit_once('/').map(|(a, b)| (a.to_owned(), b.to_owned())).expect("a path");
        format!("{hosts},{standby}/{database}{rest}").parse().expect("an address")
    };
    let alone: LibraryAddress = server.url("ann").replace(server.host(), &standby).parse().expect("an address");
    let since = Instant::now();
    while PostgresSession::open(&alone).map_or(0, |mut session| found(&mut session)) == 0 {
        assert!(since.elapsed() < COPIED, "the standby has nothing");
        std::thread::sleep(Duration::from_millis(100));
    }
    let [own, other] = ["ann.jsonl", "bob.jsonl"].map(|name| folder.path().join(name));
    let mut journal = Journal::at(own.clone());
    let _of_ann = follow(both("ann", ""), &own);
    let of_bob = follow(both("bob", "?target_session_attrs=read-write"), &other);
    journal.append(&[event(5, 1)]).expect("a line");
    assert_eq!(next_number(&of_bob), 1);
    let mut sessions = ["", "?target_session_attrs=read-write"]
        .map(|rest| PostgresSession::open(&both("ann", rest)).expect("a session"));
    for session in &mut sessions {
        assert_eq!(found(session), 1);
    }

    run(&stop);
    let since = Instant::now();
    for session in &mut sessions {
        assert_eq!(found(session), 1, "read from the standby");
    }
    println!("read from the standby after {:?}", since.elapsed());
    journal.append(&[event(5, 2)]).expect("a line");
    std::thread::sleep(Duration::from_secs(2));
    run(&promote);
    let since = Instant::now();
    assert_eq!(next_number(&of_bob), 2, "what was done while no server took it is sent on");
    println!("written to the new primary and seen by the other reader after {:?}", since.elapsed());
}
