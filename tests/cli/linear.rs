//! Line mode on pipes: what is read, what is printed, and what lasts.

use crate::harness::Folder;

#[test]
fn a_session_reads_searches_copies_and_corrects_and_the_correction_lasts() {
    let folder = Folder::with_piece();
    let lines = "]\nyy\n:s money\n1\nc\nspeaker\nAnna\n1\nquit\n]\n";
    let ran = folder.run_with(&["--linear", "articles"], lines.as_bytes()).code(0);
    for told in [
        "Line mode. A number",
        "Quote 1 of 3, quoted, Anna Berg, finance minister, said: “Taxes will fall by half this year”, sure.",
        "saved to ",
        "Search, 1 quote for money.",
        "Which speaker?",
        "Anna Berg: saved",
    ] {
        assert!(ran.out.contains(told), "{told}: {}", ran.out);
    }
    assert!(!ran.out.contains('\u{1b}'), "{:?}", ran.out);
    let quotes = folder.run(&["quotes", "articles", "--format", "jsonl"]).code(0);
    assert!(quotes.json().iter().all(|row| row["speaker"] == "Anna Berg"), "{}", quotes.out);
}

#[test]
fn the_end_of_the_input_is_the_end_of_the_session() {
    let folder = Folder::with_piece();
    let ran = folder.run_with(&["articles", "--linear"], b"").code(0);
    assert!(ran.out.contains("The minister spoke"), "{}", ran.out);
}

#[test]
fn an_article_from_standard_input_is_refused_with_a_way_out() {
    let ran = Folder::new().run_with(&["--linear", "-"], b"text").code(2);
    assert!(ran.err.contains("save the article to a file"), "{}", ran.err);
}
