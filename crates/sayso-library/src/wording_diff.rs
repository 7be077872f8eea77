//! How the same words differ from one print to the other.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Library, QuoteId};
use sayso_attribution::text::fold;

/// Longer stretches are told by their first and last words.
const LONG: usize = 7;

/// Maximum number of words of each print that are compared.
const COMPARED: usize = 1024;

/// Maximum number of sorts of difference that are told, the most frequent first.
const TOLD: usize = 3;

/// The words of a quote: folded, and as printed.
type Words = Vec<(String, String)>;

/// In how many other articles the words of `first` stand, and how they differ there: `also in 3 articles; two lack
/// “in services”`. `None` where `also` is in no other article.
pub fn elsewhere(library: &Library, first: QuoteId, also: &[QuoteId]) -> Option<String> {
    let mut others: Vec<QuoteId> = also.iter().copied().filter(|id| id.article != first.article).collect();
    others.sort_by_key(|id| id.article);
    others.dedup_by_key(|id| id.article);
    let own = words(library, first);
    let mut changes: Vec<(usize, Vec<Change>)> = Vec::new();
    for other in others.iter().map(|id| changes_between(&own, &words(library, *id))).filter(|c| !c.is_empty()) {
        match changes.iter_mut().find(|(_, known)| *known == other) {
            Some((count, _)) => *count += 1,
            None => changes.push((1, other)),
        }
    }
    changes.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let mut told = match others.len() {
        0 => return None,
        1 => "also in 1 article".to_owned(),
        many => format!("also in {many} articles"),
    };
    told += &there(library, first, &others);
    for (count, changes) in changes.iter().take(TOLD) {
        let who = if *count == others.len() { all(*count) } else { number(*count) };
        let parts: Vec<String> = changes.iter().map(|change| change.told(*count > 1)).collect();
        told.extend(["; ", &who, " ", &parts.join(", ")]);
    }
    Some(told)
}

/// Who is credited with the words in `other` if that is another speaker than in `first`, and how the words differ:
/// `credited to Sara Holm, lacks “in services”`; empty where all is the same.
pub fn difference(library: &Library, first: QuoteId, other: QuoteId) -> String {
    let changes = changes_between(&words(library, first), &words(library, other));
    let credited = another(library, first, other).map(|name| format!("credited to {name}"));
    credited.into_iter().chain(changes.iter().map(|change| change.told(false))).collect::<Vec<_>>().join(", ")
}

/// Who is credited with `other`, if it is another speaker than the one of `first`.
fn another(library: &Library, first: QuoteId, other: QuoteId) -> Option<&str> {
    let is_other = library.person_of(first) != library.person_of(other);
    is_other.then(|| library.name_of(other).unwrap_or("nobody named"))
}

/// Who is credited with the words in other prints, where it is another speaker: ` (there: Sara Holm)`, and if not all
/// of them differ, ` (in two: Sara Holm)`.
fn there(library: &Library, first: QuoteId, others: &[QuoteId]) -> String {
    let names: Vec<&str> = others.iter().filter_map(|other| another(library, first, *other)).collect();
    let mut each = names.clone();
    each.sort_unstable();
    each.dedup();
    match names.len() {
        0 => String::new(),
        count if count == others.len() => format!(" (there: {})", each.join(", ")),
        count => format!(" (in {}: {})", number(count), each.join(", ")),
    }
}

/// One stretch that is not the same.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    /// What stands in the first print; empty where the other adds.
    old: String,
    /// What stands in the other one; empty where words are left out.
    new: String,
}

impl Change {
    fn told(&self, many: bool) -> String {
        let s = if many { "" } else { "s" };
        match (self.old.as_str(), self.new.as_str()) {
            (old, "") => format!("lack{s} “{old}”"),
            ("", new) => format!("add{s} “{new}”"),
            (old, new) if many => format!("have “{new}” for “{old}”"),
            (old, new) => format!("has “{new}” for “{old}”"),
        }
    }
}

fn changes_between(old: &Words, new: &Words) -> Vec<Change> {
    let folded = |words: &Words| words.iter().map(|(folded, _)| folded.clone()).collect::<Vec<_>>();
    let ops = capture_diff_slices(Algorithm::Myers, &folded(old), &folded(new));
    let changed = ops.into_iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    changed.map(|op| Change { old: stretch(&old[op.old_range()]), new: stretch(&new[op.new_range()]) }).collect()
}

fn stretch(words: &[(String, String)]) -> String {
    let join = |words: &[(String, String)]| words.iter().map(|(_, w)| w.as_str()).collect::<Vec<_>>().join(" ");
    if words.len() > LONG {
        return format!("{} … {}", join(&words[..3]), join(&words[words.len() - 2..]));
    }
    join(words)
}

fn words(library: &Library, id: QuoteId) -> Words {
    let (Some(article), Some(quote)) = (library.article(id.article), library.quote(id)) else { return Vec::new() };
    let (text, mut words) = (article.document.text(), Vec::new());
    for span in quote.content.iter() {
        fold::words(text, span, |word, at| words.push((word.to_owned(), at.of(text).to_owned())));
    }
    words.truncate(COMPARED);
    words
}

fn all(count: usize) -> String {
    match count {
        1 => "it".to_owned(),
        2 => "both".to_owned(),
        _ => "all".to_owned(),
    }
}

fn number(count: usize) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    words.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::article;

    #[test]
    fn who_is_credited_elsewhere_is_told() {
        let told = |names: &[&str]| {
            let mut library = Library::default();
            library.learn_all(names.iter().enumerate().map(|(at, name)| {
                article(&format!("{at}.md"), "T", "2023", &format!("She said: [{name}: Trade will double in a year]."))
            }));
            let all: Vec<QuoteId> = library.quotes().map(|(id, _)| id).collect();
            elsewhere(&library, all[0], &all[1..]).unwrap_or_default()
        };
        assert_eq!(told(&["Vik Ode", "Vik Ode"]), "also in 1 article");
        assert_eq!(told(&["Vik Ode", "Sara Holm", "Sara Holm"]), "also in 2 articles (there: Sara Holm)");
        assert_eq!(told(&["Vik Ode", "Vik Ode", "Sara Holm"]), "also in 2 articles (in one: Sara Holm)");
    }

    fn told(quotes: &[&str]) -> Option<String> {
        let mut library = Library::default();
        library.learn_all(
            quotes.iter().enumerate().map(|(at, words)| {
                article(&format!("{at}.md"), "T", "2023", &format!("She said: [Ann Lee: {words}]."))
            }),
        );
        let all: Vec<QuoteId> = library.quotes().map(|(id, _)| id).collect();
        elsewhere(&library, all[0], &all[1..])
    }

    #[test]
    fn what_another_print_lacks_adds_or_changes_is_told() {
        let said = "Trade in goods and in services will double";
        let cases: &[(&[&str], &str)] = &[
            (&[said, "Trade, in goods and in services, will double"], "also in 1 article"),
            (&[said, "Trade in goods will double"], "also in 1 article; it lacks “and in services”"),
            (
                &[said, said, "Trade in goods and will double", "Trade in goods and will double"],
                "also in 3 articles; two lack “in services”",
            ),
            (
                &[
                    said,
                    "Trade in goods and in services will treble",
                    "Trade in goods and in services will double soon",
                ],
                "also in 2 articles; one has “treble” for “double”; one adds “soon”",
            ),
            (
                &[said, "Trade in goods", "Trade in goods"],
                "also in 2 articles; both lack “and in services will double”",
            ),
        ];
        for (quotes, want) in cases {
            assert_eq!(told(quotes).as_deref(), Some(*want));
        }
        assert_eq!(told(&[said]), None);
    }

    #[test]
    fn a_long_stretch_is_told_by_its_ends() {
        let more = "a b c d e f g h i j";
        assert_eq!(told(&["one", &format!("one {more}")]).unwrap(), "also in 1 article; it adds “a b c … i j”");
    }
}
