//! Saved web pages: what becomes of their blocks, where they stand in the file, what the pages say of themselves.
#![cfg(test)]

use proptest::prelude::*;
use sayso_attribution::analyse;
use sayso_attribution::document::{BlockKind, Document, ingest};

/// Paragraphs that make an article long enough to be found.
const FILLER: &str = "\
<p>The ferry company has asked the islanders for patience, as it has in every winter since the old pier was closed to \
lorries and buses.</p>
<p>Its timetable was printed twice this autumn, and both times the last boat of the evening was missing from the page, \
which nobody noticed.</p>
<p>The council will hear the matter in the second week of March, in the school hall, with the doors open and coffee for \
those who come early.</p>";

/// A page with this body of its article between filler.
fn page(body: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Winter boats | The Sound</title></head><body>\
         <nav><ul><li><a href=/>Home</a></li><li><a href=/news>News</a></li></ul></nav>\
         <main><article><h1>Winter boats</h1>{FILLER}\n{body}\n{FILLER}</article></main>\
         <footer><p>© The Sound</p></footer></body></html>"
    )
}

fn read(html: &str) -> Document {
    ingest(html.as_bytes(), "page.html")
}

/// The blocks of the page without its filler: `kind: text`.
fn blocks(document: &Document) -> Vec<String> {
    let shown = document.blocks().iter().map(|block| (block.kind, document.slice(block.span)));
    let own = shown.filter(|(kind, text)| *kind != BlockKind::Title && !FILLER.contains(&text.replace('\n', " ")));
    own.map(|(kind, text)| format!("{}: {text}", kind.name())).collect()
}

/// The speaker of the quote with these words.
fn speaker(document: &Document, words: &str) -> Option<String> {
    let analysis = analyse(document);
    let of = |content: String| content.contains(words);
    let found = analysis.attributions.iter().find(|quote| of(quote.content.text(document.text())))?;
    Some(analysis.name(found.speaker).to_owned())
}

#[test]
fn the_title_comes_first_and_the_page_around_it_is_left_out() {
    let document = read(&page(""));
    let first = document.blocks()[0];
    assert_eq!((first.kind, document.slice(first.span)), (BlockKind::Title, "Winter boats"));
    assert!(blocks(&document).is_empty(), "{:?}", blocks(&document));
    assert_eq!(document.paragraphs(), 6);
}

#[test]
fn a_block_quotation_belongs_to_the_speaker_above_it() {
    let document = read(&page(
        "<p>Greta Solheim, who runs the shop, wrote to the company:</p><blockquote><p>We cannot sell bread that came \
         the day before.</p></blockquote>",
    ));
    assert_eq!(blocks(&document)[1], "quote: We cannot sell bread that came the day before.");
    assert_eq!(speaker(&document, "We cannot sell bread").as_deref(), Some("Greta Solheim"));
}

#[test]
fn two_line_breaks_end_a_paragraph() {
    let lines = [
        "The last boat left at four on Friday, an hour before the clinic shut its doors, islanders told this paper.",
        "“My mother slept on a bench,” said Peter Aune.",
        "The harbour master, Siri Dahl, was not surprised. “It was in the timetable,” she said, and locked the gate.",
        "A bus was sent at six, which had nobody to carry and turned round at the bridge, as its driver had foretold.",
        "The company will answer on Tuesday, with figures, a map of the crossings and the names of those on call.",
    ];
    let document = read(&format!("<html><body><div id=story>{}</div></body></html>", lines.join("<br>\n<br/>")));
    assert_eq!(blocks(&document), lines.map(|line| format!("paragraph: {line}")));
    assert_eq!(speaker(&document, "My mother").as_deref(), Some("Peter Aune"));
}

#[test]
fn a_single_line_break_ends_a_line() {
    let document = read(&page("<p>Roses are red<br>and boats are late,<br>“so be it”</p>"));
    let verse = blocks(&document);
    assert_eq!(verse, ["paragraph: Roses are red\nand boats are late,", "paragraph: “so be it”"]);
    let span = document.blocks().iter().find(|b| document.slice(b.span).starts_with("Roses")).unwrap().span;
    assert_eq!(document.breaks(span).len(), 1);
}

#[test]
fn inline_elements_add_no_space_and_take_none() {
    let document = read(&page(
        "<p>“We <a href=/a>wanted</a> an <em>hon</em>est answer<a href=/b>,</a>” <a>Siri&nbsp;Dahl</a> said, “and got \
         a <nobr>leaf</nobr><span>let</span>.”</p><p>“The har&shy;bour is bank<wbr>rupt &amp; closed.”</p>",
    ));
    let own = blocks(&document);
    assert_eq!(
        own[0].replace('\u{a0}', " "),
        "paragraph: “We wanted an honest answer,” Siri Dahl said, “and got a leaflet.”"
    );
    assert_eq!(own[1], "paragraph: “The harbour is bankrupt & closed.”");
    assert_eq!(document.hidden().invisible, 1);
}

#[test]
fn a_card_beside_a_name_is_no_part_of_the_sentence() {
    for card in [
        "<span style='display: none'><a href=/1>Siri Dahl on buses</a> <a href=/2>Five boats</a></span>",
        "<span class=card><a href=/d>Siri Dahl</a><span><a href=/1>Dahl says no</a></span></span>",
    ] {
        let document = read(&page(&format!("<p>Harbour master <b>Siri Dahl</b>{card} said the pier was closed.</p>")));
        assert_eq!(blocks(&document), ["paragraph: Harbour master Siri Dahl said the pier was closed."]);
    }
}

#[test]
fn captions_and_headlines_are_not_read_for_quotes() {
    let document = read(
        &page("<figure><img src=a.jpg><figcaption>Siri Dahl, who called the pier “a tired thing”. Photo: A. Vik</figcaption></figure>")
            .replace("Winter boats", "Dahl says the boats are late"),
    );
    assert_eq!(blocks(&document), ["caption: Siri Dahl, who called the pier “a tired thing”. Photo: A. Vik"]);
    assert!(analyse(&document).attributions.iter().all(|quote| {
        document.block_at(quote.content.start()).is_some_and(|at| document.blocks()[at].kind.is_argument())
    }));
}

#[test]
fn related_articles_are_furniture_behind_the_text() {
    let document = read(&page(
        "<p><b>Read more: <a href=/r>Dahl says the pier is safe</a></b></p>\
         <ul class=related><li><a href=/1>Aune claims he was ignored</a></li><li><a href=/2>Shop denies all</a></li></ul>\
         <h3>Most read</h3><ul><li><a href=/3>Snow warning</a></li></ul>",
    ));
    let own = blocks(&document);
    assert!(own.iter().all(|line| line.starts_with("furniture: ")), "{own:?}");
    for line in
        ["Read more: Dahl says the pier is safe", "Aune claims he was ignored", "Shop denies all", "Snow warning"]
    {
        assert!(own.contains(&format!("furniture: {line}")), "{line} is not in {own:?}");
    }
    let kinds: Vec<bool> = document.blocks().iter().map(|block| block.kind == BlockKind::Furniture).collect();
    assert!(kinds.is_sorted());
    assert!(["the pier is safe", "he was ignored", "denies"].iter().all(|words| speaker(&document, words).is_none()));
}

#[test]
fn an_embedded_post_is_a_quotation_by_its_author() {
    let document = read(&page(
        "<blockquote class=twitter-tweet><p lang=en>The ferry is late again and nobody at the pier knows why.</p>— Peter \
         Aune (@peteraune) <a href=https://twitter.com/peteraune/1>March 2, 2023</a></blockquote>",
    ));
    assert_eq!(
        blocks(&document),
        [
            "quote: The ferry is late again and nobody at the pier knows why.",
            "quote: — Peter Aune (@peteraune) March 2, 2023"
        ]
    );
    assert_eq!(speaker(&document, "The ferry is late again").as_deref(), Some("Peter Aune"));
}

#[test]
fn a_live_blog_keeps_the_order_of_the_file() {
    let update = |time: &str, text: &str| format!("<article class=update><time>{time}</time>{text}</article>");
    let updates = ["12:40", "12:10", "11:55"].map(|time| {
        update(time, &format!("<p>At {time} the boat lay at the pier, its lamps lit, and the crew were waiting for the ice to break up.</p>"))
    });
    let document =
        read(&format!("<html><body><main><h1>The ice, live</h1>{}{FILLER}</main></body></html>", updates.concat()));
    let text = document.text();
    let places: Vec<usize> =
        ["At 12:40", "At 12:10", "At 11:55"].iter().map(|words| text.find(words).unwrap()).collect();
    assert!(places.is_sorted());
    assert!(blocks(&document).iter().filter(|line| line.starts_with("paragraph: At")).count() == 3);
}

#[test]
fn a_shadow_root_of_a_saved_page_is_read() {
    let body = format!("<x-article><template shadowrootmode=open>{FILLER}{FILLER}</template></x-article>");
    let document = read(&format!("<html><body>{body}<p>Short.</p></body></html>"));
    assert_eq!(document.text().matches("The ferry company").count(), 2);
    assert!(document.paragraphs() >= 6);
}

#[test]
fn text_behind_a_pay_wall_is_read() {
    let hidden = format!("<p>The boats are late.</p><div class=meter style='display:none'>{FILLER}{FILLER}</div>");
    let document = read(&format!("<html><body><article><h1>Boats</h1>{hidden}</article></body></html>"));
    assert!(document.paragraphs() >= 6, "{:?}", blocks(&document));
    // Paragraphs that are only kept from screen readers are the article's own.
    let paywall = "<p class=paywall aria-hidden=true>The company declined to say on Monday how many of its boats have a heated cabin, or would have one by the spring.</p>";
    assert_eq!(blocks(&read(&page(paywall))).len(), 1);
    assert!(blocks(&read(&page(paywall)))[0].starts_with("paragraph: The company declined"));
}

#[test]
fn an_article_only_in_json_ld_is_read() {
    let html = r#"<html><head><script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
        "headline":"Boats put off","author":[{"@type":"Person","name":"Tone Berg"},{"@type":"Person","name":"Ola Nes"}],
        "publisher":{"name":"The Sound"},"datePublished":"2023-03-01T23:10:00-08:00",
        "articleBody":"The boats were put off on Monday.\n\n\u201cNobody told the school,\u201d said Peter Aune.\n\nThe harbour master, Siri Dahl, said everybody had been told, and that the letter of the company had hung at the pier since the first of the month for all to read."}
        </script></head><body><div id=root></div><noscript>Please turn on scripts.</noscript></body></html>"#;
    let document = read(html);
    let meta = document.meta();
    assert_eq!((meta.title.as_str(), meta.author.as_deref()), ("Boats put off", Some("Tone Berg, Ola Nes")));
    // The day is that of the zone in which it is written.
    assert_eq!((meta.publication.as_deref(), meta.published.as_deref()), (Some("The Sound"), Some("2023-03-01")));
    assert_eq!(document.paragraphs(), 3);
    assert_eq!(speaker(&document, "Nobody told the school").as_deref(), Some("Peter Aune"));
    assert!(!document.text().contains("scripts"));
    let second = document.blocks()[1].span;
    let place = document.source_span(second).unwrap();
    assert_eq!(&html[place.start()..place.end()], "\\u201cNobody told the school,\\u201d said Peter Aune.");
}

#[test]
fn metadata_is_taken_from_the_best_source() {
    let head = |tags: &str| page("").replace("<title>Winter boats | The Sound</title>", tags);
    let rich = read(&head(
        "<title>Winter boats | The Sound</title><meta property=og:title content='Winter boats - The Sound'>\
         <meta property=article:author content=https://facebook.com/thesound><meta name=author content='By Tone Berg'>\
         <meta property=og:site_name content='The Sound'><link rel=canonical href=https://sound.example/boats>\
         <meta name=date content='07:09 GMT Mar 2, 2023'>",
    ));
    let meta = rich.meta();
    assert_eq!((meta.author.as_deref(), meta.publication.as_deref()), (Some("Tone Berg"), Some("The Sound")));
    assert_eq!(
        (meta.published.as_deref(), meta.url.as_deref()),
        (Some("2023-03-02"), Some("https://sound.example/boats"))
    );
    assert_eq!((meta.title.as_str(), meta.language.as_deref()), ("Winter boats", Some("en")));
    let bare = read(&page(
        "<p class=byline>By <a rel=author href=/t>Tone Berg</a></p><time datetime=2023-03-02T10:00>today</time>",
    ));
    assert_eq!(
        (bare.meta().author.as_deref(), bare.meta().published.as_deref()),
        (Some("Tone Berg"), Some("2023-03-02"))
    );
}

#[test]
fn pages_in_other_encodings_are_read_as_declared() {
    let html = page("<p>“Så sent”, sa Åse.</p>").replace("charset=utf-8", "charset=windows-1252");
    let document = ingest(&windows_1252(&html), "page.html");
    assert_eq!(blocks(&document), ["paragraph: “Så sent”, sa Åse."]);
    let block = document.blocks().iter().find(|block| document.slice(block.span).contains("Åse")).unwrap();
    let place = document.source_span(block.span).unwrap();
    // Places count in the text of the file, as its bytes are no UTF-8; no quote claims to stand in those.
    assert_eq!(&html[place.start()..place.end()], "“Så sent”, sa Åse.");
    assert!(document.in_file(block.span).is_none());
}

/// The bytes of `html` in windows-1252.
fn windows_1252(html: &str) -> Vec<u8> {
    let byte = |c: char| match c {
        '“' => 0x93,
        '”' => 0x94,
        '©' => 0xa9,
        c => u8::try_from(u32::from(c)).unwrap(),
    };
    html.chars().map(byte).collect()
}

#[test]
fn a_page_on_standard_input_is_recognised() {
    let document = ingest(page("").as_bytes(), "-");
    assert_eq!(document.meta().title, "Winter boats");
    assert_eq!(document.paragraphs(), 6);
    // A page that was saved under the name of its address is one too.
    for name in ["index", "story.php", "story.html?id=3"] {
        assert_eq!(ingest(page("").as_bytes(), name).meta().title, "Winter boats", "{name}");
    }
    // Markdown and text about HTML are not.
    for text in ["Use <p> and <div> with <body>.", "<p>One</p>"] {
        assert!(ingest(text.as_bytes(), "-").text().contains("<p>"), "{text}");
    }
}

/// Each would take for ever, or a stack, without a limit; the text is kept, and what was left out is told.
#[test]
fn hostile_pages_are_read_and_said() {
    let deep = page(&format!("{}<p>At the bottom.</p>{}", "<div>".repeat(20_000), "</div>".repeat(20_000)));
    let open = page(&"<b><i><font size=1>x<p>".repeat(3_000));
    let long = page(&format!("<p title='{}'>Words.</p>", "x".repeat(2_000_000)));
    let data = page(&format!("<img src='data:image/png;base64,{}'><p>Words.</p>", "x".repeat(2_000_000)));
    let many = format!("<html><body>{}</body></html>", "<p>a<i>b</i>".repeat(110_000));
    for (html, warned) in [(&deep, true), (&open, false), (&long, true), (&data, false), (&many, true)] {
        let document = read(html);
        assert_eq!(!document.warnings().is_empty(), warned, "{:?}", document.warnings());
        assert!(document.paragraphs() > 0);
    }
    assert!(read(&deep).text().contains("At the bottom."));
    assert_eq!(read(&many).paragraphs(), 110_000);
    let more = read(&format!("<html><body>{}last", "<p>a</p>".repeat(260_000)));
    assert!((100_000..260_000).contains(&more.paragraphs()), "{}", more.paragraphs());
    assert!(more.text().ends_with("a a last") && more.warnings().len() == 2, "{:?}", more.warnings());
}

/// The text between the tags of HTML without scripts and comments, references decoded, white space left out.
fn solid(html: &str) -> String {
    let mut out = String::new();
    for piece in html.split('<') {
        out.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
    }
    let out = out.replace("&ldquo;", "“").replace("&#8221;", "”").replace("&nbsp;", " ").replace("&amp;", "&");
    out.chars().filter(|c| !c.is_whitespace()).collect()
}

proptest! {
    /// Every block that says where it stands stands there: the source between its ends, tags left out, is its text.
    #[test]
    fn every_block_stands_where_it_says(parts in prop::collection::vec(
        "<p>|</p>|<b>|</b>|<i>|</i>|<div>|</div>|<br>|<td>|<li>|<a href=x>|</a>|<h2>|</blockquote>|<blockquote>|[a-zé]{1,5}|&ldquo;|&#8221;|&nbsp;|&amp;| |\n|\r\n",
        0..80,
    )) {
        let html = format!("<html><body>{}", parts.concat());
        let document = read(&html);
        for block in document.blocks() {
            let place = document.source_span(block.span);
            if let Some(place) = place {
                let text: String = document.slice(block.span).chars().filter(|c| !c.is_whitespace()).collect();
                prop_assert_eq!(solid(&html[place.start()..place.end()]), text, "{}", html);
            }
        }
    }
}
