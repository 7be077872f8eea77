//! `sayso quotes --stream`: one document per line of input, its attributions on one line of output.

use std::borrow::Cow;
use std::io;

use anyhow::anyhow;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::exit::Outcome;
use super::record::QuoteFields;
use sayso_attribution::document::{BlockKind, Document, Meta, ingest};
use sayso_attribution::text::clean::clean_words;
use sayso_attribution::{Analysis, Analyzer, Attribution};
use sayso_library::service::stream::{Line, answer_lines};
use sayso_library::{AnalysedArticle, PackedArticle, second_reading};

/// Maximum bytes of a line. A longer document is answered with an error.
pub const CAP: usize = 16 << 20;

/// Version of the output schema; raised when a field is removed or changes its meaning.
pub const SCHEMA: u32 = 1;

/// A line of input. Other fields are ignored.
#[derive(Deserialize)]
pub struct InputDocument<'a> {
    /// String or number; returned with the answer.
    #[serde(default)]
    pub id: Value,
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

/// The format of the text of a document.
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
    attributions: Vec<QuoteFields<'a>>,
    #[serde(flatten)]
    packed: Option<PackedArticle>,
}

/// Answers standard input with `jobs` threads, 0 for one per processor; `careful` for the second reading. `with_text`
/// adds what an import needs.
///
/// # Errors
///
/// Fails if standard input cannot be read, standard output cannot be written to, or there is no second reading.
pub fn run(jobs: usize, careful: bool, with_text: bool) -> anyhow::Result<Outcome> {
    if careful {
        second_reading::analyzer()?;
    }
    // Each thread has an analyzer of its own for the second reading.
    let analyzer = || if careful { second_reading::analyzer().unwrap_or_default() } else { Analyzer::default() };
    let answer = |line: &Line, panicked: Option<&str>| answer(&analyzer(), with_text, line, panicked);
    // Unlike for other commands, a closed pipe is a failure: the reader lacks answers.
    answer_lines(io::stdin().lock(), io::stdout().lock(), jobs, CAP, answer)
        .map_err(|error| anyhow!("stopped before the end of the input: {error}"))?;
    Ok(Outcome::Done)
}

fn answer(analyzer: &Analyzer, with_text: bool, line: &Line, panicked: Option<&str>) -> Vec<u8> {
    let read = match panicked {
        Some(message) => Err(LineError::Panicked(message.to_owned())),
        None => given(line),
    };
    match read {
        Ok(given) if with_text => analysed_with_text(analyzer, line.number, given),
        Ok(given) => analysed(analyzer, line.number, given),
        Err(why) => json(&Answer::failed(&id_of(&line.bytes), line.number, format!("line {}: {why}", line.number))),
    }
}

/// Why a line has no attributions.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    /// Longer than so many bytes.
    #[error("longer than {} MiB; split the document", .0 >> 20)]
    TooLong(usize),
    /// Bytes that are not UTF-8, from this one on.
    #[error("not valid UTF-8 at byte {0}; convert the input to UTF-8")]
    NotUtf8(usize),
    /// Nothing but space.
    #[error("empty; each line must be a JSON object with the field `text`")]
    Empty,
    /// Cut off, at this column.
    #[error("ends inside a JSON value, at column {0}; write each document on one line of its own")]
    CutOff(usize),
    /// No JSON, from this column on.
    #[error("not valid JSON at column {0}: {1}")]
    NotJson(usize, String),
    /// Another JSON value than an object.
    #[error("{0} instead of an object; write {{\"text\": \"…\"}}")]
    NotObject(&'static str),
    /// An object without text.
    #[error("the field `text` is missing; add the text of the document: {{\"text\": \"…\"}}")]
    NoText,
    /// A line to import without a name.
    #[cfg(feature = "postgres")]
    #[error("the field `id` is missing; an import needs an id, by which the article is found again")]
    NoId,
    /// Quotes to import of another version of the schema.
    #[cfg(feature = "postgres")]
    #[error("schema {0}, but this sayso knows schema {SCHEMA}; import it with the sayso that printed it")]
    Schema(u32),
    /// Quotes to import without the text.
    #[cfg(feature = "postgres")]
    #[error("quotes without their text; print them with `sayso quotes --stream --with-text`")]
    NoPacked,
    /// Quotes to import in another form.
    #[cfg(feature = "postgres")]
    #[error("not as `sayso quotes --stream --with-text` prints it: {0}")]
    NotQuotes(#[source] serde_json::Error),
    /// A document that was not analysed.
    #[cfg(feature = "postgres")]
    #[error("document {0} was not analysed: {1}; send it again")]
    NotAnalysed(String, String),
    /// Quotes that are not taken.
    #[cfg(feature = "postgres")]
    #[error("{0}")]
    Packed(#[from] sayso_library::UnpackError),
    /// A field with a value of another type.
    #[error("the field `{field}` is {found}; it must be a string")]
    NotString { field: &'static str, found: &'static str },
    /// An unknown format.
    #[error("the field `format` is {0}; it must be \"plain\", \"markdown\" or \"html\"")]
    UnknownFormat(Value),
    /// An object that cannot be read for another reason.
    #[error("{0}")]
    Other(String),
    /// The analysis failed.
    #[error("internal error (please report): {0}")]
    Panicked(String),
}

pub fn given(line: &Line) -> Result<InputDocument<'_>, LineError> {
    if line.is_cut {
        return Err(LineError::TooLong(CAP));
    }
    let text = str::from_utf8(&line.bytes).map_err(|error| LineError::NotUtf8(error.valid_up_to()))?;
    serde_json::from_str(text).map_err(|error| why_not(text, &error))
}

/// Fields that are strings if they are there.
const STRINGS: [&str; 7] = ["text", "title", "author", "publication", "published", "language", "url"];

/// What is wrong with a line that is not a document. Read a second time for this, because good lines need no diagnosis.
pub fn why_not(text: &str, error: &serde_json::Error) -> LineError {
    let value = match serde_json::from_str::<Value>(text) {
        Ok(value) => value,
        Err(_) if text.trim().is_empty() => return LineError::Empty,
        Err(error) if error.is_eof() => return LineError::CutOff(error.column()),
        Err(error) => return LineError::NotJson(error.column(), without_place(&error)),
    };
    let Value::Object(fields) = &value else { return LineError::NotObject(type_of(&value)) };
    if !fields.contains_key("text") {
        return LineError::NoText;
    }
    let is_wrong = |field: &str, value: &Value| !value.is_string() && (field == "text" || !value.is_null());
    let wrong = STRINGS.iter().find_map(|&field| Some((field, fields.get(field).filter(|v| is_wrong(field, v))?)));
    match (wrong, fields.get("format")) {
        (Some((field, value)), _) => LineError::NotString { field, found: type_of(value) },
        (None, Some(format)) if Format::deserialize(format).is_err() => LineError::UnknownFormat(format.clone()),
        _ => LineError::Other(without_place(error)),
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// The message of an error without its place, which counts lines of the document and not of the input.
fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.rsplit_once(" at line ").map_or(message.clone(), |(message, _)| message.to_owned())
}

fn analysed(analyzer: &Analyzer, line: u64, given: InputDocument) -> Vec<u8> {
    let (id, text) = (given.id.clone(), given.text.clone());
    let (document, is_titled) = document(given);
    let analysis = analyzer.analyze(&document);
    json(&Answer::of((&id, line, &text), (&document, is_titled), &analysis, "text"))
}

/// As [`analysed`], of the Markdown that the text of the document becomes, and with what an import needs.
fn analysed_with_text(analyzer: &Analyzer, line: u64, given: InputDocument) -> Vec<u8> {
    let (id, text) = (given.id.clone(), given.text.clone());
    let (document, is_titled) = document(given);
    let kept = AnalysedArticle::of(String::new(), &document, analyzer);
    let article = &kept.article;
    let answer = Answer::of((&id, line, &text), (&article.document, is_titled), &article.analysis, "markdown");
    json(&Answer { packed: Some(kept.pack(analyzer.id())), ..answer })
}

/// The document of a line, and whether it has a title of its own.
pub fn document(given: InputDocument) -> (Document, bool) {
    let InputDocument { text, title, author, publication, published, language, url, format, .. } = given;
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
            packed: None,
        }
    }

    /// `input` is the name of the text that offsets count in.
    fn of(
        (id, line, text): (&'a Value, u64, &str),
        (document, is_titled): (&'a Document, bool),
        analysis: &'a Analysis,
        input: &'static str,
    ) -> Self {
        let meta = document.meta();
        let name = |quote: &Attribution| Some(analysis.speakers.get(quote.speaker?)?.name.as_str());
        let quotes = analysis.attributions.iter().enumerate();
        let quotes = quotes.filter_map(|(at, quote)| QuoteFields::of(document, analysis, at, name(quote), input));
        Self {
            error: None,
            // Without a title, a document is named after its file, which a line does not have.
            title: is_titled.then_some(&meta.title),
            author: meta.author.as_deref(),
            publication: meta.publication.as_deref(),
            published: meta.published.as_deref(),
            url: meta.url.as_deref(),
            words: text.split_whitespace().count(),
            digest: Some(sayso_library::state::hash(text)),
            attributions: quotes.collect(),
            ..Self::failed(id, line, String::new())
        }
    }
}

/// The id of a line that is not a document, if it can be found in the line.
fn id_of(bytes: &[u8]) -> Value {
    let text = String::from_utf8_lossy(bytes);
    let after = text.split_once("\"id\"").and_then(|(_, rest)| rest.trim_start().strip_prefix(':'));
    let value = after.and_then(|rest| serde_json::Deserializer::from_str(rest).into_iter().next()?.ok());
    value.filter(|value: &Value| value.is_string() || value.is_number()).unwrap_or_default()
}

fn json(answer: &Answer) -> Vec<u8> {
    // Cannot fail: every field is a string, a number or a list of these.
    serde_json::to_vec(answer).unwrap_or_default()
}

/// The answer to a line, for tests of what reads it.
#[cfg(all(test, feature = "postgres"))]
pub fn answer_line(bytes: &[u8], with_text: bool) -> String {
    let line = Line { number: 1, bytes: bytes.to_vec(), is_cut: false };
    String::from_utf8_lossy(&answer(&Analyzer::default(), with_text, &line, None)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(line: &[u8]) -> Value {
        let line = Line { number: 7, bytes: line.to_vec(), is_cut: false };
        serde_json::from_slice(&answer(&Analyzer::default(), false, &line, None)).unwrap()
    }

    #[test]
    fn with_the_text_offsets_count_in_its_markdown_and_speakers_have_their_roles() {
        let text = "**Talks** failed. “We will go,” said Ann Lee, the mayor, on Monday.";
        let line = serde_json::json!({"id": 1, "text": text, "title": "Talks: again"}).to_string();
        let line = Line { number: 7, bytes: line.into_bytes(), is_cut: false };
        let answer: Value = serde_json::from_slice(&answer(&Analyzer::default(), true, &line, None)).unwrap();
        let (markdown, quote) = (answer["markdown"].as_str().unwrap(), &answer["attributions"][0]);
        let at = |end: &str| quote["content"][0][end].as_u64().unwrap() as usize;
        assert_eq!((&markdown[at("start")..at("end")], &quote["text_source"]), ("We will go,", &"markdown".into()));
        assert_eq!(
            (&answer["title"], &answer["digest"]),
            (&"Talks: again".into(), &sayso_library::state::hash(text).into())
        );
        let speaker = serde_json::json!({"name": "Ann Lee", "kind": "person", "roles": ["mayor"], "also": []});
        assert_eq!(answer["speakers"][0], speaker);
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
        let cases: [(&[u8], Value, &str); 11] = [
            (b"{\"id\":\"a\",\"text\":\"cut", "a".into(), "ends inside a JSON value, at column 21"),
            (b"{\"id\":3}", 3.into(), "the field `text` is missing"),
            (b"{\"id\": \"\xff\", \"text\":\"\"}", "\u{fffd}".into(), "not valid UTF-8 at byte 8"),
            (b"[]", Value::Null, "an array instead of an object"),
            (b" ", Value::Null, "empty; each line must be a JSON object"),
            (b"{'id':1}", Value::Null, "not valid JSON at column 2: key must be a string"),
            (b"{\"id\":1,\"text\":null}", 1.into(), "the field `text` is null; it must be a string"),
            (b"{\"id\":1,\"text\":\"x\",\"title\":7}", 1.into(), "the field `title` is a number; it must be a string"),
            (b"{\"id\":1,\"text\":\"x\",\"format\":\"pdf\"}", 1.into(), "the field `format` is \"pdf\"; it must be"),
            (b"{\"id\":1,\"text\":\"x\",\"text\":\"x\"}", 1.into(), "duplicate field `text`"),
            (b"{\"id\":1,\"text\":\"x\"} more", 1.into(), "not valid JSON at column 21: trailing characters"),
        ];
        for (line, id, why) in cases {
            let answer = answered(line);
            assert_eq!(answer["id"], id);
            let error = answer["error"].as_str().unwrap();
            assert!(error.starts_with("line 7: ") && error.contains(why) && !error.contains("line 1"), "{error}");
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
