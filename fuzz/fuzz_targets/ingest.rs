//! Any bytes under any file name give a document whose blocks lie in its text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_attribution::document::ingest;

/// One name for each way to read a file.
const NAMES: &[&str] = &["a.txt", "a.md", "a.html", "a.eml", "a.mbox", "a.xml", "a.json", "a.srt", "a.vtt", "-"];

fuzz_target!(|input: (u8, &[u8])| {
    let (choice, bytes) = input;
    let document = ingest(bytes, NAMES[usize::from(choice) % NAMES.len()]);
    let text = document.text();
    for block in document.blocks() {
        // A position that is no boundary of a letter, or behind the end, panics here.
        let _ = block.span.of(text);
    }
});
