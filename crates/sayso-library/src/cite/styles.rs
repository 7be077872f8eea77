//! How the reader wants quotes and their sources written.

use std::fmt;
use std::sync::LazyLock;

use super::sources::SOURCES;
use super::template::{CHOSEN, Template};
use super::works::Work;
use super::{Cited, bibtex, csl};
use crate::suggest::guess;
use crate::{
    escape,
    fault::{Fault, Place},
};

/// Direct speech stands in quotation marks; a reported claim, or one that is denied, is a sentence with its verb.
const QUOTE: &str = "{% if kind == 'direct' and status not in ['denied', 'hypothetical'] %}{{ quoted }} — \
    {{ speaker or 'not named' }}{% elif kind %}{{ claim }}{% else %}{{ quoted }}{% endif %}\
    {% if status and status != 'asserted' %} ({{ status }}){% endif %}{% if via %}, via {{ via }}{% endif %}\
    , in {{ plain }}";

/// Only direct speech and selected words are a quotation in Markdown too.
const QUOTE_MARKDOWN: &str = "{% if kind in ['', 'direct'] and status not in ['denied', 'hypothetical'] %}\
    > {{ words|markdown }}\n>\n> — {% if kind %}{{ (speaker or 'not named')|markdown }}\
    {% if status != 'asserted' %} ({{ status }}){% endif %}{% if via %}, via {{ via|markdown }}{% endif %}, in {% endif %}\
    {% else %}{{ claim|markdown }}{% if status != 'asserted' %} ({{ status }}){% endif %}\
    {% if via %}, via {{ via|markdown }}{% endif %}, in {% endif %}{{ markdown }}";

/// The templates in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Styles {
    /// The quote with its source.
    pub quote: Template,
    /// The quote with its source as Markdown.
    pub quote_markdown: Template,
    /// The source alone: the name of one of [`SOURCES`], or a template.
    pub source: SourceStyle,
}

/// How the source alone is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceStyle {
    /// One of [`SOURCES`].
    Shipped(&'static str),
    /// The user's own.
    Own(Template),
}

/// Why something is not taken away, in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cannot(pub String);

impl fmt::Display for Cannot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Default for Styles {
    fn default() -> Self {
        let shipped = |text: &str| Template::shipped(text);
        Self { quote: shipped(QUOTE), quote_markdown: shipped(QUOTE_MARKDOWN), source: SourceStyle::Shipped("plain") }
    }
}

impl SourceStyle {
    /// The name of a form that ships, or a template.
    pub fn new(text: &str) -> Result<Self, Fault> {
        if let Some((name, _)) = SOURCES.iter().find(|(name, _)| *name == text.replace('_', "-")) {
            return Ok(Self::Shipped(name));
        }
        if !text.contains("{{") {
            let names: Vec<&str> = SOURCES.iter().map(|(name, _)| *name).collect();
            let near = guess(text, names.iter().copied());
            let known = names.join(", ");
            return Err(Place::default().fault(format!(
                "`{text}` is not a form of a citation{near}; use {known}, or a template with {{{{ title }}}}"
            )));
        }
        Template::new(text).map(Self::Own)
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        match self {
            Self::Shipped(name) => name,
            Self::Own(template) => template.text(),
        }
    }
}

impl Styles {
    /// The quote with its source on one line.
    pub fn quote(&self, cited: &Cited) -> Result<String, Cannot> {
        self.whole("quote", &self.quote, cited, str::to_owned)
    }

    /// The quote as a block of Markdown with its source under it.
    pub fn markdown(&self, cited: &Cited) -> Result<String, Cannot> {
        self.whole("quote_markdown", &self.quote_markdown, cited, escape::markdown)
    }

    /// The source alone.
    pub fn source(&self, cited: &Cited) -> Result<String, Cannot> {
        let rendered = match &self.source {
            SourceStyle::Shipped(name) => Ok(shipped(name, cited)),
            SourceStyle::Own(template) => template.render(cited, |name| shipped(name, cited)),
        };
        rendered.map_err(|error| Cannot(format!("not copied: [cite] source: {error}")))
    }

    /// A template that names the words must leave them as they are.
    fn whole(
        &self,
        name: &str,
        template: &Template,
        cited: &Cited,
        written: fn(&str) -> String,
    ) -> Result<String, Cannot> {
        let source =
            |name: &str| if name == CHOSEN { self.source(cited).unwrap_or_default() } else { shipped(name, cited) };
        let text =
            template.render(cited, source).map_err(|error| Cannot(format!("not copied: [cite] {name}: {error}")))?;
        let is_there = |words: &str| text.contains(&written(words));
        if template.names("words") && !is_there(&cited.words) && !is_there(cited.reported_words()) {
            return Err(Cannot(format!(
                "not copied: the template `{name}` in config.toml changes the words of the article"
            )));
        }
        Ok(honest(text, template, cited, written))
    }
}

/// The text of a template without quotation marks around reported words, and with a word for what is not asserted,
/// whatever the template says.
fn honest(mut text: String, template: &Template, cited: &Cited, written: fn(&str) -> String) -> String {
    if cited.is_reported() {
        let words = written(&cited.words);
        for (open, close) in MARKS {
            text = text.replace(&format!("{open}{words}{close}"), &words);
        }
    }
    let tells = ["status", "claim", "cue"].iter().any(|field| template.names(field));
    if !tells && !cited.caveat().is_empty() {
        text.extend([" (", cited.caveat(), ")"]);
    }
    text
}

/// Quotation marks that a template may put around words.
const MARKS: [(&str, &str); 6] = [("“", "”"), ("\"", "\""), ("‘", "’"), ("'", "'"), ("«", "»"), ("„", "“")];

/// The source in one of the forms that ship.
fn shipped(name: &str, cited: &Cited) -> String {
    match name {
        "bibtex" => bibtex::entry(&Work::of(cited)),
        "csl-json" => csl::item(&Work::of(cited)).to_string(),
        name => {
            static TEMPLATES: LazyLock<Vec<(&str, Template)>> = LazyLock::new(|| {
                SOURCES.iter().filter_map(|(name, text)| Some((*name, Template::shipped((*text)?)))).collect()
            });
            let template = TEMPLATES.iter().find(|(known, _)| *known == name);
            template.and_then(|(_, template)| template.render(cited, |_| String::new()).ok()).unwrap_or_default()
        }
    }
}
