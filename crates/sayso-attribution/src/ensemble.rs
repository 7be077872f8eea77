//! Merging of the attributions that the tagger and the rules find.

use crate::attribution::{Found, Kind};
use crate::tagger::{Calibration, Tagged};
use crate::text::{Span, Spans};

/// Every attribution that `rules` and tagger found, in text order of the contents. Where both credit the same words, the
/// tagger's stands, unless it is unsure and the rule has more confidence; but a rule that ends earlier in words without
/// quotation marks never replaces it. A relay that only a rule found is kept. Without a tagger the rules stand alone.
/// The parts of speech are the tagger's.
pub fn merge(rules: Vec<Found>, tagged: Tagged, calibration: &Calibration) -> Tagged {
    let Tagged { mut found, pos } = tagged;
    let relays = pieces(&rules, |rule| rule.via);
    for told in found.iter_mut().filter(|f| f.via.is_none()) {
        told.via = near(&relays, &told.content).next();
    }
    let alone = found.is_empty();
    let rules: Vec<Found> = rules.into_iter().filter(|rule| calibration.confidence(rule, alone).is_some()).collect();
    let said = pieces(&rules, |rule| Some((rule.kind, rule.content.hull(), rule.confidence)));
    let outdone = |f: &Found| {
        let hull = f.content.hull();
        let cut = |rule: Span| rule.start() == hull.start() && rule.end() < hull.end();
        let surer = |(kind, rule, sure)| sure > f.confidence && !(kind == Kind::Indirect && cut(rule));
        near(&said, &f.content).any(surer)
    };
    found.retain(|f| f.confidence >= calibration.unsure || !outdone(f));
    let taken = pieces(&found, |_| Some(()));
    let free = rules.into_iter().filter(|rule| near(&taken, &rule.content).next().is_none());
    found.extend(
        free.map(|rule| Found { confidence: calibration.confidence(&rule, alone).unwrap_or_default(), ..rule }),
    );
    found.sort_by_key(|f| (f.content.start(), f.content.end()));
    Tagged { found, pos }
}

/// The pieces of the contents of `found` in text order, each with the value that `fact` gives for its attribution.
fn pieces<T: Copy>(found: &[Found], fact: impl Fn(&Found) -> Option<T>) -> Vec<(Span, T)> {
    let told = found.iter().filter_map(|f| Some((f, fact(f)?)));
    let mut said: Vec<(Span, T)> = told.flat_map(|(f, fact)| f.content.iter().map(move |span| (span, fact))).collect();
    said.sort_by_key(|(span, _)| (span.start(), span.end()));
    said
}

/// The values of those of `pieces` that overlap `content`.
fn near<T: Copy>(pieces: &[(Span, T)], content: &Spans) -> impl Iterator<Item = T> {
    content.iter().flat_map(|span| {
        let from = pieces.partition_point(|(piece, _)| piece.end() <= span.start());
        pieces[from..].iter().take_while(move |(piece, _)| piece.start() < span.end()).map(|(_, fact)| *fact)
    })
}

#[cfg(test)]
mod tests {
    use crate::Analyzer;
    use crate::document::ingest;

    #[test]
    fn who_reported_it_is_kept_whoever_found_the_words() {
        let text = "Talks in Oslo\n\nThe envoy, Mara Lindqvist, met both sides on Monday in the old customs house.\n\n\
            According to Reuters, she added: ‘Nobody left the table before midnight, and that is a start.’\n";
        let analysis = Analyzer::default().analyze(&ingest(text.as_bytes(), "talks.txt"));
        let told = analysis.attributions.iter().find(|a| a.content.text(text).contains("left the table")).unwrap();
        assert_eq!(told.via.as_ref().map(|via| via.name.as_str()), Some("Reuters"));
        assert_eq!(told.speaker.map(|at| analysis.speakers[at].name.as_str()), Some("Mara Lindqvist"));
    }
}
