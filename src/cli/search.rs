//! `sayso search`: quotes, articles and speakers that match a query.

use serde::Serialize;

use super::args::SearchArgs;
use super::exit::{Outcome, nothing_for, warn};
use super::output::{self, Column, Row};
use super::record::Record;
use super::speakers::Voice;
use super::{address, articles};
use sayso_attribution::text::one_line;
use sayso_library::Library;
use sayso_library::search::{ArticleHit, Query};
use sayso_library::service::session::LibrarySession;

/// Prints the best quotes, then the best articles, then the speakers.
pub fn run(args: &SearchArgs) -> anyhow::Result<Outcome> {
    let query = args.query.join(" ");
    let ask = |desk: &mut LibrarySession| desk.search(&Query::parse(&query), args.lookup.limit.get());
    let (desk, (results, _)) = articles::asked(&args.lookup.within, ask)?;
    let library = desk.library();
    for fault in &results.faults {
        warn(&fault.told(&query));
    }
    let quotes = results.quotes.rows.iter().filter_map(|hit| Record::of(library, hit.id)).map(Hit::Quote);
    let articles = results.articles.rows.iter().filter_map(|hit| article(library, hit));
    let speakers = results.speakers.rows.iter().filter_map(|hit| library.people().get(hit.id)).map(Voice::of);
    let hits: Vec<Hit> = quotes.chain(articles).chain(speakers.map(Hit::Speaker)).collect();
    if hits.is_empty() {
        return Ok(nothing_for(&query));
    }
    output::print(&hits, args.lookup.format)?;
    Ok(Outcome::Done)
}

/// One thing found; JSON tells which by `type`.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Hit<'a> {
    Quote(Record<'a>),
    Article(Found<'a>),
    Speaker(Voice<'a>),
}

/// An article, with the paragraph that matches best.
#[derive(Debug, Serialize)]
struct Found<'a> {
    article: &'a str,
    title: &'a str,
    author: Option<&'a str>,
    published: Option<&'a str>,
    paragraph: Option<u32>,
    line: Option<usize>,
    text: &'a str,
}

fn article<'a>(library: &'a Library, hit: &ArticleHit) -> Option<Hit<'a>> {
    let article = library.article(hit.id)?;
    let (document, meta) = (&*article.document, article.document.meta());
    Some(Hit::Article(Found {
        article: &article.path,
        title: &meta.title,
        author: meta.author.as_deref(),
        published: meta.published.as_deref(),
        paragraph: hit.best.map(|best| document.paragraph_at(best.start())),
        line: hit.best.map(|best| document.origin().line_of(best.start())),
        text: hit.best.map(|best| document.slice(best)).unwrap_or_default(),
    }))
}

impl Row for Hit<'_> {
    fn columns() -> Vec<Column<Self>> {
        vec![
            Column::narrow("type", 7, |hit| hit.sort().to_owned()),
            Column::narrow("where", 32, |hit| match hit {
                Hit::Quote(quote) => quote.name(),
                Hit::Article(found) => address::stem(found.article).into_owned(),
                Hit::Speaker(voice) if voice.quotes == 1 => "1 quote".to_owned(),
                Hit::Speaker(voice) => format!("{} quotes", voice.quotes),
            }),
            Column::narrow("who", 28, |hit| match hit {
                Hit::Quote(quote) => quote.speaker.unwrap_or("?").to_owned(),
                Hit::Article(_) => String::new(),
                Hit::Speaker(voice) => voice.speaker.to_owned(),
            }),
            Column::wide("text", |hit| match hit {
                Hit::Quote(quote) => quote.words(),
                Hit::Article(found) if found.text.is_empty() => found.title.to_owned(),
                Hit::Article(found) => one_line(found.text),
                Hit::Speaker(voice) => voice.roles.join("; "),
            }),
            // Whoever wrote the article did not say what stands in it.
            Column::csv("author", |hit| match hit {
                Hit::Quote(quote) => quote.author.unwrap_or_default().to_owned(),
                Hit::Article(found) => found.author.unwrap_or_default().to_owned(),
                Hit::Speaker(_) => String::new(),
            }),
        ]
    }
}

impl Hit<'_> {
    fn sort(&self) -> &'static str {
        match self {
            Hit::Quote(_) => "quote",
            Hit::Article(_) => "article",
            Hit::Speaker(_) => "speaker",
        }
    }
}
