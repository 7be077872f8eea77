//! Words on their way into the index, as one text: a list of tokens takes ten times the memory of the words, which for
//! one long paragraph is most of what reading an article takes.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name that the fields of words know [`WordTokenizer`] by.
pub const TOKENIZER: &str = "words";

/// Stands behind each word. No word has it: words are letters, digits and what joins them.
const END: char = '\u{1f}';

/// Stands before a number of places that are left out.
const GAP: char = '\u{1e}';

/// Words in the order of their places.
#[derive(Default)]
pub struct WordList {
    text: String,
    /// The place after the last word.
    next: usize,
}

impl WordList {
    /// Adds a word at a place behind the last one.
    pub fn push(&mut self, word: &str, place: usize) {
        if place > self.next {
            self.text.push(GAP);
            self.text += &(place - self.next).to_string();
            self.text.push(END);
        }
        self.text += word;
        self.text.push(END);
        self.next = place + 1;
    }

    /// Adds a word right behind the last one.
    pub fn push_next(&mut self, word: &str) {
        self.push(word, self.next);
    }

    /// The text that [`WordTokenizer`] reads; `None` without words.
    pub fn into_text(self) -> Option<String> {
        Some(self.text).filter(|text| !text.is_empty())
    }
}

/// Reads the text of a [`WordList`].
#[derive(Clone, Default)]
pub struct WordTokenizer(Token);

/// The words of one text.
pub struct Words<'a> {
    rest: &'a str,
    next: usize,
    token: &'a mut Token,
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = Words<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Words<'a> {
        self.0.reset();
        Words { rest: text, next: 0, token: &mut self.0 }
    }
}

impl TokenStream for Words<'_> {
    fn advance(&mut self) -> bool {
        while let Some((word, rest)) = self.rest.split_once(END) {
            self.rest = rest;
            if let Some(gap) = word.strip_prefix(GAP) {
                self.next += gap.parse::<usize>().unwrap_or(0);
                continue;
            }
            self.token.text.clear();
            self.token.text.push_str(word);
            self.token.position = self.next;
            self.next += 1;
            return true;
        }
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_at_their_places() {
        let mut list = WordList::default();
        for (word, at) in [("of", 0), ("the", 1), ("sea", 7), ("of", 8)] {
            list.push(word, at);
        }
        list.push_next("seas");
        let (mut tokenizer, mut found) = (WordTokenizer::default(), Vec::new());
        let text = list.into_text().unwrap();
        tokenizer.token_stream(&text).process(&mut |token| found.push((token.text.clone(), token.position)));
        let wanted = [("of", 0), ("the", 1), ("sea", 7), ("of", 8), ("seas", 9)];
        assert_eq!(found, wanted.map(|(word, at)| (word.to_owned(), at)));
        assert_eq!(WordList::default().into_text(), None);
    }
}
