//! What newsletters and mailing lists put under and over a mail.

use crate::document::compose::change_kinds;
use crate::document::model::{BlockKind, Document};

/// Words of a short block that is about the mail itself, in lower case.
const ABOUT_THE_MAIL: &[&str] = &[
    "unsubscribe",
    "in your browser",
    "view online",
    "view this email",
    "read online",
    "manage your preferences",
    "update your preferences",
    "email preferences",
    "manage your subscription",
    "manage subscriptions",
    "you are receiving this",
    "you're receiving this",
    "you received this",
    "this email was sent to",
    "this message was sent to",
    "add us to your address book",
    "forward this email",
    "forwarded this email",
];

/// Words that stand in articles too: only of a line that has hardly any others.
const MAYBE_ABOUT_THE_MAIL: &[&str] = &["privacy policy", "all rights reserved", "mailing list", "terms of service"];

/// Most words of a block with the former, and of one with the latter.
const LONGEST: [usize; 2] = [50, 12];

/// Marks these blocks as furniture. A block with a quotation in it stays: somebody may speak of a mailing list.
pub(super) fn mark(document: &mut Document) {
    change_kinds(document, |kind, words| if is_footer(words) { BlockKind::Furniture } else { kind });
}

fn is_footer(words: &str) -> bool {
    let folded = words.to_lowercase().replace('’', "'");
    let (count, spoken) = (words.split_whitespace().count(), words.contains(['“', '"', '«']));
    let lists = [ABOUT_THE_MAIL, MAYBE_ABOUT_THE_MAIL].into_iter().zip(LONGEST);
    let mut lists = lists.filter(|(_, most)| count <= *most && !spoken);
    lists.any(|(phrases, _)| phrases.iter().any(|phrase| folded.contains(phrase)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_about_the_mail_are_told_from_its_words() {
        assert!(is_footer("You’re receiving this because you signed up. Unsubscribe | Privacy policy"));
        assert!(!is_footer("“I asked them to unsubscribe me,” said Ines Falk."));
        assert!(!is_footer("The mayor said that the harbour would open in May."));
    }
}
