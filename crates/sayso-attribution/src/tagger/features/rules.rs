//! What the rules say of a word and its neighbours.

use super::{FeatureContext, Features, pos, quoted, word};
use crate::tagger::hash::{pair, triple};

pub(super) fn add(context: &FeatureContext, at: usize, out: &mut Features) {
    let (reading, hints) = (context.reading, &context.reading.hints);
    let [b2, b1, here, a1, a2] = [-2, -1, 0, 1, 2].map(|offset| hints.get(at.checked_add_signed(offset)));
    let tag = here.tag() * 2 + u64::from(here.ends);
    let around = pair(b1.tag(), a1.tag());
    let quote = u64::from(quoted(reading, at));
    out.list(
        170,
        &[
            tag,
            pair(tag, around),
            triple(around, tag, pair(b2.tag(), a2.tag())),
            pair(tag, word(reading, at, 0)),
            pair(tag, pos(reading, at, 0)),
            tag * 2 + quote,
            pair(tag, u64::from(reading.words[at].level)),
        ],
    );
    let Some(find) = hints.find(here) else { return };
    let (rule, sure) = (u64::from(find.rule), u64::from(find.sure));
    let shape = u64::from(find.kind) * 4 + u64::from(find.sourced) * 2 + u64::from(find.split);
    out.list(
        180,
        &[
            pair(tag, rule),
            pair(tag, sure),
            triple(tag, rule, sure * 16 + shape),
            pair(tag, find.cue.into()),
            triple(tag, rule, around),
        ],
    );
}

/// Features of the hints together with the tag `y` that the first pass gave the word.
pub(super) fn beside(context: &FeatureContext, at: usize, y: u64, out: &mut Features) {
    let hints = &context.reading.hints;
    let here = hints.get(Some(at));
    let rule = hints.find(here).map_or(0, |find| u64::from(find.rule) ^ u64::from(find.sure));
    out.list(
        190,
        &[
            pair(here.tag(), y),
            triple(here.tag(), y, rule),
            triple(here.tag() * 2 + u64::from(here.ends), y, pos(context.reading, at, 1)),
        ],
    );
}
