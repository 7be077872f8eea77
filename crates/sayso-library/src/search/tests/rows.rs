//! What a row shows, which rows there are, and how many.

use super::*;

#[test]
fn the_letters_that_match_are_lit_in_the_true_text() {
    let library = sample();
    let lit = |query: &str| {
        let results = answer(&library, query);
        let hit = &results.quotes.rows[0];
        words(&library, hit.id.article, &hit.spans)
    };
    let cases = [
        ("self servng cliqes", "Self|serving|cliques"),
        ("secur", "secur"),
        ("zoe", "Zoë"),
        ("\"small cliques\"", "small|cliques"),
        ("emil", "Émil"),
    ];
    for (query, want) in cases {
        assert_eq!(lit(query), want, "{query}");
    }
    let names = answer(&library, "boripis").speakers.rows.remove(0).name;
    assert_eq!(names.iter().map(|s| s.of("Boris Pistorius")).collect::<Vec<_>>(), ["Bori", "Pis"]);
}

#[test]
fn counts_are_of_all_rows_and_rows_no_more_than_asked_for() {
    let library = sample();
    let index = Index::of(&library);
    let results = search(&index, &library, &Query::parse("cliques"), 1);
    assert_eq!((results.quotes.rows.len(), results.quotes.total), (1, 3));
}

#[test]
fn all_that_one_said_is_shown_once_with_its_first_print() {
    let said =
        |words: &str| format!("She said: [Ann Lee: {words}]. He said: [Bo Ek: Prices of bread will rise by a tenth].");
    let mut library = Library::default();
    library.learn_all([
        article("late.md", "Late", "2024", &said("Prices of bread will rise by a tenth")),
        article("early.md", "Early", "2022", &said("Prices of bread will rise by a tenth in spring")),
        article("other.md", "Other", "2023", &said("Nobody asked the bakers")),
    ]);
    let rows = |query: &str| {
        let quotes = answer(&library, query).quotes;
        let rows: Vec<_> = quotes.rows.iter().map(|hit| (hit.id.article.0, hit.id.quote, hit.again)).collect();
        (rows, quotes.total)
    };
    assert_eq!(rows("speaker:lee"), (vec![(2, 0, 0), (1, 0, 1)], 2));
    assert_eq!(rows("speaker:lee bread").1, 3, "words ask for every print");
}

#[test]
fn what_is_learnt_later_is_found_and_what_was_replaced_is_not() {
    let (mut library, mut index) = (sample(), Index::default());
    index.learn(&library);
    library.learn(article("new.md", "New", "2025", "He said: [Jo Doe: Walruses are fine]."));
    index.learn(&library);
    let found = |index: &Index, library: &Library, q: &str| search(index, library, &Query::parse(q), 9).quotes.total;
    assert_eq!((found(&index, &library, "walruses"), found(&index, &library, "speaker:doe")), (1, 1));
    library.learn(article("new.md", "New", "2025", "He said: [Jo Doe: Seals are fine]."));
    index.learn(&library);
    assert_eq!((found(&index, &library, "walruses"), found(&index, &library, "seals")), (0, 1));
}

#[test]
fn huge_and_hostile_texts_are_searched() {
    let texts = ["a".repeat(1 << 15), "\"’'-.".repeat(1 << 12), "no ".repeat(1 << 13), "中".repeat(1 << 12)];
    let mut library = Library::default();
    let names = (0..).map(|n| format!("{n}.txt"));
    library.learn_all(names.zip(&texts).map(|(name, text)| article(&name, "Huge", "2023", &format!("[A B: {text}]"))));
    for query in ["aaaaaaaaaa", "no no no", "\"no no\"", "中 中", "-no a", &"no ".repeat(5000), &"\"-*(:".repeat(2000)]
    {
        answer(&library, query);
    }
}
