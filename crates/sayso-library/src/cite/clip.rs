//! To a clipping and back: what is kept of a quote is all that a citation may say.

use super::Cited;
use crate::state::{Anchor, ArticleKey, Clip};
use sayso_attribution::text::one_line;

impl Cited {
    /// What is kept of it; `words` are its words in the article.
    pub fn clip(self, article: ArticleKey, words: Vec<Anchor>) -> Clip {
        Clip {
            article,
            path: self.article,
            author: self.author,
            publication: self.publication,
            published: self.published,
            url: self.url,
            digest_of: self.digest_of,
            paragraph: self.paragraph,
            page: self.page,
            speaker: self.speaker,
            kind: self.kind,
            act: self.act,
            via: self.via,
            address: self.address,
            words,
            note: self.note.unwrap_or_default(),
        }
    }

    /// As it was when it was kept, with the note as it is now. The line of the file is not kept: it moves.
    pub fn of_clip(clip: &Clip) -> Self {
        let words: Vec<&str> = clip.words.iter().map(|words| words.exact.as_str()).collect();
        Self {
            words: one_line(&words.join(" … ")),
            speaker: clip.speaker.clone(),
            kind: clip.kind.clone(),
            act: clip.act.clone(),
            via: clip.via.clone(),
            title: clip.article.title.clone(),
            author: clip.author.clone(),
            publication: clip.publication.clone(),
            published: clip.published.clone(),
            url: clip.url.clone(),
            digest_of: clip.digest_of.clone(),
            paragraph: clip.paragraph,
            page: clip.page,
            line: 0,
            article: clip.path.clone(),
            address: clip.address.clone(),
            note: Some(clip.note.clone()).filter(|note| !note.is_empty()),
        }
    }
}
