//! One source of metadata, and what values need before they are used.

use crate::document::date;
use crate::text::clean_words;

/// What one source says. Empty values are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layer {
    pub title: Option<String>,
    pub authors: Vec<String>,
    pub publication: Option<String>,
    pub published: Option<String>,
    pub language: Option<String>,
    pub url: Option<String>,
}

impl Layer {
    /// This, and what it lacks from `other`.
    pub fn or(self, other: Self) -> Self {
        Self {
            title: self.title.or(other.title),
            authors: if self.authors.is_empty() { other.authors } else { self.authors },
            publication: self.publication.or(other.publication),
            published: self.published.or(other.published),
            language: self.language.or(other.language),
            url: self.url.or(other.url),
        }
    }
}

/// A value on one line, character references that were written out decoded.
pub(super) fn decoded(value: &str) -> String {
    clean_words(&html_escape::decode_html_entities(value))
}

/// The names in a byline: without `By`; none where it is an address or a date.
pub(super) fn name_list(byline: &str) -> Option<String> {
    let mut name = byline.trim();
    for opener in ["by:", "by ", "von ", "par ", "por "] {
        if name.get(..opener.len()).is_some_and(|head| head.eq_ignore_ascii_case(opener)) {
            name = name[opener.len()..].trim();
        }
    }
    let address = name.contains("://") || name.starts_with("www.") || name.starts_with('/');
    let lettered = name.contains(char::is_alphabetic);
    (lettered && !address && !starts_with_date(name)).then(|| name.to_owned())
}

/// Returns `true` for a byline without a name before its date.
fn starts_with_date(name: &str) -> bool {
    let words = |count: usize| name.split_whitespace().take(count).collect::<Vec<_>>().join(" ");
    name.starts_with(|c: char| c.is_ascii_digit()) || (1..=4).any(|count| date::parse(&words(count)).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_no_address_and_no_date() {
        assert_eq!(name_list("By Ann Lee and Bo Roe").as_deref(), Some("Ann Lee and Bo Roe"));
        assert_eq!(name_list("Byron Lee").as_deref(), Some("Byron Lee"));
        for other in ["https://www.facebook.com/post", "20 Nov 2019 08:00 GMT", "", "12"] {
            assert_eq!(name_list(other), None, "{other}");
        }
    }
}
