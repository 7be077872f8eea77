//! Ingest from outside: outlines of small texts, and what must hold for any bytes.

use proptest::prelude::*;
use sayso_attribution::document::{Document, ingest};
use sayso_attribution::text::clean::{is_bidi, is_invisible};

/// One block a line: its kind, its paragraph number, its line in the file, its words.
fn outline(document: &Document) -> String {
    let mut out = String::new();
    for block in document.blocks() {
        let number = block.paragraph.map_or(String::new(), |n| format!(" ¶{n}"));
        let line = document.origin().line_of(block.span.start());
        let words = document.slice(block.span).replace('\n', " ⏎ ");
        out.extend([format!("{:?}{number} L{line}: {words}\n", block.kind)]);
    }
    out
}

#[test]
fn plain_text_has_front_matter_too() {
    let text = "---\ntitle: Pier shut\nauthor: Ann Lee\n---\n\nThe *pier* was shut.\n";
    for name in ["pier.txt", "pier.TEXT"] {
        let document = ingest(text.as_bytes(), name);
        assert_eq!((&*document.meta().title, document.meta().author.as_deref()), ("Pier shut", Some("Ann Lee")));
        assert_eq!(outline(&document), "Paragraph ¶1 L6: The *pier* was shut.\n");
        let words = document.in_file(document.blocks()[0].span).unwrap();
        assert_eq!((words.0.start(), words.1), (text.find("The").unwrap(), "The *pier* was shut."));
    }
    // Lines between rules that name nothing are text.
    let rules = "---\nnote: none\n---\n\nThe pier was shut.\n";
    assert_eq!(ingest(rules.as_bytes(), "pier.txt").text(), rules);
}

/// What a saved page, an e-mail and a Markdown file must come out as.
#[test]
fn outlines() {
    let shapes = [
        ("page.txt", include_str!("fixtures/page.txt")),
        ("excerpt.txt", include_str!("fixtures/excerpt.txt")),
        ("mail.txt", include_str!("fixtures/mail.txt")),
        ("digest.md", include_str!("fixtures/digest.md")),
    ];
    for (name, text) in shapes {
        let document = ingest(text.as_bytes(), name);
        let shown = format!("{:#?}\n{}", document.meta(), outline(&document));
        insta::assert_snapshot!(name.replace('.', "-"), shown);
        // Line ends of every kind tell the same shape at the same lines.
        for end in ["\r\n", "\r"] {
            let other = ingest(text.replace('\n', end).as_bytes(), name);
            assert_eq!(outline(&other), outline(&document), "{name} with {end:?}");
            assert_eq!(other.meta(), document.meta());
        }
    }
}

#[test]
fn an_excerpt_points_at_its_original() {
    let document = ingest(include_bytes!("fixtures/excerpt.txt"), "excerpt.txt");
    let pairs: Vec<(&str, usize)> = document
        .repeats()
        .iter()
        .map(|r| (document.slice(r.excerpt), document.origin().line_of(r.original.start())))
        .collect();
    assert_eq!(pairs.iter().map(|p| p.1).collect::<Vec<_>>(), [13, 15]);
    assert!(document.repeats().iter().all(|r| document.slice(r.excerpt) == document.slice(r.original)));
}

#[test]
fn styles_lie_on_their_words() {
    let text = "One *two **three*** `fo&ur` [five](https://ex.org/ü) [six](javascript:x) ![seven](a.png) &amp; done.";
    let document = ingest(text.as_bytes(), "a.md");
    let styles: Vec<String> =
        document.styles().iter().map(|(span, style)| format!("{style:?} {}", document.slice(*span))).collect();
    assert_eq!(styles, ["Emphasis two three", "Strong three", "Code fo&ur", "Link(\"https://ex.org/%C3%BC\") five"]);
    assert_eq!(outline(&document), "Paragraph ¶1 L1: One two three fo&ur five six  & done.\nCaption L1: seven\n");
}

/// What comes on standard input has no ending: Markdown is told by its text, and plain text stays as it is.
#[test]
fn standard_input_is_read_in_the_format_it_looks_like() {
    let text = "---\ntitle: Talks in Oslo\nauthor: Ann Lee\n---\n\nThe *talks* failed.\n";
    let document = ingest(text.as_bytes(), "-");
    assert_eq!((document.meta().title.as_str(), document.meta().author.as_deref()), ("Talks in Oslo", Some("Ann Lee")));
    assert_eq!(outline(&document), "Paragraph ¶1 L6: The talks failed.\n");
    for text in ["- We will win - or lose -, she said.\n", "---\n\nThe talks *failed*.\n\n---\n"] {
        assert_eq!(outline(&ingest(text.as_bytes(), "-")), outline(&ingest(text.as_bytes(), "a.txt")));
    }
    // The text of a file does not decide: its ending does.
    assert_eq!(outline(&ingest(text.as_bytes(), "talks.txt")), "Paragraph ¶1 L6: The *talks* failed.\n");
}

/// A line end that differs from the one before it counts of its own, with a hidden character between or not.
#[test]
fn line_ends_of_two_kinds_side_by_side_are_two() {
    for (text, line) in [("\t\u{200b}\n\rword", 3), ("\n\u{200b}\r\nword", 3), ("\r\u{200b}\nword", 3), ("\r\nword", 2)]
    {
        for name in ["a.md", "a.txt"] {
            let document = ingest(text.as_bytes(), name);
            assert_eq!(document.origin().line_of(document.text().find("word").unwrap()), line, "{text:?} in {name}");
        }
    }
}

/// Every field of an article that tries to steer the terminal, raw and through entities.
#[test]
fn nothing_steers_the_terminal() {
    let attack = "\u{1b}]52;c;eA==\u{7}\u{9b}31m\u{202e}\u{200b}\u{e0041}&#27;]0;x&#7;&#x9b;&#x202e;&#x200b;";
    let toml = format!(
        "+++\ntitle = \"T&#27;\\u001b\\u202e\"\nauthor = \"A\\u009b\"\nurl = \"https://ex.org/\\u001b\"\npublished = \"\\u001b[31m\"\n+++\n\n# {attack}\n\n{attack} [x](https://ex.org/{attack}) ![{attack}](x) `{attack}`\n\n[^1]: {attack}\n"
    );
    let broken = format!("+++\ntitle = {attack}\n+++\n{attack}");
    let plain = format!("{attack}\n\nBy Ann Lee{attack}\n\nThe paragraph of an article {attack} with a stop.\n");
    let page = format!(
        "<title>{attack}</title><meta name=author content='A{attack}'><script type='application/ld+json'>{{\"@type\":\"Article\",\"headline\":\"\\u001b\\u202e\",\"inLanguage\":\"e\\u001b\"}}</script><p>{attack} <a href='https://ex.org/{attack}'>x</a></p>"
    );
    for (text, name) in
        [(&page, "d.html"), (&toml, "a.md"), (&broken, "b.md"), (&plain, "c.txt"), (&plain, "\u{1b}]0;\u{202e}.txt")]
    {
        let document = ingest(text.as_bytes(), name);
        assert_clean(&document);
        assert!(document.hidden().control > 0 && document.hidden().bidi > 0 && document.hidden().invisible > 0);
    }
}

/// Each of these takes for ever on a road that is not linear.
#[test]
fn any_shape_of_input_comes_through() {
    let quotes = ["\"", "“", "‘", "'", "«"].map(|q| q.repeat(30_000));
    let mut inputs: Vec<String> = quotes.to_vec();
    inputs.push("word ".repeat(30_000));
    inputs.push("a".repeat(200_000));
    inputs.push("\n".repeat(200_000));
    inputs.push("\r".repeat(200_000));
    inputs.push("Short Line\n".repeat(10_000));
    inputs.push("33 (31%)\n".repeat(10_000));
    inputs.push("A sentence that is the same again, as it was before. ".repeat(4_000));
    inputs.push(format!("{}x", "a\u{301}".repeat(30_000)));
    inputs.push(format!("<p>{}", "<b><font color=1>x<p>".repeat(5_000)));
    inputs.push(format!("<img title=\"{}", "x".repeat(500_000)));
    inputs.push("<p class=byline hidden>a".repeat(5_000));
    inputs.push("<table><tr><td>a".repeat(3_000));
    for deep in [
        "> ",
        "[",
        "*a ",
        "- ",
        "<div>",
        "![",
        "`",
        "| a ",
        "&#27;",
        "<!--",
        "<script>",
        "[^1]: ",
        "<a href=x>",
        "</p>",
        "<svg><p>",
        "<template>",
    ] {
        inputs.push(deep.repeat(20_000));
    }
    for input in &inputs {
        for name in ["a.txt", "a.md", "a.html"] {
            let document = ingest(input.as_bytes(), name);
            assert_shape(&document, input.as_bytes());
        }
    }
}

fn assert_clean(document: &Document) {
    let meta = document.meta();
    let fields = [&meta.author, &meta.publication, &meta.published, &meta.language, &meta.url, &meta.digest_of];
    let told = document.warnings().iter().map(|w| w.message.as_str());
    let lines = fields.into_iter().flatten().map(String::as_str).chain([meta.title.as_str()]).chain(told);
    for line in lines {
        assert!(!line.chars().any(|c| c.is_control() || is_bidi(c) || is_invisible(c)), "{line:?}");
    }
    for c in document.text().chars() {
        assert!(c == '\n' || !(c.is_control() || is_bidi(c) || is_invisible(c)), "{c:?}");
    }
    for (_, style) in document.styles() {
        assert!(!format!("{style:?}").contains("\\u"), "{style:?}");
    }
}

fn assert_shape(document: &Document, bytes: &[u8]) {
    let text = document.text();
    let mut at = 0;
    for block in document.blocks() {
        assert!(!block.span.is_empty() && block.span.start() >= at && block.span.end() <= text.len());
        assert_eq!(document.slice(block.span).len(), block.span.len());
        assert_eq!(block.span.trim(text), block.span);
        assert_eq!(block.paragraph.is_some(), block.kind.is_argument());
        at = block.span.end();
    }
    for (span, file) in document.origin().runs() {
        assert_eq!(document.slice(span).as_bytes(), &bytes[file.start()..file.end()]);
    }
    for repeat in document.repeats() {
        assert_eq!(document.slice(repeat.excerpt), document.slice(repeat.original));
    }
    for (span, _) in document.styles() {
        assert_eq!(document.slice(*span).len(), span.len());
    }
    assert!(!document.meta().title.is_empty());
}

/// A name of each format.
fn names() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&["x", "x.md", "x.html"][..])
}

proptest! {
    #[test]
    fn any_bytes_give_a_document(bytes in prop::collection::vec(any::<u8>(), 0..300), name in names()) {
        let document = ingest(&bytes, name);
        assert_clean(&document);
        assert_shape(&document, &bytes);
    }

    #[test]
    fn any_text_gives_a_document(text in "(\\PC|[\u{0}-\u{20}\u{80}-\u{a0}\u{200b}-\u{202e}]|[-#>*_`\\[\\]()!|+&;<\n\r ]|\\+\\+\\+\n|---\n|&#27;|\r\n){0,120}", name in names()) {
        let document = ingest(text.as_bytes(), name);
        assert_clean(&document);
        assert_shape(&document, text.as_bytes());
    }

    /// A line number is that of the line a word stands in, whatever cleaning did before it.
    #[test]
    fn every_word_knows_its_line(parts in prop::collection::vec("[a-z]{1,3}|\n|\r\n|\r|\t| |\u{200b}|\u{1b}|é|\u{2028}", 0..60), md in any::<bool>()) {
        let text: String = parts.iter().enumerate().map(|(n, part)| if part.starts_with(char::is_alphabetic) { format!("w{n}w ") } else { part.clone() }).collect();
        let document = ingest(text.as_bytes(), if md { "x.md" } else { "x" });
        for n in (0..parts.len()).filter(|&n| parts[n].starts_with(char::is_alphabetic)) {
            let word = format!("w{n}w");
            let (there, here) = (text.find(&word).unwrap(), document.text().find(&word).unwrap());
            let line = text[..there].replace("\r\n", "\n").replace('\r', "\n").matches('\n').count() + 1;
            prop_assert_eq!(document.origin().line_of(here), line);
        }
    }

    /// In plain UTF-8 every block is found in the file, and cleaning what stands there gives the block again.
    #[test]
    fn every_block_of_plain_text_stands_in_the_file(text in "(\u{feff})?([a-zé“”.]{1,4}|[\n\r\t \u{200b}\u{1b}\u{2028}]|\r\n){0,60}") {
        let document = ingest(text.as_bytes(), "x");
        for block in document.blocks() {
            let (there, raw) = document.in_file(block.span).unwrap();
            prop_assert_eq!(raw, &text[there.start()..there.end()]);
            let again = ingest(raw.as_bytes(), "x");
            prop_assert_eq!(again.text().trim(), document.slice(block.span));
        }
    }
}
