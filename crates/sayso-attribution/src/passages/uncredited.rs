//! Quotations without a crediting verb: the subject of the sentence beside them, or the speaker of the paragraph before.

use super::credits::Credits;
use super::passage::{DIALOGUE, Passage, capital_runs, has_word};
use crate::language::{Class, ENGLISH, WordList, is_person_noun};
use crate::text::{Quotation, Span, Spans};
use crate::weights::Weight;
use crate::{Found, Kind};

/// What the source card says of it.
pub(super) const METHOD: &str = "no verb";

/// Fewest words of a quotation that counts as somebody's sentence rather than a title or a scare quote.
const WORDS: usize = 3;

/// Most words of the clause after a quotation that ends in a comma.
const CLAUSE: usize = 10;

/// Words that begin a sentence about somebody although they are no name.
static PRONOUNS: WordList = WordList::named("uncredited.pronouns");

/// Credits quotations with a clause behind them whose verb the lexicon does not have.
pub(super) fn unknown_verbs(text: &str, passages: &[Passage], credits: &mut Credits) {
    for (at, passage) in passages.iter().enumerate() {
        unknown_verb(text, passage, at, credits);
    }
}

/// Credits quotations that nothing credits yet.
pub(super) fn credit(text: &str, passages: &[Passage], credits: &mut Credits) {
    let first = passages.iter().position(|passage| passage.is_argument);
    // Whether somebody is quoted in the paragraph before.
    let mut spoken = false;
    for (at, passage) in passages.iter().enumerate() {
        let here: Vec<&Found> = credits.of(at).map(|(_, one)| one).filter(|one| !is_nobodys(one)).collect();
        let previous = at.checked_sub(1).map(|before| &passages[before]);
        let mut own =
            if here.is_empty() { alone(text, passage, previous, spoken) } else { beside(text, passage, &here) };
        if own.is_empty() && here.is_empty() && first == Some(at) {
            own.extend(delayed(text, passages, at, credits));
        }
        spoken = here.into_iter().chain(&own).any(|one| one.kind != Kind::Indirect);
        if let Some(better) = Spans::new(own.iter().map(|one| one.content.hull())) {
            credits.drop_in(at, |one| is_nobodys(one) && better.overlaps(one.content.hull()));
        }
        for one in own {
            credits.push(one);
        }
    }
}

/// Whether an attribution names neither a source nor a cue and is no line of a story.
fn is_nobodys(one: &Found) -> bool {
    one.source.is_none() && one.cue.is_none() && one.found_by != DIALOGUE
}

/// A paragraph in which nothing is credited.
fn alone(text: &str, passage: &Passage, previous: Option<&Passage>, spoken: bool) -> Vec<Found> {
    if !passage.all_quoted(text) {
        return beside(text, passage, &[]);
    }
    let sentence = passage.quotes.iter().any(|quote| is_sentence(text, quote));
    let Some(content) = passage.quoted().filter(|_| sentence) else { return Vec::new() };
    if spoken {
        return vec![made(None, content, Weight::ParagraphBefore)];
    }
    let name = previous.and_then(|previous| sole_name(text, previous));
    name.map(|name| made(Some(Spans::from(name)), content, Weight::SoleName)).into_iter().collect()
}

/// Paragraphs behind an opening quotation within which its speaker is quoted again.
const DELAY: usize = 3;

/// A quotation that opens the article: whoever is quoted first in the paragraphs behind it.
fn delayed(text: &str, passages: &[Passage], at: usize, credits: &Credits) -> Option<Found> {
    let passage = &passages[at];
    let sentence = passage.all_quoted(text) && passage.quotes.iter().any(|quote| is_sentence(text, quote));
    let content = passage.quoted().filter(|_| sentence)?;
    let behind = (at + 1..passages.len().min(at + 1 + DELAY)).flat_map(|behind| credits.of(behind));
    let next = behind.map(|(_, one)| one).find(|one| one.kind == Kind::Direct && one.source.is_some())?;
    Some(made(next.source.clone(), content, Weight::Delayed))
}

/// Quotations beside a sentence whose subject is somebody: `Jorun looked at the jury. “Nobody asked …”`.
fn beside(text: &str, passage: &Passage, here: &[&Found]) -> Vec<Found> {
    let outside: Vec<Span> = passage.outside().collect();
    let credited = Spans::new(here.iter().flat_map(|one| one.content.iter().chain(roles(one))));
    let is_credited = |span| credited.as_ref().is_some_and(|credited| credited.overlaps(span));
    let mut out = Vec::new();
    for (at, quote) in passage.quotes.iter().enumerate() {
        if is_credited(quote.outer) || !quote.closed || !is_sentence(text, quote) {
            continue;
        }
        let before = outside[at].trim(text);
        let after = outside[at + 1].trim(text);
        let found = if has_word(before.of(text)) {
            let sentence = last_sentence(text, before);
            let free = !is_credited(sentence);
            subject(text, sentence).filter(|_| free).map(|source| (source, Weight::SentenceBefore))
        } else {
            let free = at == 0 && here.is_empty();
            subject(text, after).filter(|_| free).map(|source| (source, Weight::SentenceAfter))
        };
        out.extend(found.map(|(source, sure)| made(Some(Spans::from(source)), Spans::from(quote.inner), sure)));
    }
    out
}

/// Whom the sentence before the first quotation of a paragraph, or the one behind it, is about.
pub(super) fn subject_beside(text: &str, passage: &Passage) -> Option<Span> {
    let mut outside = passage.outside().map(|span| span.trim(text));
    let (before, after) = (outside.next()?, outside.next()?);
    if has_word(before.of(text)) { subject(text, last_sentence(text, before)) } else { subject(text, after) }
}

/// The person without a name who acts in the sentence before the first quotation of a paragraph.
pub(super) fn person_before(text: &str, passage: &Passage) -> Option<Span> {
    let before = passage.outside().next()?.trim(text);
    noun_subject(text, last_sentence(text, before))
}

/// `“…,” a poster in the lobby ran.`: a noun phrase and a verb that the lexicon does not have.
fn unknown_verb(text: &str, passage: &Passage, at_passage: usize, credits: &mut Credits) {
    let outside: Vec<Span> = passage.outside().collect();
    let known = Spans::new(credits.of(at_passage).flat_map(|(_, one)| roles(one)));
    let mut found = Vec::new();
    for (at, quote) in passage.quotes.iter().enumerate() {
        let clause = outside[at + 1].trim(text);
        let part = clause.of(text);
        // `“Tickets!” called the guard.`
        let article = |word: &str| matches!(word, "the" | "his" | "her" | "their" | "a" | "an");
        let noun = part.split(' ').nth(1).is_some_and(article);
        let exclaims = noun && quote.inner.of(text).ends_with(['!', '?']);
        let open = exclaims || quote.inner.of(text).ends_with([',', '—', '–']);
        let Some(end) = part.find('.').filter(|_| open) else { continue };
        let words: Vec<&str> = part[..end].split_whitespace().collect();
        if known.as_ref().is_some_and(|known| known.overlaps(clause))
            || !(2..=CLAUSE).contains(&words.len())
            // `but stopped short of calling it one` goes on with the sentence before.
            || ENGLISH.class(words[0]).is(Class::CONJUNCTION)
            || !part[..end].chars().all(|c| c.is_alphabetic() || " -’'".contains(c))
        {
            continue;
        }
        let is_verb =
            |verb: &str| verb.ends_with("ed") || ["ran", "went", "read", "began", "came", "wrote"].contains(&verb);
        let (first, last) = (words[0], words[words.len() - 1]);
        let whole = Span::new(clause.start(), clause.start() + end);
        // `“If the dam—” started Zita.`
        let inverted = is_verb(first)
            && (noun && is_person_noun(last) || words[1..].iter().all(|word| word.starts_with(char::is_uppercase)));
        let (verb, source) = if inverted {
            let verb = Span::new(whole.start(), whole.start() + first.len());
            (verb, Span::new(verb.end(), whole.end()).trim(text))
        } else if is_verb(last) {
            let verb = Span::new(whole.end() - last.len(), whole.end());
            (verb, Span::new(whole.start(), verb.start()).trim(text))
        } else {
            continue;
        };
        let made = made(Some(Spans::from(source)), Spans::from(quote.inner), Weight::UnknownVerb);
        found.push(Found { cue: Some(Spans::from(verb)), ..made });
    }
    let taken: Vec<Span> = found.iter().flat_map(|one| one.content.iter()).collect();
    credits.take_away(&taken, None);
    for one in found {
        credits.push(one);
    }
}

pub(super) fn made(source: Option<Spans>, content: Spans, sure: Weight) -> Found {
    let confidence = sure.value();
    Found { source, cue: None, content, kind: Kind::Direct, via: None, confidence, found_by: METHOD }
}

/// Source and cue of an attribution.
fn roles(one: &Found) -> impl Iterator<Item = Span> {
    [&one.source, &one.cue].into_iter().flatten().flat_map(Spans::iter)
}

/// Whether a quotation reads as a sentence: a capital first, a stop, question or exclamation mark last.
fn is_sentence(text: &str, quote: &Quotation) -> bool {
    let words = quote.inner.of(text).trim();
    let begins = words.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || c == '[' || c == '…');
    begins && words.ends_with(['.', '?', '!', '…']) && words.split_whitespace().count() >= WORDS && !is_title(words)
}

/// Whether all words but articles and the like have capitals, as in the title of a song or article.
pub(super) fn is_title(words: &str) -> bool {
    let small = Class::DETERMINER.or(Class::PREPOSITION).or(Class::CONJUNCTION);
    let (capital, lower): (Vec<&str>, Vec<&str>) =
        words.split_whitespace().skip(1).partition(|word| word.starts_with(char::is_uppercase));
    capital.len() > 1 && lower.iter().all(|word| ENGLISH.class(word).is(small))
}

/// The last sentence of `span`.
fn last_sentence(text: &str, span: Span) -> Span {
    let tokens = crate::text::token::tokens(text, span);
    let sentences = crate::text::sentence::sentences(text, &tokens);
    sentences.last().map_or(span, |range| crate::text::sentence::span_of(&tokens, range.clone()))
}

/// The name or pronoun that a sentence begins with, if a verb in lower case follows.
fn subject(text: &str, sentence: Span) -> Option<Span> {
    let part = sentence.of(text);
    if !part.ends_with(['.', ':']) && !part.contains(". ") {
        return None;
    }
    if let Some(noun) = noun_subject(text, sentence) {
        return Some(noun);
    }
    let mut end = 0;
    let mut words = part.split_inclusive(' ');
    let mut count = 0;
    let next = loop {
        let word = words.next()?;
        if !word.starts_with(char::is_uppercase) {
            break word.trim_end().trim_end_matches(['.', ',', ':']);
        }
        end += word.len();
        count += 1;
        if word.trim_end().ends_with(|c: char| !c.is_alphanumeric() && c != '.') {
            return None;
        }
    };
    let name = part[..end].trim_end();
    let named = count > 1 || PRONOUNS.contains(&name) || !is_common(name);
    (count > 0 && named && (next.ends_with("ed") || BEATS.contains(&next)))
        .then(|| Span::new(sentence.start(), sentence.start() + name.len()))
}

/// The person without a name that a sentence begins with: `[Her brother] stared at the floor.`, `[The barber] went to the door.`
fn noun_subject(text: &str, sentence: Span) -> Option<Span> {
    let mut words = sentence.of(text).split(' ');
    let (first, noun, verb) = (words.next()?, words.next()?, words.next()?);
    // `Her niece, who had been waiting, turned round.`
    let relative = noun.ends_with(',') && matches!(verb, "who" | "whose");
    let noun = if relative { noun.trim_end_matches(',') } else { noun };
    let verb = verb.trim_end_matches(['.', ',', ':']);
    let person = is_person_noun(noun);
    let acts = relative || verb.ends_with("ed") || BEATS.contains(&verb);
    let opens = matches!(first, "The" | "Her" | "His" | "My" | "Their");
    (opens && person && acts).then(|| Span::new(sentence.start(), sentence.start() + first.len() + 1 + noun.len()))
}

/// Irregular verbs of what somebody does while speaking.
static BEATS: WordList = WordList::named("uncredited.beats");

/// The one name of two capitalised words or more in a paragraph; `None` if there are several.
fn sole_name(text: &str, passage: &Passage) -> Option<Span> {
    let runs = capital_runs(text, passage.span).into_iter().filter(|(_, words)| (2..=4).contains(words));
    let sentence = passage.is_argument || passage.span.of(text).ends_with('.');
    let mut names = runs.filter(|_| sentence).map(|(run, _)| run);
    names.next().filter(|_| names.next().is_none())
}

/// Words that begin sentences with a capital and name nobody.
fn is_common(word: &str) -> bool {
    static COMMON: WordList = WordList::named("uncredited.common");
    COMMON.contains(&word)
}
