//! What a page says of its article. Four sources, each believed where those before it are silent: JSON-LD, `OpenGraph`,
//! other tags in the head, the page itself.

mod json_ld;
mod layer;
mod page;
mod tags;

use dom_query::Document as Dom;
use dom_smoothie::Metadata;

use crate::document::formats::front_matter::is_language;
use crate::document::model::Meta;
use crate::document::{date, link};
use crate::text::clean_words;
use layer::{Layer, decoded, name_list};

/// What was found beside the article's text.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub meta: Meta,
    /// The headlines that the sources give; blocks with these words are the title.
    pub titles: Vec<String>,
}

/// Reads the metadata of `page`. `scripts` are its JSON-LD, `extracted` is what the extraction says.
pub(super) fn read(page: &Dom, scripts: &[&str], extracted: &Metadata) -> Found {
    let json_ld = json_ld::read(scripts);
    let tags::Tags { open_graph, others } = tags::read(page);
    let page::Shown { layer: shown, headings } = page::read(page);
    let layers = [json_ld, open_graph, others, shown];
    let title = title(&layers, &headings, extracted);
    let mut titles: Vec<String> =
        layers.iter().filter_map(|layer| layer.title.clone()).chain([title.clone()]).collect();
    titles.retain(|title| !title.is_empty());
    titles.dedup();
    let language = layers[3].language.clone();
    let named = layers[0].clone();
    let mut all = Layer::default();
    for layer in layers {
        all = all.or(Layer { published: layer.published.and_then(|value| date::find(&value)), ..layer });
    }
    let author = author(&named, extracted, &all);
    let meta = Meta {
        title,
        author,
        publication: all.publication.map(|name| clean_words(&name)),
        published: all.published,
        language: language.or(all.language).filter(|tag| is_language(tag)),
        url: all.url.and_then(|url| link::web(&url)),
        digest_of: None,
    };
    Found { meta, titles }
}

/// A heading of the page that one of the sources gives too, else the title that the extraction or a source gives.
fn title(layers: &[Layer; 4], headings: &[String], extracted: &Metadata) -> String {
    let headline = layers[0].title.as_deref().filter(|title| headings.iter().any(|heading| heading == title));
    let extracted = Some(decoded(&extracted.title)).filter(|title| !title.is_empty());
    let first = || layers.iter().find_map(|layer| layer.title.clone());
    let title = headline.map(str::to_owned).or(extracted).or_else(first).unwrap_or_default();
    headings.iter().find(|heading| is_headline_of(heading, &title)).cloned().unwrap_or(title)
}

/// What stands between a headline and the name of the site in the title of a page.
const SEPARATORS: &[&str] = &[" | ", " - ", " – ", " — ", " · ", " « ", " » ", " :: "];

/// Returns `true` if `title` is this heading with the name of the site behind it, which is the shorter of both.
fn is_headline_of(heading: &str, title: &str) -> bool {
    let behind = title.strip_prefix(heading).unwrap_or_default();
    let site = SEPARATORS.iter().find_map(|mark| behind.strip_prefix(mark));
    site.is_some_and(|site| site.len() < heading.len())
}

/// The names that JSON-LD gives, else the byline that the extraction finds, else what any source gives.
fn author(json_ld: &Layer, extracted: &Metadata, all: &Layer) -> Option<String> {
    let byline = || extracted.byline.as_deref().and_then(|byline| name_list(&decoded(byline)));
    authors(json_ld).or_else(byline).or_else(|| authors(all))
}

fn authors(layer: &Layer) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for name in &layer.authors {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| clean_words(&names.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::is_headline_of;

    #[test]
    fn a_headline_is_told_from_a_section_and_from_other_words() {
        assert!(is_headline_of("Winter boats put off", "Winter boats put off – The Sound"));
        for title in ["Winter boats put off", "Winter boats put off-season", "The Sound | Winter boats put off"] {
            assert!(!is_headline_of("Winter boats put off", title), "{title}");
        }
        assert!(!is_headline_of("News", "News | Winter boats put off"), "a section before the headline");
    }
}
