//! What the features see of one word: hashes of its forms, taken once in one walk over its characters.

use super::hash::WordHash;
use crate::text::token::is_apostrophe;

/// One word as numbers. Letters are lowered and every apostrophe is `'`, but for `shape`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lexeme {
    /// The whole word.
    pub word: u32,
    /// Its pattern of letters, runs taken as one: `Xx` for `Seoul`, `d,d` for `1,100`.
    pub shape: u32,
    /// Its first four characters.
    pub head: u32,
    /// Its last two, three and four characters.
    pub tails: [u32; 3],
    /// Whether it starts with a capital.
    pub capital: bool,
    /// Whether it starts with a letter or a digit.
    pub wordlike: bool,
}

/// Longest shape told apart.
const SHAPE: usize = 6;

impl Lexeme {
    /// Reads `word`.
    pub fn new(word: &str) -> Self {
        let first = word.chars().next().unwrap_or(' ');
        let (mut whole, mut head, mut count) = (WordHash::EMPTY, WordHash::EMPTY, 0);
        let mut last = ['\0'; 4];
        let mut push = |c: char| {
            whole = whole.with(c);
            if count < 4 {
                head = whole;
            }
            count += 1;
            last = [last[1], last[2], last[3], c];
        };
        for c in word.chars() {
            if c.is_ascii() {
                push(c.to_ascii_lowercase());
            } else if is_apostrophe(c) {
                push('\'');
            } else {
                c.to_lowercase().for_each(&mut push);
            }
        }
        let tail =
            |n: usize| last[4 - n..].iter().filter(|c| **c != '\0').fold(WordHash::EMPTY, |h, c| h.with(*c)).get();
        Self {
            word: whole.get(),
            shape: shape(word),
            head: head.get(),
            tails: [tail(2), tail(3), tail(4)],
            capital: first.is_uppercase(),
            wordlike: first.is_alphanumeric(),
        }
    }

    /// A mark known for what it does: both the word and its shape are `role`.
    #[must_use]
    pub fn in_role(self, role: u32) -> Self {
        Self { word: role, shape: role, head: role, tails: [role; 3], ..self }
    }
}

fn shape(word: &str) -> u32 {
    let (mut hash, mut last, mut len) = (WordHash::EMPTY, '\0', 0);
    for c in word.chars() {
        let class = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_lowercase() => 'x',
            c if c.is_numeric() => 'd',
            c if is_apostrophe(c) => '\'',
            c => c,
        };
        if class != last {
            hash = hash.with(class);
            last = class;
            len += 1;
            if len == SHAPE {
                break;
            }
        }
    }
    hash.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_the_sort_of_apostrophe_change_the_shape_at_most() {
        assert_eq!(Lexeme::new("Seoul").word, Lexeme::new("SEOUL").word);
        assert_ne!(Lexeme::new("Seoul").shape, Lexeme::new("SEOUL").shape);
        assert_eq!(Lexeme::new("n’t"), Lexeme::new("n't"));
    }

    #[test]
    fn ends_are_shared_by_words_that_end_alike() {
        let (said, paid) = (Lexeme::new("said"), Lexeme::new("paid"));
        assert_eq!(said.tails[..2], paid.tails[..2]);
        assert_ne!(said.tails[2], paid.tails[2]);
        assert_eq!(Lexeme::new("Stoltenberg").head, Lexeme::new("stol").head);
    }
}
