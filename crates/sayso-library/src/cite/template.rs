//! A template of the user's own, checked before it is used.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::{Environment, Error, UndefinedBehavior, Value};

use super::Cited;
use super::field::FIELDS;
use super::sources::SOURCES;
use crate::suggest::guess;
use crate::{
    escape,
    fault::{Fault, Place},
};

/// A template that cannot be filled in.
#[derive(Debug, thiserror::Error)]
pub(super) enum RenderError {
    /// The template language reports a fault, such as a filter that fails.
    #[error("{}", told(.0))]
    Engine(#[from] Error),
}

/// What is known to be right: it names no field that is not there, and renders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(Arc<str>);

/// Filters beside those of the language itself.
const FILTERS: [&str; 3] = ["markdown", "bibtex", "json"];

/// The name for the form of the source that the user chose.
pub(super) const CHOSEN: &str = "source";

impl Template {
    /// Checks `text`; what is wrong with it, at its place in `text`.
    pub fn new(text: &str) -> Result<Self, Fault> {
        let env = environment();
        let template = env.template_from_str(text).map_err(|error| fault(&env, text, &error))?;
        let mut named: Vec<String> = template.undeclared_variables(false).into_iter().collect();
        named.sort_by_key(|name| word(text, name));
        if let Some(name) = named.iter().find(|name| !known().any(|known| known == *name)) {
            let place = Place::of(text, word(text, name));
            return Err(place.fault(format!("unknown field `{name}`{}", guess(name, known()))));
        }
        let template = Self(text.into());
        for cited in [Cited::default(), sample()] {
            template.try_render(&cited, |_| String::new()).map_err(|error| fault(&env, text, &error))?;
        }
        Ok(template)
    }

    /// One of the program's own, which tests have checked.
    pub(super) fn shipped(text: &str) -> Self {
        Self(text.into())
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Returns `true` if the template uses this field.
    pub(super) fn names(&self, field: &str) -> bool {
        let env = environment();
        env.template_from_str(&self.0).is_ok_and(|template| template.undeclared_variables(false).contains(field))
    }

    /// Fills it in; `source` gives the forms of the source, by their names.
    ///
    /// # Errors
    ///
    /// [`RenderError::Engine`].
    pub(super) fn render(&self, cited: &Cited, source: impl Fn(&str) -> String) -> Result<String, RenderError> {
        Ok(self.try_render(cited, source)?)
    }

    fn try_render(&self, cited: &Cited, source: impl Fn(&str) -> String) -> Result<String, Error> {
        let fields = FIELDS.iter().map(|field| (field.name, (field.of)(cited)));
        let wanted = sources().filter(|name| self.0.contains(name)).map(|name| (name, source(name)));
        let context: BTreeMap<&str, String> = fields.chain(wanted).collect();
        environment().render_str(&self.0, Value::from(context))
    }
}

/// What a template may name.
fn known() -> impl Iterator<Item = &'static str> {
    FIELDS.iter().map(|field| field.name).chain(sources())
}

fn sources() -> impl Iterator<Item = &'static str> {
    SOURCES.iter().map(|(name, _)| *name).chain([CHOSEN])
}

fn environment() -> Environment<'static> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.add_filter("markdown", |text: &str| escape::markdown(text));
    env.add_filter("bibtex", |text: &str| escape::bibtex(text));
    env.add_filter("json", |text: &str| escape::json(&text).unwrap_or_default());
    env
}

fn fault(env: &Environment, text: &str, error: &Error) -> Fault {
    let line = error.line().unwrap_or(1);
    Place { line, column: column(env, text.lines().nth(line - 1).unwrap_or_default()) }.fault(told(error))
}

fn told(error: &Error) -> String {
    let said = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    let filter = said.strip_prefix("filter ").and_then(|rest| rest.split_whitespace().next());
    let near = filter.map_or_else(String::new, |filter| guess(filter, FILTERS));
    let open = if said.ends_with("expected end of block") { ": close it with {% endif %} or {% endfor %}" } else { "" };
    format!("{said}{near}{open}")
}

/// The engine tells the line of a fault; the tag at fault on it is the one that does not stand alone, else the last.
fn column(env: &Environment, line: &str) -> usize {
    let tags: Vec<usize> =
        ["{{", "{%", "{#"].iter().flat_map(|open| line.match_indices(open)).map(|(at, _)| at).collect();
    let broken = |at: &&usize| {
        let inside =
            line[**at..].strip_prefix("{{").map(|rest| rest.split_once("}}").map_or(rest, |(inside, _)| inside));
        inside.is_some_and(|inside| {
            env.compile_expression_owned(inside.trim().to_owned())
                .and_then(|expression| expression.eval(Value::from(everything())))
                .is_err()
        })
    };
    let at = tags.iter().find(broken).or(tags.iter().max()).copied().unwrap_or(0);
    line[..at].chars().count() + 1
}

fn everything() -> BTreeMap<&'static str, &'static str> {
    known().map(|name| (name, "")).collect()
}

/// Where `name` stands as a whole word.
fn word(text: &str, name: &str) -> usize {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    let whole = |at: &usize| !text[..*at].ends_with(part) && !text[at + name.len()..].starts_with(part);
    text.match_indices(name).map(|(at, _)| at).find(whole).unwrap_or(0)
}

/// A quote with every field filled.
fn sample() -> Cited {
    let some = || Some("a".to_owned());
    let text = || "a".to_owned();
    Cited {
        words: text(),
        printed: text(),
        cue: text(),
        joint: text(),
        status: "asserted".to_owned(),
        speaker: some(),
        kind: "direct".to_owned(),
        act: "speech".to_owned(),
        via: some(),
        title: text(),
        author: some(),
        publication: some(),
        published: Some("2023-07".to_owned()),
        url: some(),
        digest_of: some(),
        paragraph: 1,
        page: Some(1),
        line: 1,
        article: text(),
        address: text(),
        note: some(),
        was: some(),
    }
}
