//! Dialogue of two speakers who take turns: lines without a clause that credits them go to whoever spoke two lines
//! before, else to whoever speaks two lines behind; a line with a sentence about somebody, `Her brother stared at the
//! floor. “You might have asked.”`, is theirs.

use std::collections::HashSet;
use std::ops::Range;

use super::credits::Credits;
use super::passage::{Passage, runs};
use super::uncredited::{made, subject_beside};
use crate::Kind;
use crate::text::{Span, Spans};
use crate::weights::Weight;

/// Most words of a line of dialogue.
const WORDS: usize = 25;

/// Fewest lines of a dialogue.
const LINES: usize = 3;

/// Who speaks in a line, and how that is known.
#[derive(Clone)]
enum Speaker {
    /// Nobody can be told.
    Unknown,
    /// A clause of the line credits it.
    Credited(Spans),
    /// A sentence of the line is about them.
    Beside(Span),
    /// They spoke two lines before or behind.
    Alternate(Spans),
}

impl Speaker {
    fn source(&self) -> Option<Spans> {
        match self {
            Self::Unknown => None,
            Self::Credited(source) | Self::Alternate(source) => Some(source.clone()),
            Self::Beside(source) => Some(Spans::from(*source)),
        }
    }
}

/// Credits the lines of every dialogue of two speakers or more that name one another in turn.
pub(super) fn credit(text: &str, passages: &[Passage], credits: &mut Credits) {
    for lines in runs(passages, |passage| is_line(text, passage)).filter(|lines| lines.len() >= LINES) {
        alternate(text, passages, lines, credits);
    }
}

/// A short paragraph with closed quotations.
fn is_line(text: &str, passage: &Passage) -> bool {
    let short = passage.span.of(text).split_whitespace().take(WORDS + 1).count() <= WORDS;
    let closed = !passage.quotes.is_empty() && passage.quotes.iter().all(|quote| quote.closed);
    passage.is_argument && !passage.set_off && short && closed
}

/// Whether a paragraph begins or ends with a quotation.
fn is_quoted_at_edge(passage: &Passage) -> bool {
    let first = passage.quotes.first().is_some_and(|first| first.outer.start() == passage.span.start());
    first || passage.after_quotes().is_empty()
}

/// Credits the lines of one dialogue.
fn alternate(text: &str, passages: &[Passage], lines: Range<usize>, credits: &mut Credits) {
    let mut speakers: Vec<Speaker> = lines.clone().map(|at| own(text, &passages[at], at, credits)).collect();
    let words = |speaker: &Speaker| speaker.source().map(|source| source.text(text).to_lowercase());
    let names: HashSet<String> = speakers.iter().filter_map(words).collect();
    if names.len() < 2 {
        return;
    }
    let free = |at: usize| passages[lines.start + at].all_quoted(text);
    let end = speakers.len();
    for at in (2..end).filter(|&at| free(at)) {
        fill(&mut speakers, at, at - 1, at - 2, &words);
    }
    for at in (0..end.saturating_sub(2)).rev().filter(|&at| free(at)) {
        fill(&mut speakers, at, at + 1, at + 2, &words);
    }
    for (at, speaker) in lines.zip(speakers) {
        let (source, sure) = match speaker {
            Speaker::Beside(source) => (Spans::from(source), Weight::SentenceBefore),
            Speaker::Alternate(source) => (source, Weight::ByTurn),
            Speaker::Unknown | Speaker::Credited(_) => continue,
        };
        let pieces: Vec<Span> = passages[at].quotes.iter().map(|quote| quote.inner).collect();
        let Some(content) = Spans::new(pieces.iter().copied()) else { continue };
        credits.take_away(&pieces, None);
        credits.push(made(Some(source), content, sure));
    }
}

/// Gives a line to the speaker of the line at `other`, if another speaks in the line at `between`.
fn fill(speakers: &mut [Speaker], at: usize, between: usize, other: usize, words: &dyn Fn(&Speaker) -> Option<String>) {
    let apart = words(&speakers[between]).is_some_and(|between| Some(between) != words(&speakers[other]));
    if let (Speaker::Unknown, Some(source), true) = (&speakers[at], speakers[other].source(), apart) {
        speakers[at] = Speaker::Alternate(source);
    }
}

/// Who speaks in a line by its own words.
fn own(text: &str, passage: &Passage, at: usize, credits: &Credits) -> Speaker {
    let here = credits.of(at).map(|(_, one)| one).filter(|one| one.kind != Kind::Indirect);
    let mut sources = here.filter_map(|one| one.source.as_ref());
    if let Some(source) = sources.find(|source| passage.span.covers(source.hull())) {
        return Speaker::Credited(source.clone());
    }
    let beside = subject_beside(text, passage).filter(|_| is_quoted_at_edge(passage));
    beside.map_or(Speaker::Unknown, Speaker::Beside)
}
