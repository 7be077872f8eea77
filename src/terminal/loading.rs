//! Keeping up with the library in the background: what is there is shown, what changed is read, then the folders are
//! followed.

use std::collections::HashSet;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};
use std::{io, thread};

use super::Wake;
use super::search::Searcher;
use crate::app::Input;
use sayso_library::index::{Check, Look};
use sayso_library::service::follow;
use sayso_library::service::keeper::{Keeper, News};
use sayso_library::service::panic::{WORKER, caught};

/// How far reading is is told so often.
const TOLD: Duration = Duration::from_millis(500);

/// Keeps everything under `paths` on a worker: tells the loop which articles there are, and the searcher where to look.
pub fn start(paths: Vec<PathBuf>, cap: u64, wakes: Sender<Wake>, searcher: Searcher) -> io::Result<()> {
    let post = Post { wakes, searcher, told: Instant::now(), unread: HashSet::new() };
    let work = move || {
        let mut post = post;
        if paths.is_empty() {
            post.send(vec![Input::LoadingDone]);
            return;
        }
        if let Err(line) = caught("reading", AssertUnwindSafe(|| keep(&paths, cap, &mut post))) {
            post.send(vec![Input::Aside(line), Input::LoadingDone]);
        }
    };
    thread::Builder::new().name(WORKER.to_owned()).spawn(work).map(drop)
}

/// Reads everything, then whatever changes; ends when nobody listens.
fn keep(paths: &[PathBuf], cap: u64, post: &mut Post) {
    let (mut keeper, said) = Keeper::open(paths.to_vec(), cap);
    post.publish(&mut keeper);
    // The list is shown first: to follow many folders takes a while. What changes from here on is told, what changed
    // before is looked for now.
    let follower = follow::Follower::new(paths);
    keeper.check(Check::New, &mut |keeper, news| post.tell(keeper, news));
    let mut wait = keeper.update(&Look::All, &mut |keeper, news| post.tell(keeper, news));
    post.send(said.map(Input::Aside).into_iter().chain([Input::LoadingDone]).collect());
    if !keeper.check(Check::Another, &mut |keeper, news| post.tell(keeper, news)) {
        wait = keeper.update(&Look::All, &mut |keeper, news| post.tell(keeper, news));
    }
    loop {
        let look = follower.changed(wait);
        wait = keeper.update(&look, &mut |keeper, news| post.tell(keeper, news));
        if !post.send(vec![Input::LoadingDone]) {
            return;
        }
    }
}

/// The way to the loop and to the searcher.
struct Post {
    wakes: Sender<Wake>,
    searcher: Searcher,
    told: Instant,
    /// What cannot be read is told once.
    unread: HashSet<String>,
}

impl Post {
    fn send(&self, inputs: Vec<Input>) -> bool {
        self.wakes.send(Wake::Inputs(inputs)).is_ok()
    }

    fn tell(&mut self, keeper: &mut Keeper, news: News) -> bool {
        match news {
            News::Kept => self.publish(keeper),
            News::Progress(_) if self.told.elapsed() < TOLD => true,
            News::Progress(reading) => {
                self.told = Instant::now();
                self.send(vec![Input::Reading(reading)])
            }
            News::Unread(line) if !self.unread.insert(line.clone()) => true,
            News::Unread(line) => self.send(vec![Input::Unread(line)]),
            News::Say(line) => self.send(vec![Input::Aside(line)]),
        }
    }

    /// Shows what is kept now. The searcher has it first, so that what is shown can be opened.
    fn publish(&self, keeper: &mut Keeper) -> bool {
        match keeper.snapshot() {
            Ok(snapshot) => {
                let catalogue = Arc::clone(&snapshot.catalogue);
                self.searcher.look_in(keeper.index().clone(), snapshot, keeper.cap());
                self.send(vec![Input::Catalogue(catalogue)])
            }
            Err(error) => self.send(vec![Input::Aside(format!("the index cannot be read: {error}"))]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn articles_come_and_what_is_missing_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["a.md", "b.txt"] {
            std::fs::write(folder.path().join(name), format!("Words of {name}.")).expect("an article");
        }
        let (wakes, came) = channel();
        let searcher = Searcher::start(wakes.clone()).expect("a worker");
        start(vec![folder.path().join("missing.md"), folder.path().to_owned()], 1 << 20, wakes, searcher)
            .expect("a worker");
        let (mut paths, mut unread) = (Vec::new(), Vec::new());
        let next = || match came.recv().expect("a worker") {
            Wake::Inputs(inputs) => inputs,
            _ => Vec::new(),
        };
        'all: loop {
            for input in next() {
                match input {
                    Input::Catalogue(catalogue) => {
                        paths = catalogue.listed().map(|(_, entry)| entry.path.to_owned()).collect();
                    }
                    Input::Unread(line) => unread.push(line),
                    Input::LoadingDone => break 'all,
                    _ => {}
                }
            }
        }
        paths.sort();
        assert!(paths[0].ends_with("a.md") && paths[1].ends_with("b.txt"), "{paths:?}");
        assert!(unread.len() == 1 && unread[0].contains("missing.md"), "{unread:?}");
    }
}
