//! What a `field:` narrows, and what may stand behind it.

use crate::search::{edit_distance, subsequence};
use sayso_attribution::text::fold;

/// What a field narrows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Who said it, by name.
    Speaker,
    /// Who said it, by title or role.
    Role,
    /// `direct`, `mixed` or `indirect`.
    Kind,
    /// `speech`, `belief` or `intention`.
    Act,
    /// `asserted`, `denied`, `hypothetical` or `second-hand`.
    Status,
    /// Words of the article’s path or title.
    Article,
    /// Words of its title.
    Title,
    /// Who wrote it.
    Author,
    /// The outlet that printed it.
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

/// What a field is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// An article.
    Article,
    /// One quote in an article.
    Quote,
    /// Who said a quote.
    Speaker,
}

/// One row of the table of fields.
#[derive(Clone, Copy, Debug)]
pub struct FieldRow {
    /// As typed, without the colon.
    pub name: &'static str,
    /// What it narrows.
    pub field: Field,
    /// What it is told of.
    pub unit: Unit,
    /// The only values it takes; none where any words will do.
    pub values: &'static [&'static str],
    /// What the help says.
    pub help: &'static str,
}

impl FieldRow {
    const fn new(name: &'static str, field: Field, unit: Unit, help: &'static str) -> Self {
        Self { name, field, unit, values: &[], help }
    }

    const fn of(self, values: &'static [&'static str]) -> Self {
        Self { values, ..self }
    }
}

impl Field {
    /// Every field, in the order of the help and of the variants.
    pub const ALL: &'static [FieldRow] = &[
        FieldRow::new(
            "speaker",
            Self::Speaker,
            Unit::Speaker,
            "who said it, by name; speaker:=\"Ann Lee\" is exactly that name",
        ),
        FieldRow::new("role", Self::Role, Unit::Speaker, "the title or role of who said it: minister"),
        FieldRow::new("kind", Self::Kind, Unit::Quote, "direct, mixed or indirect")
            .of(&["direct", "mixed", "indirect"]),
        FieldRow::new("act", Self::Act, Unit::Quote, "speech, belief or intention").of(&[
            "speech",
            "belief",
            "intention",
        ]),
        FieldRow::new("status", Self::Status, Unit::Quote, "asserted, denied, hypothetical or second-hand").of(&[
            "asserted",
            "denied",
            "hypothetical",
            "second-hand",
        ]),
        FieldRow::new("article", Self::Article, Unit::Article, "words of the path or title"),
        FieldRow::new("title", Self::Title, Unit::Article, "words of the title"),
        FieldRow::new("author", Self::Author, Unit::Article, "who wrote the article"),
        FieldRow::new("publication", Self::Publication, Unit::Article, "the outlet"),
        FieldRow::new("via", Self::Via, Unit::Quote, "who reported the words"),
        FieldRow::new("cue", Self::Cue, Unit::Quote, "the attributing words: said, according to"),
        FieldRow::new("after", Self::After, Unit::Article, "published in 2023, 2023-07, 2023-07-14 or later"),
        FieldRow::new("before", Self::Before, Unit::Article, "published before 2023, 2023-07, 2023-07-14"),
        FieldRow::new("is", Self::Is, Unit::Article, "unread or read").of(&["unread", "read"]),
    ];

    /// The field of that name, as typed before the colon.
    pub fn named(name: &str) -> Option<Self> {
        let name = fold::fold(name);
        Self::ALL.iter().find(|row| row.name == name).map(|row| row.field)
    }

    /// Its row in the table.
    fn row(self) -> &'static FieldRow {
        &Self::ALL[self as usize]
    }

    /// As typed, without the colon.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// What it is told of.
    pub fn unit(self) -> Unit {
        self.row().unit
    }

    /// The only values it takes; none where any words will do.
    pub fn values(self) -> &'static [&'static str] {
        self.row().values
    }

    /// The places, among its values, of those that begin like `value`.
    pub fn begun(self, value: &str) -> impl Iterator<Item = usize> {
        let value = fold::fold(value);
        let places = self.values().iter().enumerate();
        places.filter(move |(_, other)| other.starts_with(&value)).map(|(at, _)| at)
    }

    /// What is wrong with `value`, whose folded words are `words`; `None` if nothing is.
    pub(super) fn wrong(self, value: &str, words: &[String]) -> Option<String> {
        match self {
            Self::After | Self::Before => {
                (!is_date(value)).then(|| "a date must be 2023, 2023-07 or 2023-07-14".to_owned())
            }
            _ if self.values().is_empty() => words.is_empty().then(|| "type a word to search for".to_owned()),
            _ => self
                .begun(value)
                .next()
                .is_none()
                .then(|| format!("the {} must be {}", self.name(), listed(self.values()))),
        }
    }
}

/// `a, b or c`.
fn listed(values: &[&str]) -> String {
    match values {
        [all @ .., last] if !all.is_empty() => format!("{} or {last}", all.join(", ")),
        values => values.concat(),
    }
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
    let like =
        names.clone().find(|n| n.starts_with(&folded) || edit_distance::EditDistance::new(&folded).to(n).is_some());
    match like.or_else(|| subsequence::rank(name, names.clone()).first().map(|&at| Field::ALL[at].name)) {
        Some(near) => format!("unknown field, searched as words; did you mean ‘{near}:’?"),
        None => format!("unknown field; the fields are {}", names.collect::<Vec<_>>().join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_attribution::{Act, Kind, Status};

    #[test]
    fn rows_and_values_are_in_the_order_of_the_variants() {
        assert!(Field::ALL.iter().enumerate().all(|(at, row)| row.field as usize == at));
        assert_eq!(Kind::ALL.map(Kind::name), Field::Kind.values());
        assert_eq!(Act::ALL.map(Act::name), Field::Act.values());
        assert_eq!(Status::ALL.map(Status::name), Field::Status.values());
        assert!(Kind::ALL.iter().enumerate().all(|(at, kind)| *kind as usize == at));
        assert!(Act::ALL.iter().enumerate().all(|(at, act)| *act as usize == at));
        assert!(Status::ALL.iter().enumerate().all(|(at, status)| *status as usize == at));
    }
}
