use super::*;
use crate::Library;
use crate::cite::Cited;
use crate::index::analysis_codec::unpack;
use crate::index::schema::schema;
use crate::search::{ArticleWords, Query, search, who};
use proptest::prelude::*;
use sayso_attribution::text::steps;

proptest! {
    #[test]
    fn what_is_told_comes_back(
        speaker in proptest::option::of(0u16..u16::MAX), first in 0u32..1 << 26, more: u8, sort in 0u8..36,
        confidence in 0u8..=100,
    ) {
        let told = QuoteNumber { speaker, first, more, sort: Sort(sort), confidence };
        prop_assert_eq!(QuoteNumber::of_number(told.number()), told);
        let (kind, act, status) = told.sort.parts().unwrap();
        let quote = Attribution { kind, act, status, ..Attribution::of_test(Span::new(0, 1), 0) };
        prop_assert_eq!(Sort::of(&quote), told.sort);
    }

    #[test]
    fn no_hundredth_is_lost(hundredths in 0u8..=100) {
        let sure = f32::from(hundredths) / 100.0;
        let quote = Attribution { confidence: sure, ..Attribution::of_test(Span::new(0, 1), 0) };
        // An analysis that was indexed is to the bit what it was.
        prop_assert_eq!(QuoteNumber::of(&quote, &[]).confidence().to_bits(), sure.to_bits());
    }
}

/// What an article may be made of, again and again: the name that tells its format, what stands before, what is
/// repeated.
const SHAPES: &[(&str, &str, &str)] = &[
    ("a.md", "", "He said “it is so”. "),
    ("a.txt", "", "He said “it is so”. "),
    ("a.md", "", "He said “it is so”.\n"),
    ("a.txt", "", "He said “it is so”.\n"),
    ("a.md", "", "He said “it is so”.\n\n"),
    ("a.md", "", "> He said “it is so”.\n"),
    ("a.md", "", "- “It is so,” said Ann Lee.\n"),
    ("a.md", "", "1. “It is so,” said Ann Lee.\n"),
    ("a.md", "| a | b |\n|---|---|\n", "| “It is so,” | said Ann |\n"),
    ("a.md", "", "He said it was so. "),
    ("a.md", "", "Ann Lee "),
    ("a.md", "", "Ann Lee, "),
    ("a.md", "", "Ann Lee said. "),
    ("a.md", "", "said "),
    ("a.md", "", "who said that "),
    ("a.md", "", "he "),
    ("a.md", "", "It rained. "),
    ("a.md", "", "It rained.\n\n"),
    ("a.md", "", "the minister, "),
    ("a.md", "", "Mr. "),
    ("a.md", "", "according to Ann Lee, it is so. "),
    ("a.md", "", "("),
    ("a.md", "", "[["),
    ("a.md", "", "{{{"),
    ("a.md", "", "“"),
    ("a.md", "", "”"),
    ("a.md", "", "\" "),
    ("a.md", "", "' "),
    ("a.md", "", "“a” "),
    ("a.md", "", "“a said “b "),
    ("a.md", "", "“It is so. He said it.\n\n"),
    ("a.md", "", "— he said — "),
    ("a.md", "", "“It is so,” said the minister. "),
    ("a.md", "", "Ann Lee, a farmer, said “it is so”. She added: “It was.” "),
    ("a.md", "", "“It is so,” Ann Lee said.\n\n“It was,” she added.\n\n"),
    ("a.md", "", "Q: Why is it so?\n\nA: It is so.\n\n"),
    ("a.md", "", "ANN LEE: It is so.\n\n"),
    ("a.md", "", "# Ann Lee\n\n"),
    ("a.md", "", "`code` "),
    ("a.md", "", "[a](b) "),
    ("a.md", "", "[^1]: note\n"),
    ("a.md", "", "&amp; "),
    ("a.md", "", "a"),
    ("a.md", "", ". "),
    ("a.md", "", "… "),
    ("a.md", "", "e\u{301}"),
    ("a.html", "", "<p>“It is so,” said Ann Lee.</p>"),
    ("a.html", "", "<blockquote>“It is so,” said Ann Lee.</blockquote>"),
    ("a.html", "", "<div>"),
    ("a.srt", "", "1\n00:00:01,000 --> 00:00:02,000\nANN LEE: It is so.\n\n"),
];

/// Bytes of the smallest article of a shape. Without optimization the larger ones would take minutes.
const SMALL: usize = if cfg!(debug_assertions) { 2_000 } else { 16_000 };

/// From n to 2n to 4n steps: twice as many for the second doubling as for the first, with a little for what is counted
/// in logarithms. Measured: at most 2.08.
const GROWTH: f64 = 2.3;

/// Steps that are nothing to be compared with.
const FEW: f64 = 20_000.0;

/// All that is done with an article: read, indexed, opened again, searched, compared, cited.
fn all(name: &str, text: &str) {
    let article = Article::read(name.to_owned(), text.as_bytes());
    let (_, fields) = schema();
    documents(&fields, name, Fingerprint::default(), &article);
    let (analysis, text) = (&article.analysis, article.document.text());
    let told: Vec<QuoteNumber> = analysis.attributions.iter().map(|quote| QuoteNumber::of(quote, &[])).collect();
    assert!(unpack(&pack(analysis, text), analysis.speakers.clone(), &told, text).is_some());
    let mut library = Library::default();
    let id = library.learn(article);
    let index = ArticleWords::default().index(&library, &[id], &[]);
    search(&index, &library, &Query::parse("it is so"), 40);
    who(&index, &library, "it is so", 5);
    assert!(library.quotes().all(|(quote, _)| Cited::numbered(&library, quote).is_ok()));
}

/// Steps for n, 2n and 4n bytes of a shape.
fn steps_of((name, before, unit): (&str, &str, &str), n: usize) -> [f64; 3] {
    [1, 2, 4].map(|times| {
        let text = before.to_owned() + &unit.repeat(times * n / unit.len());
        steps::count(|| all(name, &text)) as f64
    })
}

fn is_linear([n, twice, four_times]: [f64; 3]) -> bool {
    four_times - twice <= FEW.max(GROWTH * (twice - n))
}

#[test]
fn work_grows_with_the_query_and_no_faster() {
    let mut library = Library::default();
    let id = library.learn(Article::read("a.md".to_owned(), "“It is so,” said Ann Lee, aged é.".as_bytes()));
    let index = ArticleWords::default().index(&library, &[id], &[]);
    for unit in ["a", "é", "a ", "-a ", "a-", "speaker:a ", "(a ", "a OR ", "\"a b\" ", "\"a ", ":", "’"] {
        let steps = [1, 2, 4].map(|times| {
            let query = unit.repeat(times * 30_000 / unit.len());
            let ask = || {
                search(&index, &library, &Query::parse(&query), 40);
                who(&index, &library, &query, 5);
            };
            steps::count(ask) as f64
        });
        assert!(is_linear(steps), "{unit}: {steps:?}");
    }
}

#[test]
fn work_grows_with_the_article_and_no_faster() {
    assert!(SHAPES.len() >= 40, "shapes of text");
    let mut faults = Vec::new();
    for shape in SHAPES {
        // What looks back over so many paragraphs and no more grows faster until there are that many.
        let few = steps_of(*shape, SMALL);
        let steps = if is_linear(few) { few } else { steps_of(*shape, 8 * SMALL) };
        if !is_linear(steps) {
            faults.push(format!("{shape:?}: {steps:?}"));
        }
    }
    assert!(faults.is_empty(), "more than linear:\n{}", faults.join("\n"));
}
