//! Texts with coreference chains and attributions: `NAME.txt` and `NAME.json`, offsets in code points.

use std::path::{Path, PathBuf};

use anyhow::Context;
use sayso_attribution::text::{Span, Spans};
use sayso_attribution::{Found, Kind, SpeakerKind, fold_name};
use serde_json::Value;

/// A source, what it says, and the number of its chain.
pub(crate) type Wanted = (Found, i64);

/// A text with its chains.
pub(crate) struct GumText {
    /// Its words.
    pub text: String,
    /// What is known of it.
    pub marks: Value,
    /// The byte of each code point.
    bytes: Vec<usize>,
}

impl GumText {
    /// Reads every text of a folder, in the order of their names.
    ///
    /// # Errors
    ///
    /// A file that cannot be read or is no JSON.
    pub fn all(folder: &Path) -> anyhow::Result<Vec<Self>> {
        let entries = std::fs::read_dir(folder).with_context(|| format!("{}", folder.display()))?;
        let files = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
        let mut files: Vec<PathBuf> = files.filter(|file| file.extension().is_some_and(|end| end == "json")).collect();
        files.sort();
        let read = |file: &Path| std::fs::read_to_string(file).with_context(|| format!("{}", file.display()));
        let text =
            |file: PathBuf| Ok(Self::of(read(&file.with_extension("txt"))?, serde_json::from_str(&read(&file)?)?));
        files.into_iter().map(text).collect()
    }

    /// The kind of text: `court`, `interview`.
    pub fn genre(&self) -> &str {
        self.marks["genre"].as_str().unwrap_or_default()
    }

    fn of(text: String, marks: Value) -> Self {
        let bytes = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Self { text, marks, bytes }
    }

    /// The bytes of a pair of code points.
    fn span(&self, start: &Value, end: &Value) -> Option<Span> {
        let byte = |at: &Value| self.bytes.get(at.as_u64()? as usize).copied();
        Some(Span::new(byte(start)?, byte(end)?))
    }

    fn spans(&self, pairs: &Value) -> Option<Spans> {
        Spans::new(pairs.as_array()?.iter().filter_map(|pair| self.span(&pair[0], &pair[1])))
    }

    /// The attributions whose source has a chain.
    pub fn attributions(&self) -> Vec<Wanted> {
        let all = self.marks["attributions"].as_array().into_iter().flatten();
        let wanted = all.filter_map(|one| {
            let found = found(self.spans(&one["source"])?, self.spans(&one["cue"]), self.spans(&one["content"])?);
            Some((found, one["entity"].as_i64()?))
        });
        wanted.collect()
    }

    /// The attributions by a verb of speech: source and content in bytes.
    pub fn said(&self) -> Vec<(Spans, Spans)> {
        let all = self.marks["attributions"].as_array().into_iter().flatten();
        let said = all.filter(|one| one["speech"].as_bool() == Some(true));
        said.filter_map(|one| Some((self.spans(&one["source"])?, self.spans(&one["content"])?))).collect()
    }

    /// Pronouns of the third person for persons and bodies, each as the source of the word behind it.
    pub fn pronouns(&self) -> Vec<Wanted> {
        let all = self.marks["entities"].as_array().into_iter().flatten();
        let people = all.filter(|entity| matches!(entity["type"].as_str(), Some("person" | "organization")));
        let mut wanted: Vec<Wanted> = people.flat_map(|entity| self.pronouns_of(entity)).collect();
        wanted.sort_by_key(|(found, _)| found.content.start());
        wanted
    }

    fn pronouns_of(&self, entity: &Value) -> Vec<Wanted> {
        let mentions = entity["mentions"].as_array().into_iter().flatten();
        let subjects = mentions.filter(|mention| {
            let word = mention["text"].as_str().unwrap_or_default().to_lowercase();
            matches!(word.as_str(), "he" | "she" | "it" | "they")
        });
        let wanted = subjects.filter_map(|mention| {
            let span = self.span(&mention["start"], &mention["end"])?;
            let rest = &self.text[span.end()..];
            let word = rest.split_whitespace().next().map_or(0, str::len);
            let space = rest.len() - rest.trim_start().len();
            let content = Span::new(span.end() + space, span.end() + space + word);
            Some((found(Spans::from(span), None, Spans::from(content)), entity["id"].as_i64()?))
        });
        wanted.collect()
    }

    /// Whether `name` is one of the chain's names, or words of it where it has none; `None` without such a chain.
    pub fn is_named(&self, chain: i64, name: &str, kind: SpeakerKind) -> Option<bool> {
        let entity = self.marks["entities"].as_array()?.iter().find(|entity| entity["id"].as_i64() == Some(chain))?;
        let shown = fold_name(name.trim_start_matches("the "));
        let mentions = entity["mentions"].as_array()?.iter();
        let covers = |words: &str| {
            let known: Vec<String> = fold_name(words.trim_end_matches("'s").trim_end_matches("’s"));
            let (long, short) = if known.len() > shown.len() { (&known, &shown) } else { (&shown, &known) };
            !short.is_empty() && short.iter().all(|word| long.contains(word))
        };
        let named = entity["named"].as_bool().unwrap_or(false);
        let kinds: &[&str] = if named { &["named"] } else { &["common"] };
        let of_kind = |mention: &&Value| mention["kind"].as_str().is_some_and(|kind| kinds.contains(&kind));
        let any = mentions.filter(of_kind).any(|mention| covers(mention["text"].as_str().unwrap_or_default()));
        Some(any || !named && kind == SpeakerKind::Group)
    }
}

fn found(source: Spans, cue: Option<Spans>, content: Spans) -> Found {
    Found { source: Some(source), cue, content, kind: Kind::Indirect, via: None, confidence: 1.0, found_by: "marked" }
}
