//! Speakers whom the reader has named. An index tells of articles as they were found: it does not know them.

use std::sync::Arc;

use sayso_library::search::subsequence::Letters;
use sayso_library::search::{Branch, Query, Rank, Results, SpeakerHit, has_words};
use sayso_library::{Library, Person};

/// The answer to a search with those of the reader's own speakers who belong to it: behind all others where no word
/// is typed, else before them.
pub fn with_named(mut results: Arc<Results>, library: &Library) -> Arc<Results> {
    let query = Query::parse(&results.query);
    let known = |id| results.speakers.rows.iter().any(|hit| hit.id == id);
    let answers = |person: &Person| query.any.iter().any(|branch| is_called(person, branch));
    let added =
        library.people().added().filter(|(id, person)| !person.quotes.is_empty() && !known(*id) && answers(person));
    let words: Vec<&str> = words(&query.any).map(String::as_str).collect();
    let letters = Letters::new(&words.join(" "));
    let rank = Rank::default();
    let hits: Vec<SpeakerHit> =
        added.map(|(id, person)| SpeakerHit { id, rank, name: letters.spans(person.name) }).collect();
    if !hits.is_empty() {
        let speakers = &mut Arc::make_mut(&mut results).speakers;
        let at = if words.is_empty() { speakers.rows.len() } else { 0 };
        speakers.rows.splice(at..at, hits);
        // An index may have counted them without knowing who they are.
        speakers.total = speakers.total.max(speakers.rows.len());
    }
    results
}

/// Returns `true` if a person has the words of an alternative that asks for nothing else.
fn is_called(person: &Person, branch: &Branch) -> bool {
    let plain = branch.filters.is_empty() && branch.without.is_empty();
    plain && branch.terms.iter().all(|term| person.names().any(|name| has_words(name, &term.words)))
}

fn words(any: &[Branch]) -> impl Iterator<Item = &String> {
    any.iter().flat_map(|branch| &branch.terms).flat_map(|term| &term.words)
}
