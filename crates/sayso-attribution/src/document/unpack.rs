//! Unpacking gzip, with what comes out counted while it does.

use std::io::{ErrorKind, Read};

use flate2::read::MultiGzDecoder;

use super::refusal::Refusal;

/// Most bytes that come out of one gzip file: 256 MiB.
const MOST: u64 = 256 << 20;

/// Bytes that any gzip file may unpack to, however small it is.
const FREE: u64 = 1 << 20;

/// Times its own size that a gzip file may unpack to behind the first MiB: text reaches 10 to 20.
const RATIO: u64 = 100;

/// Returns `true` if `bytes` are a gzip file.
pub(super) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b, 8])
}

/// What is packed in a gzip file of any number of members, and whether it is cut short.
///
/// # Errors
///
/// [`Refusal::Bomb`] past the limits; [`Refusal::Damaged`] where nothing can be unpacked.
pub(super) fn gunzip(bytes: &[u8]) -> Result<(Vec<u8>, bool), Refusal> {
    let most = MOST.min(FREE + bytes.len() as u64 * RATIO);
    let mut out = Vec::new();
    let read = MultiGzDecoder::new(bytes).take(most + 1).read_to_end(&mut out);
    if out.len() as u64 > most {
        return Err(Refusal::Bomb { limit: "256 MiB or a hundred times its size" });
    }
    match read {
        Ok(_) => Ok((out, false)),
        Err(error) if out.is_empty() => Err(Refusal::Damaged { what: "a gzip file", why: error.to_string() }),
        Err(error) => {
            // Padding behind the last member is common on tapes and downloads.
            let padded = error.kind() == ErrorKind::InvalidInput;
            Ok((out, !padded))
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;
    use crate::document::ingest_parts;
    use crate::document::part::WantedParts;

    pub fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn members_are_joined_and_a_cut_file_gives_what_it_has() {
        let text = "Words that are not all the same, 1 2 3 4 5 6 7 8 9.".repeat(50);
        let packed = [gzip(text.as_bytes()), gzip(b"More.")].concat();
        assert_eq!(gunzip(&packed), Ok(([text.as_bytes(), b"More."].concat(), false)));
        let cut = gunzip(&gzip(text.as_bytes())[..60]).unwrap();
        assert!(cut.1 && text.as_bytes().starts_with(&cut.0), "{cut:?}");
    }

    #[test]
    fn what_is_packed_twice_or_has_no_bytes_is_told() {
        let told = |bytes: &[u8], name: &str| {
            ingest_parts(bytes, name, WantedParts::All).map_or_else(|refusal| refusal.to_string(), |_| String::new())
        };
        assert!(told(&gzip(&gzip(b"Words.")), "a.md.gz").contains("a gzip file inside another"));
        for name in ["a.html", "a.epub", "a.pdf", "a.eml", "a.html.gz"] {
            let bytes = if name.ends_with("gz") { gzip(b"") } else { Vec::new() };
            assert_eq!(told(&bytes, name), "is an empty file without any text to read", "{name}");
        }
        assert_eq!(["a.md", "a.txt", "notes"].map(|name| told(b"", name)), ["", "", ""]);
    }

    #[test]
    fn a_bomb_is_refused() {
        let bomb = gzip(&vec![b' '; 40 << 20]);
        assert!(bomb.len() < 100_000);
        assert!(matches!(gunzip(&bomb), Err(Refusal::Bomb { .. })));
    }
}
