//! Pools of threads for work on many articles.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Condvar, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::panic::{Panicked, WORKER, caught};

/// The pool of the indexer, which is busy for as long as a large library is read.
pub static INDEXING: LazyLock<Pool> = LazyLock::new(Pool::new);

/// The pool for articles that somebody waits for: they do not queue behind those of the indexer.
pub static READING: LazyLock<Pool> = LazyLock::new(Pool::new);

/// The one thread for second readings in the background: those that search and index have theirs to themselves.
pub static AGAIN: LazyLock<Pool> = LazyLock::new(|| Pool::of(1));

/// Time after which a job is slow: whoever waits wants to know what for.
const SLOW: Duration = Duration::from_secs(2);

/// Interval between two looks at whether a job is slow.
const TICK: Duration = Duration::from_millis(250);

/// Number of results that wait to be taken; then the jobs wait too.
const WAITING: usize = 64;

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

    /// Runs `job` on each item, the first ones first, and hands each result to `take` as soon as it is there; besides
    /// that the item whose job has been running for longest, if that is slow. `take` is called now and then without a
    /// result, and ends the work by returning `false`. A panic of the job costs that item only.
    pub fn stream<T: Sync, R: Send>(
        &self,
        items: &[T],
        job: impl Fn(&T) -> R + Sync,
        mut take: impl FnMut(Option<Result<R, Panicked>>, Option<&T>) -> bool,
    ) {
        let queue = Queue { items, next: AtomicUsize::new(0), over: AtomicBool::new(false), running: Mutex::default() };
        let run = |item: &T| caught("reading", AssertUnwindSafe(|| job(item)));
        match &self.0 {
            Some(pool) => pool.in_place_scope(|scope| {
                let (send, results) = sync_channel(WAITING);
                for _ in 0..pool.current_num_threads() {
                    let (queue, run, send) = (&queue, &run, send.clone());
                    scope.spawn(move |_| queue.work(run, &send));
                }
                drop(send);
                queue.take_all(&results, take);
            }),
            None => drop(items.iter().all(|item| take(Some(run(item)), None))),
        }
    }
}

/// The items of a stream.
struct Queue<'a, T> {
    items: &'a [T],
    next: AtomicUsize,
    over: AtomicBool,
    /// Places of the items that are worked on, and since when.
    running: Mutex<BTreeMap<usize, Instant>>,
}

impl<'a, T> Queue<'a, T> {
    fn work<R>(&self, run: impl Fn(&T) -> Result<R, Panicked>, results: &SyncSender<Result<R, Panicked>>) {
        while !self.over.load(Ordering::Relaxed) {
            let at = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = self.items.get(at) else { return };
            self.running().insert(at, Instant::now());
            let result = run(item);
            self.running().remove(&at);
            if results.send(result).is_err() {
                return;
            }
        }
    }

    fn take_all<R>(
        &self,
        results: &Receiver<Result<R, Panicked>>,
        mut take: impl FnMut(Option<Result<R, Panicked>>, Option<&T>) -> bool,
    ) {
        loop {
            let result = match results.recv_timeout(TICK) {
                Ok(result) => Some(result),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            if !take(result, self.slow()) {
                self.over.store(true, Ordering::Relaxed);
                return;
            }
        }
    }

    fn slow(&self) -> Option<&'a T> {
        let running = self.running();
        let (at, since) = running.iter().min_by_key(|(_, since)| **since)?;
        if since.elapsed() > SLOW { self.items.get(*at) } else { None }
    }

    fn running(&self) -> MutexGuard<'_, BTreeMap<usize, Instant>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An amount of something that jobs share; one that wants more than all of it has it alone.
pub struct Budget {
    all: u64,
    taken: Mutex<u64>,
    freed: Condvar,
}

impl Budget {
    /// A budget of `all` units, none of them taken.
    pub const fn new(all: u64) -> Self {
        Self { all, taken: Mutex::new(0), freed: Condvar::new() }
    }

    /// Waits until there is so much left, and takes it until the share is dropped.
    pub fn take(&self, wanted: u64) -> Share<'_> {
        let amount = wanted.min(self.all);
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let lacks = |taken: &mut u64| *taken + amount > self.all;
        let mut taken = self.freed.wait_while(taken, lacks).unwrap_or_else(PoisonError::into_inner);
        *taken += amount;
        Share { budget: self, amount }
    }
}

/// What one job has of a [`Budget`].
pub struct Share<'a> {
    budget: &'a Budget,
    amount: u64,
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        *self.budget.taken.lock().unwrap_or_else(PoisonError::into_inner) -= self.amount;
        self.budget.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    #[test]
    fn results_come_as_they_are_made_and_what_is_slow_is_named() {
        let (release, hold) = std::sync::mpsc::channel::<()>();
        let hold = Mutex::new(hold);
        let job = |n: &u32| {
            if *n == 3 {
                hold.lock().unwrap().recv().unwrap();
            }
            assert_ne!(*n, 5, "a job that fails");
            *n
        };
        let items: Vec<u32> = (0..200).collect();
        let (mut made, mut failed, mut slow) = (Vec::new(), 0, Vec::new());
        INDEXING.stream(&items, job, |result, late| {
            match result {
                Some(Ok(n)) => made.push(n),
                Some(Err(_)) => failed += 1,
                None => {}
            }
            slow.extend(late.copied());
            if slow.len() == 1 && made.len() == 198 {
                release.send(()).unwrap();
            }
            true
        });
        assert_eq!((made.len(), failed, made.last()), (199, 1, Some(&3)));
        assert!(!slow.is_empty() && slow.iter().all(|n| *n == 3));
        let mut taken = 0;
        INDEXING.stream(
            &items,
            |n| *n,
            |result, _| {
                taken += u32::from(result.is_some());
                taken < 10
            },
        );
        assert_eq!(taken, 10, "it ends when it is told to");
    }

    #[test]
    fn a_budget_is_shared_and_nobody_waits_for_ever() {
        static BUDGET: Budget = Budget::new(10);
        let most = AtomicUsize::new(0);
        let now = AtomicUsize::new(0);
        let items: Vec<u64> = (0..100).map(|n| n % 15).collect();
        INDEXING.map(&items, |wanted| {
            let _share = BUDGET.take(*wanted);
            let all = now.fetch_add((*wanted).min(10) as usize, Ordering::SeqCst) + (*wanted).min(10) as usize;
            most.fetch_max(all, Ordering::SeqCst);
            now.fetch_sub((*wanted).min(10) as usize, Ordering::SeqCst);
        });
        assert!(most.into_inner() <= 10);
    }

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
