//! Names of articles and quotes as they are typed and printed: `nato-looks-to-asia#q18`.

/// The file's name without folders and ending.
pub fn stem(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// Article and 1-based number of a quote, as `sayso show` takes them.
pub fn quote(path: &str, n: u32) -> String {
    format!("{}#q{n}", stem(path))
}

/// The other way: `#q18` behind the name of an article. `#q0` is no quote.
pub fn parse(typed: &str) -> (&str, Option<u32>) {
    let split = typed.rsplit_once("#q").and_then(|(name, n)| Some((name, n.parse().ok().filter(|n| *n > 0)?)));
    split.map_or((typed, None), |(name, n)| (name, Some(n)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_named_behind_its_article() {
        assert_eq!(quote("articles/nato.looks.md", 3), "nato.looks#q3");
        assert_eq!(parse("nato#q18"), ("nato", Some(18)));
        for whole in ["nato", "nato#q0", "nato#qx", "c#q"] {
            assert_eq!(parse(whole), (whole, None));
        }
    }
}
