//! Safari's web archives: a binary property list that holds a saved page and its pictures.
//!
//! Only the page is looked up, by its path of keys. Turning the whole list into a value would let a small file of lists
//! that hold each other many times take any time.

use super::container::Container;
use crate::document::compose;
use crate::document::decode::{Decoded, decode, in_utf8};
use crate::document::link;
use crate::document::model::Meta;
use crate::document::part::Parts;
use crate::document::refusal::Refusal;

const WHAT: &str = "a web archive of Safari";

pub(in crate::document) const FORMAT: Container = Container {
    name: WHAT,
    endings: &["webarchive"],
    shared_endings: &[],
    is_large: false,
    media_type: "application/x-webarchive",
    sniff: |head| {
        let head = &head[..head.len().min(SNIFFED)];
        head.starts_with(MARK) && memchr::memmem::find(head, PAGE.as_bytes()).is_some()
    },
    read: |input, parts| read(input.bytes, parts),
};

const MARK: &[u8] = b"bplist00";
/// The key of the page itself.
const PAGE: &str = "WebMainResource";
/// Bytes at the start of a file in which the key of the page is looked for; keys stand before values.
const SNIFFED: usize = 8 << 10;

fn read(bytes: &[u8], parts: &mut Parts) -> Result<(), Refusal> {
    let damaged = |why: &str| Refusal::Damaged { what: WHAT, why: why.to_owned() };
    let list = List::of(bytes).ok_or_else(|| damaged("its table of contents breaks off"))?;
    let page = list.top().and_then(|top| list.get(top, PAGE)).ok_or_else(|| damaged("it holds no page"))?;
    let text = |key: &str| list.get(page, key).and_then(|at| list.text(at));
    let data = list.get(page, "WebResourceData").and_then(|at| list.data(at));
    let data = data.ok_or_else(|| damaged("its page breaks off"))?;
    if text("WebResourceMIMEType").is_some_and(|kind| !kind.contains("html")) {
        return Err(Refusal::Other { what: WHAT, mend: "what it holds is no HTML page; save the file itself" });
    }
    let html = in_utf8(data, &text("WebResourceTextEncodingName").unwrap_or_default());
    let url = text("WebResourceURL").and_then(|address| link::web(&address));
    parts.add_whole(compose::of_page(&Decoded::of(decode(&html).text), Meta { url, ..Meta::default() }));
    Ok(())
}

/// A binary property list: objects, and a table of where each begins.
struct List<'b> {
    bytes: &'b [u8],
    /// Number of bytes of a place in the table, and of a reference to an object.
    place_size: usize,
    reference_size: usize,
    top: usize,
    table: usize,
}

/// The kinds of objects that are read, by the upper half of their first byte.
const DATA: u8 = 4;
const ASCII: u8 = 5;
const UTF_16: u8 = 6;
const DICTIONARY: u8 = 13;

impl<'b> List<'b> {
    fn of(bytes: &'b [u8]) -> Option<Self> {
        let end = bytes.last_chunk::<32>()?;
        Some(Self {
            bytes,
            place_size: usize::from(end[6]),
            reference_size: usize::from(end[7]),
            top: number(&end[16..24])?,
            table: number(&end[24..32])?,
        })
    }

    /// Where the object that holds all others begins.
    fn top(&self) -> Option<usize> {
        self.place(self.top)
    }

    /// Where the `n`th object begins.
    fn place(&self, n: usize) -> Option<usize> {
        let at = n.checked_mul(self.place_size)?.checked_add(self.table)?;
        number(self.bytes.get(at..at.checked_add(self.place_size)?)?)
    }

    /// The content of the object at `at` if it is of this kind, up to the end of the file, and its length.
    fn object(&self, at: usize, kind: u8) -> Option<(&'b [u8], usize)> {
        let (&first, rest) = self.bytes.get(at..)?.split_first()?;
        if first >> 4 != kind {
            return None;
        }
        match first & 15 {
            // A longer length stands behind as a whole number, whose size is a power of two.
            15 => {
                let (&size, rest) = rest.split_first()?;
                let (length, rest) = rest.split_at_checked(1 << (size & 15))?;
                Some((rest, number(length)?))
            }
            length => Some((rest, usize::from(length))),
        }
    }

    /// Where the value of a key of the dictionary at `at` begins.
    fn get(&self, at: usize, key: &str) -> Option<usize> {
        let (content, length) = self.object(at, DICTIONARY)?;
        let (keys, rest) = content.split_at_checked(length.checked_mul(self.reference_size)?)?;
        let mut keys = keys.chunks_exact(self.reference_size.max(1));
        let nth = keys.position(|reference| self.refers_to(reference, key))?;
        let from = nth * self.reference_size;
        self.place(number(rest.get(from..from + self.reference_size)?)?)
    }

    fn refers_to(&self, reference: &[u8], key: &str) -> bool {
        let object = number(reference).and_then(|n| self.object(self.place(n)?, ASCII));
        object.is_some_and(|(content, length)| content.get(..length) == Some(key.as_bytes()))
    }

    fn data(&self, at: usize) -> Option<&'b [u8]> {
        let (content, length) = self.object(at, DATA)?;
        content.get(..length)
    }

    fn text(&self, at: usize) -> Option<String> {
        if let Some((content, length)) = self.object(at, ASCII) {
            return Some(String::from_utf8_lossy(content.get(..length)?).into_owned());
        }
        let (content, length) = self.object(at, UTF_16)?;
        Some(encoding_rs::UTF_16BE.decode_without_bom_handling(content.get(..length.checked_mul(2)?)?).0.into_owned())
    }
}

/// A whole number, its highest byte first; `None` for one of more than eight bytes or none.
fn number(bytes: &[u8]) -> Option<usize> {
    let fits = (1..=8).contains(&bytes.len());
    fits.then(|| bytes.iter().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}

#[cfg(test)]
pub(in crate::document) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::part::WantedParts;
    use crate::document::{BlockKind, ingest_parts};

    /// A value of a property list.
    enum Value<'a> {
        Text(&'a str),
        Data(&'a [u8]),
        Dictionary(Vec<(&'a str, Value<'a>)>),
    }

    fn head(kind: u8, length: usize, out: &mut Vec<u8>) {
        if length < 15 {
            return out.push(kind << 4 | u8::try_from(length).unwrap());
        }
        out.extend([kind << 4 | 15, 0x12]);
        out.extend(u32::try_from(length).unwrap().to_be_bytes());
    }

    fn write(value: &Value, objects: &mut Vec<Vec<u8>>) -> u8 {
        let own = objects.len();
        objects.push(Vec::new());
        let mut out = Vec::new();
        match value {
            Value::Text(text) if text.is_ascii() => {
                head(ASCII, text.len(), &mut out);
                out.extend(text.bytes());
            }
            Value::Text(text) => {
                head(UTF_16, text.encode_utf16().count(), &mut out);
                out.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
            }
            Value::Data(data) => {
                head(DATA, data.len(), &mut out);
                out.extend(*data);
            }
            Value::Dictionary(rows) => {
                head(DICTIONARY, rows.len(), &mut out);
                let keys: Vec<u8> = rows.iter().map(|(key, _)| write(&Value::Text(key), objects)).collect();
                out.extend(keys);
                let values: Vec<u8> = rows.iter().map(|(_, value)| write(value, objects)).collect();
                out.extend(values);
            }
        }
        objects[own] = out;
        u8::try_from(own).unwrap()
    }

    fn archive(data: &[u8], charset: &str, kind: &str) -> Vec<u8> {
        let page = Value::Dictionary(vec![
            ("WebResourceURL", Value::Text("https://quay.example/plan?ä")),
            ("WebResourceMIMEType", Value::Text(kind)),
            ("WebResourceTextEncodingName", Value::Text(charset)),
            ("WebResourceData", Value::Data(data)),
        ]);
        let picture = Value::Dictionary(vec![("WebResourceData", Value::Data(b"\x89PNG"))]);
        let mut objects = Vec::new();
        write(&Value::Dictionary(vec![("WebSubresources", picture), (PAGE, page)]), &mut objects);
        let (mut out, mut places) = (MARK.to_vec(), Vec::new());
        for object in &objects {
            places.push(u16::try_from(out.len()).unwrap());
            out.extend(object);
        }
        let table = out.len() as u64;
        out.extend(places.iter().flat_map(|place| place.to_be_bytes()));
        out.extend([0, 0, 0, 0, 0, 0, 2, 1]);
        out.extend([objects.len() as u64, 0, table].iter().flat_map(|number| number.to_be_bytes()));
        out
    }

    const HTML: &[u8] = b"<!DOCTYPE html><html><head><title>Plan</title></head><body><article><h1>Plan</h1>\
        <p>\x93It is a leaky boat,\x94 said Ines Falk, the mayor, of the plan for the harbour that the council weighed.</p></article></body></html>";

    #[test]
    fn the_page_of_an_archive_is_read_in_its_encoding() {
        let parts =
            ingest_parts(&archive(HTML, "windows-1252", "text/html"), "plan.webarchive", WantedParts::All).unwrap();
        let document = &parts[0].document;
        assert_eq!((parts.len(), document.meta().title.as_str()), (1, "Plan"));
        assert_eq!(document.meta().url.as_deref(), Some("https://quay.example/plan?%C3%A4"));
        let paragraph = document.blocks().iter().find(|block| block.kind == BlockKind::Paragraph).unwrap();
        assert!(document.slice(paragraph.span).starts_with("“It is a leaky boat,” said Ines Falk"));
        let told = |bytes: &[u8]| ingest_parts(bytes, "a.webarchive", WantedParts::All).unwrap_err().to_string();
        assert!(told(&archive(b"%PDF-", "", "application/pdf")).contains("is no HTML page"));
        assert!(told(b"bplist00 WebMainResource and no more of it").contains("cut short or damaged"));
        assert!(told(b"bplist00\xd0\0\0\x01 another list").contains("a binary property list"));
    }

    proptest! {
        #[test]
        fn a_damaged_archive_gives_a_page_or_a_reason(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12), cut in any::<prop::sample::Index>()) {
            let mut bytes = archive(HTML, "windows-1252", "text/html");
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            let _ = ingest_parts(&bytes, "a.webarchive", WantedParts::All);
            bytes.truncate(cut.index(bytes.len()));
            let _ = ingest_parts(&bytes, "a.webarchive", WantedParts::All);
        }
    }
}
