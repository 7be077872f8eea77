//! What is known of the damage of an index: reported where a file is read, asked for where an answer is given.

use std::cell::Cell;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::TantivyError;

use crate::files::private;

/// The file that tells the next program to open the index that it is damaged.
pub const FILE: &str = "damaged";

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Returns `true` if a panic of this thread is caught by [`Damage::guard`]: it is no end, and nothing to be told.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// Notes in the folder of an index that it is damaged.
pub fn note(folder: &Path) {
    // Where it cannot be written, the next program finds the damage by itself.
    let _ = private().write(true).create(true).truncate(true).open(folder.join(FILE));
}

/// Whether an index turned out to be damaged; shared by all that read it.
#[derive(Clone, Default)]
pub struct Damage(Arc<Inner>);

#[derive(Default)]
struct Inner {
    found: AtomicBool,
    /// The index is on disk: one in memory cannot be damaged.
    is_on_disk: bool,
    /// The folder where damage is noted for the next program; `None` where nothing is written.
    folder: Option<PathBuf>,
    notify: Mutex<Option<Box<dyn Fn() + Send>>>,
}

impl Damage {
    /// Of an index in this folder.
    pub fn of(folder: &Path) -> Self {
        Self(Arc::new(Inner { is_on_disk: true, folder: Some(folder.to_owned()), ..Inner::default() }))
    }

    /// Of an index that is only read: it is not noted on disk.
    pub fn of_another() -> Self {
        Self(Arc::new(Inner { is_on_disk: true, ..Inner::default() }))
    }

    /// Returns `true` if the index is damaged: what was answered since it was opened may be wrong.
    pub fn is_found(&self) -> bool {
        self.0.found.load(Ordering::Acquire)
    }

    /// Reports damage, once.
    pub fn report(&self) {
        if !self.0.is_on_disk || self.0.found.swap(true, Ordering::AcqRel) {
            return;
        }
        if let Some(folder) = &self.0.folder {
            note(folder);
        }
        if let Some(notify) = &*self.0.notify.lock().unwrap_or_else(PoisonError::into_inner) {
            notify();
        }
    }

    /// Calls `notify` once damage is found, at once if it is already.
    pub fn notify(&self, notify: impl Fn() + Send + 'static) {
        if self.is_found() {
            notify();
        }
        *self.0.notify.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(notify));
    }

    /// Runs `work` on the index. A panic inside the index library means damage, for an index on disk.
    ///
    /// # Errors
    ///
    /// The error of `work`, and one for a panic or for damage that `work` did not report itself.
    pub fn guard<T>(&self, work: impl FnOnce() -> tantivy::Result<T>) -> tantivy::Result<T> {
        let damaged = || TantivyError::InternalError("it is damaged".to_owned());
        if self.is_found() {
            return Err(damaged());
        }
        let outer = GUARDED.replace(true);
        let result = catch_unwind(AssertUnwindSafe(work));
        GUARDED.set(outer);
        let result = result.unwrap_or_else(|_| {
            self.report();
            Err(damaged())
        });
        if self.is_found() { result.and_then(|_| Err(damaged())) } else { result }
    }
}

impl fmt::Debug for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Damage").field(&self.is_found()).finish()
    }
}
