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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_and_only_visible_ascii() {
        assert_eq!(web("HTTPS://ex.org/a b\u{1b}]8;;").as_deref(), Some("https://ex.org/a%20b%1B]8;;"));
        for bad in ["javascript:alert(1)", "file:///etc/passwd", "//ex.org", "https://", "ssh://-oProxyCommand=x", ""] {
            assert_eq!(web(bad), None, "{bad}");
        }
    }
}
