//! The same work on many things, on all processors.

use std::num::NonZero;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, ScopedJoinHandle};

use super::panic::{WORKER, caught};

/// What `job` makes of each item, in the order of the items; a fault in it costs that item only. Each worker
/// takes the next item that nobody has taken, so one long article does not hold up the rest.
pub fn map<T: Sync, R: Send>(items: &[T], job: impl Fn(&T) -> Result<R, String> + Sync) -> Vec<Result<R, String>> {
    let workers = thread::available_parallelism().map_or(1, NonZero::get).min(items.len());
    let next = AtomicUsize::new(0);
    let work = || {
        let taken = std::iter::from_fn(|| {
            let at = next.fetch_add(1, Ordering::Relaxed);
            items.get(at).map(|item| (at, item))
        });
        let done = |item| caught("reading", AssertUnwindSafe(|| job(item))).unwrap_or_else(Err);
        taken.map(|(at, item)| (at, done(item))).collect::<Vec<_>>()
    };
    let mut done: Vec<_> = thread::scope(|scope| {
        let spawn = |_| thread::Builder::new().name(WORKER.to_owned()).spawn_scoped(scope, work).ok();
        // This thread works too: one that cannot be had costs time only.
        let others: Vec<_> = (1..workers).filter_map(spawn).collect();
        let own = work();
        let join = |worker: ScopedJoinHandle<_>| worker.join().unwrap_or_else(|fault| panic::resume_unwind(fault));
        own.into_iter().chain(others.into_iter().flat_map(join)).collect()
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests {
    use super::{WORKER, map};
    use std::thread;

    #[test]
    fn answers_come_in_the_order_of_the_items_and_a_fault_costs_one() {
        let items: Vec<u32> = (0..1000).collect();
        let half = |n: &u32| if n.is_multiple_of(2) { Ok(n / 2) } else { panic!("{n} is odd") };
        for (n, made) in items.iter().zip(map(&items[..20], half)) {
            assert_eq!(made.is_ok(), n.is_multiple_of(2));
        }
        let same = |n: &u32| Ok::<u32, String>(*n);
        assert_eq!(map(&items, same).into_iter().flatten().collect::<Vec<_>>(), items);
        assert!(map(&[], same).is_empty());
        let here = thread::current().id();
        let of_worker = |_: &u32| Ok(thread::current().id() == here || thread::current().name() == Some(WORKER));
        assert!(map(&items, of_worker).into_iter().flatten().all(|caught| caught), "a fault of theirs is caught");
    }
}
