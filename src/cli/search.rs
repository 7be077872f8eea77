//! `sayso search`: quotes, articles and speakers that match a query.

use std::borrow::Cow;

use serde::Serialize;

use super::args::SearchArgs;
use super::articles::{self, Engine};
use super::exit::{Outcome, nothing_for, warn};
use super::opened::Opened;
use super::output::{self, Column, Row};
use super::record::Record;
use super::screen;
use super::speakers::Voice;
use sayso_attribution::text::one_line;
use sayso_attribution::text::span::floor;
use sayso_library::Library;
use sayso_library::search::{ArticleHit, Query, QuoteHit};

/// Prints the best quotes, then the best articles, then the speakers.
pub fn run(args: &SearchArgs) -> anyhow::Result<Outcome> {
    let query = args.query.join(" ");
    let parsed = Query::parse(&query);
    for fault in &parsed.faults {
        warn(&fault.told(&query));
    }
    // Nothing of what was typed can be searched.
    if !query.trim().is_empty() && parsed.is_empty() {
        return Ok(nothing_for(&query));
    }
    let ask = |library: &mut Opened| library.search(&parsed, args.lookup.limit.get());
    let (opened, results) = articles::asked(&args.lookup.within, &Engine::of(args.lookup.engine), ask)?;
    let library = opened.library();
    let quotes = results.quotes.rows.iter().filter_map(|hit| quote(library, hit));
    let articles = results.articles.rows.iter().filter_map(|hit| article(library, hit));
    let speakers = results.speakers.rows.iter().filter_map(|hit| {
        let mut voice = Voice::of(library.people().get(hit.id)?, |id| opened.manner(id));
        voice.quotes = opened.asserted(hit.id).unwrap_or(voice.quotes);
        Some(voice)
    });
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
    Quote(Box<Quoted<'a>>),
    Article(Found<'a>),
    Speaker(Voice<'a>),
}

/// A quote, with the part of it or of its paragraph that matches.
#[derive(Debug, Serialize)]
struct Quoted<'a> {
    #[serde(flatten)]
    record: Record<'a>,
    #[serde(skip)]
    shown: String,
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
    /// Name of the article for `sayso show`.
    #[serde(skip)]
    name: Cow<'a, str>,
    #[serde(skip)]
    shown: String,
}

/// Bytes of a text before its matching part that are shown: more may hide the part at the edge of a screen.
const BEFORE: usize = 24;

fn quote<'a>(library: &'a Library, hit: &QuoteHit) -> Option<Hit<'a>> {
    let record = Record::of(library, hit.id)?;
    let (document, content) = (&library.article(hit.id.article)?.document, &library.quote(hit.id)?.content);
    let lead = record.quote.cue.first().map_or(0, |cue| record.told.find(cue.text).map_or(0, |at| at + cue.text.len()));
    let told = match hit.spans.iter().find(|span| content.overlaps(**span)) {
        Some(span) => shown(&record.told, lead, document.slice(*span)),
        // The words stand around the quote.
        None => hit.spans.first().map_or_else(String::new, |span| {
            let block = document.block_at(span.start()).and_then(|at| document.blocks().get(at));
            let around = block.map_or("", |block| document.slice(block.span));
            format!("{} ¶ {}", record.told, shown(&one_line(around), 0, document.slice(*span)))
        }),
    };
    let shown = if told.is_empty() { record.told.clone() } else { told };
    Some(Hit::Quote(Box::new(Quoted { record, shown })))
}

/// What of a text is shown in a table: on a screen, which cuts it, from shortly before `word` on.
fn shown(text: &str, lead: usize, word: &str) -> String {
    if screen::terminal().is_some() { near(text, lead, word) } else { text.to_owned() }
}

/// `text` from shortly before `word` on, behind its first `lead` bytes.
fn near(text: &str, lead: usize, word: &str) -> String {
    let at = text.find(word).unwrap_or(0);
    let from = floor(text, at.saturating_sub(BEFORE));
    let from = text[from..at].find(' ').map_or(from, |blank| from + blank + 1);
    if from <= lead + BEFORE {
        return text.to_owned();
    }
    format!("{} … {}", text[..lead].trim_end(), &text[from..]).trim_start().to_owned()
}

fn article<'a>(library: &'a Library, hit: &ArticleHit) -> Option<Hit<'a>> {
    let article = library.article(hit.id)?;
    let (document, meta) = (&*article.document, article.document.meta());
    let text = hit.best.map(|best| document.slice(best)).unwrap_or_default();
    let word = hit.spans.first().map_or("", |span| document.slice(*span));
    Some(Hit::Article(Found {
        article: &article.path,
        name: library.catalogue().name(&article.path),
        title: &meta.title,
        author: meta.author.as_deref(),
        published: meta.published.as_deref(),
        paragraph: hit.best.map(|best| document.paragraph_at(best.start())),
        line: hit.best.map(|best| document.origin().line_of(best.start())),
        shown: shown(&one_line(text), 0, word),
        text,
    }))
}

impl Row for Hit<'_> {
    fn columns() -> Vec<Column<Self>> {
        vec![
            Column::narrow("type", 7, |hit| hit.sort().to_owned()),
            Column::whole("where", |hit| match hit {
                Hit::Quote(quote) => quote.record.name(),
                Hit::Article(found) => found.name.clone().into_owned(),
                Hit::Speaker(voice) if voice.quotes == 1 => "1 quote".to_owned(),
                Hit::Speaker(voice) => format!("{} quotes", voice.quotes),
            }),
            Column::narrow("who", 28, |hit| match hit {
                Hit::Quote(quote) => quote.record.quote.speaker.unwrap_or("?").to_owned(),
                Hit::Article(_) => String::new(),
                Hit::Speaker(voice) => voice.speaker.to_owned(),
            }),
            Column::wide("text", |hit| match hit {
                Hit::Quote(quote) => quote.shown.clone(),
                Hit::Article(found) if found.text.is_empty() => found.title.to_owned(),
                Hit::Article(found) => found.shown.clone(),
                Hit::Speaker(voice) => voice.roles.join("; "),
            }),
            // Whoever wrote the article did not say what stands in it.
            Column::csv("author", |hit| match hit {
                Hit::Quote(quote) => quote.record.author.unwrap_or_default().to_owned(),
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

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn what_is_shown_begins_shortly_before_the_match_and_keeps_the_verb() {
        let text = "has denied that the bridge over the old harbour of the town will be shut for all of the winter";
        let lead = "has denied".len();
        assert_eq!(near(text, lead, "winter"), "has denied … be shut for all of the winter");
        assert_eq!(near(text, lead, "bridge"), text);
        assert_eq!(near(text, 0, "winter"), "… be shut for all of the winter");
        assert_eq!(
            near("Überall überüberüberüberüberüberüberüberall Wort", 0, "Wort").split(' ').next_back(),
            Some("Wort")
        );
    }
}
