//! Lines joined to a paragraph, with words that are parted at line ends made whole.

use std::collections::HashSet;

use crate::document::model::PageStart;

/// The words of a document, in small letters, but for those at line ends that may be parts.
pub(super) struct Words(HashSet<String>);

impl Words {
    pub fn of(lines: &[&str]) -> Self {
        let words = lines.iter().flat_map(|line| {
            let parted = line.ends_with('-');
            let words: Vec<&str> = line.split_whitespace().collect();
            let whole = words.len() - usize::from(parted && !words.is_empty());
            words.into_iter().take(whole)
        });
        Self(words.map(bare).filter(|word| !word.is_empty()).collect())
    }

    fn has(&self, word: &str) -> bool {
        self.0.contains(&bare(word))
    }
}

/// A word in small letters, without marks around it.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// The lines as one, and where in it the first line of each page begins; `pages` has the page of each line.
pub(super) fn joined(lines: &[&str], pages: &[u32], words: &Words) -> (String, Vec<PageStart>) {
    let (mut out, mut starts) = (String::new(), Vec::<PageStart>::new());
    for (line, &page) in lines.iter().zip(pages).filter(|(line, _)| !line.is_empty()) {
        match out.strip_suffix('-').filter(|before| before.ends_with(char::is_alphanumeric)) {
            Some(before) => {
                let (first, second) = (last_word(before), line.split_whitespace().next().unwrap_or_default());
                if is_parted(first, second, words) {
                    out.pop();
                }
            }
            None if !out.is_empty() => out.push(' '),
            None => {}
        }
        if starts.last().is_none_or(|start| start.page != page) {
            starts.push(PageStart { at: out.len(), page });
        }
        out.push_str(line);
    }
    (out, starts)
}

fn last_word(text: &str) -> &str {
    text.rsplit(char::is_whitespace).next().unwrap_or_default()
}

/// Returns `true` if the two are parts of one word, `false` for two words with a hyphen. The document's own words tell;
/// else both being words of the document speaks for the hyphen.
fn is_parted(first: &str, second: &str, words: &Words) -> bool {
    if !second.starts_with(char::is_lowercase) {
        return false;
    }
    if words.has(&format!("{first}{second}")) {
        return true;
    }
    if words.has(&format!("{first}-{second}")) {
        return false;
    }
    let is_word = |part: &str| bare(part).chars().count() >= 3 && words.has(part);
    !(is_word(first) && is_word(second))
}
