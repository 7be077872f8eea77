//! The query language, one in the shell and on the screen: words, `"exact words"`, `-not`, `field:value`.

use super::letters;
use crate::attribution::{Act, Kind, Wanted};
use crate::text::{Span, fold};

/// Longer queries are cut here: every word is compared with the whole vocabulary.
const MOST_TERMS: usize = 32;

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
    ];
}

/// What was typed, understood as far as it can be: no input is an error.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// As it was typed.
    pub text: String,
    /// What a hit must have.
    pub terms: Vec<Term>,
    /// What it must not have.
    pub without: Vec<Term>,
    /// What it is narrowed to.
    pub filters: Vec<Filter>,
    /// Which quotes are looked at, whatever was typed.
    pub wanted: Wanted,
    /// What could not be understood.
    pub faults: Vec<Fault>,
}

/// A word, or words that must stand side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Folded; never empty.
    pub words: Vec<String>,
    /// Taken as they are: no longer words, no typos.
    pub exact: bool,
    /// Still being typed: the last word of the query with nothing behind it.
    pub open: bool,
    /// Where in the query.
    pub at: Span,
}

/// One `field:value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// What is narrowed.
    pub field: Field,
    /// As typed, quotation marks left out.
    pub value: String,
    /// Folded words of the value.
    pub words: Vec<String>,
    /// `-field:value`: all but these.
    pub negated: bool,
    /// Where in the query.
    pub at: Span,
}

/// Something in a query that could not be used; the rest is searched all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where in the query (bytes).
    pub at: Span,
    /// What is wrong and what would be right.
    pub message: String,
}

impl Query {
    /// Reads a query. Total: any text is one.
    pub fn parse(text: &str) -> Self {
        let mut query = Self { text: text.to_owned(), ..Self::default() };
        let mut at = 0;
        while let Some(piece) = Piece::next(text, at) {
            at = piece.at.end();
            query.take(&piece);
        }
        query.close();
        query
    }

    /// Nothing to search for?
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.without.is_empty() && self.filters.is_empty()
    }

    fn take(&mut self, piece: &Piece) {
        if piece.unclosed {
            self.fault(piece.at, "the quotation mark is not closed: “exact words” run to the end".to_owned());
        }
        if let Some(name) = piece.field {
            match Field::ALL.iter().find(|row| row.name == fold::fold(name)) {
                Some(row) => return self.narrow(piece, row.field),
                None if name.chars().all(char::is_alphabetic) => self.fault(piece.at, unknown_field(name)),
                None => {}
            }
        }
        let words = fold::word_list(piece.body());
        let exact = piece.quoted;
        let terms: Vec<Vec<String>> =
            if exact || piece.negated { vec![words] } else { words.into_iter().map(|w| vec![w]).collect() };
        let terms = terms.into_iter().filter(|words| !words.is_empty());
        let terms = terms.map(|words| Term { words, exact: exact || piece.negated, open: false, at: piece.at });
        let all = if piece.negated { &mut self.without } else { &mut self.terms };
        for term in terms {
            if all.len() > MOST_TERMS {
                return;
            }
            // A word given twice is looked for once; of the two the later may still be open.
            all.retain(|old| old.words != term.words || old.exact != term.exact);
            all.push(term);
        }
    }

    fn narrow(&mut self, piece: &Piece, field: Field) {
        let words = fold::word_list(piece.value);
        let wrong = match field {
            // Still to be typed.
            _ if piece.value.is_empty() => return,
            Field::Kind if kinds(piece.value).next().is_none() => "kind: is direct, mixed or indirect",
            Field::Act if acts(piece.value).next().is_none() => "act: is speech, belief or intention",
            Field::After | Field::Before if !is_date(piece.value) => "a date is 2023, 2023-07 or 2023-07-14",
            Field::After | Field::Before | Field::Kind | Field::Act => "",
            _ if words.is_empty() => "no word to look for here",
            _ => "",
        };
        if wrong.is_empty() {
            let value = piece.value.to_owned();
            self.filters.push(Filter { field, value, words, negated: piece.negated, at: piece.at });
        } else {
            self.fault(piece.at, wrong.to_owned());
        }
    }

    fn close(&mut self) {
        if self.terms.len() > MOST_TERMS {
            let at = Span::new(self.terms[MOST_TERMS].at.start(), self.text.len());
            self.fault(at, format!("only the first {MOST_TERMS} words are searched"));
            self.terms.truncate(MOST_TERMS);
        }
        self.without.truncate(MOST_TERMS);
        self.filters.truncate(MOST_TERMS);
        self.faults.truncate(MOST_TERMS);
        let len = self.text.len();
        if let Some(last) = self.terms.last_mut().filter(|t| !t.exact && t.at.end() == len) {
            last.open = true;
        }
    }

    fn fault(&mut self, at: Span, message: String) {
        self.faults.push(Fault { at, message });
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
    matches!(shape.as_str(), "9999" | "9999-99" | "9999-99-99")
}

fn unknown_field(name: &str) -> String {
    let names = Field::ALL.iter().map(|row| row.name);
    let folded = fold::fold(name);
    let like = names.clone().find(|n| n.starts_with(&folded) || super::typo::Typos::new(&folded).to(n).is_some());
    match like.or_else(|| letters::rank(name, names.clone()).first().map(|&at| Field::ALL[at].name)) {
        Some(near) => format!("no field ‘{name}:’, did you mean ‘{near}:’? Searched as words"),
        None => format!("no field ‘{name}:’; there are {}", names.collect::<Vec<_>>().join(", ")),
    }
}

/// One piece of a query between white space: `-field:"value"`, all but the value optional.
struct Piece<'a> {
    at: Span,
    negated: bool,
    field: Option<&'a str>,
    value: &'a str,
    whole: &'a str,
    quoted: bool,
    unclosed: bool,
}

impl<'a> Piece<'a> {
    fn next(text: &'a str, from: usize) -> Option<Self> {
        let start = from + text[from..].find(|c: char| !c.is_whitespace())?;
        let negated = text[start..].starts_with('-') && text[start + 1..].starts_with(|c: char| !c.is_whitespace());
        let mut at = start + usize::from(negated);
        let whole_from = at;
        let word = text[at..].find(|c: char| c.is_whitespace() || c == ':' || is_quote(c));
        let field = word.filter(|&len| len > 0 && text[at + len..].starts_with(':')).map(|len| &text[at..at + len]);
        at += field.map_or(0, |f| f.len() + 1);
        let open = text[at..].chars().next().filter(|c| is_quote(*c));
        let from = at + open.map_or(0, char::len_utf8);
        let end = match open {
            Some(_) => text[from..].find(is_quote),
            None => text[from..].find(|c: char| c.is_whitespace() || is_quote(c)),
        };
        let stop = from + end.unwrap_or(text.len() - from);
        let after = match text[stop..].chars().next() {
            Some(mark) if open.is_some() => stop + mark.len_utf8(),
            _ => stop,
        };
        Some(Self {
            at: Span::new(start, after),
            negated,
            field,
            value: &text[from..stop],
            whole: &text[whole_from..stop],
            quoted: open.is_some(),
            unclosed: open.is_some() && end.is_none(),
        })
    }

    /// What is searched as words: the name of a field that there is none of belongs to it.
    fn body(&self) -> &'a str {
        if self.quoted { self.value } else { self.whole }
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `word`, `word…` still open, `"a b"` exact, `-word`, `field=value`, `!message`.
    fn outline(text: &str) -> String {
        let query = Query::parse(text);
        let term = |t: &Term| {
            let words = t.words.join(" ");
            if t.exact { format!("\"{words}\"") } else { format!("{words}{}", if t.open { "…" } else { "" }) }
        };
        let mut out: Vec<String> = query.terms.iter().map(term).collect();
        out.extend(query.without.iter().map(|t| format!("-{}", term(t))));
        out.extend(query.filters.iter().map(|f| {
            let not = if f.negated { "-" } else { "" };
            format!("{not}{:?}={}", f.field, f.value)
        }));
        out.extend(query.faults.iter().map(|f| format!("!{}", f.at.of(text))));
        out.join(" ")
    }

    #[test]
    fn queries_are_read() {
        let cases = [
            ("", ""),
            ("self servng", "self servng…"),
            ("Self-serving ", "self serving"),
            ("“Exact Words” more", "\"exact words\" more…"),
            ("\"not closed", "\"not closed\" !\"not closed"),
            ("war -peace", "war -\"peace\""),
            ("- war", "war…"),
            ("speaker:\"Mao Ning\" kind:dir x", "x… Speaker=Mao Ning Kind=dir"),
            ("-speaker:mao", "-Speaker=mao"),
            ("kind:blue", "!kind:blue"),
            ("act:bel act:blue", "Act=bel !act:blue"),
            ("after:2023-07 before:soon", "After=2023-07 !before:soon"),
            ("spaeker:mao", "spaeker mao… !spaeker:mao"),
            ("10:30", "10 30…"),
            ("no no no", "no…"),
            ("speaker:", ""),
            (":::\"\"--", ""),
        ];
        for (text, want) in cases {
            assert_eq!(outline(text), want, "{text}");
        }
    }

    #[test]
    fn a_fault_says_what_would_be_right() {
        let message = |text: &str| Query::parse(text).faults[0].message.clone();
        assert!(message("spaeker:mao").contains("did you mean ‘speaker:’?"));
        assert!(message("auth:x").contains("did you mean ‘author:’?"));
        assert!(message("kind:x").contains("direct, mixed or indirect"));
    }

    #[test]
    fn a_long_query_is_cut_and_says_so() {
        let words: Vec<String> = (0..2000).map(|n| format!("w{n}")).collect();
        let query = Query::parse(&words.join(" "));
        assert_eq!(query.terms.len(), MOST_TERMS);
        assert!(query.faults[0].message.contains("first 32 words"));
    }

    proptest! {
        #[test]
        fn any_text_is_a_query(text in "(\\PC|[\"“”:* -]|speaker:|after:|\n){0,40}") {
            let query = Query::parse(&text);
            for at in query.terms.iter().map(|t| t.at).chain(query.faults.iter().map(|f| f.at)) {
                prop_assert!(!at.of(&text).is_empty());
            }
            prop_assert!(query.terms.iter().all(|t| !t.words.is_empty()));
        }
    }
}
