//! `sayso export`: articles and their quotes for a search cluster.

use std::io::{BufWriter, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};
use serde::Serialize;
use serde_json::{Value, json};

use super::article_iter::All;
use super::exit::{Outcome, nothing};
use super::record::hundredths;
use sayso_attribution::text::clean::clean_words;
use sayso_library::{ArticleId, Library, QuoteId};

/// Arguments of `sayso export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Folders, files, or `-` for standard input
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: ExportFormat,
}

/// Forms of the export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Bulk requests for OpenSearch, for the indices `sayso-article` and `sayso-quote`
    Opensearch,
}

/// Prints every article and its quotes.
pub fn run(args: &ExportArgs) -> anyhow::Result<Outcome> {
    let ExportFormat::Opensearch = args.format;
    let mut all = All::of(&args.paths)?;
    let ids = all.ids().to_vec();
    if ids.is_empty() {
        return Ok(nothing("no articles found here"));
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    all.read(&ids, |library, id| {
        for (request, document) in requests(library, id) {
            serde_json::to_writer(&mut out, &request)?;
            out.write_all(b"\n")?;
            serde_json::to_writer(&mut out, &document)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    })?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// An article as a document; the mapping is in `examples/opensearch/article.json`.
#[derive(Serialize)]
struct ArticleDocument<'a> {
    path: &'a str,
    title: &'a str,
    author: Option<&'a str>,
    publication: Option<&'a str>,
    published: Option<&'a str>,
    url: Option<&'a str>,
    body: &'a str,
    quotes: usize,
}

/// A quote as a document; the mapping is in `examples/opensearch/quote.json`.
#[derive(Serialize)]
struct QuoteDocument<'a> {
    article: &'a str,
    n: u32,
    title: &'a str,
    author: Option<&'a str>,
    publication: Option<&'a str>,
    published: Option<&'a str>,
    speaker: Option<&'a str>,
    kind: &'static str,
    act: &'static str,
    status: &'static str,
    naming: &'static str,
    content: String,
    around: String,
    cue: String,
    via: Option<&'a str>,
    start: usize,
    end: usize,
    paragraph: u32,
    confidence: f64,
}

/// The bulk requests of an article: a line that says where a document goes, and the document. Sent again, they replace
/// the same documents.
fn requests(library: &Library, id: ArticleId) -> Vec<(Value, Value)> {
    let Some(article) = library.article(id) else { return Vec::new() };
    let (document, meta) = (&article.document, article.document.meta());
    let published = meta.published.as_deref();
    let whole = ArticleDocument {
        path: &article.path,
        title: &meta.title,
        author: meta.author.as_deref(),
        publication: meta.publication.as_deref(),
        published,
        url: meta.url.as_deref(),
        body: document.text(),
        quotes: article.analysis.attributions.len(),
    };
    let mut requests = vec![(json!({"index": {"_index": "sayso-article", "_id": article.path}}), json!(whole))];
    for (at, quote) in article.analysis.attributions.iter().enumerate() {
        let hull = quote.content.hull();
        let block = document.block_at(hull.start()).and_then(|at| document.blocks().get(at));
        let n = at as u32 + 1;
        let told = QuoteDocument {
            article: &article.path,
            n,
            title: &meta.title,
            author: meta.author.as_deref(),
            publication: meta.publication.as_deref(),
            published,
            speaker: library.name_of(QuoteId { article: id, quote: at as u32 }),
            kind: quote.kind.name(),
            act: quote.act.name(),
            status: quote.status.name(),
            naming: quote.naming.name(),
            content: clean_words(&quote.content.text(document.text())),
            around: block.map_or_else(String::new, |block| clean_words(document.slice(block.span))),
            cue: quote.cue.as_ref().map_or_else(String::new, |cue| clean_words(&cue.text(document.text()))),
            via: quote.via.as_ref().map(|via| via.name.as_str()),
            start: hull.start(),
            end: hull.end(),
            paragraph: document.paragraph_at(hull.start()),
            confidence: hundredths(quote.confidence),
        };
        let request = json!({"index": {"_index": "sayso-quote", "_id": format!("{}#q{n}", article.path), "routing": article.path}});
        requests.push((request, json!(told)));
    }
    requests
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_library::Article;

    /// Whether a value is one that a field of this mapping takes. A field that has no mapping is refused.
    fn fits(field: &Value, value: &Value) -> bool {
        match field["type"].as_str() {
            _ if value.is_null() => true,
            Some("text" | "keyword") => value.is_string(),
            Some("integer") => value.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
            Some("half_float") => value.is_number(),
            Some("date") => value.as_str().is_some_and(|date| [4, 7, 10].contains(&date.len())),
            _ => false,
        }
    }

    #[test]
    fn every_field_of_the_export_has_a_mapping_that_takes_it() {
        let text =
            "---\nauthor: Bo Summer\npublished: 2024-05\n---\n# Talks\n\n“We will go,” said Ann Lee, the mayor.\n";
        let mut library = Library::default();
        let id = library.learn(Article::read("talks.md".to_owned(), text.as_bytes()));
        let mappings = [
            include_str!("../../examples/opensearch/article.json"),
            include_str!("../../examples/opensearch/quote.json"),
        ];
        let mappings = mappings.map(|mapping| serde_json::from_str::<Value>(mapping).expect("a mapping"));
        let requests = requests(&library, id);
        assert_eq!(requests.len(), 2);
        for (request, document) in &requests {
            let target = &request["index"];
            let mapping = &mappings[usize::from(target["_index"] == "sayso-quote")]["mappings"];
            assert_eq!(mapping["dynamic"], "strict");
            assert_eq!(mapping["_routing"]["required"].is_boolean(), target["routing"].is_string());
            for (name, value) in document.as_object().expect("a document") {
                assert!(fits(&mapping["properties"][name], value), "{name}: {value}");
            }
        }
        assert_eq!(requests[1].0["index"]["_id"], "talks.md#q1");
        assert_eq!((&requests[1].1["speaker"], &requests[1].1["published"]), (&"Ann Lee".into(), &"2024-05".into()));
    }
}
