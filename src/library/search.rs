//! One search across all articles and all quotes (being built).

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Results {}
