//! Markdown with optional front matter.

use super::format::Format;
use super::front_matter::Marked;
use super::{front_matter, markdown_events};
use crate::document::decode::Decoded;
use crate::document::model::{BlockKind, Document, Meta};
use crate::document::structure::raw_block::RawBlock;
use crate::document::structure::{furniture, metadata, repeats};
use crate::document::writer::Writer;
use crate::text::clean_words;

pub(in crate::document) const FORMAT: Format =
    Format { name: "Markdown", endings: &["md", "markdown", "mdown", "mkd"], media_type: "text/markdown", sniff, read };

fn read(decoded: &Decoded, _: &[u8]) -> Document {
    let mut writer = Writer::new(decoded);
    let front = front_matter::read(&decoded.text);
    let shape = markdown_events::read(&mut writer, &decoded.text, front.body, front.marked.is_some());
    let (mut meta, mut pieces) = (front.meta, shape.pieces);
    let text = writer.text.as_str();
    if let Some(marked) = front.marked {
        let excerpts = pieces.iter().filter(|piece| piece.kind == Some(BlockKind::Excerpt));
        let repeats = excerpts.flat_map(|piece| repeats::repeats_of(text, piece.span)).collect();
        let (styles, breaks, pages, is_page) = (shape.styles, shape.breaks, shape.pages, marked == Marked::Page);
        return Document { meta, styles, breaks, repeats, is_page, pages, ..writer.document(&pieces) };
    }
    find_title(text, &mut pieces, &mut meta);
    furniture::mark(text, &mut pieces);
    if !meta.title.is_empty() {
        metadata::read_head(text, &mut pieces, &mut meta);
    }
    let repeats = repeats::mark(text, &mut pieces);
    let (styles, breaks) = (shape.styles, shape.breaks);
    Document { meta, repeats, styles, breaks, warnings: front.warnings, ..writer.document(&pieces) }
}

/// The first heading of the first level is the title, unless the front matter has another.
fn find_title(text: &str, pieces: &mut [RawBlock], meta: &mut Meta) {
    let Some(first) = pieces.iter_mut().find(|p| p.kind == Some(BlockKind::Heading(1))) else { return };
    let title = clean_words(first.span.of(text));
    if meta.title.is_empty() {
        meta.title.clone_from(&title);
    }
    if meta.title == title {
        first.kind = Some(BlockKind::Title);
    }
}

/// Lines of a text that are looked at for marks of Markdown.
const SNIFFED: usize = 400;

/// Returns `true` if `text` has front matter with a known key, a web link in Markdown, or two different marks of
/// Markdown. Strict: text that was written plain loses characters when it is read as Markdown.
fn sniff(text: &str) -> bool {
    front_matter::is_known(text) || Marks::of(text).are_enough()
}

/// The marks of Markdown in a text.
#[derive(Default)]
struct Marks {
    /// A web link in Markdown, or a heading of the first level that is the first line with words.
    certain: bool,
    heading: bool,
    strong: bool,
    /// Lines that open or close a fenced block of code.
    fences: usize,
}

impl Marks {
    fn of(text: &str) -> Self {
        let mut marks = Self::default();
        let mut lines = text.lines().map(str::trim_end).take(SNIFFED).peekable();
        let (mut first, mut gap) = (true, true);
        while let Some(line) = lines.next() {
            let before_gap = lines.peek().is_none_or(|next| next.is_empty());
            let heading = gap && before_gap && is_heading(line);
            marks.certain |= heading && first && line.starts_with("# ");
            marks.heading |= heading;
            marks.certain |= line.contains("](http://") || line.contains("](https://");
            marks.strong |= line.split("**").nth(1).is_some_and(|inside| !inside.is_empty() && inside.trim() == inside);
            marks.fences += usize::from(line.starts_with("```"));
            gap = line.is_empty();
            first &= gap;
        }
        marks
    }

    fn are_enough(&self) -> bool {
        let kinds = [self.heading, self.strong, self.fences >= 2];
        self.certain || kinds.iter().filter(|mark| **mark).count() >= 2
    }
}

/// Returns `true` for `# words` to `###### words`.
fn is_heading(line: &str) -> bool {
    let words = line.trim_start_matches('#');
    (1..=6).contains(&(line.len() - words.len())) && words.starts_with(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_markdown_are_recognised() {
        for text in [
            "---\ntitle: Talks\nauthor: Ann Lee\n---\n\nThe talks failed.\n",
            "+++\ntitle = \"Talks\"\n+++\nThe talks failed.\n",
            "\n# Talks in Oslo\n\nThe talks failed.\n",
            "The [talks](https://ex.org/talks) failed.\n",
            "Talks failed.\n\n## What comes next\n\nA **second** round.\n",
            "## Use\n\n```\nsayso\n```\n",
        ] {
            assert!(sniff(text), "{text}");
        }
    }

    #[test]
    fn plain_text_stays_plain() {
        for text in [
            "",
            "---\nThe talks failed.\n---\n",
            "---\nHe said: no.\n---\nThe talks failed.\n",
            "- We will win, she said.\n- They will not.\n",
            "The talks – if they are talks - failed.\n\n---\n\nMore follows.\n",
            "# 1 in sales and still growing, the firm said\nof its new car.\n",
            "#metoo\n\nThe movement grew.\n",
            "> He said so.\n\n* * *\n\nShe [the minister] (in Oslo) agreed.\n",
            "Rated **** by critics, the play * closes * soon.\n",
            "Talks failed.\n\n## What comes next\n\nA second round.\n",
        ] {
            assert!(!sniff(text), "{text}");
        }
    }
}
