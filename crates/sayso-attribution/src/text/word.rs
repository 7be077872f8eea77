//! Words as a reader steps over them: letters and digits, with an apostrophe, a hyphen or a stop between.

use super::Span;
use super::token::{is_apostrophe, is_word};

/// The first word that begins at `at` or behind it.
pub fn after(text: &str, at: usize) -> Option<Span> {
    let rest = text.get(at..)?;
    let start = at + rest.find(is_word)?;
    Some(Span::new(start, end_of(text, start)))
}

/// The last word that begins before `at`.
pub fn before(text: &str, at: usize) -> Option<Span> {
    let head = text.get(..at)?;
    let mut start = head.trim_end_matches(|c| !is_word(c)).len();
    while let Some(c) = text[..start].chars().next_back() {
        let next = start - c.len_utf8();
        let part = is_word(c) || (joins(c) && text[..next].ends_with(is_word));
        if !part {
            break;
        }
        start = next;
    }
    head[..].get(start..).filter(|word| word.starts_with(is_word))?;
    Some(Span::new(start, end_of(text, start)))
}

fn end_of(text: &str, start: usize) -> usize {
    let mut chars = text[start..].char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let part = is_word(c) || (joins(c) && chars.peek().is_some_and(|(_, next)| is_word(*next)));
        if !part {
            return start + at;
        }
    }
    text.len()
}

/// Between two letters it parts no words.
fn joins(c: char) -> bool {
    is_apostrophe(c) || matches!(c, '-' | '.' | ',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str) -> Vec<&str> {
        let mut words = Vec::new();
        let mut at = 0;
        while let Some(word) = after(text, at) {
            words.push(word.of(text));
            at = word.end();
        }
        words
    }

    #[test]
    fn a_word_keeps_what_stands_inside_it() {
        let text = "‘The U.S. can’t pay 1,100.5 well-known men’, he said… Yes.";
        let want = ["The", "U.S", "can’t", "pay", "1,100.5", "well-known", "men", "he", "said", "Yes"];
        assert_eq!(all(text), want);
    }

    proptest! {
        #[test]
        fn the_way_back_is_the_way_there(text in "[a-zé0-9’,. \n-]{0,40}") {
            let mut there = Vec::new();
            let mut at = 0;
            while let Some(word) = after(&text, at) {
                there.push(word);
                at = word.end();
            }
            let mut back = Vec::new();
            let mut at = text.len();
            while let Some(word) = before(&text, at) {
                back.push(word);
                at = word.start();
            }
            back.reverse();
            prop_assert_eq!(there, back);
        }
    }
}
