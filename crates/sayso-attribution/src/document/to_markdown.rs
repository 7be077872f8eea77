//! A document as Markdown that is read back as the same document: its blocks, words, line breaks, links and metadata.
//!
//! Markdown has no marks for some kinds of blocks (a standfirst, a byline, furniture). These are named in a comment
//! before the block: `<!-- standfirst -->`. A heading of the first level is the title. The key `blocks` in the front matter says that the blocks are as they are
//! marked, so that nothing is guessed when the file is read again.

use std::fmt::Write;

use super::formats::front_matter::{self, BLOCKS, OF_PAGE, OF_TEXT};
use super::model::{Block, BlockKind, Document, Style};
use crate::text::Span;

/// Markdown of a document, with front matter. `more` are further keys of the front matter and their values.
///
/// ```
/// use sayso_attribution::document::{ingest, to_markdown};
///
/// let page = b"<html><body><h1>Talks</h1><p>The talks failed, *they* say.</p></body></html>";
/// let markdown = to_markdown(&ingest(page, "talks.html"), &[("saved", "2025-06-02")]);
/// assert!(markdown.ends_with("# Talks\n\nThe talks failed, \\*they\\* say.\n"), "{markdown}");
/// assert_eq!(ingest(markdown.as_bytes(), "talks.md").text(), "Talks\n\nThe talks failed, *they* say.");
/// ```
pub fn to_markdown(document: &Document, more: &[(&str, &str)]) -> String {
    let mut out = front_matter(document, more);
    let mut before = None;
    for block in document.blocks() {
        // Paragraphs of one block quotation, as far as it can be told.
        let goes_on = before == Some(block.kind) && block.kind == BlockKind::BlockQuote;
        out.push_str(if goes_on { ">\n" } else { "\n" });
        write_block(&mut out, document, block);
        before = Some(block.kind);
    }
    out
}

fn front_matter(document: &Document, more: &[(&str, &str)]) -> String {
    let meta = &document.meta;
    let told = [
        ("title", Some(meta.title.as_str())),
        ("author", meta.author.as_deref()),
        ("publication", meta.publication.as_deref()),
        ("published", meta.published.as_deref()),
        ("language", meta.language.as_deref()),
        ("url", meta.url.as_deref()),
        ("digest_of", meta.digest_of.as_deref()),
    ];
    let told = told.into_iter().filter_map(|(key, value)| Some((key, value?)));
    let blocks = if document.is_page { OF_PAGE } else { OF_TEXT };
    let mut out = "---\n".to_owned();
    for (key, value) in told.chain(more.iter().copied()).chain([(BLOCKS, blocks)]) {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{key}: {}", scalar(value));
    }
    out + "---\n"
}

/// A value of front matter: as it stands where it is a word, a date or an address, else between quotation marks.
fn scalar(value: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    let is_plain = value.starts_with(|c: char| c.is_ascii_alphanumeric()) && value.chars().all(plain);
    if is_plain { value.to_owned() } else { format!("\"{}\"", escaped(value)) }
}

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"")
}

/// Markdown with these keys in its front matter, which it gets where it has none. Keys that it has stay as they are.
pub fn insert_keys(text: &str, keys: &[(&str, &str)]) -> String {
    let front = front_matter::read(text);
    let known = front_matter::keys(text);
    let mark = text.trim_start_matches('\u{feff}');
    let toml = mark.starts_with("+++");
    let rows = keys.iter().filter(|(key, _)| known.iter().all(|(known, _)| known != key));
    let rows: String =
        rows.map(|(key, value)| {
            if toml { format!("{key} = \"{}\"\n", escaped(value)) } else { format!("{key}: {}\n", scalar(value)) }
        })
        .collect();
    match mark.split_once('\n').filter(|_| front.body > 0) {
        Some((fence, rest)) => format!("{fence}\n{rows}{rest}"),
        None => format!("---\n{rows}---\n\n{mark}"),
    }
}

fn write_block(out: &mut String, document: &Document, block: &Block) {
    let page = document.page_at(block.span.start());
    let before = block.span.start().checked_sub(1).and_then(|before| document.page_at(before));
    if let Some(page) = page.filter(|_| page != before) {
        let _ = writeln!(out, "{}\n", page_comment(page));
    }
    let text = document.slice(block.span);
    if block.kind == BlockKind::Code {
        return write_code(out, text);
    }
    let is_line = !text.contains('\n');
    let (first, rest) = match block.kind {
        BlockKind::Title if is_line => ("# ".to_owned(), ""),
        // Without a comment it would be the title.
        BlockKind::Heading(1) if is_line => (comment(block.kind) + "# ", ""),
        BlockKind::Heading(level) if is_line => ("#".repeat(usize::from(level.min(6))) + " ", ""),
        BlockKind::BlockQuote => ("> ".to_owned(), "> "),
        BlockKind::ListItem => ("- ".to_owned(), "  "),
        BlockKind::Paragraph => (String::new(), ""),
        kind => (comment(kind), ""),
    };
    out.push_str(&first);
    Inline::new(document, block, rest).write(out);
    out.push('\n');
}

/// The line before a block whose kind Markdown has no mark for.
fn comment(kind: BlockKind) -> String {
    match kind {
        BlockKind::Heading(level) => format!("<!-- heading {level} -->\n\n"),
        kind => format!("<!-- {} -->\n\n", kind.name()),
    }
}

/// A mark where a page of a printed document begins.
fn page_comment(page: u32) -> String {
    format!("<!-- page {page} -->")
}

/// The page that a comment names.
pub(super) fn named_page(comment: &str) -> Option<u32> {
    comment.trim().strip_prefix("<!-- page ")?.strip_suffix(" -->")?.parse().ok()
}

/// The kind that a comment names.
pub(super) fn named_kind(comment: &str) -> Option<BlockKind> {
    let name = comment.trim().strip_prefix("<!--")?.strip_suffix("-->")?.trim();
    let level =
        name.strip_prefix("heading ").and_then(|level| level.parse().ok()).filter(|level| (1..=6).contains(level));
    level.map(BlockKind::Heading).or_else(|| NAMED.iter().copied().find(|kind| kind.name() == name))
}

/// The kinds that a comment may name beside headings.
const NAMED: &[BlockKind] = &[
    BlockKind::Title,
    BlockKind::Byline,
    BlockKind::Date,
    BlockKind::Standfirst,
    BlockKind::PullLine,
    BlockKind::Caption,
    BlockKind::Excerpt,
    BlockKind::Footnote,
    BlockKind::Furniture,
];

/// A block of code between fences that are longer than any row of the same mark in it.
fn write_code(out: &mut String, text: &str) {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let _ = write!(out, "{fence}\n{text}\n{fence}\n");
}

/// Writes the words of one block.
struct Inline<'d> {
    document: &'d Document,
    span: Span,
    /// What stands before each further line.
    rest: &'static str,
    /// The marks to write, in text order; none lies in another.
    styles: Vec<(Span, &'d Style)>,
    is_heading: bool,
}

impl<'d> Inline<'d> {
    fn new(document: &'d Document, block: &Block, rest: &'static str) -> Self {
        let all = document.styles();
        let from = all.partition_point(|(span, _)| span.start() < block.span.start());
        let upto = all.partition_point(|(span, _)| span.start() < block.span.end());
        let mut styles: Vec<(Span, &Style)> = Vec::new();
        for (span, style) in &all[from..upto.max(from)] {
            let is_apart = styles.last().is_none_or(|(last, _)| last.end() < span.start());
            if is_apart && span.end() <= block.span.end() && can_mark(document.text(), *span, style) {
                styles.push((*span, style));
            }
        }
        let is_heading = matches!(block.kind, BlockKind::Title | BlockKind::Heading(_));
        Self { document, span: block.span, rest, styles, is_heading }
    }

    fn write(&self, out: &mut String) {
        let mut at = self.span.start();
        for (span, style) in &self.styles {
            self.words(out, Span::new(at, span.start()), false);
            if matches!(style, Style::Link(_)) && out.ends_with('!') {
                out.insert(out.len() - 1, '\\');
            }
            out.push_str(opening(style));
            self.words(out, *span, true);
            close(out, style);
            at = span.end();
        }
        self.words(out, Span::new(at, self.span.end()), false);
    }

    /// The words at `span`, escaped; a line end as Markdown writes it.
    fn words(&self, out: &mut String, span: Span, inside: bool) {
        let text = self.document.slice(span);
        let mut before =
            self.document.text()[..span.start()].chars().next_back().filter(|_| span.start() > self.span.start());
        let mut chars = text.char_indices();
        while let Some((at, c)) = chars.next() {
            if c == '\n' {
                self.line_end(out, span.start() + at + 1);
            } else {
                self.page(out, span.start() + at, before);
                let after = chars.as_str();
                let is_first = before.is_none_or(|before| before == '\n');
                if is_mark(c, before, after, inside) || is_first && opens_block(c, after) || self.is_heading && c == '#'
                {
                    out.push('\\');
                }
                // `1.` at the start of a line would be a list.
                if matches!(c, '.' | ')')
                    && self.is_number_before(span.start() + at)
                    && (after.is_empty() || after.starts_with([' ', '\n']))
                {
                    out.push('\\');
                }
                if !(is_first && c == ' ') {
                    out.push(c);
                }
            }
            before = if before.is_none_or(|before| before == '\n') && c == ' ' { before } else { Some(c) };
        }
    }

    /// Marks the page that begins at `at`, unless that is the start of a line, where it would end the paragraph.
    fn page(&self, out: &mut String, at: usize, before: Option<char>) {
        let page = self.document.page_at(at);
        if before.is_some_and(|before| before != '\n') && page != self.document.page_at(at - 1) {
            out.extend(page.map(page_comment));
        }
    }

    fn line_end(&self, out: &mut String, next: usize) {
        out.truncate(out.trim_end_matches([' ', '\t']).len());
        let is_break = !self.document.breaks(Span::new(next - 1, next + 1)).is_empty();
        out.push_str(if is_break { "\\\n" } else { "\n" });
        out.push_str(self.rest);
    }

    /// Returns `true` where only a number stands between the start of the line and `at`.
    fn is_number_before(&self, at: usize) -> bool {
        let line = self.document.text()[self.span.start()..at].rsplit('\n').next().unwrap_or_default().trim_start();
        (1..=9).contains(&line.len()) && line.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// Returns `true` for a character that would be markup where it stands.
fn is_mark(c: char, before: Option<char>, after: &str, inside: bool) -> bool {
    match c {
        '\\' | '*' | '`' | '<' | '[' | '|' | '~' => true,
        ']' => inside,
        '_' => !(before.is_some_and(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)),
        '&' => after.split_once(';').is_some_and(|(name, _)| {
            (1..=32).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#')
        }),
        _ => false,
    }
}

/// Returns `true` for a character that starts a heading, list, quotation or rule at the start of a line.
fn opens_block(c: char, after: &str) -> bool {
    match c {
        '#' | '>' | '=' | ':' => true,
        '-' | '+' => after.is_empty() || after.starts_with([' ', '-', '\n', '\t']),
        _ => false,
    }
}

/// Returns `true` where marks at both ends of `span` are read as such: `CommonMark` wants no white space inside them, and
/// at punctuation none but white space or punctuation outside.
fn can_mark(text: &str, span: Span, style: &Style) -> bool {
    let words = span.of(text);
    match style {
        Style::Code => false,
        Style::Link(_) => !words.trim().is_empty() && words.trim() == words,
        Style::Emphasis | Style::Strong => {
            let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            inside(words.chars().next())
                && inside(words.chars().next_back())
                && outside(text[..span.start()].chars().next_back())
                && outside(text[span.end()..].chars().next())
        }
    }
}

fn opening(style: &Style) -> &'static str {
    match style {
        Style::Emphasis => "*",
        Style::Strong => "**",
        Style::Code => "",
        Style::Link(_) => "[",
    }
}

fn close(out: &mut String, style: &Style) {
    match style {
        Style::Link(address) => {
            out.push_str("](");
            for c in address.chars() {
                if matches!(c, '(' | ')' | '<' | '>' | '\\' | '&') {
                    out.push('\\');
                }
                out.push(c);
            }
            out.push(')');
        }
        other => out.push_str(opening(other)),
    }
}
