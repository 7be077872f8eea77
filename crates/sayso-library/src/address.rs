//! The address of a quote that lasts: its article and its first words,
//! `nato-looks-to-asia#extra-cautious-on-the-issue`.
//!
//! A number changes when a quote before it comes or goes; the words stay while the quote does, whoever finds it.

use std::borrow::Cow;
use std::path::{Component, PathBuf};

use super::Article;
use sayso_attribution::document::PartId;
use sayso_attribution::text::fold::word_list;

/// The file's name without folders.
pub fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The path of an article from the root of the file system, whatever folder it was named from. Standard input keeps its
/// name. Folders are not read: a symbolic link keeps its own name.
pub fn whole(path: &str) -> String {
    if path == "-" || path.starts_with("-#") {
        return path.to_owned();
    }
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.into());
    let mut whole = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => drop(whole.pop()),
            part => whole.push(part),
        }
    }
    whole.to_string_lossy().into_owned()
}

/// The file's name without folders and ending, with the part of the file behind it: `book#chapter_3`.
///
/// ```
/// use sayso_library::address::stem;
///
/// assert_eq!(stem("books/book.epub#chapter_3"), "book#chapter_3");
/// assert_eq!(stem("talks.in.oslo.md"), "talks.in.oslo");
/// ```
pub fn stem(path: &str) -> Cow<'_, str> {
    let (file, part) = split_part(file_name(path));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    part.map_or(stem.into(), |part| join_part(stem, Some(&part)).into())
}

/// Parts the file of an article from its part in that file.
const PART: char = '#';

/// The path of an article: its file's, as it is shown, and the part that it is of the file.
pub fn join_part(file: &str, part: Option<&PartId>) -> String {
    part.map_or_else(|| file.to_owned(), |part| format!("{file}{PART}{part}"))
}

/// The file of an article, and the part that it is of the file: `join_part` the other way round.
pub fn split_part(path: &str) -> (&str, Option<PartId>) {
    let Some((file, part)) = path.rsplit_once(PART) else { return (path, None) };
    // A `\` before it says that it belongs to the name, unless that is an escaped one itself.
    let escapes = file.bytes().rev().take_while(|byte| *byte == b'\\').count();
    match PartId::parse(part) {
        Some(id) if escapes % 2 == 0 => (file, Some(id)),
        _ => (path, None),
    }
}

/// Number of words in an address: they tell most quotes apart, and a person what it is about.
const LEAST: usize = 5;

/// Parts words that stand at several places from the number of the place.
const PLACE: char = '~';

/// What stands behind the `#` for the `quote`-th quote: as many of its first words as tell it apart from the others.
pub fn of(article: &Article, quote: usize) -> Option<String> {
    let own = words(article, quote)?;
    let all: Vec<Vec<String>> =
        (0..article.analysis.attributions.len()).map(|at| words(article, at).unwrap_or_default()).collect();
    let shares = |n: usize, at: usize| at != quote && all[at].get(..n) == own.get(..n);
    let enough = (LEAST.min(own.len())..=own.len()).find(|&n| !(0..all.len()).any(|at| shares(n, at)));
    let head = own[..enough.unwrap_or(own.len())].join("-");
    // A lone word is told from the name of a file by the hyphen behind it.
    let head = if own.len() == 1 { head + "-" } else { head };
    let before = (0..quote).filter(|&at| all[at].starts_with(&own)).count();
    Some(if enough.is_some() { head } else { format!("{head}{PLACE}{}", before + 1) })
}

/// The quote at an address: the one that begins with its words, else one that holds them.
pub fn find(article: &Article, address: &str) -> Option<usize> {
    let (typed, place) = address.rsplit_once(PLACE).unwrap_or((address, "1"));
    let wanted = word_list(&typed.replace('-', " "));
    let place: usize = place.parse().ok()?;
    if wanted.is_empty() {
        return None;
    }
    let quotes = || (0..article.analysis.attributions.len()).filter_map(|at| Some((at, words(article, at)?)));
    let begins = quotes().filter(|(_, words)| words.starts_with(&wanted)).nth(place.checked_sub(1)?);
    let holds = || quotes().find(|(_, words)| words.windows(wanted.len()).any(|window| window == wanted));
    begins.or_else(holds).map(|(at, _)| at)
}

/// Returns `true` if it can be an address rather than part of a file name.
pub fn is_one(part: &str) -> bool {
    let fit = |c: char| c.is_alphanumeric() || matches!(c, '-' | PLACE);
    part.contains('-') && part.chars().all(fit) && part.starts_with(char::is_alphanumeric)
}

fn words(article: &Article, quote: usize) -> Option<Vec<String>> {
    let text = article.analysis.attributions.get(quote)?.content.text(article.document.text());
    // Whatever a word is folded to, an address needs no quotation marks in a shell.
    let words = word_list(&text).into_iter().flat_map(|word| {
        word.split(|c: char| !c.is_alphanumeric())
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    });
    Some(words.collect()).filter(|words: &Vec<String>| !words.is_empty())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use sayso_attribution::document::ingest;
    use sayso_attribution::text::Span;
    use sayso_attribution::{Analysis, Attribution};

    /// An article with a quote for each of these, in order.
    fn article(text: &str, quotes: &[&str]) -> Article {
        let document = ingest(text.as_bytes(), "a.txt");
        let mut at = 0;
        let attributions = quotes.iter().map(|words| {
            let start = at + document.text()[at..].find(words).unwrap();
            at = start + 1;
            Attribution::of_test(Span::new(start, start + words.len()), 0)
        });
        let analysis = Analysis { attributions: attributions.collect(), ..Analysis::default() };
        Article { path: "a.txt".to_owned(), document: Arc::new(document), analysis: Arc::new(analysis) }
    }

    const TEXT: &str =
        "The Café’s tax will not fall this year. The Café’s tax will not fall next year. No. No. It’s on.";

    #[test]
    fn every_quote_has_an_address_of_its_own_that_leads_back() {
        let quotes = ["The Café’s tax will not fall this", "The Café’s tax will not fall next", "No", "No", "It’s on"];
        let article = article(TEXT, &quotes);
        let addresses: Vec<String> = (0..quotes.len()).map(|at| of(&article, at).unwrap()).collect();
        assert!(addresses[0].ends_with("-not-fall-this") && addresses[1].ends_with("-not-fall-next"), "{addresses:?}");
        assert_eq!(addresses[2..4], ["no-~1", "no-~2"]);
        for (at, address) in addresses.iter().enumerate() {
            assert!(is_one(address), "{address}");
            assert_eq!(find(&article, address), Some(at), "{address}");
        }
    }

    #[test]
    fn an_article_is_a_file_or_a_part_of_one() {
        let part = PartId::of_name("Chapter 3.xhtml");
        assert_eq!(split_part("a/b.epub#chapter_3"), ("a/b.epub", Some(part.clone())));
        assert_eq!(join_part("a/b.epub", Some(&part)), "a/b.epub#chapter_3");
        for whole in ["a/c#.md", "a/notes\\#3", "a#b/c", "a/b.md#Q-3", "plain"] {
            assert_eq!(split_part(whole), (whole, None));
        }
        assert_eq!(split_part("odd\\\\#3").0, "odd\\\\", "an escaped backslash is no mark");
    }

    #[test]
    fn an_address_outlives_other_quotes_and_other_edges() {
        let before = article(TEXT, &["The Café’s tax will not fall this", "It’s on"]);
        let address = of(&before, 1).unwrap();
        let after = article(&format!("First. {TEXT}"), &["First", "No", "No. It’s on"]);
        assert_eq!(find(&after, &address), Some(2));
        assert_eq!(find(&article(TEXT, &["No"]), &address), None);
        for other in ["q", "q7", "qx", "", "-a", "a b-c", "no"] {
            assert!(!is_one(other), "{other}");
        }
    }
}
