//! Searched by scanning every text with every word: slow, and plain enough to be believed.

use super::*;
use sayso_attribution::text::fold::word_list;

/// One row of a tab as plain words.
struct Row {
    id: Option<QuoteId>,
    /// All that it may answer with.
    texts: Vec<Vec<String>>,
    /// What must not hold a `-word`.
    own: Vec<Vec<String>>,
    /// The names of its speaker; none of an article.
    names: Option<Vec<Vec<String>>>,
}

fn block(article: &Article, at: Span) -> Vec<String> {
    word_list(at.of(article.document.text()))
}

fn searched(article: &Article) -> Vec<Span> {
    let blocks = article.document.blocks().iter().filter(|b| is_searched(b));
    blocks.map(|b| b.span).collect()
}

fn quote_row(library: &Library, id: QuoteId) -> Row {
    let (article, quote) = (library.article(id.article).unwrap(), library.quote(id).unwrap());
    let person = library.speaker_of(id);
    let mut own: Vec<_> = vec![quote.content.iter().flat_map(|piece| block(article, piece)).collect()];
    let near = searched(article).into_iter().filter(|b| b.overlaps(quote.content.hull()));
    let mut texts: Vec<_> = near.map(|b| block(article, b)).chain(own.clone()).collect();
    let names = person.map(|p| p.names().map(word_list).collect::<Vec<_>>());
    texts.extend(names.iter().flatten().cloned());
    texts.extend(person.into_iter().flat_map(|p| p.roles.iter().map(word_list)));
    own.extend(person.map(|p| word_list(p.name)));
    Row { id: Some(id), texts, own, names: Some(names.unwrap_or_default()) }
}

fn rows(library: &Library) -> Vec<Row> {
    let quotes = library.quotes().map(|(id, _)| quote_row(library, id));
    let articles = library.articles().map(|(_, article)| {
        let meta = article.document.meta();
        let heads = [Some(&meta.title), meta.author.as_ref(), meta.publication.as_ref()].into_iter().flatten();
        let texts: Vec<_> =
            heads.map(|h| word_list(h)).chain(searched(article).into_iter().map(|b| block(article, b))).collect();
        Row { id: None, own: texts.clone(), texts, names: None }
    });
    quotes.chain(articles).collect()
}

fn fits(term: &Term, word: &str, mistyped: bool) -> bool {
    let typed = &term.words[0];
    let heads = term.open || typed.chars().count() >= 3;
    let mut typos = EditDistance::new(typed);
    let most = typos.most();
    word == typed
        || (heads && word.starts_with(typed.as_str()))
        || (mistyped && typos.to(word).is_some_and(|d| d.whole <= most || term.open))
}

fn has(texts: &[Vec<String>], term: &Term, mistyped: bool) -> bool {
    if term.exact {
        return texts.iter().any(|words| words.windows(term.words.len()).any(|w| w == term.words));
    }
    texts.iter().flatten().any(|word| fits(term, word, mistyped))
}

/// Returns `true` if the row passes the fields and has none of the unwanted words.
fn passes(row: &Row, branch: &Branch) -> bool {
    let named = |filter: &Filter, names: &Vec<Vec<String>>| {
        let near = |want: &String, word: &String| {
            let mut typos = EditDistance::new(want);
            word.starts_with(want.as_str()) || typos.to(word).is_some_and(|d| d.whole <= typos.most())
        };
        names.iter().any(|name| filter.words.iter().all(|want| name.iter().any(|word| near(want, word))))
    };
    let names = |filter: &Filter| row.names.as_ref().is_some_and(|names| named(filter, names) != filter.negated);
    branch.filters.iter().all(names) && !branch.without.iter().any(|term| has(&row.own, term, false))
}

/// The quotes found, in library order. Fields are those of speakers only.
pub fn quotes(library: &Library, query: &Query) -> Vec<QuoteId> {
    let rows = rows(library);
    let all: Vec<Vec<String>> = rows.iter().flat_map(|row| &row.texts).cloned().collect();
    let unknown = |term: &Term| !has(&all, term, false);
    // How many words of the alternative that it answers best the row lacks.
    let missing = |row: &Row, any: bool| {
        let lacks = |branch: &Branch| {
            let lacking = branch.terms.iter().filter(|term| !has(&row.texts, term, any || unknown(term))).count();
            (lacking == 0 || lacking < branch.terms.len()).then_some(lacking)
        };
        query.any.iter().filter(|branch| passes(row, branch)).filter_map(lacks).min()
    };
    let any = rows.iter().all(|row| missing(row, false) != Some(0));
    let found = rows.iter().filter_map(|row| Some((missing(row, any)?, row.id?)));
    let counts: Vec<(usize, QuoteId)> = found.collect();
    let fewest = counts.iter().map(|(count, _)| *count).min();
    counts.into_iter().filter(|(count, _)| Some(*count) == fewest).map(|(_, id)| id).collect()
}
