use std::collections::BTreeMap;

use biblatex::{Bibliography, ChunksExt, PermissiveType, Type};
use proptest::prelude::*;

use super::*;
use sayso_attribution::document::ingest;
use sayso_attribution::text::Span;

fn cited() -> Cited {
    Cited {
        words: "extra cautious on the issue of military security … history of aggression".to_owned(),
        speaker: Some("Mao Ning".to_owned()),
        printed: "“extra cautious on the issue of military security” … “history of aggression”".to_owned(),
        cue: "said".to_owned(),
        joint: ": ".to_owned(),
        kind: "mixed".to_owned(),
        act: "speech".to_owned(),
        status: "asserted".to_owned(),
        title: "NATO looks to Asia".to_owned(),
        author: Some("Duncan Bartlett".to_owned()),
        publication: Some("Asian Affairs".to_owned()),
        published: Some("2023-07".to_owned()),
        paragraph: 21,
        line: 55,
        article: "articles/nato-looks-to-asia.md".to_owned(),
        address: "nato-looks-to-asia#q18".to_owned(),
        ..Cited::default()
    }
}

/// What no format may trip over.
fn awkward() -> Cited {
    Cited {
        words: "-- ``a'' ?` 50% of $1 & {more}, \"he\" said_that\\ #1 ~ ^ *not* <b> | `x`".to_owned(),
        speaker: Some("=Anna, \"Ann\" O’Neil".to_owned()),
        kind: "direct".to_owned(),
        status: "asserted".to_owned(),
        title: "- A {Title} & 100% \\ more, \"so\"".to_owned(),
        author: Some("Jane Doe, PhD".to_owned()),
        url: Some("https://example.org/a_b%20c?d=1&e={x}~y".to_owned()),
        published: Some("2024-02-29".to_owned()),
        paragraph: 3,
        address: "a title’s file#q1".to_owned(),
        note: Some("+1, ask #again_".to_owned()),
        ..Cited::default()
    }
}

#[test]
fn a_quote_a_source_and_markdown_as_they_ship() {
    let (styles, cited) = (Styles::default(), cited());
    assert_eq!(
        styles.quote(&cited).unwrap(),
        "Mao Ning said: “extra cautious on the issue of military security” … “history of aggression”, \
         in Duncan Bartlett, “NATO looks to Asia”, Asian Affairs, 2023-07, ¶21, articles/nato-looks-to-asia.md"
    );
    assert_eq!(
        styles.source(&cited).unwrap(),
        "Duncan Bartlett, “NATO looks to Asia”, Asian Affairs, 2023-07, ¶21, articles/nato-looks-to-asia.md"
    );
    assert_eq!(
        styles.markdown(&Cited { url: Some("https://example.org/a".to_owned()), ..cited }).unwrap(),
        "Mao Ning said: “extra cautious on the issue of military security” … “history of aggression”, \
         in Duncan Bartlett, [NATO looks to Asia](<https://example.org/a>), \
         *Asian Affairs*, 2023-07, ¶21"
    );
}

#[test]
fn a_quote_from_a_pdf_is_cited_by_its_page() {
    let text = "The council met on Monday.\n\u{c}“It is a leaky boat,” said Ines Falk.\n\u{c}";
    let document = sayso_attribution::document::ingest_pdf_text(text, "plan.pdf");
    let start = document.text().find("It is").unwrap();
    let cited = Cited::of_words("plan.pdf", &document, &Span::new(start, start + 19).into()).unwrap();
    assert_eq!(cited.page, Some(2));
    assert!(Styles::default().quote(&cited).unwrap().ends_with(", p. 2, plan.pdf"));
    assert!(Form::BibTex.write(std::slice::from_ref(&cited)).contains("  pages = {2},\n"));
    assert!(Form::CslJson.write(std::slice::from_ref(&cited)).contains("\"page\":\"2\""));
    let kept = cited.clone().clip(crate::state::ArticleKey::default(), Vec::new());
    let line = serde_json::to_string(&kept).unwrap();
    assert_eq!(Cited::of_clip(&serde_json::from_str(&line).unwrap()).page, Some(2));
}

#[test]
fn what_is_not_known_leaves_no_hole() {
    let bare =
        Cited { words: "it rains".to_owned(), title: "Rain".to_owned(), article: "-".to_owned(), ..Cited::default() };
    assert_eq!(Styles::default().quote(&bare).unwrap(), "“it rains”, in “Rain”");
    let unnamed = Cited { kind: "indirect".to_owned(), ..bare };
    assert_eq!(Styles::default().quote(&unnamed).unwrap(), "An unnamed source: it rains (reported), in “Rain”");
}

#[test]
fn a_citation_spells_the_speaker_as_its_article_does() {
    let mut library = crate::Library::default();
    let said = |name: &str| format!("He said: [{name}: We go on].");
    library.learn_all(
        ["Yoon Suk-Yeol", "Yoon Suk Yeol", "Yoon Suk Yeol"]
            .iter()
            .enumerate()
            .map(|(at, name)| crate::test_support::article(&format!("{at}.md"), "T", "2023", &said(name))),
    );
    let id = crate::QuoteId { article: crate::ArticleId(0), quote: 0 };
    assert_eq!(library.name_of(id), Some("Yoon Suk Yeol"), "the library has one name for him");
    assert_eq!(Cited::of(&library, id).unwrap().speaker.as_deref(), Some("Yoon Suk-Yeol"));
}

/// A quote of this kind and status by Rick Snyder, and how it is credited.
fn told(kind: &str, status: &str, cue: &str, words: &str) -> Cited {
    Cited {
        words: words.to_owned(),
        cue: cue.to_owned(),
        joint: " ".to_owned(),
        speaker: Some("Rick Snyder".to_owned()),
        kind: kind.to_owned(),
        status: status.to_owned(),
        title: "Flint".to_owned(),
        article: "-".to_owned(),
        ..Cited::default()
    }
}

#[test]
fn what_is_denied_is_never_copied_as_said() {
    let styles = Styles::default();
    let denied = told("indirect", "denied", "has denied", "that he knew");
    assert_eq!(styles.quote(&denied).unwrap(), "Rick Snyder has denied that he knew (denied), in “Flint”");
    assert_eq!(denied.bare(), "has denied that he knew");
    assert!(denied.json().contains("\"claim\":\"Rick Snyder has denied that he knew\""), "{}", denied.json());
    let never = told("direct", "denied", "never said", "I knew");
    assert_eq!(styles.quote(&never).unwrap(), "Rick Snyder never said “I knew” (denied), in “Flint”");
    assert_eq!(never.bare(), "never said “I knew”");
    for cited in [&denied, &never, &told("indirect", "hypothetical", "would say", "that he knew")] {
        for list in [Form::Markdown, Form::JsonLines, Form::Csv, Form::BibTex, Form::CslJson] {
            let text = list.write(std::slice::from_ref(cited));
            assert!(text.contains(&cited.cue), "{list:?}: {text}");
        }
        // A template of the user's own that leaves it out.
        let own = Styles { quote: Template::new("{{ words }} ({{ speaker }})").unwrap(), ..Styles::default() };
        assert!(own.quote(cited).unwrap().ends_with(&format!("(Rick Snyder) ({})", cited.status)));
    }
}

#[test]
fn reported_words_stand_in_no_quotation_marks() {
    let reported = told("indirect", "asserted", "voiced alarm over", "the tests");
    assert_eq!(Styles::default().quote(&reported).unwrap(), "Rick Snyder voiced alarm over the tests, in “Flint”");
    for template in
        ["“{{ words }}” — {{ speaker }}", "\"{{ words }}\" — {{ speaker }}", "‘{{ words }}’ — {{ speaker }}"]
    {
        let own = Styles { quote: Template::new(template).unwrap(), ..Styles::default() };
        assert_eq!(own.quote(&reported).unwrap(), "the tests — Rick Snyder", "{template}");
    }
    let direct = told("direct", "asserted", "said", "he told me “go”");
    assert_eq!(Styles::default().quote(&direct).unwrap(), "“he told me ‘go’” — Rick Snyder, in “Flint”");
    assert_eq!(direct.bare(), "he told me “go”");
}

#[test]
fn the_claim_reads_as_a_sentence_whatever_credits_it() {
    let claim = |cue: &str, joint: &str| {
        let cited = told("indirect", "asserted", cue, "the water is safe");
        Cited { joint: joint.to_owned(), ..cited }.claim()
    };
    assert_eq!(claim("said", " reporters that "), "Rick Snyder said reporters that the water is safe");
    assert_eq!(claim("said", ": "), "Rick Snyder said: the water is safe");
    assert_eq!(claim("according to", ": "), "According to Rick Snyder, the water is safe");
    assert_eq!(claim("in the words of", ": "), "In the words of Rick Snyder, the water is safe");
    assert_eq!(claim("’s view", " is that "), "Rick Snyder’s view is that the water is safe");
    assert_eq!(claim("", ""), "Rick Snyder: the water is safe (reported)");
}

#[test]
fn the_shipped_templates_are_right() {
    let styles = Styles::default();
    let shipped = SOURCES.iter().filter_map(|(_, text)| *text);
    for text in shipped.chain([styles.quote.text(), styles.quote_markdown.text()]) {
        Template::new(text).unwrap();
    }
}

#[test]
fn a_faulty_template_is_told_by_line_column_and_mend() {
    for (text, place, told) in [
        ("{{ wrds }}", (1, 4), "unknown field `wrds`: did you mean `words`?"),
        ("a\n  {{ words|markdwn }}", (2, 3), "markdwn"),
        ("{{ title }} {{ words", (1, 13), "unexpected end"),
        ("{% if url %}{{ url }}", (1, 13), "close it with {% endif %}"),
        ("é {{ title + }}", (1, 3), "unexpected"),
        ("{{ title }}\n{{ words|join }} {{ nothing() }}", (2, 21), "unknown field `nothing`"),
    ] {
        let fault = Template::new(text).unwrap_err();
        assert_eq!((fault.place.line, fault.place.column), place, "{text}: {fault}");
        assert!(fault.message.contains(told), "{text}: {fault}");
    }
    assert!(Template::new("{{ words|markdwn }}").unwrap_err().message.contains("did you mean `markdown`?"));
    assert!(SourceStyle::new("bibtx").unwrap_err().message.contains("did you mean `bibtex`?"));
}

#[test]
fn a_template_that_changes_the_words_copies_nothing() {
    let quote = Template::new("{{ words|upper }} ({{ speaker }})").unwrap();
    let styles = Styles { quote, ..Styles::default() };
    assert!(styles.quote(&cited()).unwrap_err().0.contains("changes the words of the article"));
    let quote = Template::new("{{ speaker }}: {{ words }} [{{ source }}]").unwrap();
    let styles = Styles { quote, source: SourceStyle::new("bibtex").unwrap(), ..Styles::default() };
    let text = styles.quote(&cited()).unwrap();
    assert!(text.starts_with("Mao Ning: extra cautious") && text.contains("[@article{bartlett2023nato,"), "{text}");
}

/// One article with two quotes, and another.
fn two_works() -> [Cited; 3] {
    let again = Cited { words: "Today".to_owned(), printed: String::new(), paragraph: 22, ..cited() };
    [cited(), awkward(), again]
}

#[test]
fn bibtex_has_one_entry_for_each_article_with_its_quotes_as_notes() {
    let list = two_works();
    let read = Bibliography::parse(&Form::BibTex.write(&list)).unwrap();
    assert_eq!(read.keys().collect::<Vec<_>>(), ["bartlett2023nato", "doe2024title"]);
    let of = |at: usize, name: &str| read.iter().nth(at).unwrap().get(name).map(ChunksExt::format_verbatim);
    let notes = format!("¶21: {}; ¶22: {}", list[0].claim(), list[2].claim());
    assert_eq!(of(0, "annotation").as_deref(), Some(notes.as_str()));
    assert_eq!(of(1, "annotation"), Some(format!("¶3: {} [+1, ask #again_]", list[1].claim())));
    assert_eq!(
        of(0, "howpublished").as_deref(),
        Some("articles/nato-looks-to-asia.md"),
        "the file where no address is"
    );
    assert_eq!(of(1, "howpublished"), None);
    let [first, second] = &read.iter().collect::<Vec<_>>()[..] else { panic!("two entries") };
    assert_eq!(
        [first, second].map(|entry| entry.title().unwrap().format_verbatim()),
        [&list[0], &list[1]].map(|c| c.title.clone())
    );
    assert_eq!(first.author().unwrap()[0].name, "Bartlett");
    assert_eq!(second.author().unwrap()[0].name, "Jane Doe, PhD");
    assert_eq!(first.journal().unwrap().format_verbatim(), "Asian Affairs");
    let PermissiveType::Typed(date) = second.date().unwrap() else { panic!("a date") };
    assert_eq!(date.to_chunks().format_verbatim(), "2024-02-29");
    assert_eq!(second.url().unwrap(), "https://example.org/a_b%20c?d=1&e=%7Bx%7D~y");
}

#[test]
fn csl_json_is_read_by_a_citation_processor() {
    let list = two_works();
    let text = Form::CslJson.write(&list);
    let items: Vec<citationberg::json::Item> = serde_json::from_str(&text).unwrap();
    let of = |at: usize, name: &str| {
        items[at].0.get(name).and_then(citationberg::json::Value::to_str).unwrap_or_default().into_owned()
    };
    assert_eq!(items.iter().map(|item| item.id().unwrap()).collect::<Vec<_>>(), ["bartlett2023nato", "doe2024title"]);
    assert_eq!((items[0].type_().unwrap(), items[1].type_().unwrap()), ("article-newspaper".into(), "webpage".into()));
    assert_eq!((of(0, "title"), of(1, "URL")), (list[0].title.clone(), list[1].url.clone().unwrap()));
    assert_eq!(of(0, "source"), "articles/nato-looks-to-asia.md");
    assert!(of(0, "note").contains(&list[0].claim()) && of(0, "note").contains(&list[2].claim()));
    let rows: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(rows[0]["issued"]["date-parts"], serde_json::json!([[2023, 7]]));
    assert_eq!(rows[1]["author"], serde_json::json!([{ "literal": "Jane Doe, PhD" }]));
}

#[test]
fn an_entry_without_author_date_or_address_still_names_its_file() {
    let bare = Cited { article: "notes/rain.txt".to_owned(), title: "Rain on the roof".to_owned(), ..Cited::default() };
    let text =
        Form::BibTex.write(&[bare, Cited { title: "雨".to_owned(), article: "-".to_owned(), ..Cited::default() }]);
    assert!(text.contains("@misc{rain,") && text.contains("howpublished = {notes/rain.txt}"), "{text}");
    assert!(text.contains("@misc{article,") && text.contains("howpublished = {standard input}"), "{text}");
}

#[test]
fn csv_comes_back_through_a_reader_of_it() {
    let list = [cited(), awkward()];
    let text = Form::Csv.write(&list);
    let rows: Vec<BTreeMap<String, String>> =
        csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2);
    for (row, cited) in rows.iter().zip(&list) {
        for field in FIELDS {
            // The apostrophe that keeps a spreadsheet from running the cell.
            let cell = &row[field.name];
            let unguarded =
                cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(cell);
            assert_eq!(unguarded, (field.of)(cited), "{}", field.name);
        }
    }
    assert!(rows[1]["speaker"].starts_with("'=") && rows[1]["note"].starts_with("'+"));
}

#[test]
fn json_lines_come_back_through_a_reader_of_it() {
    let list = [cited(), awkward()];
    let text = Form::JsonLines.write(&list);
    let rows: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let with_claim = |cited: &Cited| {
        let mut value = serde_json::to_value(cited).unwrap();
        value["claim"] = cited.claim().into();
        value
    };
    assert_eq!(rows, list.iter().map(with_claim).collect::<Vec<_>>());
    assert_eq!(rows[1]["words"], awkward().words);
}

#[test]
fn markdown_comes_back_through_a_reader_of_it() {
    use pulldown_cmark::{Event, Parser, Tag, TagEnd};
    let list = [cited(), awkward()];
    let text = Form::Markdown.write(&list);
    let (mut quoted, mut notes, mut deep) = (vec![String::new()], Vec::new(), 0);
    for event in Parser::new(&text) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => deep += 1,
            Event::End(TagEnd::BlockQuote(_)) => deep -= 1,
            Event::End(TagEnd::Paragraph) => quoted.push(String::new()),
            Event::Text(words) if deep == 1 => quoted.last_mut().unwrap().push_str(&words),
            Event::Text(words) => notes.push(words.into_string()),
            _ => {}
        }
    }
    quoted.retain(|paragraph| !paragraph.is_empty());
    assert_eq!(quoted[0], list[1].words, "only direct speech is a quotation");
    assert!(quoted[1].contains("- A {Title} & 100% \\ more"), "{quoted:?}");
    let notes = notes.concat();
    assert!(notes.contains(&list[0].claim()) && notes.ends_with("+1, ask #again_"), "{notes}");
}

#[test]
fn a_file_says_by_its_ending_what_it_is() {
    let got = ["a.md", "b.JSONL", "c.csv", "d.bib", "e.json", "f", "g.txt"].map(Form::of_file);
    let wanted = [Form::Markdown, Form::JsonLines, Form::Csv, Form::BibTex, Form::CslJson].map(Some);
    assert_eq!((&got[..5], &got[5..]), (&wanted[..], &[None, None][..]));
}

#[test]
fn a_byline_is_one_name_or_several() {
    let of = |byline: &str| {
        let cited = Cited { author: Some(byline.to_owned()), ..Cited::default() };
        cited.authors().into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(of("Ann Lee, Bob Ray and Cy Doe"), ["Ann Lee", "Bob Ray", "Cy Doe"]);
    assert_eq!(of("Jane Doe, PhD"), ["Jane Doe, PhD"]);
    assert_eq!(of("Reuters"), ["Reuters"]);
}

#[test]
fn words_are_compared_with_the_article_to_the_last_character() {
    let document = ingest("It  rains\nin ‘Seoul’, he said, ‘and Tokyo’.".as_bytes(), "rain.md");
    let at = |words: &str| {
        let start = document.text().find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let first = document.text().find("It").unwrap();
    let spans = Spans::new([Span::new(first, at("Seoul").end()), at("and Tokyo")]).unwrap();
    assert_eq!(differs(&document, &spans, "It rains in ‘Seoul … and Tokyo"), None);
    for wrong in [
        "It rains in ‘Seoul … and Kyoto",
        "It rains in 'Seoul … and Tokyo",
        "It rains in ‘Seoul … and Tokyo.",
        "It rains in ‘Seoul",
    ] {
        assert!(differs(&document, &spans, wrong).is_some(), "{wrong}");
    }
    let told = differs(&document, &spans, "It rains in ‘Busan … and Tokyo").unwrap();
    assert_eq!(told, "after ‘t rains in ‘’ the article has ‘Seoul … and ’, not ‘Busan … and ’");
}

proptest! {
    #[test]
    fn what_is_taken_is_always_the_articles(text in "\\PC{0,60}", a in 0usize..60, b in 0usize..60) {
        let document = ingest(text.as_bytes(), "any.txt");
        let cut = |at: usize| document.text().char_indices().map(|(at, _)| at).nth(at).unwrap_or(document.text().len());
        let (from, to) = (cut(a.min(b)), cut(a.max(b)));
        if let Some(spans) = Spans::new([Span::new(from, to)]) {
            prop_assert!(Cited::of_words("any.txt", &document, &spans).is_ok());
        }
    }
}

#[test]
fn the_command_names_the_part_of_a_file_once() {
    let of = |article: &str, address: &str| {
        Cited { article: article.to_owned(), address: address.to_owned(), ..Cited::default() }.command()
    };
    let shown = |path: &str| Some(format!("sayso show {}", shell_words::quote(&crate::address::whole(path))));
    assert_eq!(of("in/book.epub#c3", "book#c3#nobody-asked"), shown("in/book.epub#c3#nobody-asked"));
    assert_eq!(of("in/book.epub#c3", "book#c3"), shown("in/book.epub#c3"));
    assert_eq!(of("in/a#b.md", "a#b#q2"), shown("in/a#b.md#q2"));
    assert_eq!(of("in/plain.md", "plain"), shown("in/plain.md"));
    assert!(of("in/plain.md", "plain").unwrap().starts_with("sayso show /"), "from any folder");
    assert_eq!((of("-", "-#q1"), of("-#chapter_3", "-#chapter_3#q1")), (None, None), "nothing shows it again");
}
