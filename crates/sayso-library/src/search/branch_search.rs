//! The answers to one alternative of a query: every row that matches, ranked, and lit where it is shown.

use super::facts::Facts;
use super::filter::{ArticleFacts, Memory, Passing, QuoteFacts, SpeakerFacts};
use super::highlight::lit;
use super::index::{Index, QuoteEntry};
use super::letter_set::LetterSet;
use super::occurrences::Occurrences;
use super::predicate::Predicates;
use super::query::{Branch, Query};
use super::rank::Rank;
use super::resolved_query::{Lenience, Plan};
use super::results::{ArticleHit, QuoteHit, SpeakerHit};
use super::subsequence::Letters;
use super::vocabulary::WordId;
use crate::Library;
use sayso_attribution::text::Span;
use sayso_attribution::text::span::floor;

/// Letters scattered over a name or title count as this many typos a word: behind any word that is near.
const TYPOS_OF_LETTERS: u16 = 3;

/// The spread of words that no single paragraph holds together.
const SCATTERED: u16 = u16::MAX / 2;

/// Letters are lit up to this many bytes around a quote: more of a paragraph is on no screen at once.
const NEAR: usize = 4096;

/// One alternative against the index.
pub struct BranchSearch<'a> {
    memory: Memory<'a>,
    branch: &'a Branch,
    asked: Predicates<'a>,
    passing: Passing,
    letters: Option<Letters>,
    ranks: Ranks,
}

/// How every row stands to the words, by place in the index; `None` for a row that is not among the answers.
#[derive(Default)]
struct Ranks {
    quotes: Vec<Option<Rank>>,
    articles: Vec<Option<Rank>>,
    people: Vec<Option<Rank>>,
}

impl<'a> BranchSearch<'a> {
    /// Looks for `branch` of `query` everywhere.
    pub fn new(index: &'a Index, library: &'a Library, query: &Query, branch: &'a Branch) -> Self {
        let typed: Vec<&str> = branch.terms.iter().flat_map(|t| &t.words).map(String::as_str).collect();
        let plain = branch.terms.iter().all(|t| !t.exact) && typed.iter().any(|word| word.len() > 2);
        let memory = Memory::new(index, library, branch);
        let mut search = Self {
            asked: Predicates::new(query, branch),
            passing: memory.passing(query, branch),
            letters: plain.then(|| Letters::new(&typed.join(" "))),
            ranks: Ranks::default(),
            memory,
            branch,
        };
        search.rank();
        search
    }

    /// Looks again, and takes words for others even where they stand.
    #[must_use]
    pub fn leniently(mut self) -> Self {
        self.memory.terms = Occurrences::new(self.memory.index, &self.branch.terms, Lenience::Any);
        self.rank();
        self
    }

    fn rank(&mut self) {
        let index = self.memory.index;
        self.ranks = Ranks {
            quotes: (0..index.quotes.len()).map(|at| self.quote_rank(at)).collect(),
            articles: (0..index.articles.len()).map(|at| self.article_rank(at)).collect(),
            people: (0..index.people.len()).map(|at| self.name_rank(at)).collect(),
        };
    }

    /// Returns `true` if any row has all the words.
    pub fn is_answered(&self) -> bool {
        let Ranks { quotes, articles, people } = &self.ranks;
        [quotes, articles, people].into_iter().flatten().flatten().any(|rank| rank.missing == 0)
    }

    /// The quotes that match, by place in the index.
    pub fn quote_rows(&self) -> Vec<(Rank, usize)> {
        self.ranks.quotes.iter().enumerate().filter_map(|(at, rank)| Some(((*rank)?, at))).collect()
    }

    /// The articles that match, by place in the library.
    pub fn article_rows(&self) -> Vec<(Rank, usize)> {
        let suit = self.letters.as_ref().is_some_and(Letters::suit_titles);
        let passes = |at: usize| suit && self.passing.articles[at];
        let by_letters = |at| self.letters_rank(self.memory.index.title_letters[at], self.title(at), passes(at));
        let ranks = self.ranks.articles.iter().enumerate();
        ranks.filter_map(|(at, rank)| Some((either(*rank, || by_letters(at))?, at))).collect()
    }

    /// The people that match, by place among them.
    pub fn speaker_rows(&self) -> Vec<(Rank, usize)> {
        let by_letters =
            |at| self.letters_rank(self.memory.index.name_letters[at], self.name(at), self.passing.people[at]);
        let ranks = self.ranks.people.iter().enumerate();
        ranks.filter_map(|(at, rank)| Some((either(*rank, || by_letters(at))?, at))).collect()
    }

    /// Looks closely at an article that may be shown.
    pub fn refine_article(&self, rank: &mut Rank, at: usize) {
        let (_, spread, places) = self.best_block(at);
        rank.spread = if self.title_has(at) { 0 } else { spread };
        rank.seldom = u16::MAX - places;
        rank.age = self.memory.index.articles[at].age;
    }

    /// Looks closely at a speaker who may be shown.
    pub fn refine_speaker(&self, rank: &mut Rank, at: usize) {
        let said = self.memory.person(at).map_or(0, |p| p.said);
        rank.seldom = u16::MAX - said.min(u16::MAX.into()) as u16;
    }

    fn quote_rank(&self, at: usize) -> Option<Rank> {
        let rank = self.rank_of(self.passing.quotes[at], &QuoteFacts(&self.memory, at))?;
        let index = self.memory.index;
        let entry = &index.quotes[at];
        Some(Rank { age: index.articles[entry.article].age, fragment: entry.fragment, ..rank })
    }

    fn article_rank(&self, at: usize) -> Option<Rank> {
        self.rank_of(self.passing.articles[at], &ArticleFacts(&self.memory, at))
    }

    fn name_rank(&self, at: usize) -> Option<Rank> {
        self.rank_of(self.passing.people[at], &SpeakerFacts(&self.memory, at))
    }

    /// `None` for a row that does not pass or has none of the terms.
    fn rank_of(&self, passes: bool, unit: &impl Facts) -> Option<Rank> {
        let cost = if passes { self.asked.cost(unit)? } else { return None };
        let [typos, away, cut] = cost.parts();
        Some(Rank { missing: cost.missing() as u16, typos, away, cut, ..Rank::default() })
    }

    fn letters_rank(&self, has: LetterSet, candidate: &str, passes: bool) -> Option<Rank> {
        let score = self.letters.as_ref().filter(|l| passes && l.are_in(has))?.score(candidate)?;
        let spread = u16::MAX - u16::try_from(score).unwrap_or(u16::MAX);
        Some(Rank { typos: TYPOS_OF_LETTERS * self.memory.terms.plan.len() as u16, spread, ..Rank::default() })
    }

    /// How far apart the words stand: in the quote’s own words if two are there, else in its paragraph.
    pub fn quote_spread(&self, at: usize) -> u16 {
        if self.memory.terms.plan.len() < 2 {
            return 0;
        }
        let contents = self.memory.index.contents.words(at);
        if self.terms_in(contents).count_ones() > 1 {
            return spread(&self.memory.terms.plan, contents);
        }
        let blocks = self.memory.index.quotes[at].blocks.clone();
        blocks.map(|b| spread(&self.memory.terms.plan, self.memory.index.paragraphs.words(b))).min().unwrap_or(0)
    }

    fn terms_in(&self, words: &[WordId]) -> u64 {
        words.iter().fold(0, |all, word| all | self.memory.terms.plan.terms_of(*word))
    }

    fn title_has(&self, at: usize) -> bool {
        (0..self.memory.terms.plan.len()).all(|term| self.memory.terms.titles.fit(term, at).is_some())
    }

    /// The paragraph of an article with the most of the terms, closest together; how far apart they stand in
    /// it; and in how many places the article has a term.
    fn best_block(&self, at: usize) -> (Option<usize>, u16, u16) {
        let fits = |block: usize| {
            (0..self.memory.terms.plan.len()).filter(|t| self.memory.terms.paragraphs.fit(*t, block).is_some()).count()
        };
        let (mut best, mut places) = (None, 0u16);
        for block in self.memory.index.articles[at].blocks.clone() {
            let count = fits(block);
            if count == 0 {
                continue;
            }
            places = places.saturating_add(count as u16);
            let apart =
                if count > 1 { spread(&self.memory.terms.plan, self.memory.index.paragraphs.words(block)) } else { 0 };
            let key = (self.memory.terms.plan.len() - count, apart, block);
            best = Some(best.map_or(key, |old| key.min(old)));
        }
        match best {
            Some((0, apart, block)) => (Some(block), apart, places),
            Some((lacking, _, block)) => (Some(block), SCATTERED + lacking as u16, places),
            None => (None, SCATTERED, places),
        }
    }

    fn title(&self, at: usize) -> &str {
        self.memory.article(at).map_or("", |a| &a.document.meta().title)
    }

    fn name(&self, at: usize) -> &str {
        self.memory.person(at).map_or("", |p| p.name)
    }

    /// A quote as it is shown.
    pub fn quote_hit(&self, rank: Rank, at: usize) -> QuoteHit {
        let QuoteEntry { id, blocks, .. } = &self.memory.index.quotes[at];
        let text = self.memory.library.article(id.article).map_or("", |a| a.document.text());
        let contents = self.memory.library.quote(*id).into_iter().flat_map(|q| q.content.iter());
        let hull = self.memory.library.quote(*id).map(|q| q.content.hull()).unwrap_or_default();
        let near = Span::new(hull.start().saturating_sub(NEAR), hull.end() + NEAR);
        let around = self.memory.index.blocks[blocks.clone()].iter().filter_map(|b| b.intersect(near));
        let around = around.map(|span| Span::new(floor(text, span.start()), floor(text, span.end())));
        let spans = lit(&self.memory.terms.plan, &self.memory.index.vocabulary, text, contents.chain(around));
        QuoteHit { id: *id, rank, spans, again: 0 }
    }

    /// An article as it is shown.
    pub fn article_hit(&self, rank: Rank, at: usize) -> ArticleHit {
        let id = self.memory.index.articles[at].id;
        let text = self.memory.library.article(id).map_or("", |a| a.document.text());
        let best = self.best_block(at).0.map(|block| self.memory.index.blocks[block]);
        let spans = lit(&self.memory.terms.plan, &self.memory.index.vocabulary, text, best);
        ArticleHit { id, rank, title: self.lit_name(rank, self.title(at)), best, spans }
    }

    /// A speaker as they are shown.
    pub fn speaker_hit(&self, rank: Rank, at: usize) -> SpeakerHit {
        SpeakerHit { id: self.memory.index.people[at], rank, name: self.lit_name(rank, self.name(at)) }
    }

    fn lit_name(&self, rank: Rank, name: &str) -> Vec<Span> {
        let spans = lit(&self.memory.terms.plan, &self.memory.index.vocabulary, name, [Span::new(0, name.len())]);
        match &self.letters {
            Some(letters) if spans.is_empty() && rank.typos >= TYPOS_OF_LETTERS => letters.spans(name),
            _ => spans,
        }
    }
}

/// By its words if it has all of them, else by letters, else by the words it has.
fn either(words: Option<Rank>, letters: impl FnOnce() -> Option<Rank>) -> Option<Rank> {
    match words {
        Some(rank) if rank.missing == 0 => Some(rank),
        _ => letters().or(words),
    }
}

/// Twice the distance between the first and the last word of the shortest stretch with every term that is in
/// `words` at all, and one more if the terms stand in another order there.
pub fn spread(plan: &Plan, words: &[WordId]) -> u16 {
    let here = words.iter().fold(0, |all, word| all | plan.terms_of(*word));
    let mut last: Vec<Option<usize>> = vec![None; plan.len()];
    let mut best = u16::MAX;
    for (at, word) in words.iter().enumerate() {
        let terms = plan.terms_of(*word);
        if terms == 0 {
            continue;
        }
        (0..plan.len()).filter(|t| terms & 1 << t != 0).for_each(|t| last[t] = Some(at));
        let seen = || (0..plan.len()).filter(|t| here & 1 << t != 0).map(|t| last[t]);
        if let Some(first) = seen().try_fold(at, |first, place| Some(first.min(place?))) {
            let disorder = !seen().is_sorted();
            best = best.min(((at - first) * 2 + usize::from(disorder)).min(SCATTERED.into()) as u16);
        }
    }
    if best == u16::MAX { 0 } else { best }
}
