//! Addresses of quotes, as they are typed and printed: `nato-looks-to-asia#q18`.

use sayso_library::{Article, Library, QuoteId, address};

/// The address of a quote for `sayso show`: the name of its article and its number, from 1.
pub fn quote(library: &Library, id: QuoteId) -> Option<String> {
    let path = library.entry(id.article)?.path;
    Some(format!("{}#q{}", library.catalogue().name(path), id.quote + 1))
}

/// The addresses of quotes of `library`.
pub fn quotes(library: &Library, ids: &[QuoteId]) -> Vec<String> {
    ids.iter().filter_map(|id| quote(library, *id)).collect()
}

/// The part of an address that names a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// The number of the quote, from 1.
    Number(u32),
    /// The first words of the quote.
    Address(&'a str),
}

impl Part<'_> {
    /// The number of the quote in `article`, from 1; `None` if no quote has these words.
    pub fn number(self, article: &Article) -> Option<u32> {
        match self {
            Self::Number(number) => Some(number),
            Self::Address(words) => address::find(article, words).map(|at| at as u32 + 1),
        }
    }
}

/// Splits `NAME#q18` or `NAME#extra-cautious-on-the-issue` into the name of the article and the quote. `#q0` is part of
/// the name.
pub fn parse(typed: &str) -> (&str, Option<Part<'_>>) {
    let Some((name, part)) = typed.rsplit_once('#') else { return (typed, None) };
    let number = part.strip_prefix('q').and_then(|n| n.parse().ok()).filter(|n| *n > 0).map(Part::Number);
    let address = address::is_one(part).then_some(Part::Address(part));
    number.or(address).map_or((typed, None), |part| (name, Some(part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_named_behind_its_article() {
        assert_eq!(parse("nato#q18"), ("nato", Some(Part::Number(18))));
        assert_eq!(parse("nato#extra-cautious~2"), ("nato", Some(Part::Address("extra-cautious~2"))));
        for whole in ["nato", "nato#q0", "nato#qx", "c#q"] {
            assert_eq!(parse(whole), (whole, None));
        }
    }
}
