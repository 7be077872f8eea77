//! Lines of a page that tell by their words what they are.

use crate::document::structure::{furniture, metadata, words};

/// Words of the longest caption that is known by its credit.
const LONGEST_CAPTION: usize = 60;
/// What stands in the brackets of a picture's credit.
const CREDITS: &[&str] = &[
    "photo",
    "photograph",
    "image",
    "picture",
    "getty",
    "reuters",
    "afp",
    "associated press",
    "shutterstock",
    "istock",
    "file",
    "courtesy",
    "credit",
    "screenshot",
    "pool",
    "epa",
    "bloomberg",
    "handout",
];
/// What a caption without brackets starts or ends with.
const CREDITED: &[&str] =
    &["photo by", "photo:", "photograph:", "image:", "photo credit:", "image credit:", "picture:", "photos:"];

/// Lines that are furniture as a whole.
const ALONE: &[&str] = &[
    "advert",
    "ad",
    "caption",
    "close",
    "warning",
    "sharing is caring",
    "this slideshow requires javascript",
    "hide caption",
    "toggle caption",
    "enlarge this image",
    "view gallery",
    "view photos",
    "photos",
    "video",
    "gallery",
    "comment",
    "reply",
    "related news",
];

/// What furniture of pages starts with, beside what is furniture in any text.
const OPENERS: &[&str] = &[
    "read more",
    "read also",
    "read next",
    "also read",
    "related:",
    "related story",
    "more:",
    "more on this",
    "see also",
    "watch:",
    "watch now",
    "watch live",
    "click here",
    "sign up",
    "subscribe",
    "follow us",
    "download the",
    "download our",
    "get the latest",
    "image copyright",
    "media caption",
    "image caption",
    "share this",
    "skip to",
    "advertisement",
    "story continues",
    "article continues",
    "continue reading",
    "scroll down",
    "recommended",
    "recommended for you",
    "trending",
    "most read",
    "most popular",
    "don't miss",
    "you may also",
    "you might also",
    "copyright",
    "all rights reserved",
    "this article was originally",
    "this story was originally",
    "have a tip",
    "got a tip",
    "contact the author",
    "tap here",
    "listen to",
    "must read",
    "top stories",
    "loading",
];

/// What a note of the page holds, wherever it stands in the line.
const NOTES: &[&str] = &[
    "your inbox",
    "our newsletter",
    "follow him on",
    "follow her on",
    "follow them on",
    "follow us on",
    "on twitter @",
    "subject to copyright",
    "all rights reserved",
    "may be reached at",
    "can be reached at",
    "news tip",
    "send tips",
    "if you enjoyed this",
    "join our",
    "problem subscribing",
    "successfully subscribed",
    "reproduced without",
];

/// Returns `true` for a line at the end that tells who the author is.
pub(super) fn is_author_note(line: &str) -> bool {
    metadata::is_note(line)
}

/// Returns `true` for a line at the end in which the page speaks for itself.
pub(super) fn is_page_note(line: &str) -> bool {
    let lower = line.to_lowercase();
    words::count(line) <= LONGEST_CAPTION && !line.contains(['“', '"']) && NOTES.iter().any(|note| lower.contains(note))
}

/// Returns `true` for `By Ann Lee` and the like.
pub(super) fn is_byline(line: &str) -> bool {
    metadata::is_signature(line)
}

/// Returns `true` for a caption: a line with a picture's credit at its start or end.
pub(super) fn is_credited(line: &str) -> bool {
    if words::count(line) > LONGEST_CAPTION {
        return false;
    }
    let lower = line.to_lowercase();
    let bracket = lower
        .trim_end_matches('.')
        .strip_suffix([')', ']'])
        .and_then(|head| head.rfind(['(', '[']).map(|at| head[at + 1..].to_owned()));
    let credit = bracket.is_some_and(|credit| {
        let agency = credit.starts_with("ap ") || credit.starts_with("ap photo") || credit.ends_with(" via ap");
        words::count(&credit) <= 12 && (agency || CREDITS.iter().any(|word| credit.contains(word)))
    });
    credit || CREDITED.iter().any(|start| lower.starts_with(start))
}

/// `image 1 of 23`
fn is_picture_count(folded: &str) -> bool {
    let counted = ["image ", "photo ", "slide ", "picture "].iter().find_map(|word| folded.strip_prefix(word));
    let number = |word: &str| word.bytes().all(|b| b.is_ascii_digit()) || word == "of";
    counted.is_some_and(|rest| rest.split(|c: char| !c.is_alphanumeric()).all(number))
}

/// Returns `true` for a short line that a page puts around or between the paragraphs.
pub(super) fn is_furniture(line: &str) -> bool {
    let folded = words::folded(line);
    let starts =
        |phrase: &str| folded.strip_prefix(phrase).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    furniture::is_always(&folded)
        || ALONE.contains(&folded.as_str())
        || is_picture_count(&folded)
        || (OPENERS.iter().any(|phrase| starts(phrase)) && !words::is_prose(line))
}
