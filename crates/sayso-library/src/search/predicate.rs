//! What an alternative of a query asks for, evaluated over [`Facts`].

use super::facts::{Facts, Manner, Truth};
use super::level::Cost;
use super::query::{Branch, Field, Filter, Query, Unit};
use crate::Wanted;

/// One alternative of a query, ready to be asked of any number of units.
#[derive(Clone, Debug)]
pub struct Predicates<'a> {
    /// Tests of the fields of articles, of quotes and of speakers.
    of_articles: Vec<Test<'a>>,
    of_quotes: Vec<Test<'a>>,
    of_speakers: Vec<Test<'a>>,
    wanted: Wanted,
    terms: usize,
    without: usize,
}

/// One filter.
#[derive(Clone, Debug)]
struct Test<'a> {
    /// Its place in [`Branch::filters`].
    at: usize,
    filter: &'a Filter,
    asks: Asks<'a>,
}

/// What a filter asks of a unit.
#[derive(Clone, Copy, Debug)]
enum Asks<'a> {
    /// A text that has the words.
    Words,
    /// One of the values of the field, a bit for each.
    OneOf(u32),
    /// This date or a later one. `2023` may be any day of that year: it passes when one of its days does.
    After(&'a str),
    /// An earlier date.
    Before(&'a str),
}

impl<'a> Predicates<'a> {
    /// What `branch` of `query` asks for.
    pub fn new(query: &Query, branch: &'a Branch) -> Self {
        let of = |unit| -> Vec<Test<'a>> {
            let filters = branch.filters.iter().enumerate().filter(|(_, filter)| filter.field.unit() == unit);
            filters.map(|(at, filter)| Test { at, filter, asks: Asks::of(filter) }).collect()
        };
        Self {
            of_articles: of(Unit::Article),
            of_quotes: of(Unit::Quote),
            of_speakers: of(Unit::Speaker),
            wanted: query.wanted,
            terms: branch.terms.len(),
            without: branch.without.len(),
        }
    }

    /// Returns `true` if a field asks something of articles.
    pub fn narrow_articles(&self) -> bool {
        !self.of_articles.is_empty()
    }

    /// The filters of speakers, with their places in [`Branch::filters`].
    pub fn speaker_filters(&self) -> impl Iterator<Item = (usize, &'a Filter)> {
        self.of_speakers.iter().map(|test| (test.at, test.filter))
    }

    /// Returns `true` if a field asks for quotes. Nobody says an article, so no article is a row then.
    pub fn ask_for_quotes(&self) -> bool {
        !self.of_quotes.is_empty() || !self.of_speakers.is_empty()
    }

    /// Returns `true` if there is a filter: a row of speakers must then have said something that passes.
    pub fn ask_for_speech(&self) -> bool {
        self.narrow_articles() || self.ask_for_quotes()
    }

    /// Returns `true` if the columns of an index tell which quotes pass the fields: no field asks for words of a quote.
    pub fn are_decided_by_columns(&self) -> bool {
        !self.of_quotes.iter().any(|test| matches!(test.asks, Asks::Words))
    }

    /// Returns `true` if all passes.
    pub fn pass_all(&self) -> bool {
        self.are_decided_by_speakers() && self.of_speakers.is_empty()
    }

    /// Returns `true` if a quote passes when its speaker does.
    pub fn are_decided_by_speakers(&self) -> bool {
        let of_others = self.narrow_articles() || !self.of_quotes.is_empty();
        !of_others && self.without == 0 && self.wanted == Wanted::default()
    }

    /// Whether an article and what stands in it may pass: its fields do.
    pub fn article(&self, article: &impl Facts) -> Truth {
        all(&self.of_articles, article)
    }

    /// Whether what a speaker says may pass: the fields of speakers do.
    pub fn speaker(&self, speaker: &impl Facts) -> Truth {
        all(&self.of_speakers, speaker)
    }

    /// Whether what nobody is named for may pass.
    pub fn nobody(&self) -> Truth {
        self.of_speakers.iter().all(|test| test.filter.negated).into()
    }

    /// Whether a quote passes whose article and speaker do.
    #[inline]
    pub fn quote(&self, quote: &impl Facts) -> Truth {
        let wanted = |Manner { kind, act, confidence, .. }| self.wanted.takes(confidence, kind, act);
        let wanted = Truth::from(quote.manner().is_some_and(wanted));
        wanted.min(all(&self.of_quotes, quote))
    }

    /// Whether a unit has none of the unwanted terms.
    #[inline]
    pub fn lacks_unwanted(&self, unit: &impl Facts) -> Truth {
        let lacks = (0..self.without).map(|term| unit.has_unwanted(term).negated_if(true));
        lacks.min().unwrap_or(Truth::Yes)
    }

    /// How many terms there are.
    pub fn terms(&self) -> usize {
        self.terms
    }

    /// What a unit costs; `None` for one that has none of the terms, if there are any.
    #[inline]
    pub fn cost(&self, unit: &impl Facts) -> Option<Cost> {
        let cost = Cost::of((0..self.terms).map(|term| unit.level(term)));
        (self.terms == 0 || (cost.missing() as usize) < self.terms).then_some(cost)
    }
}

fn all(tests: &[Test], unit: &impl Facts) -> Truth {
    let mut all = Truth::Yes;
    for test in tests {
        all = all.min(test.holds(unit));
        if all == Truth::No {
            break;
        }
    }
    all
}

impl Test<'_> {
    fn holds(&self, unit: &impl Facts) -> Truth {
        let holds = match self.asks {
            Asks::Words => unit.has_words(self.at, self.filter),
            Asks::OneOf(values) => value(self.filter.field, unit).is_some_and(|value| values >> value & 1 == 1).into(),
            Asks::After(day) => unit.published().is_some_and(|date| date >= day || day.starts_with(date)).into(),
            Asks::Before(day) => unit.published().is_some_and(|date| date < day).into(),
        };
        holds.negated_if(self.filter.negated)
    }
}

impl<'a> Asks<'a> {
    fn of(filter: &'a Filter) -> Self {
        match filter.field {
            Field::After => Self::After(&filter.value),
            Field::Before => Self::Before(&filter.value),
            field if field.values().is_empty() => Self::Words,
            field => Self::OneOf(field.begun(&filter.value).map(|value| 1 << value).sum()),
        }
    }
}

/// The value of a field of a unit, by its place in [`Field::values`].
fn value(field: Field, unit: &impl Facts) -> Option<usize> {
    match field {
        Field::Kind => Some(unit.manner()?.kind as usize),
        Field::Act => Some(unit.manner()?.act as usize),
        Field::Status => Some(unit.manner()?.status as usize),
        Field::Is => Some(usize::from(unit.is_read())),
        _ => None,
    }
}
