//! Subtitles and transcripts: `.srt` and `.vtt`. Cues of one speaker make a paragraph, with the time above it.

use std::ops::Range;

use super::format::Format;
use crate::document::decode::Decoded;
use crate::document::model::{BlockKind, Document};
use crate::document::structure::raw_block::RawBlock;
use crate::document::writer::Writer;
use crate::text::Span;

pub(in crate::document) const FORMAT: Format = Format {
    name: "subtitles",
    endings: &["srt", "vtt"],
    media_type: "text/vtt",
    sniff: is_subtitles,
    read: |decoded, _| read(decoded),
};

/// A pause of so many seconds behind a sentence ends a paragraph.
const PAUSE: u32 = 3;

/// Bytes behind which a paragraph ends with the next sentence: people speak for minutes.
const LONG: usize = 600;

/// Seconds between two times that are shown while one person speaks.
const TIMES_APART: u32 = 30;

fn is_subtitles(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim).skip_while(|line| line.is_empty());
    let first = lines.next().unwrap_or_default();
    let numbered = first.bytes().all(|byte| byte.is_ascii_digit()) && !first.is_empty();
    first == "WEBVTT" || first.starts_with("WEBVTT ") || (numbered && lines.next().and_then(times).is_some())
}

/// A line of a cue, and what is known of it.
struct Line<'s> {
    words: Range<usize>,
    /// The voice in a `.vtt` file: `<v Ann Lee>`.
    voice: Option<&'s str>,
    /// A dash, or `>>`, before the words: another person speaks.
    is_turn: bool,
    start: u32,
    end: u32,
}

fn read(decoded: &Decoded) -> Document {
    let source = decoded.text.as_str();
    let mut turns = Turns { source, writer: Writer::new(decoded), pieces: Vec::new(), open: None, shown: None };
    let lines = lines(source);
    for (at, line) in lines.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &lines[before]);
        turns.add(line, before);
    }
    turns.close();
    let Turns { writer, pieces, .. } = turns;
    writer.document(&pieces)
}

struct Turns<'d> {
    source: &'d str,
    writer: Writer<'d>,
    pieces: Vec<RawBlock>,
    /// Where the open paragraph begins.
    open: Option<usize>,
    /// The time that was shown last, in seconds.
    shown: Option<u32>,
}

impl<'d> Turns<'d> {
    fn add(&mut self, line: &Line<'d>, before: Option<&Line<'d>>) {
        let turns = before.is_none_or(|before| line.is_turn || before.voice != line.voice);
        if turns || self.is_over(line, before) || is_named(&self.source[line.words.clone()]) {
            self.close();
            self.time(line.start);
            self.open = Some(self.writer.end());
            if let Some(voice) = line.voice.filter(|_| turns) {
                self.writer.derive(&format!("{voice}: "), line.words.start);
            }
        } else {
            self.writer.derive(" ", line.words.start);
        }
        let at = line.words.start;
        for piece in outside_tags(&self.source[line.words.clone()]) {
            self.writer.copy(at + piece.start..at + piece.end);
        }
    }

    /// Returns `true` if a paragraph ends before this line although the same person goes on.
    fn is_over(&self, line: &Line, before: Option<&Line>) -> bool {
        let Some(open) = self.open else { return true };
        let text = &self.writer.text[open..];
        let sentence = text.trim_end_matches(['”', '"', '’', ')']).ends_with(['.', '!', '?', '…']);
        let pause = before.is_some_and(|before| line.start >= before.end + PAUSE);
        sentence && (pause || text.len() > LONG)
    }

    fn close(&mut self) {
        let Some(start) = self.open.take() else { return };
        let span = Span::new(start, self.writer.end()).trim(&self.writer.text);
        if !span.is_empty() {
            self.pieces.push(RawBlock { span, kind: None, gap: true });
        }
        self.writer.line_ends(2);
    }

    fn time(&mut self, seconds: u32) {
        if self.shown.is_some_and(|shown| seconds < shown + TIMES_APART && seconds >= shown) {
            return;
        }
        self.shown = Some(seconds);
        let start = self.writer.end();
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        self.writer.derive(&format!("{hours:02}:{minutes:02}:{seconds:02}"), 0);
        self.pieces.push(RawBlock {
            span: Span::new(start, self.writer.end()),
            kind: Some(BlockKind::Furniture),
            gap: true,
        });
        self.writer.line_ends(2);
    }
}

/// The lines of all cues that have words; a line that the cue before had too is left out, as captions that roll up
/// show each line twice.
fn lines(source: &str) -> Vec<Line<'_>> {
    let (mut out, mut at, mut cue, mut last) = (Vec::<Line>::new(), 0, None, "");
    for raw in source.split_inclusive('\n') {
        let line = raw.trim();
        let start = at + raw.len() - raw.trim_start().len();
        at += raw.len();
        if line.is_empty() {
            cue = None;
        } else if let Some(times) = times(line) {
            cue = Some(times);
        } else if let Some((from, upto)) = cue.filter(|_| line != last) {
            let (voice, turn) = (voice(line), turn(line));
            out.push(Line {
                words: start + turn..start + line.len(),
                voice,
                is_turn: turn > 0,
                start: from,
                end: upto,
            });
            last = line;
        }
    }
    out
}

/// The times of a cue in seconds: `00:01:02,500 --> 00:01:04,000 align:start`.
fn times(line: &str) -> Option<(u32, u32)> {
    let (from, upto) = line.split_once("-->")?;
    Some((seconds(from)?, seconds(upto.split_whitespace().next()?)?))
}

fn seconds(time: &str) -> Option<u32> {
    let whole = time.trim().split([',', '.']).next()?;
    let mut all = 0_u32;
    for part in whole.split(':') {
        all = all.checked_mul(60)?.checked_add(part.parse().ok()?)?;
    }
    Some(all)
}

/// The name in `<v Ann Lee>` or `<v.loud Ann Lee>`.
fn voice(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once("<v")?;
    let (inside, _) = rest.split_once('>')?;
    let (_, name) = inside.split_once(' ')?;
    Some(name.trim()).filter(|name| !name.is_empty())
}

/// Length of the mark that says that another person speaks.
fn turn(line: &str) -> usize {
    let marks = ["- ", "– ", "— ", ">> ", "-", ">>"];
    let mark = marks.iter().find(|mark| line.starts_with(**mark) && line.len() > mark.len());
    mark.filter(|mark| mark.len() > 1 || line[1..].starts_with(char::is_uppercase)).map_or(0, |mark| mark.len())
}

/// Returns `true` for words behind a name: `ANN LEE: It rained.`
fn is_named(words: &str) -> bool {
    let Some((name, _)) = words.split_once(": ") else { return false };
    let letters = || name.chars().filter(|c| c.is_alphabetic());
    (2..=40).contains(&name.len()) && letters().count() > 1 && letters().all(char::is_uppercase)
}

/// The stretches of a line outside of tags: `<i>`, `<00:01:02.500>`, `{\an8}`.
fn outside_tags(line: &str) -> Vec<Range<usize>> {
    let (mut out, mut at) = (Vec::new(), 0);
    while at < line.len() {
        let open = line[at..].find(['<', '{']).map_or(line.len(), |found| at + found);
        let end = tag_length(&line[open..]).map(|length| open + length);
        let upto = if end.is_some() { open } else { (open + 1).min(line.len()) };
        if at < upto {
            out.push(at..upto);
        }
        at = end.unwrap_or(upto);
    }
    out
}

/// Longest tag, in bytes: names stand in them.
const LONGEST_TAG: usize = 200;

/// Length of the tag that the text starts with.
fn tag_length(text: &str) -> Option<usize> {
    let is_tag =
        text.strip_prefix('<').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/'));
    let close = if is_tag { b'>' } else { text.starts_with("{\\").then_some(b'}')? };
    text.bytes().take(LONGEST_TAG).position(|byte| byte == close).map(|last| last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::ingest;

    fn blocks(text: &str, name: &str) -> Vec<String> {
        let document = ingest(text.as_bytes(), name);
        let told = |kind| if kind == BlockKind::Furniture { "# " } else { "" };
        document.blocks().iter().map(|block| format!("{}{}", told(block.kind), document.slice(block.span))).collect()
    }

    #[test]
    fn cues_become_turns_with_times() {
        let srt = "1\n00:00:01,000 --> 00:00:02,000\n<i>The harbour</i> is\n\n2\n00:00:02,000 --> 00:00:04,000\nopen.\n\n3\n00:00:09,000 --> 00:00:12,000\n- Since when?\n- Since May.\n\n4\n00:01:00,000 --> 00:01:02,000\nANN LEE: Nobody told me.\n";
        let wanted = [
            "# 00:00:01",
            "The harbour is open.",
            "Since when?",
            "Since May.",
            "# 00:01:00",
            "ANN LEE: Nobody told me.",
        ];
        assert_eq!(blocks(srt, "talk.srt"), wanted);
        assert_eq!(blocks(srt, "-"), wanted, "told by the text");
    }

    #[test]
    fn voices_and_rolling_captions_of_webvtt() {
        let vtt = "WEBVTT\n\nNOTE made by hand\n\n00:01.000 --> 00:02.000 align:start\n<v Ann Lee>It is a leaky boat,\n\n00:02.000 --> 00:03.000\n<v Ann Lee>It is a leaky boat,\n<v Ann Lee>and I < you<00:02.500> know it.\n\n00:03.000 --> 00:04.000\n<v Bo Roe>No.</v>\n";
        assert_eq!(
            blocks(vtt, "talk.vtt"),
            ["# 00:00:01", "Ann Lee: It is a leaky boat, and I < you know it.", "Bo Roe: No."]
        );
    }
}
