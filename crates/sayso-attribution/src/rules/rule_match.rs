//! An attribution while the rules work on a paragraph: token ranges, not yet bytes.

use std::ops::Range;

use super::paragraph::Paragraph;
use crate::attribution::Found;
use crate::text::{Span, Spans};

/// What a rule found.
#[derive(Clone, Debug)]
pub(super) struct RuleMatch {
    pub source: Option<Range<usize>>,
    pub cue: Option<Range<usize>>,
    pub content: Vec<Range<usize>>,
    pub via: Option<Range<usize>>,
    pub rule: &'static str,
    pub confidence: f32,
}

impl RuleMatch {
    /// As spans of the text; `None` where the content has no word, or source and content run into each other.
    pub fn found(&self, p: &Paragraph) -> Option<Found> {
        let pieces: Vec<Range<usize>> = self.content.iter().filter(|r| p.words((*r).clone()) > 0).cloned().collect();
        let content = Spans::new(pieces.iter().map(|r| p.content(r.clone())))?;
        let role = |range: &Option<Range<usize>>| -> Option<Spans> {
            let span = p.span(range.clone()?);
            (!content.overlaps(span)).then_some(span).and_then(Option::<Spans>::from)
        };
        let via: Option<Span> = self.via.clone().map(|r| p.span(r));
        Some(Found {
            source: role(&self.source),
            cue: role(&self.cue),
            kind: p.kind(&pieces),
            content,
            via,
            confidence: self.confidence,
            found_by: self.rule,
        })
    }
}
