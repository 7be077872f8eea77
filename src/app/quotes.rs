//! The quotes of one article as places: which stand in a row, which is nearest, what they are called.

use std::cell::OnceCell;
use std::sync::Arc;

use sayso_attribution::document::Document;
use sayso_attribution::text::Span;
use sayso_attribution::text::fold::fold;
use sayso_attribution::{Analysis, Attribution};
use sayso_library::{ArticleId, QuoteId};

/// A quote by its place among those of its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuoteIndex(usize);

impl QuoteIndex {
    /// The quote at this place, from 0.
    pub fn new(place: usize) -> Self {
        Self(place)
    }

    /// The quote of a number that people see, from 1.
    pub fn numbered(number: u32) -> Option<Self> {
        Some(Self((number as usize).checked_sub(1)?))
    }

    /// Its place, from 0.
    pub fn place(self) -> usize {
        self.0
    }

    /// The number that people see, from 1.
    pub fn number(self) -> usize {
        self.0 + 1
    }

    /// It among the quotes of all articles.
    pub fn of(self, article: ArticleId) -> QuoteId {
        QuoteId { article, quote: self.0 as u32 }
    }
}

impl From<QuoteId> for QuoteIndex {
    fn from(id: QuoteId) -> Self {
        Self(id.quote as usize)
    }
}

/// The quotes of one article.
#[derive(Clone, Debug)]
pub struct Quotes {
    analysis: Arc<Analysis>,
    /// For each quote, how far it or any before it reaches: finds those in a row without looking at all.
    reach: Vec<usize>,
    /// What a row of the panel says, folded, from the first filter or find on.
    folded: OnceCell<Vec<String>>,
    /// For each quote, what the first reading said of it, if this session has seen that.
    first: Vec<String>,
}

impl Quotes {
    /// Of this analysis.
    pub fn new(analysis: Arc<Analysis>) -> Self {
        let mut far = 0;
        let reach = analysis.attributions.iter().map(|q| {
            far = q.content.end().max(far);
            far
        });
        let reach = reach.collect();
        Self { analysis, reach, folded: OnceCell::new(), first: Vec::new() }
    }

    /// Notes what the first reading of the article said of each quote.
    pub fn set_first_reading(&mut self, first: &Analysis) {
        let told = |quote: &Attribution| {
            let before = first.attributions.iter().find(|q| q.content.overlaps(quote.content.hull()));
            before.map_or_else(|| "did not find it".to_owned(), |q| first.name(q.speaker).to_owned())
        };
        self.first = self.analysis.attributions.iter().map(told).collect();
    }

    /// The speaker that the first reading named, or that it did not find the quote; `None` where that is not known.
    pub fn first_reading_of(&self, quote: usize) -> Option<String> {
        self.first.get(quote).cloned()
    }

    /// All that is known of who said what here.
    pub fn analysis(&self) -> &Arc<Analysis> {
        &self.analysis
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.analysis.attributions.len()
    }

    /// Returns `true` if there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All of them, in text order.
    pub fn all(&self) -> impl Iterator<Item = QuoteIndex> + use<> {
        (0..self.len()).map(QuoteIndex)
    }

    /// One quote.
    pub fn get(&self, quote: QuoteIndex) -> Option<&Attribution> {
        self.analysis.attributions.get(quote.0)
    }

    /// The quotes with content in `span`, in text order.
    pub fn within(&self, span: Span) -> impl Iterator<Item = QuoteIndex> + '_ {
        let from = self.reach.partition_point(|&end| end <= span.start());
        let upto = self.analysis.attributions.partition_point(|q| q.content.start() < span.end());
        let here = (from..upto.max(from)).filter(move |&at| self.analysis.attributions[at].content.overlaps(span));
        here.map(QuoteIndex)
    }

    /// Of the `shown` quotes (in text order), the one in `row`, else the nearest to it. Where several stand in the
    /// row, `current` stays if it is one of them; else the first that begins there.
    pub fn nearest(&self, row: Span, shown: &[QuoteIndex], current: Option<QuoteIndex>) -> Option<QuoteIndex> {
        let here: Vec<QuoteIndex> = self.within(row).filter(|q| shown.binary_search(q).is_ok()).collect();
        let begins = here.iter().find(|&&q| row.contains(self.start(q)));
        let under = current.filter(|q| here.contains(q)).or(begins.copied()).or(here.first().copied());
        under.or_else(|| {
            let at = shown.partition_point(|&q| self.start(q) < row.start());
            let (above, below) = (at.checked_sub(1).map(|i| shown[i]), shown.get(at).copied());
            match (above, below) {
                (Some(a), Some(b)) => {
                    let up = row.start().saturating_sub(self.end(a));
                    Some(if up < self.start(b).saturating_sub(row.end()) { a } else { b })
                }
                (a, b) => a.or(b),
            }
        })
    }

    /// First byte of its content.
    pub fn start(&self, quote: QuoteIndex) -> usize {
        self.get(quote).map_or(0, |q| q.content.start())
    }

    /// One past the last byte of its content.
    pub fn end(&self, quote: QuoteIndex) -> usize {
        self.get(quote).map_or(0, |q| q.content.end())
    }

    /// What the row of each quote says, folded: its tag, its speaker and its words in the text of `document`.
    pub fn folded(&self, document: &Document) -> &[String] {
        let row = |quote: QuoteIndex| {
            let words = self.get(quote).map_or(String::new(), |q| q.content.text(document.text()));
            fold(&format!("{} {} {words}", self.tag(quote), self.name(self.speaker(quote))))
        };
        self.folded.get_or_init(|| self.all().map(row).collect())
    }

    /// The speaker: an index into the analysis' speakers.
    pub fn speaker(&self, quote: QuoteIndex) -> Option<usize> {
        self.get(quote).and_then(|q| q.speaker)
    }

    /// What the gutter and the panel call it: `F18`; `–18` where nobody is named.
    pub fn tag(&self, quote: QuoteIndex) -> String {
        format!("{}{}", letter(self.speaker(quote)), quote.number())
    }

    /// Cells of the widest tag.
    pub fn tag_width(&self) -> u16 {
        let letters = letter(self.analysis.speakers.len().checked_sub(1)).len();
        (letters + self.len().max(1).to_string().len()) as u16
    }

    /// The speaker's name, `not named` where there is none.
    pub fn name(&self, speaker: Option<usize>) -> &str {
        self.analysis.name(speaker)
    }
}

/// The letter of the `index`-th speaker: `A` to `Z`, `AA` and on; `–` for nobody.
pub fn letter(speaker: Option<usize>) -> String {
    let Some(index) = speaker else { return "–".to_owned() };
    let mut letters = Vec::new();
    let mut left = index + 1;
    while left > 0 {
        letters.push((b'A' + ((left - 1) % 26) as u8) as char);
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_past_z() {
        let got: Vec<String> = [0, 25, 26, 51, 52, 701, 702].map(|i| letter(Some(i))).into();
        assert_eq!(got, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
