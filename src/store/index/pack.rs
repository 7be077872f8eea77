//! An analysis in few bytes, so that an article that was indexed is opened without being analysed again.
//!
//! Numbers are variable in length, places are told as the distance from the last one.

use crate::attribution::{
    Act, Analysis, Attribution, Kind, Naming, Speaker, SpeakerKind, Step, Via, finder_number, finder_of_number,
};
use crate::text::{Span, Spans};

const KINDS: [SpeakerKind; 5] =
    [SpeakerKind::Person, SpeakerKind::Organisation, SpeakerKind::Place, SpeakerKind::Document, SpeakerKind::Group];

const NAMINGS: [Naming; 6] =
    [Naming::Named, Naming::Role, Naming::Pronoun, Naming::Carried, Naming::Unnamed, Naming::Unknown];

/// The bytes of an analysis.
pub fn pack(analysis: &Analysis) -> Vec<u8> {
    let mut out = Packer::default();
    out.list(&analysis.speakers, Packer::speaker);
    out.list(&analysis.attributions, Packer::attribution);
    out.bytes
}

/// One speaker as a line of text: equal lines are equal speakers.
pub fn speaker_line(speaker: &Speaker) -> String {
    let kind = char::from(b'0' + place_of(&KINDS, &speaker.kind) as u8);
    let list = |forms: &[String]| forms.join("\u{1f}");
    format!("{}\u{1e}{kind}{}\u{1e}{}", speaker.name, list(&speaker.roles), list(&speaker.also))
}

/// The speaker of a line; `None` for any other line.
pub fn speaker_of_line(line: &str) -> Option<Speaker> {
    let mut parts = line.split('\u{1e}');
    let (name, roles, also) = (parts.next()?, parts.next()?, parts.next()?);
    let kind = usize::from(roles.bytes().next()?.checked_sub(b'0')?);
    let list = |forms: &str| forms.split('\u{1f}').filter(|f| !f.is_empty()).map(str::to_owned).collect();
    Some(Speaker { name: name.to_owned(), kind: *KINDS.get(kind)?, roles: list(roles.get(1..)?), also: list(also) })
}

/// The analysis that was packed for a text of `len` bytes; `None` for bytes that are none of it.
pub fn unpack(bytes: &[u8], len: usize) -> Option<Analysis> {
    let mut from = Unpacker { bytes, last: 0, len };
    let speakers = from.list(Unpacker::speaker)?;
    let attributions = from.list(Unpacker::attribution)?;
    let known = |a: &Attribution| a.speaker.is_none_or(|s| s < speakers.len());
    (from.bytes.is_empty() && attributions.iter().all(known)).then_some(Analysis { attributions, speakers })
}

fn place_of<T: PartialEq>(all: &[T], one: &T) -> u64 {
    all.iter().position(|x| x == one).unwrap_or(0) as u64
}

#[derive(Default)]
struct Packer {
    bytes: Vec<u8>,
    /// Where the last span started.
    last: usize,
}

impl Packer {
    fn number(&mut self, mut n: u64) {
        while n > 0x7f {
            self.bytes.push(n as u8 | 0x80);
            n >>= 7;
        }
        self.bytes.push(n as u8);
    }

    fn text(&mut self, text: &String) {
        self.number(text.len() as u64);
        self.bytes.extend(text.as_bytes());
    }

    fn list<T>(&mut self, list: &[T], put: impl Fn(&mut Self, &T)) {
        self.number(list.len() as u64);
        for one in list {
            put(self, one);
        }
    }

    fn option<T>(&mut self, one: Option<&T>, put: impl Fn(&mut Self, &T)) {
        self.list(one.map_or(&[], std::slice::from_ref), put);
    }

    fn span(&mut self, span: Span) {
        let apart = span.start() as i64 - self.last as i64;
        self.number((apart << 1 ^ apart >> 63) as u64);
        self.number(span.len() as u64);
        self.last = span.start();
    }

    fn spans(&mut self, spans: &Spans) {
        self.list(spans.as_slice(), |out, span| out.span(*span));
    }

    fn speaker(&mut self, speaker: &Speaker) {
        self.text(&speaker.name);
        self.number(place_of(&KINDS, &speaker.kind));
        self.list(&speaker.roles, Self::text);
        self.list(&speaker.also, Self::text);
    }

    fn attribution(&mut self, a: &Attribution) {
        self.spans(&a.content);
        self.option(a.source.as_ref(), Self::spans);
        self.option(a.cue.as_ref(), Self::spans);
        self.list(&a.repeats, Self::spans);
        self.number(place_of(&Kind::ALL, &a.kind));
        self.number(place_of(&Act::ALL, &a.act));
        self.option(a.speaker.as_ref(), |out, speaker| out.number(*speaker as u64));
        self.number(place_of(&NAMINGS, &a.naming));
        self.list(&a.chain, |out, step| {
            out.span(step.span);
            out.number(place_of(&NAMINGS, &step.naming));
        });
        self.option(a.via.as_ref(), |out, via| {
            out.span(via.span);
            out.text(&via.name);
        });
        self.bytes.extend(a.confidence.to_le_bytes());
        self.bytes.extend(a.sure_of_speaker.to_le_bytes());
        self.number(finder_number(a.found_by) as u64);
    }
}

struct Unpacker<'a> {
    bytes: &'a [u8],
    last: usize,
    /// No span reaches further.
    len: usize,
}

impl<'a> Unpacker<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.bytes.split_at_checked(count)?;
        self.bytes = rest;
        Some(head)
    }

    fn number(&mut self) -> Option<u64> {
        let mut n = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?[0];
            n |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(n);
            }
        }
        None
    }

    fn size(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        all.get(self.size()?).copied()
    }

    fn text(&mut self) -> Option<String> {
        let len = self.size()?;
        std::str::from_utf8(self.take(len)?).ok().map(str::to_owned)
    }

    fn list<T>(&mut self, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        (0..self.number()?).map(|_| one(self)).collect()
    }

    #[expect(clippy::option_option, reason = "no value was packed, and no value could be read")]
    fn option<T>(&mut self, one: impl Fn(&mut Self) -> Option<T>) -> Option<Option<T>> {
        Some(self.list(one)?.pop())
    }

    fn span(&mut self) -> Option<Span> {
        let apart = self.number()?;
        let apart = (apart >> 1).cast_signed() ^ -(apart & 1).cast_signed();
        let start = self.last.checked_add_signed(isize::try_from(apart).ok()?)?;
        let end = start.checked_add(self.size()?).filter(|end| *end <= self.len)?;
        self.last = start;
        Some(Span::new(start, end))
    }

    fn spans(&mut self) -> Option<Spans> {
        Spans::new(self.list(Self::span)?)
    }

    fn speaker(&mut self) -> Option<Speaker> {
        Some(Speaker {
            name: self.text()?,
            kind: self.one_of(&KINDS)?,
            roles: self.list(Self::text)?,
            also: self.list(Self::text)?,
        })
    }

    fn share(&mut self) -> Option<f32> {
        Some(f32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn attribution(&mut self) -> Option<Attribution> {
        Some(Attribution {
            content: self.spans()?,
            source: self.option(Self::spans)?,
            cue: self.option(Self::spans)?,
            repeats: self.list(Self::spans)?,
            kind: self.one_of(&Kind::ALL)?,
            act: self.one_of(&Act::ALL)?,
            speaker: self.option(Self::size)?,
            naming: self.one_of(&NAMINGS)?,
            chain: self.list(|from| Some(Step { span: from.span()?, naming: from.one_of(&NAMINGS)? }))?,
            via: self.option(|from| Some(Via { span: from.span()?, name: from.text()? }))?,
            confidence: self.share()?,
            sure_of_speaker: self.share()?,
            found_by: finder_of_number(self.size()?)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::analyse;
    use crate::document::ingest;
    use proptest::prelude::*;

    fn sample() -> (Analysis, usize) {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/articles");
        let file = std::fs::read_dir(folder).unwrap().flatten().find(|f| f.path().extension().is_some()).unwrap();
        let document = ingest(&std::fs::read(file.path()).unwrap(), "a.md");
        (analyse(&document), document.text().len())
    }

    #[test]
    fn an_analysis_comes_back_as_it_was() {
        let (analysis, len) = sample();
        assert!(!analysis.attributions.is_empty());
        assert_eq!(unpack(&pack(&analysis), len), Some(analysis));
    }

    #[test]
    fn a_speaker_is_one_line() {
        for speaker in sample().0.speakers {
            assert_eq!(speaker_of_line(&speaker_line(&speaker)), Some(speaker));
        }
        assert_eq!(speaker_of_line("no such line"), None);
    }

    proptest! {
        #[test]
        fn bytes_that_were_cut_or_altered_give_no_span_outside_the_text(cut in 0usize..4000, at in 0usize..4000, to: u8) {
            let (analysis, len) = sample();
            let mut bytes = pack(&analysis);
            let last = bytes.len() - 1;
            bytes[at.min(last)] = to;
            bytes.truncate(cut);
            if let Some(found) = unpack(&bytes, len) {
                prop_assert!(found.attributions.iter().all(|a| a.content.end() <= len));
            }
        }
    }
}
