//! A long text is read a window at a time, so that what the engine notes of every word never outgrows a window: a
//! fixed stretch of text, or one paragraph where that is longer.

use std::ops::Range;

use crate::text::Span;

/// The bytes from which on a window is full.
pub const FULL: usize = 1 << 16;

/// How many paragraphs on either side are read with a window. What is found in it is then the same as if all of the
/// text were read at once: a cue takes contents within three paragraphs, those choose among the cues within three of
/// theirs, and a word's tag depends on seven words on either side of its paragraph at most.
const BESIDE: usize = 13;

/// Some paragraphs of a text, by index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// Those whose cues count here.
    pub own: Range<usize>,
    /// Those that are read for it.
    pub read: Range<usize>,
}

/// The windows of `parts`, full from `bytes` on, in order; every paragraph is one window's own.
pub fn windows(parts: &[(Span, bool)], bytes: usize) -> impl Iterator<Item = Window> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let mut held = 0;
        let full = parts[from..].iter().position(|(span, _)| {
            held += span.len();
            held >= bytes
        });
        let own = from..full.map_or(parts.len(), |last| from + last + 1);
        from = own.end;
        let read = own.start.saturating_sub(BESIDE)..(own.end + BESIDE).min(parts.len());
        (!own.is_empty()).then_some(Window { own, read })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_full_or_one_long_paragraph() {
        let parts = |lengths: &[usize]| {
            let mut at = 0;
            let part = |len: &usize| {
                at += len;
                (Span::new(at - len, at), false)
            };
            lengths.iter().map(part).collect::<Vec<_>>()
        };
        assert_eq!(windows(&[], FULL).next(), None);
        let own = |lengths: &[usize]| windows(&parts(lengths), FULL).map(|w| w.own).collect::<Vec<_>>();
        assert_eq!(own(&[10, FULL / 2, FULL, 20]), [0..3, 3..4]);
        assert_eq!(own(&[10, FULL, 5 * FULL, 7, 8]), [0..2, 2..3, 3..5]);
        let even = parts(&[FULL / 8; 80]);
        for window in windows(&even, FULL) {
            assert!(window.own.len() == 8 && window.read.len() <= 8 + 2 * BESIDE, "{window:?}");
        }
    }
}
