use super::*;

fn blocks(text: &str) -> Vec<(BlockKind, String)> {
    let document = ingest_pdf_text(text, "plan.pdf");
    document.blocks().iter().map(|block| (block.kind, document.slice(block.span).to_owned())).collect()
}

const TWO_PAGES: &str = "\
The Quay, June 2025
The council met for the third time this year
to weigh the plan for the old harbour, and
residents filled the gallery.
“Nobody has read the appendix,” said Ines
Falk.
The harbour is deep, and boats that are well-
built may lie there in the long winter, but the har-
\u{c}The Quay, June 2025
bour office has not said when it will open
for boats of another town.
2
\u{c}";

#[test]
fn lines_become_paragraphs_over_the_end_of_a_page() {
    let got = blocks(TWO_PAGES);
    let text: Vec<&str> = got.iter().filter(|(kind, _)| kind.is_argument()).map(|(_, text)| text.as_str()).collect();
    assert_eq!(text.len(), 3, "{got:?}");
    assert_eq!(text[1], "“Nobody has read the appendix,” said Ines Falk.");
    assert!(text[2].contains("but the harbour office has not said"), "{text:?}");
    let furniture: Vec<&str> =
        got.iter().filter(|(kind, _)| *kind == BlockKind::Furniture).map(|(_, text)| text.as_str()).collect();
    assert_eq!(furniture, ["The Quay, June 2025", "2"]);
}

#[test]
fn every_word_knows_its_page() {
    let document =
        ingest_pdf_text(&format!("{TWO_PAGES}The third page has a word \u{200b}more, said Falk.\n\u{c}"), "plan.pdf");
    let page = |words: &str| document.page_at(document.text().find(words).unwrap());
    let words = ["The council", "Nobody", "built may", "the harbour office", "office has", "The third", "said Falk"];
    assert_eq!(words.map(page), [1, 1, 1, 1, 2, 3, 3].map(Some));
    let again = crate::document::ingest(crate::document::to_markdown(&document, &[]).as_bytes(), "plan.md");
    assert_eq!(again.text(), document.text());
    let pages = |document: &Document| (0..document.text().len()).map(|at| document.page_at(at)).collect::<Vec<_>>();
    assert_eq!(pages(&again), pages(&document));
    assert_eq!(crate::document::ingest(b"Words.", "a.md").page_at(0), None);
}

#[test]
fn words_parted_at_a_line_end_are_told_from_those_with_a_hyphen() {
    let words = Words::of(&["the harbour office", "a well known man", "a far-off shore"]);
    for (lines, joined) in [
        (["the har-", "bour is"], "the harbour is"),
        (["a well-", "known man"], "a well-known man"),
        (["a far-", "off shore"], "a far-off shore"),
        (["the Anglo-", "Saxon king"], "the Anglo-Saxon king"),
        (["in pages 3-", "4 of it"], "in pages 3-4 of it"),
    ] {
        assert_eq!(hyphens::joined(&lines, &[1, 1], &words).0, joined);
    }
}

#[test]
fn ligatures_are_letters_and_torn_words_are_told() {
    assert!(ingest_pdf_text("The \u{fb01}rst o\u{fb03}ce.", "a.pdf").text().contains("first office"));
    let torn = "E x a m p le d o c u m e n t ".repeat(20);
    assert!(ingest_pdf_text(&torn, "a.pdf").warnings()[0].message.contains("torn"));
}
