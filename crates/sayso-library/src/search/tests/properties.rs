//! Any query, on any library.

use super::*;
use proptest::prelude::*;

const WORD: &str = "(alliance|alliances|cliques|clique|ally|asia|asian|said|the|security|sécurité|don’t)";

fn words(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(WORD, 1..most).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn a_search_finds_what_a_plain_scan_finds(
        texts in prop::collection::vec((words(6), words(4), "(Ann Lee|Bo Ek|Annika Leeds)"), 1..6),
        typed in prop::collection::vec(
            "(alliance|alianse|cliqu|clqiues|asia|asain|the|th|security|dont|\"the asia\"|zzz|OR|OR|-asia|-the\
            |speaker:ann|speaker:bo|-speaker:leeds|\\(asia|ally\\))",
            1..6,
        ),
        end in "( |)",
    ) {
        let mut library = Library::default();
        library.learn_all(texts.iter().enumerate().map(|(at, (around, quote, speaker))| {
            let text = format!("Once {around}.\n\nThen {around} [{speaker}: {quote}] again.");
            article(&format!("{at}.txt"), "T", "2023", &text)
        }));
        let query = Query::parse(&(typed.join(" ") + &end));
        let mut found: Vec<_> = answer(&library, &query.text).quotes.rows.iter().map(|hit| hit.id).collect();
        found.sort_unstable();
        let want = oracle::quotes(&library, &query);
        if query.is_remembered() && found != want {
            // Likelier ones stand before them, and the same words once.
            prop_assert_eq!(found.is_empty(), want.is_empty());
        } else {
            prop_assert_eq!(found, want);
        }
    }

    #[test]
    fn any_query_gives_spans_that_fit(query in "(\\PC|[\":-]|cliques|speaker:mao| ){0,12}") {
        let library = sample();
        for hit in answer(&library, &query).quotes.rows {
            let text = library.article(hit.id.article).unwrap().document.text();
            prop_assert!(hit.spans.iter().all(|span| !span.of(text).is_empty()));
        }
        who(&Index::of(&library), &library, &query, 3);
    }
}
