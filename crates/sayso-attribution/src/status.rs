//! Whether the words credited are asserted by their speaker: said, denied, only supposed, or known from somebody else.

use crate::language::WordList;
use crate::passages::NESTED;
use crate::text::sentence::sentences;
use crate::text::span::floor;
use crate::text::token::tokens;
use crate::text::{Span, Token};
use crate::{Found, Kind};

/// How the text presents the words it credits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// The speaker says it.
    #[default]
    Asserted,
    /// The speaker denies it, doubts it, or is said not to have said it.
    Denied,
    /// The speaker would say it under a condition.
    Hypothetical,
    /// Somebody else, given as [`via`](crate::Attribution::via), says that the speaker said it.
    SecondHand,
}

/// Verbs and adjectives that turn the words credited into their opposite or into a doubt.
static DENIALS: WordList = WordList::named("status.denials");

/// Verbs that deny what follows if that is a claim or begins with `that`.
static REJECTIONS: WordList = WordList::named("status.rejections");

/// Nouns for what somebody else has said.
static CLAIMS: WordList = WordList::named("status.claims");

/// Words before or in a cue that negate it.
static NEGATIONS: WordList = WordList::named("status.negations");

/// Verbs that refuse to say: `declined to say whether`.
static REFUSALS: WordList = WordList::named("status.refusals");

/// Verbs of answering whose negation denies nothing: `did not respond to questions`.
static SILENCES: WordList = WordList::named("status.silences");

/// Verbs of saying whose negation takes a quotation back.
static SAYS: WordList = WordList::named("status.says");

/// Most tokens of a cue that is such a verb and little else.
const PLAIN: usize = 4;

/// Words that open a condition.
static CONDITIONS: WordList = WordList::named("status.conditions");

/// Most tokens between a condition and a cue of the same clause.
const CLAUSE: usize = 8;

/// Auxiliaries of a cue in a conditional sentence.
static MODALS: WordList = WordList::named("status.modals");

/// Bytes before a cue that are read, so that a long paragraph with many cues takes linear time.
const WINDOW: usize = 600;

/// Tokens before a cue in which a negation or modal belongs to it.
const NEAR: usize = 3;

impl Status {
    /// All, in the order they are shown.
    pub const ALL: [Self; 4] = [Self::Asserted, Self::Denied, Self::Hypothetical, Self::SecondHand];

    /// The word for it in queries and exports: `asserted`, `denied`, `hypothetical`, `second-hand`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Denied => "denied",
            Self::Hypothetical => "hypothetical",
            Self::SecondHand => "second-hand",
        }
    }

    /// Reads the status from the cue and the words around it. `paragraph` is the one that the cue stands in.
    pub(crate) fn read(text: &str, paragraph: Span, found: &Found) -> Self {
        let Some(cue) = &found.cue else { return Self::of_nested(found) };
        let start = floor(text, cue.start().saturating_sub(WINDOW)).max(paragraph.start());
        let tokens = tokens(text, Span::new(start, cue.end().max(start)));
        let at = tokens.partition_point(|token| token.span.end() <= cue.start());
        let sentence =
            sentences(text, &tokens).into_iter().find(|range| range.contains(&at)).unwrap_or(0..tokens.len());
        let outside = |token: &&Token| !found.content.overlaps(token.span);
        let lower = |token: &Token| token.span.of(text).to_lowercase();
        let before: Vec<String> = tokens[sentence.start..at].iter().filter(outside).map(lower).collect();
        let own: Vec<String> = tokens[at..]
            .iter()
            .take_while(|t| t.span.start() < cue.end())
            .filter(|t| cue.overlaps(t.span))
            .map(lower)
            .collect();
        let content = found.content.text(text).to_lowercase();
        // `He did not suggest retaliation: “Our goal is …”` is said, `He never said “…”` is not.
        let plain = own.len() <= PLAIN && own.iter().any(|word| SAYS.contains(&word.as_str()));
        let can_be = found.kind != Kind::Direct || plain;
        if can_be && is_denied(&before, &own, &content) {
            return Self::Denied;
        }
        if is_hypothetical(&before, &own) { Self::Hypothetical } else { Self::of_nested(found) }
    }

    fn of_nested(found: &Found) -> Self {
        if found.found_by == NESTED { Self::SecondHand } else { Self::Asserted }
    }
}

fn is_denied(before: &[String], cue: &[String], content: &str) -> bool {
    let has = |words: &[String], list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let near = &before[before.len().saturating_sub(NEAR)..];
    // `did not deny` and `never denied` say it after all.
    // `stopped short of saying`, but not `firms short of staff say`.
    let short = near.ends_with(&["short".to_owned(), "of".to_owned()])
        || cue.windows(2).any(|pair| pair[0] == "short" && pair[1] == "of");
    let negated =
        (short || has(near, &NEGATIONS) || has(cue, &NEGATIONS)) && ![near, cue].into_iter().any(is_negation_undone);
    if has(cue, &DENIALS) {
        return !negated;
    }
    let claimed = || {
        let first =
            content.split_whitespace().find(|word| !matches!(*word, "the" | "a" | "any" | "all" | "this" | "such"));
        has(cue, &CLAIMS) || first.is_some_and(|word| word == "that" || CLAIMS.contains(&word))
    };
    if has(cue, &REJECTIONS) && claimed() {
        return !negated;
    }
    let refused = has(near, &REFUSALS) || has(cue, &REFUSALS);
    (negated && !has(cue, &SILENCES))
        || (refused && has(cue, &["say", "confirm", "comment", "tell", "to"]) && content.starts_with(['w', 'i']) && {
            ["whether", "if", "which", "why", "who", "when", "where"].iter().any(|word| content.starts_with(word))
        })
}

/// Returns `true` if a negation among the words denies nothing: `cannot help but worry`, `why not say`.
fn is_negation_undone(words: &[String]) -> bool {
    let follow = |first: &str, second: &str| words.windows(2).any(|pair| pair[0] == first && pair[1] == second);
    follow("help", "but") || follow("why", "not")
}

/// A condition before the cue, and a modal at the cue or no clause between them: `if he wins, he will say`.
fn is_hypothetical(before: &[String], cue: &[String]) -> bool {
    // `Even if` and `as if` open no condition.
    let is_condition = |at: usize| {
        let led = at > 0 && matches!(before[at - 1].as_str(), "even" | "as");
        // `Should he lose, he will say`
        let inverted = at == 0 && before[at] == "should";
        (CONDITIONS.contains(&before[at].as_str()) || inverted) && !led
    };
    let Some(condition) = (0..before.len()).rev().find(|&at| is_condition(at)) else { return false };
    let clause = &before[condition..];
    let same_clause =
        clause.len() <= CLAUSE && !clause.iter().any(|word| matches!(word.as_str(), "," | "that" | "then"));
    let near = &before[before.len().saturating_sub(NEAR)..];
    same_clause || near.iter().chain(cue).any(|word| MODALS.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::Status;
    use crate::analyse;
    use crate::document::ingest;

    /// The status of the first attribution of a sentence.
    fn status(sentence: &str) -> Option<&'static str> {
        let text = format!("The rope at the harbour\n\nThe town met on Monday.\n\n{sentence}\n");
        analyse(&ingest(text.as_bytes(), "a.txt")).attributions.first().map(|one| one.status.name())
    }

    #[test]
    fn what_is_denied_is_not_said() {
        for sentence in [
            "Ann Lee denied that the bridge was shut.",
            "Ann Lee never said “the bridge is shut”.",
            "Ann Lee did not say that the bridge was shut.",
            "Ann Lee has not said whether the bridge will shut.",
            "Ann Lee refused to say whether the bridge was shut.",
            "Ann Lee rejected the claim that the bridge was shut.",
            "Ann Lee doubts that the bridge is shut.",
            "Ann Lee stopped short of saying that the bridge was shut.",
        ] {
            assert_eq!(status(sentence), Some(Status::Denied.name()), "{sentence}");
        }
    }

    #[test]
    fn what_is_supposed_is_not_said() {
        for sentence in [
            "If she wins, Ann Lee will say that the bridge was shut.",
            "Should she lose, Ann Lee would say that the bridge was shut.",
            "If Ann Lee says that the bridge is shut, the town will close.",
        ] {
            assert_eq!(status(sentence), Some(Status::Hypothetical.name()), "{sentence}");
        }
    }

    #[test]
    fn what_is_said_is_said() {
        for sentence in [
            "Firms short of staff say that the rules must change.",
            "Ann Lee said that the bridge was shut.",
            "Ann Lee said she would not deny that the bridge was shut.",
            "Ann Lee did not deny that the bridge was shut.",
            "Ann Lee did not respond to questions about the bridge.",
            "Ann Lee has not replied to requests for comment.",
            "Asked if the bridge was shut, Ann Lee said that it was not.",
            "Even if the rope was new, Ann Lee said that the bridge would be shut.",
            "Ann Lee cannot help but worry that the bridge is shut.",
            "“The bridge is not shut,” Ann Lee said.",
        ] {
            assert_eq!(status(sentence), Some(Status::Asserted.name()), "{sentence}");
        }
    }

    #[test]
    fn somebody_quoted_by_somebody_is_second_hand() {
        for (sentence, via) in [
            ("The Gazette reported that Captain Joan Frey said “the ferry is sound”.", "The Gazette"),
            ("A poster claims Captain Joan Frey said “the ferry is for fools.” She did not.", "A poster"),
        ] {
            let text = format!("The rope at the harbour\n\n{sentence}\n");
            let analysis = analyse(&ingest(text.as_bytes(), "a.txt"));
            let row = analysis.attributions.iter().find(|one| one.status == Status::SecondHand).expect("a row");
            let words = row.via.as_ref().map(|via| via.span.of(&text));
            assert_eq!(
                words.map(|words| words.trim_start_matches("The ")),
                Some(via.trim_start_matches("The ")),
                "{sentence}"
            );
        }
    }

    #[test]
    fn a_clause_that_describes_a_thing_quotes_nobody() {
        let text = "The rope at the harbour\n\nAnn Lee said nothing the mayor said “will calm the town” at all.\n";
        let analysis = analyse(&ingest(text.as_bytes(), "a.txt"));
        assert!(analysis.attributions.iter().all(|one| one.status != Status::SecondHand), "{analysis:#?}");
    }
}
