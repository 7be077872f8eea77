//! ZIP archives of books and documents. What comes out is counted while it is inflated, whatever the archive says of
//! itself, and nothing is written to disk.

use std::io::{Cursor, Read};

use thiserror::Error;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::document::refusal::Refusal;

/// Most entries of an archive: books have a thousand.
const MOST_ENTRIES: usize = 10_000;

/// Most bytes of one entry: 32 MiB. The longest novels have 4 MiB in one.
const MOST_BYTES: u64 = 32 << 20;

/// Most bytes of all entries together: 256 MiB.
const MOST_BYTES_OF_ALL: u64 = 256 << 20;

/// Why an entry was not read.
#[derive(Debug, Error, PartialEq, Eq)]
pub(super) enum EntryError {
    #[error("is not in the file")]
    Missing,
    #[error("is encrypted")]
    Encrypted,
    #[error("unpacks to more than 32 MiB")]
    TooBig,
    #[error("is left out, as the file unpacks to more than 256 MiB")]
    Full,
    #[error("is damaged ({0})")]
    Damaged(String),
}

/// An open archive.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    inflated: u64,
}

impl<'a> Archive<'a> {
    /// Reads the directory of an archive. `what` names the file in errors: `an EPUB`.
    ///
    /// # Errors
    ///
    /// [`Refusal::Damaged`] without a directory, [`Refusal::Bomb`] for more entries than any book has.
    pub fn open(bytes: &'a [u8], what: &'static str) -> Result<Self, Refusal> {
        if memchr::memmem::find_iter(bytes, b"PK\x01\x02").nth(MOST_ENTRIES).is_some() {
            return Err(Refusal::Bomb { limit: "10,000 files" });
        }
        let damaged = |error: ZipError| Refusal::Damaged { what, why: error.to_string() };
        Ok(Self { zip: ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?, inflated: 0 })
    }

    /// All bytes of an entry.
    ///
    /// # Errors
    ///
    /// An [`EntryError`] where it is missing, damaged or too big. The other entries can still be read.
    pub fn read(&mut self, name: &str) -> Result<Vec<u8>, EntryError> {
        if self.inflated >= MOST_BYTES_OF_ALL {
            return Err(EntryError::Full);
        }
        let entry = match self.zip.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Err(EntryError::Missing),
            Err(ZipError::UnsupportedArchive(why)) if why == ZipError::PASSWORD_REQUIRED => {
                return Err(EntryError::Encrypted);
            }
            Err(error) => return Err(EntryError::Damaged(error.to_string())),
        };
        let mut bytes = Vec::new();
        let read = entry.take(MOST_BYTES + 1).read_to_end(&mut bytes);
        self.inflated += bytes.len() as u64;
        match read {
            _ if bytes.len() as u64 > MOST_BYTES => Err(EntryError::TooBig),
            Ok(_) => Ok(bytes),
            Err(error) => Err(EntryError::Damaged(error.to_string())),
        }
    }
}

/// Returns `true` if the first bytes are those of an archive.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Returns `true` for an archive that says first what it is, as EPUB and ODT do.
pub(super) fn is_of_type(bytes: &[u8], media_type: &str) -> bool {
    let head = &bytes[..bytes.len().min(200)];
    is_archive(bytes) && memchr::memmem::find(head, format!("mimetype{media_type}").as_bytes()).is_some()
}

/// Returns `true` for an archive in which a name stands that looks like an entry's.
pub(super) fn names(bytes: &[u8], entry: &str) -> bool {
    is_archive(bytes) && memchr::memmem::find(bytes, entry.as_bytes()).is_some()
}

/// `href` as the name of an entry: relative to the entry at `base`, without what stands behind `#` or `?`,
/// percent-decoded. Steps out of the archive lead nowhere.
pub(super) fn resolved(base: &str, href: &str) -> String {
    let href = href.split(['#', '?']).next().unwrap_or_default();
    let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut steps: Vec<String> = Vec::new();
    let absolute = href.starts_with('/');
    for step in folder.split('/').filter(|_| !absolute).map(str::to_owned).chain(href.split('/').map(percent_decoded)) {
        match step.as_str() {
            "" | "." => {}
            ".." => drop(steps.pop()),
            _ => steps.push(step),
        }
    }
    steps.join("/")
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, more @ ..] = rest {
        let hex = more.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| *first == b'%');
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &more[2..] } else { more };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    pub fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            let stored = *name == "mimetype";
            let method = if stored { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
            writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn an_entry_that_grows_too_big_is_left_out_and_the_rest_is_read() {
        let bytes = zip(&[("a", b"One."), ("bomb", &vec![0; 33 << 20]), ("b", b"Two.")]);
        let mut archive = Archive::open(&bytes, "an EPUB").unwrap();
        assert_eq!(archive.read("bomb"), Err(EntryError::TooBig));
        assert_eq!((archive.read("a"), archive.read("b")), (Ok(b"One.".to_vec()), Ok(b"Two.".to_vec())));
        assert_eq!(archive.read("c"), Err(EntryError::Missing));
        assert!(matches!(Archive::open(&bytes[..bytes.len() / 2], "an EPUB"), Err(Refusal::Damaged { .. })));
    }

    #[test]
    fn names_are_relative_and_stay_inside() {
        for (base, href, name) in [
            ("OPS/book.opf", "text/one%20two.html#n1", "OPS/text/one two.html"),
            ("OPS/a/b.xhtml", "../c.xhtml", "OPS/c.xhtml"),
            ("book.opf", "../../etc/passwd", "etc/passwd"),
            ("a/b", "/c", "c"),
            ("a", "100%25%zz", "100%%zz"),
        ] {
            assert_eq!(resolved(base, href), name);
        }
    }
}
