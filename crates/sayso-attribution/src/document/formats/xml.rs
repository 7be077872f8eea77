//! Reading XML as a flat sequence of events: faults are passed over where they can be, entities of a DTD are never
//! expanded, and nesting costs no stack.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event as Raw};

use crate::document::decode::{Decoded, decode};

/// One event.
#[derive(Debug)]
pub(super) enum Event<'s> {
    /// A start tag, or an empty element, which is closed by the next event.
    Open(Tag<'s>),
    /// An end tag with its whole name.
    Close(Cow<'s, str>),
    /// Text between tags, with references resolved.
    Text(Cow<'s, str>),
}

/// A start tag.
#[derive(Debug)]
pub(super) struct Tag<'s>(BytesStart<'s>);

impl Tag<'_> {
    /// Its whole name, with the prefix of its namespace.
    pub fn name(&self) -> &str {
        self.0.name().into_inner()
    }

    /// Its name without the prefix.
    pub fn local(&self) -> &str {
        local(self.name())
    }

    /// The value of an attribute, given by its name without a prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.html_attributes();
        let found =
            attributes.with_checks(false).flatten().find(|attribute| local(attribute.key.into_inner()) == name)?;
        Some(html_escape::decode_html_entities(&found.value).into_owned())
    }
}

/// A name without the prefix of its namespace.
pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Reads the events of an XML text.
pub(super) struct Xml<'s> {
    reader: Reader<&'s [u8]>,
    source: &'s str,
    /// The name of an empty element that is still to be closed.
    empty: Option<String>,
    /// Whether the text breaks off or cannot be read on.
    is_broken: bool,
}

impl<'s> Xml<'s> {
    pub fn new(source: &'s str) -> Self {
        let mut reader = Reader::from_str(source);
        let config = reader.config_mut();
        (config.allow_dangling_amp, config.allow_unmatched_ends, config.check_end_names) = (true, true, false);
        Self { reader, source, empty: None, is_broken: false }
    }

    /// The byte behind the last event.
    pub fn position(&self) -> usize {
        (self.reader.buffer_position() as usize).min(self.source.len())
    }

    /// Returns `true` if reading ended before the text did.
    pub fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// The next event; `None` at the end, or where the text cannot be read on.
    pub fn next(&mut self) -> Option<Event<'s>> {
        if let Some(name) = self.empty.take() {
            return Some(Event::Close(name.into()));
        }
        loop {
            return Some(match self.reader.read_event() {
                Ok(Raw::Start(tag)) => Event::Open(Tag(tag)),
                Ok(Raw::Empty(tag)) => {
                    self.empty = Some(tag.name().into_inner().to_owned());
                    Event::Open(Tag(tag))
                }
                Ok(Raw::End(tag)) => Event::Close(tag.name().into_inner().to_owned().into()),
                Ok(Raw::Text(text)) => Event::Text(text.xml10_content()),
                Ok(Raw::CData(text)) => Event::Text(text.xml10_content()),
                Ok(Raw::GeneralRef(name)) => Event::Text(resolved(&name.into_inner())),
                Ok(Raw::Eof) => return None,
                Ok(Raw::Comment(_) | Raw::Decl(_) | Raw::PI(_) | Raw::DocType(_)) => continue,
                Err(_) => {
                    self.is_broken = true;
                    return None;
                }
            });
        }
    }
}

/// What a reference stands for: one of the entities of HTML or a character. Those of a DTD stay as they are written.
fn resolved(name: &str) -> Cow<'static, str> {
    let written = format!("&{name};");
    html_escape::decode_html_entities(&written).into_owned().into()
}

/// The text of an XML file, in the encoding that it declares where it is no UTF-8.
pub(super) fn decoded(bytes: &[u8]) -> Decoded {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let declared = head.split_once("encoding=").map(|(_, rest)| rest.trim_start_matches(['"', '\'']));
    let label = declared.and_then(|rest| rest.split(['"', '\'', '?', ' ']).next());
    let encoding = label.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
    match encoding {
        Some(encoding) if std::str::from_utf8(bytes).is_err() && head.starts_with("<?xml") => {
            Decoded::of(encoding.decode(bytes).0.into_owned())
        }
        _ => decode(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(source: &str) -> String {
        let (mut xml, mut out) = (Xml::new(source), String::new());
        while let Some(event) = xml.next() {
            match event {
                Event::Open(tag) => {
                    out.extend(["<", tag.local(), &tag.attribute("href").unwrap_or_default(), ">"]);
                }
                Event::Close(name) => out.extend(["</", local(&name), ">"]),
                Event::Text(text) => out += &text,
            }
        }
        out
    }

    #[test]
    fn events_with_references_resolved_and_no_entity_of_the_file_expanded() {
        let dtd = "<!DOCTYPE a [<!ENTITY x \"yyyyyy\">]>";
        let source = format!(
            "<?xml version=\"1.0\"?>{dtd}<p:a x:href='1&amp;2'>caf&eacute; &#8220;<![CDATA[<b>]]>&x; & <br/></a>"
        );
        assert_eq!(told(&source), "<a1&2>café “<b>&x; & <br></br></a>");
        assert_eq!(told("<a><b>one</a> two"), "<a><b>one</a> two", "faults are passed over");
    }

    #[test]
    fn the_declared_encoding_is_used_where_the_file_is_no_utf_8() {
        let bytes = b"<?xml version='1.0' encoding='ISO-8859-2'?><a>\xa3\xf3d\xbc</a>";
        assert!(decoded(bytes).text.ends_with("<a>Łódź</a>"));
        assert!(decoded("<?xml version='1.0' encoding='ISO-8859-2'?>é".as_bytes()).text.ends_with('é'));
    }
}
