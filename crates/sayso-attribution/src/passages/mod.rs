//! Attributions that only the shape of several paragraphs shows: turns of a transcript, quotations that run over
//! paragraphs, quotations with a signature, and quotations without a crediting verb.
//!
//! [`complete`] takes what the tagger and the rules found paragraph by paragraph and corrects it. Each step is linear
//! in the text and in the number of attributions.

mod apart;
mod appositions;
mod clauses;
mod continued;
mod credits;
mod dashes;
mod dialogue;
mod headlines;
mod labels;
mod led;
mod letters;
mod nested;
mod passage;
mod receivers;
mod signatures;
mod turns;
mod unclosed;
mod uncredited;

use crate::Found;
use crate::document::Document;
use credits::Credits;
pub use nested::METHOD as NESTED;
pub use passage::DIALOGUE;
use passage::passages;
pub use receivers::is_of_receiver;
pub use turns::METHOD as TURN;

/// Names of the steps, as in [`Found::found_by`].
pub const METHODS: &[&str] =
    &[turns::METHOD, signatures::METHOD, uncredited::METHOD, nested::METHOD, dashes::METHOD, DIALOGUE];

/// Completes `found`, the attributions of `document` in any order; returns them in text order of their content.
pub fn complete(document: &Document, mut found: Vec<Found>) -> Vec<Found> {
    let mut passages = passages(document);
    let closed = unclosed::close(document.text(), &mut passages);
    clauses::cut(document.text(), &mut found);
    clauses::turn_round(document.text(), &mut found);
    appositions::skip(document.text(), &mut found);
    receivers::replace(document.text(), &mut found);
    found.retain(|one| !clauses::is_of_event(document.text(), one));
    led::part(document.text(), &passages, &mut found);
    led::strip(document.text(), &passages, &mut found);
    apart::part(document.text(), &passages, &mut found);
    let found = turns::credit(document, &passages, found);
    let mut credits = Credits::new(document.text(), &passages, found);
    unclosed::credit(closed, &mut credits);
    dashes::credit(document.text(), &passages, &mut credits);
    signatures::credit(document.text(), &passages, &mut credits);
    letters::credit(document.text(), &passages, &mut credits);
    continued::join(document.text(), &passages, &mut credits);
    headlines::credit(document.text(), &passages, &mut credits);
    uncredited::unknown_verbs(document.text(), &passages, &mut credits);
    dialogue::credit(document.text(), &passages, &mut credits);
    uncredited::credit(document.text(), &passages, &mut credits);
    // What a quotation without a verb begins with may run on as well.
    continued::join(document.text(), &passages, &mut credits);
    nested::credit(document.text(), &passages, &mut credits);
    let mut found = credits.into_found();
    found.sort_by_key(|f| (f.content.start(), f.content.end()));
    found
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_shapes;
#[cfg(test)]
mod tests_of_stories;
