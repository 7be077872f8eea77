//! Small questions about a line of text, asked by everything that guesses at a plain text's shape.

use std::collections::HashSet;

/// Words that stay small in a headline set in capitals.
const SMALL: &[&str] = &[
    "a", "an", "the", "and", "but", "or", "nor", "for", "of", "in", "on", "at", "to", "from", "by", "with", "as",
    "over", "into", "is", "vs", "v", "via", "de", "la", "le", "van", "von", "der", "per",
];

/// The words of a line: split at white space.
pub(in crate::document) fn count(line: &str) -> usize {
    line.split_whitespace().count()
}

/// Lower case, without marks at the ends and with one space between words: `“Read More…”` is `read more`.
pub(in crate::document) fn folded(line: &str) -> String {
    let lower = line.to_lowercase().replace('’', "'");
    lower
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .trim_matches(|c: char| !c.is_alphanumeric() && c != '@')
        .to_owned()
}

/// Returns `true` if it ends as a sentence does, closing marks aside.
pub(in crate::document) fn has_stop(line: &str) -> bool {
    let bare = line.trim_end_matches(['”', '’', '"', '\'', '»', ')', ']']);
    bare.ends_with(['.', '!', '?', '…', ':', ';', ','])
}

/// Running text: long enough, and ends as a sentence does.
pub(in crate::document) fn is_prose(line: &str) -> bool {
    has_stop(line) && !line.ends_with([':', '?']) && count(line) >= 8
}

/// Every word but the small ones has a capital: `The Bargaining Yen`.
pub(in crate::document) fn is_title_case(line: &str) -> bool {
    let small = |word: &str| SMALL.contains(&word);
    let capital = |word: &str| !word.starts_with(char::is_lowercase);
    let mut words =
        line.split_whitespace().map(|w| w.trim_start_matches(|c: char| !c.is_alphanumeric())).filter(|w| !w.is_empty());
    words.next().is_some_and(capital) && words.all(|word| capital(word) || small(word))
}

/// All its letters are capitals, and one word has four of them.
pub(in crate::document) fn is_capitals(line: &str) -> bool {
    let long = |word: &str| word.chars().filter(|c| c.is_uppercase()).count() >= 4;
    !line.contains(char::is_lowercase) && line.split_whitespace().any(long)
}

/// Two to four words with capitals and nothing else, as a person signs: `Ramon Pacheco Pardo`, `John F. Roe`.
pub(in crate::document) fn is_name(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let letters = |w: &str| w.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'));
    let capital = |w: &&str| w.starts_with(char::is_uppercase) && letters(w);
    let particle =
        |w: &str| matches!(w, "de" | "da" | "del" | "la" | "van" | "von" | "der" | "den" | "bin" | "al" | "dos");
    (2..=4).contains(&words.len())
        && words.first().is_some_and(capital)
        && words
            .last()
            .is_some_and(|w| capital(w) && w.chars().count() > 1 && !w.ends_with('.') || *w == "Jr." || *w == "Sr.")
        && words.iter().all(|w| (capital(w) && !SMALL.contains(&w.to_lowercase().as_str())) || particle(w))
}

/// The words of four letters and more in `text`, small, without a possessive end.
pub(in crate::document) fn content_words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() >= 4).map(str::to_lowercase)
}

/// The share, 0 to 1, of the content words of `line` that `known` holds.
pub(in crate::document) fn share_known(line: &str, known: &HashSet<String>) -> f64 {
    let words: Vec<String> = content_words(line).collect();
    if words.is_empty() {
        return 0.0;
    }
    words.iter().filter(|w| known.contains(*w)).count() as f64 / words.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_headlines() {
        for name in ["Ann Lee", "John F. Roe", "Ramon Pacheco Pardo", "Ludwig van Hoek", "Sammy Davis Jr."] {
            assert!(is_name(name), "{name}");
        }
        for other in ["Beyond the Purview", "Talks", "Ann Lee, PhD", "Ann lee", "The Long Way Home Again", "Ann Lee 2"]
        {
            assert!(!is_name(other), "{other}");
        }
        assert!(is_title_case("The Bargaining Yen") && !is_title_case("The bargaining yen"));
        assert!(is_capitals("FULL TEXT.") && !is_capitals("U.S.") && !is_capitals("Full TEXT"));
    }
}
