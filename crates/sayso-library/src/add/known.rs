//! What is in a folder already: addresses, digests and bytes of its articles.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use sayso_attribution::document::front_matter_keys;

use crate::files::{self, Place};

/// What tells the articles of a folder apart.
#[derive(Debug, Default)]
pub(super) struct KnownArticles {
    addresses: HashMap<String, PathBuf>,
    digests: HashMap<String, PathBuf>,
    /// Files by their size; they are compared byte for byte where one of that size is added.
    sizes: HashMap<u64, Vec<PathBuf>>,
}

impl KnownArticles {
    /// Looks through a folder: the size of each file, and the front matter of text.
    pub fn of(folder: &Path) -> Self {
        let mut known = Self::default();
        for place in files::list(&[folder.to_owned()]).into_iter().flatten() {
            let Place::File(path) = place else { continue };
            let Ok((size, head)) = files::size_and_head(&path) else { continue };
            known.sizes.entry(size).or_default().push(path.clone());
            let head = String::from_utf8_lossy(&head);
            let keys = front_matter_keys(&head);
            let value = |key: &str| keys.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str());
            if let Some(digest) = value("digest") {
                known.digests.entry(digest.to_owned()).or_insert_with(|| path.clone());
            }
            if let Some(address) = value("saved_from").or_else(|| value("url")) {
                known.addresses.entry(compared(address)).or_insert(path);
            }
        }
        known
    }

    pub fn at_address(&self, address: &str) -> Option<&Path> {
        self.addresses.get(&compared(address)).map(PathBuf::as_path)
    }

    pub fn with_digest(&self, digest: &str) -> Option<&Path> {
        self.digests.get(digest).map(PathBuf::as_path)
    }

    /// The file that has exactly these bytes.
    pub fn with_bytes(&self, bytes: &[u8]) -> Option<PathBuf> {
        let size = bytes.len() as u64;
        let same = |path: &&PathBuf| files::read_bytes(path, size).is_ok_and(|there| there == bytes);
        self.sizes.get(&size)?.iter().find(same).cloned()
    }

    pub fn learn(&mut self, digest: &str, address: Option<&str>, path: &Path) {
        self.digests.insert(digest.to_owned(), path.to_owned());
        if let Some(address) = address {
            self.addresses.insert(compared(address), path.to_owned());
        }
    }

    pub fn learn_bytes(&mut self, bytes: &[u8], path: &Path) {
        self.sizes.entry(bytes.len() as u64).or_default().push(path.to_owned());
    }
}

/// An address without what makes no other page of it: the scheme, the case of the host, a slash at the end, marks of
/// campaigns, and a place in the page. The `#` of a feed's entry stays.
fn compared(address: &str) -> String {
    let (page, entry) = match address.rsplit_once('#') {
        Some((page, part)) if is_entry(part) => (page, Some(part)),
        Some((page, _)) => (page, None),
        None => (address, None),
    };
    let rest = page.split_once("://").map_or(page, |(_, rest)| rest);
    let (host, path) = rest.find(['/', '?']).map_or((rest, ""), |at| rest.split_at(at));
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("utm_")).collect();
    let mut out = host.to_lowercase() + path.trim_end_matches('/');
    for (mark, pair) in std::iter::once('?').chain(std::iter::repeat('&')).zip(kept) {
        out.push(mark);
        out.push_str(pair);
    }
    out.extend(entry.into_iter().flat_map(|entry| ["#", entry]));
    out
}

/// Returns `true` for the id of a feed's entry: ten hexadecimal digits.
fn is_entry(part: &str) -> bool {
    part.len() == 10 && part.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_has_one_address() {
        for same in ["http://EX.org/a/", "https://ex.org/a?utm_source=feed", "https://ex.org/a#comments"] {
            assert_eq!(compared(same), compared("https://ex.org/a"), "{same}");
        }
        for other in ["https://ex.org/A", "https://ex.org/a?p=1", "https://ex.org/a#00ff00ff00", "https://www.ex.org/a"]
        {
            assert_ne!(compared(other), compared("https://ex.org/a"), "{other}");
        }
    }
}
