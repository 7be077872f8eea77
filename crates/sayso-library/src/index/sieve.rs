//! What the fields and the `-not` words of a query let through, told by the index. It lets too much through rather
//! than too little: the search looks again.

use super::bits::Bits;
use super::finder::Finder;
use super::snapshot::{Quote, Row};
use crate::PersonId;
use crate::search::{Branch, Field, Filter, Query, ReadMarks, Term, acts, has_words, kinds};
use sayso_attribution::text::fold;
use sayso_attribution::{Act, Kind};

/// Which quotes, articles and people a query is about. A set that lets all through is not made.
pub struct Sieve<'a> {
    query: &'a Query,
    /// The articles, by place in the snapshot, that the fields of articles let through.
    articles: Option<Bits>,
    /// The fields that ask for quotes. Articles are not said by anyone: they pass only where there are none.
    tests: Vec<Test<'a>>,
    /// People, by number, pass with one of their quotes.
    people: Option<Bits>,
    /// The documents and the people that have what is not wanted.
    without: Option<(Bits, Bits)>,
    /// Does it let all quotes through?
    open: bool,
}

impl<'a> Sieve<'a> {
    /// The sieve of one alternative of `query`.
    pub fn new(finder: &Finder, query: &'a Query, branch: &'a Branch) -> tantivy::Result<Self> {
        let (of_article, of_quote): (Vec<&Filter>, Vec<&Filter>) =
            branch.filters.iter().partition(|f| f.field.is_of_article());
        let mut articles: Option<Bits> = None;
        for filter in of_article {
            narrow(&mut articles, article_passes(finder, filter, &query.read)?);
        }
        let tests: Vec<Test> = of_quote.into_iter().map(|f| Test::new(finder, f)).collect::<tantivy::Result<_>>()?;
        for test in tests.iter().filter(|test| test.filter.field == Field::Speaker && !test.filter.negated) {
            narrow(&mut articles, where_heard(finder, &test.some));
        }
        let mut sieve = Self { query, articles, tests, people: None, without: None, open: false };
        if !branch.filters.is_empty() {
            sieve.people = Some(sieve.heard(finder)?);
        }
        if !branch.without.is_empty() {
            sieve.without = Some(unwanted(finder, &branch.without)?);
        }
        let Self { articles, tests, without, .. } = &sieve;
        sieve.open = query.wanted.least <= 0.0 && articles.is_none() && tests.is_empty() && without.is_none();
        Ok(sieve)
    }

    /// May anything of the article at this place pass? A quick no to most where articles or speakers are named.
    pub fn may_pass(&self, article: usize) -> bool {
        self.articles.as_ref().is_none_or(|articles| articles.has(article))
    }

    /// Does a quote of the article at this place pass?
    #[inline]
    pub fn quote(&self, article: usize, quote: &Quote) -> bool {
        self.open || self.lets_through(article, quote)
    }

    fn lets_through(&self, article: usize, quote: &Quote) -> bool {
        let named = |(_, people): &(Bits, Bits)| quote.person().is_some_and(|person| people.has(person.0 as usize));
        self.may_pass(article)
            // As sure as is wanted.
            && f32::from(quote.confidence) >= self.query.wanted.least * 255.0
            && self.tests.iter().all(|test| test.passes(quote))
            && !self.without.as_ref().is_some_and(named)
    }

    /// Does the article at this place pass?
    pub fn article(&self, at: usize, article: &Row) -> bool {
        let has = |(documents, _): &(Bits, Bits)| documents.has_any(article.documents());
        self.tests.is_empty() && self.may_pass(at) && !self.without.as_ref().is_some_and(has)
    }

    /// Does the person of this number pass?
    pub fn person(&self, at: usize) -> bool {
        self.people.as_ref().is_none_or(|people| people.has(at))
            && !self.without.as_ref().is_some_and(|(_, people)| people.has(at))
    }

    /// Those who say what passes.
    fn heard(&self, finder: &Finder) -> tantivy::Result<Bits> {
        let heard = finder.in_pieces(|within| {
            let mut people = Bits::new(finder.names.len(), false);
            for at in within.filter(|at| self.may_pass(*at)) {
                let heard = finder.quotes_of(at).filter(|(_, quote)| self.quote(at, quote));
                heard.filter_map(|(_, quote)| quote.person()).for_each(|person| people.put(person.0 as usize));
            }
            people
        })?;
        let mut people = Bits::new(finder.names.len(), false);
        for piece in &heard {
            people.or(piece);
        }
        Ok(people)
    }
}

/// Leaves of the articles, all while nothing was asked of them, those that pass.
fn narrow(articles: &mut Option<Bits>, pass: Bits) {
    match articles {
        Some(articles) => articles.and(&pass),
        None => *articles = Some(pass),
    }
}

/// The articles in which one of these people is heard.
fn where_heard(finder: &Finder, people: &Bits) -> Bits {
    let catalogue = &finder.snapshot.catalogue;
    let mut articles = Bits::new(finder.snapshot.articles.len(), false);
    let people = (0..finder.names.len()).filter(|at| people.has(*at));
    let quotes = people.filter_map(|at| catalogue.people.get(PersonId(at as u32))).flat_map(|person| person.quotes);
    for place in quotes.filter_map(|quote| catalogue.place(quote.article)) {
        articles.put(place);
    }
    articles
}

/// The documents and the people that have one of these.
fn unwanted(finder: &Finder, terms: &[Term]) -> tantivy::Result<(Bits, Bits)> {
    let mut documents = Bits::new(finder.snapshot.documents(), false);
    let mut people = Bits::new(finder.names.len(), false);
    for term in terms {
        for (doc, _) in finder.dictionary.side_by_side(finder.snapshot.fields.words, &term.words)? {
            documents.put(doc as usize);
        }
        finder.names.named_exactly(&term.words).iter().for_each(|person| people.put(*person as usize));
    }
    Ok((documents, people))
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

    fn passes(&self, quote: &Quote) -> bool {
        let kind = || kinds(&self.filter.value).any(|kind| Kind::ALL.get(usize::from(quote.kind)) == Some(&kind));
        let act = || acts(&self.filter.value).any(|act| Act::ALL.get(usize::from(quote.act)) == Some(&act));
        let passes = match self.filter.field {
            Field::Kind => kind(),
            Field::Act => act(),
            // Of several quotes in one paragraph another may have it.
            Field::Via | Field::Cue if self.filter.negated => return true,
            Field::Via | Field::Cue => self.some.has_any(quote.documents()),
            Field::Speaker => quote.person().is_some_and(|person| self.some.has(person.0 as usize)),
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
        finder.names.each_named(&words, |person, _| some.put(person as usize));
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
