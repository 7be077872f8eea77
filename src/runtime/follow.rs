//! Being told when a folder changes, or looking every so often where nobody tells.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::keeper::Wait;
use crate::store;

/// A file is often written in several steps: looked at when none came for so long.
const QUIET: Duration = Duration::from_millis(200);

/// Looked at all the same when steps keep coming for so long.
const LONGEST: Duration = Duration::from_secs(2);

/// Where nobody tells (a network file system), looked at so often.
const LOOK: Duration = Duration::from_secs(5);

/// For every file there is, looked at so much less often: looking at all of them takes a small part of the time.
const A_FILE: Duration = Duration::from_micros(100);

/// Follows some folders.
pub struct Follower {
    /// Ends when dropped.
    _watcher: Option<RecommendedWatcher>,
    events: Receiver<()>,
}

impl Follower {
    /// For the folders among `paths`; a file that was named is followed with its folder.
    pub fn new(paths: &[PathBuf]) -> Self {
        let (told, events) = channel();
        let tell = move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| matters(event.kind)) {
                // Only a session that has ended does not listen.
                let _ = told.send(());
            }
        };
        let mut watcher = notify::recommended_watcher(tell).ok();
        for path in paths {
            let folder = if path.is_dir() { path.as_path() } else { path.parent().unwrap_or(path) };
            let folder = if folder.as_os_str().is_empty() { std::path::Path::new(".") } else { folder };
            let mode = if path.is_dir() { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            let told = !store::is_remote(folder) && watcher.as_mut().is_some_and(|w| w.watch(folder, mode).is_ok());
            if !told {
                // Dropping it closes the channel: from then on it is looked every so often.
                watcher = None;
            }
        }
        Self { _watcher: watcher, events }
    }

    /// Waits for a change, or until it is time to look again. `wait` is how much there is to look at, and whether
    /// another program is at work.
    pub fn changed(&self, wait: Wait) -> bool {
        let pause = A_FILE * wait.files as u32;
        let patience = if wait.others { LONGEST } else { Duration::MAX };
        match self.events.recv_timeout(patience) {
            Ok(()) => self.settle(pause),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => std::thread::sleep(LOOK.max(pause)),
        }
        true
    }

    /// Takes all that comes at once as one change.
    fn settle(&self, pause: Duration) {
        let start = Instant::now();
        while start.elapsed() < LONGEST && self.events.recv_timeout(QUIET).is_ok() {}
        std::thread::sleep(pause.saturating_sub(start.elapsed()));
        while self.events.try_recv().is_ok() {}
    }
}

/// Reading a file is no change; having written one is.
fn matters(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        EventKind::Any | EventKind::Other | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) => true,
    }
}
