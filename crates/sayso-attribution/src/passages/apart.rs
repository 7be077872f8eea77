//! Quotations of several paragraphs that are not one: `“The road was under water.” [He hung his coat on the door.]` before
//! a paragraph with `“You might have sent word,” she said` is not hers.

use super::passage::{Passage, has_word};
use crate::Found;
use crate::text::{Span, Spans};

/// Takes quotations away from a content if they stand and are closed in another paragraph than its cue, and that paragraph
/// goes on behind them or a quotation of somebody else stands in between.
pub(super) fn part(text: &str, passages: &[Passage], found: &mut [Found]) {
    let at = |offset: usize| passages.partition_point(|passage| passage.span.end() <= offset);
    for one in found.iter_mut().filter(|one| one.content.iter().len() > 1) {
        let Some(cue) = one.cue.as_ref().map(|cue| at(cue.start())) else { continue };
        let own = |piece: &Span| {
            let place = at(piece.start());
            let between = passages.get(place + 1..cue).or_else(|| passages.get(cue + 1..place)).unwrap_or_default();
            let interrupted =
                between.iter().any(|passage| passage.quotes.iter().any(|q| !one.content.overlaps(q.inner)));
            let ends = |passage| is_closed(passage, *piece) && (interrupted || goes_on(text, passage));
            place == cue || !passages.get(place).is_some_and(ends)
        };
        if let Some(content) = Spans::new(one.content.iter().filter(own)) {
            one.content = content;
        }
    }
}

/// Returns `true` if `piece` is a quotation that ends in its paragraph.
fn is_closed(passage: &Passage, piece: Span) -> bool {
    passage.quotes.iter().any(|quote| quote.closed && quote.inner.covers(piece))
}

/// Returns `true` if words of the author follow the last quotation.
fn goes_on(text: &str, passage: &Passage) -> bool {
    has_word(passage.after_quotes().of(text))
}

#[cfg(test)]
mod tests {
    use super::super::passage::passages;
    use super::part;
    use crate::document::ingest;
    use crate::text::{Span, Spans};
    use crate::{Found, Kind};

    /// The content that is left of `pieces`, which are credited by `said`.
    fn left(text: &str, pieces: &[&str]) -> String {
        let document = ingest(text.as_bytes(), "a.txt");
        let text = document.text();
        let span = |words: &str| text.find(words).map(|at| Span::new(at, at + words.len())).unwrap();
        let content = Spans::new(pieces.iter().map(|piece| span(piece))).unwrap();
        let cue = Some(Spans::from(span("said")));
        let (source, via, kind) = (None, None, Kind::Direct);
        let mut found = [Found { source, cue, content, kind, via, confidence: 0.9, found_by: "test" }];
        part(text, &passages(&document), &mut found);
        found[0].content.text(text)
    }

    #[test]
    fn a_quotation_before_an_act_is_not_the_next_speakers() {
        let pieces = ["The pump is dry.", "You looked?"];
        let text = |first| format!("The well\n\n{first}\n\n“You looked?” Ines said, and sat down on the wall.\n");
        assert_eq!(left(&text("“The pump is dry.” He put the bucket down."), &pieces), "You looked?");
        assert_eq!(left(&text("“The pump is dry."), &pieces), "The pump is dry. … You looked?");
        assert_eq!(left(&text("“The pump is dry.”"), &pieces), "The pump is dry. … You looked?");
    }

    #[test]
    fn a_quotation_of_somebody_else_parts_two_quotations() {
        let pieces = ["The pump is dry.", "Then dig."];
        let text = |between| format!("The well\n\n“The pump is dry.” Ines said.\n\n{between}“Then dig.”\n");
        assert_eq!(left(&text("“It was full.”\n\n"), &pieces), "The pump is dry.");
        assert_eq!(left(&text(""), &pieces), "The pump is dry. … Then dig.");
    }
}
