//! What was probably meant by a word nobody knows.

/// `: did you mean …?` with the word that is nearest to what was written, or nothing.
pub fn guess(written: &str, words: impl IntoIterator<Item = &'static str>) -> String {
    let near = words.into_iter().map(|word| (strsim::damerau_levenshtein(written, word), word)).min();
    match near {
        Some((distance, word)) if distance <= (written.chars().count() / 3).max(1) => {
            format!(": did you mean `{word}`?")
        }
        _ => String::new(),
    }
}
