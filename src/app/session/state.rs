//! What a session remembers: the reader's place, what was read, undo and redo under way.

use crate::app::history::Spot;
use sayso_library::ArticleId;
use sayso_library::state::{Id, Place};

/// What a session remembers.
#[derive(Debug, Default)]
pub struct SessionState {
    /// A key was pressed: from now on the place is the reader's own.
    touched: bool,
    /// The place that was told last.
    told: Option<Spot>,
    /// Where the last session stopped, until it is there or the reader went elsewhere.
    back: Option<Place>,
    /// The last session's place was gone to.
    restored: bool,
    /// The article that was read to its end last.
    pub(super) finished: Option<ArticleId>,
    /// Undo and redo.
    pub(super) undo: Undo,
}

/// Undo and redo that are under way.
#[derive(Debug, Default)]
pub(super) struct Undo {
    /// Steps back (`false`) and forward that wait for the one before them to be written.
    steps: Vec<bool>,
    /// A step is being written.
    stepping: bool,
    /// The session that writes: known once something was written.
    pub own: Option<u64>,
    /// The change beyond this session or library that the reader was asked about.
    pub asked: Option<Id>,
    /// The reader went beyond them already.
    pub beyond: bool,
}

impl SessionState {
    /// A key was pressed: from now on the place is the reader's own.
    pub fn touch(&mut self) {
        self.touched = true;
        self.back = None;
    }

    /// Returns `true` if a key was pressed, or a place of the last session is open or awaited.
    pub fn is_touched(&self) -> bool {
        self.touched || self.restored || self.back.is_some()
    }

    /// Waits for the article in which the last session stopped.
    pub fn come_back(&mut self, place: Option<Place>) {
        self.back = place;
    }

    /// Where the last session stopped, until it is there or a key was pressed.
    pub fn awaited(&self) -> Option<&Place> {
        self.back.as_ref()
    }

    /// Takes the place where the last session stopped: its article is there.
    pub fn restore(&mut self) -> Option<Place> {
        let place = self.back.take()?;
        self.restored = true;
        Some(place)
    }

    /// The place to store, if it is another than was stored last. None before the first key.
    pub fn spot_anew(&mut self, here: Spot) -> Option<Spot> {
        let spot = Spot { card: None, picker: false, ..here };
        if !self.touched || self.told == Some(spot) {
            return None;
        }
        self.told = Some(spot);
        Some(spot)
    }
}

impl Undo {
    /// Starts a step back (`false`) or forward. Returns `false`, and keeps it for later, if one is being written.
    pub fn start(&mut self, forward: bool) -> bool {
        if self.stepping {
            self.steps.push(forward);
        }
        !self.stepping
    }

    /// A step is being written.
    pub fn write(&mut self) {
        self.stepping = true;
    }

    /// A step was written: takes the next one that waits.
    pub fn written(&mut self) -> Option<bool> {
        self.stepping = false;
        (!self.steps.is_empty()).then(|| self.steps.remove(0))
    }
}
