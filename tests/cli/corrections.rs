//! `sayso corrections`, and what corrections do to every other command.

use crate::harness::{Folder, PIECE};

/// What `c` and a name leave in the journal, as an export that is taken in: Paul Stone’s claim is Anna Berg’s.
const CLAIM: &str = "the money is not there";

fn row(id: &str, words: &str, speaker: &str) -> String {
    let start = PIECE.find(words).unwrap();
    let around = |from: usize, upto: usize| serde_json::to_string(&PIECE[from..upto]).unwrap();
    format!(
        "{{\"v\":1,\"at\":\"2026-01-02T03:04:05.678Z\",\"id\":\"{id}\",\"article\":{{\"name\":\"piece.md\",\
         \"title\":\"The minister spoke\",\"hash\":\"\"}},\"quote\":[{{\"start\":{start},\"end\":{},\"prefix\":{},\
         \"exact\":\"{words}\",\"suffix\":{}}}],\"verdict\":\"speaker\",\"speaker\":\"{speaker}\"}}\n",
        start + words.len(),
        around(start - 20, start),
        around(start + words.len(), (start + words.len() + 20).min(PIECE.len() - 1)),
    )
}

fn speakers(folder: &Folder, command: &[&str]) -> Vec<String> {
    let ran = folder.run(command).code(0);
    ran.json().iter().map(|row| row["speaker"].as_str().unwrap_or("?").to_owned()).collect()
}

#[test]
fn what_is_imported_holds_in_every_command_and_is_told() {
    let folder = Folder::with_piece().file("theirs.jsonl", row("00000000000a-1", CLAIM, "Anna Berg"));
    let quotes = ["quotes", "--format", "jsonl"];
    assert!(speakers(&folder, &quotes).contains(&"Paul Stone".to_owned()));
    let who = ["who", "the money is not there", "--format", "jsonl"];
    assert_eq!(speakers(&folder, &who)[0], "Paul Stone");
    let ran = folder.run(&["corrections", "import", "theirs.jsonl"]).code(0);
    assert!(ran.out.contains("applied") && ran.out.contains(CLAIM), "{}", ran.out);
    assert!(!speakers(&folder, &quotes).contains(&"Paul Stone".to_owned()));
    assert_eq!(speakers(&folder, &["speakers", "--format", "jsonl"]), ["Anna Berg"]);
    let shown = folder.run(&["show", "piece"]).code(0).out;
    assert!(!shown.contains("Paul Stone (") && shown.contains("Anna Berg (reported): "), "{shown}");
    assert_eq!(speakers(&folder, &who)[0], "Anna Berg", "the index too");
    folder.run(&["search", "speaker:stone", "--format", "jsonl"]).code(1);
    let again = folder.run(&["corrections", "import", "theirs.jsonl"]).code(1);
    assert!(again.out.contains("already here"), "{}", again.out);
    let mine = folder.run(&["corrections", "list", "--format", "jsonl"]).code(0).json();
    assert_eq!((mine.len(), mine[0]["outcome"].as_str()), (1, Some("applied")));
}

#[test]
fn an_export_is_taken_in_by_another_and_comes_to_the_same() {
    let one = Folder::with_piece().file("theirs.jsonl", row("00000000000a-1", CLAIM, "Cy Dee"));
    one.run(&["corrections", "import", "theirs.jsonl"]).code(0);
    let exported = one.run(&["corrections", "export"]).code(0);
    let row = &exported.json()[0];
    assert!(row["paragraphs"][0]["text"].as_str().unwrap().contains(CLAIM));
    let other = Folder::with_piece();
    let ran = other.run_with(&["corrections", "import", "-", "articles"], exported.out.as_bytes()).code(0);
    assert!(ran.out.contains("applied"), "{}", ran.out);
    assert!(speakers(&other, &["quotes", "--format", "jsonl"]).contains(&"Cy Dee".to_owned()));
}

#[test]
fn other_prints_of_corrected_words_tell_whom_they_credit() {
    let words = "The harbour bridge will be shut for all of the winter,";
    let text = |title: &str| format!("# {title}\n\n“{words}” said Sara Holm.\n");
    let start = text("T one").find(words).unwrap();
    let row = format!(
        "{{\"v\":1,\"at\":\"2026-01-02T03:04:05.678Z\",\"id\":\"00000000000a-1\",\"article\":{{\"name\":\"one.md\",\
         \"title\":\"T one\",\"hash\":\"\"}},\"quote\":[{{\"start\":{start},\"end\":{},\"prefix\":\"“\",\"exact\":\"{words}\",\
         \"suffix\":\"” said\"}}],\"was\":\"Sara Holm\",\"verdict\":\"speaker\",\"speaker\":\"Vik Ode\"}}\n",
        start + words.len()
    );
    let folder = Folder::new().file("vik.jsonl", row);
    let folder = ["one", "two", "three"]
        .iter()
        .fold(folder, |folder, name| folder.file(format!("articles/{name}.md"), text(&format!("T {name}"))));
    folder.run(&["corrections", "import", "vik.jsonl"]).code(0);
    let of = |command: &[&str]| folder.run(&[command, &["--format", "jsonl"]].concat()).code(0).json();
    let vik = of(&["speakers", "vik"]);
    assert_eq!((vik[0]["speaker"].as_str(), vik.len()), (Some("Vik Ode"), 1));
    assert_eq!(vik[0]["wording"], "also in 2 articles (there: Sara Holm)");
    assert_eq!(vik[0]["also"], serde_json::json!(["three#q1", "two#q1"]));
    assert_eq!(of(&["speakers", "sara holm"])[0]["wording"], "also in 2 articles (in one: Vik Ode)");
    let who = of(&["who", "harbour bridge will be shut all winter"]);
    assert_eq!((who[0]["speaker"].as_str(), who[0]["wording"].as_str()), (Some("Vik Ode"), vik[0]["wording"].as_str()));
}

#[test]
fn conflicts_lost_words_and_broken_lines_are_told_one_by_one() {
    let folder = Folder::with_piece().file("mine.jsonl", row("00000000000a-1", CLAIM, "Anna Berg")).file(
        "theirs.jsonl",
        row("00000000000b-1", CLAIM, "Cy Dee")
            + &row("00000000000b-2", "Taxes will fall by half this year,", "Cy Dee").replace("Taxes", "Duties")
            + "{\"v\":1}\n",
    );
    folder.run(&["corrections", "import", "mine.jsonl"]).code(0);
    let ran = folder.run(&["corrections", "import", "theirs.jsonl"]).code(0);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert!(lines.iter().any(|line| line.contains("conflicts with yours") && line.contains("Cy Dee")), "{}", ran.out);
    assert!(lines.iter().any(|line| line.contains("the words are no longer in the article")), "{}", ran.out);
    ran.told(&[&["theirs.jsonl: line 3: ", "left out"]]);
    assert!(speakers(&folder, &["quotes", "--format", "jsonl"]).contains(&"Anna Berg".to_owned()));
}

#[test]
fn without_corrections_there_is_nothing_to_give() {
    let folder = Folder::with_piece();
    folder.run(&["corrections", "export"]).code(1).told(&[]);
    folder.run(&["corrections", "import", "none.jsonl"]).code(2).told(&[&["none.jsonl", "no such file"]]);
}

#[test]
fn a_journal_that_cannot_be_read_costs_no_answer() {
    let folder = Folder::with_piece().file("home/.local/state/sayso/journal.jsonl/in-the-way", "");
    let ran = folder.run(&["quotes", "--format", "jsonl"]).code(0);
    assert!(!ran.out.is_empty());
    ran.told(&[&["journal.jsonl", "continuing without corrections"]]);
}

#[test]
fn without_corrections_the_list_says_so() {
    let ran = Folder::with_piece().run(&["corrections", "list"]).code(1).told(&[&["no corrections yet"]]);
    assert_eq!(ran.out, "");
}

#[test]
fn speakers_are_merged_and_split_from_the_shell() {
    let folder = Folder::new()
        .file("articles/a.md", "“The bridge will be built,” said Ann Lee.\n\n“The ferry stays,” said Bo Ek.\n")
        .file("articles/b.md", "“It rained,” said Bo Ek.\n\nBo Ek said that the harbour is shut.\n");
    let lines = ["speakers", "--format", "jsonl"];
    assert_eq!(speakers(&folder, &lines), ["Bo Ek", "Ann Lee"]);
    folder.run(&["corrections", "merge", "nobody", "Bo Ek"]).code(1).told(&[&["no speaker is named `nobody`"]]);
    folder.run(&["corrections", "merge", "bo ek", "ek"]).code(1).told(&[&["are one speaker already"]]);
    folder.run(&["corrections", "merge", "Ann Lee", "Bo Ek"]).code(0).told(&[&["Ann Lee is now Bo Ek"]]);
    assert_eq!(speakers(&folder, &lines), ["Bo Ek"]);
    folder.run(&["corrections", "split", "b#q9", "Bo Ek junior"]).code(1).told(&[&["no quote `b#q9`"]]);
    folder.run(&["corrections", "split", "b", "Bo Ek junior"]).code(1).told(&[&["`b` names no quote"]]);
    folder.run(&["corrections", "split", "b#q1", "Bo Ek junior"]).code(0).told(&[&["Bo Ek is Bo Ek junior"]]);
    assert_eq!(speakers(&folder, &lines), ["Bo Ek", "Bo Ek junior"]);
    let list = folder.run(&["corrections", "list", "--format", "jsonl"]).code(0).json();
    let told = |at: usize| ["verdict", "was", "speaker", "outcome"].map(|field| list[at][field].as_str().unwrap());
    assert_eq!(told(0), ["merge", "Ann Lee", "Bo Ek", "applied"]);
    assert_eq!(told(1), ["split", "Bo Ek", "Bo Ek junior", "applied"]);
}

#[test]
fn a_merge_holds_for_articles_that_come_later_and_after_a_rebuild() {
    let said = |name: &str, words: &str| format!("“The {words} will be built,” said {name}.\n");
    let folder = Folder::new()
        .file("articles/a.md", said("Ann Lee", "bridge"))
        .file("articles/b.md", said("Anna Lee-Ek", "ferry"));
    let lines = ["speakers", "--format", "jsonl"];
    folder.run(&["corrections", "merge", "Ann Lee", "Anna Lee-Ek"]).code(0);
    let folder = folder.file("articles/c.md", said("Ann Lee", "harbour"));
    let row = |folder: &Folder| {
        let rows = folder.run(&lines).code(0).json();
        assert_eq!(rows.len(), 1, "{rows:?}");
        (rows[0]["speaker"].as_str().map(str::to_owned), rows[0]["quotes"].as_u64())
    };
    let merged = (Some("Anna Lee-Ek".to_owned()), Some(3));
    assert_eq!(row(&folder), merged, "an article that came later");
    std::fs::remove_dir_all(folder.path().join("home/.cache")).unwrap();
    assert_eq!(row(&folder), merged, "a new index");
    folder.run(&["corrections", "split", "c#q1", "Ann Lee (the younger)"]).code(0);
    let names = || speakers(&folder, &lines);
    assert_eq!(names(), ["Anna Lee-Ek", "Ann Lee (the younger)"]);
    std::fs::remove_dir_all(folder.path().join("home/.cache")).unwrap();
    assert_eq!(names(), ["Anna Lee-Ek", "Ann Lee (the younger)"]);
}
