//! The walk over the articles and quotes of an index that finds the best of them.

use std::ops::Range;

use super::place::{ArticlePlace, QuotePlace};
use super::snapshot::{ArticleRow, Quote, Snapshot};
use super::top_k::TopK;
use crate::search::Cost;

/// What is asked of articles and quotes.
pub(super) trait Asked {
    /// Returns `false` if neither an article nor one of its quotes can answer.
    fn may_answer(&self, at: ArticlePlace, article: &ArticleRow) -> bool;
    /// What the article costs, if it is among the answers; and the number of terms that each of its quotes lacks at
    /// least.
    fn article(&self, at: ArticlePlace, article: &ArticleRow) -> (Option<Cost>, u32);
    /// What a quote costs; `None` if it is not among the answers or lacks more than `most` terms.
    fn quote(&self, at: ArticlePlace, quote: &Quote, most: u32) -> Option<Cost>;
    /// What a quote of the article costs at least; `None` where quotes cannot be counted without their costs.
    fn least_of_quotes(&self, article: &ArticleRow) -> Option<Cost>;
    /// Number of quotes among the answers that lack so many terms.
    fn count(&self, quotes: &[Quote], lacking: u32) -> usize;
}

/// The best `most` quotes and articles of a part of the index. The quotes of an article are skipped if all of them lack more
/// terms than the best so far, and only counted if none can be among the best. If articles are in the order of their dates,
/// the walk starts with the newest, so that most quotes are only counted.
pub(super) fn walk(
    snapshot: &Snapshot,
    within: Range<usize>,
    most: usize,
    asked: &(impl Asked + ?Sized),
) -> (TopK<QuotePlace>, TopK<ArticlePlace>) {
    let (mut quotes, mut articles) = (TopK::new(most), TopK::new(most));
    let rows = &snapshot.articles[within.clone()];
    let is_newest_last = rows.first().zip(rows.last()).is_some_and(|(first, last)| first.age > last.age);
    for at in 0..rows.len() {
        let at = if is_newest_last { rows.len() - 1 - at } else { at };
        let (at, row) = (ArticlePlace::of(within.start + at), &rows[at]);
        if !asked.may_answer(at, row) {
            continue;
        }
        let (cost, lacking) = asked.article(at, row);
        if let Some(cost) = cost {
            articles.add((cost, row.age, row.order, at));
        }
        if lacking > quotes.fewest() {
            continue;
        }
        if let Some(least) = asked.least_of_quotes(row)
            && quotes.is_closed_to(least, row.age, row.order)
        {
            quotes.total += asked.count(snapshot.quotes.get(at.index()), quotes.fewest());
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
