//! Who is it: from the words of a source to one speaker (being built).
use super::{Analysis, Attribution, Found, Naming};
use crate::document::Document;

/// Names the speaker of every attribution found.
pub fn resolve(_document: &Document, found: Vec<Found>) -> Analysis {
    let attributions = found
        .into_iter()
        .map(|f| Attribution {
            source: f.source,
            cue: f.cue,
            content: f.content,
            repeats: Vec::new(),
            kind: f.kind,
            speaker: None,
            naming: Naming::Unknown,
            chain: Vec::new(),
            via: None,
            confidence: f.confidence,
            found_by: f.found_by,
        })
        .collect();
    Analysis { attributions, speakers: Vec::new() }
}
