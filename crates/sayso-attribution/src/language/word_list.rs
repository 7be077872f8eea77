//! Lists of words read from the files in `data/en`.

use std::ops::Deref;
use std::sync::OnceLock;

use super::ENGLISH;

/// A section of `lists.txt`: a closed list of words that one module uses, in the case that it compares.
#[derive(Debug)]
pub struct WordList {
    name: &'static str,
    words: OnceLock<&'static [&'static str]>,
}

impl WordList {
    /// The list of the section `name`; empty if the file has no such section.
    pub const fn named(name: &'static str) -> Self {
        Self { name, words: OnceLock::new() }
    }
}

impl Deref for WordList {
    type Target = [&'static str];

    fn deref(&self) -> &Self::Target {
        self.words.get_or_init(|| ENGLISH.list(self.name))
    }
}

/// The lines of a file that are neither empty nor comments.
pub(super) fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Each word of a file with the heading of its section: `[heading]`, then lines of words.
pub(super) fn words_by_section(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut heading = "";
    lines(file).flat_map(move |line| {
        let name = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        heading = name.unwrap_or(heading);
        let (words, heading) = (if name.is_some() { "" } else { line }, heading);
        words.split_whitespace().map(move |word| (heading, word))
    })
}
