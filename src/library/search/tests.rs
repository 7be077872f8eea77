//! Queries on a small made-up library: what is found, in which order, with which letters lit.

use std::sync::Arc;

use super::*;
use crate::attribution::{Analysis, Attribution, Kind, Naming, Speaker, SpeakerKind};
use crate::document::ingest;
use crate::library::{Article, Library};
use crate::text::{Span, Spans};

/// An article of marked text: `[Mao Ning: words]` is a quote by her; its brackets and name are not printed.
pub fn article(path: &str, title: &str, published: &str, marked: &str) -> Article {
    let (mut plain, mut quotes) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('[') {
        let (quote, after) = after.split_once(']').unwrap();
        let (name, words) = quote.split_once(": ").unwrap();
        plain += before;
        plain += words;
        quotes.push((name, words));
        rest = after;
    }
    plain += rest;
    let front = format!("+++\ntitle = \"{title}\"\npublished = \"{published}\"\nauthor = \"Ann Writer\"\n+++\n\n");
    let document = ingest((front + &plain).as_bytes(), path);
    let mut analysis = Analysis::default();
    let mut from = document.text().find(&plain[..plain.len().min(8)]).unwrap();
    for (name, words) in quotes {
        let start = from + document.text()[from..].find(words).unwrap();
        from = start + words.len();
        analysis.attributions.push(quote(Span::new(start, from), speaker(&mut analysis.speakers, name)));
    }
    Article { path: path.to_owned(), document: Arc::new(document), analysis: Arc::new(analysis) }
}

fn speaker(speakers: &mut Vec<Speaker>, name: &str) -> usize {
    speakers.iter().position(|s| s.name == name).unwrap_or_else(|| {
        let (roles, also) = (Vec::new(), Vec::new());
        speakers.push(Speaker { name: name.to_owned(), kind: SpeakerKind::Person, roles, also });
        speakers.len() - 1
    })
}

fn quote(content: Span, speaker: usize) -> Attribution {
    Attribution {
        source: None,
        cue: None,
        content: Spans::new([content]).unwrap(),
        repeats: Vec::new(),
        kind: Kind::Direct,
        speaker: Some(speaker),
        naming: Naming::Named,
        chain: Vec::new(),
        via: None,
        confidence: 0.9,
        found_by: "test",
    }
}

/// A library in which every quote is told by its first word.
pub fn sample() -> Library {
    let mut library = Library::default();
    library.learn_all([
        article(
            "later.md",
            "A summit of friends",
            "2024",
            "Mao Ning said again: [Mao Ning: Nobody there welcomes small cliques]. Émile Zoë listened.",
        ),
        article(
            "asia.md",
            "NATO looks to Asia",
            "2023-07",
            "Jens Stoltenberg calls it [Jens Stoltenberg: the strongest, most successful alliance in history].\n\n\
             Mao Ning told reporters: [Mao Ning: Asia does not welcome small cliques]. She was cheered in Kyiv.\n\n\
             [Boris Pistorius: Who threatens our freedom and our security] will hear the message, Boris Pistorius said.",
        ),
        article(
            "far.md",
            "Partners far from home",
            "2022-08",
            "The ministry’s Wang Wenbin said: [Wang Wenbin: Self-serving cliques of the few are no way forward].\n\n\
             Jens Stoltenberg said: [Jens Stoltenberg: Security in Europe is security in Asia, and the alliance knows].\n\n\
             He added: [Jens Stoltenberg: Our history of freedom made the alliance]. It was warm in Madrid.",
        ),
    ]);
    library
}

fn answer(library: &Library, query: &str) -> Results {
    let mut index = Index::default();
    index.learn(library);
    search(&index, library, &Query::parse(query), 50)
}

/// The first words of the quotes found, in order.
fn quotes(query: &str) -> String {
    let library = sample();
    let first = |hit: &QuoteHit| {
        let text = library.article(hit.id.article).unwrap().document.text();
        let quote = library.quote(hit.id).unwrap().content.text(text);
        quote.split([' ', ',']).next().unwrap().to_owned()
    };
    answer(&library, query).quotes.rows.iter().map(first).collect::<Vec<_>>().join(" ")
}

#[test]
fn quotes_come_in_the_order_a_person_would_choose() {
    let cases = [
        ("a name finds what is said in its paragraphs too", "stoltenberg", "the Security Our"),
        ("a misspelt name is found", "stoltenburg", "the Security Our"),
        ("letters swapped", "stotlenberg", "the Security Our"),
        ("a letter too many", "pistorious", "Who"),
        ("letters missing in two words", "self servng cliqes", "Self-serving"),
        ("a name half typed with a slip", "stoltenbu", "the Security Our"),
        ("any order; side by side before far apart", "alliance knows the", "Security"),
        ("close together before scattered", "history alliance", "the Our"),
        ("as typed before turned round", "small cliques", "Nobody Asia"),
        ("a word of the quote before one of its paragraph", "freedom", "Who Our"),
        ("a word that stands in the paragraph only", "kyiv", "Asia"),
        ("whole words before longer ones", "welcome cliques", "Asia Nobody"),
        ("the beginning of a word", "secur", "Who Security"),
        ("accents need not be typed", "zoe", "Nobody"),
        ("most words when no quote has all", "alliance zzzz", "the Security Our"),
        ("exact words", "\"small cliques\"", "Nobody Asia"),
        ("exact words are not mistyped ones", "\"small cliqes\"", ""),
        ("all but", "alliance -history", "Security"),
        ("one speaker", "speaker:mao", "Nobody Asia"),
        ("one speaker, misspelt, and a word", "speaker:stotlenberg freedom", "Our"),
        ("all but one speaker", "-speaker:stoltenberg -speaker:\"mao ning\"", "Who Self-serving"),
        ("a kind that none is", "kind:mixed cliques", ""),
        ("nothing typed lists all", "", "Nobody the Asia Who Self-serving Security Our"),
        ("nothing like it", "xylophone", ""),
    ];
    let got = cases.map(|(why, query, _)| format!("{why}: {query} → {}", quotes(query)));
    let want = cases.map(|(why, query, want)| format!("{why}: {query} → {want}"));
    assert_eq!(got.join("\n"), want.join("\n"));
}
