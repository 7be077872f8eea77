//! `sayso quotes --stream`: one line out for each line in.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use crate::harness::Folder;

fn document(id: &str) -> String {
    let text = format!("“We will go,” said Ann Lee, the mayor, in part {id}.");
    serde_json::json!({"id": id, "text": text}).to_string()
}

#[test]
fn each_line_has_one_answer_and_one_bad_line_costs_one() {
    let folder = Folder::new();
    let input = [&document("a"), "{\"id\":\"b\",\"text\":\"cut", "", &document("c")].join("\n");
    let ran = folder.run_with(&["quotes", "--stream"], input.as_bytes()).code(0);
    let answers = ran.json();
    let ids: Vec<&serde_json::Value> = answers.iter().map(|answer| &answer["id"]).collect();
    assert_eq!(ids, [&"a".into(), &"b".into(), &serde_json::Value::Null, &"c".into()]);
    let failed: Vec<bool> = answers.iter().map(|answer| answer["error"].is_string()).collect();
    assert_eq!(failed, [false, true, true, false]);
    assert_eq!(answers[3]["attributions"][0]["speaker"], "Ann Lee");
    assert!(!folder.path().join("home").exists(), "a stream keeps nothing");
}

#[test]
fn any_number_of_jobs_prints_the_same_bytes() {
    let folder = Folder::new();
    let input = (0..60).map(|n| document(&n.to_string())).collect::<Vec<_>>().join("\n");
    let of = |jobs: &str| folder.run_with(&["quotes", "--stream", "-j", jobs], input.as_bytes()).code(0).out;
    let one = of("1");
    assert_eq!(one.lines().count(), 60);
    assert_eq!(of("4"), one);
    assert_eq!(of("0"), one);
}

#[test]
fn who_waits_for_an_answer_before_sending_more_gets_it() {
    let folder = Folder::new();
    let mut command = folder.command(&["quotes", "--stream", "-j", "2"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut to, mut from) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for id in ["a", "b", "c"] {
        writeln!(to, "{}", document(id)).unwrap();
        let mut line = String::new();
        from.read_line(&mut line).unwrap();
        assert!(line.starts_with(&format!("{{\"id\":\"{id}\"")), "{line}");
    }
    drop(to);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_reader_that_leaves_early_is_a_failure() {
    let folder = Folder::new();
    let mut child =
        folder.command(&["quotes", "--stream"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    // The answer cannot be written; the lines after it may not be taken any more.
    let _ = child.stdin.take().unwrap().write_all(format!("{}\n", document("a")).as_bytes());
    assert_eq!(child.wait().unwrap().code(), Some(2));
}
