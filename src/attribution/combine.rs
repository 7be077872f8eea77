//! What [`super::analyse`] goes by: the trained engine, and the rules for what it leaves.

use super::engine::Engine;
use super::{Found, Kind, find};
use crate::document::{BlockKind, Document};
use crate::text::{Span, Spans};

/// Where the engine is less sure than this and a rule is surer of the same words, the rule stands.
const UNSURE: f32 = 0.6;

/// A rule that stands beside the engine.
struct Helpful {
    rule: &'static str,
    /// Also for words without quotation marks?
    indirect: bool,
}

/// The rules that, where the engine finds nothing, are right often enough on marked articles to be worth their
/// errors (at a colon there is too little to tell: a reader wants a full quotation credited). The others are
/// right one time in six there and stand only where the engine finds nothing at all.
const HELPFUL: &[Helpful] = &[
    Helpful { rule: "according to", indirect: true },
    Helpful { rule: "caption", indirect: true },
    Helpful { rule: "colon", indirect: false },
    Helpful { rule: "colon before", indirect: false },
    Helpful { rule: "in X’s view", indirect: true },
    Helpful { rule: "name and colon", indirect: true },
    Helpful { rule: "noun of saying", indirect: true },
    Helpful { rule: "relay", indirect: true },
    Helpful { rule: "said after", indirect: true },
    Helpful { rule: "said before", indirect: false },
];

/// Every attribution of `document`, in text order of the contents. Where the engine and a rule credit the same
/// words the engine stands, unless it is unsure and the rule surer; not, though, where the rule stops short in words
/// without quotation marks. A relay that only the rule saw is kept.
pub fn find(engine: Option<&Engine>, document: &Document) -> Vec<Found> {
    let rules = find::find(document);
    let mut found = engine.map_or_else(Vec::new, |engine| learned(engine, document, &rules));
    let alone = found.is_empty();
    let helps = |rule: &Found| {
        let row = HELPFUL.iter().find(|row| row.rule == rule.found_by);
        alone || row.is_some_and(|row| row.indirect || rule.kind != Kind::Indirect)
    };
    let relays = pieces(&rules, |rule| rule.via);
    for told in found.iter_mut().filter(|f| f.via.is_none()) {
        told.via = near(&relays, &told.content).next();
    }
    let rules: Vec<Found> = rules.into_iter().filter(helps).collect();
    let said = pieces(&rules, |rule| Some((rule.kind, rule.content.hull(), rule.confidence)));
    let outdone = |f: &Found| {
        let hull = f.content.hull();
        let cut = |rule: Span| rule.start() == hull.start() && rule.end() < hull.end();
        let surer = |(kind, rule, sure)| sure > f.confidence && !(kind == Kind::Indirect && cut(rule));
        near(&said, &f.content).any(surer)
    };
    found.retain(|f| f.confidence >= UNSURE || !outdone(f));
    let taken = pieces(&found, |_| Some(()));
    found.extend(rules.into_iter().filter(|rule| near(&taken, &rule.content).next().is_none()));
    found.sort_by_key(|f| (f.content.start(), f.content.end()));
    found
}

/// The words that `found` credit, in text order, each piece with what `fact` tells of its attribution.
fn pieces<T: Copy>(found: &[Found], fact: impl Fn(&Found) -> Option<T>) -> Vec<(Span, T)> {
    let told = found.iter().filter_map(|f| Some((f, fact(f)?)));
    let mut said: Vec<(Span, T)> = told.flat_map(|(f, fact)| f.content.iter().map(move |span| (span, fact))).collect();
    said.sort_by_key(|(span, _)| (span.start(), span.end()));
    said
}

/// What is told of those of `pieces` that share words with `content`.
fn near<T: Copy>(pieces: &[(Span, T)], content: &Spans) -> impl Iterator<Item = T> {
    content.iter().flat_map(|span| {
        let from = pieces.partition_point(|(piece, _)| piece.end() <= span.start());
        pieces[from..].iter().take_while(move |(piece, _)| piece.start() < span.end()).map(|(_, fact)| *fact)
    })
}

/// What the engine finds in the blocks that are read for attributions.
fn learned(engine: &Engine, document: &Document, rules: &[Found]) -> Vec<Found> {
    let read = document.blocks().iter().filter_map(|block| Some((block.span, is_headline(block.kind)?)));
    engine.find_beside(rules, document.text(), &read.collect::<Vec<_>>()).collect()
}

/// Is a block of this kind a headline, or running text? `None`: not read.
fn is_headline(kind: BlockKind) -> Option<bool> {
    match kind {
        BlockKind::Title | BlockKind::Heading(_) => Some(true),
        BlockKind::Standfirst => Some(false),
        kind => kind.is_argument().then_some(false),
    }
}

#[cfg(test)]
mod tests {
    use crate::attribution::analyse;
    use crate::document::ingest;

    #[test]
    fn who_reported_it_is_kept_whoever_found_the_words() {
        let text = "Talks in Oslo\n\nThe envoy, Mara Lindqvist, met both sides on Monday in the old customs house.\n\n\
            According to Reuters, she added: ‘Nobody left the table before midnight, and that is a start.’\n";
        let analysis = analyse(&ingest(text.as_bytes(), "talks.txt"));
        let told = analysis.attributions.iter().find(|a| a.content.text(text).contains("left the table")).unwrap();
        assert_eq!(told.via.as_ref().map(|via| via.name.as_str()), Some("Reuters"));
        assert_eq!(told.speaker.map(|at| analysis.speakers[at].name.as_str()), Some("Mara Lindqvist"));
    }
}
