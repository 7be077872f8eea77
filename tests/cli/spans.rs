//! Offsets: what a line of JSON says stands at its bytes does stand there.

use std::path::Path;

use serde_json::Value;

use crate::harness::{Folder, PIECE};

/// Every piece of every attribution of `name` stands where it says: in the file, or in what `show --extracted` prints.
fn check(folder: &Folder, name: &str) -> Vec<Value> {
    let quotes = folder.run(&["quotes", "--format", "jsonl", name]).json();
    let file = std::fs::read(folder.path().join(name)).unwrap();
    let extracted = folder.run(&["show", "--extracted", name]).code(0).out.into_bytes();
    for quote in &quotes {
        let bytes = match quote["text_source"].as_str() {
            Some("file") => &file,
            Some("extracted") => &extracted,
            other => panic!("{other:?}"),
        };
        for piece in ["content", "source", "cue"].iter().flat_map(|role| quote[role].as_array().unwrap()) {
            let at = |end: &str| usize::try_from(piece[end].as_u64().unwrap()).unwrap();
            let there = std::str::from_utf8(&bytes[at("start")..at("end")]).unwrap();
            assert_eq!(there, piece["text"].as_str().unwrap(), "{quote:#}");
        }
    }
    quotes
}

#[test]
fn the_articles_that_ship_are_exact() {
    let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join("articles");
    for entry in std::fs::read_dir(articles).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let folder = Folder::new().file(name, std::fs::read(&path).unwrap());
        assert!(!check(&folder, name).is_empty(), "{name} has no quote");
    }
}

#[test]
fn awkward_files_are_exact() {
    let latin1: Vec<u8> = "Jos\u{e9} Mu\u{f1}oz said: \"It is a na\u{ef}ve plan for the caf\u{e9} and the town.\"\r\n"
        .chars()
        .map(|c| c as u8)
        .collect();
    let utf16: Vec<u8> = format!("\u{feff}{PIECE}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let files: [(&str, Vec<u8>); 7] = [
        ("plain.txt", PIECE.into()),
        ("crlf.txt", PIECE.replace('\n', "\r\n").into()),
        ("cr.txt", PIECE.replace('\n', "\r").into()),
        ("bom.txt", format!("\u{feff}{PIECE}").into()),
        (
            "emphasis.md",
            "“Taxes *will* fall by **half** this year &amp; more,” said [Anna Berg](https://x.example).\n".into(),
        ),
        ("latin1.txt", latin1),
        ("utf16.txt", utf16),
    ];
    for (name, bytes) in files {
        let folder = Folder::new().file(name, bytes);
        assert!(!check(&folder, name).is_empty(), "{name} has no quote");
    }
}

#[test]
fn what_cleaning_takes_out_is_counted_in_plain_text() {
    let words = "“Taxes on every family of this country will\u{200b}\r\nfall by half this year,\u{1b}[0m and those on all\r\n\
                 companies, small and large, by a third of\r\nwhat they are,” said Anna\u{ad}\u{200b} Berg.\r\n";
    let folder = Folder::new().file("x.txt", format!("\u{feff}The minister spoke\r\n\r\n{words}"));
    let quotes = check(&folder, "x.txt");
    assert_eq!(quotes[0]["text_source"], "file", "{quotes:#?}");
    let content = quotes[0]["content"][0]["text"].as_str().unwrap();
    assert!(content.starts_with("Taxes on") && content.contains("will\u{200b}\r\nfall") && content.contains('\u{1b}'));
    assert_eq!(quotes[0]["source"][0]["text"], "Anna\u{ad}\u{200b} Berg");
}

#[test]
fn where_markup_stands_inside_the_words_the_extracted_text_is_counted() {
    let folder = Folder::new().file("x.md", "“Taxes *will* fall by half this year,” said Anna Berg.\n");
    let quotes = check(&folder, "x.md");
    assert_eq!(quotes[0]["text_source"], "extracted");
    assert_eq!(
        quotes[0]["content"][0]["text"].as_str().unwrap().trim_end_matches(','),
        "Taxes will fall by half this year"
    );
}

/// A page with a paragraph and what stands around it.
const PAGE: &str = "<!doctype html><html lang=en><head><title>Taxes</title><meta name=author content='Lena Holt'></head><body>\
    <article><h1>Taxes</h1><p>&ldquo;Taxes <b>will</b> fall by half this year for every family in the country,&rdquo; said \
    Anna Berg, the finance minister, on Monday.</p><p><a href=/more>Read more</a></p></article></body></html>";

#[test]
fn show_prints_what_was_read_of_a_page() {
    let folder = Folder::new().file("page.html", PAGE);
    let words = "“Taxes will fall by half this year for every family in the country,” said Anna Berg, the finance minister, \
                 on Monday.";
    let text = folder.run(&["show", "--text", "page.html"]).code(0).out;
    assert_eq!(text, format!("Taxes\n\n{words}\n"));
    let blocks = folder.run(&["show", "--blocks", "page.html"]).code(0).json();
    let kinds: Vec<&str> = blocks.iter().map(|block| block["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["title", "paragraph", "furniture"]);
    let place = |key: &str| usize::try_from(blocks[1][key].as_u64().unwrap()).unwrap();
    let there = &PAGE[place("start")..place("end")];
    assert!(there.starts_with("&ldquo;Taxes <b>") && there.ends_with("on Monday."), "{there}");
    let meta = folder.run(&["show", "--meta", "page.html"]).code(0).json();
    assert_eq!((&meta[0]["title"], &meta[0]["author"]), (&"Taxes".into(), &"Lena Holt".into()));
    assert_eq!((&meta[0]["language"], &meta[0]["url"]), (&"en".into(), &serde_json::Value::Null));
    // The same from standard input, and of one part only.
    assert_eq!(folder.run_with(&["show", "--text", "-"], PAGE.as_bytes()).code(0).out, text);
    folder.run(&["show", "--text", "--meta", "page.html"]).code(2);
    check(&folder, "page.html");
}
