//! What a reader did, one record each: the shape is what stands in a line of the journal.

use serde::{Deserialize, Serialize};

use super::{ArticleKey, Clip, Id, Place, Stamp};
use crate::correction::Correction;

/// One thing done, and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When, and which.
    #[serde(flatten)]
    pub stamp: Stamp,
    /// What.
    #[serde(flatten)]
    pub deed: EventKind,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum EventKind {
    /// The reader is here now.
    Place {
        /// Where.
        place: Place,
    },
    /// Jumped away from here.
    Jump {
        /// From where.
        place: Place,
    },
    /// Set a mark.
    Mark {
        /// Its letter.
        name: char,
        /// The place.
        place: Place,
    },
    /// Read an article to its end, or marked it as read or unread.
    Read {
        /// Which.
        article: ArticleKey,
        /// Whether it counts as read from now on.
        read: bool,
        /// Marked by hand, not read to its end: `U` takes it back.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        by_hand: bool,
        /// Others that were marked with it: `U` takes all of them back.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        more: Vec<ArticleKey>,
    },
    /// Typed a line.
    Type {
        /// What for: `find`, `filter`, `command`, `search`.
        what: String,
        /// The line.
        line: String,
    },
    /// Clipped words; the event's [`Id`] is the clipping's from now on.
    Clip {
        /// The words, with their speaker and article.
        clip: Clip,
        /// Behind which clipping it goes; none for the end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Id>,
    },
    /// Wrote another note to a clipping.
    ClipNote {
        /// Id of the clipping.
        clip: Id,
        /// The whole note.
        note: String,
    },
    /// Moved a clipping.
    ClipMove {
        /// Id of the clipping.
        clip: Id,
        /// Behind which one; none for the front.
        after: Option<Id>,
    },
    /// Removed a clipping.
    ClipRemove {
        /// Id of the clipping.
        clip: Id,
    },
    /// Put right who said what.
    Correct {
        /// What holds instead.
        correction: Box<Correction>,
    },
    /// Took back an event; of an undo, did it again.
    Undo {
        /// Id of the event.
        of: Id,
    },
}

impl EventKind {
    /// Returns `true` if a message confirms that it was stored; places and the like are stored silently.
    pub fn is_told(&self) -> bool {
        !matches!(self, Self::Place { .. } | Self::Jump { .. } | Self::Type { .. })
    }

    /// The word for it, in what undo and redo tell.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Place { .. } => "place",
            Self::Jump { .. } => "jump",
            Self::Mark { .. } => "mark",
            Self::Read { .. } => "read mark",
            Self::Type { .. } => "line",
            Self::Clip { .. } => "clipping",
            Self::ClipNote { .. } => "note on a clipping",
            Self::ClipMove { .. } => "order of clippings",
            Self::ClipRemove { .. } => "clipping removed",
            Self::Correct { .. } => "correction",
            Self::Undo { .. } => "undo",
        }
    }

    /// The article of a change, where the event itself names it.
    pub fn article(&self) -> Option<&ArticleKey> {
        match self {
            Self::Read { article, .. } => Some(article),
            Self::Clip { clip, .. } => Some(&clip.article),
            Self::Correct { correction } => Some(&correction.article),
            _ => None,
        }
    }

    /// Returns `true` for a change that `U` undoes.
    pub fn is_change(&self) -> bool {
        matches!(
            self,
            Self::Correct { .. }
                | Self::Read { by_hand: true, .. }
                | Self::Clip { .. }
                | Self::ClipNote { .. }
                | Self::ClipMove { .. }
                | Self::ClipRemove { .. }
        )
    }
}
