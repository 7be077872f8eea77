//! Place and agency before the first sentence of a news story: `LYON, March 3 (Reuters) - `.

use crate::text::{Token, TokenKind};

/// Most tokens of a dateline, its dash included.
const LONGEST: usize = 16;

/// Number of tokens of the dateline that `tokens` begin with, the dash included; 0 if they begin with none. A dateline
/// is a place in capitals, or any name before an agency in brackets, and ends with a dash between spaces.
pub fn length(text: &str, tokens: &[Token]) -> usize {
    let word = |at: usize| tokens.get(at).map_or("", |token: &Token| token.span.of(text));
    let spaced = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let apart = |a: Option<&Token>, b: Option<&Token>| a.zip(b).is_some_and(|(a, b)| a.span.end() < b.span.start());
        apart(before, tokens.get(at)) && apart(tokens.get(at), tokens.get(at + 1))
    };
    let is_dash = |at: usize| matches!(word(at), "-" | "–" | "—" | "--") && spaced(at);
    let Some(dash) = (1..tokens.len().min(LONGEST)).find(|&at| is_dash(at)) else { return 0 };
    let place = word(0);
    // `LA CROSSE`
    let capitals = |at: usize| word(at).chars().all(char::is_uppercase);
    let letters = word(0).chars().count() + if capitals(1) { word(1).chars().count() } else { 0 };
    let shouted = letters > 2 && capitals(0);
    let bracketed = word(dash - 1) == ")" && place.starts_with(char::is_uppercase);
    let plain = (0..dash).all(|at| is_part(tokens, text, at, word(dash - 1) == ")"));
    if (shouted || bracketed) && plain { dash + 1 } else { 0 }
}

/// Returns `true` for a name, a number, or a mark that a dateline has. Inside brackets any word is.
fn is_part(tokens: &[Token], text: &str, at: usize, bracketed: bool) -> bool {
    let word = tokens[at].span.of(text);
    let inside = bracketed && tokens[..at].iter().any(|token| token.span.of(text) == "(");
    let mark = tokens[at].kind == TokenKind::Mark && matches!(word, "," | "." | "(" | ")" | "/" | "’" | "'" | "-");
    inside || mark || tokens[at].kind == TokenKind::Number || word.starts_with(char::is_uppercase) || word == "de"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;
    use crate::text::token::tokens;

    #[test]
    fn a_dateline_ends_with_its_dash() {
        for (text, rest) in [
            ("LYON (Reuters) - Krell cut jobs.", "Krell"),
            ("LYON, March 3 - Krell cut jobs.", "Krell"),
            ("NEW YORK — Krell cut jobs.", "Krell"),
            ("LA CROSSE, Wis. — Krell cut jobs.", "Krell"),
            ("Lyon, France (Halden News) – Krell cut jobs.", "Krell"),
            ("Krell - a firm - cut jobs.", "Krell"),
            ("NATO said so - and left.", "NATO"),
            ("IBM-owned Krell cut jobs.", "IBM"),
        ] {
            let tokens = tokens(text, Span::new(0, text.len()));
            assert!(tokens[length(text, &tokens)].span.of(text).starts_with(rest), "{text}");
        }
    }
}
