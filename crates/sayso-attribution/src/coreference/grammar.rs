//! Phrases and subjects, told by parts of speech. Where none are known, nothing here is a phrase or a subject.

use std::ops::Range;

use super::page::Page;
use crate::language::Class;
use crate::pos::Pos;

/// Most tokens of a noun phrase before its head.
const PHRASE: usize = 12;

/// Most tokens of an apposition between a subject and its verb.
const APPOSITION: usize = 24;

/// Returns `true` for a verb form that takes a subject: `said`, `is`, `will`.
pub fn is_finite(page: &Page, at: usize) -> bool {
    page.pos(at).is_finite() && page.word(at + 1) != "by"
}

/// First token of the noun phrase whose head, or last word, is at `head`: `a senior [official]`.
pub fn phrase_start(page: &Page, head: usize) -> usize {
    let inside = |at: usize| {
        let pos = page.pos(at);
        let part = pos.is_noun() || matches!(pos, Pos::Adj | Pos::Num | Pos::Det | Pos::PrpS);
        page.together(at, head) && (part || page.is_possessive(at) || page.is_dash(at) && page.clings(at))
    };
    let mut first = head;
    while first > 0 && head - first < PHRASE && inside(first - 1) {
        first -= 1;
        // A determiner opens a phrase.
        let opens = matches!(page.pos(first), Pos::Det | Pos::PrpS) || page.class(first).is(Class::DETERMINER);
        if opens {
            break;
        }
    }
    first
}

/// Returns `true` if the noun phrase that ends with `words` is the subject of a finite verb behind it: `but groundsman
/// [Geoff Pole] rejected`, `[Jane Bell], the shadow chancellor, responded`.
pub fn has_verb(page: &Page, words: &Range<usize>) -> bool {
    let first = phrase_start(page, words.start);
    let governed = first > 0 && page.together(first - 1, first) && page.pos(first - 1) == Pos::Adp;
    !governed && verb_behind(page, words.end).is_some()
}

/// The finite verb of a subject that ends before `end`; adverbs and one apposition between commas may stand between.
pub fn verb_behind(page: &Page, end: usize) -> Option<usize> {
    let here = |at: usize| at < page.len() && page.together(at, end.saturating_sub(1));
    let adverbs = |from: usize| (from..from + 3).find(|&at| page.pos(at) != Pos::Adv);
    let verb = |from: usize| adverbs(from).filter(|&at| here(at) && is_finite(page, at));
    if page.word(end) != "," {
        return verb(end);
    }
    let close = (end + 2..end + APPOSITION).take_while(|&at| here(at)).find(|&at| page.word(at) == ",")?;
    // `Lee, who left, said` and `Lee, the mayor, said`, but not `Lee, Ruiz, said`.
    let opens = matches!(page.pos(end + 1), Pos::Det | Pos::PrpS | Pos::Wp | Pos::Num | Pos::Nn | Pos::Adj);
    verb(close + 1).filter(|_| opens)
}

/// The noun phrase that the relative pronoun at `at` tells more of: `[rural voters in the north], who`. `None` if it
/// does not stand directly before.
pub fn antecedent_phrase(page: &Page, at: usize) -> Option<Range<usize>> {
    let comma = at.checked_sub(1).filter(|&before| page.word(before) == ",").unwrap_or(at);
    let end = Some(comma).filter(|&end| end > 0 && page.together(end - 1, at))?;
    if !page.pos(end - 1).is_noun() {
        return None;
    }
    let first = phrase_start(page, end - 1);
    // `the head of the school, who`
    let of = first.checked_sub(1).filter(|&of| of > 0 && page.word(of) == "of" && page.pos(of - 1).is_noun());
    Some(of.map_or(first, |of| phrase_start(page, of - 1))..end)
}
