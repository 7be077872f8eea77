//! Facts of the index, and what passes by them. It lets too much through rather than too little: the search looks
//! again.

use std::ops::Range;

use fixedbitset::FixedBitSet;

use super::finder::Finder;
use super::place::{ArticlePlace, QuotePlace};
use super::score_accumulator::ScoreAccumulator;
use super::snapshot::{ArticleRow, Quote};
use super::walk::LowerBounds;
use crate::search::{Branch, Cost, Facts, Field, Filter, Level, Manner, Predicates, Query, Term, Truth, is_called};
use crate::state::State;
use crate::{Entry, PersonId};

/// The index as a source of facts for one alternative of a query.
pub struct IndexFacts<'a> {
    finder: &'a Finder,
    state: &'a State,
    /// The terms that are wanted.
    pub marks: ScoreAccumulator<'a>,
    /// For each filter the documents, or the people, that have its words; nothing for one without words.
    having: Vec<FixedBitSet>,
    unwanted: Vec<Unwanted>,
}

/// What has an unwanted term.
struct Unwanted {
    documents: FixedBitSet,
    people: FixedBitSet,
}

/// An article, by its place in the snapshot.
struct ArticleFacts<'a>(&'a IndexFacts<'a>, &'a ArticleRow, usize);

/// A quote.
struct QuoteFacts<'a>(&'a IndexFacts<'a>, &'a Quote);

/// A person.
struct PersonFacts<'a>(&'a IndexFacts<'a>, PersonId);

impl<'a> IndexFacts<'a> {
    /// The facts that `branch` asks for, without its terms.
    pub fn new(finder: &'a Finder, state: &'a State, branch: &Branch) -> tantivy::Result<Self> {
        let having = branch.filters.iter().map(|filter| having(finder, filter)).collect::<tantivy::Result<_>>()?;
        let unwanted = branch.without.iter().map(|term| Unwanted::of(finder, term)).collect::<tantivy::Result<_>>()?;
        Ok(Self { finder, state, marks: ScoreAccumulator::default(), having, unwanted })
    }

    fn has(&self, at: usize, bit: usize) -> bool {
        self.having.get(at).is_some_and(|having| having.contains(bit))
    }
}

impl Unwanted {
    fn of(finder: &Finder, term: &Term) -> tantivy::Result<Self> {
        let mut documents = FixedBitSet::with_capacity(finder.snapshot.documents());
        let mut people = FixedBitSet::with_capacity(finder.names.len());
        for (doc, _) in finder.dictionary.side_by_side(finder.snapshot.fields.words, &term.words)? {
            documents.grow_and_insert(doc as usize);
        }
        finder.names.named_exactly(&term.words).iter().for_each(|person| people.grow_and_insert(*person as usize));
        Ok(Self { documents, people })
    }
}

/// The documents, or the people, that have the words of a filter.
fn having(finder: &Finder, filter: &Filter) -> tantivy::Result<FixedBitSet> {
    let words = finder.snapshot.fields.words;
    let having = |field| finder.dictionary.having(finder.snapshot.documents(), field, &filter.words);
    match filter.field {
        Field::Article => {
            let mut some = finder.by_path(&filter.words)?;
            some.union_with(&having(words.title)?);
            Ok(some)
        }
        Field::Title => having(words.title),
        Field::Author => having(words.author),
        Field::Publication => having(words.publication),
        Field::Via => having(words.via),
        Field::Cue => having(words.cue),
        Field::Speaker => Ok(speakers(finder, filter)),
        Field::Role => Ok(in_role(finder, filter)),
        _ => Ok(FixedBitSet::new()),
    }
}

/// The people one of whose names has the words.
fn speakers(finder: &Finder, filter: &Filter) -> FixedBitSet {
    let mut all = full(finder.names.len());
    for word in &filter.words {
        let mut some = FixedBitSet::with_capacity(finder.names.len());
        let words = finder.names.vocabulary.meant(word, true, true);
        finder.names.each_named(&words, |person, _| some.grow_and_insert(person as usize));
        all.intersect_with(&some);
    }
    let people = &finder.snapshot.catalogue.people;
    let called = |at: usize| people.get(PersonId(at as u32)).is_some_and(|person| is_called(&person, filter));
    passing((0..people.len()).map(|at| all.contains(at) && called(at)))
}

/// The people one of whose roles has the words.
fn in_role(finder: &Finder, filter: &Filter) -> FixedBitSet {
    let people = &finder.snapshot.catalogue.people;
    let called = |at: usize| people.get(PersonId(at as u32)).is_some_and(|person| is_called(&person, filter));
    passing((0..people.len()).map(called))
}

impl ArticleFacts<'_> {
    fn entry(&self) -> Option<Entry<'_>> {
        self.0.finder.snapshot.catalogue.entry(self.0.finder.snapshot.id(self.2))
    }
}

impl Facts for ArticleFacts<'_> {
    #[inline]
    fn level(&self, term: usize) -> Level {
        self.0.marks.of_article(term, self.1.documents())
    }

    fn has_unwanted(&self, term: usize) -> Truth {
        has_any(&self.0.unwanted[term].documents, self.1.documents()).into()
    }

    fn has_words(&self, at: usize, _: &Filter) -> Truth {
        self.0.has(at, self.1.head as usize).into()
    }

    fn published(&self) -> Option<&str> {
        self.entry()?.published
    }

    fn is_read(&self) -> bool {
        self.entry().is_some_and(|entry| self.0.state.is_read(entry.path, entry.title))
    }
}

impl Facts for QuoteFacts<'_> {
    #[inline]
    fn level(&self, term: usize) -> Level {
        self.0.marks.of_quote(term, self.1)
    }

    /// Of its own words the index knows no more than which paragraphs they are in.
    fn has_unwanted(&self, term: usize) -> Truth {
        let named = self.1.person().is_some_and(|person| self.0.unwanted[term].people.contains(person.0 as usize));
        Truth::from(named).max(Truth::Unknown)
    }

    /// Of several quotes in one paragraph another may have them.
    fn has_words(&self, at: usize, _: &Filter) -> Truth {
        let any = self.0.having.get(at).is_some_and(|having| has_any(having, self.1.documents()));
        Truth::from(any).min(Truth::Unknown)
    }

    fn manner(&self) -> Option<Manner> {
        self.1.manner()
    }
}

impl Facts for PersonFacts<'_> {
    #[inline]
    fn level(&self, term: usize) -> Level {
        self.0.marks.of_person(term, self.1)
    }

    fn has_unwanted(&self, term: usize) -> Truth {
        self.0.unwanted[term].people.contains(self.1.0 as usize).into()
    }

    fn has_words(&self, at: usize, _: &Filter) -> Truth {
        self.0.has(at, self.1.0 as usize).into()
    }
}

/// The quotes, articles and people that pass the filters of an alternative of a query. A set that lets everything
/// through is not built.
pub struct ColumnFilter<'a> {
    /// What is known of them.
    pub known: IndexFacts<'a>,
    asked: Predicates<'a>,
    /// The articles, by place in the snapshot, that the fields of articles let through.
    articles: Option<FixedBitSet>,
    /// The people, by number, that the fields of speakers let through.
    speakers: Option<FixedBitSet>,
    /// People, by number, who say what passes.
    people: Option<FixedBitSet>,
    /// Whether it lets everything through.
    open: bool,
}

impl<'a> ColumnFilter<'a> {
    /// The filter of one alternative of `query`.
    pub fn new(finder: &'a Finder, state: &'a State, query: &Query, branch: &'a Branch) -> tantivy::Result<Self> {
        let (known, asked) = (IndexFacts::new(finder, state, branch)?, Predicates::new(query, branch));
        let open = asked.pass_all();
        let mut filter = Self { known, asked, articles: None, speakers: None, people: None, open };
        if filter.asked.narrow_articles() {
            let passes = |(at, row)| filter.asked.article(&ArticleFacts(&filter.known, row, at)).may_hold();
            filter.articles = Some(passing(finder.snapshot.articles.iter().enumerate().map(passes)));
        }
        for (at, _) in filter.asked.speaker_filters().filter(|(_, filter)| !filter.negated) {
            let heard = where_heard(finder, &filter.known.having[at]);
            match &mut filter.articles {
                Some(articles) => articles.intersect_with(&heard),
                none => *none = Some(heard),
            }
        }
        if filter.asked.speaker_filters().next().is_some() {
            let passes = |at| filter.asked.speaker(&PersonFacts(&filter.known, PersonId(at as u32))).may_hold();
            filter.speakers = Some(passing((0..finder.names.len()).map(passes)));
        }
        if filter.asked.ask_for_speech() {
            filter.people = Some(filter.heard(finder)?);
        }
        Ok(filter)
    }

    /// Returns `false` if nothing of the article at this place can pass; rules out most where articles or speakers are
    /// named.
    pub fn may_pass(&self, article: ArticlePlace) -> bool {
        self.articles.as_ref().is_none_or(|articles| articles.contains(article.index()))
    }

    /// What a quote of the article at this place costs; `None` if it does not pass, has none of the terms or lacks more
    /// than `most` of them.
    #[inline]
    pub fn quote(&self, article: ArticlePlace, quote: &Quote, most: u32) -> Option<Cost> {
        if self.known.marks.lacks(quote) > most {
            return None;
        }
        let facts = QuoteFacts(&self.known, quote);
        self.asked.cost(&facts).filter(|_| self.passes(article, &facts))
    }

    /// Returns `true` if [`Self::count`] can count the quotes that pass.
    pub fn is_counted(&self) -> bool {
        let terms = self.asked.terms();
        let by_speaker = || terms == 0 && self.asked.are_decided_by_speakers() && !self.asked.nobody().may_hold();
        self.known.marks.len() == terms && (self.open || by_speaker())
    }

    /// Number of all quotes that pass and lack so many terms, but not all, where [`Self::is_counted`].
    pub fn count(&self, lacking: u32) -> tantivy::Result<usize> {
        let (finder, marks) = (self.known.finder, &self.known.marks);
        let (counts, quotes) = (&finder.quote_counts, finder.snapshot.quotes.items());
        if marks.len() == 0 {
            let people = &finder.snapshot.catalogue.people;
            let said = |at| people.get(PersonId(at as u32)).map_or(0, |person| person.quotes.len());
            return Ok(self.speakers.as_ref().map_or(quotes.len(), |people| people.ones().map(said).sum()));
        }
        let others = counts.others().filter(|at| marks.lacks(&quotes[at.index()]) == lacking);
        let counted = marks.count(&counts.by_document, lacking) + others.count();
        Ok(if marks.is_named() { counted.saturating_add_signed(self.named(lacking)?) } else { counted })
    }

    /// How many more quotes lack so many terms where the names of speakers count too, of those counted by document.
    fn named(&self, lacking: u32) -> tantivy::Result<isize> {
        let (finder, marks) = (self.known.finder, &self.known.marks);
        let quotes = &finder.snapshot.quotes;
        let more = |articles: Range<usize>| {
            let first = quotes.range(articles.start).start;
            let items = &quotes.items()[first..articles.last().map_or(first, |last| quotes.range(last).end)];
            let named = items.iter().zip(first..).filter(|(quote, _)| marks.names_speaker(quote));
            let named = named.filter(|(quote, at)| finder.quote_counts.has(QuotePlace::of(*at), quote));
            let more = |quote| {
                isize::from(marks.lacks(quote) == lacking) - isize::from(marks.lacks_in_document(quote) == lacking)
            };
            named.map(|(quote, _)| more(quote)).sum::<isize>()
        };
        Ok(finder.in_pieces(more)?.into_iter().sum())
    }

    /// Returns `true` if a quote of the article at this place passes.
    #[inline]
    pub fn lets_through(&self, article: ArticlePlace, quote: &Quote) -> bool {
        self.passes(article, &QuoteFacts(&self.known, quote))
    }

    #[inline]
    fn passes(&self, article: ArticlePlace, quote: &QuoteFacts) -> bool {
        self.open || (self.is_asked_for(article, quote) && self.asked.lacks_unwanted(quote).may_hold())
    }

    /// Returns `true` if the fields let it through.
    fn is_asked_for(&self, article: ArticlePlace, quote: &QuoteFacts) -> bool {
        let said_by = |speakers: &FixedBitSet| match quote.1.person() {
            Some(person) => speakers.contains(person.0 as usize),
            None => self.asked.nobody().may_hold(),
        };
        self.may_pass(article) && self.speakers.as_ref().is_none_or(said_by) && self.asked.quote(quote).may_hold()
    }

    /// What the article at this place costs, if it passes; and the number of terms that each of its quotes lacks at
    /// least.
    #[inline]
    pub fn article(&self, at: ArticlePlace, article: &ArticleRow) -> (Option<Cost>, u32) {
        let cost = self.asked.cost(&ArticleFacts(&self.known, article, at.index()));
        let lacks = match cost {
            Some(cost) if cost.missing() == 0 => 0,
            _ if self.known.marks.is_named() => self.known.marks.lacks_inside(&article.documents()),
            cost => cost.map_or(u32::MAX, Cost::missing),
        };
        (cost.filter(|_| self.lets_article_through(at, article)), lacks)
    }

    /// Returns `true` if the article at this place passes. Nobody says an article: none passes where a field asks for
    /// quotes.
    pub fn lets_article_through(&self, at: ArticlePlace, article: &ArticleRow) -> bool {
        let lacks = || self.asked.lacks_unwanted(&ArticleFacts(&self.known, article, at.index()));
        !self.asked.ask_for_quotes() && self.may_pass(at) && lacks().may_hold()
    }

    /// What a person costs.
    #[inline]
    pub fn person(&self, id: PersonId) -> Option<Cost> {
        self.asked.cost(&PersonFacts(&self.known, id)).filter(|_| self.lets_person_through(id))
    }

    /// Returns `true` if the person passes.
    pub fn lets_person_through(&self, id: PersonId) -> bool {
        let lacks = || self.asked.lacks_unwanted(&PersonFacts(&self.known, id));
        self.people.as_ref().is_none_or(|people| people.contains(id.0 as usize)) && lacks().may_hold()
    }

    /// Those who say what the fields let through.
    fn heard(&self, finder: &Finder) -> tantivy::Result<FixedBitSet> {
        if let Some(speakers) = self.speakers.as_ref().filter(|_| self.asked.are_decided_by_speakers()) {
            let people = &finder.snapshot.catalogue.people;
            let speaks = |at: usize| people.get(PersonId(at as u32)).is_some_and(|person| !person.quotes.is_empty());
            return Ok(passing((0..finder.names.len()).map(|at| speakers.contains(at) && speaks(at))));
        }
        let heard = finder.in_pieces(|within| {
            let mut people = FixedBitSet::with_capacity(finder.names.len());
            for at in within.map(ArticlePlace::of).filter(|at| self.may_pass(*at)) {
                let said = finder.snapshot.quotes_of(at).map(|(_, quote)| QuoteFacts(&self.known, quote));
                let said = said.filter(|quote| self.is_asked_for(at, quote));
                said.filter_map(|quote| quote.1.person()).for_each(|person| people.grow_and_insert(person.0 as usize));
            }
            people
        })?;
        let mut people = FixedBitSet::with_capacity(finder.names.len());
        for piece in &heard {
            people.union_with(piece);
        }
        Ok(people)
    }
}

/// The articles in which one of these people is heard.
fn where_heard(finder: &Finder, people: &FixedBitSet) -> FixedBitSet {
    let catalogue = &finder.snapshot.catalogue;
    let mut articles = FixedBitSet::with_capacity(finder.snapshot.articles.len());
    let people = (0..finder.names.len()).filter(|at| people.contains(*at));
    let quotes = people.filter_map(|at| catalogue.people.get(PersonId(at as u32))).flat_map(|person| person.quotes);
    for place in quotes.filter_map(|quote| catalogue.place(quote.article)) {
        articles.grow_and_insert(place);
    }
    articles
}

fn passing(passes: impl ExactSizeIterator<Item = bool>) -> FixedBitSet {
    let mut bits = FixedBitSet::with_capacity(passes.len());
    passes.enumerate().filter(|(_, passes)| *passes).for_each(|(at, _)| bits.grow_and_insert(at));
    bits
}

/// Returns `true` if any of a range is in the set; of numbers behind its end none is.
fn has_any(set: &FixedBitSet, mut range: Range<usize>) -> bool {
    range.any(|at| set.contains(at))
}

/// All numbers below `len`.
pub(super) fn full(len: usize) -> FixedBitSet {
    let mut all = FixedBitSet::with_capacity(len);
    all.insert_range(..);
    all
}
