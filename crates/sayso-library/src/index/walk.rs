//! The walk over the articles and quotes of an index that finds the best of them.

use std::ops::Range;

use super::place::{ArticlePlace, QuotePlace};
use super::snapshot::{ArticleRow, Quote, Snapshot};
use super::top_k::TopK;
use crate::search::{Cost, Level};

/// What costs at least are made of, for a part of the index.
pub struct Floor {
    /// What a quote costs at least.
    pub quotes: Cost,
    /// For each term the highest level inside an article.
    pub inside: Vec<Level>,
}

/// What tells what articles and quotes cost at least.
pub(super) trait LowerBounds {
    /// What the articles and quotes of a part of the index cost at least.
    fn floor(&self, articles: &[ArticleRow]) -> Floor;
    /// What an article costs at least. One byte of each term tells it.
    fn floor_of_article(&self, floor: &Floor, article: &ArticleRow) -> Cost;
    /// Number of terms that stand nowhere in an article.
    fn missing(&self, article: &ArticleRow) -> u32;
    /// Number of terms that each quote in these documents lacks at least.
    fn lacks_inside(&self, documents: &Range<usize>) -> u32;
    /// What a quote in these documents costs at least.
    fn least_cost(&self, documents: &Range<usize>) -> Cost;
}

/// What is asked of articles and quotes.
pub(super) trait Asked {
    /// What tells what they cost at least.
    type Bounds: LowerBounds;
    /// Returns `false` if neither an article nor one of its quotes can answer.
    fn may_answer(&self, at: ArticlePlace, article: &ArticleRow) -> bool;
    /// What the article costs, if it is among the answers; and the number of terms that each of its quotes lacks at
    /// least.
    fn article(&self, at: ArticlePlace, article: &ArticleRow) -> (Option<Cost>, u32);
    /// What a quote costs; `None` if it is not among the answers or lacks more than `most` terms.
    fn quote(&self, at: ArticlePlace, quote: &Quote, most: u32) -> Option<Cost>;
    /// What they cost at least; `None` where quotes must be looked at to be counted.
    fn bounds(&self) -> Option<&Self::Bounds>;
}

/// The best `most` quotes and articles of a part of the index. The quotes of an article are skipped if all of them lack more
/// terms than the best so far, or if none can be among the best and all are counted elsewhere; an article that cannot be
/// among the best is only counted. If articles are in the order of their dates, the walk starts with the newest, so that
/// most are skipped.
pub(super) fn walk(
    snapshot: &Snapshot,
    within: Range<usize>,
    most: usize,
    asked: &(impl Asked + ?Sized),
) -> (TopK<QuotePlace>, TopK<ArticlePlace>) {
    let (mut quotes, mut articles) = (TopK::new(most), TopK::new(most));
    let rows = &snapshot.articles[within.clone()];
    let floor = asked.bounds().map(|bounds| (bounds, bounds.floor(rows)));
    let is_newest_last = rows.first().zip(rows.last()).is_some_and(|(first, last)| first.age > last.age);
    for at in 0..rows.len() {
        let at = if is_newest_last { rows.len() - 1 - at } else { at };
        let (at, row) = (ArticlePlace::of(within.start + at), &rows[at]);
        if !asked.may_answer(at, row) {
            continue;
        }
        let lacking = match &floor {
            Some((bounds, floor)) if articles.is_closed_to(bounds.floor_of_article(floor, row), row.age, row.order) => {
                articles.total += usize::from(bounds.missing(row) == articles.fewest());
                bounds.lacks_inside(&row.documents())
            }
            _ => {
                let (cost, lacking) = asked.article(at, row);
                if let Some(cost) = cost {
                    articles.add((cost, row.age, row.order, at));
                }
                lacking
            }
        };
        let is_closed = |least: Cost| quotes.is_closed_to(least, row.age, row.order);
        let none_is_best = || match &floor {
            Some((bounds, floor)) => is_closed(floor.quotes) || is_closed(bounds.least_cost(&row.paragraphs())),
            None => false,
        };
        if lacking > quotes.fewest() || none_is_best() {
            continue;
        }
        for (place, said) in snapshot.quotes_of(at) {
            if let Some(cost) = asked.quote(at, said, quotes.fewest()) {
                quotes.add((cost, row.age, row.order, place));
            }
        }
    }
    (quotes, articles)
}
