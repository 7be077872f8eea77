//! Lines and headings all of whose words are in capitals.

use crate::language::{Class, ENGLISH};
use crate::text::{Token, TokenKind};

/// Fewest words in capitals, one after the other, that are a line in capitals and no row of abbreviations.
const FEWEST: usize = 3;

/// Fewest words of a sentence that has no other words than those in capitals.
const FEWEST_ALONE: usize = 2;

/// Most letters of an abbreviation.
const ABBREVIATION: usize = 5;

/// For each token of a sentence, whether it is one of several words in capitals, one after the other, of which one is too
/// long for an abbreviation or a function word.
pub fn shouted(text: &str, sentence: &[Token]) -> Vec<bool> {
    let mut out = vec![false; sentence.len()];
    let word = |token: &Token| token.span.of(text);
    let capitals = |token: &Token| !word(token).contains(char::is_lowercase);
    // A colon ends the name of a turn: `ANN HOLT: WE ARE GLAD`.
    let ends = |token: &Token| token.kind == TokenKind::Word && !capitals(token) || word(token) == ":";
    let mut start = 0;
    while start < sentence.len() {
        let end = start + sentence[start..].iter().position(ends).unwrap_or(sentence.len() - start);
        let words: Vec<&str> =
            sentence[start..end].iter().filter(|token| token.kind == TokenKind::Word).map(word).collect();
        // `I` and `A` have capitals anyway.
        let words: Vec<&str> = words.into_iter().filter(|word| word.len() > 1).collect();
        let least = if start == 0 && end == sentence.len() { FEWEST_ALONE } else { FEWEST };
        let plain = |word: &&str| word.chars().count() > ABBREVIATION || ENGLISH.class(word).is(Class::FUNCTION);
        if words.len() >= least && words.iter().any(plain) {
            out[start..end].fill(true);
        }
        start = end + 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;
    use crate::text::token::tokens;

    fn count(text: &str) -> usize {
        let tokens = tokens(text, Span::new(0, text.len()));
        shouted(text, &tokens)
            .into_iter()
            .zip(&tokens)
            .filter(|(is, token)| *is && token.kind == TokenKind::Word)
            .count()
    }

    #[test]
    fn lines_in_capitals_are_told_from_abbreviations_and_labels() {
        assert_eq!(count("NORTHLAND ENDS SALT TAX The council voted."), 4);
        assert_eq!(count("FULL STATEMENT."), 2);
        assert_eq!(count("ANN HOLT: We are glad."), 0);
        assert_eq!(count("SEN. COLE: I thank the chair."), 0);
        assert_eq!(count("The FBI, CIA, NSA and the BBC said so."), 0);
    }
}
