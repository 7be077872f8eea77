//! The query language, one in the shell and on the screen: words, `"exact words"`, `-not`, `field:value`, `OR`.
//!
//! `OR` binds last (`small cliques OR bloc` is one or the other side of it); parentheses group, and one too many or
//! too few is no fault. Whatever was typed comes to plain alternatives ([`Branch`]), each searched by itself.

mod expr;
mod field;
mod parse;
mod piece;

pub use field::{Field, FieldRow, Unit};
pub(super) use piece::{Piece, Word, is_quote};

use crate::Wanted;
use sayso_attribution::text::{Span, one_line};

/// What was typed, understood as far as it can be: no input is an error.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// As it was typed.
    pub text: String,
    /// The alternatives it stands for, at least one: a hit answers one of them. An empty one lets all through.
    pub any: Vec<Branch>,
    /// Filter of the quotes that are searched, apart from the query.
    pub wanted: Wanted,
    /// What could not be understood.
    pub faults: Vec<Fault>,
}

/// Fewer words are looked for, not remembered.
const REMEMBERED: usize = 4;

/// One alternative of a query: all of this must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Branch {
    /// What a hit must have.
    pub terms: Vec<Term>,
    /// What it must not have.
    pub without: Vec<Term>,
    /// What it is narrowed to.
    pub filters: Vec<Filter>,
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
    /// `field:=value`: the name is this one and has no more words.
    pub exact: bool,
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

impl Fault {
    /// The word that is meant and what is wrong with it, on one line: `kind:blue: the kind must be direct, mixed or indirect`.
    pub fn told(&self, line: &str) -> String {
        let word = one_line(self.at.of(line));
        if self.message.contains(&word) || word == one_line(line) {
            return self.message.clone();
        }
        format!("{word}: {}", self.message)
    }
}

impl Default for Query {
    fn default() -> Self {
        Self { text: String::new(), any: vec![Branch::default()], wanted: Wanted::default(), faults: Vec::new() }
    }
}

impl Query {
    /// Reads a query. Total: any text is one.
    pub fn parse(text: &str) -> Self {
        parse::QueryParser::of(text)
    }

    /// Returns `true` if it asks for everything that somebody said.
    pub fn is_of_voices(&self) -> bool {
        self.any.iter().all(|branch| {
            let Branch { terms, without, filters } = branch;
            let voices = filters.iter().all(|f| f.field == Field::Speaker && !f.negated);
            terms.is_empty() && without.is_empty() && !filters.is_empty() && voices
        })
    }

    /// The speakers whose words it asks for, each once, in the order typed: every alternative asks for one of them.
    /// Empty for any other query.
    pub fn speakers(&self) -> Vec<&Filter> {
        let mut speakers: Vec<&Filter> = Vec::new();
        for branch in &self.any {
            let mut own = branch.filters.iter().filter(|filter| filter.field == Field::Speaker && !filter.negated);
            let (Some(speaker), None) = (own.next(), own.next()) else { return Vec::new() };
            if !speakers.iter().any(|known| known.words == speaker.words) {
                speakers.push(speaker);
            }
        }
        speakers
    }

    /// The queries of two or more speakers that are compared, one each; empty for any other query.
    pub fn sides(&self) -> Vec<Self> {
        let speakers = self.speakers();
        if speakers.len() < 2 {
            return Vec::new();
        }
        let is_of = |branch: &Branch, speaker: &Filter| {
            branch.filters.iter().any(|filter| filter.field == Field::Speaker && filter.words == speaker.words)
        };
        let of = |speaker: &Filter| self.any.iter().filter(|branch| is_of(branch, speaker)).cloned().collect();
        speakers.into_iter().map(|speaker| Self { any: of(speaker), ..self.clone() }).collect()
    }

    /// Returns `true` if it consists of words only, and enough of them to be a remembered quote.
    pub fn is_remembered(&self) -> bool {
        let [Branch { terms, without, filters }] = self.any.as_slice() else { return false };
        let plain = without.is_empty() && filters.is_empty() && terms.iter().all(|term| !term.exact);
        plain && terms.len() >= REMEMBERED
    }

    /// All that its alternatives ask for.
    pub fn all(&self) -> Branch {
        self.any.iter().fold(Branch::default(), |all, branch| all.and(branch))
    }

    /// Returns `true` for an empty query.
    pub fn is_empty(&self) -> bool {
        self.any.iter().all(|branch| *branch == Branch::default())
    }
}

impl Branch {
    fn of_term(term: Term, negated: bool) -> Self {
        if negated {
            let without = vec![Term { exact: true, ..term }];
            return Self { without, ..Self::default() };
        }
        Self { terms: vec![term], ..Self::default() }
    }

    /// What both ask for.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let mut both = self.clone();
        for term in &other.terms {
            // A word given twice is looked for once; of two the later may still be open.
            both.terms.retain(|old| old.words != term.words || old.exact != term.exact);
            both.terms.push(term.clone());
        }
        both.without.extend(other.without.iter().cloned());
        both.filters.extend(other.filters.iter().cloned());
        both
    }

    /// Marks the word that is still being typed in a line of `len` bytes.
    fn close(&mut self, len: usize) {
        if let Some(last) = self.terms.last_mut().filter(|t| !t.exact && t.at.end() == len) {
            last.open = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `word`, `word…` still open, `"a b"` exact, `-word`, `field=value`, `|` between alternatives, `!message`.
    fn outline(text: &str) -> String {
        let query = Query::parse(text);
        let any: Vec<String> = query.any.iter().map(branch).collect();
        let faults = query.faults.iter().map(|f| format!("!{}", f.at.of(text)));
        std::iter::once(any.join(" | ")).chain(faults).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    fn branch(branch: &Branch) -> String {
        let term = |t: &Term| {
            let words = t.words.join(" ");
            if t.exact { format!("\"{words}\"") } else { format!("{words}{}", if t.open { "…" } else { "" }) }
        };
        let mut out: Vec<String> = branch.terms.iter().map(term).collect();
        out.extend(branch.without.iter().map(|t| format!("-{}", term(t))));
        out.extend(branch.filters.iter().map(|f| {
            let not = if f.negated { "-" } else { "" };
            format!("{not}{:?}={}{}", f.field, if f.exact { "=" } else { "" }, f.value)
        }));
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
            ("speaker:=\"Mao Ning\" x", "x… Speaker==Mao Ning"),
            ("role:minister", "Role=minister"),
            ("-speaker:mao", "-Speaker=mao"),
            ("kind:blue", "!kind:blue"),
            ("act:bel act:blue", "Act=bel !act:blue"),
            ("status:second-hand -status:den status:no", "Status=second-hand -Status=den !status:no"),
            ("after:2023-07 before:soon", "After=2023-07 !before:soon"),
            ("spaeker:mao", "spaeker mao… !spaeker:mao"),
            ("10:30", "10 30…"),
            ("no no no", "no…"),
            ("speaker:", ""),
            (":::\"\"--", ""),
            ("is:unr -is:read is:new", "Is=unr -Is=read !is:new"),
            ("small cliques OR bloc", "small cliques | bloc…"),
            ("a OR b c OR OR ", "a | b c"),
            ("speaker:mao war | speaker:li war", "war Speaker=mao | war… Speaker=li"),
            ("OR or \"OR\"", "or \"or\""),
            ("(mao OR li) cliques ", "mao cliques | li cliques"),
            ("speaker:(mao OR \"li shangfu\") x", "x… Speaker=mao | x… Speaker=li shangfu"),
            ("(a (b OR c)) OR d", "a b | a c | d…"),
            ("war -(peace OR talks)", "war -\"peace\" -\"talks\""),
            ("war -(peace talks)", "war -\"peace\" | war -\"talks\""),
            ("-(-war)", "war"),
            ("-(kind:direct)", "-Kind=direct"),
            ("((( a ) b", "a b…"),
            ("a) b ()", "a b"),
            (":) f(x)", "f x…"),
            ("foo:(a b)", "a b !foo:"),
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
        let told = |text: &str| Query::parse(text).faults[0].told(text);
        assert_eq!(told("x kind:blue"), "kind:blue: the kind must be direct, mixed or indirect");
        assert_eq!(told("kind:blue"), "the kind must be direct, mixed or indirect");
        assert!(["after:2023-13", "before:2023-07-32"].iter().all(|text| message(text).starts_with("a date must be")));
        assert!(message("kind:x").contains("direct, mixed or indirect"));
        assert_eq!(message("status:x"), "the status must be asserted, denied, hypothetical or second-hand");
    }

    #[test]
    fn a_long_query_is_cut_and_says_so() {
        let words: Vec<String> = (0..2000).map(|n| format!("w{n}")).collect();
        let query = Query::parse(&words.join(" "));
        assert_eq!(query.any[0].terms.len(), parse::MOST_WORDS);
        assert!(query.faults[0].message.contains("first 32 words"));
        let query = Query::parse(&words.join("-"));
        assert_eq!((query.any[0].terms.len(), query.faults.len()), (parse::MOST_WORDS, 1));
        let query = Query::parse(&words.join(" OR "));
        assert_eq!(query.any.len(), expr::MOST);
        assert!(query.faults[0].message.contains("only the first 8 alternatives"));
    }

    proptest! {
        #[test]
        fn any_text_is_a_query(text in "(\\PC|[\"“”:*() -]|speaker:| OR |after:|\n){0,40}") {
            let query = Query::parse(&text);
            let terms = || query.any.iter().flat_map(|b| b.terms.iter().chain(&b.without));
            for at in terms().map(|t| t.at).chain(query.faults.iter().map(|f| f.at)) {
                prop_assert!(!at.of(&text).is_empty());
            }
            prop_assert!(!query.any.is_empty() && query.any.len() <= expr::MOST);
            prop_assert!(terms().all(|t| !t.words.is_empty()));
        }
    }

    #[test]
    fn ten_thousand_characters_of_anything_are_a_query() {
        for piece in ["(", ")", "-(", "\"", "*", "a OR ", "(a OR b) ", "speaker:(", "-", "a(", ":", "OR "] {
            let text = piece.repeat(10_000 / piece.len());
            assert!(Query::parse(&text).any.len() <= expr::MOST, "{piece}");
        }
    }
}
