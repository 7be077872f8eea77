//! The windows that a network is trained on.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use anyhow::{Context, Result};
use sayso_attribution::Parsed;
use sayso_attribution::tagger::careful::{PieceWindow, Pieces, Vocabulary};
use sayso_attribution::tagger::tokenized_text::TokenizedText;

use crate::train::{Article, copies, labels, load};

/// Tag of a piece that is not learned: one that continues a word, or only gives context.
const UNLEARNED: i32 = -100;

/// The articles, and where the windows go.
#[derive(Clone, Debug, clap::Args)]
pub struct WindowsArgs {
    /// Folder of PolNeAR: holds `train/` and `dev/`, each with `text/` and `attributions/`.
    #[arg(long, value_name = "DIR")]
    pub polnear: PathBuf,
    /// Vocabulary of the network: a piece on each line.
    #[arg(long, value_name = "FILE")]
    pub vocabulary: PathBuf,
    /// Split to write: `train` or `dev`.
    #[arg(long, default_value = "train")]
    pub split: String,
    /// File to write: JSON Lines of a window each.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// Writes the windows of all articles, in the four prints that the first reading learns from. A window has the print,
/// the index of its article, and for each piece its row of the vocabulary, its quotation state and its tag.
///
/// # Errors
///
/// A file that cannot be read or written.
pub fn windows(args: &WindowsArgs) -> Result<()> {
    let text = std::fs::read_to_string(&args.vocabulary).with_context(|| format!("{}", args.vocabulary.display()))?;
    let (vocabulary, _) = Vocabulary::new(&text).with_context(|| format!("{}", args.vocabulary.display()))?;
    let mut out = BufWriter::new(File::create(&args.out).with_context(|| format!("{}", args.out.display()))?);
    let mut count = 0;
    for (index, article) in load(&args.polnear.join(&args.split))?.iter().enumerate() {
        for (print, copy) in copies(article).iter().enumerate() {
            for window in article_windows(copy, &vocabulary) {
                let line = serde_json::json!({
                    "article": index, "print": print, "ids": window.ids, "states": window.states, "tags": window.tags
                });
                writeln!(out, "{line}")?;
                count += 1;
            }
        }
    }
    out.flush()?;
    println!("{}: {count} windows", args.out.display());
    Ok(())
}

/// One window as numbers.
#[derive(Debug)]
struct Window {
    ids: Vec<u32>,
    states: Vec<u8>,
    tags: Vec<i32>,
}

fn article_windows(article: &Article, vocabulary: &Vocabulary) -> Vec<Window> {
    let parsed = Parsed::of_paragraphs(&article.text, article.parts());
    // Tokens and words are the same, as all paragraphs are read.
    let tags = labels(article, &TokenizedText::new(&article.text, article.parts())).tags;
    let blocks = parsed.blocks().iter().enumerate().map(|(at, block)| (block, at == 0));
    let pieces = Pieces::new(&parsed, blocks, vocabulary);
    pieces.windows().map(|window| numbers(&pieces, &window, &tags, vocabulary)).collect()
}

fn numbers(pieces: &Pieces, window: &PieceWindow, tags: &[u8], vocabulary: &Vocabulary) -> Window {
    let special = vocabulary.special();
    let mut out = Window { ids: vec![special.start.0], states: vec![0], tags: vec![UNLEARNED] };
    for at in window.read.clone() {
        let piece = pieces.all()[at];
        out.ids.push(piece.id.0);
        out.states.push(piece.state as u8);
        let token = piece.token.filter(|_| window.own.contains(&at));
        out.tags.push(token.map_or(UNLEARNED, |token| i32::from(tags[token as usize])));
    }
    out.ids.push(special.end.0);
    out.states.push(0);
    out.tags.push(UNLEARNED);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::corpus::Gold;

    #[test]
    fn a_word_has_its_tag_at_its_first_piece() {
        let (vocabulary, _) =
            Vocabulary::new("[PAD]\n[unused0]\n[UNK]\n[CLS]\n[SEP]\nrain\n##s\nfell\nann\nsaid").unwrap();
        let one = |bytes| std::iter::once(bytes).collect();
        let gold = Gold { source: one(12..15), cue: one(16..20), content: one(0..10) };
        let article = Article { name: "a".to_owned(), text: "Rains fell. Ann said".to_owned(), gold: vec![gold] };
        let windows = article_windows(&article, &vocabulary);
        assert_eq!(windows.len(), 1);
        assert_eq!(windows[0].ids, [3, 1, 5, 6, 7, 2, 8, 9, 4]);
        assert_eq!(windows[0].tags, [-100, -100, 5, -100, 6, 0, 1, 3, -100]);
        assert_eq!(windows[0].states, [0; 9]);
    }
}
