//! Which articles a session wants read a second time, and when that may be done.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::watcher::WatchEvent;
use crate::state::State;

/// Time without a key or a search after which articles that nobody has opened are read a second time.
const QUIET: Duration = Duration::from_secs(2);

/// Asks for second readings. The index keeps them, and the new state of the index is reported.
#[derive(Clone, Debug)]
pub struct SecondReader {
    wanted: Arc<SecondReadingRequests>,
    worker: Sender<WatchEvent>,
}

impl SecondReader {
    /// Hands requests to the worker that listens to `worker`.
    pub(super) fn new(worker: Sender<WatchEvent>) -> Self {
        Self { wanted: Arc::default(), worker }
    }

    /// What is asked for, for the worker.
    pub(super) fn wanted(&self) -> Arc<SecondReadingRequests> {
        Arc::clone(&self.wanted)
    }

    /// Asks for the second reading of a file, as it is shown, in the place of the one asked for before.
    pub fn read(&self, file: String) {
        let mut open = lock(&self.wanted.open);
        *open = Some(file);
        // Set before the worker can take the file: set later, they would stop the reading of this very file.
        self.wanted.replaced.store(true, Ordering::Relaxed);
        self.wanted.interrupted.store(true, Ordering::Relaxed);
        drop(open);
        self.wake();
    }

    /// Asks for the second reading of all articles, while nothing else is to be done; first of those that are not read
    /// in `state`.
    pub fn read_all(&self, state: Arc<State>) {
        *lock(&self.wanted.all) = Some(state);
        self.wake();
    }

    /// Interrupts the second reading of articles that nobody has opened: a key was pressed, or a search was asked for.
    pub fn interrupt(&self) {
        *lock(&self.wanted.busy) = Some(Instant::now());
        self.wanted.interrupted.store(true, Ordering::Relaxed);
    }

    fn wake(&self) {
        // Only a session that has ended does not listen.
        let _ = self.worker.send(WatchEvent::Work);
    }
}

/// What is asked for, shared with the worker.
#[derive(Debug, Default)]
pub(super) struct SecondReadingRequests {
    /// The file of the article that was opened last.
    open: Mutex<Option<String>>,
    /// What the user has read, once all articles are asked for.
    all: Mutex<Option<Arc<State>>>,
    /// When a key was pressed last.
    busy: Mutex<Option<Instant>>,
    /// Another article was opened than the one that is being read.
    pub replaced: AtomicBool,
    /// The reading of articles that nobody has opened is to stop.
    pub interrupted: AtomicBool,
}

impl SecondReadingRequests {
    /// Takes the file to read now, and clears the flag that stops its reading.
    pub fn take_open(&self) -> Option<String> {
        let mut open = lock(&self.open);
        self.replaced.store(false, Ordering::Relaxed);
        open.take()
    }

    /// What the user has read, if all articles are asked for.
    pub fn all(&self) -> Option<Arc<State>> {
        lock(&self.all).clone()
    }

    /// Time until articles that nobody has opened may be read, if they may not now. Clears the flag that stops them.
    pub fn wait(&self, is_searching: bool) -> Option<Duration> {
        self.interrupted.store(false, Ordering::Relaxed);
        if is_searching {
            return Some(QUIET);
        }
        if lock(&self.open).is_some() {
            return Some(Duration::ZERO);
        }
        let left = QUIET.saturating_sub(lock(&self.busy).as_ref()?.elapsed());
        (!left.is_zero()).then_some(left)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn what_nobody_opened_waits_for_keys_searches_and_the_open_article() {
        let (told, _work) = channel();
        let reader = SecondReader::new(told);
        let wanted = reader.wanted();
        assert!(wanted.all().is_none());
        reader.read_all(Arc::default());
        assert!(wanted.all().is_some());
        assert_eq!((wanted.wait(false), wanted.wait(true)), (None, Some(QUIET)));
        reader.interrupt();
        assert!(wanted.interrupted.load(Ordering::Relaxed));
        let wait = wanted.wait(false).unwrap();
        assert!(wait <= QUIET && !wait.is_zero(), "{wait:?}");
        reader.read("a.md".to_owned());
        assert!(wanted.interrupted.load(Ordering::Relaxed) && wanted.replaced.load(Ordering::Relaxed));
        assert_eq!(wanted.wait(false), Some(Duration::ZERO));
        assert_eq!(wanted.take_open().as_deref(), Some("a.md"));
        assert!(!wanted.replaced.load(Ordering::Relaxed) && wanted.take_open().is_none());
    }
}
