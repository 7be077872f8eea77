//! The forms of a source that come with the program.

/// The forms of the source that come with the program: name, and template where it is one.
pub const SOURCES: &[(&str, Option<&str>)] =
    &[("plain", Some(PLAIN)), ("markdown", Some(MARKDOWN)), ("bibtex", None), ("csl-json", None)];

const PLAIN: &str = "{% if author %}{{ author }}, {% endif %}“{{ title }}”\
    {% if publication %}, {{ publication }}{% endif %}{% if published %}, {{ published }}{% endif %}\
    {% if digest_of %} (digest){% endif %}{% if page %}, p. {{ page }}{% elif paragraph %}, ¶{{ paragraph }}{% endif %}\
    {% if url or path %}, {{ url or path }}{% endif %}";

const MARKDOWN: &str = "{% if author %}{{ author|markdown }}, {% endif %}\
    {% if url %}[{{ title|markdown }}](<{{ url }}>){% else %}“{{ title|markdown }}”{% endif %}\
    {% if publication %}, *{{ publication|markdown }}*{% endif %}{% if published %}, {{ published }}{% endif %}\
    {% if digest_of %} (digest){% endif %}{% if page %}, p. {{ page }}{% elif paragraph %}, ¶{{ paragraph }}{% endif %}\
    {% if path and not url %}, {{ path|markdown }}{% endif %}";
