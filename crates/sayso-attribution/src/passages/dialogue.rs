//! Dialogue. In a story every line is a whole attribution: all quotations of a paragraph are of one speaker, whom a clause
//! of it credits, `“…,” said Ruth. “…”`, or whom a sentence beside them is about, `Her brother stared at the floor. “You
//! might have asked.”`. A line with neither is left to the naming of speakers, which knows who `he` and `she` are. In
//! other articles a few short lines alternate between two speakers.

use std::collections::HashSet;
use std::ops::Range;

use super::credits::{Credits, covered};
use super::dashes::{Clause, clause_first};
use super::passage::{DIALOGUE, Passage, runs};
use super::turns::METHOD as TURN;
use super::uncredited::{is_title, made, person_before, subject_beside};
use crate::language::WordList;
use crate::text::{Quotation, Span, Spans};
use crate::weights::Weight;
use crate::{Found, Kind};

/// Most words of a line of dialogue outside of stories.
const WORDS: usize = 25;

/// Fewest lines of a dialogue.
const LINES: usize = 3;

/// Fewest lines of a story's dialogue.
const STORY: usize = 4;

/// Most paragraphs without speech between two lines of one dialogue.
const GAP: usize = 3;

/// Fewest questions and exclamations of a story's dialogue: people ask and exclaim where they talk to one another, and
/// seldom where an article quotes them.
const LIVELY: usize = 3;

/// Least share of questions and exclamations among the lines of a story's dialogue, 0 to 1.
const LIVELY_SHARE: f32 = 0.2;

/// Most words of a short line.
const SHORT: usize = 6;

/// Least share of lines that are short, lively or speak to somebody in a dialogue with fewer lively lines, 0 to 1.
const TALK_SHARE: f32 = 0.6;

/// Most words of a line that are looked at for whom it speaks to.
const SPEECH: usize = 40;

/// Words for who is spoken to.
static ADDRESS: WordList = WordList::named("dialogue.address");

/// A stretch that may be a story's dialogue.
#[derive(Clone, Default)]
struct Scene {
    passages: Range<usize>,
    lines: usize,
    /// Lines in which somebody asks or exclaims.
    lively: usize,
    /// Lines that are lively or speak to somebody.
    addressed: usize,
    /// Lines that are lively, speak to somebody or are short.
    talk: usize,
}

impl Scene {
    fn is_story(&self) -> bool {
        let share = |part: usize| part as f32 / self.lines as f32;
        let lively = self.lively >= LIVELY && share(self.lively) >= LIVELY_SHARE;
        self.lines >= STORY && (lively || self.addressed > 0 && share(self.talk) >= TALK_SHARE)
    }
}

/// Who speaks in a line, and how that is known.
#[derive(Clone)]
enum Speaker {
    /// Nobody can be told.
    Unknown,
    /// A clause of the line credits it: the index of that attribution.
    Credited(usize, Spans),
    /// A sentence of the line is about them.
    Beside(Span),
    /// They spoke two lines before or behind.
    Alternate(Spans),
}

impl Speaker {
    fn source(&self) -> Option<Spans> {
        match self {
            Self::Unknown => None,
            Self::Credited(_, source) | Self::Alternate(source) => Some(source.clone()),
            Self::Beside(source) => Some(Spans::from(*source)),
        }
    }
}

/// Credits the lines of every dialogue.
pub(super) fn credit(text: &str, passages: &[Passage], credits: &mut Credits) {
    let mut from = 0;
    for scene in scenes(text, passages) {
        alternate_in(text, passages, from..scene.start, credits);
        from = scene.end;
        for at in scene {
            // What the paragraph before leads in or leaves open is credited with it.
            let open = |before: &Passage| before.quotes.iter().any(|quote| !quote.closed);
            let before = at.checked_sub(1).map(|before| &passages[before]);
            let belongs = before.is_some_and(|before| before.span.of(text).ends_with(':') || open(before));
            let pieces = speech(text, &passages[at]);
            if !pieces.is_empty() && !belongs {
                tell(text, passages, at, &pieces, credits);
            }
        }
    }
    alternate_in(text, passages, from..passages.len(), credits);
}

/// The stretches of a story in which people talk to one another.
fn scenes(text: &str, passages: &[Passage]) -> Vec<Range<usize>> {
    let mut scenes: Vec<Scene> = Vec::new();
    let mut open = false;
    for (at, passage) in passages.iter().enumerate() {
        let pieces = speech(text, passage);
        if pieces.is_empty() || !is_quoted_at_edge(passage) {
            let far = scenes.last().is_some_and(|scene| at >= scene.passages.end + GAP);
            open &= passage.is_argument && !far;
            continue;
        }
        if !std::mem::replace(&mut open, true) {
            scenes.push(Scene { passages: at..at, ..Scene::default() });
        }
        let Some(scene) = scenes.last_mut() else { continue };
        let lively = is_lively(text, passage);
        let words = pieces.iter().flat_map(|piece| piece.of(text).split_whitespace());
        let short = words.clone().take(SHORT + 1).count() <= SHORT;
        let addressed = lively || words.take(SPEECH).any(|word| ADDRESS.contains(&word.trim_end_matches([',', '.'])));
        scene.passages.end = at + 1;
        scene.lines += 1;
        scene.lively += usize::from(lively);
        scene.addressed += usize::from(addressed);
        scene.talk += usize::from(addressed || short);
    }
    scenes.into_iter().filter(Scene::is_story).map(|scene| scene.passages).collect()
}

/// The quotations of a paragraph that are speech and not single words in marks; none if one runs on into the next
/// paragraph.
fn speech(text: &str, passage: &Passage) -> Vec<Span> {
    let open = passage.quotes.iter().any(|quote| !quote.closed);
    if !passage.is_argument || passage.set_off || open {
        return Vec::new();
    }
    let first = passage.quotes.iter().position(|quote| opens_speech(text, quote));
    let rest = first.map_or(&[][..], |first| &passage.quotes[first..]);
    let goes_on = |quote: &Quotation| {
        let before = text[..quote.outer.start()].trim_end();
        opens_speech(text, quote) || before.ends_with([',', ';', '—', '–', '.', ':']) && ends_speech(text, quote)
    };
    rest.iter().filter(|quote| goes_on(quote)).map(|quote| quote.inner).collect()
}

/// A capital or a dash first and a mark last: what somebody says, not a title or a scare quote.
fn opens_speech(text: &str, quote: &Quotation) -> bool {
    let begins = quote.inner.of(text).starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "…—–-‘'".contains(c));
    begins && ends_speech(text, quote)
}

fn ends_speech(text: &str, quote: &Quotation) -> bool {
    let inner = quote.inner.of(text).trim_end_matches(['’', '\'', ' ']);
    inner.ends_with(['.', ',', '?', '!', '…', '—', '–', '-', ';']) || text[quote.outer.end()..].starts_with(',')
}

/// Gives all that is said in a paragraph of a story to its speaker.
fn tell(text: &str, passages: &[Passage], at: usize, pieces: &[Span], credits: &mut Credits) {
    if credits.of(at).any(|(_, one)| one.found_by == TURN) {
        return;
    }
    let sources: HashSet<Span> = sources(&passages[at], at, pieces, credits).map(|(_, source)| source.hull()).collect();
    // `“Yes,” said Ann, and Bo said “No.”`
    if sources.len() > 1 {
        return;
    }
    let Some(content) = Spans::new(pieces.iter().copied()) else { return };
    let found = match own(text, &passages[at], at, pieces, credits) {
        Speaker::Credited(index, source) => {
            // `The sentry laughed. “Pass,” he said`
            let pronoun = matches!(source.text(text).as_str(), "he" | "she");
            let noun = person_before(text, &passages[at]).filter(|_| pronoun);
            let source = noun.map_or(source, Spans::from);
            let known = credits.get(index).cloned();
            known.map(|one| Found { source: Some(source), content, kind: Kind::Direct, ..one })
        }
        Speaker::Beside(source) => Some(line(Some(source), None, content, Weight::SentenceBefore)),
        _ => Some(match clause(text, &passages[at], pieces) {
            Some(clause) => line(Some(clause.source), Some(clause.cue), content, Weight::Dash),
            None if is_aside(text, &passages[at], pieces) => return,
            None => line(None, None, content, Weight::DialogueLine),
        }),
    };
    credits.take_away(pieces, None);
    if let Some(one) = found {
        credits.push(one);
    }
}

/// Whether a title or a single word in marks may stand inside a sentence.
fn is_aside(text: &str, passage: &Passage, pieces: &[Span]) -> bool {
    let title = pieces.first().is_some_and(|piece| is_title(piece.of(text)));
    !passage.all_quoted(text) && (title || !is_quoted_at_edge(passage))
}

/// A line of a story.
fn line(source: Option<Span>, cue: Option<Span>, content: Spans, sure: Weight) -> Found {
    let made = made(source.map(Spans::from), content, sure);
    Found { cue: cue.map(Spans::from), found_by: DIALOGUE, ..made }
}

/// The clause behind one of the pieces that credits it: `“Run!” cried her aunt.`
fn clause(text: &str, passage: &Passage, pieces: &[Span]) -> Option<Clause> {
    pieces.iter().find_map(|piece| {
        let open = piece.of(text).ends_with([',', '?', '!', '…', '—', '–']);
        let after = passage.outside().find(|span| span.start() > piece.end()).filter(|_| open)?;
        clause_first(text, after)
    })
}

/// The attributions of a paragraph that a clause of it credits, with their sources.
fn sources<'c>(
    passage: &'c Passage,
    at: usize,
    pieces: &'c [Span],
    credits: &'c Credits,
) -> impl Iterator<Item = (usize, &'c Spans)> {
    let here = credits.of(at).filter(|(_, one)| one.kind != Kind::Indirect);
    here.filter_map(|(index, one)| Some((index, one.source.as_ref()?)))
        .filter(|(_, source)| passage.span.covers(source.hull()) && !covered(pieces, source.hull()))
}

/// Who speaks in a line by its own words.
fn own(text: &str, passage: &Passage, at: usize, pieces: &[Span], credits: &Credits) -> Speaker {
    if let Some((index, source)) = sources(passage, at, pieces, credits).next() {
        return Speaker::Credited(index, source.clone());
    }
    let beside = subject_beside(text, passage).filter(|_| is_quoted_at_edge(passage));
    beside.map_or(Speaker::Unknown, Speaker::Beside)
}

/// Whether a paragraph begins or ends with a quotation.
fn is_quoted_at_edge(passage: &Passage) -> bool {
    let first = passage.quotes.first().is_some_and(|first| first.outer.start() == passage.span.start());
    first || passage.after_quotes().is_empty()
}

/// Credits the short lines of an article in which speakers who name one another take turns.
fn alternate_in(text: &str, passages: &[Passage], within: Range<usize>, credits: &mut Credits) {
    let from = within.start;
    for lines in runs(&passages[within], |passage| is_line(text, passage)).filter(|lines| lines.len() >= LINES) {
        alternate(text, passages, from + lines.start..from + lines.end, credits);
    }
}

/// Whether somebody asks or exclaims in a paragraph.
fn is_lively(text: &str, passage: &Passage) -> bool {
    passage.quotes.iter().any(|quote| quote.inner.of(text).contains(['?', '!']))
}

/// A short paragraph with closed quotations.
fn is_line(text: &str, passage: &Passage) -> bool {
    let short = passage.span.of(text).split_whitespace().take(WORDS + 1).count() <= WORDS;
    let closed = !passage.quotes.is_empty() && passage.quotes.iter().all(|quote| quote.closed);
    passage.is_argument && !passage.set_off && short && closed
}

/// Credits the lines of one dialogue.
fn alternate(text: &str, passages: &[Passage], lines: Range<usize>, credits: &mut Credits) {
    let mut speakers: Vec<Speaker> = lines.clone().map(|at| own(text, &passages[at], at, &[], credits)).collect();
    let words = |speaker: &Speaker| speaker.source().map(|source| source.text(text).to_lowercase());
    let names: HashSet<String> = speakers.iter().filter_map(words).collect();
    // In an article a paragraph that is only quoted goes on with the speaker before, unless people talk.
    let talk = passages[lines.clone()].iter().any(|passage| is_lively(text, passage));
    if names.len() < 2 || !talk && !speakers.iter().any(|speaker| matches!(speaker, Speaker::Beside(_))) {
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
            Speaker::Unknown | Speaker::Credited(..) => continue,
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
