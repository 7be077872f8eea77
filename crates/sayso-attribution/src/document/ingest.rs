//! From the bytes of a file to documents.

use super::decode::decode;
use super::formats::container::Input;
use super::formats::{Container, Format};
use super::looks::looks_like_text;
use super::model::{Document, Warning};
use super::part::{Part, Parts, WantedParts};
use super::refusal::Refusal;
use super::structure::metadata;
use super::unpack;

/// Makes a document of any bytes. `name` is the file name without its folder, or [`STANDARD_INPUT`]: it tells the
/// format where the bytes do not, and title and date where the text has none. Of a file that holds several articles
/// it is the first; [`ingest_parts`] gives all. Linear in the bytes; what cannot be read becomes a warning of the
/// document.
///
/// ```
/// use sayso_attribution::document::{BlockKind, ingest};
///
/// let document = ingest(b"---\nauthor: Ann Lee\n---\n\n# Talks in Oslo\n\nThe talks failed.\n", "talks.md");
/// assert_eq!(document.meta().title, "Talks in Oslo");
/// assert_eq!(document.meta().author.as_deref(), Some("Ann Lee"));
/// assert_eq!(document.blocks()[1].kind, BlockKind::Paragraph);
/// assert_eq!(document.slice(document.blocks()[1].span), "The talks failed.");
/// ```
///
/// [`STANDARD_INPUT`]: super::STANDARD_INPUT
pub fn ingest(bytes: &[u8], name: &str) -> Document {
    match ingest_parts(bytes, name, WantedParts::All) {
        Ok(parts) => parts.into_iter().next().map_or_else(|| read_text(bytes, name), |part| part.document),
        Err(refusal) => {
            let mut document = read_text(bytes, name);
            document.warnings.insert(0, Warning { line: None, message: format!("This file {refusal}.") });
            document
        }
    }
}

/// Makes a document of each wanted article of a file: of a mailbox each mail, of a book each chapter, of most files
/// one. The format is told by the bytes, and by `name` where these are text; a gzip file is unpacked first.
///
/// # Errors
///
/// A [`Refusal`] for bytes that are not read, with the way to make them readable.
///
/// ```
/// use sayso_attribution::document::{WantedParts, ingest_parts};
///
/// let mailbox = "From ann@example.org Mon Jun  2 10:00:00 2025\nFrom: Ann Lee <ann@example.org>\nSubject: Talks\n\nThey failed.\n\nFrom bo@example.org Tue Jun  3 10:00:00 2025\nFrom: Bo Roe <bo@example.org>\nSubject: More talks\n\nThey go on.\n";
/// let parts = ingest_parts(mailbox.as_bytes(), "talks.mbox", WantedParts::All)?;
/// let titles: Vec<&str> = parts.iter().map(|part| part.document.meta().title.as_str()).collect();
/// assert_eq!(titles, ["Talks", "More talks"]);
/// assert!(ingest_parts(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "talks.txt", WantedParts::All).is_err());
/// # Ok::<(), sayso_attribution::document::Refusal>(())
/// ```
pub fn ingest_parts(bytes: &[u8], name: &str, wanted: WantedParts) -> Result<Vec<Part>, Refusal> {
    if !unpack::is_gzip(bytes) {
        return read(&Input { name, bytes }, wanted, None);
    }
    let (unpacked, cut) = unpack::gunzip(bytes)?;
    let inner =
        name.len().checked_sub(3).filter(|&at| name.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(".gz")));
    let input = Input { name: inner.map_or(name, |at| &name[..at]), bytes: &unpacked };
    let mut parts = read(&input, wanted, cut.then_some("The gzip file is cut short; what could be unpacked is here."))?;
    for part in &mut parts {
        part.document.origin.set_decoded();
    }
    Ok(parts)
}

fn read(input: &Input, wanted: WantedParts, warning: Option<&str>) -> Result<Vec<Part>, Refusal> {
    let mut parts = Parts::new(wanted);
    if let Some(message) = warning {
        parts.warn(message);
    }
    if let Some(container) = Container::of_bytes(input.bytes) {
        (container.read)(input, &mut parts)?;
        return some(parts, input, container.name);
    }
    if input.bytes.is_empty() && !may_be_empty(input.name) {
        return Err(Refusal::Empty { what: "an empty file" });
    }
    let is_text = looks_like_text(input.bytes);
    if let Some(refusal) = Refusal::of(input.bytes).filter(|_| !is_text || is_markup(input.bytes)) {
        return Err(refusal);
    }
    let by_name = input.name.rsplit_once('.').and_then(|(_, ending)| Container::of_ending(ending));
    if let Some(container) = by_name {
        let read = (container.read)(input, &mut parts);
        if read.is_ok() && parts.found() > 0 {
            return some(parts, input, container.name);
        }
        read.or_else(|refusal| if is_text { Ok(()) } else { Err(refusal) })?;
    }
    if !is_text {
        return Err(Refusal::NotText);
    }
    parts.add_whole(read_text(input.bytes, input.name));
    Ok(parts.finish())
}

/// Returns `true` for names of text that somebody may yet write; a page or a book of no bytes is a failed download.
fn may_be_empty(name: &str) -> bool {
    let Some((_, ending)) = name.rsplit_once('.') else { return true };
    let is_written = |format: &Format| ["text/plain", "text/markdown"].contains(&format.media_type);
    Format::of_ending(ending).map_or(Container::of_ending(ending).is_none() && ending != "pdf", is_written)
}

/// The parts of a file, of which there is at least one; each has a title.
fn some(parts: Parts, input: &Input, what: &'static str) -> Result<Vec<Part>, Refusal> {
    if parts.found() == 0 {
        return Err(Refusal::Empty { what });
    }
    let is_whole = parts.found() == 1;
    let mut parts = parts.finish();
    for Part { document, .. } in &mut parts {
        let own = document.meta.published.take();
        metadata::read_name(input.name, &mut document.meta);
        // The date of a collection is not that of its articles.
        document.meta.published = own.or(document.meta.published.take().filter(|_| is_whole));
    }
    Ok(parts)
}

/// Returns `true` for files that are text but of no use as such: RTF and PostScript.
fn is_markup(bytes: &[u8]) -> bool {
    bytes.starts_with(b"{\\rtf") || bytes.starts_with(b"%!PS")
}

/// Reads a file as one of the text formats.
fn read_text(bytes: &[u8], name: &str) -> Document {
    let decoded = decode(bytes);
    let mut document = (Format::of(name, &decoded.text).read)(&decoded, bytes);
    metadata::read_name(name, &mut document.meta);
    document.warnings.splice(0..0, decoded.warnings);
    document
}
