//! What the names that a page gives its elements say of them.

use dom_query::NodeRef;

use super::marks::{Mark, Marks};

/// Words in the class or id of an element around what is no part of the article.
const BOXES: &[&str] = &[
    "related",
    "recommended",
    "recommendations",
    "recirc",
    "newsletter",
    "newsletters",
    "subscribe",
    "subscription",
    "signup",
    "promo",
    "promos",
    "promotion",
    "sponsored",
    "sponsor",
    "bio",
    "breadcrumb",
    "breadcrumbs",
    "share",
    "sharing",
    "social",
    "readmore",
    "trending",
    "teaser",
    "teasers",
    "tags",
    "taglist",
    "outbrain",
    "taboola",
    "comments",
    "advert",
    "advertisement",
    "ad",
    "ads",
    "popup",
    "modal",
    "cookie",
    "consent",
    "rollover",
];
/// Pairs of words of the same sense.
const PAIRS: &[(&str, &str)] = &[
    ("read", "more"),
    ("more", "on"),
    ("more", "from"),
    ("sign", "up"),
    ("about", "author"),
    ("author", "box"),
    ("author", "info"),
    ("author", "description"),
    ("most", "read"),
    ("most", "popular"),
    ("see", "also"),
    ("read", "next"),
    ("also", "read"),
];
/// Words in the class of what is written under a picture.
const CAPTIONS: &[&str] = &["caption", "captions", "credit", "credits", "photocredit", "imagecaption", "photographer"];
/// Words in the class, `itemprop` or `rel` of what tells author or date.
const BYLINES: &[&str] =
    &["byline", "bylines", "author", "authors", "dateline", "datepublished", "pubdate", "timestamp", "datetime"];
/// Words in the class of what tells when the article appeared.
const DATES: &[&str] = &["date", "published", "publish", "posted", "time"];
/// Classes of posts of other services that a page shows within its text.
const POSTS: &[&str] =
    &["twitter-tweet", "instagram-media", "fb-post", "bluesky-embed", "mastodon-embed", "reddit-card", "tiktok-embed"];

/// What the names of an element say of it.
pub(super) fn of(node: &NodeRef) -> Marks {
    let mut marks = Marks::default();
    if let Some(class) = node.class() {
        marks.add(Mark::Post, class.split_ascii_whitespace().any(|name| POSTS.contains(&name)));
        class.split_ascii_whitespace().for_each(|name| add(&mut marks, name));
    }
    if let Some(id) = node.id_attr() {
        add(&mut marks, &id);
    }
    let mut roles = ["itemprop", "rel"].into_iter().filter_map(|name| node.attr(name));
    marks.add(Mark::Byline, roles.any(|role| BYLINES.contains(&role.to_ascii_lowercase().as_str())));
    marks
}

/// Adds what a class or an id says.
fn add(marks: &mut Marks, name: &str) {
    let parted = parted(name);
    let mut before = "";
    for word in parted.split(' ') {
        marks.add(Mark::Boxed, BOXES.contains(&word) || PAIRS.contains(&(before, word)));
        marks.add(Mark::Caption, CAPTIONS.contains(&word));
        marks.add(Mark::Byline, BYLINES.contains(&word));
        marks.add(Mark::Date, DATES.contains(&word));
        before = word;
    }
}

/// `relatedArticles__list-item` as `related articles list item`.
fn parted(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut small = false;
    for c in name.chars() {
        let starts = !c.is_ascii_alphanumeric() || (c.is_ascii_uppercase() && small);
        if starts && !out.ends_with(' ') {
            out.push(' ');
        }
        small = c.is_ascii_lowercase();
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_words() {
        assert_eq!(parted("relatedArticles__list-item"), "related articles list item");
        assert_eq!(parted("biology"), "biology");
    }
}
