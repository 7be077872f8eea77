//! Tokens: words, numbers and marks, the units the attribution engine reads.
//!
//! A split follows the Penn Treebank where it matters for attribution: `said's` clitics and `n't` stand
//! alone, `U.S.` and `Mr.` keep their stop, every quotation mark is a token of its own.

use super::Span;
use crate::language::WordList;

/// What a token is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum TokenKind {
    /// Letters (with `'s`, `n't` split off), abbreviations with their stops.
    Word,
    /// Digits with the marks between them: `1,100`, `3.5`, `10:30`.
    Number,
    /// Anything else: one punctuation mark, or a run of stops or dashes.
    Mark,
}

/// One token: where it stands and what it is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// The bytes it takes in the text that was split.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

/// Fewest bytes of running text for each token, the space before it counted.
pub const BYTES: usize = 4;

/// Words that keep a final stop: titles, months, American states, company forms. Their stop ends no sentence.
static ABBREVIATIONS: WordList = WordList::named("token.abbreviations");

/// The tokens of `text[within]`, in order; white space is between them and in none. Linear in the text.
pub fn tokens(text: &str, within: Span) -> Vec<Token> {
    let mut out = Vec::with_capacity(within.len() / BYTES);
    push_tokens(text, within, &mut out);
    out
}

/// Adds the [`tokens`] of `text[within]` to `out`.
pub fn push_tokens(text: &str, within: Span, out: &mut Vec<Token>) {
    let part = within.of(text);
    let mut at = 0;
    while let Some(c) = part[at..].chars().next() {
        let rest = &part[at..];
        let (len, kind) = if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        } else if c.is_ascii_digit() {
            (number(rest), TokenKind::Number)
        } else if is_word(c) {
            (word(rest), TokenKind::Word)
        } else if let Some(len) = clitic(rest).filter(|_| at > 0 && part[..at].ends_with(is_word)) {
            (len, TokenKind::Word)
        } else {
            (mark(rest, c), TokenKind::Mark)
        };
        let start = within.start() + at;
        out.push(Token { span: Span::new(start, start + len), kind });
        at += len;
    }
}

/// A character that words are made of.
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// A mark that can stand for an apostrophe.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Returns `true` if `word` (without its stop, in any case) is an abbreviation that keeps its stop.
pub fn is_abbreviation(word: &str) -> bool {
    word.len() <= 6 && ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

fn number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut end = 0;
    while end < bytes.len() {
        let between = matches!(bytes[end], b'.' | b',' | b':') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !bytes[end].is_ascii_digit() && !between {
            break;
        }
        end += 1;
    }
    // `1990s`, `18th`: letters that follow belong to it.
    end + rest[end..].find(|c| !is_word(c)).unwrap_or(rest.len() - end)
}

fn word(rest: &str) -> usize {
    if let Some(len) = initials(rest) {
        return len;
    }
    let len = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
    let (head, tail) = rest.split_at(len);
    if let Some(after) = tail.strip_prefix('.') {
        let initial = len == 1 && head.starts_with(char::is_uppercase) && next_is_capital(after);
        if initial || (is_abbreviation(head) && after.starts_with(char::is_whitespace)) {
            return len + 1;
        }
    }
    // `don't` is `do` + `n't`: the cut falls before the n.
    if head.len() > 1 && head.ends_with(['n', 'N']) && not_clitic(&rest[len - 1..]).is_some() {
        return len - 1;
    }
    if head.eq_ignore_ascii_case("n") {
        return not_clitic(rest).unwrap_or(len);
    }
    len
}

/// `U.S.`, `a.m.`: two or more of a letter and a stop.
fn initials(rest: &str) -> Option<usize> {
    let pairs = rest.as_bytes().chunks_exact(2).take_while(|p| p[0].is_ascii_alphabetic() && p[1] == b'.').count();
    (pairs >= 2).then_some(pairs * 2)
}

fn next_is_capital(after: &str) -> bool {
    let mut chars = after.chars();
    chars.next().is_some_and(char::is_whitespace) && chars.next().is_some_and(char::is_uppercase)
}

/// Length of `n't` at the start of `rest`.
fn not_clitic(rest: &str) -> Option<usize> {
    let mut chars = rest.chars();
    let n = chars.next().filter(|c| matches!(c, 'n' | 'N'))?;
    let mark = chars.next().filter(|c| is_apostrophe(*c))?;
    chars.next().filter(|c| matches!(c, 't' | 'T'))?;
    (!chars.next().is_some_and(is_word)).then_some(n.len_utf8() + mark.len_utf8() + 1)
}

/// Length of `'s`, `'re`, `'ve`, `'ll`, `'d`, `'m` at the start of `rest`.
fn clitic(rest: &str) -> Option<usize> {
    let mark = rest.chars().next().filter(|c| is_apostrophe(*c))?.len_utf8();
    let tail = &rest[mark..];
    let len = tail.find(|c| !is_word(c)).unwrap_or(tail.len());
    let known = ["s", "re", "ve", "ll", "d", "m"].iter().any(|k| tail[..len].eq_ignore_ascii_case(k));
    known.then_some(mark + len)
}

fn mark(rest: &str, first: char) -> usize {
    if matches!(first, '.' | '-') {
        return rest.len() - rest.trim_start_matches(first).len();
    }
    first.len_utf8()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str) -> Vec<&str> {
        tokens(text, Span::new(0, text.len())).iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn words_numbers_and_marks() {
        let cases: &[(&str, &[&str])] = &[
            ("Mr. Smith’s U.S. don't", &["Mr.", "Smith", "’s", "U.S.", "do", "n't"]),
            ("‘exclusive,’he said", &["‘", "exclusive", ",", "’", "he", "said"]),
            ("1,100 men at 10:30...", &["1,100", "men", "at", "10:30", "..."]),
            ("John F. Kennedy--the 1990s", &["John", "F.", "Kennedy", "--", "the", "1990s"]),
            ("can’t won't n't", &["ca", "n’t", "wo", "n't", "n't"]),
            ("the workers’ party", &["the", "workers", "’", "party"]),
        ];
        for (text, want) in cases {
            assert_eq!(&split(text), want, "{text}");
        }
    }

    proptest! {
        #[test]
        fn tokens_tile_all_but_white_space(text in "\\PC{0,80}") {
            let got = tokens(&text, Span::new(0, text.len()));
            let mut at = 0;
            for token in got {
                prop_assert!(!token.span.is_empty());
                prop_assert!(text[at..token.span.start()].chars().all(char::is_whitespace));
                prop_assert!(!token.span.of(&text).is_empty());
                at = token.span.end();
            }
            prop_assert!(text[at..].chars().all(char::is_whitespace));
        }
    }
}
