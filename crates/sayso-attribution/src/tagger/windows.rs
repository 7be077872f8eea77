//! Windows over a long text. They bound the memory that the tagger needs for each word: a window is a fixed number of
//! bytes, or one paragraph where that is longer.

use std::ops::Range;

/// Bytes after which a window ends.
pub const FULL: usize = 1 << 16;

/// A window holds as many bytes as are read beside it, but for that alone no more than these: 256 KiB.
const BALANCED: usize = 4 * FULL;

/// Paragraphs on either side that are read with a window. With these the output is the same as if the whole text were
/// read at once: a cue takes contents within three paragraphs, those choose among the cues within three of theirs, and
/// the tag of a word depends on at most seven words on either side of its paragraph.
const BESIDE: usize = 13;

/// A window over the paragraphs of a text, by index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// Paragraphs whose cues this window gives.
    pub own: Range<usize>,
    /// Paragraphs that are read.
    pub read: Range<usize>,
}

/// The windows of `count` paragraphs, in order; each paragraph is one window's own. `bytes_of` gives the length of a
/// paragraph. A window ends with the paragraph at which it holds `full` bytes, and as many as are read beside it:
/// otherwise most of a text with long paragraphs would be read several times.
pub fn windows(count: usize, bytes_of: impl Fn(usize) -> usize, full: usize) -> impl Iterator<Item = Window> {
    let mut from = 0_usize;
    std::iter::from_fn(move || {
        let mut held = 0;
        let bytes_in = |range: Range<usize>| range.map(&bytes_of).sum::<usize>();
        let before = bytes_in(from.saturating_sub(BESIDE)..from);
        let last = (from..count).find(|at| {
            held += bytes_of(*at);
            let beside = || before + bytes_in(at + 1..(at + 1 + BESIDE).min(count));
            held >= full && held >= beside().min(BALANCED)
        });
        let own = from..last.map_or(count, |last| last + 1);
        from = own.end;
        let read = own.start.saturating_sub(BESIDE)..(own.end + BESIDE).min(count);
        (!own.is_empty()).then_some(Window { own, read })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_full_and_most_of_what_is_read() {
        assert_eq!(windows(0, |_| 0, FULL).next(), None);
        let own = |lengths: &[usize]| windows(lengths.len(), |at| lengths[at], FULL).map(|w| w.own).collect::<Vec<_>>();
        assert_eq!(own(&[10, FULL / 2, FULL, 20]), [0..3, 3..4]);
        assert_eq!(own(&[10, FULL, 5 * FULL, 7, 8]), [0..3, 3..5]);
        assert_eq!(own(&[10, FULL, FULL / 2, 7, 8]), [0..2, 2..5]);
        let long: Vec<Window> = windows(400, |_| FULL / 8, FULL).collect();
        for window in &long[..long.len() - 1] {
            assert!(window.own.len() <= 2 * BESIDE && window.read.len() <= 2 * window.own.len(), "{window:?}");
        }
        let short = windows(4000, |_| FULL / 200, FULL).take(10);
        assert!(short.into_iter().all(|window| window.own.len() < 220), "no longer than is needed");
    }
}
