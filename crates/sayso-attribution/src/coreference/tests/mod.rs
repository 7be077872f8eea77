//! Marked text in, speakers out.

mod bodies;
mod descriptions;
mod labels;
mod labels_of_nobody;
mod names;
mod persons;
mod pronouns;

use super::*;
use crate::Kind;
use crate::document::ingest;
use crate::tagger::{CrfTagger, Tagger};
use proptest::prelude::*;

/// The document and the found of marked text: `[S source] [C cue] [Q content] [V relay]`, `[+ …]` for one more
/// piece of the content. A mark that the one being built has already begins the next.
fn marked(text: &str) -> (Document, Vec<Found>) {
    let (plain, marks) = unmark(text);
    let document = ingest(format!("+++\ntitle = \"T\"\n+++\n\n{plain}\n").as_bytes(), "t.md");
    let base = document.text().find(&plain).expect("the paragraphs stand as they are");
    let mut groups: Vec<Vec<(char, Span)>> = Vec::new();
    for (mark, span) in marks {
        let span = Span::new(span.start() + base, span.end() + base);
        let fresh = groups.last().is_none_or(|g| g.iter().any(|(known, _)| *known == mark && mark != '+'));
        if fresh {
            groups.push(Vec::new());
        }
        groups.last_mut().unwrap().push((mark, span));
    }
    (document, groups.iter().map(|g| found(g)).collect())
}

fn unmark(text: &str) -> (String, Vec<(char, Span)>) {
    let (mut plain, mut marks, mut open) = (String::new(), Vec::new(), Vec::new());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '[' => {
                open.push((chars.next().unwrap(), plain.len()));
                chars.next();
            }
            ']' => {
                let (mark, start) = open.pop().unwrap();
                marks.push((mark, Span::new(start, plain.len())));
            }
            _ => plain.push(c),
        }
    }
    (plain, marks)
}

fn found(marks: &[(char, Span)]) -> Found {
    let of = |wanted: &[char]| Spans::new(marks.iter().filter(|(m, _)| wanted.contains(m)).map(|(_, s)| *s));
    Found {
        source: of(&['S']),
        cue: of(&['C']),
        content: of(&['Q', '+']).expect("every group has a content"),
        kind: Kind::Indirect,
        via: of(&['V']).map(|v| v.hull()),
        confidence: 1.0,
        found_by: "marked",
    }
}

fn resolved(document: &Document, found: Vec<Found>) -> Analysis {
    let parsed = Parsed::new(document);
    let pos = CrfTagger::carried().unwrap().tag(&parsed, &[]).pos;
    resolve(document, parsed, pos, found)
}

fn analysis(text: &str) -> Analysis {
    let (document, found) = marked(text);
    resolved(&document, found)
}

/// The way to the name of each speaker of marked text: `she → Anna Kern`.
fn chains(text: &str) -> Vec<String> {
    let (document, found) = marked(text);
    let words = |a: &Attribution| a.chain.iter().map(|step| document.slice(step.span)).collect::<Vec<_>>().join(" → ");
    resolved(&document, found).attributions.iter().map(words).collect()
}

/// The speakers of marked text, one an attribution: `name / how it is known`, `?` for nobody.
fn who(text: &str) -> Vec<String> {
    let analysis = analysis(text);
    let name = |speaker: Option<usize>| speaker.map_or("?", |s| analysis.speakers[s].name.as_str());
    analysis.attributions.iter().map(|a| format!("{} / {}", name(a.speaker), a.naming.name())).collect()
}

fn speaker(text: &str, name: &str) -> crate::Speaker {
    let speakers = analysis(text).speakers;
    speakers.iter().find(|s| s.name == name).unwrap_or_else(|| panic!("{name} in {speakers:?}")).clone()
}

fn check(cases: &[(&str, &[&str])]) {
    let wrong = cases.iter().map(|(text, want)| (text, who(text), want)).filter(|(_, got, want)| got != *want);
    let lines: Vec<String> =
        wrong.map(|(text, got, want)| format!("{text}\n   got {got:?}\n  want {want:?}")).collect();
    assert!(lines.is_empty(), "\n{}", lines.join("\n"));
}

/// Each would take minutes if anything here grew with the square of the text.
#[test]
fn hostile_texts_end() {
    let long = 10_000;
    let texts = [
        "Aaa ".repeat(long),
        "President ".repeat(long),
        "the vice minister ".repeat(long),
        "Mr Smith said. ".repeat(long / 4),
        "Aaa Bbb and ".repeat(long),
        "a manager, Bob Aaa, ".repeat(long / 4),
        "the campaign and the candidate ".repeat(long / 4),
        (0..long / 4).map(|at| format!("Minister A{at} Smith, its leader, came.")).collect::<Vec<_>>().join(" "),
    ];
    for text in texts {
        let document = ingest(text.as_bytes(), "t.txt");
        let whole = Span::new(0, document.text().len());
        let found = Found { source: Spans::new([whole]), ..found(&[('Q', whole)]) };
        assert_eq!(resolved(&document, vec![found]).attributions.len(), 1);
    }
}

#[test]
fn many_descriptions_in_one_paragraph_end() {
    let part = "Anna Kern and Bob Stone left. [S The candidate] said [Q so]. [S The newspaper] wrote [Q so]. [S She] said [Q no]. ";
    let last = who(part.repeat(1_500).trim_end());
    assert_eq!(last.len(), 4_500);
    assert_eq!(last[4_499], "Anna Kern / pronoun");
}

proptest! {
    #[test]
    fn any_found_over_any_text_gives_valid_indices(
        text in "([A-Z][a-z]{1,6}|he|his|the|President|’s|of|said|and|NATO|Japan|“|”|,|\\.|-|\n\n| |é|\u{410}){0,60}",
        raw in prop::collection::vec((0usize..200, 0usize..40, 0usize..200, 0usize..40, any::<bool>()), 0..8),
    ) {
        let document = ingest(text.as_bytes(), "t.txt");
        let fit = |start: usize, len: usize| {
            let mut ends = [start, start + len].map(|at| at.min(document.text().len()));
            for end in &mut ends {
                while !document.text().is_char_boundary(*end) { *end -= 1; }
            }
            Span::new(ends[0], ends[1])
        };
        let found: Vec<Found> = raw.iter().filter_map(|&(s, sl, q, ql, has)| Some(Found {
            source: Spans::new([fit(s, sl)]).filter(|_| has),
            cue: None,
            content: Spans::new([fit(q, ql)])?,
            kind: Kind::Direct,
            via: has.then(|| fit(q, sl)),
            confidence: 1.0,
            found_by: "any",
        })).collect();
        let count = found.len();
        let analysis = resolved(&document, found);
        prop_assert_eq!(analysis.attributions.len(), count);
        prop_assert!(analysis.attributions.windows(2).all(|w| w[0].content <= w[1].content));
        for attribution in &analysis.attributions {
            prop_assert!(attribution.speaker.is_none_or(|s| s < analysis.speakers.len()));
            prop_assert!((0.0..=1.0).contains(&attribution.confidence));
            prop_assert!(attribution.chain.iter().all(|step| !document.slice(step.span).is_empty()));
            prop_assert_eq!(attribution.source.is_some() && attribution.chain.is_empty(), false);
        }
        prop_assert!(analysis.speakers.iter().all(|s| !s.name.trim().is_empty()));
    }
}
