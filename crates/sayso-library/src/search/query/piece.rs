//! A typed line cut into what stands between its blanks.

use sayso_attribution::text::Span;

/// The next thing on the line.
pub enum Piece<'a> {
    /// `(`, `-(`, `speaker:(`: what stands up to the `)` belongs together.
    Open(Word<'a>),
    /// `)`.
    Close,
    /// `OR`.
    Or,
    /// Anything else.
    Word(Word<'a>),
}

/// `-field:="value"`, all but the value optional.
pub struct Word<'a> {
    /// All of it, on the line.
    pub at: Span,
    /// A hyphen stands before it.
    pub negated: bool,
    /// The name before the colon.
    pub field: Option<&'a str>,
    /// What stands behind the colon, or all of it; without its quotation marks.
    pub value: &'a str,
    /// Field and value as typed: what is searched where the field is none.
    pub whole: &'a str,
    /// The value stands in quotation marks.
    pub quoted: bool,
    /// But the last of them is missing.
    pub unclosed: bool,
}

impl<'a> Piece<'a> {
    /// The piece that starts at `from` or behind the blanks there, and where the next one starts; `None` at the
    /// end. A `)` ends a word only where a group is open (`grouped`): `f(x)` is one word.
    pub fn next(text: &'a str, from: usize, grouped: bool) -> Option<(Self, usize)> {
        let start = from + text[from..].find(|c: char| !c.is_whitespace())?;
        if text[start..].starts_with(')') {
            return Some((Self::Close, start + 1));
        }
        let word = Word::at(text, start, grouped);
        let end = word.at.end();
        if text[end..].starts_with('(') && word.value.is_empty() && !word.quoted {
            return Some((Self::Open(word), end + 1));
        }
        let or = matches!(word.whole, "OR" | "|") && !word.quoted && !word.negated;
        Some((if or { Self::Or } else { Self::Word(word) }, end))
    }
}

impl<'a> Word<'a> {
    fn at(text: &'a str, start: usize, grouped: bool) -> Self {
        let negated = text[start..].starts_with('-') && text[start + 1..].starts_with(|c: char| !c.is_whitespace());
        let mut at = start + usize::from(negated);
        let whole_from = at;
        let word = text[at..].find(|c: char| c.is_whitespace() || c == ':' || c == '(' || is_quote(c));
        let field = word.filter(|&len| len > 0 && text[at + len..].starts_with(':')).map(|len| &text[at..at + len]);
        at += field.map_or(0, |f| f.len() + 1);
        at += usize::from(field.is_some() && text[at..].starts_with('='));
        let open = text[at..].chars().next().filter(|c| is_quote(*c));
        let from = at + open.map_or(0, char::len_utf8);
        let ends = |c: char| c.is_whitespace() || is_quote(c) || (grouped && c == ')');
        let end = match open {
            Some(_) => text[from..].find(is_quote),
            None if text[from..].starts_with('(') => Some(0),
            None => text[from..].find(ends),
        };
        let stop = from + end.unwrap_or(text.len() - from);
        let after = match text[stop..].chars().next() {
            Some(mark) if open.is_some() => stop + mark.len_utf8(),
            _ => stop,
        };
        Self {
            at: Span::new(start, after),
            negated,
            field,
            value: &text[from..stop],
            whole: &text[whole_from..stop],
            quoted: open.is_some(),
            unclosed: open.is_some() && end.is_none(),
        }
    }

    /// An equals sign stands behind the colon: the value is all of what is meant.
    pub fn is_exact(&self) -> bool {
        self.field.is_some_and(|field| self.whole[field.len() + 1..].starts_with('='))
    }

    /// What is searched as words: the name of a field that there is none of belongs to it.
    pub fn body(&self) -> &'a str {
        if self.quoted { self.value } else { self.whole }
    }
}

/// A quotation mark that people type or paste.
pub(in crate::search) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}
