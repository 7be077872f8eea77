//! Made-up articles for the tests of this crate and of those above.

use std::sync::Arc;

use sayso_attribution::document::ingest;
use sayso_attribution::text::Span;
use sayso_attribution::{Analysis, Attribution};

use crate::{Article, Library};

/// An article of marked text: `[Mao Ning: words]` is a quote by her; its brackets and name are not printed.
pub fn article(path: &str, title: &str, published: &str, marked: &str) -> Article {
    let (mut plain, mut quotes) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('[') {
        let (quote, after) = after.split_once(']').unwrap_or((after, ""));
        let (name, words) = quote.split_once(": ").unwrap_or(("", quote));
        plain += before;
        plain += words;
        quotes.push((name, words));
        rest = after;
    }
    plain += rest;
    let front = format!("+++\ntitle = \"{title}\"\npublished = \"{published}\"\nauthor = \"Ann Writer\"\n+++\n\n");
    let document = ingest((front + &plain).as_bytes(), path);
    let mut analysis = Analysis::default();
    let first = plain.split_whitespace().next().unwrap_or_default();
    let mut from = document.text().find(first).unwrap_or_default();
    for (name, words) in quotes {
        let start = from + document.text()[from..].find(words).unwrap_or_default();
        from = start + words.len();
        let speaker = analysis.person_of_test(name);
        analysis.attributions.push(Attribution::of_test(Span::new(start, from), speaker));
    }
    Article { path: path.to_owned(), document: Arc::new(document), analysis: Arc::new(analysis) }
}

/// A library in which every quote is told by its first word; the newest article first.
pub fn sample() -> Library {
    let mut library = Library::default();
    library.learn_all([
        article(
            "A summit of friends.md",
            "A summit of friends",
            "2024",
            "Mao Ning said again: [Mao Ning: Nobody there welcomes small cliques]. Émile Zoë listened.",
        ),
        article(
            "NATO looks to Asia.md",
            "NATO looks to Asia",
            "2023-07",
            "Jens Stoltenberg calls it [Jens Stoltenberg: the strongest, most successful alliance in history].\n\n\
             Mao Ning told reporters: [Mao Ning: Asia does not welcome small cliques]. She was cheered in Kyiv.\n\n\
             [Boris Pistorius: Who threatens our freedom and our security] will hear the message, Boris Pistorius said.",
        ),
        article(
            "Partners far from home.md",
            "Partners far from home",
            "2022-08",
            "The ministry’s Wang Wenbin said: [Wang Wenbin: Self-serving cliques of the few are no way forward].\n\n\
             Jens Stoltenberg said: [Jens Stoltenberg: Security in Europe is security in Asia, and the alliance knows].\n\n\
             He added: [Jens Stoltenberg: Our history of freedom made the alliance]. It was warm in Madrid.",
        ),
    ]);
    library
}
