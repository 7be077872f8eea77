//! Sentences with parts of speech from CoNLL-U files.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use sayso_attribution::tagger::pos::Pos;
use sayso_attribution::tagger::tokenized_text::TokenizedText;
use sayso_attribution::text::Span;

/// One sentence as read, with the treebank's tags.
pub struct Sentence {
    pub reading: TokenizedText,
    pub tags: Vec<Pos>,
}

/// The sentences of all files in `folder` whose name contains `part`.
pub fn load(folder: &Path, part: &str) -> Result<Vec<Sentence>> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .with_context(|| format!("{}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "conllu") && path.to_string_lossy().contains(part))
        .collect();
    files.sort();
    let mut out = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).with_context(|| format!("{}", file.display()))?;
        out.extend(text.split("\n\n").filter_map(sentence));
    }
    Ok(out)
}

/// Reads a sentence as the reader would see it: words joined again, then split by the reader's own rules.
fn sentence(block: &str) -> Option<Sentence> {
    let mut text = String::new();
    let mut tagged: Vec<(Span, Pos)> = Vec::new();
    for line in block.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, _, upos, xpos, .., misc] = columns[..] else { continue };
        if id.bytes().all(|b| b.is_ascii_digit()) {
            let start = text.len();
            text.push_str(form);
            tagged.push((Span::new(start, text.len()), Pos::of_treebank(upos, xpos)));
            if !misc.contains("SpaceAfter=No") {
                text.push(' ');
            }
        }
    }
    let reading = TokenizedText::new(&text, [(Span::new(0, text.len()), false)]);
    let tag = |span: Span| tagged.get(tagged.partition_point(|(s, _)| s.end() <= span.start())).map(|(_, tag)| *tag);
    let tags: Option<Vec<Pos>> = reading.words.iter().map(|w| tag(w.span)).collect();
    tags.filter(|t| !t.is_empty()).map(|tags| Sentence { reading, tags })
}
