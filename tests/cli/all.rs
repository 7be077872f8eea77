//! Commands that print everything go through the index and print what all articles, read at once, would give.

use std::path::{Path, PathBuf};

use sayso_attribution::Kind;
use sayso_library::files as store;
use sayso_library::{Article, Library};
use serde_json::{Value, json};

use crate::harness::{Folder, PIECE};

/// More articles than are read at once, in names whose order as paths is another than in their folders.
fn library() -> Folder {
    let folder = Folder::new().file("articles/a/x.md", PIECE).file("articles/a-b.md", told("Paul Stone", "Stone"));
    let folder = folder.file("articles/a.md", told("Anna Berg", "Berg")).file("articles/z.md", "Nobody is quoted.\n");
    (0..70).fold(folder, |folder, n| {
        folder.file(format!("articles/m/{n:02}.md"), told(["Eva Lund", "Anna Berg"][n % 2], "Mr Holm"))
    })
}

fn told(first: &str, second: &str) -> String {
    format!(
        "# Of {first}\n\n“The bridge will be built in spring,” said {first}.\n\n\
         {second} said that the money is not there, and called the plan “a dream”.\n"
    )
}

/// All of it at once, every article analysed.
fn at_once(articles: &Path) -> Library {
    let mut library = Library::default();
    let read = store::list(&[articles.to_owned()]).into_iter().flatten().map(|place| {
        let file = store::read(&place, store::DEFAULT_CAP).unwrap();
        Article::read(file.name, &file.bytes)
    });
    library.learn_all(read);
    library
}

fn quotes(library: &Library) -> Vec<Value> {
    let quotes = library.quotes().map(|(id, quote)| {
        let article = library.article(id.article).unwrap();
        let speaker = library.name_of(id);
        let content: Vec<&str> = quote.content.iter().map(|span| article.document.slice(span)).collect();
        json!([article.path, id.quote + 1, speaker, quote.kind.name(), quote.act.name(), quote.found_by, content])
    });
    quotes.collect()
}

fn quote(line: &Value) -> Value {
    let content: Vec<&Value> = line["content"].as_array().unwrap().iter().map(|piece| &piece["text"]).collect();
    let field = |name: &str| &line[name];
    let [article, n, speaker, kind] = ["article", "n", "speaker", "kind"].map(field);
    json!([article, n, speaker, kind, field("act"), field("found_by"), content])
}

fn speakers(library: &Library) -> Vec<Value> {
    let mut people: Vec<_> = library.people().iter().map(|(_, person)| person).collect();
    people.sort_by(|a, b| b.quotes.len().cmp(&a.quotes.len()).then_with(|| a.name.cmp(b.name)));
    let speaker = |person: &sayso_library::Person| {
        let count = |kind: Kind| person.quotes.iter().filter(|id| library.quote(**id).unwrap().kind == kind).count();
        let mut articles: Vec<&str> =
            person.quotes.iter().map(|id| library.article(id.article).unwrap().path.as_str()).collect();
        articles.dedup();
        json!([
            person.name,
            person.roles,
            person.also,
            count(Kind::Direct),
            count(Kind::Mixed),
            count(Kind::Indirect),
            articles
        ])
    };
    people.iter().map(speaker).collect()
}

fn speaker(line: &Value) -> Value {
    let names = ["speaker", "roles", "also", "direct", "mixed", "indirect", "articles"];
    Value::Array(names.map(|name| line[name].clone()).into())
}

#[test]
fn quotes_and_speakers_are_those_of_all_articles_read_at_once() {
    let folder = library();
    let articles = folder.path().join("articles");
    let check = |when: &str| {
        let library = at_once(&articles);
        let print = |command: &str| folder.run(&[command, "--format", "jsonl", articles.to_str().unwrap()]).code(0);
        let printed: Vec<Value> = print("quotes").told(&[]).json().iter().map(quote).collect();
        assert_eq!(printed, quotes(&library), "{when}");
        let printed: Vec<Value> = print("speakers").told(&[]).json().iter().map(speaker).collect();
        assert_eq!(printed, speakers(&library), "{when}");
    };
    check("new");
    check("known");
    std::fs::write(articles.join("a.md"), told("Ole Dahl", "Anna Berg")).unwrap();
    std::fs::write(articles.join("0.md"), told("Eva Lund", "Holm")).unwrap();
    std::fs::remove_file(articles.join("m/07.md")).unwrap();
    check("changed");
}

#[test]
fn what_was_read_for_one_command_is_not_read_again_for_the_next() {
    let folder = library();
    let index = folder.path().join("home/.cache/sayso/index");
    let written = || -> Vec<(PathBuf, std::time::SystemTime)> {
        let one = std::fs::read_dir(&index).unwrap().flatten().next().expect("an index").path();
        let files = std::fs::read_dir(one).unwrap().flatten().map(|file| file.path());
        // What was compared is written down at the next start.
        let files = files.filter(|path| path.metadata().unwrap().len() > 0 && !path.ends_with("checked"));
        files.map(|path| (path.clone(), path.metadata().unwrap().modified().unwrap())).collect()
    };
    folder.run(&["quotes"]).code(0);
    let before = written();
    for args in [&["speakers"][..], &["quotes"], &["show", "a-b"], &["search", "bridge"], &[]] {
        folder.run(args).code(0).told(&[]);
        assert_eq!(written(), before, "{args:?}");
    }
}

#[test]
fn what_is_printed_in_pieces_has_one_header() {
    let folder = library();
    let count = quotes(&at_once(&folder.path().join("articles"))).len();
    for (format, head) in [("csv", 1), ("md", 2), ("table", 1), ("jsonl", 0)] {
        let out = folder.run(&["quotes", "--format", format]).code(0).out;
        assert_eq!(out.lines().count(), head + count, "{format}");
    }
    let table = folder.run(&["quotes"]).out;
    assert!(table.lines().all(|line| line.matches('\t').count() == 3), "{table}");
}

#[test]
fn every_command_names_an_article_in_one_way_and_looks_in_one_place() {
    let folder = library().file("other/note.md", told("Cy Dee", "Cy Dee"));
    let one = |args: &[&str]| folder.run(args).code(0).told(&[]).out;
    assert_eq!(one(&["quotes", "a-b"]), one(&["quotes", "articles/a-b.md"]));
    assert_eq!(one(&["show", "note", "--in", "other"]), one(&["show", "other/note.md"]));
    assert_eq!(one(&["show", "note#q1", "--in", "other"]), one(&["show", "other/note.md#q1"]));
    assert_eq!(one(&["quotes", "note", "--in", "other"]), one(&["quotes", "other/note.md"]));
    assert_eq!(one(&["quotes", "--in", "other"]), one(&["quotes", "other"]));
    assert_eq!(one(&["--width", "40", "show", "a-b"]), one(&["show", "a-b", "--width", "40"]));
    folder.run(&["quotes", "zebra"]).code(1).told(&[&["no article is named `zebra`"]]);
    folder.run(&["quotes", "of anna"]).code(1).told(&[&["matches 36 articles", "name one"]]);
}

#[test]
fn addresses_lead_back_to_their_quote_where_two_files_have_one_name() {
    let said = |name: &str| format!("“The bridge will be built in spring,” said {name}.");
    let folder = Folder::new()
        .file("articles/north/own.md", said("Ann Lee"))
        .file("articles/south/own.txt", said("Bo Ek"))
        .file("articles/other.md", said("Cy Dee"));
    let rows = folder.run(&["quotes", "--format", "csv"]).code(0).out;
    let addresses: Vec<&str> = rows.lines().skip(1).map(|row| row.split(',').nth(4).unwrap()).collect();
    assert_eq!(addresses, ["articles/north/own.md#q1", "other#q1", "articles/south/own.txt#q1"], "{rows}");
    for (address, name) in addresses.iter().zip(["Ann Lee", "Cy Dee", "Bo Ek"]) {
        let shown = folder.run(&["show", address]).code(0).out;
        assert!(shown.contains(name), "{address}: {shown}");
    }
    let both = folder.run(&["show", "own#q1"]).code(1);
    assert!(both.err.contains("matches 2 articles") && both.err.contains("articles/south/own.txt"), "{both:?}");
    let found = folder.run(&["search", "bridge ann"]).code(0).out;
    assert!(found.contains("articles/north/own.md#q1"), "{found}");
    let also = folder.run(&["speakers", "ann lee", "--format", "jsonl"]).code(0).out;
    assert!(also.contains("articles/south/own.txt#q1"), "{also}");
}

#[test]
fn an_article_is_shown_by_name_title_and_path() {
    let folder = library();
    let show = |name: &str| folder.run(&["show", name]).code(0).told(&[]).out;
    let by_name = show("a-b");
    assert!(by_name.contains("Of Paul Stone") && by_name.contains("#q1 Paul Stone (quoted)"), "{by_name}");
    assert_eq!(show("of paul stone"), by_name);
    assert_eq!(show("articles/a-b.md"), by_name);
    folder.run(&["show", "x#q1"]).code(0).told(&[]);
    folder.run(&["show", "of anna"]).code(1).told(&[&[
        "matches 36 articles",
        "articles/a.md",
        "articles/m/01.md",
        "and 24 more",
    ]]);
    folder.run(&["show", "nothing"]).code(1).told(&[&["no article is named `nothing`"]]);
}
