//! What must hold for the parts of any file, whole or damaged.
#![cfg(test)]

use std::io::{Cursor, Write};

use proptest::prelude::*;
use sayso_attribution::document::{Part, PartId, WantedParts, ingest_parts};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MAILBOX: &str = include_str!("fixtures/harbour.mbox");
const SAVED_PAGE: &str = include_str!("fixtures/harbour.mhtml");
const FEED: &str = include_str!("fixtures/harbour.rss");

fn zip(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn book() -> Vec<u8> {
    zip(&[
        ("META-INF/container.xml", "<container><rootfile full-path='a.opf'/></container>"),
        (
            "a.opf",
            "<package><dc:title>Harbour</dc:title><item id='a' href='a.html' media-type='text/html'/><item id='b' href='b.html' media-type='text/html'/><itemref idref='a'/><itemref idref='b'/></package>",
        ),
        ("a.html", "<h1>One</h1><p>“It rained,” said Ann Lee.</p>"),
        ("b.html", "<h1>Two</h1><p>It rained again.</p>"),
    ])
}

fn letter() -> Vec<u8> {
    zip(&[("word/document.xml", "<w:p><w:r><w:t>“It rained,” said Ann Lee.</w:t></w:r></w:p>")])
}

/// A file of every container, with its name.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("a.mbox", MAILBOX.into()),
        ("a.mhtml", SAVED_PAGE.into()),
        ("a.rss", FEED.into()),
        ("a.epub", book()),
        ("a.docx", letter()),
    ]
}

/// Ids are of their own, and blocks disjoint and in order.
fn check(parts: &[Part]) {
    assert!(!parts.is_empty());
    let mut ids: Vec<&PartId> = parts.iter().filter_map(|part| part.id.as_ref()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "two parts have the same id");
    for part in parts {
        let document = &part.document;
        assert!(!document.meta().title.is_empty());
        let mut end = 0;
        for block in document.blocks() {
            assert!(block.span.start() >= end && !document.slice(block.span).is_empty());
            end = block.span.end();
        }
    }
}

/// Title and text of each part.
fn told(parts: &[Part]) -> Vec<(&str, &str)> {
    parts.iter().map(|part| (part.document.meta().title.as_str(), part.document.text())).collect()
}

#[test]
fn a_mailbox_in_every_encoding_is_its_mails() {
    let parts = ingest_parts(MAILBOX.as_bytes(), "harbour.mbox", WantedParts::All).unwrap();
    check(&parts);
    let titles: Vec<&str> = parts.iter().map(|part| part.document.meta().title.as_str()).collect();
    assert_eq!(titles, ["Die Hafenbehörde", "Minutes of the harbour committee", "A forwarded mail"]);
    assert!(parts[0].document.text().contains("“Nobody has read the appendix,” said Tobias Renn."));
    let meta = parts[1].document.meta();
    assert_eq!((meta.author.as_deref(), meta.published.as_deref()), (Some("Ines Falk"), Some("2024-03-05")));
}

#[test]
fn a_saved_page_is_one_article_with_its_address() {
    let parts = ingest_parts(SAVED_PAGE.as_bytes(), "harbour.mhtml", WantedParts::All).unwrap();
    check(&parts);
    let document = &parts[0].document;
    assert_eq!((parts.len(), &parts[0].id), (1, &None));
    assert_eq!(document.meta().url.as_deref(), Some("https://quay.example/plan"));
    assert!(document.text().contains("“It is a leaky boat,” said Ines Falk."), "{}", document.text());
    assert!(!document.text().contains("washes whiter"));
    assert_eq!(document.meta().published, None, "it was saved then, not published");
}

#[test]
fn mails_in_mails_are_opened_to_a_depth() {
    let head = |depth: u32| {
        format!("From: Ann <a@x>\nMessage-ID: <{depth}@x>\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n")
    };
    let heads = (1..3000).map(head).collect::<Vec<_>>().concat();
    let mail = heads + "From: Ann <a@x>\nMessage-ID: <0@x>\nSubject: Deep\n\nWords.\n";
    let read = ingest_parts(mail.as_bytes(), "deep.eml", WantedParts::All);
    assert!(read.is_err() || read.is_ok_and(|parts| !parts[0].document.warnings().is_empty()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_damaged_file_gives_parts_or_a_reason(
        which in 0usize..5, cut in 0.0f64..1.0, changes in prop::collection::vec((0.0f64..1.0, any::<u8>()), 0..12),
    ) {
        let (name, mut bytes) = samples().swap_remove(which);
        for (place, byte) in changes {
            let at = (place * bytes.len() as f64) as usize;
            bytes[at] = byte;
        }
        for bytes in [&bytes[..], &bytes[..(cut * bytes.len() as f64) as usize]] {
            match ingest_parts(bytes, name, WantedParts::All) {
                Ok(parts) => check(&parts),
                Err(refusal) => prop_assert!(refusal.to_string().len() > 10),
            }
        }
    }

    #[test]
    fn any_bytes_behind_the_mark_of_a_format_give_parts_or_a_reason(
        mark in prop::sample::select(vec![
            "From a@x Mon Jun  2 10:00:00 2025\nFrom: a\n", "Message-ID: <1>\nFrom: a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n",
            "<rss><channel><item><description>", "<feed><entry><content type='xhtml'>", "PK\u{3}\u{4}word/document.xml",
            "{\"version\": \"https://jsonfeed.org/version/1\"", "WEBVTT\n\n00:01.000 --> 00:02.000\n", "1\n00:00:01,000 --> 00:00:02,000\n",
        ]),
        bytes in prop::collection::vec(any::<u8>(), 0..200), text in "([<>/&;a-z\"=!?\\[\\]\n -]|--b|</|<item>|]]>|<!\\[CDATA\\[|&#1;){0,40}",
    ) {
        for bytes in [[mark.as_bytes(), &bytes].concat(), [mark.as_bytes(), text.as_bytes()].concat()] {
            if let Ok(parts) = ingest_parts(&bytes, "-", WantedParts::All) {
                check(&parts);
            }
        }
    }
}

#[test]
fn one_part_reads_as_it_does_among_all() {
    for (name, bytes) in samples() {
        let all = ingest_parts(&bytes, name, WantedParts::All).unwrap();
        for (at, part) in all.iter().enumerate() {
            let Some(id) = &part.id else { continue };
            let one = ingest_parts(&bytes, name, WantedParts::Only(std::slice::from_ref(id))).unwrap();
            assert_eq!(told(&one), told(&all[at..=at]), "{name}");
        }
    }
}

#[test]
fn work_grows_with_the_file() {
    // A quadratic reader takes minutes for these.
    let mails = "From a@x Mon Jun  2 10:00:00 2025\nFrom: a\nSubject: s\n\nWords.\n>From x\n\n".repeat(5_000);
    assert_eq!(ingest_parts(mails.as_bytes(), "a.mbox", WantedParts::All).unwrap().len(), 1, "all are the same mail");
    let item =
        |n: u32| format!("<item><guid>{n}</guid><title>T</title><description>Words &amp; more.</description></item>");
    let items = (0..3_000).map(item).collect::<Vec<_>>().concat();
    let feed = format!("<rss><channel>{items}</channel></rss>");
    assert_eq!(ingest_parts(feed.as_bytes(), "a.xml", WantedParts::All).unwrap().len(), 3_000);
    for text in
        ["<rss><item><description>".to_owned() + &"<b>".repeat(200_000), "<feed>".to_owned() + &"<a>".repeat(200_000)]
    {
        let _ = ingest_parts(text.as_bytes(), "a.xml", WantedParts::All);
    }
}
