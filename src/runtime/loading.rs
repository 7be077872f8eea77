//! Reading the articles in the background.

use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};
use std::{io, mem, thread};

use super::Wake;
use super::panic::{WORKER, caught};
use crate::app::Input;
use crate::library::Article;
use crate::store::{self, ArticleFile};

/// The first article is shown at once; later ones come together, and less often the longer it takes, because
/// each delivery merges the speakers anew.
const FIRST_WAIT: Duration = Duration::from_millis(50);
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// Reads and analyses everything under `paths` on a worker and sends it on in batches.
pub fn start(paths: Vec<PathBuf>, cap: u64, wakes: Sender<Wake>) -> io::Result<()> {
    let work = move || {
        let send = |inputs| wakes.send(Wake::Inputs(inputs)).is_ok();
        if let Err(line) = caught("reading", AssertUnwindSafe(|| load(&paths, cap, &send))) {
            send(vec![Input::Notice(line)]);
        }
        send(vec![Input::LoadingDone]);
    };
    thread::Builder::new().name(WORKER.to_owned()).spawn(work).map(drop)
}

/// Reads everything; stops when `send` says that nobody listens.
fn load(paths: &[PathBuf], cap: u64, send: &dyn Fn(Vec<Input>) -> bool) {
    let mut batch = Vec::new();
    let mut unread = Vec::new();
    let (mut last, mut wait) = (Instant::now(), Duration::ZERO);
    for file in store::load(paths, cap) {
        match file.map_err(|unread| unread.to_string()).and_then(read) {
            Ok(article) => batch.push(article),
            Err(line) => unread.push(Input::Unread(line)),
        }
        if last.elapsed() >= wait {
            if !send(delivery(&mut batch, &mut unread)) {
                return;
            }
            last = Instant::now();
            wait = (wait * 2).clamp(FIRST_WAIT, LONGEST_WAIT);
        }
    }
    send(delivery(&mut batch, &mut unread));
}

/// A fault in one article costs that article only.
fn read(file: ArticleFile) -> Result<Article, String> {
    let ArticleFile { name, bytes } = file;
    caught(&name, || Article::read(name.clone(), &bytes))
}

fn delivery(batch: &mut Vec<Article>, unread: &mut Vec<Input>) -> Vec<Input> {
    let articles = mem::take(batch);
    let articles = (!articles.is_empty()).then_some(Input::Loaded(articles));
    articles.into_iter().chain(unread.drain(..)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    #[test]
    fn articles_come_in_order_and_what_is_missing_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["a.md", "b.txt"] {
            std::fs::write(folder.path().join(name), format!("Words of {name}.")).expect("an article");
        }
        let came = RefCell::new(Vec::new());
        let paths = [folder.path().join("missing.md"), folder.path().to_owned()];
        load(&paths, store::DEFAULT_CAP, &|inputs| {
            came.borrow_mut().extend(inputs);
            true
        });
        let mut articles = Vec::new();
        let mut unread = Vec::new();
        for input in came.into_inner() {
            match input {
                Input::Loaded(more) => articles.extend(more.into_iter().map(|a| a.path)),
                Input::Unread(line) => unread.push(line),
                other => panic!("{other:?}"),
            }
        }
        assert!(articles[0].ends_with("a.md") && articles[1].ends_with("b.txt"), "{articles:?}");
        assert!(unread.len() == 1 && unread[0].contains("missing.md"), "{unread:?}");
    }
}
