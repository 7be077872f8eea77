//! Any line is a query, can be completed, and can be searched for.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sayso_library::Library;
use sayso_library::search::{Completion, Index, Query, search, who};
use sayso_library::test_support::sample;

static SAMPLE: LazyLock<(Library, Index)> = LazyLock::new(|| {
    let library = sample();
    let index = Index::of(&library);
    (library, index)
});

fuzz_target!(|line: &str| {
    let (library, index) = &*SAMPLE;
    let query = Query::parse(line);
    for fault in &query.faults {
        assert!(!fault.at.of(line).is_empty());
    }
    let results = search(index, library, &query, 10);
    for hit in &results.quotes.rows {
        let text = library.article(hit.id.article).map_or("", |article| article.document.text());
        assert!(hit.spans.iter().all(|span| !span.of(text).is_empty()));
    }
    who(index, library, line, 3);
    if let Some(completion) = Completion::of(line, ["Mao Ning"], library.entries().map(|(_, entry)| entry)) {
        assert!(completion.taken(line).starts_with(&line[..completion.at.start()]));
    }
});
