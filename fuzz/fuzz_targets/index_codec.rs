//! Any bytes can be read as an analysis of the index: none comes of them, or one whose spans lie in the text and which
//! is the same when it is written and read again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_library::test_support::{packed, unpacked};

fuzz_target!(|input: (u16, Vec<u64>, &[u8])| {
    let (len, columns, bytes) = input;
    let len = usize::from(len);
    let Some(analysis) = unpacked(bytes, &columns, len) else { return };
    assert!(analysis.attributions.iter().all(|quote| quote.content.end() <= len));
    let (columns, bytes) = packed(&analysis);
    assert_eq!(unpacked(&bytes, &columns, len), Some(analysis));
});
