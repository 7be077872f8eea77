//! The answers to one alternative of a query: every row that matches, ranked, and lit where it is shown.

use super::filter::Sieve;
use super::index::{Index, QuoteEntry};
use super::letter_set::LetterSet;
use super::letters::Letters;
use super::light::lit;
use super::plan::{Lenience, Places, Plan};
use super::query::{Branch, Query};
use super::rank::Rank;
use super::results::{ArticleHit, QuoteHit, SpeakerHit};
use super::vocabulary::{Fit, WordId};
use crate::{ArticleId, Library, PersonId};
use sayso_attribution::text::Span;
use sayso_attribution::text::span::floor;

/// Letters scattered over a name or title count as this many typos a word: behind any word that is near.
const TYPOS_OF_LETTERS: u16 = 3;

/// The spread of words that no single paragraph holds together.
const SCATTERED: u16 = u16::MAX / 2;

/// Letters are lit up to this many bytes around a quote: more of a paragraph is on no screen at once.
const NEAR: usize = 4096;

/// One alternative against the index.
pub struct Search<'a> {
    index: &'a Index,
    library: &'a Library,
    sieve: Sieve,
    plan: Plan,
    letters: Option<Letters>,
    titles: Places,
    credits: Places,
    paragraphs: Places,
    contents: Places,
    names: Places,
    forms: Places,
    ranks: Ranks,
}

/// How every row stands to the words, by place in the index; `None` for a row that is not among the answers.
#[derive(Default)]
struct Ranks {
    quotes: Vec<Option<Rank>>,
    articles: Vec<Option<Rank>>,
    people: Vec<Option<Rank>>,
}

impl<'a> Search<'a> {
    /// Looks for `branch` of `query` everywhere.
    pub fn new(index: &'a Index, library: &'a Library, query: &Query, branch: &Branch, lenience: Lenience) -> Self {
        let plan = Plan::new(&index.vocabulary, &branch.terms, lenience);
        let typed: Vec<&str> = branch.terms.iter().flat_map(|t| &t.words).map(String::as_str).collect();
        let plain = branch.terms.iter().all(|t| !t.exact) && typed.iter().any(|word| word.len() > 2);
        let mut search = Self {
            letters: plain.then(|| Letters::new(&typed.join(" "))),
            titles: plan.places(&index.titles),
            credits: plan.places(&index.credits),
            paragraphs: plan.places(&index.paragraphs),
            contents: plan.places(&index.contents),
            names: plan.places(&index.names),
            forms: plan.places(&index.forms),
            sieve: Sieve::new(index, library, query, branch),
            index,
            library,
            plan,
            ranks: Ranks::default(),
        };
        search.ranks = Ranks {
            quotes: (0..index.quotes.len()).map(|at| search.quote_rank(at)).collect(),
            articles: (0..index.articles.len()).map(|at| search.article_rank(at)).collect(),
            people: (0..index.names.len()).map(|at| search.name_rank(at)).collect(),
        };
        search
    }

    /// Does any row have all the words?
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
        let passes = |at: usize| suit && self.sieve.articles[at];
        let by_letters = |at| self.letters_rank(self.index.title_letters[at], self.title(at), passes(at));
        let ranks = self.ranks.articles.iter().enumerate();
        ranks.filter_map(|(at, rank)| Some((either(*rank, || by_letters(at))?, at))).collect()
    }

    /// The people that match, by place among them.
    pub fn speaker_rows(&self) -> Vec<(Rank, usize)> {
        let by_letters = |at| self.letters_rank(self.index.name_letters[at], self.name(at), self.sieve.people[at]);
        let ranks = self.ranks.people.iter().enumerate();
        ranks.filter_map(|(at, rank)| Some((either(*rank, || by_letters(at))?, at))).collect()
    }

    /// Looks closely at an article that may be shown.
    pub fn refine_article(&self, rank: &mut Rank, at: usize) {
        let (_, spread, places) = self.best_block(at);
        rank.spread = if self.title_has(at) { 0 } else { spread };
        rank.seldom = u16::MAX - places;
        rank.age = self.index.articles[at].age;
    }

    /// Looks closely at a speaker who may be shown.
    pub fn refine_speaker(&self, rank: &mut Rank, at: usize) {
        let said = self.library.people().get(PersonId(at as u32)).map_or(0, |p| p.quotes.len());
        rank.seldom = u16::MAX - said.min(u16::MAX.into()) as u16;
    }

    fn quote_rank(&self, at: usize) -> Option<Rank> {
        let entry = &self.index.quotes[at];
        let person = entry.person.map(|p| p.0 as usize);
        let rank = self.sum(self.sieve.quotes[at], |term| {
            let named = person.and_then(|p| self.names.fit(term, p).min_some(self.forms.fit(term, p)));
            let around = entry.blocks.clone().filter_map(|b| self.paragraphs.fit(term, b)).min();
            [self.contents.fit(term, at), named, around]
        })?;
        Some(Rank { age: self.index.articles[entry.id.article.0 as usize].age, ..rank })
    }

    fn article_rank(&self, at: usize) -> Option<Rank> {
        let blocks = &self.index.articles[at].blocks;
        self.sum(self.sieve.articles[at], |term| {
            let inside = blocks.clone().filter_map(|b| self.paragraphs.fit(term, b)).min();
            [self.titles.fit(term, at), self.credits.fit(term, at), inside]
        })
    }

    fn name_rank(&self, at: usize) -> Option<Rank> {
        self.sum(self.sieve.people[at], |term| [self.names.fit(term, at), self.forms.fit(term, at), None])
    }

    /// Adds up how the terms stand in the three rings around a row, the innermost first. `None` for a row that
    /// does not pass or has none of them.
    fn sum(&self, passes: bool, rings: impl Fn(usize) -> [Option<Fit>; 3]) -> Option<Rank> {
        let mut rank = Rank::default();
        for term in (0..self.plan.len()).take_while(|_| passes) {
            let fits =
                rings(term).into_iter().enumerate().filter_map(|(away, fit)| fit.map(|f| (f.typos, away, f.cut)));
            match fits.min() {
                Some((typos, away, cut)) => {
                    rank.typos += u16::from(typos);
                    rank.away += away as u16;
                    rank.cut += u16::from(cut);
                }
                None => rank.missing += 1,
            }
        }
        (passes && (self.plan.len() == 0 || usize::from(rank.missing) < self.plan.len())).then_some(rank)
    }

    fn letters_rank(&self, has: LetterSet, candidate: &str, passes: bool) -> Option<Rank> {
        let score = self.letters.as_ref().filter(|l| passes && l.are_in(has))?.score(candidate)?;
        let spread = u16::MAX - u16::try_from(score).unwrap_or(u16::MAX);
        Some(Rank { typos: TYPOS_OF_LETTERS * self.plan.len() as u16, spread, ..Rank::default() })
    }

    /// How far apart the words stand: in the quote’s own words if two are there, else in its paragraph.
    pub fn quote_spread(&self, at: usize) -> u16 {
        if self.plan.len() < 2 {
            return 0;
        }
        let contents = self.index.contents.words(at);
        if self.terms_in(contents).count_ones() > 1 {
            return spread(&self.plan, contents);
        }
        let blocks = self.index.quotes[at].blocks.clone();
        blocks.map(|b| spread(&self.plan, self.index.paragraphs.words(b))).min().unwrap_or(0)
    }

    fn terms_in(&self, words: &[WordId]) -> u64 {
        words.iter().fold(0, |all, word| all | self.plan.terms_of(*word))
    }

    fn title_has(&self, at: usize) -> bool {
        (0..self.plan.len()).all(|term| self.titles.fit(term, at).is_some())
    }

    /// The paragraph of an article with the most of the terms, closest together; how far apart they stand in
    /// it; and in how many places the article has a term.
    fn best_block(&self, at: usize) -> (Option<usize>, u16, u16) {
        let fits = |block: usize| (0..self.plan.len()).filter(|t| self.paragraphs.fit(*t, block).is_some()).count();
        let (mut best, mut places) = (None, 0u16);
        for block in self.index.articles[at].blocks.clone() {
            let count = fits(block);
            if count == 0 {
                continue;
            }
            places = places.saturating_add(count as u16);
            let apart = if count > 1 { spread(&self.plan, self.index.paragraphs.words(block)) } else { 0 };
            let key = (self.plan.len() - count, apart, block);
            best = Some(best.map_or(key, |old| key.min(old)));
        }
        match best {
            Some((0, apart, block)) => (Some(block), apart, places),
            Some((lacking, _, block)) => (Some(block), SCATTERED + lacking as u16, places),
            None => (None, SCATTERED, places),
        }
    }

    fn title(&self, at: usize) -> &str {
        self.library.article(ArticleId(at as u32)).map_or("", |a| &a.document.meta().title)
    }

    fn name(&self, at: usize) -> &str {
        self.library.people().get(PersonId(at as u32)).map_or("", |p| p.name)
    }

    /// A quote as it is shown.
    pub fn quote_hit(&self, rank: Rank, at: usize) -> QuoteHit {
        let QuoteEntry { id, blocks, .. } = &self.index.quotes[at];
        let text = self.library.article(id.article).map_or("", |a| a.document.text());
        let contents = self.library.quote(*id).into_iter().flat_map(|q| q.content.iter());
        let hull = self.library.quote(*id).map(|q| q.content.hull()).unwrap_or_default();
        let near = Span::new(hull.start().saturating_sub(NEAR), hull.end() + NEAR);
        let around = self.index.blocks[blocks.clone()].iter().filter_map(|b| b.intersect(near));
        let around = around.map(|span| Span::new(floor(text, span.start()), floor(text, span.end())));
        let spans = lit(&self.plan, &self.index.vocabulary, text, contents.chain(around));
        QuoteHit { id: *id, rank, spans, again: 0 }
    }

    /// An article as it is shown.
    pub fn article_hit(&self, rank: Rank, at: usize) -> ArticleHit {
        let id = ArticleId(at as u32);
        let text = self.library.article(id).map_or("", |a| a.document.text());
        let best = self.best_block(at).0.map(|block| self.index.blocks[block]);
        let spans = lit(&self.plan, &self.index.vocabulary, text, best);
        ArticleHit { id, rank, title: self.lit_name(rank, self.title(at)), best, spans }
    }

    /// A speaker as they are shown.
    pub fn speaker_hit(&self, rank: Rank, at: usize) -> SpeakerHit {
        SpeakerHit { id: PersonId(at as u32), rank, name: self.lit_name(rank, self.name(at)) }
    }

    fn lit_name(&self, rank: Rank, name: &str) -> Vec<Span> {
        let spans = lit(&self.plan, &self.index.vocabulary, name, [Span::new(0, name.len())]);
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

trait MinSome {
    fn min_some(self, other: Self) -> Self;
}

impl MinSome for Option<Fit> {
    /// The better of the two, if there is one.
    fn min_some(self, other: Self) -> Self {
        self.into_iter().chain(other).min()
    }
}
