//! How one of the found was resolved, and the attribution that comes of it.

use super::context::Context;
use super::repeats;
use super::source::{self, Answer, SourceReading};
use super::speakers::Key;
use crate::document::Document;
use crate::text::Span;
use crate::weights::Weight;
use crate::{Act, Attribution, Found, Naming, Status, Step, Via};

/// How one of the found was resolved.
pub struct Resolution {
    /// Index of the speaker; `None` for nobody.
    pub speaker: Option<usize>,
    /// How it is known.
    pub naming: Naming,
    /// The way from the source to the name.
    pub chain: Vec<Step>,
    /// How sure the rule is that named.
    pub sure: f32,
    /// 0 to 1: how likely the name is right.
    pub confidence: f32,
}

/// A source that stands for nobody known.
pub fn nobody(source: Span) -> Resolution {
    let naming = Naming::Unknown;
    Resolution {
        speaker: None,
        naming,
        chain: vec![Step { span: source, naming }],
        sure: Weight::Nobody.value(),
        confidence: Weight::Nobody.value(),
    }
}

/// Words without a source that are nobody's.
pub fn unknown() -> Resolution {
    Resolution {
        speaker: None,
        naming: Naming::Unknown,
        chain: Vec::new(),
        sure: Weight::Nobody.value(),
        confidence: Weight::Nobody.value(),
    }
}

/// Who is given as having reported what was found. `speaker` gives the name of the speaker of a source that is resolved.
pub fn via(context: &Context, found: &Found, speaker: &dyn Fn(Span) -> Option<String>) -> Option<Via> {
    let name = |span| speaker(span).unwrap_or_else(|| relay(context, span));
    // Nobody reports what they say themselves.
    let own = |via: &Via| {
        let source = found.source.as_ref();
        let named = source.and_then(|source| speaker(source.hull())).is_some_and(|speaker| speaker == via.name);
        named || source.is_some_and(|source| source.overlaps(via.span))
    };
    found.via.map(|span| Via { span, name: name(span) }).filter(|via| !own(via))
}

/// The attribution of what was found.
pub fn attribution(document: &Document, found: Found, known: Resolution, via: Option<Via>) -> Attribution {
    let status = match status(document, &found) {
        Status::SecondHand if via.is_none() => Status::Asserted,
        status => status,
    };

    Attribution {
        repeats: repeats::elsewhere(document, &found.content),
        act: Act::of(document.text(), found.cue.as_ref()),
        status,
        source: found.source,
        cue: found.cue,
        content: found.content,
        kind: found.kind,
        speaker: known.speaker,
        naming: known.naming,
        chain: known.chain,
        via,
        confidence: in_hundredths(found.confidence),
        sure_of_speaker: in_hundredths(known.confidence),
        found_by: found.found_by,
    }
}

fn status(document: &Document, found: &Found) -> Status {
    let cue = found.cue.as_ref().and_then(|cue| document.block_at(cue.start()));
    let paragraph = cue.map_or(found.content.hull(), |block| document.blocks()[block].span);
    Status::read(document.text(), paragraph, found)
}

/// Steps from 0 to 1 that a confidence is shown in.
const SHOWN: f32 = 100.0;

/// No finer than it is shown: what is printed, asked for and kept is one number.
fn in_hundredths(share: f32) -> f32 {
    (share * SHOWN).round() / SHOWN
}

/// The name of who is given as having reported it, else the words for them.
fn relay(context: &Context, span: Span) -> String {
    match source::read(context, span) {
        SourceReading::Someone(Answer { key: Key::Entity(entity), .. }) => context.entities.name(&context.page, entity),
        SourceReading::Someone(Answer { key: Key::Phrase(name, _), .. }) => name,
        _ => crate::text::one_line(span.of(context.page.text())),
    }
}
