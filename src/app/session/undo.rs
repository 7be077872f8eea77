//! Taking back the newest change (`U`) and doing it again (`Ctrl-r`), with a word on what it is.

use crate::app::info::count;
use crate::app::{Effect, Model};
use sayso_attribution::text::one_line;
use sayso_library::state::{Anchor, EventKind, Id, Stamp};

/// Letters of a quote or headline that tell which change is meant.
const TELLING: usize = 32;

impl Model {
    /// Takes back the newest change, or does again what was taken back. Before it takes back something of another session
    /// or library for the first time, it asks.
    pub(in crate::app) fn step(&mut self, forward: bool) -> Vec<Effect> {
        if !self.session.undo.start(forward) {
            return Vec::new();
        }
        let state = self.library.state();
        let found = if forward { state.redoable() } else { state.undoable() };
        let Some((of, _)) = found else {
            let line = if forward { "nothing to redo" } else { "nothing to undo" };
            return self.say(line);
        };
        if !forward && !self.session.undo.beyond && self.is_beyond(of) {
            if self.session.undo.asked != Some(of) {
                self.session.undo.asked = Some(of);
                let line = format!("undo {}? Press U again", self.change_told(of).unwrap_or_default());
                return self.say(line);
            }
            self.session.undo.beyond = true;
        }
        self.session.undo.write();
        vec![Effect::record(EventKind::Undo { of })]
    }

    /// Returns `true` for a change of another session, or of an article that is not in this library.
    fn is_beyond(&self, change: Id) -> bool {
        self.is_earlier(change) || self.is_elsewhere(change)
    }

    fn is_earlier(&self, change: Id) -> bool {
        self.session.undo.own != Some(change.session)
    }

    fn is_elsewhere(&self, change: Id) -> bool {
        self.subject(change).and_then(EventKind::article).is_some_and(|key| self.library.called(key).is_none())
    }

    /// What a step takes back or does again: `clipping “Cruz has…” (29 Nov 12:04, other library)`.
    pub(super) fn change_told(&self, of: Id) -> Option<String> {
        let state = self.library.state();
        let id = match state.event(of)? {
            EventKind::Undo { of } => *of,
            _ => of,
        };
        let change = state.event(id)?;
        let subject = self.subject(id).map(about).filter(|words| !words.is_empty());
        let earlier = state.stamp(id).filter(|_| self.is_earlier(id)).map(Stamp::told);
        let elsewhere = self.is_elsewhere(id).then(|| "other library".to_owned());
        let place: Vec<String> = earlier.into_iter().chain(elsewhere).collect();
        let subject = match self.subject(id) {
            Some(EventKind::Read { more, .. }) if !more.is_empty() => {
                format!("s of {}", count(more.len() + 1, "article"))
            }
            _ => subject.map_or_else(String::new, |words| format!(" “{words}”")),
        };
        let place = if place.is_empty() { String::new() } else { format!(" ({})", place.join(", ")) };
        Some([change.name(), &subject, &place].concat())
    }

    /// The event that says what a change is of: of a note the clipping.
    fn subject(&self, change: Id) -> Option<&EventKind> {
        let state = self.library.state();
        match state.event(change)? {
            EventKind::ClipNote { clip, .. } | EventKind::ClipMove { clip, .. } | EventKind::ClipRemove { clip } => {
                state.event(*clip)
            }
            other => Some(other),
        }
    }
}

/// The first words of what an event is of.
fn about(subject: &EventKind) -> String {
    let words = |words: &[Anchor]| words.first().map_or_else(String::new, |first| first.exact.clone());
    let text = match subject {
        EventKind::Clip { clip, .. } => words(&clip.words),
        EventKind::Correct { correction } => words(&correction.quote),
        EventKind::Read { article, .. } => article.title.clone(),
        _ => String::new(),
    };
    let line = one_line(&text);
    match line.char_indices().nth(TELLING) {
        Some((at, _)) => line[..at].trim_end().to_owned() + "…",
        None => line,
    }
}
