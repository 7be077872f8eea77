//! A document that is written as Markdown is read again as the same document, with the same attributions.
#![cfg(test)]

use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;
use sayso_attribution::document::{
    BlockKind, Document, Style, WantedParts, ingest, ingest_parts, insert_keys, to_markdown,
};
use sayso_attribution::{Analyzer, text::clean_words};

/// A saved page with everything that a page may have.
const PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head><title>Harbour plan divides the council - The Quay</title>
<meta property="og:site_name" content="The Quay"><meta name="author" content="Mara Quill">
<link rel="canonical" href="https://quay.example/plan?a=1&amp;b=(2)"><meta property="article:published_time" content="2024-03-05T22:30:00-05:00"></head><body>
<nav><a href="/">Home</a></nav><article><h1>Harbour plan divides the council</h1><h2>A lease that would bind the town for ninety years is read again</h2>
<p>By Mara Quill</p><figure><img src="a.jpg"><figcaption>Ines Falk, who called the plan “a leaky boat”. Photograph: R. Osei</figcaption></figure>
<p>The council met for the first time this year to weigh the plan for the old harbour, and residents filled the gallery and much of the square.</p>
<p>“We <a href="/a_b_(c)">asked for</a> a <em>proper</em> audit<a href="/b">,</a>” Ines&nbsp;Falk said, “and we got a <strong>leaf</strong>let: 5 * 3 &lt; 20 &amp; AT&amp;T, &amp;amp; *so* [sic] `x` | y_z _w_ #1!”<a href="/note">[1]</a></p>
<p>Tobias Renn, who chairs the committee, wrote to members:</p><blockquote><p>I will not sign a lease that our grandchildren must pay.</p><p>1. Not now.<br>2. Not ever.</p></blockquote>
<h3># What comes next # </h3><ul><li>- The vote is on Monday, the clerk said.</li><li>The lease begins in May<br>and ends in 2114.</li></ul>
<pre>  a  ``` b
    c</pre><p>12. March was the day on which the council met before, and it did not decide anything then either, the minutes say.</p>
<p>The mayor’s office said the plan would be read again by the committee before the council votes on it in the spring.</p></article>
<ul class="related"><li><a href="/x">Renn claims the port is bankrupt</a></li></ul><footer>Imprint</footer></body></html>"#;

const TALK: &str = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Ann Lee>We will not pay. Nobody will.\n\n00:01:05.000 --> 00:01:09.000\n<v Bo Roe>“Never,” she said to me.\n";

/// Every block as `kind: words`, each line without white space at its ends.
fn blocks(document: &Document) -> Vec<String> {
    let lines = |text: &str| text.split('\n').map(clean_words).collect::<Vec<_>>().join("\n");
    let text = |kind: BlockKind, text: &str| if kind == BlockKind::Code { text.to_owned() } else { lines(text) };
    let blocks = document.blocks().iter();
    blocks.map(|b| format!("{:?} {:?}: {}", b.kind, b.paragraph, text(b.kind, document.slice(b.span)))).collect()
}

fn breaks(document: &Document) -> usize {
    // Every line of code is one of its own.
    let blocks = document.blocks().iter().filter(|block| block.kind != BlockKind::Code);
    blocks.map(|block| document.breaks(block.span).len()).sum()
}

fn attributions(document: &Document) -> Vec<String> {
    let analysis = Analyzer::default().analyze(document);
    let text = document.text();
    let row = |a: &sayso_attribution::Attribution| {
        let speaker = a.speaker.map(|speaker| analysis.speakers[speaker].name.clone());
        format!("{:?} {:?} {speaker:?}: {}", a.kind, a.act, clean_words(&a.content.text(text)))
    };
    analysis.attributions.iter().map(row).collect()
}

#[track_caller]
fn check(document: &Document, name: &str) -> String {
    let markdown = to_markdown(document, &[("saved", "2025-06-02"), ("digest", "00ff")]);
    let again = ingest(markdown.as_bytes(), "saved.md");
    assert_eq!(blocks(&again), blocks(document), "{name}:\n{markdown}");
    assert_eq!(again.meta(), document.meta(), "{name}:\n{markdown}");
    assert_eq!(breaks(&again), breaks(document), "{name}:\n{markdown}");
    assert_eq!(again.repeats().len(), document.repeats().len(), "{name}");
    assert!(again.warnings().is_empty(), "{name}: {:?}", again.warnings());
    let kinds = [BlockKind::Title, BlockKind::Caption, BlockKind::Standfirst];
    assert!(kinds.iter().all(|&kind| again.is_read(kind) == document.is_read(kind)), "{name}");
    markdown
}

#[test]
fn every_fixture_is_read_again_as_it_was() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folders = [folder.join("tests/fixtures"), folder.join("../../articles")];
    let files = folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten();
    let mut all: Vec<(String, Vec<u8>)> = files
        .filter(|file| file.path().is_file())
        .map(|file| (file.file_name().to_string_lossy().into_owned(), fs::read(file.path()).unwrap()))
        .collect();
    all.push(("page.html".to_owned(), PAGE.into()));
    all.push(("talk.vtt".to_owned(), TALK.into()));
    let mut documents = 0;
    for (name, bytes) in &all {
        for part in ingest_parts(bytes, name, WantedParts::All).unwrap_or_default() {
            documents += 1;
            let markdown = check(&part.document, name);
            let again = ingest(markdown.as_bytes(), "saved.md");
            assert_eq!(attributions(&again), attributions(&part.document), "{name}");
        }
    }
    assert!(documents >= 12, "{documents}");
}

#[test]
fn a_page_reads_well_as_markdown() {
    let page = ingest(PAGE.as_bytes(), "page.html");
    let markdown = check(&page, "page");
    for line in [
        "title: \"Harbour plan divides the council\"",
        "published: 2024-03-05",
        "blocks: page",
        "# Harbour plan divides the council",
        "<!-- standfirst -->",
        "> I will not sign a lease that our grandchildren must pay.\n>\n> 1\\. Not now.\\\n> 2\\. Not ever.",
        "- \\- The vote is on Monday, the clerk said.",
        "````\n",
    ] {
        assert!(markdown.contains(line), "{line}\n\n{markdown}");
    }
    let again = ingest(markdown.as_bytes(), "saved.md");
    let links = |document: &Document| {
        let links = document.styles().iter().filter(|(_, style)| matches!(style, Style::Link(_)));
        links.map(|(span, style)| format!("{} {style:?}", document.slice(*span))).collect::<Vec<_>>()
    };
    assert_eq!(links(&again), links(&page));
}

#[test]
fn keys_are_put_into_front_matter() {
    let keys = [("saved", "2025-06-02"), ("title", "Other")];
    for (text, want) in [
        ("---\ntitle: Talks\n---\n\nText.\n", "---\nsaved: 2025-06-02\ntitle: Talks\n---\n\nText.\n"),
        ("+++\ntitle = \"Talks\"\n+++\nText.\n", "+++\nsaved = \"2025-06-02\"\ntitle = \"Talks\"\n+++\nText.\n"),
        ("Text.\n", "---\nsaved: 2025-06-02\ntitle: Other\n---\n\nText.\n"),
    ] {
        assert_eq!(insert_keys(text, &keys), want);
    }
}

proptest! {
    /// Whatever marks of Markdown a text is full of, its words come back.
    #[test]
    fn any_text_is_read_again_as_it_was(
        text in "([-+*_#>=:~`|<&!\\[\\]()\\\\0-9a-zA-Z.,;“”\" ]{1,12}(\n|\n\n| )){1,24}",
        name in prop::sample::select(vec!["a.txt", "a.html", "a.md"]),
    ) {
        let document = ingest(text.as_bytes(), name);
        // Raw HTML in Markdown that is not closed has such paragraphs.
        prop_assume!(!document.blocks().iter().any(|block| document.slice(block.span).contains("\n\n")));
        check(&document, &text);
    }

    #[test]
    fn any_page_is_read_again_as_it_was(
        parts in prop::collection::vec((
            prop::sample::select(vec!["p", "li", "blockquote", "h1", "h3", "pre", "figcaption", "td", "div"]),
            "([-+*_#>=:~`|&!\\[\\]()0-9a-zA-Z. ]{1,8}|<br>|<em>a</em>|<b>b </b>|<a href='/x'>c</a>|<i>d<a href='/y\\(z'>e</a></i>){1,8}",
        ), 1..8),
    ) {
        let body: Vec<String> = parts.iter().map(|(tag, inner)| format!("<{tag}>{inner}</{tag}>")).collect();
        let body = body.concat();
        let html = format!("<!DOCTYPE html><html><body>{body}</body></html>");
        let document = ingest(html.as_bytes(), "a.html");
        check(&document, &html);
    }
}
