//! Fetching a page or a feed from the web, when the user asks for it. No other module opens a connection.

#[cfg(feature = "fetch")]
mod client;
mod error;
#[cfg(feature = "fetch")]
mod link;

#[cfg(feature = "fetch")]
pub use client::{Answer, Client, Fetched, Limits, Validators};
pub use error::FetchError;

/// Returns `true` for what is meant as an address: `https://…`, or another scheme, which is refused with a reason.
pub fn is_address(typed: &str) -> bool {
    typed.contains("://") && scheme(typed).is_some()
}

/// The scheme that an address begins with.
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    (scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.bytes().all(fits)).then_some(scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_files() {
        for address in ["https://ex.org", "file:///etc/passwd", "HTTP://EX.org"] {
            assert!(is_address(address), "{address}");
        }
        for file in ["talks.md", "a:b.md", "./http://x", "-"] {
            assert!(!is_address(file), "{file}");
        }
    }
}
