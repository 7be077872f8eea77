//! An analysis in few bytes, so that an article that was indexed is opened without being analysed again.
//!
//! Numbers are variable in length, places are told as the distance from the last one, and what is one of few things
//! shares one number. What the index has in columns is not told again: the speakers, and of each quote what [`QuoteNumber`]
//! has.

use super::documents::QuoteNumber;
use sayso_attribution::text::{Span, Spans};
use sayso_attribution::{
    Analysis, Attribution, Naming, Speaker, SpeakerKind, Step, Via, finder_number, finder_of_number,
};

const NAMINGS: [Naming; 6] =
    [Naming::Named, Naming::Role, Naming::Pronoun, Naming::Carried, Naming::Unnamed, Naming::Unknown];

/// How many ways there are of each thing that is told in the one number of an attribution: naming, pieces of the
/// source, of the cue, more steps than the one from the source, does the source begin the chain, pieces of the content,
/// repeats, relays. What is rare comes last, and what found it stands above them all. The largest count of pieces and
/// steps means that the true one follows.
const SHAPE: [usize; 8] = [6, 3, 3, 2, 2, 3, 2, 2];

/// The bytes of who said what in an analysis of this text. Behind them stands a checksum of the words at its spans: the
/// same file may give another text another day, for a PDF is read by a program outside.
pub fn pack(analysis: &Analysis, text: &str) -> Vec<u8> {
    let mut bytes = pack_spans(analysis);
    bytes.extend(words_check(&analysis.attributions, text).unwrap_or_default().to_le_bytes());
    bytes
}

/// The bytes of an analysis without the checksum.
pub fn pack_spans(analysis: &Analysis) -> Vec<u8> {
    let mut out = Packer::default();
    for attribution in &analysis.attributions {
        out.attribution(attribution);
    }
    out.bytes
}

/// A checksum of the words of all attributions, of their sources, cues and relays; `None` where a span, also of a repeat or
/// of a step, is none of the text.
fn words_check(attributions: &[Attribution], text: &str) -> Option<u32> {
    let mut hasher = crc32fast::Hasher::new();
    for a in attributions {
        let spans = [Some(&a.content), a.source.as_ref(), a.cue.as_ref()].into_iter().flatten().flat_map(Spans::iter);
        for span in spans.chain(a.via.as_ref().map(|via| via.span)) {
            hasher.update(text.get(span.start()..span.end())?.as_bytes());
        }
        let mut others = a.repeats.iter().flat_map(Spans::iter).chain(a.chain.iter().map(|step| step.span));
        if !others.all(|span| text.is_char_boundary(span.start()) && text.is_char_boundary(span.end())) {
            return None;
        }
    }
    Some(hasher.finalize())
}

/// One speaker as a line of text: equal lines are equal speakers.
pub fn speaker_line(speaker: &Speaker) -> String {
    let kind = char::from(b'0' + place_of(&SpeakerKind::ALL, &speaker.kind) as u8);
    let list = |forms: &[String]| forms.join("\u{1f}");
    format!("{}\u{1e}{kind}{}\u{1e}{}", speaker.name, list(&speaker.roles), list(&speaker.also))
}

/// The speaker of a line; `None` for any other line.
pub fn speaker_of_line(line: &str) -> Option<Speaker> {
    let mut parts = line.split('\u{1e}');
    let (name, roles, also) = (parts.next()?, parts.next()?, parts.next()?);
    let kind = usize::from(roles.bytes().next()?.checked_sub(b'0')?);
    let list = |forms: &str| forms.split('\u{1f}').filter(|f| !f.is_empty()).map(str::to_owned).collect();
    Some(Speaker {
        name: name.to_owned(),
        kind: *SpeakerKind::ALL.get(kind)?,
        roles: list(roles.get(1..)?),
        also: list(also),
    })
}

/// The analysis that was packed for this text, with these speakers and with what is told of each of its quotes; `None`
/// for bytes that are none of it, and where other words stand at its spans.
pub fn unpack(bytes: &[u8], speakers: Vec<Speaker>, told: &[QuoteNumber], text: &str) -> Option<Analysis> {
    unpack_if(bytes, speakers, told, text, |_| true)
}

/// Like [`unpack`], but `None` without a look at the words where `is_fit` refuses the attributions.
pub fn unpack_if(
    bytes: &[u8],
    speakers: Vec<Speaker>,
    told: &[QuoteNumber],
    text: &str,
    is_fit: impl FnOnce(&[Attribution]) -> bool,
) -> Option<Analysis> {
    let (bytes, check) = bytes.split_last_chunk()?;
    let analysis = unpack_spans(bytes, speakers, told, text.len()).filter(|analysis| is_fit(&analysis.attributions))?;
    (words_check(&analysis.attributions, text) == Some(u32::from_le_bytes(*check))).then_some(analysis)
}

/// Like [`unpack`], without the checksum, for a text of `len` bytes.
pub fn unpack_spans(bytes: &[u8], speakers: Vec<Speaker>, told: &[QuoteNumber], len: usize) -> Option<Analysis> {
    let mut from = Unpacker { bytes, last: 0, len };
    let attributions = told.iter().map(|told| from.attribution(*told)).collect::<Option<Vec<_>>>()?;
    let known = |a: &Attribution| a.speaker.is_none_or(|s| s < speakers.len());
    (from.bytes.is_empty() && attributions.iter().all(known)).then_some(Analysis {
        attributions,
        speakers,
        ..Analysis::default()
    })
}

pub(super) fn place_of<T: PartialEq>(all: &[T], one: &T) -> usize {
    all.iter().position(|x| x == one).unwrap_or(0)
}

#[derive(Default)]
struct Packer {
    bytes: Vec<u8>,
    /// Where the last span ended.
    last: usize,
}

impl Packer {
    fn number(&mut self, mut n: usize) {
        while n > 0x7f {
            self.bytes.push(n as u8 | 0x80);
            n >>= 7;
        }
        self.bytes.push(n as u8);
    }

    /// A count of which the shape tells no more than that it is `most` or above.
    fn count(&mut self, count: usize, most: usize) {
        if count >= most {
            self.number(count - most);
        }
    }

    fn start(&mut self, span: Span) {
        let apart = span.start() as isize - self.last as isize;
        self.number((apart << 1 ^ apart >> (isize::BITS - 1)).cast_unsigned());
        self.last = span.end();
    }

    fn span(&mut self, span: Span) {
        self.start(span);
        self.number(span.len());
    }

    fn spans(&mut self, spans: Option<&Spans>) {
        let pieces = spans.map_or(&[][..], Spans::as_slice);
        self.count(pieces.len(), 2);
        for piece in pieces {
            self.span(*piece);
        }
    }

    fn attribution(&mut self, a: &Attribution) {
        let pieces = |spans: Option<&Spans>| spans.map_or(0, |spans| spans.as_slice().len().min(2));
        let of_source = |step: &&Step| a.source.as_ref().is_some_and(|source| source.hull() == step.span);
        let first = a.chain.first().filter(of_source);
        let steps = &a.chain[usize::from(first.is_some())..];
        let shape = [
            place_of(&NAMINGS, &a.naming),
            pieces(a.source.as_ref()),
            pieces(a.cue.as_ref()),
            usize::from(!steps.is_empty()),
            usize::from(first.is_some()),
            pieces(Some(&a.content)),
            usize::from(!a.repeats.is_empty()),
            usize::from(a.via.is_some()),
        ];
        let above = finder_number(a.found_by);
        self.number(shape.iter().zip(SHAPE).rev().fold(above, |all, (one, of)| all * of + one));
        self.bytes.push((a.sure_of_speaker * 100.0).round() as u8);
        self.spans(Some(&a.content));
        let content = self.last;
        self.spans(a.source.as_ref());
        self.spans(a.cue.as_ref());
        if let Some(first) = first {
            self.bytes.push(place_of(&NAMINGS, &first.naming) as u8);
        }
        if !steps.is_empty() {
            self.number(steps.len());
        }
        for step in steps {
            self.start(step.span);
            self.number(step.span.len() * NAMINGS.len() + place_of(&NAMINGS, &step.naming));
        }
        if !a.repeats.is_empty() {
            self.number(a.repeats.len());
            for spans in &a.repeats {
                self.number(spans.as_slice().len());
                for piece in spans.iter() {
                    self.span(piece);
                }
            }
        }
        if let Some(via) = &a.via {
            self.span(via.span);
            self.number(via.name.len());
            self.bytes.extend(via.name.as_bytes());
        }
        self.last = content;
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

    fn number(&mut self) -> Option<usize> {
        let mut n = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let byte = self.take(1)?[0];
            n |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(n);
            }
        }
        None
    }

    fn count(&mut self, told: usize, most: usize) -> Option<usize> {
        if told < most { Some(told) } else { self.number()?.checked_add(most) }
    }

    fn list<T>(&mut self, count: usize, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        (0..count).map(|_| one(self)).collect()
    }

    fn start(&mut self) -> Option<usize> {
        let apart = self.number()?;
        self.last.checked_add_signed((apart >> 1).cast_signed() ^ -(apart & 1).cast_signed())
    }

    fn to(&mut self, start: usize, len: usize) -> Option<Span> {
        let end = start.checked_add(len).filter(|end| *end <= self.len)?;
        self.last = end;
        Some(Span::new(start, end))
    }

    fn span(&mut self) -> Option<Span> {
        let (start, len) = (self.start()?, self.number()?);
        self.to(start, len)
    }

    fn pieces(&mut self, count: usize) -> Option<Spans> {
        Spans::new(self.list(count, Self::span)?)
    }

    #[expect(clippy::option_option, reason = "no value was packed, and no value could be read")]
    fn spans(&mut self, told: usize) -> Option<Option<Spans>> {
        match self.count(told, 2)? {
            0 => Some(None),
            count => self.pieces(count).map(Some),
        }
    }

    fn step(&mut self) -> Option<Step> {
        let (start, both) = (self.start()?, self.number()?);
        let span = self.to(start, both / NAMINGS.len())?;
        Some(Step { span, naming: NAMINGS[both % NAMINGS.len()] })
    }

    fn repeats(&mut self) -> Option<Vec<Spans>> {
        let count = self.number()?;
        self.list(count, |from| {
            let pieces = from.number()?;
            from.pieces(pieces)
        })
    }

    fn via(&mut self) -> Option<Via> {
        let (span, len) = (self.span()?, self.number()?);
        let name = std::str::from_utf8(self.take(len)?).ok()?.to_owned();
        Some(Via { span, name })
    }

    fn chain(&mut self, source: Option<&Spans>, more: bool) -> Option<Vec<Step>> {
        let mut chain = Vec::new();
        if let Some(source) = source {
            chain.push(Step { span: source.hull(), naming: *NAMINGS.get(usize::from(self.take(1)?[0]))? });
        }
        if more {
            let count = self.number()?;
            chain.extend(self.list(count, Self::step)?);
        }
        Some(chain)
    }

    fn attribution(&mut self, told: QuoteNumber) -> Option<Attribution> {
        let (kind, act, status) = told.sort.parts()?;
        let mut above = self.number()?;
        let shape = SHAPE.map(|of| {
            let one = above % of;
            above /= of;
            one
        });
        let [naming, source, cue, more, first, content, repeats, via] = shape;
        let sure_of_speaker = self.take(1)?[0];
        let content = self.spans(content)??;
        let end = self.last;
        let (source, cue) = (self.spans(source)?, self.spans(cue)?);
        let chain = self.chain(source.as_ref().filter(|_| first > 0), more > 0)?;
        let attribution = Attribution {
            content,
            source,
            cue,
            chain,
            repeats: if repeats > 0 { self.repeats()? } else { Vec::new() },
            via: if via > 0 { Some(self.via()?) } else { None },
            kind,
            act,
            status,
            naming: NAMINGS[naming],
            speaker: told.speaker.map(usize::from),
            confidence: told.confidence(),
            sure_of_speaker: f32::from(sure_of_speaker) / 100.0,
            found_by: finder_of_number(above)?,
        };
        self.last = end;
        Some(attribution)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use sayso_attribution::analyse;
    use sayso_attribution::document::ingest;
    use std::sync::LazyLock;

    /// An analysis, and its text.
    static SAMPLE: LazyLock<(Analysis, String)> = LazyLock::new(|| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../articles");
        let file = std::fs::read_dir(folder).unwrap().flatten().find(|f| f.path().extension().is_some()).unwrap();
        let document = ingest(&std::fs::read(file.path()).unwrap(), "a.md");
        (analyse(&document), document.text().to_owned())
    });

    fn told(analysis: &Analysis) -> Vec<QuoteNumber> {
        let kept = |quote| QuoteNumber::of_number(QuoteNumber::of(quote, &[]).number());
        analysis.attributions.iter().map(kept).collect()
    }

    #[test]
    fn an_analysis_comes_back_as_it_was() {
        let (analysis, text) = SAMPLE.clone();
        assert!(!analysis.attributions.is_empty());
        let kept = pack(&analysis, &text);
        let of = |text: &str| unpack(&kept, analysis.speakers.clone(), &told(&analysis), text);
        assert_eq!(of(&text).as_ref(), Some(&analysis));
        let at = analysis.attributions[0].content.start();
        let moved = [&text[..at], "X", &text[at..]].concat();
        assert_eq!(of(&moved), None, "other words stand at its spans");
    }

    #[test]
    fn a_step_or_a_repeat_inside_of_a_letter_is_refused() {
        let text = "“No,” said Ann.";
        let inside = Span::new(1, 4);
        let known = analyse(&ingest(text.as_bytes(), "a.txt"));
        let whole = pack(&known, text);
        let check = whole.last_chunk::<4>().unwrap();
        let edits: [fn(&mut Attribution, Span); 2] = [
            |quote, span| quote.chain.push(Step { span, naming: Naming::Pronoun }),
            |quote, span| quote.repeats.extend(Spans::new(vec![span])),
        ];
        for edit in edits {
            let mut analysis = known.clone();
            edit(&mut analysis.attributions[0], inside);
            let bytes = [&pack_spans(&analysis)[..], check].concat();
            assert_eq!(unpack(&bytes, analysis.speakers.clone(), &told(&analysis), text), None);
        }
    }

    #[test]
    fn a_speaker_is_one_line() {
        for speaker in SAMPLE.0.speakers.clone() {
            assert_eq!(speaker_of_line(&speaker_line(&speaker)), Some(speaker));
        }
        assert_eq!(speaker_of_line("no such line"), None);
    }

    proptest! {
        #[test]
        fn bytes_that_were_cut_or_altered_give_no_span_outside_the_text(cut in 0usize..4000, at in 0usize..4000, to: u8) {
            let (analysis, text) = SAMPLE.clone();
            let mut bytes = pack(&analysis, &text);
            let last = bytes.len() - 1;
            bytes[at.min(last)] = to;
            bytes.truncate(cut);
            if let Some(found) = unpack(&bytes, analysis.speakers.clone(), &told(&analysis), &text) {
                prop_assert!(found.attributions.iter().all(|a| a.content.end() <= text.len()));
            }
        }
    }
}
