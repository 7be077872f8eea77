//! What [`super::analyse`] goes by: the trained engine, and the rules for what it leaves.

use super::tagger::Engine;
use super::{Found, Kind, rules};
use crate::document::{BlockKind, Document};
use crate::text::{Span, Spans};

/// Where the engine is less sure than this and a rule is surer of the same words, the rule stands.
const UNSURE: f32 = 0.6;

/// A rule that stands beside the engine.
struct Helpful {
    rule: &'static str,
    /// Also for words without quotation marks?
    indirect: bool,
    /// How often it is right where it stands: on train, beside engines that had not seen the article. Of captions and
    /// names before a colon train has none; theirs is what the rule itself says.
    right: f32,
}

/// The rules that, where the engine finds nothing, are right often enough on marked articles to be worth their
/// errors (at a colon there is too little to tell: a reader wants a full quotation credited). The others stand only
/// where the engine finds nothing at all.
const HELPFUL: &[Helpful] = &[
    Helpful { rule: "according to", indirect: true, right: 0.45 },
    Helpful { rule: "caption", indirect: true, right: 0.8 },
    Helpful { rule: "colon", indirect: false, right: 0.5 },
    Helpful { rule: "colon before", indirect: false, right: 0.4 },
    Helpful { rule: "in X’s view", indirect: true, right: 0.2 },
    Helpful { rule: "name and colon", indirect: true, right: 0.85 },
    Helpful { rule: "noun of saying", indirect: true, right: 0.2 },
    Helpful { rule: "relay", indirect: true, right: 0.45 },
    Helpful { rule: "said after", indirect: true, right: 0.3 },
    Helpful { rule: "said before", indirect: false, right: 0.45 },
];

/// How often the other rules are right where the engine finds nothing at all.
const OTHERS_RIGHT: f32 = 0.2;

/// Every attribution of `document`, in text order of the contents. Where the engine and a rule credit the same
/// words the engine stands, unless it is unsure and the rule surer; not, though, where the rule stops short in words
/// without quotation marks. A relay that only the rule saw is kept.
pub fn find(engine: Option<&Engine>, document: &Document) -> Vec<Found> {
    let rules = rules::find(document);
    let mut found = engine.map_or_else(Vec::new, |engine| learned(engine, document, &rules));
    let relays = pieces(&rules, |rule| rule.via);
    for told in found.iter_mut().filter(|f| f.via.is_none()) {
        told.via = near(&relays, &told.content).next();
    }
    let alone = found.is_empty();
    let rules: Vec<Found> = rules.into_iter().filter(|rule| right(rule, alone).is_some()).collect();
    let said = pieces(&rules, |rule| Some((rule.kind, rule.content.hull(), rule.confidence)));
    let outdone = |f: &Found| {
        let hull = f.content.hull();
        let cut = |rule: Span| rule.start() == hull.start() && rule.end() < hull.end();
        let surer = |(kind, rule, sure)| sure > f.confidence && !(kind == Kind::Indirect && cut(rule));
        near(&said, &f.content).any(surer)
    };
    found.retain(|f| f.confidence >= UNSURE || !outdone(f));
    let taken = pieces(&found, |_| Some(()));
    let free = rules.into_iter().filter(|rule| near(&taken, &rule.content).next().is_none());
    found.extend(free.map(|rule| Found { confidence: right(&rule, alone).unwrap_or_default(), ..rule }));
    found.sort_by_key(|f| (f.content.start(), f.content.end()));
    found
}

/// How often `rule` is right where it stands beside the engine, or alone; `None` where it does not stand.
fn right(rule: &Found, alone: bool) -> Option<f32> {
    let row = HELPFUL.iter().find(|row| row.rule == rule.found_by);
    let helps = row.filter(|row| row.indirect || rule.kind != Kind::Indirect);
    helps.map(|row| row.right).or(alone.then_some(OTHERS_RIGHT))
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
    use crate::analyse;
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
