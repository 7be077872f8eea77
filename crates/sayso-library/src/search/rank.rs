//! The order of hits.

/// How well a row answers a query; the smaller one comes first, compared field by field from the top.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    /// Words of the query it lacks. All words come before some.
    pub missing: u16,
    /// Typos it takes to read it. Exact comes before mistyped.
    pub typos: u16,
    /// For every word how far off it stands: 0 in the quote’s own words or the title, 1 in the speaker’s name,
    /// 2 elsewhere in the paragraph. What is said comes before what stands around it.
    pub away: u16,
    /// Words typed that are only the beginning of a word here. Whole words come before longer ones.
    pub cut: u16,
    /// The quote is no whole claim (`that`, `climate change`). Claims come before fragments.
    pub fragment: bool,
    /// Words between the first and the last word matched, twice, and one more when they stand in another
    /// order than was typed. Close together comes before scattered.
    pub spread: u16,
    /// Falls with the number of places that match. Much about it comes before a mention.
    pub seldom: u16,
    /// Falls with the date. Newer comes before older, and undated last.
    pub age: u32,
}

/// The year of a date as in `Meta::published`.
pub fn year(published: &str) -> Option<&str> {
    published.get(..4)
}

/// The [`Rank::age`] of a date as in `Meta::published`.
pub fn age(published: Option<&str>) -> u32 {
    let parts = published.unwrap_or_default().split('-').chain(["0"; 3]).take(3);
    let number = parts.fold(0u32, |all, part| all.saturating_mul(100).saturating_add(part.parse().unwrap_or(0)));
    u32::MAX - number
}

#[cfg(test)]
mod tests {
    use super::age;

    #[test]
    fn newer_is_less() {
        let dates = ["2023-07-14", "2023-07", "2023", "2022-12-31"];
        assert!(dates.windows(2).all(|w| age(Some(w[0])) < age(Some(w[1]))));
        assert!(age(Some("1950")) < age(None));
    }
}
