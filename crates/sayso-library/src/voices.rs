//! Who is quoted: how often, with how many words, how, and what type of source, in all articles or by article, outlet,
//! month or type of source.

use std::collections::{BTreeMap, HashSet};

use crate::{Article, ArticleId, Library, QuoteId};
use sayso_attribution::{Attribution, Kind, Naming, SpeakerKind, Status};

/// What the quotes are counted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// One row a speaker.
    #[default]
    Speaker,
    /// One row an article.
    Article,
    /// One row an outlet.
    Outlet,
    /// One row a month.
    Month,
    /// One row a type of source.
    Source,
}

impl By {
    /// The next one, in a circle.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Speaker => Self::Article,
            Self::Article => Self::Outlet,
            Self::Outlet => Self::Month,
            Self::Month => Self::Source,
            Self::Source => Self::Speaker,
        }
    }

    /// The words for it: `by speaker`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Speaker => "by speaker",
            Self::Article => "by article",
            Self::Outlet => "by outlet",
            Self::Month => "by month",
            Self::Source => "by type of source",
        }
    }
}

/// What type of source a quote has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SourceSort {
    /// A person with a name.
    Named,
    /// A body, a place that stands for its government, a document.
    Institution,
    /// People without a name, or nobody.
    Unnamed,
}

impl SourceSort {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Named => "named person",
            Self::Institution => "institution",
            Self::Unnamed => "unnamed",
        }
    }

    /// The sort of a quote's source, by the speaker it has in its article.
    pub fn of(quote: &Attribution, speaker: Option<SpeakerKind>) -> Self {
        match (quote.naming, speaker) {
            (Naming::Unnamed | Naming::Unknown, _) | (_, None | Some(SpeakerKind::Group)) => Self::Unnamed,
            (_, Some(SpeakerKind::Person)) => Self::Named,
            (_, Some(SpeakerKind::Organisation | SpeakerKind::Place | SpeakerKind::Document)) => Self::Institution,
        }
    }
}

/// How much is quoted in one row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Quotes.
    pub quotes: usize,
    /// Words of the quotes.
    pub words: usize,
    /// Quotes in quotation marks.
    pub direct: usize,
    /// Quotes partly in quotation marks.
    pub mixed: usize,
    /// Reported claims.
    pub indirect: usize,
    /// Quotes of persons with a name.
    pub named: usize,
    /// Quotes of bodies, places and documents.
    pub institutions: usize,
    /// Quotes of people without a name, or of nobody.
    pub unnamed: usize,
    /// Speakers with a name.
    pub speakers: usize,
    /// Articles.
    pub articles: usize,
    known: HashSet<String>,
    read: HashSet<ArticleId>,
}

/// The counts of many articles, added one after the other.
#[derive(Clone, Debug, Default)]
pub struct Voices {
    by: By,
    rows: BTreeMap<String, Tally>,
    all: Tally,
}

/// Maximum number of articles loaded at once while quotes are counted.
const AT_ONCE: usize = 64;

/// What stands for a speaker whom nobody names.
const NOBODY: &str = "not named";

/// What stands for an outlet or a month that is not known.
const UNKNOWN: &str = "(unknown)";

impl Voices {
    /// Nothing counted yet.
    pub fn by(by: By) -> Self {
        Self { by, ..Self::default() }
    }

    /// The quotes of all articles of a library; those that are not at hand are given by `fetch`.
    pub fn of(by: By, mut library: Library, fetch: impl Fn(&[ArticleId]) -> Vec<(ArticleId, Article)>) -> Self {
        let ids: Vec<ArticleId> = library.entries().map(|(id, _)| id).collect();
        let mut voices = Self::by(by);
        for some in ids.chunks(AT_ONCE) {
            let missing: Vec<ArticleId> = some.iter().copied().filter(|id| library.article(*id).is_none()).collect();
            for (id, article) in fetch(&missing) {
                library.hold(id, article);
            }
            for id in some {
                voices.add(&library, *id);
            }
            library.let_go(|_| false);
        }
        voices
    }

    /// What the rows count.
    pub fn what(&self) -> By {
        self.by
    }

    /// Counts the quotes of an article that is at hand in `library`, as they are corrected there. What is denied, said under
    /// a condition or known from somebody else is not counted as said.
    pub fn add(&mut self, library: &Library, id: ArticleId) {
        let Some(article) = library.article(id) else { return };
        let quotes = article.analysis.attributions.iter().enumerate();
        for (at, quote) in quotes.filter(|(_, quote)| quote.status == Status::Asserted) {
            let quote_id = QuoteId { article: id, quote: at as u32 };
            let speaker = quote.speaker.and_then(|speaker| article.analysis.speakers.get(speaker));
            let sort = SourceSort::of(quote, speaker.map(|speaker| speaker.kind));
            let name = library.name_of(quote_id).unwrap_or(NOBODY);
            let words = quote.content.text(article.document.text()).split_whitespace().count();
            let row = self.row(library, id, name, sort);
            for tally in [self.rows.entry(row).or_default(), &mut self.all] {
                tally.add(id, quote.kind, sort, words, name);
            }
        }
    }

    /// The rows, those with most quotes first; months in their order.
    pub fn rows(&self) -> Vec<(&str, &Tally)> {
        let mut rows: Vec<(&str, &Tally)> = self.rows.iter().map(|(name, tally)| (name.as_str(), tally)).collect();
        if self.by != By::Month {
            rows.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.quotes));
        }
        rows
    }

    /// All of them together.
    pub fn all(&self) -> &Tally {
        &self.all
    }

    /// The row that a quote is counted in.
    fn row(&self, library: &Library, id: ArticleId, name: &str, sort: SourceSort) -> String {
        let entry = library.entry(id);
        let known = |text: Option<&str>| text.unwrap_or(UNKNOWN).to_owned();
        match self.by {
            By::Speaker => name.to_owned(),
            By::Article => known(entry.map(|entry| entry.title)),
            By::Outlet => known(entry.and_then(|entry| entry.publication)),
            // `2023-07-14` is in `2023-07`.
            By::Month => known(entry.and_then(|entry| entry.published).map(|date| date.get(..7).unwrap_or(date))),
            By::Source => sort.name().to_owned(),
        }
    }
}

impl Tally {
    fn add(&mut self, article: ArticleId, kind: Kind, sort: SourceSort, words: usize, name: &str) {
        self.quotes += 1;
        self.words += words;
        match kind {
            Kind::Direct => self.direct += 1,
            Kind::Mixed => self.mixed += 1,
            Kind::Indirect => self.indirect += 1,
        }
        match sort {
            SourceSort::Named => self.named += 1,
            SourceSort::Institution => self.institutions += 1,
            SourceSort::Unnamed => self.unnamed += 1,
        }
        if name != NOBODY && !self.known.contains(name) {
            self.known.insert(name.to_owned());
        }
        self.read.insert(article);
        (self.speakers, self.articles) = (self.known.len(), self.read.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::article;

    fn counted(by: By) -> Vec<(String, usize, usize, usize)> {
        let mut library = Library::default();
        let ids = library.learn_all([
            article("a.md", "Bread", "2024-03-09", "[Ann Lee: Bread is dear] and [Ann Lee: so is rent]. [Bo Roe: No]."),
            article("b.md", "Rent", "2024-03-21", "[Ann Lee: Rent will rise]."),
            article("c.md", "Old", "2023", "[Bo Roe: It was cheap]."),
        ]);
        let mut voices = Voices::by(by);
        for id in ids {
            voices.add(&library, id);
        }
        assert_eq!(voices.all().quotes, 5);
        let rows = voices.rows().into_iter();
        rows.map(|(name, tally)| (name.to_owned(), tally.quotes, tally.words, tally.articles)).collect()
    }

    #[test]
    fn quotes_and_words_are_counted_by_speaker_article_and_month() {
        let row = |name: &str, quotes, words, articles| (name.to_owned(), quotes, words, articles);
        assert_eq!(counted(By::Speaker), [row("Ann Lee", 3, 9, 2), row("Bo Roe", 2, 4, 2)]);
        assert_eq!(counted(By::Article), [row("Bread", 3, 7, 1), row("Old", 1, 3, 1), row("Rent", 1, 3, 1)]);
        assert_eq!(counted(By::Month), [row("2023", 1, 3, 1), row("2024-03", 4, 10, 2)]);
        assert_eq!(counted(By::Outlet), [row(UNKNOWN, 5, 13, 3)]);
        assert_eq!(counted(By::Source), [row("named person", 5, 13, 3)]);
    }

    #[test]
    fn what_is_denied_is_not_counted() {
        let mut told = article("a.md", "Bread", "2024", "[Ann Lee: Bread is dear] and [Ann Lee: so is rent].");
        let mut analysis = (*told.analysis).clone();
        analysis.attributions[1].status = Status::Denied;
        told.analysis = analysis.into();
        let mut library = Library::default();
        let id = library.learn(told);
        let mut voices = Voices::by(By::Speaker);
        voices.add(&library, id);
        assert_eq!((voices.all().quotes, voices.all().words), (1, 3));
    }

    #[test]
    fn sources_are_named_institutional_or_unnamed() {
        let mut quote = Attribution::of_test(sayso_attribution::text::Span::new(0, 1), 0);
        let mut sort = |naming, kind| {
            quote.naming = naming;
            SourceSort::of(&quote, kind)
        };
        assert_eq!(sort(Naming::Pronoun, Some(SpeakerKind::Person)), SourceSort::Named);
        assert_eq!(sort(Naming::Named, Some(SpeakerKind::Organisation)), SourceSort::Institution);
        assert_eq!(sort(Naming::Unnamed, Some(SpeakerKind::Person)), SourceSort::Unnamed);
        assert_eq!(sort(Naming::Named, Some(SpeakerKind::Group)), SourceSort::Unnamed);
        assert_eq!(sort(Naming::Unknown, None), SourceSort::Unnamed);
    }
}
