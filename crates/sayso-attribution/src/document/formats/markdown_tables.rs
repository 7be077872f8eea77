//! The columns of a Markdown table, so that its cells stand below each other.

use pulldown_cmark::{Event, Tag, TagEnd};
use unicode_width::UnicodeWidthStr;

/// A column is filled up to no more cells of the terminal than this: one long cell would move all others out of sight.
const WIDEST: usize = 32;

/// How many cells of the terminal each column of a table takes.
#[derive(Debug, Default)]
pub(super) struct Columns(Vec<usize>);

impl Columns {
    /// The columns of a table of these events. Linear in them.
    pub fn of<'e, 's: 'e>(table: impl Iterator<Item = &'e Event<'s>>) -> Self {
        let mut columns: Vec<usize> = Vec::new();
        let (mut column, mut width, mut images) = (0, 0, 0_usize);
        for event in table {
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => column = 0,
                Event::Start(Tag::TableCell) => width = 0,
                // The words of an image stand below the table.
                Event::Start(Tag::Image { .. }) => images += 1,
                Event::End(TagEnd::Image) => images = images.saturating_sub(1),
                Event::Text(words) | Event::Code(words) | Event::InlineMath(words) if images == 0 => {
                    width += cells(words);
                }
                Event::FootnoteReference(label) if images == 0 => width += cells(label) + 2,
                Event::End(TagEnd::TableCell) => {
                    columns.resize(columns.len().max(column + 1), 0);
                    columns[column] = columns[column].max(width.min(WIDEST));
                    column += 1;
                }
                _ => {}
            }
        }
        Self(columns)
    }

    /// The width of a column; 0 for one that is not there.
    pub fn width(&self, column: usize) -> usize {
        self.0.get(column).copied().unwrap_or(0)
    }

    /// Returns `true` outside of tables.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// How many cells of the terminal `text` takes.
pub(super) fn cells(text: &str) -> usize {
    text.width()
}

#[cfg(test)]
mod tests {
    use crate::document::ingest;

    /// The blocks of a Markdown text.
    fn blocks(text: &str) -> Vec<String> {
        let document = ingest(text.as_bytes(), "a.md");
        document.blocks().iter().map(|block| document.slice(block.span).to_owned()).collect()
    }

    #[test]
    fn the_cells_of_a_column_stand_below_each_other() {
        let table = "# Votes\n\n| | Yes | No |\n|-|-|-|\n| Ann *Lee* | 12 | `3` |\n| 李尚福 | 4 | 15 |\n";
        assert_eq!(blocks(table)[1], "        | Yes | No\nAnn Lee | 12  | 3\n李尚福  | 4   | 15");
        let quoted = table.replace("\n|", "\n> |");
        assert_eq!(blocks(&quoted)[1], blocks(table)[1]);
    }

    #[test]
    fn one_long_cell_does_not_widen_its_column_without_end() {
        let long = "word ".repeat(5000);
        let rows = "| a | b |\n".repeat(2000);
        let text = blocks(&format!("| x | y |\n|-|-|\n| {long} | 1 |\n{rows}")).concat();
        assert!(text.len() < long.len() + 2000 * 40, "{}", text.len());
        assert!(text.ends_with(&format!("a{:31} | b", "")));
    }

    #[test]
    fn items_of_numbered_lists_keep_their_numbers() {
        let text = "# Aims\n\n3. One\n\n   More of it.\n4. Two\n   - dot\n   - dash\n5.\n6. Six\n\n- None\n";
        assert_eq!(blocks(text)[1..], ["3. One", "More of it.", "4. Two", "dot", "dash", "6. Six", "None"]);
    }
}
