//! What the word being typed may become: the name of a field, one of the values a field takes, a speaker.

use super::query::{Field, Piece, Word, is_quote};
use crate::Entry;
use sayso_attribution::text::{Span, fold};

/// A field is offered from so many letters on: one letter is the beginning of any word.
const LETTERS: usize = 2;

/// Maximum number of completions offered; one letter more brings others.
const MOST: usize = 5;

/// What the end of a line may become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What is replaced: the last word of the line.
    pub at: Span,
    /// What may stand there instead, the likeliest first; never empty.
    pub offers: Vec<String>,
}

impl Completion {
    /// What the last word of `line` may become; `speakers` and `articles` are those that answer the line so far, best
    /// first. `None` where nothing is to be completed.
    pub fn of<'a>(
        line: &str,
        speakers: impl IntoIterator<Item = &'a str>,
        articles: impl IntoIterator<Item = Entry<'a>>,
    ) -> Option<Self> {
        let word = last_word(line)?;
        let sign = if word.negated { "-" } else { "" };
        let typed = fold::fold(word.value);
        let is_longer = |name: &&str| name.starts_with(&typed) && name.len() > typed.len();
        let offers: Vec<String> = match word.field.map(Field::named) {
            None if word.quoted || typed.chars().count() < LETTERS => return None,
            None => {
                let names = Field::ALL.iter().map(|row| row.name).filter(|name| name.starts_with(&typed));
                let fields = names.map(|name| format!("{sign}{name}:"));
                let is_named = |name: &&str| typed.chars().count() > LETTERS && begins(name, &typed);
                let speakers = values("speaker", sign, speakers.into_iter().filter(is_named));
                fields.chain(speakers).take(MOST).collect()
            }
            Some(Some(Field::Speaker)) => {
                values("speaker", sign, speakers.into_iter().filter(|name| fold::fold(name) != typed))
            }
            Some(Some(field @ (Field::Title | Field::Author | Field::Publication))) => {
                let of = |entry: Entry<'a>| match field {
                    Field::Title => Some(entry.title),
                    Field::Author => entry.author,
                    _ => entry.publication,
                };
                let others = articles.into_iter().filter_map(of).filter(|text| fold::fold(text) != typed);
                values(field.name(), sign, others.filter(|text| typed.is_empty() || begins(text, &typed)))
            }
            Some(Some(field)) => {
                let name = field.name();
                field.values().iter().copied().filter(is_longer).map(|value| format!("{sign}{name}:{value} ")).collect()
            }
            Some(None) => return None,
        };
        (!offers.is_empty()).then_some(Self { at: word.at, offers })
    }

    /// The line with the likeliest in its place.
    pub fn taken(&self, line: &str) -> String {
        let best = self.offers.first().map_or("", String::as_str);
        [&line[..self.at.start()], best].concat()
    }
}

/// Each value once behind the name of the field.
fn values<'a>(field: &str, sign: &str, all: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut offers: Vec<String> = Vec::new();
    for offer in all.map(|value| format!("{sign}{field}:{} ", quoted(value))) {
        if offers.len() < MOST && !offers.contains(&offer) {
            offers.push(offer);
        }
    }
    offers
}

/// Returns `true` if `text` or one of its words begins so.
fn begins(text: &str, typed: &str) -> bool {
    fold::fold(text).starts_with(typed) || fold::word_list(text).iter().any(|word| word.starts_with(typed))
}

/// The word at the end of the line, with nothing behind it.
fn last_word(line: &str) -> Option<Word<'_>> {
    let (mut at, mut last) = (0, None);
    while let Some((piece, next)) = Piece::next(line, at, true) {
        last = if let Piece::Word(word) = piece { Some(word) } else { None };
        at = next;
    }
    // A word in quotation marks is finished with the last of them.
    last.filter(|word| word.at.end() == line.len() && (!word.quoted || word.unclosed))
}

/// In quotation marks where it is more than one word.
fn quoted(name: &str) -> String {
    let name = name.replace(is_quote, " ");
    if name.contains(char::is_whitespace) { format!("\"{name}\"") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SPEAKERS: [&str; 2] = ["Mao Ning", "NATO"];

    fn of(line: &str) -> Option<Completion> {
        let row = |title, author, publication| Entry {
            title,
            author: Some(author),
            publication: Some(publication),
            path: "",
            published: None,
            quotes: 0,
            hash: 0,
            reading: sayso_attribution::Reading::First,
        };
        let articles = [row("Asia looks on", "Ann Lee", "Daily"), row("Rain", "Bo Annis", "Daily")];
        Completion::of(line, SPEAKERS, articles)
    }

    #[test]
    fn fields_values_and_speakers_are_offered() {
        let cases = [
            ("cliques sp", "speaker:"),
            ("-spea", "-speaker:"),
            ("a", ""),
            ("ar", "article:"),
            ("A", ""),
            ("Au", "author:"),
            ("is", "is:"),
            ("kind:", "kind:direct |kind:mixed |kind:indirect "),
            ("kind:d", "kind:direct "),
            ("sta", "status:"),
            ("status:s", "status:second-hand "),
            ("kind:direct", ""),
            ("x is:UN", "is:unread "),
            ("speaker:ma", "speaker:\"Mao Ning\" |speaker:NATO "),
            ("(kyiv OR -speaker:\"mao", "-speaker:\"Mao Ning\" |-speaker:NATO "),
            ("speaker:\"Mao Ning\"", ""),
            ("speaker:nato", "speaker:\"Mao Ning\" "),
            ("sp ", ""),
            ("\"sp", ""),
            ("xyz", ""),
            ("title:x", ""),
            ("title:as", "title:\"Asia looks on\" "),
            ("title:looks", "title:\"Asia looks on\" "),
            ("-author:ann", "-author:\"Ann Lee\" |-author:\"Bo Annis\" "),
            ("x publication:", "publication:Daily "),
            ("publication:daily", ""),
            ("cliques mao", "speaker:\"Mao Ning\" "),
            ("-nin", "-speaker:\"Mao Ning\" "),
            ("NATO", "speaker:NATO "),
            ("\"mao", ""),
            ("", ""),
        ];
        for (line, want) in cases {
            let offers = of(line).map_or(Vec::new(), |c| c.offers);
            assert_eq!(offers.join("|"), want, "{line}");
        }
    }

    #[test]
    fn the_likeliest_takes_the_place_of_the_last_word() {
        let taken = |line: &str| of(line).unwrap().taken(line);
        assert_eq!(taken("cliques -spe"), "cliques -speaker:");
        assert_eq!(taken("é speaker:mao"), "é speaker:\"Mao Ning\" ");
    }

    proptest! {
        #[test]
        fn any_line_may_be_completed(line in "(\\PC|[\":() -]|speaker:|kind:|sp){0,20}") {
            if let Some(completion) = of(&line) {
                let taken = completion.taken(&line);
                prop_assert!(taken.starts_with(&line[..completion.at.start()]));
                prop_assert_eq!(Completion::of(&taken, [], []).filter(|c| c.at == completion.at && c.offers[0] == taken), None);
            }
        }
    }
}
