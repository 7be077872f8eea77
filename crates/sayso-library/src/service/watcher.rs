//! Being told when a folder changes, or looking every so often where nobody tells.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::indexer::Wait;
use crate::files as store;
use crate::index::Look;

/// A file is often written in several steps: looked at when none came for so long.
const QUIET: Duration = Duration::from_millis(200);

/// Looked at all the same when steps keep coming for so long.
const LONGEST: Duration = Duration::from_secs(2);

/// Where nobody tells (a network file system), looked at so often.
const LOOK: Duration = Duration::from_secs(5);

/// For every file there is, looked at so much less often: looking at all of them takes a small part of the time.
const A_FILE: Duration = Duration::from_micros(100);

/// Maximum number of changes at once that are compared one by one; more compare the whole folder.
const FEW: usize = 1000;

/// Factor by which known changes are looked at more often, because only sorting them takes time.
const KNOWN: u32 = 10;

/// What a watcher waits for.
#[derive(Debug)]
pub enum WatchEvent {
    /// Something changed at these paths; nowhere in particular where there are none.
    Changed(Vec<PathBuf>),
    /// There is other work than to look at files.
    Work,
}

/// Follows some folders.
pub struct FolderWatcher {
    /// Ends when dropped; none where nobody tells.
    watcher: Option<RecommendedWatcher>,
    events: Receiver<WatchEvent>,
    waker: Sender<WatchEvent>,
    /// When the first wait after the last look at the files began.
    waits_since: Option<Instant>,
    /// The one folder that is followed, as it is told and as the user named it.
    folder: Option<(PathBuf, PathBuf)>,
}

impl FolderWatcher {
    /// For the folders among `paths`; a file that was named is followed with its folder.
    #[cfg(test)]
    pub fn new(paths: &[PathBuf]) -> Self {
        Self::on(paths, std::sync::mpsc::channel())
    }

    /// Like [`Self::new`], told through a channel that others may send to.
    pub fn on(paths: &[PathBuf], (told, events): (Sender<WatchEvent>, Receiver<WatchEvent>)) -> Self {
        let waker = told.clone();
        let tell = move |event: notify::Result<Event>| {
            if let Ok(event) = event
                && matters(event.kind)
            {
                // Only a session that has ended does not listen.
                let _ = told.send(WatchEvent::Changed(if event.need_rescan() { Vec::new() } else { event.paths }));
            }
        };
        let mut watcher = notify::recommended_watcher(tell).ok();
        for path in paths {
            let folder = if path.is_dir() { path.as_path() } else { path.parent().unwrap_or(path) };
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            let mode = if path.is_dir() { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            let told = !store::is_remote(folder) && watcher.as_mut().is_some_and(|w| w.watch(folder, mode).is_ok());
            if !told {
                // From now on it is looked every so often.
                watcher = None;
            }
        }
        let folder = match paths {
            [folder] if folder.is_dir() => std::path::absolute(folder).ok().map(|told| (told, folder.clone())),
            _ => None,
        };
        Self { watcher, events, waker, waits_since: None, folder }
    }

    /// Ends a wait for changes: everything is looked at.
    pub fn waker(&self) -> impl Fn() + Send + 'static {
        let waker = self.waker.clone();
        move || {
            // Only a session that has ended does not listen.
            let _ = waker.send(WatchEvent::Changed(Vec::new()));
        }
    }

    /// Waits for a change, or until it is time to look again, and tells where. `wait` is how much there is to look at,
    /// and whether another program is at work. `None` if there is other work to do, which is so after the time `due`.
    pub fn changed(&mut self, wait: Wait, due: Option<Duration>) -> Option<Look> {
        let since = *self.waits_since.get_or_insert_with(Instant::now);
        let look = self.wait(wait, due, since)?;
        self.waits_since = None;
        Some(look)
    }

    fn wait(&self, wait: Wait, due: Option<Duration>, since: Instant) -> Option<Look> {
        let pause = A_FILE * wait.files as u32;
        let patience = match self.watcher {
            None => LOOK.max(pause),
            Some(_) if wait.others => LONGEST,
            Some(_) => Duration::MAX,
        };
        // Other work that is always due must not put off the look at the files.
        let patience = patience.saturating_sub(since.elapsed());
        let due = due.filter(|due| *due < patience);
        match self.events.recv_timeout(due.unwrap_or(patience)) {
            Ok(WatchEvent::Work) => None,
            Err(RecvTimeoutError::Timeout) if due.is_some() => None,
            Ok(WatchEvent::Changed(_)) | Err(_) if self.watcher.is_none() => Some(Look::All),
            Ok(WatchEvent::Changed(_)) if wait.others => Some(self.settle(None, pause)),
            Ok(WatchEvent::Changed(at)) => Some(self.settle(self.named(at), pause)),
            Err(_) => Some(Look::All),
        }
    }

    /// Takes all that comes at once as one change.
    fn settle(&self, mut files: Option<Vec<PathBuf>>, pause: Duration) -> Look {
        let start = Instant::now();
        while start.elapsed() < LONGEST
            && let Ok(more) = self.events.recv_timeout(QUIET)
        {
            files = self.and(files, more);
        }
        let pause = if files.is_some() { pause / KNOWN } else { pause };
        std::thread::sleep(pause.saturating_sub(start.elapsed()));
        while let Ok(more) = self.events.try_recv() {
            files = self.and(files, more);
        }
        files.map_or(Look::All, |mut files| {
            files.sort_unstable();
            files.dedup();
            Look::At(files)
        })
    }

    /// Adds what was told. Other work waits until the files are looked at, and is asked for then.
    fn and(&self, files: Option<Vec<PathBuf>>, more: WatchEvent) -> Option<Vec<PathBuf>> {
        let mut files = files?;
        let WatchEvent::Changed(more) = more else { return Some(files) };
        files.extend(self.named(more)?);
        (files.len() <= FEW).then_some(files)
    }

    /// As the user would name these; `None` where only a look at everything tells what changed.
    fn named(&self, told: Vec<PathBuf>) -> Option<Vec<PathBuf>> {
        let (folder, named) = self.folder.as_ref().filter(|_| !told.is_empty())?;
        let below = |path: PathBuf| Some(named.join(path.strip_prefix(folder).ok()?));
        told.into_iter().map(below).collect()
    }
}

/// Reading a file is no change; having written one is.
fn matters(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        EventKind::Any | EventKind::Other | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_told_as_the_user_named_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let paths = [folder.path().join("."), folder.path().join("b")];
        let follower = FolderWatcher::new(&paths[..1]);
        let told = |path: &Path| follower.named(vec![path.to_owned()]);
        assert_eq!(told(&folder.path().join("part/a.md")), Some(vec![folder.path().join("./part/a.md")]));
        assert_eq!(told(Path::new("/elsewhere/a.md")), None);
        assert_eq!(follower.named(Vec::new()), None, "not told where");
        assert_eq!(FolderWatcher::new(&paths).named(vec![folder.path().join("a.md")]), None, "several folders");
    }

    #[test]
    fn a_change_is_looked_at_where_it_was_and_very_many_everywhere() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut follower = FolderWatcher::new(&[folder.path().to_owned()]);
        if follower.watcher.is_none() {
            eprintln!("skipped: the system watches no folder here");
            return;
        }
        let write = |name: String| std::fs::write(folder.path().join(name), "Words.").expect("a file");
        write("a.md".to_owned());
        assert_eq!(follower.changed(Wait::default(), None), Some(Look::At(vec![folder.path().join("a.md")])));
        (0..=FEW).for_each(|n| write(format!("{n}.md")));
        assert_eq!(follower.changed(Wait::default(), None), Some(Look::All));
        follower.waker.send(WatchEvent::Work).expect("a watcher");
        assert_eq!(follower.changed(Wait::default(), None), None);
        assert_eq!(follower.changed(Wait::default(), Some(Duration::ZERO)), None, "work that is due");
    }

    #[test]
    fn where_nobody_tells_files_are_looked_at_while_other_work_is_always_due() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut follower = FolderWatcher::new(&[folder.path().to_owned()]);
        follower.watcher = None;
        assert_eq!(follower.changed(Wait::default(), Some(Duration::ZERO)), None);
        follower.waits_since = Instant::now().checked_sub(LOOK);
        assert_eq!(follower.changed(Wait::default(), Some(Duration::ZERO)), Some(Look::All));
        assert_eq!(follower.changed(Wait::default(), Some(Duration::ZERO)), None, "looked at just now");
    }
}
