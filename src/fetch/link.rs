//! Addresses as they are sent to servers, and those that answers lead on to.

use std::fmt::Write;

use super::scheme;

/// Returns `true` for `http://` and `https://`.
pub(super) fn is_of_web(address: &str) -> bool {
    let scheme = address.split_once("://").map_or("", |(scheme, _)| scheme);
    ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
}

/// The address that the answer of `base` leads on to; `None` where that is none of the web.
pub(super) fn followed(base: &str, location: &str) -> Option<String> {
    let location = location.trim().split('#').next().filter(|location| !location.is_empty())?;
    if scheme(location).is_some() {
        return is_of_web(location).then(|| location.to_owned());
    }
    let (web, rest) = base.split_once("://")?;
    let (host, path) = rest.find(['/', '?']).map_or((rest, ""), |at| rest.split_at(at));
    let path = path.split('?').next().unwrap_or_default();
    Some(match () {
        () if location.starts_with("//") => format!("{web}:{location}"),
        () if location.starts_with('/') => format!("{web}://{host}{location}"),
        () if location.starts_with('?') => format!("{web}://{host}{path}{location}"),
        () => format!("{web}://{host}{}/{location}", path.rsplit_once('/').map_or("", |(folder, _)| folder)),
    })
}

/// An address with every byte but visible ASCII percent-encoded, as it is sent to a server.
pub(super) fn encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_graphic() {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_lead_on_to_addresses_of_the_web_only() {
        let base = "https://ex.org/news/today?p=1";
        for (location, want) in [
            ("http://other.org/x#top", "http://other.org/x"),
            ("//other.org/x", "https://other.org/x"),
            ("/x?q=1", "https://ex.org/x?q=1"),
            ("?p=2", "https://ex.org/news/today?p=2"),
            ("tomorrow", "https://ex.org/news/tomorrow"),
        ] {
            assert_eq!(followed(base, location).as_deref(), Some(want));
        }
        assert_eq!(followed("http://ex.org", "x").as_deref(), Some("http://ex.org/x"));
        for location in ["file:///etc/passwd", "ftp://ex.org/x", "javascript:alert(1)", "data:text/html,x", "", "#top"]
        {
            assert_eq!(followed(base, location), None, "{location}");
        }
    }
}
