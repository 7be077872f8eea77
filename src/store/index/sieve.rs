//! What the fields and the `-not` words of a query let through, told by the index. It lets too much through rather
//! than too little: the search looks again.

use super::bits::Bits;
use super::documents::Told;
use super::finder::Finder;
use super::schema::Words;
use super::snapshot::{Quote, Row};
use crate::attribution::{Act, Kind};
use crate::library::PersonId;
use crate::library::search::{Branch, Field, Filter, Query, ReadMarks, Term, acts, has_words, kinds};
use crate::text::fold;

/// Which quotes, articles and people a query is about.
pub struct Sieve {
    /// By place in the snapshot.
    pub quotes: Bits,
    /// By place in the snapshot.
    pub articles: Bits,
    /// By number.
    pub people: Bits,
}

impl Sieve {
    /// The sieve of one alternative of `query`.
    pub fn new(finder: &Finder, query: &Query, branch: &Branch) -> tantivy::Result<Self> {
        let snapshot = &finder.snapshot;
        let (of_article, of_quote): (Vec<&Filter>, Vec<&Filter>) =
            branch.filters.iter().partition(|f| f.field.is_of_article());
        let mut articles = Bits::new(snapshot.articles.len(), true);
        for filter in of_article {
            articles.and(&article_passes(finder, filter, &query.read)?);
        }
        let mut quotes = Bits::new(snapshot.quotes.len(), false);
        let tests = of_quote.iter().map(|f| Test::new(finder, f)).collect::<tantivy::Result<Vec<_>>>()?;
        for (at, quote) in snapshot.quotes.iter().enumerate() {
            if articles.has(quote.article as usize)
                && is_wanted(query, quote.told)
                && tests.iter().all(|test| test.passes(quote, &snapshot.articles[quote.article as usize]))
            {
                quotes.put(at);
            }
        }
        let mut sieve = Self { people: Bits::new(finder.names.len(), branch.filters.is_empty()), quotes, articles };
        sieve.narrow(finder, of_quote.is_empty());
        sieve.without(finder, &branch.without)?;
        Ok(sieve)
    }

    /// People pass with one of their quotes. Articles are not said by anyone: they pass only where no field asks for
    /// quotes.
    fn narrow(&mut self, finder: &Finder, all_quotes: bool) {
        if !all_quotes {
            self.articles = Bits::new(finder.snapshot.articles.len(), false);
        }
        for (at, quote) in finder.snapshot.quotes.iter().enumerate() {
            if let Some(person) = quote.person.filter(|_| self.quotes.has(at)) {
                self.people.put(person.0 as usize);
            }
        }
    }

    fn without(&mut self, finder: &Finder, terms: &[Term]) -> tantivy::Result<()> {
        let Words { said, around, title, author, publication, .. } = finder.snapshot.fields.words;
        let all = finder.snapshot.documents();
        for term in terms {
            let mut anywhere = finder.dictionary.exactly(all, &[said, around], term)?;
            for field in [title, author, publication] {
                anywhere.or(&finder.dictionary.exactly(all, &[field], term)?);
            }
            let mut named = Bits::new(finder.names.len(), false);
            finder.names.named_exactly(&term.words).for_each(|person| named.put(person as usize));
            let articles = finder.snapshot.articles.iter();
            self.articles.and(&passing(articles.map(|article| !anywhere.has_any(article.documents()))));
            let quotes = finder.snapshot.quotes.iter();
            self.quotes.and(&passing(quotes.map(|q| !q.person.is_some_and(|p| named.has(p.0 as usize)))));
            self.people.and(&passing((0..finder.names.len()).map(|person| !named.has(person))));
        }
        Ok(())
    }
}

/// Only what is as sure and of the kind and act that is wanted.
fn is_wanted(query: &Query, told: Told) -> bool {
    f32::from(told.confidence) >= query.wanted.least * 255.0
}

fn passing(passes: impl ExactSizeIterator<Item = bool>) -> Bits {
    let mut bits = Bits::new(passes.len(), false);
    passes.enumerate().filter(|(_, passes)| *passes).for_each(|(at, _)| bits.put(at));
    bits
}

/// A field that asks for quotes.
struct Test<'a> {
    filter: &'a Filter,
    /// Of people, or of documents.
    some: Bits,
}

impl<'a> Test<'a> {
    fn new(finder: &Finder, filter: &'a Filter) -> tantivy::Result<Self> {
        let words = finder.snapshot.fields.words;
        let having = |field| finder.dictionary.having(finder.snapshot.documents(), field, &filter.words);
        let some = match filter.field {
            Field::Via => having(words.via)?,
            Field::Cue => having(words.cue)?,
            Field::Speaker => speakers(finder, filter),
            _ => Bits::default(),
        };
        Ok(Self { filter, some })
    }

    fn passes(&self, quote: &Quote, article: &Row) -> bool {
        let kind = || kinds(&self.filter.value).any(|kind| Kind::ALL.get(usize::from(quote.told.kind)) == Some(&kind));
        let act = || acts(&self.filter.value).any(|act| Act::ALL.get(usize::from(quote.told.act)) == Some(&act));
        let passes = match self.filter.field {
            Field::Kind => kind(),
            Field::Act => act(),
            // Of several quotes in one paragraph another may have it.
            Field::Via | Field::Cue if self.filter.negated => return true,
            Field::Via | Field::Cue => self.some.has_any(quote.documents(article)),
            Field::Speaker => quote.person.is_some_and(|person| self.some.has(person.0 as usize)),
            _ => true,
        };
        passes != self.filter.negated
    }
}

/// The people one of whose names has the words.
fn speakers(finder: &Finder, filter: &Filter) -> Bits {
    let mut all = Bits::new(finder.names.len(), true);
    for word in &filter.words {
        let mut some = Bits::new(finder.names.len(), false);
        let words = finder.names.vocabulary.meant(word, true, true);
        for (word, _) in words {
            finder.names.named(word).iter().for_each(|&person| some.put(person as usize));
        }
        all.and(&some);
    }
    let has = |text: &str| has_words(text, &filter.words);
    let people = &finder.snapshot.catalogue.people;
    let named = |at: usize| people.get(PersonId(at as u32)).is_some_and(|person| person.names().any(has));
    passing((0..people.len()).map(|at| all.has(at) && named(at)))
}

fn article_passes(finder: &Finder, filter: &Filter, read: &ReadMarks) -> tantivy::Result<Bits> {
    let (snapshot, words) = (&finder.snapshot, finder.snapshot.fields.words);
    let having = |field| finder.dictionary.having(snapshot.documents(), field, &filter.words);
    let some = match filter.field {
        Field::Article => {
            let mut some = having(words.path)?;
            some.or(&having(words.title)?);
            some
        }
        Field::Title => having(words.title)?,
        Field::Author => having(words.author)?,
        Field::Publication => having(words.publication)?,
        _ => Bits::default(),
    };
    let dated = |article: &Row, test: &dyn Fn(&str) -> bool| {
        snapshot.catalogue.entry(article.id).and_then(|e| e.published).is_some_and(test)
    };
    let passes = |article: &Row| match filter.field {
        Field::After => dated(article, &|date| date >= filter.value.as_str() || filter.value.starts_with(date)),
        // `r` may still become `read`: only what begins like `unread` asks for the others.
        Field::Is => {
            let path = snapshot.catalogue.entry(article.id).map_or("", |entry| entry.path);
            read.has(path) != "unread".starts_with(&fold::fold(&filter.value))
        }
        Field::Before => dated(article, &|date| date < filter.value.as_str()),
        _ => some.has(article.head as usize),
    };
    Ok(passing(snapshot.articles.iter().map(|article| passes(article) != filter.negated)))
}
