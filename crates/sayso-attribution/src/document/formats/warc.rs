//! Web archives (WARC): each page that was fetched is an article.

use std::borrow::Cow;

use encoding_rs::Encoding;

use super::container::Container;
use crate::document::compose;
use crate::document::decode::{Decoded, decode};
use crate::document::link;
use crate::document::model::Meta;
use crate::document::part::{PartId, Parts, fingerprint};
use crate::document::refusal::Refusal;
use crate::document::unpack;

const WHAT: &str = "a web archive (WARC)";

pub(in crate::document) const FORMAT: Container = Container {
    name: WHAT,
    endings: &["warc"],
    shared_endings: &[],
    is_large: true,
    media_type: "application/warc",
    sniff: |head| head.starts_with(b"WARC/1.") || head.starts_with(b"WARC/0."),
    read: |input, parts| read(input.bytes, parts),
};

/// Bytes of the headers of a record or a response.
const LONGEST_HEAD: usize = 64 << 10;

fn read(mut bytes: &[u8], parts: &mut Parts) -> Result<(), Refusal> {
    let mut records = 0;
    while !bytes.trim_ascii_start().is_empty() {
        let Some((head, block, rest)) = record(bytes.trim_ascii_start()) else {
            if records == 0 {
                return Err(Refusal::Damaged { what: WHAT, why: "its first record breaks off".to_owned() });
            }
            parts.warn(format!("The archive breaks off; the first records, {records} of them, are here."));
            break;
        };
        (records, bytes) = (records + 1, rest);
        if let Some((address, page)) = page(&head, block) {
            let id = PartId::of_key(&address);
            parts.add(&id, fingerprint(&page.body), || {
                let meta = Meta { url: link::web(&address), ..Meta::default() };
                compose::of_page(&page.decoded(), meta)
            });
        }
    }
    Ok(())
}

/// The headers and the block of the first record, and what follows it.
fn record(bytes: &[u8]) -> Option<(Head<'_>, &[u8], &[u8])> {
    let (head, rest) = Head::split(bytes)?;
    let length: usize = head.get("content-length")?.parse().ok()?;
    let (block, rest) = rest.split_at_checked(length)?;
    Some((head, block, rest))
}

/// Lines with a name and a value, behind a first line.
struct Head<'a>(Cow<'a, str>);

impl<'a> Head<'a> {
    /// The headers at the start, and what stands behind the empty line after them.
    fn split(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let within = &bytes[..bytes.len().min(LONGEST_HEAD)];
        let find = |end: &str| memchr::memmem::find(within, end.as_bytes()).map(|at| (at, at + end.len()));
        let (end, next) = find("\r\n\r\n").or_else(|| find("\n\n"))?;
        Some((Self(String::from_utf8_lossy(&bytes[..end])), &bytes[next..]))
    }

    /// The value of a header, given by its name in lower case.
    fn get(&self, name: &str) -> Option<&str> {
        let mut headers = self.0.lines().filter_map(|line| line.split_once(':'));
        headers.find(|(own, _)| own.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

/// A page as it was sent.
struct Page<'a> {
    body: Cow<'a, [u8]>,
    charset: Option<&'static Encoding>,
}

impl Page<'_> {
    /// Its text: the encoding that the server told counts where the bytes are no UTF-8.
    fn decoded(&self) -> Decoded {
        match self.charset {
            Some(charset) if std::str::from_utf8(&self.body).is_err() => {
                Decoded::of(charset.decode(&self.body).0.into_owned())
            }
            _ => Decoded::of(decode(&self.body).text),
        }
    }
}

/// The address and the page of a record; `None` for everything else that was fetched.
fn page<'a>(head: &Head, block: &'a [u8]) -> Option<(String, Page<'a>)> {
    let address = head.get("warc-target-uri")?.trim_matches(['<', '>']).to_owned();
    let (kind, body) = match head.get("warc-type")? {
        "response" => {
            let (response, body) = Head::split(block)?;
            let is_found = response.0.lines().next()?.split(' ').nth(1) == Some("200");
            let kind = response.get("content-type").filter(|_| is_found)?.to_ascii_lowercase();
            (kind, sent(&response, body)?)
        }
        "resource" => (head.get("content-type")?.to_ascii_lowercase(), block.into()),
        _ => return None,
    };
    let charset = kind.split_once("charset=").map(|(_, rest)| rest.trim_matches(['"', ' ']));
    let charset = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
    (kind.contains("html") && !body.is_empty()).then_some((address, Page { body, charset }))
}

/// The body of a response as it was before it was sent: in chunks, or packed.
fn sent<'a>(response: &Head, body: &'a [u8]) -> Option<Cow<'a, [u8]>> {
    let is = |name: &str, value: &str| response.get(name).is_some_and(|own| own.to_ascii_lowercase().contains(value));
    let body = if is("transfer-encoding", "chunked") { joined(body).into() } else { Cow::Borrowed(body) };
    // Some archives hold the page unpacked under the headers of the packed one.
    match unpack::is_gzip(&body) {
        true => Some(unpack::gunzip(&body).ok()?.0.into()),
        false if is("content-encoding", "br") || is("content-encoding", "zstd") => None,
        false => Some(body),
    }
}

/// Chunks as one; all of it where they are joined already.
fn joined(body: &[u8]) -> Vec<u8> {
    let (mut out, mut rest) = (Vec::new(), body);
    while let Some(end) = memchr::memmem::find(&rest[..rest.len().min(100)], b"\r\n") {
        let size = std::str::from_utf8(&rest[..end]).ok().and_then(|line| line.split(';').next());
        let Some(size) = size.and_then(|size| usize::from_str_radix(size.trim(), 16).ok()) else { break };
        let chunk = &rest[end + 2..];
        let (chunk, more) = chunk.split_at(size.min(chunk.len()));
        out.extend_from_slice(chunk);
        if size == 0 {
            return out;
        }
        rest = more.strip_prefix(b"\r\n").unwrap_or(more);
    }
    if out.is_empty() { body.to_vec() } else { out }
}

#[cfg(test)]
mod tests {
    use crate::document::unpack::tests::gzip;
    use crate::document::{Refusal, WantedParts, ingest_parts};

    const PAGE: &str = "<!DOCTYPE html><html><head><title>Harbour plan</title></head><body><article><p>The council met for the third time this year to weigh the plan for the old harbour, and residents filled the gallery.</p><p>“It is a leaky boat,” said Ines Falk.</p></article></body></html>";

    fn record(kind: &str, address: &str, block: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        [head.as_bytes(), block, b"\r\n\r\n"].concat()
    }

    fn response(head: &str, body: &[u8]) -> Vec<u8> {
        [format!("HTTP/1.1 {head}\r\n\r\n").as_bytes(), body].concat()
    }

    #[test]
    fn pages_that_were_fetched_are_articles_with_their_address() {
        let html = "200 OK\r\nContent-Type: text/html; charset=utf-8";
        let (first, second) = PAGE.split_at(90);
        let chunks = format!("{:x}\r\n{first}\r\n{:x};x\r\n{second}\r\n0\r\n\r\n", first.len(), second.len());
        let archive = [
            record("warcinfo", "", b"software: x"),
            record(
                "response",
                "https://x.example/1",
                &response(&format!("{html}\r\nTransfer-Encoding: chunked"), chunks.as_bytes()),
            ),
            record(
                "response",
                "https://x.example/2",
                &response(&format!("{html}\r\nContent-Encoding: gzip"), &gzip(PAGE.as_bytes())),
            ),
            record(
                "response",
                "https://x.example/3",
                &response("404 Not Found\r\nContent-Type: text/html", PAGE.as_bytes()),
            ),
            record("response", "https://x.example/4", &response("200 OK\r\nContent-Type: image/png", b"\x89PNG")),
        ]
        .concat();
        let parts = ingest_parts(&gzip(&archive), "crawl.warc.gz", WantedParts::All).unwrap();
        let urls: Vec<&str> = parts.iter().filter_map(|part| part.document.meta().url.as_deref()).collect();
        assert_eq!(urls, ["https://x.example/1", "https://x.example/2"]);
        assert!(parts.iter().all(|part| part.document.text().contains("“It is a leaky boat,” said Ines Falk.")));
        let cut = ingest_parts(&archive[..archive.len() - 60], "a.warc", WantedParts::All).unwrap();
        assert!(cut.len() == 2 && cut[0].left_out[0].contains("breaks off"));
        assert!(matches!(ingest_parts(&archive[..40], "a", WantedParts::All), Err(Refusal::Damaged { .. })));
    }
}
