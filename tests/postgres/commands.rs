//! Every command on the library of a team, and what is told where it cannot be used.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::server::Server;

const RAIN: &str = "---\ntitle: Rain\npublished: 2024-02-01\n---\n\n“It rains in Seoul,” said Bob Ray on Monday.\n\n“It snows in Oslo,” said Cy Doe.\n";
const MORE: &str = "---\ntitle: More rain\npublished: 2023-02-01\n---\n\n“It rains in Seoul,” said Bob Ray. He denied that it snows in Rome.\n";

/// Runs the program with a home of its own.
fn sayso(home: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    command.args(arguments).stdin(Stdio::null()).env_clear().env("PATH", path).env("HOME", home).current_dir(home);
    command.output().expect("the program")
}

/// The exit status and what is printed.
fn told(output: &Output) -> (Option<i32>, String) {
    let text = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    (output.status.code(), text.concat())
}

fn library(name: &'static str) -> Option<(Server, tempfile::TempDir)> {
    let server = Server::with_library(name)?;
    let home = tempfile::tempdir().expect("a folder");
    let articles = home.path().join("desk");
    std::fs::create_dir(&articles).expect("a folder");
    std::fs::write(articles.join("rain.md"), RAIN).expect("an article");
    std::fs::write(articles.join("more.md"), MORE).expect("an article");
    server.import(&articles);
    Some((server, home))
}

#[test]
fn every_command_reads_the_library_of_a_team() {
    let Some((server, home)) = library("sayso_test_commands") else { return };
    let (address, home) = (server.url("ann"), home.path());
    for (line, found) in [
        ("search seoul", "rain#q1\tBob Ray\t“It rains in Seoul”"),
        ("who it rains in soul", "4 of 4 words · Bob Ray"),
        ("quotes --speaker ray", "more#q2\tBob Ray\tindirect"),
        ("speakers", "Bob Ray\t2\t2"),
        ("speakers ray", "2023-02-01\tBob Ray"),
        ("voices --by month", "2024-02\t2"),
        ("show rain#q1", "evidence    Bob Ray ¶1"),
        ("show rain", "It snows in Oslo"),
        ("export --format opensearch", "\"_id\":\"more.md#q2\""),
        ("corrections merge Ray Doe", "Bob Ray is now Cy Doe in every article"),
        ("corrections list", "applied\train.md\tmerge\tCy Doe"),
        ("corrections export", "\"verdict\":\"merge\""),
        ("search seoul", "rain#q1\tCy Doe"),
        ("search seoul", "more#q1\tCy Doe"),
        ("search doe", "speaker\t3 quotes\tCy Doe"),
        ("speakers doe", "2023-02-01\tCy Doe"),
    ] {
        let arguments: Vec<&str> = ["--library", &address].into_iter().chain(line.split(' ')).collect();
        let (code, text) = told(&sayso(home, &arguments));
        assert!(code == Some(0) && text.contains(found), "{line}: {code:?} {text}");
    }
    // The library has words that begin with `se`, but not the word: the others are searched.
    let (code, text) = told(&sayso(home, &["--library", &address, "who", "se", "rains", "monday"]));
    assert!(code == Some(1) && text.contains("not in it: se monday"), "{code:?} {text}");
    // Another reader sees the correction; what nobody did is told.
    let other = server.url("bob");
    let (_, text) = told(&sayso(home, &["--library", &other, "search", "seoul"]));
    assert!(text.contains("rain#q1\tCy Doe"), "{text}");
    let (code, text) = told(&sayso(home, &["--library", &address, "clippings"]));
    assert!(code == Some(1) && text.contains("no clippings yet"), "{code:?} {text}");
}

#[test]
fn what_cannot_be_used_is_told_in_one_line() {
    let Some((server, home)) = library("sayso_test_refused") else { return };
    let home = home.path();
    let host = server.host().to_owned();
    let [ann, eve, boss] = ["ann", "eve", "boss"].map(|role| server.url(role));
    let search = |address: &str| sayso(home, &["--library", address, "search", "seoul"]);
    let cases: Vec<(Output, &str)> = vec![
        (
            search(&format!("postgres://ann@{host}/sayso_test_nothing")),
            "database \"sayso_test_nothing\" does not exist",
        ),
        (search(&format!("postgres://boss@{host}/postgres")), "make one with `sayso library create`"),
        (search(&format!("postgres://nobody@{host}/postgres")), "role \"nobody\" does not exist"),
        (search(&eve), "its owner adds you with `sayso library add-reader`"),
        (search(&format!("{ann}?team=sports")), "no member of the team `sports`"),
        (search("postgres://ann@localhost:1/news"), "Connection refused"),
        (search(&ann.replace("ann@", "ann:secret@")), "an address must not have a password"),
        (search(&format!("{ann}?sslmode=prefer")), "the server's certificate is always checked"),
        (search(&format!("{ann}?foo=1")), "`foo`"),
        (search("postgres://?service=old"), "no service `old`"),
        (sayso(home, &["import", &ann, "desk"]), "only `boss`, who owns the library, imports"),
        (sayso(home, &["library", "add-reader", &ann, "eve"]), "only `boss`, who owns the library, imports"),
        (sayso(home, &["library", "add-reader", &boss, "nobody"]), "no role `nobody`; run: CREATE ROLE"),
        (sayso(home, &["library", "create", &boss]), "there is a library in this database already"),
        (sayso(home, &["library", "create", &format!("postgres://ann@{host}/postgres")]), "your role may not create"),
    ];
    for (output, part) in &cases {
        let (code, text) = told(output);
        assert!(code == Some(2) && text.contains(part) && text.lines().count() == 1, "{part}: {code:?} {text}");
        assert!(!text.contains("secret"), "{text}");
    }
    server.client("boss").batch_execute("UPDATE sayso.library SET version = 99").expect("another version");
    for output in [search(&ann), sayso(home, &["import", &boss, "desk"])] {
        let (code, text) = told(&output);
        assert!(code == Some(2) && text.contains("the library has version 99, this sayso knows version"), "{text}");
    }
}

#[test]
fn a_service_file_and_several_hosts_lead_to_the_library() {
    let Some((server, home)) = library("sayso_test_services") else { return };
    let home = home.path();
    let (host, port) = server.host().split_once(':').expect("a port");
    let service = format!("[news]\nhost={host}\nport={port}\ndbname=sayso_test_services\nuser=ann\n");
    std::fs::write(home.join(".pg_service.conf"), service).expect("a file");
    let other = format!("postgres://ann@localhost:1,{}/sayso_test_services", server.host());
    for address in ["postgres://?service=news", &other] {
        let (code, text) = told(&sayso(home, &["--library", address, "search", "seoul"]));
        assert!(code == Some(0) && text.contains("rain#q1"), "{address}: {text}");
    }
}
