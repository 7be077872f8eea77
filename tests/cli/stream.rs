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
    for option in [None, Some("--with-text")] {
        let of = |jobs| {
            let arguments: Vec<&str> = ["quotes", "--stream", "-j", jobs].into_iter().chain(option).collect();
            folder.run_with(&arguments, input.as_bytes()).code(0).out
        };
        let one = of("1");
        assert_eq!(one.lines().count(), 60);
        assert_eq!(of("4"), one);
        assert_eq!(of("0"), one);
    }
}

#[test]
fn what_an_import_would_refuse_is_not_printed() {
    let ran = Folder::new().run_with(&["quotes", "--stream", "--with-text", "--careful"], b"");
    assert!(ran.code(2).err.contains("'--with-text' cannot be used with '--careful'"));
}

/// More bytes than a line may have.
const TOO_LONG: usize = 17 << 20;

#[test]
fn without_a_home_bytes_that_are_no_text_and_a_document_over_the_cap_cost_one_line_each() {
    let folder = Folder::new();
    let mut command = folder.command(&["quotes", "--stream", "-j", "2"]);
    command.env_clear().stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut to = child.stdin.take().unwrap();
    let sender = std::thread::spawn(move || {
        let long = format!("{{\"id\":\"long\",\"text\":\"{}\"}}", "x ".repeat(TOO_LONG / 2));
        for line in [
            document("a").as_bytes(),
            b"{\"id\":\"bytes\",\"text\":\"\xff\"}",
            long.as_bytes(),
            document("b").as_bytes(),
        ] {
            to.write_all(line).unwrap();
            to.write_all(b"\n").unwrap();
        }
    });
    let output = child.wait_with_output().unwrap();
    sender.join().unwrap();
    assert!(output.status.success());
    let answers: Vec<serde_json::Value> =
        output.stdout.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect();
    let told: Vec<(&str, &str)> = answers
        .iter()
        .map(|answer| (answer["id"].as_str().unwrap(), answer["error"].as_str().unwrap_or("fine")))
        .collect();
    let [bytes, long] = [
        "line 2: not valid UTF-8 at byte 22; convert the input to UTF-8",
        "line 3: longer than 16 MiB; split the document",
    ];
    assert_eq!(told, [("a", "fine"), ("bytes", bytes), ("long", long), ("b", "fine")]);
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
