//! The rules and models by number, for what is written to disk.

use super::{passages, rules};

/// The number of what found an attribution, for [`finder_of_number`].
pub fn finder_number(found_by: &str) -> usize {
    names().position(|name| name == found_by).unwrap_or(0)
}

/// The name of what found an attribution; `None` for a number that nothing has.
pub fn finder_of_number(number: usize) -> Option<&'static str> {
    names().nth(number)
}

fn names() -> impl Iterator<Item = &'static str> {
    let first = ["tagger", rules::COLON_BEFORE].into_iter().chain(rules::rule_names());
    first.chain(passages::METHODS.iter().copied()).chain(["careful"])
}
