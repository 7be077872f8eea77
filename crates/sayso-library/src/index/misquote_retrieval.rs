//! Retrieval of articles that may contain misremembered words.

use std::ops::Range;

use super::buffer_pool::Bytes;
use super::column_filter::ColumnFilter;
use super::finder::{Finder, Found, Limits, taken_in_turn};
use super::place::ArticlePlace;
use super::snapshot::Quote;
use super::term_dictionary::{Expansion, likeliest};
use super::top_k::TopK;
use crate::search::{AROUND, Branch, Cost, Fit, NAMED, Query, WordId, spellings};
use crate::state::State;

/// Maximum number of postings that are scored per question, those of the rarest words: postings of `the` tell nothing.
const MOST_PLACES: u32 = 400_000;

/// Minimum number of words that are scored, however common they are.
const LEAST_WORDS: usize = 3;

/// A word that was remembered.
struct Remembered {
    /// What it may stand for in the texts.
    words: Vec<Expansion>,
    /// What it may stand for in names.
    of_people: Vec<(WordId, Fit)>,
    /// More for a word in fewer documents.
    rare: f32,
}

/// By document how much it has of the words.
struct Shares<'a> {
    /// In parts of [`WHOLE`]: for millions of documents every byte counts.
    all: Vec<u16>,
    /// Of the word at hand, in parts of 255.
    own: Bytes<'a>,
    touched: Vec<u32>,
}

/// A share of one; no word is worth more than fifteen, in a hundred million documents.
const WHOLE: f32 = 100.0;

impl<'a> Shares<'a> {
    fn new(finder: &'a Finder) -> Self {
        Self { all: vec![0; finder.snapshot.documents()], own: finder.zeros(), touched: Vec::new() }
    }

    fn touch(&mut self, at: u32, share: f32) {
        let own = &mut self.own[at as usize];
        if *own == 0 {
            self.touched.push(at);
        }
        *own = (*own).max((share * 255.0) as u8);
    }

    fn settle(&mut self, rare: f32) {
        for at in self.touched.drain(..) {
            let own = f32::from(std::mem::take(&mut self.own[at as usize])) / 255.0;
            let all = &mut self.all[at as usize];
            *all = all.saturating_add((own * rare * WHOLE) as u16);
        }
    }

    fn of(&self, documents: Range<usize>) -> f32 {
        self.all[documents].iter().map(|share| f32::from(*share)).sum::<f32>() / WHOLE
    }
}

impl Finder {
    /// Chooses the quotes that have most of the words of `query`, rare words counting more; all words of exact terms
    /// are taken singly, for a phrase may be misremembered too.
    pub fn who(&self, query: &Query, state: &State, limits: Limits) -> tantivy::Result<Found> {
        let asked = query.all();
        let filter = ColumnFilter::new(self, state, query, &asked)?;
        let ways = spellings(&Query { any: vec![asked.clone()], ..query.clone() }, |word| self.knows(word));
        let mut share = Shares::new(self);
        let mut named = vec![0.0f32; self.names.len()];
        for word in self.remembered(&ways)? {
            self.weigh(&word, &mut share, &mut named)?;
        }
        let share = |quote: &Quote| {
            let name = quote.person().map_or(0.0, |person| named[person.0 as usize]);
            name + share.of(quote.documents())
        };
        let most = limits.rows * 4;
        let pieces = self.in_pieces(|within| {
            let mut best = TopK::new(most);
            for at in within.map(ArticlePlace::of) {
                let age = self.snapshot.articles[at.index()].age;
                for (place, quote) in self.snapshot.quotes_of(at) {
                    let share = share(quote);
                    if share > 0.0 && filter.lets_through(at, quote) {
                        // The older of equals is the source.
                        let cost = Cost::of_share(share);
                        best.add((cost, u32::MAX - age, 0, place));
                    }
                }
            }
            best
        })?;
        let of_quotes = TopK::joined(pieces, most).best().into_iter().map(|at| self.article_of(at));
        Ok(Found { articles: taken_in_turn(of_quotes, std::iter::empty(), limits.articles), ..Found::default() })
    }

    /// The words asked for, each once, that tell most.
    fn remembered(&self, ways: &[Branch]) -> tantivy::Result<Vec<Remembered>> {
        let mut typed: Vec<(&String, bool)> =
            ways.iter().flat_map(|way| &way.terms).flat_map(|t| t.words.iter().map(|w| (w, t.open))).collect();
        typed.sort_unstable();
        typed.dedup_by_key(|(word, _)| *word);
        let all = typed.into_iter().map(|(word, open)| self.remember(word, open));
        let mut all: Vec<Remembered> = all.collect::<tantivy::Result<_>>()?;
        all.sort_by(|a, b| b.rare.total_cmp(&a.rare));
        let places = |word: &Remembered| word.words.iter().map(|meant| meant.documents).sum::<u32>();
        let mut sum = 0u32;
        let few = all.iter().take_while(|word| {
            sum = sum.saturating_add(places(word));
            sum <= MOST_PLACES
        });
        let few = few.count().max(LEAST_WORDS);
        all.truncate(few);
        Ok(all)
    }

    fn remember(&self, typed: &str, open: bool) -> tantivy::Result<Remembered> {
        let texts = [self.snapshot.fields.words.said, self.snapshot.fields.words.around];
        let mut words = self.dictionary.spelt(&texts, typed, open)?;
        let in_all: u32 = words.iter().map(|word| word.documents).sum();
        let rare = (1.0 + self.snapshot.documents() as f32 / (1.0 + in_all as f32)).ln();
        words.extend(self.dictionary.mistyped(&texts, typed, open)?);
        Ok(Remembered {
            words: likeliest(typed, words),
            of_people: self.names.vocabulary.meant(typed, open, true),
            rare,
        })
    }

    /// Gives every paragraph its share of one word: all of it where the word is said, less where it stands around or
    /// is mistyped.
    fn weigh(&self, word: &Remembered, share: &mut Shares<'_>, named: &mut [f32]) -> tantivy::Result<()> {
        let fields = [(self.snapshot.fields.words.said, 1.0), (self.snapshot.fields.words.around, AROUND)];
        for (field, part) in fields {
            self.dictionary
                .each(field, &word.words, |doc, meant: &Expansion| share.touch(doc, part * meant.fit.trust()))?;
        }
        share.settle(word.rare);
        self.names.each_named(&word.of_people, |person, fit| {
            let there = &mut named[person as usize];
            *there = there.max(NAMED * fit.trust() * word.rare);
        });
        Ok(())
    }
}
