//! Who said words half remembered.

use super::*;

#[test]
fn whose_words_half_remembered() {
    let library = sample();
    let index = Index::of(&library);
    let cases = [
        ("the most succesful and strongest aliance", "the strongest"),
        ("no way forward for cliques of the selfish few", "Self-serving"),
        ("threatens freedm securty", "Who threatens"),
        ("security of Asia is security of Europe", "Security in"),
        ("smal cliqes nobody welcomes", "Nobody there"),
        ("stoltenberg history freedom", "Our history"),
    ];
    for (words, want) in cases {
        let hits = who(&index, &library, words, 3);
        let quote = said(&library, hits[0].id);
        assert!(quote.starts_with(want), "{words}: {quote}");
        assert!(hits[0].score <= 1.0);
    }
    assert_eq!(who(&index, &library, "xylophone quartets", 3), []);
    assert_eq!(who(&index, &library, "", 3), []);
}

#[test]
fn an_answer_tells_how_many_of_the_words_it_has_and_whether_it_is_close() {
    let library = sample();
    let index = Index::of(&library);
    let of = |words: &str| {
        let hit = who(&index, &library, words, 1).remove(0);
        (hit.matched, hit.asked, hit.close)
    };
    assert_eq!(of("the strongest most succesful alliance in histroy"), (7, 7, true));
    assert_eq!(of("stoltenberg our history of freedom"), (5, 5, true), "his name counts");
    let (matched, asked, close) = of("small cliques in ukraine tomorrow");
    assert_eq!((matched, asked, close), (2, 5, false));
}

#[test]
fn who_reads_words_together_and_apart() {
    let mut library = Library::default();
    library.learn_all([
        article("a.md", "A", "2023", "He said: [Ann Lee: The air port opens in May, if co-operation lasts]."),
        article("b.md", "B", "2023", "She said: [Bo Ek: Every ceasefire ends in a new war some day]."),
    ]);
    let index = Index::of(&library);
    for (words, article) in [
        ("the airport opens in may", 0),
        ("if cooperation lasts", 0),
        ("every cease fire ends", 1),
        ("cease-fire ends", 1),
    ] {
        let hits = who(&index, &library, words, 1);
        assert_eq!((hits[0].id.article, &hits[0].lacking), (ArticleId(article), &vec![]), "{words}");
        assert!(hits[0].other.is_empty(), "{words}: {:?}", hits[0].other);
    }
}

#[test]
fn the_name_of_whoever_says_it_is_not_lacking() {
    let library = sample();
    let index = Index::of(&library);
    let lacking = |words: &str| who(&index, &library, words, 1).remove(0).lacking;
    assert_eq!(lacking("stoltenberg our history of freedom"), [""; 0]);
    assert_eq!(lacking("jens stoltenbrg our history of freedom"), [""; 0]);
    assert_eq!(lacking("pistorius our history of freedom"), ["pistorius"]);
}

#[test]
fn words_that_no_quote_has_all_of_are_taken_as_remembered() {
    let library = sample();
    let index = Index::of(&library);
    let quotes = |text: &str| search(&index, &library, &Query::parse(text), 10).quotes;
    for words in ["our history of feedom mad the union", "asia does welcome big cliques"] {
        let want: Vec<_> = who(&index, &library, words, 10).into_iter().map(|hit| (hit.id, hit.given)).collect();
        assert!(!want.is_empty(), "{words}");
        let found: Vec<_> = quotes(words).rows.into_iter().map(|hit| (hit.id, hit.spans)).collect();
        assert_eq!(found[..want.len()], want, "{words}");
    }
    // Where a quote has them all, or fields are asked for, the search answers as ever.
    assert!(quotes("our history of freedom made").rows.iter().all(|hit| hit.rank.missing == 0));
    assert!(quotes("our history of feedom mad speaker:mao").rows.is_empty());
}

#[test]
fn an_answer_shows_what_differs_and_where_else_the_words_stand() {
    let mut library = Library::default();
    let cut = "She said: [Ann Lee: Prices of bread will rise by a tenth in spring].";
    let full = "She said: [Ann Lee: Prices of bread will rise by a tenth in spring, we fear].";
    library.learn_all([article("full.md", "Full", "2023-06", full), article("cut.md", "Cut", "2023-07", cut)]);
    let index = Index::of(&library);
    let hits = who(&index, &library, "bred prices will soar in spring", 5);
    assert_eq!(hits.len(), 1);
    let hit = &hits[0];
    let words = |spans: &[Span]| words(&library, hit.id.article, spans);
    assert_eq!(words(&hit.given), "Prices|will|in|spring", "in the order given");
    assert_eq!(words(&hit.other), "of|bread|rise|by|a|tenth");
    assert_eq!(hit.lacking, ["soar"]);
    assert_eq!(hit.also, [QuoteId { article: ArticleId(1), quote: 0 }], "the later one");
}
