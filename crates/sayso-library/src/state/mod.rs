//! What a reader did and keeps: places, marks, read marks, lines typed, clippings, corrections.
//!
//! All of it is [`Event`]s, and a [`State`] is what they come to. Events of any sessions, in any order and however
//! often each comes, fold into the same state: a journal may be cut, merged or read twice. Knows no file: the
//! store writes the events, and their shape is what stands in its lines.

mod anchor;
mod clipping;
mod event;
mod place;
mod reduce;
mod stamp;

pub use anchor::{Anchor, Lost};
pub use clipping::{Clip, Clipping};
pub use event::{Event, EventKind};
pub use place::{ArticleKey, Place, Search, hash};
pub use stamp::{Id, IdError, Stamp, Stamper};

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use super::address::file_name;
use super::correction::{Correction, Verdict};
use reduce::View;

/// What all events together come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    events: BTreeMap<Stamp, EventKind>,
    view: View,
    /// Sessions of other readers of a team.
    others: BTreeSet<u64>,
}

impl State {
    /// The state that these events come to.
    pub fn of(events: impl IntoIterator<Item = Event>) -> Self {
        let events = events.into_iter().map(|event| (event.stamp, event.deed)).collect();
        let view = View::of(&events);
        Self { events, view, others: BTreeSet::new() }
    }

    /// The read marks and the corrections alone, shared with this state: what articles are shown and searched by.
    #[must_use]
    pub fn of_articles(&self) -> Self {
        let (read, corrections) = (Arc::clone(&self.view.read), Arc::clone(&self.view.corrections));
        Self { view: View { read, corrections, ..View::default() }, ..Self::default() }
    }

    /// Returns `true` if both are known to have the same read marks, without comparing them.
    pub fn shares_read_marks(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.view.read, &other.view.read)
    }

    /// Returns `true` if both are known to have the same corrections, without comparing them.
    pub fn shares_corrections(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.view.corrections, &other.view.corrections)
    }

    /// Takes in more events; true if one of them was new.
    pub fn learn(&mut self, events: impl IntoIterator<Item = Event>) -> bool {
        let before = self.events.len();
        let mut anew = false;
        for Event { stamp, deed } in events {
            if self.events.contains_key(&stamp) {
                continue;
            }
            // The newest event goes on top of what there is; any other changes what came after it.
            let on_top = self.newest().is_none_or(|newest| newest < stamp) && !matches!(deed, EventKind::Undo { .. });
            if on_top && !anew {
                self.view.take(stamp, &deed);
            }
            anew |= !on_top;
            self.events.insert(stamp, deed);
        }
        if anew {
            self.view = View::of(&self.events);
        }
        self.events.len() > before
    }

    /// Takes in what other readers of a team did; true if something of it was new. It is not for this reader to undo.
    pub fn learn_from_others(&mut self, events: Vec<Event>) -> bool {
        self.others.extend(events.iter().map(|event| event.stamp.id.session));
        self.learn(events)
    }

    /// The events of this reader, newest first.
    fn own(&self) -> impl Iterator<Item = (&Stamp, &EventKind)> {
        self.events.iter().rev().filter(|(stamp, _)| !self.others.contains(&stamp.id.session))
    }

    /// The newest stamp of all.
    pub fn newest(&self) -> Option<Stamp> {
        self.events.last_key_value().map(|(stamp, _)| *stamp)
    }

    /// Every event, oldest first.
    pub fn events(&self) -> impl Iterator<Item = Event> + '_ {
        self.events.iter().map(|(stamp, deed)| Event { stamp: *stamp, deed: deed.clone() })
    }

    /// Where the last session stopped.
    pub fn last_place(&self) -> Option<&Place> {
        self.view.last.as_ref()
    }

    /// Where the article at `path` with this headline was left.
    pub fn place_in(&self, path: &str, title: &str) -> Option<&Place> {
        self.view.places.get(&(file_name(path).to_owned(), title.to_owned()))
    }

    /// The place of a mark.
    pub fn mark(&self, name: char) -> Option<&Place> {
        self.view.marks.get(&name)
    }

    /// Places jumped from, oldest first.
    pub fn jumps(&self) -> &[Place] {
        &self.view.jumps
    }

    /// Returns `true` if the article at `path` with this headline was read.
    pub fn is_read(&self, path: &str, title: &str) -> bool {
        self.view.read.get(title).is_some_and(|names| names.contains(file_name(path)))
    }

    /// Returns `true` if any article is marked as read.
    pub fn has_read_marks(&self) -> bool {
        !self.view.read.is_empty()
    }

    /// The lines typed for `what` (`find`, `filter`, `command`, `search`), oldest first, each once.
    pub fn typed(&self, what: &str) -> &[String] {
        self.view.typed.get(what).map_or(&[], Vec::as_slice)
    }

    /// The clippings, in their order.
    pub fn clippings(&self) -> &[Clipping] {
        &self.view.clippings
    }

    /// The corrections in force, oldest first.
    pub fn corrections(&self) -> &[(Id, Correction)] {
        &self.view.corrections
    }

    /// The names that the reader has called one: the one that goes, and the one that stays.
    pub fn merges(&self) -> impl Iterator<Item = (&str, &str)> {
        self.corrections().iter().filter_map(|(_, correction)| match &correction.verdict {
            Verdict::Merge { from, into } => Some((from.as_str(), into.as_str())),
            _ => None,
        })
    }

    /// What `U` takes back next: the newest change of this reader that is in force.
    pub fn undoable(&self) -> Option<(Id, &EventKind)> {
        let cancelled = reduce::cancelled(&self.events);
        let mut last = self.own().filter(|(stamp, deed)| deed.is_change() && !cancelled.contains(&stamp.id));
        last.next().map(|(stamp, deed)| (stamp.id, deed))
    }

    /// What `R` does again: the undo to take back, and the change it took back. None once another change was made.
    pub fn redoable(&self) -> Option<(Id, &EventKind)> {
        let cancelled = reduce::cancelled(&self.events);
        let since = self.own().take_while(|(_, deed)| !deed.is_change());
        let mut undone = since.filter_map(|(stamp, deed)| match deed {
            EventKind::Undo { of } if !cancelled.contains(&stamp.id) => {
                self.event(*of).filter(|deed| deed.is_change()).map(|deed| (stamp.id, deed))
            }
            _ => None,
        });
        // The last undo in force is the first to be taken back; the oldest of several would come last.
        undone.next()
    }

    /// The stamp of an event.
    pub fn stamp(&self, id: Id) -> Option<Stamp> {
        self.events.keys().rev().find(|stamp| stamp.id == id).copied()
    }

    /// What an event did.
    pub fn event(&self, id: Id) -> Option<&EventKind> {
        self.events.iter().rev().find(|(stamp, _)| stamp.id == id).map(|(_, deed)| deed)
    }

    /// The change that a step with `of` in it takes back; or does again, where `of` took it back: then true.
    pub fn stepped(&self, of: Id) -> Option<(&EventKind, bool)> {
        match self.event(of)? {
            EventKind::Undo { of } => Some((self.event(*of)?, true)),
            change => Some((change, false)),
        }
    }

    /// The events that no state needs any more: places, marks and lines with newer ones over them. Changes and their
    /// undoing are never among them.
    pub fn needless(&self) -> HashSet<Id> {
        reduce::needless(&self.events)
    }
}

#[cfg(test)]
mod tests;
