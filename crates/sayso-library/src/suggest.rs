//! What was probably meant by a word nobody knows.

/// `: did you mean …?` with the word that is nearest to what was written, or nothing.
pub fn guess<'a>(written: &str, words: impl IntoIterator<Item = &'a str>) -> String {
    nearest(written, words).map_or_else(String::new, |word| format!(": did you mean `{word}`?"))
}

/// The word that is nearest to what was written, if any is near.
pub fn nearest<'a>(written: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = words.into_iter().map(|word| (strsim::damerau_levenshtein(written, word), word)).min();
    near.filter(|(distance, _)| *distance <= (written.chars().count() / 3).max(1)).map(|(_, word)| word)
}
