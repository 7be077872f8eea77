//! Sentences: where one ends, told from the tokens of a paragraph.

use super::{Span, Token};

/// The sentences of one paragraph as ranges of token indices, in order; they tile the tokens.
///
/// A sentence ends after `.`, `!`, `?` or `…` and the closing marks behind it, where the next word starts
/// with a capital or a digit. A stop inside an abbreviation is part of that token and ends nothing.
pub fn sentences(text: &str, tokens: &[Token]) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for at in 1..tokens.len() {
        if breaks_before(text, tokens, at) {
            out.push(start..at);
            start = at;
        }
    }
    if start < tokens.len() {
        out.push(start..tokens.len());
    }
    out
}

/// The bytes that a range of tokens takes, first to last.
pub fn span_of(tokens: &[Token], range: std::ops::Range<usize>) -> Span {
    match (tokens.get(range.start), tokens.get(range.end.saturating_sub(1))) {
        (Some(first), Some(last)) if range.start < range.end => first.span.cover(last.span),
        _ => Span::default(),
    }
}

fn breaks_before(text: &str, tokens: &[Token], at: usize) -> bool {
    let word = |i: usize| tokens[i].span.of(text);
    // A closing mark clings to what it closes: that tells `"` closing from `"` opening.
    let clings = |i: usize| is_closer(word(i)) && tokens[i - 1].span.end() == tokens[i].span.start();
    if clings(at) {
        return false;
    }
    let mut last = at - 1;
    while last > 0 && clings(last) {
        last -= 1;
    }
    let ends = matches!(word(last), "." | "!" | "?" | "…") || word(last).starts_with("...");
    if !ends {
        return false;
    }
    let next = (at..tokens.len()).find(|&i| !is_opener(word(i)));
    next.is_some_and(|i| word(i).starts_with(|c: char| c.is_uppercase() || c.is_numeric()))
}

fn is_closer(mark: &str) -> bool {
    matches!(mark, "”" | "\"" | "’" | "'" | "»" | ")" | "]")
}

fn is_opener(mark: &str) -> bool {
    matches!(mark, "“" | "\"" | "‘" | "'" | "«" | "(" | "[" | "„")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokens;

    fn split(text: &str) -> Vec<&str> {
        let tokens = tokens(text, Span::new(0, text.len()));
        sentences(text, &tokens).into_iter().map(|r| span_of(&tokens, r).of(text)).collect()
    }

    #[test]
    fn stops_quotation_marks_and_abbreviations() {
        let cases: &[(&str, &[&str])] = &[
            ("Mr. Smith left. He said so.", &["Mr. Smith left.", "He said so."]),
            ("“Go.” She went.", &["“Go.”", "She went."]),
            ("‘Why?’ he asked. ‘No.’", &["‘Why?’ he asked.", "‘No.’"]),
            ("It costs 3.5 in the U.S. today", &["It costs 3.5 in the U.S. today"]),
            ("\"One.\" \"Two.\"", &["\"One.\"", "\"Two.\""]),
        ];
        for (text, want) in cases {
            assert_eq!(&split(text), want, "{text}");
        }
    }
}
