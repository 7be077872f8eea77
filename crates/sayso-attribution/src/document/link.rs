//! Addresses that an article gives.

use std::fmt::Write;

/// Longer addresses are refused by terminals and browsers alike.
const MOST_BYTES: usize = 2083;

/// `address` if it leads to the web by `http` or `https`, every byte but visible ASCII percent-encoded.
pub(super) fn web(address: &str) -> Option<String> {
    let address = address.trim();
    let (scheme, rest) = address.split_once("://")?;
    let known = ["http", "https"].iter().find(|s| scheme.eq_ignore_ascii_case(s))?;
    let mut out = format!("{known}://");
    for byte in rest.bytes() {
        match byte {
            b'!'..=b'~' => out.push(char::from(byte)),
            _ => write!(out, "%{byte:02X}").ok()?,
        }
    }
    (!rest.is_empty() && out.len() <= MOST_BYTES).then_some(out)
}

/// The site of a cleaned address: the last parts of its host's name, `bbc.co.uk` of `https://www.bbc.co.uk/news`.
pub(super) fn site(url: &str) -> Option<&str> {
    let host = url.split_once("://")?.1.split(['/', '?', '#', ':']).next()?;
    let parts: Vec<usize> = host.rmatch_indices('.').map(|(at, _)| at + 1).collect();
    // Two short parts at the end are both given out by a registry: `co.uk`, `com.au`.
    let short = parts
        .first()
        .zip(parts.get(1))
        .is_some_and(|(&last, &before)| host.len() - last <= 2 && last - 1 - before <= 3);
    parts.get(if short { 2 } else { 1 }).map_or(Some(host), |&at| host.get(at..))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_of_addresses() {
        for (url, want) in [
            ("https://www.ex.org/a.b", "ex.org"),
            ("https://news.bbc.co.uk", "bbc.co.uk"),
            ("http://ex.org:80", "ex.org"),
            ("http://localhost/", "localhost"),
        ] {
            assert_eq!(site(url), Some(want));
        }
    }

    #[test]
    fn only_the_web_and_only_visible_ascii() {
        assert_eq!(web("HTTPS://ex.org/a b\u{1b}]8;;").as_deref(), Some("https://ex.org/a%20b%1B]8;;"));
        for bad in ["javascript:alert(1)", "file:///etc/passwd", "//ex.org", "https://", "ssh://-oProxyCommand=x", ""] {
            assert_eq!(web(bad), None, "{bad}");
        }
    }
}
