//! Layers of spans over one row of text: which style each byte has.

use ratatui::style::Style as Look;

use super::theme::Theme;
use crate::app::find::{Find, Hits};
use crate::app::line_layout::Line;
use crate::app::quotes::QuoteIndex;
use crate::app::reader::Reader;
use sayso_attribution::document::{BlockKind, Style};
use sayso_attribution::text::{Span, Spans};
use sayso_attribution::{Attribution, Kind};

/// Emphasis and links that may nest at one place.
const NESTED: usize = 32;

/// The layers over one row, the later over the earlier.
pub struct Highlight {
    base: Look,
    layers: Vec<(Span, Look)>,
}

impl Highlight {
    /// What an article lays over `line`: the words of the `marked` quotes, emphasis and links, the current quote, the hit
    /// gone to last.
    pub fn new(reader: &Reader, marked: &[QuoteIndex], theme: Theme, line: Line) -> Self {
        let mut lit = Self { base: base(line.kind), layers: Vec::new() };
        lit.tints(reader, marked, theme, line.span);
        lit.styles(reader, line.span);
        if let Some(quote) = reader.current.and_then(|q| reader.quotes.get(q)) {
            lit.quote(quote, line.span);
        }
        lit.layers.extend(reader.found.filter(|hit| hit.overlaps(line.span)).map(|hit| (hit, theme.found())));
        lit
    }

    /// Lays found words over it.
    pub fn found(mut self, find: &Find, theme: Theme, row: Span) -> Self {
        if let Hits::Text(hits) = &find.hits {
            let from = hits.partition_point(|hit| hit.end() <= row.start());
            let here = hits[from..].iter().take_while(|hit| hit.start() < row.end());
            self.layers.extend(here.map(|hit| (*hit, theme.found())));
        }
        self
    }

    /// Lays selected words over it.
    pub fn chosen(mut self, words: Span) -> Self {
        self.layers.push((words, Theme::chosen()));
        self
    }

    /// The style of the byte at `offset`.
    pub fn at(&self, offset: usize) -> Look {
        let over = self.layers.iter().filter(|(span, _)| span.contains(offset));
        over.fold(self.base, |look, (_, layer)| look.patch(*layer))
    }

    /// Quoted words have the colour of their speaker, so that it shows where a quotation begins and ends. Reported speech
    /// has only its bar: an article may consist of little else.
    fn tints(&mut self, reader: &Reader, marked: &[QuoteIndex], theme: Theme, row: Span) {
        let quotes = marked.iter().filter_map(|quote| reader.quotes.get(*quote));
        for quote in quotes.filter(|quote| quote.kind != Kind::Indirect) {
            let words = quote.content.iter().filter(|span| span.overlaps(row));
            self.layers.extend(words.map(|span| (span, theme.voice(quote.speaker))));
        }
    }

    fn styles(&mut self, reader: &Reader, row: Span) {
        let styles = reader.document.styles();
        let upto = styles.partition_point(|(span, _)| span.start() < row.end());
        let near = styles[upto.saturating_sub(NESTED)..upto].iter().filter(|(span, _)| span.overlaps(row));
        self.layers.extend(near.map(|(span, style)| (*span, look(style))));
    }

    /// The current quote: its words, its cue, its source and the names a pronoun stands for.
    fn quote(&mut self, quote: &Attribution, row: Span) {
        let words = quote.content.iter().map(|span| (span, Theme::underlined()));
        let cue = quote.cue.iter().flat_map(Spans::iter).map(|span| (span, Theme::bold()));
        let source = quote.source.iter().flat_map(Spans::iter).map(|span| (span, Theme::source()));
        let chain = quote.chain.iter().map(|step| (step.span, Theme::source()));
        self.layers.extend(words.chain(cue).chain(source).chain(chain).filter(|(span, _)| span.overlaps(row)));
    }
}

fn base(kind: BlockKind) -> Look {
    match kind {
        BlockKind::Title | BlockKind::Heading(_) => Theme::bold(),
        BlockKind::Byline | BlockKind::Date | BlockKind::Furniture | BlockKind::Footnote => Theme::dim(),
        BlockKind::Standfirst | BlockKind::PullLine | BlockKind::Caption | BlockKind::Excerpt => Theme::italic(),
        _ => Theme::plain(),
    }
}

fn look(style: &Style) -> Look {
    match style {
        Style::Emphasis => Theme::italic(),
        Style::Strong => Theme::bold(),
        Style::Code => Theme::dim(),
        Style::Link(_) => Theme::underlined(),
    }
}
