//! The articles that quotes are from, each once and with a short key, for bibliographies.

use std::collections::{BTreeSet, HashSet};

use super::Cited;
use sayso_attribution::text::fold;

/// Letters of a key that one name or word gives at most.
const LONGEST_PART: usize = 14;

/// A shorter word of a title is skipped if there is a longer one: `the` tells nothing.
const TELLING: usize = 4;

/// One article with all that is quoted of it.
pub(super) struct Work<'a> {
    /// Its key in the bibliography, unlike all others: `bartlett2023nato`.
    pub key: String,
    /// The quotes, at least one.
    pub quotes: Vec<&'a Cited>,
}

impl<'a> Work<'a> {
    /// The article of one quote.
    pub fn of(cited: &'a Cited) -> Self {
        Self { key: key(cited), quotes: vec![cited] }
    }

    /// A sentence for each quote with its paragraph or page, and what was noted: `¶21: Mao Ning said “…”; ¶22: …`.
    pub fn notes(&self) -> String {
        self.quotes.iter().map(|cited| note(cited)).collect::<Vec<_>>().join("; ")
    }

    /// The pages of the quotes in a PDF, between commas; empty for other files.
    pub fn pages(&self) -> String {
        let pages: BTreeSet<u32> = self.quotes.iter().filter_map(|cited| cited.page).collect();
        pages.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")
    }
}

fn note(cited: &Cited) -> String {
    let place = match (cited.page, cited.paragraph) {
        (Some(page), _) => format!("p. {page}: "),
        (None, 0) => String::new(),
        (None, paragraph) => format!("¶{paragraph}: "),
    };
    let words = if cited.kind.is_empty() { cited.quoted() } else { cited.claim() };
    let caveat = if cited.caveat().is_empty() { String::new() } else { format!(" ({})", cited.caveat()) };
    let notes = cited.note.iter().cloned().chain(cited.formerly()).map(|note| format!(" [{note}]"));
    [place, words, caveat, notes.collect()].concat()
}

/// The articles of `list` in the order of their first quotes.
pub(super) fn works(list: &[Cited]) -> Vec<Work<'_>> {
    let mut works: Vec<Work> = Vec::new();
    let mut taken = HashSet::new();
    for cited in list {
        if let Some(work) = works.iter_mut().find(|work| same_work(work.quotes[0], cited)) {
            work.quotes.push(cited);
            continue;
        }
        let key = key(cited);
        let others = (2..).map(|n| format!("{key}-{n}"));
        let key = std::iter::once(key.clone()).chain(others).find(|key| !taken.contains(key)).unwrap_or_default();
        taken.insert(key.clone());
        works.push(Work { key, quotes: vec![cited] });
    }
    works
}

fn same_work(a: &Cited, b: &Cited) -> bool {
    a.article == b.article && a.title == b.title && a.url == b.url && a.published == b.published
}

/// The key of an article: last name of the author or first word of the outlet, year, and the first telling word of the
/// title, in ASCII.
fn key(cited: &Cited) -> String {
    let ascii = |word: &str| fold::fold(word).chars().filter(char::is_ascii_alphanumeric).take(LONGEST_PART).collect();
    let author = cited.authors().first().and_then(|name| name.split(',').next()?.split_whitespace().next_back());
    let outlet = || cited.publication.as_deref().and_then(|outlet| outlet.split_whitespace().next());
    let who: String = author.or_else(outlet).map(ascii).unwrap_or_default();
    let year: String = cited.published.as_deref().unwrap_or_default().chars().take(4).collect();
    let words: Vec<String> = cited.title.split_whitespace().map(ascii).filter(|word| !word.is_empty()).collect();
    let word = words.iter().find(|word| word.len() >= TELLING).or(words.first()).cloned().unwrap_or_default();
    let key = [who, year, word].concat();
    if key.contains(|c: char| c.is_ascii_alphabetic()) { key } else { format!("article{key}") }
}
