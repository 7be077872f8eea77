//! Reported words that are no whole claim: `that`, `the situation`, `climate change`.

use sayso_attribution::document::Document;
use sayso_attribution::text::fold::fold;
use sayso_attribution::{Attribution, Kind};

/// Words that a claim has at least where none of them is a verb.
const WORDS: usize = 4;

/// Bytes that so few words take at most.
const BYTES: usize = 120;

/// Auxiliary verbs, and forms that are seldom anything but verbs.
const VERBS: &[&str] = &[
    "am", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "having", "do", "does", "did",
    "will", "would", "shall", "should", "can", "could", "may", "might", "must", "cannot", "won", "lost", "went",
    "came", "knew", "left", "quit", "died", "lied", "said",
];

/// Returns `true` if the content of a quote is reported words, fewer than four and without a verb. Words in quotation
/// marks are never a fragment: a speaker chose them.
pub fn is_fragment(document: &Document, quote: &Attribution) -> bool {
    if quote.kind != Kind::Indirect || quote.content.hull().len() > BYTES {
        return false;
    }
    let words = fold(&quote.content.text(document.text()));
    let words: Vec<&str> = words.split(|c: char| !c.is_alphanumeric() && c != '’' && c != '\'').collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let is_verb = |word: &&str| VERBS.contains(word) || word.ends_with("n’t") || word.ends_with("n't");
    // `to resign`, `resigned`: forms of verbs.
    let infinitive = words.len() > 1 && words[0] == "to";
    let past = |word: &&str| word.len() > 4 && word.ends_with("ed");
    words.len() < WORDS && !infinitive && !words.iter().any(|word| is_verb(word) || past(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_attribution::Kind;
    use sayso_attribution::document::ingest;
    use sayso_attribution::text::Span;

    fn fragment(text: &str, kind: Kind) -> bool {
        let document = ingest(text.as_bytes(), "a.txt");
        let quote = Attribution { kind, ..Attribution::of_test(Span::new(0, document.text().trim_end().len()), 0) };
        is_fragment(&document, &quote)
    }

    #[test]
    fn few_words_without_a_verb_are_no_claim() {
        for text in ["that", "the situation", "climate change", "a new law"] {
            assert!(fragment(text, Kind::Indirect), "{text}");
        }
        let claims = ["taxes will fall", "to resign", "prices increased", "it isn’t", "the bridge over the river"];
        for text in claims {
            assert!(!fragment(text, Kind::Indirect), "{text}");
        }
        assert!(!fragment("small cliques", Kind::Direct), "chosen words");
    }
}
