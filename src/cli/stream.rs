//! `sayso quotes --stream`: a document on each line in, its attributions on a line out.

use std::borrow::Cow;
use std::io::{self, BufRead};

use anyhow::anyhow;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::exit::Outcome;
use super::record::{Piece, Place, hundredths};
use sayso_attribution::document::{BlockKind, Document, Meta, ingest};
use sayso_attribution::text::clean::clean_words;
use sayso_attribution::{Analysis, Analyzer, Attribution};
use sayso_library::service::stream::{Line, answer_lines};

/// Maximum bytes of a line. A longer document costs one line that says so.
const CAP: usize = 16 << 20;

/// Version of the form of a line; raised when a field is removed or changes its meaning.
const SCHEMA: u32 = 1;

/// A document as it comes in. Fields of other names are ignored.
#[derive(Deserialize)]
struct Given<'a> {
    #[serde(default)]
    id: Value,
    #[serde(borrow)]
    text: Cow<'a, str>,
    title: Option<String>,
    author: Option<String>,
    publication: Option<String>,
    published: Option<String>,
    language: Option<String>,
    url: Option<String>,
    #[serde(default)]
    format: Format,
}

/// How the text of a document is written.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    #[default]
    Plain,
    Markdown,
    Html,
}

/// The answer to one line.
#[derive(Serialize)]
struct Answer<'a> {
    id: &'a Value,
    line: u64,
    schema: u32,
    sayso: &'static str,
    error: Option<String>,
    title: Option<&'a str>,
    author: Option<&'a str>,
    publication: Option<&'a str>,
    published: Option<&'a str>,
    url: Option<&'a str>,
    words: usize,
    digest: Option<String>,
    attributions: Vec<Quote<'a>>,
}

/// One attribution; the fields are those of `sayso quotes --format jsonl`.
#[derive(Serialize)]
struct Quote<'a> {
    n: usize,
    speaker: Option<&'a str>,
    speaker_kind: Option<&'static str>,
    kind: &'static str,
    act: &'static str,
    status: &'static str,
    content: Vec<Piece<'a>>,
    source: Vec<Piece<'a>>,
    cue: Vec<Piece<'a>>,
    via: Option<&'a str>,
    paragraph: u32,
    confidence: f64,
    speaker_confidence: f64,
    naming: &'static str,
    found_by: &'static str,
    text_source: &'static str,
}

/// Answers standard input with `jobs` threads, 0 for one per processor.
pub fn run(jobs: usize) -> anyhow::Result<Outcome> {
    let analyzer = Analyzer::default();
    let answer = |line: &Line, panicked: Option<&str>| answer(&analyzer, line, panicked);
    // A reader that closes the pipe early lacks answers: that is a failure here, unlike elsewhere.
    answer_lines(io::stdin().lock(), io::stdout().lock(), jobs, CAP, answer)
        .map_err(|error| anyhow!("stopped before the end of the input: {error}"))?;
    Ok(Outcome::Done)
}

fn answer(analyzer: &Analyzer, line: &Line, panicked: Option<&str>) -> Vec<u8> {
    let read = match panicked {
        Some(message) => Err(format!("a fault in sayso itself: {message}")),
        None => given(line),
    };
    match read {
        Ok(given) => analysed(analyzer, line.number, given),
        Err(why) => json(&Answer::failed(&id_of(&line.bytes), line.number, why)),
    }
}

fn given(line: &Line) -> Result<Given<'_>, String> {
    if line.is_cut {
        return Err(format!("longer than {} MiB", CAP >> 20));
    }
    let text = str::from_utf8(&line.bytes).map_err(|error| format!("no UTF-8 from byte {} on", error.valid_up_to()))?;
    serde_json::from_str(text).map_err(|error| error.to_string())
}

fn analysed(analyzer: &Analyzer, line: u64, given: Given) -> Vec<u8> {
    let (id, text) = (given.id.clone(), given.text.clone());
    let (document, is_titled) = document(given);
    let analysis = analyzer.analyze(&document);
    let mut answer = Answer::of(&id, line, &text, &document, &analysis);
    if !is_titled {
        // The title of a document without one is the name of its file.
        answer.title = None;
    }
    json(&answer)
}

/// The document of a line, and whether it has a title of its own.
fn document(given: Given) -> (Document, bool) {
    let Given { text, title, author, publication, published, language, url, format, .. } = given;
    let clean = |told: Option<String>| told.map(|told| clean_words(&told)).filter(|told| !told.is_empty());
    let known = Meta {
        title: clean(title).unwrap_or_default(),
        author: clean(author),
        publication: clean(publication),
        published: clean(published),
        language: clean(language),
        url: clean(url),
        digest_of: None,
    };
    let is_titled = !known.title.is_empty();
    let document = ingest(text.as_bytes(), format.name()).with_meta(known);
    let is_titled = is_titled || document.blocks().iter().any(|block| block.kind == BlockKind::Title);
    (document, is_titled)
}

/// The documents of lines, to import; each is called by its id, or by the number of its line where it has none.
#[cfg(feature = "postgres")]
pub fn documents(mut input: impl BufRead) -> impl Iterator<Item = Result<sayso_library::postgres::Given, String>> {
    use sayso_library::{Read, postgres};

    let imported = |line: Line| {
        let given = given(&line).map_err(|why| format!("line {}: {why}", line.number))?;
        let name = match &given.id {
            Value::String(id) => clean_words(id),
            Value::Null => format!("line-{}", line.number),
            id => id.to_string(),
        };
        let (document, _) = document(given);
        let read = Read { path: name.clone(), document, left_out: Vec::new() };
        Ok(postgres::Given::read(name, &line.bytes, read))
    };
    (1..).map_while(move |number| next_line(&mut input, number)).filter(|line| !line.bytes.is_empty()).map(imported)
}

/// The next line; `None` at the end of the input.
#[cfg(feature = "postgres")]
fn next_line(input: &mut impl BufRead, number: u64) -> Option<Line> {
    let mut bytes = Vec::new();
    let limit = CAP as u64 + 1;
    io::Read::take(&mut *input, limit).read_until(b'\n', &mut bytes).ok().filter(|read| *read > 0)?;
    let is_cut = bytes.len() > CAP && bytes.last() != Some(&b'\n');
    if is_cut {
        input.skip_until(b'\n').ok()?;
    }
    bytes.truncate(bytes.trim_ascii_end().len());
    Some(Line { number, bytes, is_cut })
}

impl Format {
    /// A file name with the ending of the format.
    fn name(self) -> &'static str {
        match self {
            Self::Plain => "document.txt",
            Self::Markdown => "document.md",
            Self::Html => "document.html",
        }
    }
}

impl<'a> Answer<'a> {
    fn failed(id: &'a Value, line: u64, why: String) -> Self {
        Self {
            id,
            line,
            schema: SCHEMA,
            sayso: env!("CARGO_PKG_VERSION"),
            error: Some(why),
            title: None,
            author: None,
            publication: None,
            published: None,
            url: None,
            words: 0,
            digest: None,
            attributions: Vec::new(),
        }
    }

    fn of(id: &'a Value, line: u64, text: &str, document: &'a Document, analysis: &'a Analysis) -> Self {
        let meta = document.meta();
        let quotes = analysis.attributions.iter().enumerate();
        Self {
            error: None,
            title: Some(&meta.title),
            author: meta.author.as_deref(),
            publication: meta.publication.as_deref(),
            published: meta.published.as_deref(),
            url: meta.url.as_deref(),
            words: text.split_whitespace().count(),
            digest: Some(sayso_library::state::hash(text)),
            attributions: quotes.map(|(at, quote)| Quote::of(at + 1, document, analysis, quote)).collect(),
            ..Self::failed(id, line, String::new())
        }
    }
}

impl<'a> Quote<'a> {
    fn of(n: usize, document: &'a Document, analysis: &'a Analysis, quote: &'a Attribution) -> Self {
        let place = Place::of(document, quote);
        let speaker = quote.speaker.and_then(|at| analysis.speakers.get(at));
        Self {
            n,
            speaker: speaker.map(|speaker| speaker.name.as_str()),
            speaker_kind: speaker.map(|speaker| speaker.kind.name()),
            kind: quote.kind.name(),
            act: quote.act.name(),
            status: quote.status.name(),
            content: place.pieces(Some(&quote.content)),
            source: place.pieces(quote.source.as_ref()),
            cue: place.pieces(quote.cue.as_ref()),
            via: quote.via.as_ref().map(|via| via.name.as_str()),
            paragraph: document.paragraph_at(quote.content.start()),
            confidence: hundredths(quote.confidence),
            speaker_confidence: hundredths(quote.sure_of_speaker),
            naming: quote.naming.name(),
            found_by: quote.found_by,
            text_source: if place.in_file { "text" } else { "extracted" },
        }
    }
}

/// The id of a line that is no document, where the line still shows it.
fn id_of(bytes: &[u8]) -> Value {
    let text = String::from_utf8_lossy(bytes);
    let after = text.split_once("\"id\"").and_then(|(_, rest)| rest.trim_start().strip_prefix(':'));
    let value = after.and_then(|rest| serde_json::Deserializer::from_str(rest).into_iter().next()?.ok());
    value.filter(|value: &Value| value.is_string() || value.is_number()).unwrap_or_default()
}

fn json(answer: &Answer) -> Vec<u8> {
    // Every field is a string, a number or a list of these: it can be written.
    serde_json::to_vec(answer).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(line: &[u8]) -> Value {
        let line = Line { number: 7, bytes: line.to_vec(), is_cut: false };
        serde_json::from_slice(&answer(&Analyzer::default(), &line, None)).unwrap()
    }

    #[test]
    fn a_document_gives_its_attributions_with_offsets_into_the_text() {
        let text = "“We will go,” said Ann Lee, the mayor, on Monday.";
        let line =
            serde_json::json!({"id": 12, "text": text, "title": "Talks", "published": "2025-06-02", "more": [1]});
        let answer = answered(line.to_string().as_bytes());
        assert_eq!((&answer["id"], &answer["line"], &answer["error"]), (&12.into(), &7.into(), &Value::Null));
        assert_eq!((&answer["title"], &answer["published"]), (&"Talks".into(), &"2025-06-02".into()));
        let quote = &answer["attributions"][0];
        assert_eq!((&quote["speaker"], &quote["speaker_kind"]), (&"Ann Lee".into(), &"person".into()));
        let at = |end: &str| quote["content"][0][end].as_u64().unwrap() as usize;
        assert_eq!(&text[at("start")..at("end")], "We will go,");
        assert_eq!(quote["text_source"], "text");
    }

    #[test]
    fn what_is_no_document_keeps_its_id_and_says_why() {
        let cases: [(&[u8], Value, &str); 6] = [
            (b"{\"id\":\"a\",\"text\":\"cut", "a".into(), "EOF while parsing a string"),
            (b"{\"id\":3}", 3.into(), "missing field `text`"),
            (b"{\"id\": \"\xff\", \"text\":\"\"}", "\u{fffd}".into(), "no UTF-8 from byte 8 on"),
            (b"[]", Value::Null, "invalid"),
            (b"", Value::Null, "EOF"),
            (b"{\"id\":1,\"text\":\"x\",\"format\":\"pdf\"}", 1.into(), "unknown variant `pdf`"),
        ];
        for (line, id, why) in cases {
            let answer = answered(line);
            assert_eq!(answer["id"], id);
            assert!(answer["error"].as_str().unwrap().contains(why), "{answer}");
            assert_eq!(answer["attributions"], Value::Array(Vec::new()));
        }
    }

    #[test]
    fn a_document_without_a_headline_has_no_title() {
        assert_eq!(answered(b"{\"text\":\"x\"}")["title"], Value::Null);
        let line = serde_json::json!({"text": "# Talks\n\nThey failed.", "format": "markdown"}).to_string();
        assert_eq!(answered(line.as_bytes())["title"], "Talks");
    }

    #[test]
    fn markup_is_read_by_its_format() {
        for (format, text) in
            [("markdown", "> x\n\n**“We go,”** said Ann Lee."), ("html", "<p>“We go,” said Ann Lee.</p>")]
        {
            let line = serde_json::json!({"text": text, "format": format}).to_string();
            assert_eq!(answered(line.as_bytes())["attributions"][0]["speaker"], "Ann Lee", "{format}");
        }
    }
}
