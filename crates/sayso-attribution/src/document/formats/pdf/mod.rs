//! The text of a PDF, as `pdftotext -raw` gives it: lines in the order of the file, a form feed behind each page.
//!
//! A PDF has no paragraphs. Lines are joined by their width and their ends, words parted at line ends by the words of
//! the document, and what stands at the edge of many pages is furniture.

mod edges;
mod hyphens;
mod lines;

use crate::document::compose::Composed;
use crate::document::model::{BlockKind, Document, Meta, Warning};
use crate::document::structure::metadata;
use hyphens::Words;

/// Makes a document of the text of a PDF; `name` is its file name without folders. Linear in the text.
///
/// ```
/// use sayso_attribution::document::ingest_pdf_text;
///
/// let text = "The council met for the third time to weigh the har-\nbour plan, and the harbour was full.\n\u{c}";
/// let document = ingest_pdf_text(text, "plan.pdf");
/// assert!(document.text().contains("the harbour plan"));
/// ```
pub fn ingest_pdf_text(text: &str, name: &str) -> Document {
    let text = without_ligatures(text);
    let pages: Vec<Vec<&str>> = text.split('\u{c}').map(|page| page.lines().map(str::trim).collect()).collect();
    let edges = edges::find(&pages);
    let (body, numbers) = edges::body(&pages, &edges);
    let words = Words::of(&body);
    let mut composed = Composed::default();
    for paragraph in lines::paragraphs(&body) {
        let (text, starts) = hyphens::joined(&body[paragraph.clone()], &numbers[paragraph], &words);
        composed.paragraph(&text, &starts);
    }
    for line in edges::furniture(&pages, &edges) {
        composed.block(Some(BlockKind::Furniture), line);
    }
    composed.warnings.push(warning(if is_torn(&text) {
        "Read from PDF: words are torn apart in this file, so that quotes may be wrong."
    } else {
        "Read from PDF: the order and the ends of paragraphs are guesses."
    }));
    let mut document = composed.document(Meta::default());
    metadata::read_name(name, &mut document.meta);
    document
}

fn warning(message: &str) -> Warning {
    Warning { line: None, message: message.to_owned() }
}

/// Ligatures as letters, and the marks that some programs leave where they part a word as hyphens.
fn without_ligatures(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{fb00}' => out.push_str("ff"),
            '\u{fb01}' => out.push_str("fi"),
            '\u{fb02}' => out.push_str("fl"),
            '\u{fb03}' => out.push_str("ffi"),
            '\u{fb04}' => out.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => out.push_str("st"),
            '\u{fffe}' | '\u{2}' | '\u{ad}' => out.push('-'),
            c => out.push(c),
        }
    }
    out
}

/// Largest share of words of one letter in a text with whole words: English has 6 in a hundred, a text with torn words
/// 48.
const MOST_SINGLE: f32 = 0.25;

fn is_torn(text: &str) -> bool {
    let words = text.split_whitespace().filter(|word| word.chars().all(char::is_alphabetic));
    let (mut all, mut single) = (0, 0);
    for word in words {
        all += 1;
        single += usize::from(word.chars().nth(1).is_none());
    }
    all > 50 && single as f32 > MOST_SINGLE * all as f32
}

#[cfg(test)]
mod tests;
