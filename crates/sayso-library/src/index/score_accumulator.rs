//! The terms of a query that each document has, and how well they match.

use std::ops::Range;

use tantivy::schema::Field;

use super::buffer_pool::Bytes;
use super::finder::Finder;
use super::schema::Words;
use super::snapshot::{ArticleRow, Quote};
use super::term_dictionary::Expansion;
use super::walk::{Floor, LowerBounds};
use crate::PersonId;
use crate::search::{ABSENT, Cost, Fit, Level, Ring, Term, highest, highest_inside, level};

/// The terms that documents and people have, and how well they have them.
#[derive(Default)]
pub struct ScoreAccumulator<'a> {
    terms: Vec<Levels<'a>>,
    /// By document: number of terms it has. `None` where there is only one term.
    counts: Option<Bytes<'a>>,
    /// By [`PersonId`]: number of terms in a name or role; empty where no term is.
    named: Vec<u8>,
}

/// How well one term stands where: 0 where it does not, else more for better.
struct Levels<'a> {
    documents: Bytes<'a>,
    /// By [`PersonId`]; empty where nobody has it.
    people: Vec<u8>,
    /// The best of these.
    best_person: Level,
}

/// Words in so many documents are marked on two processors.
const MANY: u32 = 200_000;

/// Number of bytes that are added in 32 bits, which is faster than in 64 and cannot overflow.
const ADDED: usize = 1 << 12;

/// The sum of the numbers where the level at the same place is one that counts.
fn sum_where(levels: &[u8], numbers: &[u8], is_counted: impl Fn(u8) -> bool) -> usize {
    let sum = |(levels, numbers): (&[u8], &[u8])| -> u32 {
        let all = levels.iter().zip(numbers);
        all.map(|(level, number)| if is_counted(*level) { u32::from(*number) } else { 0 }).sum()
    };
    levels.chunks(ADDED).zip(numbers.chunks(ADDED)).map(|some| sum(some) as usize).sum()
}

/// Returns `true` if one of the bytes is not 0. Eight are looked at at once, the last ones twice.
#[inline]
fn has_any(bytes: &[u8]) -> bool {
    const AT_ONCE: usize = size_of::<u64>();
    match bytes.last_chunk::<AT_ONCE>() {
        Some(last) => {
            let (eights, _) = bytes.as_chunks::<AT_ONCE>();
            eights.iter().chain([last]).fold(0, |all, eight| all | u64::from_ne_bytes(*eight)) != 0
        }
        None => bytes.iter().any(|byte| *byte != 0),
    }
}

/// Puts a level down where there is no higher one.
#[inline]
fn mark(levels: &mut [Level], at: u32, level: Level) {
    if let Some(there) = levels.get_mut(at as usize) {
        *there = level.max(*there);
    }
}

impl<'a> ScoreAccumulator<'a> {
    /// Marks what has each of `terms`, at most 32. With `mistyped`, words are taken for others even where they stand.
    pub fn new(finder: &'a Finder, terms: &[Term], mistyped: bool) -> tantivy::Result<Self> {
        let terms = terms.iter().take(32).map(|term| Levels::of(finder, term, mistyped));
        let terms = terms.collect::<tantivy::Result<Vec<_>>>()?;
        let counts = (terms.len() > 1).then(|| {
            let mut counts = finder.zeros();
            for term in &terms {
                counts.iter_mut().zip(term.documents.iter()).for_each(|(count, level)| *count += u8::from(*level > 0));
            }
            counts
        });
        let mut named = Vec::new();
        for people in terms.iter().map(|term| &term.people).filter(|people| !people.is_empty()) {
            named.resize(people.len(), 0);
            named.iter_mut().zip(people).for_each(|(count, level)| *count += u8::from(*level > ABSENT));
        }
        Ok(Self { terms, counts, named })
    }

    /// Returns `false` if neither an article nor one of its quotes can answer; rules out most where there are terms and
    /// nobody is named.
    pub fn may_answer(&self, article: &ArticleRow) -> bool {
        let any = self.counts.as_ref().or_else(|| self.terms.first().map(|term| &term.documents));
        let stands = |any: &Bytes| has_any(&any[article.documents()]);
        self.is_named() || any.is_none_or(stands)
    }

    /// Returns `true` if a term stands in somebody's name: a quote may have it then where its article does not.
    pub fn is_named(&self) -> bool {
        !self.named.is_empty()
    }

    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Number of terms that a quote lacks. One byte tells it of most quotes.
    #[inline]
    pub fn lacks(&self, quote: &Quote) -> u32 {
        let documents = quote.documents();
        let of_person = |person: PersonId| self.named.get(person.0 as usize).copied().unwrap_or_default();
        let of_person = quote.person().map_or(0, of_person);
        match (&self.counts, self.terms.first()) {
            (None, None) => 0,
            (None, Some(_)) if of_person > 0 => 0,
            (None, Some(term)) if documents.len() == 1 => u32::from(term.documents[documents.start] == ABSENT),
            (Some(counts), _) if documents.len() == 1 && of_person == 0 => {
                self.terms.len() as u32 - u32::from(counts[documents.start])
            }
            _ => (0..self.terms.len()).map(|term| u32::from(self.of_quote(term, quote) == ABSENT)).sum(),
        }
    }

    /// Number of quotes that lack so many terms, of so many in each document; where nobody is named.
    pub fn count(&self, quotes: &[u8], lacking: u32) -> usize {
        let has = (self.terms.len() as u32).saturating_sub(lacking) as u8;
        match (&self.counts, self.terms.first()) {
            (Some(counts), _) => sum_where(counts, quotes, |count| count == has),
            (None, Some(term)) => sum_where(&term.documents, quotes, |level| level != ABSENT),
            (None, None) => 0,
        }
    }

    /// Returns `true` if a name or role of who says a quote has a term.
    #[inline]
    pub fn names_speaker(&self, quote: &Quote) -> bool {
        quote.person().is_some_and(|person| self.named.get(person.0 as usize).is_some_and(|count| *count > 0))
    }

    /// Number of terms that the first document of a quote lacks.
    #[inline]
    pub fn lacks_in_document(&self, quote: &Quote) -> u32 {
        let at = quote.documents().start;
        self.terms.iter().map(|term| u32::from(term.documents[at] == ABSENT)).sum()
    }

    /// How well a quote has a term, where it stands best: in the quote's paragraphs or in its speaker's name.
    #[inline]
    pub fn of_quote(&self, term: usize, quote: &Quote) -> Level {
        let Some(term) = self.terms.get(term) else { return ABSENT };
        let documents = quote.documents();
        let texts = match documents.len() {
            1 => term.documents[documents.start],
            _ => highest(&term.documents[documents]),
        };
        if !self.is_named() {
            return texts;
        }
        texts.max(quote.person().map_or(ABSENT, |person| term.of_person(person)))
    }

    /// How well an article has it: what stands in its text is as far from its title, whoever says it.
    #[inline]
    pub fn of_article(&self, term: usize, documents: Range<usize>) -> Level {
        match self.terms.get(term).map(|term| &term.documents[documents]) {
            Some([head, text @ ..]) => highest_inside(text).max(*head),
            _ => ABSENT,
        }
    }

    /// How well a person has it in a name, a title or a role.
    pub fn of_person(&self, term: usize, person: PersonId) -> Level {
        self.terms.get(term).map_or(ABSENT, |term| term.of_person(person))
    }
}

impl LowerBounds for ScoreAccumulator<'_> {
    fn floor(&self, articles: &[ArticleRow]) -> Floor {
        let documents = articles.first().map_or(0, |row| row.documents().start)
            ..articles.last().map_or(0, |row| row.documents().end);
        let best = |term: &Levels| highest(&term.documents[documents.clone()]);
        let quotes = Cost::of(self.terms.iter().map(|term| best(term).max(term.best_person)));
        // Inside an article all stands as far from its title: the best there is no better than this.
        let inside = |term: &Levels| highest_inside(&term.documents[documents.clone()]);
        Floor { quotes, inside: self.terms.iter().map(inside).collect() }
    }

    #[inline]
    fn floor_of_article(&self, floor: &Floor, article: &ArticleRow) -> Cost {
        let head = article.head as usize;
        Cost::of(self.terms.iter().zip(&floor.inside).map(|(term, inside)| term.documents[head].max(*inside)))
    }

    #[inline]
    fn missing(&self, article: &ArticleRow) -> u32 {
        let documents = article.documents();
        self.terms.iter().map(|term| u32::from(!has_any(&term.documents[documents.clone()]))).sum()
    }

    fn lacks_inside(&self, documents: &Range<usize>) -> u32 {
        let lacks = |term: &Levels| term.best_person == ABSENT && !has_any(&term.documents[documents.clone()]);
        self.terms.iter().map(|term| u32::from(lacks(term))).sum()
    }

    fn least_cost(&self, documents: &Range<usize>) -> Cost {
        let best = |term: &Levels| highest(&term.documents[documents.clone()]).max(term.best_person);
        Cost::of(self.terms.iter().map(best))
    }
}

impl<'a> Levels<'a> {
    fn of(finder: &'a Finder, term: &Term, mistyped: bool) -> tantivy::Result<Self> {
        let mut people = Vec::new();
        let mut call = |person, fit| {
            people.resize(finder.names.len(), 0);
            mark(&mut people, person, level(fit, Ring::Named));
        };
        let documents = match term.words.as_slice() {
            [word] if !term.exact => {
                let meaning = finder.meant(word, term.open, mistyped)?;
                finder.names.each_called(&meaning.of_people, call);
                by_document(finder, &meaning.words)?
            }
            words => {
                finder.names.called_exactly(words).into_iter().for_each(|person| call(person, Fit::default()));
                match words {
                    [word] => by_document(finder, &finder.exactly(word)?)?,
                    words => by_document_in_order(finder, words)?,
                }
            }
        };
        let best_person = highest(&people);
        Ok(Self { documents, people, best_person })
    }

    fn of_person(&self, person: PersonId) -> Level {
        self.people.get(person.0 as usize).copied().unwrap_or(0)
    }
}

/// By document how well it has one of `words`.
fn by_document<'a>(finder: &'a Finder, words: &[Expansion]) -> tantivy::Result<Bytes<'a>> {
    let Words { said, around, title, author, publication, .. } = finder.snapshot.fields.words;
    let all: [(Field, Ring); 5] = [
        (said, Ring::Own),
        (title, Ring::Own),
        (author, Ring::Named),
        (publication, Ring::Named),
        (around, Ring::Around),
    ];
    // What stands around is as much as all the others together.
    let many = words.iter().map(|word| word.documents).sum::<u32>() >= MANY;
    let half = |places: &[(Field, Ring)]| {
        let mut documents = finder.zeros();
        let levels: &mut [Level] = &mut documents;
        for (field, ring) in places {
            let put = |doc, word: &Expansion| mark(levels, doc, level(word.fit, *ring));
            finder.dictionary.each(*field, words, put)?;
        }
        Ok(documents)
    };
    let best = |mut all: Bytes<'a>, other: Bytes<'a>| {
        all.iter_mut().zip(other.iter()).for_each(|(level, other)| *level = (*level).max(*other));
        all
    };
    let halves = finder.dictionary.executor.map(half, all.chunks(if many { 4 } else { 5 }))?;
    Ok(halves.into_iter().reduce(best).unwrap_or_else(|| finder.zeros()))
}

/// By document whether the words stand in it side by side.
fn by_document_in_order<'a>(finder: &'a Finder, words: &[String]) -> tantivy::Result<Bytes<'a>> {
    let mut documents = finder.zeros();
    for (doc, near) in finder.dictionary.side_by_side(finder.snapshot.fields.words, words)? {
        mark(&mut documents, doc, level(Fit::default(), if near { Ring::Own } else { Ring::Around }));
    }
    Ok(documents)
}
