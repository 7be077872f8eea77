//! `sayso import --stream`: documents, or the answers of `sayso quotes --stream --with-text`, one on each line.

use std::io;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::stream::{CAP, LineError, SCHEMA, document, given};
use sayso_attribution::text::clean::clean_words;
use sayso_library::postgres::ImportFile;
use sayso_library::service::stream::{Line, Lines};
use sayso_library::{PackedArticle, PackedSpeaker};

/// Maximum bytes of a line: that of a document, several times for its text, its quotes and its analysis.
const LINE_CAP: usize = 8 * CAP;

/// A line of quotes. Its fields stand here one by one: a flattened [`PackedArticle`] would keep all other fields of the line
/// in memory until the last one is read.
#[derive(Deserialize)]
struct Answered {
    #[serde(default)]
    id: Value,
    schema: u32,
    error: Option<String>,
    analyzer: Option<String>,
    markdown: Option<String>,
    speakers: Option<Vec<PackedSpeaker>>,
    packed: Option<String>,
    checksum: Option<String>,
}

/// What tells a line of quotes from a document, which has no such field.
#[derive(Deserialize)]
struct Quotes {
    #[serde(rename = "attributions")]
    _attributions: IgnoredAny,
}

impl Answered {
    /// The article; `None` where a field of it is missing.
    fn packed(self) -> Option<PackedArticle> {
        let Self { analyzer, markdown, speakers, packed, checksum, .. } = self;
        Some(PackedArticle {
            analyzer: analyzer?,
            markdown: markdown?,
            speakers: speakers?,
            packed: packed?,
            checksum: checksum?,
        })
    }
}

/// The articles of lines; each is called by its id. They end at an error of the input, which is put into `failed`.
pub fn files(input: impl io::Read, failed: &mut Option<io::Error>) -> impl Iterator<Item = Result<ImportFile, String>> {
    Lines::new(input, LINE_CAP)
        .map_while(|line| line.map_err(|error| *failed = Some(error)).ok())
        .map(|mut line| {
            line.bytes.truncate(line.bytes.trim_ascii_end().len());
            line
        })
        .filter(|line| !line.bytes.is_empty())
        .map(|line| file(&line).map_err(|why| format!("line {}: {why}", line.number)))
}

fn file(line: &Line) -> Result<ImportFile, LineError> {
    if line.is_cut {
        return Err(LineError::TooLong(LINE_CAP));
    }
    if serde_json::from_slice::<Quotes>(&line.bytes).is_ok() {
        return packed(line.number, serde_json::from_slice(&line.bytes).map_err(LineError::NotQuotes)?);
    }
    if line.bytes.len() > CAP {
        return Err(LineError::TooLong(CAP));
    }
    let given = given(line)?;
    let name = name(&given.id)?;
    Ok(ImportFile::document(name, &document(given).0))
}

fn packed(line: u64, answered: Answered) -> Result<ImportFile, LineError> {
    let name = name(&answered.id)?;
    if answered.schema != SCHEMA {
        return Err(LineError::Schema(answered.schema));
    }
    if let Some(error) = answered.error {
        return Err(LineError::NotAnalysed(name, error));
    }
    Ok(ImportFile::packed(name, answered.packed().ok_or(LineError::NoPacked)?, line)?)
}

/// The name of an article in the library.
fn name(id: &Value) -> Result<String, LineError> {
    let name = match id {
        Value::String(id) => clean_words(id),
        Value::Null => String::new(),
        id => clean_words(&id.to_string()),
    };
    if name.is_empty() { Err(LineError::NoId) } else { Ok(name) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use io::Read;

    use crate::cli::stream::answer_line;

    #[test]
    fn an_import_needs_ids_and_tells_an_error_of_its_input() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("the disk is gone"))
            }
        }
        let lines = &b"{\"id\":1,\"text\":\"x\"}\n\n{\"text\":\"y\"}\n{\"id\":\" \",\"text\":\"z\"}\n"[..];
        let mut failed = None;
        let told: Vec<_> = files(lines.chain(Broken), &mut failed).map(Result::err).collect();
        assert_eq!(failed.map(|error| error.to_string()).as_deref(), Some("the disk is gone"));
        let why = "the field `id` is missing; an import needs an id, by which the article is found again";
        assert_eq!(told, [None, Some(format!("line 3: {why}")), Some(format!("line 4: {why}"))]);
    }

    /// The faults of some lines.
    fn faults(lines: &[String]) -> Vec<Option<String>> {
        let input = lines.join("\n");
        files(input.as_bytes(), &mut None).map(Result::err).collect()
    }

    #[test]
    fn quotes_are_taken_if_they_are_whole_and_of_this_version() {
        let document = serde_json::json!({"id": "a", "text": "“We will go,” said Ann Lee, the mayor."}).to_string();
        let [with_text, without] = [true, false].map(|with_text| answer_line(document.as_bytes(), with_text));
        let edited = |from: &str, to: &str| {
            assert!(with_text.contains(from), "{with_text}");
            with_text.replacen(from, to, 1)
        };
        let found = faults(&[
            with_text.clone(),
            edited("\"schema\":1", "\"schema\":9"),
            edited("\"analyzer\":\"", "\"analyzer\":\"0-"),
            edited("the mayor.", "the major."),
            edited("\"id\":\"a\"", "\"id\":null"),
            edited("\"roles\":[", "\"roles\":[7,"),
            without,
            answer_line(b"{\"id\":\"b\"}", true),
        ]);
        let parts = [
            "",
            "line 2: schema 9, but this sayso knows schema 1; ",
            "line 3: analysed by the engine 0-",
            "line 4: `checksum` is not that of the other fields",
            "line 5: the field `id` is missing",
            "line 6: not as `sayso quotes --stream --with-text` prints it: invalid type: integer `7`",
            "line 7: quotes without their text; print them with",
            "line 8: document b was not analysed: line 1: the field `text` is missing",
        ];
        assert_eq!(found[0], None);
        for (fault, part) in found.iter().zip(parts).skip(1) {
            assert!(fault.as_ref().is_some_and(|fault| fault.starts_with(part)), "{fault:?}: {part}");
        }
    }
}
