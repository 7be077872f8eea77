//! To a clipping and back: what is kept of a quote is all that a citation may say.

use super::Cited;
use crate::state::{Anchor, ArticleKey, Clip};

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
            status: self.status,
            cue: self.cue,
            joint: self.joint,
            printed: self.printed,
            copied: self.words,
            via: self.via,
            address: self.address,
            words,
            note: self.note.unwrap_or_default(),
        }
    }

    /// As it was when it was kept, with the note as it is now. The line of the file is not kept: it moves.
    pub fn of_clip(clip: &Clip) -> Self {
        Self {
            words: if clip.copied.is_empty() { clip.whole() } else { clip.copied.clone() },
            printed: clip.printed.clone(),
            cue: clip.cue.clone(),
            joint: clip.joint.clone(),
            status: clip.status.clone(),
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
            // A path from a folder that nobody may be in any more leads nowhere.
            article: if clip.article.path.is_empty() { &clip.path } else { &clip.article.path }.clone(),
            address: clip.address.clone(),
            note: Some(clip.note.clone()).filter(|note| !note.is_empty()),
            was: None,
        }
    }
}
