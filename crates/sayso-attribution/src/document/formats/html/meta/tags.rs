//! The tags in a page's head: `OpenGraph`, and those of other makers.

use std::collections::HashMap;

use dom_query::Document as Dom;

use super::layer::{Layer, decoded, name_list};

/// Names of tags in the order in which they are believed, each list for one field.
const TITLES: &[&str] = &["parsely-title", "dc.title", "dcterms.title", "sailthru.title", "twitter:title", "title"];
const AUTHORS: &[&str] = &[
    "author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "article.author",
    "byl",
    "citation_author",
    "cxenseparse:author",
    "authors",
    "article:author_name",
    "og:article:author",
    "bt:author",
];
const PUBLICATIONS: &[&str] = &[
    "application-name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "citation_journal_title",
    "cre",
    "source",
    "apple-mobile-web-app-title",
    "copyright",
    "twitter:site",
];
const DATES: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "og:pubdate",
    "parsely-pub-date",
    "datepublished",
    "article.published",
    "article_date_original",
    "originalpublicationdate",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "published_time_telegram",
    "sailthru.date",
    "date.published",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dc.created",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "bt:pubdate",
    "displaydate",
    "ptime",
    "date",
    "created",
    "article:published",
    "shareaholic:article_published_time",
    "dc.date.created",
    "datecreated",
];
const LANGUAGES: &[&str] = &["content-language", "og:locale", "language", "dc.language", "dcterms.language"];

/// What the tags say.
#[derive(Debug, Default)]
pub(super) struct Tags {
    pub open_graph: Layer,
    pub others: Layer,
}

/// Reads the tags of `page`.
pub(super) fn read(page: &Dom) -> Tags {
    let tags = tags(page);
    let value = |names: &[&str]| names.iter().find_map(|name| tags.get(*name)).cloned();
    let canonical = page.select("link[rel=canonical]").attr("href").map(|href| href.trim().to_owned());
    let open_graph = Layer {
        title: value(&["og:title"]),
        authors: value(&["article:author"]).and_then(|name| name_list(&name)).into_iter().collect(),
        publication: value(&["og:site_name"]),
        published: value(&["article:published_time"]),
        language: value(&["og:locale"]).map(|locale| locale.replace('_', "-")),
        url: value(&["og:url"]),
    };
    let others = Layer {
        title: value(TITLES),
        authors: AUTHORS
            .iter()
            .filter_map(|name| tags.get(*name))
            .find_map(|name| name_list(name))
            .into_iter()
            .collect(),
        publication: value(PUBLICATIONS).map(|name| name.trim_start_matches('@').to_owned()),
        published: DATES
            .iter()
            .filter_map(|name| tags.get(*name))
            .find(|date| crate::document::date::find(date).is_some())
            .cloned(),
        language: value(LANGUAGES).map(|tag| tag.replace('_', "-")),
        url: canonical.or_else(|| value(&["twitter:url", "parsely-link", "citation_public_url"])),
    };
    Tags { open_graph, others }
}

/// The page's `<meta>` tags by their names in small letters; of two the first that is not empty.
fn tags(page: &Dom) -> HashMap<String, String> {
    let mut out = HashMap::new();
    for node in page.select("meta[content]").nodes() {
        let value = node.attr("content").map(|value| decoded(&value)).unwrap_or_default();
        if value.is_empty() {
            continue;
        }
        for name in ["property", "name", "itemprop", "http-equiv"].into_iter().filter_map(|key| node.attr(key)) {
            // A tag may go by several names, and Dublin Core writes them with a colon too.
            for name in name.to_ascii_lowercase().split_ascii_whitespace() {
                let name = match name.strip_prefix("dc:").or_else(|| name.strip_prefix("dcterm:")) {
                    Some(rest) => format!("dc.{rest}"),
                    None => name.replace("dcterms:", "dcterms."),
                };
                out.entry(name).or_insert_with(|| value.clone());
            }
        }
    }
    out
}
