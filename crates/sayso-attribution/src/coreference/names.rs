//! Names folded for comparing: accents, hyphens, case, middle initials and `Jr` count for nothing; letters of
//! another script do, so a name written with look-alikes stays a name of its own.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The folded words of a name: `Yoon Suk-Yeol` gives `yoon suk yeol`, `John F. Kennedy Jr.` gives `john kennedy`.
pub fn fold(name: &str) -> Vec<String> {
    let words: Vec<String> = name.split(|c: char| c.is_whitespace() || is_hyphen(c)).map(fold_word).collect();
    let all: Vec<String> = words.into_iter().filter(|w| !w.is_empty() && !is_suffix(w)).collect();
    // A middle initial says nothing; a first one is all there is of the given name.
    let last = all.len().saturating_sub(1);
    let inner = |at: usize| at > 0 && at < last;
    all.iter().enumerate().filter(|(at, w)| !inner(*at) || w.chars().count() > 1).map(|(_, w)| w.clone()).collect()
}

/// One word without accents, marks and case.
pub fn fold_word(word: &str) -> String {
    word.nfd().filter(|c| !is_combining_mark(*c) && c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Most words of a name that has short forms.
const WORDS: usize = 10;

/// The forms that the rest of a text may use for a name of these folded words, best first: every ending of it,
/// first and last word alone, the first words of it.
pub fn short_forms(words: &[String]) -> Vec<String> {
    // A run of a thousand capitals is no name, and its endings would take the square of its length.
    if words.len() > WORDS {
        return Vec::new();
    }
    let mut forms: Vec<String> = (1..words.len()).map(|from| words[from..].join(" ")).collect();
    if let ([first, .., last], true) = (words, words.len() > 2) {
        forms.push(format!("{first} {last}"));
    }
    forms
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '–')
}

fn is_suffix(word: &str) -> bool {
    matches!(word, "jr" | "sr" | "ii" | "iii" | "phd")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_hyphens_and_initials_fold_away() {
        let same = [
            ("Yoon Suk-Yeol", "Yoon Suk Yeol"),
            ("José Núñez", "Jose Nunez"),
            ("John F. Kennedy", "John Kennedy Jr."),
            ("Martin O’Malley", "Martin O'Malley"),
        ];
        for (a, b) in same {
            assert_eq!(fold(a), fold(b), "{a}");
        }
    }

    #[test]
    fn look_alike_letters_do_not() {
        assert_ne!(fold("\u{410}nna Karlova"), fold("Anna Karlova"));
    }

    #[test]
    fn endings_and_ends_are_short_forms() {
        assert_eq!(short_forms(&fold("Ramon Pacheco Pardo")), ["pacheco pardo", "pardo", "ramon pardo"]);
    }
}
