//! Words within words: `The Gazette reported that Captain Joan Frey said “the ferry is sound”` has two speakers. The inner
//! one gets an attribution of its own, with the outer one as the relay.

use std::collections::HashSet;

use super::credits::{Credits, pieces_within};
use super::passage::Passage;
use super::turns;
use crate::language::WordList;
use crate::text::quotation::quotations;
use crate::text::span::floor;
use crate::text::token::tokens;
use crate::text::{Quotation, Span, Spans, word};
use crate::weights::Weight;
use crate::{Found, Kind, Parsed, rules};

/// What the source card says of it.
pub const METHOD: &str = "nested";

/// Most tokens of the subject before a verb of reporting.
const SUBJECT: usize = 6;

/// Bytes before a source that are read for who reports it.
const WINDOW: usize = 200;

/// Verbs by which somebody gives the words of somebody else.
static REPORTS: WordList = WordList::named("nested.reports");

/// Verbs of quoting somebody: `A flyer quotes Dr Veld as saying`.
static QUOTES: WordList = WordList::named("nested.quotes");

/// Verbs that quote an inner speaker word for word.
static SAYS: WordList = WordList::named("nested.says");

/// Sources that name nobody apart from the outer speaker.
static NOBODY: WordList = WordList::named("nested.nobody");

/// Words for things that a clause behind them describes.
static THINGS: WordList = WordList::named("nested.things");

/// Credits inner speakers, and marks those whose words another speaker reports.
pub(super) fn credit(text: &str, passages: &[Passage], credits: &mut Credits) {
    for (at, passage) in passages.iter().enumerate() {
        let mut inner: Vec<Found> = Vec::new();
        for (_, outer) in credits.of(at) {
            let Some(source) = &outer.source else { continue };
            let pieces = pieces_within(outer.content.as_slice(), passage.span);
            for found in rules::find(&Parsed::of_paragraphs(text, pieces.map(|span| (span, false)))) {
                inner.extend(reported(text, found, outer, source.hull(), &passage.quotes));
            }
        }
        credits.change_in(at, |outer| {
            let inner = believed(text, passage.span, outer).or_else(|| quoted_as(text, outer));
            if let Some(inner) = inner {
                *outer = inner;
            }
        });
        let mut known: HashSet<_> = if inner.is_empty() { HashSet::new() } else { roles(credits, at) };
        for found in inner {
            if known.insert((found.source.clone(), found.cue.clone())) {
                credits.push(found);
            }
        }
        credits.change_in(at, |one| {
            if let Some(relay) = relay(text, passage.span, one) {
                one.via = Some(relay);
                one.found_by = METHOD;
            }
        });
    }
}

/// Sources and cues of the attributions of a passage.
fn roles(credits: &Credits, passage: usize) -> HashSet<(Option<Spans>, Option<Spans>)> {
    credits.of(passage).map(|(_, one)| (one.source.clone(), one.cue.clone())).collect()
}

/// The inner attribution that a rule found within the words of `outer`, if it quotes somebody word for word.
fn reported(text: &str, found: Found, outer: &Found, relay: Span, quotes: &[Quotation]) -> Option<Found> {
    let words = |spans: &Option<Spans>| spans.as_ref().map(|spans| spans.text(text).to_lowercase()).unwrap_or_default();
    let cue = words(&found.cue);
    let source = words(&found.source);
    // `he told me, ‘…’` within somebody's words is another.
    let other = outer.kind == Kind::Direct && matches!(source.as_str(), "he" | "she");
    let who = !source.is_empty() && (other || !NOBODY.contains(&source.as_str()));
    let named = who && !tells_of_something(text, &found);
    let said = named && cue.split(' ').any(|word| SAYS.contains(&word)) && found.via.is_none();
    // A turn is direct without marks: those within it are somebody else's.
    let marked = outer.kind != Kind::Direct || outer.found_by == turns::METHOD;
    let found = if marked || found.kind == Kind::Direct { found } else { quoted_part(text, found)? };
    let quoted = found.kind == Kind::Direct || (found.kind == Kind::Mixed && marked);
    let within = marked || is_in_quote(quotes, found.content.hull());
    (said && quoted && within).then(|| Found {
        via: Some(relay),
        confidence: Weight::Nested.value().min(outer.confidence),
        found_by: METHOD,
        ..found
    })
}

/// The quotation that the content begins with: `he told me, ‘[Lock the shed],’ so I did`.
fn quoted_part(text: &str, found: Found) -> Option<Found> {
    let content = found.content.hull();
    let before = text[..content.start()].char_indices().next_back().map_or(content.start(), |(at, _)| at);
    let quote = quotations(text, Span::new(before, content.end())).into_iter().find(|quote| quote.depth == 0)?;
    let begins = quote.inner.start() == content.start() || quote.outer.start() == content.start();
    (begins && quote.closed).then(|| Found { content: Spans::from(quote.inner), kind: Kind::Direct, ..found })
}

/// Whether who says it only describes a thing, as in `nothing [the president] said “will calm the town”`: what stands in
/// quotation marks is said of the thing.
fn tells_of_something(text: &str, found: &Found) -> bool {
    let before = found.source.as_ref().and_then(|source| word::before(text, source.start()));
    before.is_some_and(|word| THINGS.contains(&word.of(text).to_lowercase().as_str()))
}

/// Whether a quotation, of those in text order, holds all of `span`.
fn is_in_quote(quotes: &[Quotation], span: Span) -> bool {
    let at = quotes.partition_point(|quote| quote.inner.end() < span.end());
    quotes.get(at).is_some_and(|quote| quote.inner.covers(span))
}

/// `According to Valley Radio, [Gitte Ross believes] the mill is sold`: the inner speaker's attribution, in place of that
/// of the relay. `None` if the outer content is not one stretch of this paragraph that begins with a named source.
fn believed(text: &str, paragraph: Span, outer: &Found) -> Option<Found> {
    let according = outer.cue.as_ref()?.text(text).to_lowercase().starts_with("according");
    let content = outer.content.iter().next().filter(|_| according && outer.kind == Kind::Indirect)?;
    let within = paragraph.covers(content) && outer.content.iter().count() == 1;
    let inner = within.then(|| rules::find(&Parsed::of_paragraphs(text, [(content, false)])))?;
    let first = inner.into_iter().find(|found| {
        let source = found.source.as_ref().map(Spans::hull);
        let begins = source.is_some_and(|span| span.start() == content.start());
        let named = source.is_some_and(|span| span.of(text).starts_with(char::is_uppercase) && !is_nobody(text, span));
        let cue = found.cue.as_ref().is_some_and(|cue| source.is_some_and(|span| span.end() <= cue.start()));
        begins && named && cue && found.via.is_none()
    })?;
    Some(Found { via: outer.source.as_ref().map(Spans::hull), confidence: outer.confidence, found_by: METHOD, ..first })
}

/// What stands between the name of somebody and their words behind a verb of quoting.
const AS_SAYING: &str = " as saying ";

/// Most words of the one who is quoted so.
const NAME: usize = 6;

/// `A flyer quotes [Dr Runa Veld] as saying “tea cures”`: the one who is quoted, in place of who quotes them.
fn quoted_as(text: &str, outer: &Found) -> Option<Found> {
    let verb = outer.cue.as_ref()?.text(text).to_lowercase();
    let content = outer.content.iter().next().filter(|_| verb.split(' ').any(|word| QUOTES.contains(&word)))?;
    let (name, _) = content.of(text).split_once(AS_SAYING)?;
    let named = name.starts_with(char::is_uppercase) && name.split(' ').count() <= NAME;
    let saying = Span::new(content.start() + name.len(), content.start() + name.len() + AS_SAYING.len());
    let words = Span::new(saying.end(), content.end()).trim(text);
    let quote = quotations(text, words).into_iter().find(|quote| quote.outer == words);
    let kind = if quote.is_some() { Kind::Direct } else { outer.kind };
    let words = quote.map_or(words, |quote| quote.inner);
    Some(Found {
        source: Some(Spans::from(Span::new(content.start(), content.start() + name.len()))),
        cue: Some(Spans::from(saying.trim(text))),
        content: Spans::new([words].into_iter().chain(outer.content.iter().skip(1)))?,
        kind,
        via: Some(outer.source.as_ref()?.hull()),
        confidence: outer.confidence,
        found_by: METHOD,
    })
    .filter(|_| named)
}

fn is_nobody(text: &str, source: Span) -> bool {
    source.is_empty() || NOBODY.contains(&source.of(text).to_lowercase().as_str())
}

/// Who reports that the source said it: the subject of a verb of reporting right before the source.
fn relay(text: &str, paragraph: Span, one: &Found) -> Option<Span> {
    let (source, cue) = (one.source.as_ref()?.hull(), one.cue.as_ref()?);
    if one.via.is_some() || cue.start() < source.end() {
        return None;
    }
    let start = floor(text, source.start().saturating_sub(WINDOW)).max(paragraph.start());
    let tokens = tokens(text, Span::new(start, source.start().max(start)));
    let word = |at: usize| tokens.get(at).map_or("", |token| token.span.of(text));
    let mut verb = tokens.len().checked_sub(1)?;
    if word(verb) == "that" {
        verb = verb.checked_sub(1)?;
    }
    if !REPORTS.contains(&word(verb)) {
        return None;
    }
    let stops =
        |at: &usize| matches!(word(*at), "." | "," | ";" | ":" | "“" | "”" | "\"" | "!" | "?" | "and" | "but" | ")");
    let start = (0..verb).rev().find(stops).map_or(0, |at| at + 1);
    let subject = start < verb && verb - start <= SUBJECT && word(start).starts_with(char::is_uppercase);
    subject.then(|| tokens[start].span.cover(tokens[verb - 1].span))
}
