//! Steps of work, counted in tests: how time grows with the input is asserted without a clock. A step is a look at a
//! [`Span`](super::Span): what walks through a text, its tokens, quotes or paragraphs makes at least one.

#[cfg(feature = "test-support")]
thread_local! {
    static STEPS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// Counts one step; without the feature `test-support` nothing is counted.
#[inline]
pub(crate) fn step() {
    #[cfg(feature = "test-support")]
    STEPS.with(|steps| steps.set(steps.get() + 1));
}

/// Number of steps that this thread makes in `work`.
#[cfg(feature = "test-support")]
pub fn count(work: impl FnOnce()) -> u64 {
    let before = STEPS.with(std::cell::Cell::get);
    work();
    STEPS.with(std::cell::Cell::get) - before
}
