//! Marked spans as one tag a word.

use sayso_attribution::tagger::crf::Tag;
use sayso_attribution::tagger::tokenized_text::TokenizedText;

use super::corpus::Article;

/// The tags of an article's words, and for each which attribution it is a part of.
pub struct Labels {
    pub tags: Vec<u8>,
    pub owner: Vec<Option<usize>>,
}

/// Of several roles that a byte has, cue stands before source before content; of several attributions, the
/// last marked. A word has a role if at least half of it has.
pub fn labels(article: &Article, reading: &TokenizedText) -> Labels {
    let mut roles: Vec<Option<(u8, usize)>> = vec![None; article.text.len()];
    for (owner, gold) in article.gold.iter().enumerate() {
        for (tag, spans) in
            [(Tag::CONTENT_BEGINS, &gold.content), (Tag::SOURCE_BEGINS, &gold.source), (Tag::CUE_BEGINS, &gold.cue)]
        {
            for span in spans {
                roles[span.clone()].fill(Some((tag, owner)));
            }
        }
    }
    let mut labels = Labels { tags: Vec::new(), owner: Vec::new() };
    let mut last = None;
    for (at, word) in reading.words.iter().enumerate() {
        if reading.paragraph(at).start == at {
            last = None;
        }
        let role = most(&roles[word.span.start()..word.span.end()]);
        labels.tags.push(role.map_or(Tag::OUTSIDE, |(tag, _)| if role == last { tag + 1 } else { tag }));
        labels.owner.push(role.map(|(_, owner)| owner));
        last = role;
    }
    labels
}

fn most(bytes: &[Option<(u8, usize)>]) -> Option<(u8, usize)> {
    let count = |role: &Option<(u8, usize)>| bytes.iter().filter(|r| *r == role).count();
    let top = bytes.iter().filter(|r| r.is_some()).max_by_key(|r| count(r))?;
    top.filter(|_| count(top) * 2 >= bytes.len())
}
