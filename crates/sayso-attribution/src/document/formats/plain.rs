//! Plain text, as saved from a web page, an editor or a mail. A line is a paragraph, unless lines were wrapped at a
//! width and belong together. Front matter with a known key is read as in Markdown.

use super::format::Format;
use super::front_matter;
use crate::document::decode::Decoded;
use crate::document::model::{BlockKind, Document, Meta};
use crate::document::structure::raw_block::RawBlock;
use crate::document::structure::{display, furniture, metadata, repeats};
use crate::document::writer::Writer;
use crate::text::Span;

pub(in crate::document) const FORMAT: Format =
    Format { name: "plain text", endings: &["txt", "text"], media_type: "text/plain", sniff: |_| true, read };

fn read(decoded: &Decoded, bytes: &[u8]) -> Document {
    let mut writer = Writer::new(decoded);
    let front = Some(front_matter::read(&decoded.text)).filter(|front| front.meta != Meta::default());
    let front = front.unwrap_or_default();
    writer.copy(front.body..decoded.text.len());
    if decoded.is_utf8() {
        writer.origin.cleaned_from(bytes, writer.end());
    }
    let text = writer.text.as_str();
    let mut pieces = pieces(text);
    let mut meta = front.meta;
    furniture::mark(text, &mut pieces);
    metadata::read_head(text, &mut pieces, &mut meta);
    let repeats = repeats::mark(text, &mut pieces);
    metadata::read_end(text, &mut pieces, &mut meta);
    display::mark(text, &mut pieces);
    Document { meta, repeats, warnings: front.warnings, ..writer.document(&pieces) }
}

/// Wrapped lines are between these many characters wide.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=120;

/// One line that is not empty.
struct Line {
    span: Span,
    gap: bool,
    indented: bool,
    /// Whether `> ` stood before it.
    quoted: bool,
    width: usize,
    /// Characters of its first word.
    first: usize,
}

/// The pieces of `text`: a line each, or where the lines were wrapped at a width, joined again.
pub(in crate::document) fn pieces(text: &str) -> Vec<RawBlock> {
    let lines = lines(text);
    let width = wrap_width(&lines);
    let mut pieces: Vec<RawBlock> = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let joins = at > 0 && width.is_some_and(|width| goes_on(text, &lines[at - 1], line, width));
        match pieces.last_mut() {
            Some(piece) if joins => piece.span = piece.span.cover(line.span),
            _ => pieces.push(RawBlock { span: line.span, kind: kind(text, line), gap: line.gap }),
        }
    }
    pieces
}

fn lines(text: &str) -> Vec<Line> {
    let (mut out, mut at, mut gap) = (Vec::new(), 0, false);
    for raw in text.split_inclusive('\n') {
        let whole = Span::new(at, at + raw.len()).trim(text);
        let rest = whole.of(text).strip_prefix('>').filter(|rest| rest.is_empty() || rest.starts_with(' '));
        let span = rest.map_or(whole, |rest| Span::new(whole.end() - rest.len(), whole.end()).trim(text));
        let quoted = rest.is_some();
        let indented = span.start() >= at + 2;
        at += raw.len();
        if span.is_empty() {
            gap = true;
            continue;
        }
        let words = span.of(text);
        let first = words.split_whitespace().next().map_or(0, |word| word.chars().count());
        out.push(Line { span, gap: std::mem::take(&mut gap), indented, quoted, width: words.chars().count(), first });
    }
    out
}

/// The width at which the text was wrapped: most lines with another right behind them have no room for its
/// first word. `None` where a line is a paragraph.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    let pairs: Vec<(&Line, &Line)> = lines.iter().zip(lines.iter().skip(1)).filter(|(_, next)| !next.gap).collect();
    let mut widths: Vec<usize> = pairs.iter().map(|(line, _)| line.width).collect();
    widths.sort_unstable();
    // One long address in twenty lines says nothing of the others.
    let width = *widths.get((widths.len() * 19 / 20).min(widths.len().checked_sub(1)?))?;
    let full = pairs.iter().filter(|(line, next)| line.width + 1 + next.first > width).count();
    (WIDTHS.contains(&width) && pairs.len() >= 2 && full * 10 >= pairs.len() * 7).then_some(width)
}

/// Returns `true` if `line` continues the paragraph of `before`.
fn goes_on(text: &str, before: &Line, line: &Line, width: usize) -> bool {
    let full = (before.width + 1 + line.first) * 5 > width * 4;
    let indents = line.indented && !before.indented;
    !line.gap && full && !indents && !line.quoted && !before.quoted && list_item(line.span.of(text)).is_none()
}

fn kind(text: &str, line: &Line) -> Option<BlockKind> {
    if line.quoted { Some(BlockKind::BlockQuote) } else { list_item(line.span.of(text)) }
}

fn list_item(line: &str) -> Option<BlockKind> {
    let bullet = ["• ", "‣ ", "▪ ", "* "].iter().any(|mark| line.starts_with(mark));
    bullet.then_some(BlockKind::ListItem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        pieces(text).iter().map(|p| p.span.of(text)).collect()
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "From: Ann\nTo: Bo\n\nThe committee said that it would not hear the case until\nthe spring, when two of its members are due to come back\nfrom their leave.\n\n  “We are in no hurry,” the chairman told the newspaper on\nthe telephone.\n";
        let got = split(text);
        assert_eq!(got.len(), 4, "{got:?}");
        assert!(got[2].ends_with("their leave.") && got[3].ends_with("telephone."));
    }

    #[test]
    fn a_line_a_paragraph_stays_so() {
        let long = "This paragraph was saved from a page and runs on in one line for far longer than any terminal or e-mail is wide, as they do.";
        let text = format!("Headline\n{long}\n{long}\nShort one.\n\n{long}\nLast.");
        assert_eq!(split(&text).len(), 6);
        assert_eq!(split("Roses are red\nViolets are blue\nSugar is sweet\nAnd so are you").len(), 4);
    }
}
