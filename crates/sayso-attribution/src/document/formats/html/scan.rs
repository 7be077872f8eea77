//! The one pass over a page's source before it is parsed: start tags get their place in the source as an attribute,
//! what costs time or memory and holds no words is left out, and JSON-LD scripts are set aside.

use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

use super::dom::{self, PLACE};
use super::markup::{self, Attributes, Kind, Tag};
use crate::document::model::Warning;

/// Open elements past which start tags are dropped, their text kept: the depth at which browsers stop nesting too.
/// Parser and extraction take time quadratic in the depth; 500 levels take 0.1 s, 10,000 take 16 s.
const DEEPEST: usize = 512;
/// Start tags past which the page is read without looking for the article in it: 60,000 take 1.5 s.
const MOST_ELEMENTS: usize = 200_000;
/// Open formatting elements (`<b>`, `<font>`) past which more are dropped. The parser opens all of them again in every
/// paragraph, so a page that closes none of them grows by their number.
const MOST_FORMATTING: usize = 16;
/// Formatting elements that the parser may open again in a page; past it they are closed, and more are dropped.
const MOST_REOPENED: usize = 200_000;
/// Tags past which no more are read, only the text between them: each takes up to 700 bytes of memory.
const MOST_TAGS: usize = 400_000;
/// Bytes of the longest attribute value that is kept.
const LONGEST_VALUE: usize = 4 * 1024;
/// Bytes of the longest `data:` address that is kept; saved pages hold their pictures in them.
const LONGEST_DATA: usize = 256;

/// Elements without content.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Elements whose end tag is often left out; they do not nest without another element between.
const OFTEN_OPEN: &[&str] =
    &["p", "li", "td", "th", "tr", "dd", "dt", "option", "a", "html", "body", "head", "tbody", "thead", "tfoot"];
/// Elements that the parser opens again where they were left open.
const FORMATTING: &[&str] =
    &["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// A page made ready to be parsed.
#[derive(Debug, Default)]
pub(super) struct Scanned {
    /// The page with marked start tags.
    pub marked: String,
    /// JSON-LD scripts, as bytes of the source.
    pub json_ld: Vec<Range<usize>>,
    /// Whether it says that it is XML, where `<a/>` is an element without content.
    pub is_xml: bool,
    /// Whether it has more elements than an article is looked for in.
    pub too_many: bool,
    pub warnings: Vec<Warning>,
}

/// Makes the page `source` ready. Linear.
pub(super) fn scan(source: &str) -> Scanned {
    let mut scanner = Scanner { source, out: Scanned::default(), ..Scanner::default() };
    scanner.out.marked.reserve(source.len() + source.len() / 8);
    scanner.run();
    scanner.finish()
}

#[derive(Default)]
struct Scanner<'s> {
    source: &'s str,
    out: Scanned,
    depth: usize,
    elements: usize,
    /// Start tags dropped for their depth whose end tags are still to come.
    too_deep: usize,
    dropped_deep: usize,
    /// Formatting elements that are open.
    formatting: Vec<String>,
    reopened: usize,
    tags: usize,
    dropped_formatting: HashMap<String, usize>,
    /// For each open `<template>` whether it is shown in place.
    templates: Vec<bool>,
    long_values: usize,
}

impl Scanner<'_> {
    fn run(&mut self) {
        self.out.is_xml = self.source.trim_start_matches('\u{feff}').trim_start().starts_with("<?xml");
        let mut at = 0;
        while let Some(open) = memchr::memchr(b'<', &self.source.as_bytes()[at..]).map(|open| at + open) {
            self.out.marked.push_str(&self.source[at..open]);
            let Some(tag) = markup::tag_at(self.source, open) else {
                self.out.marked.push('<');
                at = open + 1;
                continue;
            };
            at = tag.range.end;
            match tag.kind {
                Kind::Other => {}
                Kind::End => self.end(&tag),
                Kind::Start => at = self.start(&tag),
            }
        }
        self.out.marked.push_str(&self.source[at..]);
    }

    /// Takes over a start tag; gives where to go on.
    fn start(&mut self, tag: &Tag) -> usize {
        let name = tag.name(self.source);
        self.elements += 1;
        self.tags += 1;
        if self.out.is_xml && !VOID.contains(&name.as_str()) && self.closes_itself(tag) {
            self.write_start(tag, &name);
            let _ = write!(self.out.marked, "</{name}>");
            return tag.range.end;
        }
        if let Some(end) = markup::raw_text_end(self.source, &name, tag.range.end) {
            return self.raw_text(tag, &name, end);
        }
        match name.as_str() {
            name if self.tags > MOST_TAGS => self.drop(name),
            "template" => {
                let shown = self.attribute(tag, |name| matches!(name, "shadowrootmode" | "shadowroot")).is_some();
                self.templates.push(shown);
                self.write_start(tag, if shown { "div" } else { "template" });
            }
            name if VOID.contains(&name) => self.write_start(tag, name),
            name if FORMATTING.contains(&name) => self.start_formatting(tag, name),
            name if self.is_too_deep(name, tag) => self.drop(name),
            name => {
                self.close_formatting();
                self.write_start(tag, name);
            }
        }
        tag.range.end
    }

    /// Text that is no article's is left out, but for the title; scripts with JSON-LD are set aside.
    fn raw_text(&mut self, tag: &Tag, name: &str, end: usize) -> usize {
        let is_json_ld = name == "script" && self.attribute(tag, |name| name == "type").is_some_and(is_json_ld);
        if is_json_ld {
            self.out.json_ld.push(tag.range.end..end);
        }
        if is_json_ld || name == "title" {
            self.write_start(tag, name);
            self.out.marked.push_str(&self.source[tag.range.end..end]);
            // Writing to a string cannot fail.
            let _ = write!(self.out.marked, "</{name}>");
        }
        let close = self.source[end..].starts_with('<').then(|| markup::tag_at(self.source, end)).flatten();
        close.map_or(end, |close| close.range.end)
    }

    fn start_formatting(&mut self, tag: &Tag, name: &str) {
        if self.formatting.len() >= MOST_FORMATTING || self.reopened > MOST_REOPENED {
            *self.dropped_formatting.entry(name.to_owned()).or_default() += 1;
            return;
        }
        self.formatting.push(name.to_owned());
        self.write_start(tag, name);
    }

    /// Counts what the parser opens again in a new element, and closes it where that becomes too much.
    fn close_formatting(&mut self) {
        self.reopened += self.formatting.len();
        if self.reopened > MOST_REOPENED {
            while let Some(name) = self.formatting.pop() {
                let _ = write!(self.out.marked, "</{name}>");
            }
        }
    }

    /// Leaves a tag out; words before and behind a block's stay apart.
    fn drop(&mut self, name: &str) {
        if dom::is_block(name) || name == "br" {
            self.out.marked.push('\n');
        }
    }

    /// Counts an element that may nest; `true` where it nests too deep and is dropped.
    fn is_too_deep(&mut self, name: &str, tag: &Tag) -> bool {
        if OFTEN_OPEN.contains(&name) || self.closes_itself(tag) {
            return false;
        }
        if self.depth >= DEEPEST {
            self.too_deep += 1;
            self.dropped_deep += 1;
            return true;
        }
        self.depth += 1;
        false
    }

    fn end(&mut self, tag: &Tag) {
        let name = tag.name(self.source);
        let mut written = name.as_str();
        // A `</p>` without a start tag makes an element too.
        self.tags += usize::from(name == "p");
        if self.tags > MOST_TAGS {
            return self.drop(&name);
        }
        if name == "template" {
            written = if self.templates.pop().unwrap_or_default() { "div" } else { "template" };
        } else if FORMATTING.contains(&written) {
            if let Some(left) = self.dropped_formatting.get_mut(written).filter(|left| **left > 0) {
                *left -= 1;
                return;
            }
            self.formatting.pop();
        } else if !OFTEN_OPEN.contains(&written) {
            if self.too_deep > 0 {
                self.too_deep -= 1;
                return self.drop(&name);
            }
            self.depth = self.depth.saturating_sub(1);
        }
        let _ = write!(self.out.marked, "</{written}>");
    }

    /// Writes a start tag under `name` with its place. Links and formatting elements get none: where they are left
    /// open, the parser opens them again elsewhere, and tells by their attributes which are the same.
    fn write_start(&mut self, tag: &Tag, name: &str) {
        let source = self.source;
        self.out.marked.push('<');
        self.out.marked.push_str(name);
        if !FORMATTING.contains(&name) && name != "a" {
            let _ = write!(self.out.marked, " {PLACE}={}", tag.range.end);
        }
        for (key, value) in Attributes::of(source, tag) {
            let value = &source[value];
            let data = value.get(..5).is_some_and(|head| head.eq_ignore_ascii_case("data:"));
            let longest = if data { LONGEST_DATA } else { LONGEST_VALUE };
            self.out.marked.push(' ');
            self.out.marked.push_str(&source[key]);
            let quotable = !(value.contains('"') && value.contains('\''));
            if value.len() > longest {
                self.long_values += usize::from(!data);
            } else if !value.is_empty() && quotable {
                let quote = if value.contains('"') { '\'' } else { '"' };
                let _ = write!(self.out.marked, "={quote}{value}{quote}");
            }
        }
        self.out.marked.push_str(if self.closes_itself(tag) && !self.out.is_xml { "/>" } else { ">" });
    }

    fn closes_itself(&self, tag: &Tag) -> bool {
        self.source[tag.range.clone()].ends_with("/>")
    }

    fn attribute(&self, tag: &Tag, is_wanted: impl Fn(&str) -> bool) -> Option<&str> {
        let wanted = |(key, _): &markup::Attribute| is_wanted(&self.source[key.clone()].to_ascii_lowercase());
        Attributes::of(self.source, tag).find(wanted).map(|(_, value)| &self.source[value])
    }

    fn finish(mut self) -> Scanned {
        self.out.too_many = self.elements > MOST_ELEMENTS;
        let mut warn = |message: String| self.out.warnings.push(Warning { line: None, message });
        if self.dropped_deep > 0 {
            warn(format!(
                "{} elements nested deeper than {DEEPEST} were dropped; their text is kept.",
                self.dropped_deep
            ));
        }
        if self.long_values > 0 {
            warn(format!("{} attributes over {} KiB were dropped.", self.long_values, LONGEST_VALUE / 1024));
        }
        if self.tags > MOST_TAGS {
            warn(format!("The page has more than {MOST_TAGS} tags; behind them its text is shown in one piece."));
        }
        if self.out.too_many {
            warn(format!("The page has more than {MOST_ELEMENTS} elements, so all of its text is shown."));
        }
        self.out
    }
}

/// `application/ld+json`, with or without parameters.
fn is_json_ld(media_type: &str) -> bool {
    let plain = media_type.split(';').next().unwrap_or_default().trim();
    plain.eq_ignore_ascii_case("application/ld+json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn start_tags_get_their_place() {
        let scanned = scan("<p class=a>x<br/>y<b>z</b></p>");
        assert_eq!(scanned.marked, "<p data-sayso-at=11 class=\"a\">x<br data-sayso-at=17/>y<b>z</b></p>");
    }

    #[test]
    fn what_holds_no_words_is_left_out() {
        let long = "x".repeat(5000);
        let page = format!(
            "<!-- c --><script>var a = '<p>';</script><style>p{{}}</style><script type='application/ld+json; charset=utf-8'>{{}}</script><img src=\"data:image/png;base64,{long}\" alt='a \"b\"' title='{long}'>"
        );
        let scanned = scan(&page);
        let script = "{}</script>";
        let rest = scanned.marked.split_once(script).unwrap().1;
        assert!(
            scanned.marked.starts_with("<script ")
                && rest.starts_with("<img ")
                && scanned.marked.ends_with(" src alt='a \"b\"' title>")
        );
        assert_eq!(scanned.json_ld.iter().map(|range| &page[range.clone()]).collect::<Vec<_>>(), ["{}"]);
        assert_eq!(scanned.warnings.len(), 1);
    }

    #[test]
    fn a_shadow_root_is_shown_in_place() {
        let scanned = scan("<template shadowrootmode=open><p>a</p><template>b</template></template>");
        assert!(scanned.marked.starts_with("<div ") && scanned.marked.ends_with("b</template></div>"));
    }

    #[test]
    fn deep_nesting_is_cut_and_said() {
        let page = format!("{}words{}<p>after</p>", "<div>".repeat(2000), "</div>".repeat(2000));
        let scanned = scan(&page);
        assert_eq!(scanned.marked.matches("<div").count(), DEEPEST);
        assert_eq!(scanned.marked.matches("</div").count(), DEEPEST);
        assert!(scanned.marked.contains("words") && scanned.warnings.len() == 1);
        let open = scan(&"<b><font color=1><i>".repeat(1000));
        assert_eq!(open.marked.matches('<').count(), MOST_FORMATTING);
    }
}
