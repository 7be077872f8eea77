//! Made-up articles for the tests of this crate and of those above, and the parts that fuzz targets test alone.

use std::sync::Arc;

use sayso_attribution::document::ingest;
use sayso_attribution::text::Span;
use sayso_attribution::{Analysis, Attribution};

use crate::index::{QuoteNumber, pack_spans, unpack_spans};
use crate::journal::{Fresh, line_of};
use crate::state::Event;
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

/// The events in the bytes of a journal.
pub fn journal_events(bytes: &[u8]) -> Vec<Event> {
    Fresh::of(bytes).events
}

/// The line of an event in a journal, with its line end.
pub fn journal_line(event: &Event) -> String {
    line_of(event)
}

/// An analysis as the index keeps it: a number for each attribution, and the rest as bytes.
pub fn packed(analysis: &Analysis) -> (Vec<u64>, Vec<u8>) {
    let told = analysis.attributions.iter().map(|quote| QuoteNumber::of(quote, &[]).number());
    (told.collect(), pack_spans(analysis))
}

/// The analysis of a text of `len` bytes, of which the index has these numbers and bytes; with as many speakers as the
/// numbers name, all without a name. `None` for what is no analysis.
pub fn unpacked(bytes: &[u8], numbers: &[u64], len: usize) -> Option<Analysis> {
    let told: Vec<QuoteNumber> = numbers.iter().map(|number| QuoteNumber::of_number(*number)).collect();
    let speakers = told.iter().filter_map(|told| Some(usize::from(told.speaker?) + 1)).max().unwrap_or(0);
    let mut nobody = Analysis::default();
    nobody.person_of_test("");
    unpack_spans(bytes, nobody.speakers.into_iter().cycle().take(speakers).collect(), &told, len)
}
