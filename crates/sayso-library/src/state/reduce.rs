//! From events to what they come to.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::correction::Correction;

use super::clipping::{Clipping, insert, shift};
use super::{ArticleKey, EventKind, Id, Place, Stamp};

/// Lines typed for one thing that are kept.
const LINES: usize = 100;

/// Jumps that are kept.
const JUMPS: usize = 200;

/// What the events come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct View {
    pub last: Option<Place>,
    pub places: HashMap<(String, String), Place>,
    pub marks: BTreeMap<char, Place>,
    pub jumps: Vec<Place>,
    /// Of each headline the files that were.
    pub read: Arc<HashMap<String, HashSet<String>>>,
    pub typed: HashMap<String, Vec<String>>,
    pub clippings: Vec<Clipping>,
    pub corrections: Arc<Vec<(Id, Correction)>>,
}

impl View {
    /// Of all events that are in force.
    pub fn of(events: &BTreeMap<Stamp, EventKind>) -> Self {
        let cancelled = cancelled(events);
        let mut view = Self::default();
        for (stamp, deed) in events.iter().filter(|(stamp, _)| !cancelled.contains(&stamp.id)) {
            view.take(*stamp, deed);
        }
        view
    }

    /// Takes one event, newer than all before.
    pub fn take(&mut self, stamp: Stamp, deed: &EventKind) {
        match deed {
            EventKind::Place { place } => {
                let (name, title) = place.article.called();
                self.places.insert((name.to_owned(), title.to_owned()), place.clone());
                self.last = Some(place.clone());
            }
            EventKind::Jump { place } => {
                self.jumps.push(place.clone());
                let over = self.jumps.len().saturating_sub(JUMPS);
                self.jumps.drain(..over);
            }
            EventKind::Mark { name, place } => drop(self.marks.insert(*name, place.clone())),
            EventKind::Read { article, read, more, .. } => {
                more.iter().chain([article]).for_each(|article| self.mark_read(article, *read));
            }
            EventKind::Type { what, line } => keep(self.typed.entry(what.clone()).or_default(), line),
            EventKind::Correct { correction } => {
                Arc::make_mut(&mut self.corrections).push((stamp.id, (**correction).clone()));
            }
            EventKind::Undo { .. } => {}
            _ => self.clip(stamp, deed),
        }
    }

    fn mark_read(&mut self, article: &ArticleKey, read: bool) {
        let all = Arc::make_mut(&mut self.read);
        let names = all.entry(article.title.clone()).or_default();
        if read {
            names.insert(article.name.clone());
        } else {
            names.remove(&article.name);
        }
        if names.is_empty() {
            all.remove(&article.title);
        }
    }

    fn clip(&mut self, stamp: Stamp, deed: &EventKind) {
        let all = &mut self.clippings;
        match deed {
            EventKind::Clip { clip, after } => {
                insert(all, Clipping { id: stamp.id, at: stamp.at, clip: clip.clone() }, *after);
            }
            EventKind::ClipNote { clip, note } => {
                if let Some(it) = all.iter_mut().find(|c| c.id == *clip) {
                    it.clip.note.clone_from(note);
                }
            }
            EventKind::ClipMove { clip, after } => shift(all, *clip, *after),
            EventKind::ClipRemove { clip } => all.retain(|c| c.id != *clip),
            _ => {}
        }
    }
}

fn keep(lines: &mut Vec<String>, line: &str) {
    lines.retain(|other| other != line);
    lines.push(line.to_owned());
    let over = lines.len().saturating_sub(LINES);
    lines.drain(..over);
}

/// The events that were taken back, each by a newer undo. One that was taken back itself takes nothing back.
pub(super) fn cancelled(events: &BTreeMap<Stamp, EventKind>) -> HashSet<Id> {
    let (mut aimed_at, mut cancelled) = (HashSet::new(), HashSet::new());
    for (stamp, deed) in events.iter().rev() {
        if aimed_at.contains(&stamp.id) {
            cancelled.insert(stamp.id);
        } else if let EventKind::Undo { of } = deed {
            aimed_at.insert(*of);
        }
    }
    cancelled
}

/// The events that newer ones have replaced.
pub(super) fn needless(events: &BTreeMap<Stamp, EventKind>) -> HashSet<Id> {
    let cancelled = cancelled(events);
    let mut seen = HashSet::new();
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut needless = HashSet::new();
    for (stamp, deed) in events.iter().rev().filter(|(stamp, _)| !cancelled.contains(&stamp.id)) {
        let Some((family, key, most)) = slot(deed) else { continue };
        let replaced = key.is_some_and(|key| !seen.insert((family.clone(), key)));
        let count = counts.entry(family).or_default();
        *count += usize::from(!replaced);
        if replaced || *count > most {
            needless.insert(stamp.id);
        }
    }
    needless
}

/// Events of one family and key replace each other, and of a family no more than so many count. None for what is
/// never replaced.
fn slot(deed: &EventKind) -> Option<(String, Option<String>, usize)> {
    let of = |article: &ArticleKey| Some(format!("{}\n{}", article.name, article.title));
    Some(match deed {
        EventKind::Place { place } => ("place".to_owned(), of(&place.article), usize::MAX),
        EventKind::Read { by_hand: true, .. } => return None,
        EventKind::Read { article, .. } => ("read".to_owned(), of(article), usize::MAX),
        EventKind::Mark { name, .. } => ("mark".to_owned(), Some(name.to_string()), usize::MAX),
        EventKind::Type { what, line } => (format!("type {what}"), Some(line.clone()), LINES),
        EventKind::Jump { .. } => ("jump".to_owned(), None, JUMPS),
        _ => return None,
    })
}
