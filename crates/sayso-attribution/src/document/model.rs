//! The document: one text, its blocks and what it says of itself. Nothing edits it once it is made.

use std::sync::{Arc, OnceLock};

use super::origin::Origin;
use crate::text::Span;
use crate::text::clean::Unfit;
use crate::text::quotation::{Quotation, quotations};

/// One article: its text as a reader sees it (markup, control and invisible characters gone) and its shape.
///
/// Every position is a byte offset into [`Document::text`]; [`Origin`] knows the way back to the file.
#[derive(Clone, Debug)]
pub struct Document {
    pub(in crate::document) text: Arc<str>,
    pub(in crate::document) meta: Meta,
    pub(in crate::document) blocks: Vec<Block>,
    pub(in crate::document) styles: Vec<(Span, Style)>,
    pub(in crate::document) breaks: Vec<usize>,
    pub(in crate::document) repeats: Vec<Repeat>,
    pub(in crate::document) origin: Origin,
    pub(in crate::document) hidden: Hidden,
    pub(in crate::document) warnings: Vec<Warning>,
    pub(in crate::document) is_page: bool,
    pub(in crate::document) pages: Vec<PageStart>,
    /// See [`Document::quotations`].
    pub(in crate::document) quotations: OnceLock<Vec<Quotation>>,
}

/// Where the text of a page of a printed document begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::document) struct PageStart {
    /// Byte of the text.
    pub at: usize,
    /// Number of the page, counted from 1 from the start of the file.
    pub page: u32,
}

/// What the article says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// The headline; where the text has none, the file's name made readable.
    pub title: String,
    /// Who wrote it, as in the byline without `By`.
    pub author: Option<String>,
    /// The outlet.
    pub publication: Option<String>,
    /// When it appeared, as exact as is known: `2023`, `2023-07` or `2023-07-14` (they sort as text).
    pub published: Option<String>,
    /// A BCP 47 tag, if told.
    pub language: Option<String>,
    /// Web address of the article, if given. Only `http` and `https`.
    pub url: Option<String>,
    /// The text that it is a digest of, if it says so.
    pub digest_of: Option<String>,
}

/// One paragraph-like piece of the text. Blocks are in text order and disjoint; white space lies between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its bytes, without white space at the ends. May hold single line ends (kept from the file).
    pub span: Span,
    /// What it is to a reader.
    pub kind: BlockKind,
    /// 1-based number among the paragraphs of the argument; `None` for everything else.
    pub paragraph: Option<u32>,
}

/// What a block is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The headline.
    Title,
    /// `By Jane Doe`, `Jane Doe, PhD`, `X is the editor of Y`.
    Byline,
    /// The article's date line.
    Date,
    /// The line or two under the headline that sums the article up.
    Standfirst,
    /// A heading inside the article; 1 is the highest level.
    Heading(u8),
    /// A paragraph of the argument.
    Paragraph,
    /// A paragraph set off as a block quotation; numbered like a paragraph.
    BlockQuote,
    /// An item of a list; numbered like a paragraph.
    ListItem,
    /// Display text that repeats or labels, without a speaker.
    PullLine,
    /// The words under a picture.
    Caption,
    /// Text at the head that stands word for word again below (see [`Document::repeats`]).
    Excerpt,
    /// A footnote's text; numbered like a paragraph.
    Footnote,
    /// Preformatted text.
    Code,
    /// What the web page put around the article: share, rate, poll, navigation.
    Furniture,
}

impl BlockKind {
    /// Its name in output for other programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Byline => "byline",
            Self::Date => "date",
            Self::Standfirst => "standfirst",
            Self::Heading(_) => "heading",
            Self::Paragraph => "paragraph",
            Self::BlockQuote => "quote",
            Self::ListItem => "list",
            Self::PullLine => "pullline",
            Self::Caption => "caption",
            Self::Excerpt => "excerpt",
            Self::Footnote => "footnote",
            Self::Code => "code",
            Self::Furniture => "furniture",
        }
    }

    /// Whether it is part of the argument: numbered, analysed for attributions, and searched.
    pub fn is_argument(self) -> bool {
        matches!(self, Self::Paragraph | Self::BlockQuote | Self::ListItem | Self::Footnote)
    }
}

/// How the source marked a stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Style {
    /// `*emphasis*`
    Emphasis,
    /// `**strong**`
    Strong,
    /// `` `code` ``
    Code,
    /// A link and its cleaned target.
    Link(Arc<str>),
}

/// Words that occur at two places: an excerpt at the head and the paragraph it was taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// The earlier place, inside a [`BlockKind::Excerpt`].
    pub excerpt: Span,
    /// The later one, in the argument; the same bytes.
    pub original: Span,
}

/// Characters that cleaning took out or replaced, by sort; shown in the article's info.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// Control characters (C0, DEL, C1).
    pub control: u32,
    /// Marks that turn the direction of text (Trojan Source).
    pub bidi: u32,
    /// Zero-width, tag and filler characters.
    pub invisible: u32,
    /// Combining marks piled past the limit of a cell.
    pub combining: u32,
}

impl Hidden {
    pub(in crate::document) fn count(&mut self, unfit: Unfit) {
        match unfit {
            Unfit::Control => self.control += 1,
            Unfit::Bidi => self.bidi += 1,
            Unfit::Invisible => self.invisible += 1,
            Unfit::Combining => self.combining += 1,
        }
    }

    /// All of them together.
    pub fn total(self) -> u32 {
        self.control + self.bidi + self.invisible + self.combining
    }
}

/// Something about the input that a reader should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// 1-based line in the file, where one can be named.
    pub line: Option<usize>,
    /// One sentence: the thing and what was done about it.
    pub message: String,
}

impl Document {
    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text itself, to keep without a copy.
    pub fn shared_text(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// The words at `span`.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// Where the words at `span` stand in the file, in bytes, and what stands there: the words themselves, or in
    /// plain text the words with the characters that cleaning took out. `None` where markup stands between them,
    /// or the file is not UTF-8.
    pub fn in_file(&self, span: Span) -> Option<(Span, &str)> {
        let verbatim = self.origin.file_span(span).map(|there| (there, self.slice(span)));
        verbatim.or_else(|| self.origin.raw(span))
    }

    /// The bytes of the file between which the words at `span` stand; markup and what is hidden may stand between them
    /// too. Of a file that is not UTF-8, the bytes of its text in UTF-8. `None` where the words do not stand in the
    /// file.
    pub fn source_span(&self, span: Span) -> Option<Span> {
        let last = self.slice(span).char_indices().next_back().map(|(at, c)| (span.start() + at, c.len_utf8()))?;
        self.origin.source_span(span.start(), last)
    }

    /// What the article says of itself.
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// The document with metadata that is known from elsewhere: what `known` tells replaces what the text tells. An empty
    /// title tells nothing.
    #[must_use]
    pub fn with_meta(mut self, known: Meta) -> Self {
        let Meta { title, author, publication, published, language, url, digest_of } = known;
        let meta = &mut self.meta;
        if !title.is_empty() {
            meta.title = title;
        }
        let fields = [
            (&mut meta.author, author),
            (&mut meta.publication, publication),
            (&mut meta.published, published),
            (&mut meta.language, language),
            (&mut meta.url, url),
            (&mut meta.digest_of, digest_of),
        ];
        for (field, known) in fields {
            *field = known.or_else(|| field.take());
        }
        self
    }

    /// All blocks in text order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Index of the block that holds the byte at `offset`, or of the last one before it.
    pub fn block_at(&self, offset: usize) -> Option<usize> {
        let after = self.blocks.partition_point(|b| b.span.start() <= offset);
        after.checked_sub(1)
    }

    /// The outermost quotations that overlap `within`, in text order. They are found in the whole text at the first call:
    /// each paragraph is read once, however many quotes are in it.
    pub fn quotations(&self, within: Span) -> &[Quotation] {
        let all = self.quotations.get_or_init(|| {
            let all = self.blocks.iter().flat_map(|block| quotations(&self.text, block.span));
            all.filter(|quotation| quotation.depth == 0).collect()
        });
        let from = all.partition_point(|quotation| quotation.outer.end() <= within.start());
        let upto = all.partition_point(|quotation| quotation.outer.start() < within.end());
        &all[from..upto.max(from)]
    }

    /// The 1-based number of the paragraph that `offset` is in; 0 before the first.
    pub fn paragraph_at(&self, offset: usize) -> u32 {
        let upto = self.block_at(offset).map_or(0, |at| at + 1);
        self.blocks[..upto].iter().rev().find_map(|b| b.paragraph).unwrap_or(0)
    }

    /// The number of the page that `offset` is on, counted from 1 from the start of the file; `None` for text without pages,
    /// as in everything but a PDF.
    pub fn page_at(&self, offset: usize) -> Option<u32> {
        let upto = self.pages.partition_point(|start| start.at <= offset);
        self.pages[..upto].last().map(|start| start.page)
    }

    /// How many paragraphs the argument has.
    pub fn paragraphs(&self) -> u32 {
        self.blocks.iter().rev().find_map(|b| b.paragraph).unwrap_or(0)
    }

    /// Emphasis, links and the like, in text order; they may nest.
    pub fn styles(&self) -> &[(Span, Style)] {
        &self.styles
    }

    /// Where a line begins inside a paragraph because its writer broke the one before: verse, addresses. In text order.
    pub fn breaks(&self, within: Span) -> &[usize] {
        let from = self.breaks.partition_point(|&at| at <= within.start());
        let upto = self.breaks.partition_point(|&at| at < within.end());
        &self.breaks[from..upto.max(from)]
    }

    /// Returns `true` if attributions may stand in blocks of this kind. On a saved web page none do in headline,
    /// standfirst and captions: what they claim stands again in the text, in full.
    pub fn is_read(&self, kind: BlockKind) -> bool {
        use BlockKind::{Byline, Caption, Standfirst, Title};
        !(self.is_page && matches!(kind, Title | Standfirst | Caption | Byline))
    }

    /// Text that stands twice.
    pub fn repeats(&self) -> &[Repeat] {
        &self.repeats
    }

    /// The way back to the file.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// What cleaning took out.
    pub fn hidden(&self) -> Hidden {
        self.hidden
    }

    /// What a reader should know of the input.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }
}
