//! Who may read and write what.

use sayso_library::postgres::{PostgresSession, TeamEvents, add_readers, create};
use sayso_library::search::Query;

use super::events::event;
use super::server::Server;

#[test]
fn only_members_read_and_nobody_writes_for_another() {
    let Some(server) = Server::with_library("sayso_test_readers") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.md"), "# Talks\n\n“We will go,” said Ann Lee.\n").expect("an article");
    server.import(folder.path());
    let mut ann = PostgresSession::open(&server.address("ann")).expect("a member");
    assert_eq!(ann.search(&Query::parse("we will go"), 5).expect("an answer").0.quotes.rows.len(), 1);
    let refused = PostgresSession::open(&server.address("eve")).err().expect("no member");
    assert!(refused.to_string().contains("add-reader"), "{refused}");
    let mut eve = server.client("eve");
    for table in ["article", "quote", "speaker", "person", "word", "beginning", "member", "team", "event"] {
        let count: i64 = eve.query_one(&format!("SELECT count(*) FROM sayso.{table}"), &[]).expect("a count").get(0);
        assert_eq!(count, 0, "{table}");
    }
    let called = "SELECT count(*) FROM sayso.called(1, ARRAY['''ann'''], 9)";
    assert_eq!(eve.query_one(called, &[]).expect("a count").get::<_, i64>(0), 0);
    let insert = |reader: &str| {
        format!("INSERT INTO sayso.event (team, session, number, reader, body) VALUES (1, 'x', 1, '{reader}', '{{}}')")
    };
    let mut ann = server.client("ann");
    ann.batch_execute(&insert("ann")).expect("an event of her own");
    for (client, statement) in [
        (&mut eve, insert("eve")),
        (&mut ann, insert("bob")),
        (&mut server.client("ann"), "DELETE FROM sayso.event".to_owned()),
        (&mut server.client("ann"), "UPDATE sayso.event SET body = '{}'".to_owned()),
        (&mut server.client("ann"), "UPDATE sayso.article SET title = ''".to_owned()),
        (&mut server.client("ann"), "INSERT INTO sayso.member VALUES (1, 'eve')".to_owned()),
    ] {
        let refused = client.batch_execute(&statement).err().unwrap_or_else(|| panic!("allowed: {statement}"));
        assert_eq!(refused.code(), Some(&postgres::error::SqlState::INSUFFICIENT_PRIVILEGE), "{statement}: {refused}");
    }
    assert!(TeamEvents::open(&server.address("eve")).is_err());
}

/// Quotes of the first team: those of a query, or those that match a term by its words or by speakers.
fn found(query: &str, any: &str, by: &str) -> String {
    let [query, any, by] = [query, any, by].map(|text| text.replace('\'', "''"));
    let [tiers, subsets] = if query.is_empty() {
        ["'{}'".to_owned(), "{1}".to_owned()]
    } else {
        [format!("ARRAY['{query}']"), "{}".to_owned()]
    };
    format!(
        "sayso.find(1, false, '{{0}}', '{{1}}', {tiers}, {tiers}, '{subsets}', 1, ARRAY['{any}'], ARRAY['{by}'],
            '{{}}', '{{}}', '{{}}', '{{}}', 0, '{{}}', 9, '{{9,9}}', '{{1e9,1e9}}', '{{0,0}}', false, 1000)"
    )
}

#[test]
fn teams_of_one_library_have_articles_of_their_own() {
    let Some(server) = Server::with_library("sayso_test_teams") else { return };
    assert!(create(&server.address("boss")).is_err(), "a library is not made twice");
    let other = format!("{}?team=sports", server.url("boss")).parse().expect("an address");
    add_readers(&other, &["eve".to_owned()]).expect("a team");
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.md"), "# Talks\n\n“We will go,” said Ann Lee.\n").expect("an article");
    server.import(folder.path());
    let sports = format!("{}?team=sports", server.url("eve")).parse().expect("an address");
    let mut eve = PostgresSession::open(&sports).expect("a member");
    assert!(eve.search(&Query::parse("we will go"), 5).expect("an answer").0.quotes.rows.is_empty());
    assert!(eve.page(None, 10).expect("a page").is_empty());
    let mut ann = TeamEvents::open(&server.address("ann")).expect("a member");
    ann.send(&[event(9, 1)]).expect("sent");
    let of_main = TeamEvents::open(&server.address("bob")).expect("a member").read().expect("events");
    assert_eq!(of_main.len(), 1, "another member reads it");
    assert!(TeamEvents::open(&sports).expect("a member").read().expect("events").is_empty());
    let mut client = server.client("eve");
    let mut member = server.client("ann");
    let mut count = |rows: String| member.query_one(&format!("SELECT count(*) FROM {rows}"), &[]);
    assert_eq!(count(found("'go'", "", "")).expect("a count").get::<_, i64>(0), 1);
    for [query, any, by] in
        [["go') OR true --", "", ""], ["", "go'::tsquery) OR true --", ""], ["", "'go'", "{1}'::bigint[]) OR true --"]]
    {
        let error = count(found(query, any, by)).err().unwrap_or_else(|| panic!("runs as SQL: {query}{any}{by}"));
        let told = error.as_db_error().map_or_else(String::new, |error| error.message().to_owned());
        assert!(told.contains("in tsquery") || told.contains("array literal"), "{told}");
    }
    for rows in [
        "sayso.event",
        "sayso.article",
        "sayso.speaker",
        "sayso.word",
        "sayso.team WHERE name = 'main'",
        "sayso.member WHERE team = 1",
        "sayso.known(1, ARRAY['go'], ARRAY['h'])",
        "sayso.near(1, 'goo')",
        "sayso.called(1, ARRAY['''ann''']::text[], 9)",
        "sayso.quoting(1, (SELECT array_agg(id) FROM sayso.person))",
        &found("'go'", "", ""),
        "pg_stats WHERE schemaname = 'sayso' AND tablename LIKE 'article%'",
    ] {
        let count =
            client.query_one(&format!("SELECT count(*) FROM {rows}"), &[]).unwrap_or_else(|e| panic!("{rows}: {e}"));
        assert_eq!(count.get::<_, i64>(0), 0, "{rows}");
    }
    for refused in [
        "INSERT INTO sayso.event (team, session, number, body) VALUES (1, 'x', 1, '{}')",
        "SELECT FROM sayso.article_0",
        "SELECT FROM sayso.quote_0",
    ] {
        let error = client.batch_execute(refused).err().unwrap_or_else(|| panic!("allowed: {refused}"));
        assert_eq!(error.code(), Some(&postgres::error::SqlState::INSUFFICIENT_PRIVILEGE), "{error}");
    }
}

#[test]
fn an_address_with_tls_is_verified() {
    let Ok(url) = std::env::var("SAYSO_TEST_POSTGRES_TLS") else {
        eprintln!("skipped: SAYSO_TEST_POSTGRES_TLS is not set; .ci/postgres runs this test");
        return;
    };
    let fault =
        |url: String| PostgresSession::open(&url.parse().expect("an address")).err().expect("no library").to_string();
    // The server is reached and asked: there is no library in this database.
    let reached = fault(url.clone());
    assert!(reached.contains("sayso library create"), "{reached}");
    // An authority that did not sign the certificate is not trusted.
    let foreign = fault(url.split("&sslrootcert").next().unwrap_or_default().to_owned());
    assert!(foreign.to_lowercase().contains("certificate"), "{foreign}");
}
