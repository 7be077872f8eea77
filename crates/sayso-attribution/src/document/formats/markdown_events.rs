//! Markdown to pieces, by the offsets that pulldown-cmark gives. Nesting is counted, never recursed into.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::markdown_tables::{Columns, cells};
use super::markdown_tags::Tags;
use crate::document::link;
use crate::document::model::{BlockKind, PageStart, Style};
use crate::document::structure::raw_block::RawBlock;
use crate::document::to_markdown::{named_kind, named_page};
use crate::document::writer::Writer;
use crate::text::Span;

/// What Markdown gives beside the text: its pieces, and how stretches of it were marked.
pub(in crate::document) struct Shape {
    pub pieces: Vec<RawBlock>,
    pub styles: Vec<(Span, Style)>,
    /// Where the writer broke a line, in text order.
    pub breaks: Vec<usize>,
    /// Where pages begin, in text order.
    pub pages: Vec<PageStart>,
}

/// Writes the text of `source[body..]` and tells its shape. Paragraphs come without a kind: they may yet turn
/// out to be a byline or furniture.
/// Where the blocks `are_marked`, a comment may name the kind of the block behind it.
pub(in crate::document) fn read(writer: &mut Writer, source: &str, body: usize, are_marked: bool) -> Shape {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let mut reader =
        Reader { comments: Comments { are_read: are_marked, ..Comments::default() }, ..Reader::new(writer, source) };
    let mut events = Parser::new_ext(&source[body..], options)
        .into_offset_iter()
        .map(|(event, range)| (event, range.start + body..range.end + body));
    while let Some((event, range)) = events.next() {
        if let Event::Start(Tag::Table(_)) = event {
            // How wide a column is, is known at the end of the table only.
            let table: Vec<_> =
                events.by_ref().take_while(|(event, _)| !matches!(event, Event::End(TagEnd::Table))).collect();
            reader.columns = Columns::of(table.iter().map(|(event, _)| event));
            reader.event(event, range.clone());
            for (event, range) in table {
                reader.event(event, range);
            }
            reader.event(Event::End(TagEnd::Table), range);
        } else {
            reader.event(event, range);
        }
    }
    reader.close();
    reader.styles.sort_by_key(|(span, _)| (span.start(), std::cmp::Reverse(span.end())));
    Shape { pieces: reader.pieces, styles: reader.styles, breaks: reader.breaks, pages: reader.comments.pages }
}

/// Some text of an event and the source it came from.
type Words<'a> = (CowStr<'a>, Range<usize>);

struct Reader<'w, 'd, 's> {
    writer: &'w mut Writer<'d>,
    source: &'s str,
    pieces: Vec<RawBlock>,
    styles: Vec<(Span, Style)>,
    breaks: Vec<usize>,
    /// Inline marks not yet closed: where each began; `None` for a link that leads nowhere safe.
    marks: Vec<(usize, Option<Style>)>,
    /// Where the block being written began.
    block: Option<(usize, Option<BlockKind>)>,
    /// The words of the images of this block, one entry an image; written as captions behind it.
    images: Vec<Vec<Words<'s>>>,
    image_depth: usize,
    heading: Option<u8>,
    preformatted: bool,
    footnote: bool,
    /// What is to be written before the first words of a footnote or of an item of a numbered list, and where it stands.
    label: Option<(String, usize)>,
    /// The lists that are open, with the number of the next item of those that are numbered.
    lists: Vec<Option<u64>>,
    /// The columns of the table being written; none outside of tables.
    columns: Columns,
    /// The cell being written: its number in the row and where it began.
    table_cell: Option<(usize, usize)>,
    items: usize,
    quotes: usize,
    tags: Tags,
    comments: Comments,
}

/// What comments say of the blocks.
#[derive(Default)]
struct Comments {
    /// Whether comments are read.
    are_read: bool,
    /// The kind of the next block, named in a comment before it.
    next: Option<BlockKind>,
    /// The page that begins with the next block.
    page: Option<u32>,
    pages: Vec<PageStart>,
}

impl<'w, 'd, 's> Reader<'w, 'd, 's> {
    fn new(writer: &'w mut Writer<'d>, source: &'s str) -> Self {
        Self {
            writer,
            source,
            pieces: Vec::new(),
            styles: Vec::new(),
            breaks: Vec::new(),
            marks: Vec::new(),
            block: None,
            images: Vec::new(),
            image_depth: 0,
            heading: None,
            preformatted: false,
            footnote: false,
            label: None,
            lists: Vec::new(),
            columns: Columns::default(),
            table_cell: None,
            items: 0,
            quotes: 0,
            tags: Tags::default(),
            comments: Comments::default(),
        }
    }

    fn event(&mut self, event: Event<'s>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range.start),
            Event::End(tag) => self.end(tag),
            Event::Text(words) | Event::InlineMath(words) | Event::DisplayMath(words) => self.words(&words, range),
            Event::Code(words) => self.styled(Style::Code, &words, range),
            Event::Html(_) => self.html(range),
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.hard_break(range),
            Event::InlineHtml(tag) => self.page(named_page(&tag)),
            Event::FootnoteReference(label) => self.derive(&format!("[{label}]"), range.start),
            Event::SoftBreak => self.line_end(range),
            Event::HardBreak => self.hard_break(range),
            Event::Rule | Event::TaskListMarker(_) => self.close(),
        }
    }

    fn start(&mut self, tag: Tag<'s>, at: usize) {
        match tag {
            Tag::Emphasis => self.mark(Some(Style::Emphasis)),
            Tag::Strong => self.mark(Some(Style::Strong)),
            Tag::Link { dest_url, .. } => self.mark(link::web(&dest_url).map(|url| Style::Link(url.into()))),
            Tag::Image { .. } => {
                self.image_depth += 1;
                self.images.push(Vec::new());
            }
            Tag::Strikethrough => {}
            Tag::TableRow => self.row(at),
            Tag::TableCell => self.cell(at),
            block => self.start_block(&block, at),
        }
    }

    fn start_block(&mut self, tag: &Tag, at: usize) {
        self.close();
        match tag {
            Tag::Heading { level, .. } => self.heading = Some(depth(*level)),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => self.preformatted = true,
            Tag::Table(_) => (self.preformatted, self.table_cell) = (true, None),
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::List(first) => self.lists.push(*first),
            Tag::Item => {
                self.items += 1;
                self.number(at);
            }
            Tag::FootnoteDefinition(label) => {
                self.footnote = true;
                self.label = Some((format!("[{label}] "), at));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link => return self.unmark(),
            TagEnd::Image => return self.image_depth = self.image_depth.saturating_sub(1),
            TagEnd::Strikethrough | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => return,
            _ => self.close(),
        }
        match tag {
            TagEnd::Heading(_) => self.heading = None,
            TagEnd::CodeBlock => self.preformatted = false,
            TagEnd::Table => (self.preformatted, self.columns) = (false, Columns::default()),
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            // The number of an item without words stands before no others.
            TagEnd::Item => (self.items, self.label) = (self.items.saturating_sub(1), None),
            TagEnd::FootnoteDefinition => self.footnote = false,
            _ => {}
        }
    }

    /// What a block that begins here is.
    fn kind(&self) -> Option<BlockKind> {
        match self.heading {
            Some(1) if self.comments.are_read => Some(BlockKind::Title),
            Some(level) => Some(BlockKind::Heading(level)),
            None if self.preformatted => Some(BlockKind::Code),
            None if self.footnote => Some(BlockKind::Footnote),
            None if self.items > 0 => Some(BlockKind::ListItem),
            None if self.quotes > 0 => Some(BlockKind::BlockQuote),
            None => None,
        }
    }

    /// Sees to it that a block is being written.
    fn open(&mut self) {
        if self.block.is_none() {
            if self.writer.end() > 0 {
                self.writer.line_ends(2);
            }
            let page = self.comments.page.take();
            self.page(page);
            let kind = self.comments.next.take().or_else(|| self.kind());
            self.block = Some((self.writer.end(), kind));
            if let Some((label, at)) = self.label.take() {
                self.writer.derive(&label, at);
            }
        }
    }

    /// Ends the block being written, if any, and writes its images' words behind it.
    fn close(&mut self) {
        self.marks.clear();
        self.image_depth = 0;
        self.finish();
        for image in std::mem::take(&mut self.images) {
            for (words, range) in image {
                self.words(&words, range);
            }
            if let Some((_, kind)) = &mut self.block {
                *kind = Some(BlockKind::Caption);
            }
            self.finish();
        }
    }

    fn finish(&mut self) {
        let Some((start, kind)) = self.block.take() else { return };
        let mut span = Span::new(start, self.writer.end()).trim(&self.writer.text);
        if !span.is_empty() {
            if !self.columns.is_empty() {
                // An empty cell at the start of a table keeps its width.
                span = Span::new(start, span.end());
            }
            self.pieces.push(RawBlock { span, kind, gap: true });
        }
    }

    fn words(&mut self, words: &CowStr<'s>, range: Range<usize>) {
        if self.image_depth > 0 {
            self.images.last_mut().into_iter().for_each(|image| image.push((words.clone(), range.clone())));
            return;
        }
        self.open();
        let raw = &self.source[range.clone()];
        match raw.find(&**words) {
            Some(at) => self.writer.copy(range.start + at..range.start + at + words.len()),
            None => self.writer.derive(words, range.start),
        }
    }

    fn derive(&mut self, words: &str, at: usize) {
        if self.image_depth == 0 {
            self.open();
            self.writer.derive(words, at);
        }
    }

    fn line_end(&mut self, range: Range<usize>) {
        let raw = &self.source[range.clone()];
        let end = raw.find(['\n', '\r']).map_or("\n", |at| if raw[at..].starts_with("\r\n") { "\r\n" } else { "\n" });
        self.words(&end.into(), range);
    }

    fn hard_break(&mut self, range: Range<usize>) {
        self.line_end(range);
        if self.image_depth == 0 {
            self.breaks.push(self.writer.end());
        }
    }

    fn styled(&mut self, style: Style, words: &CowStr<'s>, range: Range<usize>) {
        self.mark(Some(style));
        self.words(words, range);
        self.unmark();
    }

    fn mark(&mut self, style: Option<Style>) {
        if self.image_depth == 0 {
            self.open();
        }
        self.marks.push((self.writer.end(), style));
    }

    fn unmark(&mut self) {
        let Some((start, Some(style))) = self.marks.pop() else { return };
        let span = Span::new(start, self.writer.end());
        if !span.is_empty() {
            self.styles.push((span, style));
        }
    }

    /// Takes the number of the item that begins here.
    fn number(&mut self, at: usize) {
        if let Some(Some(number)) = self.lists.last_mut() {
            let before = self.label.take().map_or(String::new(), |(label, _)| label);
            self.label = Some((format!("{before}{number}. "), at));
            *number += 1;
        }
    }

    fn row(&mut self, at: usize) {
        self.derive("\n", at);
        self.table_cell = None;
    }

    /// Begins a cell, and fills up the one before it to the width of its column.
    fn cell(&mut self, at: usize) {
        let next = match self.table_cell {
            Some((column, start)) => {
                let written = cells(self.writer.text[start..].rsplit('\n').next().unwrap_or_default());
                let missing = self.columns.width(column).saturating_sub(written);
                self.derive(&format!("{:missing$} | ", ""), at);
                column + 1
            }
            None => 0,
        };
        self.table_cell = Some((next, self.writer.end()));
    }

    /// Notes that a page begins here.
    fn page(&mut self, page: Option<u32>) {
        let page = page.filter(|_| self.comments.are_read);
        self.comments.pages.extend(page.map(|page| PageStart { at: self.writer.end(), page }));
    }

    /// The text between the tags of raw HTML.
    fn html(&mut self, range: Range<usize>) {
        let raw = &self.source[range.clone()];
        if self.comments.are_read && self.block.is_none() {
            self.comments.next = named_kind(raw).or(self.comments.next);
            self.comments.page = named_page(raw).or(self.comments.page);
        }
        for piece in self.tags.between(raw) {
            if !raw[piece.clone()].trim().is_empty() || self.block.is_some() {
                self.open();
                self.writer.copy(range.start + piece.start..range.start + piece.end);
            }
        }
    }
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
