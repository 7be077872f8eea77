//! Names of articles and quotes as they are typed and printed: `nato-looks-to-asia#q18`, and the address that lasts.

pub use sayso_library::address::stem;

use sayso_library::{Article, Library, QuoteId, address};

/// Article and 1-based number of a quote, as `sayso show` takes them.
pub fn quote(path: &str, n: u32) -> String {
    format!("{}#q{n}", stem(path))
}

/// The addresses, by number, of those quotes of `library` whose articles are loaded.
pub fn quotes(library: &Library, ids: &[QuoteId]) -> Vec<String> {
    let name = |id: &QuoteId| library.article(id.article).map(|article| quote(&article.path, id.quote + 1));
    ids.iter().filter_map(name).collect()
}

/// Which quote of an article is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// By its number, from 1.
    Number(u32),
    /// By its address.
    Address(&'a str),
}

impl Part<'_> {
    /// Its number in `article`, from 1; `None` where no quote is at the address.
    pub fn number(self, article: &Article) -> Option<u32> {
        match self {
            Self::Number(number) => Some(number),
            Self::Address(words) => address::find(article, words).map(|at| at as u32 + 1),
        }
    }
}

/// The other way: `#q18` or `#extra-cautious-on-the-issue` behind the name of an article. `#q0` is no quote.
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
        assert_eq!(quote("articles/nato.looks.md", 3), "nato.looks#q3");
        assert_eq!(parse("nato#q18"), ("nato", Some(Part::Number(18))));
        assert_eq!(parse("nato#extra-cautious~2"), ("nato", Some(Part::Address("extra-cautious~2"))));
        for whole in ["nato", "nato#q0", "nato#qx", "c#q"] {
            assert_eq!(parse(whole), (whole, None));
        }
    }
}
