//! Raw HTML inside Markdown: its tags, comments, scripts and style sheets are dropped, the words stay.

use std::ops::Range;

/// Reads raw HTML in pieces; a tag may begin in one and end in a later one.
#[derive(Debug, Default)]
pub(in crate::document) struct Tags {
    /// What ends the tag being read.
    until: Option<&'static str>,
}

/// What opens a stretch without words, and what ends it. The first row that fits holds.
const WORDLESS: &[(&str, &str)] = &[("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"), ("<", ">")];

impl Tags {
    /// The stretches of `raw` that stand outside tags. Linear.
    pub fn between(&mut self, raw: &str) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < raw.len() {
            if let Some(end) = self.until {
                let Some(found) = find_folded(&raw[at..], end) else { break };
                at += found + end.len();
                self.until = None;
                continue;
            }
            let open = raw[at..].find('<').map_or(raw.len(), |found| at + found);
            if open > at {
                out.push(at..open);
            }
            at = open;
            let starts = |open: &str| {
                raw.as_bytes()[at..].get(..open.len()).is_some_and(|head| head.eq_ignore_ascii_case(open.as_bytes()))
            };
            self.until = WORDLESS.iter().find(|(open, _)| starts(open)).map(|(_, end)| *end);
        }
        out
    }
}

/// Where `end` (ASCII) stands in `text`, small and capital letters alike.
fn find_folded(text: &str, end: &str) -> Option<usize> {
    text.as_bytes().windows(end.len()).position(|window| window.eq_ignore_ascii_case(end.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_between_tags_over_several_lines() {
        let mut tags = Tags::default();
        let mut words = String::new();
        for line in [
            "<p class=\"a\">One <b>two</b>\n",
            "<SCRIPT>if (a < b) {}\n",
            "x</Script> three <!-- <p> \n",
            "--> four <a\n",
            "href=x>five",
        ] {
            words.extend(tags.between(line).into_iter().map(|piece| &line[piece]));
        }
        assert_eq!(words, "One two\n three  four five");
    }
}
