//! Dialogue whose lines begin with a dash: `— What do you think, said Solveig. The well is dry.`
//!
//! A line is its speaker's but for the one clause that credits it. A line without such a clause goes to whoever spoke
//! two lines before.

use super::credits::Credits;
use super::passage::Passage;
use crate::language::{ENGLISH, WordList};
use crate::text::token::{Token, tokens};
use crate::text::{Span, Spans};
use crate::weights::Weight;
use crate::{Found, Kind};

/// What the source card says of it.
pub(super) const METHOD: &str = "dash";

/// Fewest lines of a dialogue.
const LINES: usize = 2;

/// Most tokens of a clause that credits.
const CLAUSE: usize = 7;

/// The clause of a line that says who speaks.
pub(super) struct Clause {
    /// All of it, to its last mark.
    pub span: Span,
    /// Who speaks.
    pub source: Span,
    /// The verb.
    pub cue: Span,
}

/// Credits the lines of every dialogue, in place of what was found in them.
pub(super) fn credit(text: &str, passages: &[Passage], credits: &mut Credits) {
    let lines: Vec<(usize, Span)> =
        passages.iter().enumerate().filter_map(|(at, passage)| Some((at, line(text, passage)?))).collect();
    let clauses: Vec<Option<Clause>> = lines.iter().map(|(_, words)| clause(text, *words)).collect();
    if lines.len() < LINES || clauses.iter().all(Option::is_none) {
        return;
    }
    // The speakers of the line before and of the one before that.
    let mut last: [Option<Span>; 2] = [None, None];
    for (line, ((at, words), clause)) in lines.iter().zip(&clauses).enumerate() {
        if line == 0 || lines[line - 1].0 + 1 != *at {
            last = [None, None];
        }
        let own = clause.as_ref().map(|clause| clause.source);
        // `she said` of a line is who spoke two lines before.
        let pronoun = own.is_some_and(|source| matches!(source.of(text), "he" | "she" | "they"));
        let source = own.filter(|_| !pronoun).or(last[1]).or(own);
        last = [source, last[0]];
        let pieces = pieces(text, *words, clause.as_ref());
        let Some(content) = Spans::new(pieces) else { continue };
        credits.drop_in(*at, |one| one.content.overlaps(*words));
        credits.push(Found {
            source: source.map(Spans::from),
            cue: clause.as_ref().map(|clause| Spans::from(clause.cue)),
            content,
            kind: Kind::Direct,
            via: None,
            confidence: if clause.is_some() { Weight::Dash } else { Weight::DashByTurn }.value(),
            found_by: METHOD,
        });
    }
}

/// The words behind the dash of a line of dialogue, which ends as a sentence does.
fn line(text: &str, passage: &Passage) -> Option<Span> {
    let part = passage.span.of(text);
    let rest = part.strip_prefix(['—', '–', '―']).filter(|rest| rest.starts_with(char::is_whitespace))?;
    let words = rest.trim_start();
    let spoken = words.starts_with(char::is_uppercase) && words.ends_with(['.', '?', '!', '…', '—']);
    (passage.is_argument && spoken).then(|| Span::new(passage.span.end() - words.len(), passage.span.end()))
}

/// The words of a line on both sides of its clause.
fn pieces(text: &str, words: Span, clause: Option<&Clause>) -> Vec<Span> {
    let Some(clause) = clause else { return vec![words] };
    let sides = [Span::new(words.start(), clause.span.start()), Span::new(clause.span.end(), words.end())];
    sides.into_iter().map(|side| side.trim(text)).filter(|side| side.of(text).contains(char::is_alphanumeric)).collect()
}

/// The first clause that credits: a verb of speech with its subject, behind a comma or the end of a sentence.
pub(super) fn clause(text: &str, line: Span) -> Option<Clause> {
    let tokens = tokens(text, line);
    let mark = |at: usize| matches!(tokens[at - 1].span.of(text), "," | "?" | "!" | "—" | "–" | "…");
    (1..tokens.len()).filter(|&at| mark(at)).find_map(|first| clause_at(text, &tokens[first..]))
}

/// The clause that credits at the start of `span`: `cried her aunt.`
pub(super) fn clause_first(text: &str, span: Span) -> Option<Clause> {
    clause_at(text, &tokens(text, span))
}

/// Verbs of exclaiming and the like, which credit only beside a quotation.
static VERBS: WordList = WordList::named("dashes.verbs");

/// Whether a verb credits the words beside it.
fn is_speech(verb: &str) -> bool {
    ENGLISH.speaks(verb) || VERBS.contains(&verb)
}

fn clause_at(text: &str, tokens: &[Token]) -> Option<Clause> {
    let word = |at: usize| tokens.get(at).map_or("", |token: &Token| token.span.of(text));
    let ends = |at: &usize| matches!(word(*at), "." | "," | ";" | ":" | "—" | "–" | "?" | "!");
    let end = (0..tokens.len().min(CLAUSE + 1)).find(ends)?;
    let verb = (0..end).find(|&at| is_speech(word(at)))?;
    let subject = if verb == 0 { 1..end } else { 0..verb };
    let names = |at: usize| {
        word(at).starts_with(char::is_uppercase) || matches!(word(at), "he" | "she" | "they" | "the" | "his" | "her")
    };
    let plain = subject.clone().all(|at| word(at).contains(char::is_alphabetic));
    let source = (!subject.is_empty() && plain && names(subject.start) && word(subject.start) != "I")
        .then(|| tokens[subject.start].span.cover(tokens[subject.end - 1].span))?;
    Some(Clause { span: tokens[0].span.cover(tokens[end].span), source, cue: tokens[verb].span })
}
