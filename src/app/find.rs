//! Finding in one pane (`/ n N`) and showing only what matches (`&`): words as typed, folded, no typos.

use super::Pane;
use sayso_attribution::document::{BlockKind, Document};
use sayso_attribution::text::fold::{Folded, fold};
use sayso_attribution::text::{Span, one_line};

/// Hits in the text are kept up to this many; nobody walks further.
const MOST: usize = 10_000;

/// What to look for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needle {
    typed: String,
    folded: String,
}

/// A text as it is looked through: folded block by block, all white space as spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flat(Vec<(Span, String)>);

/// The last find: what, where, and the hits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Find {
    /// What was looked for.
    pub needle: Needle,
    /// In which pane.
    pub pane: Pane,
    /// Where it was found.
    pub hits: Hits,
}

/// Where something was found, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hits {
    /// Bytes of the text.
    Text(Vec<Span>),
    /// Rows of a list: articles by row, quotes by number.
    Rows(Vec<usize>),
}

impl Needle {
    /// From what was typed. White space counts as one space.
    pub fn new(typed: &str) -> Self {
        Self { typed: typed.to_owned(), folded: fold(&one_line(typed)) }
    }

    /// As typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Returns `true` if there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }

    /// What to say where no row has them.
    pub fn nothing(&self) -> String {
        format!("nothing matches &{} (Esc clears)", self.typed)
    }

    /// Returns `true` if all its words are in `row`.
    pub fn matches(&self, row: &str) -> bool {
        self.is_in(&fold(row))
    }

    /// Returns `true` if all its words are in a row that is folded already.
    pub fn is_in(&self, folded: &str) -> bool {
        self.folded.split(' ').all(|word| folded.contains(word))
    }

    /// Where it stands in the text of `document`, in text order; `flat` is that text.
    pub fn in_text(&self, document: &Document, flat: &Flat) -> Vec<Span> {
        let blocks = flat.0.iter().filter(|(_, flat)| flat.contains(&self.folded));
        let hits = blocks.flat_map(|(span, flat)| self.within(document.text(), *span, flat));
        if self.is_empty() { Vec::new() } else { hits.take(MOST).collect() }
    }

    fn within(&self, text: &str, span: Span, flat: &str) -> Vec<Span> {
        let folded = Folded::new(text, span);
        let (mut seen, mut chars) = (0, 0);
        let length = self.folded.chars().count();
        let found = flat.match_indices(&self.folded).filter_map(|(at, _)| {
            chars += flat[seen..at].chars().count();
            seen = at;
            Some(folded.origin(chars)?.cover(folded.origin(chars + length - 1)?))
        });
        found.collect()
    }
}

impl Flat {
    /// Folds `document`; furniture is left out.
    pub fn new(document: &Document) -> Self {
        let blocks = document.blocks().iter().filter(|b| b.kind != BlockKind::Furniture);
        let flat = |span: Span| {
            let folded = fold(document.slice(span));
            folded.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect()
        };
        Self(blocks.map(|block| (block.span, flat(block.span))).collect())
    }
}

impl Hits {
    /// How many.
    pub fn len(&self) -> usize {
        match self {
            Self::Text(spans) => spans.len(),
            Self::Rows(rows) => rows.len(),
        }
    }

    /// Returns `true` if there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where the `index`-th hit is: its first byte, or its row.
    pub fn place(&self, index: usize) -> Option<usize> {
        match self {
            Self::Text(spans) => spans.get(index).map(|s| s.start()),
            Self::Rows(rows) => rows.get(index).copied(),
        }
    }

    /// The hit `delta` hits from `here`, round the ends. With `inclusive`, one at `here` is the first on the way down.
    pub fn from(&self, here: usize, delta: isize, inclusive: bool) -> Option<usize> {
        let count = self.len() as isize;
        let places = (0..self.len()).filter_map(|i| self.place(i));
        let before = places.take_while(|&at| at < here || (at == here && delta > 0 && !inclusive)).count() as isize;
        let to = if delta > 0 { before + delta - 1 } else { before + delta };
        (count > 0).then(|| to.rem_euclid(count) as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_attribution::document::ingest;

    #[test]
    fn words_are_found_folded_and_over_line_ends() {
        let doc = ingest("The Café’s owner\nsaid so. CAFE again.".as_bytes(), "x.md");
        let texts = |typed: &str| -> Vec<String> {
            Needle::new(typed).in_text(&doc, &Flat::new(&doc)).iter().map(|s| doc.slice(*s).to_owned()).collect()
        };
        assert_eq!(texts("cafe"), ["Café", "CAFE"]);
        assert_eq!(texts("café's OWNER"), ["Café’s owner"]);
        assert_eq!(texts("").len(), 0);
    }

    #[test]
    fn walking_goes_round() {
        let hits = Hits::Rows(vec![2, 5, 9]);
        assert_eq!(hits.from(5, 1, false), Some(2));
        assert_eq!(hits.from(5, 1, true), Some(1));
        assert_eq!(hits.from(5, -1, false), Some(0));
        assert_eq!(hits.from(1, -1, false), Some(2));
        assert_eq!(hits.from(9, 1, false), Some(0));
    }
}
