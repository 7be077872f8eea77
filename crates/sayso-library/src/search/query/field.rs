//! What a `field:` narrows, and what may stand behind it.

use crate::search::{letters, typo};
use sayso_attribution::text::fold;
use sayso_attribution::{Act, Kind};

/// What a field narrows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Who said it.
    Speaker,
    /// `direct`, `mixed` or `indirect`.
    Kind,
    /// `speech`, `belief` or `intention`.
    Act,
    /// Words of the article’s path or title.
    Article,
    /// Words of its title.
    Title,
    /// Who wrote it.
    Author,
    /// Which outlet printed it.
    Publication,
    /// Who is given as having reported it.
    Via,
    /// The words that credit.
    Cue,
    /// Printed on that day, in that month or year, or later.
    After,
    /// Printed earlier.
    Before,
    /// `unread` or `read`: whether its article was read.
    Is,
}

/// One row of the table of fields.
#[derive(Clone, Copy, Debug)]
pub struct FieldRow {
    /// As typed, without the colon.
    pub name: &'static str,
    /// What it narrows.
    pub field: Field,
    /// What the help says.
    pub help: &'static str,
}

impl Field {
    /// Every field, in the order of the help.
    pub const ALL: &'static [FieldRow] = &[
        FieldRow { name: "speaker", field: Field::Speaker, help: "who said it" },
        FieldRow { name: "kind", field: Field::Kind, help: "direct, mixed or indirect" },
        FieldRow { name: "act", field: Field::Act, help: "speech, belief or intention" },
        FieldRow { name: "article", field: Field::Article, help: "words of the path or title" },
        FieldRow { name: "title", field: Field::Title, help: "words of the title" },
        FieldRow { name: "author", field: Field::Author, help: "who wrote the article" },
        FieldRow { name: "publication", field: Field::Publication, help: "which outlet printed it" },
        FieldRow { name: "via", field: Field::Via, help: "who reported the words" },
        FieldRow { name: "cue", field: Field::Cue, help: "the words that credit: said, according to" },
        FieldRow { name: "after", field: Field::After, help: "printed in 2023, 2023-07, 2023-07-14 or later" },
        FieldRow { name: "before", field: Field::Before, help: "printed before 2023, 2023-07, 2023-07-14" },
        FieldRow { name: "is", field: Field::Is, help: "unread or read" },
    ];

    /// The field of that name, as typed before the colon.
    pub fn named(name: &str) -> Option<Self> {
        let name = fold::fold(name);
        Self::ALL.iter().find(|row| row.name == name).map(|row| row.field)
    }

    /// The only values it takes; none where any words will do.
    pub fn values(self) -> &'static [&'static str] {
        match self {
            Self::Kind => &["direct", "mixed", "indirect"],
            Self::Act => &["speech", "belief", "intention"],
            Self::Is => &["unread", "read"],
            _ => &[],
        }
    }

    /// Does it ask something of the article, and not of one quote in it?
    pub fn is_of_article(self) -> bool {
        !matches!(self, Self::Speaker | Self::Kind | Self::Act | Self::Via | Self::Cue)
    }

    /// What is wrong with `value`, whose folded words are `words`; `None` if nothing is.
    pub(super) fn wrong(self, value: &str, words: &[String]) -> Option<&'static str> {
        let begins = || self.values().iter().any(|v| v.starts_with(&fold::fold(value)));
        match self {
            Self::Kind => (!begins()).then_some("kind: is direct, mixed or indirect"),
            Self::Act => (!begins()).then_some("act: is speech, belief or intention"),
            Self::Is => (!begins()).then_some("is: is unread or read"),
            Self::After | Self::Before => (!is_date(value)).then_some("a date is 2023, 2023-07 or 2023-07-14"),
            _ => words.is_empty().then_some("no word to look for here"),
        }
    }
}

/// The kinds a `kind:` value stands for: one, or any it is the beginning of.
pub fn kinds(value: &str) -> impl Iterator<Item = Kind> {
    let value = fold::fold(value);
    Kind::ALL.into_iter().filter(move |kind| kind.name().starts_with(&value))
}

/// The acts an `act:` value stands for: one, or any it is the beginning of.
pub fn acts(value: &str) -> impl Iterator<Item = Act> {
    let value = fold::fold(value);
    Act::ALL.into_iter().filter(move |act| act.name().starts_with(&value))
}

fn is_date(value: &str) -> bool {
    let shape: String = value.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
    let mut parts = value.split('-').skip(1).map(|part| part.parse().unwrap_or(0));
    let [month, day] = [parts.next().unwrap_or(1), parts.next().unwrap_or(1)];
    matches!(shape.as_str(), "9999" | "9999-99" | "9999-99-99") && (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// What is said of a field that there is none of, with a guess.
pub(super) fn unknown(name: &str) -> String {
    let names = Field::ALL.iter().map(|row| row.name);
    let folded = fold::fold(name);
    let like = names.clone().find(|n| n.starts_with(&folded) || typo::Typos::new(&folded).to(n).is_some());
    match like.or_else(|| letters::rank(name, names.clone()).first().map(|&at| Field::ALL[at].name)) {
        Some(near) => format!("no such field, did you mean ‘{near}:’? Searched as words"),
        None => format!("no such field; there are {}", names.collect::<Vec<_>>().join(", ")),
    }
}
