//! Near duplicates: quotes with the same words in other articles, found by the runs of three words that two quotes share, never by comparing every
//! quote with every other.

use std::collections::{HashMap, HashSet};

use super::{ArticleId, Library, QuoteId, wording_diff};
use crate::state::{Anchor, ArticleKey};
use sayso_attribution::text::fold;

/// Words of a run. Two quotes of different people share runs of two words all the time.
const RUN: usize = 3;

/// Of so many runs in a row one is kept: quotes that share six words in a row share a kept one.
const WINDOW: usize = 4;

/// Quotes that share this much of the runs of the shorter one are the same words.
const SAME: f32 = 0.6;

/// Runs that short quotes must share to be the same words without being equal: four words may agree by chance.
const LEAST: usize = 3;

/// A run that stands in more quotes than this tells nothing of where the words come from.
const COMMON: usize = 400;

/// The kept runs of many quotes.
#[derive(Clone, Debug, Default)]
pub struct NearDuplicates {
    quotes_of: HashMap<u64, Vec<QuoteId>>,
}

impl NearDuplicates {
    /// Of these quotes; those of other libraries are left out. Linear in their words.
    pub fn among(library: &Library, quotes: impl IntoIterator<Item = QuoteId>) -> Self {
        let mut echoes = Self::default();
        for id in quotes {
            for print in prints(&words(library, id)) {
                echoes.quotes_of.entry(print).or_default().push(id);
            }
        }
        echoes
    }

    /// The other quotes with the same words as `id`, the earliest printed first.
    pub fn of(&self, library: &Library, id: QuoteId) -> Vec<QuoteId> {
        let own = words(library, id);
        let runs: HashSet<u64> = runs(&own).collect();
        let all = prints(&own).into_iter().filter_map(|print| self.quotes_of.get(&print));
        let met: HashSet<QuoteId> = all.filter(|quotes| quotes.len() <= COMMON).flatten().copied().collect();
        let is_echo = |other: &QuoteId| *other != id && is_same(&own, &runs, &words(library, *other));
        let mut echoes: Vec<QuoteId> = met.into_iter().filter(is_echo).collect();
        in_time(library, &mut echoes);
        echoes
    }
}

/// A print of the words in another article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The quote there.
    pub id: QuoteId,
    /// Who is credited with them there, if it is another speaker, and how the words differ: `credited to Sara Holm, lacks
    /// “in services”`; empty where all is the same.
    pub difference: String,
    /// Who else is credited there; `None` where it is the same speaker.
    pub credit: Option<Credit>,
}

/// Words that another article credits to another speaker, told so that they can be corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// The speaker there; `None` where nobody is named.
    pub speaker: Option<String>,
    /// The article.
    pub article: ArticleKey,
    /// The words.
    pub words: Vec<Anchor>,
}

impl Credit {
    fn of(library: &Library, id: QuoteId) -> Option<Self> {
        let (article, quote) = (library.article(id.article)?, library.quote(id)?);
        Some(Self {
            speaker: library.name_of(id).map(str::to_owned),
            article: ArticleKey::of(&article.path, &article.document),
            words: Anchor::of_all(article.document.text(), &quote.content),
        })
    }
}

/// Where else its speaker is printed with the same words in an article at hand, the earliest first.
pub fn elsewhere(library: &Library, id: QuoteId) -> Vec<Duplicate> {
    let Some(person) = library.speaker_of(id) else { return Vec::new() };
    of_quotes(library, id, person.quotes.iter().copied())
}

/// Where else the words are printed in an article at hand, whoever is credited with them there, the earliest first.
pub fn by_anyone(library: &Library, id: QuoteId) -> Vec<Duplicate> {
    of_quotes(library, id, library.quotes().map(|(id, _)| id))
}

fn of_quotes(library: &Library, id: QuoteId, quotes: impl Iterator<Item = QuoteId>) -> Vec<Duplicate> {
    let others = NearDuplicates::among(library, quotes.filter(|other| other.article != id.article)).of(library, id);
    let person = library.person_of(id);
    let duplicate = |other| Duplicate {
        id: other,
        difference: wording_diff::difference(library, id, other),
        credit: if library.person_of(other) == person { None } else { Credit::of(library, other) },
    };
    others.into_iter().map(duplicate).collect()
}

/// The quotes in the order they were printed, each with the later prints of the same words.
pub fn folded(library: &Library, mut quotes: Vec<QuoteId>) -> Vec<(QuoteId, Vec<QuoteId>)> {
    in_time(library, &mut quotes);
    let echoes = NearDuplicates::among(library, quotes.iter().copied());
    let (mut again, mut groups) = (HashSet::new(), Vec::new());
    for id in quotes {
        if again.insert(id) {
            let others = echoes.of(library, id).into_iter().filter(|other| again.insert(*other)).collect();
            groups.push((id, others));
        }
    }
    groups
}

/// What a quote can be found by among others: hashes of some of its runs of words, the same on every machine; of
/// two quotes with the same words at least one is shared. None for a quote of fewer than three words.
pub fn prints(words: &[u64]) -> Vec<u64> {
    let runs: Vec<u64> = runs(words).collect();
    let mut kept: Vec<u64> =
        runs.windows(WINDOW.min(runs.len()).max(1)).filter_map(|near| near.iter().min().copied()).collect();
    kept.sort_unstable();
    kept.dedup();
    kept
}

/// The folded words of a quote as hashes, in order.
pub fn words(library: &Library, id: QuoteId) -> Vec<u64> {
    let (Some(article), Some(quote)) = (library.article(id.article), library.quote(id)) else { return Vec::new() };
    let mut words = Vec::new();
    for span in quote.content.iter() {
        fold::words(article.document.text(), span, |word, _| words.push(hash(word.bytes().map(u64::from))));
    }
    words
}

/// Puts quotes in the order they were printed, the undated last; of one day in the order of their paths.
pub fn in_time(library: &Library, quotes: &mut [QuoteId]) {
    let date = |article: ArticleId| library.article(article).and_then(|a| a.document.meta().published.as_deref());
    let path = |article: ArticleId| library.article(article).map(|a| a.path.as_str());
    quotes.sort_by_key(|id| (date(id.article).is_none(), date(id.article), path(id.article), *id));
}

fn runs(words: &[u64]) -> impl Iterator<Item = u64> {
    words.windows(RUN).map(|run| hash(run.iter().copied()))
}

fn is_same(own: &[u64], own_runs: &HashSet<u64>, other: &[u64]) -> bool {
    let other_runs: HashSet<u64> = runs(other).collect();
    let shared = own_runs.intersection(&other_runs).count();
    let shorter = own_runs.len().min(other_runs.len());
    own == other || (shared >= LEAST && shared as f32 >= SAME * shorter as f32)
}

/// FNV-1a over whole numbers.
fn hash(numbers: impl Iterator<Item = u64>) -> u64 {
    numbers.fold(0xcbf2_9ce4_8422_2325, |hash, number| (hash ^ number).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::article;
    use proptest::prelude::*;

    /// A library of one quote an article, the first the oldest.
    fn library(quotes: &[&str]) -> Library {
        let mut library = Library::default();
        library.learn_all(quotes.iter().enumerate().map(|(at, words)| {
            article(&format!("{at}.md"), "T", &format!("20{:02}", at + 10), &format!("She said: [Ann Lee: {words}]."))
        }));
        library
    }

    fn echoes(quotes: &[&str]) -> Vec<u32> {
        let library = library(quotes);
        let all: Vec<QuoteId> = library.quotes().map(|(id, _)| id).collect();
        NearDuplicates::among(&library, all)
            .of(&library, QuoteId { article: ArticleId(0), quote: 0 })
            .iter()
            .map(|id| id.article.0)
            .collect()
    }

    #[test]
    fn the_same_words_are_found_cut_or_changed_and_others_are_not() {
        let said = "Prices of bread will rise by a tenth in spring";
        let cases: &[(&str, bool)] = &[
            (said, true),
            ("PRICES of “bread” will rise by a tenth, in spring", true),
            ("Prices of bread will rise by a tenth in spring and nobody will be glad of it", true),
            ("bread will rise by a tenth", true),
            ("Prices of bread will rise by a fifth in spring", true),
            ("Prices of milk will rise by a tenth when summer comes", false),
            ("bread will rise", false),
            ("Spring comes", false),
        ];
        for (other, want) in cases {
            assert_eq!(!echoes(&[said, other]).is_empty(), *want, "{other}");
        }
        assert_eq!(echoes(&["We agree now", "We agree now", "We agree today"]), [1], "a short one only as it is");
        assert_eq!(echoes(&["Yes", "Yes"]), [0u32; 0], "everybody says that");
    }

    #[test]
    fn the_same_words_of_another_speaker_are_found_and_told() {
        let said = "Prices of bread will rise by a tenth in spring";
        let mut library = library(&[said, said]);
        library.learn(article("x.md", "T", "2009", &format!("He said: [Sara Holm: {said}].")));
        let id = QuoteId { article: ArticleId(0), quote: 0 };
        let told = |all: Vec<Duplicate>| -> Vec<String> { all.into_iter().map(|other| other.difference).collect() };
        assert_eq!(told(elsewhere(&library, id)), [""]);
        let all = by_anyone(&library, id);
        let credit = all[0].credit.as_ref().unwrap();
        assert_eq!((credit.speaker.as_deref(), credit.words[0].exact.as_str()), (Some("Sara Holm"), said));
        assert_eq!(told(all), ["credited to Sara Holm", ""]);
    }

    #[test]
    fn what_was_printed_again_is_folded_under_the_first_print() {
        let (bread, milk) = ("Prices of bread will rise by a tenth", "Nobody has asked for the milk in years");
        let library = library(&[bread, milk, bread, milk, "Prices of bread will rise by a tenth in spring"]);
        let all: Vec<QuoteId> = library.quotes().map(|(id, _)| id).collect();
        let folded = folded(&library, all.into_iter().rev().collect());
        let number = |id: &QuoteId| id.article.0;
        let outline = folded.iter().map(|(id, also)| (number(id), also.iter().map(number).collect::<Vec<_>>()));
        let outline: Vec<_> = outline.collect();
        assert_eq!(outline, [(0, vec![2, 4]), (1, vec![3])]);
    }

    proptest! {
        #[test]
        fn what_shares_six_words_in_a_row_is_found_as_by_comparing_all(
            texts in prop::collection::vec("((a|b|c|d|e|f|g|h) ){1,14}", 2..8),
        ) {
            let texts: Vec<&str> = texts.iter().map(|text| text.trim()).collect();
            let library = library(&texts);
            let folded: Vec<Vec<u64>> = library.quotes().map(|(id, _)| words(&library, id)).collect();
            let (own, found) = (&folded[0], echoes(&texts));
            let set: HashSet<u64> = runs(own).collect();
            for (at, other) in folded.iter().enumerate().skip(1) {
                let is_found = found.contains(&(at as u32));
                let same = own.len() >= RUN && is_same(own, &set, other);
                prop_assert!(!is_found || same);
                let share = own.windows(6).any(|six| other.windows(6).any(|w| w == six));
                prop_assert!(is_found || !(same && share), "{texts:?} {at}");
            }
        }
    }
}
