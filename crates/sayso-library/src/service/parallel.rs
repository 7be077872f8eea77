//! Pools of threads for work on many articles.

use std::panic::AssertUnwindSafe;
use std::sync::LazyLock;

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::panic::{Panicked, WORKER, caught};

/// The pool of the indexer, which is busy for as long as a large library is read.
pub static INDEXING: LazyLock<Pool> = LazyLock::new(Pool::new);

/// The pool for articles that somebody waits for: they do not queue behind those of the indexer.
pub static READING: LazyLock<Pool> = LazyLock::new(Pool::new);

/// One thread per processor, each named [`WORKER`].
pub struct Pool(Option<ThreadPool>);

impl Pool {
    fn new() -> Self {
        Self::of(0)
    }

    /// A pool of `threads`, 0 for one per processor; where the system gives no threads, the thread that calls
    /// [`Self::map`] does the work.
    pub fn of(threads: usize) -> Self {
        let pool = ThreadPoolBuilder::new().num_threads(threads).thread_name(|_| WORKER.to_owned()).build();
        Self(pool.inspect_err(|error| tracing::error!("no threads to read with: {error}")).ok())
    }

    /// Number of threads that work at once.
    pub fn threads(&self) -> usize {
        self.0.as_ref().map_or(1, ThreadPool::current_num_threads)
    }

    /// What `job` makes of each item, in the order of the items. A panic of the job costs that item only.
    pub fn map<T: Sync, R: Send>(&self, items: &[T], job: impl Fn(&T) -> R + Sync) -> Vec<Result<R, Panicked>> {
        let run = |item: &T| caught("reading", AssertUnwindSafe(|| job(item)));
        match &self.0 {
            // Articles differ much in length: each is a task of its own, so that a long one does not hold up others.
            Some(pool) if items.len() > 1 => pool.install(|| items.par_iter().with_max_len(1).map(run).collect()),
            _ => items.iter().map(run).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    #[test]
    fn answers_come_in_the_order_of_the_items_and_a_panic_costs_one() {
        let items: Vec<u32> = (0..1000).collect();
        let half = |n: &u32| if n.is_multiple_of(2) { n / 2 } else { panic!("{n} is odd") };
        for (n, made) in items.iter().zip(INDEXING.map(&items[..20], half)) {
            assert_eq!(made.ok(), n.is_multiple_of(2).then_some(n / 2));
        }
        assert_eq!(INDEXING.map(&items, |n| *n).into_iter().flatten().collect::<Vec<_>>(), items);
        assert!(INDEXING.map(&[], |n: &u32| *n).is_empty());
        let on_worker = |_: &u32| thread::current().name() == Some(WORKER);
        assert!(READING.map(&items, on_worker).into_iter().flatten().all(|worker| worker), "a panic there is caught");
    }
}
