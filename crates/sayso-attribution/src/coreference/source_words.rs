//! What the words of a source are, told without the text around them.

use crate::language::{Class, ENGLISH};
use crate::text::{Span, Spans};

/// The pieces of a source, those with only white space between them made one.
pub fn whole_pieces(text: &str, source: &Spans) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for piece in source.iter() {
        match out.last_mut().filter(|last| Span::new(last.end(), piece.start()).of(text).trim().is_empty()) {
            Some(last) => *last = Span::new(last.start(), piece.end()),
            None => out.push(piece),
        }
    }
    out
}

/// `Q:` and `A:` where the text does not say who asks and who answers.
pub fn is_question_label(source: &str) -> bool {
    ["q", "a", "question", "answer"].contains(&source.to_lowercase().as_str())
}

/// Returns `true` if a phrase names things to read: `some surveys`.
pub fn is_paper(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or(name);
    let singular = last.strip_suffix('s').unwrap_or(last);
    [last, singular].iter().any(|word| ENGLISH.class(word).is(Class::DOCUMENT))
}
